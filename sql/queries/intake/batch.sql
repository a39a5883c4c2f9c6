-- name: open_batch :one
-- Begins an import of one sheet; rows follow by COPY into intake.row_loading.
-- notnull: batch_id
SELECT intake.open_batch(:form, :file_name, :sheet_name, :file_sha256::bytea, :context::jsonb) AS batch_id;

-- name: judge_batch :exec
-- Judges every row of a batch.
SELECT intake.judge(:batch_id);

-- name: commit_batch :exec
-- Writes what the judgement allows into the records.
SELECT intake.commit(:batch_id);

-- name: drop_batch :exec
-- Gives a batch up before it was committed.
SELECT intake.drop_batch(:batch_id);

-- name: undo_batch :exec
-- Takes a committed batch back while nothing was built on it.
SELECT intake.undo(:batch_id);

-- name: batch_summary :one
-- Counts of the verdicts of a batch.
-- notnull: form, form_label, state, row_count, new_count, change_count, same_count, duplicate_count, ask_count, refused_count
SELECT form, form_label, state, row_count, new_count, change_count, same_count, duplicate_count, ask_count, refused_count FROM intake.summary(:batch_id);

-- name: batch_findings :many
-- What was found in the rows of a batch.
-- notnull: row_number, code, effect, message
SELECT row_number, field, column_heading, code, effect, coalesce(message, '') AS message, verdict FROM intake.findings(:batch_id);

-- name: refused_rows :many
-- Rows that did not go in, as they were, with the reasons.
-- notnull: row_number, raw, reason
SELECT row_number, raw, reason FROM intake.refused_rows(:batch_id);

-- name: batch_list :many
-- The caller's own batches, newest first.
-- notnull: id, form, form_label, file_name, sheet_name, state, state_label, loaded_by_name, opened_at, row_count, new_count, change_count, same_count, duplicate_count, ask_count, refused_count
SELECT id, form, form_label, file_name, sheet_name, state, state_label, loaded_by_name, opened_at, committed_at, undone_at, row_count, new_count, change_count,
       same_count, duplicate_count, ask_count, refused_count FROM intake.batches();

-- name: importable_forms :many
-- Forms with their names.
SELECT form, ref.say(label_zh, label_en) AS label FROM intake.form ORDER BY form;
