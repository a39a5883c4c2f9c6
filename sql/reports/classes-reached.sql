-- title: 活动覆盖班级 | classes reached
-- question: 每次活动到了几个班、多少人? | How many classes and people did each activity reach?
SELECT registers.label_of('activity', 'kind', activity.kind) AS activity_kind, activity.title, activity.held_on, count(reached.id) AS classes, coalesce(sum(reached.attended), activity.attended) AS attended
FROM care.list_activities() AS activity LEFT JOIN LATERAL care.list_activity_activity_classs(activity.id) AS reached ON true WHERE activity.held_on IS NOT NULL
GROUP BY activity.id, activity.kind, activity.title, activity.held_on, activity.attended ORDER BY activity.held_on DESC;
