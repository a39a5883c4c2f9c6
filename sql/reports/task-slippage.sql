-- title: 任务延误 | plan slippage
-- question: 各部门多少任务逾期、晚完成,平均晚几天? | How many tasks of each unit are overdue or were done late, and by how many days?
SELECT unit, tasks, open_tasks, overdue, done_late, mean_days_late, extensions FROM reporting.task_slippage();
