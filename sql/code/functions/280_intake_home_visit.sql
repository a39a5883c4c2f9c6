-- 家访记录表: a visit is known by its day, teacher and student. What a family asks for becomes an utterance, waiting for the task force.

-- What was heard, with what the longer form asks in columns of its own.
CREATE OR REPLACE FUNCTION intake.home_visit_cells(in_batch bigint)
RETURNS TABLE (row_number int, verdict text, student_id bigint, visitor_id bigint, visited_on date, mode text, heard text, request text, visit_id bigint)
LANGUAGE sql STABLE ROWS 500 SET search_path = '' AS $$
    SELECT line.row_number, line.verdict, line.person_id, line.other_id, day.visited_on, mode.code,
           nullif(concat_ws(E'\n', line.clean ->> 'heard', '家长意见:' || (line.clean ->> 'guardian_opinion'), '后续跟进:' || (line.clean ->> 'follow_up')), ''),
           line.clean ->> 'request', visit.id
    FROM intake.row AS line
    CROSS JOIN LATERAL (SELECT intake.to_day(line.clean ->> 'visited_on') AS visited_on) AS day
    LEFT JOIN (SELECT every.word, intake.code_of('visit_mode', every.word) AS code FROM (SELECT DISTINCT other.clean ->> 'mode' AS word
               FROM intake.row AS other WHERE other.batch_id = in_batch) AS every) AS mode ON mode.word = line.clean ->> 'mode'
    LEFT JOIN LATERAL (SELECT known.id FROM field.visit AS known WHERE known.kind = 'home' AND known.student_id = line.person_id AND known.visitor_id = line.other_id
                       AND known.visited_on = day.visited_on ORDER BY known.id LIMIT 1) AS visit ON true
    WHERE line.batch_id = in_batch
$$;
COMMENT ON FUNCTION intake.home_visit_cells(bigint) IS '家访记录各行的含义 | what the rows of a visit record mean';

CREATE OR REPLACE FUNCTION intake.judge_home_visit(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM intake.match_students(in_batch, 'student', 'visited_on');
    UPDATE intake.row AS line SET other_id = visitor.person_id
    FROM (SELECT every.name, (intake.staff_named(every.name)).person_id
          FROM (SELECT DISTINCT found.clean ->> 'teacher' AS name FROM intake.row AS found WHERE found.batch_id = in_batch) AS every) AS visitor
    WHERE line.batch_id = in_batch AND visitor.name = line.clean ->> 'teacher' AND visitor.person_id IS NOT NULL;
    PERFORM intake.find(in_batch, cell.row_number, found.field, found.code, found.cell, found.other)
    FROM intake.home_visit_cells(in_batch) AS cell
    JOIN intake.row AS line ON line.batch_id = in_batch AND line.row_number = cell.row_number
    CROSS JOIN LATERAL (VALUES
        ('visited_on', 'date_missing', NOT line.clean ? 'visited_on', NULL, NULL),
        ('visited_on', 'date_unreadable', line.clean ? 'visited_on' AND cell.visited_on IS NULL, line.clean ->> 'visited_on', NULL),
        ('visited_on', 'visit_in_future', cell.visited_on > ref.today(), cell.visited_on::text, NULL),
        ('teacher', CASE WHEN NOT line.clean ? 'teacher' THEN 'teacher_missing'
                         WHEN cell.visitor_id IS NULL THEN CASE (intake.staff_named(line.clean ->> 'teacher')).fit_count WHEN 0 THEN 'staff_not_found' ELSE 'staff_ambiguous' END END,
            cell.visitor_id IS NULL, line.clean ->> 'teacher', NULL),
        ('mode', 'mode_missing', NOT line.clean ? 'mode', intake.labels_of('visit_mode'), NULL),
        ('mode', 'word_unknown', line.clean ? 'mode' AND cell.mode IS NULL, line.clean ->> 'mode', intake.labels_of('visit_mode'))
    ) AS found (field, code, holds, cell, other)
    WHERE found.holds;
    -- One's own visits to any student; those of others within one's reach only.
    IF NOT access.may('import_setup', 'create') AND NOT access.may_all('visit', 'create') THEN
        PERFORM intake.find(in_batch, line.row_number, NULL, 'student_out_of_reach') FROM intake.row AS line
        WHERE line.batch_id = in_batch AND line.person_id IS NOT NULL AND line.other_id IS DISTINCT FROM access.person_id()
          AND line.person_id NOT IN (SELECT access.student_ids('visit', 'create'));
    END IF;
    PERFORM intake.ask_about_repeats(in_batch, (SELECT jsonb_object_agg(cell.row_number, concat_ws(' ', cell.student_id, cell.visitor_id, cell.visited_on))
        FROM intake.home_visit_cells(in_batch) AS cell WHERE num_nulls(cell.student_id, cell.visitor_id, cell.visited_on) = 0));
    UPDATE intake.row AS line SET verdict = CASE WHEN cell.visit_id IS NULL THEN 'new'
        WHEN (visit.mode, coalesce(cell.heard, visit.heard), coalesce(cell.request, visit.request)) IS DISTINCT FROM (cell.mode, visit.heard, visit.request) THEN 'change'
        ELSE 'same' END
    FROM intake.home_visit_cells(in_batch) AS cell LEFT JOIN field.visit ON visit.id = cell.visit_id
    WHERE line.batch_id = in_batch AND line.row_number = cell.row_number;
    PERFORM intake.settle(in_batch);
END
$$;
COMMENT ON FUNCTION intake.judge_home_visit(bigint) IS '判定家访记录表 | judges a record of home visits';

CREATE OR REPLACE FUNCTION intake.apply_home_visit(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    WITH cell AS MATERIALIZED (
        SELECT every.*, coalesce(every.visit_id, nextval(pg_get_serial_sequence('field.visit', 'id'))) AS id
        FROM intake.home_visit_cells(in_batch) AS every WHERE every.verdict IN ('new', 'change')
    ), visit AS (
        INSERT INTO field.visit (id, mode, visited_on, visitor_id, student_id, heard, request) OVERRIDING SYSTEM VALUE
        SELECT cell.id, cell.mode, cell.visited_on, cell.visitor_id, cell.student_id, cell.heard, cell.request FROM cell WHERE cell.verdict = 'new' RETURNING id
    ), changed AS (
        UPDATE field.visit AS held SET mode = cell.mode, heard = coalesce(cell.heard, held.heard), request = coalesce(cell.request, held.request)
        FROM cell WHERE cell.verdict = 'change' AND held.id = cell.id RETURNING held.id
    ), said AS (
        -- What was said earlier stays as said; another request is another utterance.
        INSERT INTO work.utterance (channel, text, raiser_id, heard_on, visit_id)
        SELECT 'home_visit', cell.request, cell.student_id, cell.visited_on, cell.id FROM cell
        WHERE cell.request IS NOT NULL AND NOT EXISTS (SELECT FROM work.utterance AS known WHERE known.visit_id = cell.id AND known.text = cell.request) RETURNING id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation)
    SELECT in_batch, 'field.visit', visit.id, 'INSERT' FROM visit
    UNION ALL SELECT in_batch, 'field.visit', changed.id, 'UPDATE' FROM changed
    UNION ALL SELECT in_batch, 'work.utterance', said.id, 'INSERT' FROM said;
END
$$;
COMMENT ON FUNCTION intake.apply_home_visit(bigint) IS '写入家访记录表 | applies a record of home visits';
