-- The party office: bodies, papers, phases, meetings, orders, briefs, rules, fees, disclosures, yearly accounts.
CREATE TABLE registers.document (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    issuer text NOT NULL,
    number text,
    issued_on date NOT NULL,
    kind text NOT NULL,
    supersedes_id bigint REFERENCES registers.document,
    CONSTRAINT document_title_not_blank CHECK (btrim(title) <> ''),
    CONSTRAINT document_issuer_not_blank CHECK (btrim(issuer) <> ''),
    CONSTRAINT document_kind_is_known CHECK (kind IN ('law', 'notice', 'plan', 'annex', 'own'))
);
COMMENT ON TABLE registers.document IS '依据文件 | paper';
COMMENT ON COLUMN registers.document.id IS '编号 | key';
COMMENT ON COLUMN registers.document.title IS '标题 | title';
COMMENT ON COLUMN registers.document.issuer IS '发文单位 | issuer';
COMMENT ON COLUMN registers.document.number IS '文号 | number';
COMMENT ON COLUMN registers.document.issued_on IS '发文日期 | issued on';
COMMENT ON COLUMN registers.document.kind IS '类别 | kind';
COMMENT ON COLUMN registers.document.supersedes_id IS '取代 | supersedes';
CREATE INDEX document_supersedes_id_idx ON registers.document (supersedes_id);
CALL history.keep('registers.document');
CREATE TABLE units.body (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    kind text NOT NULL,
    from_day date NOT NULL,
    to_day date,
    basis_id bigint REFERENCES registers.document,
    CONSTRAINT body_title_not_blank CHECK (btrim(title) <> ''),
    CONSTRAINT body_kind_is_known CHECK (kind IN ('leading_group', 'task_force', 'committee'))
);
COMMENT ON TABLE units.body IS '领导小组与专班 | body';
COMMENT ON COLUMN units.body.id IS '编号 | key';
COMMENT ON COLUMN units.body.title IS '名称 | name';
COMMENT ON COLUMN units.body.kind IS '类别 | kind';
COMMENT ON COLUMN units.body.from_day IS '成立日期 | from';
COMMENT ON COLUMN units.body.to_day IS '撤销日期 | to';
COMMENT ON COLUMN units.body.basis_id IS '依据文件 | rests on';
CREATE INDEX body_basis_id_idx ON units.body (basis_id);
CALL history.keep('units.body');
CREATE TABLE units.body_membership (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    body_id bigint NOT NULL REFERENCES units.body,
    person_id bigint NOT NULL REFERENCES people.person,
    seat text NOT NULL,
    from_day date NOT NULL,
    to_day date,
    CONSTRAINT body_membership_seat_is_known CHECK (seat IN ('head', 'deputy', 'member')),
    CONSTRAINT body_membership_one_head_at_a_time EXCLUDE USING gist (body_id WITH =, daterange(from_day, to_day) WITH &&) WHERE (seat = 'head'),
    CONSTRAINT body_membership_once_at_a_time EXCLUDE USING gist (body_id WITH =, person_id WITH =, daterange(from_day, to_day) WITH &&)
);
COMMENT ON CONSTRAINT body_membership_one_head_at_a_time ON units.body_membership IS '同一天只能有一位组长 | one head a day';
COMMENT ON CONSTRAINT body_membership_once_at_a_time ON units.body_membership IS '此人在这段时间已在其中 | this person has a seat in it in this time';
COMMENT ON TABLE units.body_membership IS '成员 | seats';
COMMENT ON COLUMN units.body_membership.id IS '编号 | key';
COMMENT ON COLUMN units.body_membership.person_id IS '姓名 | person';
COMMENT ON COLUMN units.body_membership.seat IS '职务 | seat';
COMMENT ON COLUMN units.body_membership.from_day IS '开始日期 | from';
COMMENT ON COLUMN units.body_membership.to_day IS '结束日期 | to';
COMMENT ON COLUMN units.body_membership.body_id IS '所属领导小组与专班 | body that it belongs to';
CREATE INDEX body_membership_body_id_idx ON units.body_membership (body_id);
CREATE INDEX body_membership_person_id_idx ON units.body_membership (person_id);
CALL history.keep('units.body_membership');
CREATE TABLE units.body_duty (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    body_id bigint NOT NULL REFERENCES units.body,
    duty text NOT NULL,
    holder_id bigint NOT NULL REFERENCES people.person,
    CONSTRAINT body_duty_duty_not_blank CHECK (btrim(duty) <> '')
);
COMMENT ON TABLE units.body_duty IS '职责 | duties';
COMMENT ON COLUMN units.body_duty.id IS '编号 | key';
COMMENT ON COLUMN units.body_duty.duty IS '职责 | duty';
COMMENT ON COLUMN units.body_duty.holder_id IS '承担人 | holder';
COMMENT ON COLUMN units.body_duty.body_id IS '所属领导小组与专班 | body that it belongs to';
CREATE INDEX body_duty_body_id_idx ON units.body_duty (body_id);
CREATE INDEX body_duty_holder_id_idx ON units.body_duty (holder_id);
CALL history.keep('units.body_duty');
CREATE TABLE people.public_capacity (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id bigint NOT NULL REFERENCES people.person,
    kind text NOT NULL,
    level text NOT NULL,
    from_day date NOT NULL,
    to_day date,
    CONSTRAINT public_capacity_kind_is_known CHECK (kind IN ('party_delegate', 'congress_delegate', 'cppcc', 'democratic_party')),
    CONSTRAINT public_capacity_level_is_known CHECK (level IN ('district', 'city', 'province', 'national'))
);
COMMENT ON TABLE people.public_capacity IS '代表委员 | public capacity';
COMMENT ON COLUMN people.public_capacity.id IS '编号 | key';
COMMENT ON COLUMN people.public_capacity.person_id IS '姓名 | person';
COMMENT ON COLUMN people.public_capacity.kind IS '身份 | capacity';
COMMENT ON COLUMN people.public_capacity.level IS '层级 | level';
COMMENT ON COLUMN people.public_capacity.from_day IS '开始日期 | from';
COMMENT ON COLUMN people.public_capacity.to_day IS '结束日期 | to';
CREATE INDEX public_capacity_person_id_idx ON people.public_capacity (person_id);
CALL history.keep('people.public_capacity');
CREATE TABLE people.capacity_consultation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_capacity_id bigint NOT NULL REFERENCES people.public_capacity,
    asked_on date NOT NULL,
    asked_by_id bigint NOT NULL REFERENCES people.person,
    answer text NOT NULL,
    CONSTRAINT capacity_consultation_answer_not_blank CHECK (btrim(answer) <> '')
);
COMMENT ON TABLE people.capacity_consultation IS '征求意见 | consultations';
COMMENT ON COLUMN people.capacity_consultation.id IS '编号 | key';
COMMENT ON COLUMN people.capacity_consultation.asked_on IS '日期 | day';
COMMENT ON COLUMN people.capacity_consultation.asked_by_id IS '征求人 | asked by';
COMMENT ON COLUMN people.capacity_consultation.answer IS '意见 | answer';
COMMENT ON COLUMN people.capacity_consultation.public_capacity_id IS '所属代表委员 | public capacity that it belongs to';
CREATE INDEX capacity_consultation_public_capacity_id_idx ON people.capacity_consultation (public_capacity_id);
CREATE INDEX capacity_consultation_asked_by_id_idx ON people.capacity_consultation (asked_by_id);
CALL history.keep('people.capacity_consultation');
CREATE TABLE field.phase_deliverable (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    phase_id bigint NOT NULL REFERENCES field.campaign_phase,
    what text NOT NULL,
    due_on date NOT NULL,
    owner_id bigint NOT NULL REFERENCES people.person,
    paper_id bigint REFERENCES registers.document,
    accepted_on date,
    accepted_by_id bigint REFERENCES people.person,
    state text NOT NULL DEFAULT 'due',
    lifecycle text NOT NULL DEFAULT 'phase_deliverable',
    CONSTRAINT phase_deliverable_what_not_blank CHECK (btrim(what) <> ''),
    CONSTRAINT phase_deliverable_lifecycle_is_its_own CHECK (lifecycle = 'phase_deliverable'),
    CONSTRAINT phase_deliverable_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE field.phase_deliverable IS '阶段任务 | deliverable';
COMMENT ON COLUMN field.phase_deliverable.id IS '编号 | key';
COMMENT ON COLUMN field.phase_deliverable.phase_id IS '阶段 | phase';
COMMENT ON COLUMN field.phase_deliverable.what IS '交付内容 | what';
COMMENT ON COLUMN field.phase_deliverable.due_on IS '期限 | due';
COMMENT ON COLUMN field.phase_deliverable.owner_id IS '负责人 | owner';
COMMENT ON COLUMN field.phase_deliverable.paper_id IS '文件 | paper';
COMMENT ON COLUMN field.phase_deliverable.accepted_on IS '验收日期 | accepted on';
COMMENT ON COLUMN field.phase_deliverable.accepted_by_id IS '验收人 | accepted by';
COMMENT ON COLUMN field.phase_deliverable.state IS '状态 | state';
COMMENT ON COLUMN field.phase_deliverable.lifecycle IS '生命周期(固定) | always phase_deliverable';
CREATE INDEX phase_deliverable_phase_id_idx ON field.phase_deliverable (phase_id);
CREATE INDEX phase_deliverable_owner_id_idx ON field.phase_deliverable (owner_id);
CREATE INDEX phase_deliverable_paper_id_idx ON field.phase_deliverable (paper_id);
CREATE INDEX phase_deliverable_accepted_by_id_idx ON field.phase_deliverable (accepted_by_id);
CREATE INDEX phase_deliverable_state_idx ON field.phase_deliverable (lifecycle, state);
CALL history.keep('field.phase_deliverable');
CREATE TABLE field.meeting (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    body_id bigint REFERENCES units.body,
    held_on date NOT NULL,
    is_monthly_study boolean,
    chair_id bigint NOT NULL REFERENCES people.person,
    attendees_ids bigint[],
    place_text text,
    minutes text,
    CONSTRAINT meeting_title_not_blank CHECK (btrim(title) <> '')
);
COMMENT ON TABLE field.meeting IS '会议 | meeting';
COMMENT ON COLUMN field.meeting.id IS '编号 | key';
COMMENT ON COLUMN field.meeting.title IS '会议名称 | title';
COMMENT ON COLUMN field.meeting.body_id IS '召开机构 | body';
COMMENT ON COLUMN field.meeting.held_on IS '日期 | held on';
COMMENT ON COLUMN field.meeting.is_monthly_study IS '每月专题研究 | monthly study';
COMMENT ON COLUMN field.meeting.chair_id IS '主持人 | chair';
COMMENT ON COLUMN field.meeting.attendees_ids IS '参加人员 | attendees';
COMMENT ON COLUMN field.meeting.place_text IS '地点 | place';
COMMENT ON COLUMN field.meeting.minutes IS '会议记录 | minutes';
CREATE INDEX meeting_body_id_idx ON field.meeting (body_id);
CREATE INDEX meeting_chair_id_idx ON field.meeting (chair_id);
CALL history.keep('field.meeting');
CREATE TABLE field.agenda_item (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    meeting_id bigint NOT NULL REFERENCES field.meeting,
    ordinal int NOT NULL,
    topic text NOT NULL,
    CONSTRAINT agenda_item_ordinal_not_negative CHECK (ordinal >= 0),
    CONSTRAINT agenda_item_topic_not_blank CHECK (btrim(topic) <> '')
);
COMMENT ON TABLE field.agenda_item IS '议程 | agenda';
COMMENT ON COLUMN field.agenda_item.id IS '编号 | key';
COMMENT ON COLUMN field.agenda_item.ordinal IS '序号 | number';
COMMENT ON COLUMN field.agenda_item.topic IS '议题 | topic';
COMMENT ON COLUMN field.agenda_item.meeting_id IS '所属会议 | meeting that it belongs to';
CREATE INDEX agenda_item_meeting_id_idx ON field.agenda_item (meeting_id);
CALL history.keep('field.agenda_item');
CREATE TABLE field.decision (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    meeting_id bigint NOT NULL REFERENCES field.meeting,
    what text NOT NULL,
    outcome text NOT NULL,
    responsible_id bigint REFERENCES people.person,
    deadline date,
    no_reason text,
    done_on date,
    done_note text,
    state text NOT NULL DEFAULT 'open',
    lifecycle text NOT NULL DEFAULT 'decision',
    CONSTRAINT decision_what_not_blank CHECK (btrim(what) <> ''),
    CONSTRAINT decision_outcome_is_known CHECK (outcome IN ('task', 'no')),
    CONSTRAINT decision_task_has_owner_and_deadline CHECK (outcome <> 'task' OR (responsible_id IS NOT NULL AND deadline IS NOT NULL)),
    CONSTRAINT decision_no_says_why CHECK (outcome <> 'no' OR no_reason IS NOT NULL),
    CONSTRAINT decision_lifecycle_is_its_own CHECK (lifecycle = 'decision'),
    CONSTRAINT decision_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE field.decision IS '会议决议 | decision';
COMMENT ON COLUMN field.decision.id IS '编号 | key';
COMMENT ON COLUMN field.decision.meeting_id IS '会议 | meeting';
COMMENT ON COLUMN field.decision.what IS '决议 | decision';
COMMENT ON COLUMN field.decision.outcome IS '结论 | outcome';
COMMENT ON COLUMN field.decision.responsible_id IS '责任人 | responsible person';
COMMENT ON COLUMN field.decision.deadline IS '期限 | deadline';
COMMENT ON COLUMN field.decision.no_reason IS '不办的原因 | why not';
COMMENT ON COLUMN field.decision.done_on IS '完成日期 | done on';
COMMENT ON COLUMN field.decision.done_note IS '办理情况 | what was done';
COMMENT ON COLUMN field.decision.state IS '状态 | state';
COMMENT ON COLUMN field.decision.lifecycle IS '生命周期(固定) | always decision';
CREATE INDEX decision_meeting_id_idx ON field.decision (meeting_id);
CREATE INDEX decision_responsible_id_idx ON field.decision (responsible_id);
CREATE INDEX decision_state_idx ON field.decision (lifecycle, state);
CALL history.keep('field.decision');
CREATE TABLE work.supervision_order (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    matter text NOT NULL,
    issue_number_text text,
    unit_id bigint NOT NULL REFERENCES units.unit,
    responsible_id bigint NOT NULL REFERENCES people.person,
    reply_by date NOT NULL,
    issued_on date,
    reply text,
    replied_on date,
    replied_by_id bigint REFERENCES people.person,
    times_returned int NOT NULL DEFAULT 0,
    state text NOT NULL DEFAULT 'issued',
    lifecycle text NOT NULL DEFAULT 'supervision_order',
    CONSTRAINT supervision_order_matter_not_blank CHECK (btrim(matter) <> ''),
    CONSTRAINT supervision_order_lifecycle_is_its_own CHECK (lifecycle = 'supervision_order'),
    CONSTRAINT supervision_order_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE work.supervision_order IS '督办单 | supervision order';
COMMENT ON COLUMN work.supervision_order.id IS '编号 | key';
COMMENT ON COLUMN work.supervision_order.matter IS '督办事项 | matter';
COMMENT ON COLUMN work.supervision_order.issue_number_text IS '问题编号 | number of the issue';
COMMENT ON COLUMN work.supervision_order.unit_id IS '责任部门 | to the unit';
COMMENT ON COLUMN work.supervision_order.responsible_id IS '责任人 | responsible person';
COMMENT ON COLUMN work.supervision_order.reply_by IS '回复期限 | reply by';
COMMENT ON COLUMN work.supervision_order.issued_on IS '下达日期 | issued on';
COMMENT ON COLUMN work.supervision_order.reply IS '回复 | reply';
COMMENT ON COLUMN work.supervision_order.replied_on IS '回复日期 | replied on';
COMMENT ON COLUMN work.supervision_order.replied_by_id IS '回复人 | replied by';
COMMENT ON COLUMN work.supervision_order.times_returned IS '退回次数 | times sent back';
COMMENT ON COLUMN work.supervision_order.state IS '状态 | state';
COMMENT ON COLUMN work.supervision_order.lifecycle IS '生命周期(固定) | always supervision_order';
CREATE INDEX supervision_order_unit_id_idx ON work.supervision_order (unit_id);
CREATE INDEX supervision_order_responsible_id_idx ON work.supervision_order (responsible_id);
CREATE INDEX supervision_order_replied_by_id_idx ON work.supervision_order (replied_by_id);
CREATE INDEX supervision_order_state_idx ON work.supervision_order (lifecycle, state);
CALL history.keep('work.supervision_order');
CREATE TABLE field.brief (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    brief_text text NOT NULL,
    unit_id bigint NOT NULL REFERENCES units.unit,
    written_on date NOT NULL,
    shows_people boolean NOT NULL,
    consent_checked boolean,
    writer_id bigint NOT NULL REFERENCES people.person,
    state text NOT NULL DEFAULT 'written',
    lifecycle text NOT NULL DEFAULT 'brief',
    CONSTRAINT brief_title_not_blank CHECK (btrim(title) <> ''),
    CONSTRAINT brief_brief_text_not_blank CHECK (btrim(brief_text) <> ''),
    CONSTRAINT brief_lifecycle_is_its_own CHECK (lifecycle = 'brief'),
    CONSTRAINT brief_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE field.brief IS '信息简报 | brief';
COMMENT ON COLUMN field.brief.id IS '编号 | key';
COMMENT ON COLUMN field.brief.title IS '标题 | title';
COMMENT ON COLUMN field.brief.brief_text IS '内容 | text';
COMMENT ON COLUMN field.brief.unit_id IS '部门 | unit';
COMMENT ON COLUMN field.brief.written_on IS '日期 | written on';
COMMENT ON COLUMN field.brief.shows_people IS '有人物照片或姓名 | shows people';
COMMENT ON COLUMN field.brief.consent_checked IS '已征得同意 | their consent is checked';
COMMENT ON COLUMN field.brief.writer_id IS '撰稿人 | writer';
COMMENT ON COLUMN field.brief.state IS '状态 | state';
COMMENT ON COLUMN field.brief.lifecycle IS '生命周期(固定) | always brief';
CREATE INDEX brief_unit_id_idx ON field.brief (unit_id);
CREATE INDEX brief_writer_id_idx ON field.brief (writer_id);
CREATE INDEX brief_state_idx ON field.brief (lifecycle, state);
CALL history.keep('field.brief');
CREATE TABLE registers.regulation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    unit_id bigint NOT NULL REFERENCES units.unit,
    review_due_on date NOT NULL,
    issue_number_text text,
    kind text NOT NULL,
    CONSTRAINT regulation_title_not_blank CHECK (btrim(title) <> ''),
    CONSTRAINT regulation_kind_is_known CHECK (kind IN ('teaching', 'students', 'staff', 'finance', 'safety', 'party', 'other'))
);
COMMENT ON TABLE registers.regulation IS '管理制度 | regulation';
COMMENT ON COLUMN registers.regulation.id IS '编号 | key';
COMMENT ON COLUMN registers.regulation.title IS '制度名称 | title';
COMMENT ON COLUMN registers.regulation.unit_id IS '主管部门 | unit';
COMMENT ON COLUMN registers.regulation.review_due_on IS '下次评审 | review due';
COMMENT ON COLUMN registers.regulation.issue_number_text IS '由哪个问题产生 | born of the issue';
COMMENT ON COLUMN registers.regulation.kind IS '类别 | kind';
CREATE INDEX regulation_unit_id_idx ON registers.regulation (unit_id);
CALL history.keep('registers.regulation');
CREATE TABLE registers.regulation_version (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    regulation_id bigint NOT NULL REFERENCES registers.regulation,
    number text NOT NULL,
    in_force_from date NOT NULL,
    in_force_to date,
    wording text,
    CONSTRAINT regulation_version_number_not_blank CHECK (btrim(number) <> ''),
    CONSTRAINT regulation_version_one_in_force_a_day EXCLUDE USING gist (regulation_id WITH =, daterange(in_force_from, in_force_to) WITH &&)
);
COMMENT ON CONSTRAINT regulation_version_one_in_force_a_day ON registers.regulation_version IS '一天只能有一个施行的版本 | one version in force a day';
COMMENT ON TABLE registers.regulation_version IS '版本 | versions';
COMMENT ON COLUMN registers.regulation_version.id IS '编号 | key';
COMMENT ON COLUMN registers.regulation_version.number IS '版本号 | number';
COMMENT ON COLUMN registers.regulation_version.in_force_from IS '施行日期 | in force from';
COMMENT ON COLUMN registers.regulation_version.in_force_to IS '废止日期 | in force to';
COMMENT ON COLUMN registers.regulation_version.wording IS '正文 | text';
COMMENT ON COLUMN registers.regulation_version.regulation_id IS '所属管理制度 | regulation that it belongs to';
CREATE INDEX regulation_version_regulation_id_idx ON registers.regulation_version (regulation_id);
CALL history.keep('registers.regulation_version');
CREATE TABLE registers.fee_item (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    amount numeric(12,2) NOT NULL,
    per text NOT NULL,
    basis_id bigint NOT NULL REFERENCES registers.document,
    from_day date NOT NULL,
    to_day date,
    CONSTRAINT fee_item_title_not_blank CHECK (btrim(title) <> ''),
    CONSTRAINT fee_item_amount_not_negative CHECK (amount >= 0),
    CONSTRAINT fee_item_per_not_blank CHECK (btrim(per) <> ''),
    CONSTRAINT fee_item_ends_after_start CHECK (to_day > from_day)
);
COMMENT ON TABLE registers.fee_item IS '收费项目 | fee';
COMMENT ON COLUMN registers.fee_item.id IS '编号 | key';
COMMENT ON COLUMN registers.fee_item.title IS '收费项目 | title';
COMMENT ON COLUMN registers.fee_item.amount IS '标准(元) | amount (CNY)';
COMMENT ON COLUMN registers.fee_item.per IS '计费单位 | per';
COMMENT ON COLUMN registers.fee_item.basis_id IS '依据文件 | legal basis';
COMMENT ON COLUMN registers.fee_item.from_day IS '开始日期 | from';
COMMENT ON COLUMN registers.fee_item.to_day IS '结束日期 | to';
CREATE INDEX fee_item_basis_id_idx ON registers.fee_item (basis_id);
CALL history.keep('registers.fee_item');
CREATE TABLE registers.disclosure (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    matter text NOT NULL,
    power text NOT NULL,
    where_published text NOT NULL,
    unit_id bigint NOT NULL REFERENCES units.unit,
    from_day date NOT NULL,
    to_day date,
    CONSTRAINT disclosure_matter_not_blank CHECK (btrim(matter) <> ''),
    CONSTRAINT disclosure_power_is_known CHECK (power IN ('people', 'money', 'things', 'power')),
    CONSTRAINT disclosure_where_published_not_blank CHECK (btrim(where_published) <> '')
);
COMMENT ON TABLE registers.disclosure IS '公开事项 | disclosure';
COMMENT ON COLUMN registers.disclosure.id IS '编号 | key';
COMMENT ON COLUMN registers.disclosure.matter IS '公开事项 | matter';
COMMENT ON COLUMN registers.disclosure.power IS '类别 | power';
COMMENT ON COLUMN registers.disclosure.where_published IS '公开方式 | where';
COMMENT ON COLUMN registers.disclosure.unit_id IS '部门 | unit';
COMMENT ON COLUMN registers.disclosure.from_day IS '公开日期 | from';
COMMENT ON COLUMN registers.disclosure.to_day IS '结束日期 | to';
CREATE INDEX disclosure_unit_id_idx ON registers.disclosure (unit_id);
CALL history.keep('registers.disclosure');
CREATE TABLE field.brief_placement (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    brief_id bigint NOT NULL REFERENCES field.brief,
    outlet text NOT NULL,
    placed_on date NOT NULL,
    CONSTRAINT brief_placement_not_blank CHECK (btrim(outlet) <> '')
);
COMMENT ON TABLE field.brief_placement IS '信息刊发 | where a brief was placed';
COMMENT ON COLUMN field.brief_placement.id IS '编号 | key';
COMMENT ON COLUMN field.brief_placement.brief_id IS '信息 | brief';
COMMENT ON COLUMN field.brief_placement.outlet IS '媒体或平台 | outlet';
COMMENT ON COLUMN field.brief_placement.placed_on IS '刊发日期 | when';
CREATE INDEX brief_placement_brief_id_idx ON field.brief_placement (brief_id);
CALL history.keep('field.brief_placement');

CREATE TABLE registers.annual_sheet (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id bigint NOT NULL REFERENCES people.person,
    year int NOT NULL,
    contents jsonb NOT NULL,
    frozen_on date NOT NULL,
    signed_on date,
    CONSTRAINT annual_sheet_once_a_year UNIQUE (person_id, year),
    CONSTRAINT annual_sheet_year_in_range CHECK (year BETWEEN 2020 AND 2100)
);
COMMENT ON TABLE registers.annual_sheet IS '年度述职表:冻结后不再改变 | yearly account of a person''s duties; frozen, it does not change';
COMMENT ON COLUMN registers.annual_sheet.id IS '编号 | key';
COMMENT ON COLUMN registers.annual_sheet.person_id IS '何人 | whose';
COMMENT ON COLUMN registers.annual_sheet.year IS '年度 | year';
COMMENT ON COLUMN registers.annual_sheet.contents IS '内容(冻结时的数字) | figures as they were when it was frozen';
COMMENT ON COLUMN registers.annual_sheet.frozen_on IS '冻结日期 | frozen on';
COMMENT ON COLUMN registers.annual_sheet.signed_on IS '本人签字日期 | signed by the person on';
CALL history.keep('registers.annual_sheet');

CREATE TABLE work.programme_link (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme text NOT NULL,
    subject_kind text NOT NULL,
    subject_id bigint NOT NULL,
    CONSTRAINT programme_link_kind_is_known CHECK (subject_kind IN ('issue', 'project', 'meeting')),
    CONSTRAINT programme_link_once UNIQUE (programme, subject_kind, subject_id)
);
COMMENT ON TABLE work.programme_link IS '与专项工作的结合 | which programme an issue, project or meeting belongs to';
COMMENT ON COLUMN work.programme_link.id IS '编号 | key';
COMMENT ON COLUMN work.programme_link.programme IS '专项(代码) | programme, a code';
COMMENT ON COLUMN work.programme_link.subject_kind IS '对象:问题、项目、会议 | issue, project or meeting';
COMMENT ON COLUMN work.programme_link.subject_id IS '对象编号 | its key';
CALL history.keep('work.programme_link');

ALTER TABLE field.linkage ADD COLUMN state text NOT NULL DEFAULT 'active', ADD COLUMN lifecycle text NOT NULL DEFAULT 'linkage', ADD COLUMN end_reason text;
COMMENT ON COLUMN field.linkage.state IS '状态 | state';
COMMENT ON COLUMN field.linkage.lifecycle IS '生命周期(固定) | always linkage';
COMMENT ON COLUMN field.linkage.end_reason IS '结束原因 | why it ended';
ALTER TABLE field.linkage ADD CONSTRAINT linkage_lifecycle_is_its_own CHECK (lifecycle = 'linkage');
INSERT INTO ref.lifecycle_state (lifecycle, state, label_zh, label_en, is_open, sort_order) VALUES
    ('linkage', 'proposed', '拟联系', 'proposed', true, 1), ('linkage', 'active', '联系中', 'active', true, 2), ('linkage', 'ended', '已结束', 'ended', false, 3) ON CONFLICT DO NOTHING;
ALTER TABLE field.linkage ADD CONSTRAINT linkage_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state;
CREATE INDEX linkage_state_idx ON field.linkage (lifecycle, state);
ALTER TABLE field.linkage DROP CONSTRAINT linkage_kind_is_known;
ALTER TABLE field.linkage ADD CONSTRAINT linkage_kind_is_known CHECK (kind IN ('party_branch', 'lesson_group', 'class', 'student', 'project', 'community'));
