-- The log and the history under seal: every way to bend them is found.
BEGIN;
SELECT plan(22);
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
-- The test is one transaction, and a seal takes in those that have ended. So entries of transactions that ended long ago are
-- put in by hand; the first seal covers those before the fourth.
INSERT INTO audit.event (happened_at, person_id, login_name, door, action, record_class, record_key, transaction_number)
SELECT TIMESTAMPTZ '2026-01-01 08:00+08' + n * interval '1 hour', n, 'somebody', 'web', 'read', 'care_file', n::text, n::text::xid8 FROM generate_series(1, 6) AS n;
INSERT INTO history.version (table_name, row_key, operation, old_row, transaction_number) VALUES ('care.file', '1', 'UPDATE', '{"id": 1}', '2'), ('care.file', '1', 'UPDATE', '{"id": 1, "state": "open"}', '5');
CREATE FUNCTION pg_temp.entries_of(first xid8, before xid8) RETURNS bytea LANGUAGE sql AS $$
    SELECT string_agg(set_byte('\x00'::bytea, 0, source) || int8send(id) || digest, ''::bytea ORDER BY source, id) FROM audit.entries(first, before) $$;
INSERT INTO audit.seal (number, up_to_transaction, entry_count, entries, previous_sha256, sealed_at, sha256)
SELECT 1, '4', octet_length(list) / 25, list, '', '2026-01-01 12:00+08', '' FROM pg_temp.entries_of('0', '4') AS list;
ALTER TABLE audit.seal DISABLE TRIGGER append_only;
UPDATE audit.seal SET sha256 = audit.seal_digest(seal);
SELECT access.set_up_account(login, login, pg_temp.verifier(), ARRAY[role], current_date + 30)
FROM (VALUES ('t_auditor', 'auditor'), ('t_general', 'general_affairs'), ('t_admin', 'administrator')) AS staff (login, role);

