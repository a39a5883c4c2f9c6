-- title: 家访覆盖率(按年级) | home-visit coverage by grade
-- question: 本学期各年级有多少学生已入户家访? | How many students of each grade were visited at home this semester?
SELECT semester, grade, students, visited, by_phone_only, round(100.0 * visited / nullif(students, 0), 1) AS percent
FROM reporting.home_visit_by_grade ORDER BY semester DESC, grade COLLATE ref.pinyin;
