-- Taking a batch back. What a batch wrote is known from intake.change; what it overwrote, from the history.

-- The versions in the history that a batch's commit and its undo made. Each of the two begins and ends with an update of the
-- batch's own row, and so with a version of it: all that the same transaction wrote between them is the batch's work.
CREATE OR REPLACE FUNCTION intake.spans(of_batch bigint DEFAULT NULL)
RETURNS TABLE (batch_id bigint, step text, first_version bigint, last_version bigint, transaction_number xid8)
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT DISTINCT ON (marked.row_key, marked.state) marked.row_key::bigint,
           CASE marked.state WHEN 'judged' THEN 'commit' ELSE 'undo' END, marked.before, marked.id, marked.transaction_number
    FROM (SELECT version.id, version.row_key, version.transaction_number, version.old_row ->> 'state' AS state,
                 lag(version.id) OVER (PARTITION BY version.row_key ORDER BY version.id) AS before
          FROM history.version
          WHERE version.table_name = 'intake.batch' AND (of_batch IS NULL OR version.row_key = of_batch::text)) AS marked
    WHERE marked.state IN ('judged', 'committed')
    ORDER BY marked.row_key, marked.state, marked.id DESC
$$;
COMMENT ON FUNCTION intake.spans(bigint) IS '批次在历史中的起止 | where in the history a batch''s commit and undo lie';

-- The tables that imports write, each before those that refer to it, with the column that intake.change keys them by.
CREATE OR REPLACE FUNCTION intake.written_tables() RETURNS TABLE (place int, table_name text, key_column text)
LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
    SELECT listed.place::int, listed.table_name,
           CASE listed.table_name WHEN 'people.student' THEN 'person_id' WHEN 'people.staff' THEN 'person_id'
                WHEN 'work.issue_source' THEN 'utterance_id' ELSE 'id' END
    FROM unnest(ARRAY['units.unit', 'units.unit_label', 'people.person', 'people.identifier', 'people.contact_point', 'people.address',
        'people.student', 'people.enrolment', 'people.class_placement', 'people.guardianship', 'people.entrusted_care', 'people.staff',
        'people.staff_post', 'people.party_membership', 'units.membership', 'access.role_assignment', 'care.file', 'care.concern',
        'care.contact_rule', 'care.left_behind_record', 'care.health_record', 'care.health_card', 'care.pairing', 'field.linkage',
        'aid.category_evidence', 'aid.determination', 'aid.award', 'field.visit', 'work.utterance', 'work.issue', 'work.issue_source',
        'work.conduct_report', 'work.issue_event', 'work.task', 'work.result', 'work.signoff']) WITH ORDINALITY AS listed (table_name, place)
$$;
COMMENT ON FUNCTION intake.written_tables() IS '导入会写入的表 | tables that imports write, in the order of reference';

-- What has been built on a batch: rows of others that refer to its rows, and later changes of its rows. Changes that a batch
-- made which is itself taken back do not count.
CREATE OR REPLACE FUNCTION intake.built_on(of_batch bigint) RETURNS TABLE (table_name text, kind text, row_count bigint)
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
    link record;
    counted bigint;
BEGIN
    RETURN QUERY
    SELECT version.table_name, 'changed', count(DISTINCT version.row_key)
    FROM intake.spans(of_batch) AS own
    JOIN intake.change ON change.batch_id = of_batch
    JOIN history.version ON version.table_name = change.table_name AND version.row_key = change.row_key AND version.id > own.last_version
    WHERE own.step = 'commit'
      AND NOT EXISTS (SELECT FROM intake.spans() AS other JOIN intake.batch ON batch.id = other.batch_id AND batch.state = 'undone'
                      WHERE other.transaction_number = version.transaction_number
                        AND version.id BETWEEN other.first_version AND other.last_version)
    GROUP BY version.table_name;
    FOR link IN
        SELECT source.relnamespace::regnamespace || '.' || source.relname AS from_table, source_column.attname AS from_column,
               (SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = source.oid AND attnum = own_key.indkey[0]) AS from_key,
               written.table_name AS to_table
        FROM pg_catalog.pg_constraint AS reference
        JOIN pg_catalog.pg_class AS source ON source.oid = reference.conrelid
        JOIN pg_catalog.pg_class AS target ON target.oid = reference.confrelid
        JOIN intake.written_tables() AS written ON written.table_name = target.relnamespace::regnamespace || '.' || target.relname
        JOIN pg_catalog.pg_attribute AS source_column ON source_column.attrelid = source.oid AND source_column.attnum = reference.conkey[1]
        JOIN pg_catalog.pg_index AS own_key ON own_key.indrelid = source.oid AND own_key.indisprimary
        WHERE reference.contype = 'f' AND cardinality(reference.conkey) = 1
          AND EXISTS (SELECT FROM intake.change WHERE change.batch_id = of_batch AND change.operation = 'INSERT' AND change.table_name = written.table_name)
    LOOP
        EXECUTE format(
            'SELECT count(*) FROM %s AS referring
             WHERE referring.%I IN (SELECT row_key::bigint FROM intake.change WHERE batch_id = $1 AND table_name = $2 AND operation = ''INSERT'')
               AND NOT EXISTS (SELECT FROM intake.change WHERE batch_id = $1 AND table_name = $3 AND row_key = referring.%I::text)',
            link.from_table, link.from_column,
            coalesce((SELECT key_column FROM intake.written_tables() AS written WHERE written.table_name = link.from_table), link.from_key))
        INTO counted USING of_batch, link.to_table, link.from_table;
        IF counted > 0 THEN
            table_name := link.from_table;
            kind := 'refers';
            row_count := counted;
            RETURN NEXT;
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION intake.built_on(bigint) IS '批次之上又有了什么 | what has been built on a batch';

