-- 家庭经济困难学生认定汇总表: evidence of a category, the determination of a school year, the award of a semester. A student may
-- stand in several rows for several schemes, but has one level a school year. The sheet tells what people decided.

CREATE OR REPLACE FUNCTION intake.aid_category_of(word text) RETURNS text
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT category.category FROM aid.category
    WHERE category.label_zh = word OR word = ANY (category.synonyms) OR category.category = word
    ORDER BY category.valid @> ref.today() DESC, category.label_zh = word DESC, category.category LIMIT 1
$$;
COMMENT ON FUNCTION intake.aid_category_of(text) IS '写法所指的困难类别 | the category that a word means';

-- The categories in a cell, which may list several; NULL when one of its words is not known.
CREATE OR REPLACE FUNCTION intake.aid_categories_of(cell text) RETURNS text[]
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT CASE WHEN intake.aid_category_of(cell) IS NOT NULL THEN ARRAY[intake.aid_category_of(cell)]
                WHEN array_position(listed.categories, NULL) IS NULL THEN listed.categories END
    FROM (SELECT array_agg(DISTINCT intake.aid_category_of(word)) AS categories FROM unnest(intake.list_of(cell)) AS word) AS listed
$$;
COMMENT ON FUNCTION intake.aid_categories_of(text) IS '一格中的困难类别 | the categories in a cell';

-- What the papers in a cell prove: each those categories whose accepted word, the longest found in its name, it carries.
-- So 农村低保证 proves rural 低保 only, and 父母残疾人证 not the student's own disability.
CREATE OR REPLACE FUNCTION intake.evidence_proves(cell text) RETURNS text[]
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT array_agg(DISTINCT ranked.category)
    FROM (SELECT accepted.category, length(accepted.evidence) = max(length(accepted.evidence)) OVER (PARTITION BY paper) AS is_longest
          FROM unnest(intake.list_of(regexp_replace(cell, '[和及与+]', '、', 'g'))) AS paper
          JOIN aid.accepted_evidence AS accepted ON strpos(paper, accepted.evidence) > 0) AS ranked
    WHERE ranked.is_longest
$$;
COMMENT ON FUNCTION intake.evidence_proves(text) IS '佐证材料能证明的类别 | the categories that evidence proves';

CREATE OR REPLACE FUNCTION intake.amount_of(cell text) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN regexp_replace(cell, '[,，¥￥元[:space:]]|RMB|CNY', '', 'g') ~ '^-?[0-9]{1,9}(\.[0-9]+)?$'
            THEN trim_scale(regexp_replace(cell, '[,，¥￥元[:space:]]|RMB|CNY', '', 'g')::numeric) END;
COMMENT ON FUNCTION intake.amount_of(text) IS '金额(元) | an amount in yuan';

CREATE OR REPLACE FUNCTION intake.aid_determination_cells(in_batch bigint)
RETURNS TABLE (row_number int, verdict text, student_id bigint, category_cell text, categories text[], evidence text, level text, scheme text,
               amount numeric, semester text, school_year text)
LANGUAGE sql STABLE ROWS 500 SET search_path = '' AS $$
    SELECT line.row_number, line.verdict, line.person_id, line.clean ->> 'category', category.found, line.clean ->> 'evidence',
           level.found, scheme.found, intake.amount_of(line.clean ->> 'amount'), semester.code, left(semester.code, 9)
    FROM intake.row AS line JOIN intake.batch ON batch.id = line.batch_id
    LEFT JOIN (SELECT every.word, intake.aid_categories_of(every.word) AS found FROM (SELECT DISTINCT other.clean ->> 'category' AS word
               FROM intake.row AS other WHERE other.batch_id = in_batch) AS every) AS category ON category.word = line.clean ->> 'category'
    LEFT JOIN LATERAL (SELECT known.level AS found FROM aid.level AS known WHERE line.clean ->> 'level' IN (known.label_zh, known.level)
                       OR line.clean ->> 'level' = ANY (known.synonyms) ORDER BY known.sort_order LIMIT 1) AS level ON true
    LEFT JOIN LATERAL (SELECT known.scheme AS found FROM aid.scheme AS known WHERE line.clean ->> 'scheme' IN (known.label_zh, known.scheme)
                       OR line.clean ->> 'scheme' = ANY (known.synonyms) ORDER BY known.valid @> ref.today() DESC, known.scheme LIMIT 1) AS scheme ON true
    CROSS JOIN LATERAL (SELECT CASE WHEN line.clean ? 'semester' THEN intake.semester_code(line.clean ->> 'semester')
                                    ELSE intake.sheet_semester(batch.context) END AS code) AS semester
    WHERE line.batch_id = in_batch
$$;
COMMENT ON FUNCTION intake.aid_determination_cells(bigint) IS '认定汇总表各行的含义 | what the rows of a determination summary mean';

