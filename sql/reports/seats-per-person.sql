-- title: 机构任职 | seats per person
-- question: 谁在哪些机构任职? | Who sits in which bodies?
SELECT person_name AS name, string_agg(body.title, '、') AS bodies, count(*) AS seats FROM units.list_bodies() AS body CROSS JOIN LATERAL units.list_body_body_memberships(body.id) AS seat WHERE seat.to_day IS NULL GROUP BY person_name ORDER BY seats DESC;
