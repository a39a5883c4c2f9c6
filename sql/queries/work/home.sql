-- name: home_counts :one
-- What waits for the caller: numbers for the home page.
-- notnull: overdue_tasks, open_tasks, to_assign, to_verify, to_close, to_approve
SELECT (SELECT count(*) FROM work.task JOIN ref.lifecycle_state AS state USING (lifecycle, state) WHERE task.person_id = (SELECT access.person_id()) AND state.is_open AND task.deadline < ref.today()) AS overdue_tasks,
       (SELECT count(*) FROM work.task JOIN ref.lifecycle_state AS state USING (lifecycle, state) WHERE task.person_id = (SELECT access.person_id()) AND state.is_open) AS open_tasks,
       (SELECT count(*) FROM work.issue WHERE state IN ('reported', 'accepted') AND access.may_all('issue', 'decide')) AS to_assign,
       (SELECT count(*) FROM work.issue WHERE state = 'done_claimed' AND access.may_all('issue', 'decide')) AS to_verify,
       (SELECT count(*) FROM work.issue WHERE state = 'verified' AND access.may_all('issue', 'decide')) AS to_close,
       (SELECT count(*) FROM work.publication_item WHERE state = 'text_written' AND access.may('publication', 'decide')) AS to_approve;
