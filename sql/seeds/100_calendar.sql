-- Semesters and the days that differ from the plain week. The school edits these rows; a later migrate does not undo it.
INSERT INTO ref.semester (code, starts_on, ends_on)
SELECT year || '-' || year + 1 || '-' || half,
       CASE half WHEN 1 THEN make_date(year, 9, 1) ELSE make_date(year + 1, 2, 1) END,
       CASE half WHEN 1 THEN make_date(year + 1, 1, 31) ELSE make_date(year + 1, 8, 31) END
FROM generate_series(2018, 2032) AS year, generate_series(1, 2) AS half
ON CONFLICT (code) DO NOTHING;

-- 国务院办公厅 yearly notices on holidays (放假办法 2024): rest days and make-up workdays of 2025 and 2026.
INSERT INTO ref.calendar_day (day, kind, label, source)
SELECT day::date, kind, label, source
FROM (VALUES
    ('2025-01-01', '2025-01-01', 'holiday', '元旦', '国务院办公厅 2025 年放假通知'),
    ('2025-01-28', '2025-02-04', 'holiday', '春节', '国务院办公厅 2025 年放假通知'),
    ('2025-01-26', '2025-01-26', 'make_up', '春节调休', '国务院办公厅 2025 年放假通知'),
    ('2025-02-08', '2025-02-08', 'make_up', '春节调休', '国务院办公厅 2025 年放假通知'),
    ('2025-04-04', '2025-04-06', 'holiday', '清明节', '国务院办公厅 2025 年放假通知'),
    ('2025-05-01', '2025-05-05', 'holiday', '劳动节', '国务院办公厅 2025 年放假通知'),
    ('2025-04-27', '2025-04-27', 'make_up', '劳动节调休', '国务院办公厅 2025 年放假通知'),
    ('2025-05-31', '2025-06-02', 'holiday', '端午节', '国务院办公厅 2025 年放假通知'),
    ('2025-10-01', '2025-10-08', 'holiday', '国庆节、中秋节', '国务院办公厅 2025 年放假通知'),
    ('2025-09-28', '2025-09-28', 'make_up', '国庆节调休', '国务院办公厅 2025 年放假通知'),
    ('2025-10-11', '2025-10-11', 'make_up', '国庆节调休', '国务院办公厅 2025 年放假通知'),
    ('2026-01-01', '2026-01-03', 'holiday', '元旦', '国务院办公厅 2026 年放假通知'),
    ('2026-01-04', '2026-01-04', 'make_up', '元旦调休', '国务院办公厅 2026 年放假通知'),
    ('2026-02-15', '2026-02-23', 'holiday', '春节', '国务院办公厅 2026 年放假通知'),
    ('2026-02-14', '2026-02-14', 'make_up', '春节调休', '国务院办公厅 2026 年放假通知'),
    ('2026-02-28', '2026-02-28', 'make_up', '春节调休', '国务院办公厅 2026 年放假通知'),
    ('2026-04-04', '2026-04-06', 'holiday', '清明节', '国务院办公厅 2026 年放假通知'),
    ('2026-05-01', '2026-05-05', 'holiday', '劳动节', '国务院办公厅 2026 年放假通知'),
    ('2026-05-09', '2026-05-09', 'make_up', '劳动节调休', '国务院办公厅 2026 年放假通知'),
    ('2026-06-19', '2026-06-21', 'holiday', '端午节', '国务院办公厅 2026 年放假通知'),
    ('2026-09-25', '2026-09-27', 'holiday', '中秋节', '国务院办公厅 2026 年放假通知'),
    ('2026-10-01', '2026-10-07', 'holiday', '国庆节', '国务院办公厅 2026 年放假通知'),
    ('2026-09-20', '2026-09-20', 'make_up', '国庆节调休', '国务院办公厅 2026 年放假通知'),
    ('2026-10-10', '2026-10-10', 'make_up', '国庆节调休', '国务院办公厅 2026 年放假通知')
) AS span (first_day, last_day, kind, label, source),
generate_series(first_day::date, last_day::date, interval '1 day') AS day
ON CONFLICT (day) DO NOTHING;

-- Milestones planned back from a task's deadline, in working days.
INSERT INTO work.milestone_template (ordinal, label_zh, label_en, offset_days) VALUES
    (1, '制定方案', 'plan', -20), (2, '落实物资与人员', 'materials and people', -12), (3, '组织实施', 'carry out', -5),
    (4, '自查', 'self-check', -2), (5, '交付验收', 'hand over', 0)
ON CONFLICT (ordinal) DO NOTHING;

-- The campaign and its quotas: a leader links to 1 branch, 1 lesson group, 2 classes, 1 or 2 students, and leads a project.
INSERT INTO field.campaign (name, valid) VALUES ('察民情 解民忧 暖民心', '[2022-05-20,)') ON CONFLICT (name) DO NOTHING;
INSERT INTO field.linkage_quota (campaign_id, kind, minimum, maximum, valid)
SELECT campaign.id, kind, minimum, maximum, campaign.valid
FROM field.campaign, (VALUES ('party_branch', 1, 1), ('lesson_group', 1, 1), ('class', 2, 2), ('student', 1, 2), ('project', 1, 99))
     AS quota (kind, minimum, maximum)
WHERE campaign.name = '察民情 解民忧 暖民心'
  AND NOT EXISTS (SELECT FROM field.linkage_quota AS earlier WHERE earlier.campaign_id = campaign.id AND earlier.kind = quota.kind);
