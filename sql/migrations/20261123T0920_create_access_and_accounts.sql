-- Who may do what: roles and permissions as rows, assignments with dates, accounts that are PostgreSQL login roles.
CREATE TABLE access.record_class (
    record_class text PRIMARY KEY,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    sensitivity int NOT NULL,
    CONSTRAINT record_class_sensitivity_in_range CHECK (sensitivity BETWEEN 0 AND 5)
);
COMMENT ON TABLE access.record_class IS '记录类别 | a class of records in the access matrix';
COMMENT ON COLUMN access.record_class.record_class IS '类别 | class';
COMMENT ON COLUMN access.record_class.label_zh IS '中文名 | Chinese label';
COMMENT ON COLUMN access.record_class.label_en IS '英文名 | English label';
COMMENT ON COLUMN access.record_class.sensitivity IS '敏感级 0–5 | level: 0 public to 5 sealed';
CREATE TABLE access.role (
    role text PRIMARY KEY,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    login_group name NOT NULL DEFAULT 'nuanxin_staff',
    CONSTRAINT role_login_group_is_known CHECK (login_group IN ('nuanxin_staff', 'nuanxin_analyst', 'nuanxin_auditor'))
);
COMMENT ON TABLE access.role IS '角色 | a role of the school';
COMMENT ON COLUMN access.role.role IS '角色 | role';
COMMENT ON COLUMN access.role.label_zh IS '中文名 | Chinese label';
COMMENT ON COLUMN access.role.label_en IS '英文名 | English label';
COMMENT ON COLUMN access.role.login_group IS '数据库组角色 | the PostgreSQL group that accounts with this role join';
CREATE TABLE access.permission (
    role text NOT NULL REFERENCES access.role,
    record_class text NOT NULL REFERENCES access.record_class,
    verb text NOT NULL,
    row_rule text NOT NULL,
    PRIMARY KEY (role, record_class, verb, row_rule),
    CONSTRAINT permission_verb_is_known CHECK (verb IN ('see', 'create', 'edit', 'decide', 'export')),
    CONSTRAINT permission_row_rule_is_known CHECK (row_rule IN ('all', 'unit', 'class', 'grade', 'pairing', 'referred', 'involved',
        'own', 'applicants', 'health', 'masked', 'counts', 'deidentified', 'status'))
);
COMMENT ON TABLE access.permission IS '权限:角色对一类记录能做什么、限于哪些行 | what a role may do with a class of records, and with which rows';
COMMENT ON COLUMN access.permission.role IS '角色 | role';
COMMENT ON COLUMN access.permission.record_class IS '记录类别 | class';
COMMENT ON COLUMN access.permission.verb IS '查看、新建、修改、决定、导出 | see, create, edit, decide, export';
COMMENT ON COLUMN access.permission.row_rule IS '行范围 | which rows';
CREATE INDEX permission_record_class_idx ON access.permission (record_class, verb);
ALTER TABLE access.record_class ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.role ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.permission ENABLE ROW LEVEL SECURITY;
CREATE TABLE access.role_assignment (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id bigint NOT NULL REFERENCES people.person,
    role text NOT NULL REFERENCES access.role,
    unit_id bigint REFERENCES units.unit,
    purpose text NOT NULL,
    granted_by bigint REFERENCES people.person,
    approved_by bigint REFERENCES people.person,
    approved_at timestamptz,
    valid daterange NOT NULL,
    CONSTRAINT role_assignment_has_an_end CHECK (NOT upper_inf(valid)),
    CONSTRAINT role_assignment_purpose_not_blank CHECK (btrim(purpose) <> ''),
    CONSTRAINT role_assignment_approver_is_another CHECK (approved_by <> person_id AND approved_by <> granted_by),
    CONSTRAINT role_assignment_grantor_is_another CHECK (granted_by <> person_id),
    CONSTRAINT role_assignment_not_twice_at_a_time EXCLUDE USING gist
        (person_id WITH =, role WITH =, (coalesce(unit_id, 0)) WITH =, valid WITH &&)
);
COMMENT ON TABLE access.role_assignment IS '授权:有期限、有批准人、有目的 | a role given to a person for a unit, with dates, purpose and approver (Regulation on Minors Online 36)';
COMMENT ON COLUMN access.role_assignment.id IS '编号 | key';
COMMENT ON COLUMN access.role_assignment.person_id IS '人员 | person';
COMMENT ON COLUMN access.role_assignment.role IS '角色 | role';
COMMENT ON COLUMN access.role_assignment.unit_id IS '单位(班主任:班级;年级组:年级) | unit the role is for; NULL: the whole school';
COMMENT ON COLUMN access.role_assignment.purpose IS '目的 | purpose';
COMMENT ON COLUMN access.role_assignment.granted_by IS '提出人 | who proposed it; NULL: set up with the database';
COMMENT ON COLUMN access.role_assignment.approved_by IS '批准人 | who approved it';
COMMENT ON COLUMN access.role_assignment.approved_at IS '批准时间 | when; NULL: proposed only, gives nothing';
COMMENT ON COLUMN access.role_assignment.valid IS '期间(必须有终止日) | from, to; an end is required';
CREATE INDEX role_assignment_person_id_idx ON access.role_assignment (person_id);
CREATE INDEX role_assignment_unit_id_idx ON access.role_assignment (unit_id);
CREATE INDEX role_assignment_granted_by_idx ON access.role_assignment (granted_by);
CREATE INDEX role_assignment_approved_by_idx ON access.role_assignment (approved_by);
CREATE INDEX role_assignment_role_idx ON access.role_assignment (role);
CALL history.keep('access.role_assignment');

