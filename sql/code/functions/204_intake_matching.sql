-- Who a row is about: students and staff found on record. Never by name alone; who cannot be told for certain is asked about.

-- Names are kept with one kind of middle dot, as minority names have it.
CREATE OR REPLACE FUNCTION intake.plain_name(cell text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN strpos(cell, ' ') = 0 THEN nullif(translate(cell, '•・‧∙⋅．', '······'), '')
            ELSE nullif(regexp_replace(translate(cell, '•・‧∙⋅．', '······'), '(?<=[^A-Za-z])\s+|\s+(?=[^A-Za-z])|^\s+|\s+$', '', 'g'), '') END;
COMMENT ON FUNCTION intake.plain_name(text) IS '姓名的统一写法 | a name in one way of writing';

CREATE OR REPLACE FUNCTION intake.id_kind(cell text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN cell IS NULL OR cell ~ '^(中国)?(居民|公民|二代)?身份证件?(号|号码)?$' OR cell ~ '^0?1([-. ].*)?$' THEN 'resident_id'
            WHEN cell ~ '护照' THEN 'passport' WHEN cell ~ '[港澳台]' THEN 'hk_macao_taiwan' ELSE 'other' END;
COMMENT ON FUNCTION intake.id_kind(text) IS '证件类型 | kind of identity document';

CREATE OR REPLACE FUNCTION intake.is_flagged(flags jsonb, field text, code text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(strpos(flags ->> field, code) > 0, false);
COMMENT ON FUNCTION intake.is_flagged(jsonb, text, text) IS '整理时是否有此发现 | whether the cleaning found this in a cell';

-- Numbers that were lost or mistyped are found out; of the good ones the digest is kept with the row.
CREATE OR REPLACE FUNCTION intake.judge_id_numbers(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM intake.find(in_batch, line.row_number, 'id_number', judged.problem,
                        CASE judged.problem WHEN 'id_number_damaged' THEN left(line.clean ->> 'id_number', 3) || '…'
                             ELSE people.mask(line.clean ->> 'id_number') END)
    FROM intake.row AS line
    CROSS JOIN LATERAL (SELECT CASE WHEN intake.is_flagged(line.flags, 'id_number', 'number_damaged') THEN 'id_number_damaged'
                                    WHEN intake.id_kind(line.clean ->> 'id_kind') = 'resident_id'
                                    THEN people.id_number_problem(line.clean ->> 'id_number') END AS problem) AS judged
    WHERE line.batch_id = in_batch AND line.clean ? 'id_number' AND judged.problem IS NOT NULL;
    UPDATE intake.row AS line SET identity_sha256 = people.digest(line.clean ->> 'id_number')
    WHERE line.batch_id = in_batch AND line.clean ? 'id_number'
      AND NOT EXISTS (SELECT FROM intake.finding WHERE finding.batch_id = in_batch AND finding.row_number = line.row_number AND finding.field = 'id_number');
END
$$;
COMMENT ON FUNCTION intake.judge_id_numbers(bigint) IS '检查证件号并求摘要 | judges the identity numbers and takes their digests';

-- Two rows of one sheet that are about the same thing and do not say the same: a person must choose. The twins of either
-- are left out, they are only repeated.
CREATE OR REPLACE FUNCTION intake.ask_about_repeats(in_batch bigint, keys jsonb, number_counts boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM intake.find(in_batch, repeated.row_number, NULL, 'repeated_with_differences', repeated.other_number::text)
    FROM (SELECT key.name::int AS row_number,
                 CASE WHEN key.name::int = min(key.name::int) OVER same THEN max(key.name::int) OVER same
                      ELSE min(key.name::int) OVER same END AS other_number,
                 count(*) OVER same AS count
          FROM jsonb_each_text(keys) AS key (name, value)
          WHERE key.value IS NOT NULL
            AND NOT EXISTS (SELECT FROM intake.twins(in_batch, number_counts) AS twin WHERE twin.row_number = key.name::int)
          WINDOW same AS (PARTITION BY key.value)) AS repeated
    WHERE repeated.count > 1;
END
$$;
COMMENT ON FUNCTION intake.ask_about_repeats(bigint, jsonb, boolean) IS '同一对象在表中内容不一 | asks about rows on one subject that differ; keys: row number → subject';

-- Finds the student of each row: by the digest of the number, where the sheet has one; else by class and name (and sex). The
-- result stands in row.person_id. A name that is not the holder's is asked about, so is a name that fits several students.
CREATE OR REPLACE FUNCTION intake.match_students(in_batch bigint, name_field text DEFAULT 'name', day_field text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    about jsonb;
BEGIN
    SELECT batch.context INTO about FROM intake.batch WHERE batch.id = in_batch;
    PERFORM intake.judge_id_numbers(in_batch);
    WITH line AS MATERIALIZED (
        SELECT row.row_number, intake.plain_name(row.clean ->> name_field) AS name, row.clean ->> 'class' AS class_label,
               row.identity_sha256 AS digest, row.clean ? 'id_number' AS has_number,
               CASE WHEN row.identity_sha256 IS NOT NULL AND intake.id_kind(row.clean ->> 'id_kind') = 'resident_id'
                    THEN to_date(substr(row.clean ->> 'id_number', 7, 8), 'YYYYMMDD') END AS birth_date,
               intake.sex_code(row.clean ->> 'sex') AS sex, dated.day,
               CASE WHEN day_field IS NULL THEN intake.sheet_span(about) ELSE daterange(dated.day, dated.day, '[]') END AS days,
               CASE WHEN dated.day IS NULL THEN intake.sheet_year(about) ELSE ref.school_year(dated.day) END AS year
        FROM intake.row CROSS JOIN LATERAL (SELECT intake.to_day(row.clean ->> day_field) AS day) AS dated
        WHERE row.batch_id = in_batch
    ), class AS MATERIALIZED (
        SELECT named.class_label, named.year, intake.class_named(named.class_label, named.year) AS id
        FROM (SELECT DISTINCT line.class_label, line.year FROM line) AS named
    ), by_number AS (
        SELECT line.row_number, identifier.person_id
        FROM line JOIN people.identifier ON identifier.value_sha256 = line.digest AND upper_inf(identifier.valid)
        JOIN people.student ON student.person_id = identifier.person_id
    ), by_name AS (
        SELECT line.row_number, count(DISTINCT person.id) AS all_count,
               count(DISTINCT person.id) FILTER (WHERE line.sex IS NULL OR person.sex IN (line.sex, '0')) AS fit_count,
               min(person.id) FILTER (WHERE line.sex IS NULL OR person.sex IN (line.sex, '0')) AS fit_id,
               count(DISTINCT person.id) FILTER (WHERE person.birth_date = line.birth_date AND NOT EXISTS
                   (SELECT FROM people.identifier WHERE identifier.person_id = person.id AND identifier.kind = 'resident_id')) AS bare_count,
               min(person.id) FILTER (WHERE person.birth_date = line.birth_date AND NOT EXISTS
                   (SELECT FROM people.identifier WHERE identifier.person_id = person.id AND identifier.kind = 'resident_id')) AS bare_id
        FROM line JOIN class ON class.class_label = line.class_label AND class.year = line.year
        JOIN people.class_placement AS placed ON placed.class_id = class.id AND placed.valid && line.days
        JOIN people.person ON person.id = placed.student_id AND (person.name = line.name OR line.name = ANY (person.former_names))
        GROUP BY line.row_number
    ), found AS MATERIALIZED (
        SELECT line.row_number, line.name, line.class_label, line.days, class.id AS class_id, holder.id AS holder_id, holder.name AS holder_name,
               CASE WHEN holder.id IS NOT NULL THEN holder.id
                    WHEN line.digest IS NOT NULL AND by_name.bare_count = 1 THEN by_name.bare_id
                    WHEN NOT line.has_number AND by_name.fit_count = 1 THEN by_name.fit_id END AS student_id,
               CASE WHEN line.name IS NULL THEN 'name_missing'
                    WHEN holder.id IS NOT NULL AND line.name <> holder.name AND line.name <> ALL (holder.former_names) THEN 'name_disagrees_with_id'
                    WHEN holder.id IS NOT NULL THEN NULL
                    WHEN line.digest IS NOT NULL AND by_name.bare_count = 1 THEN 'id_number_not_on_roll'
                    WHEN line.digest IS NOT NULL THEN 'student_not_found'
                    WHEN line.has_number THEN NULL
                    WHEN line.class_label IS NULL THEN 'class_missing'
                    WHEN class.id IS NULL THEN CASE WHEN line.day IS NULL AND day_field IS NOT NULL THEN NULL ELSE 'class_unknown' END
                    WHEN by_name.all_count IS NULL THEN 'student_not_found'
                    WHEN by_name.fit_count = 0 THEN 'sex_disagrees_with_roll'
                    WHEN by_name.fit_count > 1 THEN 'student_ambiguous' END AS code
        FROM line
        LEFT JOIN class ON class.class_label = line.class_label AND class.year = line.year
        LEFT JOIN by_number ON by_number.row_number = line.row_number
        LEFT JOIN people.person AS holder ON holder.id = by_number.person_id
        LEFT JOIN by_name ON by_name.row_number = line.row_number
    ), told AS (
        INSERT INTO intake.finding (batch_id, row_number, field, code, effect, message_zh, message_en)
        SELECT in_batch, remark.row_number, remark.field, remark.code, wording.effect,
               format(wording.zh, remark.cell, remark.other), format(wording.en, remark.cell, remark.other)
        FROM (SELECT found.row_number,
                     CASE WHEN found.code LIKE 'class%' THEN 'class' WHEN found.code = 'id_number_not_on_roll' THEN 'id_number' ELSE name_field END AS field,
                     found.code,
                     CASE WHEN found.code LIKE 'class%' THEN found.class_label WHEN found.code = 'name_disagrees_with_id' THEN found.name
                          WHEN found.code = 'sex_disagrees_with_roll' THEN found.class_label
                          ELSE concat_ws(' ', found.class_label, found.name) END AS cell,
                     -- Whose number it is, is told in full only to those who may see numbers.
                     CASE WHEN access.may_student('identifier', 'see', found.holder_id) THEN found.holder_name
                          ELSE left(found.holder_name, 1) || '**' END AS other
              FROM found WHERE found.code IS NOT NULL
              UNION ALL
              -- The number has told who it is; the class on the sheet is only compared.
              SELECT found.row_number, 'class', 'class_disagrees', found.class_label, units.label(placed.class_id, lower(found.days))
              FROM found JOIN LATERAL (SELECT class_placement.class_id FROM people.class_placement
                                       WHERE class_placement.student_id = found.holder_id AND class_placement.valid && found.days
                                       ORDER BY class_placement.valid DESC LIMIT 1) AS placed ON placed.class_id IS DISTINCT FROM found.class_id
              WHERE found.class_label IS NOT NULL AND found.code IS NULL) AS remark
        JOIN intake.wording() AS wording ON wording.code = remark.code
    )
    UPDATE intake.row SET person_id = found.student_id
    FROM found WHERE row.batch_id = in_batch AND row.row_number = found.row_number AND found.student_id IS NOT NULL;
    PERFORM intake.judge_reach(in_batch);
END
$$;
COMMENT ON FUNCTION intake.match_students(bigint, text, text) IS '找出各行所指的学生 | finds the student of each row';

-- Whoever may write a class of records for some students only imports rows of those students; nobody those of an own child.
CREATE OR REPLACE FUNCTION intake.judge_reach(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    on_class text;
    level int;
BEGIN
    SELECT form.record_class, record_class.sensitivity INTO on_class, level
    FROM intake.batch JOIN intake.form ON form.form = batch.form JOIN access.record_class ON record_class.record_class = form.record_class
    WHERE batch.id = in_batch;
    IF level >= 3 THEN
        PERFORM intake.find(in_batch, row.row_number, NULL, 'own_child') FROM intake.row
        WHERE row.batch_id = in_batch AND row.person_id IN (SELECT access.own_children());
    END IF;
    -- A visit may also be one's own, to whichever student; judge_home_visit asks that.
    IF on_class <> 'visit' AND NOT access.may('import_setup', 'create') AND NOT access.may_all(on_class, 'create') THEN
        PERFORM intake.find(in_batch, row.row_number, NULL, 'student_out_of_reach') FROM intake.row
        WHERE row.batch_id = in_batch AND row.person_id IS NOT NULL
          AND row.person_id NOT IN (SELECT access.student_ids(on_class, 'create'));
    END IF;
END
$$;
COMMENT ON FUNCTION intake.judge_reach(bigint) IS '检查导入人对各行学生的权限 | judges whether the caller may write for these students';

-- A member of staff by name: 王利, 王利老师, 王利(T2001). Where several share the name, the post may tell. NULL and 0: nobody;
-- NULL and more: several.
CREATE OR REPLACE FUNCTION intake.staff_named(cell text, post_hint text DEFAULT NULL, OUT person_id bigint, OUT fit_count bigint)
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
    parts text[] := regexp_match(intake.plain_name(cell), '^(.+?)[(（]([A-Za-z0-9_-]+)[)）]$');
    wanted text := coalesce(parts[1], intake.plain_name(cell));
    found bigint[];
    fitting bigint[];
BEGIN
    SELECT array_agg(staff.person_id) INTO found
    FROM people.person JOIN people.staff ON staff.person_id = person.id
    WHERE person.name = wanted AND (parts IS NULL OR staff.staff_number = parts[2]);
    IF found IS NULL AND wanted ~ '..(老师|主任|校长|书记)$' THEN
        SELECT array_agg(staff.person_id) INTO found
        FROM people.person JOIN people.staff ON staff.person_id = person.id WHERE person.name = left(wanted, -2);
    END IF;
    IF cardinality(found) > 1 AND post_hint IS NOT NULL THEN
        SELECT array_agg(DISTINCT staff_post.staff_id) INTO fitting FROM people.staff_post
        WHERE staff_post.staff_id = ANY (found) AND staff_post.post = ANY (intake.list_of(post_hint));
        found := coalesce(fitting, found);
    END IF;
    fit_count := coalesce(cardinality(found), 0);
    person_id := CASE WHEN fit_count = 1 THEN found[1] END;
END
$$;
COMMENT ON FUNCTION intake.staff_named(text, text) IS '按姓名找教职工 | a member of staff by name';

-- A code of a list by its label, by another way of writing it, or by the code itself.
CREATE OR REPLACE FUNCTION intake.code_of(in_list text, cell text, on_day date DEFAULT ref.today()) RETURNS text
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT code.code FROM ref.code
    WHERE code.list = in_list AND (code.label_zh = cell OR cell = ANY (code.synonyms) OR code.code = cell)
    ORDER BY code.valid @> on_day DESC, code.label_zh = cell DESC, code.sort_order LIMIT 1
$$;
COMMENT ON FUNCTION intake.code_of(text, text, date) IS '按名称或其他写法找代码 | the code that a word means in a list';

CREATE OR REPLACE FUNCTION intake.labels_of(in_list text) RETURNS text
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT string_agg(code.label_zh, '、' ORDER BY code.sort_order) FROM ref.code WHERE code.list = in_list AND code.valid @> ref.today()
$$;
COMMENT ON FUNCTION intake.labels_of(text) IS '代码集中可用的写法 | the words of a list';

-- Units that sheets name and nobody has entered yet: branches, lesson groups, offices. They stand below the school.
CREATE OR REPLACE FUNCTION intake.make_units(in_batch bigint, of_kind text, labels text[]) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM intake.make_school(in_batch);
    WITH wanted AS MATERIALIZED (
        SELECT named.label, nextval(pg_get_serial_sequence('units.unit', 'id')) AS id
        FROM (SELECT DISTINCT label FROM unnest(labels) AS label WHERE label IS NOT NULL AND units.named(of_kind, label) IS NULL) AS named
    ), made AS (
        INSERT INTO units.unit (id, kind, parent_id) OVERRIDING SYSTEM VALUE
        SELECT wanted.id, of_kind, units.school_id() FROM wanted RETURNING id
    ), labelled AS (
        INSERT INTO units.unit_label (unit_id, kind, label, valid) SELECT wanted.id, of_kind, wanted.label, '[,)' FROM wanted RETURNING id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation)
    SELECT in_batch, 'units.unit', made.id, 'INSERT' FROM made
    UNION ALL SELECT in_batch, 'units.unit_label', labelled.id, 'INSERT' FROM labelled;
END
$$;
COMMENT ON FUNCTION intake.make_units(bigint, text, text[]) IS '建立表中出现的单位 | makes the units that a sheet names';

CREATE OR REPLACE FUNCTION intake.make_school(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    IF units.school_id() IS NULL THEN
        WITH made AS (INSERT INTO units.unit (kind) VALUES ('school') RETURNING id),
        labelled AS (INSERT INTO units.unit_label (unit_id, kind, label, valid) SELECT made.id, 'school', '学校', '[,)' FROM made RETURNING id)
        INSERT INTO intake.change (batch_id, table_name, row_key, operation)
        SELECT in_batch, 'units.unit', made.id, 'INSERT' FROM made
        UNION ALL SELECT in_batch, 'units.unit_label', labelled.id, 'INSERT' FROM labelled;
    END IF;
END
$$;
COMMENT ON FUNCTION intake.make_school(bigint) IS '尚无学校时建立 | makes the school, root of the units, where there is none';
