-- title: 逾期的防范措施 | integrity measures overdue
-- question: 哪些廉洁风险的措施过期未落实? | Which measures against integrity risks are past their day?
SELECT registers.label_of('integrity_risk', 'area', risk.area) AS risk_area, risk.risk_point, risk.owner_name AS responsible, measure.measure, measure.due_on, ref.today() - measure.due_on AS days_late
FROM registers.list_integrity_risks(NULL, NULL, true) AS risk CROSS JOIN LATERAL registers.list_integrity_risk_integrity_measures(risk.id) AS measure
WHERE measure.done_on IS NULL AND measure.due_on < ref.today() ORDER BY measure.due_on;
