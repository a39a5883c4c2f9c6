-- title: 驻村 | secondments
-- question: 谁在哪里驻村,多久? | Who is seconded where, and for how long?
SELECT person_name AS name, from_day, to_day, coalesce(to_day, ref.today()) - from_day AS days FROM field.list_secondments() ORDER BY from_day DESC;
