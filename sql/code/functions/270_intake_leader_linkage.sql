-- 示范带动任务分解表: which leader is linked to which branch, lesson group, classes and students, and leads which project.
-- A breach of the quota is told, never refused; a link that cannot be told for certain is left out and the rest goes in.

-- Each link that a row names. code: why a link is left out. Students are looked for in the leader's own classes first.
CREATE OR REPLACE FUNCTION intake.leader_linkage_links(in_batch bigint)
RETURNS TABLE (row_number int, verdict text, leader_id bigint, field text, kind text, label text, unit_id bigint, student_id bigint, project text, code text)
LANGUAGE plpgsql STABLE ROWS 200 SET search_path = '' AS $$
DECLARE
    about jsonb := (SELECT batch.context FROM intake.batch WHERE batch.id = in_batch);
    in_year text := intake.sheet_year(about);
    days daterange := intake.sheet_span(about);
BEGIN
    RETURN QUERY
    WITH line AS MATERIALIZED (
        SELECT every.row_number, every.verdict, every.person_id, every.clean FROM intake.row AS every WHERE every.batch_id = in_batch
    ), named AS MATERIALIZED (
        SELECT DISTINCT line.row_number, line.verdict, line.person_id, part.field, part.kind, part.label
        FROM line CROSS JOIN LATERAL (
            SELECT 'branch' AS field, 'party_branch' AS kind, unnest(intake.list_of(line.clean ->> 'branch')) AS label
            UNION ALL SELECT 'lesson_group', 'lesson_group', unnest(intake.list_of(line.clean ->> 'lesson_group'))
            UNION ALL SELECT 'classes', 'class', unnest(intake.list_of(line.clean ->> 'classes'))
            UNION ALL SELECT 'students', 'student', intake.plain_name(unnest(intake.list_of(line.clean ->> 'students')))
            UNION ALL SELECT 'project', 'project', unnest(regexp_split_to_array(line.clean ->> 'project', '\s*[、;;\n]\s*'))) AS part
        WHERE part.label <> ''
    ), unit AS MATERIALIZED (
        SELECT found.kind, found.label, CASE found.kind WHEN 'class' THEN intake.class_named(found.label, in_year) ELSE units.named(found.kind, found.label) END AS id
        FROM (SELECT DISTINCT named.kind, named.label FROM named WHERE named.kind IN ('party_branch', 'lesson_group', 'class')) AS found
    ), pupil AS MATERIALIZED (
        SELECT named.row_number, named.label, count(DISTINCT person.id) AS everywhere, min(person.id) AS only_id,
               count(DISTINCT person.id) FILTER (WHERE own.id IS NOT NULL) AS in_class, min(person.id) FILTER (WHERE own.id IS NOT NULL) AS class_id
        FROM named
        JOIN people.person ON person.name = named.label OR named.label = ANY (person.former_names)
        JOIN people.class_placement ON class_placement.student_id = person.id AND class_placement.valid && days
        LEFT JOIN (SELECT other.row_number, unit.id FROM named AS other JOIN unit ON unit.kind = 'class' AND unit.label = other.label WHERE other.kind = 'class') AS own
          ON own.row_number = named.row_number AND own.id = class_placement.class_id
        WHERE named.kind = 'student' GROUP BY named.row_number, named.label
    )
    SELECT named.row_number, named.verdict, named.person_id, named.field, named.kind, named.label, unit.id,
           CASE WHEN named.kind = 'student' THEN CASE WHEN pupil.in_class = 1 THEN pupil.class_id WHEN pupil.in_class = 0 AND pupil.everywhere = 1 THEN pupil.only_id END END,
           CASE WHEN named.kind = 'project' THEN named.label END,
           CASE WHEN named.kind IN ('party_branch', 'lesson_group', 'class') AND unit.id IS NULL THEN 'linked_unit_unknown'
                WHEN named.kind = 'student' AND pupil.everywhere IS NULL THEN 'linked_student_unknown'
                WHEN named.kind = 'student' AND NOT (pupil.in_class = 1 OR (pupil.in_class = 0 AND pupil.everywhere = 1)) THEN 'student_ambiguous' END
    FROM named
    LEFT JOIN unit ON unit.kind = named.kind AND unit.label = named.label
    LEFT JOIN pupil ON named.kind = 'student' AND pupil.row_number = named.row_number AND pupil.label = named.label;
