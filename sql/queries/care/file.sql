-- name: care_file_list :many
-- Care files within reach, oldest first. Logged.
-- null: in_class, after
-- notnull: id, student_id, student_name, state, state_label, opened_on, total
SELECT id, student_id, student_name, class_label, state, state_label, concerns, carer_name, opened_on, next_review_on, last_contact_on, contact_due_on, total
FROM care.list_files(:only_open, :only_mine, :only_due, :in_class, :after, :most);

-- name: care_file_head :one
-- Head of a care file. Logged.
-- notnull: id, student_id, student_name, state, state_label, source, opened_on, may_write, may_edit, may_decide
SELECT id, student_id, student_name, class_label, state, state_label, source, carer_id, carer_name, opened_on, closed_on, close_reason, next_review_on,
       contact_every_days, last_contact_on, contact_due_on, may_write, may_edit, may_decide
FROM care.read_file(:file_id);

-- name: care_file_concerns :many
-- Concerns of a care file. Logged.
-- notnull: id, kind, opened_on
SELECT id, kind, coalesce(ref.label('concern_kind', kind), kind) AS kind_label, summary, opened_on, closed_on FROM care.read_concerns(:file_id);

-- name: care_file_notes :many
-- Notes of a care file. Logged.
-- notnull: id, written_at, author, text
SELECT id, written_at, author, text FROM care.read_notes(:file_id);

-- name: care_file_contacts :many
-- Contacts of a care file. Logged.
-- notnull: id, contacted_on, contacted_by, mode, outcome
SELECT id, contacted_on, contacted_by, mode, outcome, counterpart, minutes, summary FROM care.read_contacts(:file_id);

-- name: open_care_file :one
-- Opens a care file for a student with a first concern.
-- null: summary, carer_id, contact_days
-- notnull: file_id
SELECT care.open_file(:student_id, :concern_kind, :summary, :source, :carer_id, :contact_days) AS file_id;

-- name: add_care_note :one
-- Adds a note to a care file.
-- notnull: note_id
SELECT care.add_note(:file_id, :text) AS note_id;

-- name: log_care_contact :one
-- Logs a contact with the family.
-- null: counterpart, minutes, summary
-- notnull: contact_id
SELECT care.log_contact(:file_id, :on_day, :mode, :outcome, :counterpart, :minutes, :summary) AS contact_id;

-- name: hand_over_care_file :exec
-- Hands a file over to another carer.
SELECT care.hand_over(:file_id, :carer_id);

-- name: review_care_file :exec
-- Reviews a file for this semester.
-- null: remarks
SELECT care.review_file(:file_id, :result, :remarks);

-- name: close_care_file :exec
-- Closes a file with its reason.
SELECT care.close_file(:file_id, :reason);
