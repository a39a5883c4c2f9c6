-- The care of single students: files, concerns, contacts, reviews, left-behind records, health, pairings.
CREATE SCHEMA care;
COMMENT ON SCHEMA care IS '学生关爱 | care files, left-behind records, health, contacts, pairings';
CREATE TABLE care.file (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    state text NOT NULL DEFAULT 'active',
    source text NOT NULL,
    carer_id bigint REFERENCES people.person,
    opened_on date NOT NULL DEFAULT current_date,
    closed_on date,
    close_reason text,
    next_review_on date,
    lifecycle text NOT NULL DEFAULT 'care_file',
    CONSTRAINT file_lifecycle_is_care_file CHECK (lifecycle = 'care_file'),
    CONSTRAINT file_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state,
    CONSTRAINT file_closed_after_opened CHECK (closed_on >= opened_on),
    CONSTRAINT file_close_says_why CHECK ((closed_on IS NULL) = (close_reason IS NULL)),
    CONSTRAINT file_carer_is_not_the_student CHECK (carer_id <> student_id)
);
COMMENT ON TABLE care.file IS '关爱档案:一名学生同时只有一份开着的 | a care file; a student has one open at a time';
COMMENT ON COLUMN care.file.id IS '编号 | key';
COMMENT ON COLUMN care.file.student_id IS '学生 | student';
COMMENT ON COLUMN care.file.state IS '状态 | state, of life cycle care_file';
COMMENT ON COLUMN care.file.source IS '来源:留守登记、家访、转介…… | where it came from';
COMMENT ON COLUMN care.file.carer_id IS '帮扶责任人 | the member of staff who answers for it';
COMMENT ON COLUMN care.file.opened_on IS '建档日期 | opened';
COMMENT ON COLUMN care.file.closed_on IS '结档日期 | closed';
COMMENT ON COLUMN care.file.close_reason IS '结档原因 | why it was closed';
COMMENT ON COLUMN care.file.next_review_on IS '下次评估日期 | next review is due';
COMMENT ON COLUMN care.file.lifecycle IS '生命周期(固定) | always care_file';
CREATE UNIQUE INDEX file_one_open_a_student ON care.file (student_id) WHERE closed_on IS NULL;
CREATE INDEX file_student_id_idx ON care.file (student_id);
CREATE INDEX file_carer_id_idx ON care.file (carer_id);
CREATE INDEX file_lifecycle_state_idx ON care.file (lifecycle, state);
CALL history.keep('care.file');
CREATE TABLE care.concern (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file_id bigint NOT NULL REFERENCES care.file,
    kind text NOT NULL,
    summary text,
    opened_on date NOT NULL DEFAULT current_date,
    closed_on date,
    CONSTRAINT concern_kind_is_known CHECK (kind IN ('left_behind', 'poverty', 'health', 'orphan', 'family', 'study', 'other')),
    CONSTRAINT concern_closed_after_opened CHECK (closed_on >= opened_on)
);
COMMENT ON TABLE care.concern IS '关爱事项 | a concern within a file';
COMMENT ON COLUMN care.concern.id IS '编号 | key';
COMMENT ON COLUMN care.concern.file_id IS '档案 | file';
COMMENT ON COLUMN care.concern.kind IS '类别:留守、困难、健康…… | kind';
COMMENT ON COLUMN care.concern.summary IS '概要(仅经留痕函数可读) | summary; read only through a function that logs it';
COMMENT ON COLUMN care.concern.opened_on IS '开始 | from';
COMMENT ON COLUMN care.concern.closed_on IS '结束 | to';
CREATE INDEX concern_file_id_idx ON care.concern (file_id);
CALL history.keep('care.concern');
CREATE TABLE care.note (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file_id bigint NOT NULL REFERENCES care.file,
    written_by bigint NOT NULL REFERENCES people.person,
    written_at timestamptz NOT NULL DEFAULT now(),
    text text NOT NULL,
    CONSTRAINT note_not_blank CHECK (btrim(text) <> '')
);
COMMENT ON TABLE care.note IS '关爱记录 | a note in a care file, never changed: a mistake is followed by another note';
COMMENT ON COLUMN care.note.id IS '编号 | key';
COMMENT ON COLUMN care.note.file_id IS '档案 | file';
COMMENT ON COLUMN care.note.written_by IS '记录人 | author';
COMMENT ON COLUMN care.note.written_at IS '时间 | when';
COMMENT ON COLUMN care.note.text IS '内容(仅经留痕函数可读) | text; read only through a function that logs it';
CREATE INDEX note_file_id_idx ON care.note (file_id);
CREATE INDEX note_written_by_idx ON care.note (written_by);
CALL history.keep('care.note');
CREATE TABLE care.review (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file_id bigint NOT NULL REFERENCES care.file,
    semester text NOT NULL REFERENCES ref.semester,
    reviewed_on date NOT NULL DEFAULT current_date,
    reviewed_by bigint NOT NULL REFERENCES people.person,
    result text NOT NULL,
    text text,
    CONSTRAINT review_once_a_semester UNIQUE (file_id, semester),
    CONSTRAINT review_result_is_known CHECK (result IN ('no_change', 'better', 'worse', 'close'))
);
COMMENT ON TABLE care.review IS '学期评估 | review of a file, once a semester';
COMMENT ON COLUMN care.review.id IS '编号 | key';
COMMENT ON COLUMN care.review.file_id IS '档案 | file';
COMMENT ON COLUMN care.review.semester IS '学期 | semester';
COMMENT ON COLUMN care.review.reviewed_on IS '评估日期 | when';
COMMENT ON COLUMN care.review.reviewed_by IS '评估人 | by whom';
COMMENT ON COLUMN care.review.result IS '结论 | result: no_change, better, worse, close';
COMMENT ON COLUMN care.review.text IS '说明(仅经留痕函数可读) | remarks; read only through a function that logs it';
CREATE INDEX review_semester_idx ON care.review (semester);
CREATE INDEX review_reviewed_by_idx ON care.review (reviewed_by);
CALL history.keep('care.review');
CREATE TABLE care.contact_rule (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file_id bigint NOT NULL REFERENCES care.file,
    every_days int NOT NULL,
    basis text NOT NULL,
    valid daterange NOT NULL,
    CONSTRAINT contact_rule_days_in_range CHECK (every_days BETWEEN 1 AND 366),
    CONSTRAINT contact_rule_one_at_a_time EXCLUDE USING gist (file_id WITH =, valid WITH &&)
);
COMMENT ON TABLE care.contact_rule IS '联系要求:多少天至少一次 | how often a family is to be contacted';
COMMENT ON COLUMN care.contact_rule.id IS '编号 | key';
COMMENT ON COLUMN care.contact_rule.file_id IS '档案 | file';
COMMENT ON COLUMN care.contact_rule.every_days IS '每多少天一次 | at least once in so many days';
COMMENT ON COLUMN care.contact_rule.basis IS '依据 | the rule it rests on';
COMMENT ON COLUMN care.contact_rule.valid IS '期间 | from, to';
CALL history.keep('care.contact_rule');
CREATE TABLE care.contact_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file_id bigint NOT NULL REFERENCES care.file,
    contacted_on date NOT NULL DEFAULT current_date,
    contacted_by bigint NOT NULL REFERENCES people.person,
    mode text NOT NULL,
    outcome text NOT NULL,
    counterpart text,
    minutes int,
    summary text,
    CONSTRAINT contact_log_mode_is_known CHECK (mode IN ('phone', 'video', 'home_visit', 'at_school')),
    CONSTRAINT contact_log_outcome_is_known CHECK (outcome IN ('reached', 'not_reached', 'refused')),
    CONSTRAINT contact_log_minutes_in_range CHECK (minutes BETWEEN 0 AND 600)
);
COMMENT ON TABLE care.contact_log IS '联系记录 | a contact with the student''s family';
COMMENT ON COLUMN care.contact_log.id IS '编号 | key';
COMMENT ON COLUMN care.contact_log.file_id IS '档案 | file';
COMMENT ON COLUMN care.contact_log.contacted_on IS '日期 | when it happened';
COMMENT ON COLUMN care.contact_log.contacted_by IS '联系人 | by whom';
COMMENT ON COLUMN care.contact_log.mode IS '方式:电话、视频、入户、到校 | phone, video, home_visit, at_school';
COMMENT ON COLUMN care.contact_log.outcome IS '结果:已联系、未联系上、拒绝 | reached, not_reached, refused';
COMMENT ON COLUMN care.contact_log.counterpart IS '对象 | with whom';
COMMENT ON COLUMN care.contact_log.minutes IS '时长(分钟) | minutes';
COMMENT ON COLUMN care.contact_log.summary IS '内容(仅经留痕函数可读) | what was said; read only through a function that logs it';
CREATE INDEX contact_log_file_id_idx ON care.contact_log (file_id, contacted_on DESC);
CREATE INDEX contact_log_contacted_by_idx ON care.contact_log (contacted_by);
CALL history.keep('care.contact_log');
ALTER TABLE care.contact_log ADD CONSTRAINT contact_log_not_in_the_future CHECK (contacted_on <= (created_at AT TIME ZONE 'Asia/Shanghai')::date);
CREATE TABLE care.left_behind_record (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    semester text NOT NULL REFERENCES ref.semester,
    state text NOT NULL DEFAULT 'to_confirm',
    reported_kind text NOT NULL,
    father_away text NOT NULL DEFAULT 'unknown',
    mother_away text NOT NULL DEFAULT 'unknown',
    father_place text,
    mother_place text,
    home_parent_able text NOT NULL DEFAULT 'unknown',
    lives_alone text NOT NULL DEFAULT 'unknown',
    calls_per_week int,
    helper_id bigint REFERENCES people.person,
    note text,
    confirmed_by bigint REFERENCES people.person,
    confirmed_on date,
    CONSTRAINT left_behind_record_once_a_semester UNIQUE (student_id, semester),
    CONSTRAINT left_behind_record_state_is_known CHECK (state IN ('to_confirm', 'confirmed', 'changed', 'ended')),
    CONSTRAINT left_behind_record_father_away_is_known CHECK (father_away IN ('yes', 'no', 'unknown', 'deceased')),
    CONSTRAINT left_behind_record_mother_away_is_known CHECK (mother_away IN ('yes', 'no', 'unknown', 'deceased')),
    CONSTRAINT left_behind_record_home_parent_able_is_known CHECK (home_parent_able IN ('yes', 'no', 'unknown')),
    CONSTRAINT left_behind_record_lives_alone_is_known CHECK (lives_alone IN ('yes', 'no', 'unknown')),
    CONSTRAINT left_behind_record_calls_in_range CHECK (calls_per_week BETWEEN 0 AND 70),
    CONSTRAINT left_behind_record_confirmed_by_somebody CHECK ((state = 'to_confirm') OR confirmed_on IS NOT NULL)
);
COMMENT ON TABLE care.left_behind_record IS '留守记录:一名学生一学期一条,记事实;类别由视图推出 | one a student and semester; facts are stored, the four definitions are derived';
COMMENT ON COLUMN care.left_behind_record.id IS '编号 | key';
COMMENT ON COLUMN care.left_behind_record.student_id IS '学生 | student';
COMMENT ON COLUMN care.left_behind_record.semester IS '学期 | semester';
COMMENT ON COLUMN care.left_behind_record.state IS '状态:待确认、已确认、期中变化、已结束 | to_confirm, confirmed, changed, ended';
COMMENT ON COLUMN care.left_behind_record.reported_kind IS '表上所填留守类型 | the kind as the form says it';
COMMENT ON COLUMN care.left_behind_record.father_away IS '父亲是否外出 | yes, no, unknown, deceased';
COMMENT ON COLUMN care.left_behind_record.mother_away IS '母亲是否外出 | yes, no, unknown, deceased';
COMMENT ON COLUMN care.left_behind_record.father_place IS '父亲务工地点 | where the father works';
COMMENT ON COLUMN care.left_behind_record.mother_place IS '母亲务工地点 | where the mother works';
COMMENT ON COLUMN care.left_behind_record.home_parent_able IS '在家一方有无监护能力 | is the parent at home able: yes, no, unknown';
COMMENT ON COLUMN care.left_behind_record.lives_alone IS '是否独居 | yes, no, unknown';
COMMENT ON COLUMN care.left_behind_record.calls_per_week IS '亲情电话频次(次/周) | family calls a week';
COMMENT ON COLUMN care.left_behind_record.helper_id IS '帮扶教师 | the teacher who helps';
COMMENT ON COLUMN care.left_behind_record.note IS '备注 | remark';
COMMENT ON COLUMN care.left_behind_record.confirmed_by IS '确认人 | who confirmed it this semester';
COMMENT ON COLUMN care.left_behind_record.confirmed_on IS '确认日期 | when';
CREATE INDEX left_behind_record_semester_idx ON care.left_behind_record (semester);
CREATE INDEX left_behind_record_helper_id_idx ON care.left_behind_record (helper_id);
CREATE INDEX left_behind_record_confirmed_by_idx ON care.left_behind_record (confirmed_by);
CALL history.keep('care.left_behind_record');
CREATE TABLE care.health_record (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    condition text NOT NULL,
    institution text,
    long_term_medication boolean,
    notice_signed boolean,
    onset text,
    emergency_contact text,
    state text NOT NULL DEFAULT 'declared',
    valid daterange NOT NULL,
    CONSTRAINT health_record_state_is_known CHECK (state IN ('declared', 'active', 'ended')),
    CONSTRAINT health_record_condition_once_at_a_time EXCLUDE USING gist (student_id WITH =, condition WITH =, valid WITH &&)
);
COMMENT ON TABLE care.health_record IS '健康档案(特异体质) | a health condition as an institution reported it; level 4';
COMMENT ON COLUMN care.health_record.id IS '编号 | key';
COMMENT ON COLUMN care.health_record.student_id IS '学生 | student';
COMMENT ON COLUMN care.health_record.condition IS '疾病或特异体质(仅经留痕函数可读) | condition; read only through a function that logs it';
COMMENT ON COLUMN care.health_record.institution IS '诊断医院 | institution that reported it';
COMMENT ON COLUMN care.health_record.long_term_medication IS '是否长期服药 | long-term medication; NULL: not known';
COMMENT ON COLUMN care.health_record.notice_signed IS '家长告知书是否已签 | the parents signed the notice; NULL: not known';
COMMENT ON COLUMN care.health_record.onset IS '发病史 | history';
COMMENT ON COLUMN care.health_record.emergency_contact IS '急救联系人 | emergency contact';
COMMENT ON COLUMN care.health_record.state IS '状态:家长告知、已核、已结束 | declared, active, ended';
COMMENT ON COLUMN care.health_record.valid IS '期间 | from, to';
CALL history.keep('care.health_record');
CREATE TABLE care.health_card (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    version int NOT NULL,
    sport_limit text NOT NULL,
    first_aid text,
    CONSTRAINT health_card_version_is_unique UNIQUE (student_id, version),
    CONSTRAINT health_card_sport_limit_is_known CHECK (sport_limit IN ('none', 'moderate', 'no_strenuous', 'no_sport'))
);
COMMENT ON TABLE care.health_card IS '照护卡:教师须知的限制与急救步骤 | what a teacher must know: limits and first aid; versioned';
COMMENT ON COLUMN care.health_card.id IS '编号 | key';
COMMENT ON COLUMN care.health_card.student_id IS '学生 | student';
COMMENT ON COLUMN care.health_card.version IS '版本 | version';
COMMENT ON COLUMN care.health_card.sport_limit IS '体育活动限制 | limits for sport: none, moderate, no_strenuous, no_sport';
COMMENT ON COLUMN care.health_card.first_aid IS '急救步骤 | first-aid steps';
CALL history.keep('care.health_card');
CREATE TABLE care.pairing (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    carer_id bigint NOT NULL REFERENCES people.person,
    student_id bigint NOT NULL REFERENCES people.student,
    kind text NOT NULL,
    valid daterange NOT NULL,
    CONSTRAINT pairing_kind_is_known CHECK (kind IN ('leader', 'helper')),
    CONSTRAINT pairing_not_of_oneself CHECK (carer_id <> student_id),
    CONSTRAINT pairing_once_at_a_time EXCLUDE USING gist (carer_id WITH =, student_id WITH =, kind WITH =, valid WITH &&)
);
COMMENT ON TABLE care.pairing IS '结对关爱 | a member of staff paired with a student';
COMMENT ON COLUMN care.pairing.id IS '编号 | key';
COMMENT ON COLUMN care.pairing.carer_id IS '结对人 | carer';
COMMENT ON COLUMN care.pairing.student_id IS '学生 | student';
COMMENT ON COLUMN care.pairing.kind IS 'leader 班子结对 / helper 教师帮扶 | kind';
COMMENT ON COLUMN care.pairing.valid IS '期间 | from, to';
CREATE INDEX pairing_student_id_idx ON care.pairing (student_id);
CALL history.keep('care.pairing');
