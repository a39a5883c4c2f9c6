-- title: 每月专题研究 | monthly studies
-- question: 哪些月份没有开专题研究会? | In which months was no monthly study held?
-- parameter: from date | 起 | from
-- parameter: to date | 止 | to
SELECT month, held AS studies FROM field.missing_monthly_studies(coalesce(:from::date, ref.today() - 180), coalesce(:to::date, ref.today()));
