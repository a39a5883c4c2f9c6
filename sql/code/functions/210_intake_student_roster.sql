-- 学生花名册: people, students, their classes, addresses and guardians. A student is known by the digest of the ID number;
-- without one by name, birth date and class together.

CREATE OR REPLACE FUNCTION intake.student_roster_cells(in_batch bigint)
RETURNS TABLE (row_number int, verdict text, person_id bigint, class_id bigint, digest bytea, class_label text, name text, former_name text,
               sex text, ethnicity text, birth_date date, id_number text, id_kind text, roll_number text, household text, residence text,
               dormitory text, address text, guardian_name text, kin text, phones text[], note text)
LANGUAGE sql STABLE ROWS 3000 SET search_path = '' AS $$
    SELECT line.row_number, line.verdict, line.person_id, line.other_id, line.identity_sha256,
           -- Some sheets write the grade in one column and "3班" in the next.
           CASE WHEN line.clean ->> 'class' ~ '^[(（]?([0-9]{1,3}|[一二三四五六七八九十]{1,3})[)）]?班?$' AND line.clean ? 'grade'
                THEN (line.clean ->> 'grade') || '(' || translate(line.clean ->> 'class', '()（）班', '') || ')班'
                ELSE line.clean ->> 'class' END,
           intake.plain_name(line.clean ->> 'name'), intake.plain_name(line.clean ->> 'former_name'),
           coalesce(intake.sex_code(line.clean ->> 'sex'), number.sex), ethnicity.code,
           coalesce(number.birth_date, CASE WHEN NOT intake.is_flagged(line.flags, 'birth_date', 'lunar_date')
                                            THEN intake.to_day(line.clean ->> 'birth_date') END),
           line.clean ->> 'id_number', intake.id_kind(line.clean ->> 'id_kind'), line.clean ->> 'roll_number',
           CASE WHEN line.clean ->> 'household' ~ '非农|城镇|城市|居民' THEN 'urban' WHEN line.clean ->> 'household' ~ '农' THEN 'rural' END,
           CASE WHEN line.clean ->> 'boarding' ~ '走读|通学|不住' OR NOT intake.yes_or_no(line.clean ->> 'boarding') THEN 'day'
                WHEN line.clean ->> 'boarding' ~ '住|寄宿' OR intake.yes_or_no(line.clean ->> 'boarding') THEN 'boarding' END,
           line.clean ->> 'dormitory', line.clean ->> 'address', intake.plain_name(line.clean ->> 'guardian_name'),
           coalesce(line.clean ->> 'guardian_relation', '监护人'),
           CASE WHEN NOT intake.is_flagged(line.flags, 'guardian_phone', 'number_damaged') THEN intake.phones_of(line.clean ->> 'guardian_phone')
                ELSE '{}' END,
           line.clean ->> 'note'
    FROM intake.row AS line
    CROSS JOIN LATERAL (
        SELECT CASE WHEN counts THEN to_date(substr(line.clean ->> 'id_number', 7, 8), 'YYYYMMDD') END AS birth_date,
               CASE WHEN counts THEN CASE substr(line.clean ->> 'id_number', 17, 1)::int % 2 WHEN 1 THEN '1' ELSE '2' END END AS sex
        FROM (SELECT line.identity_sha256 IS NOT NULL AND intake.id_kind(line.clean ->> 'id_kind') = 'resident_id' AS counts OFFSET 0) AS number OFFSET 0
    ) AS number
    LEFT JOIN (SELECT DISTINCT ON (word) code.code, word FROM ref.code CROSS JOIN LATERAL unnest(code.synonyms || code.label_zh) AS word
               WHERE code.list = 'ethnicity' ORDER BY word, code.code) AS ethnicity ON ethnicity.word = line.clean ->> 'ethnicity'
    WHERE line.batch_id = in_batch
$$;
COMMENT ON FUNCTION intake.student_roster_cells(bigint) IS '学生花名册各行的含义 | what the rows of a student roster mean';

-- Classes that the sheet names and nobody has entered. A label is taken for a new class when enough people carry it: at least
-- three and a fifth of a usual class of the sheet, or three and the next number after the grade's other classes. Anything less
-- is a slip of the pen. One stage a cohort: a cohort's year and number name one class.
CREATE OR REPLACE FUNCTION intake.student_roster_new_classes(in_batch bigint)
RETURNS TABLE (labels text[], canonical text, stage text, entry_year int, number int)
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
    in_year text := (SELECT intake.sheet_year(batch.context) FROM intake.batch WHERE batch.id = in_batch);
