-- title: 保存期限 | retention
-- question: 哪些记录保存期限已到? | Which records have come to the end of their time?
SELECT student_name AS student, record_class, left_on, due_on FROM people.list_retention_due();
