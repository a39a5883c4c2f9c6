-- title: 无在任牵头人的实事 | items without a living lead
-- question: 哪些实事没有牵头人,或牵头人已不在岗? | Which items have no lead, or one who is no longer in post?
SELECT title, registers.label_of('project', 'kind', kind) AS project_kind, deadline, lead_name FROM reporting.items_without_lead();
