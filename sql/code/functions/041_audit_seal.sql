-- The log and the history under seal.
--
-- Writers only insert, and wait for nobody. A seal takes in every entry of the transactions that have ended before the oldest
-- one still running, so that whoever commits late is in a later seal. Each seal holds the digest of each entry and that of the
-- seal before it. Whoever changes an entry, or takes one away, or puts one in, breaks a seal; whoever makes the whole chain
-- anew, as a superuser could, has another head than the one that was written down elsewhere.

CREATE OR REPLACE FUNCTION audit.refuse_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = '42501',
        MESSAGE = ref.say(format('%s.%s 只增不改。', TG_TABLE_SCHEMA, TG_TABLE_NAME),
                          format('%s.%s is only ever added to.', TG_TABLE_SCHEMA, TG_TABLE_NAME));
END
$$;
COMMENT ON FUNCTION audit.refuse_change() IS '拒绝改动只增的表,对所有者也一样 | refuses to change what is append-only, also for its owner';

-- Every fact of an entry, in a form that no setting of the connection changes. Form 1: a later form gets a number of its own.
CREATE OR REPLACE FUNCTION audit.digest(entry audit.event) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN substr(sha256(convert_to(jsonb_build_array('event', entry.id, extract(epoch FROM entry.happened_at), entry.person_id, entry.login_name,
    entry.door, entry.action, entry.record_class, entry.record_key, entry.student_id, entry.purpose, entry.detail,
    entry.transaction_number::text)::text, 'UTF8')), 1, 16);
COMMENT ON FUNCTION audit.digest(audit.event) IS '日志条目的摘要 | digest of an entry of the log';

CREATE OR REPLACE FUNCTION audit.digest(version history.version) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN substr(sha256(convert_to(jsonb_build_array('version', version.id, version.table_name, version.row_key, version.operation,
    version.old_row, version.changed_by, extract(epoch FROM version.changed_at), version.transaction_number::text)::text, 'UTF8')), 1, 16);
COMMENT ON FUNCTION audit.digest(history.version) IS '历史版本的摘要 | digest of an earlier version';

