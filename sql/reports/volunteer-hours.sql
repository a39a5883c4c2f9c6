-- title: 志愿时长 | volunteer hours
-- question: 各支部每位党员志愿服务几次、几小时(已确认)? | How often and how many confirmed hours did each member of each branch volunteer?
SELECT activity.branch_label AS branch, served.person_name AS name, count(*) AS activities, sum(served.hours) FILTER (WHERE served.confirmed_by_name IS NOT NULL) AS hours
FROM field.list_volunteer_activities() AS activity CROSS JOIN LATERAL field.list_volunteer_activity_volunteer_hourss(activity.id) AS served GROUP BY 1, 2 ORDER BY 1, 4 DESC NULLS LAST;
