-- name: event_list :many
-- The log, newest first; for auditors.
-- null: of_person, of_student, of_action, of_class, from_day, to_day, before
-- notnull: id, happened_at, door, action, login_name
SELECT id, happened_at, person_id, person_name, login_name, door, action, record_class, class_label, record_key, student_id, student_name, purpose, detail, request
FROM audit.list_events(:of_person, :of_student, :of_action, :of_class, :from_day, :to_day, :before, :most);

-- name: seal_entries :maybe
-- Seals what was written since the last seal; answers the head of the chain.
-- notnull: number, sha256, sealed_at
SELECT number, sha256, sealed_at FROM audit.seal_entries();

-- name: seal_list :many
-- The seals, newest first.
-- notnull: number, sha256, sealed_at, events, versions
SELECT number, sealed_at, sha256, events, versions FROM audit.heads(:most);

-- name: verify :many
-- What does not fit in the log and the history, and what was checked.
-- notnull: kind, is_damage, source, message
SELECT kind, is_damage, seal_number, source, entry_id, message FROM audit.verify(:heads);

-- name: refused :one
-- Writes down that something was refused, in a transaction of its own.
SELECT audit.refused(:what, :sqlstate) AS written;

-- name: exported :exec
-- Writes down a file that left the school.
-- null: filters
SELECT audit.exported(:on_class, :what, :row_count, :file_sha256, :format, :filters);
