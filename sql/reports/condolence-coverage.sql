-- title: 慰问退休教师 | visits to retired teachers
-- question: 哪些退休教师该走访了? | Which retired teachers are due a visit?
SELECT name, last_visited_on, due_on, is_overdue FROM reporting.condolence_coverage();
