-- name: calendar_entries :many
-- What is due, by the secret of a calendar address; nothing for a secret that there is not.
-- notnull: due_on, kind, subject, path
SELECT due_on, kind, subject, path FROM work.calendar_entries(:secret);

-- name: make_calendar_address :one
-- Makes a new calendar address of the caller's; the old one ends.
-- notnull: secret
SELECT work.make_calendar_address() AS secret;

-- name: end_calendar_address :exec
-- Ends the caller's calendar feed.
SELECT work.end_calendar_address();
