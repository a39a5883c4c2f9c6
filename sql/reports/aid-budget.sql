-- title: 资助预算 | aid against the budget
-- question: 各项目预算、已批、到账、结余多少? | What was budgeted, approved, paid and left, by scheme?
SELECT scheme, semester, amount, awarded, paid, left_over FROM aid.list_budgets();
