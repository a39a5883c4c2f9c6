-- name: student_aid :many
-- Determinations, categories and awards of a student. Logged.
-- notnull: kind, name, period, state
SELECT kind, name, period, amount, state FROM aid.read_student(:student_id);

-- name: aid_gap :many
-- Students entitled to a scheme who neither got nor refused it. Logged.
-- null: semester
-- notnull: student_id, student_name, category, scheme, basis, in_semester
SELECT student_id, student_name, class_label, category, scheme, basis, semester AS in_semester FROM aid.gap(:semester);
