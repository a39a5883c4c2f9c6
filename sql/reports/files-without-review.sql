-- title: 未做学期评估的档案 | care files without review
-- question: 哪些档案到期未评估? | Which care files are past their review date?
SELECT class_label AS class, student_name AS student, carer_name AS carer, next_review_on FROM care.list_files(true, false, true, NULL, NULL, 1000)
WHERE next_review_on < ref.today() ORDER BY next_review_on, class_label COLLATE ref.pinyin;
