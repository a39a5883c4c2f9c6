-- title: 重新打开率 | reopened rate
-- question: 销号后又重新打开的问题占多少? | What share of issues was opened again after sign-off?
SELECT area_label AS area, count(*) AS issues, count(*) FILTER (WHERE cycle > 1) AS reopened,
       round(100.0 * count(*) FILTER (WHERE cycle > 1) / count(*), 1) AS percent
FROM reporting.issue WHERE closed_on IS NOT NULL OR cycle > 1 GROUP BY area_label ORDER BY percent DESC, area_label COLLATE ref.pinyin;