CREATE TEMP TABLE entry AS SELECT row_number() OVER (ORDER BY id) AS n, id FROM audit.event WHERE login_name = 'somebody';
CREATE FUNCTION pg_temp.problems(kept bigint DEFAULT NULL, head text DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person('t_auditor', format('SELECT string_agg(problem || coalesce('' '' || source, ''''), '', '' ORDER BY seal_number, source, entry_id) FROM audit.verify(%L, %L)', kept, head)) $$;

SELECT is(pg_temp.as_person('t_general', 'SELECT number FROM audit.seal_now()'), 'ERROR NX002', 'who may not read the log does not seal it');
SELECT is(pg_temp.as_person('t_auditor', 'SELECT number FROM audit.seal_now()'), '2', 'the auditor seals what came since');
SELECT is(pg_temp.as_person('nuanxin_web', 'SELECT number FROM audit.seal_now()'), '2', 'the web server too, and nothing new is no new seal');
SELECT is((SELECT entry_count FROM audit.seal WHERE number = 1), 4, 'three entries of the log and one of the history are in the first');
CREATE TEMP TABLE head AS SELECT number, encode(sha256, 'hex') AS head FROM audit.seal;
SELECT is(pg_temp.problems(), NULL, 'nothing was bent, nothing is found');
SELECT is(pg_temp.problems(2, (SELECT head FROM head WHERE number = 2)), NULL, 'also against the head that was kept');

-- Each by a superuser, with the triggers off, and undone.
CREATE FUNCTION pg_temp.bent(how text, kept bigint DEFAULT NULL, head text DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    BEGIN
        SET LOCAL session_replication_role = replica;
        EXECUTE how;
        answer := pg_temp.problems(kept, head);
        RAISE EXCEPTION USING ERRCODE = 'ZZ999';
    EXCEPTION WHEN SQLSTATE 'ZZ999' THEN
        RETURN answer;
    END;
END $$;
SELECT is(pg_temp.bent('UPDATE audit.event SET person_id = 7 WHERE id = (SELECT id FROM entry WHERE n = 3)'), 'entry_altered audit.event', 'an entry altered');
SELECT is(pg_temp.bent('UPDATE audit.event SET happened_at = happened_at + interval ''1 microsecond'' WHERE id = (SELECT id FROM entry WHERE n = 3)'), 'entry_altered audit.event', 'by a microsecond');
SELECT is(pg_temp.bent('DELETE FROM audit.event WHERE id = (SELECT id FROM entry WHERE n = 3)'), 'entry_removed audit.event', 'an entry removed');
SELECT is(pg_temp.bent($$INSERT INTO audit.event (happened_at, door, action, transaction_number) VALUES ('2026-01-01 11:00+08', 'web', 'read', '3')$$), 'entry_inserted audit.event, clock_set_back audit.event',
          'an entry put in');
SELECT is(pg_temp.bent($$UPDATE audit.event SET person_id = other.person_id FROM audit.event AS other, entry AS one, entry AS two
                         WHERE one.n = 2 AND two.n = 4 AND (event.id, other.id) IN ((one.id, two.id), (two.id, one.id))$$), 'entry_altered audit.event, entry_altered audit.event', 'two entries swapped');
SELECT is(pg_temp.bent($$UPDATE history.version SET old_row = '{"id": 1, "state": "closed"}' WHERE transaction_number = '5'$$), 'entry_altered history.version', 'history altered');
SELECT is(pg_temp.bent($$DELETE FROM history.version WHERE transaction_number = '2'$$), 'entry_removed history.version', 'history removed');
SELECT is(pg_temp.bent($$UPDATE audit.event SET transaction_number = '999999999999' WHERE id = (SELECT id FROM entry WHERE n = 3)$$), 'entry_removed audit.event', 'an entry moved out of its seal');
SELECT is(pg_temp.bent($$UPDATE audit.seal SET sealed_at = sealed_at + interval '1 day' WHERE number = 1$$), 'seal_altered', 'a seal altered');
SELECT is(pg_temp.bent($$DELETE FROM audit.seal WHERE number = 1$$), 'seal_missing, entry_inserted audit.event, entry_inserted audit.event, entry_inserted audit.event, entry_inserted history.version', 'a seal removed');
SELECT is(pg_temp.bent($$DELETE FROM audit.seal WHERE number = 2$$, 2, (SELECT head FROM head WHERE number = 2)), 'tail_cut', 'the tail cut off, against the head that was kept');
-- A superuser who alters an entry and makes the chain anew has another head.
SELECT is(pg_temp.bent($$UPDATE audit.event SET person_id = 7 WHERE id = (SELECT id FROM entry WHERE n = 3);
    UPDATE audit.seal SET entries = pg_temp.entries_of('0', '4') WHERE number = 1;
    UPDATE audit.seal SET sha256 = audit.seal_digest(seal) WHERE number = 1;
    UPDATE audit.seal SET previous_sha256 = (SELECT sha256 FROM audit.seal WHERE number = 1) WHERE number = 2;
    UPDATE audit.seal SET sha256 = audit.seal_digest(seal) WHERE number = 2$$, 2, (SELECT head FROM head WHERE number = 2)), 'chain_remade', 'the whole chain made anew, against the head that was kept');
-- By hand, as the owner that migrations act as.
SET LOCAL ROLE nuanxin_owner;
SELECT throws_ok('UPDATE public.nothing SET x = 1', '42P01', NULL, 'the owner is who acts');
SELECT throws_ok('DELETE FROM audit.event', '42501', NULL, 'the owner does not delete from the log by hand');
SELECT throws_ok('TRUNCATE history.version', '42501', NULL, 'nor empty the history');
RESET ROLE;
SELECT is(pg_temp.as_person('t_admin', 'SELECT count(*) FROM audit.heads(10)'), 'ERROR NX002', 'the administrator runs the log and does not read it');
SELECT * FROM finish();
ROLLBACK;
