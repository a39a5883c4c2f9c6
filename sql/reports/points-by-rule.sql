-- title: 各规则积分 | points by rule and class
-- question: 每条规则给各班加减了多少分? | How many points did each rule give or take in each class?
SELECT rule, class, entries, points FROM reporting.points_by_rule();
