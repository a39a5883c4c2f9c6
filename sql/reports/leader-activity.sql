-- title: 领导走访情况 | leaders' activity
-- question: 每位领导每月走访、座谈几次? | How many visits and encounters had each leader, month by month?
-- parameter: from date | 起 | from
-- parameter: to date | 止 | to
SELECT name, month, visits, encounters FROM reporting.leader_activity(coalesce(:from::date, ref.today() - 180), coalesce(:to::date, ref.today()));
