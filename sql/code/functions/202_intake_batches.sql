-- The life of a batch: opened, loaded by COPY, judged, committed or dropped; its findings and rows as its owner reads them.

CREATE OR REPLACE FUNCTION intake.may_import(of_form text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    -- A whole ledger closes issues and names those who answer for them: that is deciding, not raising one.
    SELECT EXISTS (SELECT FROM intake.form WHERE form.form = of_form
                   AND access.may(form.record_class, CASE form.record_class WHEN 'issue' THEN 'decide' ELSE 'create' END))
        OR access.may('import_setup', 'create')
$$;
COMMENT ON FUNCTION intake.may_import(text) IS '能否导入某种表格 | whether the caller may import a form';

CREATE OR REPLACE FUNCTION intake.require_import(of_form text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    on_class text;
BEGIN
    SELECT form.record_class INTO on_class FROM intake.form WHERE form.form = of_form;
    IF on_class IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003',
            MESSAGE = ref.say(format('没有“%s”这种表格。', of_form), format('There is no form "%s".', of_form)),
            HINT = (SELECT string_agg(form.form || ' ' || form.label_zh, ', ' ORDER BY form.form) FROM intake.form);
    ELSIF NOT intake.may_import(of_form) THEN
        PERFORM access.refuse(on_class, CASE on_class WHEN 'issue' THEN 'decide' ELSE 'create' END);
    END IF;
END
$$;
COMMENT ON FUNCTION intake.require_import(text) IS '要求有权导入某种表格 | refuses unless the caller may import a form';

CREATE OR REPLACE FUNCTION intake.state_label(of_state text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE of_state WHEN 'loading' THEN ref.say('装入中', 'loading') WHEN 'judged' THEN ref.say('已判定', 'judged')
            WHEN 'committed' THEN ref.say('已提交', 'committed') WHEN 'undone' THEN ref.say('已撤回', 'undone')
            ELSE ref.say('已放弃', 'dropped') END;
COMMENT ON FUNCTION intake.state_label(text) IS '批次状态的名称 | label of a batch''s state';

-- A batch that the caller owns, in one of the states wanted, locked. To anybody else it does not exist.
CREATE OR REPLACE FUNCTION intake.own_batch(batch bigint, states text[]) RETURNS intake.batch
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    found intake.batch;
BEGIN
    SELECT * INTO found FROM intake.batch WHERE id = own_batch.batch AND loaded_by = access.person_id() FOR UPDATE;
    IF found.id IS NULL THEN
        IF access.person_id() IS NULL THEN
            PERFORM access.refuse('import', 'create');
        END IF;
        RAISE EXCEPTION USING ERRCODE = 'NX003',
            MESSAGE = ref.say('没有这个导入批次,或它不是您导入的。', 'There is no such batch, or another person loads it.');
    ELSIF found.state <> ALL (states) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001',
            MESSAGE = ref.say(format('这个批次%s,不能这样做。', intake.state_label(found.state)),
                              format('This batch is %s; this cannot be done.', intake.state_label(found.state)));
    END IF;
    PERFORM intake.require_import(found.form);
    RETURN found;
END
$$;
COMMENT ON FUNCTION intake.own_batch(bigint, text[]) IS '取本人的批次并锁定 | the caller''s own batch, locked';

CREATE OR REPLACE FUNCTION intake.open_batch(form text, file_name text, sheet_name text, file_sha256 bytea, context jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    opened bigint;
BEGIN
    PERFORM intake.require_import(open_batch.form);
    INSERT INTO intake.batch (form, file_name, sheet_name, file_sha256, context, loaded_by)
    VALUES (open_batch.form, open_batch.file_name, open_batch.sheet_name, open_batch.file_sha256, coalesce(open_batch.context, '{}'), access.person_id())
    RETURNING id INTO opened;
    RETURN opened;
END
$$;
COMMENT ON FUNCTION intake.open_batch(text, text, text, bytea, jsonb) IS '开始一个导入批次 | opens a batch';

-- COPY refuses a table with row security, so rows come in through a view whose trigger asks whose batch it is.
CREATE OR REPLACE VIEW intake.row_loading AS
    SELECT line.batch_id, line.row_number, line.clean, line.raw, line.flags FROM intake.row AS line WHERE false;
COMMENT ON VIEW intake.row_loading IS '装入行的入口(COPY) | where COPY puts the rows of a batch; shows nothing';
COMMENT ON COLUMN intake.row_loading.batch_id IS '批次 | batch';
COMMENT ON COLUMN intake.row_loading.row_number IS '表中的行号 | row of the sheet';
COMMENT ON COLUMN intake.row_loading.clean IS '整理后的内容 | cells after cleaning, by field';
COMMENT ON COLUMN intake.row_loading.raw IS '原样 | cells as found';
COMMENT ON COLUMN intake.row_loading.flags IS '整理时的发现 | what the cleaning found';

-- One look-up by key a row: a remembered answer would have to live in a setting, which anybody may set.
CREATE OR REPLACE FUNCTION intake.load_row() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM intake.batch WHERE id = NEW.batch_id AND state = 'loading' AND loaded_by = access.person_id()) THEN
        PERFORM intake.own_batch(NEW.batch_id, '{loading}');
    END IF;
    IF NEW.row_number < 1 OR jsonb_typeof(NEW.clean) IS DISTINCT FROM 'object' OR jsonb_typeof(NEW.raw) IS DISTINCT FROM 'object' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004',
            MESSAGE = ref.say('行的内容不合格式。', 'The row is not in the form that is expected.');
    END IF;
    -- A blank cell says nothing, whether the loader left it out or sent it empty; and a field that the form does not have is not
    -- looked at: a number slipped into a form without numbers would ask whose it is.
    INSERT INTO intake.row (batch_id, row_number, clean, raw, flags)
    SELECT NEW.batch_id, NEW.row_number, coalesce(jsonb_object_agg(cell.key, cell.value), '{}'), NEW.raw, coalesce(NEW.flags, '{}')
    FROM intake.batch JOIN intake.form ON form.form = batch.form CROSS JOIN LATERAL jsonb_each(NEW.clean) AS cell
    WHERE batch.id = NEW.batch_id AND form.columns ? cell.key AND cell.value NOT IN ('""', 'null');
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION intake.load_row() IS '装入一行 | puts a row into the caller''s own batch';

CREATE OR REPLACE FUNCTION intake.judge_rows(batch intake.batch) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    DELETE FROM intake.finding WHERE finding.batch_id = (judge_rows.batch).id;
    UPDATE intake.row SET verdict = NULL, person_id = NULL, other_id = NULL, identity_sha256 = NULL
    WHERE batch_id = (judge_rows.batch).id AND NOT ((verdict, person_id, other_id, identity_sha256) IS NULL);
    -- The form is a key of intake.form, not words of the caller.
    EXECUTE format('SELECT intake.%I($1)', 'judge_' || (judge_rows.batch).form) USING (judge_rows.batch).id;
    UPDATE intake.batch SET state = 'judged', judged_at = clock_timestamp() WHERE id = (judge_rows.batch).id;
END
$$;
COMMENT ON FUNCTION intake.judge_rows(intake.batch) IS '判定各行 | judges the rows of a batch';

-- The planner has no statistics of rows that came a moment ago: it takes them for one row and would join thousands by nested
-- loops, or compile what runs for milliseconds. Hence hash joins and no JIT here and in commit.
CREATE OR REPLACE FUNCTION intake.judge(batch bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET jit = off SET enable_nestloop = off AS $$
BEGIN
    -- Waits for a commit that is under way, so that what is judged is what will be there.
    PERFORM pg_advisory_xact_lock_shared(hashtext('intake.commit'));
    PERFORM intake.judge_rows(intake.own_batch(judge.batch, '{loading,judged}'));
END
$$;
COMMENT ON FUNCTION intake.judge(bigint) IS '判定一个批次(不改动记录) | judges a batch; changes no record';

-- Judged again, unless no other transaction at all has written since the judgement: another batch or a person may have
-- changed what the rows met.
CREATE OR REPLACE FUNCTION intake.is_judgement_fresh(of_batch bigint) RETURNS boolean
LANGUAGE sql SET search_path = '' AS $$
    SELECT coalesce((SELECT pg_current_xact_id()::text::bigint - version.transaction_number::text::bigint FROM history.version
                     WHERE version.table_name = 'intake.batch' AND version.row_key = of_batch::text
                     ORDER BY version.id DESC LIMIT 1) <= 1, false)
       AND NOT EXISTS (SELECT FROM intake.batch AS other JOIN intake.batch AS own ON own.id = of_batch
                       WHERE greatest(other.committed_at, other.undone_at) > own.judged_at)
$$;
COMMENT ON FUNCTION intake.is_judgement_fresh(bigint) IS '判定后是否再无他人写入 | whether nobody has written anything since the judgement';

CREATE OR REPLACE FUNCTION intake.commit(batch bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET jit = off SET enable_nestloop = off AS $$
DECLARE
    own intake.batch;
    grown text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('intake.commit'));
    own := intake.own_batch(commit.batch, '{judged}');
    IF NOT intake.is_judgement_fresh(own.id) THEN
        PERFORM intake.judge_rows(own);
    END IF;
    -- What this batch writes stands in the history between the version of its own row made here and the next (intake.spans).
    UPDATE intake.batch SET judged_at = clock_timestamp() WHERE id = own.id;
    -- A ledger says how things stand on paper, whatever steps led there.
    PERFORM set_config('nuanxin.follows_paper', work.paper_mark(), true);
    EXECUTE format('SELECT intake.%I($1)', 'apply_' || own.form) USING own.id;
    PERFORM set_config('nuanxin.follows_paper', '', true);
    UPDATE intake.batch SET state = 'committed', committed_at = clock_timestamp() WHERE id = own.id;
    -- The next sheet of a new database is judged at once, before autovacuum has counted what this one brought.
    FOR grown IN SELECT change.table_name FROM intake.change WHERE change.batch_id = own.id GROUP BY change.table_name HAVING count(*) > 500 LOOP
        EXECUTE format('ANALYZE %s', grown::regclass);
    END LOOP;
    PERFORM audit.record('import', 'import', own.id::text, NULL, NULL,
        (SELECT jsonb_build_object('form', own.form, 'file', own.file_name) || coalesce(jsonb_object_agg(counted.verdict, counted.count), '{}')
         FROM (SELECT line.verdict, count(*) FROM intake.row AS line WHERE line.batch_id = own.id GROUP BY line.verdict) AS counted));
END
$$;
COMMENT ON FUNCTION intake.commit(bigint) IS '提交一个批次 | commits a batch: new and changed rows go in';

CREATE OR REPLACE FUNCTION intake.drop_batch(batch bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    own intake.batch := intake.own_batch(drop_batch.batch, '{loading,judged}');
BEGIN
    -- The cells of a batch that leads to nothing are kept no longer than it.
    DELETE FROM intake.finding WHERE finding.batch_id = own.id;
    DELETE FROM intake.row WHERE batch_id = own.id;
    UPDATE intake.batch SET state = 'dropped' WHERE id = own.id;
END
$$;
COMMENT ON FUNCTION intake.drop_batch(bigint) IS '放弃一个批次(试装) | drops a batch that was only tried';

-- The batch as its owner, or the auditor, may read it.
CREATE OR REPLACE FUNCTION intake.readable_batch(batch bigint) RETURNS intake.batch
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    found intake.batch;
BEGIN
    SELECT * INTO found FROM intake.batch
    WHERE id = readable_batch.batch AND (loaded_by = access.person_id() OR access.may_all('import', 'see'));
    IF found.id IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003',
            MESSAGE = ref.say('没有这个导入批次,或它不是您导入的。', 'There is no such batch, or another person loads it.');
    END IF;
    RETURN found;
END
$$;
COMMENT ON FUNCTION intake.readable_batch(bigint) IS '取可读的批次 | a batch that the caller may read';

CREATE OR REPLACE FUNCTION intake.summary(batch bigint)
RETURNS TABLE (form text, form_label text, state text, row_count bigint, new_count bigint, change_count bigint, same_count bigint,
               duplicate_count bigint, ask_count bigint, refused_count bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    found intake.batch := intake.readable_batch(summary.batch);
BEGIN
    RETURN QUERY
    SELECT found.form, ref.say(kind.label_zh, kind.label_en), found.state, count(line.row_number),
           count(*) FILTER (WHERE line.verdict = 'new'), count(*) FILTER (WHERE line.verdict = 'change'),
           count(*) FILTER (WHERE line.verdict = 'same'), count(*) FILTER (WHERE line.verdict = 'duplicate'),
           count(*) FILTER (WHERE line.verdict = 'ask'), count(*) FILTER (WHERE line.verdict = 'refused')
    FROM intake.form AS kind LEFT JOIN intake.row AS line ON line.batch_id = found.id
    WHERE kind.form = found.form GROUP BY kind.label_zh, kind.label_en;
END
$$;
COMMENT ON FUNCTION intake.summary(bigint) IS '批次小结:各判定的行数 | rows of a batch by verdict';

CREATE OR REPLACE FUNCTION intake.findings(batch bigint)
RETURNS TABLE (row_number int, field text, column_heading text, code text, effect text, message text, verdict text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    -- Findings quote cells, so only the owner reads them; the auditor has the counts.
    found intake.batch := intake.readable_batch(findings.batch);
BEGIN
    RETURN QUERY
    SELECT finding.row_number, finding.field, kind.columns ->> finding.field, finding.code, finding.effect,
           CASE WHEN found.loaded_by = access.person_id() THEN ref.say(finding.message_zh, finding.message_en) END, line.verdict
    FROM intake.finding
    JOIN intake.form AS kind ON kind.form = found.form
    LEFT JOIN intake.row AS line ON line.batch_id = finding.batch_id AND line.row_number = finding.row_number
    WHERE finding.batch_id = found.id ORDER BY finding.row_number, finding.id;
END
$$;
COMMENT ON FUNCTION intake.findings(bigint) IS '批次中的发现 | findings of a batch';

-- What could not go in, as found, with the reasons: the sheet that the clerk mends and imports again.
CREATE OR REPLACE FUNCTION intake.refused_rows(batch bigint) RETURNS TABLE (row_number int, raw jsonb, reason text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN QUERY
    SELECT line.row_number, line.raw,
           (SELECT string_agg(coalesce(kind.columns ->> finding.field || ref.say(':', ': '), '') || ref.say(finding.message_zh, finding.message_en),
                              ' ' ORDER BY finding.id)
            FROM intake.finding WHERE finding.batch_id = line.batch_id AND finding.row_number = line.row_number AND finding.effect <> 'note')
    FROM intake.batch AS own JOIN intake.form AS kind ON kind.form = own.form JOIN intake.row AS line ON line.batch_id = own.id
    WHERE own.id = refused_rows.batch AND own.loaded_by = access.person_id() AND line.verdict IN ('ask', 'refused')
    ORDER BY line.row_number;
END
$$;
COMMENT ON FUNCTION intake.refused_rows(bigint) IS '未能导入的行与原因 | rows that did not go in, and why';

CREATE OR REPLACE FUNCTION intake.batches()
RETURNS TABLE (id bigint, form text, form_label text, file_name text, sheet_name text, state text, state_label text, loaded_by_name text,
               opened_at timestamptz, committed_at timestamptz, undone_at timestamptz, row_count bigint, new_count bigint,
               change_count bigint, same_count bigint, duplicate_count bigint, ask_count bigint, refused_count bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('import', 'see');
    me bigint := access.person_id();
BEGIN
    RETURN QUERY
    SELECT own.id, own.form, ref.say(kind.label_zh, kind.label_en), own.file_name, own.sheet_name, own.state, intake.state_label(own.state),
           person.name, own.created_at, own.committed_at, own.undone_at, count(line.row_number),
           count(*) FILTER (WHERE line.verdict = 'new'), count(*) FILTER (WHERE line.verdict = 'change'),
           count(*) FILTER (WHERE line.verdict = 'same'), count(*) FILTER (WHERE line.verdict = 'duplicate'),
           count(*) FILTER (WHERE line.verdict = 'ask'), count(*) FILTER (WHERE line.verdict = 'refused')
    FROM intake.batch AS own JOIN intake.form AS kind ON kind.form = own.form JOIN people.person ON person.id = own.loaded_by
    LEFT JOIN intake.row AS line ON line.batch_id = own.id
    WHERE own.loaded_by = me OR everybody
    GROUP BY own.id, kind.form, person.id ORDER BY own.id DESC;
END
$$;
COMMENT ON FUNCTION intake.batches() IS '本人的导入批次(审计员看全部) | the caller''s batches; the auditor sees all';
