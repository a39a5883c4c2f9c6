-- title: 各领域的问题 | issues by area
-- question: 每月各领域听到多少问题,占多少,比上月多少? | How many issues of each area were heard in each month, what share, and what change?
-- parameter: from date | 起 | from
-- parameter: to date | 止 | to
SELECT area, month, issues, percent, change FROM reporting.issues_by_area(coalesce(:from::date, ref.today() - 180), coalesce(:to::date, ref.today())) WHERE issues > 0 OR change <> 0;
