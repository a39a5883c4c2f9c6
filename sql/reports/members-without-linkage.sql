-- title: 没有联系任务的党员 | members without a linkage
-- question: 哪些党员没有联系任务? | Which party members have no linkage?
SELECT branch, name FROM reporting.members_without_linkage();
