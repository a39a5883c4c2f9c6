-- name: left_behind_list :many
-- Left-behind records of a semester with the four derived definitions. Logged.
-- null: semester, in_class, after
-- notnull: id, student_id, student_name, semester_code, state, reported_kind, father_away, mother_away, by_state_council, by_roll, by_minors_law, by_school, total
SELECT id, student_id, student_name, class_label, semester AS semester_code, state, reported_kind, father_away, mother_away, father_place, mother_place, carer_name,
       carer_relation, carer_phone, calls_per_week, helper_name, by_state_council, by_roll, by_minors_law, by_school, total
FROM care.list_left_behind(:semester, :in_class, :after, :most);

-- name: student_left_behind :many
-- A student's left-behind records. Logged.
-- notnull: semester, state, reported_kind, father_away, mother_away
SELECT semester, state, reported_kind, father_away, father_place, mother_away, mother_place, calls_per_week, helper_name, note FROM care.read_left_behind(:student_id);

-- name: student_health :many
-- Health card and, for those who may, the record behind it. Logged.
SELECT sport_limit, first_aid, card_version, condition, institution, long_term_medication, notice_signed FROM care.read_health(:student_id);

-- name: confirm_left_behind :exec
-- Confirms a record's facts for this semester.
SELECT care.confirm_left_behind(:record_id);
