-- Reading the history. An earlier version is read only by whoever may read the record as it is, and the student (or issue) that the
-- version itself was about: so a record that was moved does not carry what it said about somebody else along.

-- Whether the caller may read a row, as it is or was.
CREATE OR REPLACE FUNCTION history.may_read(of_table history.readable, old_row jsonb) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN coalesce(CASE of_table.right_by
        WHEN 'student' THEN access.may_student(of_table.record_class, 'see', (old_row ->> of_table.subject_column)::bigint)
        WHEN 'issue' THEN work.may_issue('see', (old_row ->> of_table.subject_column)::bigint)
        ELSE access.may_all(of_table.record_class, 'see') END, false);
END
$$;
COMMENT ON FUNCTION history.may_read(history.readable, jsonb) IS '能否读这一行(现在的或从前的) | whether the caller may read a row, as it is or was';

-- The columns of a row that the caller may read.
CREATE OR REPLACE FUNCTION history.visible_part(of_table history.readable, old_row jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN old_row - of_table.withheld - ARRAY(
        SELECT part.key FROM jsonb_each_text(of_table.column_classes) AS part
        WHERE NOT CASE WHEN of_table.right_by = 'student' THEN access.may_student(part.value, 'see', (old_row ->> of_table.subject_column)::bigint)
                       ELSE access.may_all(part.value, 'see') END);
END
$$;
COMMENT ON FUNCTION history.visible_part(history.readable, jsonb) IS '可读的列 | the columns of a row that the caller may read';

-- Every state of every row of a record, oldest first: the versions that were kept, then the row as it is. A row that is not there any
-- more has its last state marked as deleted. Refuses, and leaves an entry in the log, as the function that reads the record does.
CREATE OR REPLACE FUNCTION history.states(of_record text, of_key bigint)
RETURNS TABLE (table_name text, row_key text, ordinal bigint, version_id bigint, operation text, state jsonb, began_at timestamptz, began_by bigint,
               request text, transaction_number xid8, ended_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    part history.readable;
    present jsonb;
    of_row text;
    is_head boolean := true;
    subject bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM history.readable WHERE readable.record = of_record) THEN
        RETURN QUERY SELECT * FROM history.register_states(of_record, of_key);
        RETURN;
    END IF;
    FOR part IN SELECT * FROM history.readable WHERE readable.record = of_record ORDER BY readable.sort_order LOOP
        FOR of_row IN EXECUTE format('SELECT (to_jsonb(current_row) ->> %L) FROM %s AS current_row WHERE current_row.%I = $1 ORDER BY current_row.%I',
                                     part.key_column, part.table_name::regclass, part.record_column, part.key_column) USING of_key LOOP
            EXECUTE format('SELECT to_jsonb(current_row) FROM %s AS current_row WHERE current_row.%I::text = $1', part.table_name::regclass, part.key_column)
                INTO present USING of_row;
            IF NOT history.may_read(part, present) THEN
                CONTINUE;
            END IF;
            IF is_head THEN
                is_head := false;
                subject := CASE part.right_by WHEN 'student' THEN (present ->> part.subject_column)::bigint END;
                PERFORM audit.record('read', part.record_class, of_key::text, subject, NULL, '{"part": "history"}');
            END IF;
            RETURN QUERY
            WITH kept AS (
                SELECT version.id, version.operation, version.old_row, version.changed_at, version.changed_by, version.request, version.transaction_number
                FROM history.version WHERE version.table_name = part.table_name AND version.row_key = of_row
                UNION ALL
                SELECT 9223372036854775807, NULL, present, NULL, NULL, NULL, NULL
            ), ordered AS (
                SELECT kept.*, row_number() OVER by_number AS place, lag(kept.changed_at) OVER by_number AS since, lag(kept.changed_by) OVER by_number AS by_whom,
                       lag(kept.request) OVER by_number AS by_request, lag(kept.transaction_number) OVER by_number AS by_transaction,
                       lag(kept.operation) OVER by_number AS by_operation
                FROM kept WINDOW by_number AS (ORDER BY kept.id)
            )
            SELECT part.table_name, of_row, ordered.place, nullif(ordered.id, 9223372036854775807),
                   coalesce(CASE ordered.by_operation WHEN 'DELETE' THEN 'INSERT' ELSE ordered.by_operation END, 'INSERT'),
                   history.visible_part(part, ordered.old_row), coalesce(ordered.since, (ordered.old_row ->> 'created_at')::timestamptz),
                   CASE WHEN ordered.place = 1 THEN (ordered.old_row ->> 'created_by')::bigint ELSE ordered.by_whom END,
                   ordered.by_request, ordered.by_transaction, ordered.changed_at
            FROM ordered WHERE history.may_read(part, ordered.old_row) ORDER BY ordered.place;
        END LOOP;
        -- Without the record itself there is nothing to tell of its parts.
        IF is_head AND part.record_column = part.key_column THEN
            IF access.person_id() IS NULL THEN
                PERFORM access.refuse(part.record_class, 'see');
            END IF;
            RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这条记录,或您无权查看。', 'There is no such record, or you may not see it.');
        END IF;
    END LOOP;
    IF is_head THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这种记录的历史。', 'There is no history of such records.');
    END IF;
END
$$;
COMMENT ON FUNCTION history.states(text, bigint) IS '一条记录的各个状态(留痕) | every state of a record and its parts; logged';

-- The same for a record of a register. Told are the columns that the register's own reading function tells this caller now: what it withholds, history does too.
CREATE OR REPLACE FUNCTION history.register_states(of_register text, of_key bigint)
RETURNS TABLE (table_name text, row_key text, ordinal bigint, version_id bigint, operation text, state jsonb, began_at timestamptz, began_by bigint,
               request text, transaction_number xid8, ended_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    listed registers.register;
    of_table text;
    present jsonb;
    told jsonb;
    shown text[];
BEGIN
    SELECT * INTO listed FROM registers.register WHERE register.register = of_register AND register.read_function IS NOT NULL;
    of_table := coalesce((SELECT cycle.table_name FROM ref.lifecycle AS cycle WHERE cycle.lifecycle = listed.lifecycle),
                         to_regclass(split_part(listed.read_function, '.', 1) || '.' || listed.register)::text);
    IF of_table IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这种记录的历史。', 'There is no history of such records.');
    END IF;
    -- Refuses, and is logged, as it is when the record is read.
    EXECUTE format('SELECT to_jsonb(read_row) FROM %s($1) AS read_row', listed.read_function::regproc) INTO told USING of_key;
    EXECUTE format('SELECT to_jsonb(current_row) FROM %s AS current_row WHERE current_row.id = $1', of_table::regclass) INTO present USING of_key;
    IF told IS NULL OR present IS NULL THEN
        PERFORM access.not_found();
    END IF;
    shown := ARRAY(SELECT column_name FROM jsonb_object_keys(present) AS column_name
                   WHERE told ->> column_name IS NOT NULL
                      OR told ->> (regexp_replace(column_name, '_ids?$', '') || '_name') IS NOT NULL OR told ->> (regexp_replace(column_name, '_ids?$', '') || '_names') IS NOT NULL
                      OR told ->> (regexp_replace(column_name, '_id$', '') || '_label') IS NOT NULL);
    RETURN QUERY
    WITH kept AS (
        SELECT version.id, version.operation, version.old_row, version.changed_at, version.changed_by, version.request, version.transaction_number
        FROM history.version WHERE version.table_name = of_table AND version.row_key = of_key::text
        UNION ALL SELECT 9223372036854775807, NULL, present, NULL, NULL, NULL, NULL
    ), ordered AS (
        SELECT kept.*, row_number() OVER by_number AS place, lag(kept.changed_at) OVER by_number AS since, lag(kept.changed_by) OVER by_number AS by_whom,
               lag(kept.request) OVER by_number AS by_request, lag(kept.transaction_number) OVER by_number AS by_transaction, lag(kept.operation) OVER by_number AS by_operation
        FROM kept WINDOW by_number AS (ORDER BY kept.id)
    )
    SELECT of_table, of_key::text, ordered.place, nullif(ordered.id, 9223372036854775807),
           coalesce(CASE ordered.by_operation WHEN 'DELETE' THEN 'INSERT' ELSE ordered.by_operation END, 'INSERT'),
           (SELECT coalesce(jsonb_object_agg(part.key, part.value), '{}') FROM jsonb_each(ordered.old_row) AS part WHERE part.key = ANY (shown)),
           coalesce(ordered.since, (ordered.old_row ->> 'created_at')::timestamptz),
           -- A report without the name of who made it stays without: whoever entered it is not told either.
           CASE WHEN ordered.place > 1 THEN ordered.by_whom WHEN told ? 'reporter_name' AND told ->> 'reporter_name' IS NULL THEN NULL ELSE (ordered.old_row ->> 'created_by')::bigint END,
           ordered.by_request, ordered.by_transaction, ordered.changed_at
    FROM ordered
    -- What was about another student is that student's.
    WHERE ordered.old_row ->> 'student_id' IS NOT DISTINCT FROM present ->> 'student_id' ORDER BY ordered.place;
END
$$;
COMMENT ON FUNCTION history.register_states(text, bigint) IS '登记簿一条记录的各个状态(留痕) | every state of a record of a register; logged';

-- Who changed what and when: one row a changed column, newest first.
CREATE OR REPLACE FUNCTION history.of_record(of_record text, of_key bigint, skip int, most int)
RETURNS TABLE (changed_at timestamptz, changed_by bigint, changed_by_name text, part text, part_label text, row_key text, operation text,
               column_name text, column_label text, old_value text, new_value text, request text, transaction_number text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN QUERY
    WITH state AS MATERIALIZED (
        SELECT states.*, lag(states.state) OVER (PARTITION BY states.table_name, states.row_key ORDER BY states.ordinal) AS earlier
        FROM history.states(of_record, of_key) AS states
    )
    SELECT state.began_at, state.began_by, person.name, state.table_name, history.label(obj_description(state.table_name::regclass, 'pg_class'), state.table_name),
           state.row_key, state.operation, changed.key, history.label(col_description(class.attrelid, class.attnum), changed.key),
           state.earlier ->> changed.key, state.state ->> changed.key, state.request, state.transaction_number::text
    FROM state
    CROSS JOIN LATERAL jsonb_object_keys(state.state) AS changed (key)
    LEFT JOIN pg_catalog.pg_attribute AS class ON class.attrelid = state.table_name::regclass AND class.attname = changed.key AND class.attnum > 0
    LEFT JOIN people.person ON person.id = state.began_by
    WHERE changed.key NOT IN ('created_at', 'created_by', 'changed_at', 'changed_by')
      AND (state.earlier IS NULL AND state.state ->> changed.key IS NOT NULL
           OR state.earlier IS NOT NULL AND state.earlier -> changed.key IS DISTINCT FROM state.state -> changed.key)
    ORDER BY state.began_at DESC NULLS LAST, state.table_name, state.row_key, state.ordinal DESC, class.attnum
    OFFSET greatest(skip, 0) LIMIT least(greatest(most, 1), 1000);
END
$$;
COMMENT ON FUNCTION history.of_record(text, bigint, int, int) IS '谁在何时改了什么(留痕) | who changed what and when; logged';

-- The record as it stood at a moment: a row a table and key, in JSON.
CREATE OR REPLACE FUNCTION history.as_of(of_record text, of_key bigint, moment timestamptz) RETURNS TABLE (part text, row_key text, state jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF moment IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请写明时刻。', 'State the moment.');
    END IF;
    RETURN QUERY SELECT states.table_name, states.row_key, states.state FROM history.states(of_record, of_key) AS states
        WHERE states.began_at <= moment AND (states.ended_at IS NULL OR states.ended_at > moment) ORDER BY 1, 2;
END
$$;
COMMENT ON FUNCTION history.as_of(text, bigint, timestamptz) IS '某一时刻的记录(留痕) | a record as it stood at a moment; logged';

-- A comment is written 中文 | English; for people its first words are enough.
CREATE OR REPLACE FUNCTION history.label(comment text, otherwise text) RETURNS text
LANGUAGE sql STABLE SET search_path = ''
RETURN coalesce(nullif(btrim(substring(ref.say(split_part(comment, ' | ', 1), split_part(comment, ' | ', 2)) FROM '^[^:;:;((,,]+')), ''), otherwise);
COMMENT ON FUNCTION history.label(text, text) IS '注释中的名称 | the name of a table or column, from its comment';
