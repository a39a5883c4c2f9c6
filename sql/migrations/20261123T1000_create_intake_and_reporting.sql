-- Staged imports, and the schema that analysts read.
CREATE SCHEMA intake;
COMMENT ON SCHEMA intake IS '表格导入:批次、行、判定、撤回 | staged imports: batch, rows, verdicts, undo';
CREATE SCHEMA reporting;
COMMENT ON SCHEMA reporting IS '分析用视图:去标识、小数抑制 | for analysts: de-identified, small counts suppressed';
CREATE TABLE intake.form (
    form text PRIMARY KEY,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    record_class text NOT NULL REFERENCES access.record_class,
    columns jsonb NOT NULL
);
COMMENT ON TABLE intake.form IS '表格种类 | a kind of form that schools keep';
COMMENT ON COLUMN intake.form.form IS '代码 | code';
COMMENT ON COLUMN intake.form.label_zh IS '中文名 | Chinese label';
COMMENT ON COLUMN intake.form.label_en IS '英文名 | English label';
COMMENT ON COLUMN intake.form.record_class IS '需要有权新建的记录类别 | whoever imports it may create this class of records';
COMMENT ON COLUMN intake.form.columns IS '字段与中文表头 | field → heading on the form, for messages';
CREATE INDEX form_record_class_idx ON intake.form (record_class);
ALTER TABLE intake.form ENABLE ROW LEVEL SECURITY;
CREATE TABLE intake.batch (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    form text NOT NULL REFERENCES intake.form,
    file_name text NOT NULL,
    sheet_name text NOT NULL,
    file_sha256 bytea NOT NULL,
    context jsonb NOT NULL DEFAULT '{}',
    state text NOT NULL DEFAULT 'loading',
    loaded_by bigint NOT NULL REFERENCES people.person,
    judged_at timestamptz,
    committed_at timestamptz,
    undone_at timestamptz,
    CONSTRAINT batch_state_is_known CHECK (state IN ('loading', 'judged', 'committed', 'undone', 'dropped'))
);
COMMENT ON TABLE intake.batch IS '导入批次 | one sheet of one file';
COMMENT ON COLUMN intake.batch.id IS '编号 | key';
COMMENT ON COLUMN intake.batch.form IS '表格种类 | form';
COMMENT ON COLUMN intake.batch.file_name IS '文件名 | file';
COMMENT ON COLUMN intake.batch.sheet_name IS '工作表 | sheet';
COMMENT ON COLUMN intake.batch.file_sha256 IS '文件摘要 | digest of the file';
COMMENT ON COLUMN intake.batch.context IS '从标题与说明行读出的学期、日期等 | what the title and note rows say: semester, school year, date';
COMMENT ON COLUMN intake.batch.state IS '状态:装入中、已判定、已提交、已撤回、已放弃 | loading, judged, committed, undone, dropped';
COMMENT ON COLUMN intake.batch.loaded_by IS '导入人 | who loads it';
COMMENT ON COLUMN intake.batch.judged_at IS '判定时间 | when it was judged';
COMMENT ON COLUMN intake.batch.committed_at IS '提交时间 | when it was committed';
COMMENT ON COLUMN intake.batch.undone_at IS '撤回时间 | when it was taken back';
CREATE INDEX batch_form_idx ON intake.batch (form);
CREATE INDEX batch_loaded_by_idx ON intake.batch (loaded_by);
CALL history.keep('intake.batch');
CREATE TABLE intake.row (
    batch_id bigint NOT NULL REFERENCES intake.batch ON DELETE CASCADE,
    row_number int NOT NULL,
    clean jsonb NOT NULL,
    raw jsonb NOT NULL,
    flags jsonb NOT NULL DEFAULT '{}',
    verdict text,
    person_id bigint,
    other_id bigint,
    identity_sha256 bytea,
    PRIMARY KEY (batch_id, row_number),
    CONSTRAINT row_verdict_is_known CHECK (verdict IN ('new', 'change', 'same', 'duplicate', 'ask', 'refused'))
);
COMMENT ON TABLE intake.row IS '导入的行 | a row of a sheet and its verdict';
COMMENT ON COLUMN intake.row.batch_id IS '批次 | batch';
COMMENT ON COLUMN intake.row.row_number IS '表中的行号 | the row''s number in the sheet, as the spreadsheet program shows it';
COMMENT ON COLUMN intake.row.clean IS '整理后的内容 | cells after lexical cleaning, by field';
COMMENT ON COLUMN intake.row.raw IS '原样 | cells as found';
COMMENT ON COLUMN intake.row.flags IS '整理时的发现 | what the cleaning found, by field';
COMMENT ON COLUMN intake.row.verdict IS '判定:新增、更新、相同、重复、待问、拒收 | new, change, same, duplicate, ask, refused';
COMMENT ON COLUMN intake.row.person_id IS '对应的人员 | the person it is about, once known';
COMMENT ON COLUMN intake.row.other_id IS '对应的其他记录(班级、问题……) | another record it is about: class, issue …';
COMMENT ON COLUMN intake.row.identity_sha256 IS '证件号摘要 | digest of the identifier in it';
ALTER TABLE intake.row ENABLE ROW LEVEL SECURITY;
CREATE TABLE intake.finding (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    batch_id bigint NOT NULL REFERENCES intake.batch ON DELETE CASCADE,
    row_number int NOT NULL,
    field text,
    code text NOT NULL,
    effect text NOT NULL,
    message_zh text NOT NULL,
    message_en text NOT NULL,
    CONSTRAINT finding_effect_is_known CHECK (effect IN ('refused', 'ask', 'note'))
);
COMMENT ON TABLE intake.finding IS '导入中的发现 | something found in a row: what, where, and what to do';
COMMENT ON COLUMN intake.finding.id IS '编号 | key';
COMMENT ON COLUMN intake.finding.batch_id IS '批次 | batch';
COMMENT ON COLUMN intake.finding.row_number IS '行号 | row';
COMMENT ON COLUMN intake.finding.field IS '字段 | field; NULL: the row as a whole';
COMMENT ON COLUMN intake.finding.code IS '代码 | code, listed in the reference of errors';
COMMENT ON COLUMN intake.finding.effect IS '后果:拒收、待问、提示 | refused, ask, note';
COMMENT ON COLUMN intake.finding.message_zh IS '中文说明与办法 | what is wrong and the mend, in Chinese';
COMMENT ON COLUMN intake.finding.message_en IS '英文说明与办法 | the same in English';
CREATE INDEX finding_batch_id_row_number_idx ON intake.finding (batch_id, row_number);
ALTER TABLE intake.finding ENABLE ROW LEVEL SECURITY;
CREATE TABLE intake.change (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    batch_id bigint NOT NULL REFERENCES intake.batch ON DELETE CASCADE,
    table_name text NOT NULL,
    row_key text NOT NULL,
    operation text NOT NULL,
    CONSTRAINT change_operation_is_known CHECK (operation IN ('INSERT', 'UPDATE'))
);
COMMENT ON TABLE intake.change IS '批次做了哪些改动(用于撤回) | what a batch did to which row, so that it can be taken back';
COMMENT ON COLUMN intake.change.id IS '编号 | key';
COMMENT ON COLUMN intake.change.batch_id IS '批次 | batch';
COMMENT ON COLUMN intake.change.table_name IS '表名 | table';
COMMENT ON COLUMN intake.change.row_key IS '主键 | key of the row';
COMMENT ON COLUMN intake.change.operation IS 'INSERT 或 UPDATE | INSERT or UPDATE';
CREATE INDEX change_batch_id_idx ON intake.change (batch_id);
ALTER TABLE intake.change ENABLE ROW LEVEL SECURITY;
CREATE TABLE reporting.pseudonym_key (
    semester text PRIMARY KEY REFERENCES ref.semester,
    key bytea NOT NULL DEFAULT extensions.gen_random_bytes(32)
);
COMMENT ON TABLE reporting.pseudonym_key IS '化名密钥:每学期一把,每个主题不同 | key of the pseudonyms, one a semester; subjects differ by derivation';
COMMENT ON COLUMN reporting.pseudonym_key.semester IS '学期 | semester';
COMMENT ON COLUMN reporting.pseudonym_key.key IS '密钥 | key';
ALTER TABLE reporting.pseudonym_key ENABLE ROW LEVEL SECURITY;
