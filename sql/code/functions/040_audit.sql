-- Writing the log. Contents of records never go in.
CREATE OR REPLACE FUNCTION audit.record(what text, on_class text, key text, of_student bigint, why text, more jsonb)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
BEGIN
    -- An entry goes away with the reader's ROLLBACK, a line of the server's log does not; the number that is missing in
    -- audit.event tells where to look for it.
    IF what IN ('read', 'list', 'reveal', 'search', 'export') THEN
        RAISE LOG 'nuanxin audit: person % % % % student %', me, what, on_class, coalesce(key, '-'), coalesce(of_student::text, '-');
    END IF;
    INSERT INTO audit.event (person_id, door, action, record_class, record_key, student_id, purpose, detail, request)
    VALUES (me, access.door(), what, on_class, key, of_student, why, coalesce(more, '{}'),
            nullif(left(current_setting('nuanxin.request', true), 100), ''));
END
$$;
COMMENT ON FUNCTION audit.record(text, text, text, bigint, text, jsonb) IS '写审计日志 | writes one entry of the log';

-- The same key a second time: NX007 if the request is the same (it was done already), NX004 if it is another.
CREATE OR REPLACE FUNCTION audit.claim_command(with_key uuid, on_route text, request text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    earlier audit.command;
BEGIN
    IF access.person_id() IS NULL THEN
        PERFORM access.refuse('directory', 'create');
    ELSIF with_key IS NULL OR on_route IS NULL OR request IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('这张表单不完整。请重新打开页面再填。', 'The form is not complete. Open the page again and fill it in anew.');
    END IF;
    INSERT INTO audit.command (key, person_id, route, request_sha256)
    VALUES (with_key, access.person_id(), on_route, sha256(convert_to(request, 'UTF8')))
    ON CONFLICT (key) DO NOTHING;
    IF NOT FOUND THEN
        SELECT * INTO earlier FROM audit.command WHERE command.key = with_key;
        IF earlier.person_id IS DISTINCT FROM access.person_id() OR earlier.route <> on_route
           OR earlier.request_sha256 <> sha256(convert_to(request, 'UTF8')) THEN
            RAISE EXCEPTION USING ERRCODE = 'NX004',
                MESSAGE = ref.say('这张表单已经用过。请重新打开页面再填。', 'This form was used already. Open the page again and fill it in anew.');
        END IF;
        RAISE EXCEPTION USING ERRCODE = 'NX007', MESSAGE = ref.say('这件事已经办过,没有重复办理。', 'This was done already and was not done twice.');
    END IF;
    -- From here to the end of the transaction every entry and every version says that this request made it.
    PERFORM set_config('nuanxin.request', with_key::text, true);
END
$$;
COMMENT ON FUNCTION audit.claim_command(uuid, text, text) IS '同一命令只生效一次 | a command takes effect once';

-- A refusal rolls back what it stands in. So the web server and the command line write it down in a transaction of its own, after the
-- error, as the person who was refused; whoever works in SQL leaves the line of the server's log that access.refuse writes.
-- Thirty a minute, person and kind of refusal: a log is not filled by asking, and what may not be done (NX002, 42501) is not crowded out by what is not there (NX003).
CREATE OR REPLACE FUNCTION audit.refused(what text, sqlstate text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
BEGIN
    IF me IS NULL OR what IS NULL OR sqlstate IS NULL OR sqlstate NOT IN ('NX002', 'NX003', '42501') THEN
        RETURN false;
    ELSIF (SELECT count(*) FROM audit.event WHERE person_id = me AND action = 'refused' AND detail ->> 'sqlstate' = refused.sqlstate AND happened_at > clock_timestamp() - interval '1 minute') >= 30 THEN
        RAISE LOG 'nuanxin audit: person % refused % (not written down, more than 30 in a minute)', me, sqlstate;
        RETURN false;
    END IF;
    -- The address or the command, never what was typed into it.
    PERFORM audit.record('refused', NULL, NULL, NULL, NULL, jsonb_build_object('what', left(regexp_replace(what, '[^[:alnum:] /_.#:-]', '', 'g'), 200), 'sqlstate', sqlstate));
    RETURN true;
END
$$;
COMMENT ON FUNCTION audit.refused(text, text) IS '登记一次被拒或查无(每种每分钟至多三十条) | writes down a refusal, or that nothing was found, thirty a minute of each at most';

-- What left the school as a file: which, how many rows, and the digest by which a copy found elsewhere is recognised.
CREATE OR REPLACE FUNCTION audit.exported(on_class text, what text, row_count bigint, file_sha256 text, format text, filters text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF access.person_id() IS NULL THEN
        PERFORM access.refuse('reporting', 'see');
    ELSIF NOT EXISTS (SELECT FROM access.record_class WHERE record_class = on_class) OR what IS NULL OR row_count IS NULL OR row_count < 0
          OR file_sha256 !~ '^[0-9a-f]{64}$' OR format NOT IN ('csv', 'xlsx', 'html', 'json') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('导出登记不完整。', 'The entry about the export is not complete.');
    END IF;
    PERFORM audit.record('export', on_class, left(what, 100), NULL, NULL,
        jsonb_strip_nulls(jsonb_build_object('rows', row_count, 'sha256', file_sha256, 'format', format, 'filters', left(filters, 300))));
END
$$;
COMMENT ON FUNCTION audit.exported(text, text, bigint, text, text, text) IS '登记一次导出:行数与文件摘要 | writes down an export with its rows and the digest of the file';

-- What a seal says about one entry. JSON of the columns in a fixed order: the same on every server, whatever its settings.
CREATE OR REPLACE FUNCTION audit.event_digest(entry audit.event, under_number bigint DEFAULT NULL) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
RETURN sha256(convert_to(jsonb_build_array('event', coalesce(under_number, (entry).id), extract(epoch FROM (entry).happened_at), (entry).person_id, (entry).login_name::text,
    (entry).door, (entry).action, (entry).record_class, (entry).record_key, (entry).student_id, (entry).purpose, (entry).detail,
    (entry).transaction_number::text, (entry).request, (entry).era)::text, 'UTF8'));
COMMENT ON FUNCTION audit.event_digest(audit.event, bigint) IS '一条日志的摘要 | digest of an entry, or of what it would be under another number';
CREATE OR REPLACE FUNCTION audit.version_digest(entry history.version, under_number bigint DEFAULT NULL) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
-- Of a version that was erased: what it was before.
RETURN CASE WHEN (entry).erased_sha256 IS NOT NULL AND under_number IS NULL THEN (entry).erased_sha256 ELSE sha256(convert_to(jsonb_build_array('version', coalesce(under_number, (entry).id), (entry).table_name, (entry).row_key, (entry).operation, (entry).old_row,
    (entry).changed_by, extract(epoch FROM (entry).changed_at), (entry).transaction_number::text, (entry).request, (entry).era)::text, 'UTF8')) END;
COMMENT ON FUNCTION audit.version_digest(history.version, bigint) IS '一个历史版本的摘要 | digest of a version, or of what it would be under another number';
CREATE OR REPLACE FUNCTION audit.entries_digest(of_seal audit.seal) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = ''
RETURN sha256(convert_to((of_seal).event_ids::text || (of_seal).version_ids::text, 'UTF8') || (of_seal).event_digests || (of_seal).version_digests);
COMMENT ON FUNCTION audit.entries_digest(audit.seal) IS '封印中各条的摘要 | digest of the lists of a seal';
CREATE OR REPLACE FUNCTION audit.seal_digest(of_seal audit.seal) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
RETURN sha256(convert_to(jsonb_build_array('seal', (of_seal).number, (of_seal).era, (of_seal).from_transaction::text, (of_seal).to_transaction::text,
    encode((of_seal).entries_sha256, 'hex'), encode((of_seal).previous_sha256, 'hex'), extract(epoch FROM (of_seal).sealed_at))::text, 'UTF8'));
COMMENT ON FUNCTION audit.seal_digest(audit.seal) IS '封印的摘要 | digest of a seal';

-- Adds one seal over a stretch of transactions; the caller holds the lock.
CREATE OR REPLACE FUNCTION audit.add_seal(of_era int, from_number xid8, to_number xid8, even_empty boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made audit.seal;
BEGIN
    SELECT coalesce(max(seal.number), 0) + 1 INTO made.number FROM audit.seal;
    made.era := of_era;
    made.from_transaction := from_number;
    made.to_transaction := to_number;
    SELECT coalesce(array_agg(event.id ORDER BY event.id), '{}'), coalesce(string_agg(audit.event_digest(event), '' ORDER BY event.id), '')
    INTO made.event_ids, made.event_digests
    FROM audit.event WHERE event.era = of_era AND event.transaction_number >= from_number AND event.transaction_number < to_number;
    SELECT coalesce(array_agg(version.id ORDER BY version.id), '{}'), coalesce(string_agg(audit.version_digest(version), '' ORDER BY version.id), '')
    INTO made.version_ids, made.version_digests
    FROM history.version WHERE version.era = of_era AND version.transaction_number >= from_number AND version.transaction_number < to_number;
    -- A quiet minute makes no seal: the next one begins where the last one ended.
    IF cardinality(made.event_ids) + cardinality(made.version_ids) = 0 AND NOT even_empty THEN
        RETURN;
    END IF;
    made.entries_sha256 := audit.entries_digest(made);
    made.previous_sha256 := coalesce((SELECT seal.sha256 FROM audit.seal WHERE seal.number = made.number - 1), decode(repeat('00', 32), 'hex'));
    made.sealed_at := clock_timestamp();
    made.sha256 := audit.seal_digest(made);
    INSERT INTO audit.seal SELECT made.*;
END
$$;
COMMENT ON FUNCTION audit.add_seal(int, xid8, xid8, boolean) IS '加一个封印 | adds one seal';

-- Seals what was written since the last seal, and answers the head of the chain. Nobody who writes waits for it: it takes the entries of
-- the transactions that are all over by now (below the oldest one that still runs); what a slow one writes comes into a later seal.
-- Anybody may call it, for it tells only a digest. Two at once: the second waits for the first; the lock is one that only the owner can take.
CREATE OR REPLACE FUNCTION audit.seal_entries() RETURNS TABLE (number bigint, sha256 text, sealed_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    without_end CONSTANT xid8 := xid8 '18446744073709551615';
    before audit.seal;
    horizon xid8;
    present_era int := 1;
    next_transaction xid8 := xid8 '0';
BEGIN
    LOCK TABLE audit.seal IN SHARE ROW EXCLUSIVE MODE;
    SELECT * INTO before FROM audit.seal ORDER BY seal.number DESC LIMIT 1;
    horizon := pg_snapshot_xmin(pg_current_snapshot());
    IF before.to_transaction = without_end THEN
        present_era := before.era + 1;
    ELSIF before.number IS NOT NULL THEN
        present_era := before.era;
        next_transaction := before.to_transaction;
    END IF;
    IF horizon < next_transaction THEN
        -- Restored into another cluster, whose transactions are numbered from the beginning again. What came with the copy is sealed to
        -- the end of its era; what is written from now on belongs to the next one.
        PERFORM audit.add_seal(present_era, next_transaction, without_end, true);
        EXECUTE format('ALTER TABLE audit.event ALTER COLUMN era SET DEFAULT %s', present_era + 1);
        EXECUTE format('ALTER TABLE history.version ALTER COLUMN era SET DEFAULT %s', present_era + 1);
    ELSIF next_transaction < horizon THEN
        PERFORM audit.add_seal(present_era, next_transaction, horizon, false);
    END IF;
    RETURN QUERY SELECT seal.number, encode(seal.sha256, 'hex'), seal.sealed_at FROM audit.seal ORDER BY seal.number DESC LIMIT 1;
END
$$;
COMMENT ON FUNCTION audit.seal_entries() IS '封存新写的日志与历史,返回链头 | seals what was written since, and answers the head of the chain';

-- The auditor, or whoever runs the cluster: the chain tells nothing of what is in the log.
CREATE OR REPLACE FUNCTION audit.require_auditor() RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT coalesce((SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = session_user), false) AND NOT access.may_all('audit', 'see') THEN
        PERFORM access.refuse('audit', 'see');
    END IF;
END
$$;
COMMENT ON FUNCTION audit.require_auditor() IS '要求是审计员或超级用户 | refuses whoever is neither auditor nor superuser';

CREATE OR REPLACE FUNCTION audit.heads(most int) RETURNS TABLE (number bigint, sealed_at timestamptz, sha256 text, events int, versions int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM audit.require_auditor();
    RETURN QUERY SELECT seal.number, seal.sealed_at, encode(seal.sha256, 'hex'), cardinality(seal.event_ids), cardinality(seal.version_ids)
        FROM audit.seal ORDER BY seal.number DESC LIMIT least(greatest(most, 1), 10000);
END
$$;
COMMENT ON FUNCTION audit.heads(int) IS '各封印(链头) | the seals, newest first';

-- Finds what does not fit. Everything is computed anew from the rows; a seal whose rows give the same lists is right, and one that differs
-- is looked into entry by entry. heads: lines as `nuanxin audit seal` writes them (a number and a digest), or a digest alone.
CREATE OR REPLACE FUNCTION audit.verify(heads text[])
RETURNS TABLE (kind text, is_damage boolean, seal_number bigint, source text, entry_id bigint, message text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    without_end CONSTANT xid8 := xid8 '18446744073709551615';
    seal audit.seal;
    before audit.seal;
    found record;
    head text;
    head_number bigint;
    head_digest text;
    sealed_events bigint := 0;
    sealed_versions bigint := 0;
    present_era int := 1;
    next_transaction xid8 := xid8 '0';
BEGIN
    PERFORM audit.require_auditor();
    FOR seal IN SELECT * FROM audit.seal AS sealed ORDER BY sealed.number LOOP
        sealed_events := sealed_events + cardinality(seal.event_ids);
        sealed_versions := sealed_versions + cardinality(seal.version_ids);
        IF seal.number <> coalesce(before.number, 0) + 1 THEN
            RETURN QUERY SELECT 'seal_missing', true, seal.number - 1, 'seal', NULL::bigint,
                ref.say(format('封印 %s 至 %s 不见了。', coalesce(before.number, 0) + 1, seal.number - 1),
                        format('Seals %s to %s are missing.', coalesce(before.number, 0) + 1, seal.number - 1));
        ELSIF seal.previous_sha256 <> coalesce(before.sha256, decode(repeat('00', 32), 'hex')) THEN
            RETURN QUERY SELECT 'chain_broken', true, seal.number, 'seal', NULL::bigint,
                ref.say(format('封印 %s 与前一封印接不上:其中之一不是原来的。', seal.number),
                        format('Seal %s does not follow the one before it: one of them is not the original.', seal.number));
        END IF;
        IF audit.entries_digest(seal) <> seal.entries_sha256 OR audit.seal_digest(seal) <> seal.sha256 THEN
            RETURN QUERY SELECT 'seal_altered', true, seal.number, 'seal', NULL::bigint,
                ref.say(format('封印 %s 本身被改过。', seal.number), format('Seal %s itself was altered.', seal.number));
        END IF;
        FOR found IN
            WITH actual AS MATERIALIZED (
                SELECT coalesce(array_agg(event.id ORDER BY event.id), '{}') AS ids, coalesce(string_agg(audit.event_digest(event), '' ORDER BY event.id), '') AS digests
                FROM audit.event WHERE event.era = seal.era AND event.transaction_number >= seal.from_transaction AND event.transaction_number < seal.to_transaction
            ), differs AS MATERIALIZED (
                SELECT stored.id AS stored_id, stored.digest AS stored_digest, present.id AS present_id, present.digest AS present_digest
                FROM (SELECT item.id, substr(seal.event_digests, (32 * item.place - 31)::int, 32) AS digest
                      FROM unnest(seal.event_ids) WITH ORDINALITY AS item (id, place)) AS stored
                FULL JOIN (SELECT item.id, substr(actual.digests, (32 * item.place - 31)::int, 32) AS digest
                           FROM actual, unnest(actual.ids) WITH ORDINALITY AS item (id, place)) AS present ON present.id = stored.id
                WHERE stored.digest IS DISTINCT FROM present.digest
                  AND (SELECT actual.ids <> seal.event_ids OR actual.digests <> seal.event_digests FROM actual)
            )
            SELECT 'event' AS source, differs.*, EXISTS (SELECT FROM audit.event WHERE event.id = differs.stored_id) AS is_elsewhere,
                   (SELECT other.present_id FROM differs AS other JOIN audit.event ON event.id = other.present_id
                    WHERE other.present_id <> differs.stored_id AND audit.event_digest(event, differs.stored_id) = differs.stored_digest LIMIT 1) AS swapped_with
            FROM differs
            UNION ALL
            SELECT * FROM (
                WITH actual AS MATERIALIZED (
                    SELECT coalesce(array_agg(version.id ORDER BY version.id), '{}') AS ids,
                           coalesce(string_agg(audit.version_digest(version), '' ORDER BY version.id), '') AS digests
                    FROM history.version
                    WHERE version.era = seal.era AND version.transaction_number >= seal.from_transaction AND version.transaction_number < seal.to_transaction
                ), differs AS MATERIALIZED (
                    SELECT stored.id AS stored_id, stored.digest AS stored_digest, present.id AS present_id, present.digest AS present_digest
                    FROM (SELECT item.id, substr(seal.version_digests, (32 * item.place - 31)::int, 32) AS digest
                          FROM unnest(seal.version_ids) WITH ORDINALITY AS item (id, place)) AS stored
                    FULL JOIN (SELECT item.id, substr(actual.digests, (32 * item.place - 31)::int, 32) AS digest
                               FROM actual, unnest(actual.ids) WITH ORDINALITY AS item (id, place)) AS present ON present.id = stored.id
                    WHERE stored.digest IS DISTINCT FROM present.digest
                      AND (SELECT actual.ids <> seal.version_ids OR actual.digests <> seal.version_digests FROM actual)
                )
                SELECT 'version', differs.*, EXISTS (SELECT FROM history.version WHERE version.id = differs.stored_id),
                       (SELECT other.present_id FROM differs AS other JOIN history.version ON version.id = other.present_id
                        WHERE other.present_id <> differs.stored_id AND audit.version_digest(version, differs.stored_id) = differs.stored_digest LIMIT 1)
                FROM differs
            ) AS of_versions
            ORDER BY 1, 2, 4
        LOOP
            source := found.source;
            seal_number := seal.number;
            is_damage := true;
            entry_id := coalesce(found.stored_id, found.present_id);
            IF found.stored_id IS NULL THEN
                kind := 'added';
                message := ref.say(format('%s 是封存之后塞进来的(封印 %s)。', audit.entry_label(source, entry_id), seal.number),
                                   format('%s was put in after seal %s.', audit.entry_label(source, entry_id), seal.number));
            ELSIF found.swapped_with IS NOT NULL THEN
                kind := 'swapped';
                message := ref.say(format('%s 的内容换到了第 %s 号(封印 %s)。', audit.entry_label(source, entry_id), found.swapped_with, seal.number),
                                   format('What stood in %s stands in number %s now (seal %s).', audit.entry_label(source, entry_id), found.swapped_with, seal.number));
            ELSIF found.present_id IS NULL AND NOT found.is_elsewhere THEN
                kind := 'missing';
                message := ref.say(format('%s 封存后被删除(封印 %s)。', audit.entry_label(source, entry_id), seal.number),
                                   format('%s was removed after seal %s.', audit.entry_label(source, entry_id), seal.number));
            ELSE
                kind := 'altered';
                message := ref.say(format('%s 封存后被改过(封印 %s)。', audit.entry_label(source, entry_id), seal.number),
                                   format('%s was altered after seal %s.', audit.entry_label(source, entry_id), seal.number));
            END IF;
            RETURN NEXT;
        END LOOP;
        before := seal;
    END LOOP;

    -- What was erased by two people's decision keeps its digest and has its stone; anything else that says so was altered.
    RETURN QUERY SELECT 'altered', true, NULL::bigint, 'version', version.id,
        ref.say(format('%s 自称已销毁,却没有相应的销毁记录。', audit.entry_label('version', version.id)), format('%s says that it was erased, and no erasure says so.', audit.entry_label('version', version.id)))
    FROM history.version WHERE (version.erased_sha256 IS NOT NULL OR version.erasure_id IS NOT NULL)
      AND (version.old_row IS DISTINCT FROM jsonb_build_object('erased', version.erasure_id)
           OR NOT EXISTS (SELECT FROM audit.erasure WHERE erasure.id = version.erasure_id AND erasure.state = 'erased' AND erasure.approved_by IS NOT NULL AND erasure.approved_by <> erasure.created_by));

    -- Against what was kept elsewhere: the only thing that whoever owns the server cannot bend.
    FOREACH head IN ARRAY coalesce(heads, '{}') LOOP
        head_digest := substring(lower(head) FROM '([0-9a-f]{64})\s*$');
        head_number := substring(head FROM '^\s*([0-9]{1,18})\s')::bigint;
        IF head_digest IS NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say(format('不是链头:%s', left(head, 100)), format('Not the head of a chain: %s', left(head, 100)));
        ELSIF head_number > coalesce(before.number, 0) THEN
            RETURN QUERY SELECT 'tail_cut', true, head_number, 'seal', NULL::bigint,
                ref.say(format('链尾被截:留存的链头是封印 %s,库中只到 %s。', head_number, coalesce(before.number, 0)),
                        format('The tail was cut: the head that was kept is seal %s, the database ends with %s.', head_number, coalesce(before.number, 0)));
        ELSIF NOT EXISTS (SELECT FROM audit.seal AS kept WHERE encode(kept.sha256, 'hex') = head_digest AND kept.number = coalesce(head_number, kept.number)) THEN
            RETURN QUERY SELECT 'other_chain', true, head_number, 'seal', NULL::bigint,
                ref.say(format('与留存的链头%s不符:整条链是后来重做的,或留存的链头来自另一个库。', coalesce(' ' || head_number || ' ', '')),
                        format('It does not agree with the head%s that was kept: the chain was made anew, cut, or belongs to another database.', coalesce(' ' || head_number, '')));
        END IF;
    END LOOP;

    -- What no seal covers yet, and what can be said without one. None of it is damage by itself.
    IF before.number IS NOT NULL THEN
        present_era := CASE WHEN before.to_transaction = without_end THEN before.era + 1 ELSE before.era END;
        next_transaction := CASE WHEN before.to_transaction = without_end THEN '0' ELSE before.to_transaction END;
    END IF;
    RETURN QUERY SELECT 'unsealed', false, NULL::bigint, 'event', min(event.id),
        ref.say(format('尚未封存的日志 %s 条(第 %s 至 %s 号),改动它们查不出来。', count(*), min(event.id), max(event.id)),
                format('%s entries of the log (%s to %s) are not sealed yet; a change of them would not be seen.', count(*), min(event.id), max(event.id)))
        FROM audit.event WHERE event.era >= present_era AND event.transaction_number >= next_transaction HAVING count(*) > 0;
    RETURN QUERY SELECT 'unsealed', false, NULL::bigint, 'version', min(version.id),
        ref.say(format('尚未封存的历史版本 %s 个(第 %s 至 %s 号)。', count(*), min(version.id), max(version.id)),
                format('%s versions of the history (%s to %s) are not sealed yet.', count(*), min(version.id), max(version.id)))
        FROM history.version WHERE version.era >= present_era AND version.transaction_number >= next_transaction HAVING count(*) > 0;
    RETURN QUERY SELECT 'gap', false, NULL::bigint, 'event', gap.first_id,
        ref.say(format('没有第 %s 至 %s 号日志:当时被回滚、正在写入,或封存之前被删。服务器日志中“nuanxin audit”的行可以对照。', gap.first_id, gap.last_id),
                format('There are no entries %s to %s: rolled back, being written just now, or removed before a seal. Look for "nuanxin audit" in the server''s log.',
                       gap.first_id, gap.last_id))
        FROM (SELECT event.id + 1 AS first_id,
                     coalesce(lead(event.id) OVER (ORDER BY event.id) - 1, (SELECT last_value FROM audit.event_id_seq)) AS last_id
              FROM audit.event) AS gap
        WHERE gap.first_id <= gap.last_id
          AND EXISTS (SELECT FROM generate_series(gap.first_id, least(gap.last_id, gap.first_id + 100000)) AS lost (id)
                      WHERE NOT EXISTS (SELECT FROM audit.seal AS kept WHERE lost.id BETWEEN kept.event_ids[1] AND kept.event_ids[cardinality(kept.event_ids)]
                                        AND lost.id = ANY (kept.event_ids)))
        ORDER BY gap.first_id LIMIT 1000;
    -- Sessions that write at the same moment may take number and time in another order; five seconds is more than that takes.
    RETURN QUERY SELECT 'clock', false, NULL::bigint, 'event', later.id,
        ref.say(format('第 %s 号日志的时间比前一条早 %s:服务器时钟曾被拨回。', later.id, later.earlier - later.happened_at),
                format('Entry %s is %s earlier than the one before it: the server''s clock was set back.', later.id, later.earlier - later.happened_at))
        FROM (SELECT event.id, event.happened_at, lag(event.happened_at) OVER (ORDER BY event.id) AS earlier FROM audit.event) AS later
        WHERE later.happened_at < later.earlier - interval '5 seconds' ORDER BY later.id LIMIT 1000;
    RETURN QUERY SELECT 'summary', false, before.number, 'seal', NULL::bigint,
        ref.say(format('核对了 %s 个封印、%s 条日志、%s 个历史版本。', coalesce(before.number, 0), sealed_events, sealed_versions),
                format('%s seals, %s entries of the log and %s versions of the history were checked.', coalesce(before.number, 0), sealed_events, sealed_versions));
END
$$;
COMMENT ON FUNCTION audit.verify(text[]) IS '核对日志与历史是否被改动 | finds what was altered, removed or put in since it was sealed';

CREATE OR REPLACE FUNCTION audit.entry_label(source text, id bigint) RETURNS text
LANGUAGE sql STABLE SET search_path = ''
RETURN CASE source WHEN 'event' THEN ref.say(format('第 %s 号日志', id), format('Entry %s of the log', id))
                   ELSE ref.say(format('第 %s 号历史版本', id), format('Version %s of the history', id)) END;
COMMENT ON FUNCTION audit.entry_label(text, bigint) IS '条目的称呼 | how an entry is named in messages';

-- The log itself, for auditors: who, when, which record; contents were never in it. Newest first, in pages.
CREATE OR REPLACE FUNCTION audit.list_events(of_person text, of_student bigint, of_action text, of_class text, from_day date, to_day date, before bigint, most int)
RETURNS TABLE (id bigint, happened_at timestamptz, person_id bigint, person_name text, login_name text, door text, action text, record_class text,
               class_label text, record_key text, student_id bigint, student_name text, purpose text, detail text, request text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    wanted text := nullif(btrim(of_person), '');
BEGIN
    IF NOT access.may_all('audit', 'see') THEN
        PERFORM access.refuse('audit', 'see');
    END IF;
    RETURN QUERY
    SELECT event.id, event.happened_at, event.person_id, person.name, event.login_name::text, event.door, event.action, event.record_class,
           ref.say(class.label_zh, class.label_en), event.record_key, event.student_id, student.name, event.purpose, nullif(event.detail, '{}')::text, event.request
    FROM audit.event LEFT JOIN people.person ON person.id = event.person_id LEFT JOIN people.person AS student ON student.id = event.student_id
    LEFT JOIN access.record_class AS class ON class.record_class = event.record_class
    WHERE (wanted IS NULL OR event.login_name = wanted OR event.person_id IN (
               SELECT found.id FROM people.person AS found WHERE found.name = wanted OR '#' || found.id = wanted
               UNION ALL SELECT account.person_id FROM auth.account WHERE account.login_name = wanted))
      AND (of_student IS NULL OR event.student_id = of_student)
      AND (of_action IS NULL OR event.action = of_action) AND (of_class IS NULL OR event.record_class = of_class)
      AND (from_day IS NULL OR event.happened_at >= from_day::timestamp AT TIME ZONE 'Asia/Shanghai')
      AND (to_day IS NULL OR event.happened_at < (to_day + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')
      AND (before IS NULL OR event.id < before)
    ORDER BY event.id DESC LIMIT least(greatest(most, 1), 1000);
END
$$;
COMMENT ON FUNCTION audit.list_events(text, bigint, text, text, date, date, bigint, int) IS '查阅审计日志 | the log, for auditors';
