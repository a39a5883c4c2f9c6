-- Inspections, hazards, equipment, checklists; projects and the lists of items that were announced.: everything comes through functions.
CREATE POLICY checklist_comes_through_functions ON registers.checklist FOR SELECT TO PUBLIC USING (false);
CREATE POLICY checklist_line_comes_through_functions ON registers.checklist_line FOR SELECT TO PUBLIC USING (false);
CREATE POLICY inspection_round_comes_through_functions ON registers.inspection_round FOR SELECT TO PUBLIC USING (false);
CREATE POLICY inspection_comes_through_functions ON registers.inspection FOR SELECT TO PUBLIC USING (false);
CREATE POLICY external_inspection_comes_through_functions ON registers.external_inspection FOR SELECT TO PUBLIC USING (false);
CREATE POLICY hazard_comes_through_functions ON registers.hazard FOR SELECT TO PUBLIC USING (false);
CREATE POLICY equipment_comes_through_functions ON registers.equipment FOR SELECT TO PUBLIC USING (false);
CREATE POLICY project_group_comes_through_functions ON registers.project_group FOR SELECT TO PUBLIC USING (false);
CREATE POLICY project_comes_through_functions ON registers.project FOR SELECT TO PUBLIC USING (false);
CREATE POLICY project_place_comes_through_functions ON registers.project_place FOR SELECT TO PUBLIC USING (false);
CREATE POLICY contract_comes_through_functions ON registers.contract FOR SELECT TO PUBLIC USING (false);
CREATE POLICY checklist_tick_comes_through_functions ON registers.checklist_tick FOR SELECT TO PUBLIC USING (false);
