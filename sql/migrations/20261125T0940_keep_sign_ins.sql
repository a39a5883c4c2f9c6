-- Sign-ins: wrong attempts are kept, so that guessing is slowed down across restarts; an account whose password somebody else
-- made must change it first; people see their sessions. The old open_session has no place for where a session comes from.
ALTER TABLE auth.account ADD COLUMN password_change_due boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN auth.account.password_change_due IS '密码由他人设定,须先更换 | somebody else made the password: nothing works before it is changed';
ALTER TABLE auth.session
    ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY,
    ADD COLUMN address text,
    ADD COLUMN user_agent text,
    ADD CONSTRAINT session_number_is_unique UNIQUE (number);
COMMENT ON COLUMN auth.session.number IS '序号,用来指明哪个会话 | number by which its owner names it; the digest is for nobody';
COMMENT ON COLUMN auth.session.address IS '登录时的网络地址 | network address it was opened from';
COMMENT ON COLUMN auth.session.user_agent IS '登录时的浏览器 | browser it was opened with';
DROP FUNCTION IF EXISTS auth.open_session();

CREATE TABLE auth.sign_in_attempt (
    login_name text NOT NULL,
    address text NOT NULL,
    wrong_count int NOT NULL DEFAULT 0,
    last_wrong_at timestamptz,
    last_right_at timestamptz,
    PRIMARY KEY (login_name, address)
);
COMMENT ON TABLE auth.sign_in_attempt IS '网页登录的尝试:防猜密码 | attempts to sign in on the web, whether or not there is such an account';
COMMENT ON COLUMN auth.sign_in_attempt.login_name IS '所填的登录名 | login name as it was typed';
COMMENT ON COLUMN auth.sign_in_attempt.address IS '网络地址 | network address';
COMMENT ON COLUMN auth.sign_in_attempt.wrong_count IS '连续错误次数 | wrong attempts since the last right one';
COMMENT ON COLUMN auth.sign_in_attempt.last_wrong_at IS '最近一次错误 | when the last wrong one was made';
COMMENT ON COLUMN auth.sign_in_attempt.last_right_at IS '最近一次成功 | when this login last signed in from this address';
CREATE INDEX sign_in_attempt_address_idx ON auth.sign_in_attempt (address);
ALTER TABLE auth.sign_in_attempt ENABLE ROW LEVEL SECURITY;
