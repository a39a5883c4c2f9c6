-- title: 督办单 | supervision orders
-- question: 各部门有多少督办单,退回几次? | How many orders has each unit, and how often were they sent back?
SELECT unit_label AS unit, count(*) AS orders, count(*) FILTER (WHERE state <> 'accepted') AS open_orders, sum(times_returned) AS times_returned, count(*) FILTER (WHERE state <> 'accepted' AND reply_by < ref.today()) AS overdue FROM work.list_supervision_orders() GROUP BY unit_label ORDER BY orders DESC;
