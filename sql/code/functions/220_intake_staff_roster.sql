-- 教职工名册: people, staff, posts, party branch, lesson groups, and the homeroom role as a proposal that another approves.

-- The leadership team: party committee, heads of the school, discipline secretary, union chair. Secretaries of branches are not.
CREATE OR REPLACE FUNCTION intake.is_leader_post(post text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(post, '[(（].*$', '') ~ '^((学校)?(党委|党总支|纪委)(副?书记|委员)?|副?书记|((常务|第一|执行)?副)?校长|名誉校长|工会主席)$';
COMMENT ON FUNCTION intake.is_leader_post(text) IS '是否班子成员的职务 | whether a post belongs to the leadership team';

CREATE OR REPLACE FUNCTION intake.staff_roster_cells(in_batch bigint)
RETURNS TABLE (row_number int, verdict text, person_id bigint, class_id bigint, staff_number text, name text, sex text, political_status text,
               stage text, branch text, lesson_groups text[], subject text, posts text[], homeroom text, phones text[])
LANGUAGE sql STABLE ROWS 300 SET search_path = '' AS $$
    SELECT line.row_number, line.verdict, line.person_id, line.other_id, line.clean ->> 'staff_number', intake.plain_name(line.clean ->> 'name'),
           intake.sex_code(line.clean ->> 'sex'), line.clean ->> 'political_status',
           CASE WHEN line.clean ->> 'political_status' ~ '预备党员' THEN 'probationary'
                WHEN line.clean ->> 'political_status' ~ '^(中共|中国共产党|共产)?(正式)?党员$' THEN 'full' END,
           line.clean ->> 'party_branch', coalesce(intake.list_of(line.clean ->> 'lesson_group'), '{}'), line.clean ->> 'subject',
           coalesce(intake.list_of(line.clean ->> 'post'), '{}'), line.clean ->> 'homeroom_class',
           CASE WHEN intake.is_flagged(line.flags, 'phone', 'number_damaged') THEN '{}' ELSE intake.phones_of(line.clean ->> 'phone') END
    FROM intake.row AS line WHERE line.batch_id = in_batch
$$;
COMMENT ON FUNCTION intake.staff_roster_cells(bigint) IS '教职工名册各行的含义 | what the rows of a staff roster mean';

CREATE OR REPLACE FUNCTION intake.staff_roster_differences(in_batch bigint) RETURNS TABLE (row_number int, part text, since date)
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
    days daterange := (SELECT ref.school_year_dates(intake.sheet_year(batch.context)) FROM intake.batch WHERE batch.id = in_batch);
BEGIN
    RETURN QUERY
    SELECT cell.row_number, differing.part, differing.since
    FROM intake.staff_roster_cells(in_batch) AS cell
    JOIN people.person ON person.id = cell.person_id
    LEFT JOIN people.staff ON staff.person_id = cell.person_id
    LEFT JOIN LATERAL (SELECT array_agg(staff_post.post) AS posts, max(lower(staff_post.valid)) AS since FROM people.staff_post
                       WHERE staff_post.staff_id = cell.person_id AND upper_inf(staff_post.valid)) AS held ON true
    LEFT JOIN LATERAL (SELECT party_membership.stage, party_membership.branch_id, lower(party_membership.valid) AS since FROM people.party_membership
                       WHERE party_membership.person_id = cell.person_id AND upper_inf(party_membership.valid)) AS member ON true
    LEFT JOIN LATERAL (SELECT array_agg(unit_label.label) AS labels, max(lower(membership.valid)) AS since
                       FROM units.membership JOIN units.unit_label ON unit_label.unit_id = membership.unit_id AND unit_label.kind = 'lesson_group'
                       WHERE membership.person_id = cell.person_id AND upper_inf(membership.valid)) AS grouped ON true
    CROSS JOIN LATERAL (VALUES
        ('person', cell.sex <> person.sex, NULL::date),
        ('staff', staff.person_id IS NULL OR (cell.political_status IS NOT NULL AND cell.political_status IS DISTINCT FROM staff.political_status)
                  OR (cell.subject IS NOT NULL AND cell.subject IS DISTINCT FROM staff.subject), NULL),
        ('post', cell.posts <> '{}' AND NOT (cell.posts <@ coalesce(held.posts, '{}') AND held.posts <@ cell.posts), held.since),
        ('party_branch', cell.stage IS NOT NULL AND cell.branch IS NOT NULL
                  AND (member.branch_id IS DISTINCT FROM units.named('party_branch', cell.branch) OR member.branch_id IS NULL OR member.stage <> cell.stage), member.since),
        ('lesson_group', cell.lesson_groups <> '{}' AND NOT (cell.lesson_groups <@ coalesce(grouped.labels, '{}') AND grouped.labels <@ cell.lesson_groups), grouped.since),
        ('phone', NOT cell.phones <@ coalesce((SELECT array_agg(contact_point.value) FROM people.contact_point
                  WHERE contact_point.person_id = cell.person_id AND upper_inf(contact_point.valid)), '{}'), NULL),
        ('homeroom_class', cell.class_id IS NOT NULL AND cell.person_id IS DISTINCT FROM access.person_id()
                  AND NOT EXISTS (SELECT FROM access.role_assignment AS given WHERE given.person_id = cell.person_id AND given.role = 'homeroom_teacher'
                                  AND given.unit_id = cell.class_id AND given.valid && days), NULL)
    ) AS differing (part, differs, since)
    WHERE differing.differs;
END
$$;
COMMENT ON FUNCTION intake.staff_roster_differences(bigint) IS '教职工名册与在册信息的差别 | what differs between a staff roster and the record';

CREATE OR REPLACE FUNCTION intake.judge_staff_roster(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    about jsonb := (SELECT batch.context FROM intake.batch WHERE batch.id = in_batch);
    in_year text := intake.sheet_year(about);
    from_day date := intake.sheet_day(about);
BEGIN
    UPDATE intake.row AS line SET other_id = intake.class_named(line.clean ->> 'homeroom_class', in_year)
    WHERE line.batch_id = in_batch AND line.clean ? 'homeroom_class';
    UPDATE intake.row AS line SET person_id = staff.person_id FROM people.staff
    WHERE line.batch_id = in_batch AND staff.staff_number = line.clean ->> 'staff_number';
    -- A parent of a pupil who also works here is one person: known by name and phone together.
    UPDATE intake.row AS line SET person_id = known.id
    FROM (SELECT cell.row_number, min(person.id) AS id FROM intake.staff_roster_cells(in_batch) AS cell
          JOIN people.contact_point ON contact_point.value = ANY (cell.phones) AND upper_inf(contact_point.valid)
          JOIN people.person ON person.id = contact_point.person_id AND person.name = cell.name
          WHERE cell.person_id IS NULL AND NOT EXISTS (SELECT FROM people.staff WHERE staff.person_id = person.id)
            AND NOT EXISTS (SELECT FROM people.student WHERE student.person_id = person.id)
          GROUP BY cell.row_number HAVING count(DISTINCT person.id) = 1) AS known
    WHERE line.batch_id = in_batch AND line.row_number = known.row_number;
    PERFORM intake.find(in_batch, cell.row_number, found.field, found.code, found.cell, found.other)
    FROM intake.staff_roster_cells(in_batch) AS cell
    JOIN intake.row AS line ON line.batch_id = in_batch AND line.row_number = cell.row_number
    LEFT JOIN people.person ON person.id = cell.person_id
    CROSS JOIN LATERAL (VALUES
        ('staff_number', 'staff_number_missing', cell.staff_number IS NULL, NULL, NULL),
        ('name', 'name_missing', cell.name IS NULL, NULL, NULL),
        ('name', 'name_disagrees_with_staff_number', cell.name <> person.name AND cell.name <> ALL (person.former_names), cell.name, person.name),
        ('name', 'account_holder_same_name', cell.person_id IS NULL AND EXISTS (SELECT FROM auth.account JOIN people.person AS holder ON holder.id = account.person_id
            WHERE holder.name = cell.name AND NOT EXISTS (SELECT FROM people.staff WHERE staff.person_id = holder.id)), NULL, NULL),
        ('sex', 'sex_unreadable', line.clean ? 'sex' AND cell.sex IS NULL, line.clean ->> 'sex', NULL),
        ('party_branch', 'branch_missing', cell.stage IS NOT NULL AND cell.branch IS NULL, cell.political_status, NULL),
        ('party_branch', 'branch_without_membership', cell.stage IS NULL AND cell.branch IS NOT NULL AND cell.political_status IS NOT NULL, cell.political_status, NULL),
        ('homeroom_class', 'homeroom_class_unknown', cell.homeroom IS NOT NULL AND cell.class_id IS NULL, cell.homeroom, NULL),
        ('homeroom_class', 'homeroom_own_role', cell.class_id IS NOT NULL AND cell.person_id = access.person_id(), NULL, NULL),
        ('phone', 'phone_unreadable', line.clean ? 'phone' AND cell.phones = '{}', people.mask(line.clean ->> 'phone'), NULL)
    ) AS found (field, code, holds, cell, other)
    WHERE found.holds;
    PERFORM intake.ask_about_repeats(in_batch, (SELECT jsonb_object_agg(cell.row_number, cell.staff_number)
                                                FROM intake.staff_roster_cells(in_batch) AS cell WHERE cell.staff_number IS NOT NULL));
    UPDATE intake.row AS line SET verdict = CASE WHEN EXISTS (SELECT FROM people.staff WHERE staff.person_id = line.person_id) THEN 'same' ELSE 'new' END
    WHERE line.batch_id = in_batch;
    UPDATE intake.row AS line SET verdict = 'change'
    FROM (SELECT DISTINCT differing.row_number FROM intake.staff_roster_differences(in_batch) AS differing) AS differing
    WHERE line.batch_id = in_batch AND line.row_number = differing.row_number AND line.verdict = 'same';
    PERFORM intake.find(in_batch, differing.row_number, differing.part, 'sheet_older_than_record', from_day::text, differing.since::text)
    FROM intake.staff_roster_differences(in_batch) AS differing WHERE differing.since > from_day;
    PERFORM intake.settle(in_batch);
END
$$;
COMMENT ON FUNCTION intake.judge_staff_roster(bigint) IS '判定教职工名册 | judges a staff roster';

CREATE OR REPLACE FUNCTION intake.apply_staff_roster(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    about jsonb := (SELECT batch.context FROM intake.batch WHERE batch.id = in_batch);
    from_day date := intake.sheet_day(about);
    year_days daterange := ref.school_year_dates(intake.sheet_year(about));
    parts jsonb;
BEGIN
    PERFORM intake.make_units(in_batch, 'party_branch', ARRAY(SELECT DISTINCT cell.branch FROM intake.staff_roster_cells(in_batch) AS cell
        WHERE cell.verdict IN ('new', 'change') AND cell.stage IS NOT NULL));
    PERFORM intake.make_units(in_batch, 'lesson_group', ARRAY(SELECT DISTINCT unnest(cell.lesson_groups) FROM intake.staff_roster_cells(in_batch) AS cell
        WHERE cell.verdict IN ('new', 'change')));
    WITH fresh AS (
        SELECT line.row_number FROM intake.row AS line WHERE line.batch_id = in_batch AND line.verdict = 'new' AND line.person_id IS NULL
    ), known AS (
        INSERT INTO intake.change (batch_id, table_name, row_key, operation)
        SELECT in_batch, 'people.person', line.person_id, 'UPDATE' FROM intake.row AS line
        WHERE line.batch_id = in_batch AND line.verdict = 'new' AND line.person_id IS NOT NULL
    ), numbered AS (
        UPDATE intake.row AS line SET person_id = nextval(pg_get_serial_sequence('people.person', 'id'))
        FROM fresh WHERE line.batch_id = in_batch AND line.row_number = fresh.row_number RETURNING line.row_number, line.person_id
    ), made AS (
        INSERT INTO people.person (id, name, sex, in_directory) OVERRIDING SYSTEM VALUE
        SELECT numbered.person_id, cell.name, coalesce(cell.sex, '0'), true
        FROM numbered JOIN intake.staff_roster_cells(in_batch) AS cell ON cell.row_number = numbered.row_number RETURNING id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation) SELECT in_batch, 'people.person', made.id, 'INSERT' FROM made;
    WITH made AS (
        INSERT INTO people.staff (person_id, staff_number, political_status, subject)
        SELECT cell.person_id, cell.staff_number, cell.political_status, cell.subject
        FROM intake.staff_roster_cells(in_batch) AS cell WHERE cell.verdict = 'new' RETURNING person_id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation) SELECT in_batch, 'people.staff', made.person_id, 'INSERT' FROM made;
    -- From here new and changed rows go one way: whatever differs is ended or put right, then begun anew.
    SELECT coalesce(jsonb_object_agg(grouped.part, grouped.at_rows), '{}') INTO parts
    FROM (SELECT differing.part, jsonb_agg(differing.row_number) AS at_rows FROM intake.staff_roster_differences(in_batch) AS differing
          JOIN intake.row AS line ON line.batch_id = in_batch AND line.row_number = differing.row_number AND line.verdict IN ('new', 'change')
          GROUP BY differing.part) AS grouped;
    WITH cell AS MATERIALIZED (
        SELECT * FROM intake.staff_roster_cells(in_batch) AS every WHERE every.verdict IN ('new', 'change')
    ), sex AS (
        UPDATE people.person SET sex = cell.sex FROM cell WHERE person.id = cell.person_id AND parts -> 'person' @> to_jsonb(cell.row_number) RETURNING person.id
    ), staff AS (
        UPDATE people.staff SET political_status = coalesce(cell.political_status, staff.political_status), subject = coalesce(cell.subject, staff.subject)
        FROM cell WHERE staff.person_id = cell.person_id AND parts -> 'staff' @> to_jsonb(cell.row_number) RETURNING staff.person_id
    ), post AS (
        UPDATE people.staff_post AS held SET valid = CASE WHEN lower(held.valid) < from_day THEN daterange(lower(held.valid), from_day) ELSE 'empty' END
        FROM cell WHERE held.staff_id = cell.person_id AND upper_inf(held.valid) AND parts -> 'post' @> to_jsonb(cell.row_number) AND held.post <> ALL (cell.posts) RETURNING held.id
    ), branch AS (
        UPDATE people.party_membership AS held SET valid = CASE WHEN lower(held.valid) < from_day THEN daterange(lower(held.valid), from_day) ELSE 'empty' END
        FROM cell WHERE held.person_id = cell.person_id AND upper_inf(held.valid) AND parts -> 'party_branch' @> to_jsonb(cell.row_number) RETURNING held.id
    ), lesson_group AS (
        UPDATE units.membership AS held SET valid = CASE WHEN lower(held.valid) < from_day THEN daterange(lower(held.valid), from_day) ELSE 'empty' END
        FROM cell, units.unit_label WHERE held.person_id = cell.person_id AND upper_inf(held.valid) AND unit_label.unit_id = held.unit_id
         AND unit_label.kind = 'lesson_group' AND unit_label.label <> ALL (cell.lesson_groups) AND parts -> 'lesson_group' @> to_jsonb(cell.row_number) RETURNING held.id
    ), phone AS (
        UPDATE people.contact_point AS held SET valid = CASE WHEN lower(held.valid) < from_day THEN daterange(lower(held.valid), from_day) ELSE 'empty' END
        FROM cell WHERE held.person_id = cell.person_id AND held.kind = 'phone' AND upper_inf(held.valid) AND held.value <> ALL (cell.phones)
         AND parts -> 'phone' @> to_jsonb(cell.row_number) RETURNING held.id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation)
    SELECT in_batch, 'people.person', sex.id, 'UPDATE' FROM sex
    UNION ALL SELECT in_batch, 'people.staff', staff.person_id, 'UPDATE' FROM staff
    UNION ALL SELECT in_batch, 'people.staff_post', post.id, 'UPDATE' FROM post
    UNION ALL SELECT in_batch, 'people.party_membership', branch.id, 'UPDATE' FROM branch
    UNION ALL SELECT in_batch, 'units.membership', lesson_group.id, 'UPDATE' FROM lesson_group
    UNION ALL SELECT in_batch, 'people.contact_point', phone.id, 'UPDATE' FROM phone;
    WITH cell AS MATERIALIZED (
        SELECT * FROM intake.staff_roster_cells(in_batch) AS every WHERE every.verdict IN ('new', 'change')
    ), post AS (
        INSERT INTO people.staff_post (staff_id, post, is_leader, valid)
        SELECT DISTINCT cell.person_id, stated.post, intake.is_leader_post(stated.post), daterange(from_day, NULL)
        FROM cell CROSS JOIN unnest(cell.posts) AS stated (post)
        WHERE parts -> 'post' @> to_jsonb(cell.row_number)
          AND NOT EXISTS (SELECT FROM people.staff_post AS held WHERE held.staff_id = cell.person_id AND held.post = stated.post AND upper_inf(held.valid)) RETURNING id
    ), branch AS (
        INSERT INTO people.party_membership (person_id, branch_id, stage, valid)
        SELECT cell.person_id, units.named('party_branch', cell.branch), cell.stage, daterange(from_day, NULL)
        FROM cell WHERE parts -> 'party_branch' @> to_jsonb(cell.row_number) RETURNING id
    ), lesson_group AS (
        INSERT INTO units.membership (unit_id, person_id, valid)
        SELECT DISTINCT units.named('lesson_group', stated.label), cell.person_id, daterange(from_day, NULL)
        FROM cell CROSS JOIN unnest(cell.lesson_groups) AS stated (label)
        WHERE parts -> 'lesson_group' @> to_jsonb(cell.row_number)
          AND NOT EXISTS (SELECT FROM units.membership AS held WHERE held.person_id = cell.person_id
                          AND held.unit_id = units.named('lesson_group', stated.label) AND upper_inf(held.valid)) RETURNING id
    ), phone AS (
        INSERT INTO people.contact_point (person_id, value, valid)
        SELECT DISTINCT cell.person_id, stated.value, daterange(from_day, NULL) FROM cell CROSS JOIN unnest(cell.phones) AS stated (value)
        WHERE parts -> 'phone' @> to_jsonb(cell.row_number)
          AND NOT EXISTS (SELECT FROM people.contact_point AS held WHERE held.person_id = cell.person_id AND held.value = stated.value AND upper_inf(held.valid)) RETURNING id
    ), homeroom AS (
        -- Proposed only: somebody else approves it, or it gives nothing.
        INSERT INTO access.role_assignment (person_id, role, unit_id, purpose, granted_by, valid)
        SELECT DISTINCT cell.person_id, 'homeroom_teacher', cell.class_id, '担任班主任', access.person_id(), year_days
        FROM cell WHERE parts -> 'homeroom_class' @> to_jsonb(cell.row_number) RETURNING id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation)
    SELECT in_batch, 'people.staff_post', post.id, 'INSERT' FROM post
    UNION ALL SELECT in_batch, 'people.party_membership', branch.id, 'INSERT' FROM branch
    UNION ALL SELECT in_batch, 'units.membership', lesson_group.id, 'INSERT' FROM lesson_group
    UNION ALL SELECT in_batch, 'people.contact_point', phone.id, 'INSERT' FROM phone
    UNION ALL SELECT in_batch, 'access.role_assignment', homeroom.id, 'INSERT' FROM homeroom;
END
$$;
COMMENT ON FUNCTION intake.apply_staff_roster(bigint) IS '写入教职工名册 | applies a staff roster';
