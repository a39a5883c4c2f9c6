-- title: 单位的问题 | issues by unit
-- question: 各单位有多少未结、逾期、已销号的问题? | How many open, overdue and closed issues has each unit?
SELECT unit, open_issues, overdue, closed FROM reporting.issues_by_unit();