BEGIN
    RETURN QUERY
    WITH named AS MATERIALIZED (
        SELECT cell.class_label, min(cell.class_id) AS class_id,
               count(DISTINCT coalesce(encode(cell.digest, 'hex'), concat_ws('|', cell.name, cell.birth_date))) AS people
        FROM intake.student_roster_cells(in_batch) AS cell WHERE cell.class_label IS NOT NULL GROUP BY cell.class_label
    ), sized AS (
        SELECT parts.stage, parts.entry_year, parts.number, parts.canonical, min(named.class_id) AS class_id,
               array_agg(named.class_label) AS labels, sum(named.people)::int AS people
        FROM named CROSS JOIN LATERAL intake.class_parts(named.class_label, in_year) AS parts
        GROUP BY parts.stage, parts.entry_year, parts.number, parts.canonical
    ), usual AS (
        -- The size of class that the middle one of all people is in; for a sheet of few rows, that of the school's own classes.
        SELECT greatest((SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY sized.people) FROM sized CROSS JOIN generate_series(1, sized.people)),
                        (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY placed.people)
                         FROM (SELECT count(*)::int AS people FROM people.class_placement WHERE upper_inf(class_placement.valid)
                               GROUP BY class_placement.class_id) AS placed)) AS people
    ), sure AS (
        SELECT sized.stage, sized.entry_year, sized.number FROM sized, usual
        WHERE sized.class_id IS NOT NULL OR sized.people >= greatest(3, ceil(usual.people * 0.2))
        UNION
        SELECT parts.stage, unit.cohort_entry_year, unit.cohort_number
        FROM units.unit JOIN units.unit_label ON unit_label.unit_id = unit.id
        CROSS JOIN LATERAL intake.class_parts(unit_label.label, ref.school_year(lower(unit_label.valid))) AS parts
        WHERE unit.kind = 'class' AND unit_label.valid && ref.school_year_dates(in_year)
    ), strongest AS (
        SELECT DISTINCT ON (sized.entry_year) sized.entry_year, sized.stage FROM sized GROUP BY sized.entry_year, sized.stage
        ORDER BY sized.entry_year, bool_or(sized.class_id IS NOT NULL) DESC, sum(sized.people) DESC
    )
    SELECT sized.labels, sized.canonical, sized.stage, sized.entry_year, sized.number
    FROM sized, usual
    WHERE sized.class_id IS NULL AND sized.people >= 3
      AND (sized.people >= usual.people * 0.2
           OR sized.number <= (SELECT max(sure.number) + 1 FROM sure WHERE sure.stage = sized.stage AND sure.entry_year = sized.entry_year))
      AND (sized.entry_year, sized.stage) IN (SELECT strongest.entry_year, strongest.stage FROM strongest)
      AND NOT EXISTS (SELECT FROM units.unit WHERE unit.kind = 'class' AND unit.cohort_entry_year = sized.entry_year
                      AND unit.cohort_number = sized.number);
END
$$;
COMMENT ON FUNCTION intake.student_roster_new_classes(bigint) IS '花名册中应新建的班级 | classes that a roster brings in';

-- What differs between a row and its student on record. since: from when the record has held what it holds, for dated parts.
-- A blank cell says nothing and changes nothing.
CREATE OR REPLACE FUNCTION intake.student_roster_differences(in_batch bigint) RETURNS TABLE (row_number int, part text, since date)
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    RETURN QUERY
    SELECT cell.row_number, differing.part, differing.since
    FROM intake.student_roster_cells(in_batch) AS cell
    JOIN people.person ON person.id = cell.person_id
    JOIN people.student ON student.person_id = cell.person_id
    LEFT JOIN LATERAL (SELECT class_placement.class_id, lower(class_placement.valid) AS since FROM people.class_placement
                       WHERE class_placement.student_id = cell.person_id ORDER BY class_placement.valid DESC LIMIT 1) AS placed ON true
    LEFT JOIN LATERAL (SELECT address.text, lower(address.valid) AS since FROM people.address
                       WHERE address.person_id = cell.person_id AND address.kind = 'home' ORDER BY address.valid DESC LIMIT 1) AS home ON true
    LEFT JOIN LATERAL (SELECT guardianship.guardian_id, guardianship.kin FROM people.guardianship JOIN people.person AS guardian ON guardian.id = guardianship.guardian_id
                       WHERE guardianship.student_id = cell.person_id AND guardian.name = cell.guardian_name
                       ORDER BY guardianship.id LIMIT 1) AS guarded ON true
    LEFT JOIN LATERAL (SELECT array_agg(contact_point.value) AS phones, max(lower(contact_point.valid)) AS since FROM people.contact_point
                       WHERE contact_point.person_id = guarded.guardian_id AND contact_point.kind = 'phone' AND upper_inf(contact_point.valid)) AS reached ON true
    CROSS JOIN LATERAL (VALUES
        ('name', cell.name <> person.name AND cell.former_name = person.name, NULL::date),
        ('person', (cell.sex <> person.sex) OR (cell.birth_date IS NOT NULL AND cell.birth_date IS DISTINCT FROM person.birth_date)
                   OR (cell.ethnicity IS NOT NULL AND cell.ethnicity IS DISTINCT FROM person.ethnicity)
                   OR (cell.former_name <> person.name AND cell.former_name <> ALL (person.former_names)), NULL),
        ('identifier', cell.digest IS NOT NULL AND NOT EXISTS (SELECT FROM people.identifier WHERE identifier.person_id = cell.person_id
                       AND (identifier.kind = cell.id_kind AND upper_inf(identifier.valid)) IS TRUE), NULL),
        ('student', (cell.roll_number IS NOT NULL AND cell.roll_number IS DISTINCT FROM student.roll_number)
                    OR cell.residence <> student.residence_kind OR cell.household <> student.household_kind
                    OR (cell.dormitory IS NOT NULL AND cell.dormitory IS DISTINCT FROM student.dormitory_room)
                    OR (cell.residence = 'day' AND cell.dormitory IS NULL AND student.dormitory_room IS NOT NULL)
                    OR (cell.note IS NOT NULL AND cell.note IS DISTINCT FROM student.note), NULL),
        ('class', placed.class_id IS DISTINCT FROM cell.class_id, placed.since),
        ('address', cell.address IS NOT NULL AND cell.address IS DISTINCT FROM home.text, home.since),
        ('guardian', cell.guardian_name IS NOT NULL AND guarded.guardian_id IS NULL, NULL),
        ('kin', cell.kin <> guarded.kin AND cell.kin <> '监护人', NULL),
        ('phone', guarded.guardian_id IS NOT NULL AND NOT cell.phones <@ coalesce(reached.phones, '{}'), reached.since)
    ) AS differing (part, differs, since)
    WHERE differing.differs;
END
$$;
COMMENT ON FUNCTION intake.student_roster_differences(bigint) IS '花名册与在册信息的差别 | what differs between a roster and the record';

