-- title: 公开事项 | disclosures
-- question: 哪些事项公开了,在哪里? | Which matters are disclosed, and where?
SELECT matter, registers.label_of('disclosure', 'power', power) AS power, where_published, unit_label AS unit, from_day, to_day FROM registers.list_disclosures() ORDER BY from_day DESC;
