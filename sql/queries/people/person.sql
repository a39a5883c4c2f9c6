-- name: search_people :many
-- People in the directory by name, former name, class, staff or identity number. The search is logged.
-- notnull: id, name, sex, kind
SELECT id, name, sex, kind, unit FROM people.search(:term, :most);

-- name: person_card :maybe
-- A person of the directory.
-- notnull: kind
SELECT person.id, person.name, person.sex,
       CASE WHEN EXISTS (SELECT FROM people.student WHERE student.person_id = person.id) THEN 'student'
            WHEN EXISTS (SELECT FROM people.staff WHERE staff.person_id = person.id) THEN 'staff' ELSE 'other' END AS kind,
       (SELECT string_agg(staff_post.post, '、') FROM people.staff_post WHERE staff_post.staff_id = person.id AND staff_post.valid @> ref.today()) AS posts,
       (SELECT staff.subject FROM people.staff WHERE staff.person_id = person.id) AS subject
FROM people.person WHERE person.id = :id;

-- name: staff_named :many
-- Members of staff of exactly this name or staff number.
-- notnull: posts
SELECT person.id, person.name, staff.staff_number,
       coalesce((SELECT string_agg(staff_post.post, '、') FROM people.staff_post WHERE staff_post.staff_id = person.id AND staff_post.valid @> ref.today()), '') AS posts
FROM people.staff JOIN people.person ON person.id = staff.person_id
WHERE person.name = :name OR staff.staff_number = :name
ORDER BY staff.staff_number;

-- name: staff_list :many
-- Members of staff, for choosing a responsible person.
-- notnull: posts
SELECT person.id, person.name, staff.staff_number,
       coalesce((SELECT string_agg(staff_post.post, '、') FROM people.staff_post WHERE staff_post.staff_id = person.id AND staff_post.valid @> ref.today()), '') AS posts
FROM people.staff CROSS JOIN LATERAL (SELECT person.id, person.name FROM people.person WHERE person.id = staff.person_id OFFSET 0) AS person
ORDER BY person.name COLLATE ref.pinyin, staff.staff_number;
