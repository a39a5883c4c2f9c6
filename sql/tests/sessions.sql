-- Sessions, first passwords, guesses.
BEGIN;
SELECT plan(39);
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
FROM (VALUES ('t_admin', 'administrator'), ('t_party', 'party_office'), ('t_general', 'general_affairs')) AS staff (login, role);
INSERT INTO people.person (name, in_directory) VALUES ('new hand', true);

-- A password that somebody else made.
SELECT is(pg_temp.as_person('t_admin', format('SELECT auth.add_account(%s, ''t_new'', pg_temp.verifier(), ''general_affairs'') > 0', (SELECT id FROM people.person WHERE name = 'new hand'))), 'true', 'an account is made');
INSERT INTO access.role_assignment (person_id, role, purpose, approved_at, valid) SELECT id, 'general_affairs', 'x', now(), daterange(ref.today(), ref.today() + 9) FROM people.person WHERE name = 'new hand';
SELECT is(pg_temp.as_person('t_new', 'SELECT access.person_id()'), NULL, 'with the first password one is nobody');
SELECT is(pg_temp.as_person('t_new', 'SELECT count(*) FROM people.person'), '0', 'and sees no row');
SELECT is(pg_temp.as_person('t_new', 'SELECT auth.open_session()'), 'ERROR NX008', 'and opens no session');
SELECT is(pg_temp.as_person('t_new', 'SELECT * FROM work.leaks(''x'')'), 'ERROR NX008', 'a refusal says why');
SELECT is(pg_temp.as_person('t_new', 'SELECT auth.change_password(''plain'')'), 'ERROR NX004', 'a plain password is none');
SELECT is(pg_temp.as_person('t_new', 'SELECT auth.change_password(pg_temp.verifier())'), '', 'with a password of one''s own');
SELECT is(pg_temp.as_person('t_new', 'SELECT access.person_id()'), (SELECT id::text FROM people.person WHERE name = 'new hand'), 'one is somebody');
SELECT is(pg_temp.as_person('t_new', 'SELECT length(auth.open_session())'), '64', 'and opens sessions');
SELECT is(pg_temp.as_person('t_general', 'SELECT auth.reset_password(''t_new'', pg_temp.verifier())'), 'ERROR NX002', 'not everybody makes passwords for others');
SELECT is(pg_temp.as_person('t_admin', 'SELECT auth.reset_password(''t_admin'', pg_temp.verifier())'), 'ERROR NX004', 'nor does the administrator for himself');
SELECT is(pg_temp.as_person('t_admin', 'SELECT auth.reset_password(''t_nobody'', pg_temp.verifier())'), 'ERROR NX003', 'nor for a login that is not there');
SELECT is(pg_temp.as_person('t_admin', 'SELECT auth.reset_password(''t_new'', pg_temp.verifier())'), '', 'but for another');
SELECT is_empty('SELECT FROM auth.session JOIN auth.account ON account.id = account_id WHERE login_name = ''t_new'' AND closed_at IS NULL', 'which ends the sessions');
SELECT is(pg_temp.as_person('t_new', 'SELECT access.person_id()'), NULL, 'and must be changed first');
SELECT is(pg_temp.as_person('nuanxin_web', 'SELECT auth.change_password(pg_temp.verifier())'), 'ERROR 42501', 'the web server changes nobody''s');

-- One's sessions.
CREATE TEMP TABLE token AS SELECT n, pg_temp.as_person('t_general', format('SELECT auth.open_session(''192.0.2.%s'', ''Browser %s'')', n, n)) AS value FROM generate_series(1, 3) AS n;
INSERT INTO token SELECT 9, pg_temp.as_person('t_party', 'SELECT auth.open_session()');
CREATE FUNCTION pg_temp.token(wanted int) RETURNS text LANGUAGE sql AS $$ SELECT value FROM token WHERE n = wanted $$;
SELECT is(pg_temp.on_web(pg_temp.token(2), 'SELECT string_agg(address || '' '' || user_agent || '' '' || is_this, ''; '' ORDER BY number) FROM auth.my_sessions()'),
          '192.0.2.1 Browser 1 false; 192.0.2.2 Browser 2 true; 192.0.2.3 Browser 3 false', 'the list of one''s sessions, this one marked');
