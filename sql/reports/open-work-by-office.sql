-- title: 各部门在办事项 | open work by office
-- question: 各部门手上有多少问题、任务、隐患、督办单、来信? | How many issues, tasks, hazards, orders and letters are open in each office?
SELECT unit, open_issues, open_tasks, open_hazards, open_orders, open_letters FROM reporting.open_work_by_office();
