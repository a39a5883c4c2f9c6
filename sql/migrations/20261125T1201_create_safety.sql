-- Inspections, hazards, equipment, checklists; projects and the lists of items that were announced.
CREATE TABLE registers.checklist (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    period text NOT NULL,
    basis text,
    unit_id bigint REFERENCES units.unit,
    CONSTRAINT checklist_title_not_blank CHECK (btrim(title) <> ''),
    CONSTRAINT checklist_period_is_known CHECK (period IN ('once', 'daily', 'weekly', 'monthly', 'semester'))
);
COMMENT ON TABLE registers.checklist IS '检查清单 | checklist';
COMMENT ON COLUMN registers.checklist.id IS '编号 | key';
COMMENT ON COLUMN registers.checklist.title IS '清单名称 | title';
COMMENT ON COLUMN registers.checklist.period IS '频次 | how often';
COMMENT ON COLUMN registers.checklist.basis IS '依据 | rests on';
COMMENT ON COLUMN registers.checklist.unit_id IS '主管部门 | office in charge';
CREATE INDEX checklist_unit_id_idx ON registers.checklist (unit_id);
CALL history.keep('registers.checklist');
CREATE TABLE registers.checklist_line (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    checklist_id bigint NOT NULL REFERENCES registers.checklist,
    ordinal int NOT NULL,
    line_text text NOT NULL,
    CONSTRAINT checklist_line_ordinal_not_negative CHECK (ordinal >= 0),
    CONSTRAINT checklist_line_line_text_not_blank CHECK (btrim(line_text) <> '')
);
COMMENT ON TABLE registers.checklist_line IS '清单条目 | line';
COMMENT ON COLUMN registers.checklist_line.id IS '编号 | key';
COMMENT ON COLUMN registers.checklist_line.ordinal IS '序号 | number';
COMMENT ON COLUMN registers.checklist_line.line_text IS '内容 | text';
COMMENT ON COLUMN registers.checklist_line.checklist_id IS '所属检查清单 | checklist that it belongs to';
CREATE INDEX checklist_line_checklist_id_idx ON registers.checklist_line (checklist_id);
CALL history.keep('registers.checklist_line');
CREATE TABLE registers.inspection_round (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    scope text,
    state text NOT NULL DEFAULT 'open',
    lifecycle text NOT NULL DEFAULT 'inspection_round',
    CONSTRAINT inspection_round_title_not_blank CHECK (btrim(title) <> ''),
    CONSTRAINT inspection_round_ends_after_start CHECK (to_day >= from_day),
    CONSTRAINT inspection_round_lifecycle_is_its_own CHECK (lifecycle = 'inspection_round'),
    CONSTRAINT inspection_round_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON CONSTRAINT inspection_round_ends_after_start ON registers.inspection_round IS '结束日期不能早于开始日期 | it does not end before it begins';
COMMENT ON TABLE registers.inspection_round IS '排查轮次 | inspection round';
COMMENT ON COLUMN registers.inspection_round.id IS '编号 | key';
COMMENT ON COLUMN registers.inspection_round.title IS '轮次名称 | title';
COMMENT ON COLUMN registers.inspection_round.from_day IS '开始日期 | from';
COMMENT ON COLUMN registers.inspection_round.to_day IS '结束日期 | to';
COMMENT ON COLUMN registers.inspection_round.scope IS '范围 | scope';
COMMENT ON COLUMN registers.inspection_round.state IS '状态 | state';
COMMENT ON COLUMN registers.inspection_round.lifecycle IS '生命周期(固定) | always inspection_round';
CREATE INDEX inspection_round_state_idx ON registers.inspection_round (lifecycle, state);
CALL history.keep('registers.inspection_round');
CREATE TABLE registers.inspection (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    place_id bigint NOT NULL REFERENCES units.place,
    inspected_on date NOT NULL,
    inspector_id bigint NOT NULL REFERENCES people.person,
    inspection_round_id bigint REFERENCES registers.inspection_round,
    checklist_id bigint REFERENCES registers.checklist,
    outcome text NOT NULL,
    note text,
    CONSTRAINT inspection_outcome_is_known CHECK (outcome IN ('clean', 'findings'))
);
COMMENT ON TABLE registers.inspection IS '排查记录 | inspection';
COMMENT ON COLUMN registers.inspection.id IS '编号 | key';
COMMENT ON COLUMN registers.inspection.place_id IS '部位 | place';
COMMENT ON COLUMN registers.inspection.inspected_on IS '排查时间 | day';
COMMENT ON COLUMN registers.inspection.inspector_id IS '排查人 | inspector';
COMMENT ON COLUMN registers.inspection.inspection_round_id IS '排查轮次 | round';
COMMENT ON COLUMN registers.inspection.checklist_id IS '检查清单 | checklist';
COMMENT ON COLUMN registers.inspection.outcome IS '结果 | outcome';
COMMENT ON COLUMN registers.inspection.note IS '情况 | remarks';
CREATE INDEX inspection_place_id_idx ON registers.inspection (place_id);
CREATE INDEX inspection_inspector_id_idx ON registers.inspection (inspector_id);
CREATE INDEX inspection_inspection_round_id_idx ON registers.inspection (inspection_round_id);
CREATE INDEX inspection_checklist_id_idx ON registers.inspection (checklist_id);
CALL history.keep('registers.inspection');
CREATE TABLE registers.external_inspection (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agency_id bigint NOT NULL REFERENCES units.external_organization,
    subject text NOT NULL,
    place_id bigint REFERENCES units.place,
    report_number text NOT NULL,
    inspected_on date NOT NULL,
    valid_to date NOT NULL,
    outcome text NOT NULL,
    note text,
    CONSTRAINT external_inspection_subject_not_blank CHECK (btrim(subject) <> ''),
    CONSTRAINT external_inspection_report_number_not_blank CHECK (btrim(report_number) <> ''),
    CONSTRAINT external_inspection_outcome_is_known CHECK (outcome IN ('passed', 'failed', 'conditional')),
    CONSTRAINT external_inspection_valid_after_inspected CHECK (valid_to >= inspected_on)
);
COMMENT ON CONSTRAINT external_inspection_valid_after_inspected ON registers.external_inspection IS '有效期不能早于检测日期 | it is not valid until a day before the inspection';
COMMENT ON TABLE registers.external_inspection IS '第三方检测 | external inspection';
COMMENT ON COLUMN registers.external_inspection.id IS '编号 | key';
COMMENT ON COLUMN registers.external_inspection.agency_id IS '检测机构 | agency';
COMMENT ON COLUMN registers.external_inspection.subject IS '检测对象 | what was inspected';
COMMENT ON COLUMN registers.external_inspection.place_id IS '部位 | place';
COMMENT ON COLUMN registers.external_inspection.report_number IS '报告编号 | report number';
COMMENT ON COLUMN registers.external_inspection.inspected_on IS '检测日期 | inspected on';
COMMENT ON COLUMN registers.external_inspection.valid_to IS '有效期至 | valid to';
COMMENT ON COLUMN registers.external_inspection.outcome IS '结论 | outcome';
COMMENT ON COLUMN registers.external_inspection.note IS '说明 | remarks';
CREATE INDEX external_inspection_agency_id_idx ON registers.external_inspection (agency_id);
CREATE INDEX external_inspection_place_id_idx ON registers.external_inspection (place_id);
CALL history.keep('registers.external_inspection');
CREATE TABLE registers.hazard (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    place_id bigint NOT NULL REFERENCES units.place,
    description text NOT NULL,
    found_on date NOT NULL,
    grade text,
    measure text,
    responsible_id bigint REFERENCES people.person,
    deadline date,
    unit_id bigint REFERENCES units.unit,
    inspection_id bigint REFERENCES registers.inspection,
    external_inspection_id bigint REFERENCES registers.external_inspection,
    issue_id bigint REFERENCES work.issue,
    leader_told_on date,
    authority_told_on date,
    control_measure text,
    rectified_on date,
    rectified_by_id bigint REFERENCES people.person,
    rectify_note text,
    reinspected_on date,
    reinspected_by_id bigint REFERENCES people.person,
    state text NOT NULL DEFAULT 'found',
    lifecycle text NOT NULL DEFAULT 'hazard',
    CONSTRAINT hazard_description_not_blank CHECK (btrim(description) <> ''),
    CONSTRAINT hazard_grade_is_known CHECK (grade IN ('normal', 'major')),
    CONSTRAINT hazard_major_is_told CHECK (grade <> 'major' OR state = 'found' OR (leader_told_on IS NOT NULL AND authority_told_on IS NOT NULL)),
    CONSTRAINT hazard_deadline_after_found CHECK (deadline >= found_on),
    CONSTRAINT hazard_reinspector_is_another CHECK (reinspected_by_id <> rectified_by_id),
    CONSTRAINT hazard_lifecycle_is_its_own CHECK (lifecycle = 'hazard'),
    CONSTRAINT hazard_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON CONSTRAINT hazard_deadline_after_found ON registers.hazard IS '时限不能早于发现日期 | the deadline is not before the day it was found';
COMMENT ON TABLE registers.hazard IS '安全隐患 | hazard';
COMMENT ON COLUMN registers.hazard.id IS '编号 | key';
COMMENT ON COLUMN registers.hazard.place_id IS '部位 | place';
COMMENT ON COLUMN registers.hazard.description IS '隐患描述 | hazard';
COMMENT ON COLUMN registers.hazard.found_on IS '排查时间 | found on';
COMMENT ON COLUMN registers.hazard.grade IS '等级 | grade';
COMMENT ON COLUMN registers.hazard.measure IS '整改措施 | measure';
COMMENT ON COLUMN registers.hazard.responsible_id IS '责任人 | responsible person';
COMMENT ON COLUMN registers.hazard.deadline IS '时限 | deadline';
COMMENT ON COLUMN registers.hazard.unit_id IS '责任部门 | unit';
COMMENT ON COLUMN registers.hazard.inspection_id IS '排查记录 | inspection';
COMMENT ON COLUMN registers.hazard.external_inspection_id IS '检测报告 | external report';
COMMENT ON COLUMN registers.hazard.issue_id IS '问题编号 | issue';
COMMENT ON COLUMN registers.hazard.leader_told_on IS '已报告领导日期 | leader told on';
COMMENT ON COLUMN registers.hazard.authority_told_on IS '已报告主管部门日期 | authority told on';
COMMENT ON COLUMN registers.hazard.control_measure IS '临时管控措施 | temporary control';
COMMENT ON COLUMN registers.hazard.rectified_on IS '完成日期 | rectified on';
COMMENT ON COLUMN registers.hazard.rectified_by_id IS '整改完成人 | rectified by';
COMMENT ON COLUMN registers.hazard.rectify_note IS '完成情况 | what was done';
COMMENT ON COLUMN registers.hazard.reinspected_on IS '复查时间 | re-inspected on';
COMMENT ON COLUMN registers.hazard.reinspected_by_id IS '复查人 | re-inspected by';
COMMENT ON COLUMN registers.hazard.state IS '状态 | state';
COMMENT ON COLUMN registers.hazard.lifecycle IS '生命周期(固定) | always hazard';
CREATE INDEX hazard_place_id_idx ON registers.hazard (place_id);
CREATE INDEX hazard_responsible_id_idx ON registers.hazard (responsible_id);
CREATE INDEX hazard_unit_id_idx ON registers.hazard (unit_id);
CREATE INDEX hazard_inspection_id_idx ON registers.hazard (inspection_id);
CREATE INDEX hazard_external_inspection_id_idx ON registers.hazard (external_inspection_id);
CREATE INDEX hazard_issue_id_idx ON registers.hazard (issue_id);
CREATE INDEX hazard_rectified_by_id_idx ON registers.hazard (rectified_by_id);
CREATE INDEX hazard_reinspected_by_id_idx ON registers.hazard (reinspected_by_id);
CREATE INDEX hazard_state_idx ON registers.hazard (lifecycle, state);
CALL history.keep('registers.hazard');
CREATE TABLE registers.equipment (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    place_id bigint NOT NULL REFERENCES units.place,
    kind text NOT NULL,
    label text,
    count_of int NOT NULL,
    installed_on date NOT NULL,
    removed_on date,
    service_due_on date,
    CONSTRAINT equipment_kind_is_known CHECK (kind IN ('camera', 'alarm', 'door', 'fire', 'multimedia', 'other')),
    CONSTRAINT equipment_count_of_not_negative CHECK (count_of >= 0),
    CONSTRAINT equipment_removed_after_installed CHECK (removed_on >= installed_on)
);
COMMENT ON CONSTRAINT equipment_removed_after_installed ON registers.equipment IS '拆除不能早于安装 | it is not removed before it was installed';
COMMENT ON TABLE registers.equipment IS '安防与设备 | equipment';
COMMENT ON COLUMN registers.equipment.id IS '编号 | key';
COMMENT ON COLUMN registers.equipment.place_id IS '部位 | place';
COMMENT ON COLUMN registers.equipment.kind IS '种类 | kind';
COMMENT ON COLUMN registers.equipment.label IS '名称型号 | model';
COMMENT ON COLUMN registers.equipment.count_of IS '数量 | number';
COMMENT ON COLUMN registers.equipment.installed_on IS '安装日期 | installed on';
COMMENT ON COLUMN registers.equipment.removed_on IS '拆除日期 | removed on';
COMMENT ON COLUMN registers.equipment.service_due_on IS '下次维护 | service due';
CREATE INDEX equipment_place_id_idx ON registers.equipment (place_id);
CALL history.keep('registers.equipment');
CREATE TABLE registers.project_group (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    kind text NOT NULL,
    announced_text text NOT NULL,
    announced_minimum int NOT NULL,
    announced_on date,
    source text,
    CONSTRAINT project_group_title_not_blank CHECK (btrim(title) <> ''),
    CONSTRAINT project_group_kind_is_known CHECK (kind IN ('livelihood', 'community', 'repair', 'equipment', 'culture', 'canteen', 'staff_care')),
    CONSTRAINT project_group_announced_text_not_blank CHECK (btrim(announced_text) <> ''),
    CONSTRAINT project_group_announced_minimum_not_negative CHECK (announced_minimum >= 0)
);
COMMENT ON TABLE registers.project_group IS '实事清单 | list of items';
COMMENT ON COLUMN registers.project_group.id IS '编号 | key';
COMMENT ON COLUMN registers.project_group.title IS '清单名称 | title';
COMMENT ON COLUMN registers.project_group.kind IS '类别 | kind';
COMMENT ON COLUMN registers.project_group.announced_text IS '公布的数量 | announced, in words';
COMMENT ON COLUMN registers.project_group.announced_minimum IS '至少 | at least';
COMMENT ON COLUMN registers.project_group.announced_on IS '公布日期 | announced on';
COMMENT ON COLUMN registers.project_group.source IS '出处 | where it was announced';
CALL history.keep('registers.project_group');
CREATE TABLE registers.project (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    kind text NOT NULL,
    content text,
    lead_id bigint NOT NULL REFERENCES people.person,
    unit_id bigint NOT NULL REFERENCES units.unit,
    deadline date NOT NULL,
    budget numeric(12,2),
    cost numeric(12,2),
    progress text,
    project_group_id bigint REFERENCES registers.project_group,
    announced_on date,
    accepted_on date,
    accepted_by_id bigint REFERENCES people.person,
    evaluation text,
    state text NOT NULL DEFAULT 'announced',
    lifecycle text NOT NULL DEFAULT 'project',
    CONSTRAINT project_title_not_blank CHECK (btrim(title) <> ''),
    CONSTRAINT project_kind_is_known CHECK (kind IN ('livelihood', 'community', 'repair', 'equipment', 'culture', 'canteen', 'staff_care')),
    CONSTRAINT project_budget_not_negative CHECK (budget >= 0),
    CONSTRAINT project_cost_not_negative CHECK (cost >= 0),
    CONSTRAINT project_evaluation_is_known CHECK (evaluation IN ('satisfied', 'partly', 'not')),
    CONSTRAINT project_lifecycle_is_its_own CHECK (lifecycle = 'project'),
    CONSTRAINT project_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE registers.project IS '实事与项目 | project';
COMMENT ON COLUMN registers.project.id IS '编号 | key';
COMMENT ON COLUMN registers.project.title IS '项目 | title';
COMMENT ON COLUMN registers.project.kind IS '类别 | kind';
COMMENT ON COLUMN registers.project.content IS '内容 | content';
COMMENT ON COLUMN registers.project.lead_id IS '牵头领导 | leader';
COMMENT ON COLUMN registers.project.unit_id IS '责任部门 | unit';
COMMENT ON COLUMN registers.project.deadline IS '完成时限 | deadline';
COMMENT ON COLUMN registers.project.budget IS '资金 | budget (CNY)';
COMMENT ON COLUMN registers.project.cost IS '实际支出(元) | cost (CNY)';
COMMENT ON COLUMN registers.project.progress IS '进展 | progress';
COMMENT ON COLUMN registers.project.project_group_id IS '实事清单 | list';
COMMENT ON COLUMN registers.project.announced_on IS '公布日期 | announced on';
COMMENT ON COLUMN registers.project.accepted_on IS '验收日期 | accepted on';
COMMENT ON COLUMN registers.project.accepted_by_id IS '验收人 | accepted by';
COMMENT ON COLUMN registers.project.evaluation IS '群众评价 | evaluation';
COMMENT ON COLUMN registers.project.state IS '状态 | state';
COMMENT ON COLUMN registers.project.lifecycle IS '生命周期(固定) | always project';
CREATE INDEX project_lead_id_idx ON registers.project (lead_id);
CREATE INDEX project_unit_id_idx ON registers.project (unit_id);
CREATE INDEX project_project_group_id_idx ON registers.project (project_group_id);
CREATE INDEX project_accepted_by_id_idx ON registers.project (accepted_by_id);
CREATE INDEX project_state_idx ON registers.project (lifecycle, state);
CALL history.keep('registers.project');
CREATE TABLE registers.project_place (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id bigint NOT NULL REFERENCES registers.project,
    place_id bigint NOT NULL REFERENCES units.place,
    accepted_on date,
    CONSTRAINT project_place_once UNIQUE (project_id, place_id)
);
COMMENT ON CONSTRAINT project_place_once ON registers.project_place IS '这个场所已在项目中 | the project has this place already';
COMMENT ON TABLE registers.project_place IS '项目场所 | place';
COMMENT ON COLUMN registers.project_place.id IS '编号 | key';
COMMENT ON COLUMN registers.project_place.place_id IS '部位 | place';
COMMENT ON COLUMN registers.project_place.accepted_on IS '验收日期 | accepted on';
COMMENT ON COLUMN registers.project_place.project_id IS '所属实事与项目 | project that it belongs to';
CREATE INDEX project_place_project_id_idx ON registers.project_place (project_id);
CREATE INDEX project_place_place_id_idx ON registers.project_place (place_id);
CALL history.keep('registers.project_place');
CREATE TABLE registers.contract (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project_id bigint NOT NULL REFERENCES registers.project,
    party text NOT NULL,
    number text NOT NULL,
    signed_on date NOT NULL,
    amount numeric(12,2) NOT NULL,
    method text NOT NULL,
    CONSTRAINT contract_party_not_blank CHECK (btrim(party) <> ''),
    CONSTRAINT contract_number_not_blank CHECK (btrim(number) <> ''),
    CONSTRAINT contract_amount_not_negative CHECK (amount >= 0),
    CONSTRAINT contract_method_is_known CHECK (method IN ('tender', 'quotation', 'direct'))
);
COMMENT ON TABLE registers.contract IS '合同 | contract';
COMMENT ON COLUMN registers.contract.id IS '编号 | key';
COMMENT ON COLUMN registers.contract.party IS '对方单位 | other party';
COMMENT ON COLUMN registers.contract.number IS '合同编号 | number';
COMMENT ON COLUMN registers.contract.signed_on IS '签订日期 | signed on';
COMMENT ON COLUMN registers.contract.amount IS '金额(元) | amount (CNY)';
COMMENT ON COLUMN registers.contract.method IS '采购方式 | how it was let';
COMMENT ON COLUMN registers.contract.project_id IS '所属实事与项目 | project that it belongs to';
CREATE INDEX contract_project_id_idx ON registers.contract (project_id);
CALL history.keep('registers.contract');
CREATE TABLE registers.checklist_tick (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    checklist_id bigint NOT NULL REFERENCES registers.checklist,
    ticked_on date NOT NULL,
    ticked_by bigint NOT NULL REFERENCES people.person,
    failing int[] NOT NULL DEFAULT '{}',
    note text,
    CONSTRAINT checklist_tick_once_a_day UNIQUE (checklist_id, ticked_on)
);
COMMENT ON TABLE registers.checklist_tick IS '清单勾选:某日各条是否做到 | a checklist, ticked on a day';
COMMENT ON COLUMN registers.checklist_tick.id IS '编号 | key';
COMMENT ON COLUMN registers.checklist_tick.checklist_id IS '清单 | checklist';
COMMENT ON COLUMN registers.checklist_tick.ticked_on IS '日期 | day';
COMMENT ON COLUMN registers.checklist_tick.ticked_by IS '勾选人 | by whom';
COMMENT ON COLUMN registers.checklist_tick.failing IS '未做到的条目序号 | numbers of the lines that fail';
COMMENT ON COLUMN registers.checklist_tick.note IS '说明 | remarks';
CREATE INDEX checklist_tick_ticked_by_idx ON registers.checklist_tick (ticked_by);
CALL history.keep('registers.checklist_tick');
