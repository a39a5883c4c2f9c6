-- For reports: pseudonyms that cannot be joined over semesters or subjects, and small counts that are not told.
CREATE OR REPLACE FUNCTION reporting.pseudonym(subject text, of_semester text, of_person bigint) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    semester_key bytea;
BEGIN
    SELECT key INTO semester_key FROM reporting.pseudonym_key WHERE semester = of_semester;
    -- Without a key there is no pseudonym, rather than one that anybody could compute.
    RETURN left(encode(extensions.hmac(convert_to(subject || ':' || of_person, 'UTF8'), semester_key, 'sha256'), 'hex'), 16);
END
$$;
COMMENT ON FUNCTION reporting.pseudonym(text, text, bigint) IS '化名:按学期与主题不同 | pseudonym; differs by semester and subject';

-- Counts from 1 to 4 are not told: too few people stand behind them.
CREATE OR REPLACE FUNCTION reporting.suppress(count bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE WHEN count BETWEEN 1 AND 4 THEN NULL ELSE count END;
COMMENT ON FUNCTION reporting.suppress(bigint) IS '小于5的数不显示 | counts of 1 to 4 become NULL';

-- A part beside its whole: the rest is a count, too.
CREATE OR REPLACE FUNCTION reporting.suppress_part(part bigint, whole bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE WHEN part BETWEEN 1 AND 4 OR whole - part BETWEEN 1 AND 4 OR whole BETWEEN 1 AND 4 THEN NULL ELSE part END;
COMMENT ON FUNCTION reporting.suppress_part(bigint, bigint) IS '部分与其余均不小于5才显示 | a part is told only if neither it nor the rest is 1 to 4';

-- Where the sum is known from elsewhere, one count left out is the sum less the others: then the smallest that would be told (place 1) is left out as well.
CREATE OR REPLACE FUNCTION reporting.hide_one_more(told bigint, some_are_hidden boolean, place bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE WHEN some_are_hidden AND place = 1 AND told > 0 THEN NULL ELSE told END;
COMMENT ON FUNCTION reporting.hide_one_more(bigint, boolean, bigint) IS '有一格不显示时,再隐去最小的一格 | leaves out the smallest told count, too, where another is left out';

CREATE OR REPLACE FUNCTION reporting.grade_label(of_student bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT units.label(unit.parent_id) FROM units.unit WHERE unit.id = units.class_of(of_student)
$$;
COMMENT ON FUNCTION reporting.grade_label(bigint) IS '学生所在年级 | grade of a student today';

-- The views of the schema call these: a view's functions run with the rights of whoever reads the view, so what reaches the
-- records must be a definer function that checks, and the pseudonym itself stays closed to readers.

-- Whether the caller may have counts of a class of the whole school: who sees all of it, or is given counts or the de-identified view.
CREATE OR REPLACE FUNCTION reporting.may_count(on_class text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT access.may('reporting', 'see') AND EXISTS (
        SELECT FROM access.assignments() AS held JOIN access.permission ON permission.role = held.role
        WHERE permission.record_class = on_class AND permission.verb IN ('see', 'decide') AND permission.row_rule IN ('all', 'counts', 'deidentified'))
$$;
COMMENT ON FUNCTION reporting.may_count(text) IS '能否看全校统计数 | whether the caller may have the school''s counts of a class';

-- Grades of students on a day, each once: a look-up a student would be thousands of them.
CREATE OR REPLACE FUNCTION reporting.placed_on(on_day date) RETURNS TABLE (student_id bigint, grade_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT placed.student_id, class.parent_id FROM people.class_placement AS placed JOIN units.unit AS class ON class.id = placed.class_id
    WHERE placed.valid @> on_day
$$;
COMMENT ON FUNCTION reporting.placed_on(date) IS '某日各学生所在年级 | the grade of each student on a day';

CREATE OR REPLACE FUNCTION reporting.issue_rows()
RETURNS TABLE (id bigint, area text, area_label text, severity text, state text, state_label text, is_open boolean, unit_label text, heard_on date,
               deadline_original date, deadline date, closed_on date, working_days_late int, cycle int, is_overdue boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everything boolean := access.may_all('reporting', 'see');
    units_in_reach bigint[] := ARRAY(SELECT access.unit_ids('reporting', 'see'));
BEGIN
    IF NOT everything AND cardinality(units_in_reach) = 0 THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT issue.id, issue.area, code.label_zh, issue.severity, issue.state, state.label_zh, state.is_open, named.label, issue.heard_on,
           issue.deadline_original, issue.deadline, issue.closed_on, issue.working_days_late, issue.cycle,
           state.is_open AND issue.deadline_original < ref.today()
    FROM work.issue
    JOIN ref.lifecycle_state AS state ON state.lifecycle = issue.lifecycle AND state.state = issue.state
    LEFT JOIN ref.code ON code.list = 'issue_area' AND code.code = issue.area AND code.valid @> issue.heard_on
    LEFT JOIN (SELECT unit.id, units.label(unit.id) AS label FROM units.unit) AS named ON named.id = issue.unit_id
    WHERE NOT issue.is_restricted AND (everything OR issue.unit_id = ANY (units_in_reach));
END
$$;
COMMENT ON FUNCTION reporting.issue_rows() IS '问题(不含人名) | issues without names';

CREATE OR REPLACE FUNCTION reporting.student_rows()
RETURNS TABLE (pseudonym text, semester text, grade text, residence_kind text, household_kind text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    now_semester text := ref.semester_on(ref.today());
    semester_key bytea;
BEGIN
    -- One row a student: for those to whom the de-identified view is given, and those who see every enrolment anyway.
    IF NOT access.may('reporting', 'see')
       OR NOT (access.has_role('analyst') OR access.has_role('auditor') OR access.may_all('enrolment', 'see')) THEN
        RETURN;
    END IF;
    SELECT key INTO semester_key FROM reporting.pseudonym_key WHERE pseudonym_key.semester = now_semester;
    RETURN QUERY
    SELECT left(encode(extensions.hmac(convert_to('student:' || student.person_id, 'UTF8'), semester_key, 'sha256'), 'hex'), 16), now_semester,
           (SELECT units.label(placed.grade_id)), student.residence_kind, student.household_kind
    FROM people.student
    LEFT JOIN reporting.placed_on(ref.today()) AS placed ON placed.student_id = student.person_id
    WHERE now_semester IS NOT NULL
      AND EXISTS (SELECT FROM people.enrolment WHERE enrolment.student_id = student.person_id AND enrolment.valid @> ref.today())
    -- In the order of the pseudonyms: the order of the records would tell who is who.
    ORDER BY 1;
END
$$;
COMMENT ON FUNCTION reporting.student_rows() IS '在籍学生(化名) | students on the roll under a pseudonym';

-- N1 lies within N3 and N3 within N4 (and N2): a count is told only if no difference between two told counts is 1 to 4.
CREATE OR REPLACE FUNCTION reporting.left_behind_rows()
RETURNS TABLE (semester text, definition text, grade text, left_behind bigint, undetermined bigint, unconfirmed bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everything boolean := reporting.may_count('left_behind');
    grades bigint[] := ARRAY(SELECT access.unit_ids('left_behind', 'see'));
BEGIN
    IF NOT access.may('reporting', 'see') OR NOT everything AND cardinality(grades) = 0 THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH counted AS (
        SELECT record.semester, kind.definition, placed.grade_id, least(ref.today(), term.ends_on) AS on_day,
               count(*) FILTER (WHERE verdict = 'yes') AS yes, count(*) FILTER (WHERE verdict = 'undetermined') AS unclear,
               count(*) FILTER (WHERE record.state = 'to_confirm' AND verdict <> 'no') AS open
        FROM care.left_behind_record AS record
        JOIN people.person ON person.id = record.student_id JOIN people.student ON student.person_id = record.student_id
        JOIN ref.semester AS term ON term.code = record.semester
        LEFT JOIN LATERAL (SELECT class.parent_id AS grade_id FROM people.class_placement JOIN units.unit AS class ON class.id = class_placement.class_id
                           WHERE class_placement.student_id = record.student_id AND class_placement.valid @> least(ref.today(), term.ends_on)) AS placed ON true
        CROSS JOIN (VALUES ('N1'), ('N2'), ('N3'), ('N4')) AS kind (definition)
        CROSS JOIN LATERAL care.left_behind_class(kind.definition, record.father_away, record.mother_away, record.home_parent_able,
                                                  student.household_kind, person.birth_date, least(ref.today(), term.ends_on)) AS verdict
        WHERE everything OR placed.grade_id = ANY (grades)
        GROUP BY 1, 2, 3, 4
    ), compared AS (
        SELECT counted.*, max(counted.yes) FILTER (WHERE counted.definition = 'N3') OVER same_grade AS n3,
               max(counted.yes) FILTER (WHERE counted.definition = 'N4') OVER same_grade AS n4
        FROM counted WINDOW same_grade AS (PARTITION BY counted.semester, counted.grade_id)
    ), told AS (
        SELECT compared.*, CASE WHEN compared.definition IN ('N1', 'N3') AND compared.n4 - compared.yes BETWEEN 1 AND 4
                                  OR compared.definition = 'N1' AND compared.n3 - compared.yes BETWEEN 1 AND 4 THEN NULL
                                ELSE reporting.suppress(compared.yes) END AS number
        FROM compared
    )
    -- reporting.left_behind_by_age has the same sums.
    SELECT told.semester, told.definition, units.label(told.grade_id, told.on_day),
           reporting.hide_one_more(told.number, bool_or(told.number IS NULL) OVER same_count,
                                   row_number() OVER (PARTITION BY told.semester, told.definition ORDER BY nullif(told.number, 0) NULLS LAST, told.grade_id)),
           reporting.suppress(told.unclear), reporting.suppress(told.open)
    FROM told WINDOW same_count AS (PARTITION BY told.semester, told.definition);
END
$$;
COMMENT ON FUNCTION reporting.left_behind_rows() IS '留守学生数(按年级) | left-behind students by grade';

CREATE OR REPLACE FUNCTION reporting.aid_rows()
RETURNS TABLE (semester text, scheme text, scheme_label text, students bigint, amount numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT reporting.may_count('award') THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT award.semester, award.scheme, scheme.label_zh, reporting.suppress(count(*)), CASE WHEN count(*) BETWEEN 1 AND 4 THEN NULL ELSE sum(award.amount) END
    FROM aid.award JOIN aid.scheme ON scheme.scheme = award.scheme WHERE award.state <> 'cancelled'
    GROUP BY award.semester, award.scheme, scheme.label_zh;
END
$$;
COMMENT ON FUNCTION reporting.aid_rows() IS '资助人数与金额(按项目) | awards by scheme and semester';

-- Those not visited are the rest: what would tell a rest of 1 to 4 is not told either.
CREATE OR REPLACE FUNCTION reporting.home_visit_rows()
RETURNS TABLE (semester text, grade text, students bigint, visited bigint, by_phone_only bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everything boolean := reporting.may_count('visit');
    grades bigint[] := ARRAY(SELECT access.unit_ids('visit', 'see'));
BEGIN
    IF NOT access.may('reporting', 'see') OR NOT everything AND cardinality(grades) = 0 THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT counted.code, units.label(counted.grade_id, counted.on_day), reporting.suppress(counted.roll),
           CASE WHEN counted.roll - counted.seen BETWEEN 1 AND 4 OR counted.roll < 5 THEN NULL ELSE reporting.suppress(counted.seen) END,
           CASE WHEN counted.seen BETWEEN 1 AND 4 OR counted.roll - counted.seen - counted.called BETWEEN 1 AND 4 OR counted.roll < 5 THEN NULL
                ELSE reporting.suppress(counted.called) END
    FROM (
        SELECT term.code, placed.grade_id, least(ref.today(), term.ends_on) AS on_day, count(*) AS roll,
               count(*) FILTER (WHERE met.in_person) AS seen, count(*) FILTER (WHERE NOT met.in_person) AS called
        FROM ref.semester AS term
        CROSS JOIN LATERAL reporting.placed_on(least(ref.today(), term.ends_on)) AS placed
        LEFT JOIN (SELECT visit.student_id, held.code, bool_or(visit.mode = 'in_person') AS in_person
                   FROM field.visit JOIN ref.semester AS held ON visit.visited_on BETWEEN held.starts_on AND held.ends_on
                   GROUP BY 1, 2) AS met ON met.student_id = placed.student_id AND met.code = term.code
        WHERE term.starts_on <= ref.today() AND term.ends_on >= ref.today() - 400 AND (everything OR placed.grade_id = ANY (grades))
          AND EXISTS (SELECT FROM people.enrolment WHERE enrolment.student_id = placed.student_id AND enrolment.valid @> least(ref.today(), term.ends_on))
        GROUP BY 1, 2, 3
    ) AS counted;
END
$$;
COMMENT ON FUNCTION reporting.home_visit_rows() IS '家访覆盖(按年级) | home-visit coverage by grade';
