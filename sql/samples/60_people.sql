-- as: registrar
-- Units: an office that is new, one that was renamed, one that ended at once because it was set up twice.
SELECT registers.run('unit', 'add', NULL, jsonb_build_object('kind', kind, 'label', label)) FROM (VALUES ('处室', '信息中心'), ('处室', '校史办公室'), ('备课组', '高一心理健康备课组'), ('宿舍', '2号宿舍楼管理组')) AS listed (kind, label);
SELECT registers.run('unit', 'rename', (SELECT id FROM units.list_unit_register('office') WHERE unit_label = '校史办公室'), '{"label": "校史与档案室"}');
SELECT registers.run('unit', 'set_head', unit.id, jsonb_build_object('of_staff', '#' || (SELECT person_id FROM people.staff WHERE subject = '历史' ORDER BY person_id LIMIT 1))) FROM units.list_unit_register('office') AS unit WHERE unit.unit_label = '校史与档案室';
-- Movements: one comes, one changes class, one takes leave and comes back, one takes leave, one moves away.
SELECT registers.run('enrolment', 'add', NULL, jsonb_build_object('name', name, 'sex', sex, 'birth_date', (ref.today() - age * 365)::text, 'class', '#' || class.id, 'kind', kind, 'on_day', (ref.today() - days)::text, 'household_kind', household, 'residence_kind', '住校', 'reason', why))
FROM (VALUES ('喻思远', '男', 16, '转入', 25, '农业', '随父母务工迁入'), ('覃晓筠', '女', 15, '入学', 40, '非农业', '补录')) AS listed (name, sex, age, kind, days, household, why)
CROSS JOIN (SELECT id FROM units.unit WHERE kind = 'class' AND valid @> ref.today() ORDER BY cohort_entry_year DESC, id OFFSET 1 LIMIT 1) AS class;
SELECT registers.run('enrolment', 'change_class', moved.student_id, jsonb_build_object('class', '#' || moved.other, 'on_day', (ref.today() - 12)::text))
FROM (SELECT placed.student_id, (SELECT unit.id FROM units.unit WHERE unit.kind = 'class' AND unit.valid @> ref.today() AND unit.cohort_entry_year = held.cohort_entry_year AND unit.id <> held.id ORDER BY unit.id LIMIT 1) AS other
      FROM people.class_placement AS placed JOIN units.unit AS held ON held.id = placed.class_id WHERE placed.valid @> ref.today() AND held.cohort_entry_year = (SELECT max(cohort_entry_year) - 1 FROM units.unit WHERE kind = 'class' AND valid @> ref.today()) ORDER BY placed.student_id OFFSET 20 LIMIT 2) AS moved;