-- The entries of a stretch of transactions: 1 the log, 2 the history.
CREATE OR REPLACE FUNCTION audit.entries(from_transaction xid8, before_transaction xid8)
RETURNS TABLE (source int, id bigint, digest bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT 1, event.id, audit.digest(event) FROM audit.event
    WHERE event.transaction_number >= from_transaction AND event.transaction_number < before_transaction
    UNION ALL
    SELECT 2, version.id, audit.digest(version) FROM history.version
    WHERE version.transaction_number >= from_transaction AND version.transaction_number < before_transaction
$$;
COMMENT ON FUNCTION audit.entries(xid8, xid8) IS '一段事务的条目及其摘要 | entries of a stretch of transactions, with their digests';

CREATE OR REPLACE FUNCTION audit.seal_digest(sealed audit.seal) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN sha256(convert_to(jsonb_build_array(sealed.number, sealed.form, sealed.up_to_transaction::text, sealed.entry_count,
    encode(sha256(sealed.entries), 'hex'), encode(sealed.previous_sha256, 'hex'), extract(epoch FROM sealed.sealed_at))::text, 'UTF8'));
COMMENT ON FUNCTION audit.seal_digest(audit.seal) IS '封签的摘要 | digest of a seal';

-- Seals what can be sealed and answers the head; the same head when there is nothing new.
CREATE OR REPLACE FUNCTION audit.seal_now()
RETURNS TABLE (number bigint, entry_count int, sealed_at timestamptz, head text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    latest audit.seal;
    made audit.seal;
BEGIN
    -- The web server seals every minute; whoever else does must be one who may read the log.
    IF session_user <> 'nuanxin_web' THEN
        PERFORM access.require('audit', 'see');
    END IF;
    -- One seals at a time; nobody who writes waits for it.
    PERFORM pg_advisory_xact_lock(hashtext('audit.seal'));
    SELECT * INTO latest FROM audit.seal ORDER BY seal.number DESC LIMIT 1;
    made.number := coalesce(latest.number, 0) + 1;
    made.form := 1;
    made.up_to_transaction := pg_snapshot_xmin(pg_current_snapshot());
    made.previous_sha256 := coalesce(latest.sha256, ''::bytea);
    made.sealed_at := clock_timestamp();
    SELECT count(*), coalesce(string_agg(set_byte('\x00'::bytea, 0, entry.source) || int8send(entry.id) || entry.digest, ''::bytea
                                         ORDER BY entry.source, entry.id), ''::bytea)
    INTO made.entry_count, made.entries
    FROM audit.entries(coalesce(latest.up_to_transaction, '0'::xid8), made.up_to_transaction) AS entry;
    IF made.entry_count > 0 THEN
        made.sha256 := audit.seal_digest(made);
        INSERT INTO audit.seal SELECT made.*;
        latest := made;
    END IF;
    RETURN QUERY SELECT latest.number, latest.entry_count, latest.sealed_at, encode(latest.sha256, 'hex') WHERE latest.number IS NOT NULL;
END
$$;
COMMENT ON FUNCTION audit.seal_now() IS '封签,返回链头 | seals what can be sealed, answers the head';

CREATE OR REPLACE FUNCTION audit.heads(newest int)
RETURNS TABLE (number bigint, entry_count int, sealed_at timestamptz, head text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('audit', 'see');
    RETURN QUERY SELECT seal.number, seal.entry_count, seal.sealed_at, encode(seal.sha256, 'hex') FROM audit.seal
        ORDER BY seal.number DESC LIMIT greatest(1, least(newest, 10000));
END
$$;
COMMENT ON FUNCTION audit.heads(int) IS '最近的链头 | the newest heads';

-- Everything that does not fit. Nothing: the log and the history are as they were sealed. `kept_head` is a head that was
-- written down elsewhere, of seal `kept_number`.
CREATE OR REPLACE FUNCTION audit.verify(kept_number bigint, kept_head text)
RETURNS TABLE (problem text, seal_number bigint, source text, entry_id bigint, words text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    sealed audit.seal;
    expected_number bigint := 1;
    previous bytea := ''::bytea;
    begins xid8 := '0'::xid8;
BEGIN
    PERFORM access.require('audit', 'see');
    IF (kept_number IS NULL) <> (kept_head IS NULL) OR kept_head !~ '^[0-9a-f]{64}$' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('链头写作“序号:64 位十六进制数”。', 'A head is written as its number, a colon and 64 hexadecimal digits.');
    END IF;
    FOR sealed IN SELECT * FROM audit.seal ORDER BY seal.number LOOP
        IF sealed.number <> expected_number THEN
            RETURN QUERY SELECT 'seal_missing', expected_number, NULL::text, NULL::bigint,
                ref.say(format('缺少第 %s 号封签(下一个是 %s)。', expected_number, sealed.number),
                        format('Seal %s is missing; the next is %s.', expected_number, sealed.number));
        ELSIF sealed.previous_sha256 <> previous THEN
            RETURN QUERY SELECT 'chain_broken', sealed.number, NULL::text, NULL::bigint,
                ref.say(format('第 %s 号封签与前一封签不相连。', sealed.number), format('Seal %s does not hold on to the one before.', sealed.number));
        END IF;
        IF audit.seal_digest(sealed) <> sealed.sha256 THEN
            RETURN QUERY SELECT 'seal_altered', sealed.number, NULL::text, NULL::bigint,
                ref.say(format('第 %s 号封签被改动。', sealed.number), format('Seal %s was altered.', sealed.number));
        END IF;
        RETURN QUERY
        WITH kept AS (
            SELECT get_byte(sealed.entries, place * 25) AS source,
                   ('x' || encode(substr(sealed.entries, place * 25 + 2, 8), 'hex'))::bit(64)::bigint AS id,
                   substr(sealed.entries, place * 25 + 10, 16) AS digest
            FROM generate_series(0, sealed.entry_count - 1) AS place
        ), found AS (
            SELECT * FROM audit.entries(begins, sealed.up_to_transaction)
        )
        SELECT CASE WHEN found.id IS NULL THEN 'entry_removed' WHEN kept.id IS NULL THEN 'entry_inserted' ELSE 'entry_altered' END,
               sealed.number, CASE coalesce(kept.source, found.source) WHEN 1 THEN 'audit.event' ELSE 'history.version' END, coalesce(kept.id, found.id),
               CASE WHEN found.id IS NULL THEN ref.say(format('第 %s 条已不在。', kept.id), format('Entry %s is gone.', kept.id))
                    WHEN kept.id IS NULL THEN ref.say(format('第 %s 条是封签之后加入的。', found.id), format('Entry %s was put in after the sealing.', found.id))
                    ELSE ref.say(format('第 %s 条被改动。', kept.id), format('Entry %s was altered.', kept.id)) END
        FROM kept FULL JOIN found USING (source, id)
        WHERE kept.digest IS DISTINCT FROM found.digest
        ORDER BY 3, 4;
        IF sealed.number = kept_number AND encode(sealed.sha256, 'hex') <> kept_head THEN
            RETURN QUERY SELECT 'chain_remade', sealed.number, NULL::text, NULL::bigint,
                ref.say(format('第 %s 号封签与留存的链头不符:链被重做。', sealed.number), format('Seal %s is not the one whose head was kept: the chain was made anew.', sealed.number));
        END IF;
        expected_number := sealed.number + 1;
        previous := sealed.sha256;
        begins := sealed.up_to_transaction;
    END LOOP;
    IF kept_number >= expected_number THEN
        RETURN QUERY SELECT 'tail_cut', kept_number, NULL::text, NULL::bigint,
            ref.say(format('留存的链头是第 %s 号,链只到第 %s 号:尾部被截。', kept_number, expected_number - 1),
                    format('The head that was kept is that of seal %s; the chain ends with %s: its tail was cut off.', kept_number, expected_number - 1));
    END IF;
    -- The numbers follow each other in time; a clock that was set back shows.
    RETURN QUERY
    SELECT 'clock_set_back', NULL::bigint, 'audit.event', event.id,
           ref.say(format('第 %s 条比前一条早 %s。', event.id, event.before - event.happened_at),
                   format('Entry %s is %s earlier than the one before.', event.id, event.before - event.happened_at))
    FROM (SELECT entry.id, entry.happened_at, lag(entry.happened_at) OVER (ORDER BY entry.id) AS before FROM audit.event AS entry) AS event
    -- Transactions side by side take their numbers and times in any order, within seconds.
    WHERE event.happened_at < event.before - interval '1 minute';
    PERFORM audit.record('verify', 'audit', kept_number::text, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION audit.verify(bigint, text) IS '核对日志与历史,列出一切不符 | checks the log and the history, lists all that does not fit';

-- What a verification covered, and what lies outside it.
CREATE OR REPLACE FUNCTION audit.coverage()
RETURNS TABLE (seals bigint, sealed_entries bigint, unsealed_entries bigint, missing_numbers bigint, newest_seal timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('audit', 'see');
    RETURN QUERY
    SELECT count(*), coalesce(sum(seal.entry_count), 0)::bigint,
           (SELECT count(*) FROM audit.entries(coalesce(max(seal.up_to_transaction::text::bigint), 0)::text::xid8, '9223372036854775807'::xid8)),
           -- A number that is missing was rolled back by its reader, or its entry was taken away before a seal covered it.
           (SELECT coalesce(max(event.id) - min(event.id) + 1 - count(*), 0) FROM audit.event), max(seal.sealed_at)
    FROM audit.seal;
END
$$;
COMMENT ON FUNCTION audit.coverage() IS '封签覆盖的范围 | what the seals cover, and what they do not';

CREATE OR REPLACE FUNCTION audit.list(of_person bigint, of_student bigint, of_action text, from_day date, to_day date, before_id bigint, newest int)
RETURNS TABLE (id bigint, happened_at timestamptz, person_id bigint, person_name text, login_name text, door text, action text,
               record_class text, record_key text, student_id bigint, purpose text, detail jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('audit', 'see');
    RETURN QUERY
    SELECT event.id, event.happened_at, event.person_id, person.name, event.login_name::text, event.door, event.action, event.record_class,
           event.record_key, event.student_id, event.purpose, event.detail
    FROM audit.event LEFT JOIN people.person ON person.id = event.person_id
    WHERE (of_person IS NULL OR event.person_id = of_person) AND (of_student IS NULL OR event.student_id = of_student)
      AND (of_action IS NULL OR event.action = of_action)
      AND (from_day IS NULL OR event.happened_at >= from_day::timestamp AT TIME ZONE 'Asia/Shanghai')
      AND (to_day IS NULL OR event.happened_at < (to_day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
      AND (before_id IS NULL OR event.id < before_id)
    ORDER BY event.id DESC LIMIT greatest(1, least(newest, 1000));
END
$$;
COMMENT ON FUNCTION audit.list(bigint, bigint, text, date, date, bigint, int) IS '查日志 | reads the log, newest first';
