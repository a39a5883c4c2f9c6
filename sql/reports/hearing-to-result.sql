-- title: 从听到到办结的天数 | days from hearing to result
-- question: 从听到问题到销号要多少天(中位数、九成)? | How many days from hearing to sign-off (median, 90th percentile)?
SELECT area_label AS area, count(*) AS closed, percentile_disc(0.5) WITHIN GROUP (ORDER BY closed_on - heard_on) AS median_days,
       percentile_disc(0.9) WITHIN GROUP (ORDER BY closed_on - heard_on) AS p90_days
FROM reporting.issue WHERE closed_on IS NOT NULL GROUP BY area_label HAVING count(*) >= 5 ORDER BY median_days DESC, area_label COLLATE ref.pinyin;
