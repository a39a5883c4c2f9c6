-- The log under attack by a superuser: what was sealed and then touched is found, and named. A transaction cannot seal what it wrote
-- itself, so the entries are committed first; all that is broken afterwards is broken in a transaction that is rolled back.
\set QUIET on
SET nuanxin.language = 'en';
SET timezone = 'Asia/Shanghai';
CREATE FUNCTION public.test_damage(damage text, heads text[] DEFAULT NULL) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    answer text;
BEGIN
    BEGIN
        EXECUTE damage;
        SELECT coalesce(string_agg(verify.kind || coalesce(' ' || (verify.entry_id - (SELECT base FROM public.test_base)), ''), ', ' ORDER BY verify.kind, verify.entry_id), 'nothing')
        INTO answer FROM audit.verify(heads) AS verify WHERE verify.is_damage OR verify.kind = 'clock';
        RAISE EXCEPTION USING ERRCODE = 'TST01', MESSAGE = answer;
    EXCEPTION WHEN SQLSTATE 'TST01' THEN
        RETURN SQLERRM;
    END;
END $$;
SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS before FROM audit.event_id_seq \gset
CREATE TABLE public.test_base AS SELECT :before::bigint AS base;
-- Nine entries: 1 to 3 in the first seal, 4 to 6 in the second, 7 to 9 in the third. The school's tables get a row with a history.
SELECT audit.record('read', 'care_file', 'k' || n, 1, NULL, '{"part": "notes"}') FROM generate_series(1, 3) AS n;
INSERT INTO ref.code_list (list, label_zh, label_en) VALUES ('test_seal', '甲', 'first');
UPDATE ref.code_list SET label_en = 'second' WHERE list = 'test_seal';
SELECT count(*) FROM audit.seal_entries();
SELECT audit.record('read', 'care_file', 'k' || n, 1, NULL, NULL) FROM generate_series(4, 6) AS n;
SELECT count(*) FROM audit.seal_entries();
SELECT number AS number2, sha256 AS sha2 FROM audit.seal_entries() \gset
SELECT audit.record('read', 'care_file', 'k' || n, 1, NULL, NULL) FROM generate_series(7, 9) AS n;
SELECT number AS number3, sha256 AS sha3 FROM audit.seal_entries() \gset
SELECT max(id) AS version FROM history.version WHERE table_name = 'ref.code_list' AND row_key = 'test_seal' \gset
SELECT set_config('test.head2', :'number2' || ' 2026-11-25 ' || :'sha2', false), set_config('test.head3', :'number3' || ' 2026-11-25 ' || :'sha3', false),
       set_config('test.version', :'version', false), set_config('test.sha2', :'sha2', false);

BEGIN;
SELECT plan(40);
-- Nobody, the owner included, changes what is written down, as long as triggers are on.
SELECT throws_ok(format('UPDATE audit.event SET action = ''x'' WHERE id = %s', base + 1), '42501', NULL, 'UPDATE of the log by hand is refused') FROM public.test_base;
SELECT throws_ok('DELETE FROM audit.event', '42501', NULL, 'DELETE of the log by hand is refused');
SELECT throws_ok('TRUNCATE audit.event', '42501', NULL, 'TRUNCATE of the log by hand is refused');
SELECT throws_ok('UPDATE audit.seal SET era = 2', '42501', NULL, 'a seal is not changed by hand');
SELECT throws_ok('TRUNCATE audit.seal', '42501', NULL, 'TRUNCATE of the seals is refused');
SELECT throws_ok('DELETE FROM history.version', '42501', NULL, 'DELETE of the history by hand is refused');
SELECT throws_ok('UPDATE history.version SET changed_by = 1', '42501', NULL, 'UPDATE of the history by hand is refused');
SELECT throws_ok('TRUNCATE history.version', '42501', NULL, 'TRUNCATE of the history is refused');
SET LOCAL ROLE nuanxin_owner;
SELECT throws_ok('DELETE FROM history.version', '42501', NULL, 'nor does the owner of the tables');
SELECT throws_ok('SET session_replication_role = replica', '42501', NULL, 'who cannot turn the triggers off by that setting');
RESET ROLE;

