-- as: registrar
SELECT registers.run('teaching', 'add', NULL, jsonb_build_object('class', '#' || class.id, 'teacher', '#' || teacher.id, 'subject', teacher.subject, 'from_day', (ref.today() - 80)::text))
FROM (SELECT unit.id, row_number() OVER (ORDER BY unit.id) AS place FROM units.unit WHERE unit.kind = 'class' AND unit.valid @> ref.today()) AS class
JOIN (SELECT staff.person_id AS id, staff.subject, row_number() OVER (PARTITION BY staff.subject ORDER BY staff.person_id) AS place, count(*) OVER (PARTITION BY staff.subject) AS number
      FROM people.staff WHERE staff.subject IN ('语文', '数学', '英语')) AS teacher ON teacher.place = (class.place - 1) % teacher.number + 1;
-- One teacher for the sport of the whole first grade: the one who must know the cards.
SELECT registers.run('teaching', 'add', NULL, jsonb_build_object('class', '#' || unit.id, 'teacher', '#' || teacher.person_id, 'subject', '体育', 'from_day', (ref.today() - 80)::text))
FROM units.unit CROSS JOIN (SELECT DISTINCT carer_id AS person_id FROM (SELECT staff.person_id AS carer_id FROM care.list_files(true, false, false, NULL, NULL, 1000) AS listed JOIN people.person ON person.name = listed.carer_name JOIN people.staff ON staff.person_id = person.id) AS carers ORDER BY carer_id OFFSET 1 LIMIT 1) AS teacher
WHERE unit.kind = 'class' AND unit.valid @> ref.today() AND unit.cohort_entry_year = (SELECT max(newest.cohort_entry_year) FROM units.unit AS newest WHERE newest.kind = 'class' AND newest.valid @> ref.today());
SELECT registers.run('teaching', 'add', NULL, jsonb_build_object('class', '#' || unit.id, 'teacher', '#' || teacher.person_id, 'subject', '地理', 'from_day', (ref.today() - 80)::text, 'to_day', (ref.today() - 15)::text))
FROM (SELECT id FROM units.unit WHERE kind = 'class' AND valid @> ref.today() ORDER BY id LIMIT 2) AS unit CROSS JOIN (SELECT person_id FROM people.staff WHERE subject = '地理' ORDER BY person_id LIMIT 1) AS teacher;

-- as: studentaffairs
-- Whoever is not of age has a guardian's consent; one of them took it back.
SELECT registers.run('consent', 'add', NULL, jsonb_build_object('of_student', '#' || listed.student_id, 'purpose', CASE listed.place % 5 WHEN 0 THEN '宣传照片' WHEN 1 THEN '健康信息' ELSE '心理测评' END,
    'given_by', CASE WHEN listed.place % 2 = 0 THEN '母亲' ELSE '父亲' END, 'given_as', '监护人', 'given_on', (ref.today() - 60)::text))
FROM (SELECT student_id, row_number() OVER (ORDER BY student_id) AS place FROM people.class_placement WHERE valid @> ref.today()
      AND class_id IN (SELECT id FROM units.unit WHERE cohort_entry_year > (SELECT min(oldest.cohort_entry_year) FROM units.unit AS oldest WHERE oldest.kind = 'class' AND oldest.valid @> ref.today()))) AS listed
