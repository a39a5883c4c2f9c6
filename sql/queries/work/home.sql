-- name: home_counts :one
-- What waits for the caller: numbers for the home page.
-- notnull: overdue_tasks, open_tasks, to_assign, to_verify, to_close, to_approve
SELECT overdue_tasks, open_tasks, to_assign, to_verify, to_close, to_approve FROM work.home_counts();
