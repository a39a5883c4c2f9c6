-- Registers as data: what systems the plan asks for, which register keeps each, how its records are listed, read and acted upon. The web server
-- and the command line draw every one of them from these rows. And life cycles as data: who may take which step, and what must hold.
CREATE SCHEMA registers;
COMMENT ON SCHEMA registers IS '登记簿:隐患、项目、制度、积分等,以及所有登记簿的目录 | registers of hazards, projects, rules, points and so on, and the catalogue of all registers';

CREATE TABLE registers.system (
    system text PRIMARY KEY,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    office text NOT NULL,
    sort_order int NOT NULL,
    CONSTRAINT system_is_a_row_of_the_plan CHECK (system ~ '^[A-F][0-9]{1,2}$')
);
COMMENT ON TABLE registers.system IS '方案所列的工作(A1–F13) | the rows of the plan, A1 to F13';
COMMENT ON COLUMN registers.system.system IS '编号 | number in the plan';
COMMENT ON COLUMN registers.system.label_zh IS '中文名 | Chinese label';
COMMENT ON COLUMN registers.system.label_en IS '英文名 | English label';
COMMENT ON COLUMN registers.system.office IS '主管部门 | offices that own it';
COMMENT ON COLUMN registers.system.sort_order IS '排序 | order';
ALTER TABLE registers.system ENABLE ROW LEVEL SECURITY;

CREATE TABLE registers.register (
    register text PRIMARY KEY,
    systems text[] NOT NULL,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    record_class text NOT NULL REFERENCES access.record_class,
    list_function text NOT NULL,
    read_function text,
    lifecycle text,
    sort_order int NOT NULL,
    CONSTRAINT register_name_is_a_word CHECK (register ~ '^[a-z][a-z_]*$')
);
COMMENT ON TABLE registers.register IS '登记簿 | a register: one kind of record, drawn by every door from this row';
COMMENT ON COLUMN registers.register.register IS '名称(英文) | name';
COMMENT ON COLUMN registers.register.systems IS '对应方案条目 | rows of the plan that it serves';
COMMENT ON COLUMN registers.register.label_zh IS '中文名 | Chinese label';
COMMENT ON COLUMN registers.register.label_en IS '英文名 | English label';
COMMENT ON COLUMN registers.register.record_class IS '记录类别(权限) | class of records, for rights';
COMMENT ON COLUMN registers.register.list_function IS '列表函数;参数即筛选项 | function that lists it; its parameters are the filters';
COMMENT ON COLUMN registers.register.read_function IS '单条函数;空则从列表取 | function that reads one; NULL: the list is all there is';
COMMENT ON COLUMN registers.register.lifecycle IS '生命周期 | life cycle of its records';
COMMENT ON COLUMN registers.register.sort_order IS '排序 | order';
CREATE INDEX register_record_class_idx ON registers.register (record_class);
ALTER TABLE registers.register ENABLE ROW LEVEL SECURITY;

CREATE TABLE registers.part (
    register text NOT NULL REFERENCES registers.register ON DELETE CASCADE,
    part text NOT NULL,
    ordinal int NOT NULL,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    list_function text NOT NULL,
    PRIMARY KEY (register, part)
);
COMMENT ON TABLE registers.part IS '记录页上的附表 | a list that stands on a record''s page';
COMMENT ON COLUMN registers.part.register IS '登记簿 | register';
COMMENT ON COLUMN registers.part.part IS '附表名 | name';
COMMENT ON COLUMN registers.part.ordinal IS '次序 | order';
COMMENT ON COLUMN registers.part.label_zh IS '中文名 | Chinese label';
COMMENT ON COLUMN registers.part.label_en IS '英文名 | English label';
COMMENT ON COLUMN registers.part.list_function IS '函数(参数为记录编号) | function of the record''s key';
ALTER TABLE registers.part ENABLE ROW LEVEL SECURITY;

