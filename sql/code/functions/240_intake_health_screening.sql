-- 特异体质学生排查表: has no ID column, so class, name and sex must tell who it is. One record a condition, and a card that a
-- teacher reads, with the strictest limit that the conditions ask for.

CREATE OR REPLACE FUNCTION intake.sport_limit_rank(sport_limit text) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_position(ARRAY['none', 'moderate', 'no_strenuous', 'no_sport'], sport_limit);
COMMENT ON FUNCTION intake.sport_limit_rank(text) IS '体育活动限制的轻重 | how strict a limit is';

CREATE OR REPLACE FUNCTION intake.health_screening_cells(in_batch bigint)
RETURNS TABLE (row_number int, verdict text, student_id bigint, condition text, institution text, long_term_medication boolean, sport_limit text,
               notice_signed boolean, onset text, emergency_contact text)
LANGUAGE sql STABLE ROWS 100 SET search_path = '' AS $$
    SELECT line.row_number, line.verdict, line.person_id, line.clean ->> 'condition', line.clean ->> 'hospital',
           -- 无 alone is cleaned away as "nothing"; in these two columns it is an answer.
           coalesce(intake.yes_or_no(line.clean ->> 'long_term_medication'),
                    CASE WHEN line.clean ->> 'long_term_medication' ~ '^(不|未|无)' OR btrim(line.raw ->> 'long_term_medication') = '无' THEN false
                         WHEN line.clean ->> 'long_term_medication' ~ '长期|服药|服用' THEN true END),
           CASE WHEN btrim(line.raw ->> 'sport_limit') = '无' THEN 'none' ELSE intake.code_of('sport_limit', line.clean ->> 'sport_limit') END,
           CASE WHEN line.clean ->> 'guardian_notice' ~ '^(未|否|没|不)' THEN false WHEN line.clean ->> 'guardian_notice' ~ '签|是|有|√' THEN true END,
           line.clean ->> 'onset', line.clean ->> 'emergency_contact'
    FROM intake.row AS line WHERE line.batch_id = in_batch
$$;
COMMENT ON FUNCTION intake.health_screening_cells(bigint) IS '排查表各行的含义 | what the rows of a health screening mean';

CREATE OR REPLACE FUNCTION intake.health_screening_differences(in_batch bigint) RETURNS TABLE (row_number int, part text, wanted_limit text)
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    RETURN QUERY
    WITH cell AS MATERIALIZED (
        SELECT every.*, max(intake.sport_limit_rank(every.sport_limit)) OVER (PARTITION BY every.student_id) AS strictest
        FROM intake.health_screening_cells(in_batch) AS every WHERE every.student_id IS NOT NULL
    )
    SELECT cell.row_number, differing.part, card.wanted
    FROM cell
    LEFT JOIN care.health_record AS held ON held.student_id = cell.student_id AND held.condition = cell.condition AND upper_inf(held.valid)
    LEFT JOIN LATERAL (SELECT health_card.sport_limit FROM care.health_card WHERE health_card.student_id = cell.student_id
                       ORDER BY health_card.version DESC LIMIT 1) AS latest ON true
    -- A condition that this sheet does not name may be why the present card is stricter.
    CROSS JOIN LATERAL (SELECT (ARRAY['none', 'moderate', 'no_strenuous', 'no_sport'])[CASE
        WHEN EXISTS (SELECT FROM care.health_record AS other WHERE other.student_id = cell.student_id AND upper_inf(other.valid)
                     AND other.condition NOT IN (SELECT named.condition FROM cell AS named WHERE named.student_id = other.student_id AND named.condition IS NOT NULL))
        THEN greatest(cell.strictest, intake.sport_limit_rank(latest.sport_limit)) ELSE cell.strictest END] AS wanted) AS card
    CROSS JOIN LATERAL (VALUES
        ('record', held.id IS NULL),
        ('details', (cell.institution IS NOT NULL AND cell.institution IS DISTINCT FROM held.institution)
                    OR (cell.long_term_medication IS NOT NULL AND cell.long_term_medication IS DISTINCT FROM held.long_term_medication)
                    OR (cell.notice_signed IS NOT NULL AND cell.notice_signed IS DISTINCT FROM held.notice_signed)
                    OR (cell.onset IS NOT NULL AND cell.onset IS DISTINCT FROM held.onset)
                    OR (cell.emergency_contact IS NOT NULL AND cell.emergency_contact IS DISTINCT FROM held.emergency_contact)),
        ('card', card.wanted IS NOT NULL AND card.wanted IS DISTINCT FROM latest.sport_limit)
    ) AS differing (part, differs)
    WHERE differing.differs;
END
$$;
COMMENT ON FUNCTION intake.health_screening_differences(bigint) IS '排查表与健康档案的差别 | what differs between a screening and the record';

