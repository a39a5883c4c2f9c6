-- title: 阶段任务完成 | deliverables of the phases
-- question: 各阶段的任务按期验收了多少? | How many deliverables of each phase were accepted, and which are late?
SELECT title, ends_on, deliverables, accepted FROM field.list_campaign_phases();
