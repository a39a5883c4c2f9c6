-- title: 强制报告 | mandatory reports
-- question: 每年多少强制报告,几小时内报出? | How many mandatory reports were there each year, and how soon were they made?
SELECT year, reports, within_a_day, median_hours FROM reporting.mandatory_report_counts();
