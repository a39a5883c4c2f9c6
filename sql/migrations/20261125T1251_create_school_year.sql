-- People and the school year: pinyin, movements, the turn of the year, duplicates and merging, retention and erasure; integrity risks; requests of data subjects.
CREATE TABLE registers.integrity_risk (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    area text NOT NULL,
    node text NOT NULL,
    risk_point text NOT NULL,
    grade text,
    owner_id bigint NOT NULL REFERENCES people.person,
    leader_id bigint REFERENCES people.person,
    review_due_on date NOT NULL,
    state text NOT NULL DEFAULT 'identified',
    lifecycle text NOT NULL DEFAULT 'integrity_risk',
    CONSTRAINT integrity_risk_area_is_known CHECK (area IN ('admission', 'roll', 'procurement', 'construction', 'finance', 'titles', 'honours', 'leasing', 'canteen', 'materials')),
    CONSTRAINT integrity_risk_node_not_blank CHECK (btrim(node) <> ''),
    CONSTRAINT integrity_risk_risk_point_not_blank CHECK (btrim(risk_point) <> ''),
    CONSTRAINT integrity_risk_grade_is_known CHECK (grade IN ('high', 'medium', 'low')),
    CONSTRAINT integrity_risk_lifecycle_is_its_own CHECK (lifecycle = 'integrity_risk'),
    CONSTRAINT integrity_risk_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE registers.integrity_risk IS '廉洁风险 | integrity risk';
COMMENT ON COLUMN registers.integrity_risk.id IS '编号 | key';
COMMENT ON COLUMN registers.integrity_risk.area IS '领域 | area';
COMMENT ON COLUMN registers.integrity_risk.node IS '环节 | node';
COMMENT ON COLUMN registers.integrity_risk.risk_point IS '风险点 | risk';
COMMENT ON COLUMN registers.integrity_risk.grade IS '等级 | grade';
COMMENT ON COLUMN registers.integrity_risk.owner_id IS '责任人 | owner';
COMMENT ON COLUMN registers.integrity_risk.leader_id IS '主管领导 | leader in charge';
COMMENT ON COLUMN registers.integrity_risk.review_due_on IS '下次评审 | review due';
COMMENT ON COLUMN registers.integrity_risk.state IS '状态 | state';
COMMENT ON COLUMN registers.integrity_risk.lifecycle IS '生命周期(固定) | always integrity_risk';
CREATE INDEX integrity_risk_owner_id_idx ON registers.integrity_risk (owner_id);
CREATE INDEX integrity_risk_leader_id_idx ON registers.integrity_risk (leader_id);
CREATE INDEX integrity_risk_state_idx ON registers.integrity_risk (lifecycle, state);
CALL history.keep('registers.integrity_risk');
CREATE TABLE registers.integrity_measure (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    integrity_risk_id bigint NOT NULL REFERENCES registers.integrity_risk,
    measure text NOT NULL,
    due_on date NOT NULL,
    done_on date,
    CONSTRAINT integrity_measure_measure_not_blank CHECK (btrim(measure) <> '')
);
COMMENT ON TABLE registers.integrity_measure IS '防控措施 | measures';
COMMENT ON COLUMN registers.integrity_measure.id IS '编号 | key';
COMMENT ON COLUMN registers.integrity_measure.measure IS '防控措施 | measure';
COMMENT ON COLUMN registers.integrity_measure.due_on IS '期限 | due';
COMMENT ON COLUMN registers.integrity_measure.done_on IS '完成日期 | done on';
COMMENT ON COLUMN registers.integrity_measure.integrity_risk_id IS '所属廉洁风险 | integrity risk that it belongs to';
CREATE INDEX integrity_measure_integrity_risk_id_idx ON registers.integrity_measure (integrity_risk_id);
CALL history.keep('registers.integrity_measure');
CREATE TABLE registers.integrity_review (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    integrity_risk_id bigint NOT NULL REFERENCES registers.integrity_risk,
    reviewed_on date NOT NULL,
    finding text NOT NULL,
    CONSTRAINT integrity_review_finding_not_blank CHECK (btrim(finding) <> '')
);
COMMENT ON TABLE registers.integrity_review IS '评审记录 | reviews';
COMMENT ON COLUMN registers.integrity_review.id IS '编号 | key';
COMMENT ON COLUMN registers.integrity_review.reviewed_on IS '评审日期 | reviewed on';
COMMENT ON COLUMN registers.integrity_review.finding IS '结论 | finding';
COMMENT ON COLUMN registers.integrity_review.integrity_risk_id IS '所属廉洁风险 | integrity risk that it belongs to';
CREATE INDEX integrity_review_integrity_risk_id_idx ON registers.integrity_review (integrity_risk_id);
CALL history.keep('registers.integrity_review');
CREATE TABLE people.subject_request (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    kind text NOT NULL,
    asked_by text NOT NULL,
    received_on date NOT NULL,
    about text NOT NULL,
    answer text,
    state text NOT NULL DEFAULT 'received',
    lifecycle text NOT NULL DEFAULT 'subject_request',
    CONSTRAINT subject_request_kind_is_known CHECK (kind IN ('access', 'correction', 'erasure')),
    CONSTRAINT subject_request_asked_by_not_blank CHECK (btrim(asked_by) <> ''),
    CONSTRAINT subject_request_about_not_blank CHECK (btrim(about) <> ''),
    CONSTRAINT subject_request_lifecycle_is_its_own CHECK (lifecycle = 'subject_request'),
    CONSTRAINT subject_request_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE people.subject_request IS '权利请求 | request';
COMMENT ON COLUMN people.subject_request.id IS '编号 | key';
COMMENT ON COLUMN people.subject_request.student_id IS '学生 | student';
COMMENT ON COLUMN people.subject_request.kind IS '请求 | kind';
COMMENT ON COLUMN people.subject_request.asked_by IS '请求人 | asked by';
COMMENT ON COLUMN people.subject_request.received_on IS '收到日期 | received on';
COMMENT ON COLUMN people.subject_request.about IS '内容 | about';
COMMENT ON COLUMN people.subject_request.answer IS '答复 | answer';
COMMENT ON COLUMN people.subject_request.state IS '状态 | state';
COMMENT ON COLUMN people.subject_request.lifecycle IS '生命周期(固定) | always subject_request';
CREATE INDEX subject_request_student_id_idx ON people.subject_request (student_id);
CREATE INDEX subject_request_state_idx ON people.subject_request (lifecycle, state);
CALL history.keep('people.subject_request');
CREATE TABLE ref.pinyin (
    character text PRIMARY KEY,
    syllable text NOT NULL,
    CONSTRAINT pinyin_is_one_character CHECK (char_length(character) = 1),
    CONSTRAINT pinyin_syllable_is_letters CHECK (syllable ~ '^[a-z]{1,6}$')
);
COMMENT ON TABLE ref.pinyin IS '汉字读音(不带声调) | reading of a character, without its tone';
COMMENT ON COLUMN ref.pinyin.character IS '汉字 | character';
COMMENT ON COLUMN ref.pinyin.syllable IS '读音 | syllable';
ALTER TABLE ref.pinyin ENABLE ROW LEVEL SECURITY;
ALTER TABLE people.person ADD COLUMN name_pinyin text, ADD COLUMN name_initials text;
COMMENT ON COLUMN people.person.name_pinyin IS '姓名拼音 | name in pinyin, for search';
COMMENT ON COLUMN people.person.name_initials IS '姓名首字母 | initials, for search';
CREATE INDEX person_name_pinyin_idx ON people.person (name_pinyin text_pattern_ops);
CREATE INDEX person_name_initials_idx ON people.person (name_initials);
CREATE TABLE people.merge_record (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    survivor_id bigint NOT NULL REFERENCES people.person,
    merged_id bigint NOT NULL REFERENCES people.person,
    reason text NOT NULL,
    moved jsonb NOT NULL,
    undone_at timestamptz,
    CONSTRAINT merge_record_of_two CHECK (survivor_id <> merged_id)
);
COMMENT ON TABLE people.merge_record IS '合并记录:可撤销 | two records of one person made one; can be undone';
COMMENT ON COLUMN people.merge_record.id IS '编号 | key';
COMMENT ON COLUMN people.merge_record.survivor_id IS '保留的记录 | the record that stays';
COMMENT ON COLUMN people.merge_record.merged_id IS '并入的记录 | the record that went into it';
COMMENT ON COLUMN people.merge_record.reason IS '依据 | reason';
COMMENT ON COLUMN people.merge_record.moved IS '移动了哪些行 | which rows were moved';
COMMENT ON COLUMN people.merge_record.undone_at IS '撤销时间 | undone at';
CREATE INDEX merge_record_survivor_id_idx ON people.merge_record (survivor_id);
CREATE INDEX merge_record_merged_id_idx ON people.merge_record (merged_id);
CALL history.keep('people.merge_record');
CREATE TABLE care.file_decision (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    file_id bigint NOT NULL REFERENCES care.file,
    opening_year int NOT NULL,
    decision text NOT NULL,
    CONSTRAINT file_decision_once UNIQUE (file_id, opening_year),
    CONSTRAINT file_decision_is_known CHECK (decision IN ('close', 'carry'))
);
COMMENT ON TABLE care.file_decision IS '学年更替时档案的去留 | what becomes of a file at the turn of the school year';
COMMENT ON COLUMN care.file_decision.id IS '编号 | key';
COMMENT ON COLUMN care.file_decision.file_id IS '档案 | file';
COMMENT ON COLUMN care.file_decision.opening_year IS '新学年起始年份 | year in which the new school year opens';
COMMENT ON COLUMN care.file_decision.decision IS '结档或保留 | close or carry';
CALL history.keep('care.file_decision');
CREATE TABLE ref.retention_rule (
    record_class text PRIMARY KEY REFERENCES access.record_class,
    years int NOT NULL,
    basis text NOT NULL,
    tables text[] NOT NULL,
    CONSTRAINT retention_rule_years_in_range CHECK (years BETWEEN 0 AND 100)
);
COMMENT ON TABLE ref.retention_rule IS '保存期限:离校后多少年 | how long records are kept after a student has left';
COMMENT ON COLUMN ref.retention_rule.record_class IS '记录类别 | class of records';
COMMENT ON COLUMN ref.retention_rule.years IS '离校后年数 | years after leaving';
COMMENT ON COLUMN ref.retention_rule.basis IS '依据 | the rule that it rests on';
COMMENT ON COLUMN ref.retention_rule.tables IS '销毁哪些表中的行:表.学生列 | tables whose rows are erased, with the column of the student';
CALL history.keep('ref.retention_rule');
INSERT INTO ref.lifecycle_state (lifecycle, state, label_zh, label_en, is_open, sort_order) VALUES ('erasure', 'proposed', '拟销毁', 'proposed', true, 1), ('erasure', 'erased', '已销毁', 'erased', false, 2), ('erasure', 'refused', '不销毁', 'kept', false, 3) ON CONFLICT DO NOTHING;
CREATE TABLE audit.erasure (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    record_class text NOT NULL REFERENCES access.record_class,
    reason text NOT NULL,
    state text NOT NULL DEFAULT 'proposed',
    lifecycle text NOT NULL DEFAULT 'erasure',
    approved_by bigint REFERENCES people.person,
    erased_at timestamptz,
    row_count int,
    version_count int,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by bigint,
    CONSTRAINT erasure_lifecycle_is_its_own CHECK (lifecycle = 'erasure'),
    CONSTRAINT erasure_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state,
    CONSTRAINT erasure_approver_is_another CHECK (approved_by <> created_by)
);
COMMENT ON TABLE audit.erasure IS '销毁:内容没有了,墓碑留下 | an erasure: the contents are gone, this stone stays';
COMMENT ON COLUMN audit.erasure.id IS '编号 | key';
COMMENT ON COLUMN audit.erasure.student_id IS '学生 | student';
COMMENT ON COLUMN audit.erasure.record_class IS '记录类别 | class of records';
COMMENT ON COLUMN audit.erasure.reason IS '依据 | reason';
COMMENT ON COLUMN audit.erasure.state IS '状态 | state';
COMMENT ON COLUMN audit.erasure.lifecycle IS '生命周期(固定) | always erasure';
COMMENT ON COLUMN audit.erasure.approved_by IS '批准人 | approved by';
COMMENT ON COLUMN audit.erasure.erased_at IS '销毁时间 | erased at';
COMMENT ON COLUMN audit.erasure.row_count IS '销毁的行数 | rows erased';
COMMENT ON COLUMN audit.erasure.version_count IS '销毁的历史版本数 | earlier versions erased';
COMMENT ON COLUMN audit.erasure.created_at IS '提出时间 | proposed at';
COMMENT ON COLUMN audit.erasure.created_by IS '提出人 | proposed by';
CREATE INDEX erasure_student_id_idx ON audit.erasure (student_id);
CREATE INDEX erasure_record_class_idx ON audit.erasure (record_class);
CREATE INDEX erasure_approved_by_idx ON audit.erasure (approved_by);
CREATE INDEX erasure_state_idx ON audit.erasure (lifecycle, state);
ALTER TABLE audit.erasure ENABLE ROW LEVEL SECURITY;
ALTER TABLE history.version ADD COLUMN erased_sha256 bytea, ADD COLUMN erasure_id bigint REFERENCES audit.erasure;
COMMENT ON COLUMN history.version.erased_sha256 IS '销毁前的摘要(封印据此核对) | digest of what was there before it was erased';
COMMENT ON COLUMN history.version.erasure_id IS '销毁记录 | the erasure that took the contents';
CREATE INDEX version_erasure_id_idx ON history.version (erasure_id);
