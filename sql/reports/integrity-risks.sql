-- title: 廉洁风险 | integrity risks
-- question: 各领域有多少风险点,多少过了评审期? | How many risks has each area, and how many are past their review?
SELECT registers.label_of('integrity_risk', 'area', area) AS risk_area, count(*) AS risks, count(*) FILTER (WHERE grade = 'high') AS high, count(*) FILTER (WHERE review_due_on < ref.today()) AS past_review FROM registers.list_integrity_risks() GROUP BY area ORDER BY risks DESC;
