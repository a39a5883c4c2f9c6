-- title: 各支部联系覆盖 | linkage coverage by branch
-- question: 各支部多少党员有联系任务、获豁免、两者都没有? | How many members of each branch are linked, exempt, or neither?
SELECT branch, members, linked, exempt, silent FROM reporting.linkage_coverage();
