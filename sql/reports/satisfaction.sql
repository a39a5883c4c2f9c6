-- title: 满意度 | satisfaction
-- question: 各类问题销号后问了多少人,满意多少? | How many were asked after the sign-off, and how many are satisfied, by area?
SELECT area, closed, asked, satisfied, partly, not_satisfied FROM reporting.satisfaction();
