-- title: 由问题产生的制度 | rules born of issues
-- question: 哪些制度是由问题催生的? | Which rules were born of an issue?
SELECT title, issue_number_text AS number, unit_label AS unit, review_due_on AS next_review_on FROM registers.list_regulations() WHERE issue_number_text IS NOT NULL ORDER BY title COLLATE ref.pinyin;
