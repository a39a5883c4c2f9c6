-- Who reaches which object. Rows are the policies' business; columns that hold contents are not granted at all.
GRANT USAGE ON SCHEMA ref, units, people, access, auth, care, aid, field, work, intake, reporting, audit TO nuanxin_staff;
GRANT USAGE ON SCHEMA ref, units, access, auth, aid, reporting TO nuanxin_analyst;
GRANT USAGE ON SCHEMA ref, units, people, access, auth, aid, field, work, audit, intake, reporting TO nuanxin_auditor;
GRANT USAGE ON SCHEMA work, ref, auth, access TO nuanxin_public;

GRANT SELECT ON ref.code_list, ref.code, ref.semester, ref.calendar_day, ref.lifecycle_state, ref.lifecycle_transition, units.unit, units.unit_label
    TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor;
GRANT SELECT ON units.membership TO nuanxin_staff, nuanxin_auditor;
GRANT SELECT ON access.role_assignment, intake.form TO nuanxin_staff;
GRANT SELECT ON access.record_class, access.role, access.permission TO nuanxin_staff, nuanxin_auditor;

GRANT SELECT (id, name, former_names, sex, deceased_on, in_directory) ON people.person TO nuanxin_staff, nuanxin_auditor;
GRANT SELECT (person_id, entry_year) ON people.student TO nuanxin_staff, nuanxin_auditor;
GRANT SELECT ON people.class_placement, people.enrolment, people.staff_post TO nuanxin_staff, nuanxin_auditor;
GRANT SELECT ON people.party_membership TO nuanxin_staff;
-- Who belongs to which party is the party office's business (people.party_membership), not the directory's.
GRANT SELECT (person_id, staff_number, subject) ON people.staff TO nuanxin_staff, nuanxin_auditor;
GRANT SELECT (id, person_id, kind, masked, valid) ON people.identifier TO nuanxin_staff;

-- Guardianships, left-behind records, health, pairings, determinations and awards are not granted, not even by heading: EXPLAIN ANALYZE
-- with a student's number tells how many rows a policy took away, and so that there is one. They come through functions only.
-- Nor is the column that says whose a file, a visit, a pairing or a report is: the equality of keys is tried before a policy.
GRANT SELECT (id, state, lifecycle, opened_on, closed_on, next_review_on) ON care.file TO nuanxin_staff;
GRANT SELECT ON aid.category, aid.accepted_evidence, aid.level, aid.scheme, aid.scheme_rule TO nuanxin_staff, nuanxin_analyst;

GRANT SELECT ON field.campaign, field.campaign_phase, field.linkage_quota TO nuanxin_staff, nuanxin_auditor;
GRANT SELECT (id, campaign_id, person_id, kind, unit_id, project, valid, state, lifecycle, end_reason, created_at, created_by, changed_at, changed_by) ON field.linkage TO nuanxin_staff, nuanxin_auditor;
GRANT SELECT ON field.linkage_exemption TO nuanxin_staff;
GRANT SELECT (id, kind, mode, visited_on, place) ON field.visit TO nuanxin_staff;
GRANT SELECT (id, number, title, area, severity, unit_id, leader_id, leader_name, heard_on, deadline_original, deadline, state, lifecycle, cycle, closed_on, working_days_late,
    duplicate_of, created_at, changed_at) ON work.issue TO nuanxin_staff, nuanxin_auditor;
GRANT SELECT ON work.task, work.milestone, work.milestone_template, work.result, work.signoff, work.issue_event, work.issue_source,
    work.publication_item TO nuanxin_staff, nuanxin_auditor;
GRANT SELECT (id, channel, text, heard_on, answered_on, answer) ON work.utterance TO nuanxin_staff;
GRANT SELECT ON intake.batch TO nuanxin_staff, nuanxin_auditor;
GRANT SELECT ON intake.finding TO nuanxin_staff;
GRANT SELECT ON audit.event TO nuanxin_auditor, nuanxin_staff;

