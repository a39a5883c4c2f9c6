-- title: 一月无活动的结对 | idle pairings
-- question: 哪些结对一个月没有活动? | Which pairings had no activity for a month?
SELECT carer_name AS carer, student_name AS student, class_label AS class, last_activity_on FROM care.list_pairings() WHERE is_idle ORDER BY last_activity_on NULLS FIRST;
