-- title: 应助尽助缺口(按类别) | aid coverage gap by category
-- question: 有佐证、有规定而未获资助、也未放弃的学生有多少? | How many students are entitled, yet neither aided nor refusing?
-- parameter: semester text | 学期 | semester
SELECT category, scheme, count(*) AS students FROM aid.gap(:semester::text) GROUP BY category, scheme ORDER BY students DESC, category, scheme;
