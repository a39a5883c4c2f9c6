-- name: attachment_list :many
-- The attachments of a record.
-- notnull: id, file_name, media_type, byte_count, added_on, is_used_elsewhere
SELECT id, file_name, media_type, byte_count, note, added_on, added_by, is_used_elsewhere FROM storage.list_attachments(:owner_kind, :record_number);

-- name: add_attachment :one
-- Attaches a file to a record.
-- null: note
-- notnull: attachment_id
SELECT storage.add_attachment(:owner_kind, :record_number, :file_name, :bytes, :note) AS attachment_id;

-- name: read_attachment :one
-- The contents of an attachment; logged.
-- notnull: file_name, media_type, bytes
SELECT file_name, media_type, bytes FROM storage.read_attachment(:attachment_id);

-- name: remove_attachment :exec
-- Removes an attachment, with a reason.
SELECT storage.remove_attachment(:attachment_id, :reason);
