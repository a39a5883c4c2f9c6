-- name: record_history :many
-- Who changed what and when in a record and its parts, newest first. Logged.
-- notnull: part, part_label, row_key, operation, column_name, column_label
SELECT changed_at, changed_by, changed_by_name, part, part_label, row_key, operation, column_name, column_label, old_value, new_value, request, transaction_number
FROM history.of_record(:record, :key, :skip, :most);

-- name: record_as_of :many
-- A record and its parts as they stood at a moment. Logged.
-- notnull: part, row_key, state
SELECT part, row_key, state FROM history.as_of(:record, :key, :moment);
