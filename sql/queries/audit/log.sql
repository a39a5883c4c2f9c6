-- name: seal :maybe
-- Seals the log and the history as far as they can be, and answers the head; none where nothing was ever written.
-- notnull: number, entry_count, sealed_at, head
SELECT number, entry_count, sealed_at, head FROM audit.seal_now();

-- name: heads :many
-- The newest heads of the chain.
-- notnull: number, entry_count, sealed_at, head
SELECT number, entry_count, sealed_at, head FROM audit.heads(:newest);

-- name: verify :many
-- Everything that does not fit the seals.
-- null: kept_number, kept_head
-- notnull: problem, words
SELECT problem, seal_number, source, entry_id, words FROM audit.verify(:kept_number, :kept_head);

-- name: coverage :one
-- What the seals cover, and what they do not.
-- notnull: seals, sealed_entries, unsealed_entries, missing_numbers
SELECT seals, sealed_entries, unsealed_entries, missing_numbers, newest_seal FROM audit.coverage();

-- name: entries :many
-- The log, newest first.
-- null: person_id, student_id, action, from_day, to_day, before_id
-- notnull: id, happened_at, login_name, door, action, detail
SELECT id, happened_at, person_id, person_name, login_name, door, action, record_class, record_key, student_id, purpose, detail
FROM audit.list(:person_id, :student_id, :action, :from_day, :to_day, :before_id, :newest);
