-- Inspections, hazards, equipment, checklists; projects and the lists of items that were announced.
GRANT EXECUTE ON FUNCTION
    registers.list_checklists(text),
    registers.read_checklist(bigint),
    registers.list_checklist_checklist_lines(bigint),
    registers.list_inspection_rounds(boolean),
    registers.read_inspection_round(bigint),
    registers.list_inspections(bigint, bigint, text),
    registers.read_inspection(bigint),
    registers.list_external_inspections(text, text),
    registers.read_external_inspection(bigint),
    registers.list_hazards(boolean, text, bigint, text, text),
    registers.read_hazard(bigint),
    registers.list_equipments(text, bigint),
    registers.read_equipment(bigint),
    registers.list_project_groups(text),
    registers.read_project_group(bigint),
    registers.list_projects(boolean, text, bigint, text, text),
    registers.read_project(bigint),
    registers.list_project_project_places(bigint),
    registers.list_project_contracts(bigint)
    TO nuanxin_staff, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION
    registers.add_checklist(text, text, text, bigint),
    registers.change_checklist(bigint, text, text, text, bigint),
    registers.add_checklist_line_to_checklist(bigint, int, text),
    registers.add_inspection_round(text, date, date, text),
    registers.change_inspection_round(bigint, text, date, date, text),
    registers.add_inspection(bigint, date, bigint, text, bigint, bigint, text),
    registers.change_inspection(bigint, bigint, date, bigint, bigint, bigint, text, text),
    registers.add_external_inspection(bigint, text, text, date, date, text, bigint, text),
    registers.change_external_inspection(bigint, bigint, text, bigint, text, date, date, text, text),
    registers.add_hazard(bigint, text, date, text, text, bigint, date, bigint, bigint, bigint),
    registers.change_hazard(bigint, bigint, text, date, text, text, bigint, date, bigint, bigint, bigint),
    registers.add_equipment(bigint, text, int, date, text, date, date),
    registers.change_equipment(bigint, bigint, text, text, int, date, date, date),
    registers.add_project_group(text, text, text, int, date, text),
    registers.change_project_group(bigint, text, text, text, int, date, text),
    registers.add_project(text, text, bigint, bigint, date, text, numeric(12,2), numeric(12,2), text, bigint, date),
    registers.change_project(bigint, text, text, text, bigint, bigint, date, numeric(12,2), numeric(12,2), text, bigint, date),
    registers.add_project_place_to_project(bigint, bigint),
    registers.add_contract_to_project(bigint, text, text, date, numeric(12,2), text)
    TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION registers.list_round_due_places(bigint), registers.list_checklist_ticks(bigint), registers.list_group_projects(bigint), registers.announced_against_done(),
    registers.hazard_figures(), registers.uninspected_places(), registers.equipment_coverage() TO nuanxin_staff, nuanxin_auditor, nuanxin_analyst;
GRANT EXECUTE ON FUNCTION registers.grade_hazard(bigint, text, bigint, date, text, bigint, date, date), registers.control_hazard(bigint, text), registers.rectify_hazard(bigint, text),
    registers.tick_checklist(bigint, text, text, date), registers.accept_project_place(bigint, bigint), registers.evaluate_project(bigint, text) TO nuanxin_staff;
