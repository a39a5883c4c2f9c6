-- Care, health and mind: consents, calls, screening, referrals, cases, alerts, mandatory reports, activities, and what care files lacked.
GRANT EXECUTE ON FUNCTION
    care.list_consents(bigint, text),
    care.read_consent(bigint),
    care.list_family_calls(bigint, text),
    care.read_family_call(bigint),
    people.list_teachings(bigint),
    people.read_teaching(bigint),
    care.list_screening_rounds(text),
    care.read_screening_round(bigint),
    care.list_screening_round_screening_returns(bigint),
    care.list_screening_results(bigint, text),
    care.read_screening_result(bigint),
    care.list_referrals(boolean),
    care.read_referral(bigint),
    care.list_counselling_cases(boolean),
    care.read_counselling_case(bigint),
    care.list_counselling_case_counselling_notes(bigint),
    care.list_risk_alerts(boolean, text),
    care.read_risk_alert(bigint),
    care.list_mandatory_reports(boolean),
    care.read_mandatory_report(bigint),
    care.list_activities(text, boolean),
    care.read_activity(bigint),
    care.list_activity_activity_classs(bigint)
    TO nuanxin_staff, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION
    care.add_consent(bigint, text, text, text, date),
    care.add_family_call(bigint, date, text, text, text, int, text),
    people.add_teaching(bigint, bigint, text, date, date),
    people.change_teaching(bigint, bigint, bigint, text, date, date),
    care.add_screening_round(text, text, date, date, text),
    care.change_screening_round(bigint, text, text, text, date, date),
    care.add_screening_return_to_screening_round(bigint, bigint, date, int),
    care.add_screening_result(bigint, bigint, text, int, date, bigint, date),
    care.change_screening_result(bigint, bigint, bigint, text, int, date, bigint, date),
    care.add_referral(bigint, text, text, date, bigint),
    care.change_referral(bigint, bigint, text, text, date, bigint),
    care.add_counselling_case(bigint, bigint, date, text, date),
    care.change_counselling_case(bigint, bigint, bigint, date, text, date),
    care.add_counselling_note_to_counselling_case(bigint, date, text),
    care.add_risk_alert(bigint, text, date, text, date, date, text),
    care.change_risk_alert(bigint, bigint, text, date, text, date, date, text),
    care.add_mandatory_report(bigint, timestamptz, text),
    care.add_activity(text, text, date, text, bigint, int),
    care.change_activity(bigint, text, text, date, text, bigint, int),
    care.add_activity_class_to_activity(bigint, bigint, int)
    TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION care.my_mandatory_reports(), care.list_file_register(boolean, text), care.read_file_register(bigint), care.list_file_concerns(bigint), care.list_file_goals(bigint), care.list_file_handovers(bigint), care.list_left_behind_register(text), people.list_entrusted_care(boolean), care.list_health_records(text), care.list_health_cards(boolean), care.list_pairings(boolean), care.list_pairing_activities(bigint), reporting.screening_coverage(), reporting.flags_unseen(), reporting.unread_cards(), reporting.entrustment_gaps(), reporting.family_call_frequency(), reporting.counselling_flow() TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION reporting.screening_coverage() TO nuanxin_analyst, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION care.withdraw_consent(bigint, date), care.refer_out(bigint, text), care.send_mandatory_report(bigint, timestamptz, text, text, text), care.protect_minor(bigint, text), care.tell_outcome(bigint, text), care.add_goal(bigint, text, date), care.reach_goal(bigint, bigint), care.add_concern(bigint, text, text), care.close_concern(bigint, bigint), care.set_contact_rule(bigint, int, text), care.acknowledge_handover(bigint), care.suspend_file(bigint, text), care.resume_file(bigint, text), care.transfer_file(bigint, text), care.graduate_file(bigint, text), care.end_file(bigint, text), care.start_left_behind_term(text), care.assess_left_behind(bigint, text, text, text), care.change_left_behind(bigint, text, text, text, text, text, text, text), care.end_left_behind(bigint, text), care.confirm_record(bigint), people.add_entrusted_care(bigint, text, text, boolean, date, text, date), people.receive_entrustment_notice(bigint, date), care.declare_condition(bigint, text, text, boolean, boolean, text), care.review_health_record(bigint), care.end_health_record(bigint, text), care.acknowledge_card(bigint), care.new_card_version(bigint, text, text), care.add_pairing_activity(bigint, date, text) TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION care.add_health_screening(text, date, date, text), care.hold_activity(bigint, date, int), care.add_file(bigint, text, text, text, bigint, int), care.add_review(bigint, text, text), care.add_contact(bigint, date, text, text, text, int, text), care.write_note(bigint, text),
    care.pass_on(bigint, bigint), care.list_file_contacts(bigint), care.list_file_notes(bigint), care.list_file_reviews(bigint), care.add_left_behind(bigint, text, text, text, text, text, text, int, bigint), care.read_left_behind_register(bigint), people.end_entrusted_care(bigint, date), care.read_health_record(bigint),
    care.change_health_record(bigint, text, text, boolean, boolean, text), care.list_card_readers(bigint), registers.require_text(text, text, text, text) TO nuanxin_staff;
