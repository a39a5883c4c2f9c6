-- Care, health and mind: consents, calls, screening, referrals, cases, alerts, mandatory reports, activities, and what care files lacked.
CREATE TABLE care.consent (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    purpose text NOT NULL,
    given_by text NOT NULL,
    given_as text NOT NULL,
    given_on date NOT NULL,
    withdrawn_on date,
    CONSTRAINT consent_purpose_is_known CHECK (purpose IN ('psychological_test', 'health_data', 'publicity', 'data_transfer')),
    CONSTRAINT consent_given_by_not_blank CHECK (btrim(given_by) <> ''),
    CONSTRAINT consent_given_as_is_known CHECK (given_as IN ('guardian', 'student'))
);
COMMENT ON TABLE care.consent IS '知情同意 | consent';
COMMENT ON COLUMN care.consent.id IS '编号 | key';
COMMENT ON COLUMN care.consent.student_id IS '学生 | student';
COMMENT ON COLUMN care.consent.purpose IS '用途 | purpose';
COMMENT ON COLUMN care.consent.given_by IS '同意人 | given by';
COMMENT ON COLUMN care.consent.given_as IS '身份 | as';
COMMENT ON COLUMN care.consent.given_on IS '日期 | given on';
COMMENT ON COLUMN care.consent.withdrawn_on IS '撤回日期 | withdrawn on';
CREATE INDEX consent_student_id_idx ON care.consent (student_id);
CALL history.keep('care.consent');
CREATE TABLE care.family_call (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    called_on date NOT NULL,
    with_whom text NOT NULL,
    line text,
    minutes int,
    outcome text NOT NULL,
    note text,
    CONSTRAINT family_call_with_whom_not_blank CHECK (btrim(with_whom) <> ''),
    CONSTRAINT family_call_minutes_not_negative CHECK (minutes >= 0),
    CONSTRAINT family_call_outcome_is_known CHECK (outcome IN ('reached', 'not_reached', 'refused'))
);
COMMENT ON TABLE care.family_call IS '亲情电话 | family call';
COMMENT ON COLUMN care.family_call.id IS '编号 | key';
COMMENT ON COLUMN care.family_call.student_id IS '学生 | student';
COMMENT ON COLUMN care.family_call.called_on IS '日期 | day';
COMMENT ON COLUMN care.family_call.with_whom IS '通话对象 | with whom';
COMMENT ON COLUMN care.family_call.line IS '号码 | line';
COMMENT ON COLUMN care.family_call.minutes IS '时长 | minutes';
COMMENT ON COLUMN care.family_call.outcome IS '结果 | outcome';
COMMENT ON COLUMN care.family_call.note IS '备注 | remark';
CREATE INDEX family_call_student_id_idx ON care.family_call (student_id);
CALL history.keep('care.family_call');
CREATE TABLE people.teaching (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    class_id bigint NOT NULL REFERENCES units.unit,
    teacher_id bigint NOT NULL REFERENCES people.person,
    subject text NOT NULL,
    from_day date NOT NULL,
    to_day date,
    CONSTRAINT teaching_subject_not_blank CHECK (btrim(subject) <> ''),
    CONSTRAINT teaching_ends_after_start CHECK (to_day > from_day)
);
COMMENT ON CONSTRAINT teaching_ends_after_start ON people.teaching IS '结束须晚于开始 | it ends after it begins';
COMMENT ON TABLE people.teaching IS '任课 | teaching';
COMMENT ON COLUMN people.teaching.id IS '编号 | key';
COMMENT ON COLUMN people.teaching.class_id IS '班级 | class';
COMMENT ON COLUMN people.teaching.teacher_id IS '教师 | teacher';
COMMENT ON COLUMN people.teaching.subject IS '学科 | subject';
COMMENT ON COLUMN people.teaching.from_day IS '开始日期 | from';
COMMENT ON COLUMN people.teaching.to_day IS '结束日期 | to';
CREATE INDEX teaching_class_id_idx ON people.teaching (class_id);
CREATE INDEX teaching_teacher_id_idx ON people.teaching (teacher_id);
CALL history.keep('people.teaching');
CREATE TABLE care.screening_round (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    kind text NOT NULL,
    instrument text,
    from_day date NOT NULL,
    to_day date NOT NULL,
    CONSTRAINT screening_round_title_not_blank CHECK (btrim(title) <> ''),
    CONSTRAINT screening_round_kind_is_known CHECK (kind IN ('health', 'psychological')),
    CONSTRAINT screening_round_ends_after_start CHECK (to_day >= from_day)
);
COMMENT ON CONSTRAINT screening_round_ends_after_start ON care.screening_round IS '结束不能早于开始 | it does not end before it begins';
COMMENT ON TABLE care.screening_round IS '筛查轮次 | screening round';
COMMENT ON COLUMN care.screening_round.id IS '编号 | key';
COMMENT ON COLUMN care.screening_round.title IS '名称 | title';
COMMENT ON COLUMN care.screening_round.kind IS '类别 | kind';
COMMENT ON COLUMN care.screening_round.instrument IS '量表 | instrument';
COMMENT ON COLUMN care.screening_round.from_day IS '开始日期 | from';
COMMENT ON COLUMN care.screening_round.to_day IS '结束日期 | to';
CALL history.keep('care.screening_round');
CREATE TABLE care.screening_return (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    screening_round_id bigint NOT NULL REFERENCES care.screening_round,
    class_id bigint NOT NULL REFERENCES units.unit,
    returned_on date NOT NULL,
    screened_count int NOT NULL,
    CONSTRAINT screening_return_screened_count_not_negative CHECK (screened_count >= 0),
    CONSTRAINT screening_return_once_a_class UNIQUE (screening_round_id, class_id)
);
COMMENT ON CONSTRAINT screening_return_once_a_class ON care.screening_return IS '这个班已上报 | this class has returned';
COMMENT ON TABLE care.screening_return IS '班级上报 | returns';
COMMENT ON COLUMN care.screening_return.id IS '编号 | key';
COMMENT ON COLUMN care.screening_return.class_id IS '班级 | class';
COMMENT ON COLUMN care.screening_return.returned_on IS '上报日期 | returned on';
COMMENT ON COLUMN care.screening_return.screened_count IS '人数 | screened';
COMMENT ON COLUMN care.screening_return.screening_round_id IS '所属筛查轮次 | screening round that it belongs to';
CREATE INDEX screening_return_screening_round_id_idx ON care.screening_return (screening_round_id);
CREATE INDEX screening_return_class_id_idx ON care.screening_return (class_id);
CALL history.keep('care.screening_return');
CREATE TABLE care.screening_result (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    screening_round_id bigint NOT NULL REFERENCES care.screening_round,
    student_id bigint NOT NULL REFERENCES people.student,
    band text NOT NULL,
    score int,
    seen_on date,
    seen_by_id bigint REFERENCES people.person,
    guardian_told_on date,
    CONSTRAINT screening_result_band_is_known CHECK (band IN ('none', 'watch', 'refer'))
);
COMMENT ON TABLE care.screening_result IS '测评结果 | screening result';
COMMENT ON COLUMN care.screening_result.id IS '编号 | key';
COMMENT ON COLUMN care.screening_result.screening_round_id IS '轮次 | round';
COMMENT ON COLUMN care.screening_result.student_id IS '学生 | student';
COMMENT ON COLUMN care.screening_result.band IS '预警等级 | band';
COMMENT ON COLUMN care.screening_result.score IS '分值 | score';
COMMENT ON COLUMN care.screening_result.seen_on IS '访谈日期 | seen on';
COMMENT ON COLUMN care.screening_result.seen_by_id IS '访谈人 | seen by';
COMMENT ON COLUMN care.screening_result.guardian_told_on IS '家长告知 | guardian told on';
CREATE INDEX screening_result_screening_round_id_idx ON care.screening_result (screening_round_id);
CREATE INDEX screening_result_student_id_idx ON care.screening_result (student_id);
CREATE INDEX screening_result_seen_by_id_idx ON care.screening_result (seen_by_id);
CALL history.keep('care.screening_result');
CREATE TABLE care.referral (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    reason text NOT NULL,
    urgency text NOT NULL,
    referred_on date NOT NULL,
    counsellor_id bigint REFERENCES people.person,
    accepted_on date,
    institution text,
    screening_result_id bigint REFERENCES care.screening_result,
    state text NOT NULL DEFAULT 'open',
    lifecycle text NOT NULL DEFAULT 'referral',
    CONSTRAINT referral_reason_not_blank CHECK (btrim(reason) <> ''),
    CONSTRAINT referral_urgency_is_known CHECK (urgency IN ('normal', 'urgent')),
    CONSTRAINT referral_lifecycle_is_its_own CHECK (lifecycle = 'referral'),
    CONSTRAINT referral_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE care.referral IS '转介 | referral';
COMMENT ON COLUMN care.referral.id IS '编号 | key';
COMMENT ON COLUMN care.referral.student_id IS '学生 | student';
COMMENT ON COLUMN care.referral.reason IS '转介原因 | reason';
COMMENT ON COLUMN care.referral.urgency IS '缓急 | urgency';
COMMENT ON COLUMN care.referral.referred_on IS '转介日期 | referred on';
COMMENT ON COLUMN care.referral.counsellor_id IS '接案人 | counsellor';
COMMENT ON COLUMN care.referral.accepted_on IS '接案日期 | accepted on';
COMMENT ON COLUMN care.referral.institution IS '转往机构 | institution';
COMMENT ON COLUMN care.referral.screening_result_id IS '测评结果 | result';
COMMENT ON COLUMN care.referral.state IS '状态 | state';
COMMENT ON COLUMN care.referral.lifecycle IS '生命周期(固定) | always referral';
CREATE INDEX referral_student_id_idx ON care.referral (student_id);
CREATE INDEX referral_counsellor_id_idx ON care.referral (counsellor_id);
CREATE INDEX referral_screening_result_id_idx ON care.referral (screening_result_id);
CREATE INDEX referral_state_idx ON care.referral (lifecycle, state);
CALL history.keep('care.referral');
CREATE TABLE care.counselling_case (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    counsellor_id bigint NOT NULL REFERENCES people.person,
    opened_on date NOT NULL,
    institution text,
    institution_paper_on date,
    state text NOT NULL DEFAULT 'open',
    lifecycle text NOT NULL DEFAULT 'counselling_case',
    CONSTRAINT counselling_case_lifecycle_is_its_own CHECK (lifecycle = 'counselling_case'),
    CONSTRAINT counselling_case_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE care.counselling_case IS '心理个案 | counselling case';
COMMENT ON COLUMN care.counselling_case.id IS '编号 | key';
COMMENT ON COLUMN care.counselling_case.student_id IS '学生 | student';
COMMENT ON COLUMN care.counselling_case.counsellor_id IS '辅导教师 | counsellor';
COMMENT ON COLUMN care.counselling_case.opened_on IS '开始日期 | opened on';
COMMENT ON COLUMN care.counselling_case.institution IS '作出诊断的机构 | institution that reported a diagnosis';
COMMENT ON COLUMN care.counselling_case.institution_paper_on IS '机构证明日期 | its paper of';
COMMENT ON COLUMN care.counselling_case.state IS '状态 | state';
COMMENT ON COLUMN care.counselling_case.lifecycle IS '生命周期(固定) | always counselling_case';
CREATE INDEX counselling_case_student_id_idx ON care.counselling_case (student_id);
CREATE INDEX counselling_case_counsellor_id_idx ON care.counselling_case (counsellor_id);
CREATE INDEX counselling_case_state_idx ON care.counselling_case (lifecycle, state);
CALL history.keep('care.counselling_case');
CREATE TABLE care.counselling_note (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    counselling_case_id bigint NOT NULL REFERENCES care.counselling_case,
    on_day date NOT NULL,
    note_text text NOT NULL,
    CONSTRAINT counselling_note_note_text_not_blank CHECK (btrim(note_text) <> '')
);
COMMENT ON TABLE care.counselling_note IS '辅导记录 | notes';
COMMENT ON COLUMN care.counselling_note.id IS '编号 | key';
COMMENT ON COLUMN care.counselling_note.on_day IS '日期 | day';
COMMENT ON COLUMN care.counselling_note.note_text IS '记录 | note';
COMMENT ON COLUMN care.counselling_note.counselling_case_id IS '所属心理个案 | counselling case that it belongs to';
CREATE INDEX counselling_note_counselling_case_id_idx ON care.counselling_note (counselling_case_id);
CALL history.keep('care.counselling_note');
CREATE TABLE care.risk_alert (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    level text NOT NULL,
    since date NOT NULL,
    ground text NOT NULL,
    guardian_told_on date,
    homeroom_told_on date,
    plan_text text,
    state text NOT NULL DEFAULT 'open',
    lifecycle text NOT NULL DEFAULT 'risk_alert',
    CONSTRAINT risk_alert_level_is_known CHECK (level IN ('0', '1', '2', '3')),
    CONSTRAINT risk_alert_ground_is_known CHECK (ground IN ('screening', 'observation', 'lives_alone', 'report')),
    CONSTRAINT risk_alert_high_is_told CHECK (level <> '3' OR (guardian_told_on IS NOT NULL AND homeroom_told_on IS NOT NULL AND plan_text IS NOT NULL)),
    CONSTRAINT risk_alert_lifecycle_is_its_own CHECK (lifecycle = 'risk_alert'),
    CONSTRAINT risk_alert_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON CONSTRAINT risk_alert_high_is_told ON care.risk_alert IS '3级预警须告知监护人和班主任,并有安全计划 | at level 3 guardian and homeroom teacher are told and there is a safety plan';
COMMENT ON TABLE care.risk_alert IS '风险预警 | risk alert';
COMMENT ON COLUMN care.risk_alert.id IS '编号 | key';
COMMENT ON COLUMN care.risk_alert.student_id IS '学生 | student';
COMMENT ON COLUMN care.risk_alert.level IS '等级 | level';
COMMENT ON COLUMN care.risk_alert.since IS '起始日期 | since';
COMMENT ON COLUMN care.risk_alert.ground IS '依据 | ground';
COMMENT ON COLUMN care.risk_alert.guardian_told_on IS '告知监护人日期 | guardian told on';
COMMENT ON COLUMN care.risk_alert.homeroom_told_on IS '告知班主任日期 | homeroom teacher told on';
COMMENT ON COLUMN care.risk_alert.plan_text IS '安全计划 | safety plan';
COMMENT ON COLUMN care.risk_alert.state IS '状态 | state';
COMMENT ON COLUMN care.risk_alert.lifecycle IS '生命周期(固定) | always risk_alert';
CREATE INDEX risk_alert_student_id_idx ON care.risk_alert (student_id);
CREATE INDEX risk_alert_state_idx ON care.risk_alert (lifecycle, state);
CALL history.keep('care.risk_alert');
CREATE TABLE care.mandatory_report (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    noticed_at timestamptz NOT NULL,
    what_noticed text NOT NULL,
    reported_at timestamptz,
    reported_to text,
    officer text,
    receipt text,
    protective_steps text,
    outcome text,
    state text NOT NULL DEFAULT 'noticed',
    lifecycle text NOT NULL DEFAULT 'mandatory_report',
    CONSTRAINT mandatory_report_what_noticed_not_blank CHECK (btrim(what_noticed) <> ''),
    CONSTRAINT mandatory_report_lifecycle_is_its_own CHECK (lifecycle = 'mandatory_report'),
    CONSTRAINT mandatory_report_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE care.mandatory_report IS '强制报告 | mandatory report';
COMMENT ON COLUMN care.mandatory_report.id IS '编号 | key';
COMMENT ON COLUMN care.mandatory_report.student_id IS '学生 | student';
COMMENT ON COLUMN care.mandatory_report.noticed_at IS '发现时间 | noticed at';
COMMENT ON COLUMN care.mandatory_report.what_noticed IS '情况 | what was noticed';
COMMENT ON COLUMN care.mandatory_report.reported_at IS '报告时间 | reported at';
COMMENT ON COLUMN care.mandatory_report.reported_to IS '报告机关 | reported to';
COMMENT ON COLUMN care.mandatory_report.officer IS '接报人 | officer';
COMMENT ON COLUMN care.mandatory_report.receipt IS '回执号 | receipt';
COMMENT ON COLUMN care.mandatory_report.protective_steps IS '保护措施 | protective steps';
COMMENT ON COLUMN care.mandatory_report.outcome IS '结果 | outcome';
COMMENT ON COLUMN care.mandatory_report.state IS '状态 | state';
COMMENT ON COLUMN care.mandatory_report.lifecycle IS '生命周期(固定) | always mandatory_report';
CREATE INDEX mandatory_report_student_id_idx ON care.mandatory_report (student_id);
CREATE INDEX mandatory_report_state_idx ON care.mandatory_report (lifecycle, state);
CALL history.keep('care.mandatory_report');
CREATE TABLE care.activity (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    title text NOT NULL,
    planned_on date NOT NULL,
    where_held text,
    grade_unit_id bigint REFERENCES units.unit,
    held_on date,
    attended int,
    state text NOT NULL DEFAULT 'planned',
    lifecycle text NOT NULL DEFAULT 'activity',
    CONSTRAINT activity_kind_is_known CHECK (kind IN ('mental_health', 'gaokao', 'care')),
    CONSTRAINT activity_title_not_blank CHECK (btrim(title) <> ''),
    CONSTRAINT activity_attended_not_negative CHECK (attended >= 0),
    CONSTRAINT activity_lifecycle_is_its_own CHECK (lifecycle = 'activity'),
    CONSTRAINT activity_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE care.activity IS '活动 | activity';
COMMENT ON COLUMN care.activity.id IS '编号 | key';
COMMENT ON COLUMN care.activity.kind IS '类别 | kind';
COMMENT ON COLUMN care.activity.title IS '活动 | title';
COMMENT ON COLUMN care.activity.planned_on IS '计划日期 | planned on';
COMMENT ON COLUMN care.activity.where_held IS '地点 | where';
COMMENT ON COLUMN care.activity.grade_unit_id IS '年级 | grade';
COMMENT ON COLUMN care.activity.held_on IS '举办日期 | held on';
COMMENT ON COLUMN care.activity.attended IS '参加人数 | attended';
COMMENT ON COLUMN care.activity.state IS '状态 | state';
COMMENT ON COLUMN care.activity.lifecycle IS '生命周期(固定) | always activity';
CREATE INDEX activity_grade_unit_id_idx ON care.activity (grade_unit_id);
CREATE INDEX activity_state_idx ON care.activity (lifecycle, state);
CALL history.keep('care.activity');
CREATE TABLE care.activity_class (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    activity_id bigint NOT NULL REFERENCES care.activity,
    class_id bigint NOT NULL REFERENCES units.unit,
    attended int NOT NULL,
    CONSTRAINT activity_class_attended_not_negative CHECK (attended >= 0),
    CONSTRAINT activity_class_once UNIQUE (activity_id, class_id)
);
COMMENT ON CONSTRAINT activity_class_once ON care.activity_class IS '这个班已登记 | this class is noted';
COMMENT ON TABLE care.activity_class IS '参加班级 | classes';
COMMENT ON COLUMN care.activity_class.id IS '编号 | key';
COMMENT ON COLUMN care.activity_class.class_id IS '班级 | class';
COMMENT ON COLUMN care.activity_class.attended IS '人数 | attended';
COMMENT ON COLUMN care.activity_class.activity_id IS '所属活动 | activity that it belongs to';
CREATE INDEX activity_class_activity_id_idx ON care.activity_class (activity_id);
CREATE INDEX activity_class_class_id_idx ON care.activity_class (class_id);
CALL history.keep('care.activity_class');
ALTER TABLE care.left_behind_record ADD COLUMN assessment text, ADD COLUMN away_reason text, ADD COLUMN father_since date, ADD COLUMN mother_since date,
    ADD CONSTRAINT left_behind_record_assessment_is_known CHECK (assessment IN ('good', 'fair', 'poor'));
COMMENT ON COLUMN care.left_behind_record.assessment IS '监护情况:较好、一般、差 | guardianship: good, fair, poor';
COMMENT ON COLUMN care.left_behind_record.away_reason IS '外出原因 | why they are away';
COMMENT ON COLUMN care.left_behind_record.father_since IS '父亲外出起始 | father away since';
COMMENT ON COLUMN care.left_behind_record.mother_since IS '母亲外出起始 | mother away since';
ALTER TABLE care.health_record DROP CONSTRAINT health_record_state_is_known;
ALTER TABLE care.health_record ADD COLUMN lifecycle text NOT NULL DEFAULT 'health_record', ADD COLUMN reviewed_on date, ADD CONSTRAINT health_record_lifecycle_is_its_own CHECK (lifecycle = 'health_record');
COMMENT ON COLUMN care.health_record.lifecycle IS '生命周期(固定) | always health_record';
COMMENT ON COLUMN care.health_record.reviewed_on IS '最近复核日期 | last reviewed on';
INSERT INTO ref.lifecycle_state (lifecycle, state, label_zh, label_en, is_open, sort_order) VALUES
    ('health_record', 'declared', '家长告知', 'declared', true, 1), ('health_record', 'evidence_checked', '已核材料', 'evidence checked', true, 2), ('health_record', 'active', '在档', 'active', true, 3), ('health_record', 'ended', '已结束', 'ended', false, 4) ON CONFLICT DO NOTHING;
ALTER TABLE care.health_record ADD CONSTRAINT health_record_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state;
CREATE INDEX health_record_state_idx ON care.health_record (lifecycle, state);

CREATE TABLE care.card_acknowledgement (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    health_card_id bigint NOT NULL REFERENCES care.health_card,
    person_id bigint NOT NULL REFERENCES people.person,
    read_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT card_acknowledgement_once UNIQUE (health_card_id, person_id)
);
COMMENT ON TABLE care.card_acknowledgement IS '照护卡已阅 | a teacher has read this version of a card';
COMMENT ON COLUMN care.card_acknowledgement.id IS '编号 | key';
COMMENT ON COLUMN care.card_acknowledgement.health_card_id IS '照护卡(版本) | card, of a version';
COMMENT ON COLUMN care.card_acknowledgement.person_id IS '教师 | teacher';
COMMENT ON COLUMN care.card_acknowledgement.read_at IS '时间 | when';
CREATE INDEX card_acknowledgement_person_id_idx ON care.card_acknowledgement (person_id);
CALL history.keep('care.card_acknowledgement');
CREATE TABLE care.goal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file_id bigint NOT NULL REFERENCES care.file,
    goal text NOT NULL,
    due_on date,
    reached_on date,
    CONSTRAINT goal_not_blank CHECK (btrim(goal) <> '')
);
COMMENT ON TABLE care.goal IS '关爱目标 | a goal of a care file';
COMMENT ON COLUMN care.goal.id IS '编号 | key';
COMMENT ON COLUMN care.goal.file_id IS '档案 | file';
COMMENT ON COLUMN care.goal.goal IS '目标 | goal';
COMMENT ON COLUMN care.goal.due_on IS '期限 | by when';
COMMENT ON COLUMN care.goal.reached_on IS '达成日期 | reached on';
CREATE INDEX goal_file_id_idx ON care.goal (file_id);
CALL history.keep('care.goal');
CREATE TABLE care.handover (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file_id bigint NOT NULL REFERENCES care.file,
    from_id bigint REFERENCES people.person,
    to_id bigint NOT NULL REFERENCES people.person,
    handed_on date NOT NULL,
    acknowledged_at timestamptz
);
COMMENT ON TABLE care.handover IS '档案交接 | a file is handed over, and the new carer says so';
COMMENT ON COLUMN care.handover.id IS '编号 | key';
COMMENT ON COLUMN care.handover.file_id IS '档案 | file';
COMMENT ON COLUMN care.handover.from_id IS '移交人 | from';
COMMENT ON COLUMN care.handover.to_id IS '接收人 | to';
COMMENT ON COLUMN care.handover.handed_on IS '移交日期 | when';
COMMENT ON COLUMN care.handover.acknowledged_at IS '接收确认时间 | acknowledged at';
CREATE INDEX handover_file_id_idx ON care.handover (file_id);
CREATE INDEX handover_from_id_idx ON care.handover (from_id);
CREATE INDEX handover_to_id_idx ON care.handover (to_id);
CALL history.keep('care.handover');
CREATE TABLE care.pairing_activity (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pairing_id bigint NOT NULL REFERENCES care.pairing,
    on_day date NOT NULL,
    what_done text NOT NULL,
    CONSTRAINT pairing_activity_not_blank CHECK (btrim(what_done) <> '')
);
COMMENT ON TABLE care.pairing_activity IS '结对活动 | what a carer did with the paired student';
COMMENT ON COLUMN care.pairing_activity.id IS '编号 | key';
COMMENT ON COLUMN care.pairing_activity.pairing_id IS '结对 | pairing';
COMMENT ON COLUMN care.pairing_activity.on_day IS '日期 | day';
COMMENT ON COLUMN care.pairing_activity.what_done IS '内容 | what was done';
CREATE INDEX pairing_activity_pairing_id_idx ON care.pairing_activity (pairing_id);
CALL history.keep('care.pairing_activity');
