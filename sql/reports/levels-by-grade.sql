-- title: 各年级认定等级 | levels by grade
-- question: 各年级各等级认定了多少人? | How many students of each grade were determined at each level?
SELECT school_year, grade, level, students FROM reporting.levels_by_grade();
