-- Issues and tasks change state only here, along ref.lifecycle_transition. Whoever may not is told why.

-- The state that an action leads to; refuses with the actions that are allowed.
CREATE OR REPLACE FUNCTION work.next_state(of_lifecycle text, now_state text, wanted text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    found_state text;
    allowed text;
BEGIN
    SELECT to_state INTO found_state FROM ref.lifecycle_transition WHERE lifecycle = of_lifecycle AND action = wanted AND from_state = now_state;
    IF found_state IS NULL THEN
        SELECT string_agg(ref.say(label_zh, label_en), ref.say('、', ', ')) INTO allowed
        FROM ref.lifecycle_transition WHERE lifecycle = of_lifecycle AND from_state = now_state;
        RAISE EXCEPTION USING ERRCODE = 'NX001',
            MESSAGE = ref.say(format('现在的状态是“%s”,不能这样做。', ref.state_label(of_lifecycle, now_state)),
                              format('It is "%s" now; this cannot be done.', ref.state_label(of_lifecycle, now_state))),
            HINT = coalesce(ref.say('现在可以:', 'Possible now: ') || allowed, ref.say('已经了结。', 'It is finished.'));
    END IF;
    RETURN found_state;
END
$$;
COMMENT ON FUNCTION work.next_state(text, text, text) IS '某动作后的状态,不允许则拒绝 | state after an action; refuses what the life cycle does not allow';

-- Issues that the caller raised, leads or has a task of.
CREATE OR REPLACE FUNCTION work.my_issue_ids() RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
BEGIN
    RETURN QUERY SELECT issue.id FROM work.issue WHERE issue.raised_by = me OR issue.leader_id = me
        UNION SELECT task.issue_id FROM work.task WHERE task.person_id = me;
END
$$;
COMMENT ON FUNCTION work.my_issue_ids() IS '与我有关的问题 | issues that the caller raised, leads or works on';

CREATE OR REPLACE FUNCTION work.may_issue(wanted text, of_issue bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM work.issue WHERE issue.id = of_issue
          AND (access.may_all('issue', wanted) OR (issue.is_restricted AND access.may_all('conduct_report', wanted))
               OR issue.unit_id IN (SELECT access.unit_ids('issue', wanted))
               OR (issue.leader_id = access.person_id() AND 'led' = ANY (access.row_rules('issue', wanted)))
               OR (issue.id IN (SELECT work.my_issue_ids()) AND access.row_rules('issue', wanted) && '{involved,own,all,unit}'))
          AND (NOT issue.is_restricted OR access.may_all('conduct_report', 'see') OR access.may_all('issue', 'decide')));
END
$$;
COMMENT ON FUNCTION work.may_issue(text, bigint) IS '对某问题是否有权 | whether the caller may do this with an issue';

CREATE OR REPLACE FUNCTION work.require_issue(wanted text, of_issue bigint) RETURNS work.issue
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    found_issue work.issue;
BEGIN
    IF NOT work.may_issue('see', of_issue) THEN
        IF access.person_id() IS NULL THEN
            PERFORM access.refuse('issue', wanted);
        END IF;
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这个问题,或您无权查看。', 'There is no such issue, or you may not see it.');
    END IF;
    IF NOT work.may_issue(wanted, of_issue) THEN
        PERFORM access.refuse('issue', wanted);
    END IF;
    SELECT * INTO found_issue FROM work.issue WHERE id = of_issue FOR UPDATE;
    RETURN found_issue;
END
$$;
COMMENT ON FUNCTION work.require_issue(text, bigint) IS '要求对问题有权并锁定 | refuses unless permitted, and locks the issue';

-- Accepting, verifying and signing off belong to the party office and the task force; a leader who decides on the issues that he
-- leads gives them to another unit or sends them back.
CREATE OR REPLACE FUNCTION work.require_office(of_issue bigint) RETURNS work.issue
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    found_issue work.issue := work.require_issue('decide', of_issue);
BEGIN
    IF NOT work.is_office_of(found_issue) THEN
        PERFORM access.refuse('issue', 'decide');
    END IF;
    RETURN found_issue;
END
$$;
COMMENT ON FUNCTION work.require_office(bigint) IS '要求是受理销号的部门 | refuses whoever does not decide on all issues of this kind';

CREATE OR REPLACE FUNCTION work.is_office_of(of_issue work.issue) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN access.may_all('issue', 'decide') OR (of_issue.is_restricted AND access.may_all('conduct_report', 'decide'));
END
$$;
COMMENT ON FUNCTION work.is_office_of(work.issue) IS '是否受理销号的部门 | whether the caller''s office decides on all issues of this kind';

CREATE OR REPLACE FUNCTION work.move_issue(of_issue bigint, wanted text, why text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before text;
    after text;
BEGIN
    SELECT state INTO before FROM work.issue WHERE id = of_issue;
    after := work.take_step('issue', of_issue, wanted, why);
    INSERT INTO work.issue_event (issue_id, action, from_state, to_state, person_id, reason)
    VALUES (of_issue, wanted, before, after, access.person_id(), nullif(btrim(why), ''));
    PERFORM audit.record(wanted, 'issue', of_issue::text, NULL, NULL, NULL);
    RETURN after;
END
$$;
COMMENT ON FUNCTION work.move_issue(bigint, text, text) IS '改变问题状态并记入经过 | changes the state of an issue and notes it';

CREATE OR REPLACE FUNCTION work.require_reason(why text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    IF coalesce(btrim(why), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请写明原因。', 'State the reason.');
    END IF;
END
$$;
COMMENT ON FUNCTION work.require_reason(text) IS '要求写明原因 | refuses an empty reason';

CREATE OR REPLACE FUNCTION work.next_issue_number() RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    year text := extract(year FROM ref.today())::text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('work.issue.number'));
    RETURN (SELECT year || '-' || lpad((coalesce(max(substr(number, 6)::int), 0) + 1)::text, 4, '0') FROM work.issue
            WHERE number ~ ('^' || year || '-[0-9]{1,6}$'));
END
$$;
COMMENT ON FUNCTION work.next_issue_number() IS '下一个问题编号 | next issue number of the year';

-- What an issue about a teacher's conduct shows in its place.
CREATE OR REPLACE FUNCTION work.conduct_stub() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN '(师德师风反映,另行办理)';
COMMENT ON FUNCTION work.conduct_stub() IS '师德反映的存根文字 | what stands in the place of a conduct report';

-- Raised by anybody who may; from an utterance of a visit when one is named. A report on a teacher's conduct goes to
-- discipline before any unit sees it, and its stub keeps no text.
CREATE OR REPLACE FUNCTION work.add_issue(what text, in_area text, by_channel text, heard date, how_severe text, from_visit bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
    said bigint;
    visit_student bigint;
    restricted boolean := in_area = 'teacher_conduct';
BEGIN
    PERFORM access.require('issue', 'create');
    IF coalesce(btrim(what), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请写明问题。', 'Say what the problem is.');
    ELSIF NOT EXISTS (SELECT FROM ref.code WHERE list = 'issue_area' AND code = in_area AND valid @> ref.today()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say(format('没有问题类别“%s”。', in_area), format('There is no issue area "%s".', in_area)),
            HINT = (SELECT string_agg(code || ' ' || label_zh, ', ' ORDER BY sort_order) FROM ref.code WHERE list = 'issue_area' AND valid @> ref.today());
    ELSIF NOT EXISTS (SELECT FROM ref.code WHERE list = 'intake_channel' AND code = by_channel AND valid @> ref.today()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say(format('没有来源渠道“%s”。', by_channel), format('There is no channel "%s".', by_channel)),
            HINT = (SELECT string_agg(code || ' ' || label_zh, ', ' ORDER BY sort_order) FROM ref.code WHERE list = 'intake_channel' AND valid @> ref.today());
    ELSIF heard IS NULL OR heard > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请写发现日期,不能晚于今天。', 'Say when it was heard; that cannot lie in the future.');
    END IF;
    PERFORM ref.require_word('程度', 'the severity', how_severe, '{normal,high,urgent}');
    IF from_visit IS NOT NULL THEN
        SELECT student_id INTO visit_student FROM field.visit WHERE id = from_visit AND (visitor_id = access.person_id()
            OR access.may_all('visit', 'see') OR access.may_all('issue', 'decide') OR student_id IN (SELECT access.student_ids('visit', 'see')));
        IF NOT FOUND THEN
            RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这次走访,或您无权引用。', 'There is no such visit, or you may not refer to it.');
        END IF;
        SELECT id INTO said FROM work.utterance WHERE visit_id = from_visit ORDER BY id LIMIT 1;
    END IF;
    INSERT INTO work.issue (number, title, area, severity, raised_by, heard_on, is_restricted)
    VALUES (work.next_issue_number(), CASE WHEN restricted THEN work.conduct_stub() ELSE btrim(what) END, in_area, how_severe,
            access.person_id(), heard, restricted) RETURNING id INTO made;
    IF said IS NULL THEN
        INSERT INTO work.utterance (channel, text, raiser_id, heard_on, visit_id)
        VALUES (by_channel, CASE WHEN restricted THEN work.conduct_stub() ELSE btrim(what) END, visit_student, heard, from_visit) RETURNING id INTO said;
    END IF;
    INSERT INTO work.issue_source (issue_id, utterance_id) VALUES (made, said);
    IF restricted THEN
        INSERT INTO work.conduct_report (issue_id, text) VALUES (made, btrim(what));
    END IF;
    INSERT INTO work.issue_event (issue_id, action, to_state, person_id) VALUES (made, 'report', 'reported', access.person_id());
    PERFORM audit.record('write', 'issue', made::text, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION work.add_issue(text, text, text, date, text, bigint) IS '登记问题 | raises an issue';

CREATE OR REPLACE FUNCTION work.decline_issue(of_issue bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_office(of_issue);
    PERFORM work.move_issue(of_issue, 'decline', why);
END
$$;
COMMENT ON FUNCTION work.decline_issue(bigint, text) IS '不予受理 | declines an issue, with a reason';

CREATE OR REPLACE FUNCTION work.assign_issue(of_issue bigint, to_leader bigint, to_unit bigint, until date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before work.issue := work.require_issue('decide', of_issue);
BEGIN
    IF before.state <> 'assigned' AND NOT work.is_office_of(before) THEN
        PERFORM access.refuse('issue', 'decide');
    ELSIF to_leader IS NULL OR to_unit IS NULL OR until IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('交办须写明责任领导、责任部门和完成时限。', 'Assigning needs a leader, a unit and a deadline.');
    ELSIF until < ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('完成时限不能早于今天。', 'The deadline cannot lie in the past.');
    ELSIF NOT EXISTS (SELECT FROM people.staff WHERE person_id = to_leader) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('责任领导须是本校教职工。', 'The leader must be a member of staff.');
    ELSIF NOT EXISTS (SELECT FROM units.unit WHERE id = to_unit) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这个部门。', 'There is no such unit.');
    END IF;
    PERFORM work.move_issue(of_issue, 'assign', NULL);
    UPDATE work.issue SET leader_id = to_leader, leader_name = NULL, unit_id = to_unit, deadline = until,
           deadline_original = coalesce(deadline_original, until) WHERE id = of_issue;
END
$$;
COMMENT ON FUNCTION work.assign_issue(bigint, bigint, bigint, date) IS '交办 | gives an issue to a leader and a unit with a deadline';

-- Tasks are made by whoever answers for the issue; the first one starts the work. Milestones are planned back from the deadline.
CREATE OR REPLACE FUNCTION work.add_task(of_issue bigint, what text, by_person bigint, until date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    parent work.issue := work.require_issue('edit', of_issue);
    made bigint;
    last_day date := coalesce(until, parent.deadline);
BEGIN
    IF parent.state NOT IN ('assigned', 'in_progress') THEN
        PERFORM work.next_state('issue', parent.state, 'start');
    ELSIF last_day IS NULL OR last_day > parent.deadline THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004',
            MESSAGE = ref.say(format('任务时限不能晚于问题的完成时限(%s)。', parent.deadline), format('A task cannot end after its issue (%s).', parent.deadline));
    END IF;
    IF coalesce(btrim(what), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请写明任务。', 'Say what is to be done.');
    ELSIF by_person IS NOT NULL AND NOT EXISTS (SELECT FROM people.staff WHERE person_id = by_person) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('办理人须是本校教职工。', 'The person of a task must be a member of staff.');
    END IF;
    INSERT INTO work.task (issue_id, measure, unit_id, person_id, deadline, cycle)
    VALUES (of_issue, what, parent.unit_id, coalesce(by_person, access.person_id()), last_day, parent.cycle) RETURNING id INTO made;
    INSERT INTO work.milestone (task_id, ordinal, label, planned_on)
    SELECT made, template.ordinal, ref.say(template.label_zh, template.label_en), greatest(ref.today(), ref.add_working_days(last_day, template.offset_days))
    FROM work.milestone_template AS template;
    IF parent.state = 'assigned' THEN
        PERFORM work.move_issue(of_issue, 'start', NULL);
    END IF;
    RETURN made;
END
$$;
COMMENT ON FUNCTION work.add_task(bigint, text, bigint, date) IS '下达任务,倒排节点 | adds a task with milestones planned back from its deadline';

CREATE OR REPLACE FUNCTION work.finish_task(of_task bigint, wanted text, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before work.task;
BEGIN
    SELECT * INTO before FROM work.task WHERE id = of_task FOR UPDATE;
    IF before.id IS NULL OR NOT work.may_issue('see', before.issue_id) THEN
        IF access.person_id() IS NULL THEN
            PERFORM access.refuse('issue', 'edit');
        END IF;
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这项任务,或您无权查看。', 'There is no such task, or you may not see it.');
    ELSIF before.person_id IS DISTINCT FROM access.person_id() AND NOT work.may_issue('edit', before.issue_id) THEN
        PERFORM access.refuse('issue', 'edit');
    END IF;
    PERFORM work.take_step('task', of_task, wanted, why);
    UPDATE work.milestone SET done_on = ref.today() WHERE task_id = of_task AND done_on IS NULL AND wanted = 'done';
    INSERT INTO work.issue_event (issue_id, action, from_state, to_state, person_id, reason)
    SELECT issue.id, 'task_' || wanted, issue.state, issue.state, access.person_id(), coalesce(nullif(btrim(why), ''), before.measure)
    FROM work.issue WHERE issue.id = before.issue_id;
    PERFORM audit.record('task_' || wanted, 'issue', before.issue_id::text, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION work.finish_task(bigint, text, text) IS '任务完成或取消 | a task is done or cancelled';

CREATE OR REPLACE FUNCTION work.open_tasks_of(of_issue bigint) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    left_open bigint;
BEGIN
    SELECT count(*) INTO left_open FROM work.task JOIN ref.lifecycle_state USING (lifecycle, state) WHERE task.issue_id = of_issue AND is_open;
    RETURN CASE WHEN left_open > 0 THEN ref.say(format('还有 %s 项任务没有完成,先完成或取消。', left_open), format('%s task(s) are still open; finish or cancel them first.', left_open)) END;
END
$$;
COMMENT ON FUNCTION work.open_tasks_of(bigint) IS '未完成的任务(无则为空) | what is said of open tasks; NULL where there are none';

CREATE OR REPLACE FUNCTION work.claim_done(of_issue bigint, what_came text, proof text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before work.issue := work.require_issue('edit', of_issue);
BEGIN
    PERFORM work.next_state('issue', before.state, 'claim_done');
    IF coalesce(btrim(what_came), '') = '' OR coalesce(btrim(proof), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请写明整改成效和佐证。', 'State the result and the evidence.');
    ELSIF NOT EXISTS (SELECT FROM work.task WHERE issue_id = of_issue AND cycle = before.cycle AND state = 'done') AND work.open_tasks_of(of_issue) IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('本轮没有一项完成的任务。', 'No task of this cycle was done.');
    END IF;
    INSERT INTO work.result (issue_id, cycle, text, evidence, achieved_on, claimed_by)
    VALUES (of_issue, before.cycle, btrim(what_came), btrim(proof), ref.today(), access.person_id())
    ON CONFLICT (issue_id, cycle) DO UPDATE SET text = excluded.text, evidence = excluded.evidence,
        achieved_on = excluded.achieved_on, claimed_by = excluded.claimed_by;
    PERFORM work.move_issue(of_issue, 'claim_done', NULL);
END
$$;
COMMENT ON FUNCTION work.claim_done(bigint, text, text) IS '申请销号:写明成效与佐证 | claims that an issue is done, with result and evidence';

-- Whether this person did, claimed or answers for the work of the present cycle. A claim that was sent back counts too, or two
-- people could claim in turn and verify each other; so does a leader whom an imported ledger names in words only.
CREATE OR REPLACE FUNCTION work.has_done(of_issue bigint, somebody bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT EXISTS (
        SELECT FROM work.issue WHERE issue.id = of_issue AND (issue.leader_id = somebody
            OR strpos(issue.leader_name, (SELECT person.name FROM people.person WHERE person.id = somebody)) > 0
            OR EXISTS (SELECT FROM work.task WHERE task.issue_id = of_issue AND task.cycle = issue.cycle AND somebody IN (task.person_id, task.done_by))
            OR EXISTS (SELECT FROM work.result WHERE result.issue_id = of_issue AND result.cycle = issue.cycle AND result.claimed_by = somebody)
            OR EXISTS (SELECT FROM work.issue_event AS claim WHERE claim.issue_id = of_issue AND claim.action = 'claim_done' AND claim.person_id = somebody
                       AND claim.id > coalesce((SELECT max(again.id) FROM work.issue_event AS again
                                                WHERE again.issue_id = of_issue AND again.action = 'reopen'), 0))))
$$;
COMMENT ON FUNCTION work.has_done(bigint, bigint) IS '是否本轮办理人、申请人或责任领导 | whether somebody did, claimed or leads the work of this cycle';

-- Verified by another: no doer of this cycle, not the one who claimed it, not the accountable leader.
CREATE OR REPLACE FUNCTION work.verify_issue(of_issue bigint, by_method text, remarks text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before work.issue := work.require_office(of_issue);
    me bigint := access.person_id();
BEGIN
    PERFORM work.next_state('issue', before.state, 'verify');
    PERFORM ref.require_word('验收方式', 'the method', by_method, '{on_site,papers,call_back}');
    IF work.has_done(of_issue, me) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002',
            MESSAGE = ref.say('办理人和责任领导不能验收自己的事。', 'Whoever did or led the work cannot verify it.'),
            HINT = ref.say('请由党委办公室的另一位同志验收。', 'Let another member of the party office verify it.');
    ELSIF before.severity <> 'normal' AND by_method <> 'on_site' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('较重或紧急的问题须现场验收。', 'A severe or urgent issue is verified on site.');
    END IF;
    INSERT INTO work.signoff (issue_id, cycle, verified_by, method, verified_on, remark)
    VALUES (of_issue, before.cycle, me, by_method, ref.today(), nullif(btrim(remarks), ''));
    PERFORM work.move_issue(of_issue, 'verify', remarks);
END
$$;
COMMENT ON FUNCTION work.verify_issue(bigint, text, text) IS '验收(由他人) | verifies an issue; by another person';

CREATE OR REPLACE FUNCTION work.return_issue(of_issue bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_issue('decide', of_issue);
    PERFORM work.move_issue(of_issue, 'return', why);
END
$$;
COMMENT ON FUNCTION work.return_issue(bigint, text) IS '退回再办 | sends an issue back to work';

CREATE OR REPLACE FUNCTION work.close_issue(of_issue bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_office(of_issue);
    PERFORM work.move_issue(of_issue, 'close', NULL);
    -- Late by the first deadline of the cycle, whatever extensions followed.
    UPDATE work.issue SET working_days_late = greatest(0, ref.working_days_between(deadline_original, ref.today())) WHERE id = of_issue;
END
$$;
COMMENT ON FUNCTION work.close_issue(bigint) IS '销号 | signs an issue off';

CREATE OR REPLACE FUNCTION work.reopen_issue(of_issue bigint, why text, until date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_office(of_issue);
    PERFORM work.require_reason(why);
    IF until IS NULL OR until < ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('重新打开须写明新的完成时限(今天或以后)。', 'Reopening needs a new deadline, today or later.');
    END IF;
    PERFORM work.move_issue(of_issue, 'reopen', why);
    -- The new cycle is measured by its own first deadline, or it would be overdue on the day it begins.
    UPDATE work.issue SET cycle = cycle + 1, deadline = until, deadline_original = until, working_days_late = NULL WHERE id = of_issue;
END
$$;
COMMENT ON FUNCTION work.reopen_issue(bigint, text, date) IS '重新打开,进入下一轮 | reopens an issue; a new cycle begins';

-- What this person may do with this issue now: the life cycle allows it and so do the rights. For buttons; the functions decide.
CREATE OR REPLACE FUNCTION work.issue_actions(of_issue bigint) RETURNS TABLE (action text, label text, guard text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT step.action, ref.say(step.label_zh, step.label_en), ref.say(step.guard_zh, step.guard_en)
    FROM work.issue JOIN ref.lifecycle_transition AS step ON step.lifecycle = 'issue' AND step.from_state = issue.state
    WHERE issue.id = of_issue AND step.action <> 'start' AND work.may_issue('see', of_issue)
      AND work.may_issue(step.verb, of_issue)
      AND (step.action IN ('claim_done', 'return') OR (step.action = 'assign' AND issue.state = 'assigned') OR work.is_office_of(issue))
      AND (step.action <> 'verify' OR NOT work.has_done(issue.id, access.person_id()))
    UNION ALL
    SELECT 'add_task', ref.say('下达任务', 'add a task'), '' FROM work.issue
    WHERE issue.id = of_issue AND issue.state IN ('assigned', 'in_progress') AND work.may_issue('edit', of_issue)
    UNION ALL
    SELECT 'write_publication', ref.say('撰写公开文字', 'write public words'), '' FROM work.issue
    WHERE issue.id = of_issue AND issue.state = 'closed' AND NOT issue.is_restricted AND access.may('publication', 'create')
      AND work.may_issue('see', of_issue)
      AND NOT EXISTS (SELECT FROM work.publication_item AS item WHERE item.issue_id = issue.id AND item.state <> 'withdrawn')
$$;
COMMENT ON FUNCTION work.issue_actions(bigint) IS '现在可以做的事 | what the caller may do with an issue now';

CREATE OR REPLACE FUNCTION work.read_conduct_report(of_issue bigint) RETURNS TABLE (text text, reporter_name text, outcome text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    -- Not even that there is one is told to whom it is about, or to who is recused.
    IF NOT access.may_all('conduct_report', 'see')
       OR EXISTS (SELECT FROM work.conduct_report AS report WHERE report.issue_id = of_issue AND NOT work.may_conduct('see', report)) THEN
        RETURN;
    END IF;
    PERFORM audit.record('read', 'conduct_report', of_issue::text, NULL, NULL, NULL);
    RETURN QUERY SELECT report.text, report.reporter_name, report.outcome FROM work.conduct_report AS report WHERE report.issue_id = of_issue;
END
$$;
COMMENT ON FUNCTION work.read_conduct_report(bigint) IS '师德反映(留痕,仅纪检) | a conduct report; logged';
