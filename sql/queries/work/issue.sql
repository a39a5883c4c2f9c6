-- name: issue_list :many
-- Issues within reach, open ones with the nearest deadline first.
-- null: state, area, unit_id, text
-- notnull: area_label, state_label, is_open, is_restricted, is_overdue, total
SELECT issue.id, issue.number, issue.title, issue.area, ref.label('issue_area', issue.area) AS area_label, issue.severity, issue.state,
       ref.say(state.label_zh, state.label_en) AS state_label, state.is_open, units.label(issue.unit_id) AS unit_label,
       coalesce(leader.name, issue.leader_name) AS leader_label, issue.heard_on, issue.deadline, issue.deadline_original, issue.closed_on,
       issue.working_days_late, issue.cycle, work.is_restricted(issue.id) AS is_restricted,
       coalesce(state.is_open AND issue.deadline_original < ref.today(), false) AS is_overdue, count(*) OVER () AS total
FROM work.issue
JOIN ref.lifecycle_state AS state ON state.lifecycle = issue.lifecycle AND state.state = issue.state
LEFT JOIN people.person AS leader ON leader.id = issue.leader_id
WHERE (:state::text IS NULL OR issue.state = :state OR (:state = 'open' AND state.is_open) OR (:state = 'overdue' AND state.is_open AND issue.deadline_original < ref.today()))
  AND (:area::text IS NULL OR issue.area = :area)
  AND (:unit_id::bigint IS NULL OR issue.unit_id = :unit_id)
  AND (:text::text IS NULL OR strpos(issue.title, :text) > 0 OR issue.number = :text)
ORDER BY state.is_open DESC, issue.deadline NULLS FIRST, issue.id DESC
LIMIT :most OFFSET :skip;

-- name: issue_head :maybe
-- An issue.
-- notnull: area_label, state_label, is_open, is_restricted, is_overdue
SELECT issue.id, issue.number, issue.title, issue.area, ref.label('issue_area', issue.area) AS area_label, issue.severity, issue.state,
       ref.say(state.label_zh, state.label_en) AS state_label, state.is_open, issue.unit_id, units.label(issue.unit_id) AS unit_label, issue.leader_id,
       coalesce(leader.name, issue.leader_name) AS leader_label, issue.heard_on, issue.deadline, issue.deadline_original, issue.closed_on,
       issue.working_days_late, issue.cycle, work.is_restricted(issue.id) AS is_restricted, work.raised_by_name(issue.id) AS raised_by_name,
       coalesce(state.is_open AND issue.deadline_original < ref.today(), false) AS is_overdue
FROM work.issue
JOIN ref.lifecycle_state AS state ON state.lifecycle = issue.lifecycle AND state.state = issue.state
LEFT JOIN people.person AS leader ON leader.id = issue.leader_id
WHERE issue.id = :issue_id;

-- name: issue_id_of_number :maybe
-- The issue of this number.
SELECT id FROM work.issue WHERE number = :number;

-- name: issue_events :many
-- What happened to an issue, oldest first.
-- notnull: to_state_label, action_label
SELECT event.id, event.action,
       coalesce((SELECT ref.say(step.label_zh, step.label_en) FROM ref.lifecycle_transition AS step WHERE step.lifecycle = 'issue' AND step.action = event.action LIMIT 1),
                CASE event.action WHEN 'report' THEN ref.say('登记', 'raised') WHEN 'import' THEN ref.say('台账导入', 'imported') WHEN 'task_done' THEN ref.say('任务完成', 'task done')
                     WHEN 'task_cancel' THEN ref.say('任务取消', 'task cancelled') ELSE event.action END) AS action_label,
       ref.state_label('issue', event.to_state) AS to_state_label, person.name AS person_name, event.happened_at, event.reason
FROM work.issue_event AS event LEFT JOIN people.person ON person.id = event.person_id
WHERE event.issue_id = :issue_id ORDER BY event.id;

-- name: issue_tasks :many
-- Tasks of an issue.
-- notnull: state_label, is_open, is_mine
SELECT task.id, task.measure, units.label(task.unit_id) AS unit_label, person.name AS person_name, task.deadline, task.state,
       ref.say(state.label_zh, state.label_en) AS state_label, state.is_open, task.done_on, task.cycle, coalesce(task.person_id = access.person_id(), false) AS is_mine
FROM work.task JOIN ref.lifecycle_state AS state ON state.lifecycle = task.lifecycle AND state.state = task.state
LEFT JOIN people.person ON person.id = task.person_id
WHERE task.issue_id = :issue_id ORDER BY task.cycle, task.id;

-- name: issue_milestones :many
-- Milestones of an issue's tasks.
SELECT milestone.id, milestone.task_id, milestone.ordinal, milestone.label, milestone.planned_on, milestone.done_on
FROM work.milestone JOIN work.task ON task.id = milestone.task_id WHERE task.issue_id = :issue_id ORDER BY milestone.task_id, milestone.ordinal;

-- name: issue_results :many
-- Results and sign-offs of an issue, one a cycle.
SELECT result.cycle, result.text, result.evidence, result.achieved_on, claimer.name AS claimed_by_name, signoff.verified_on,
       verifier.name AS verified_by_name, signoff.method
FROM work.result LEFT JOIN people.person AS claimer ON claimer.id = result.claimed_by
LEFT JOIN work.signoff ON signoff.issue_id = result.issue_id AND signoff.cycle = result.cycle
LEFT JOIN people.person AS verifier ON verifier.id = signoff.verified_by
WHERE result.issue_id = :issue_id ORDER BY result.cycle;

-- name: issue_actions :many
-- What the caller may do with an issue now.
-- notnull: action, label, condition
SELECT action, label, guard AS condition FROM work.issue_actions(:issue_id);

-- name: issue_conduct_report :many
-- The report behind a restricted issue, for discipline alone. Logged.
-- notnull: text
SELECT text, reporter_name, outcome FROM work.read_conduct_report(:issue_id);

-- name: add_issue :one
-- Raises an issue.
-- null: visit_id
-- notnull: issue_id
SELECT work.add_issue(:title, :area, :channel, :heard_on, :severity, :visit_id) AS issue_id;

-- name: decline_issue :exec
-- Declines an issue with a reason.
SELECT work.decline_issue(:issue_id, :reason);

-- name: assign_issue :exec
-- Gives an issue to a leader and a unit with a deadline.
SELECT work.assign_issue(:issue_id, :leader_id, :unit_id, :deadline);

-- name: claim_issue_done :exec
-- Claims that an issue is done, with its result and evidence.
SELECT work.claim_done(:issue_id, :result, :evidence);

-- name: verify_issue :exec
-- Verifies a claimed issue; by another than its doers and leader.
-- null: remark
SELECT work.verify_issue(:issue_id, :method, :remark);

-- name: return_issue :exec
-- Sends a claimed issue back to work.
SELECT work.return_issue(:issue_id, :reason);

-- name: close_issue :exec
-- Signs an issue off.
SELECT work.close_issue(:issue_id);

-- name: reopen_issue :exec
-- Reopens an issue with a reason and a new deadline.
SELECT work.reopen_issue(:issue_id, :reason, :deadline);
