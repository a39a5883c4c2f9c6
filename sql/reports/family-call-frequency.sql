-- title: 亲情电话频次 | family calls against the rule
-- question: 每个留守学生四周内接通几次亲情电话? | How often was each left-behind student reached in four weeks?
SELECT class, student, wanted_per_week, reached_in_four_weeks, failures_in_a_row FROM reporting.family_call_frequency();
