-- title: 任职经历 | who sat when
-- question: 谁在什么时候在哪个机构任什么职? | Who sat in which body, as what, from when to when?
SELECT body.title AS bodies, seat.person_name AS name, registers.label_of('body', 'seat', seat.seat) AS seat, seat.from_day, seat.to_day
FROM units.list_bodies() AS body CROSS JOIN LATERAL units.list_body_body_memberships(body.id) AS seat ORDER BY body.title COLLATE ref.pinyin, seat.from_day;
