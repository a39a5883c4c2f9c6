-- title: 奖学金获得者分布 | winners by class and sex
-- question: 各班男女生各多少人获奖,多少人重复获奖? | How many of each class and sex won, and how many more than once?
SELECT round, class, sex, granted, repeat_winners FROM reporting.scholarship_winners();