WHERE listed.place % 4 = 0;
SELECT registers.run('consent', 'withdraw', (SELECT max(id) FROM care.list_consents(NULL, 'publicity')), jsonb_build_object('on_day', (ref.today() - 20)::text));
-- Records of this term: most are confirmed, some still wait for their homeroom teacher.
SELECT registers.run('left_behind_record', 'confirm', record.id, '{}') FROM care.list_left_behind_register() AS record WHERE record.state = 'to_confirm' AND record.class_label NOT LIKE '%(1)班' AND record.id % 6 <> 0;
SELECT registers.run('left_behind_record', 'assess', record.id, jsonb_build_object('assessment', CASE record.id % 7 WHEN 0 THEN '差' WHEN 1 THEN '一般' WHEN 2 THEN '一般' ELSE '较好' END, 'lives_alone', '否', 'away_reason', '外出务工'))
FROM care.list_left_behind_register() AS record WHERE record.state = 'confirmed' AND record.id % 2 = 0;
SELECT registers.run('left_behind_record', 'change', (SELECT min(id) FROM care.list_left_behind_register() WHERE state = 'confirmed' AND father_away = 'yes' AND mother_away = 'no'), '{"why": "母亲国庆后外出务工", "mother_away": "是", "mother_place": "广东东莞"}');
SELECT registers.run('left_behind_record', 'end', (SELECT max(id) FROM care.list_left_behind_register() WHERE state = 'confirmed' AND father_away = 'yes' AND mother_away = 'no'), '{"why": "父亲已返乡就业"}');
SELECT registers.run('entrusted_care', 'notice', listed.id, jsonb_build_object('written_notice_on', (ref.today() - 40)::text)) FROM people.list_entrusted_care() AS listed WHERE listed.id % 3 <> 0;
-- Files: opened, reviewed, with goals, handed over, paused, closed.
SELECT registers.run('care_file', 'hand_over', file.id, jsonb_build_object('carer', '#' || (SELECT min(carer_id) FROM (SELECT staff.person_id AS carer_id FROM care.list_files(true, false, false, NULL, NULL, 1000) AS listed JOIN people.person ON person.name = listed.carer_name JOIN people.staff ON staff.person_id = person.id) AS carers)))
FROM (SELECT id FROM care.list_file_register() WHERE id % 30 = 0 ORDER BY id LIMIT 3) AS file;
SELECT registers.run('care_file', 'add', NULL, jsonb_build_object('of_student', '#' || listed.student_id, 'kind', listed.kind, 'source', listed.source, 'summary', listed.summary, 'carer', '#' || listed.carer, 'every_days', listed.days::text))
FROM (SELECT placed.student_id, wanted.*, (SELECT DISTINCT carer_id FROM (SELECT staff.person_id AS carer_id FROM care.list_files(true, false, false, NULL, NULL, 1000) AS listed JOIN people.person ON person.name = listed.carer_name JOIN people.staff ON staff.person_id = person.id) AS carers ORDER BY carer_id OFFSET 3 + wanted.place LIMIT 1) AS carer
      FROM (VALUES (0, '家庭', '家访', '父母分居,随母亲生活,周末情绪低落', 14), (1, '学业', '任课教师反映', '两科连续下滑,常迟到', 30), (2, '健康', '校医室转来', '术后恢复,不能剧烈运动', 30), (3, '其他', '宿舍管理员反映', '与室友关系紧张', 14)) AS wanted (place, kind, source, summary, days)
      JOIN (SELECT student_id, row_number() OVER (ORDER BY student_id DESC) - 1 AS place FROM people.class_placement WHERE valid @> ref.today() AND student_id NOT IN (SELECT student_id FROM care.list_files(false, false, false, NULL, NULL, 1000))) AS placed USING (place)) AS listed;
