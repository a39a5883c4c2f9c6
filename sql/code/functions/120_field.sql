-- Visits: what a family asks for becomes an utterance, waiting for the task force.
CREATE OR REPLACE FUNCTION field.add_visit(of_student bigint, on_day date, by_mode text, was_heard text, was_asked text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
    me bigint := access.person_id();
BEGIN
    -- Any member of staff may record their own visit; whom they may read about is another matter.
    PERFORM access.require('visit', 'create');
    IF NOT access.may_student('directory', 'see', of_student) THEN
        PERFORM access.refuse('visit', 'create');
    ELSIF NOT EXISTS (SELECT FROM people.student WHERE person_id = of_student) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这名学生。', 'There is no such student.');
    ELSIF on_day IS NULL OR on_day > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请写走访日期,不能晚于今天。', 'A visit has a day, and cannot lie in the future.');
    END IF;
    PERFORM ref.require_word('走访方式', 'the mode of a visit', by_mode, '{in_person,phone,video,at_school}');
    INSERT INTO field.visit (mode, visited_on, visitor_id, student_id, heard, request)
    VALUES (by_mode, on_day, me, of_student, nullif(btrim(was_heard), ''), nullif(btrim(was_asked), '')) RETURNING id INTO made;
    IF btrim(was_asked) <> '' THEN
        INSERT INTO work.utterance (channel, text, raiser_id, heard_on, visit_id) VALUES ('home_visit', btrim(was_asked), of_student, on_day, made);
    END IF;
    PERFORM audit.record('write', 'visit', made::text, of_student, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.add_visit(bigint, date, text, text, text) IS '登记走访 | records a visit of one''s own';

CREATE OR REPLACE FUNCTION field.list_visits(of_student bigint, only_mine boolean, after bigint, most int)
RETURNS TABLE (id bigint, visited_on date, visitor_name text, student_id bigint, student_name text, mode text, heard text, request text, has_issue boolean, total bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET jit = off AS $$
DECLARE
    everybody boolean := access.may_all('visit', 'see');
    sees_restricted boolean := access.may_all('conduct_report', 'see') OR access.may_all('issue', 'decide');
    me bigint := access.person_id();
    children bigint[] := ARRAY(SELECT access.own_children());
    in_reach bigint[];
    limited int := least(greatest(coalesce(most, 50), 1), 1000);
    chosen bigint[];
    -- Beyond ten thousand nobody counts on: the number told is then 10,001.
    whole bigint;
BEGIN
    PERFORM access.require('visit', 'see');
    PERFORM audit.record('list', 'visit', NULL, of_student, NULL, NULL);
    IF of_student IS NULL AND everybody AND NOT only_mine THEN
        SELECT array_agg(found.id) INTO chosen FROM (
            SELECT visit.id FROM field.visit WHERE (after IS NULL OR visit.id < after) AND (visit.visitor_id = me OR visit.student_id IS NULL OR visit.student_id <> ALL (children))
            ORDER BY visit.id DESC LIMIT limited) AS found;
        SELECT count(*) INTO whole FROM (SELECT FROM field.visit WHERE visit.visitor_id = me OR visit.student_id IS NULL OR visit.student_id <> ALL (children) LIMIT 10001) AS found;
    ELSE
        -- Few: the visits of one student, one's own, those of the students in reach.
        in_reach := CASE WHEN only_mine THEN '{}' WHEN of_student IS NOT NULL THEN
                         CASE WHEN everybody OR of_student IN (SELECT access.student_ids('visit', 'see')) THEN ARRAY[of_student] ELSE '{}' END
                         ELSE ARRAY(SELECT access.student_ids('visit', 'see')) END;
        WITH visible AS MATERIALIZED (
            SELECT visit.id FROM field.visit
            WHERE visit.student_id = ANY (in_reach) AND (visit.visitor_id = me OR visit.student_id <> ALL (children))
            UNION SELECT visit.id FROM field.visit WHERE visit.visitor_id = me AND (of_student IS NULL OR visit.student_id = of_student)
        )
        SELECT (SELECT array_agg(found.id) FROM (SELECT visible.id FROM visible WHERE after IS NULL OR visible.id < after ORDER BY visible.id DESC LIMIT limited) AS found),
               (SELECT count(*) FROM visible) INTO chosen, whole;
    END IF;
    RETURN QUERY
    SELECT visit.id, visit.visited_on, visitor.name, visit.student_id, person.name, visit.mode, visit.heard, visit.request,
           -- That a report on a teacher came of it is not told to whoever may not see that there is one.
           EXISTS (SELECT FROM work.utterance JOIN work.issue_source ON issue_source.utterance_id = utterance.id JOIN work.issue ON issue.id = issue_source.issue_id
                   WHERE utterance.visit_id = visit.id AND (sees_restricted OR NOT issue.is_restricted)),
           whole
    FROM field.visit JOIN people.person AS visitor ON visitor.id = visit.visitor_id
    LEFT JOIN people.person ON person.id = visit.student_id
    WHERE visit.id = ANY (chosen)
    ORDER BY visit.id DESC;
END
$$;
COMMENT ON FUNCTION field.list_visits(bigint, boolean, bigint, int) IS '走访记录一览(留痕) | visits within reach; logged';

-- Leaders against their quotas on a day. Exempt leaders are marked, never left out.
CREATE OR REPLACE FUNCTION field.quota_compliance(on_day date)
RETURNS TABLE (person_id bigint, name text, kind text, held bigint, minimum int, maximum int, verdict text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('linkage', 'see') THEN
        PERFORM access.refuse('linkage', 'see');
    END IF;
    RETURN QUERY
    SELECT leader.id, leader.name, quota.kind, count(linkage.id), quota.minimum, quota.maximum,
           CASE WHEN EXISTS (SELECT FROM field.linkage_exemption AS exemption WHERE exemption.campaign_id = quota.campaign_id AND exemption.person_id = leader.id AND exemption.valid @> on_day) THEN 'exempt'
                WHEN count(linkage.id) < quota.minimum THEN 'under' WHEN count(linkage.id) > quota.maximum THEN 'over' ELSE 'met' END
    FROM field.linkage_quota AS quota
    CROSS JOIN (SELECT DISTINCT person.id, person.name FROM people.person
                WHERE person.id IN (SELECT staff_post.staff_id FROM people.staff_post WHERE staff_post.is_leader AND staff_post.valid @> on_day)
                   OR person.id IN (SELECT linkage.person_id FROM field.linkage WHERE linkage.valid @> on_day)) AS leader
    LEFT JOIN field.linkage ON linkage.campaign_id = quota.campaign_id AND linkage.kind = quota.kind AND linkage.person_id = leader.id AND linkage.valid @> on_day
    WHERE quota.valid @> on_day
    GROUP BY quota.campaign_id, leader.id, leader.name, quota.kind, quota.minimum, quota.maximum
    ORDER BY leader.name COLLATE ref.pinyin, leader.id, quota.kind;
END
$$;
COMMENT ON FUNCTION field.quota_compliance(date) IS '领导联系数量达标情况 | leaders against their linkage quotas';
