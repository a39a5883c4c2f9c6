-- title: 应助未定 | who qualifies and is not settled
-- question: 谁符合条件而没有资助也没有放弃,多少天了? | Who qualifies and was neither awarded nor refused, and for how many days?
SELECT class_label AS class, student_name AS student, scheme, amount, ref.today() - found_on AS days FROM aid.list_candidates() ORDER BY days DESC;
