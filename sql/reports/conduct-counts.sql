-- title: 师德反映件数 | conduct reports
-- question: 每年多少师德反映,办结多少? | How many conduct reports came in each year, and how many were concluded?
SELECT year, reports, concluded, told FROM reporting.conduct_counts();