SELECT registers.run('enrolment', 'suspend', leave.id, jsonb_build_object('why', leave.why, 'on_day', (ref.today() - leave.days)::text))
FROM (SELECT file.student_id AS id, row_number() OVER (ORDER BY file.student_id DESC) AS place FROM care.list_files(true, false, false, NULL, NULL, 1000) AS file JOIN people.class_placement AS placed ON placed.student_id = file.student_id AND placed.valid @> ref.today() WHERE file.state = 'active') AS listed
JOIN LATERAL (SELECT listed.id, reason.why, reason.days FROM (VALUES (40, '骨折手术后休养', 45), (41, '病假休学一学期', 20)) AS reason (place, why, days) WHERE reason.place = listed.place) AS leave ON true;
SELECT registers.run('enrolment', 'resume', back.id, jsonb_build_object('class', '#' || back.class_id, 'on_day', (ref.today() - 3)::text))
FROM (SELECT gone.student_id AS id, gone.class_id FROM people.class_placement AS gone WHERE upper(gone.valid) = ref.today() - 45 ORDER BY gone.student_id LIMIT 1) AS back;
SELECT registers.run('enrolment', 'transfer_out', moved.student_id, jsonb_build_object('why', '随父母迁居外省', 'on_day', (ref.today() - 6)::text))
FROM (SELECT file.student_id FROM care.list_files(true, false, false, NULL, NULL, 1000) AS file JOIN people.class_placement AS placed ON placed.student_id = file.student_id AND placed.valid @> ref.today() WHERE file.state = 'active' ORDER BY file.student_id DESC OFFSET 60 LIMIT 1) AS moved;
-- Guardians: the other parent, a phone that changed, a court's word, one who is no longer guardian.
SELECT registers.run('guardianship', 'add', NULL, jsonb_build_object('of_student', '#' || held.student_id, 'guardian_name', left(held.student_name, 1) || '建军', 'kin', '父亲', 'phone', '13800' || lpad(held.student_id::text, 6, '0')))
FROM people.list_guardianships() AS held WHERE held.kin = '母亲' AND held.student_id % 40 = 0 AND held.to_day > ref.today();
SELECT registers.run('guardianship', 'add', NULL, jsonb_build_object('of_student', '#' || held.student_id, 'guardian_name', '周建英', 'kin', '姑母', 'kind', '指定监护', 'phone', '13711234567', 'court_paper', '区民政局指定监护文书')) FROM (SELECT student_id FROM people.list_guardianships() WHERE to_day > ref.today() + 200 ORDER BY student_id LIMIT 1) AS held;
SELECT registers.run('guardianship', 'change_phone', held.id, jsonb_build_object('phone', '13900' || lpad(held.student_id::text, 6, '0'))) FROM people.list_guardianships() AS held WHERE held.student_id % 75 = 0;
SELECT registers.run('guardianship', 'end', (SELECT max(id) FROM people.list_guardianships() WHERE kin = '叔叔'), '{"why": "父亲已回乡,不再代行监护"}') WHERE EXISTS (SELECT FROM people.list_guardianships() WHERE kin = '叔叔');
-- One carer of two siblings was entered twice: made one; another pair was made one by mistake, which is undone.
SELECT registers.run('entrusted_care', 'add', NULL, jsonb_build_object('of_student', '#' || placed.student_id, 'carer_name', CASE WHEN placed.place <= 2 THEN '周桂芳' ELSE '陈秀兰' END, 'kin', '祖母', 'declaration_given', '是', 'carer_birth_date', CASE WHEN placed.place <= 2 THEN '1956-06-18' ELSE '1953-11-02' END,
    'carer_phone', CASE WHEN placed.place <= 2 THEN '13612340001' ELSE '1361234000' || placed.place END, 'written_notice_on', (ref.today() - 30)::text))
FROM (SELECT record.student_id, row_number() OVER (ORDER BY record.student_id DESC) AS place FROM care.list_left_behind_register() AS record WHERE record.state <> 'ended' AND record.student_id NOT IN (SELECT student_id FROM people.list_entrusted_care())) AS placed WHERE placed.place <= 4;
SELECT registers.run('duplicate', 'merge', pair.id, jsonb_build_object('merged', '#' || pair.other_id, 'reason', '同一祖母照护两名孙子女,电话、出生日期一致')) FROM (SELECT id, other_id FROM people.list_duplicates() WHERE person_name LIKE '周桂芳%' ORDER BY id LIMIT 1) AS pair;
SELECT registers.run('duplicate', 'merge', pair.id, jsonb_build_object('merged', '#' || pair.other_id, 'reason', '同名同日出生')) FROM (SELECT id, other_id FROM people.list_duplicates() WHERE person_name LIKE '陈秀兰%' ORDER BY id LIMIT 1) AS pair;
SELECT registers.run('merge', 'undo', (SELECT id FROM people.list_merges() WHERE survivor_name LIKE '陈秀兰%' LIMIT 1), '{}') WHERE EXISTS (SELECT FROM people.list_merges() WHERE survivor_name LIKE '陈秀兰%');
-- Requests of those whom the records are about, at each step.
SELECT registers.run('subject_request', 'add', NULL, jsonb_build_object('of_student', '#' || placed.student_id, 'kind', kind, 'asked_by', who, 'received_on', (ref.today() - age)::text, 'about', about))
FROM (VALUES (0, '查阅', '母亲(已核身份证)', 18, '查阅本学年关爱档案首页与联系记录'), (1, '更正', '学生本人', 10, '姓名用字更正,附户口簿'), (2, '删除', '父亲', 6, '删除心理测评结果'), (3, '更正', '母亲', 3, '家庭住址更正'), (4, '查阅', '自称亲属', 2, '查阅学生成绩与住址')) AS listed (place, kind, who, age, about)
JOIN (SELECT student_id, row_number() OVER (ORDER BY student_id) - 1 AS place FROM people.class_placement WHERE valid @> ref.today()) AS placed USING (place);
SELECT registers.run('subject_request', 'check', request.id, '{}') FROM people.list_subject_requests() AS request WHERE request.received_on < ref.today() - 2 AND request.received_on <> ref.today() - 3;
SELECT registers.run('subject_request', 'do', request.id, jsonb_build_object('answer', CASE request.kind WHEN 'access' THEN '已当面查阅并复印一份' ELSE '已按户口簿更正' END)) FROM people.list_subject_requests() AS request WHERE request.state = 'identity_checked' AND request.kind <> 'erasure';
SELECT registers.run('subject_request', 'refuse', request.id, '{"why": "不能证明监护或委托关系,已书面说明理由"}') FROM people.list_subject_requests() AS request WHERE request.asked_by = '自称亲属';

