-- title: 资助人数与金额 | awards by scheme
-- question: 各项目各学期资助了多少人、多少钱? | How many students and how much money by scheme and semester?
SELECT semester, scheme_label AS scheme, students, amount FROM reporting.aid_by_scheme ORDER BY semester DESC, scheme_label COLLATE ref.pinyin;
