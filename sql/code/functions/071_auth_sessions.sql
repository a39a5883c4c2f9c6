-- One's own sessions, and the slowing down of guesses.

CREATE OR REPLACE FUNCTION auth.my_sessions()
RETURNS TABLE (number bigint, opened_at timestamptz, last_used_at timestamptz, expires_at timestamptz, address text, user_agent text, is_this boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
BEGIN
    IF me IS NULL THEN
        PERFORM access.refuse('account', 'see');
    END IF;
    RETURN QUERY
    SELECT session.number, session.opened_at, session.last_used_at, session.expires_at, session.address, session.user_agent,
           session_user = 'nuanxin_web' AND session.token_sha256 = sha256(convert_to(coalesce(current_setting('nuanxin.session', true), ''), 'UTF8'))
    FROM auth.session JOIN auth.account ON account.id = session.account_id
    WHERE account.person_id = me AND session.closed_at IS NULL AND session.expires_at > now() AND session.last_used_at > now() - session.idle_allowed
    ORDER BY session.last_used_at DESC, session.number DESC;
END
$$;
COMMENT ON FUNCTION auth.my_sessions() IS '我的网页会话 | one''s own web sessions that are open';

-- One of them, or all but the one that asks.
CREATE OR REPLACE FUNCTION auth.close_my_sessions(only_number bigint) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
    closed int;
BEGIN
    IF me IS NULL THEN
        PERFORM access.refuse('account', 'edit');
    END IF;
    UPDATE auth.session SET closed_at = now() FROM auth.account
    WHERE account.id = session.account_id AND account.person_id = me AND session.closed_at IS NULL
      AND CASE WHEN only_number IS NULL
               THEN session.token_sha256 <> sha256(convert_to(coalesce(current_setting('nuanxin.session', true), ''), 'UTF8'))
               ELSE session.number = only_number END;
    GET DIAGNOSTICS closed = ROW_COUNT;
    IF closed > 0 THEN
        PERFORM audit.record('sessions_close', 'account', NULL, NULL, NULL, jsonb_build_object('count', closed));
    ELSIF only_number IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这个会话。', 'There is no such session.');
    END IF;
    RETURN closed;
END
$$;
COMMENT ON FUNCTION auth.close_my_sessions(bigint) IS '结束自己的会话;不写序号则结束其他全部 | ends one of one''s sessions, or all others';

CREATE OR REPLACE FUNCTION auth.close_sessions_of(of_login text) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    found_account bigint;
    closed int;
BEGIN
    PERFORM access.require('account', 'edit');
    SELECT id INTO found_account FROM auth.account WHERE login_name = of_login;
    IF found_account IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say(format('没有账号“%s”。', of_login), format('There is no account "%s".', of_login));
    END IF;
    UPDATE auth.session SET closed_at = now() WHERE account_id = found_account AND closed_at IS NULL;
    GET DIAGNOSTICS closed = ROW_COUNT;
    PERFORM audit.record('sessions_close', 'account', found_account::text, NULL, NULL, jsonb_build_object('login', of_login, 'count', closed));
    RETURN closed;
END
$$;
COMMENT ON FUNCTION auth.close_sessions_of(text) IS '结束某账号的全部会话 | ends all sessions of an account';

-- How many seconds to wait before a password may be tried for this name from this address; 0: now. It tells nothing of whether
-- there is such an account, and is for the web server's login alone: a personal login is checked by PostgreSQL itself.
--   This name from this address: five attempts are free, then 10 s, twice as long after each further one, at most 5 minutes.
--   This address, whatever the name (one password tried on everybody): 50 wrong ones within 15 minutes, then one a minute.
--   This name, from whatever address (many machines, one victim): 30 wrong ones within 15 minutes, then one in half a minute;
--   not for an address from which its owner has signed in within 90 days, so that nobody is locked out of the own machine.
CREATE OR REPLACE FUNCTION auth.sign_in_pause(typed_login text, from_address text) RETURNS int
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    pair auth.sign_in_attempt;
    until timestamptz;
    wrong int;
    latest timestamptz;
BEGIN
    SELECT * INTO pair FROM auth.sign_in_attempt WHERE login_name = left(typed_login, 64) AND address = left(from_address, 64);
    IF pair.wrong_count >= 5 THEN
        until := pair.last_wrong_at + least(interval '5 minutes', interval '10 seconds' * 2 ^ least(pair.wrong_count - 5, 10));
    END IF;
    SELECT sum(attempt.wrong_count), max(attempt.last_wrong_at) INTO wrong, latest FROM auth.sign_in_attempt AS attempt
    WHERE attempt.address = left(from_address, 64) AND attempt.last_wrong_at > now() - interval '15 minutes';
    IF wrong >= 50 THEN
        until := greatest(until, latest + interval '1 minute');
    END IF;
    IF pair.last_right_at IS NULL OR pair.last_right_at < now() - interval '90 days' THEN
        SELECT sum(attempt.wrong_count), max(attempt.last_wrong_at) INTO wrong, latest FROM auth.sign_in_attempt AS attempt
        WHERE attempt.login_name = left(typed_login, 64) AND attempt.last_wrong_at > now() - interval '15 minutes';
        IF wrong >= 30 THEN
            until := greatest(until, latest + interval '30 seconds');
        END IF;
    END IF;
    RETURN greatest(0, ceil(coalesce(extract(epoch FROM until - now()), 0)))::int;
END
$$;
COMMENT ON FUNCTION auth.sign_in_pause(text, text) IS '还须等几秒才能再试密码 | seconds to wait before the next attempt';

CREATE OR REPLACE FUNCTION auth.count_sign_in(typed_login text, from_address text, was_right boolean) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    INSERT INTO auth.sign_in_attempt AS attempt (login_name, address, wrong_count, last_wrong_at, last_right_at)
    VALUES (left(typed_login, 64), left(from_address, 64), CASE WHEN was_right THEN 0 ELSE 1 END, CASE WHEN NOT was_right THEN now() END, CASE WHEN was_right THEN now() END)
    ON CONFLICT (login_name, address) DO UPDATE
    SET wrong_count = CASE WHEN was_right THEN 0 ELSE attempt.wrong_count + 1 END,
        last_wrong_at = CASE WHEN was_right THEN attempt.last_wrong_at ELSE now() END,
        last_right_at = CASE WHEN was_right THEN now() ELSE attempt.last_right_at END
$$;
COMMENT ON FUNCTION auth.count_sign_in(text, text, boolean) IS '计一次登录尝试 | counts an attempt to sign in, with a password or a code';

CREATE OR REPLACE FUNCTION auth.note_sign_in(typed_login text, from_address text, was_right boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    -- Where a second factor is due the password is half of the way: it clears nothing, or wrong codes could be tried for ever.
    IF was_right AND EXISTS (SELECT FROM auth.account WHERE login_name = typed_login AND auth.needs_second_factor(id)) THEN
        RETURN;
    END IF;
    PERFORM auth.count_sign_in(typed_login, from_address, was_right);
    IF NOT was_right THEN
        INSERT INTO audit.event (door, action, record_class, detail)
        VALUES ('web', 'sign_in_refused', 'account', jsonb_build_object('login', left(typed_login, 64), 'address', left(from_address, 64)));
        -- What is old slows nobody down any more. Made-up names must not fill the table.
        DELETE FROM auth.sign_in_attempt AS old WHERE greatest(old.last_wrong_at, old.last_right_at + interval '90 days') < now() - interval '1 hour';
    END IF;
END
$$;
COMMENT ON FUNCTION auth.note_sign_in(text, text, boolean) IS '记下一次登录尝试 | notes an attempt to sign in';