CREATE OR REPLACE FUNCTION intake.judge_student_roster(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    about jsonb := (SELECT batch.context FROM intake.batch WHERE batch.id = in_batch);
    in_year text := intake.sheet_year(about);
    from_day date := intake.sheet_day(about);
    differences jsonb;
    latest_day date;
    missing bigint;
BEGIN
    PERFORM intake.judge_id_numbers(in_batch);
    WITH cell AS MATERIALIZED (
        SELECT every.row_number, every.class_label FROM intake.student_roster_cells(in_batch) AS every
    ), named AS MATERIALIZED (
        SELECT label, intake.class_named(label, in_year) AS class_id FROM (SELECT DISTINCT cell.class_label AS label FROM cell) AS every
    )
    UPDATE intake.row AS line SET other_id = named.class_id FROM cell JOIN named ON named.label = cell.class_label
    WHERE line.batch_id = in_batch AND line.row_number = cell.row_number AND named.class_id IS NOT NULL;
    PERFORM intake.find(in_batch, cell.row_number, 'class', CASE WHEN cell.class_label IS NULL THEN 'class_missing' ELSE 'class_unknown' END, cell.class_label)
    FROM intake.student_roster_cells(in_batch) AS cell
    WHERE cell.class_id IS NULL
      AND (cell.class_label IS NULL OR cell.class_label NOT IN (SELECT unnest(fresh.labels) FROM intake.student_roster_new_classes(in_batch) AS fresh));

    -- Who it is: by number, or by name, birth date and class together.
    UPDATE intake.row AS line SET person_id = identifier.person_id
    FROM people.identifier
    WHERE line.batch_id = in_batch AND identifier.value_sha256 = line.identity_sha256 AND upper_inf(identifier.valid);
    WITH cell AS MATERIALIZED (
        SELECT every.* FROM intake.student_roster_cells(in_batch) AS every WHERE every.person_id IS NULL
    ), alike AS MATERIALIZED (
        SELECT cell.row_number, cell.class_id, person.id, class_placement.class_id AS placed_id, known.is_sure
        FROM cell
        JOIN people.person ON person.name = ANY (ARRAY[cell.name, cell.former_name])
        JOIN people.student ON student.person_id = person.id
        JOIN people.class_placement ON class_placement.student_id = person.id AND upper_inf(class_placement.valid)
        CROSS JOIN LATERAL (
            -- Who came in without a birth date is known by name and class: by the same sheet again, and by one that has the number now.
            SELECT true AS is_sure WHERE person.birth_date = cell.birth_date
                OR (person.birth_date IS NULL AND class_placement.class_id = cell.class_id AND (cell.birth_date IS NULL OR cell.digest IS NOT NULL))
            UNION ALL
            -- A row that has neither may be the one of this name in the class, or another.
            SELECT false WHERE cell.birth_date IS NULL AND person.birth_date IS NOT NULL AND class_placement.class_id = cell.class_id
        ) AS known
        -- A row with a number of its own is never somebody whose number is another.
        WHERE cell.digest IS NULL OR NOT EXISTS (SELECT FROM people.identifier WHERE identifier.person_id = person.id
                                                 AND (identifier.kind = cell.id_kind AND upper_inf(identifier.valid)) IS TRUE)
    ), counted AS MATERIALIZED (
        SELECT alike.row_number, count(*) FILTER (WHERE alike.is_sure AND alike.placed_id = alike.class_id) AS here,
               min(alike.id) FILTER (WHERE alike.is_sure AND alike.placed_id = alike.class_id) AS here_id,
               min(units.label(alike.placed_id, from_day)) FILTER (WHERE alike.is_sure) AS elsewhere, bool_or(NOT alike.is_sure) AS has_doubt
        FROM alike GROUP BY alike.row_number
    ), told AS (
        INSERT INTO intake.finding (batch_id, row_number, field, code, effect, message_zh, message_en)
        SELECT in_batch, counted.row_number, 'id_number', wording.code, wording.effect, format(wording.zh, known.cell), format(wording.en, known.cell)
        FROM counted JOIN cell ON cell.row_number = counted.row_number
        CROSS JOIN LATERAL (SELECT CASE WHEN counted.here > 0 THEN 'student_ambiguous' WHEN counted.elsewhere IS NULL THEN 'student_maybe_same'
                                        ELSE 'student_maybe_known' END AS code,
                                   CASE WHEN counted.here = 0 AND counted.elsewhere IS NOT NULL THEN counted.elsewhere
                                        ELSE cell.class_label || ' ' || cell.name END AS cell) AS known
        JOIN intake.wording() AS wording ON wording.code = known.code
        WHERE (counted.here <> 1 OR counted.has_doubt) AND NOT EXISTS (SELECT FROM intake.finding AS earlier WHERE earlier.batch_id = in_batch
                                                AND earlier.row_number = counted.row_number AND earlier.effect = 'refused')
    )
    UPDATE intake.row AS line SET person_id = counted.here_id
    FROM counted WHERE line.batch_id = in_batch AND line.row_number = counted.row_number AND counted.here = 1 AND NOT counted.has_doubt;

    -- Cell by cell and row against row. OFFSET 0 keeps what is worked out once from being worked out anew in every line below.
    PERFORM intake.find(in_batch, remark.row_number, remark.field, remark.code, remark.cell, remark.other, remark.effect)
    FROM (
        WITH cell AS MATERIALIZED (
            SELECT every.*, line.clean, written.birth_date AS written_birth, written.sex AS written_sex, written.is_lunar
            FROM intake.student_roster_cells(in_batch) AS every
            JOIN intake.row AS line ON line.batch_id = in_batch AND line.row_number = every.row_number
            CROSS JOIN LATERAL (SELECT intake.to_day(line.clean ->> 'birth_date') AS birth_date, intake.sex_code(line.clean ->> 'sex') AS sex,
                                       intake.is_flagged(line.flags, 'birth_date', 'lunar_date') AS is_lunar OFFSET 0) AS written
        )
        SELECT cell.row_number, found.field, found.code, found.cell, found.other, found.effect
        FROM cell LEFT JOIN people.person ON person.id = cell.person_id
        CROSS JOIN LATERAL (VALUES
            ('name', 'name_missing', cell.name IS NULL, NULL, NULL, NULL),
            ('id_number', 'id_number_missing', cell.id_number IS NULL, NULL, NULL, NULL),
            ('birth_date', 'birth_date_lunar', cell.is_lunar, cell.clean ->> 'birth_date', NULL, NULL),
            ('birth_date', 'date_unreadable', NOT cell.is_lunar AND cell.clean ? 'birth_date' AND cell.written_birth IS NULL,
                cell.clean ->> 'birth_date', NULL, CASE WHEN cell.birth_date IS NOT NULL THEN 'note' END),
            ('birth_date', 'birth_date_missing', NOT cell.clean ? 'birth_date' AND cell.birth_date IS NULL, NULL, NULL, NULL),
            ('birth_date', 'birth_date_disagrees_with_id', NOT cell.is_lunar AND cell.written_birth <> cell.birth_date,
                cell.written_birth::text, cell.birth_date::text, NULL),
            ('sex', 'sex_unreadable', cell.clean ? 'sex' AND cell.written_sex IS NULL, cell.clean ->> 'sex', NULL, NULL),
            ('sex', 'sex_disagrees_with_id', cell.digest IS NOT NULL AND cell.id_kind = 'resident_id'
                AND cell.written_sex <> CASE WHEN substr(cell.id_number, 17, 1) IN ('1', '3', '5', '7', '9') THEN '1' ELSE '2' END,
                cell.clean ->> 'sex', CASE cell.written_sex WHEN '1' THEN '女' ELSE '男' END, NULL),
            ('name', 'name_disagrees_with_id', cell.name <> person.name AND cell.name <> ALL (person.former_names)
                AND cell.former_name IS DISTINCT FROM person.name, cell.name, person.name, NULL),
            ('ethnicity', 'word_unknown_skipped', cell.clean ? 'ethnicity' AND cell.ethnicity IS NULL, cell.clean ->> 'ethnicity', '汉族、土家族、苗族等56个民族', NULL),
            ('guardian_phone', 'phone_unreadable', cell.clean ? 'guardian_phone' AND cell.phones = '{}', people.mask(cell.clean ->> 'guardian_phone'), NULL, NULL)
        ) AS found (field, code, holds, cell, other, effect)
        WHERE found.holds
        UNION ALL
        SELECT numbered.row_number, 'roll_number', 'roll_number_taken', people.mask(numbered.roll_number), NULL, NULL
        FROM (SELECT cell.row_number, cell.roll_number, cell.person_id,
                     min(encode(cell.digest, 'hex')) OVER same <> max(encode(cell.digest, 'hex')) OVER same AS is_shared
              FROM cell WHERE cell.roll_number IS NOT NULL WINDOW same AS (PARTITION BY cell.roll_number)) AS numbered
        LEFT JOIN people.student AS holder ON holder.roll_number = numbered.roll_number
        WHERE numbered.is_shared OR holder.person_id <> coalesce(numbered.person_id, 0)
        UNION ALL
        SELECT cell.row_number, NULL, 'student_has_left', max(upper(enrolment.valid))::text, NULL, NULL
        FROM cell JOIN people.enrolment ON enrolment.student_id = cell.person_id
        GROUP BY cell.row_number HAVING NOT bool_or(enrolment.valid && daterange(from_day, NULL))
        UNION ALL
        SELECT bare.row_number, 'id_number', 'same_name_in_sheet', min(full_row.row_number)::text, NULL, NULL
        FROM cell AS bare
        JOIN cell AS full_row ON full_row.name = bare.name AND full_row.class_label = bare.class_label
         AND full_row.birth_date IS NOT DISTINCT FROM bare.birth_date AND full_row.id_number IS NOT NULL
        WHERE bare.id_number IS NULL AND bare.person_id IS DISTINCT FROM full_row.person_id GROUP BY bare.row_number
    ) AS remark;
    PERFORM intake.ask_about_repeats(in_batch, (SELECT jsonb_object_agg(line.row_number,
        coalesce('person ' || line.person_id, 'number ' || encode(line.identity_sha256, 'hex'),
                 concat_ws('|', line.clean ->> 'name', line.clean ->> 'birth_date', line.clean ->> 'class', line.clean ->> 'id_number')))
        FROM intake.row AS line WHERE line.batch_id = in_batch));

    UPDATE intake.row AS line SET verdict = CASE
        WHEN NOT EXISTS (SELECT FROM people.student WHERE student.person_id = line.person_id) THEN 'new' ELSE 'same' END
    WHERE line.batch_id = in_batch;
    SELECT coalesce(jsonb_agg(to_jsonb(differing)), '[]') INTO differences FROM intake.student_roster_differences(in_batch) AS differing;
    UPDATE intake.row AS line SET verdict = 'change'
    FROM (SELECT DISTINCT found.row_number FROM jsonb_to_recordset(differences) AS found (row_number int)) AS differing
    WHERE line.batch_id = in_batch AND line.row_number = differing.row_number AND line.verdict = 'same';
    SELECT max(intake.sheet_day(batch.context)) INTO latest_day FROM intake.batch WHERE batch.form = 'student_roster' AND batch.state = 'committed';
    -- An undated part is as new as the latest roster that came in.
    PERFORM intake.find(in_batch, differing.row_number, CASE differing.part WHEN 'phone' THEN 'guardian_phone' WHEN 'kin' THEN 'guardian_relation'
                                                             WHEN 'person' THEN NULL WHEN 'student' THEN NULL ELSE differing.part END,
                        'sheet_older_than_record', from_day::text, coalesce(differing.since, latest_day)::text)
    FROM jsonb_to_recordset(differences) AS differing (row_number int, part text, since date)
    WHERE coalesce(differing.since, CASE WHEN differing.part IN ('name', 'person', 'student', 'kin') THEN latest_day END) > from_day;
    PERFORM intake.settle(in_batch);

    SELECT count(*) INTO missing
    FROM people.class_placement AS placed JOIN people.enrolment ON enrolment.student_id = placed.student_id AND enrolment.valid @> from_day
    JOIN people.person ON person.id = placed.student_id
    WHERE placed.valid @> from_day AND placed.class_id IN (SELECT line.other_id FROM intake.row AS line WHERE line.batch_id = in_batch)
      AND placed.student_id NOT IN (SELECT line.person_id FROM intake.row AS line WHERE line.batch_id = in_batch AND line.person_id IS NOT NULL)
      AND (placed.class_id, person.name) NOT IN (SELECT line.other_id, intake.plain_name(line.clean ->> 'name') FROM intake.row AS line
                                                 WHERE line.batch_id = in_batch AND line.other_id IS NOT NULL AND line.clean ? 'name');
    IF missing > 0 THEN
        PERFORM intake.find(in_batch, 0, NULL, 'missing_from_sheet', missing::text);
    END IF;
END
$$;
COMMENT ON FUNCTION intake.judge_student_roster(bigint) IS '判定学生花名册 | judges a student roster';

-- Grades and classes that the roster brings in, and this year's names of those that had none yet.
CREATE OR REPLACE FUNCTION intake.student_roster_make_classes(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    in_year text := (SELECT intake.sheet_year(batch.context) FROM intake.batch WHERE batch.id = in_batch);
    days daterange := ref.school_year_dates(in_year);
    fresh jsonb := (SELECT coalesce(jsonb_agg(to_jsonb(made)), '[]') FROM intake.student_roster_new_classes(in_batch) AS made);
BEGIN
    PERFORM intake.make_school(in_batch);
    WITH made AS (
        INSERT INTO units.unit (kind, parent_id, cohort_entry_year)
        SELECT DISTINCT 'grade', units.school_id(), (class ->> 'entry_year')::int FROM jsonb_array_elements(fresh) AS class
        ON CONFLICT (cohort_entry_year) WHERE kind = 'grade' DO NOTHING RETURNING id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation) SELECT in_batch, 'units.unit', made.id, 'INSERT' FROM made;
    WITH made AS (
        INSERT INTO units.unit (kind, parent_id, cohort_entry_year, cohort_number)
        SELECT 'class', grade.id, class.entry_year, class.number
        FROM jsonb_to_recordset(fresh) AS class (entry_year int, number int)
        JOIN units.unit AS grade ON grade.kind = 'grade' AND grade.cohort_entry_year = class.entry_year RETURNING id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation) SELECT in_batch, 'units.unit', made.id, 'INSERT' FROM made;
    WITH wanted AS MATERIALIZED (
        SELECT unit.id AS unit_id, 'class' AS kind, class.canonical AS label, array_remove(class.labels, class.canonical) AS aliases
        FROM jsonb_to_recordset(fresh) AS class (entry_year int, number int, canonical text, labels text[])
        JOIN units.unit ON unit.kind = 'class' AND unit.cohort_entry_year = class.entry_year AND unit.cohort_number = class.number
        UNION
        -- Known classes in a new school year are called by their next name.
        SELECT DISTINCT cell.class_id, 'class', parts.canonical, CASE WHEN cell.class_label <> parts.canonical THEN ARRAY[cell.class_label] ELSE '{}' END
        FROM (SELECT DISTINCT every.class_id, min(every.class_label) AS class_label FROM intake.student_roster_cells(in_batch) AS every
              WHERE every.class_id IS NOT NULL GROUP BY every.class_id) AS cell
        CROSS JOIN LATERAL intake.class_parts(cell.class_label, in_year) AS parts
    ), grade AS (
        SELECT DISTINCT grade_unit.id AS unit_id, 'grade' AS kind, regexp_replace(wanted.label, '\(.*$', '') AS label, '{}'::text[] AS aliases
        FROM wanted JOIN units.unit ON unit.id = wanted.unit_id JOIN units.unit AS grade_unit ON grade_unit.id = unit.parent_id AND grade_unit.kind = 'grade'
    ), made AS (
        INSERT INTO units.unit_label (unit_id, kind, label, aliases, valid)
        SELECT named.unit_id, named.kind, named.label, named.aliases, days
        FROM (SELECT * FROM wanted UNION ALL SELECT * FROM grade) AS named
        WHERE NOT EXISTS (SELECT FROM units.unit_label WHERE unit_label.unit_id = named.unit_id AND unit_label.valid && days)
        RETURNING id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation) SELECT in_batch, 'units.unit_label', made.id, 'INSERT' FROM made;
    WITH cell AS MATERIALIZED (
        SELECT every.row_number, every.class_label FROM intake.student_roster_cells(in_batch) AS every WHERE every.class_id IS NULL
    ), named AS MATERIALIZED (
        SELECT label, intake.class_named(label, in_year) AS class_id FROM (SELECT DISTINCT cell.class_label AS label FROM cell) AS every
    )
    UPDATE intake.row AS line SET other_id = named.class_id FROM cell JOIN named ON named.label = cell.class_label
    WHERE line.batch_id = in_batch AND line.row_number = cell.row_number AND named.class_id IS NOT NULL;
END
$$;
COMMENT ON FUNCTION intake.student_roster_make_classes(bigint) IS '建立花名册带来的年级、班级与本学年名称 | makes the grades and classes of a roster';

-- Guardians of the rows that bring one: a person of the same name and phone who is known already (a sister's guardian, a
-- member of staff) is the same person; without a phone nobody is.
CREATE OR REPLACE FUNCTION intake.student_roster_add_guardians(in_batch bigint, at_rows int[]) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    from_day date := (SELECT intake.sheet_day(batch.context) FROM intake.batch WHERE batch.id = in_batch);
BEGIN
    WITH wanted AS MATERIALIZED (
        SELECT cell.row_number, cell.person_id AS student_id, cell.birth_date, cell.guardian_name AS name, cell.kin, cell.phones,
               CASE WHEN cell.phones = '{}' THEN 'row ' || cell.row_number ELSE cell.guardian_name || ' ' || cell.phones[1] END AS key,
               (SELECT min(person.id) FROM people.person JOIN people.contact_point ON contact_point.person_id = person.id
                WHERE contact_point.value = ANY (cell.phones) AND upper_inf(contact_point.valid)
                  AND person.name = cell.guardian_name AND person.id <> cell.person_id) AS known_id
        FROM intake.student_roster_cells(in_batch) AS cell
        WHERE cell.row_number = ANY (at_rows) AND cell.guardian_name IS NOT NULL
    ), grouped AS MATERIALIZED (
        SELECT wanted.key, min(wanted.name) AS name,
               CASE WHEN bool_and(wanted.kin ~ '父|爷|公$|叔|伯|舅|兄|哥|弟') THEN '1' WHEN bool_and(wanted.kin ~ '母|妈|奶|婆|姑|姨|姐|妹|婶') THEN '2' ELSE '0' END AS sex,
               nextval(pg_get_serial_sequence('people.person', 'id')) AS id
        FROM wanted WHERE wanted.known_id IS NULL GROUP BY wanted.key
    ), guardian AS MATERIALIZED (
        SELECT wanted.*, coalesce(wanted.known_id, grouped.id) AS guardian_id FROM wanted LEFT JOIN grouped ON grouped.key = wanted.key
    ), person AS (
        INSERT INTO people.person (id, name, sex) OVERRIDING SYSTEM VALUE SELECT grouped.id, grouped.name, grouped.sex FROM grouped RETURNING id
    ), phone AS (
        INSERT INTO people.contact_point (person_id, kind, value, valid)
        SELECT DISTINCT guardian.guardian_id, 'phone', phone.value, daterange(from_day, NULL) FROM guardian CROSS JOIN unnest(guardian.phones) AS phone (value)
        WHERE NOT EXISTS (SELECT FROM people.contact_point AS held WHERE held.person_id = guardian.guardian_id AND held.value = phone.value AND upper_inf(held.valid))
        RETURNING id
    ), guardianship AS (
        INSERT INTO people.guardianship (student_id, guardian_id, kind, kin, valid)
        SELECT guardian.student_id, guardian.guardian_id,
               CASE WHEN guardian.kin ~ '^(继|养|生)?(父|母|爸|妈|爸爸|妈妈|父亲|母亲|父母)$' THEN 'parent' ELSE 'other_legal' END, guardian.kin,
               CASE WHEN guardian.birth_date IS NULL THEN daterange(from_day, NULL)
                    ELSE daterange(guardian.birth_date, (guardian.birth_date + interval '18 years')::date) END
        FROM guardian RETURNING id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation)
    SELECT in_batch, 'people.person', person.id, 'INSERT' FROM person
    UNION ALL SELECT in_batch, 'people.contact_point', phone.id, 'INSERT' FROM phone
    UNION ALL SELECT in_batch, 'people.guardianship', guardianship.id, 'INSERT' FROM guardianship;
END
$$;
COMMENT ON FUNCTION intake.student_roster_add_guardians(bigint, int[]) IS '登记监护人 | enters guardians';

CREATE OR REPLACE FUNCTION intake.student_roster_add_students(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    about jsonb := (SELECT batch.context FROM intake.batch WHERE batch.id = in_batch);
    from_day date := intake.sheet_day(about);
    year_start date := lower(ref.school_year_dates(intake.sheet_year(about)));
BEGIN
    WITH fresh AS (
        SELECT line.row_number, line.person_id IS NULL AS is_nobody FROM intake.row AS line WHERE line.batch_id = in_batch AND line.verdict = 'new'
    ), known AS (
        -- Somebody known already, a member of staff say, who becomes a student here: the directory flag of the person changes.
        INSERT INTO intake.change (batch_id, table_name, row_key, operation)
        SELECT in_batch, 'people.person', line.person_id, 'UPDATE' FROM intake.row AS line
        WHERE line.batch_id = in_batch AND line.verdict = 'new' AND line.person_id IS NOT NULL
    ), numbered AS (
        UPDATE intake.row AS line SET person_id = nextval(pg_get_serial_sequence('people.person', 'id'))
        FROM fresh WHERE line.batch_id = in_batch AND line.row_number = fresh.row_number AND fresh.is_nobody RETURNING line.row_number, line.person_id
    ), made AS (
        INSERT INTO people.person (id, name, former_names, sex, birth_date, ethnicity, in_directory) OVERRIDING SYSTEM VALUE
        SELECT numbered.person_id, cell.name, coalesce(array_remove(ARRAY[cell.former_name], NULL), '{}'), coalesce(cell.sex, '0'), cell.birth_date, cell.ethnicity, true
        FROM numbered JOIN intake.student_roster_cells(in_batch) AS cell ON cell.row_number = numbered.row_number RETURNING id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation) SELECT in_batch, 'people.person', made.id, 'INSERT' FROM made;
    WITH fresh AS MATERIALIZED (
        SELECT cell.*, unit.cohort_entry_year FROM intake.student_roster_cells(in_batch) AS cell JOIN units.unit ON unit.id = cell.class_id
        WHERE cell.verdict = 'new'
    ), student AS (
        INSERT INTO people.student (person_id, entry_year, roll_number, residence_kind, household_kind, dormitory_room, note)
        SELECT fresh.person_id, fresh.cohort_entry_year, fresh.roll_number, coalesce(fresh.residence, 'unknown'), coalesce(fresh.household, 'unknown'),
               fresh.dormitory, fresh.note FROM fresh RETURNING person_id
    ), identifier AS (
        INSERT INTO people.identifier (person_id, kind, value, value_sha256, masked)
        SELECT fresh.person_id, fresh.id_kind, fresh.id_number, fresh.digest, people.mask(fresh.id_number) FROM fresh
        WHERE fresh.digest IS NOT NULL AND NOT EXISTS (SELECT FROM people.identifier AS held WHERE held.value_sha256 = fresh.digest AND upper_inf(held.valid))
        RETURNING id
    ), enrolment AS (
        INSERT INTO people.enrolment (student_id, valid) SELECT fresh.person_id, daterange(year_start, NULL) FROM fresh RETURNING id
    ), placement AS (
        INSERT INTO people.class_placement (student_id, class_id, valid) SELECT fresh.person_id, fresh.class_id, daterange(year_start, NULL) FROM fresh RETURNING id
    ), home AS (
        INSERT INTO people.address (person_id, text, valid) SELECT fresh.person_id, fresh.address, daterange(from_day, NULL) FROM fresh
        WHERE fresh.address IS NOT NULL RETURNING id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation)
    SELECT in_batch, 'people.student', student.person_id, 'INSERT' FROM student
    UNION ALL SELECT in_batch, 'people.identifier', identifier.id, 'INSERT' FROM identifier
    UNION ALL SELECT in_batch, 'people.enrolment', enrolment.id, 'INSERT' FROM enrolment
    UNION ALL SELECT in_batch, 'people.class_placement', placement.id, 'INSERT' FROM placement
    UNION ALL SELECT in_batch, 'people.address', home.id, 'INSERT' FROM home;
END
$$;
COMMENT ON FUNCTION intake.student_roster_add_students(bigint) IS '登记新生 | enters the students that are new';

-- A dated part that changes ends on the sheet's day and a new one begins; one that began that very day is put right in place.
CREATE OR REPLACE FUNCTION intake.student_roster_change_students(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    from_day date := (SELECT intake.sheet_day(batch.context) FROM intake.batch WHERE batch.id = in_batch);
    parts jsonb;
BEGIN
    IF NOT EXISTS (SELECT FROM intake.row AS line WHERE line.batch_id = in_batch AND line.verdict = 'change') THEN
        RETURN;
    END IF;
    SELECT coalesce(jsonb_object_agg(grouped.part, grouped.at_rows), '{}') INTO parts
    FROM (SELECT differing.part, jsonb_agg(differing.row_number) AS at_rows FROM intake.student_roster_differences(in_batch) AS differing
          JOIN intake.row AS line ON line.batch_id = in_batch AND line.row_number = differing.row_number AND line.verdict = 'change'
          GROUP BY differing.part) AS grouped;
    WITH made AS (
        UPDATE people.person SET name = coalesce(cell.name, person.name), sex = coalesce(cell.sex, person.sex),
               birth_date = coalesce(cell.birth_date, person.birth_date), ethnicity = coalesce(cell.ethnicity, person.ethnicity),
               former_names = CASE WHEN cell.former_name IS NOT NULL AND cell.former_name <> ALL (person.former_names)
                                   THEN person.former_names || cell.former_name ELSE person.former_names END
        FROM intake.student_roster_cells(in_batch) AS cell
        WHERE person.id = cell.person_id AND (parts -> 'name' @> to_jsonb(cell.row_number) OR parts -> 'person' @> to_jsonb(cell.row_number)) RETURNING person.id
    ), student AS (
        UPDATE people.student SET roll_number = coalesce(cell.roll_number, student.roll_number), residence_kind = coalesce(cell.residence, student.residence_kind),
               household_kind = coalesce(cell.household, student.household_kind), note = coalesce(cell.note, student.note),
               dormitory_room = CASE WHEN cell.residence = 'day' THEN cell.dormitory ELSE coalesce(cell.dormitory, student.dormitory_room) END
        FROM intake.student_roster_cells(in_batch) AS cell
        WHERE student.person_id = cell.person_id AND parts -> 'student' @> to_jsonb(cell.row_number) RETURNING student.person_id
    ), identifier AS (
        INSERT INTO people.identifier (person_id, kind, value, value_sha256, masked)
        SELECT cell.person_id, cell.id_kind, cell.id_number, cell.digest, people.mask(cell.id_number) FROM intake.student_roster_cells(in_batch) AS cell
        WHERE parts -> 'identifier' @> to_jsonb(cell.row_number) RETURNING id
    ), kin AS (
        UPDATE people.guardianship SET kin = cell.kin
        FROM intake.student_roster_cells(in_batch) AS cell JOIN people.person AS guardian ON guardian.name = cell.guardian_name
        WHERE guardianship.student_id = cell.person_id AND guardianship.guardian_id = guardian.id AND parts -> 'kin' @> to_jsonb(cell.row_number) RETURNING guardianship.id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation)
    SELECT in_batch, 'people.person', made.id, 'UPDATE' FROM made
    UNION ALL SELECT in_batch, 'people.student', student.person_id, 'UPDATE' FROM student
    UNION ALL SELECT in_batch, 'people.identifier', identifier.id, 'INSERT' FROM identifier
    UNION ALL SELECT in_batch, 'people.guardianship', kin.id, 'UPDATE' FROM kin;

    -- Close what ends (or correct it in place), then begin what is new: two statements, for the exclusion rules look at once.
    WITH placed AS (
        UPDATE people.class_placement AS held
        SET class_id = CASE WHEN lower(held.valid) = from_day THEN cell.class_id ELSE held.class_id END,
            valid = CASE WHEN lower(held.valid) = from_day THEN held.valid ELSE daterange(lower(held.valid), from_day) END
        FROM intake.student_roster_cells(in_batch) AS cell
        WHERE held.student_id = cell.person_id AND held.valid @> from_day AND parts -> 'class' @> to_jsonb(cell.row_number) RETURNING held.id
    ), home AS (
        UPDATE people.address AS held
        SET text = CASE WHEN lower(held.valid) = from_day THEN cell.address ELSE held.text END,
            valid = CASE WHEN lower(held.valid) = from_day THEN held.valid ELSE daterange(lower(held.valid), from_day) END
        FROM intake.student_roster_cells(in_batch) AS cell
        WHERE held.person_id = cell.person_id AND held.kind = 'home' AND held.valid @> from_day AND parts -> 'address' @> to_jsonb(cell.row_number) RETURNING held.id
    ), mentioned AS MATERIALIZED (
        -- Brothers and sisters share a guardian: a number that any row of the sheet still gives is not closed.
        SELECT guardianship.guardian_id, cell.row_number, cell.phones
        FROM intake.student_roster_cells(in_batch) AS cell
        JOIN people.guardianship ON guardianship.student_id = cell.person_id
        JOIN people.person AS guardian ON guardian.id = guardianship.guardian_id AND guardian.name = cell.guardian_name
    ), phone AS (
        UPDATE people.contact_point AS held SET valid = daterange(lower(held.valid), greatest(from_day, lower(held.valid) + 1))
        WHERE held.kind = 'phone' AND upper_inf(held.valid)
          AND held.person_id IN (SELECT mentioned.guardian_id FROM mentioned WHERE parts -> 'phone' @> to_jsonb(mentioned.row_number))
          AND NOT EXISTS (SELECT FROM mentioned WHERE mentioned.guardian_id = held.person_id AND held.value = ANY (mentioned.phones))
          AND lower(held.valid) < from_day RETURNING held.id
    ), corrected AS (
        UPDATE people.contact_point AS held SET value = mentioned.phones[1]
        FROM mentioned
        WHERE mentioned.guardian_id = held.person_id AND held.kind = 'phone' AND upper_inf(held.valid) AND lower(held.valid) >= from_day
          AND parts -> 'phone' @> to_jsonb(mentioned.row_number) AND cardinality(mentioned.phones) = 1
          AND NOT EXISTS (SELECT FROM mentioned AS other WHERE other.guardian_id = held.person_id AND held.value = ANY (other.phones))
          AND NOT EXISTS (SELECT FROM people.contact_point AS earlier WHERE earlier.person_id = held.person_id AND earlier.kind = 'phone'
                          AND upper_inf(earlier.valid) AND earlier.id < held.id AND lower(earlier.valid) >= from_day) RETURNING held.id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation)
    SELECT in_batch, 'people.class_placement', placed.id, 'UPDATE' FROM placed
    UNION ALL SELECT in_batch, 'people.address', home.id, 'UPDATE' FROM home
    UNION ALL SELECT in_batch, 'people.contact_point', phone.id, 'UPDATE' FROM phone
    UNION ALL SELECT in_batch, 'people.contact_point', corrected.id, 'UPDATE' FROM corrected;
    WITH placed AS (
        INSERT INTO people.class_placement (student_id, class_id, valid)
        SELECT cell.person_id, cell.class_id, daterange(from_day, NULL) FROM intake.student_roster_cells(in_batch) AS cell
        WHERE parts -> 'class' @> to_jsonb(cell.row_number)
          AND NOT EXISTS (SELECT FROM people.class_placement AS held WHERE held.student_id = cell.person_id AND held.valid @> from_day) RETURNING id
    ), home AS (
        INSERT INTO people.address (person_id, text, valid)
        SELECT cell.person_id, cell.address, daterange(from_day, NULL) FROM intake.student_roster_cells(in_batch) AS cell
        WHERE parts -> 'address' @> to_jsonb(cell.row_number)
          AND NOT EXISTS (SELECT FROM people.address AS held WHERE held.person_id = cell.person_id AND held.kind = 'home' AND held.valid @> from_day) RETURNING id
    ), phone AS (
        INSERT INTO people.contact_point (person_id, kind, value, valid)
        SELECT DISTINCT guardianship.guardian_id, 'phone', phone.value, daterange(from_day, NULL)
        FROM intake.student_roster_cells(in_batch) AS cell
        JOIN people.guardianship ON guardianship.student_id = cell.person_id
        JOIN people.person AS guardian ON guardian.id = guardianship.guardian_id AND guardian.name = cell.guardian_name
        CROSS JOIN unnest(cell.phones) AS phone (value)
        WHERE parts -> 'phone' @> to_jsonb(cell.row_number)
          AND NOT EXISTS (SELECT FROM people.contact_point AS held WHERE held.person_id = guardian.id AND held.value = phone.value AND upper_inf(held.valid))
        RETURNING id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation)
    SELECT in_batch, 'people.class_placement', placed.id, 'INSERT' FROM placed
    UNION ALL SELECT in_batch, 'people.address', home.id, 'INSERT' FROM home
    UNION ALL SELECT in_batch, 'people.contact_point', phone.id, 'INSERT' FROM phone;
    PERFORM intake.student_roster_add_guardians(in_batch, ARRAY(SELECT jsonb_array_elements_text(parts -> 'guardian')::int));
END
$$;
COMMENT ON FUNCTION intake.student_roster_change_students(bigint) IS '更新在册学生 | updates the students on record';

CREATE OR REPLACE FUNCTION intake.apply_student_roster(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM intake.student_roster_make_classes(in_batch);
    PERFORM intake.student_roster_add_students(in_batch);
    PERFORM intake.student_roster_add_guardians(in_batch,
        ARRAY(SELECT line.row_number FROM intake.row AS line WHERE line.batch_id = in_batch AND line.verdict = 'new'));
    PERFORM intake.student_roster_change_students(in_batch);
END
$$;
COMMENT ON FUNCTION intake.apply_student_roster(bigint) IS '写入学生花名册 | applies a student roster';
