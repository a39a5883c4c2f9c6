-- Going down and hearing people, and the three lists: issues, tasks, results, their sign-off and publication.
CREATE SCHEMA field;
COMMENT ON SCHEMA field IS '察民情:活动、联系、走访 | campaigns, linkages, visits';
CREATE SCHEMA work;
COMMENT ON SCHEMA work IS '三个清单:问题、任务、效果 | issues, tasks, results, sign-off, publication';
CREATE TABLE field.campaign (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    valid daterange NOT NULL,
    CONSTRAINT campaign_name_is_unique UNIQUE (name)
);
COMMENT ON TABLE field.campaign IS '实践活动 | a campaign';
COMMENT ON COLUMN field.campaign.id IS '编号 | key';
COMMENT ON COLUMN field.campaign.name IS '名称 | name';
COMMENT ON COLUMN field.campaign.valid IS '期间 | from, to';
CALL history.keep('field.campaign');
CREATE TABLE field.campaign_phase (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    campaign_id bigint NOT NULL REFERENCES field.campaign,
    ordinal int NOT NULL,
    title text NOT NULL,
    starts_on date,
    ends_on date NOT NULL,
    CONSTRAINT campaign_phase_ordinal_is_unique UNIQUE (campaign_id, ordinal)
);
COMMENT ON TABLE field.campaign_phase IS '活动阶段 | a phase; only its deadline is always known';
COMMENT ON COLUMN field.campaign_phase.id IS '编号 | key';
COMMENT ON COLUMN field.campaign_phase.campaign_id IS '活动 | campaign';
COMMENT ON COLUMN field.campaign_phase.ordinal IS '序号 | number';
COMMENT ON COLUMN field.campaign_phase.title IS '名称 | title';
COMMENT ON COLUMN field.campaign_phase.starts_on IS '开始(方案未写则空) | start; NULL where the plan names none';
COMMENT ON COLUMN field.campaign_phase.ends_on IS '截止日(含) | last day, inclusive';
CALL history.keep('field.campaign_phase');
CREATE TABLE field.linkage (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    campaign_id bigint NOT NULL REFERENCES field.campaign,
    person_id bigint NOT NULL REFERENCES people.person,
    kind text NOT NULL,
    unit_id bigint REFERENCES units.unit,
    student_id bigint REFERENCES people.student,
    project text,
    valid daterange NOT NULL,
    CONSTRAINT linkage_kind_is_known CHECK (kind IN ('party_branch', 'lesson_group', 'class', 'student', 'project')),
    CONSTRAINT linkage_has_the_target_of_its_kind CHECK (num_nonnulls(unit_id, student_id, project) = 1
        AND (kind = 'student') = (student_id IS NOT NULL) AND (kind = 'project') = (project IS NOT NULL)),
    CONSTRAINT linkage_once_at_a_time EXCLUDE USING gist (person_id WITH =, kind WITH =, (coalesce(unit_id, 0)) WITH =,
        (coalesce(student_id, 0)) WITH =, (coalesce(project, '')) WITH =, valid WITH &&)
);
COMMENT ON TABLE field.linkage IS '联系关系:领导联系支部、备课组、班级、学生、实事 | a leader''s link to a branch, a lesson group, a class, a student or a project';
COMMENT ON COLUMN field.linkage.id IS '编号 | key';
COMMENT ON COLUMN field.linkage.campaign_id IS '活动 | campaign';
COMMENT ON COLUMN field.linkage.person_id IS '领导 | leader';
COMMENT ON COLUMN field.linkage.kind IS '类别 | party_branch, lesson_group, class, student, project';
COMMENT ON COLUMN field.linkage.unit_id IS '单位 | unit linked';
COMMENT ON COLUMN field.linkage.student_id IS '学生 | student linked';
COMMENT ON COLUMN field.linkage.project IS '民生实事名称 | name of the livelihood project led';
COMMENT ON COLUMN field.linkage.valid IS '期间 | from, to';
CREATE INDEX linkage_campaign_id_idx ON field.linkage (campaign_id);
CREATE INDEX linkage_unit_id_idx ON field.linkage (unit_id);
CREATE INDEX linkage_student_id_idx ON field.linkage (student_id);
CALL history.keep('field.linkage');
CREATE TABLE field.linkage_quota (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    campaign_id bigint NOT NULL REFERENCES field.campaign,
    kind text NOT NULL,
    minimum int NOT NULL,
    maximum int NOT NULL,
    valid daterange NOT NULL,
    CONSTRAINT linkage_quota_minimum_not_above_maximum CHECK (0 <= minimum AND minimum <= maximum),
    CONSTRAINT linkage_quota_one_at_a_time EXCLUDE USING gist (campaign_id WITH =, kind WITH =, valid WITH &&)
);
COMMENT ON TABLE field.linkage_quota IS '联系数量要求 | how many linkages of a kind a leader must have';
COMMENT ON COLUMN field.linkage_quota.id IS '编号 | key';
COMMENT ON COLUMN field.linkage_quota.campaign_id IS '活动 | campaign';
COMMENT ON COLUMN field.linkage_quota.kind IS '类别 | kind of linkage';
COMMENT ON COLUMN field.linkage_quota.minimum IS '最少 | at least';
COMMENT ON COLUMN field.linkage_quota.maximum IS '最多 | at most';
COMMENT ON COLUMN field.linkage_quota.valid IS '期间 | from, to';
CALL history.keep('field.linkage_quota');
CREATE TABLE field.linkage_exemption (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    campaign_id bigint NOT NULL REFERENCES field.campaign,
    person_id bigint NOT NULL REFERENCES people.person,
    reason text NOT NULL,
    approved_by bigint NOT NULL REFERENCES people.person,
    valid daterange NOT NULL,
    CONSTRAINT linkage_exemption_approver_is_another CHECK (approved_by <> person_id)
);
COMMENT ON TABLE field.linkage_exemption IS '联系豁免 | a leader who is exempt for a while, with approval';
COMMENT ON COLUMN field.linkage_exemption.id IS '编号 | key';
COMMENT ON COLUMN field.linkage_exemption.campaign_id IS '活动 | campaign';
COMMENT ON COLUMN field.linkage_exemption.person_id IS '领导 | leader';
COMMENT ON COLUMN field.linkage_exemption.reason IS '原因 | reason';
COMMENT ON COLUMN field.linkage_exemption.approved_by IS '批准人 | approver';
COMMENT ON COLUMN field.linkage_exemption.valid IS '期间 | from, to';
CREATE INDEX linkage_exemption_campaign_id_idx ON field.linkage_exemption (campaign_id);
CREATE INDEX linkage_exemption_person_id_idx ON field.linkage_exemption (person_id);
CREATE INDEX linkage_exemption_approved_by_idx ON field.linkage_exemption (approved_by);
CALL history.keep('field.linkage_exemption');
CREATE TABLE field.visit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL DEFAULT 'home',
    mode text NOT NULL,
    visited_on date NOT NULL,
    visitor_id bigint NOT NULL REFERENCES people.person,
    student_id bigint REFERENCES people.student,
    place text,
    heard text,
    request text,
    CONSTRAINT visit_kind_is_known CHECK (kind IN ('home', 'drop_in', 'condolence')),
    CONSTRAINT visit_mode_is_known CHECK (mode IN ('in_person', 'phone', 'video', 'at_school')),
    CONSTRAINT visit_request_not_blank CHECK (btrim(request) <> ''),
    CONSTRAINT visit_home_names_a_student CHECK (kind <> 'home' OR student_id IS NOT NULL)
);
COMMENT ON TABLE field.visit IS '走访记录 | a visit; what was heard stands in it';
COMMENT ON COLUMN field.visit.id IS '编号 | key';
COMMENT ON COLUMN field.visit.kind IS '类别:家访、深入课堂宿舍食堂、慰问 | home, drop_in, condolence';
COMMENT ON COLUMN field.visit.mode IS '方式:入户、电话、视频、到校 | in_person, phone, video, at_school';
COMMENT ON COLUMN field.visit.visited_on IS '走访日期 | when it happened';
COMMENT ON COLUMN field.visit.visitor_id IS '走访人 | who visited';
COMMENT ON COLUMN field.visit.student_id IS '学生 | student visited; NULL for a drop-in';
COMMENT ON COLUMN field.visit.place IS '地点 | place, for a drop-in';
COMMENT ON COLUMN field.visit.heard IS '反映情况(仅经留痕函数可读) | what was heard; read only through a function that logs it';
COMMENT ON COLUMN field.visit.request IS '需要学校解决的问题(仅经留痕函数可读) | what the family asks of the school; NULL: nothing';
CREATE INDEX visit_student_id_idx ON field.visit (student_id, visited_on DESC);
CREATE INDEX visit_visitor_id_idx ON field.visit (visitor_id, visited_on DESC);
CALL history.keep('field.visit');
ALTER TABLE field.visit ADD CONSTRAINT visit_not_in_the_future CHECK (visited_on <= (created_at AT TIME ZONE 'Asia/Shanghai')::date);

