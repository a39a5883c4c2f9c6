-- name: task_list :many
-- Tasks within reach, nearest deadline first.
-- type id: WorkTask.ID
-- type issue_id: WorkIssue.ID
-- notnull: id, issue_id, number, title, measure, deadline, state, state_label, is_open, is_overdue
SELECT id, issue_id, number, title, measure, unit_label, person_name, deadline, state, state_label, is_open, is_overdue, done_on
FROM work.list_tasks(:only_mine, :only_open, :only_overdue, :most);

-- name: add_task :one
-- Adds a task with milestones planned back from its deadline.
-- null: person_id, deadline
-- notnull: task_id
SELECT work.add_task(:issue_id, :measure, :person_id, :deadline) AS task_id;

-- name: finish_task :exec
-- A task is done or cancelled (action: done, cancel).
-- null: remark
SELECT work.finish_task(:task_id, :action, :remark);
