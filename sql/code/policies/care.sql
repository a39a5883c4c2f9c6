-- Care, health and mind: consents, calls, screening, referrals, cases, alerts, mandatory reports, activities, and what care files lacked.: everything comes through functions.
CREATE POLICY consent_comes_through_functions ON care.consent FOR SELECT TO PUBLIC USING (false);
CREATE POLICY family_call_comes_through_functions ON care.family_call FOR SELECT TO PUBLIC USING (false);
CREATE POLICY teaching_comes_through_functions ON people.teaching FOR SELECT TO PUBLIC USING (false);
CREATE POLICY screening_round_comes_through_functions ON care.screening_round FOR SELECT TO PUBLIC USING (false);
CREATE POLICY screening_return_comes_through_functions ON care.screening_return FOR SELECT TO PUBLIC USING (false);
CREATE POLICY screening_result_comes_through_functions ON care.screening_result FOR SELECT TO PUBLIC USING (false);
CREATE POLICY referral_comes_through_functions ON care.referral FOR SELECT TO PUBLIC USING (false);
CREATE POLICY counselling_case_comes_through_functions ON care.counselling_case FOR SELECT TO PUBLIC USING (false);
CREATE POLICY counselling_note_comes_through_functions ON care.counselling_note FOR SELECT TO PUBLIC USING (false);
CREATE POLICY risk_alert_comes_through_functions ON care.risk_alert FOR SELECT TO PUBLIC USING (false);
CREATE POLICY mandatory_report_comes_through_functions ON care.mandatory_report FOR SELECT TO PUBLIC USING (false);
CREATE POLICY activity_comes_through_functions ON care.activity FOR SELECT TO PUBLIC USING (false);
CREATE POLICY activity_class_comes_through_functions ON care.activity_class FOR SELECT TO PUBLIC USING (false);
CREATE POLICY card_acknowledgement_comes_through_functions ON care.card_acknowledgement FOR SELECT TO PUBLIC USING (false);
CREATE POLICY goal_comes_through_functions ON care.goal FOR SELECT TO PUBLIC USING (false);
CREATE POLICY handover_comes_through_functions ON care.handover FOR SELECT TO PUBLIC USING (false);
CREATE POLICY pairing_activity_comes_through_functions ON care.pairing_activity FOR SELECT TO PUBLIC USING (false);
