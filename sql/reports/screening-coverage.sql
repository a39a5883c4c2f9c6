-- title: 筛查覆盖 | screening coverage
-- question: 每轮筛查有多少班级上报? | How many classes returned in each round of screening?
SELECT round, registers.label_of('screening_round', 'kind', kind) AS screening_kind, classes, returned, percent FROM reporting.screening_coverage();
