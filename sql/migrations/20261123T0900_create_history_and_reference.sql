-- The ground under every other table: history of each row, code lists, semesters, the calendar, life cycles as data.
-- Nothing reads these tables yet, so no running program is affected.
CREATE SCHEMA history;
COMMENT ON SCHEMA history IS '历史版本:每一行的每个旧版本 | every earlier version of every row';
CREATE SCHEMA ref;
COMMENT ON SCHEMA ref IS '代码集:国家标准与学校自定 | code lists of the field';
CREATE SCHEMA access;
COMMENT ON SCHEMA access IS '角色、权限与授权 | roles, permissions and dated assignments';
CREATE SCHEMA auth;
COMMENT ON SCHEMA auth IS '账号与会话 | accounts and web sessions';
CREATE SCHEMA audit;
COMMENT ON SCHEMA audit IS '审计:谁做了、读了、导出了什么 | who did, read and exported what';

CREATE TABLE history.version (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    table_name text NOT NULL,
    row_key text NOT NULL,
    operation text NOT NULL,
    old_row jsonb NOT NULL,
    changed_by bigint,
    changed_at timestamptz NOT NULL DEFAULT now(),
    transaction_number xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CONSTRAINT version_operation_is_known CHECK (operation IN ('UPDATE', 'DELETE'))
);
COMMENT ON TABLE history.version IS '历史版本:被改或被删的行的原样 | the earlier state of a changed or deleted row';
COMMENT ON COLUMN history.version.id IS '序号 | number';
COMMENT ON COLUMN history.version.table_name IS '表名(含模式) | table, with its schema';
COMMENT ON COLUMN history.version.row_key IS '行的主键 | primary key of the row, as text';
COMMENT ON COLUMN history.version.operation IS 'UPDATE 或 DELETE | UPDATE or DELETE';
COMMENT ON COLUMN history.version.old_row IS '改动前的整行 | the whole row before the change';
COMMENT ON COLUMN history.version.changed_by IS '改动人(人员编号) | the person who changed it; NULL: the system itself';
COMMENT ON COLUMN history.version.changed_at IS '改动时间 | when';
COMMENT ON COLUMN history.version.transaction_number IS '事务号 | transaction, ties together what was changed at once';
CREATE INDEX version_table_name_row_key_idx ON history.version (table_name, row_key, id);
ALTER TABLE history.version ENABLE ROW LEVEL SECURITY;

