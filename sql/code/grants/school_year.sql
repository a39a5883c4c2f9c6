-- People and the school year: pinyin, movements, the turn of the year, duplicates and merging, retention and erasure; integrity risks; requests of data subjects.
GRANT EXECUTE ON FUNCTION
    registers.list_integrity_risks(text, text, boolean),
    registers.read_integrity_risk(bigint),
    registers.list_integrity_risk_integrity_measures(bigint),
    registers.list_integrity_risk_integrity_reviews(bigint),
    people.list_subject_requests(boolean),
    people.read_subject_request(bigint)
    TO nuanxin_staff, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION
    registers.add_integrity_risk(text, text, text, bigint, date, text, bigint),
    registers.change_integrity_risk(bigint, text, text, text, text, bigint, bigint, date),
    registers.add_integrity_measure_to_integrity_risk(bigint, text, date),
    people.add_subject_request(bigint, text, text, date, text),
    people.change_subject_request(bigint, bigint, text, text, date, text)
    TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION units.list_unit_register(text), people.list_enrolments(text), people.list_duplicates(), people.list_merges(), people.list_retention_due(), people.list_erasures(), people.guardianships_ending(int), reporting.movements(), reporting.members_without_linkage(), reporting.issues_by_unit(bigint) TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION reporting.movements(), units.list_unit_register(text) TO nuanxin_analyst, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION people.list_merges(), people.list_erasures(), people.list_retention_due() TO nuanxin_auditor;
GRANT EXECUTE ON FUNCTION registers.review_risk(bigint, text), people.answer_request(bigint, text), units.add_unit(text, text, bigint, int, int), units.rename_unit(bigint, text), units.end_unit(bigint), units.set_head(bigint, bigint), people.change_class(bigint, bigint, date), people.transfer_out(bigint, text, date), people.suspend_enrolment(bigint, text, date), people.resume_enrolment(bigint, bigint, date), people.open_school_year(int, boolean), care.decide_file(bigint, int, text), people.merge_people(bigint, bigint, text), people.unmerge(bigint), people.propose_erasure(bigint, text, text), people.approve_erasure(bigint), people.refuse_erasure(bigint, text) TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION registers.finish_integrity_measure(bigint, bigint, date), people.enrol_student(text, text, date, bigint, text, date, text, text, text), people.list_guardianships(bigint, boolean), people.add_guardianship(bigint, text, text, text, text, boolean, boolean, text),
    people.end_guardianship(bigint, text, date), people.change_guardian_phone(bigint, text) TO nuanxin_staff;
