-- title: 记录真实性 | quality of entries
-- question: 谁的记录补录多、集中录入多? | Whose entries came late or in bulk?
-- parameter: from date | 起 | from
-- parameter: to date | 止 | to
SELECT person, entries, late_entries, median_lag_days, most_in_ten_minutes FROM reporting.evidence_quality(coalesce(:from::date, ref.today() - 180), coalesce(:to::date, ref.today()));
