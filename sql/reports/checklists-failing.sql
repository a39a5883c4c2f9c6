-- title: 清单未做到的条目 | checklist lines that fail
-- question: 每张清单最近哪些条目没有做到? | Which lines of each checklist failed lately?
SELECT title, tick.ticked_on, tick.failing FROM registers.list_checklists() AS checklist CROSS JOIN LATERAL registers.list_checklist_ticks(checklist.id) AS tick ORDER BY tick.ticked_on DESC LIMIT 200;
