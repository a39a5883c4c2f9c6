-- title: 认定时长 | how long determinations take
-- question: 从申请到认定多少天,公示够不够? | How many days from the application, and were the notices long enough?
SELECT school_year, determined, median_days, short_notices, notices_not_taken_down FROM reporting.determination_timing();
