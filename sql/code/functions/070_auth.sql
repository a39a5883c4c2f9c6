-- Accounts, sessions, roles given and approved.

-- The account of this login, on whatever door it came; nothing on the web server's.
CREATE OR REPLACE FUNCTION auth.own_account() RETURNS auth.account
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT account FROM auth.account WHERE account.login_name = session_user AND account.disabled_at IS NULL
        AND account.login_oid = to_regrole(quote_ident(session_user))
$$;
COMMENT ON FUNCTION auth.own_account() IS '此登录名的账号 | the account of this login';

-- A session is opened on the person's own login: PostgreSQL has checked the password. The web server's role cannot call it.
CREATE OR REPLACE FUNCTION auth.open_session(from_address text DEFAULT NULL, with_agent text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    token text := encode(extensions.gen_random_bytes(32), 'hex');
    mine auth.account := auth.own_account();
    allowed record;
BEGIN
    IF session_user = 'nuanxin_web' THEN
        RAISE EXCEPTION USING ERRCODE = '42501', MESSAGE = 'sessions are opened on a person''s own login only';
    END IF;
    IF mine.id IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX006', MESSAGE = ref.say('此登录名没有对应的账号。', 'This login has no account.');
    END IF;
    PERFORM auth.require_own_password();
    DELETE FROM auth.session WHERE expires_at < now() - interval '30 days';
    SELECT * INTO allowed FROM auth.session_limits(mine.person_id);
    -- Where a second factor is needed, the session is nobody's until it is given (access.person_id).
    INSERT INTO auth.session (token_sha256, account_id, address, user_agent, idle_allowed, expires_at, second_factor_due)
    VALUES (sha256(convert_to(token, 'UTF8')), mine.id, left(from_address, 64), left(with_agent, 200), allowed.idle, now() + allowed.longest, auth.needs_second_factor(mine.id));
    PERFORM audit.record('sign_in', 'account', mine.id::text, NULL, NULL, jsonb_strip_nulls(jsonb_build_object('address', left(from_address, 64))));
    RETURN token;
END
$$;
COMMENT ON FUNCTION auth.open_session(text, text) IS '开始网页会话,返回令牌(只此一次) | opens a web session; the token is told once';

-- Nothing works with a password that somebody else knows.
CREATE OR REPLACE FUNCTION auth.require_own_password() RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF (auth.own_account()).password_change_due THEN
        RAISE EXCEPTION USING ERRCODE = 'NX008',
            MESSAGE = ref.say('密码由他人设定,请先更换。', 'Somebody else made your password; change it first.'),
            HINT = ref.say('网页登录时更换,或运行 nuanxin account password。', 'Change it when you sign in on the web, or by nuanxin account password.');
    END IF;
END
$$;
COMMENT ON FUNCTION auth.require_own_password() IS '要求密码已由本人更换 | refuses until the password is one''s own';

-- First statement of every web request: whose request it is and in which language. It lasts for this transaction only.
CREATE OR REPLACE FUNCTION auth.begin_request(token text, language text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM set_config('nuanxin.session', coalesce(token, ''), true),
            set_config('nuanxin.language', CASE WHEN language = 'en' THEN 'en' ELSE 'zh' END, true);
    IF session_user = 'nuanxin_web' AND length(token) = 64 THEN
        -- To the minute is enough, and spares a write in most requests.
        UPDATE auth.session SET last_used_at = now()
        WHERE token_sha256 = sha256(convert_to(token, 'UTF8')) AND last_used_at < now() - interval '1 minute'
          AND last_used_at > now() - idle_allowed AND closed_at IS NULL;
        -- Roles begin and end by their dates, and what they ask with them.
        UPDATE auth.session SET second_factor_due = NOT second_factor_due
        WHERE token_sha256 = sha256(convert_to(token, 'UTF8')) AND closed_at IS NULL AND second_factor_at IS NULL
          AND second_factor_due <> auth.needs_second_factor(account_id);
    END IF;
END
$$;
COMMENT ON FUNCTION auth.begin_request(text, text) IS '网页请求开始:以谁的身份、用何种语言 | begins a web request: as whom, in which language';

CREATE OR REPLACE FUNCTION auth.close_session() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    mine bigint := access.person_id();
BEGIN
    UPDATE auth.session SET closed_at = now()
    WHERE token_sha256 = sha256(convert_to(current_setting('nuanxin.session', true), 'UTF8')) AND closed_at IS NULL;
    -- Whoever is nobody signs out of nothing, and fills no log.
    IF mine IS NOT NULL THEN
        INSERT INTO audit.event (person_id, door, action, record_class) VALUES (mine, access.door(), 'sign_out', 'account');
    END IF;
END
$$;
COMMENT ON FUNCTION auth.close_session() IS '退出 | signs out';

CREATE OR REPLACE FUNCTION auth.whoami()
RETURNS TABLE (person_id bigint, name text, login_name text, roles text[], role_labels text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
BEGIN
    RETURN QUERY
    SELECT person.id, person.name, account.login_name::text,
           coalesce((SELECT array_agg(DISTINCT held.role ORDER BY held.role) FROM access.assignments() AS held), '{}'),
           coalesce((SELECT string_agg(ref.say(role.label_zh, role.label_en)
                       || coalesce('(' || units.label(held.unit_id) || ')', ''), ref.say('、', ', ') ORDER BY held.role)
                     FROM access.assignments() AS held JOIN access.role ON role.role = held.role), '')
    FROM people.person JOIN auth.account ON account.person_id = person.id
    WHERE person.id = me;
END
$$;
COMMENT ON FUNCTION auth.whoami() IS '我是谁,今日有哪些角色 | who the caller is and the roles that hold today';

CREATE OR REPLACE FUNCTION auth.add_account(for_person bigint, login_name text, verifier text, for_role text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
    wanted_group name;
BEGIN
    PERFORM access.require('account', 'create');
    IF NOT EXISTS (SELECT FROM people.person WHERE id = for_person) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有此人。', 'There is no such person.');
    ELSIF EXISTS (SELECT FROM auth.account WHERE person_id = for_person) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('此人已有账号。', 'This person has an account already.');
    ELSIF login_name IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请写登录名。', 'State the login name.');
    END IF;
    SELECT login_group INTO wanted_group FROM access.role WHERE role = for_role;
    IF wanted_group IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say(format('没有角色“%s”。', for_role), format('There is no role "%s".', for_role));
    END IF;
    INSERT INTO auth.account (person_id, login_name, login_oid, password_change_due)
    VALUES (for_person, login_name, login.make(login_name, verifier, wanted_group), true) RETURNING id INTO made;
    PERFORM audit.record('account_add', 'account', made::text, NULL, NULL, jsonb_build_object('login', login_name));
    RETURN made;
END
$$;
COMMENT ON FUNCTION auth.add_account(bigint, text, text, text) IS '为人员建立账号,首次登录须更换密码 | makes an account for a person, who must change its password first';

CREATE OR REPLACE FUNCTION auth.disable_account(of_login text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    found_account auth.account;
BEGIN
    PERFORM access.require('account', 'edit');
    UPDATE auth.account SET disabled_at = now() WHERE login_name = of_login AND disabled_at IS NULL RETURNING * INTO found_account;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say(format('没有在用的账号“%s”。', of_login), format('There is no account "%s" in use.', of_login));
    END IF;
    UPDATE auth.session SET closed_at = now() WHERE account_id = found_account.id AND closed_at IS NULL;
    PERFORM login.set_allowed(of_login, false);
    PERFORM audit.record('account_disable', 'account', found_account.id::text, NULL, NULL, jsonb_build_object('login', of_login));
END
$$;
COMMENT ON FUNCTION auth.disable_account(text) IS '停用账号,立即生效 | disables an account at once';

CREATE OR REPLACE FUNCTION auth.change_password(verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    mine auth.account := auth.own_account();
BEGIN
    IF session_user = 'nuanxin_web' THEN
        RAISE EXCEPTION USING ERRCODE = '42501', MESSAGE = 'a password is changed on a person''s own login only';
    END IF;
    IF mine.id IS NULL THEN
        PERFORM access.refuse('account', 'edit');
    END IF;
    PERFORM login.set_verifier(session_user, verifier);
    UPDATE auth.account SET password_change_due = false WHERE id = mine.id AND password_change_due;
    -- Whoever knew the old password may have opened a session with it.
    UPDATE auth.session SET closed_at = now() WHERE account_id = mine.id AND closed_at IS NULL;
    PERFORM audit.record('password_change', 'account', mine.id::text, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION auth.change_password(text) IS '更换自己的密码 | changes one''s own password';

CREATE OR REPLACE FUNCTION auth.reset_password(of_login text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    found_account auth.account;
BEGIN
    PERFORM access.require('account', 'edit');
    SELECT * INTO found_account FROM auth.account WHERE login_name = of_login AND disabled_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say(format('没有在用的账号“%s”。', of_login), format('There is no account "%s" in use.', of_login));
    ELSIF found_account.person_id = access.person_id() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('自己的密码请用 account password 更换。', 'Change your own password by account password.');
    END IF;
    UPDATE auth.account SET password_change_due = true WHERE id = found_account.id;
    PERFORM login.set_verifier(of_login, verifier);
    UPDATE auth.session SET closed_at = now() WHERE account_id = found_account.id AND closed_at IS NULL;
    PERFORM audit.record('password_reset', 'account', found_account.id::text, NULL, NULL, jsonb_build_object('login', of_login));
END
$$;
COMMENT ON FUNCTION auth.reset_password(text, text) IS '重设他人的密码,登录后须更换 | makes a password for somebody, who must change it first';

CREATE OR REPLACE FUNCTION auth.accounts()
RETURNS TABLE (login_name text, person_id bigint, name text, disabled_at timestamptz, roles text, has_second_factor boolean, lacks_second_factor boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('account', 'see');
    RETURN QUERY
    SELECT account.login_name::text, person.id, person.name, account.disabled_at,
           (SELECT string_agg(ref.say(role.label_zh, role.label_en) || coalesce('(' || units.label(given.unit_id) || ')', '')
                   || CASE WHEN given.approved_at IS NULL THEN ref.say('[待批准]', ' [to be approved]') ELSE '' END, '、')
            FROM access.role_assignment AS given JOIN access.role ON role.role = given.role
            WHERE given.person_id = person.id AND given.valid @> ref.today()),
           factor.secret IS NOT NULL, factor.secret IS NULL AND auth.needs_second_factor(account.id)
    FROM auth.account JOIN people.person ON person.id = account.person_id LEFT JOIN auth.second_factor AS factor ON factor.account_id = account.id
    ORDER BY account.login_name;
END
$$;
COMMENT ON FUNCTION auth.accounts() IS '账号一览 | the accounts';

-- Roles: one person proposes, another approves, neither is the one who gets it.
CREATE OR REPLACE FUNCTION access.propose_role(for_person bigint, of_role text, for_unit bigint, why text, until date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require('account', 'edit');
    IF for_person = access.person_id() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('不能给自己授权。', 'Nobody proposes a role for themselves.');
    ELSIF NOT EXISTS (SELECT FROM people.person WHERE id = for_person) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有此人。', 'There is no such person.');
    ELSIF NOT EXISTS (SELECT FROM access.role WHERE role = of_role) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say(format('没有角色“%s”。', of_role), format('There is no role "%s".', of_role));
    ELSIF for_unit IS NOT NULL AND NOT EXISTS (SELECT FROM units.unit WHERE id = for_unit) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这个单位。', 'There is no such unit.');
    ELSIF coalesce(btrim(why), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请写明授权目的。', 'State the purpose of the role.');
    ELSIF until IS NULL OR until < ref.today() OR until > ref.today() + 1100 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004',
            MESSAGE = ref.say('请写明授权截止日期(今天起三年以内)。', 'State the last day of the role, from today to three years ahead.');
    ELSIF EXISTS (SELECT FROM access.role_assignment AS held WHERE held.person_id = for_person AND held.role = of_role
                  AND held.unit_id IS NOT DISTINCT FROM for_unit AND held.valid && daterange(ref.today(), until, '[]')) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004',
            MESSAGE = ref.say('此人在这段时间已有此角色,或已在待批准中。', 'This person has the role on some of these days already, or it waits for approval.');
    END IF;
    IF of_role IN ('homeroom_teacher', 'grade_office') AND NOT EXISTS (SELECT FROM units.unit WHERE id = for_unit
           AND kind = CASE of_role WHEN 'homeroom_teacher' THEN 'class' ELSE 'grade' END) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004',
            MESSAGE = ref.say('班主任须指明班级,年级组须指明年级。', 'A homeroom teacher needs a class, a grade office a grade.');
    END IF;
    INSERT INTO access.role_assignment (person_id, role, unit_id, purpose, granted_by, valid)
    VALUES (for_person, of_role, for_unit, why, access.person_id(), daterange(ref.today(), until, '[]')) RETURNING id INTO made;
    PERFORM audit.record('role_propose', 'account', made::text, NULL, why, jsonb_build_object('role', of_role, 'person', for_person));
    RETURN made;
END
$$;
COMMENT ON FUNCTION access.propose_role(bigint, text, bigint, text, date) IS '提出授权,待批准 | proposes a role for a person';

CREATE OR REPLACE FUNCTION access.approve_role(assignment bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('account', 'decide');
    IF EXISTS (SELECT FROM access.role_assignment WHERE id = assignment AND access.person_id() IN (person_id, granted_by)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002',
            MESSAGE = ref.say('被授权人和提出人不能批准这条授权。', 'Neither the one who gets a role nor the one who proposed it approves it.');
    END IF;
    UPDATE access.role_assignment SET approved_by = access.person_id(), approved_at = now()
    WHERE id = assignment AND approved_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这条待批准的授权。', 'There is no such proposed role.');
    END IF;
    PERFORM auth.refresh_sessions((SELECT person_id FROM access.role_assignment WHERE id = assignment));
    PERFORM audit.record('role_approve', 'account', assignment::text, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION access.approve_role(bigint) IS '批准授权(本人与提出人除外) | approves a proposed role';

CREATE OR REPLACE FUNCTION access.proposed_roles()
RETURNS TABLE (id bigint, name text, role text, role_label text, unit text, purpose text, proposed_by text, first_day date, last_day date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('account', 'see');
    RETURN QUERY
    SELECT given.id, person.name, given.role, ref.say(role.label_zh, role.label_en), units.label(given.unit_id), given.purpose,
           grantor.name, lower(given.valid), upper(given.valid) - 1
    FROM access.role_assignment AS given JOIN people.person ON person.id = given.person_id
    JOIN access.role ON role.role = given.role LEFT JOIN people.person AS grantor ON grantor.id = given.granted_by
    WHERE given.approved_at IS NULL AND NOT upper(given.valid) <= ref.today()
    ORDER BY given.role, units.label(given.unit_id) COLLATE ref.pinyin, given.id;
END
$$;
COMMENT ON FUNCTION access.proposed_roles() IS '待批准的授权 | roles that wait for approval';

-- The first people of a new database, before anybody is there to approve. Nobody but a superuser may call it.
CREATE OR REPLACE FUNCTION access.set_up_account(person_name text, login_name text, verifier text, with_roles text[], until date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    somebody bigint;
BEGIN
    INSERT INTO people.person (name, in_directory) VALUES (person_name, true) RETURNING id INTO somebody;
    INSERT INTO auth.account (person_id, login_name, login_oid)
    SELECT somebody, login_name, login.make(login_name, verifier, role.login_group)
    FROM access.role WHERE role.role = with_roles[1];
    INSERT INTO access.role_assignment (person_id, role, purpose, approved_at, valid)
    SELECT somebody, role, '建库时设立 | set up with the database', now(), daterange(ref.today(), until, '[]')
    FROM unnest(with_roles) AS role;
    PERFORM audit.record('account_set_up', 'account', somebody::text, NULL, NULL, jsonb_build_object('login', login_name, 'roles', with_roles));
    RETURN somebody;
END
$$;
COMMENT ON FUNCTION access.set_up_account(text, text, text, text[], date) IS '建库时的首批账号(仅超级用户) | the first accounts of a new database; superuser only';

-- Whoever makes accounts must find the person that an account is for, and nothing more about them.
CREATE OR REPLACE FUNCTION auth.staff_named(wanted text) RETURNS TABLE (id bigint, name text, staff_number text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('account', 'create');
    RETURN QUERY SELECT person.id, person.name, staff.staff_number FROM people.staff JOIN people.person ON person.id = staff.person_id
        WHERE person.name = wanted OR staff.staff_number = wanted ORDER BY staff.staff_number;
END
$$;
COMMENT ON FUNCTION auth.staff_named(text) IS '为建账号查找教职工 | finds a member of staff to make an account for';
