-- title: 奖学金 | scholarships
-- question: 奖学金评给了谁? | Who was granted a scholarship?
SELECT class_label AS class, student_name AS student, registers.label_of('nomination', 'grade_of', grade_of) AS grade_of, ref.state_label('nomination', state) AS state FROM aid.list_nominations() ORDER BY class, student;
