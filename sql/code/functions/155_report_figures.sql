-- Figures for reports: each checks the caller first, tells no name of a student, and leaves small counts of people out.

-- Counts of a class over the whole school: for those who see all of it, or to whom counts or the de-identified view are given.
CREATE OR REPLACE FUNCTION reporting.require_counts(on_class text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT reporting.may_count(on_class) THEN
        PERFORM access.refuse(on_class, 'see');
    END IF;
END
$$;
COMMENT ON FUNCTION reporting.require_counts(text) IS '须能看全校统计数,否则拒绝 | refuses who may not have the school''s counts of a class';

CREATE OR REPLACE FUNCTION reporting.require_all(on_class text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all(on_class, 'see') THEN
        PERFORM access.refuse(on_class, 'see');
    END IF;
END
$$;
COMMENT ON FUNCTION reporting.require_all(text) IS '须能看全校记录,否则拒绝 | refuses who does not see every record of a class';

CREATE OR REPLACE FUNCTION reporting.duties_per_member() RETURNS TABLE (name text, seats bigint, duties bigint, open_tasks bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('campaign', 'see');
    RETURN QUERY
    SELECT person.name, count(DISTINCT membership.id),
           (SELECT count(*) FROM units.body_duty AS duty WHERE duty.holder_id = person.id),
           (SELECT count(*) FROM work.task JOIN work.issue ON issue.id = task.issue_id WHERE task.person_id = person.id AND NOT issue.is_restricted AND EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = task.lifecycle AND step.state = task.state AND step.is_open))
    FROM units.body_membership AS membership JOIN people.person ON person.id = membership.person_id
    WHERE coalesce(membership.to_day, ref.today()) >= ref.today() GROUP BY person.id, person.name ORDER BY 3 DESC, 4 DESC, person.name COLLATE ref.pinyin;
END
$$;
COMMENT ON FUNCTION reporting.duties_per_member() IS '各成员的职责与任务 | duties and open tasks of each member of a body';

CREATE OR REPLACE FUNCTION reporting.rules_without_basis() RETURNS TABLE (kind text, title text, from_day date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('document', 'see');
    RETURN QUERY
    SELECT found.kind, found.title, found.from_day FROM (
        SELECT 'body', body.title, body.from_day FROM units.body WHERE body.basis_id IS NULL
        UNION ALL SELECT 'fee_item', fee.title, fee.from_day FROM registers.fee_item AS fee WHERE fee.basis_id IS NULL
        UNION ALL SELECT 'checklist', checklist.title, NULL FROM registers.checklist WHERE btrim(coalesce(checklist.basis, '')) = ''
        UNION ALL SELECT 'phase_deliverable', deliverable.what, deliverable.due_on FROM field.phase_deliverable AS deliverable WHERE deliverable.paper_id IS NULL AND deliverable.accepted_on IS NOT NULL
    ) AS found (kind, title, from_day) ORDER BY found.kind, found.title COLLATE ref.pinyin;
END
$$;
COMMENT ON FUNCTION reporting.rules_without_basis() IS '没有依据文件的规定 | rules that cite no paper';

CREATE OR REPLACE FUNCTION reporting.open_work_by_office() RETURNS TABLE (unit text, open_issues bigint, open_tasks bigint, open_hazards bigint, open_orders bigint, open_letters bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('issue');
    RETURN QUERY
    SELECT units.label(unit.id), work_of.issues, work_of.tasks, work_of.hazards, work_of.orders, work_of.letters
    FROM units.unit CROSS JOIN LATERAL (SELECT
        (SELECT count(*) FROM work.issue WHERE issue.unit_id = unit.id AND NOT issue.is_restricted AND EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = issue.lifecycle AND step.state = issue.state AND step.is_open)) AS issues,
        (SELECT count(*) FROM work.task JOIN work.issue ON issue.id = task.issue_id WHERE task.unit_id = unit.id AND NOT issue.is_restricted AND EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = task.lifecycle AND step.state = task.state AND step.is_open)) AS tasks,
        (SELECT count(*) FROM registers.hazard WHERE hazard.unit_id = unit.id AND EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = hazard.lifecycle AND step.state = hazard.state AND step.is_open)) AS hazards,
        (SELECT count(*) FROM work.supervision_order AS supervision WHERE supervision.unit_id = unit.id AND EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = supervision.lifecycle AND step.state = supervision.state AND step.is_open)) AS orders,
        (SELECT count(*) FROM work.letter WHERE letter.unit_id = unit.id AND NOT letter.about_conduct AND EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = letter.lifecycle AND step.state = letter.state AND step.is_open)) AS letters) AS work_of
    WHERE unit.valid @> ref.today() AND work_of.issues + work_of.tasks + work_of.hazards + work_of.orders + work_of.letters > 0
    ORDER BY work_of.issues + work_of.tasks + work_of.hazards + work_of.orders + work_of.letters DESC;
