-- 留守学生登记表: the facts of a semester, to be confirmed by a person; the care file with its concern and contact rule; the
-- carer, who is not a guardian. What the sheet does not say is unknown, never "at home".

-- What the words of 留守类型 state. Numbers alone are codes of some other program and are not read.
CREATE OR REPLACE FUNCTION intake.left_behind_facts(cell text, OUT father_away text, OUT mother_away text, OUT home_parent_able text,
                                                    OUT concern text, OUT code text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = '' AS $$
BEGIN
    father_away := 'unknown';
    mother_away := 'unknown';
    home_parent_able := 'unknown';
    concern := 'left_behind';
    CASE
        WHEN cell IS NULL THEN
            code := 'left_behind_type_missing';
        WHEN cell ~ '非留守|不是留守|未留守|^否$' THEN
            code := 'not_left_behind';
        WHEN cell ~ '事实(无人抚养|孤儿)' THEN
            concern := 'orphan';
        WHEN cell ~ '孤儿' THEN
            concern := 'orphan';
            father_away := 'deceased';
            mother_away := 'deceased';
        WHEN cell ~ '双(亲|方)?留守|双方(均|都)?(外出|务工|打工|在外)|父母(双方|均|都|皆)*(外出|务工|打工|在外)' THEN
            father_away := 'yes';
            mother_away := 'yes';
        -- 单留守(父亲外出), 单留守(父), 父亲务工; or the other way round: 单留守(随母), 母亲在家.
        WHEN cell ~ '父.{0,6}(外出|务工|打工|在外)|留守[(-]父(亲|方)?\)?$|[随跟与和]母|母亲?在家' AND cell !~ '母.{0,6}(外出|务工|打工|在外)|[随跟与和]父|父亲?在家' THEN
            father_away := 'yes';
            mother_away := 'no';
        WHEN cell ~ '母.{0,6}(外出|务工|打工|在外)|留守[(-]母(亲|方)?\)?$|[随跟与和]父|父亲?在家' AND cell !~ '父.{0,6}(外出|务工|打工|在外)|[随跟与和]母|母亲?在家' THEN
            father_away := 'no';
            mother_away := 'yes';
        WHEN cell ~ '^(单(亲|方)?)?留守(学生|儿童)?$|一方(外出|在外)|单方(外出|在外)' THEN
            code := 'parent_away_undetermined';
        ELSE
            code := 'left_behind_type_unknown';
    END CASE;
    IF code = 'parent_away_undetermined' OR father_away <> mother_away THEN
        home_parent_able := CASE WHEN cell ~ '无监护能力' THEN 'no' ELSE 'unknown' END;
    END IF;
END
$$;
COMMENT ON FUNCTION intake.left_behind_facts(text) IS '留守类型所说的事实 | the facts that a kind of being left behind states';

-- Calls a week: 2, 2次, 每周2次, 每天1次.
CREATE OR REPLACE FUNCTION intake.calls_per_week(cell text) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN cell ~ '月|年' THEN NULL
            WHEN cell ~ '^(每|一)?(天|日)$' THEN 7
            WHEN cell ~ '^\D*[0-9]{1,2}(\.0)?\D*$' THEN
                nullif(least(substring(cell FROM '[0-9]{1,2}')::int * CASE WHEN cell ~ '天|日' THEN 7 ELSE 1 END, 71), 71) END;
COMMENT ON FUNCTION intake.calls_per_week(text) IS '每周通话次数 | calls a week';

CREATE OR REPLACE FUNCTION intake.left_behind_register_cells(in_batch bigint)
RETURNS TABLE (row_number int, verdict text, student_id bigint, helper_id bigint, kind text, father_away text, mother_away text, home_parent_able text,
               concern text, code text, father_place text, mother_place text, calls int, carer_name text, kin text, phones text[], note text)
LANGUAGE sql STABLE ROWS 1000 SET search_path = '' AS $$
    SELECT line.row_number, line.verdict, line.person_id, line.other_id, line.clean ->> 'left_behind_type',
           fact.father_away, fact.mother_away, fact.home_parent_able, fact.concern, fact.code, line.clean ->> 'father_place', line.clean ->> 'mother_place',
           intake.calls_per_week(line.clean ->> 'calls_per_week'), intake.plain_name(line.clean ->> 'carer_name'),
           coalesce(line.clean ->> 'carer_relation', '受委托照护人'), intake.phones_of(line.clean ->> 'carer_phone'), line.clean ->> 'note'
    FROM intake.row AS line CROSS JOIN LATERAL intake.left_behind_facts(line.clean ->> 'left_behind_type') AS fact
    WHERE line.batch_id = in_batch
$$;
COMMENT ON FUNCTION intake.left_behind_register_cells(bigint) IS '留守登记表各行的含义 | what the rows of a left-behind register mean';

CREATE OR REPLACE FUNCTION intake.left_behind_register_differences(in_batch bigint) RETURNS TABLE (row_number int, part text)
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
    in_semester text := (SELECT intake.sheet_semester(batch.context) FROM intake.batch WHERE batch.id = in_batch);
BEGIN
    RETURN QUERY
    SELECT cell.row_number, differing.part
    FROM intake.left_behind_register_cells(in_batch) AS cell
    LEFT JOIN care.left_behind_record AS record ON record.student_id = cell.student_id AND record.semester = in_semester
    LEFT JOIN care.file ON file.student_id = cell.student_id AND file.closed_on IS NULL
    LEFT JOIN LATERAL (SELECT entrusted_care.carer_id FROM people.entrusted_care JOIN people.person ON person.id = entrusted_care.carer_id
                       WHERE entrusted_care.student_id = cell.student_id AND person.name = cell.carer_name AND upper_inf(entrusted_care.valid)
                       ORDER BY entrusted_care.id LIMIT 1) AS entrusted ON true
    CROSS JOIN LATERAL (VALUES
        ('record', record.id IS NULL),
        ('facts', record.id IS NOT NULL AND ((record.reported_kind, record.father_away, record.mother_away) IS DISTINCT FROM (cell.kind, cell.father_away, cell.mother_away)
                  OR (cell.home_parent_able = 'no' AND record.home_parent_able <> 'no')
                  OR (cell.father_place IS NOT NULL AND cell.father_place IS DISTINCT FROM record.father_place)
                  OR (cell.mother_place IS NOT NULL AND cell.mother_place IS DISTINCT FROM record.mother_place)
                  OR (cell.calls IS NOT NULL AND cell.calls IS DISTINCT FROM record.calls_per_week)
                  OR (cell.helper_id IS NOT NULL AND cell.helper_id IS DISTINCT FROM record.helper_id)
                  OR (cell.note IS NOT NULL AND cell.note IS DISTINCT FROM record.note))),
        ('carer', cell.carer_name IS NOT NULL AND entrusted.carer_id IS NULL),
        ('carer_phone', entrusted.carer_id IS NOT NULL AND NOT cell.phones <@ coalesce((SELECT array_agg(contact_point.value) FROM people.contact_point
                  WHERE contact_point.person_id = entrusted.carer_id AND upper_inf(contact_point.valid)), '{}')),
        ('file', file.id IS NULL),
        ('helper', file.id IS NOT NULL AND file.carer_id IS NULL AND cell.helper_id IS NOT NULL),
        ('concern', file.id IS NOT NULL AND NOT EXISTS (SELECT FROM care.concern WHERE concern.file_id = file.id AND concern.kind = cell.concern AND concern.closed_on IS NULL))
    ) AS differing (part, differs)
    WHERE cell.student_id IS NOT NULL AND differing.differs;
END
$$;
COMMENT ON FUNCTION intake.left_behind_register_differences(bigint) IS '留守登记表与已有记录的差别 | what differs between a left-behind register and the record';

CREATE OR REPLACE FUNCTION intake.judge_left_behind_register(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    about jsonb := (SELECT batch.context FROM intake.batch WHERE batch.id = in_batch);
    in_semester text := intake.sheet_semester(about);
BEGIN
    PERFORM intake.match_students(in_batch);
    IF NOT EXISTS (SELECT FROM ref.semester WHERE semester.code = in_semester) THEN
        PERFORM intake.find(in_batch, line.row_number, NULL, 'semester_unknown', coalesce(about ->> 'semester', ''))
        FROM intake.row AS line WHERE line.batch_id = in_batch;
    END IF;
    UPDATE intake.row AS line SET other_id = helper.person_id
    FROM (SELECT every.name, (intake.staff_named(every.name)).person_id
          FROM (SELECT DISTINCT found.clean ->> 'helper_teacher' AS name FROM intake.row AS found WHERE found.batch_id = in_batch) AS every) AS helper
    WHERE line.batch_id = in_batch AND helper.name = line.clean ->> 'helper_teacher' AND helper.person_id IS NOT NULL;
    PERFORM intake.find(in_batch, cell.row_number, found.field, found.code, found.cell)
    FROM intake.left_behind_register_cells(in_batch) AS cell
    JOIN intake.row AS line ON line.batch_id = in_batch AND line.row_number = cell.row_number
    CROSS JOIN LATERAL (VALUES
        ('left_behind_type', cell.code, cell.code IS NOT NULL, cell.kind),
        ('calls_per_week', 'calls_unreadable', line.clean ? 'calls_per_week' AND cell.calls IS NULL, line.clean ->> 'calls_per_week'),
        ('carer_phone', 'phone_unreadable', line.clean ? 'carer_phone' AND cell.phones = '{}', people.mask(line.clean ->> 'carer_phone')),
        ('helper_teacher', CASE WHEN cell.helper_id IS NULL AND line.clean ? 'helper_teacher'
                                THEN CASE (intake.staff_named(line.clean ->> 'helper_teacher')).fit_count WHEN 0 THEN 'helper_unknown' ELSE 'helper_ambiguous' END END,
            line.clean ? 'helper_teacher' AND cell.helper_id IS NULL, line.clean ->> 'helper_teacher')
    ) AS found (field, code, holds, cell)
    WHERE found.holds;
    PERFORM intake.ask_about_repeats(in_batch, (SELECT jsonb_object_agg(cell.row_number, cell.student_id)
                                                FROM intake.left_behind_register_cells(in_batch) AS cell WHERE cell.student_id IS NOT NULL));
    UPDATE intake.row AS line SET verdict = CASE WHEN coalesce(differing.parts, '{}') = '{}' THEN 'same' WHEN 'record' = ANY (differing.parts) THEN 'new' ELSE 'change' END
    FROM intake.row AS every
    LEFT JOIN (SELECT found.row_number, array_agg(found.part) AS parts FROM intake.left_behind_register_differences(in_batch) AS found GROUP BY found.row_number) AS differing
      ON differing.row_number = every.row_number
    WHERE line.batch_id = in_batch AND every.batch_id = in_batch AND every.row_number = line.row_number;
    PERFORM intake.settle(in_batch);
END
$$;
COMMENT ON FUNCTION intake.judge_left_behind_register(bigint) IS '判定留守学生登记表 | judges a register of left-behind students';

CREATE OR REPLACE FUNCTION intake.apply_left_behind_register(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    about jsonb := (SELECT batch.context FROM intake.batch WHERE batch.id = in_batch);
    from_day date := intake.sheet_day(about);
    in_semester text := intake.sheet_semester(about);
    semester_end date := (SELECT semester.ends_on FROM ref.semester WHERE semester.code = intake.sheet_semester(about));
    parts jsonb;
BEGIN
    SELECT coalesce(jsonb_object_agg(grouped.part, grouped.at_rows), '{}') INTO parts
    FROM (SELECT differing.part, jsonb_agg(differing.row_number) AS at_rows FROM intake.left_behind_register_differences(in_batch) AS differing
          JOIN intake.row AS line ON line.batch_id = in_batch AND line.row_number = differing.row_number AND line.verdict IN ('new', 'change')
          GROUP BY differing.part) AS grouped;
    WITH cell AS MATERIALIZED (
        SELECT * FROM intake.left_behind_register_cells(in_batch) AS every WHERE every.verdict IN ('new', 'change')
    ), record AS (
        INSERT INTO care.left_behind_record (student_id, semester, reported_kind, father_away, mother_away, father_place, mother_place, home_parent_able,
                                             calls_per_week, helper_id, note)
        SELECT cell.student_id, in_semester, cell.kind, cell.father_away, cell.mother_away, cell.father_place, cell.mother_place, cell.home_parent_able,
               cell.calls, cell.helper_id, cell.note
        FROM cell WHERE parts -> 'record' @> to_jsonb(cell.row_number) RETURNING id
    ), facts AS (
        -- New facts wait for a person again, also where the old ones were confirmed.
        UPDATE care.left_behind_record AS held
        SET reported_kind = cell.kind, father_away = cell.father_away, mother_away = cell.mother_away,
            father_place = coalesce(cell.father_place, held.father_place), mother_place = coalesce(cell.mother_place, held.mother_place),
            home_parent_able = CASE WHEN cell.home_parent_able = 'unknown' THEN held.home_parent_able ELSE cell.home_parent_able END,
            calls_per_week = coalesce(cell.calls, held.calls_per_week), helper_id = coalesce(cell.helper_id, held.helper_id), note = coalesce(cell.note, held.note),
            state = 'to_confirm', confirmed_by = NULL, confirmed_on = NULL
        FROM cell WHERE held.student_id = cell.student_id AND held.semester = in_semester AND parts -> 'facts' @> to_jsonb(cell.row_number) RETURNING held.id
    ), opened AS (
        INSERT INTO care.file (student_id, source, carer_id, opened_on, next_review_on)
        SELECT cell.student_id, '留守登记', cell.helper_id, from_day, semester_end
        FROM cell WHERE parts -> 'file' @> to_jsonb(cell.row_number) RETURNING id, student_id
    ), helped AS (
        UPDATE care.file AS held SET carer_id = cell.helper_id FROM cell
        WHERE held.student_id = cell.student_id AND held.closed_on IS NULL AND parts -> 'helper' @> to_jsonb(cell.row_number) RETURNING held.id
    ), concern AS (
        INSERT INTO care.concern (file_id, kind, opened_on)
        SELECT opened.id, cell.concern, from_day FROM opened JOIN cell ON cell.student_id = opened.student_id
        UNION ALL
        SELECT file.id, cell.concern, from_day FROM cell JOIN care.file ON file.student_id = cell.student_id AND file.closed_on IS NULL
        WHERE parts -> 'concern' @> to_jsonb(cell.row_number) RETURNING id
    ), rule AS (
        INSERT INTO care.contact_rule (file_id, every_days, basis, valid)
        SELECT opened.id, 30, '学校规定(留守学生每月联系)', daterange(from_day, NULL) FROM opened RETURNING id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation)
    SELECT in_batch, 'care.left_behind_record', record.id, 'INSERT' FROM record
    UNION ALL SELECT in_batch, 'care.left_behind_record', facts.id, 'UPDATE' FROM facts
    UNION ALL SELECT in_batch, 'care.file', opened.id, 'INSERT' FROM opened
    UNION ALL SELECT in_batch, 'care.file', helped.id, 'UPDATE' FROM helped
    UNION ALL SELECT in_batch, 'care.concern', concern.id, 'INSERT' FROM concern
    UNION ALL SELECT in_batch, 'care.contact_rule', rule.id, 'INSERT' FROM rule;
    WITH wanted AS MATERIALIZED (
        SELECT cell.row_number, cell.student_id, cell.carer_name AS name, cell.kin, cell.phones,
               CASE WHEN cell.phones = '{}' THEN 'row ' || cell.row_number ELSE cell.carer_name || ' ' || cell.phones[1] END AS key,
               (SELECT min(person.id) FROM people.person JOIN people.contact_point ON contact_point.person_id = person.id
                WHERE contact_point.value = ANY (cell.phones) AND upper_inf(contact_point.valid)
                  AND person.name = cell.carer_name AND person.id <> cell.student_id) AS known_id
        FROM intake.left_behind_register_cells(in_batch) AS cell WHERE parts -> 'carer' @> to_jsonb(cell.row_number)
    ), grouped AS MATERIALIZED (
        SELECT wanted.key, min(wanted.name) AS name, nextval(pg_get_serial_sequence('people.person', 'id')) AS id
        FROM wanted WHERE wanted.known_id IS NULL GROUP BY wanted.key
    ), carer AS MATERIALIZED (
        SELECT wanted.*, coalesce(wanted.known_id, grouped.id) AS carer_id FROM wanted LEFT JOIN grouped ON grouped.key = wanted.key
    ), person AS (
        INSERT INTO people.person (id, name) OVERRIDING SYSTEM VALUE SELECT grouped.id, grouped.name FROM grouped RETURNING id
    ), phone AS (
        INSERT INTO people.contact_point (person_id, value, valid)
        SELECT DISTINCT reached.person_id, reached.value, daterange(from_day, NULL)
        FROM (SELECT carer.carer_id AS person_id, unnest(carer.phones) AS value FROM carer
              UNION ALL
              SELECT entrusted_care.carer_id, unnest(cell.phones)
              FROM intake.left_behind_register_cells(in_batch) AS cell
              JOIN people.entrusted_care ON entrusted_care.student_id = cell.student_id AND upper_inf(entrusted_care.valid)
              JOIN people.person ON person.id = entrusted_care.carer_id AND person.name = cell.carer_name
              WHERE parts -> 'carer_phone' @> to_jsonb(cell.row_number)) AS reached
        WHERE NOT EXISTS (SELECT FROM people.contact_point AS held WHERE held.person_id = reached.person_id AND held.value = reached.value AND upper_inf(held.valid))
        RETURNING id
    ), entrusted AS (
        INSERT INTO people.entrusted_care (student_id, carer_id, kin, valid)
        SELECT carer.student_id, carer.carer_id, carer.kin, daterange(from_day, NULL) FROM carer RETURNING id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation)
    SELECT in_batch, 'people.person', person.id, 'INSERT' FROM person
    UNION ALL SELECT in_batch, 'people.contact_point', phone.id, 'INSERT' FROM phone
    UNION ALL SELECT in_batch, 'people.entrusted_care', entrusted.id, 'INSERT' FROM entrusted;
END
$$;
COMMENT ON FUNCTION intake.apply_left_behind_register(bigint) IS '写入留守学生登记表 | applies a register of left-behind students';