SELECT registers.run('care_file', 'review', file.id, jsonb_build_object('result', CASE file.id % 5 WHEN 0 THEN '加重' WHEN 1 THEN '好转' WHEN 2 THEN '好转' ELSE '无变化' END, 'remarks', '期中评估,听取班主任和任课教师意见')) FROM care.list_file_register() AS file WHERE file.id % 3 = 1;
SELECT registers.run('care_file', 'add_goal', file.id, jsonb_build_object('goal', CASE WHEN file.id % 2 = 0 THEN '每周与父母通话一次' ELSE '期末各科及格' END, 'due_on', (ref.today() + 50)::text)) FROM care.list_file_register() AS file WHERE file.id % 8 = 0;
SELECT registers.run('care_file', 'reach_goal', file.id, jsonb_build_object('of_goal', (SELECT goal.id FROM care.list_file_goals(file.id) AS goal LIMIT 1)::text)) FROM care.list_file_register() AS file WHERE file.id % 16 = 0;
SELECT registers.run('care_file', 'add_concern', file.id, jsonb_build_object('kind', '学业', 'summary', '周测缺考')) FROM care.list_file_register() AS file WHERE file.id % 20 = 0;
SELECT registers.run('care_file', 'close_concern', file.id, jsonb_build_object('of_concern', (SELECT max(concern.id) FROM care.list_file_concerns(file.id) AS concern)::text)) FROM care.list_file_register() AS file WHERE file.id % 40 = 0;
SELECT registers.run('care_file', 'contact', file.id, jsonb_build_object('on_day', (ref.today() - 3 - file.id::int % 20)::text, 'mode', (ARRAY['电话', '视频', '上门', '到校'])[1 + file.id % 4], 'outcome', CASE WHEN file.id % 9 = 0 THEN '未接通' ELSE '接通' END,
    'counterpart', CASE WHEN file.id % 2 = 0 THEN '母亲' ELSE '祖母' END, 'minutes', CASE WHEN file.id % 9 = 0 THEN '0' ELSE (5 + file.id % 25)::text END, 'summary', '了解近期生活与学习')) FROM care.list_file_register() AS file WHERE file.id % 3 <> 0;
SELECT registers.run('care_file', 'set_contact_rule', file.id, '{"every_days": "7", "basis": "预警后每周联系"}') FROM care.list_file_register() AS file WHERE file.id % 25 = 0;
SELECT registers.run('care_file', 'note', file.id, '{"note_text": "与班主任商定:每周一次谈话,月底再看"}') FROM care.list_file_register() AS file WHERE file.id % 12 = 0;
SELECT registers.run('care_file', 'close', (SELECT min(id) FROM care.list_file_register() WHERE id % 7 = 0), '{"why": "父母返乡,情况稳定,家长同意结档"}');
-- Before the gaokao: the seven of last year, the seven that are planned, and one that was given up.
SELECT registers.run('activity', 'add', NULL, jsonb_build_object('kind', '高考助考', 'title', part.title || part.which, 'planned_on', (ref.today() + part.days)::text, 'where_held', part.place, 'grade_unit', '#' || top.id))
FROM (SELECT listed.title, listed.place, of_year.which, listed.days + of_year.shift AS days FROM (VALUES ('考前指导讲座', '报告厅', 0), ('诗朗诵祝福', '田径场', 8), ('减压健身操', '田径场', 12), ('助考短视频', '各班教室', 20), ('成人宣誓仪式', '田径场', 25), ('毕业晚会', '礼堂', 40), ('爱心送考带考', '考点', 45)) AS listed (title, place, days)
      CROSS JOIN (VALUES ('(上届)', -215), ('', 150)) AS of_year (which, shift)) AS part
CROSS JOIN (SELECT id FROM units.unit WHERE kind = 'grade' AND valid @> ref.today() ORDER BY cohort_entry_year LIMIT 1) AS top;
SELECT registers.run('activity', 'hold', activity.id, jsonb_build_object('held_on', activity.planned_on::text, 'attended', (560 + activity.id % 40)::text)) FROM care.list_activities('gaokao') AS activity WHERE activity.title LIKE '%(上届)';
SELECT registers.run('activity', 'add', NULL, jsonb_build_object('kind', '关爱活动', 'title', '留守学生中秋包饺子', 'planned_on', (ref.today() - 50)::text, 'where_held', '一楼餐厅'));
SELECT registers.run('activity', 'drop', (SELECT id FROM care.list_activities('care') LIMIT 1), '{"why": "食堂检修,并入国庆活动"}');