-- Functions are closed to PUBLIC by default; these are the doors. Each checks its caller.
GRANT EXECUTE ON FUNCTION access.person_id(), access.door(), access.assignments(), access.has_role(text), access.may(text, text), access.may_all(text, text),
    access.unit_ids(text, text), access.student_ids(text, text), access.own_children(), access.has_no_child(), access.may_student(text, text, bigint),
    auth.open_session(text, text), auth.whoami(), auth.change_password(text),
    ref.say(text, text), ref.label(text, text), ref.state_label(text, text), ref.school_year(date), ref.semester_on(date), ref.is_working_day(date),
    ref.add_working_days(date, int), ref.working_days_between(date, date), ref.today(), units.label(bigint, date), units.labelled_school_year()
    TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION auth.begin_request(text, text), auth.close_session() TO nuanxin_web;
GRANT EXECUTE ON FUNCTION work.public_list() TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor;
-- What the auditor reads beside the log: the directory, the roll, linkages, awards, issues.
GRANT EXECUTE ON FUNCTION units.named(text, text, date), people.search(text, int), people.student_profile(bigint), aid.read_student(bigint),
    field.quota_compliance(date), work.my_issue_ids(), work.may_issue(text, bigint), work.issue_actions(bigint), work.read_conduct_report(bigint)
    TO nuanxin_auditor;
GRANT EXECUTE ON FUNCTION work.public_list(), ref.say(text, text), ref.label(text, text) TO nuanxin_public;
GRANT EXECUTE ON FUNCTION units.named(text, text, date), audit.claim_command(uuid, text, text),
    auth.add_account(bigint, text, text, text), auth.disable_account(text), auth.accounts(), auth.staff_named(text),
    access.propose_role(bigint, text, bigint, text, date), access.approve_role(bigint), access.proposed_roles(),
    people.search(text, int), people.student_profile(bigint), people.guardians(bigint), people.reveal_identifier(bigint, text),
    care.open_file(bigint, text, text, text, bigint, int), care.read_file(bigint), care.read_concerns(bigint), care.read_notes(bigint), care.read_contacts(bigint),
    care.add_note(bigint, text), care.log_contact(bigint, date, text, text, text, int, text), care.hand_over(bigint, bigint),
    care.review_file(bigint, text, text), care.close_file(bigint, text), care.list_files(boolean, boolean, boolean, text, bigint, int),
    care.list_left_behind(text, text, bigint, int), care.read_left_behind(bigint), care.confirm_left_behind(bigint), care.read_health(bigint),
    care.left_behind_class(text, text, text, text, text, date, date),
    aid.read_student(bigint), aid.gap(text),
    field.add_visit(bigint, date, text, text, text), field.list_visits(bigint, boolean, bigint, int), field.quota_compliance(date),
    work.my_issue_ids(), work.may_issue(text, bigint), work.issue_actions(bigint), work.add_issue(text, text, text, date, text, bigint),
    work.decline_issue(bigint, text), work.assign_issue(bigint, bigint, bigint, date), work.add_task(bigint, text, bigint, date),
    work.finish_task(bigint, text, text), work.claim_done(bigint, text, text), work.verify_issue(bigint, text, text), work.return_issue(bigint, text),
    work.close_issue(bigint), work.reopen_issue(bigint, text, date), work.read_conduct_report(bigint), work.leaks(text),
    work.write_publication(bigint, text, text, text), work.approve_publication(bigint), work.withdraw_publication(bigint), work.log_publication_export()
    TO nuanxin_staff;

-- Analysts read these and nothing else of the school's records.
GRANT SELECT ON reporting.issue, reporting.student, reporting.left_behind_by_grade, reporting.aid_by_scheme, reporting.home_visit_by_grade
    TO nuanxin_analyst, nuanxin_auditor, nuanxin_staff;
GRANT EXECUTE ON FUNCTION reporting.issue_rows(), reporting.student_rows(), reporting.left_behind_rows(), reporting.aid_rows(), reporting.home_visit_rows()
    TO nuanxin_analyst, nuanxin_auditor, nuanxin_staff;
