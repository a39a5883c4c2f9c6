-- as: safety
SELECT registers.run('checklist', 'add', NULL, jsonb_build_object('title', '每日防控六条', 'period', '每天', 'basis', '学校防控工作方案'));
SELECT registers.run('checklist', 'add_checklist_line', (SELECT id FROM registers.list_checklists() WHERE title = '每日防控六条'), jsonb_build_object('ordinal', ordinal::text, 'line_text', line))
FROM unnest('{晨午检登记,教室通风,公共区域消毒,缺勤追踪,应急物资齐备,值班到岗}'::text[]) WITH ORDINALITY AS listed (line, ordinal);
SELECT registers.run('checklist', 'tick', (SELECT id FROM registers.list_checklists() WHERE title = '每日防控六条'), '{"failing": "2"}');
SELECT registers.run('inspection_round', 'add', NULL, jsonb_build_object('title', '全校安全隐患大排查', 'from_day', (ref.today() - 20)::text, 'to_day', (ref.today() + 10)::text, 'scope', '教学楼、宿舍、食堂、实验室、周边'));
SELECT registers.run('inspection', 'add', NULL, jsonb_build_object('of_place', '#' || place.id, 'inspected_on', (ref.today() - 10)::text, 'inspector', '#' || access.person_id(),
    'inspection_round', (SELECT id::text FROM registers.list_inspection_rounds() LIMIT 1), 'outcome', CASE WHEN place.id % 5 = 0 THEN '发现问题' ELSE '未发现问题' END))
FROM units.list_places() AS place WHERE place.kind IN ('dormitory_room', 'laboratory', 'canteen');
SELECT registers.run('hazard', 'add', NULL, jsonb_build_object('of_place', place, 'description', what, 'found_on', (ref.today() - age)::text))
FROM (VALUES ('化学实验室', '通风橱排风不足', 25), ('1号宿舍楼 / 203', '窗户限位器松脱', 12), ('一楼餐厅', '排烟罩油垢较厚', 8), ('1号教学楼', '东侧楼梯扶手开焊', 5)) AS hazard (place, what, age);
SELECT registers.run('hazard', 'grade', hazard.id, jsonb_build_object('grade', CASE WHEN hazard.description LIKE '%扶手%' THEN '重大' ELSE '一般' END, 'responsible', '#' || access.person_id(),
    'deadline', (ref.today() + 7)::text, 'of_unit', '安全办', 'leader_told_on', ref.today()::text, 'authority_told_on', ref.today()::text))
FROM registers.list_hazards() AS hazard WHERE hazard.description NOT LIKE '%油垢%';
SELECT registers.run('hazard', 'rectify', hazard.id, '{"rectify_note": "已更换限位器并逐间检查"}') FROM registers.list_hazards() AS hazard WHERE hazard.description LIKE '%限位器%';
SELECT registers.run('equipment', 'add', NULL, jsonb_build_object('of_place', '#' || place.id, 'kind', '监控', 'label', '红外摄像机', 'count_of', '2', 'installed_on', (ref.today() - 200)::text))
FROM units.list_places() AS place WHERE place.path LIKE '1号宿舍楼 / 1%';
SELECT registers.run('external_inspection', 'add', NULL, jsonb_build_object('agency', (SELECT id::text FROM units.list_external_organizations('inspection_agency') LIMIT 1), 'subject', '1号教学楼结构安全',
    'of_place', '1号教学楼', 'report_number', '检字2026-018', 'inspected_on', (ref.today() - 60)::text, 'valid_to', (ref.today() + 300)::text, 'outcome', '合格'));
-- as: partyoffice
SELECT registers.run('project_group', 'add', NULL, jsonb_build_object('title', title, 'kind', kind, 'announced_text', announced, 'announced_minimum', minimum, 'announced_on', (ref.today() - 150)::text))
FROM (VALUES ('年度民生实事', '民生实事', '22项', '22'), ('社区实事', '社区实事', '六项', '6'), ('教室多媒体更新', '教学设备', '40多个教室', '41')) AS listed (title, kind, announced, minimum);
SELECT registers.run('project', 'add', NULL, jsonb_build_object('title', title, 'kind', kind, 'lead', (SELECT '#' || person.id FROM people.person JOIN people.staff_post ON staff_post.staff_id = person.id WHERE staff_post.is_leader ORDER BY person.id LIMIT 1),
    'of_unit', '总务处', 'deadline', (ref.today() + days)::text, 'budget', budget, 'project_group', (SELECT id::text FROM registers.list_project_groups() AS listed WHERE listed.title = in_group)))
FROM (VALUES ('家属区路灯改造', '民生实事', 60, '38000', '年度民生实事'), ('教职工健康体检', '民生实事', 45, '126000', '年度民生实事'), ('慰问退休老教师', '民生实事', 30, '20000', '年度民生实事'),
             ('清溪社区晾晒点', '社区实事', 40, '9600', '社区实事'), ('清溪社区下水道疏通', '社区实事', 25, '15000', '社区实事'), ('1号教学楼多媒体', '教学设备', 80, '240000', '教室多媒体更新')) AS item (title, kind, days, budget, in_group);
-- as: generalaffairs
SELECT registers.run('project', 'register', project.id, '{}') FROM registers.list_projects() AS project;
SELECT registers.run('project', 'start', project.id, '{}') FROM registers.list_projects() AS project WHERE project.title LIKE '清溪%' OR project.title LIKE '%多媒体';
SELECT registers.run('project', 'add_project_place', (SELECT id FROM registers.list_projects() WHERE title LIKE '%多媒体' LIMIT 1), jsonb_build_object('of_place', '#' || place.id)) FROM units.list_places('classroom') AS place;
SELECT registers.run('project', 'add_contract', (SELECT id FROM registers.list_projects() WHERE title LIKE '%多媒体' LIMIT 1),
    jsonb_build_object('party', '晨光教育装备公司', 'number', 'HT-2026-07', 'signed_on', (ref.today() - 30)::text, 'amount', '238600', 'method', '招标'));
-- as: partyoffice2
SELECT registers.run('project', 'accept', project.id, '{}') FROM registers.list_projects() AS project WHERE project.title LIKE '%晾晒点';