-- as: counselling
SELECT registers.run('screening_round', 'add', NULL, jsonb_build_object('title', title, 'kind', '心理', 'instrument', '中学生心理健康量表', 'from_day', (ref.today() - from_age)::text, 'to_day', (ref.today() - to_age)::text))
FROM (VALUES ('春季心理筛查', 230, 200), ('秋季心理筛查', 45, 10)) AS listed (title, from_age, to_age);
SELECT registers.run('screening_round', 'add_screening_return', round.id, jsonb_build_object('class', '#' || class.id, 'returned_on', least(ref.today(), round.from_day + 3 + class.place::int)::text, 'screened_count', (44 + class.place % 6)::text))
FROM care.list_screening_rounds('psychological') AS round CROSS JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM units.unit WHERE kind = 'class' AND valid @> ref.today()) AS class
WHERE round.title LIKE '春季%' OR class.place <= 10;
-- Only who consented has a result with a score; a flag opens a referral.
SELECT registers.run('screening_result', 'add', NULL, jsonb_build_object('screening_round', round.id::text, 'of_student', '#' || given.student_id, 'band', CASE WHEN given.place % 5 = 0 THEN '转介' WHEN given.place % 3 = 0 THEN '关注' ELSE '无' END, 'score', (20 + given.place * 7 % 60)::text,
    'seen_on', CASE WHEN given.place % 5 = 0 AND given.place % 2 = 0 OR given.place % 3 = 0 THEN (ref.today() - 6)::text END, 'guardian_told_on', CASE WHEN given.place % 5 = 0 THEN (ref.today() - 5)::text END))
FROM (SELECT id FROM care.list_screening_rounds('psychological') WHERE title LIKE '秋季%') AS round
CROSS JOIN (SELECT student_id, row_number() OVER (ORDER BY student_id) AS place FROM care.list_consents(NULL, 'psychological_test') WHERE withdrawn_on IS NULL) AS given;
-- Without consent there is a band at most.
SELECT registers.run('screening_result', 'add', NULL, jsonb_build_object('screening_round', round.id::text, 'of_student', '#' || placed.student_id, 'band', '关注'))
FROM (SELECT id FROM care.list_screening_rounds('psychological') WHERE title LIKE '秋季%') AS round
CROSS JOIN (SELECT student_id FROM people.class_placement WHERE valid @> ref.today() AND student_id NOT IN (SELECT student_id FROM care.list_consents()) ORDER BY student_id DESC LIMIT 3) AS placed;
SELECT registers.run('referral', 'add', NULL, jsonb_build_object('of_student', '#' || placed.student_id, 'reason', reason, 'urgency', urgency, 'referred_on', (ref.today() - age)::text))
FROM (VALUES (0, '班主任反映:近两周常独处,不愿回宿舍', '一般', 18), (1, '家长来电:返校后失眠,请学校关心', '一般', 9), (2, '同学反映:说过不想活的话', '紧急', 2)) AS listed (place, reason, urgency, age)
JOIN (SELECT student_id, row_number() OVER (ORDER BY student_id DESC) + 3 AS place FROM people.class_placement WHERE valid @> ref.today()) AS placed ON placed.place = listed.place + 10;
SELECT registers.run('referral', 'accept', referral.id, '{}') FROM care.list_referrals() AS referral WHERE referral.id % 4 <> 0;
SELECT registers.run('referral', 'start', referral.id, '{}') FROM care.list_referrals() AS referral WHERE referral.state = 'accepted' AND referral.id % 4 <> 1;
SELECT registers.run('referral', 'refer_out', referral.id, '{"institution": "市精神卫生中心"}') FROM (SELECT id FROM care.list_referrals() WHERE state = 'in_care' ORDER BY id LIMIT 3) AS referral;
SELECT registers.run('referral', 'return', (SELECT min(id) FROM care.list_referrals() WHERE state = 'referred_out'), '{}');
SELECT registers.run('referral', 'close', (SELECT max(id) FROM care.list_referrals() WHERE state = 'in_care'), '{"why": "四次谈话后恢复,家长知情"}');
SELECT registers.run('counselling_case', 'add', NULL, jsonb_build_object('of_student', '#' || referral.student_id, 'counsellor', '#' || access.person_id(), 'opened_on', (ref.today() - 5)::text,
    'institution', CASE WHEN referral.institution IS NOT NULL THEN referral.institution END, 'institution_paper_on', CASE WHEN referral.institution IS NOT NULL THEN (ref.today() - 3)::text END))
