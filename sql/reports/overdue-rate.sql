-- title: 各部门逾期率 | overdue rate by unit
-- question: 各部门到期的问题中,按原定时限逾期未销号的占多少? | Of the issues that fell due, what share is open past the first deadline, by unit?
SELECT unit_label AS unit, count(*) FILTER (WHERE deadline_original < ref.today()) AS due, count(*) FILTER (WHERE is_overdue) AS overdue,
       round(100.0 * count(*) FILTER (WHERE is_overdue) / nullif(count(*) FILTER (WHERE deadline_original < ref.today()), 0), 1) AS percent
FROM reporting.issue GROUP BY unit_label ORDER BY percent DESC NULLS LAST, unit_label COLLATE ref.pinyin;
