CREATE POLICY signed_in_people_read_escalation_rules ON work.escalation_rule FOR SELECT TO nuanxin_staff, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY nobody_reads_calendar_addresses ON work.calendar_feed FOR SELECT TO PUBLIC USING (false);
