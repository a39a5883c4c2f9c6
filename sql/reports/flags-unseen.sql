-- title: 未访谈的预警 | flags not seen
-- question: 多少预警五日内没有访谈? | How many flags did no counsellor see within five days?
SELECT round, unseen_over_5_days FROM reporting.flags_unseen();
