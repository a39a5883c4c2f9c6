-- name: student_aid :many
-- Determinations, categories and awards of a student. Logged.
-- notnull: kind, name, period, state
SELECT kind, name, period, amount, state FROM aid.read_student(:student_id);

-- name: aid_gap :many
-- Students entitled to a scheme who neither got nor refused it. Logged.
-- null: semester
-- notnull: student_id, student_name, category, scheme, basis, in_semester
SELECT student_id, student_name, class_label, category, scheme, basis, semester AS in_semester FROM aid.gap(:semester);

-- name: aid_match :one
-- Finds everyone who qualifies in a semester, from evidence and rules; answers how many are new. Nothing is awarded by it.
-- null: semester
-- notnull: found
SELECT aid.match(coalesce(:semester, ref.semester_on(ref.today()))) AS found;