CREATE TABLE registers.action (
    register text NOT NULL REFERENCES registers.register ON DELETE CASCADE,
    action text NOT NULL,
    ordinal int NOT NULL,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    function_name text NOT NULL,
    on_record boolean NOT NULL,
    transition text,
    record_class text NOT NULL REFERENCES access.record_class,
    verb text NOT NULL DEFAULT 'edit',
    hint_zh text,
    hint_en text,
    PRIMARY KEY (register, action),
    CONSTRAINT action_verb_is_known CHECK (verb IN ('see', 'create', 'edit', 'decide', 'export'))
);
COMMENT ON TABLE registers.action IS '可办的事:一个函数,其参数即表单 | something that can be done: a function whose parameters are the form';
COMMENT ON COLUMN registers.action.register IS '登记簿 | register';
COMMENT ON COLUMN registers.action.action IS '动作名 | name';
COMMENT ON COLUMN registers.action.ordinal IS '次序 | order';
COMMENT ON COLUMN registers.action.label_zh IS '中文名 | Chinese label';
COMMENT ON COLUMN registers.action.label_en IS '英文名 | English label';
COMMENT ON COLUMN registers.action.function_name IS '函数 | the function that does it and checks the caller';
COMMENT ON COLUMN registers.action.on_record IS '针对一条记录(第一个参数为其编号) | about one record, whose key is the first parameter';
COMMENT ON COLUMN registers.action.transition IS '对应的状态变化 | the step of the life cycle that it makes';
COMMENT ON COLUMN registers.action.record_class IS '记录类别(权限) | class of records, for rights';
COMMENT ON COLUMN registers.action.verb IS '所需权限 | the right that it takes';
COMMENT ON COLUMN registers.action.hint_zh IS '说明 | hint, in Chinese';
COMMENT ON COLUMN registers.action.hint_en IS '说明(英文) | hint, in English';
CREATE INDEX action_record_class_idx ON registers.action (record_class);
ALTER TABLE registers.action ENABLE ROW LEVEL SECURITY;

