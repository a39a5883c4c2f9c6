-- name: retention_due :many
-- Records whose time has come, by the rules of retention.
-- notnull: student_id, student_name, record_class, left_on, due_on, basis
SELECT id AS student_id, student_name, (SELECT ref.say(label_zh, label_en) FROM access.record_class AS class WHERE class.record_class = due.record_class) AS class_label, record_class,
       left_on, due_on, basis
FROM people.list_retention_due() AS due;