END
$$;
COMMENT ON FUNCTION intake.leader_linkage_links(bigint) IS '分解表中的联系关系 | the links that the rows name';

-- Links that are not on record yet.
CREATE OR REPLACE FUNCTION intake.leader_linkage_new_links(in_batch bigint)
RETURNS TABLE (row_number int, verdict text, leader_id bigint, kind text, unit_id bigint, student_id bigint, project text)
LANGUAGE plpgsql STABLE ROWS 200 SET search_path = '' AS $$
DECLARE
    about jsonb := (SELECT batch.context FROM intake.batch WHERE batch.id = in_batch);
    from_day date := intake.sheet_day(about);
BEGIN
    RETURN QUERY
    SELECT DISTINCT link.row_number, link.verdict, link.leader_id, link.kind, link.unit_id, link.student_id, link.project
    FROM intake.leader_linkage_links(in_batch) AS link
    WHERE link.code IS NULL AND link.leader_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM field.linkage AS held WHERE held.person_id = link.leader_id AND held.kind = link.kind
                      AND coalesce(held.unit_id, 0) = coalesce(link.unit_id, 0) AND coalesce(held.student_id, 0) = coalesce(link.student_id, 0)
                      AND coalesce(held.project, '') = coalesce(link.project, '') AND held.valid && daterange(from_day, NULL));
END
$$;
COMMENT ON FUNCTION intake.leader_linkage_new_links(bigint) IS '尚未登记的联系关系 | links that are not on record yet';

