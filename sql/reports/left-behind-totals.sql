-- title: 留守学生数(四种口径) | left-behind totals by four definitions
-- question: 按四种定义,各年级留守学生各有多少? | How many left-behind students by each definition and grade?
-- parameter: semester text | 学期,如 2026-2027-1 | semester such as 2026-2027-1
SELECT semester, definition, grade, left_behind, undetermined, unconfirmed FROM reporting.left_behind_by_grade
WHERE :semester::text IS NULL OR semester = :semester ORDER BY semester DESC, definition, grade COLLATE ref.pinyin;
