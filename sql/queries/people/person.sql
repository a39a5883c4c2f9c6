-- name: search_people :many
-- People in the directory by name, former name, class, staff or identity number. The search is logged.
-- notnull: id, name, sex, kind
SELECT id, name, sex, kind, unit FROM people.search(:term, :most);

-- name: person_card :maybe
-- A person of the directory.
-- type id: PeoplePerson.ID
-- type person_id: PeoplePerson.ID
-- notnull: id, name, sex, kind
SELECT id, name, sex, kind, posts, subject FROM people.card(:person_id);

-- name: staff_named :many
-- Members of staff of exactly this name or staff number.
-- type id: PeoplePerson.ID
-- notnull: id, name, staff_number, posts
SELECT id, name, staff_number, posts FROM people.staff_directory(:name);

-- name: staff_list :many
-- Members of staff, for choosing a responsible person.
-- type id: PeoplePerson.ID
-- notnull: id, name, staff_number, posts
SELECT id, name, staff_number, posts FROM people.staff_directory(NULL);
