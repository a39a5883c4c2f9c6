-- title: 按时销号率 | on-time sign-off rate
-- question: 已销号的问题中,按原定时限办结的占多少? | Of the issues signed off, what share met the first deadline?
-- parameter: from date | 起始日期 | first day of sign-off
SELECT area_label AS area, count(*) AS closed, count(*) FILTER (WHERE closed_on <= deadline_original) AS on_time,
       round(100.0 * count(*) FILTER (WHERE closed_on <= deadline_original) / count(*), 1) AS percent
FROM reporting.issue WHERE closed_on IS NOT NULL AND (:from::date IS NULL OR closed_on >= :from) GROUP BY area_label ORDER BY percent, area_label COLLATE ref.pinyin;
