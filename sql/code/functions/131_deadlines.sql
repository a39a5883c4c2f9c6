-- What is due, told to whom it concerns: nothing is stored, so nothing is told wrongly after a deadline has moved.

-- The level that a day has reached: the last rule that it has passed.
CREATE OR REPLACE FUNCTION work.escalation_level(due_on date) RETURNS work.escalation_rule
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT rule FROM work.escalation_rule AS rule
    WHERE rule.days_late <= CASE WHEN due_on < ref.today() THEN ref.working_days_between(due_on, ref.today()) ELSE -ref.working_days_between(ref.today(), due_on) END
    ORDER BY rule.days_late DESC LIMIT 1
$$;
COMMENT ON FUNCTION work.escalation_level(date) IS '期限已到的提醒级别 | the level of reminder that a day has reached';

-- The level of each day near today, all at once: a list of deadlines would else count working days for each. What is older has reached what its first day has.
CREATE OR REPLACE FUNCTION work.escalation_calendar() RETURNS TABLE (due_on date, level text, goes_to text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    WITH counted AS (
        SELECT listed.day, sum(CASE WHEN coalesce(marked.kind = 'make_up', extract(isodow FROM listed.day) < 6) THEN 1 ELSE 0 END) OVER (ORDER BY listed.day) AS working_days
        FROM (SELECT ref.today() + step AS day FROM generate_series(-200, 90) AS step) AS listed
        LEFT JOIN ref.calendar_day AS marked ON marked.day = listed.day AND marked.kind IN ('holiday', 'make_up')
    )
    SELECT counted.day, reached.level, reached.goes_to
    FROM counted CROSS JOIN (SELECT working_days FROM counted WHERE day = ref.today()) AS now
    CROSS JOIN LATERAL (SELECT rule.level, rule.goes_to FROM work.escalation_rule AS rule WHERE rule.days_late <= now.working_days - counted.working_days ORDER BY rule.days_late DESC LIMIT 1) AS reached
$$;
COMMENT ON FUNCTION work.escalation_calendar() IS '今日前后各日期所到的提醒级别 | the level that each day near today has reached';

-- Everything with a deadline that concerns a person: as the one who does it; as the leader who answers for it once it is late; as the office that steers once
-- it is later. Titles say the number of a thing, never what it is about: they go into calendars and onto screens that others see.
CREATE OR REPLACE FUNCTION work.deadlines_of(somebody bigint, steers boolean)
RETURNS TABLE (due_on date, level text, subject_kind text, subject text, path text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' SET jit = off AS $$
DECLARE
    cycle ref.lifecycle;
    oldest date := ref.today() - 200;
    -- What is open is few beside what was ever done.
    open_tasks text[] := ARRAY(SELECT step.state FROM ref.lifecycle_state AS step WHERE step.lifecycle = 'task' AND step.is_open);
    open_issues text[] := ARRAY(SELECT step.state FROM ref.lifecycle_state AS step WHERE step.lifecycle = 'issue' AND step.is_open);
    days date[];
    levels text[];
    goals text[];
BEGIN
    SELECT array_agg(listed.due_on ORDER BY listed.due_on), array_agg(listed.level ORDER BY listed.due_on), array_agg(listed.goes_to ORDER BY listed.due_on) INTO days, levels, goals
    FROM work.escalation_calendar() AS listed;
    RETURN QUERY
    SELECT task.deadline, rule.level, 'task', issue.number, '/issues/' || issue.id
    FROM work.task JOIN work.issue ON issue.id = task.issue_id
    JOIN unnest(days, levels, goals) AS rule (day, level, goes_to) ON rule.day = greatest(task.deadline, oldest)
    WHERE task.lifecycle = 'task' AND task.state = ANY (open_tasks)
      AND (task.person_id = somebody OR (rule.goes_to <> 'doer' AND issue.leader_id = somebody)
           OR (steers AND rule.goes_to IN ('party_office', 'meeting') AND NOT issue.is_restricted));
    RETURN QUERY
    SELECT milestone.planned_on, rule.level, 'milestone', issue.number || ' · ' || milestone.ordinal, '/issues/' || issue.id
    FROM work.milestone JOIN work.task ON task.id = milestone.task_id JOIN work.issue ON issue.id = task.issue_id
    JOIN unnest(days, levels, goals) AS rule (day, level, goes_to) ON rule.day = greatest(milestone.planned_on, oldest)
    WHERE task.lifecycle = 'task' AND task.state = ANY (open_tasks) AND milestone.done_on IS NULL AND milestone.planned_on < task.deadline AND task.person_id = somebody;
    RETURN QUERY
    SELECT issue.deadline, rule.level, 'issue', issue.number, '/issues/' || issue.id
    FROM work.issue
    JOIN unnest(days, levels, goals) AS rule (day, level, goes_to) ON rule.day = greatest(issue.deadline, oldest)
    WHERE issue.lifecycle = 'issue' AND issue.state = ANY (open_issues) AND issue.deadline IS NOT NULL
      AND (issue.leader_id = somebody OR (steers AND rule.goes_to IN ('party_office', 'meeting') AND NOT issue.is_restricted));
    RETURN QUERY
    SELECT due.due_on, rule.level, 'contact', '#' || file.id, '/care-files/' || file.id
    FROM care.file JOIN care.contact_rule ON contact_rule.file_id = file.id AND contact_rule.valid @> ref.today()
    LEFT JOIN care.last_contact AS latest ON latest.file_id = file.id
    CROSS JOIN LATERAL (SELECT coalesce(latest.reached_on, file.opened_on) + contact_rule.every_days AS due_on) AS due
    JOIN unnest(days, levels, goals) AS rule (day, level, goes_to) ON rule.day = greatest(due.due_on, oldest)
    WHERE file.closed_on IS NULL AND file.state = 'active' AND file.carer_id = somebody;
    RETURN QUERY
    SELECT file.next_review_on, rule.level, 'review', '#' || file.id, '/care-files/' || file.id
    FROM care.file JOIN unnest(days, levels, goals) AS rule (day, level, goes_to) ON rule.day = greatest(file.next_review_on, oldest)
    WHERE file.closed_on IS NULL AND file.carer_id = somebody AND file.next_review_on IS NOT NULL;
    -- Whatever else has a life cycle and a day by which it is due.
    FOR cycle IN SELECT * FROM ref.lifecycle WHERE lifecycle.due_column IS NOT NULL LOOP
        RETURN QUERY EXECUTE format($query$
            SELECT due.due_on, rule.level, %L::text, '#' || due.id, '/registers/' || (SELECT register FROM registers.register WHERE register.lifecycle = %L LIMIT 1) || '/' || due.id
            FROM (SELECT found_record.id, found_record.%I AS due_on, ARRAY[%s]::bigint[] AS people FROM %s AS found_record
                  JOIN ref.lifecycle_state ON lifecycle_state.lifecycle = %L AND lifecycle_state.state = found_record.state AND lifecycle_state.is_open
                  WHERE found_record.%I IS NOT NULL) AS due
            JOIN unnest($2, $3, $4) AS rule (day, level, goes_to) ON rule.day = greatest(due.due_on, $5)
            WHERE $1 = ANY (due.people)
            $query$, cycle.lifecycle, cycle.lifecycle, cycle.due_column,
            (SELECT string_agg(format('found_record.%I', name), ', ') FROM unnest(cycle.person_columns) AS name), cycle.table_name::regclass, cycle.lifecycle, cycle.due_column)
            USING somebody, days, levels, goals, oldest;
    END LOOP;
END
$$;
COMMENT ON FUNCTION work.deadlines_of(bigint, boolean) IS '与某人有关的期限 | deadlines that concern somebody';

CREATE OR REPLACE FUNCTION work.subject_label(of_kind text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT CASE of_kind WHEN 'task' THEN ref.say('任务', 'task') WHEN 'milestone' THEN ref.say('节点', 'milestone') WHEN 'issue' THEN ref.say('问题', 'issue')
        WHEN 'contact' THEN ref.say('家校联系', 'contact with a family') WHEN 'review' THEN ref.say('学期评估', 'review of a file')
        ELSE (SELECT ref.say(label_zh, label_en) FROM ref.lifecycle WHERE lifecycle = of_kind) END
$$;
COMMENT ON FUNCTION work.subject_label(text) IS '到期事项的类别名称 | what kind of thing is due';

CREATE OR REPLACE FUNCTION work.list_reminders(of_level text DEFAULT NULL)
RETURNS TABLE (id bigint, due_on date, level text, subject_kind text, subject text, path text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
BEGIN
    IF me IS NULL THEN
        PERFORM access.refuse('issue', 'see');
    END IF;
    RETURN QUERY
    SELECT row_number() OVER (ORDER BY due.due_on, due.subject), due.due_on, due.level, work.subject_label(due.subject_kind), due.subject, due.path
    FROM work.deadlines_of(me, access.may_all('issue', 'decide')) AS due
    WHERE of_level IS NULL OR due.level = of_level ORDER BY due.due_on, due.subject LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION work.list_reminders(text) IS '我的到期提醒 | what is due that concerns me';

-- A calendar feed: the address holds a secret of 256 bits; only its digest is kept. A new address ends the old one.
CREATE OR REPLACE FUNCTION work.make_calendar_address() RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
    secret text := encode(extensions.gen_random_bytes(32), 'hex');
BEGIN
    IF me IS NULL THEN
        PERFORM access.refuse('issue', 'see');
    END IF;
    INSERT INTO work.calendar_feed (person_id, token_sha256) VALUES (me, sha256(convert_to(secret, 'UTF8')))
    ON CONFLICT (person_id) DO UPDATE SET token_sha256 = excluded.token_sha256, made_at = now(), last_read_on = NULL;
    PERFORM audit.record('calendar_address', 'issue', NULL, NULL, NULL, NULL);
    RETURN secret;
END
$$;
COMMENT ON FUNCTION work.make_calendar_address() IS '生成新的日历订阅地址(旧的作废) | makes a new calendar address; the old one ends';

CREATE OR REPLACE FUNCTION work.end_calendar_address() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    DELETE FROM work.calendar_feed WHERE person_id = access.person_id();
    PERFORM audit.record('calendar_address_ended', 'issue', NULL, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION work.end_calendar_address() IS '停用日历订阅 | ends one''s calendar feed';

-- What the feed shows: days, kinds and numbers. No name, no title: the address may end up anywhere.
CREATE OR REPLACE FUNCTION work.calendar_entries(secret text)
RETURNS TABLE (due_on date, kind text, subject text, path text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_person bigint;
BEGIN
    IF secret IS NULL OR secret !~ '^[0-9a-f]{64}$' THEN
        RETURN;
    END IF;
    SELECT feed.person_id INTO of_person FROM work.calendar_feed AS feed JOIN auth.account ON account.person_id = feed.person_id AND account.disabled_at IS NULL
    WHERE feed.token_sha256 = sha256(convert_to(secret, 'UTF8'));
    IF of_person IS NULL THEN
        RETURN;
    END IF;
    UPDATE work.calendar_feed SET last_read_on = ref.today() WHERE calendar_feed.person_id = of_person AND calendar_feed.last_read_on IS DISTINCT FROM ref.today();
    RETURN QUERY SELECT due.due_on, work.subject_label(due.subject_kind), due.subject, due.path FROM work.deadlines_of(of_person, false) AS due ORDER BY due.due_on LIMIT 1000;
END
$$;
COMMENT ON FUNCTION work.calendar_entries(text) IS '日历订阅的内容(凭密钥) | entries of a calendar feed, by its secret';
