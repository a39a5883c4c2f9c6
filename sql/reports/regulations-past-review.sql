-- title: 逾期评审的制度 | rules past their review
-- question: 哪些制度该评审了? | Which rules are past their review?
SELECT title, unit_label AS unit, review_due_on FROM registers.list_regulations() WHERE review_due_on < ref.today() ORDER BY review_due_on;
