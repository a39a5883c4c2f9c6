-- The second factor of web sessions: time-based one-time passwords (RFC 6238: SHA-1, 6 digits, 30 seconds) and recovery codes.
-- All of it is checked here, so that the web server learns a secret only while it shows it to its owner, and a session without the factor is nobody's
-- (access.person_id). Wrong codes are answered, not raised: an exception would roll their count back.

-- The code of a time step: https://www.rfc-editor.org/rfc/rfc4226#section-5.3
CREATE OR REPLACE FUNCTION auth.totp(secret bytea, step bigint, digits int DEFAULT 6) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = '' AS $$
DECLARE
    digest bytea := extensions.hmac(int8send(step), secret, 'sha1');
    start int := get_byte(digest, 19) & 15;
    number bigint := ((get_byte(digest, start) & 127)::bigint << 24) + (get_byte(digest, start + 1) << 16) + (get_byte(digest, start + 2) << 8) + get_byte(digest, start + 3);
BEGIN
    RETURN lpad((number % (10 ^ digits)::bigint)::text, digits, '0');
END
$$;
COMMENT ON FUNCTION auth.totp(bytea, bigint, int) IS '某一时间步的动态验证码(RFC 6238) | the one-time password of a time step';

CREATE OR REPLACE FUNCTION auth.time_step() RETURNS bigint
LANGUAGE sql STABLE SET search_path = ''
RETURN floor(extract(epoch FROM now()) / 30)::bigint;
COMMENT ON FUNCTION auth.time_step() IS '现在的时间步(30 秒一步) | the time step of now; each is 30 seconds';

