-- title: 项目前后的意见 | complaints before and after
-- question: 项目验收前后半年,牵头部门的问题各有多少? | How many issues had the unit in the half year before and after its project was accepted?
SELECT title, unit, deadline, accepted_on, days_late, issues_before, issues_after FROM reporting.complaints_around_projects();
