-- name: task_list :many
-- Tasks within reach, nearest deadline first.
-- notnull: state_label, is_open, is_overdue
SELECT task.id, task.issue_id, issue.number, issue.title, task.measure, units.label(task.unit_id) AS unit_label, person.name AS person_name, task.deadline,
       task.state, ref.say(state.label_zh, state.label_en) AS state_label, state.is_open, state.is_open AND task.deadline < ref.today() AS is_overdue, task.done_on
FROM work.task JOIN work.issue ON issue.id = task.issue_id
JOIN ref.lifecycle_state AS state ON state.lifecycle = task.lifecycle AND state.state = task.state
LEFT JOIN people.person ON person.id = task.person_id
WHERE (NOT :only_mine::boolean OR task.person_id = (SELECT access.person_id()))
  AND (NOT :only_open::boolean OR state.is_open)
  AND (NOT :only_overdue::boolean OR (state.is_open AND task.deadline < ref.today()))
ORDER BY state.is_open DESC, task.deadline, task.id LIMIT :most;

-- name: add_task :one
-- Adds a task with milestones planned back from its deadline.
-- null: person_id, deadline
-- notnull: task_id
SELECT work.add_task(:issue_id, :measure, :person_id, :deadline) AS task_id;

-- name: finish_task :exec
-- A task is done or cancelled (action: done, cancel).
-- null: remark
SELECT work.finish_task(:task_id, :action, :remark);
