-- name: student_profile :one
-- A student's page; parts that the caller may not see are NULL. Logged.
-- notnull: id, name, sex, sees_enrolment, sees_contact, sees_guardians, sees_care, sees_left_behind, sees_health_card, sees_diagnosis, sees_aid, may_open_file, may_visit
SELECT id, name, sex, class_label, birth_date, ethnicity, roll_number, masked_id, residence, household, dormitory_room, address, phones,
       sees_enrolment, sees_contact, sees_guardians, sees_care, sees_left_behind, sees_health_card, sees_diagnosis, sees_aid, may_open_file, may_visit
FROM people.student_profile(:student_id);

-- name: student_guardians :many
-- Guardians and entrusted carers of a student. Logged.
-- notnull: guardian_id, name, relation, kind, is_entrusted
SELECT guardian_id, name, relation, kind, phones, until, is_entrusted FROM people.guardians(:student_id);

-- name: student_care_files :many
-- Headings of a student's care files.
-- type id: CareFile.ID
-- notnull: id, state, state_label, opened_on
SELECT id, state, state_label, opened_on, closed_on FROM care.student_files(:student_id);

-- name: reveal_identifier :one
-- The whole identity number of a person, for a stated purpose. Logged.
SELECT people.reveal_identifier(:person_id, :purpose) AS number;

-- name: class_students :many
-- The students of a class today.
-- type id: PeoplePerson.ID
-- notnull: id, name, sex
SELECT id, name, sex FROM people.students_of_class(:class_id);

-- name: open_school_year :many
-- Opens a school year: classes are renamed, the top grade leaves, roles and linkages of the old year end. A dry run leaves nothing.
-- notnull: step, how_many
SELECT step, how_many, examples FROM people.open_school_year(:year, :dry_run);
