-- title: 信息报送 | briefs by unit
-- question: 各部门报送多少信息,刊发多少? | How many briefs did each unit write, and how many were placed?
SELECT unit_label AS unit, count(*) AS briefs, count(*) FILTER (WHERE state = 'placed') AS placed FROM field.list_briefs() GROUP BY unit_label ORDER BY briefs DESC;