-- as: studentaffairs
-- What becomes of files when the school year turns is decided long before: most close with graduation, one is carried.
SELECT registers.run('care_file', 'decide_year', file.id, jsonb_build_object('opening_year', (extract(year FROM ref.today())::int + 1)::text, 'decision', CASE WHEN file.place = 1 THEN '保留' ELSE '结档' END)) FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM care.list_file_register() WHERE class_label LIKE '高三%') AS file WHERE file.place <= 3;

-- as: discipline
-- Ten areas, a node each at least; graded, with measures that are done, under way, overdue; reviewed; one is no risk any more.
SELECT registers.run('integrity_risk', 'add', NULL, jsonb_build_object('area', area, 'node', node, 'risk_point', risk, 'owner', '#' || owner.person_id, 'leader', '#' || leader.id, 'review_due_on', (ref.today() + due)::text, 'grade', grade))
FROM (VALUES (1, '招生转学', '插班审批', '人情插班,材料不全先入班', '高', 120), (2, '学籍管理', '学籍变动', '代办休学复学收受礼品', '中', 200), (3, '招标采购', '询价比选', '拆分项目规避招标', '高', -10), (4, '工程建设', '验收签证', '虚增工程量', '高', 90), (5, '财务管理', '代收费', '超范围代收', '中', 150),
             (6, '职称评聘', '量化打分', '打分不公开', '中', 220), (7, '评优评先', '推荐公示', '未经公示上报', '低', 30), (8, '资产出租', '门店续租', '低价续租', '中', -25), (9, '食堂管理', '食材验收', '以次充好,单人验收', '高', 60), (10, '教辅资料', '征订', '变相强制征订', NULL, 100)) AS listed (place, area, node, risk, grade, due)
JOIN (SELECT person_id, row_number() OVER (ORDER BY person_id) AS place FROM people.staff) AS owner USING (place)
CROSS JOIN (SELECT min(staff_id) AS id FROM people.staff_post WHERE is_leader AND valid @> ref.today()) AS leader;
SELECT registers.run('integrity_risk', 'grade', risk.id, '{}') FROM registers.list_integrity_risks() AS risk WHERE risk.grade IS NOT NULL;
SELECT registers.run('integrity_risk', 'add_integrity_measure', risk.id, jsonb_build_object('measure', measure, 'due_on', (ref.today() + days)::text))
FROM registers.list_integrity_risks() AS risk CROSS JOIN (VALUES ('集体研究、会议纪要备查', -30), ('结果在校务公开栏公示', 20)) AS listed (measure, days) WHERE risk.state = 'graded' AND risk.area NOT IN ('titles');
SELECT registers.run('integrity_risk', 'finish_measure', risk.id, jsonb_build_object('of_measure', (SELECT min(taken.id) FROM registers.list_integrity_risk_integrity_measures(risk.id) AS taken)::text, 'done_on', (ref.today() - 33)::text)) FROM registers.list_integrity_risks() AS risk WHERE risk.measures > 0 AND risk.area NOT IN ('leasing', 'procurement');
SELECT registers.run('integrity_risk', 'measure', risk.id, '{}') FROM registers.list_integrity_risks() AS risk WHERE risk.state = 'graded' AND risk.measures > 0 AND risk.area <> 'construction';
SELECT registers.run('integrity_risk', 'review', risk.id, '{"finding": "抽查三份台账,措施落实,风险可控"}') FROM registers.list_integrity_risks() AS risk WHERE risk.state = 'measured' AND risk.area IN ('admission', 'canteen', 'roll', 'materials', 'honours');
SELECT registers.run('integrity_risk', 'retire', (SELECT min(id) FROM registers.list_integrity_risks() WHERE area = 'honours' AND state = 'reviewed'), '{"why": "评优已改为全程网上公示,此环节取消"}');
