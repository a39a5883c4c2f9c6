-- A second factor at sign-in on the web (time-based one-time passwords, RFC 6238), which a role may require; and the hours of sessions as rows.
-- The secrets stand in a table of their own without history: an old version of a secret would be one more copy of it. What happens to them is in the log.
ALTER TABLE access.role ADD COLUMN requires_second_factor boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN access.role.requires_second_factor IS '网页登录须有第二验证 | whoever has it needs a second factor to sign in on the web';

CREATE TABLE auth.second_factor (
    account_id bigint PRIMARY KEY REFERENCES auth.account,
    secret bytea,
    confirmed_at timestamptz,
    last_step bigint NOT NULL DEFAULT 0,
    last_used_at timestamptz,
    pending_secret bytea,
    pending_at timestamptz,
    wrong_count int NOT NULL DEFAULT 0,
    last_wrong_at timestamptz,
    CONSTRAINT second_factor_secret_is_long_enough CHECK (octet_length(secret) >= 20),
    CONSTRAINT second_factor_pending_secret_is_long_enough CHECK (octet_length(pending_secret) >= 20),
    CONSTRAINT second_factor_in_use_is_confirmed CHECK ((secret IS NULL) = (confirmed_at IS NULL)),
    CONSTRAINT second_factor_pending_has_its_time CHECK ((pending_secret IS NULL) = (pending_at IS NULL))
);
COMMENT ON TABLE auth.second_factor IS '第二验证:动态验证码的密钥 | the second factor of an account; only definer functions read it';
COMMENT ON COLUMN auth.second_factor.account_id IS '账号 | account';
COMMENT ON COLUMN auth.second_factor.secret IS '在用的密钥;空:未启用 | the secret in use; NULL: none';
COMMENT ON COLUMN auth.second_factor.confirmed_at IS '启用时间 | when its owner showed that it works';
COMMENT ON COLUMN auth.second_factor.last_step IS '最近用过的时间步;更早的验证码不再有效 | the last time step that was used: a code works once';
COMMENT ON COLUMN auth.second_factor.last_used_at IS '最近使用 | last used';
COMMENT ON COLUMN auth.second_factor.pending_secret IS '待确认的新密钥 | a new secret that waits for a first code';
COMMENT ON COLUMN auth.second_factor.pending_at IS '新密钥的时间 | when the new secret was made';
COMMENT ON COLUMN auth.second_factor.wrong_count IS '连续错误次数(不论网络地址) | wrong codes since the last right one, from whatever address';
COMMENT ON COLUMN auth.second_factor.last_wrong_at IS '最近一次错误 | when the last wrong one was given';
ALTER TABLE auth.second_factor ENABLE ROW LEVEL SECURITY;

CREATE TABLE auth.recovery_code (
    account_id bigint NOT NULL REFERENCES auth.account,
    code_sha256 bytea NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    used_at timestamptz,
    PRIMARY KEY (account_id, code_sha256)
);
COMMENT ON TABLE auth.recovery_code IS '恢复码:只存摘要,每个只能用一次 | recovery codes as digests; each works once';
COMMENT ON COLUMN auth.recovery_code.account_id IS '账号 | account';
COMMENT ON COLUMN auth.recovery_code.code_sha256 IS '账号与恢复码的 SHA-256 | digest of the account and the code';
COMMENT ON COLUMN auth.recovery_code.made_at IS '生成时间 | when it was made';
COMMENT ON COLUMN auth.recovery_code.used_at IS '使用时间 | when it was used; NULL: not yet';
ALTER TABLE auth.recovery_code ENABLE ROW LEVEL SECURITY;

