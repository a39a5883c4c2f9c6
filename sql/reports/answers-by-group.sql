-- title: 代表委员意见 | answers by group
-- question: 两代表一委员各界别问了多少人,答复多少? | Of each group of delegates and members, how many were asked, and how many answered?
SELECT registers.label_of('public_capacity', 'kind', kind) AS capacity, count(DISTINCT capacity.id) AS people, count(DISTINCT capacity.id) FILTER (WHERE asked.id IS NOT NULL) AS asked, count(asked.answer) AS answers
FROM people.list_public_capacities() AS capacity LEFT JOIN LATERAL people.list_public_capacity_capacity_consultations(capacity.id) AS asked ON true GROUP BY kind ORDER BY kind;
