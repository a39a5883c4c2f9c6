-- title: 留守学生年龄 | left-behind by age
-- question: 各年龄有多少留守学生(四种口径)? | How many left-behind students are there of each age, by the four definitions?
SELECT semester, age, by_state_council, by_roll, by_minors_law, by_school FROM reporting.left_behind_by_age();