CREATE TABLE auth.second_factor_reset (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES auth.account,
    reason text NOT NULL,
    proposed_by bigint NOT NULL REFERENCES people.person,
    proposed_at timestamptz NOT NULL DEFAULT now(),
    approved_by bigint REFERENCES people.person,
    approved_at timestamptz,
    CONSTRAINT second_factor_reset_reason_not_blank CHECK (btrim(reason) <> ''),
    CONSTRAINT second_factor_reset_approver_is_another CHECK (approved_by <> proposed_by),
    CONSTRAINT second_factor_reset_approval_is_whole CHECK ((approved_by IS NULL) = (approved_at IS NULL))
);
COMMENT ON TABLE auth.second_factor_reset IS '清除第二验证:一人提出、另一人批准 | resets of a second factor: one person proposes, another approves, neither is its owner';
COMMENT ON COLUMN auth.second_factor_reset.id IS '编号 | key';
COMMENT ON COLUMN auth.second_factor_reset.account_id IS '账号 | account';
COMMENT ON COLUMN auth.second_factor_reset.reason IS '理由(如手机遗失) | why, such as a lost phone';
COMMENT ON COLUMN auth.second_factor_reset.proposed_by IS '提出人 | who proposed it';
COMMENT ON COLUMN auth.second_factor_reset.proposed_at IS '提出时间 | when';
COMMENT ON COLUMN auth.second_factor_reset.approved_by IS '批准人 | who approved it';
COMMENT ON COLUMN auth.second_factor_reset.approved_at IS '批准时间;空:未生效 | when; NULL: nothing has happened yet';
CREATE INDEX second_factor_reset_account_id_idx ON auth.second_factor_reset (account_id);
CREATE INDEX second_factor_reset_proposed_by_idx ON auth.second_factor_reset (proposed_by);
CREATE INDEX second_factor_reset_approved_by_idx ON auth.second_factor_reset (approved_by);
CALL history.keep('auth.second_factor_reset');

CREATE TABLE auth.session_limit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    role text REFERENCES access.role,
    idle_minutes int,
    longest_minutes int,
    CONSTRAINT session_limit_one_a_role UNIQUE NULLS NOT DISTINCT (role),
    CONSTRAINT session_limit_says_something CHECK (idle_minutes IS NOT NULL OR longest_minutes IS NOT NULL),
    CONSTRAINT session_limit_of_everybody_is_whole CHECK (role IS NOT NULL OR (idle_minutes IS NOT NULL AND longest_minutes IS NOT NULL)),
    CONSTRAINT session_limit_idle_in_range CHECK (idle_minutes BETWEEN 5 AND 480),
    CONSTRAINT session_limit_longest_in_range CHECK (longest_minutes BETWEEN 15 AND 1440)
);
COMMENT ON TABLE auth.session_limit IS '网页会话的时限:所有人一行,角色另有更短的 | how long web sessions last: a row for everybody, and rows of roles; the shortest wins';
COMMENT ON COLUMN auth.session_limit.id IS '编号 | key';
COMMENT ON COLUMN auth.session_limit.role IS '角色;空:所有人 | role; NULL: everybody';
COMMENT ON COLUMN auth.session_limit.idle_minutes IS '不操作几分钟即退出 | minutes without use after which a session ends';
COMMENT ON COLUMN auth.session_limit.longest_minutes IS '登录后最长几分钟 | minutes after sign-in when it ends at the latest';
CALL history.keep('auth.session_limit');

ALTER TABLE auth.session
    ADD COLUMN second_factor_due boolean NOT NULL DEFAULT false,
    ADD COLUMN second_factor_at timestamptz,
    ADD COLUMN idle_allowed interval NOT NULL DEFAULT interval '30 minutes';
COMMENT ON COLUMN auth.session.second_factor_due IS '须第二验证:通过之前谁也不是 | needs the second factor and is nobody''s without; kept up with every request, because every policy asks it';
COMMENT ON COLUMN auth.session.second_factor_at IS '通过第二验证的时间 | when the second factor was given';
COMMENT ON COLUMN auth.session.idle_allowed IS '不操作多久即退出(登录时按角色定) | ends after so long without use, by the roles at sign-in';