SELECT is(pg_temp.as_person('t_general', 'SELECT count(*) FROM auth.my_sessions()'), '3', 'also from one''s own login');
SELECT is(pg_temp.on_web(pg_temp.token(2), format('SELECT auth.close_my_sessions(%s)', (SELECT number FROM auth.session WHERE address = '192.0.2.1'))), '1', 'one is ended');
SELECT is(pg_temp.on_web(pg_temp.token(1), 'SELECT access.person_id()'), NULL, 'it is nobody at its next statement');
SELECT is(pg_temp.on_web(pg_temp.token(9), format('SELECT auth.close_my_sessions(%s)', (SELECT number FROM auth.session WHERE address = '192.0.2.2'))), 'ERROR NX003', 'nobody ends another''s');
SELECT is(pg_temp.on_web(pg_temp.token(2), 'SELECT auth.close_my_sessions(NULL)'), '1', 'all others are ended');
SELECT isnt(pg_temp.on_web(pg_temp.token(2), 'SELECT access.person_id()'), NULL, 'this one goes on');
SELECT is(pg_temp.on_web(NULL, 'SELECT count(*) FROM auth.my_sessions()'), 'ERROR NX006', 'nobody has no sessions');
SELECT is(pg_temp.as_person('t_general', 'SELECT auth.close_sessions_of(''t_party'')'), 'ERROR NX002', 'not everybody ends the sessions of others');
SELECT is(pg_temp.as_person('t_admin', 'SELECT auth.close_sessions_of(''t_party'')'), '1', 'the administrator does');
SELECT is(pg_temp.on_web(pg_temp.token(9), 'SELECT access.person_id()'), NULL, 'at once');

-- Guesses. Within one transaction the clock stands still, so the attempts are made older by hand.
CREATE FUNCTION pg_temp.guess(login text, address text, times int) RETURNS text LANGUAGE sql AS $$
    SELECT max(pg_temp.as_person('nuanxin_web', format('SELECT auth.note_sign_in(%L, %L, false)', login, address))) FROM generate_series(1, times) $$;
CREATE FUNCTION pg_temp.pause(login text, address text) RETURNS int LANGUAGE sql AS $$
    SELECT pg_temp.as_person('nuanxin_web', format('SELECT auth.sign_in_pause(%L, %L)', login, address))::int $$;
SELECT is(pg_temp.as_person('t_admin', 'SELECT auth.sign_in_pause(''t_party'', ''x'')'), 'ERROR 42501', 'the counts are the web server''s');
SELECT is(pg_temp.guess('t_party', '198.51.100.1', 4) || pg_temp.pause('t_party', '198.51.100.1'), '0', 'four wrong ones are free');
SELECT is(pg_temp.guess('t_party', '198.51.100.1', 1) || pg_temp.pause('t_party', '198.51.100.1'), '10', 'after the fifth there is a pause');
SELECT is(pg_temp.guess('t_party', '198.51.100.1', 3) || pg_temp.pause('t_party', '198.51.100.1'), '80', 'that doubles');
SELECT is(pg_temp.pause('t_party', '198.51.100.2'), 0, 'for this address only');
SELECT is(pg_temp.guess('nobody-at-all', '198.51.100.3', 5) || pg_temp.pause('nobody-at-all', '198.51.100.3'), '10', 'a name that is not there is answered alike');
SELECT is(pg_temp.as_person('nuanxin_web', 'SELECT auth.note_sign_in(''t_party'', ''198.51.100.1'', true)') || pg_temp.pause('t_party', '198.51.100.1'), '0', 'a right one clears it');
SELECT is((SELECT max(pg_temp.guess('user' || n, '198.51.100.9', 1)) FROM generate_series(1, 50) AS n) || pg_temp.pause('t_party', '198.51.100.9'), '60', 'one password on everybody: the address waits');
SELECT is((SELECT max(pg_temp.guess('t_general', '203.0.113.' || n, 1)) FROM generate_series(1, 30) AS n) || pg_temp.pause('t_general', '203.0.113.99'), '30', 'many machines, one victim: the name waits a little');
SELECT is(pg_temp.as_person('nuanxin_web', 'SELECT auth.note_sign_in(''t_general'', ''192.0.2.7'', true)') || pg_temp.pause('t_general', '192.0.2.7'), '0', 'but not on the owner''s own machine');
UPDATE auth.sign_in_attempt SET last_wrong_at = last_wrong_at - interval '2 hours';
SELECT is(pg_temp.guess('one-more', 'x', 1), '', 'another guess');
SELECT is((SELECT count(*)::int FROM auth.sign_in_attempt WHERE last_right_at IS NULL), 1, 'throws away what is old');
SELECT * FROM finish();
ROLLBACK;
