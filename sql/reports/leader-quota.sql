-- title: 领导联系数量达标 | leaders against their quotas
-- question: 谁的联系少了、多了、获豁免? | Which leaders are under, over or exempt?
-- parameter: on date | 日期 | day
SELECT name, kind, held, minimum, maximum, verdict FROM field.quota_compliance(coalesce(:on::date, ref.today())) ORDER BY verdict = 'met', name COLLATE ref.pinyin, kind;