-- A superuser can. What was done then is found.
SET LOCAL session_replication_role = replica;
SELECT is(public.test_damage('SELECT'), 'nothing', 'an untouched log is found right');
SELECT is(public.test_damage('SELECT', ARRAY[current_setting('test.head2'), current_setting('test.head3'), current_setting('test.sha2')]), 'nothing', 'and agrees with its heads');
SELECT is(public.test_damage(format('UPDATE audit.event SET person_id = 4711 WHERE id = %s', base + 2)), 'altered 2', 'altered: another person') FROM public.test_base;
SELECT is(public.test_damage(format('UPDATE audit.event SET happened_at = happened_at - interval ''1 microsecond'' WHERE id = %s', base + 2)), 'altered 2', 'altered: a microsecond') FROM public.test_base;
SELECT is(public.test_damage(format('UPDATE audit.event SET purpose = '''' WHERE id = %s', base + 2)), 'altered 2', 'altered: an empty text for none') FROM public.test_base;
SELECT is(public.test_damage(format('UPDATE audit.event SET detail = detail || ''{"x": 1}'' WHERE id = %s', base + 2)), 'altered 2', 'altered: a further fact') FROM public.test_base;
SELECT is(public.test_damage(format('UPDATE audit.event SET request = ''other'' WHERE id = %s', base + 5)), 'altered 5', 'altered: another request') FROM public.test_base;
SELECT is(public.test_damage(format('UPDATE audit.event SET transaction_number = ''18446744073709551614'' WHERE id = %s', base + 5)), 'altered 5', 'altered: moved out of the stretch') FROM public.test_base;
SELECT is(public.test_damage(format('UPDATE audit.event SET era = 2 WHERE id = %s', base + 5)), 'altered 5', 'altered: moved into another era') FROM public.test_base;
SELECT is(public.test_damage(format('DELETE FROM audit.event WHERE id IN (%s, %s)', base + 3, base + 4)), 'missing 3, missing 4', 'removed: each is named') FROM public.test_base;
SELECT is(public.test_damage(format('INSERT INTO audit.event (id, door, action, transaction_number) OVERRIDING SYSTEM VALUE SELECT %s, door, action, transaction_number FROM audit.event WHERE id = %s',
                                    base + 500, base + 4)), 'added 500', 'put in') FROM public.test_base;
SELECT is(public.test_damage(format('UPDATE audit.event SET record_key = CASE record_key WHEN ''k8'' THEN ''k9'' ELSE ''k8'' END,
          happened_at = (SELECT other.happened_at FROM audit.event AS other WHERE other.id = %s - event.id),
          transaction_number = (SELECT other.transaction_number FROM audit.event AS other WHERE other.id = %1$s - event.id) WHERE id IN (%s, %s)', 2 * base + 17, base + 8, base + 9)),
          'swapped 8, swapped 9', 'swapped with each other') FROM public.test_base;
SELECT is(public.test_damage(format('UPDATE history.version SET old_row = jsonb_set(old_row, ''{label_en}'', ''"forged"'') WHERE id = %s', current_setting('test.version'))),
          'altered ' || current_setting('test.version')::bigint - base, 'the history: altered') FROM public.test_base;
SELECT is(public.test_damage(format('DELETE FROM history.version WHERE id = %s', current_setting('test.version'))),
          'missing ' || current_setting('test.version')::bigint - base, 'the history: removed') FROM public.test_base;
SELECT is(public.test_damage(format('INSERT INTO history.version (id, table_name, row_key, operation, old_row, transaction_number) OVERRIDING SYSTEM VALUE
          SELECT %s, table_name, row_key, operation, old_row, transaction_number FROM history.version WHERE id = %s', base + 700, current_setting('test.version'))), 'added 700', 'the history: put in')
       FROM public.test_base;
-- The seals themselves.
SELECT is(public.test_damage('UPDATE audit.seal SET sealed_at = sealed_at - interval ''1 day'' WHERE number = ' || split_part(current_setting('test.head2'), ' ', 1)), 'seal_altered', 'a seal: its time');
SELECT is(public.test_damage('UPDATE audit.seal SET event_ids = event_ids[1:cardinality(event_ids) - 1], event_digests = substr(event_digests, 1, length(event_digests) - 32) WHERE number = '
          || split_part(current_setting('test.head2'), ' ', 1)), 'added 6, seal_altered', 'a seal: an entry left out');
SELECT is(public.test_damage('DELETE FROM audit.seal WHERE number = ' || split_part(current_setting('test.head2'), ' ', 1)), 'seal_missing', 'a seal: removed from the middle');
SELECT is(public.test_damage('UPDATE audit.seal SET previous_sha256 = sha256(''x'') WHERE number = ' || split_part(current_setting('test.head3'), ' ', 1)), 'chain_broken, seal_altered', 'a seal: follows another');
-- Entry and list changed together, and the seal made anew: the next seal does not follow any more.
CREATE FUNCTION public.test_remake(first_number bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    one audit.seal;
BEGIN
    FOR one IN SELECT * FROM audit.seal WHERE number >= first_number ORDER BY number LOOP
        SELECT array_agg(event.id ORDER BY event.id), string_agg(audit.event_digest(event), '' ORDER BY event.id) INTO one.event_ids, one.event_digests
        FROM audit.event WHERE event.era = one.era AND transaction_number >= one.from_transaction AND transaction_number < one.to_transaction;
        one.entries_sha256 := audit.entries_digest(one);
        one.previous_sha256 := coalesce((SELECT sha256 FROM audit.seal WHERE number = one.number - 1), one.previous_sha256);
        one.sha256 := audit.seal_digest(one);
        UPDATE audit.seal SET event_ids = one.event_ids, event_digests = one.event_digests, entries_sha256 = one.entries_sha256, previous_sha256 = one.previous_sha256,
               sha256 = one.sha256 WHERE number = one.number;
    END LOOP;
END $$;
CREATE FUNCTION public.test_forge() RETURNS text LANGUAGE sql AS $$
    SELECT format('DELETE FROM audit.event WHERE id = %s; SELECT public.test_remake(%s)', base + 5, split_part(current_setting('test.head2'), ' ', 1)) FROM public.test_base $$;
SELECT is(public.test_damage(public.test_forge()), 'nothing', 'the whole chain re-made: nothing to be seen from inside');
SELECT is(public.test_damage(public.test_forge(), ARRAY[current_setting('test.head2')]), 'other_chain', 'but the head kept elsewhere tells');
SELECT is(public.test_damage(public.test_forge(), ARRAY[current_setting('test.sha2')]), 'other_chain', 'also without its number');
SELECT is(public.test_damage(public.test_forge(), ARRAY[current_setting('test.head3')]), 'other_chain', 'also a later head');
SELECT is(public.test_damage(format('DELETE FROM audit.seal WHERE number >= %s; DELETE FROM audit.event WHERE id > %s', split_part(current_setting('test.head3'), ' ', 1), base + 6),
          ARRAY[current_setting('test.head3')]), 'tail_cut', 'the tail cut off, entries and seal: the head kept elsewhere tells') FROM public.test_base;
SELECT is(public.test_damage(format('UPDATE audit.event SET happened_at = happened_at - interval ''1 hour'' WHERE id = %s', base + 9)), 'altered 9, clock 9', 'the clock set back is reported') FROM public.test_base;
SELECT throws_ok('SELECT * FROM audit.verify(ARRAY[''nonsense''])', 'NX004', NULL, 'a head that is none is refused');
SELECT is((SELECT count(*)::int FROM audit.verify(NULL) WHERE kind = 'gap' AND entry_id > (SELECT base FROM public.test_base)), 0, 'no gap among the entries');
SELECT is(public.test_damage('SELECT audit.record(''read'', ''care_file'', ''later'', 1, NULL, NULL)'), 'nothing', 'an entry that is not sealed yet is no damage');
SAVEPOINT before_rollback;
SELECT audit.record('read', 'care_file', 'hidden', 1, NULL, NULL);
ROLLBACK TO before_rollback;
SELECT is((SELECT count(*)::int FROM audit.verify(NULL) WHERE kind = 'gap' AND entry_id > (SELECT base + 9 FROM public.test_base)), 1, 'a read that was rolled back leaves a gap that is reported');
SELECT is((SELECT count(*)::int FROM audit.seal_entries()), 1, 'sealing what is not over yet adds nothing and answers the head');
SELECT * FROM finish();
ROLLBACK;
DROP FUNCTION public.test_damage(text, text[]);
SET session_replication_role = replica;
DELETE FROM audit.seal;
DELETE FROM audit.event WHERE id > (SELECT base FROM public.test_base);
DELETE FROM history.version WHERE table_name = 'ref.code_list' AND row_key = 'test_seal';
DELETE FROM ref.code_list WHERE list = 'test_seal';
DROP TABLE public.test_base;