FROM care.list_referrals() AS referral WHERE referral.state IN ('in_care', 'referred_out', 'returned');
SELECT registers.run('counselling_case', 'add_counselling_note', of_case.id, jsonb_build_object('on_day', (ref.today() - 5 + visit)::text, 'note_text', (ARRAY['初次谈话,建立信任,约定每周一次', '谈家庭与睡眠,教放松练习', '情绪平稳,愿意参加社团'])[visit]))
FROM care.list_counselling_cases() AS of_case CROSS JOIN generate_series(1, 3) AS visit WHERE visit <= 1 + of_case.id % 3;
SELECT registers.run('counselling_case', 'close', (SELECT min(id) FROM care.list_counselling_cases() WHERE institution IS NULL), '{"why": "目标达成,约定期末回访"}');
SELECT registers.run('risk_alert', 'add', NULL, jsonb_build_object('of_student', '#' || referral.student_id, 'level', CASE WHEN referral.urgency = 'urgent' THEN '3' WHEN referral.state = 'referred_out' THEN '2' ELSE '1' END, 'since', (ref.today() - 4)::text,
    'ground', CASE WHEN referral.urgency = 'urgent' THEN '他人报告' ELSE '测评' END, 'guardian_told_on', (ref.today() - 4)::text, 'homeroom_told_on', (ref.today() - 4)::text, 'plan_text', '班主任与室友陪伴;家长每晚通话;辅导教师每日见一面;收起危险物品'))
FROM care.list_referrals() AS referral WHERE referral.urgency = 'urgent' OR referral.state = 'referred_out' OR referral.state = 'in_care' AND referral.id % 2 = 0;
SELECT registers.run('risk_alert', 'close', (SELECT max(id) FROM care.list_risk_alerts() WHERE level = '1'), '{"why": "连续三次评估平稳"}');
SELECT registers.run('activity', 'add', NULL, jsonb_build_object('kind', '心理健康教育', 'title', title, 'planned_on', (ref.today() + days)::text, 'where_held', place))
FROM (VALUES ('新生适应团体辅导', -70, '心理辅导室'), ('情绪管理主题班会', -35, '各班教室'), ('家长课堂:怎样听孩子说话', -14, '报告厅'), ('考前减压讲座', 20, '报告厅')) AS listed (title, days, place);
SELECT registers.run('activity', 'add_activity_class', activity.id, jsonb_build_object('class', '#' || class.id, 'attended', (40 + class.place % 9)::text))
FROM care.list_activities('mental_health') AS activity CROSS JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM units.unit WHERE kind = 'class' AND valid @> ref.today()) AS class
WHERE activity.title LIKE '新生%' AND class.place <= 4 OR activity.title LIKE '情绪%' AND class.place <> 7;
SELECT registers.run('activity', 'hold', activity.id, jsonb_build_object('held_on', (activity.planned_on + 1)::text, 'attended', CASE WHEN activity.title LIKE '家长%' THEN '180' END)) FROM care.list_activities('mental_health', true) AS activity WHERE activity.planned_on < ref.today();

-- as: headcounsellor
-- The head's own case; the others' are read by the head as head.
SELECT registers.run('referral', 'accept', (SELECT min(id) FROM care.list_referrals() WHERE state = 'open'), '{}');
SELECT registers.run('counselling_case', 'add', NULL, jsonb_build_object('of_student', '#' || referral.student_id, 'counsellor', '#' || access.person_id(), 'opened_on', (ref.today() - 1)::text))
FROM care.list_referrals() AS referral WHERE referral.state = 'accepted' AND referral.accepted_on = ref.today() ORDER BY referral.id LIMIT 1;

