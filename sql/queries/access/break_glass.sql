-- name: break_glass :one
-- Opens a student's records of a class for hours, in an emergency; logged, and reviewed by another.
-- notnull: look_id
SELECT access.break_glass(:student_id, :record_class, :reason, :hours) AS look_id;

-- name: breakable :many
-- Classes that the caller could break the glass for.
-- notnull: record_class, class_label
SELECT record_class, class_label FROM access.breakable(:student_id);

-- name: break_glass_list :many
-- Emergency looks: all for those who watch over them, else one's own.
-- notnull: id, person_id, person_name, student_id, student_name, record_class, class_label, reason, opened_at, ends_at, is_open, may_review
SELECT id, person_id, person_name, student_id, student_name, record_class, class_label, reason, opened_at, ends_at, is_open, reviewed_by_name, reviewed_at,
       was_justified, review_note, may_review
FROM access.list_break_glass(:only_unreviewed, :most);

-- name: unreviewed_break_glass :one
-- How many emergency looks nobody reviewed yet.
-- notnull: looks
SELECT access.unreviewed_break_glass() AS looks;

-- name: review_break_glass :exec
-- Reviews an emergency look of another person.
SELECT access.review_break_glass(:look_id, :justified, :note);
