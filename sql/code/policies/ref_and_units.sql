-- Code lists, the calendar and the unit tree: anybody who is signed in reads them.
CREATE POLICY signed_in_people_read_code_lists ON ref.code_list FOR SELECT TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_codes ON ref.code FOR SELECT TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_semesters ON ref.semester FOR SELECT TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_the_calendar ON ref.calendar_day FOR SELECT TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_states ON ref.lifecycle_state FOR SELECT TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_transitions ON ref.lifecycle_transition FOR SELECT TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_units ON units.unit FOR SELECT TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_unit_labels ON units.unit_label FOR SELECT TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY directory_readers_read_unit_members ON units.membership FOR SELECT TO nuanxin_staff, nuanxin_auditor USING ((SELECT access.may_all('directory', 'see')));
-- The matrix itself is no secret; who holds which role is the administrator's, the party office's and one's own business.
CREATE POLICY signed_in_people_read_record_classes ON access.record_class FOR SELECT TO nuanxin_staff, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_roles ON access.role FOR SELECT TO nuanxin_staff, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_permissions ON access.permission FOR SELECT TO nuanxin_staff, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY people_read_their_own_roles_and_keepers_all ON access.role_assignment FOR SELECT TO nuanxin_staff
    USING (person_id = (SELECT access.person_id()) OR (SELECT access.may_all('account', 'see')));
CREATE POLICY signed_in_people_read_forms ON intake.form FOR SELECT TO nuanxin_staff USING ((SELECT access.person_id()) IS NOT NULL);
