-- 三个清单台账: one wide row is an utterance, an issue, its task, its result and its sign-off. Next month's ledger is the same
-- issues again, some of them closed by then. What is about a teacher's conduct goes to a place of its own and leaves a stub.

CREATE OR REPLACE FUNCTION intake.raiser_name(cell text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN cell !~ '^(匿名.*|无名|佚名|不详|未知|不愿.*|保密)$' THEN cell END;
COMMENT ON FUNCTION intake.raiser_name(text) IS '反映人,匿名则空 | who raised it, NULL if anonymous';

CREATE OR REPLACE FUNCTION intake.is_closed(cell text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN cell IS NULL OR cell ~ '^(否|未.*|没有|不|×|进行中|整改中|办理中|在办|推进中)$' THEN false
            WHEN cell ~ '^(是|已.*|销号|完成|办结|√|✓)$' THEN true END;
COMMENT ON FUNCTION intake.is_closed(text) IS '是否销号 | whether it is signed off';

-- What was done about a conduct report, in one text: nothing of it stands among the tasks and results that units read.
CREATE OR REPLACE FUNCTION intake.conduct_outcome(measure text, outcome text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN nullif(concat_ws(E'\n', '措施:' || measure, '结果:' || outcome), '');
COMMENT ON FUNCTION intake.conduct_outcome(text, text) IS '师德反映的处理情况 | what was done about a conduct report';

-- occurrence: two entries may agree in problem, day and raiser and yet be two; they are told apart by their order.
CREATE OR REPLACE FUNCTION intake.issue_ledger_cells(in_batch bigint)
RETURNS TABLE (row_number int, verdict text, issue_id bigint, leader_id bigint, description text, area text, channel text, raiser text, found_on date,
               leader text, unit text, doer_id bigint, measure text, deadline date, done_on date, closed boolean, outcome text, feedback text,
               evidence text, restricted boolean, occurrence bigint)
LANGUAGE sql STABLE ROWS 300 SET search_path = '' AS $$
    SELECT line.row_number, line.verdict, line.other_id, line.person_id, line.clean ->> 'description', area.code,
           intake.code_of('intake_channel', line.clean ->> 'channel'), intake.raiser_name(line.clean ->> 'raiser'), intake.to_day(line.clean ->> 'found_on'),
           line.clean ->> 'leader', (intake.list_of(line.clean ->> 'unit'))[1], (intake.staff_named(line.clean ->> 'responsible_person')).person_id,
           line.clean ->> 'measure', intake.to_day(line.clean ->> 'deadline'), intake.to_day(line.clean ->> 'done_on'), intake.is_closed(line.clean ->> 'is_closed'),
           line.clean ->> 'outcome', line.clean ->> 'feedback', line.clean ->> 'evidence', area.code = 'teacher_conduct',
           CASE WHEN twin.row_number IS NULL THEN row_number() OVER (
               PARTITION BY twin.row_number IS NULL, line.clean ->> 'description', line.clean ->> 'found_on', intake.raiser_name(line.clean ->> 'raiser')
               ORDER BY CASE WHEN line.clean ->> 'sequence' ~ '^[0-9]{1,9}$' THEN (line.clean ->> 'sequence')::int END, line.row_number) END
    FROM intake.row AS line
    LEFT JOIN intake.twins(in_batch, true) AS twin ON twin.row_number = line.row_number
    CROSS JOIN LATERAL (SELECT intake.code_of('issue_area', line.clean ->> 'area') AS code) AS area
    WHERE line.batch_id = in_batch
$$;
COMMENT ON FUNCTION intake.issue_ledger_cells(bigint) IS '台账各行的含义 | what the rows of a ledger mean';

CREATE OR REPLACE FUNCTION intake.issue_ledger_differences(in_batch bigint) RETURNS TABLE (row_number int, part text)
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    RETURN QUERY
    SELECT cell.row_number, differing.part
    FROM intake.issue_ledger_cells(in_batch) AS cell
    JOIN work.issue ON issue.id = cell.issue_id
    LEFT JOIN LATERAL (SELECT * FROM work.task WHERE task.issue_id = issue.id AND task.cycle = issue.cycle ORDER BY task.id LIMIT 1) AS task ON true
    LEFT JOIN work.result ON result.issue_id = issue.id AND result.cycle = issue.cycle
    LEFT JOIN work.signoff ON signoff.issue_id = issue.id AND signoff.cycle = issue.cycle
    LEFT JOIN work.conduct_report ON conduct_report.issue_id = issue.id
    CROSS JOIN LATERAL (VALUES
        ('issue', (cell.leader_id IS NOT NULL AND cell.leader_id IS DISTINCT FROM issue.leader_id)
                  OR (cell.leader_id IS NULL AND cell.leader IS NOT NULL AND issue.leader_id IS NULL AND cell.leader IS DISTINCT FROM issue.leader_name)
                  OR (cell.unit IS NOT NULL AND coalesce(units.named('office', cell.unit), 0) IS DISTINCT FROM issue.unit_id)
                  OR (cell.deadline IS NOT NULL AND cell.deadline IS DISTINCT FROM issue.deadline)
                  OR (cell.area IS DISTINCT FROM issue.area AND NOT issue.is_restricted)),
        ('conduct', cell.restricted AND coalesce(cell.measure, cell.outcome) IS NOT NULL
                    AND intake.conduct_outcome(cell.measure, cell.outcome) IS DISTINCT FROM conduct_report.outcome),
        ('task', cell.measure IS NOT NULL AND (task.id IS NULL OR (NOT cell.restricted AND task.measure <> cell.measure))),
        ('task', task.id IS NOT NULL AND ((cell.done_on IS NOT NULL AND cell.done_on IS DISTINCT FROM task.done_on)
                 OR (cell.doer_id IS NOT NULL AND cell.doer_id IS DISTINCT FROM task.person_id) OR cell.deadline <> task.deadline)),
        ('close', cell.closed AND issue.state <> 'closed'),
        ('result', cell.outcome IS NOT NULL AND (result.id IS NULL OR (NOT cell.restricted AND result.text <> cell.outcome)
                   OR (NOT cell.restricted AND cell.evidence <> result.evidence))),
        ('signoff', cell.feedback IS NOT NULL AND NOT cell.restricted AND signoff.id IS NOT NULL AND cell.feedback IS DISTINCT FROM signoff.remark)
    ) AS differing (part, differs)
    WHERE differing.differs
    GROUP BY cell.row_number, differing.part;
END
$$;
COMMENT ON FUNCTION intake.issue_ledger_differences(bigint) IS '台账与已有问题的差别 | what differs between a ledger and the record';

CREATE OR REPLACE FUNCTION intake.judge_issue_ledger(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    about jsonb := (SELECT batch.context FROM intake.batch WHERE batch.id = in_batch);
    as_of date := coalesce(intake.to_day(coalesce(about ->> 'as_of', about ->> 'filled_on')), ref.today());
BEGIN
    UPDATE intake.row AS line SET person_id = (intake.staff_named(line.clean ->> 'leader')).person_id
    WHERE line.batch_id = in_batch AND line.clean ? 'leader';
    WITH known AS MATERIALIZED (
        SELECT said.issue_id, said.text, said.heard_on, said.raiser,
               row_number() OVER (PARTITION BY said.text, said.heard_on, said.raiser ORDER BY said.issue_id) AS occurrence
        FROM (SELECT issue_source.issue_id, coalesce(conduct_report.text, utterance.text) AS text, utterance.heard_on,
                     CASE WHEN conduct_report.id IS NULL THEN utterance.raiser_name ELSE conduct_report.reporter_name END AS raiser
              FROM work.issue_source JOIN work.utterance ON utterance.id = issue_source.utterance_id
              LEFT JOIN work.conduct_report ON conduct_report.issue_id = issue_source.issue_id) AS said
    )
    UPDATE intake.row AS line SET other_id = known.issue_id
    FROM intake.issue_ledger_cells(in_batch) AS cell
    JOIN known ON known.text = cell.description AND known.heard_on = cell.found_on AND coalesce(known.raiser, '') = coalesce(cell.raiser, '')
     AND known.occurrence = cell.occurrence
    WHERE line.batch_id = in_batch AND line.row_number = cell.row_number;
    PERFORM intake.find(in_batch, cell.row_number, found.field, found.code, found.cell, found.other)
    FROM intake.issue_ledger_cells(in_batch) AS cell
    JOIN intake.row AS line ON line.batch_id = in_batch AND line.row_number = cell.row_number
    LEFT JOIN work.issue ON issue.id = cell.issue_id
    CROSS JOIN LATERAL (VALUES
        ('description', 'description_missing', cell.description IS NULL, NULL, NULL),
        ('area', 'word_unknown', cell.area IS NULL, coalesce(line.clean ->> 'area', ''), intake.labels_of('issue_area')),
        ('channel', 'word_unknown', cell.channel IS NULL, coalesce(line.clean ->> 'channel', ''), intake.labels_of('intake_channel')),
        ('found_on', 'date_missing', NOT line.clean ? 'found_on', NULL, NULL),
        ('found_on', 'date_unreadable', line.clean ? 'found_on' AND cell.found_on IS NULL, line.clean ->> 'found_on', NULL),
        ('found_on', 'found_in_future', cell.found_on > ref.today(), cell.found_on::text, NULL),
        ('deadline', 'date_unreadable', line.clean ? 'deadline' AND cell.deadline IS NULL, line.clean ->> 'deadline', NULL),
        ('deadline', 'deadline_before_found', cell.deadline < cell.found_on, cell.deadline::text, cell.found_on::text),
        ('deadline', 'deadline_missing', NOT line.clean ? 'deadline' AND cell.measure IS NOT NULL AND issue.deadline IS NULL, NULL, NULL),
        ('done_on', 'date_unreadable', line.clean ? 'done_on' AND cell.done_on IS NULL, line.clean ->> 'done_on', NULL),
        ('done_on', 'done_before_found', cell.done_on < cell.found_on, cell.done_on::text, cell.found_on::text),
        ('done_on', 'done_in_future', cell.done_on > as_of, cell.done_on::text, as_of::text),
        ('is_closed', 'word_unknown', cell.closed IS NULL, line.clean ->> 'is_closed', '是、否'),
        ('done_on', 'closed_without_date', cell.closed AND NOT line.clean ? 'done_on', NULL, NULL),
        ('leader', 'leader_not_matched', cell.leader IS NOT NULL AND cell.leader_id IS NULL, cell.leader, NULL),
        ('responsible_person', 'person_not_matched', line.clean ? 'responsible_person' AND cell.doer_id IS NULL, line.clean ->> 'responsible_person', NULL),
        ('is_closed', 'issue_closed_already', NOT cell.closed AND issue.state = 'closed', issue.closed_on::text, NULL),
        ('area', 'area_crosses_conduct', cell.restricted <> issue.is_restricted, line.clean ->> 'area', NULL)
    ) AS found (field, code, holds, cell, other)
    WHERE found.holds;
    UPDATE intake.row AS line SET verdict = CASE WHEN line.other_id IS NULL THEN 'new'
        WHEN line.row_number IN (SELECT differing.row_number FROM intake.issue_ledger_differences(in_batch) AS differing) THEN 'change' ELSE 'same' END
    WHERE line.batch_id = in_batch;
    PERFORM intake.find(in_batch, line.row_number, NULL, 'issue_settled_already', ref.state_label('issue', issue.state))
    FROM intake.row AS line JOIN work.issue ON issue.id = line.other_id
    WHERE line.batch_id = in_batch AND line.verdict = 'change' AND issue.state IN ('merged', 'declined');
    PERFORM intake.settle(in_batch, true);
END
$$;
COMMENT ON FUNCTION intake.judge_issue_ledger(bigint) IS '判定三个清单台账 | judges a ledger of the three lists';

-- Numbers go up within the year in which the issue was heard, in the order of the ledger.
CREATE OR REPLACE FUNCTION intake.issue_ledger_add_issues(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('work.issue.number'));
    UPDATE intake.row AS line SET other_id = nextval(pg_get_serial_sequence('work.issue', 'id'))
    FROM (SELECT every.row_number FROM intake.row AS every WHERE every.batch_id = in_batch AND every.verdict = 'new' ORDER BY every.row_number) AS fresh
    WHERE line.batch_id = in_batch AND line.row_number = fresh.row_number;
    WITH cell AS MATERIALIZED (
        SELECT * FROM intake.issue_ledger_cells(in_batch) AS every WHERE every.verdict = 'new'
    ), highest AS (
        SELECT left(issue.number, 4) AS year, max(substr(issue.number, 6)::int) AS number FROM work.issue WHERE issue.number ~ '^\d{4}-\d+$' GROUP BY left(issue.number, 4)
    ), issue AS (
        INSERT INTO work.issue (id, number, title, area, unit_id, leader_id, leader_name, raised_by, heard_on, deadline_original, deadline, state,
                                closed_on, working_days_late, is_restricted) OVERRIDING SYSTEM VALUE
        SELECT cell.issue_id,
               year.label || '-' || lpad((coalesce(highest.number, 0) + row_number() OVER (PARTITION BY year.label ORDER BY cell.row_number))::text, 4, '0'),
               CASE WHEN cell.restricted THEN work.conduct_stub() ELSE cell.description END, cell.area, units.named('office', cell.unit), cell.leader_id,
               CASE WHEN cell.leader_id IS NULL THEN cell.leader END, access.person_id(), cell.found_on, cell.deadline, cell.deadline,
               CASE WHEN cell.closed THEN 'closed' WHEN cell.measure IS NOT NULL THEN 'in_progress' ELSE 'reported' END,
               CASE WHEN cell.closed THEN cell.done_on END,
               CASE WHEN cell.closed THEN greatest(0, ref.working_days_between(cell.deadline, cell.done_on)) END, cell.restricted
        FROM cell CROSS JOIN LATERAL (SELECT to_char(cell.found_on, 'YYYY') AS label) AS year LEFT JOIN highest ON highest.year = year.label
        RETURNING id
    ), numbered AS MATERIALIZED (
        SELECT cell.*, nextval(pg_get_serial_sequence('work.utterance', 'id')) AS utterance_id FROM cell
    ), utterance AS (
        INSERT INTO work.utterance (id, channel, text, raiser_name, heard_on) OVERRIDING SYSTEM VALUE
        SELECT numbered.utterance_id, numbered.channel, CASE WHEN numbered.restricted THEN work.conduct_stub() ELSE numbered.description END,
               CASE WHEN NOT numbered.restricted THEN numbered.raiser END, numbered.found_on FROM numbered RETURNING id
    ), source AS (
        INSERT INTO work.issue_source (issue_id, utterance_id) SELECT numbered.issue_id, numbered.utterance_id FROM numbered RETURNING utterance_id
    ), conduct AS (
        INSERT INTO work.conduct_report (issue_id, text, reporter_name, outcome)
        SELECT cell.issue_id, cell.description, cell.raiser, intake.conduct_outcome(cell.measure, cell.outcome) FROM cell WHERE cell.restricted RETURNING id
    ), event AS (
        INSERT INTO work.issue_event (issue_id, action, to_state, reason)
        SELECT cell.issue_id, 'import', CASE WHEN cell.closed THEN 'closed' WHEN cell.measure IS NOT NULL THEN 'in_progress' ELSE 'reported' END,
               '台账导入 | imported with a ledger' FROM cell RETURNING id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation)
    SELECT in_batch, 'work.issue', issue.id, 'INSERT' FROM issue
    UNION ALL SELECT in_batch, 'work.utterance', utterance.id, 'INSERT' FROM utterance
    UNION ALL SELECT in_batch, 'work.issue_source', source.utterance_id, 'INSERT' FROM source
    UNION ALL SELECT in_batch, 'work.conduct_report', conduct.id, 'INSERT' FROM conduct
    UNION ALL SELECT in_batch, 'work.issue_event', event.id, 'INSERT' FROM event;
END
$$;
COMMENT ON FUNCTION intake.issue_ledger_add_issues(bigint) IS '登记台账中的新问题 | enters the issues that are new';

CREATE OR REPLACE FUNCTION intake.apply_issue_ledger(in_batch bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    as_of date := (SELECT intake.sheet_day(batch.context) FROM intake.batch WHERE batch.id = in_batch);
BEGIN
    PERFORM intake.make_units(in_batch, 'office', ARRAY(SELECT DISTINCT cell.unit FROM intake.issue_ledger_cells(in_batch) AS cell WHERE cell.verdict IN ('new', 'change')));
    PERFORM intake.issue_ledger_add_issues(in_batch);
    -- Tasks and results of new issues are "different" too: they are not there yet. The issue itself changes after them.
    WITH differing AS MATERIALIZED (
        SELECT found.part, cell.*, issue.cycle, issue.state, issue.deadline AS issue_deadline
        FROM intake.issue_ledger_differences(in_batch) AS found
        JOIN intake.issue_ledger_cells(in_batch) AS cell ON cell.row_number = found.row_number
        JOIN work.issue ON issue.id = cell.issue_id
        WHERE cell.verdict IN ('new', 'change')
    ), first_task AS MATERIALIZED (
        SELECT DISTINCT ON (task.issue_id) task.id, task.issue_id FROM work.task JOIN differing ON differing.issue_id = task.issue_id AND differing.cycle = task.cycle
        ORDER BY task.issue_id, task.id
    ), task AS (
        INSERT INTO work.task (issue_id, measure, unit_id, person_id, deadline, state, done_on, done_by, cycle)
        SELECT differing.issue_id, CASE WHEN differing.restricted THEN work.conduct_stub() ELSE differing.measure END, units.named('office', differing.unit),
               differing.doer_id, coalesce(differing.deadline, differing.issue_deadline), CASE WHEN differing.done_on IS NULL THEN 'in_progress' ELSE 'done' END,
               differing.done_on, CASE WHEN differing.done_on IS NOT NULL THEN differing.doer_id END, differing.cycle
        FROM differing WHERE differing.part = 'task' AND differing.issue_id NOT IN (SELECT first_task.issue_id FROM first_task) RETURNING id
    ), task_changed AS (
        UPDATE work.task AS held
        SET measure = CASE WHEN differing.restricted THEN held.measure ELSE coalesce(differing.measure, held.measure) END,
            person_id = coalesce(differing.doer_id, held.person_id), deadline = coalesce(differing.deadline, held.deadline),
            state = CASE WHEN differing.done_on IS NOT NULL THEN 'done' ELSE held.state END, done_on = coalesce(differing.done_on, held.done_on),
            done_by = CASE WHEN differing.done_on IS NOT NULL THEN coalesce(differing.doer_id, held.done_by, held.person_id) ELSE held.done_by END
        FROM differing JOIN first_task ON first_task.issue_id = differing.issue_id WHERE differing.part = 'task' AND held.id = first_task.id RETURNING held.id
    ), result AS (
        INSERT INTO work.result (issue_id, cycle, text, evidence, achieved_on)
        SELECT differing.issue_id, differing.cycle, CASE WHEN differing.restricted THEN work.conduct_stub() ELSE differing.outcome END,
               CASE WHEN differing.restricted THEN work.conduct_stub() ELSE coalesce(differing.evidence, '台账导入,未附佐证') END, coalesce(differing.done_on, as_of)
        FROM differing WHERE differing.part = 'result'
          AND NOT EXISTS (SELECT FROM work.result AS held WHERE held.issue_id = differing.issue_id AND held.cycle = differing.cycle) RETURNING id
    ), result_changed AS (
        UPDATE work.result AS held SET text = differing.outcome, evidence = coalesce(differing.evidence, held.evidence)
        FROM differing WHERE differing.part = 'result' AND NOT differing.restricted AND held.issue_id = differing.issue_id AND held.cycle = differing.cycle RETURNING held.id
    ), signoff AS (
        INSERT INTO work.signoff (issue_id, cycle, method, verified_on, remark)
        SELECT issue.id, issue.cycle, 'imported', cell.done_on, CASE WHEN NOT cell.restricted THEN cell.feedback END
        FROM intake.issue_ledger_cells(in_batch) AS cell JOIN work.issue ON issue.id = cell.issue_id
        WHERE cell.verdict IN ('new', 'change') AND cell.closed
          AND NOT EXISTS (SELECT FROM work.signoff AS held WHERE held.issue_id = issue.id AND held.cycle = issue.cycle) RETURNING id
    ), signoff_changed AS (
        UPDATE work.signoff AS held SET remark = differing.feedback
        FROM differing WHERE differing.part = 'signoff' AND held.issue_id = differing.issue_id AND held.cycle = differing.cycle RETURNING held.id
    ), conduct_changed AS (
        UPDATE work.conduct_report AS held SET outcome = intake.conduct_outcome(differing.measure, differing.outcome)
        FROM differing WHERE differing.part = 'conduct' AND held.issue_id = differing.issue_id RETURNING held.id
    ), changed AS MATERIALIZED (
        SELECT differing.issue_id, bool_or(differing.part = 'close') AS closes, bool_or(differing.part = 'task') AS has_task, min(differing.row_number) AS row_number
        FROM differing WHERE differing.verdict = 'change' GROUP BY differing.issue_id
    ), event AS (
        INSERT INTO work.issue_event (issue_id, action, from_state, to_state, reason)
        SELECT issue.id, 'import', issue.state, CASE WHEN changed.closes THEN 'closed' ELSE 'in_progress' END, '台账导入 | imported with a ledger'
        FROM changed JOIN work.issue ON issue.id = changed.issue_id
        WHERE changed.closes OR (changed.has_task AND issue.state IN ('reported', 'accepted', 'assigned')) RETURNING id
    ), issue_changed AS (
        UPDATE work.issue AS held
        SET leader_id = coalesce(cell.leader_id, held.leader_id),
            leader_name = CASE WHEN coalesce(cell.leader_id, held.leader_id) IS NULL THEN coalesce(cell.leader, held.leader_name) END,
            unit_id = coalesce(units.named('office', cell.unit), held.unit_id), deadline = coalesce(cell.deadline, held.deadline),
            -- The first deadline stays the one that is measured.
            deadline_original = coalesce(held.deadline_original, cell.deadline),
            area = CASE WHEN held.is_restricted THEN held.area ELSE cell.area END,
            state = CASE WHEN changed.closes THEN 'closed' WHEN changed.has_task AND held.state IN ('reported', 'accepted', 'assigned') THEN 'in_progress' ELSE held.state END,
            closed_on = CASE WHEN changed.closes THEN cell.done_on ELSE held.closed_on END,
            working_days_late = CASE WHEN changed.closes THEN greatest(0, ref.working_days_between(coalesce(held.deadline_original, cell.deadline), cell.done_on))
                                     ELSE held.working_days_late END
        FROM changed JOIN intake.issue_ledger_cells(in_batch) AS cell ON cell.row_number = changed.row_number
        WHERE held.id = changed.issue_id RETURNING held.id
    )
    INSERT INTO intake.change (batch_id, table_name, row_key, operation)
    SELECT in_batch, 'work.task', task.id, 'INSERT' FROM task
    UNION ALL SELECT in_batch, 'work.task', task_changed.id, 'UPDATE' FROM task_changed
    UNION ALL SELECT in_batch, 'work.result', result.id, 'INSERT' FROM result
    UNION ALL SELECT in_batch, 'work.result', result_changed.id, 'UPDATE' FROM result_changed
    UNION ALL SELECT in_batch, 'work.signoff', signoff.id, 'INSERT' FROM signoff
    UNION ALL SELECT in_batch, 'work.signoff', signoff_changed.id, 'UPDATE' FROM signoff_changed
    UNION ALL SELECT in_batch, 'work.conduct_report', conduct_changed.id, 'UPDATE' FROM conduct_changed
    UNION ALL SELECT in_batch, 'work.issue_event', event.id, 'INSERT' FROM event
    UNION ALL SELECT in_batch, 'work.issue', issue_changed.id, 'UPDATE' FROM issue_changed;
    -- The words of a conduct report stay nowhere but in the report, not even with the rows of the import.
    UPDATE intake.row AS line
    SET clean = line.clean - '{description,raiser,measure,outcome,feedback,evidence}'::text[], raw = line.raw - '{description,raiser,measure,outcome,feedback,evidence}'::text[]
    FROM work.issue
    WHERE line.batch_id = in_batch AND issue.id = line.other_id AND issue.is_restricted;
END
$$;
COMMENT ON FUNCTION intake.apply_issue_ledger(bigint) IS '写入三个清单台账 | applies a ledger of the three lists';