CREATE OR REPLACE FUNCTION intake.judge_leader_linkage(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    from_day date := (SELECT intake.sheet_day(batch.context) FROM intake.batch WHERE batch.id = in_batch);
    of_campaign bigint := (SELECT campaign.id FROM field.campaign ORDER BY lower(campaign.valid) DESC, campaign.id DESC LIMIT 1);
BEGIN
    UPDATE intake.row AS line SET person_id = (intake.staff_named(line.clean ->> 'name', line.clean ->> 'post')).person_id
    WHERE line.batch_id = in_batch AND line.clean ? 'name';
    PERFORM intake.find(in_batch, line.row_number, 'name', found.code, line.clean ->> 'name')
    FROM intake.row AS line
    CROSS JOIN LATERAL (SELECT CASE WHEN NOT line.clean ? 'name' THEN 'name_missing' WHEN of_campaign IS NULL THEN 'campaign_missing'
                                    WHEN line.person_id IS NOT NULL THEN NULL
                                    WHEN (intake.staff_named(line.clean ->> 'name', line.clean ->> 'post')).fit_count = 0 THEN 'staff_not_found'
                                    ELSE 'staff_ambiguous' END AS code) AS found
    WHERE line.batch_id = in_batch AND found.code IS NOT NULL;
    PERFORM intake.find(in_batch, link.row_number, link.field, link.code, link.label, NULL, 'note')
    FROM intake.leader_linkage_links(in_batch) AS link WHERE link.code IS NOT NULL;
    -- The quota is judged on what the row names, also where a name could not be told for certain.
    PERFORM intake.find(in_batch, counted.row_number, counted.field, counted.code, counted.named::text, counted.bound::text)
    FROM (SELECT line.row_number, CASE quota.kind WHEN 'party_branch' THEN 'branch' WHEN 'class' THEN 'classes' WHEN 'student' THEN 'students' ELSE quota.kind END AS field,
                 count(link.label) AS named, CASE WHEN count(link.label) < quota.minimum THEN quota.minimum ELSE quota.maximum END AS bound,
                 CASE WHEN count(link.label) < quota.minimum THEN 'quota_below_minimum' WHEN count(link.label) > quota.maximum THEN 'quota_above_maximum' END AS code
          FROM intake.row AS line
          JOIN field.linkage_quota AS quota ON quota.campaign_id = of_campaign AND quota.valid @> from_day
          LEFT JOIN intake.leader_linkage_links(in_batch) AS link ON link.row_number = line.row_number AND link.kind = quota.kind
          WHERE line.batch_id = in_batch AND line.person_id IS NOT NULL
            AND NOT EXISTS (SELECT FROM field.linkage_exemption AS exemption WHERE exemption.campaign_id = of_campaign AND exemption.person_id = line.person_id
                            AND exemption.valid @> from_day)
          GROUP BY line.row_number, quota.kind, quota.minimum, quota.maximum) AS counted
    WHERE counted.code IS NOT NULL;
    -- A link that the sheet no longer names may be over or forgotten: told, not ended.
    PERFORM intake.find(in_batch, line.row_number, NULL, 'linkage_not_in_sheet', coalesce(units.label(held.unit_id, from_day), person.name, held.project))
    FROM intake.row AS line JOIN field.linkage AS held ON held.person_id = line.person_id AND held.campaign_id = of_campaign AND held.valid @> from_day
    LEFT JOIN people.person ON person.id = held.student_id
    WHERE line.batch_id = in_batch
      AND NOT EXISTS (SELECT FROM intake.leader_linkage_links(in_batch) AS link WHERE link.row_number = line.row_number AND link.kind = held.kind
                      AND (link.unit_id = held.unit_id OR link.student_id = held.student_id OR link.project = held.project OR link.code IS NOT NULL));
    PERFORM intake.ask_about_repeats(in_batch, (SELECT jsonb_object_agg(line.row_number, line.person_id) FROM intake.row AS line
                                                WHERE line.batch_id = in_batch AND line.person_id IS NOT NULL));
    UPDATE intake.row AS line SET verdict = CASE
        WHEN line.row_number NOT IN (SELECT fresh.row_number FROM intake.leader_linkage_new_links(in_batch) AS fresh) THEN 'same'
        WHEN EXISTS (SELECT FROM field.linkage AS held WHERE held.person_id = line.person_id AND held.campaign_id = of_campaign
                     AND held.valid && daterange(from_day, NULL)) THEN 'change' ELSE 'new' END
    WHERE line.batch_id = in_batch;
    PERFORM intake.settle(in_batch);
END
$$;
COMMENT ON FUNCTION intake.judge_leader_linkage(bigint) IS '判定示范带动任务分解表 | judges a task breakdown of leaders';

CREATE OR REPLACE FUNCTION intake.apply_leader_linkage(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    about jsonb := (SELECT batch.context FROM intake.batch WHERE batch.id = in_batch);
    from_day date := intake.sheet_day(about);
    year_end date := upper(ref.school_year_dates(intake.sheet_year(about)));
    of_campaign bigint := (SELECT campaign.id FROM field.campaign ORDER BY lower(campaign.valid) DESC, campaign.id DESC LIMIT 1);
BEGIN
    WITH fresh AS MATERIALIZED (
        SELECT * FROM intake.leader_linkage_new_links(in_batch) AS link WHERE link.verdict IN ('new', 'change')
    ), linkage AS (
        -- A link to a class ends with the school year; the class is another grade then.
        INSERT INTO field.linkage (campaign_id, person_id, kind, unit_id, student_id, project, valid)
        SELECT of_campaign, fresh.leader_id, fresh.kind, fresh.unit_id, fresh.student_id, fresh.project,
               daterange(from_day, CASE WHEN fresh.kind = 'class' THEN greatest(year_end, from_day + 1) END)
        FROM fresh RETURNING id
    ), pairing AS (
        INSERT INTO care.pairing (carer_id, student_id, kind, valid)
        SELECT fresh.leader_id, fresh.student_id, 'leader', daterange(from_day, NULL) FROM fresh
        WHERE fresh.kind = 'student' AND NOT EXISTS (SELECT FROM care.pairing AS held WHERE held.carer_id = fresh.leader_id AND held.student_id = fresh.student_id
              AND held.kind = 'leader' AND held.valid && daterange(from_day, NULL)) RETURNING id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation)
    SELECT in_batch, 'field.linkage', linkage.id, 'INSERT' FROM linkage
    UNION ALL SELECT in_batch, 'care.pairing', pairing.id, 'INSERT' FROM pairing;
END
$$;
COMMENT ON FUNCTION intake.apply_leader_linkage(bigint) IS '写入示范带动任务分解表 | applies a task breakdown of leaders';