CREATE TABLE auth.account (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id bigint NOT NULL REFERENCES people.person,
    login_name name NOT NULL,
    login_oid oid NOT NULL,
    disabled_at timestamptz,
    CONSTRAINT account_one_a_person UNIQUE (person_id),
    CONSTRAINT account_login_name_is_unique UNIQUE (login_name),
    CONSTRAINT account_login_name_is_plain CHECK (login_name::text ~ '^[a-z][a-z0-9_.-]{1,40}$' AND login_name::text !~ '^(pg_|nuanxin_)')
);
COMMENT ON TABLE auth.account IS '账号:即一个数据库登录角色 | an account: a PostgreSQL login role that belongs to a person; no password is kept here';
COMMENT ON COLUMN auth.account.id IS '编号 | key';
COMMENT ON COLUMN auth.account.person_id IS '人员 | person';
COMMENT ON COLUMN auth.account.login_name IS '登录名 | name of the login role';
COMMENT ON COLUMN auth.account.login_oid IS '登录角色的内部编号 | the role''s own number: a role made anew under an old name is not the old person';
COMMENT ON COLUMN auth.account.disabled_at IS '停用时间 | when it was disabled';
CALL history.keep('auth.account');
CREATE TABLE auth.session (
    token_sha256 bytea PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES auth.account,
    opened_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL DEFAULT now() + interval '12 hours',
    closed_at timestamptz
);
COMMENT ON TABLE auth.session IS '网页会话:只存令牌的摘要 | a web session; only the digest of its token is kept';
COMMENT ON COLUMN auth.session.token_sha256 IS '令牌的 SHA-256 | digest of the token';
COMMENT ON COLUMN auth.session.account_id IS '账号 | account';
COMMENT ON COLUMN auth.session.opened_at IS '开始时间 | when it was opened';
COMMENT ON COLUMN auth.session.last_used_at IS '最近使用 | last used, to the minute';
COMMENT ON COLUMN auth.session.expires_at IS '绝对到期时间 | ends at the latest';
COMMENT ON COLUMN auth.session.closed_at IS '退出时间 | when it was closed';
CREATE INDEX session_account_id_idx ON auth.session (account_id);
ALTER TABLE auth.session ENABLE ROW LEVEL SECURITY;
