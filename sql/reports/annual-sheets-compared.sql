-- title: 述职各年对照 | annual sheets compared
-- question: 每位干部各年的走访、销号、返工各多少? | What did each person visit, sign off and have reopened, year by year?
SELECT sheet.person_name AS name, sheet.year, read.linkages, read.visits, read.issues_led, read.issues_closed, read.closed_on_time, read.reopened, read.projects_led, read.orders_returned_three_times
FROM registers.list_annual_sheets() AS sheet CROSS JOIN LATERAL registers.read_annual_sheet(sheet.id) AS read ORDER BY sheet.person_name COLLATE ref.pinyin, sheet.year;
