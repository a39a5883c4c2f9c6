-- title: 检测报告到期 | external reports that expire
-- question: 哪些第三方检测报告已经到期或三个月内到期? | Which reports of external inspections have expired, or will within three months?
SELECT subject, report_number, registers.label_of('external_inspection', 'outcome', outcome) AS outcome, valid_to, valid_to < ref.today() AS has_expired FROM registers.list_external_inspections() WHERE valid_to < ref.today() + 90 ORDER BY valid_to;
