-- title: 急难问题行动时间 | how soon urgent issues were acted on
-- question: 急难问题多少小时内采取了行动? | Within how many hours were urgent issues acted on?
SELECT number, registers.label_of('issue', 'severity', severity) AS severity, within_hours, hours, is_late FROM reporting.urgent_answer_time();