END
$$;
COMMENT ON FUNCTION reporting.open_work_by_office() IS '各部门在办事项 | what is open in each office';

CREATE OR REPLACE FUNCTION reporting.items_per_partner() RETURNS TABLE (name text, kind text, trips bigint, external_reports bigint, residents bigint, secondments bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_all('project');
    RETURN QUERY
    SELECT partner.name, partner.kind,
        (SELECT count(*) FROM field.exchange_trip AS trip WHERE trip.partner_id = partner.id),
        (SELECT count(*) FROM registers.external_inspection AS external WHERE external.agency_id = partner.id),
        (SELECT count(*) FROM people.resident WHERE resident.community_id = partner.id),
        (SELECT count(*) FROM field.secondment WHERE secondment.village_id = partner.id)
    FROM units.external_organization AS partner WHERE partner.valid @> ref.today() ORDER BY partner.kind, partner.name COLLATE ref.pinyin;
END
$$;
COMMENT ON FUNCTION reporting.items_per_partner() IS '各外部单位的事项 | items with each outside organization';

-- Of what is missing each is told to whoever sees it in that class, and to nobody else.
CREATE OR REPLACE FUNCTION reporting.missing_data() RETURNS TABLE (class text, students bigint, without_guardian bigint, without_phone bigint, without_identity_number bigint, without_address bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    guardians bigint[] := CASE WHEN NOT access.may_all('guardianship', 'see') THEN ARRAY(SELECT access.unit_ids('guardianship', 'see')) END;
    contacts bigint[] := CASE WHEN NOT access.may_all('contact', 'see') THEN ARRAY(SELECT access.unit_ids('contact', 'see')) END;
    identifiers bigint[] := CASE WHEN NOT access.may_all('identifier', 'see') THEN ARRAY(SELECT access.unit_ids('identifier', 'see')) END;
BEGIN
    PERFORM access.require('enrolment', 'see');
    RETURN QUERY
    SELECT units.label(placed.class_id), count(*),
        CASE WHEN guardians IS NULL OR placed.class_id = ANY (guardians) THEN count(*) FILTER (WHERE NOT EXISTS (SELECT FROM people.guardianship WHERE guardianship.student_id = placed.student_id AND guardianship.valid @> ref.today())) END,
        CASE WHEN contacts IS NULL OR placed.class_id = ANY (contacts) THEN count(*) FILTER (WHERE NOT EXISTS (SELECT FROM people.contact_point AS contact WHERE contact.valid @> ref.today() AND (contact.person_id = placed.student_id
            OR contact.person_id IN (SELECT guardianship.guardian_id FROM people.guardianship WHERE guardianship.student_id = placed.student_id)))) END,
        CASE WHEN identifiers IS NULL OR placed.class_id = ANY (identifiers) THEN count(*) FILTER (WHERE NOT EXISTS (SELECT FROM people.identifier WHERE identifier.person_id = placed.student_id AND identifier.kind = 'resident_id' AND identifier.valid @> ref.today())) END,
        CASE WHEN contacts IS NULL OR placed.class_id = ANY (contacts) THEN count(*) FILTER (WHERE NOT EXISTS (SELECT FROM people.address WHERE address.person_id = placed.student_id AND address.valid @> ref.today())) END
    FROM people.class_placement AS placed WHERE placed.valid @> ref.today()
      AND (access.may_all('enrolment', 'see') OR placed.class_id = ANY (ARRAY(SELECT access.unit_ids('enrolment', 'see'))))
    GROUP BY placed.class_id ORDER BY units.label(placed.class_id) COLLATE ref.pinyin;
END
$$;
COMMENT ON FUNCTION reporting.missing_data() IS '各班缺少的资料 | what is missing in the records of each class';

CREATE OR REPLACE FUNCTION reporting.meeting_attendance() RETURNS TABLE (meeting text, held_on date, body text, expected bigint, attended bigint, percent numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('meeting');
    RETURN QUERY
    SELECT meeting.title, meeting.held_on, body.title, members.expected, members.came, round(100.0 * members.came / nullif(members.expected, 0), 1)
    FROM field.meeting LEFT JOIN units.body ON body.id = meeting.body_id
    CROSS JOIN LATERAL (SELECT count(DISTINCT membership.person_id) AS expected,
            CASE WHEN meeting.body_id IS NULL THEN cardinality(meeting.attendees_ids)::bigint
                 ELSE count(DISTINCT membership.person_id) FILTER (WHERE membership.person_id = ANY (meeting.attendees_ids) OR membership.person_id = meeting.chair_id) END AS came
        FROM units.body_membership AS membership WHERE membership.body_id = meeting.body_id AND meeting.held_on BETWEEN membership.from_day AND coalesce(membership.to_day, 'infinity')) AS members
    ORDER BY meeting.held_on DESC, meeting.title COLLATE ref.pinyin;
END
$$;
COMMENT ON FUNCTION reporting.meeting_attendance() IS '会议出席 | attendance at meetings';

CREATE OR REPLACE FUNCTION reporting.items_without_lead() RETURNS TABLE (title text, kind text, deadline date, lead_name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('project', 'see');
    RETURN QUERY
    SELECT project.title, project.kind, project.deadline, person.name
    FROM registers.project LEFT JOIN people.person ON person.id = project.lead_id
    WHERE EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = project.lifecycle AND step.state = project.state AND step.is_open) AND NOT EXISTS (SELECT FROM people.staff_post AS post WHERE post.staff_id = project.lead_id AND post.valid @> ref.today())
      AND access.may_record('project', 'see', project.unit_id, ARRAY[project.lead_id, project.created_by], NULL)
    ORDER BY project.deadline NULLS LAST, project.title COLLATE ref.pinyin;
END
$$;
COMMENT ON FUNCTION reporting.items_without_lead() IS '没有在任牵头人的实事 | items whose lead is missing or no longer in post';

CREATE OR REPLACE FUNCTION reporting.linkage_coverage() RETURNS TABLE (branch text, members bigint, linked bigint, exempt bigint, silent bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('linkage');
    RETURN QUERY
    SELECT units.label(standing.branch_id), count(*), count(*) FILTER (WHERE standing.linked), count(*) FILTER (WHERE standing.exempt AND NOT standing.linked), count(*) FILTER (WHERE NOT standing.linked AND NOT standing.exempt)
    FROM (SELECT member.branch_id,
            EXISTS (SELECT FROM field.linkage WHERE linkage.person_id = member.person_id AND linkage.valid @> ref.today()) AS linked,
            EXISTS (SELECT FROM field.linkage_exemption AS exemption WHERE exemption.person_id = member.person_id AND exemption.valid @> ref.today()) AS exempt
          FROM people.party_membership AS member WHERE member.valid @> ref.today()) AS standing
    GROUP BY standing.branch_id ORDER BY 5 DESC, 1;
END
$$;
COMMENT ON FUNCTION reporting.linkage_coverage() IS '各支部联系覆盖 | linkage coverage by party branch';

CREATE OR REPLACE FUNCTION reporting.visits_by_place(from_day date, to_day date) RETURNS TABLE (name text, month text, place_kind text, visits bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('visit');
    RETURN QUERY
    SELECT person.name, to_char(seen.on_day, 'YYYY-MM'), seen.kind, count(*)
    FROM (SELECT encounter.host_id AS person_id, encounter.held_on AS on_day, place.kind FROM field.encounter LEFT JOIN units.place ON place.id = encounter.place_id
          UNION ALL SELECT visit.visitor_id, visit.visited_on, 'home' FROM field.visit WHERE visit.mode = 'in_person') AS seen
    JOIN people.person ON person.id = seen.person_id
    WHERE seen.on_day BETWEEN from_day AND to_day AND EXISTS (SELECT FROM people.staff_post AS post WHERE post.staff_id = person.id AND post.is_leader AND post.valid @> seen.on_day)
    GROUP BY person.id, person.name, 2, seen.kind ORDER BY person.name COLLATE ref.pinyin, 2, 4 DESC;
END
$$;
COMMENT ON FUNCTION reporting.visits_by_place(date, date) IS '领导按场所的走访 | leaders'' visits by month and kind of place';

CREATE OR REPLACE FUNCTION reporting.issues_per_forum() RETURNS TABLE (held_on date, kind text, with_whom text, attendees int, utterances bigint, issues bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('visit');
    RETURN QUERY
    SELECT encounter.held_on, encounter.kind, CASE WHEN encounter.student_id IS NULL THEN encounter.with_whom END, encounter.attendee_count,
           count(DISTINCT utterance.id), count(DISTINCT source.issue_id) FILTER (WHERE NOT issue.is_restricted)
    FROM field.encounter LEFT JOIN work.utterance ON utterance.encounter_id = encounter.id LEFT JOIN work.issue_source AS source ON source.utterance_id = utterance.id LEFT JOIN work.issue ON issue.id = source.issue_id
    WHERE encounter.attendee_count > 4 GROUP BY encounter.id ORDER BY encounter.held_on DESC;
END
$$;
COMMENT ON FUNCTION reporting.issues_per_forum() IS '每次座谈带来的问题 | what came of each forum; encounters of fewer than five are not told';

CREATE OR REPLACE FUNCTION reporting.issues_by_area(from_day date, to_day date) RETURNS TABLE (area text, month text, issues bigint, percent numeric, change bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('issue');
    RETURN QUERY
    SELECT ref.label('issue_area', counted.area), to_char(counted.begins, 'YYYY-MM'), counted.issues, round(100.0 * counted.issues / nullif(sum(counted.issues) OVER (PARTITION BY counted.begins), 0), 1),
           counted.issues - lag(counted.issues) OVER (PARTITION BY counted.area ORDER BY counted.begins)
    FROM (SELECT kind.code AS area, months.begins, count(issue.id) AS issues
          FROM generate_series(date_trunc('month', from_day), date_trunc('month', to_day), interval '1 month') AS months (begins)
          CROSS JOIN (SELECT DISTINCT code.code FROM ref.code WHERE code.list = 'issue_area') AS kind
          LEFT JOIN work.issue ON issue.area = kind.code AND date_trunc('month', issue.heard_on) = months.begins AND NOT issue.is_restricted
          GROUP BY 1, 2) AS counted
    WHERE EXISTS (SELECT FROM work.issue WHERE issue.area = counted.area AND NOT issue.is_restricted)
    ORDER BY counted.begins DESC, counted.issues DESC;
END
$$;
COMMENT ON FUNCTION reporting.issues_by_area(date, date) IS '各领域的问题数与变化 | issues by area and month, their share and change';

CREATE OR REPLACE FUNCTION reporting.issue_backlog() RETURNS TABLE (area text, severity text, open_issues bigint, median_days int, oldest_days int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('issue');
    RETURN QUERY
    SELECT ref.label('issue_area', issue.area), registers.label_of('issue', 'severity', issue.severity), count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY ref.today() - issue.heard_on)::int, max(ref.today() - issue.heard_on)
    FROM work.issue WHERE NOT issue.is_restricted AND EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = issue.lifecycle AND step.state = issue.state AND step.is_open) GROUP BY issue.area, issue.severity ORDER BY 3 DESC;
END
$$;
COMMENT ON FUNCTION reporting.issue_backlog() IS '未结问题及其天数 | open issues and how old they are';

CREATE OR REPLACE FUNCTION reporting.task_slippage() RETURNS TABLE (unit text, tasks bigint, open_tasks bigint, overdue bigint, done_late bigint, mean_days_late numeric, extensions bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('issue');
    RETURN QUERY
    SELECT units.label(task.unit_id), count(*), count(*) FILTER (WHERE task.is_open), count(*) FILTER (WHERE task.is_open AND task.deadline < ref.today()),
           count(*) FILTER (WHERE task.done_on > task.deadline), round(avg(task.done_on - task.deadline) FILTER (WHERE task.done_on > task.deadline), 1), sum(task.extensions)::bigint
    FROM (SELECT task.unit_id, task.deadline, task.done_on, EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = task.lifecycle AND step.state = task.state AND step.is_open) AS is_open,
                 (SELECT count(*) FROM work.deadline_extension AS extension WHERE extension.issue_id = task.issue_id AND extension.state = 'approved') AS extensions
          FROM work.task JOIN work.issue ON issue.id = task.issue_id WHERE NOT issue.is_restricted) AS task
    GROUP BY task.unit_id ORDER BY 4 DESC, 2 DESC;
END
$$;
COMMENT ON FUNCTION reporting.task_slippage() IS '任务延误 | how tasks slip, by unit';

CREATE OR REPLACE FUNCTION reporting.results_by_area() RETURNS TABLE (area text, closed bigint, with_evidence bigint, satisfied bigint, reopened bigint, mean_days numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('issue');
    RETURN QUERY
    SELECT ref.label('issue_area', issue.area), count(*), count(*) FILTER (WHERE EXISTS (SELECT FROM work.result WHERE result.issue_id = issue.id AND btrim(coalesce(result.evidence, '')) <> '')),
           count(*) FILTER (WHERE EXISTS (SELECT FROM work.feedback WHERE feedback.issue_id = issue.id AND feedback.grade = 'satisfied')), count(*) FILTER (WHERE issue.cycle > 1),
           round(avg(issue.closed_on - issue.heard_on), 1)
    FROM work.issue WHERE issue.state = 'closed' AND NOT issue.is_restricted GROUP BY issue.area ORDER BY 2 DESC;
END
$$;
COMMENT ON FUNCTION reporting.results_by_area() IS '各领域的成效 | what was achieved, by area';

CREATE OR REPLACE FUNCTION reporting.load_per_leader() RETURNS TABLE (name text, issues_led bigint, overdue bigint, projects_led bigint, linkages bigint, open_orders bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('issue');
    RETURN QUERY
    SELECT person.name,
        (SELECT count(*) FROM work.issue WHERE issue.leader_id = person.id AND NOT issue.is_restricted AND EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = issue.lifecycle AND step.state = issue.state AND step.is_open)),
        (SELECT count(*) FROM work.issue WHERE issue.leader_id = person.id AND NOT issue.is_restricted AND issue.deadline_original < ref.today() AND EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = issue.lifecycle AND step.state = issue.state AND step.is_open)),
        (SELECT count(*) FROM registers.project WHERE project.lead_id = person.id AND EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = project.lifecycle AND step.state = project.state AND step.is_open)),
        (SELECT count(*) FROM field.linkage WHERE linkage.person_id = person.id AND linkage.valid @> ref.today()),
        (SELECT count(*) FROM work.supervision_order AS supervision WHERE supervision.responsible_id = person.id AND EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = supervision.lifecycle AND step.state = supervision.state AND step.is_open))
    FROM people.person WHERE EXISTS (SELECT FROM people.staff_post AS post WHERE post.staff_id = person.id AND post.is_leader AND post.valid @> ref.today())
    ORDER BY 2 DESC, person.name COLLATE ref.pinyin;
END
$$;
COMMENT ON FUNCTION reporting.load_per_leader() IS '各领导的在办事项 | what each leader carries';

CREATE OR REPLACE FUNCTION reporting.milestones_missed() RETURNS TABLE (unit text, milestones bigint, done_in_time bigint, done_late bigint, missed bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('issue');
    RETURN QUERY
    SELECT units.label(task.unit_id), count(*), count(*) FILTER (WHERE milestone.done_on <= milestone.planned_on), count(*) FILTER (WHERE milestone.done_on > milestone.planned_on),
           count(*) FILTER (WHERE milestone.done_on IS NULL AND milestone.planned_on < ref.today())
    FROM work.milestone JOIN work.task ON task.id = milestone.task_id JOIN work.issue ON issue.id = task.issue_id
    WHERE NOT issue.is_restricted AND task.state <> 'cancelled' GROUP BY task.unit_id ORDER BY 5 DESC;
END
$$;
COMMENT ON FUNCTION reporting.milestones_missed() IS '错过的节点 | milestones that were missed';

CREATE OR REPLACE FUNCTION reporting.published_share() RETURNS TABLE (month text, closed bigint, published bigint, withdrawn bigint, percent numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('issue');
    RETURN QUERY
    SELECT to_char(issue.closed_on, 'YYYY-MM'), count(*), count(*) FILTER (WHERE item.published), count(*) FILTER (WHERE item.withdrawn), round(100.0 * count(*) FILTER (WHERE item.published) / count(*), 1)
    FROM work.issue CROSS JOIN LATERAL (SELECT coalesce(bool_or(publication.published_on IS NOT NULL AND publication.state = 'published'), false) AS published,
                                               coalesce(bool_or(publication.state = 'withdrawn'), false) AS withdrawn FROM work.publication_item AS publication WHERE publication.issue_id = issue.id) AS item
    WHERE issue.state = 'closed' AND NOT issue.is_restricted GROUP BY 1 ORDER BY 1 DESC;
END
$$;
COMMENT ON FUNCTION reporting.published_share() IS '公布比例 | share of signed-off issues that were published';

CREATE OR REPLACE FUNCTION reporting.inspection_coverage() RETURNS TABLE (place_kind text, places bigint, inspected bigint, percent numeric, findings bigint, hazards bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('inspection');
    RETURN QUERY
    SELECT registers.label_of('place', 'kind', place.kind), count(*), count(*) FILTER (WHERE seen.times > 0), round(100.0 * count(*) FILTER (WHERE seen.times > 0) / count(*), 1), sum(seen.found)::bigint, sum(seen.hazards)::bigint
    FROM units.place CROSS JOIN LATERAL (SELECT
        (SELECT count(*) FROM registers.inspection WHERE inspection.place_id = place.id AND inspection.inspected_on >= term.starts_on) AS times,
        (SELECT count(*) FROM registers.inspection WHERE inspection.place_id = place.id AND inspection.inspected_on >= term.starts_on AND inspection.outcome = 'findings') AS found,
        (SELECT count(*) FROM registers.hazard WHERE hazard.place_id = place.id AND hazard.found_on >= term.starts_on) AS hazards
        FROM ref.semester AS term WHERE term.code = ref.semester_on(ref.today())) AS seen
    WHERE place.valid @> ref.today() GROUP BY place.kind ORDER BY 4, 1;
END
$$;
COMMENT ON FUNCTION reporting.inspection_coverage() IS '排查覆盖 | how much of each kind of place was inspected this term';

CREATE OR REPLACE FUNCTION reporting.conduct_counts() RETURNS TABLE (year int, reports bigint, concluded bigint, told bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('conduct_report');
    RETURN QUERY
    SELECT extract(year FROM report.created_at AT TIME ZONE 'Asia/Shanghai')::int, reporting.suppress(count(*)), reporting.suppress_part(count(report.concluded_on), count(*)),
           -- Of those that were concluded, and of all of them.
           CASE WHEN count(*) - count(report.told_on) BETWEEN 1 AND 4 THEN NULL ELSE reporting.suppress_part(count(report.told_on), count(report.concluded_on)) END
    FROM work.conduct_report AS report GROUP BY 1 ORDER BY 1 DESC;
END
$$;
COMMENT ON FUNCTION reporting.conduct_counts() IS '师德反映件数 | conduct reports by year; small counts are not told';

CREATE OR REPLACE FUNCTION reporting.points_by_rule() RETURNS TABLE (rule text, class text, entries bigint, points bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('points');
    RETURN QUERY
    -- Few are few students: many entries may be one child's.
    SELECT rule.title, units.label(placed.class_id), CASE WHEN count(DISTINCT entry.student_id) BETWEEN 1 AND 4 THEN NULL ELSE count(*) END, CASE WHEN count(DISTINCT entry.student_id) BETWEEN 1 AND 4 THEN NULL ELSE sum(entry.delta)::bigint END
    FROM registers.point_entry AS entry JOIN registers.point_rule AS rule ON rule.id = entry.point_rule_id
    LEFT JOIN people.class_placement AS placed ON placed.student_id = entry.student_id AND placed.valid @> entry.given_on
    GROUP BY rule.id, rule.title, placed.class_id ORDER BY rule.title COLLATE ref.pinyin, 2;
END
$$;
COMMENT ON FUNCTION reporting.points_by_rule() IS '各规则各班的积分 | points by rule and class; small counts are not told';

CREATE OR REPLACE FUNCTION reporting.rooms_done() RETURNS TABLE (title text, announced text, announced_minimum int, rooms bigint, rooms_accepted bigint, still_missing int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('project', 'see');
    RETURN QUERY
    SELECT listed.title, listed.announced_text, listed.announced_minimum, count(room.id), count(room.accepted_on), greatest(listed.announced_minimum - count(room.accepted_on)::int, 0)
    FROM registers.project_group AS listed JOIN registers.project ON project.project_group_id = listed.id JOIN registers.project_place AS room ON room.project_id = project.id
    WHERE access.may_record('project', 'see', project.unit_id, ARRAY[project.lead_id, project.created_by], NULL)
    GROUP BY listed.id ORDER BY listed.title COLLATE ref.pinyin;
END
$$;
COMMENT ON FUNCTION reporting.rooms_done() IS '房间验收与公布 | rooms accepted beside the number announced';

CREATE OR REPLACE FUNCTION reporting.complaints_around_projects() RETURNS TABLE (title text, unit text, deadline date, accepted_on date, days_late int, issues_before bigint, issues_after bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('issue');
    RETURN QUERY
    SELECT project.title, units.label(project.unit_id), project.deadline, project.accepted_on, greatest(coalesce(project.accepted_on, ref.today()) - project.deadline, 0),
        (SELECT count(*) FROM work.issue WHERE issue.unit_id = project.unit_id AND NOT issue.is_restricted AND issue.heard_on BETWEEN project.accepted_on - 180 AND project.accepted_on - 1),
        (SELECT count(*) FROM work.issue WHERE issue.unit_id = project.unit_id AND NOT issue.is_restricted AND issue.heard_on BETWEEN project.accepted_on AND project.accepted_on + 179)
    FROM registers.project WHERE project.accepted_on IS NOT NULL OR project.deadline < ref.today() ORDER BY project.deadline DESC;
END
$$;
COMMENT ON FUNCTION reporting.complaints_around_projects() IS '项目前后的意见 | issues of a unit in the 180 days before and after its project was accepted';

CREATE OR REPLACE FUNCTION reporting.left_behind_by_age() RETURNS TABLE (semester text, age int, by_state_council bigint, by_roll bigint, by_minors_law bigint, by_school bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('left_behind');
    RETURN QUERY
    WITH judged AS (
        SELECT record.semester, extract(year FROM age(least(ref.today(), term.ends_on), person.birth_date))::int AS years, kind.definition,
               care.left_behind_class(kind.definition, record.father_away, record.mother_away, record.home_parent_able, student.household_kind, person.birth_date, least(ref.today(), term.ends_on)) AS verdict
        FROM care.left_behind_record AS record JOIN people.person ON person.id = record.student_id JOIN people.student ON student.person_id = record.student_id JOIN ref.semester AS term ON term.code = record.semester
        CROSS JOIN (VALUES ('N1'), ('N2'), ('N3'), ('N4')) AS kind (definition)
    ), counted AS (
        SELECT judged.semester, judged.years, count(*) FILTER (WHERE definition = 'N1' AND verdict = 'yes') AS n1, count(*) FILTER (WHERE definition = 'N2' AND verdict = 'yes') AS n2,
               count(*) FILTER (WHERE definition = 'N3' AND verdict = 'yes') AS n3, count(*) FILTER (WHERE definition = 'N4' AND verdict = 'yes') AS n4 FROM judged GROUP BY 1, 2
    ), told AS (
        SELECT counted.semester, counted.years, CASE WHEN counted.n3 - counted.n1 BETWEEN 1 AND 4 OR counted.n4 - counted.n1 BETWEEN 1 AND 4 THEN NULL ELSE reporting.suppress(counted.n1) END AS n1,
               reporting.suppress(counted.n2) AS n2, CASE WHEN counted.n4 - counted.n3 BETWEEN 1 AND 4 THEN NULL ELSE reporting.suppress(counted.n3) END AS n3, reporting.suppress(counted.n4) AS n4
        FROM counted
    )
    -- The sums over the ages are those over the grades (reporting.left_behind_by_grade): what one leaves out, the other is not to give away.
    SELECT told.semester, told.years, reporting.hide_one_more(told.n1, bool_or(told.n1 IS NULL) OVER same_count, row_number() OVER (PARTITION BY told.semester ORDER BY nullif(told.n1, 0) NULLS LAST, told.years)),
           reporting.hide_one_more(told.n2, bool_or(told.n2 IS NULL) OVER same_count, row_number() OVER (PARTITION BY told.semester ORDER BY nullif(told.n2, 0) NULLS LAST, told.years)),
           reporting.hide_one_more(told.n3, bool_or(told.n3 IS NULL) OVER same_count, row_number() OVER (PARTITION BY told.semester ORDER BY nullif(told.n3, 0) NULLS LAST, told.years)),
           reporting.hide_one_more(told.n4, bool_or(told.n4 IS NULL) OVER same_count, row_number() OVER (PARTITION BY told.semester ORDER BY nullif(told.n4, 0) NULLS LAST, told.years))
    FROM told WINDOW same_count AS (PARTITION BY told.semester) ORDER BY told.semester DESC, told.years;
END
$$;
COMMENT ON FUNCTION reporting.left_behind_by_age() IS '留守学生数(按年龄、四种口径) | left-behind students by age and definition; small counts are not told';

CREATE OR REPLACE FUNCTION reporting.mandatory_report_counts() RETURNS TABLE (year int, reports bigint, within_a_day bigint, median_hours int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('mandatory_report');
    RETURN QUERY
    SELECT extract(year FROM report.noticed_at AT TIME ZONE 'Asia/Shanghai')::int, reporting.suppress(count(*)), reporting.suppress_part(count(*) FILTER (WHERE report.reported_at - report.noticed_at <= interval '24 hours'), count(*)),
           CASE WHEN count(*) BETWEEN 1 AND 4 THEN NULL ELSE (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM report.reported_at - report.noticed_at) / 3600))::int END
    FROM care.mandatory_report AS report GROUP BY 1 ORDER BY 1 DESC;
END
$$;
COMMENT ON FUNCTION reporting.mandatory_report_counts() IS '强制报告件数与用时 | mandatory reports by year and how soon they went out; small counts are not told';

CREATE OR REPLACE FUNCTION reporting.levels_by_grade() RETURNS TABLE (school_year text, grade text, level text, students bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('determination');
    RETURN QUERY
    SELECT determination.school_year, units.label(placed.grade_id), level.label_zh, reporting.suppress(count(*))
    FROM aid.determination JOIN aid.level ON level.level = determination.level LEFT JOIN reporting.placed_on(ref.today()) AS placed ON placed.student_id = determination.student_id
    WHERE determination.state IN ('determined', 'confirmed', 'ended') GROUP BY 1, 2, level.label_zh, level.sort_order ORDER BY 1 DESC, 2, level.sort_order;
END
$$;
COMMENT ON FUNCTION reporting.levels_by_grade() IS '各年级认定等级 | levels of determination by grade; small counts are not told';

CREATE OR REPLACE FUNCTION reporting.scholarship_winners() RETURNS TABLE (round text, class text, sex text, granted bigint, repeat_winners bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('scholarship');
    RETURN QUERY
    SELECT award_round.title, units.label(placed.class_id), CASE person.sex WHEN '1' THEN ref.say('男', 'male') WHEN '2' THEN ref.say('女', 'female') END, reporting.suppress(count(*)),
           reporting.suppress(count(*) FILTER (WHERE EXISTS (SELECT FROM aid.nomination AS earlier WHERE earlier.student_id = nomination.student_id AND earlier.state = 'granted' AND earlier.scholarship_round_id <> nomination.scholarship_round_id)))
    FROM aid.nomination JOIN aid.scholarship_round AS award_round ON award_round.id = nomination.scholarship_round_id JOIN people.person ON person.id = nomination.student_id
    LEFT JOIN people.class_placement AS placed ON placed.student_id = nomination.student_id AND placed.valid @> coalesce(award_round.closes_on, ref.today())
    WHERE nomination.state = 'granted' GROUP BY award_round.id, award_round.title, placed.class_id, person.sex ORDER BY award_round.title, 2;
END
$$;
COMMENT ON FUNCTION reporting.scholarship_winners() IS '奖学金获得者分布 | winners of scholarships by class and sex; small counts are not told';
