-- Hearing people out: encounters, letters, surveys, feedback, extensions; points; helping others.
CREATE TABLE people.retiree (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    retired_on date NOT NULL,
    needs text,
    visit_every_days int NOT NULL DEFAULT 180,
    CONSTRAINT retiree_name_not_blank CHECK (btrim(name) <> ''),
    CONSTRAINT retiree_visit_every_days_not_negative CHECK (visit_every_days >= 0)
);
COMMENT ON TABLE people.retiree IS '退休教师 | retiree';
COMMENT ON COLUMN people.retiree.id IS '编号 | key';
COMMENT ON COLUMN people.retiree.name IS '姓名 | name';
COMMENT ON COLUMN people.retiree.retired_on IS '退休日期 | retired on';
COMMENT ON COLUMN people.retiree.needs IS '困难 | needs';
COMMENT ON COLUMN people.retiree.visit_every_days IS '走访间隔(天) | visited every (days)';
CALL history.keep('people.retiree');
CREATE TABLE field.encounter (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    held_on date NOT NULL,
    host_id bigint NOT NULL REFERENCES people.person,
    place_id bigint REFERENCES units.place,
    student_id bigint REFERENCES people.student,
    retiree_id bigint REFERENCES people.retiree,
    with_whom text,
    attendee_count int,
    heard text NOT NULL,
    measure text,
    CONSTRAINT encounter_kind_is_known CHECK (kind IN ('drop_in', 'talk', 'forum', 'opinion_call', 'condolence')),
    CONSTRAINT encounter_attendee_count_not_negative CHECK (attendee_count >= 0),
    CONSTRAINT encounter_heard_not_blank CHECK (btrim(heard) <> '')
);
COMMENT ON TABLE field.encounter IS '走访座谈 | encounter';
COMMENT ON COLUMN field.encounter.id IS '编号 | key';
COMMENT ON COLUMN field.encounter.kind IS '类别 | kind';
COMMENT ON COLUMN field.encounter.held_on IS '日期 | day';
COMMENT ON COLUMN field.encounter.host_id IS '主持人 | host';
COMMENT ON COLUMN field.encounter.place_id IS '地点 | place';
COMMENT ON COLUMN field.encounter.student_id IS '学生 | student';
COMMENT ON COLUMN field.encounter.retiree_id IS '退休教师 | retiree';
COMMENT ON COLUMN field.encounter.with_whom IS '对象 | with whom';
COMMENT ON COLUMN field.encounter.attendee_count IS '人数 | how many';
COMMENT ON COLUMN field.encounter.heard IS '内容 | what was heard';
COMMENT ON COLUMN field.encounter.measure IS '措施 | what follows';
CREATE INDEX encounter_host_id_idx ON field.encounter (host_id);
CREATE INDEX encounter_place_id_idx ON field.encounter (place_id);
CREATE INDEX encounter_student_id_idx ON field.encounter (student_id);
CREATE INDEX encounter_retiree_id_idx ON field.encounter (retiree_id);
CALL history.keep('field.encounter');
CREATE TABLE work.letter (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    received_on date NOT NULL,
    channel text NOT NULL,
    is_anonymous boolean NOT NULL,
    raiser_name text,
    raiser_contact text,
    subject text NOT NULL,
    letter_text text,
    about_conduct boolean NOT NULL,
    unit_id bigint REFERENCES units.unit,
    responsible_id bigint REFERENCES people.person,
    tell_by date,
    told_on date,
    answer_by date,
    answered_on date,
    answer text,
    extension_reason text,
    issue_id bigint REFERENCES work.issue,
    state text NOT NULL DEFAULT 'registered',
    lifecycle text NOT NULL DEFAULT 'letter',
    CONSTRAINT letter_channel_is_known CHECK (channel IN ('letter', 'visit', 'phone', 'online')),
    CONSTRAINT letter_subject_not_blank CHECK (btrim(subject) <> ''),
    CONSTRAINT letter_named_raiser_has_a_name CHECK (is_anonymous OR raiser_name IS NOT NULL OR state = 'rerouted'),
    CONSTRAINT letter_lifecycle_is_its_own CHECK (lifecycle = 'letter'),
    CONSTRAINT letter_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON CONSTRAINT letter_named_raiser_has_a_name ON work.letter IS '不是匿名的须写反映人 | a raiser who is not anonymous has a name';
COMMENT ON TABLE work.letter IS '来信来访 | letter';
COMMENT ON COLUMN work.letter.id IS '编号 | key';
COMMENT ON COLUMN work.letter.received_on IS '收到日期 | received on';
COMMENT ON COLUMN work.letter.channel IS '方式 | how';
COMMENT ON COLUMN work.letter.is_anonymous IS '匿名 | anonymous';
COMMENT ON COLUMN work.letter.raiser_name IS '反映人 | raiser';
COMMENT ON COLUMN work.letter.raiser_contact IS '联系方式 | how to reach them';
COMMENT ON COLUMN work.letter.subject IS '事由 | subject';
COMMENT ON COLUMN work.letter.letter_text IS '内容 | text';
COMMENT ON COLUMN work.letter.about_conduct IS '涉及师德 | about a teacher''s conduct';
COMMENT ON COLUMN work.letter.unit_id IS '承办部门 | unit';
COMMENT ON COLUMN work.letter.responsible_id IS '承办人 | responsible person';
COMMENT ON COLUMN work.letter.tell_by IS '告知期限 | tell by';
COMMENT ON COLUMN work.letter.told_on IS '受理告知日期 | told on';
COMMENT ON COLUMN work.letter.answer_by IS '答复期限 | answer by';
COMMENT ON COLUMN work.letter.answered_on IS '答复日期 | answered on';
COMMENT ON COLUMN work.letter.answer IS '答复 | answer';
COMMENT ON COLUMN work.letter.extension_reason IS '延期原因 | why it takes longer';
COMMENT ON COLUMN work.letter.issue_id IS '问题编号 | issue';
COMMENT ON COLUMN work.letter.state IS '状态 | state';
COMMENT ON COLUMN work.letter.lifecycle IS '生命周期(固定) | always letter';
CREATE INDEX letter_unit_id_idx ON work.letter (unit_id);
CREATE INDEX letter_responsible_id_idx ON work.letter (responsible_id);
CREATE INDEX letter_issue_id_idx ON work.letter (issue_id);
CREATE INDEX letter_state_idx ON work.letter (lifecycle, state);
CALL history.keep('work.letter');
CREATE TABLE field.survey (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    purpose text NOT NULL,
    is_anonymous boolean NOT NULL,
    invited_count int NOT NULL,
    closes_on date NOT NULL,
    approved_by_id bigint REFERENCES people.person,
    state text NOT NULL DEFAULT 'draft',
    lifecycle text NOT NULL DEFAULT 'survey',
    CONSTRAINT survey_title_not_blank CHECK (btrim(title) <> ''),
    CONSTRAINT survey_purpose_not_blank CHECK (btrim(purpose) <> ''),
    CONSTRAINT survey_invited_count_not_negative CHECK (invited_count >= 0),
    CONSTRAINT survey_lifecycle_is_its_own CHECK (lifecycle = 'survey'),
    CONSTRAINT survey_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE field.survey IS '问卷 | survey';
COMMENT ON COLUMN field.survey.id IS '编号 | key';
COMMENT ON COLUMN field.survey.title IS '问卷名称 | title';
COMMENT ON COLUMN field.survey.purpose IS '目的 | purpose';
COMMENT ON COLUMN field.survey.is_anonymous IS '匿名 | anonymous';
COMMENT ON COLUMN field.survey.invited_count IS '发放份数 | how many were asked';
COMMENT ON COLUMN field.survey.closes_on IS '截止日期 | closes on';
COMMENT ON COLUMN field.survey.approved_by_id IS '批准人 | approved by';
COMMENT ON COLUMN field.survey.state IS '状态 | state';
COMMENT ON COLUMN field.survey.lifecycle IS '生命周期(固定) | always survey';
CREATE INDEX survey_approved_by_id_idx ON field.survey (approved_by_id);
CREATE INDEX survey_state_idx ON field.survey (lifecycle, state);
CALL history.keep('field.survey');
CREATE TABLE field.survey_question (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    survey_id bigint NOT NULL REFERENCES field.survey,
    ordinal int NOT NULL,
    question text NOT NULL,
    options text,
    CONSTRAINT survey_question_ordinal_not_negative CHECK (ordinal >= 0),
    CONSTRAINT survey_question_question_not_blank CHECK (btrim(question) <> ''),
    CONSTRAINT survey_question_ordinal_is_unique UNIQUE (survey_id, ordinal)
);
COMMENT ON CONSTRAINT survey_question_ordinal_is_unique ON field.survey_question IS '这个序号已有题目 | there is a question of this number';
COMMENT ON TABLE field.survey_question IS '题目 | questions';
COMMENT ON COLUMN field.survey_question.id IS '编号 | key';
COMMENT ON COLUMN field.survey_question.ordinal IS '序号 | number';
COMMENT ON COLUMN field.survey_question.question IS '题目 | question';
COMMENT ON COLUMN field.survey_question.options IS '选项(用|分开) | options, parted by |';
COMMENT ON COLUMN field.survey_question.survey_id IS '所属问卷 | survey that it belongs to';
CREATE INDEX survey_question_survey_id_idx ON field.survey_question (survey_id);
CALL history.keep('field.survey_question');
CREATE TABLE work.feedback (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    issue_number_text text NOT NULL,
    grade text NOT NULL,
    given_on date NOT NULL,
    asked_how text,
    words text,
    issue_id bigint REFERENCES work.issue,
    CONSTRAINT feedback_issue_number_text_not_blank CHECK (btrim(issue_number_text) <> ''),
    CONSTRAINT feedback_grade_is_known CHECK (grade IN ('satisfied', 'partly', 'not'))
);
COMMENT ON TABLE work.feedback IS '群众评价 | feedback';
COMMENT ON COLUMN work.feedback.id IS '编号 | key';
COMMENT ON COLUMN work.feedback.issue_number_text IS '问题编号 | number of the issue';
COMMENT ON COLUMN work.feedback.grade IS '评价 | grade';
COMMENT ON COLUMN work.feedback.given_on IS '日期 | day';
COMMENT ON COLUMN work.feedback.asked_how IS '回访方式 | how they were asked';
COMMENT ON COLUMN work.feedback.words IS '原话 | their words';
COMMENT ON COLUMN work.feedback.issue_id IS '问题 | issue';
CREATE INDEX feedback_issue_id_idx ON work.feedback (issue_id);
CALL history.keep('work.feedback');
CREATE TABLE work.deadline_extension (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    issue_number_text text NOT NULL,
    new_deadline date NOT NULL,
    why_later text NOT NULL,
    issue_id bigint REFERENCES work.issue,
    old_deadline date,
    decided_by_id bigint REFERENCES people.person,
    state text NOT NULL DEFAULT 'asked',
    lifecycle text NOT NULL DEFAULT 'deadline_extension',
    CONSTRAINT deadline_extension_issue_number_text_not_blank CHECK (btrim(issue_number_text) <> ''),
    CONSTRAINT deadline_extension_why_later_not_blank CHECK (btrim(why_later) <> ''),
    CONSTRAINT deadline_extension_lifecycle_is_its_own CHECK (lifecycle = 'deadline_extension'),
    CONSTRAINT deadline_extension_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE work.deadline_extension IS '延期申请 | extension';
COMMENT ON COLUMN work.deadline_extension.id IS '编号 | key';
COMMENT ON COLUMN work.deadline_extension.issue_number_text IS '问题编号 | number of the issue';
COMMENT ON COLUMN work.deadline_extension.new_deadline IS '申请延至 | new deadline';
COMMENT ON COLUMN work.deadline_extension.why_later IS '原因 | reason';
COMMENT ON COLUMN work.deadline_extension.issue_id IS '问题 | issue';
COMMENT ON COLUMN work.deadline_extension.old_deadline IS '原时限 | old deadline';
COMMENT ON COLUMN work.deadline_extension.decided_by_id IS '批准人 | decided by';
COMMENT ON COLUMN work.deadline_extension.state IS '状态 | state';
COMMENT ON COLUMN work.deadline_extension.lifecycle IS '生命周期(固定) | always deadline_extension';
CREATE INDEX deadline_extension_issue_id_idx ON work.deadline_extension (issue_id);
CREATE INDEX deadline_extension_decided_by_id_idx ON work.deadline_extension (decided_by_id);
CREATE INDEX deadline_extension_state_idx ON work.deadline_extension (lifecycle, state);
CALL history.keep('work.deadline_extension');
CREATE TABLE registers.point_rule (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    delta int NOT NULL,
    from_day date NOT NULL,
    to_day date,
    CONSTRAINT point_rule_title_not_blank CHECK (btrim(title) <> ''),
    CONSTRAINT point_rule_delta_is_not_zero CHECK (delta <> 0)
);
COMMENT ON TABLE registers.point_rule IS '积分规则 | point rule';
COMMENT ON COLUMN registers.point_rule.id IS '编号 | key';
COMMENT ON COLUMN registers.point_rule.title IS '事由 | reason';
COMMENT ON COLUMN registers.point_rule.delta IS '分值 | points';
COMMENT ON COLUMN registers.point_rule.from_day IS '开始日期 | from';
COMMENT ON COLUMN registers.point_rule.to_day IS '结束日期 | to';
CALL history.keep('registers.point_rule');
CREATE TABLE registers.point_entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    point_rule_id bigint REFERENCES registers.point_rule,
    why_given text NOT NULL,
    delta int NOT NULL,
    given_on date NOT NULL,
    reverses_id bigint REFERENCES registers.point_entry,
    CONSTRAINT point_entry_why_given_not_blank CHECK (btrim(why_given) <> '')
);
COMMENT ON TABLE registers.point_entry IS '积分登记 | point entry';
COMMENT ON COLUMN registers.point_entry.id IS '编号 | key';
COMMENT ON COLUMN registers.point_entry.student_id IS '学生 | student';
COMMENT ON COLUMN registers.point_entry.point_rule_id IS '规则 | rule';
COMMENT ON COLUMN registers.point_entry.why_given IS '事由 | reason';
COMMENT ON COLUMN registers.point_entry.delta IS '±分 | points';
COMMENT ON COLUMN registers.point_entry.given_on IS '日期 | day';
COMMENT ON COLUMN registers.point_entry.reverses_id IS '冲销 | reverses';
CREATE INDEX point_entry_student_id_idx ON registers.point_entry (student_id);
CREATE INDEX point_entry_point_rule_id_idx ON registers.point_entry (point_rule_id);
CREATE INDEX point_entry_reverses_id_idx ON registers.point_entry (reverses_id);
CALL history.keep('registers.point_entry');
CREATE TABLE field.exchange_trip (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    partner_id bigint NOT NULL REFERENCES units.external_organization,
    subject text NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    participants_ids bigint[] NOT NULL,
    report text,
    CONSTRAINT exchange_trip_subject_not_blank CHECK (btrim(subject) <> ''),
    CONSTRAINT exchange_trip_ends_after_start CHECK (to_day >= from_day)
);
COMMENT ON CONSTRAINT exchange_trip_ends_after_start ON field.exchange_trip IS '返回不能早于出发 | it does not end before it begins';
COMMENT ON TABLE field.exchange_trip IS '赴外交流 | exchange trip';
COMMENT ON COLUMN field.exchange_trip.id IS '编号 | key';
COMMENT ON COLUMN field.exchange_trip.partner_id IS '对方学校 | partner school';
COMMENT ON COLUMN field.exchange_trip.subject IS '内容 | subject';
COMMENT ON COLUMN field.exchange_trip.from_day IS '出发日期 | from';
COMMENT ON COLUMN field.exchange_trip.to_day IS '返回日期 | to';
COMMENT ON COLUMN field.exchange_trip.participants_ids IS '参加人员 | participants';
COMMENT ON COLUMN field.exchange_trip.report IS '总结 | report';
CREATE INDEX exchange_trip_partner_id_idx ON field.exchange_trip (partner_id);
CALL history.keep('field.exchange_trip');
CREATE TABLE field.secondment (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id bigint NOT NULL REFERENCES people.person,
    village_id bigint NOT NULL REFERENCES units.external_organization,
    from_day date NOT NULL,
    to_day date,
    CONSTRAINT secondment_ends_after_start CHECK (to_day > from_day)
);
COMMENT ON CONSTRAINT secondment_ends_after_start ON field.secondment IS '结束须晚于开始 | it ends after it begins';
COMMENT ON TABLE field.secondment IS '驻村 | secondment';
COMMENT ON COLUMN field.secondment.id IS '编号 | key';
COMMENT ON COLUMN field.secondment.person_id IS '驻村干部 | person';
COMMENT ON COLUMN field.secondment.village_id IS '村 | village';
COMMENT ON COLUMN field.secondment.from_day IS '开始日期 | from';
COMMENT ON COLUMN field.secondment.to_day IS '结束日期 | to';
CREATE INDEX secondment_person_id_idx ON field.secondment (person_id);
CREATE INDEX secondment_village_id_idx ON field.secondment (village_id);
CALL history.keep('field.secondment');
CREATE TABLE field.secondment_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    secondment_id bigint NOT NULL REFERENCES field.secondment,
    on_day date NOT NULL,
    what_done text NOT NULL,
    CONSTRAINT secondment_log_what_done_not_blank CHECK (btrim(what_done) <> ''),
    CONSTRAINT secondment_log_once_a_day UNIQUE (secondment_id, on_day)
);
COMMENT ON CONSTRAINT secondment_log_once_a_day ON field.secondment_log IS '这一天已有日志 | there is an entry of this day';
COMMENT ON TABLE field.secondment_log IS '驻村日志 | log';
COMMENT ON COLUMN field.secondment_log.id IS '编号 | key';
COMMENT ON COLUMN field.secondment_log.on_day IS '日期 | day';
COMMENT ON COLUMN field.secondment_log.what_done IS '工作 | what was done';
COMMENT ON COLUMN field.secondment_log.secondment_id IS '所属驻村 | secondment that it belongs to';
CREATE INDEX secondment_log_secondment_id_idx ON field.secondment_log (secondment_id);
CALL history.keep('field.secondment_log');
CREATE TABLE field.volunteer_activity (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    branch_id bigint NOT NULL REFERENCES units.unit,
    held_on date NOT NULL,
    where_held text,
    CONSTRAINT volunteer_activity_title_not_blank CHECK (btrim(title) <> '')
);
COMMENT ON TABLE field.volunteer_activity IS '志愿服务 | volunteer activity';
COMMENT ON COLUMN field.volunteer_activity.id IS '编号 | key';
COMMENT ON COLUMN field.volunteer_activity.title IS '活动 | activity';
COMMENT ON COLUMN field.volunteer_activity.branch_id IS '党支部 | party branch';
COMMENT ON COLUMN field.volunteer_activity.held_on IS '日期 | day';
COMMENT ON COLUMN field.volunteer_activity.where_held IS '地点 | where';
CREATE INDEX volunteer_activity_branch_id_idx ON field.volunteer_activity (branch_id);
CALL history.keep('field.volunteer_activity');
CREATE TABLE field.volunteer_hours (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    volunteer_activity_id bigint NOT NULL REFERENCES field.volunteer_activity,
    person_id bigint NOT NULL REFERENCES people.person,
    hours numeric(12,2) NOT NULL,
    confirmed_by_id bigint REFERENCES people.person,
    CONSTRAINT volunteer_hours_hours_not_negative CHECK (hours >= 0),
    CONSTRAINT volunteer_hours_once UNIQUE (volunteer_activity_id, person_id),
    CONSTRAINT volunteer_hours_confirmed_by_another CHECK (confirmed_by_id <> person_id)
);
COMMENT ON CONSTRAINT volunteer_hours_once ON field.volunteer_hours IS '此人已登记 | this person is entered already';
COMMENT ON CONSTRAINT volunteer_hours_confirmed_by_another ON field.volunteer_hours IS '不能确认自己的时长 | nobody confirms his own hours';
COMMENT ON TABLE field.volunteer_hours IS '时长 | hours';
COMMENT ON COLUMN field.volunteer_hours.id IS '编号 | key';
COMMENT ON COLUMN field.volunteer_hours.person_id IS '人员 | person';
COMMENT ON COLUMN field.volunteer_hours.hours IS '小时 | hours';
COMMENT ON COLUMN field.volunteer_hours.confirmed_by_id IS '确认人 | confirmed by';
COMMENT ON COLUMN field.volunteer_hours.volunteer_activity_id IS '所属志愿服务 | volunteer activity that it belongs to';
CREATE INDEX volunteer_hours_volunteer_activity_id_idx ON field.volunteer_hours (volunteer_activity_id);
CREATE INDEX volunteer_hours_person_id_idx ON field.volunteer_hours (person_id);
CREATE INDEX volunteer_hours_confirmed_by_id_idx ON field.volunteer_hours (confirmed_by_id);
CALL history.keep('field.volunteer_hours');
CREATE TABLE people.resident (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    community_id bigint NOT NULL REFERENCES units.external_organization,
    need text NOT NULL,
    helper_id bigint NOT NULL REFERENCES people.person,
    visit_every_days int NOT NULL DEFAULT 30,
    state text NOT NULL DEFAULT 'helped',
    lifecycle text NOT NULL DEFAULT 'resident',
    CONSTRAINT resident_name_not_blank CHECK (btrim(name) <> ''),
    CONSTRAINT resident_need_not_blank CHECK (btrim(need) <> ''),
    CONSTRAINT resident_visit_every_days_not_negative CHECK (visit_every_days >= 0),
    CONSTRAINT resident_lifecycle_is_its_own CHECK (lifecycle = 'resident'),
    CONSTRAINT resident_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE people.resident IS '帮扶居民 | resident';
COMMENT ON COLUMN people.resident.id IS '编号 | key';
COMMENT ON COLUMN people.resident.name IS '姓名 | name';
COMMENT ON COLUMN people.resident.community_id IS '社区 | community';
COMMENT ON COLUMN people.resident.need IS '困难与需求 | need';
COMMENT ON COLUMN people.resident.helper_id IS '帮扶人 | helper';
COMMENT ON COLUMN people.resident.visit_every_days IS '走访间隔(天) | visited every (days)';
COMMENT ON COLUMN people.resident.state IS '状态 | state';
COMMENT ON COLUMN people.resident.lifecycle IS '生命周期(固定) | always resident';
CREATE INDEX resident_community_id_idx ON people.resident (community_id);
CREATE INDEX resident_helper_id_idx ON people.resident (helper_id);
CREATE INDEX resident_state_idx ON people.resident (lifecycle, state);
CALL history.keep('people.resident');
CREATE TABLE people.resident_aid (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    resident_id bigint NOT NULL REFERENCES people.resident,
    on_day date NOT NULL,
    what_done text NOT NULL,
    CONSTRAINT resident_aid_what_done_not_blank CHECK (btrim(what_done) <> '')
);
COMMENT ON TABLE people.resident_aid IS '走访帮扶 | visits and help';
COMMENT ON COLUMN people.resident_aid.id IS '编号 | key';
COMMENT ON COLUMN people.resident_aid.on_day IS '日期 | day';
COMMENT ON COLUMN people.resident_aid.what_done IS '内容 | what was done';
COMMENT ON COLUMN people.resident_aid.resident_id IS '所属帮扶居民 | resident that it belongs to';
CREATE INDEX resident_aid_resident_id_idx ON people.resident_aid (resident_id);
CALL history.keep('people.resident_aid');
ALTER TABLE work.utterance ADD COLUMN answered_on date, ADD COLUMN answer text, ADD COLUMN answered_by bigint REFERENCES people.person;
COMMENT ON COLUMN work.utterance.answered_on IS '答复日期 | answered on';
COMMENT ON COLUMN work.utterance.answer IS '答复 | answer';
COMMENT ON COLUMN work.utterance.answered_by IS '答复人 | who answered';
CREATE INDEX utterance_answered_by_idx ON work.utterance (answered_by);
ALTER TABLE work.utterance ADD COLUMN encounter_id bigint REFERENCES field.encounter;
COMMENT ON COLUMN work.utterance.encounter_id IS '走访座谈 | the encounter in which it was said';
CREATE INDEX utterance_encounter_id_idx ON work.utterance (encounter_id);

INSERT INTO ref.lifecycle_state (lifecycle, state, label_zh, label_en, is_open, sort_order) VALUES
    ('conduct_report', 'received', '已收到', 'received', true, 1), ('conduct_report', 'verifying', '核实中', 'being verified', true, 2), ('conduct_report', 'concluded', '已认定', 'concluded', true, 3),
    ('conduct_report', 'told', '已反馈', 'reporter told', false, 4), ('conduct_report', 'escalated', '已报上级', 'handed up', false, 5) ON CONFLICT DO NOTHING;
ALTER TABLE work.conduct_report ADD COLUMN state text NOT NULL DEFAULT 'received', ADD COLUMN lifecycle text NOT NULL DEFAULT 'conduct_report',
    ADD COLUMN accused_id bigint REFERENCES people.person, ADD COLUMN recused_ids bigint[] NOT NULL DEFAULT '{}', ADD COLUMN concluded_on date, ADD COLUMN told_on date,
    ADD CONSTRAINT conduct_report_lifecycle_is_its_own CHECK (lifecycle = 'conduct_report'), ADD CONSTRAINT conduct_report_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state;
COMMENT ON COLUMN work.conduct_report.state IS '状态 | state';
COMMENT ON COLUMN work.conduct_report.lifecycle IS '生命周期(固定) | always conduct_report';
COMMENT ON COLUMN work.conduct_report.accused_id IS '被反映人 | whom it is about';
COMMENT ON COLUMN work.conduct_report.recused_ids IS '回避人员 | those who must not see it';
COMMENT ON COLUMN work.conduct_report.concluded_on IS '认定日期 | concluded on';
COMMENT ON COLUMN work.conduct_report.told_on IS '反馈日期 | reporter told on';
CREATE INDEX conduct_report_accused_id_idx ON work.conduct_report (accused_id);
CREATE INDEX conduct_report_state_idx ON work.conduct_report (lifecycle, state);

CREATE TABLE field.survey_response (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    survey_id bigint NOT NULL REFERENCES field.survey,
    entered_in date NOT NULL,
    answers jsonb NOT NULL
);
COMMENT ON TABLE field.survey_response IS '答卷:没有人的编号,没有顺序,日期只到月 | a response: no key of a person, no order, its day only to the month';
COMMENT ON COLUMN field.survey_response.id IS '随机编号 | random key';
COMMENT ON COLUMN field.survey_response.survey_id IS '问卷 | survey';
COMMENT ON COLUMN field.survey_response.entered_in IS '录入月份(当月1日) | month of the entry';
COMMENT ON COLUMN field.survey_response.answers IS '各题的回答 | answers by question';
CREATE INDEX survey_response_survey_id_idx ON field.survey_response (survey_id);
ALTER TABLE field.survey_response ENABLE ROW LEVEL SECURITY;
CREATE TABLE field.survey_answered (
    survey_id bigint NOT NULL REFERENCES field.survey,
    person_id bigint NOT NULL REFERENCES people.person,
    PRIMARY KEY (survey_id, person_id)
);
COMMENT ON TABLE field.survey_answered IS '谁已答卷(与答卷无关联) | who has answered; no link to what';
COMMENT ON COLUMN field.survey_answered.survey_id IS '问卷 | survey';
COMMENT ON COLUMN field.survey_answered.person_id IS '何人 | who';
CREATE INDEX survey_answered_person_id_idx ON field.survey_answered (person_id);
ALTER TABLE field.survey_answered ENABLE ROW LEVEL SECURITY;
CREATE UNIQUE INDEX point_entry_reversed_once ON registers.point_entry (reverses_id);
CREATE TABLE work.urgent_rule (
    severity text PRIMARY KEY,
    act_within_hours int NOT NULL,
    CONSTRAINT urgent_rule_hours_in_range CHECK (act_within_hours BETWEEN 1 AND 720)
);
COMMENT ON TABLE work.urgent_rule IS '急难问题须在多少小时内行动 | within how many hours an issue is acted on';
COMMENT ON COLUMN work.urgent_rule.severity IS '程度 | severity';
COMMENT ON COLUMN work.urgent_rule.act_within_hours IS '小时 | hours';
CALL history.keep('work.urgent_rule');
INSERT INTO work.urgent_rule (severity, act_within_hours) VALUES ('urgent', 24), ('high', 72);