CREATE OR REPLACE FUNCTION intake.undo(batch bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET jit = off SET enable_nestloop = off AS $$
DECLARE
    own intake.batch;
    written record;
    built text;
    columns text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('intake.commit'));
    own := intake.own_batch(undo.batch, '{committed}');
    SELECT string_agg(ref.say(split_part(split_part(named.words, ' | ', 1), ':', 1) || sum.count || '条',
                              sum.count || ' of ' || sum.table_name), ref.say('、', ', ') ORDER BY sum.table_name)
    INTO built
    FROM (SELECT found.table_name, sum(found.row_count) AS count FROM intake.built_on(own.id) AS found GROUP BY found.table_name) AS sum
    CROSS JOIN LATERAL (SELECT coalesce(pg_catalog.obj_description(sum.table_name::regclass, 'pg_class'), sum.table_name) AS words) AS named;
    IF built IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001',
            MESSAGE = ref.say(format('不能撤回:之后已有依据这批数据的记录(%s)。', built),
                              format('This cannot be taken back: later records rest on it (%s).', built)),
            HINT = ref.say('请先撤回之后导入的批次;手工登记的内容请逐项更正。',
                           'Take back the batches imported later first; correct what was entered by hand.');
    END IF;
    UPDATE intake.batch SET undone_at = clock_timestamp() WHERE id = own.id;
    PERFORM set_config('nuanxin.follows_paper', work.paper_mark(), true);
    FOR written IN
        SELECT listed.table_name, listed.key_column FROM intake.written_tables() AS listed
        WHERE EXISTS (SELECT FROM intake.change WHERE change.batch_id = own.id AND change.table_name = listed.table_name)
        ORDER BY listed.place DESC
    LOOP
        EXECUTE format('DELETE FROM %s AS made USING intake.change
                        WHERE change.batch_id = $1 AND change.table_name = $2 AND change.operation = ''INSERT'' AND made.%I = change.row_key::bigint',
                       written.table_name, written.key_column) USING own.id, written.table_name;
        SELECT string_agg(format('%1$I = earlier.%1$I', attribute.attname), ', ') INTO columns
        FROM pg_catalog.pg_attribute AS attribute
        WHERE attribute.attrelid = written.table_name::regclass AND attribute.attnum > 0 AND NOT attribute.attisdropped
          AND attribute.attidentity = '' AND attribute.attgenerated = ''
          AND attribute.attname NOT IN (written.key_column, 'created_at', 'created_by', 'changed_at', 'changed_by');
        -- The state before the batch is what its first update of the row put into the history.
        EXECUTE format('UPDATE %1$s AS changed SET %3$s
                        FROM (SELECT DISTINCT ON (version.row_key) (jsonb_populate_record(NULL::%1$s, version.old_row)).*
                              FROM intake.spans($1) AS own
                              JOIN intake.change ON change.batch_id = $1 AND change.table_name = $2 AND change.operation = ''UPDATE''
                              JOIN history.version ON version.table_name = $2 AND version.row_key = change.row_key
                               AND version.transaction_number = own.transaction_number
                               AND version.id BETWEEN own.first_version AND own.last_version
                              WHERE own.step = ''commit'' ORDER BY version.row_key, version.id) AS earlier
                        WHERE changed.%2$I = earlier.%2$I', written.table_name, written.key_column, columns)
        USING own.id, written.table_name;
    END LOOP;
    PERFORM set_config('nuanxin.follows_paper', '', true);
    UPDATE intake.batch SET state = 'undone' WHERE id = own.id;
    PERFORM audit.record('import_undo', 'import', own.id::text, NULL, NULL,
        (SELECT jsonb_build_object('form', own.form, 'rows', count(*)) FROM intake.change WHERE change.batch_id = own.id));
END
$$;
COMMENT ON FUNCTION intake.undo(bigint) IS '撤回一个批次(其上尚无其他记录时) | takes a batch back while nothing rests on it';
