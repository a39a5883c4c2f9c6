-- title: 领导深入一线 | visits per leader, place and month
-- question: 每位领导每月到了哪些场所、几次? | Where did each leader go in each month, and how often?
-- parameter: from date | 起 | from
-- parameter: to date | 止 | to
SELECT name, month, CASE WHEN place_kind = 'home' THEN ref.say('家中', 'home') ELSE registers.label_of('place', 'kind', place_kind) END AS place_kind, visits FROM reporting.visits_by_place(coalesce(:from::date, ref.today() - 180), coalesce(:to::date, ref.today()));
