-- title: 志愿时长 | volunteer hours
-- question: 各支部活动几次? | How many activities had each branch?
SELECT branch_label AS branch, count(*) AS activities FROM field.list_volunteer_activities() GROUP BY branch_label ORDER BY activities DESC;
