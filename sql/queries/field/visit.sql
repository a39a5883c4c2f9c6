-- name: add_visit :one
-- Records a visit of the caller's own.
-- null: heard, request
-- notnull: visit_id
SELECT field.add_visit(:student_id, :on_day, :mode, :heard, :request) AS visit_id;

-- name: visit_list :many
-- Visits within reach, newest first. Logged.
-- null: student_id, after
-- notnull: id, visited_on, visitor_name, mode, has_issue, total
SELECT id, visited_on, visitor_name, student_id, student_name, mode, heard, request, has_issue, total
FROM field.list_visits(:student_id, :only_mine, :after, :most);

-- name: quota_compliance :many
-- Leaders against their linkage quotas on a day.
-- notnull: person_id, name, kind, held, minimum, maximum, verdict
SELECT person_id, name, kind, held, minimum, maximum, verdict FROM field.quota_compliance(:on_day);
