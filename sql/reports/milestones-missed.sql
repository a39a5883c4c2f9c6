-- title: 错过的节点 | milestones missed
-- question: 各部门多少节点按时、晚了、错过? | How many milestones of each unit were met, late, missed?
SELECT unit, milestones, done_in_time, done_late, missed FROM reporting.milestones_missed();