CREATE OR REPLACE FUNCTION intake.aid_determination_differences(in_batch bigint) RETURNS TABLE (row_number int, part text)
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    RETURN QUERY
    SELECT cell.row_number, differing.part
    FROM intake.aid_determination_cells(in_batch) AS cell
    LEFT JOIN aid.award ON award.student_id = cell.student_id AND award.scheme = cell.scheme AND award.semester = cell.semester
    LEFT JOIN aid.determination ON determination.student_id = cell.student_id AND determination.school_year = cell.school_year
    CROSS JOIN LATERAL (VALUES
        ('evidence', EXISTS (SELECT FROM unnest(cell.categories) AS stated WHERE NOT EXISTS (SELECT FROM aid.category_evidence AS held
                     WHERE held.student_id = cell.student_id AND held.category = stated AND held.valid && ref.school_year_dates(cell.school_year)
                       AND strpos(held.evidence, cell.evidence) > 0))),
        ('determination', determination.id IS NULL),
        ('award', award.id IS NULL),
        ('amount', award.amount <> cell.amount)
    ) AS differing (part, differs)
    WHERE cell.student_id IS NOT NULL AND differing.differs;
END
$$;
COMMENT ON FUNCTION intake.aid_determination_differences(bigint) IS '认定汇总表与已有记录的差别 | what differs between a summary and the record';