-- as: clinic
SELECT registers.run('screening_round', 'add_health', NULL, jsonb_build_object('title', '秋季特异体质筛查', 'from_day', (ref.today() - 60)::text, 'to_day', (ref.today() - 30)::text, 'instrument', '家长告知表'));
SELECT registers.run('screening_round', 'add_health_return', (SELECT id FROM care.list_screening_rounds('health') LIMIT 1), jsonb_build_object('class', '#' || class.id, 'returned_on', (ref.today() - 55 + class.place)::text, 'screened_count', '50'))
FROM (SELECT id, row_number() OVER (ORDER BY id)::int AS place FROM units.unit WHERE kind = 'class' AND valid @> ref.today()) AS class WHERE class.place <> 9;
SELECT registers.run('health_record', 'check', record.id, '{}') FROM care.list_health_records() AS record WHERE record.id % 5 <> 0;
SELECT registers.run('health_record', 'activate', record.id, '{}') FROM care.list_health_records('evidence_checked') AS record WHERE record.id % 4 <> 0;
SELECT registers.run('health_record', 'review', record.id, '{}') FROM care.list_health_records('active') AS record WHERE record.id % 3 <> 0;
SELECT registers.run('health_record', 'end', record.id, '{"why": "复查已痊愈"}') FROM (SELECT id FROM care.list_health_records() WHERE condition LIKE '骨折%' AND state <> 'ended' ORDER BY id LIMIT 1) AS record;
SELECT registers.run('health_record', 'change', record.id, '{"notice_signed": "是"}') FROM (SELECT id FROM care.list_health_records() WHERE NOT notice_signed ORDER BY id LIMIT 2) AS record;
SELECT registers.run('health_record', 'add', NULL, jsonb_build_object('of_student', '#' || placed.student_id, 'condition', condition, 'institution', institution, 'long_term_medication', medication, 'notice_signed', '是', 'emergency_contact', '母亲'))
FROM (VALUES (1, '哮喘', '市第一人民医院', '是'), (2, '癫痫', NULL, '是'), (3, '鸡蛋过敏', '市中医院', '否')) AS listed (place, condition, institution, medication)
JOIN (SELECT student_id, row_number() OVER (ORDER BY student_id) AS place FROM people.class_placement WHERE valid @> ref.today() AND student_id NOT IN (SELECT student_id FROM care.list_health_records())) AS placed USING (place);
SELECT registers.run('health_card', 'add', NULL, jsonb_build_object('of_student', '#' || record.student_id, 'sport_limit', CASE WHEN record.condition LIKE '%心脏%' THEN '禁止剧烈运动' WHEN record.condition LIKE '骨折%' THEN '免体' WHEN record.condition ~ '哮喘|癫痫|紫癜|贫血' THEN '适度' ELSE '无限制' END,
    'first_aid', CASE WHEN record.condition LIKE '%糖尿病%' THEN '出汗、手抖:立即进食糖块,测血糖,不缓解打120' WHEN record.condition LIKE '%过敏%' THEN '停止接触,口服抗过敏药;呼吸困难打120' WHEN record.condition LIKE '哮喘%' THEN '坐直,吸入急救喷雾,十分钟不缓解打120'
                      WHEN record.condition LIKE '癫痫%' THEN '侧卧,勿按压,勿塞口,计时,超过五分钟打120' ELSE '停止活动,通知校医,联系家长' END))
FROM care.list_health_records() AS record WHERE record.state = 'active' OR record.condition IN ('哮喘', '癫痫');

-- as: teacher
SELECT registers.run('health_card', 'acknowledge', card.id, '{}') FROM care.list_health_cards(true) AS card WHERE card.id % 3 <> 0;
SELECT registers.run('mandatory_report', 'add', NULL, jsonb_build_object('of_student', '#' || placed.student_id, 'noticed_at', (ref.today() - 12) || ' 10:20', 'what_noticed', '体育课更衣时见手臂多处旧伤,学生说是在家被打'))
FROM (SELECT student_id FROM people.class_placement WHERE valid @> ref.today() ORDER BY student_id OFFSET 33 LIMIT 1) AS placed;