CREATE OR REPLACE FUNCTION intake.judge_health_screening(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM intake.match_students(in_batch);
    PERFORM intake.find(in_batch, cell.row_number, found.field, found.code, found.cell, found.other)
    FROM intake.health_screening_cells(in_batch) AS cell
    JOIN intake.row AS line ON line.batch_id = in_batch AND line.row_number = cell.row_number
    CROSS JOIN LATERAL (VALUES
        ('condition', 'condition_missing', cell.condition IS NULL, NULL, NULL),
        ('sport_limit', 'word_unknown', line.clean ? 'sport_limit' AND cell.sport_limit IS NULL, line.clean ->> 'sport_limit', intake.labels_of('sport_limit')),
        ('long_term_medication', 'word_unknown', line.clean ? 'long_term_medication' AND cell.long_term_medication IS NULL,
            line.clean ->> 'long_term_medication', '是、否'),
        ('guardian_notice', 'word_unknown_skipped', line.clean ? 'guardian_notice' AND cell.notice_signed IS NULL, line.clean ->> 'guardian_notice', '已签、未签')
    ) AS found (field, code, holds, cell, other)
    WHERE found.holds;
    PERFORM intake.ask_about_repeats(in_batch, (SELECT jsonb_object_agg(cell.row_number, cell.student_id || ' ' || cell.condition)
                                                FROM intake.health_screening_cells(in_batch) AS cell WHERE cell.student_id IS NOT NULL));
    UPDATE intake.row AS line SET verdict = CASE WHEN coalesce(differing.parts, '{}') = '{}' THEN 'same' WHEN 'record' = ANY (differing.parts) THEN 'new' ELSE 'change' END
    FROM intake.row AS every
    LEFT JOIN (SELECT found.row_number, array_agg(found.part) AS parts FROM intake.health_screening_differences(in_batch) AS found GROUP BY found.row_number) AS differing
      ON differing.row_number = every.row_number
    WHERE line.batch_id = in_batch AND every.batch_id = in_batch AND every.row_number = line.row_number;
    PERFORM intake.settle(in_batch);
END
$$;
COMMENT ON FUNCTION intake.judge_health_screening(bigint) IS '判定特异体质学生排查表 | judges a health screening';

CREATE OR REPLACE FUNCTION intake.apply_health_screening(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    from_day date := (SELECT intake.sheet_day(batch.context) FROM intake.batch WHERE batch.id = in_batch);
BEGIN
    WITH differing AS MATERIALIZED (
        SELECT found.part, found.wanted_limit, cell.* FROM intake.health_screening_differences(in_batch) AS found
        JOIN intake.health_screening_cells(in_batch) AS cell ON cell.row_number = found.row_number WHERE cell.verdict IN ('new', 'change')
    ), record AS (
        INSERT INTO care.health_record (student_id, condition, institution, long_term_medication, notice_signed, onset, emergency_contact, valid)
        SELECT differing.student_id, differing.condition, differing.institution, differing.long_term_medication, differing.notice_signed,
               differing.onset, differing.emergency_contact, daterange(from_day, NULL)
        FROM differing WHERE differing.part = 'record' RETURNING id
    ), details AS (
        UPDATE care.health_record AS held
        SET institution = coalesce(differing.institution, held.institution), long_term_medication = coalesce(differing.long_term_medication, held.long_term_medication),
            notice_signed = coalesce(differing.notice_signed, held.notice_signed), onset = coalesce(differing.onset, held.onset),
            emergency_contact = coalesce(differing.emergency_contact, held.emergency_contact)
        FROM differing
        WHERE differing.part = 'details' AND differing.verdict = 'change' AND held.student_id = differing.student_id AND held.condition = differing.condition
          AND upper_inf(held.valid) RETURNING held.id
    ), card AS (
        INSERT INTO care.health_card (student_id, version, sport_limit, first_aid)
        SELECT DISTINCT ON (differing.student_id) differing.student_id, coalesce(latest.version, 0) + 1, differing.wanted_limit, latest.first_aid
        FROM differing LEFT JOIN LATERAL (SELECT health_card.version, health_card.first_aid FROM care.health_card
                                          WHERE health_card.student_id = differing.student_id ORDER BY health_card.version DESC LIMIT 1) AS latest ON true
        WHERE differing.part = 'card' RETURNING id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation)
    SELECT in_batch, 'care.health_record', record.id, 'INSERT' FROM record
    UNION ALL SELECT in_batch, 'care.health_record', details.id, 'UPDATE' FROM details
    UNION ALL SELECT in_batch, 'care.health_card', card.id, 'INSERT' FROM card;
END
$$;
COMMENT ON FUNCTION intake.apply_health_screening(bigint) IS '写入特异体质学生排查表 | applies a health screening';
