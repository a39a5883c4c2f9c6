-- title: 未结问题 | backlog and age
-- question: 各领域还有多少未结问题,多少天了? | How many issues of each area are open, and how old are they?
SELECT area, severity, open_issues, median_days, oldest_days FROM reporting.issue_backlog();
