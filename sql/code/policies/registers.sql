-- The catalogue of registers and the life cycles are no secret; places come through functions; events of records come with the record.
CREATE POLICY signed_in_people_read_systems ON registers.system FOR SELECT TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_registers ON registers.register FOR SELECT TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_parts ON registers.part FOR SELECT TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_actions ON registers.action FOR SELECT TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_fields ON registers.field FOR SELECT TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY signed_in_people_read_life_cycles ON ref.lifecycle FOR SELECT TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor USING ((SELECT access.person_id()) IS NOT NULL);
CREATE POLICY events_come_through_functions ON work.lifecycle_event FOR SELECT TO PUBLIC USING (false);
CREATE POLICY places_come_through_functions ON units.place FOR SELECT TO PUBLIC USING (false);
CREATE POLICY external_organizations_come_through_functions ON units.external_organization FOR SELECT TO PUBLIC USING (false);
CREATE POLICY nobody_reads_loaded_rows ON registers.loaded_row FOR SELECT TO PUBLIC USING (false);