-- as: homeroom
SELECT registers.run('left_behind_record', 'confirm', record.id, '{}') FROM care.list_left_behind_register() AS record WHERE record.state = 'to_confirm' AND record.father_away <> 'unknown' AND record.id % 7 <> 0;
SELECT registers.run('left_behind_record', 'assess', record.id, jsonb_build_object('assessment', CASE WHEN record.id % 4 = 0 THEN '一般' ELSE '较好' END, 'lives_alone', '否', 'away_reason', '外出务工')) FROM care.list_left_behind_register() AS record WHERE record.state = 'confirmed' AND record.id % 3 <> 0;
-- Both parents away, under sixteen, nobody in the house: the alert and the report come by themselves.
SELECT registers.run('left_behind_record', 'assess', record.id, '{"assessment": "差", "lives_alone": "是", "away_reason": "外出务工,祖母秋季去世"}')
FROM (SELECT listed.id FROM care.list_left_behind_register() AS listed CROSS JOIN LATERAL care.read_left_behind_register(listed.id) AS detail WHERE listed.state = 'confirmed' AND detail.by_state_council = 'yes' ORDER BY listed.id LIMIT 1) AS record;
SELECT registers.run('left_behind_record', 'add', NULL, jsonb_build_object('of_student', '#' || enrolled.id, 'father_away', '是', 'mother_away', '不明', 'father_place', '浙江义乌', 'calls_per_week', '2', 'helper', '#' || access.person_id()))
FROM (SELECT id FROM people.list_enrolments() WHERE id NOT IN (SELECT student_id FROM care.list_left_behind_register()) ORDER BY id LIMIT 1) AS enrolled;
SELECT registers.run('entrusted_care', 'add', NULL, jsonb_build_object('of_student', '#' || record.student_id, 'carer_name', '邻居王阿姨', 'kin', '邻居', 'declaration_given', '是', 'carer_birth_date', '1958-03-02', 'written_notice_on', (ref.today() - 8)::text))
FROM (SELECT student_id FROM care.list_left_behind_register() WHERE student_id NOT IN (SELECT student_id FROM people.list_entrusted_care()) ORDER BY id LIMIT 1) AS record;
-- Calls on the line of the dormitory: most are reached; one child's father does not answer three times, which asks for a visit.
SELECT registers.run('family_call', 'add', NULL, jsonb_build_object('of_student', '#' || record.student_id, 'called_on', (ref.today() - 7 * week + record.id::int % 3)::text, 'with_whom', CASE WHEN week % 2 = 0 THEN '父亲' ELSE '母亲' END, 'line', '宿舍亲情电话',
    'outcome', CASE WHEN (record.id + week) % 6 = 0 THEN '未接通' ELSE '接通' END, 'minutes', CASE WHEN (record.id + week) % 6 = 0 THEN NULL ELSE (4 + record.id % 12)::text END))
FROM care.list_left_behind_register() AS record CROSS JOIN generate_series(1, 4) AS week WHERE record.id % 4 <> 0;
SELECT registers.run('family_call', 'add', NULL, jsonb_build_object('of_student', '#' || record.student_id, 'called_on', (ref.today() - 20 + 7 * attempt)::text, 'with_whom', '父亲', 'outcome', CASE WHEN attempt = 2 THEN '拒绝' ELSE '未接通' END, 'note', '手机关机'))
FROM (SELECT student_id FROM care.list_left_behind_register() WHERE id % 4 = 0 ORDER BY id LIMIT 1) AS record CROSS JOIN generate_series(0, 2) AS attempt;
SELECT registers.run('care_file', 'contact', file.id, jsonb_build_object('on_day', (ref.today() - 2 - file.id::int % 9)::text, 'mode', '电话', 'outcome', '接通', 'counterpart', '母亲', 'minutes', '12', 'summary', '通报期中成绩,商量寒假安排')) FROM care.list_file_register() AS file WHERE file.id % 4 = 1;
SELECT registers.run('health_card', 'acknowledge', card.id, '{}') FROM care.list_health_cards(true) AS card WHERE card.id % 2 = 0;
SELECT registers.run('mandatory_report', 'add', NULL, jsonb_build_object('of_student', '#' || enrolled.id, 'noticed_at', ref.today() - 5 || ' 21:40', 'what_noticed', '学生一周未到校,父母失联,邻居称家中无人')) FROM (SELECT id FROM people.list_enrolments() ORDER BY id DESC LIMIT 1) AS enrolled;

