-- What the pages that everybody opens ask. Under a policy a condition finds no index (docs/security.md); these ask for the same rights once, and keep their indexes.

-- Whether a row of the directory may be read: what the policy on people.person says, for one person.
CREATE OR REPLACE FUNCTION people.may_see_person(of_person bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN coalesce(of_person = access.person_id()
        OR (access.may_all('directory', 'see') AND EXISTS (SELECT FROM people.person WHERE person.id = of_person AND person.in_directory))
        OR of_person IN (SELECT access.student_ids('directory', 'see')), false);
END
$$;
COMMENT ON FUNCTION people.may_see_person(bigint) IS '能否在名录中看到某人 | whether the caller sees a person in the directory';

CREATE OR REPLACE FUNCTION people.card(of_person bigint) RETURNS TABLE (id bigint, name text, sex text, kind text, posts text, subject text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT people.may_see_person(of_person) THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT person.id, person.name, person.sex,
        CASE WHEN EXISTS (SELECT FROM people.student WHERE student.person_id = person.id) THEN 'student'
             WHEN EXISTS (SELECT FROM people.staff WHERE staff.person_id = person.id) THEN 'staff' ELSE 'other' END,
        (SELECT string_agg(staff_post.post, '、') FROM people.staff_post WHERE staff_post.staff_id = person.id AND staff_post.valid @> ref.today()),
        (SELECT staff.subject FROM people.staff WHERE staff.person_id = person.id)
    FROM people.person WHERE person.id = of_person;
END
$$;
COMMENT ON FUNCTION people.card(bigint) IS '名录中的一人 | a person of the directory';

-- For choosing who is responsible: all of them, or those of exactly this name or staff number.
CREATE OR REPLACE FUNCTION people.staff_directory(named text DEFAULT NULL) RETURNS TABLE (id bigint, name text, staff_number text, posts text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' SET jit = off AS $$
DECLARE
    everybody boolean := access.may_all('directory', 'see');
    me bigint := access.person_id();
BEGIN
    RETURN QUERY SELECT person.id, person.name, staff.staff_number, coalesce(held.posts, '')
    FROM people.staff
    -- By their keys: the staff are few among all people.
    CROSS JOIN LATERAL (SELECT person.id, person.name, person.in_directory FROM people.person WHERE person.id = staff.person_id OFFSET 0) AS person
    LEFT JOIN (SELECT staff_post.staff_id, string_agg(staff_post.post, '、') AS posts FROM people.staff_post WHERE staff_post.valid @> ref.today() GROUP BY staff_post.staff_id) AS held
        ON held.staff_id = staff.person_id
    WHERE (named IS NULL OR person.name = named OR staff.staff_number = named) AND (person.id = me OR everybody AND person.in_directory)
    ORDER BY CASE WHEN named IS NULL THEN person.name END COLLATE ref.pinyin, staff.staff_number;
END
$$;
COMMENT ON FUNCTION people.staff_directory(text) IS '教职工(选责任人用) | members of staff, for choosing a responsible person';

CREATE OR REPLACE FUNCTION people.students_of_class(of_class bigint) RETURNS TABLE (id bigint, name text, sex text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('directory', 'see');
    today date := ref.today();
    in_reach bigint[] := CASE WHEN NOT everybody THEN ARRAY(SELECT access.student_ids('directory', 'see')) END;
BEGIN
    RETURN QUERY SELECT person.id, person.name, person.sex
    FROM people.class_placement AS placed JOIN people.person ON person.id = placed.student_id
    WHERE placed.class_id = of_class AND (placed.valid @> today) IS TRUE AND (everybody AND person.in_directory OR person.id = ANY (in_reach))
    ORDER BY person.name COLLATE ref.pinyin, person.id;
END
$$;
COMMENT ON FUNCTION people.students_of_class(bigint) IS '某班今日的学生 | the students of a class today';

CREATE OR REPLACE FUNCTION care.student_files(of_student bigint) RETURNS TABLE (id bigint, state text, state_label text, opened_on date, closed_on date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF access.may_student('care_file', 'see', of_student) AND of_student NOT IN (SELECT access.own_children()) THEN
        RETURN QUERY SELECT file.id, file.state, ref.state_label(file.lifecycle, file.state), file.opened_on, file.closed_on FROM care.file WHERE file.student_id = of_student ORDER BY file.opened_on DESC;
    END IF;
END
$$;
COMMENT ON FUNCTION care.student_files(bigint) IS '某学生的档案标题 | headings of a student''s care files';

-- Tasks of the issues within reach, as the policies on work.issue say.
CREATE OR REPLACE FUNCTION work.list_tasks(only_mine boolean, only_open boolean, only_overdue boolean, most bigint)
RETURNS TABLE (id bigint, issue_id bigint, number text, title text, measure text, unit_label text, person_name text, deadline date, state text, state_label text,
               is_open boolean, is_overdue boolean, done_on date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' SET jit = off AS $$
DECLARE
    me bigint := access.person_id();
    today date := ref.today();
    everything boolean := access.may_all('issue', 'see');
    conduct boolean := access.may_all('conduct_report', 'see');
    restricted boolean := conduct OR access.may_all('issue', 'decide');
    names boolean := access.may_all('directory', 'see');
    units_in_reach bigint[] := ARRAY(SELECT access.unit_ids('issue', 'see'));
    mine bigint[] := CASE WHEN access.may('issue', 'see') THEN ARRAY(SELECT work.my_issue_ids()) ELSE '{}' END;
    open_states text[] := ARRAY(SELECT step.state FROM ref.lifecycle_state AS step WHERE step.lifecycle = 'task' AND step.is_open);
BEGIN
    RETURN QUERY
    WITH chosen AS MATERIALIZED (
        SELECT task.id, task.issue_id, issue.number, issue.title, task.measure, task.unit_id, task.person_id, task.deadline, task.state, task.done_on, step.is_open,
               ref.say(step.label_zh, step.label_en) AS words
        FROM work.task JOIN work.issue ON issue.id = task.issue_id JOIN ref.lifecycle_state AS step ON step.lifecycle = task.lifecycle AND step.state = task.state
        WHERE (NOT only_mine OR task.person_id = me) AND (NOT (only_open OR only_overdue) OR task.lifecycle = 'task' AND task.state = ANY (open_states)) AND (NOT only_overdue OR task.deadline < today)
          AND (everything OR (issue.is_restricted AND conduct) OR issue.unit_id = ANY (units_in_reach) OR issue.id = ANY (mine)) AND (NOT issue.is_restricted OR restricted)
        ORDER BY step.is_open DESC, task.deadline, task.id LIMIT most
    )
    SELECT chosen.id, chosen.issue_id, chosen.number, chosen.title, chosen.measure, units.label(chosen.unit_id),
           (SELECT person.name FROM people.person WHERE person.id = chosen.person_id AND (names AND person.in_directory OR person.id = me)),
           chosen.deadline, chosen.state, chosen.words, chosen.is_open, chosen.is_open AND chosen.deadline < today, chosen.done_on
    FROM chosen ORDER BY chosen.is_open DESC, chosen.deadline, chosen.id;
END
$$;
COMMENT ON FUNCTION work.list_tasks(boolean, boolean, boolean, bigint) IS '任务一览 | tasks within reach, nearest deadline first';

CREATE OR REPLACE FUNCTION work.home_counts() RETURNS TABLE (overdue_tasks bigint, open_tasks bigint, to_assign bigint, to_verify bigint, to_close bigint, to_approve bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
    decides boolean := access.may_all('issue', 'decide');
    approves boolean := access.may('publication', 'decide');
BEGIN
    RETURN QUERY SELECT mine.overdue, mine.open,
        CASE WHEN decides THEN (SELECT count(*) FROM work.issue WHERE issue.lifecycle = 'issue' AND issue.state IN ('reported', 'accepted')) ELSE 0 END,
        CASE WHEN decides THEN (SELECT count(*) FROM work.issue WHERE issue.lifecycle = 'issue' AND issue.state = 'done_claimed') ELSE 0 END,
        CASE WHEN decides THEN (SELECT count(*) FROM work.issue WHERE issue.lifecycle = 'issue' AND issue.state = 'verified') ELSE 0 END,
        CASE WHEN approves THEN (SELECT count(*) FROM work.publication_item AS item WHERE item.state = 'text_written') ELSE 0 END
    FROM (SELECT count(*) FILTER (WHERE task.deadline < ref.today()) AS overdue, count(*) AS open
          FROM work.task JOIN ref.lifecycle_state AS step ON step.lifecycle = task.lifecycle AND step.state = task.state WHERE task.person_id = me AND step.is_open) AS mine;
END
$$;
COMMENT ON FUNCTION work.home_counts() IS '首页:等我办的事各有几件 | what waits for the caller: numbers for the home page';

-- Whether an issue that the caller sees is restricted, and who raised it: not granted as columns, for EXPLAIN would tell of issues that the caller does not see.
CREATE OR REPLACE FUNCTION work.is_restricted(of_issue bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN CASE WHEN work.may_issue('see', of_issue) THEN (SELECT issue.is_restricted FROM work.issue WHERE issue.id = of_issue) END;
END
$$;
COMMENT ON FUNCTION work.is_restricted(bigint) IS '问题是否限制知悉 | whether an issue is restricted';

CREATE OR REPLACE FUNCTION work.raised_by_name(of_issue bigint) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN CASE WHEN work.may_issue('see', of_issue) THEN
        (SELECT person.name FROM work.issue JOIN people.person ON person.id = issue.raised_by WHERE issue.id = of_issue AND people.may_see_person(person.id)) END;
END
$$;
COMMENT ON FUNCTION work.raised_by_name(bigint) IS '问题的提出人 | who raised an issue';