CREATE TABLE work.utterance (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel text NOT NULL,
    text text NOT NULL,
    raiser_id bigint REFERENCES people.person,
    raiser_name text,
    heard_on date NOT NULL,
    visit_id bigint REFERENCES field.visit,
    CONSTRAINT utterance_not_blank CHECK (btrim(text) <> '')
);
COMMENT ON TABLE work.utterance IS '民意原声:原话,永不删 | what somebody said, as said; kept also when issues are merged';
COMMENT ON COLUMN work.utterance.id IS '编号 | key';
COMMENT ON COLUMN work.utterance.channel IS '来源渠道 | channel, code list intake_channel';
COMMENT ON COLUMN work.utterance.text IS '原话 | words';
COMMENT ON COLUMN work.utterance.raiser_id IS '反映人 | who said it, if known to the school';
COMMENT ON COLUMN work.utterance.raiser_name IS '反映人(表上所写) | as written; NULL: anonymous';
COMMENT ON COLUMN work.utterance.heard_on IS '听到的日期 | when it was heard, not when it was entered';
COMMENT ON COLUMN work.utterance.visit_id IS '出自哪次走访 | visit it came from';
CREATE INDEX utterance_raiser_id_idx ON work.utterance (raiser_id);
CREATE INDEX utterance_visit_id_idx ON work.utterance (visit_id);
CALL history.keep('work.utterance');
CREATE TABLE work.issue (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number text NOT NULL,
    title text NOT NULL,
    area text NOT NULL,
    severity text NOT NULL DEFAULT 'normal',
    unit_id bigint REFERENCES units.unit,
    leader_id bigint REFERENCES people.person,
    leader_name text,
    raised_by bigint REFERENCES people.person,
    heard_on date NOT NULL,
    deadline_original date,
    deadline date,
    state text NOT NULL DEFAULT 'reported',
    lifecycle text NOT NULL DEFAULT 'issue',
    cycle int NOT NULL DEFAULT 1,
    closed_on date,
    working_days_late int,
    is_restricted boolean NOT NULL DEFAULT false,
    duplicate_of bigint REFERENCES work.issue,
    CONSTRAINT issue_number_is_unique UNIQUE (number),
    CONSTRAINT issue_title_not_blank CHECK (btrim(title) <> ''),
    CONSTRAINT issue_severity_is_known CHECK (severity IN ('normal', 'high', 'urgent')),
    CONSTRAINT issue_lifecycle_is_issue CHECK (lifecycle = 'issue'),
    CONSTRAINT issue_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state,
    CONSTRAINT issue_deadline_not_before_heard CHECK (deadline_original >= heard_on),
    CONSTRAINT issue_cycle_is_positive CHECK (cycle > 0),
    CONSTRAINT issue_closed_has_a_date CHECK ((state = 'closed') = (closed_on IS NOT NULL)),
    CONSTRAINT issue_is_not_its_own_duplicate CHECK (duplicate_of <> id)
);
COMMENT ON TABLE work.issue IS '问题清单 | an issue; it changes state only through the transition functions';
COMMENT ON COLUMN work.issue.id IS '编号 | key';
COMMENT ON COLUMN work.issue.number IS '问题编号,如 2026-0012 | number that people use';
COMMENT ON COLUMN work.issue.title IS '问题描述 | what the problem is';
COMMENT ON COLUMN work.issue.area IS '问题类别 | area, code list issue_area';
COMMENT ON COLUMN work.issue.severity IS '程度:一般、较重、紧急 | normal, high, urgent';
COMMENT ON COLUMN work.issue.unit_id IS '责任部门 | lead unit';
COMMENT ON COLUMN work.issue.leader_id IS '责任领导 | the accountable leader';
COMMENT ON COLUMN work.issue.leader_name IS '责任领导(表上所写,未能对应到人) | as written, when no person matched';
COMMENT ON COLUMN work.issue.raised_by IS '登记人 | who entered it';
COMMENT ON COLUMN work.issue.heard_on IS '发现日期 | when it was heard';
COMMENT ON COLUMN work.issue.deadline_original IS '原定完成时限 | first deadline; all rates are measured on it';
COMMENT ON COLUMN work.issue.deadline IS '现完成时限 | deadline after extensions';
COMMENT ON COLUMN work.issue.state IS '状态 | state, of life cycle issue';
COMMENT ON COLUMN work.issue.lifecycle IS '生命周期(固定) | always issue';
COMMENT ON COLUMN work.issue.cycle IS '第几轮(重开加一) | cycle; each reopening adds one';
COMMENT ON COLUMN work.issue.closed_on IS '销号日期 | when it was signed off';
COMMENT ON COLUMN work.issue.working_days_late IS '逾期工作日 | working days late at sign-off';
COMMENT ON COLUMN work.issue.is_restricted IS '不公开(如师德反映) | never published; content kept apart';
COMMENT ON COLUMN work.issue.duplicate_of IS '并入哪个问题 | the issue it was merged into';
CREATE INDEX issue_state_idx ON work.issue (lifecycle, state, deadline);
CREATE INDEX issue_unit_id_idx ON work.issue (unit_id);
CREATE INDEX issue_leader_id_idx ON work.issue (leader_id);
CREATE INDEX issue_raised_by_idx ON work.issue (raised_by);
CREATE INDEX issue_duplicate_of_idx ON work.issue (duplicate_of);
CALL history.keep('work.issue');
CREATE TABLE work.issue_source (
    issue_id bigint NOT NULL REFERENCES work.issue,
    utterance_id bigint NOT NULL REFERENCES work.utterance,
    PRIMARY KEY (issue_id, utterance_id)
);
COMMENT ON TABLE work.issue_source IS '问题来源 | which utterances an issue came from';
COMMENT ON COLUMN work.issue_source.issue_id IS '问题 | issue';
COMMENT ON COLUMN work.issue_source.utterance_id IS '民意原声 | utterance';
CREATE INDEX issue_source_utterance_id_idx ON work.issue_source (utterance_id);
ALTER TABLE work.issue_source ENABLE ROW LEVEL SECURITY;
CREATE TABLE work.conduct_report (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    issue_id bigint NOT NULL REFERENCES work.issue,
    text text NOT NULL,
    reporter_name text,
    outcome text,
    CONSTRAINT conduct_report_one_an_issue UNIQUE (issue_id)
);
COMMENT ON TABLE work.conduct_report IS '师德反映:与问题分开,仅纪检可读 | a report on a teacher''s conduct, kept apart from the issue; level 5';
COMMENT ON COLUMN work.conduct_report.id IS '编号 | key';
COMMENT ON COLUMN work.conduct_report.issue_id IS '对应问题(无内容的存根) | the issue that stands as its empty stub';
COMMENT ON COLUMN work.conduct_report.text IS '反映内容(仅经留痕函数可读) | what was reported; read only through a function that logs it';
COMMENT ON COLUMN work.conduct_report.reporter_name IS '反映人 | reporter as written; NULL: anonymous';
COMMENT ON COLUMN work.conduct_report.outcome IS '处理结果 | outcome';
CALL history.keep('work.conduct_report');
CREATE TABLE work.issue_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    issue_id bigint NOT NULL REFERENCES work.issue,
    action text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    person_id bigint REFERENCES people.person,
    happened_at timestamptz NOT NULL DEFAULT now(),
    reason text
);
COMMENT ON TABLE work.issue_event IS '问题的经过 | what happened to an issue, in order; never changed';
COMMENT ON COLUMN work.issue_event.id IS '编号 | key';
COMMENT ON COLUMN work.issue_event.issue_id IS '问题 | issue';
COMMENT ON COLUMN work.issue_event.action IS '动作 | action';
COMMENT ON COLUMN work.issue_event.from_state IS '原状态 | state before; NULL at the beginning';
COMMENT ON COLUMN work.issue_event.to_state IS '新状态 | state after';
COMMENT ON COLUMN work.issue_event.person_id IS '何人 | who; NULL: an import';
COMMENT ON COLUMN work.issue_event.happened_at IS '时间 | when it was entered';
COMMENT ON COLUMN work.issue_event.reason IS '说明 | remark or reason';
CREATE INDEX issue_event_issue_id_idx ON work.issue_event (issue_id, id);
CREATE INDEX issue_event_person_id_idx ON work.issue_event (person_id);
ALTER TABLE work.issue_event ENABLE ROW LEVEL SECURITY;
CREATE TABLE work.task (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    issue_id bigint NOT NULL REFERENCES work.issue,
    measure text NOT NULL,
    unit_id bigint REFERENCES units.unit,
    person_id bigint REFERENCES people.person,
    deadline date NOT NULL,
    state text NOT NULL DEFAULT 'planned',
    lifecycle text NOT NULL DEFAULT 'task',
    done_on date,
    done_by bigint REFERENCES people.person,
    cycle int NOT NULL DEFAULT 1,
    CONSTRAINT task_measure_not_blank CHECK (btrim(measure) <> ''),
    CONSTRAINT task_lifecycle_is_task CHECK (lifecycle = 'task'),
    CONSTRAINT task_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state,
    CONSTRAINT task_done_has_a_date CHECK (state NOT IN ('done', 'accepted') OR done_on IS NOT NULL)
);
COMMENT ON TABLE work.task IS '任务清单 | a task of an issue';
COMMENT ON COLUMN work.task.id IS '编号 | key';
COMMENT ON COLUMN work.task.issue_id IS '问题 | issue';
COMMENT ON COLUMN work.task.measure IS '整改措施 | what is to be done';
COMMENT ON COLUMN work.task.unit_id IS '责任部门 | unit';
COMMENT ON COLUMN work.task.person_id IS '责任人 | who does it';
COMMENT ON COLUMN work.task.deadline IS '完成时限 | deadline, not after the issue''s';
COMMENT ON COLUMN work.task.state IS '状态 | state, of life cycle task';
COMMENT ON COLUMN work.task.lifecycle IS '生命周期(固定) | always task';
COMMENT ON COLUMN work.task.done_on IS '完成日期 | when it was done';
COMMENT ON COLUMN work.task.done_by IS '完成人 | who did it';
COMMENT ON COLUMN work.task.cycle IS '属于第几轮 | the issue''s cycle that it belongs to';
CREATE INDEX task_issue_id_idx ON work.task (issue_id);
CREATE INDEX task_person_id_idx ON work.task (person_id);
CREATE INDEX task_unit_id_idx ON work.task (unit_id);
CREATE INDEX task_done_by_idx ON work.task (done_by);
CREATE INDEX task_state_idx ON work.task (lifecycle, state, deadline);
CALL history.keep('work.task');
CREATE TABLE work.milestone_template (
    ordinal int PRIMARY KEY,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    offset_days int NOT NULL,
    CONSTRAINT milestone_template_not_after_deadline CHECK (offset_days <= 0)
);
COMMENT ON TABLE work.milestone_template IS '倒排节点模板 | milestones planned back from the deadline, in working days';
COMMENT ON COLUMN work.milestone_template.ordinal IS '序号 | order';
COMMENT ON COLUMN work.milestone_template.label_zh IS '中文名 | Chinese label';
COMMENT ON COLUMN work.milestone_template.label_en IS '英文名 | English label';
COMMENT ON COLUMN work.milestone_template.offset_days IS '距完成时限的工作日(负数在前) | working days from the deadline; negative is before it';
CALL history.keep('work.milestone_template');
CREATE TABLE work.milestone (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    task_id bigint NOT NULL REFERENCES work.task,
    ordinal int NOT NULL,
    label text NOT NULL,
    planned_on date NOT NULL,
    done_on date,
    CONSTRAINT milestone_ordinal_is_unique UNIQUE (task_id, ordinal)
);
COMMENT ON TABLE work.milestone IS '时间节点 | a milestone of a task';
COMMENT ON COLUMN work.milestone.id IS '编号 | key';
COMMENT ON COLUMN work.milestone.task_id IS '任务 | task';
COMMENT ON COLUMN work.milestone.ordinal IS '序号 | order';
COMMENT ON COLUMN work.milestone.label IS '节点 | what is to be reached';
COMMENT ON COLUMN work.milestone.planned_on IS '计划日期 | planned';
COMMENT ON COLUMN work.milestone.done_on IS '完成日期 | reached';
CALL history.keep('work.milestone');
CREATE TABLE work.result (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    issue_id bigint NOT NULL REFERENCES work.issue,
    cycle int NOT NULL,
    text text NOT NULL,
    evidence text NOT NULL,
    achieved_on date NOT NULL,
    claimed_by bigint REFERENCES people.person,
    CONSTRAINT result_one_a_cycle UNIQUE (issue_id, cycle),
    CONSTRAINT result_not_blank CHECK (btrim(text) <> '')
);
COMMENT ON TABLE work.result IS '效果清单 | what came of an issue';
COMMENT ON COLUMN work.result.id IS '编号 | key';
COMMENT ON COLUMN work.result.issue_id IS '问题 | issue';
COMMENT ON COLUMN work.result.cycle IS '第几轮 | cycle';
COMMENT ON COLUMN work.result.text IS '整改成效 | result';
COMMENT ON COLUMN work.result.evidence IS '佐证(说明) | evidence, in words';
COMMENT ON COLUMN work.result.achieved_on IS '日期 | when';
COMMENT ON COLUMN work.result.claimed_by IS '申报人 | who claimed it; NULL: an import';
CREATE INDEX result_claimed_by_idx ON work.result (claimed_by);
CALL history.keep('work.result');
CREATE TABLE work.signoff (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    issue_id bigint NOT NULL REFERENCES work.issue,
    cycle int NOT NULL,
    verified_by bigint REFERENCES people.person,
    method text NOT NULL,
    verified_on date NOT NULL,
    remark text,
    CONSTRAINT signoff_one_a_cycle UNIQUE (issue_id, cycle),
    CONSTRAINT signoff_method_is_known CHECK (method IN ('on_site', 'papers', 'call_back', 'imported')),
    CONSTRAINT signoff_has_a_verifier CHECK (verified_by IS NOT NULL OR method = 'imported')
);
COMMENT ON TABLE work.signoff IS '验收与销号 | verification by another person';
COMMENT ON COLUMN work.signoff.id IS '编号 | key';
COMMENT ON COLUMN work.signoff.issue_id IS '问题 | issue';
COMMENT ON COLUMN work.signoff.cycle IS '第几轮 | cycle';
COMMENT ON COLUMN work.signoff.verified_by IS '验收人(不是办理人) | verifier, none of the doers; NULL: an imported ledger';
COMMENT ON COLUMN work.signoff.method IS '方式:现场、资料、回访 | on_site, papers, call_back, imported';
COMMENT ON COLUMN work.signoff.verified_on IS '验收日期 | when';
COMMENT ON COLUMN work.signoff.remark IS '说明 | remark';
CREATE INDEX signoff_verified_by_idx ON work.signoff (verified_by);
CALL history.keep('work.signoff');
CREATE TABLE work.publication_item (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    issue_id bigint NOT NULL REFERENCES work.issue,
    public_issue text NOT NULL,
    public_measure text NOT NULL,
    public_result text NOT NULL,
    state text NOT NULL DEFAULT 'text_written',
    lifecycle text NOT NULL DEFAULT 'publication',
    written_by bigint NOT NULL REFERENCES people.person,
    approved_by bigint REFERENCES people.person,
    published_on date,
    expires_on date,
    CONSTRAINT publication_item_lifecycle_is_publication CHECK (lifecycle = 'publication'),
    CONSTRAINT publication_item_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state,
    CONSTRAINT publication_item_approver_is_another CHECK (approved_by <> written_by),
    CONSTRAINT publication_item_published_is_approved CHECK (state <> 'published' OR (approved_by IS NOT NULL AND published_on IS NOT NULL)),
    CONSTRAINT publication_item_expires_after CHECK (expires_on > published_on)
);
COMMENT ON TABLE work.publication_item IS '公布的条目:公开文字另写,另一人批准 | the public words of an issue, written by one person, approved by another';
COMMENT ON COLUMN work.publication_item.id IS '编号 | key';
COMMENT ON COLUMN work.publication_item.issue_id IS '问题 | issue';
COMMENT ON COLUMN work.publication_item.public_issue IS '公开的问题 | problem, in public words';
COMMENT ON COLUMN work.publication_item.public_measure IS '公开的措施 | task, in public words';
COMMENT ON COLUMN work.publication_item.public_result IS '公开的成效 | result, in public words';
COMMENT ON COLUMN work.publication_item.state IS '状态 | state, of life cycle publication';
COMMENT ON COLUMN work.publication_item.lifecycle IS '生命周期(固定) | always publication';
COMMENT ON COLUMN work.publication_item.written_by IS '撰写人 | writer';
COMMENT ON COLUMN work.publication_item.approved_by IS '批准人 | approver, not the writer';
COMMENT ON COLUMN work.publication_item.published_on IS '公布日期 | from';
COMMENT ON COLUMN work.publication_item.expires_on IS '撤下日期 | to';
CREATE UNIQUE INDEX publication_item_one_living_an_issue ON work.publication_item (issue_id) WHERE state <> 'withdrawn';
CREATE INDEX publication_item_issue_id_idx ON work.publication_item (issue_id);
CREATE INDEX publication_item_written_by_idx ON work.publication_item (written_by);
CREATE INDEX publication_item_approved_by_idx ON work.publication_item (approved_by);
CREATE INDEX publication_item_state_idx ON work.publication_item (lifecycle, state);
CALL history.keep('work.publication_item');