-- A table says in one line that it keeps history: four columns of who and when, triggers, and row security.
-- The trigger functions stand in code/functions; these first bodies are replaced there.
CREATE FUNCTION history.stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION history.keep_version() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE PROCEDURE history.keep(kept regclass) LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    key_column text;
BEGIN
    EXECUTE format('ALTER TABLE %s ADD COLUMN created_at timestamptz NOT NULL DEFAULT now(), ADD COLUMN created_by bigint,
                    ADD COLUMN changed_at timestamptz, ADD COLUMN changed_by bigint', kept);
    EXECUTE format('COMMENT ON COLUMN %s.created_at IS %L', kept, '登记时间 | when the row was made');
    EXECUTE format('COMMENT ON COLUMN %s.created_by IS %L', kept, '登记人(人员编号) | person who made it; NULL: the system');
    EXECUTE format('COMMENT ON COLUMN %s.changed_at IS %L', kept, '最近改动时间 | when it was last changed');
    EXECUTE format('COMMENT ON COLUMN %s.changed_by IS %L', kept, '最近改动人 | person who last changed it');
    SELECT attribute.attname INTO STRICT key_column
    FROM pg_catalog.pg_index AS index
    JOIN pg_catalog.pg_attribute AS attribute ON attribute.attrelid = index.indrelid AND attribute.attnum = index.indkey[0]
    WHERE index.indrelid = kept AND index.indisprimary;
    EXECUTE format('CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION history.stamp()', kept);
    EXECUTE format('CREATE TRIGGER keep_changed AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows
                    FOR EACH STATEMENT EXECUTE FUNCTION history.keep_version(%L)', kept, key_column);
    EXECUTE format('CREATE TRIGGER keep_deleted AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
                    FOR EACH STATEMENT EXECUTE FUNCTION history.keep_version(%L)', kept, key_column);
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', kept);
END
$$;
COMMENT ON PROCEDURE history.keep IS '使一张表留存历史并启用行级安全 | makes a table keep history and closes it until a policy opens it';

-- Order of Chinese names as readers expect it; used in ORDER BY only, so that LIKE and indexes keep working.
CREATE COLLATION ref.pinyin (provider = icu, locale = 'zh-u-co-pinyin-kn-true');
COMMENT ON COLLATION ref.pinyin IS '拼音序 | pinyin order';

CREATE TABLE ref.code_list (
    list text PRIMARY KEY,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    standard text
);
COMMENT ON TABLE ref.code_list IS '代码集 | a code list';
COMMENT ON COLUMN ref.code_list.list IS '代码集名 | name';
COMMENT ON COLUMN ref.code_list.label_zh IS '中文名 | Chinese label';
COMMENT ON COLUMN ref.code_list.label_en IS '英文名 | English label';
COMMENT ON COLUMN ref.code_list.standard IS '依据的标准 | the standard it follows; NULL: the school''s own';
CALL history.keep('ref.code_list');
CREATE TABLE ref.code (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    list text NOT NULL REFERENCES ref.code_list,
    code text NOT NULL,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    synonyms text[] NOT NULL DEFAULT '{}',
    sort_order int NOT NULL DEFAULT 0,
    valid daterange NOT NULL DEFAULT '[,)',
    CONSTRAINT code_is_unique_in_list_at_a_time EXCLUDE USING gist (list WITH =, code WITH =, valid WITH &&)
);
COMMENT ON TABLE ref.code IS '代码 | a code of a list, dated';
COMMENT ON COLUMN ref.code.id IS '编号 | key';
COMMENT ON COLUMN ref.code.list IS '代码集 | list';
COMMENT ON COLUMN ref.code.code IS '代码 | code';
COMMENT ON COLUMN ref.code.label_zh IS '中文名 | Chinese label, as forms write it';
COMMENT ON COLUMN ref.code.label_en IS '英文名 | English label';
COMMENT ON COLUMN ref.code.synonyms IS '表格中的其他写法 | other ways in which forms write it';
COMMENT ON COLUMN ref.code.sort_order IS '排序 | order';
COMMENT ON COLUMN ref.code.valid IS '有效期 | when the code is in use';
CREATE INDEX code_list_idx ON ref.code (list, code);
CALL history.keep('ref.code');

CREATE TABLE ref.semester (
    code text PRIMARY KEY,
    school_year text GENERATED ALWAYS AS (left(code, 9)) STORED,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    CONSTRAINT semester_code_is_well_formed CHECK (code ~ '^\d{4}-\d{4}-[12]$' AND substr(code, 6, 4)::int = left(code, 4)::int + 1),
    CONSTRAINT semester_ends_after_start CHECK (ends_on > starts_on),
    CONSTRAINT semesters_do_not_overlap EXCLUDE USING gist (daterange(starts_on, ends_on, '[]') WITH &&)
);
COMMENT ON TABLE ref.semester IS '学期 | a semester of a school year';
COMMENT ON COLUMN ref.semester.code IS '学年学期代码,如 2025-2026-1 | code such as 2025-2026-1';
COMMENT ON COLUMN ref.semester.school_year IS '学年 | school year';
COMMENT ON COLUMN ref.semester.starts_on IS '开始日期 | first day';
COMMENT ON COLUMN ref.semester.ends_on IS '结束日期 | last day, inclusive';
CALL history.keep('ref.semester');
CREATE TABLE ref.calendar_day (
    day date PRIMARY KEY,
    kind text NOT NULL,
    label text NOT NULL,
    source text NOT NULL,
    CONSTRAINT calendar_day_kind_is_known CHECK (kind IN ('holiday', 'make_up', 'break'))
);
COMMENT ON TABLE ref.calendar_day IS '校历:与平常周次不同的日子 | days that differ from the plain week: holidays and make-up workdays';
COMMENT ON COLUMN ref.calendar_day.day IS '日期 | day';
COMMENT ON COLUMN ref.calendar_day.kind IS 'holiday 法定假 / make_up 调休上班 / break 寒暑假 | kind';
COMMENT ON COLUMN ref.calendar_day.label IS '名称 | name';
COMMENT ON COLUMN ref.calendar_day.source IS '依据 | the notice it rests on';
CALL history.keep('ref.calendar_day');

CREATE TABLE ref.lifecycle_state (
    lifecycle text NOT NULL,
    state text NOT NULL,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    is_open boolean NOT NULL,
    sort_order int NOT NULL,
    PRIMARY KEY (lifecycle, state)
);
COMMENT ON TABLE ref.lifecycle_state IS '生命周期的状态 | a state of a life cycle';
COMMENT ON COLUMN ref.lifecycle_state.lifecycle IS '对象,如 issue | kind of record';
COMMENT ON COLUMN ref.lifecycle_state.state IS '状态 | state';
COMMENT ON COLUMN ref.lifecycle_state.label_zh IS '中文名 | Chinese label';
COMMENT ON COLUMN ref.lifecycle_state.label_en IS '英文名 | English label';
COMMENT ON COLUMN ref.lifecycle_state.is_open IS '是否未了结 | counts as open work';
COMMENT ON COLUMN ref.lifecycle_state.sort_order IS '排序 | order';
CREATE TABLE ref.lifecycle_transition (
    lifecycle text NOT NULL,
    action text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    guard_zh text NOT NULL,
    guard_en text NOT NULL,
    PRIMARY KEY (lifecycle, action, from_state),
    CONSTRAINT transition_from_is_a_state FOREIGN KEY (lifecycle, from_state) REFERENCES ref.lifecycle_state,
    CONSTRAINT transition_to_is_a_state FOREIGN KEY (lifecycle, to_state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE ref.lifecycle_transition IS '允许的状态变化 | an allowed change of state; what is not here cannot happen';
COMMENT ON COLUMN ref.lifecycle_transition.lifecycle IS '对象 | kind of record';
COMMENT ON COLUMN ref.lifecycle_transition.action IS '动作 | the action that makes it';
COMMENT ON COLUMN ref.lifecycle_transition.from_state IS '原状态 | state before';
COMMENT ON COLUMN ref.lifecycle_transition.to_state IS '新状态 | state after';
COMMENT ON COLUMN ref.lifecycle_transition.label_zh IS '动作的中文名 | Chinese label of the action';
COMMENT ON COLUMN ref.lifecycle_transition.label_en IS '动作的英文名 | English label of the action';
COMMENT ON COLUMN ref.lifecycle_transition.guard_zh IS '条件(说明) | what must hold, in Chinese';
COMMENT ON COLUMN ref.lifecycle_transition.guard_en IS '条件(英文) | what must hold, in English';
CREATE INDEX lifecycle_transition_from_state_idx ON ref.lifecycle_transition (lifecycle, from_state);
CREATE INDEX lifecycle_transition_to_state_idx ON ref.lifecycle_transition (lifecycle, to_state);
ALTER TABLE ref.lifecycle_state ENABLE ROW LEVEL SECURITY;
ALTER TABLE ref.lifecycle_transition ENABLE ROW LEVEL SECURITY;

CREATE TABLE audit.event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    happened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    person_id bigint,
    login_name name NOT NULL DEFAULT session_user,
    door text NOT NULL,
    action text NOT NULL,
    record_class text,
    record_key text,
    student_id bigint,
    purpose text,
    detail jsonb NOT NULL DEFAULT '{}',
    transaction_number xid8 NOT NULL DEFAULT pg_current_xact_id()
);
COMMENT ON TABLE audit.event IS '审计日志,只增不改 | append-only log of what was done and read';
COMMENT ON COLUMN audit.event.id IS '序号 | number';
COMMENT ON COLUMN audit.event.happened_at IS '时间 | when';
COMMENT ON COLUMN audit.event.person_id IS '何人 | who; NULL: the system or the public';
COMMENT ON COLUMN audit.event.login_name IS '数据库登录名 | login role of the connection';
COMMENT ON COLUMN audit.event.door IS '入口:web、cli、sql | door: web, cli or sql';
COMMENT ON COLUMN audit.event.action IS '动作 | what was done: read, export, sign_in, refused, import …';
COMMENT ON COLUMN audit.event.record_class IS '记录类别 | class of the record';
COMMENT ON COLUMN audit.event.record_key IS '记录主键 | key of the record, never its content';
COMMENT ON COLUMN audit.event.student_id IS '所涉学生 | the student concerned';
COMMENT ON COLUMN audit.event.purpose IS '目的 | the reason given';
COMMENT ON COLUMN audit.event.detail IS '附加说明(不含记录内容) | further facts, never contents of the record';
COMMENT ON COLUMN audit.event.transaction_number IS '事务号 | transaction';
CREATE INDEX event_happened_at_idx ON audit.event (happened_at);
CREATE INDEX event_student_id_idx ON audit.event (student_id, happened_at);
CREATE INDEX event_person_id_idx ON audit.event (person_id, happened_at);
ALTER TABLE audit.event ENABLE ROW LEVEL SECURITY;
CREATE TABLE audit.command (
    key uuid PRIMARY KEY,
    person_id bigint,
    route text NOT NULL,
    request_sha256 bytea NOT NULL,
    done_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE audit.command IS '已执行的命令:同一命令只生效一次 | commands done, so that a double click or a retry is one write';
COMMENT ON COLUMN audit.command.key IS '命令键,由表单生成 | made when the form is shown';
COMMENT ON COLUMN audit.command.person_id IS '何人 | who';
COMMENT ON COLUMN audit.command.route IS '入口 | where it was sent';
COMMENT ON COLUMN audit.command.request_sha256 IS '内容的摘要 | digest of what was sent: the same key with other content is refused';
COMMENT ON COLUMN audit.command.done_at IS '时间 | when';
ALTER TABLE audit.command ENABLE ROW LEVEL SECURITY;
