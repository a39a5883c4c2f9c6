-- title: 转介流转 | flow of referrals
-- question: 各环节有多少转介,最久的几天? | How many referrals stand at each step, and for how long?
SELECT state AS step, referrals, oldest_days FROM reporting.counselling_flow();
