-- title: 积分合计 | sums of points
-- question: 每个学生积分多少? | How many points has each student?
-- parameter: class text | 班级 | class
SELECT class, student, points FROM registers.point_sums(:class);
