-- title: 家校联系逾期名单 | overdue contacts
-- question: 哪些档案超过了应联系的日期? | Which care files are past their contact date?
SELECT class_label AS class, student_name AS student, carer_name AS carer, last_contact_on, contact_due_on, ref.today() - contact_due_on AS days_late
FROM care.list_files(true, false, true, NULL, NULL, 1000) WHERE contact_due_on < ref.today() ORDER BY days_late DESC, class_label COLLATE ref.pinyin;
