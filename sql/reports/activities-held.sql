-- title: 活动举办情况 | activities held
-- question: 心理健康教育和助考活动办了几次,多少人参加? | How many activities were held, with how many people?
SELECT registers.label_of('activity', 'kind', kind) AS activity_kind, title, planned_on, held_on, attended, ref.state_label('activity', state) AS state FROM care.list_activities() ORDER BY planned_on DESC;
