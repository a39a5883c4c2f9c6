-- The second factor of web sessions; how long sessions last.
BEGIN;
SELECT plan(134);
SET LOCAL nuanxin.language = 'en';
SET LOCAL timezone = 'Asia/Shanghai';
CREATE FUNCTION pg_temp.verifier() RETURNS text LANGUAGE sql AS $$
    SELECT 'SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA==$c3RvcmVkc3RvcmVkc3RvcmVkc3RvcmVkc3RvcmVkMTI=:c2VydmVyc2VydmVyc2VydmVyc2VydmVyc2VydmVyMTI=' $$;
CREATE FUNCTION pg_temp.as_person(login text, query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    EXECUTE format('SET LOCAL SESSION AUTHORIZATION %I', login);
    BEGIN
        EXECUTE query INTO answer;
    EXCEPTION WHEN OTHERS THEN
        answer := 'ERROR ' || SQLSTATE;
    END;
    RESET SESSION AUTHORIZATION;
    RETURN answer;
END $$;
CREATE FUNCTION pg_temp.on_web(token text, query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    PERFORM set_config('nuanxin.session', token, true);
    answer := pg_temp.as_person('nuanxin_web', query);
    PERFORM set_config('nuanxin.session', '', true);
    RETURN answer;
END $$;
SELECT access.set_up_account(login, login, pg_temp.verifier(), ARRAY[role], current_date + 30)
FROM (VALUES ('t_admin', 'administrator'), ('t_party', 'party_office'), ('t_party2', 'party_office'), ('t_general', 'general_affairs'), ('t_clinic', 'clinic'), ('t_auditor', 'auditor')) AS staff (login, role);
CREATE FUNCTION pg_temp.account(login text) RETURNS bigint LANGUAGE sql AS $$ SELECT id FROM auth.account WHERE login_name = login $$;
CREATE FUNCTION pg_temp.open(login text, address text) RETURNS text LANGUAGE sql AS $$ SELECT pg_temp.as_person(login, format('SELECT auth.open_session(%L, ''Browser'')', address)) $$;
CREATE FUNCTION pg_temp.give(token text, code text) RETURNS text LANGUAGE sql AS $$ SELECT pg_temp.on_web(token, format('SELECT outcome FROM auth.give_second_factor(%L)', code)) $$;
-- The code that the phone of this account shows, some steps from now.
CREATE FUNCTION pg_temp.code(login text, steps int DEFAULT 0) RETURNS text LANGUAGE sql AS $$
    SELECT auth.totp(coalesce(pending_secret, secret), auth.time_step() + steps) FROM auth.second_factor WHERE account_id = pg_temp.account(login) $$;
-- Six digits that no step near now shows.
CREATE FUNCTION pg_temp.no_code(login text) RETURNS text LANGUAGE sql AS $$
    SELECT to_char(n, 'FM000000') FROM generate_series(0, 99) AS n
    WHERE to_char(n, 'FM000000') NOT IN (SELECT pg_temp.code(login, steps) FROM generate_series(-9, 9) AS steps) LIMIT 1 $$;
CREATE FUNCTION pg_temp.forget(login text) RETURNS void LANGUAGE sql AS $$
    UPDATE auth.second_factor SET last_step = 0, wrong_count = 0 WHERE account_id = pg_temp.account(login); DELETE FROM auth.sign_in_attempt $$;
CREATE FUNCTION pg_temp.logged(what text) RETURNS int LANGUAGE sql AS $$ SELECT count(*)::int FROM audit.event WHERE action = what AND person_id IS NOT NULL $$;

-- The vectors of RFC 6238, appendix B (SHA-1), and RFC 4226, appendix D.
SELECT is(auth.totp('12345678901234567890'::bytea, second / 30, 8), wanted, 'RFC 6238 at ' || second)
FROM (VALUES (59::bigint, '94287082'), (1111111109, '07081804'), (1111111111, '14050471'), (1234567890, '89005924'), (2000000000, '69279037'), (20000000000, '65353130')) AS vector (second, wanted);
SELECT is(auth.totp('12345678901234567890'::bytea, count), wanted, 'RFC 4226 at ' || count)
FROM unnest('{755224,287082,359152,969429,338314,254676,287922,162583,399871,520489}'::text[]) WITH ORDINALITY AS vector (wanted, place), LATERAL (SELECT place - 1 AS count) AS at;
-- The vectors of RFC 4648, section 10, without their padding.
SELECT is(auth.base32(plain::bytea), wanted, 'RFC 4648: ' || plain) FROM (VALUES ('f', 'MY'), ('fo', 'MZXQ'), ('foo', 'MZXW6'), ('foob', 'MZXW6YQ'), ('fooba', 'MZXW6YTB'), ('foobar', 'MZXW6YTBOI')) AS vector (plain, wanted);

-- Without anything asked, all is as before.
CREATE TEMP TABLE token (name text PRIMARY KEY, value text);
CREATE FUNCTION pg_temp.token(wanted text) RETURNS text LANGUAGE sql AS $$ SELECT value FROM token WHERE name = wanted $$;
INSERT INTO token VALUES ('plain', pg_temp.open('t_general', '192.0.2.1')), ('clinic', pg_temp.open('t_clinic', '192.0.2.2'));
SELECT is(pg_temp.on_web(pg_temp.token('plain'), 'SELECT auth.session_state()'), 'open', 'a session is open with the password alone');
SELECT is(pg_temp.on_web(NULL, 'SELECT auth.session_state()'), NULL, 'no session has no state');
SELECT is(pg_temp.on_web(repeat('a', 64), 'SELECT auth.session_state()'), NULL, 'nor has one that was made up');
SELECT is(pg_temp.give(NULL, '123456'), 'ERROR NX006', 'nobody gives a code');
SELECT is(pg_temp.give(pg_temp.token('plain'), '123456'), 'ERROR NX001', 'nor who has none');

-- Setting it up.
SELECT is(pg_temp.on_web(pg_temp.token('plain'), 'SELECT outcome FROM auth.confirm_second_factor(''123456'')'), 'ERROR NX001', 'nothing is confirmed before it is begun');
SELECT matches(pg_temp.on_web(pg_temp.token('plain'), 'SELECT secret || '' '' || address FROM auth.enrol_second_factor(NULL)'),
    '^([A-Z2-7]{32}) otpauth://totp/Nuanxin:t_general\?secret=\1&issuer=Nuanxin&algorithm=SHA1&digits=6&period=30$', 'a secret of 160 bits and its address');
SELECT is(pg_temp.on_web(pg_temp.token('plain'), 'SELECT auth.session_state()'), 'open', 'begun, it asks for nothing yet');
SELECT is(pg_temp.on_web(pg_temp.token('plain'), format('SELECT outcome FROM auth.confirm_second_factor(%L)', pg_temp.no_code('t_general'))), 'wrong', 'a wrong code confirms nothing');
INSERT INTO token VALUES ('other', pg_temp.open('t_general', '192.0.2.9'));
CREATE TEMP TABLE recovery AS SELECT code, place FROM unnest(pg_temp.on_web(pg_temp.token('plain'), format('SELECT recovery_codes FROM auth.confirm_second_factor(%L)', pg_temp.code('t_general')))::text[]) WITH ORDINALITY AS made (code, place);
CREATE FUNCTION pg_temp.recovery(wanted int) RETURNS text LANGUAGE sql AS $$ SELECT code FROM recovery WHERE place = wanted $$;
SELECT is((SELECT count(*)::int FROM recovery WHERE code ~ '^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$'), 10, 'the right one gives ten recovery codes');
SELECT is(pg_temp.on_web(pg_temp.token('plain'), 'SELECT auth.session_state()'), 'open', 'this session has shown it');
SELECT is(pg_temp.on_web(pg_temp.token('other'), 'SELECT auth.session_state()'), NULL, 'another that had not has ended');
SELECT is((SELECT count(*)::int FROM auth.recovery_code, recovery WHERE strpos(encode(code_sha256, 'escape'), left(code, 4)) > 0), 0, 'recovery codes are kept as digests');
SELECT is(pg_temp.as_person('t_general', 'SELECT secret FROM auth.second_factor'), 'ERROR 42501', 'its owner does not read the secret');
SELECT is(pg_temp.as_person('t_admin', 'SELECT secret FROM auth.second_factor'), 'ERROR 42501', 'nor does the administrator');
SELECT is(pg_temp.as_person('nuanxin_web', 'SELECT secret FROM auth.second_factor'), 'ERROR 42501', 'nor does the web server');
SELECT is(pg_temp.as_person('t_admin', format('SELECT auth.check_second_factor(%s, ''1'', false)', pg_temp.account('t_general'))), 'ERROR 42501', 'nobody tries codes of others');
SELECT is((SELECT count(*)::int FROM history.version WHERE old_row ? 'secret' OR old_row ? 'pending_secret' OR old_row ? 'code_sha256'), 0, 'no old version holds a secret');
SELECT is((SELECT count(*)::int FROM audit.event, auth.second_factor WHERE detail::text LIKE '%' || auth.base32(secret) || '%'), 0, 'nor does the log');
SELECT is((SELECT string_agg(detail ->> 'address', ' ') FROM audit.event WHERE action = 'second_factor_confirm' AND person_id IS NOT NULL), '192.0.2.1', 'which says who did it and from where');

-- Step two of signing in.
INSERT INTO token VALUES ('half', pg_temp.open('t_general', '192.0.2.1'));
SELECT is(pg_temp.on_web(pg_temp.token('half'), 'SELECT auth.session_state()'), 'code_due', 'a new session owes the code');
SELECT is(pg_temp.on_web(pg_temp.token('half'), 'SELECT access.person_id()'), NULL, 'and is nobody''s');
SELECT is(pg_temp.on_web(pg_temp.token('half'), 'SELECT count(*) FROM people.person'), '0', 'sees no row');
SELECT is(pg_temp.on_web(pg_temp.token('half'), 'SELECT count(*) FROM auth.whoami()'), '0', 'has no name');
SELECT is(pg_temp.on_web(pg_temp.token('half'), 'SELECT count(*) FROM auth.my_sessions()'), 'ERROR NX006', 'does nothing');
SELECT is(pg_temp.on_web(pg_temp.token('half'), 'SELECT secret FROM auth.enrol_second_factor(NULL)'), 'ERROR NX006', 'sets up no other factor');
SELECT is(pg_temp.on_web(pg_temp.token('half'), format('SELECT secret FROM auth.enrol_second_factor(%L)', pg_temp.recovery(1))), 'ERROR NX006', 'not even with a recovery code');
SELECT is(pg_temp.on_web(pg_temp.token('half'), 'SELECT recovery_codes FROM auth.renew_recovery_codes(NULL)'), 'ERROR NX006', 'and makes no recovery codes');
SELECT is(pg_temp.give(pg_temp.token('half'), pg_temp.code('t_general')), 'wrong', 'the code that confirmed it has been used');
SELECT is(pg_temp.give(pg_temp.token('half'), pg_temp.code('t_general', 2)), 'wrong', 'two steps ahead is too early');
SELECT is(pg_temp.give(pg_temp.token('half'), pg_temp.code('t_general', 1)), 'right', 'one step ahead is right');
SELECT matches(pg_temp.on_web(pg_temp.token('half'), 'SELECT access.person_id()'), '^[0-9]+$', 'now it is its owner''s');
SELECT is(pg_temp.give(pg_temp.token('half'), 'anything'), 'right', 'the form sent twice does no harm');
SELECT is((SELECT wrong_count FROM auth.sign_in_attempt WHERE login_name = 't_general' AND address = '192.0.2.1'), 0, 'wrong attempts are forgiven');
INSERT INTO token VALUES ('half2', pg_temp.open('t_general', '192.0.2.1'));
SELECT is(pg_temp.give(pg_temp.token('half2'), pg_temp.code('t_general', 1)), 'wrong', 'no code works twice');
SELECT is(pg_temp.give(pg_temp.token('half2'), pg_temp.code('t_general', 0)), 'wrong', 'nor an earlier one');
SELECT pg_temp.forget('t_general');
SELECT is(pg_temp.give(pg_temp.token('half2'), pg_temp.code('t_general', -2)), 'wrong', 'two steps late is too late');
SELECT is(pg_temp.give(pg_temp.token('half2'), overlay(pg_temp.code('t_general', -1) PLACING ' ' FROM 4 FOR 0)), 'right', 'one step late is right, written in two parts');
SELECT is(pg_temp.give(pg_temp.open('t_general', '192.0.2.1'), NULL), 'wrong', 'no code is a wrong code');
SELECT is(pg_temp.logged('second_factor_given'), 2, 'each is logged');
SELECT is(pg_temp.logged('second_factor_refused'), 7, 'and each refusal');

-- Recovery codes.
SELECT pg_temp.forget('t_general');
INSERT INTO token VALUES ('lost', pg_temp.open('t_general', '192.0.2.1')), ('lost2', pg_temp.open('t_general', '192.0.2.1'));
SELECT is(pg_temp.give(pg_temp.token('lost'), lower(replace(pg_temp.recovery(1), '-', ' '))), 'recovery_code', 'a recovery code, in whatever writing');
SELECT is(pg_temp.give(pg_temp.token('lost2'), pg_temp.recovery(1)), 'wrong', 'works once');
SELECT is(pg_temp.give(pg_temp.token('lost2'), translate(pg_temp.recovery(2), 'OIB', '018')), 'recovery_code', 'the next one, with figures for letters');
SELECT is(pg_temp.on_web(pg_temp.token('lost'), 'SELECT is_active || '' '' || is_required || '' '' || recovery_codes_left FROM auth.my_second_factor()'), 'true false 8', 'eight are left');
SELECT is(pg_temp.on_web(pg_temp.token('lost'), 'SELECT secret FROM auth.enrol_second_factor(NULL)'), 'ERROR NX004', 'a factor in use is not replaced without it');
SELECT is(pg_temp.as_person('t_general', 'SELECT secret FROM auth.enrol_second_factor(NULL)'), 'ERROR NX004', 'nor on the own login');
SELECT is(pg_temp.as_person('t_general', format('SELECT coalesce(secret, outcome) FROM auth.enrol_second_factor(%L)', pg_temp.no_code('t_general'))), 'wrong', 'nor with a wrong code');
SELECT is(length(pg_temp.on_web(pg_temp.token('lost'), format('SELECT secret FROM auth.enrol_second_factor(%L)', pg_temp.recovery(3)))), 32, 'but with a recovery code');
CREATE TEMP TABLE old_secret AS SELECT secret FROM auth.second_factor WHERE account_id = pg_temp.account('t_general');
INSERT INTO token VALUES ('meanwhile', pg_temp.open('t_general', '192.0.2.1'));
SELECT is(pg_temp.give(pg_temp.token('meanwhile'), (SELECT auth.totp(secret, auth.time_step()) FROM old_secret)), 'right', 'the old one works until the new one is confirmed');
SELECT matches(pg_temp.on_web(pg_temp.token('lost'), format('SELECT recovery_codes FROM auth.confirm_second_factor(%L)', pg_temp.code('t_general', -1))), '^{([A-Z2-7-]{19},){9}[A-Z2-7-]{19}}$', 'which it is now');
SELECT is(pg_temp.on_web(pg_temp.token('meanwhile'), 'SELECT access.person_id()'), NULL, 'what the old one opened ends');
INSERT INTO token VALUES ('new', pg_temp.open('t_general', '192.0.2.1'));
SELECT is(pg_temp.give(pg_temp.token('new'), (SELECT auth.totp(secret, auth.time_step() + 1) FROM old_secret)), 'wrong', 'the old one is worth nothing');
SELECT is(pg_temp.give(pg_temp.token('new'), pg_temp.recovery(4)), 'wrong', 'nor are its recovery codes');
SELECT is(pg_temp.give(pg_temp.token('new'), pg_temp.code('t_general', 1)), 'right', 'the new one works');
SELECT pg_temp.forget('t_general');
SELECT is(cardinality(pg_temp.on_web(pg_temp.token('new'), format('SELECT recovery_codes FROM auth.renew_recovery_codes(%L)', pg_temp.code('t_general')))::text[]), 10, 'recovery codes are made anew with a code');
SELECT is(pg_temp.on_web(pg_temp.token('clinic'), 'SELECT recovery_codes FROM auth.renew_recovery_codes(''x'')'), 'ERROR NX001', 'not where there is no factor');

-- Guesses. The clock stands still within a transaction.
SELECT pg_temp.forget('t_general');
INSERT INTO token VALUES ('guess', pg_temp.open('t_general', '198.51.100.1'));
SELECT is((SELECT string_agg(pg_temp.give(pg_temp.token('guess'), pg_temp.no_code('t_general')), ' ') FROM generate_series(1, 6)), 'wrong wrong wrong wrong wrong wait', 'five wrong codes are free');
SELECT is(pg_temp.on_web(pg_temp.token('guess'), format('SELECT outcome || seconds FROM auth.give_second_factor(%L)', pg_temp.code('t_general'))), 'wait10', 'then even the right one waits');
SELECT is(pg_temp.as_person('nuanxin_web', 'SELECT auth.sign_in_pause(''t_general'', ''198.51.100.1'')'), '10', 'and so does the password: the counts are the same');
SELECT is(pg_temp.as_person('nuanxin_web', 'SELECT auth.note_sign_in(''t_general'', ''198.51.100.1'', true)') || pg_temp.as_person('nuanxin_web', 'SELECT auth.sign_in_pause(''t_general'', ''198.51.100.1'')'), '10', 'the right password forgives nothing');
SELECT is(pg_temp.give(pg_temp.open('t_general', '198.51.100.2'), pg_temp.code('t_general')), 'wait', 'another address is no way round');
UPDATE auth.second_factor SET wrong_count = 12 WHERE account_id = pg_temp.account('t_general');
SELECT is(pg_temp.on_web(pg_temp.open('t_general', '198.51.100.2'), 'SELECT seconds FROM auth.give_second_factor(''1'')'), '1280', 'the wait doubles');
UPDATE auth.second_factor SET wrong_count = 400 WHERE account_id = pg_temp.account('t_general');
SELECT is(pg_temp.on_web(pg_temp.open('t_general', '198.51.100.2'), 'SELECT seconds FROM auth.give_second_factor(''1'')'), '3600', 'up to an hour');
UPDATE auth.second_factor SET last_wrong_at = now() - interval '61 minutes' WHERE account_id = pg_temp.account('t_general');
SELECT is(pg_temp.give(pg_temp.open('t_general', '198.51.100.2'), pg_temp.code('t_general')), 'right', 'after it the right one works');

-- A role that asks for it.
SELECT is(pg_temp.as_person('t_general', 'SELECT auth.require_second_factor(''clinic'', true)'), 'ERROR NX002', 'not everybody asks it of a role');
SELECT is(pg_temp.as_person('t_admin', 'SELECT auth.require_second_factor(''nobody'', true)'), 'ERROR NX003', 'nor of a role that is not there');
SELECT is(pg_temp.on_web(pg_temp.token('clinic'), 'SELECT auth.session_state()'), 'open', 'until it is asked');
SELECT is(pg_temp.as_person('t_admin', 'SELECT auth.require_second_factor(''clinic'', true)'), '', 'the administrator asks it');
SELECT is(pg_temp.on_web(pg_temp.token('clinic'), 'SELECT auth.session_state()'), 'enrolment_due', 'an open session must set it up');
SELECT is(pg_temp.on_web(pg_temp.token('clinic'), 'SELECT access.person_id()'), NULL, 'and is nobody''s until then');
SELECT is(pg_temp.on_web(pg_temp.token('clinic'), 'SELECT count(*) FROM people.person'), '0', 'sees no row');
SELECT is(pg_temp.as_person('t_clinic', 'SELECT access.person_id() IS NOT NULL'), 'true', 'the own login knows no second factor');
SELECT is(pg_temp.as_person('t_admin', 'SELECT holders || '' '' || holders_without FROM auth.sign_in_rules() WHERE role = ''clinic'''), '1 1', 'the administrator sees who lacks it');
SELECT is(pg_temp.as_person('t_admin', 'SELECT string_agg(login_name || '' '' || has_second_factor || '' '' || lacks_second_factor, '', '' ORDER BY login_name) FROM auth.accounts() WHERE login_name IN (''t_clinic'', ''t_general'', ''t_admin'')'),
    't_admin false false, t_clinic false true, t_general true false', 'and which accounts have it');
INSERT INTO token VALUES ('dated', pg_temp.open('t_party2', '192.0.2.3'));
INSERT INTO access.role_assignment (person_id, role, purpose, approved_at, valid) SELECT person_id, 'clinic', 'x', now(), daterange(ref.today(), ref.today() + 9) FROM auth.account WHERE login_name = 't_party2';
SELECT is(pg_temp.on_web(pg_temp.token('dated'), format('SELECT auth.begin_request(%L, ''en'')', pg_temp.token('dated'))) || pg_temp.on_web(pg_temp.token('dated'), 'SELECT auth.session_state()'), 'enrolment_due', 'a role that begins asks it of the next request');
UPDATE access.role_assignment SET valid = daterange(ref.today() - 9, ref.today()) WHERE role = 'clinic' AND person_id = (SELECT person_id FROM auth.account WHERE login_name = 't_party2');
SELECT is(pg_temp.on_web(pg_temp.token('dated'), format('SELECT auth.begin_request(%L, ''en'')', pg_temp.token('dated'))) || pg_temp.on_web(pg_temp.token('dated'), 'SELECT auth.session_state()'), 'open', 'and one that ends does not');
SELECT is(length(pg_temp.on_web(pg_temp.token('clinic'), 'SELECT secret FROM auth.enrol_second_factor(NULL)')), 32, 'it sets it up');
SELECT matches(pg_temp.on_web(pg_temp.token('clinic'), format('SELECT recovery_codes FROM auth.confirm_second_factor(%L)', pg_temp.code('t_clinic'))), '^{([A-Z2-7-]{19},){9}[A-Z2-7-]{19}}$', 'confirms it');
SELECT matches(pg_temp.on_web(pg_temp.token('clinic'), 'SELECT access.person_id()'), '^[0-9]+$', 'and is its owner''s');
SELECT is(pg_temp.as_person('t_admin', 'SELECT auth.require_second_factor(''clinic'', false)'), 'ERROR NX002', 'the administrator does not ask less');
SELECT is(pg_temp.as_person('t_party', 'SELECT auth.require_second_factor(''clinic'', false)'), '', 'the party office does');
SELECT is(pg_temp.on_web(pg_temp.open('t_clinic', '192.0.2.2'), 'SELECT auth.session_state()'), 'code_due', 'a factor that is there is asked for all the same');

-- Reset: one proposes, another approves, neither is its owner.
SELECT is(pg_temp.as_person('t_general', 'SELECT auth.propose_second_factor_reset(''t_clinic'', ''x'')'), 'ERROR NX002', 'not everybody proposes a reset');
SELECT is(pg_temp.as_person('t_admin', 'SELECT auth.propose_second_factor_reset(''t_admin'', ''x'')'), 'ERROR NX002', 'nobody of one''s own');
SELECT is(pg_temp.as_person('t_admin', 'SELECT auth.propose_second_factor_reset(''t_party'', ''x'')'), 'ERROR NX001', 'nor where there is none');
SELECT is(pg_temp.as_person('t_admin', 'SELECT auth.propose_second_factor_reset(''t_clinic'', '' '')'), 'ERROR NX004', 'nor without a reason');
SELECT matches(pg_temp.as_person('t_admin', 'SELECT auth.propose_second_factor_reset(''t_clinic'', ''phone lost'')'), '^[0-9]+$', 'the administrator proposes it');
SELECT is(pg_temp.as_person('t_admin', 'SELECT auth.propose_second_factor_reset(''t_clinic'', ''phone lost'')'), 'ERROR NX004', 'once');
CREATE FUNCTION pg_temp.approve() RETURNS text LANGUAGE sql AS $$ SELECT format('SELECT auth.approve_second_factor_reset(%s)', (SELECT max(id) FROM auth.second_factor_reset)) $$;
SELECT is(pg_temp.as_person('t_admin', pg_temp.approve()), 'ERROR NX002', 'and does not approve it');
SELECT is(pg_temp.as_person('t_party', 'SELECT login_name || '' '' || reason FROM auth.second_factor_resets()'), 't_clinic phone lost', 'the party office sees it');
SELECT matches(pg_temp.on_web(pg_temp.token('clinic'), 'SELECT access.person_id()'), '^[0-9]+$', 'nothing has happened yet');
SELECT is(pg_temp.as_person('t_party', pg_temp.approve()), '', 'and approves it');
SELECT is(pg_temp.as_person('t_party', pg_temp.approve()), 'ERROR NX003', 'once');
SELECT is(pg_temp.on_web(pg_temp.token('clinic'), 'SELECT access.person_id()'), NULL, 'the sessions have ended');
SELECT is((SELECT count(*)::int FROM auth.second_factor WHERE account_id = pg_temp.account('t_clinic')) + (SELECT count(*)::int FROM auth.recovery_code WHERE account_id = pg_temp.account('t_clinic')), 0, 'secret and recovery codes are gone');
SELECT is(pg_temp.logged('second_factor_reset_propose') || ' ' || pg_temp.logged('second_factor_reset_approve'), '1 1', 'both are logged');
SELECT is(length(pg_temp.as_person('t_party', 'SELECT secret FROM auth.enrol_second_factor(NULL)')), 32, 'it can be set up on the own login, too');
SELECT matches(pg_temp.as_person('t_party', format('SELECT recovery_codes FROM auth.confirm_second_factor(%L)', pg_temp.code('t_party'))), '^{([A-Z2-7-]{19},){9}[A-Z2-7-]{19}}$', 'and confirmed there');
SELECT pg_temp.as_person('t_admin', 'SELECT auth.propose_second_factor_reset(''t_party'', ''phone lost'')');
SELECT is(pg_temp.as_person('t_party', pg_temp.approve()), 'ERROR NX002', 'the owner does not approve the own reset');
UPDATE auth.second_factor_reset SET proposed_at = now() - interval '8 days' WHERE approved_at IS NULL;
SELECT is(pg_temp.as_person('t_party2', pg_temp.approve()), 'ERROR NX003', 'after a week nobody does');
SELECT is(length(pg_temp.as_person('t_auditor', 'SELECT secret FROM auth.enrol_second_factor(NULL)')), 32, 'auditors have one, too');

-- How long sessions last.
CREATE FUNCTION pg_temp.lasts(login text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    opened text := pg_temp.open(login, 'x');
BEGIN
    RETURN (SELECT extract(epoch FROM idle_allowed)::int / 60 || ' ' || extract(epoch FROM expires_at - opened_at)::int / 60 FROM auth.session
            WHERE token_sha256 = sha256(convert_to(opened, 'UTF8')));
END $$;
SELECT is(pg_temp.lasts('t_clinic'), '30 720', 'half an hour without use, twelve hours at most');
SELECT is(pg_temp.as_person('t_party', 'SELECT auth.set_session_limit(''clinic'', 10, NULL)'), 'ERROR NX002', 'not everybody sets limits');
SELECT is(pg_temp.as_person('t_admin', 'SELECT auth.set_session_limit(''clinic'', 4, NULL)'), 'ERROR NX004', 'nor any number');
SELECT is(pg_temp.as_person('t_admin', 'SELECT auth.set_session_limit(NULL, 10, NULL)'), 'ERROR NX004', 'everybody''s limit is whole');
INSERT INTO token VALUES ('short', pg_temp.open('t_clinic', 'x'));
UPDATE auth.session SET last_used_at = now() - interval '11 minutes' WHERE token_sha256 = sha256(convert_to(pg_temp.token('short'), 'UTF8'));
SELECT matches(pg_temp.on_web(pg_temp.token('short'), 'SELECT access.person_id()'), '^[0-9]+$', 'eleven minutes without use are allowed');
SELECT is(pg_temp.as_person('t_admin', 'SELECT auth.set_session_limit(''clinic'', 10, 60)'), '', 'until a role allows ten');
SELECT is(pg_temp.on_web(pg_temp.token('short'), 'SELECT access.person_id()'), NULL, 'at once');
SELECT is(pg_temp.lasts('t_clinic') || ', ' || pg_temp.lasts('t_admin'), '10 60, 30 720', 'and from now on, for that role alone');
SELECT is(pg_temp.as_person('t_admin', 'SELECT auth.set_session_limit(NULL, 20, 30)') || pg_temp.lasts('t_clinic') || ', ' || pg_temp.lasts('t_admin'), '10 30, 20 30', 'the shortest wins');
SELECT is(pg_temp.as_person('t_admin', 'SELECT auth.set_session_limit(''clinic'', NULL, NULL)') || pg_temp.lasts('t_clinic'), '20 30', 'a role''s limit is taken away');
SELECT * FROM finish();
ROLLBACK;