CREATE OR REPLACE FUNCTION auth.base32(bytes bytea) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = '' AS $$
    SELECT string_agg(substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', rpad(substr(bits.written, start, 5), 5, '0')::bit(5)::int + 1, 1), '' ORDER BY start)
    FROM (SELECT string_agg(get_byte(bytes, place)::bit(8)::text, '' ORDER BY place) AS written FROM generate_series(0, octet_length(bytes) - 1) AS place) AS bits,
         generate_series(1, octet_length(bytes) * 8, 5) AS start
$$;
COMMENT ON FUNCTION auth.base32(bytea) IS 'Base32 写法(RFC 4648,不补位) | base32 without padding, as authenticator apps take it';

-- Whether web sessions of this account need the factor today: it has one, or one of its roles asks for it.
CREATE OR REPLACE FUNCTION auth.needs_second_factor(of_account bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN EXISTS (SELECT FROM auth.second_factor WHERE account_id = of_account AND secret IS NOT NULL)
        OR EXISTS (SELECT FROM auth.account JOIN access.role_assignment AS held ON held.person_id = account.person_id JOIN access.role ON role.role = held.role
                   WHERE account.id = of_account AND role.requires_second_factor AND held.approved_at IS NOT NULL AND held.valid @> ref.today());
END
$$;
COMMENT ON FUNCTION auth.needs_second_factor(bigint) IS '此账号登录网页是否须第二验证 | whether web sessions of this account need the second factor';

-- The web session of this request, whether or not its factor was given.
CREATE OR REPLACE FUNCTION auth.this_session() RETURNS auth.session
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT session FROM auth.session JOIN auth.account ON account.id = session.account_id
    WHERE session_user = 'nuanxin_web' AND session.token_sha256 = sha256(convert_to(coalesce(current_setting('nuanxin.session', true), ''), 'UTF8'))
      AND session.closed_at IS NULL AND session.expires_at > now() AND session.last_used_at > now() - session.idle_allowed
      AND account.disabled_at IS NULL AND NOT account.password_change_due
$$;
COMMENT ON FUNCTION auth.this_session() IS '此次网页请求的会话(不论是否通过第二验证) | the web session of this request, with or without the second factor';

-- What the web server must ask the visitor for.
CREATE OR REPLACE FUNCTION auth.session_state() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    open_session auth.session := auth.this_session();
BEGIN
    RETURN CASE WHEN open_session.account_id IS NULL THEN NULL
        WHEN open_session.second_factor_at IS NOT NULL OR NOT open_session.second_factor_due THEN 'open'
        WHEN EXISTS (SELECT FROM auth.second_factor WHERE account_id = open_session.account_id AND secret IS NOT NULL) THEN 'code_due'
        ELSE 'enrolment_due' END;
END
$$;
COMMENT ON FUNCTION auth.session_state() IS '网页会话的状态:open 已登录、code_due 待输验证码、enrolment_due 须先设置;空:没有会话 | state of this web session; NULL: there is none';

-- Whose second factor this connection may deal with: one's own. On the web also before the factor is given, or nobody could set one up.
CREATE OR REPLACE FUNCTION auth.factor_account() RETURNS auth.account
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    mine auth.account;
BEGIN
    IF session_user = 'nuanxin_web' THEN
        SELECT * INTO mine FROM auth.account WHERE id = (auth.this_session()).account_id;
    ELSE
        PERFORM auth.require_own_password();
        mine := auth.own_account();
    END IF;
    IF mine.id IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX006', MESSAGE = ref.say('请先登录。', 'Please sign in first.');
    END IF;
    RETURN mine;
END
$$;
COMMENT ON FUNCTION auth.factor_account() IS '本人的账号(未通过第二验证也算) | one''s own account, also in a session whose factor is due';

-- The log's entry names the person even where the session is nobody's yet.
CREATE OR REPLACE FUNCTION auth.note_second_factor(of_account bigint, what text, more jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    INSERT INTO audit.event (person_id, door, action, record_class, record_key, detail)
    SELECT account.person_id, access.door(), what, 'account', account.id::text, coalesce(more, '{}') FROM auth.account WHERE account.id = of_account
$$;
COMMENT ON FUNCTION auth.note_second_factor(bigint, text, jsonb) IS '登记第二验证的事项 | writes down what happens to a second factor';

-- Seconds to wait. Only who has the password gets to try codes, so the account itself may wait longer than for passwords, from whatever address:
-- five wrong codes are free, then 10 s, twice as long after each further one, at most an hour. Address and name wait by the counts of passwords as well.
CREATE OR REPLACE FUNCTION auth.second_factor_pause(of_account bigint) RETURNS int
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    factor auth.second_factor;
    from_address text := (auth.this_session()).address;
    own_pause int := 0;
BEGIN
    SELECT * INTO factor FROM auth.second_factor WHERE account_id = of_account;
    IF factor.wrong_count >= 5 THEN
        own_pause := greatest(0, ceil(extract(epoch FROM factor.last_wrong_at + least(interval '1 hour', interval '10 seconds' * 2 ^ least(factor.wrong_count - 5, 12)) - now())));
    END IF;
    RETURN greatest(own_pause, CASE WHEN from_address IS NULL THEN 0
        ELSE auth.sign_in_pause((SELECT login_name::text FROM auth.account WHERE id = of_account), from_address) END);
END
$$;
COMMENT ON FUNCTION auth.second_factor_pause(bigint) IS '还须等几秒才能再试验证码 | seconds to wait before the next code';

-- Checks a code and counts it. outcome: right, recovery_code (right, too), wrong, wait. The row stays locked, so that one code sent twice at once works once.
CREATE OR REPLACE FUNCTION auth.check_second_factor(of_account bigint, code text, against_pending boolean, OUT outcome text, OUT seconds int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    factor auth.second_factor;
    typed text := upper(regexp_replace(normalize(coalesce(left(code, 100), ''), NFKC), '[^[:alnum:]]', '', 'g'));
    matching bigint;
    from_address text := (auth.this_session()).address;
BEGIN
    SELECT * INTO factor FROM auth.second_factor WHERE account_id = of_account FOR UPDATE;
    -- In SQL whoever rolls back takes the count of wrong codes along, and would find six figures in minutes. Time is not rolled back, nor is the server's log;
    -- the lock makes guesses on several connections wait for one another. The answer comes no sooner when it is right, or stopping the wait would tell.
    IF session_user <> 'nuanxin_web' AND NOT against_pending AND typed ~ '^[0-9]{6}$' THEN
        RAISE LOG 'nuanxin audit: account % tries a code of its second factor in SQL', of_account;
        PERFORM pg_catalog.pg_sleep(5);
    END IF;
    seconds := auth.second_factor_pause(of_account);
    IF seconds > 0 THEN
        outcome := 'wait';
        RETURN;
    END IF;
    IF typed ~ '^[0-9]{6}$' THEN
        -- One step before and after: clocks of phones differ, people type slowly.
        SELECT step INTO matching FROM generate_series(auth.time_step() - 1, auth.time_step() + 1) AS step
        WHERE (against_pending OR step > factor.last_step) AND auth.totp(CASE WHEN against_pending THEN factor.pending_secret ELSE factor.secret END, step) = typed
        ORDER BY step LIMIT 1;
    ELSIF NOT against_pending AND length(typed) = 16 THEN
        -- 0, 1 and 8 are no letters of base32; whoever reads them off paper means these.
        UPDATE auth.recovery_code SET used_at = now()
        WHERE account_id = of_account AND used_at IS NULL AND code_sha256 = sha256(convert_to(of_account || ':' || translate(typed, '018', 'OIB'), 'UTF8'));
        IF FOUND THEN
            outcome := 'recovery_code';
        END IF;
    END IF;
    IF matching IS NOT NULL THEN
        outcome := 'right';
    END IF;
    IF outcome IS NULL THEN
        outcome := 'wrong';
        UPDATE auth.second_factor SET wrong_count = wrong_count + 1, last_wrong_at = now() WHERE account_id = of_account;
        IF from_address IS NOT NULL THEN
            PERFORM auth.count_sign_in((SELECT login_name::text FROM auth.account WHERE id = of_account), from_address, false);
        END IF;
        PERFORM auth.note_second_factor(of_account, 'second_factor_refused', jsonb_strip_nulls(jsonb_build_object('address', from_address)));
        RETURN;
    END IF;
    UPDATE auth.second_factor SET last_step = coalesce(matching, last_step), last_used_at = now(), wrong_count = 0 WHERE account_id = of_account;
    IF outcome = 'recovery_code' THEN
        PERFORM auth.note_second_factor(of_account, 'recovery_code_used', jsonb_build_object('left', auth.recovery_codes_left(of_account)));
    END IF;
END
$$;
COMMENT ON FUNCTION auth.check_second_factor(bigint, text, boolean) IS '核对验证码或恢复码并计数 | checks a code or a recovery code, and counts it';

CREATE OR REPLACE FUNCTION auth.recovery_codes_left(of_account bigint) RETURNS int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT count(*)::int FROM auth.recovery_code WHERE account_id = of_account AND used_at IS NULL
$$;
COMMENT ON FUNCTION auth.recovery_codes_left(bigint) IS '还剩几个恢复码 | recovery codes that were not used yet';

-- Step two of signing in: the session becomes its owner's. Sent twice, it is done once.
CREATE OR REPLACE FUNCTION auth.give_second_factor(code text, OUT outcome text, OUT seconds int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    mine auth.account := auth.factor_account();
    open_session auth.session;
BEGIN
    PERFORM FROM auth.second_factor WHERE account_id = mine.id FOR UPDATE;
    open_session := auth.this_session();
    IF open_session.account_id IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX006', MESSAGE = ref.say('请先登录。', 'Please sign in first.');
    ELSIF open_session.second_factor_at IS NOT NULL THEN
        outcome := 'right';
        seconds := 0;
        RETURN;
    ELSIF NOT EXISTS (SELECT FROM auth.second_factor WHERE account_id = mine.id AND secret IS NOT NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('此账号还没有设置第二验证,请先设置。', 'This account has no second factor yet; set one up first.');
    END IF;
    SELECT checked.outcome, checked.seconds INTO outcome, seconds FROM auth.check_second_factor(mine.id, code, false) AS checked;
    IF outcome IN ('right', 'recovery_code') THEN
        UPDATE auth.session SET second_factor_at = now() WHERE token_sha256 = open_session.token_sha256;
        IF open_session.address IS NOT NULL THEN
            PERFORM auth.count_sign_in(mine.login_name::text, open_session.address, true);
        END IF;
        PERFORM auth.note_second_factor(mine.id, 'second_factor_given', jsonb_strip_nulls(jsonb_build_object('address', open_session.address)));
    END IF;
END
$$;
COMMENT ON FUNCTION auth.give_second_factor(text) IS '登录第二步:验证码或恢复码 | step two of signing in: a code or a recovery code';

-- Whoever has a factor shows it before it is replaced, at every door: a stolen password, or a screen left open, is not enough to take it over.
CREATE OR REPLACE FUNCTION auth.check_before_change(of_account bigint, code text, OUT outcome text, OUT seconds int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    outcome := 'right';
    seconds := 0;
    IF EXISTS (SELECT FROM auth.second_factor WHERE account_id = of_account AND secret IS NOT NULL) THEN
        IF session_user = 'nuanxin_web' AND access.person_id() IS NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'NX006', MESSAGE = ref.say('请先输入验证码完成登录。', 'Give the code first, to finish signing in.');
        ELSIF coalesce(btrim(code), '') = '' THEN
            RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('第二验证已启用,更换前请填现在的验证码或一个恢复码。',
                'There is a second factor already; to change it, give its present code or a recovery code.');
        END IF;
        SELECT checked.outcome, checked.seconds INTO outcome, seconds FROM auth.check_second_factor(of_account, code, false) AS checked;
    END IF;
END
$$;
COMMENT ON FUNCTION auth.check_before_change(bigint, text) IS '更换前先验证现有的 | asks for the present factor before it is changed';

-- A new secret, told once; it does nothing before a code of it comes back within the hour. The old one works until then.
CREATE OR REPLACE FUNCTION auth.enrol_second_factor(code text, OUT outcome text, OUT seconds int, OUT secret text, OUT address text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    mine auth.account := auth.factor_account();
    made bytea := extensions.gen_random_bytes(20);
BEGIN
    SELECT checked.outcome, checked.seconds INTO outcome, seconds FROM auth.check_before_change(mine.id, code) AS checked;
    IF outcome NOT IN ('right', 'recovery_code') THEN
        RETURN;
    END IF;
    INSERT INTO auth.second_factor AS factor (account_id, pending_secret, pending_at) VALUES (mine.id, made, now())
    ON CONFLICT (account_id) DO UPDATE SET pending_secret = excluded.pending_secret, pending_at = excluded.pending_at;
    PERFORM auth.note_second_factor(mine.id, 'second_factor_enrol', NULL);
    secret := auth.base32(made);
    -- https://github.com/google/google-authenticator/wiki/Key-Uri-Format; login names hold nothing that would need escaping.
    address := format('otpauth://totp/Nuanxin:%s?secret=%s&issuer=Nuanxin&algorithm=SHA1&digits=6&period=30', mine.login_name, secret);
END
$$;
COMMENT ON FUNCTION auth.enrol_second_factor(text) IS '设置第二验证:给出新密钥(只此一次) | begins to set up a second factor and tells its secret, once';

CREATE OR REPLACE FUNCTION auth.make_recovery_codes(of_account bigint) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    codes text[];
BEGIN
    SELECT array_agg(auth.base32(extensions.gen_random_bytes(10))) INTO codes FROM generate_series(1, 10);
    DELETE FROM auth.recovery_code WHERE account_id = of_account;
    INSERT INTO auth.recovery_code (account_id, code_sha256) SELECT of_account, sha256(convert_to(of_account || ':' || made, 'UTF8')) FROM unnest(codes) AS made;
    RETURN ARRAY(SELECT regexp_replace(made, '(.{4})(?=.)', '\1-', 'g') FROM unnest(codes) AS made);
END
$$;
COMMENT ON FUNCTION auth.make_recovery_codes(bigint) IS '生成十个恢复码,旧的作废 | makes ten recovery codes in place of the old ones';

CREATE OR REPLACE FUNCTION auth.confirm_second_factor(code text, OUT outcome text, OUT seconds int, OUT recovery_codes text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    mine auth.account := auth.factor_account();
    open_session auth.session := auth.this_session();
    factor auth.second_factor;
BEGIN
    SELECT * INTO factor FROM auth.second_factor WHERE account_id = mine.id FOR UPDATE;
    IF factor.pending_secret IS NULL OR factor.pending_at < now() - interval '1 hour' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('没有待确认的密钥,或已过一小时。请重新设置。', 'No secret waits to be confirmed, or an hour has passed. Begin anew.');
    ELSIF factor.secret IS NOT NULL AND session_user = 'nuanxin_web' AND access.person_id() IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX006', MESSAGE = ref.say('请先输入验证码完成登录。', 'Give the code first, to finish signing in.');
    END IF;
    SELECT checked.outcome, checked.seconds INTO outcome, seconds FROM auth.check_second_factor(mine.id, code, true) AS checked;
    IF outcome <> 'right' THEN
        RETURN;
    END IF;
    UPDATE auth.second_factor SET secret = pending_secret, confirmed_at = now(), pending_secret = NULL, pending_at = NULL WHERE account_id = mine.id;
    recovery_codes := auth.make_recovery_codes(mine.id);
    -- Whatever was open without the factor, or with the old one, ends; this session has just shown the new one.
    UPDATE auth.session SET closed_at = now() WHERE account_id = mine.id AND closed_at IS NULL AND token_sha256 IS DISTINCT FROM open_session.token_sha256;
    UPDATE auth.session SET second_factor_at = now() WHERE token_sha256 = open_session.token_sha256;
    IF open_session.address IS NOT NULL THEN
        PERFORM auth.count_sign_in(mine.login_name::text, open_session.address, true);
    END IF;
    PERFORM auth.note_second_factor(mine.id, 'second_factor_confirm', jsonb_strip_nulls(jsonb_build_object('replaced', factor.secret IS NOT NULL, 'address', open_session.address)));
END
$$;
COMMENT ON FUNCTION auth.confirm_second_factor(text) IS '用第一个验证码启用,给出恢复码(只此一次) | puts the new secret in use with its first code, and tells the recovery codes, once';

CREATE OR REPLACE FUNCTION auth.renew_recovery_codes(code text, OUT outcome text, OUT seconds int, OUT recovery_codes text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    mine auth.account := auth.factor_account();
BEGIN
    IF NOT EXISTS (SELECT FROM auth.second_factor WHERE account_id = mine.id AND secret IS NOT NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('此账号还没有设置第二验证,请先设置。', 'This account has no second factor yet; set one up first.');
    END IF;
    SELECT checked.outcome, checked.seconds INTO outcome, seconds FROM auth.check_before_change(mine.id, code) AS checked;
    IF outcome IN ('right', 'recovery_code') THEN
        recovery_codes := auth.make_recovery_codes(mine.id);
        PERFORM auth.note_second_factor(mine.id, 'recovery_codes_renew', NULL);
    END IF;
END
$$;
COMMENT ON FUNCTION auth.renew_recovery_codes(text) IS '换一套恢复码(只显示一次) | makes new recovery codes and tells them, once';

CREATE OR REPLACE FUNCTION auth.my_second_factor()
RETURNS TABLE (is_active boolean, is_required boolean, confirmed_at timestamptz, last_used_at timestamptz, recovery_codes_left int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    mine auth.account := auth.factor_account();
BEGIN
    RETURN QUERY
    SELECT factor.secret IS NOT NULL,
           EXISTS (SELECT FROM access.role_assignment AS held JOIN access.role ON role.role = held.role
                   WHERE held.person_id = mine.person_id AND role.requires_second_factor AND held.approved_at IS NOT NULL AND held.valid @> ref.today()),
           factor.confirmed_at, factor.last_used_at, auth.recovery_codes_left(mine.id)
    FROM (VALUES (mine.id)) AS wanted (id) LEFT JOIN auth.second_factor AS factor ON factor.account_id = wanted.id;
END
$$;
COMMENT ON FUNCTION auth.my_second_factor() IS '我的第二验证 | one''s own second factor';

-- Phone and recovery codes lost: an administrator proposes, the party office approves. Until then everything stays as it is.
CREATE OR REPLACE FUNCTION auth.propose_second_factor_reset(of_login text, why text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    found_account auth.account;
    made bigint;
BEGIN
    PERFORM access.require('account', 'edit');
    SELECT * INTO found_account FROM auth.account WHERE login_name = of_login AND disabled_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say(format('没有在用的账号“%s”。', of_login), format('There is no account "%s" in use.', of_login));
    ELSIF found_account.person_id = access.person_id() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('不能清除自己的第二验证;有验证码或恢复码时可在“第二验证”页更换。',
            'Nobody resets their own second factor; with a code or a recovery code it can be replaced.');
    ELSIF coalesce(btrim(why), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请写明“理由”,如手机遗失、已当面核实本人。', 'State the "reason", such as a lost phone and how you know its owner.');
    ELSIF NOT EXISTS (SELECT FROM auth.second_factor WHERE account_id = found_account.id AND secret IS NOT NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('此账号没有启用第二验证。', 'This account has no second factor.');
    ELSIF EXISTS (SELECT FROM auth.second_factor_reset AS reset WHERE reset.account_id = found_account.id AND reset.approved_at IS NULL AND reset.proposed_at > now() - interval '7 days') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('此账号已有待批准的清除。', 'A reset of this account waits for approval already.');
    END IF;
    INSERT INTO auth.second_factor_reset (account_id, reason, proposed_by) VALUES (found_account.id, btrim(why), access.person_id()) RETURNING id INTO made;
    PERFORM audit.record('second_factor_reset_propose', 'account', found_account.id::text, NULL, btrim(why), jsonb_build_object('login', of_login, 'reset', made));
    RETURN made;
END
$$;
COMMENT ON FUNCTION auth.propose_second_factor_reset(text, text) IS '提出清除他人的第二验证,待批准 | proposes to reset somebody''s second factor';

CREATE OR REPLACE FUNCTION auth.approve_second_factor_reset(reset bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    proposal auth.second_factor_reset;
BEGIN
    PERFORM access.require('account', 'decide');
    SELECT * INTO proposal FROM auth.second_factor_reset WHERE id = reset AND approved_at IS NULL AND proposed_at > now() - interval '7 days' FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这条待批准的清除,或已过七天。', 'There is no such proposed reset, or seven days have passed.');
    ELSIF access.person_id() IN (proposal.proposed_by, (SELECT person_id FROM auth.account WHERE id = proposal.account_id)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('本人和提出人不能批准清除第二验证。', 'Neither the owner of the second factor nor the one who proposed it approves its reset.');
    END IF;
    UPDATE auth.second_factor_reset SET approved_by = access.person_id(), approved_at = now() WHERE id = reset;
    DELETE FROM auth.recovery_code WHERE account_id = proposal.account_id;
    DELETE FROM auth.second_factor WHERE account_id = proposal.account_id;
    UPDATE auth.session SET closed_at = now() WHERE account_id = proposal.account_id AND closed_at IS NULL;
    PERFORM audit.record('second_factor_reset_approve', 'account', proposal.account_id::text, NULL, NULL, jsonb_build_object('reset', reset));
END
$$;
COMMENT ON FUNCTION auth.approve_second_factor_reset(bigint) IS '批准清除第二验证(本人与提出人除外),其会话立即结束 | approves a reset; the account''s sessions end at once';

CREATE OR REPLACE FUNCTION auth.second_factor_resets()
RETURNS TABLE (id bigint, login_name text, name text, reason text, proposed_by text, proposed_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('account', 'see');
    RETURN QUERY
    SELECT reset.id, account.login_name::text, person.name, reset.reason, proposer.name, reset.proposed_at
    FROM auth.second_factor_reset AS reset JOIN auth.account ON account.id = reset.account_id JOIN people.person ON person.id = account.person_id
    JOIN people.person AS proposer ON proposer.id = reset.proposed_by
    WHERE reset.approved_at IS NULL AND reset.proposed_at > now() - interval '7 days' ORDER BY reset.id;
END
$$;
COMMENT ON FUNCTION auth.second_factor_resets() IS '待批准的清除第二验证 | resets that wait for approval';

-- To ask more of a role, one person's word is enough; to ask less, it is the approving office's.
CREATE OR REPLACE FUNCTION auth.require_second_factor(of_role text, wanted boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may('account', 'decide') THEN
        PERFORM access.require('account', 'edit');
        IF NOT coalesce(wanted, false) THEN
            RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('只有党委办公室可以取消第二验证的要求。', 'Only the party office stops asking a role for a second factor.');
        END IF;
    END IF;
    UPDATE access.role SET requires_second_factor = wanted WHERE role = of_role AND wanted IS NOT NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say(format('没有角色“%s”。', of_role), format('There is no role "%s".', of_role));
    END IF;
    PERFORM auth.refresh_sessions(NULL);
    PERFORM audit.record('second_factor_require', 'account', of_role, NULL, NULL, jsonb_build_object('required', wanted));
END
$$;
COMMENT ON FUNCTION auth.require_second_factor(text, boolean) IS '某角色是否须第二验证,立即生效 | whether a role needs a second factor; at the next request';

CREATE OR REPLACE FUNCTION auth.sign_in_rules()
RETURNS TABLE (role text, role_label text, requires_second_factor boolean, holders int, holders_without int, idle_minutes int, longest_minutes int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('account', 'see');
    RETURN QUERY
    SELECT NULL::text, ref.say('所有人', 'everybody'), NULL::boolean, NULL::int, NULL::int, rule.idle_minutes, rule.longest_minutes FROM auth.session_limit AS rule WHERE rule.role IS NULL;
    RETURN QUERY
    SELECT known.role, ref.say(known.label_zh, known.label_en), known.requires_second_factor, count(DISTINCT account.id)::int,
           count(DISTINCT account.id) FILTER (WHERE factor.secret IS NULL)::int, rule.idle_minutes, rule.longest_minutes
    FROM access.role AS known LEFT JOIN auth.session_limit AS rule ON rule.role = known.role
    LEFT JOIN access.role_assignment AS held ON held.role = known.role AND held.approved_at IS NOT NULL AND held.valid @> ref.today()
    LEFT JOIN auth.account ON account.person_id = held.person_id AND account.disabled_at IS NULL
    LEFT JOIN auth.second_factor AS factor ON factor.account_id = account.id
    GROUP BY known.role, known.label_zh, known.label_en, known.requires_second_factor, rule.idle_minutes, rule.longest_minutes ORDER BY known.role;
END
$$;
COMMENT ON FUNCTION auth.sign_in_rules() IS '登录规则:各角色的第二验证与会话时限 | what roles must do to sign in, and how long their sessions last';

-- Of everybody's limit and those of the person's roles the shortest.
CREATE OR REPLACE FUNCTION auth.session_limits(of_person bigint, OUT idle interval, OUT longest interval)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT make_interval(mins => coalesce(min(rule.idle_minutes), 30)), make_interval(mins => coalesce(min(rule.longest_minutes), 720))
    FROM auth.session_limit AS rule
    WHERE rule.role IS NULL OR rule.role IN (SELECT held.role FROM access.role_assignment AS held
                                             WHERE held.person_id = of_person AND held.approved_at IS NOT NULL AND held.valid @> ref.today())
$$;
COMMENT ON FUNCTION auth.session_limits(bigint) IS '某人会话的时限(取最短) | how long a person''s sessions last: the shortest that applies';

-- Rules that became stricter hold for sessions that are open already; longer limits from the next sign-in.
CREATE OR REPLACE FUNCTION auth.refresh_sessions(of_person bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    UPDATE auth.session SET idle_allowed = least(session.idle_allowed, allowed.idle), expires_at = least(session.expires_at, session.opened_at + allowed.longest),
           second_factor_due = auth.needs_second_factor(account.id)
    FROM auth.account CROSS JOIN LATERAL auth.session_limits(account.person_id) AS allowed
    WHERE account.id = session.account_id AND (of_person IS NULL OR account.person_id = of_person) AND session.closed_at IS NULL AND session.expires_at > now()
      AND (session.idle_allowed > allowed.idle OR session.expires_at > session.opened_at + allowed.longest
           OR session.second_factor_due <> auth.needs_second_factor(account.id))
$$;
COMMENT ON FUNCTION auth.refresh_sessions(bigint) IS '按今日规则更新已打开的会话 | holds open sessions to the rules of today';

CREATE OR REPLACE FUNCTION auth.set_session_limit(of_role text, idle_minutes int, longest_minutes int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('account', 'edit');
    IF of_role IS NOT NULL AND NOT EXISTS (SELECT FROM access.role AS known WHERE known.role = of_role) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say(format('没有角色“%s”。', of_role), format('There is no role "%s".', of_role));
    ELSIF idle_minutes NOT BETWEEN 5 AND 480 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'idle_minutes', MESSAGE = ref.say('“闲置分钟”须为 5 至 480。', '"Idle minutes" must be from 5 to 480.');
    ELSIF longest_minutes NOT BETWEEN 15 AND 1440 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'longest_minutes', MESSAGE = ref.say('“最长分钟”须为 15 至 1440。', '"Minutes at most" must be from 15 to 1440.');
    ELSIF of_role IS NULL AND (idle_minutes IS NULL OR longest_minutes IS NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('所有人的时限须两项都填。', 'The limit of everybody needs both numbers.');
    END IF;
    IF idle_minutes IS NULL AND longest_minutes IS NULL THEN
        DELETE FROM auth.session_limit AS rule WHERE rule.role = of_role;
    ELSE
        INSERT INTO auth.session_limit AS rule (role, idle_minutes, longest_minutes) VALUES (of_role, set_session_limit.idle_minutes, set_session_limit.longest_minutes)
        ON CONFLICT (role) DO UPDATE SET idle_minutes = excluded.idle_minutes, longest_minutes = excluded.longest_minutes;
    END IF;
    PERFORM auth.refresh_sessions(NULL);
    PERFORM audit.record('session_limit', 'account', of_role, NULL, NULL, jsonb_strip_nulls(jsonb_build_object('idle_minutes', idle_minutes, 'longest_minutes', longest_minutes)));
END
$$;
COMMENT ON FUNCTION auth.set_session_limit(text, int, int) IS '设定会话时限;角色两项都不填即取消 | sets how long sessions last; a role''s row without numbers is taken away';