CREATE TABLE registers.field (
    register text NOT NULL DEFAULT '',
    name text NOT NULL,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    kind text NOT NULL DEFAULT 'text',
    source text,
    choices jsonb,
    synonyms text[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (register, name),
    CONSTRAINT field_kind_is_known CHECK (kind IN ('text', 'long_text', 'date', 'moment', 'number', 'money', 'percent', 'yes_no', 'key', 'student', 'staff', 'staff_list', 'person',
                                                   'unit', 'place', 'semester', 'code', 'choice', 'state', 'record', 'json', 'hidden')),
    CONSTRAINT field_choices_belong_to_a_choice CHECK ((kind = 'choice') = (choices IS NOT NULL)),
    CONSTRAINT field_source_belongs_to_its_kind CHECK ((kind IN ('code', 'state', 'record')) = (source IS NOT NULL))
);
COMMENT ON TABLE registers.field IS '字段词典:参数与列的名称和取值 | dictionary of parameters and columns: labels and kinds';
COMMENT ON COLUMN registers.field.register IS '登记簿;空为通用 | register; empty: every register';
COMMENT ON COLUMN registers.field.name IS '参数名或列名 | name of the parameter or column';
COMMENT ON COLUMN registers.field.label_zh IS '中文名(也是表头) | Chinese label, and heading of a sheet';
COMMENT ON COLUMN registers.field.label_en IS '英文名 | English label';
COMMENT ON COLUMN registers.field.kind IS '类型 | kind of value';
COMMENT ON COLUMN registers.field.source IS '代码集、生命周期或登记簿 | code list, life cycle or register that it draws from';
COMMENT ON COLUMN registers.field.choices IS '可选值 | choices: [{"value":…,"zh":…,"en":…}]';
COMMENT ON COLUMN registers.field.synonyms IS '表头的其他写法 | other ways in which sheets head it';
ALTER TABLE registers.field ENABLE ROW LEVEL SECURITY;

-- Life cycles: where the records are, and whose rights count.
CREATE TABLE ref.lifecycle (
    lifecycle text PRIMARY KEY,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    table_name text NOT NULL,
    record_class text NOT NULL REFERENCES access.record_class,
    unit_column text,
    person_columns text[] NOT NULL DEFAULT '{}',
    student_column text
);
COMMENT ON TABLE ref.lifecycle IS '生命周期 | a life cycle: which table, and whose rights count';
COMMENT ON COLUMN ref.lifecycle.lifecycle IS '名称 | name';
COMMENT ON COLUMN ref.lifecycle.label_zh IS '中文名 | Chinese label';
COMMENT ON COLUMN ref.lifecycle.label_en IS '英文名 | English label';
COMMENT ON COLUMN ref.lifecycle.table_name IS '表(含模式) | table, with its schema';
COMMENT ON COLUMN ref.lifecycle.record_class IS '记录类别(权限) | class of records, for rights';
COMMENT ON COLUMN ref.lifecycle.unit_column IS '单位所在的列 | column that names the unit';
COMMENT ON COLUMN ref.lifecycle.person_columns IS '相关人员所在的列 | columns that name those involved';
COMMENT ON COLUMN ref.lifecycle.student_column IS '学生所在的列 | column that names the student';
CREATE INDEX lifecycle_record_class_idx ON ref.lifecycle (record_class);
ALTER TABLE ref.lifecycle ENABLE ROW LEVEL SECURITY;

ALTER TABLE ref.lifecycle_transition
    ADD COLUMN verb text NOT NULL DEFAULT 'edit',
    ADD COLUMN needs_reason boolean NOT NULL DEFAULT false,
    ADD COLUMN not_by text[] NOT NULL DEFAULT '{}',
    ADD COLUMN condition text,
    ADD COLUMN sets_day text,
    ADD COLUMN sets_person text,
    ADD CONSTRAINT transition_verb_is_known CHECK (verb IN ('create', 'edit', 'decide'));
COMMENT ON COLUMN ref.lifecycle_transition.verb IS '所需权限 | the right that the step takes';
COMMENT ON COLUMN ref.lifecycle_transition.needs_reason IS '须写明原因 | needs a reason';
COMMENT ON COLUMN ref.lifecycle_transition.not_by IS '这些列中的人不能办 | people named in these columns may not take the step';
COMMENT ON COLUMN ref.lifecycle_transition.condition IS '条件函数:返回尚缺什么,空则满足 | function of the record''s key that tells what is missing; NULL: nothing';
COMMENT ON COLUMN ref.lifecycle_transition.sets_day IS '记下日期的列 | column that takes the day of the step';
COMMENT ON COLUMN ref.lifecycle_transition.sets_person IS '记下办理人的列 | column that takes who took the step';

CREATE TABLE work.lifecycle_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lifecycle text NOT NULL,
    record_id bigint NOT NULL,
    action text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    person_id bigint REFERENCES people.person,
    happened_at timestamptz NOT NULL DEFAULT now(),
    reason text
);
COMMENT ON TABLE work.lifecycle_event IS '办理经过 | every step that a record of any life cycle took';
COMMENT ON COLUMN work.lifecycle_event.id IS '序号 | number';
COMMENT ON COLUMN work.lifecycle_event.lifecycle IS '生命周期 | life cycle';
COMMENT ON COLUMN work.lifecycle_event.record_id IS '记录编号 | key of the record';
COMMENT ON COLUMN work.lifecycle_event.action IS '动作 | action';
COMMENT ON COLUMN work.lifecycle_event.from_state IS '原状态 | state before';
COMMENT ON COLUMN work.lifecycle_event.to_state IS '新状态 | state after';
COMMENT ON COLUMN work.lifecycle_event.person_id IS '办理人 | who';
COMMENT ON COLUMN work.lifecycle_event.happened_at IS '时间 | when';
COMMENT ON COLUMN work.lifecycle_event.reason IS '原因 | reason';
CREATE INDEX lifecycle_event_record_idx ON work.lifecycle_event (lifecycle, record_id, id);
CREATE INDEX lifecycle_event_person_id_idx ON work.lifecycle_event (person_id);
ALTER TABLE work.lifecycle_event ENABLE ROW LEVEL SECURITY;