CREATE OR REPLACE FUNCTION intake.judge_aid_determination(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM intake.match_students(in_batch);
    PERFORM intake.find(in_batch, cell.row_number, found.field, found.code, found.cell, found.other)
    FROM intake.aid_determination_cells(in_batch) AS cell
    JOIN intake.row AS line ON line.batch_id = in_batch AND line.row_number = cell.row_number
    LEFT JOIN (SELECT every.word, intake.evidence_proves(every.word) AS categories FROM (SELECT DISTINCT other.clean ->> 'evidence' AS word
               FROM intake.row AS other WHERE other.batch_id = in_batch) AS every) AS proven ON proven.word = cell.evidence
    CROSS JOIN LATERAL (SELECT line.clean ->> 'amount' AS amount, (SELECT string_agg(accepted.evidence, '、' ORDER BY accepted.id) FROM aid.accepted_evidence AS accepted
                               WHERE accepted.category = ANY (cell.categories)) AS accepted) AS written
    LEFT JOIN aid.determination ON determination.student_id = cell.student_id AND determination.school_year = cell.school_year
    LEFT JOIN aid.level AS known_level ON known_level.level = determination.level
    LEFT JOIN aid.award ON award.student_id = cell.student_id AND award.scheme = cell.scheme AND award.semester = cell.semester
    CROSS JOIN LATERAL (VALUES
        ('category', 'category_missing', cell.category_cell IS NULL, NULL, NULL),
        ('category', 'word_unknown', cell.category_cell IS NOT NULL AND cell.categories IS NULL, cell.category_cell,
            (SELECT string_agg(category.label_zh, '、' ORDER BY category.label_zh) FROM aid.category WHERE category.valid @> ref.today())),
        ('evidence', 'evidence_missing', cell.evidence IS NULL AND cell.categories IS NOT NULL, cell.category_cell, written.accepted),
        ('evidence', 'evidence_does_not_fit_category', cell.evidence IS NOT NULL AND NOT cell.categories <@ coalesce(proven.categories, '{}'), cell.evidence, written.accepted),
        ('level', 'word_unknown', cell.level IS NULL, line.clean ->> 'level', (SELECT string_agg(level.label_zh, '、' ORDER BY level.sort_order) FROM aid.level)),
        ('scheme', 'word_unknown', cell.scheme IS NULL, line.clean ->> 'scheme', (SELECT string_agg(scheme.label_zh, '、' ORDER BY scheme.scheme) FROM aid.scheme)),
        ('amount', 'amount_unreadable', cell.amount IS NULL, written.amount, NULL),
        ('amount', 'amount_not_positive', cell.amount <= 0, written.amount, NULL),
        ('amount', 'amount_too_fine', cell.amount > 0 AND scale(cell.amount) > 2, written.amount, NULL),
        ('semester', 'semester_unknown', NOT EXISTS (SELECT FROM ref.semester WHERE semester.code = cell.semester), coalesce(line.clean ->> 'semester', ''), NULL),
        ('level', 'level_differs_from_record', determination.level <> cell.level, line.clean ->> 'level', known_level.label_zh),
        ('amount', 'award_paid_already', award.state = 'paid' AND award.amount <> cell.amount, written.amount, award.amount::text)
    ) AS found (field, code, holds, cell, other)
    WHERE found.holds;
    PERFORM intake.find(in_batch, one.row_number, 'level', 'levels_disagree', min(other.row_number)::text, min(line.clean ->> 'level'))
    FROM intake.aid_determination_cells(in_batch) AS one
    JOIN intake.aid_determination_cells(in_batch) AS other ON other.student_id = one.student_id AND other.school_year = one.school_year AND other.level <> one.level
    JOIN intake.row AS line ON line.batch_id = in_batch AND line.row_number = other.row_number
    GROUP BY one.row_number;
    PERFORM intake.ask_about_repeats(in_batch, (SELECT jsonb_object_agg(cell.row_number, concat_ws(' ', cell.student_id, cell.scheme, cell.semester))
                                                FROM intake.aid_determination_cells(in_batch) AS cell WHERE cell.student_id IS NOT NULL AND cell.scheme IS NOT NULL));
    UPDATE intake.row AS line SET verdict = CASE WHEN coalesce(differing.parts, '{}') = '{}' THEN 'same' WHEN 'award' = ANY (differing.parts) THEN 'new' ELSE 'change' END
    FROM intake.row AS every
    LEFT JOIN (SELECT found.row_number, array_agg(found.part) AS parts FROM intake.aid_determination_differences(in_batch) AS found GROUP BY found.row_number) AS differing
      ON differing.row_number = every.row_number
    WHERE line.batch_id = in_batch AND every.batch_id = in_batch AND every.row_number = line.row_number;
    PERFORM intake.settle(in_batch);
END
$$;
COMMENT ON FUNCTION intake.judge_aid_determination(bigint) IS '判定困难认定汇总表 | judges a summary of hardship determinations';

CREATE OR REPLACE FUNCTION intake.apply_aid_determination(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    dated date := (SELECT intake.to_day(coalesce(batch.context ->> 'as_of', batch.context ->> 'filled_on')) FROM intake.batch WHERE batch.id = in_batch);
BEGIN
    WITH differing AS MATERIALIZED (
        SELECT found.part, cell.* FROM intake.aid_determination_differences(in_batch) AS found
        JOIN intake.aid_determination_cells(in_batch) AS cell ON cell.row_number = found.row_number WHERE cell.verdict IN ('new', 'change')
    ), stated AS MATERIALIZED (
        SELECT differing.student_id, differing.school_year, category, string_agg(DISTINCT differing.evidence, '、') AS evidence
        FROM differing CROSS JOIN unnest(differing.categories) AS category WHERE differing.part = 'evidence'
        GROUP BY differing.student_id, differing.school_year, category
    ), added AS (
        -- Another paper for the same category stands beside the first.
        UPDATE aid.category_evidence AS held SET evidence = held.evidence || '、' || stated.evidence FROM stated
        WHERE held.student_id = stated.student_id AND held.category = stated.category AND held.valid && ref.school_year_dates(stated.school_year)
          AND strpos(held.evidence, stated.evidence) = 0 RETURNING held.id
    ), evidence AS (
        INSERT INTO aid.category_evidence (student_id, category, evidence, valid)
        SELECT stated.student_id, stated.category, stated.evidence, ref.school_year_dates(stated.school_year) FROM stated
        WHERE NOT EXISTS (SELECT FROM aid.category_evidence AS held WHERE held.student_id = stated.student_id AND held.category = stated.category
                          AND held.valid && ref.school_year_dates(stated.school_year)) RETURNING id
    ), determination AS (
        INSERT INTO aid.determination (student_id, school_year, level, determined_on)
        SELECT DISTINCT differing.student_id, differing.school_year, differing.level, dated FROM differing WHERE differing.part = 'determination' RETURNING id
    ), award AS (
        INSERT INTO aid.award (student_id, scheme, semester, amount)
        SELECT differing.student_id, differing.scheme, differing.semester, differing.amount FROM differing WHERE differing.part = 'award' RETURNING id
    ), amount AS (
        UPDATE aid.award AS held SET amount = differing.amount FROM differing
        WHERE differing.part = 'amount' AND held.student_id = differing.student_id AND held.scheme = differing.scheme AND held.semester = differing.semester RETURNING held.id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation)
    SELECT in_batch, 'aid.category_evidence', added.id, 'UPDATE' FROM added
    UNION ALL SELECT in_batch, 'aid.category_evidence', evidence.id, 'INSERT' FROM evidence
    UNION ALL SELECT in_batch, 'aid.determination', determination.id, 'INSERT' FROM determination
    UNION ALL SELECT in_batch, 'aid.award', award.id, 'INSERT' FROM award
    UNION ALL SELECT in_batch, 'aid.award', amount.id, 'UPDATE' FROM amount;
END
$$;
COMMENT ON FUNCTION intake.apply_aid_determination(bigint) IS '写入困难认定汇总表 | applies a summary of hardship determinations';
