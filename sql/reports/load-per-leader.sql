-- title: 领导承办情况 | load per leader
-- question: 每位领导领办多少问题、实事、联系、督办? | How many issues, items, linkages and orders does each leader carry?
SELECT name, issues_led, overdue, projects_led, linkages, open_orders FROM reporting.load_per_leader();
