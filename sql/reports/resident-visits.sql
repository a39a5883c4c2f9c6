-- title: 帮扶居民走访 | visits to residents
-- question: 每位帮扶居民走访了几次? | How often was each resident visited?
SELECT name, helper_name, visit_every_days, ref.state_label('resident', state) AS state FROM people.list_residents() ORDER BY name;