-- as: gradeoffice
SELECT registers.run('activity', 'add', NULL, jsonb_build_object('kind', '关爱活动', 'title', '高一入学适应一对一谈话', 'planned_on', (ref.today() - 25)::text, 'where_held', '年级办公室', 'grade_unit', '#' || unit.id))
FROM units.unit WHERE unit.id IN (SELECT held.unit_id FROM access.role_assignment AS held WHERE held.person_id = access.person_id() AND held.role = 'grade_office');
SELECT registers.run('activity', 'add_activity_class', activity.id, jsonb_build_object('class', '#' || class.id, 'attended', '12')) FROM care.list_activities('care', true) AS activity CROSS JOIN (SELECT id FROM units.unit WHERE kind = 'class' AND valid @> ref.today() ORDER BY cohort_entry_year DESC, id LIMIT 3) AS class;
SELECT registers.run('activity', 'hold', activity.id, jsonb_build_object('held_on', activity.planned_on::text)) FROM care.list_activities('care', true) AS activity;

-- as: reportofficer
-- Each report where it stands: told at once, protected, brought to its end.
SELECT registers.run('mandatory_report', 'report', report.id, jsonb_build_object('reported_at', to_char(report.noticed_at AT TIME ZONE 'Asia/Shanghai' + interval '50 minutes', 'YYYY-MM-DD HH24:MI'), 'reported_to', '属地派出所、区民政局', 'officer', '值班民警', 'receipt', '报字第' || report.id || '号'))
FROM care.list_mandatory_reports() AS report WHERE report.noticed_at < now() - interval '2 days';
SELECT registers.run('mandatory_report', 'protect', report.id, '{"protective_steps": "暂由学校宿舍安置,专人陪护;民政派员入户评估"}') FROM care.list_mandatory_reports() AS report WHERE report.state = 'reported';
SELECT registers.run('mandatory_report', 'tell_outcome', (SELECT min(id) FROM care.list_mandatory_reports() WHERE state = 'protected'), '{"outcome": "公安告诫监护人,社区每周回访,学校每日报平安"}');

-- as: carer
-- The first that was handed over is taken; the others still wait for the new carer.
SELECT registers.run('care_file', 'acknowledge', (SELECT min(file.id) FROM care.list_file_register() AS file CROSS JOIN LATERAL care.list_file_handovers(file.id) AS given WHERE given.acknowledged_at IS NULL), '{}');

-- as: leader
SELECT registers.run('pairing', 'add_activity', pairing.id, jsonb_build_object('on_day', (ref.today() - 30 * month - 2)::text, 'what_done', (ARRAY['中午一起吃饭,聊学习和家里', '到宿舍看望,送去冬衣', '一起看月考试卷'])[month + 1])) FROM care.list_pairings(true) AS pairing CROSS JOIN generate_series(0, 2) AS month WHERE pairing.from_day <= ref.today() - 30 * month - 2;

-- as: secretary
SELECT registers.run('pairing', 'add_activity', pairing.id, jsonb_build_object('on_day', (ref.today() - 45)::text, 'what_done', '家访,见到祖父母')) FROM care.list_pairings(true) AS pairing WHERE pairing.from_day <= ref.today() - 45;
