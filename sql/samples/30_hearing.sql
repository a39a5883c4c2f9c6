-- as: union
SELECT registers.run('retiree', 'add', NULL, jsonb_build_object('name', left(name, 1) || '老师', 'retired_on', (ref.today() - 365 * years)::text, 'needs', needs, 'visit_every_days', every))
FROM (SELECT name, row_number() OVER (ORDER BY id) AS place FROM people.person WHERE id IN (SELECT person_id FROM people.staff)) AS somebody
JOIN (VALUES (1, 12, '独居,行动不便', '90'), (5, 8, NULL, NULL), (9, 3, '住院康复中', '60'), (14, 20, '视力下降,需代取药', '90'), (20, 1, NULL, NULL)) AS listed (place, years, needs, every) USING (place);
SELECT registers.run('encounter', 'add', NULL, jsonb_build_object('kind', '走访慰问', 'held_on', (ref.today() - age)::text, 'host', '#' || access.person_id(), 'retiree', retiree.id::text, 'with_whom', retiree.name, 'heard', heard, 'measure', measure))
FROM (SELECT id, name, row_number() OVER (ORDER BY id) AS place FROM people.list_retirees()) AS retiree
JOIN (VALUES (1, 120, '身体尚可,买菜不便', '联系社区送菜'), (1, 40, '送菜已落实,很满意', NULL), (2, 30, '关心学校招生', NULL), (3, 25, '康复顺利', '下月再访'), (4, 110, '取药要走很远', '志愿者每月代取')) AS said (place, age, heard, measure) USING (place);
-- as: leader
SELECT registers.run('encounter', 'add', NULL, jsonb_build_object('kind', '下沉走访', 'held_on', (ref.today() - age)::text, 'host', '#' || access.person_id(), 'of_place', place, 'heard', heard, 'measure', measure))
FROM (VALUES ('一楼餐厅', 96, '午餐高峰排队十五分钟', '错峰就餐'), ('1号宿舍楼 / 203', 71, '热水九点后不足', NULL), ('化学实验室', 44, '通风橱噪声大', '请总务处检修'), ('一楼餐厅', 20, '错峰后排队缩短到六分钟', NULL), ('1号宿舍楼 / 203', 6, '热水已延长半小时', NULL)) AS seen (place, age, heard, measure);
SELECT registers.run('encounter', 'raise_issue', id, '{"title": "实验室通风橱噪声偏大", "area": "办学条件", "severity": "一般"}') FROM field.list_encounters('drop_in', NULL, '通风橱');
-- as: secretary
SELECT registers.run('encounter', 'add', NULL, jsonb_build_object('kind', kind, 'held_on', (ref.today() - age)::text, 'host', '#' || access.person_id(), 'with_whom', whom, 'attendee_count', count_of, 'heard', heard))
FROM (VALUES ('下沉走访', 80, '班主任三人', '3', '班主任反映晚自习后值守压力大'), ('座谈', 52, '青年教师', '14', '希望有固定的磨课时间'), ('座谈', 15, '家长委员会', '11', '希望接送区有遮雨棚;希望公布食堂菜价')) AS seen (kind, age, whom, count_of, heard);
SELECT registers.run('encounter', 'raise_issue', id, jsonb_build_object('title', title, 'area', '后勤服务', 'severity', severity))
FROM field.list_encounters('forum', NULL, '遮雨棚') CROSS JOIN (VALUES ('接送区没有遮雨棚', '一般'), ('食堂菜价没有公示', '较重')) AS raised (title, severity);
-- as: homeroom
WITH pupil AS (SELECT placement.student_id, row_number() OVER (ORDER BY placement.student_id) AS place FROM people.class_placement AS placement WHERE placement.valid @> ref.today() AND placement.class_id IN (SELECT access.unit_ids('visit', 'create')))
SELECT registers.run('encounter', 'add', NULL, jsonb_build_object('kind', '谈心谈话', 'held_on', (ref.today() - age)::text, 'host', '#' || access.person_id(), 'of_student', '#' || pupil.student_id, 'heard', heard, 'measure', measure))
FROM (VALUES (3, 50, '数学跟不上,晚上睡得晚', '请任课教师答疑'), (7, 33, '与同桌有矛盾', '已调解,一周后再谈'), (11, 21, '想念外地的父母', '安排周末视频通话'), (3, 9, '成绩有起色', NULL), (19, 2, '寝室有人晚上打游戏', '与生活老师核实')) AS talk (place, age, heard, measure) JOIN pupil USING (place);
SELECT registers.run('encounter', 'raise_issue', id, '{"title": "寝室熄灯后仍有人玩手机", "area": "学生关爱", "severity": "一般"}') FROM field.list_encounters('talk', NULL, '打游戏');
-- as: studentaffairs
SELECT registers.run('encounter', 'add', NULL, jsonb_build_object('kind', '座谈', 'held_on', (ref.today() - age)::text, 'host', '#' || access.person_id(), 'with_whom', whom, 'attendee_count', count_of, 'heard', heard, 'measure', measure))
FROM (VALUES ('各班学生代表', 62, '24', '希望延长图书馆开放时间;操场夜间照明不足', '交总务处研究'), ('住校生代表', 18, '12', '热水、洗衣、晾晒三件事', NULL)) AS forum (whom, age, count_of, heard, measure);
SELECT registers.run('encounter', 'raise_issue', id, jsonb_build_object('title', title, 'area', area))
FROM field.list_encounters('forum', NULL, '图书馆') CROSS JOIN (VALUES ('图书馆周末不开放', '办学条件'), ('操场夜间照明不足', '校园安全')) AS raised (title, area);
SELECT registers.run('survey', 'add', NULL, jsonb_build_object('title', title, 'purpose', purpose, 'is_anonymous', anonymous, 'invited_count', asked, 'closes_on', (ref.today() + days)::text))
FROM (VALUES ('关爱学生问卷', '了解学生在校生活和求助渠道', '是', '48', 10), ('食堂满意度问卷', '改进食堂', '是', '40', 3), ('住校生作息问卷', '调整作息', '是', '30', 20), ('校服款式意见征集', '选定款式', '否', '60', 30), ('家长会形式问卷', '改进家长会', '是', '200', 15)) AS listed (title, purpose, anonymous, asked, days);
SELECT registers.run('survey', 'add_survey_question', survey.id, jsonb_build_object('ordinal', ordinal, 'question', question, 'options', options))
FROM (VALUES ('关爱学生问卷', '1', '遇到困难时你首先找谁', '班主任|任课教师|同学|家长|没有人'), ('关爱学生问卷', '2', '你每周与父母通话几次', '没有|一次|两次以上'), ('关爱学生问卷', '3', '你最希望学校做的一件事', NULL),
             ('食堂满意度问卷', '1', '饭菜质量', '满意|基本满意|不满意'), ('食堂满意度问卷', '2', '排队时间', '可以接受|偏长'), ('住校生作息问卷', '1', '希望几点熄灯', '22:00|22:30|23:00'), ('校服款式意见征集', '1', '你选哪一款', '甲款|乙款')) AS listed (title, ordinal, question, options)
JOIN field.list_surveys() AS survey USING (title);
SELECT registers.run('point_rule', 'add', NULL, jsonb_build_object('title', title, 'delta', delta, 'from_day', (ref.today() - starts)::text, 'to_day', (ref.today() - ended)::text))
FROM (VALUES ('拾金不昧', '5', 300, NULL), ('文明寝室', '3', 300, NULL), ('志愿服务一次', '2', 300, NULL), ('课间追逐打闹', '-2', 300, NULL), ('早读领读', '1', 300, 60)) AS listed (title, delta, starts, ended);
SELECT registers.run('point_entry', 'add', NULL, jsonb_build_object('of_student', '#' || pupil.student_id, 'why_given', rule.title, 'delta', rule.delta::text, 'given_on', (ref.today() - 5 - (pupil.place % 40)::int)::text, 'point_rule', rule.id::text))
FROM (SELECT student_id, row_number() OVER (ORDER BY student_id) AS place FROM people.class_placement WHERE valid @> ref.today()) AS pupil
JOIN (SELECT id, title, delta, row_number() OVER (ORDER BY id) AS place FROM registers.list_point_rules() WHERE to_day IS NULL) AS rule ON rule.place = 1 + pupil.place % 4 WHERE pupil.place % 7 = 0;
-- as: homeroom
WITH pupil AS (SELECT placement.student_id, row_number() OVER (ORDER BY placement.student_id) AS place FROM people.class_placement AS placement WHERE placement.valid @> ref.today() AND placement.class_id IN (SELECT access.unit_ids('visit', 'create')))
SELECT registers.run('point_entry', 'add', NULL, jsonb_build_object('of_student', '#' || pupil.student_id, 'why_given', why, 'delta', delta, 'given_on', (ref.today() - age)::text))
FROM (VALUES (2, '帮助生病同学补笔记', '3', 12), (5, '运动会为班级争光', '4', 25), (9, '迟到', '-1', 8)) AS given (place, why, delta, age) JOIN pupil USING (place);
SELECT registers.run('point_entry', 'reverse', id, '{"why_given": "核实是校车晚点,撤销扣分"}') FROM registers.list_point_entries() WHERE why_given = '迟到';
-- as: gradeoffice
SELECT registers.run('encounter', 'add', NULL, jsonb_build_object('kind', '座谈', 'held_on', (ref.today() - 27)::text, 'host', '#' || access.person_id(), 'with_whom', '年级任课教师', 'attendee_count', '16', 'heard', '选科后走班考勤难;希望有统一的课表查询'));
SELECT registers.run('encounter', 'raise_issue', id, '{"title": "走班考勤没有统一办法", "area": "规范办学"}') FROM field.list_encounters('forum', NULL, '走班');
-- as: teacher
SELECT registers.run('encounter', 'add', NULL, jsonb_build_object('kind', '征求意见', 'held_on', (ref.today() - 13)::text, 'host', '#' || access.person_id(), 'with_whom', '社区居民', 'attendee_count', '6', 'heard', '希望学校操场周末向社区开放'));
-- as: partyoffice
SELECT registers.run('encounter', 'add', NULL, jsonb_build_object('kind', '征求意见', 'held_on', (ref.today() - age)::text, 'host', '#' || access.person_id(), 'with_whom', whom, 'attendee_count', count_of, 'heard', heard))
FROM (VALUES (57, '家长代表(招生宣传)', '9', '希望讲清选科组合和分班办法'), (22, '离退休教师代表', '7', '希望家属区路灯早日修好')) AS asked (age, whom, count_of, heard);
SELECT registers.run('letter', 'add', NULL, jsonb_build_object('received_on', (ref.today() - age)::text, 'channel', channel, 'is_anonymous', anonymous, 'raiser_name', CASE WHEN anonymous = '否' THEN (SELECT left(name, 1) || '先生' FROM people.person WHERE id IN (SELECT person_id FROM people.staff) ORDER BY id OFFSET age % 30 LIMIT 1) END,
    'raiser_contact', contact, 'subject', subject, 'letter_text', words, 'about_conduct', conduct))
FROM (VALUES (2, '来信', '否', '门卫室留言', '校门口停车难', '放学时车辆堵在校门口,孩子过马路危险。', '否'), (22, '来电', '否', '来电显示号码', '晚自习后校车班次', '最后一班校车太早。', '否'), (41, '网络', '否', '校长信箱回复', '图书馆周末开放', '希望周末开放半天。', '否'),
             (70, '来访', '否', '当面约定', '围墙外噪声', '早操广播声音大。', '否'), (55, '来信', '是', NULL, '食堂菜价', '菜价比去年高,没有说明。', '否'), (36, '网络', '是', NULL, '宿舍热水', '热水九点就没有了。', '否'), (30, '来访', '否', '留有电话', '择校传言', '社会上有传言,希望澄清。', '否'),
             (66, '来信', '否', '信封地址', '操场周末开放', '希望操场周末向居民开放。', '否'), (25, '来信', '否', '信封地址', '学生被狗吓到', '校外流浪狗多。', '否'), (18, '来信', '是', NULL, '有偿补课', '听说有教师在校外有偿补课。', '是'), (12, '来电', '否', '来电显示号码', '教师言语不当', '课堂上讽刺学生。', '是')) AS listed (age, channel, anonymous, contact, subject, words, conduct);
SELECT registers.run('letter', 'assign', letter.id, jsonb_build_object('of_unit', unit, 'responsible', (SELECT '#' || staff_id FROM people.staff_post WHERE staff_post.post = listed.post AND valid @> ref.today())))
FROM (VALUES ('晚自习后校车班次', '总务处', '总务处主任'), ('围墙外噪声', '总务处', '总务处主任'), ('图书馆周末开放', '总务处', '总务处主任'), ('食堂菜价', '总务处', '总务处主任'), ('学生被狗吓到', '安全办', '安全办主任')) AS listed (subject, unit, post) JOIN work.list_letters() AS letter USING (subject);
SELECT registers.run('letter', 'tell', id, '{}') FROM work.list_letters() WHERE subject IN ('图书馆周末开放', '围墙外噪声', '择校传言', '学生被狗吓到');
SELECT registers.run('letter', 'extend', id, '{"why": "须与社区和广电部门会商,已向反映人说明", "days": "30"}') FROM work.list_letters() WHERE subject = '围墙外噪声';
SELECT registers.run('letter', 'answer', id, '{"answer": "录取一律按公布的分数线,没有任何择校费用,欢迎监督。"}') FROM work.list_letters() WHERE subject = '择校传言';
SELECT registers.run('letter', 'close', id, '{}') FROM work.list_letters() WHERE subject = '择校传言';
SELECT registers.run('letter', 'raise_issue', id, '{"title": "校门口停车秩序", "area": "校园安全"}') FROM work.list_letters() WHERE subject = '校门口停车难';
-- as: generalaffairs
SELECT registers.run('letter', 'answer', id, '{"answer": "图书馆自下周起周六上午开放。"}') FROM work.list_letters() WHERE subject = '图书馆周末开放';
SELECT registers.run('letter', 'answer', id, '{"answer": "菜价随采购价每月核定,已在餐厅公示。"}') FROM work.list_letters() WHERE subject = '食堂菜价';
-- as: safety
SELECT registers.run('letter', 'answer', id, '{"answer": "已联系城管收容,校门口增派值守。"}') FROM work.list_letters() WHERE subject = '学生被狗吓到';
-- as: partyoffice
SELECT registers.run('letter', 'ask_review', id, '{"why": "反映人认为只开放半天不够"}') FROM work.list_letters() WHERE subject = '图书馆周末开放';
SELECT registers.run('letter', 'ask_review', id, '{"why": "反映人说仍有流浪狗"}') FROM work.list_letters() WHERE subject = '学生被狗吓到';
SELECT registers.run('survey', 'approve', id, '{}') FROM field.list_surveys() WHERE title NOT LIKE '家长会%' AND state = 'draft';
-- as: safety
SELECT registers.run('letter', 'answer', id, '{"answer": "再次清理,并请社区在东侧围栏处补洞。"}') FROM work.list_letters() WHERE subject = '学生被狗吓到';
-- as: studentaffairs
SELECT registers.run('survey', 'open', id, '{}') FROM field.list_surveys(NULL, 'approved') WHERE title NOT LIKE '校服%';
SELECT registers.run('survey', 'answer', survey.id, jsonb_build_object('answers', (ARRAY['班主任', '同学', '同学', '家长', '任课教师', '没有人', '同学', '班主任'])[1 + n % 8] || '|' || (ARRAY['一次', '两次以上', '没有', '一次', '两次以上'])[1 + n % 5] || '|'))
FROM field.list_surveys() AS survey CROSS JOIN generate_series(1, 41) AS n WHERE survey.title LIKE '关爱%';
SELECT registers.run('survey', 'answer', survey.id, jsonb_build_object('answers', (ARRAY['满意', '基本满意', '满意', '不满意', '基本满意', '满意'])[1 + n % 6] || '|' || (ARRAY['可以接受', '偏长'])[1 + n % 2]))
FROM field.list_surveys() AS survey CROSS JOIN generate_series(1, 33) AS n WHERE survey.title LIKE '食堂%';
SELECT registers.run('survey', 'answer', survey.id, jsonb_build_object('answers', (ARRAY['22:00', '22:30', '22:30'])[1 + n % 3])) FROM field.list_surveys() AS survey CROSS JOIN generate_series(1, 9) AS n WHERE survey.title LIKE '住校%';
SELECT registers.run('survey', 'close', id, '{}') FROM field.list_surveys(NULL, 'open') WHERE title NOT LIKE '住校%';
SELECT registers.run('survey', 'release', id, '{}') FROM field.list_surveys(NULL, 'closed') WHERE title LIKE '食堂%';
-- as: registrar
SELECT registers.run('exchange_trip', 'add', NULL, jsonb_build_object('partner', (SELECT '#' || id FROM units.list_external_organizations('partner_school') LIMIT 1), 'subject', subject, 'from_day', (ref.today() - starts)::text, 'to_day', (ref.today() - ends)::text, 'participants', who.people, 'report', report))
FROM (VALUES ('同课异构与集体备课', 60, 57, 0, 12, '听课十六节,两校结成八对师徒。'), ('理科实验教学指导', 30, 29, 12, 4, NULL), ('高三复习备考交流', -20, -22, 4, 6, NULL)) AS trip (subject, starts, ends, skip, most, report)
CROSS JOIN LATERAL (SELECT string_agg('#' || staff_id, '、') AS people FROM (SELECT staff_id FROM people.staff_post WHERE post IN ('教师', '班主任') ORDER BY staff_id OFFSET trip.skip LIMIT trip.most) AS listed) AS who;
-- as: partyoffice
SELECT registers.run('secondment', 'add', NULL, jsonb_build_object('person', (SELECT '#' || staff_id FROM people.staff_post WHERE post = '教师' ORDER BY staff_id OFFSET place LIMIT 1), 'village', (SELECT '#' || id FROM units.list_external_organizations('village') LIMIT 1),
    'from_day', (ref.today() - starts)::text, 'to_day', (ref.today() - ends)::text))
FROM (VALUES (4, 700, 340), (5, 330, 60), (1, 60, NULL)) AS term (place, starts, ends);
SELECT registers.run('resident', 'add', NULL, jsonb_build_object('name', surname.name || called, 'community', (SELECT '#' || id FROM units.list_external_organizations('community') LIMIT 1), 'need', need, 'visit_every_days', every,
    'helper', (SELECT '#' || min(staff_id) FROM people.staff_post WHERE post = listed.post AND valid @> ref.today())))
FROM (VALUES (3, '奶奶', '独居,膝关节病,买菜取药困难', '30', '副校长'), (8, '师傅', '失业,女儿读高中', '30', '总务处主任'), (15, '大爷', '失独,冬季取暖困难', '14', '德育处主任')) AS listed (place, called, need, every, post)
JOIN (SELECT left(name, 1) AS name, row_number() OVER (ORDER BY id) AS place FROM people.person WHERE id IN (SELECT person_id FROM people.staff)) AS surname USING (place);
SELECT registers.run('volunteer_activity', 'add', NULL, jsonb_build_object('title', title, 'branch', branch, 'held_on', (ref.today() - age)::text, 'where_held', place))
FROM (VALUES ('清扫清溪社区楼道', '机关党支部', 48, '清溪社区'), ('图书馆义务整理', '高三党支部', 16, '图书馆')) AS listed (title, branch, age, place);
SELECT registers.run('volunteer_activity', 'add_volunteer_hours', activity.id, jsonb_build_object('person', '#' || member.person_id, 'hours', (2 + member.person_id % 3)::text))
FROM field.list_volunteer_activities() AS activity JOIN LATERAL (SELECT person_id FROM people.party_membership WHERE units.label(branch_id) = activity.branch_label AND valid @> ref.today() AND person_id <> access.person_id() ORDER BY person_id LIMIT 6) AS member ON true;
SELECT registers.run('volunteer_activity', 'confirm', activity.id, jsonb_build_object('person', hours.person_name)) FROM field.list_volunteer_activities() AS activity CROSS JOIN LATERAL field.list_volunteer_activity_volunteer_hourss(activity.id) AS hours WHERE activity.title LIKE '清扫%' AND hours.id % 3 <> 0;
-- as: branch
SELECT registers.run('volunteer_activity', 'add', NULL, jsonb_build_object('title', title, 'branch', '后勤党支部', 'held_on', (ref.today() - age)::text, 'where_held', place)) FROM (VALUES ('校门口文明引导', 38, '东校门'), ('清溪社区晾晒点安装', 10, '清溪社区')) AS listed (title, age, place);
SELECT registers.run('volunteer_activity', 'add_volunteer_hours', activity.id, jsonb_build_object('person', '#' || staff_id, 'hours', '1.5')) FROM field.list_volunteer_activities() AS activity CROSS JOIN people.staff_post WHERE post IN ('总务处主任', '总务处干事', '食堂管理员') AND valid @> ref.today();
SELECT registers.run('volunteer_activity', 'confirm', activity.id, jsonb_build_object('person', hours.person_name)) FROM field.list_volunteer_activities() AS activity CROSS JOIN LATERAL field.list_volunteer_activity_volunteer_hourss(activity.id) AS hours WHERE activity.title LIKE '校门口%';
-- as: leader
SELECT registers.run('resident', 'add_resident_aid', id, jsonb_build_object('on_day', (ref.today() - age)::text, 'what_done', done)) FROM people.list_residents() CROSS JOIN (VALUES (85, '送药上门,联系社区医生'), (50, '帮助办理慢性病卡'), (19, '陪同复查')) AS visit (age, done);
-- as: generalaffairs
SELECT registers.run('resident', 'add_resident_aid', id, jsonb_build_object('on_day', (ref.today() - age)::text, 'what_done', done)) FROM people.list_residents() CROSS JOIN (VALUES (70, '介绍保洁岗位'), (31, '已上岗')) AS visit (age, done);
-- as: teacher
SELECT registers.run('secondment', 'add_secondment_log', secondment.id, jsonb_build_object('on_day', (ref.today() - day)::text, 'what_done', (ARRAY['走访脱贫户', '协助秋收', '给村里孩子辅导作业', '参加村民代表会'])[1 + day % 4]))
FROM field.list_secondments() AS secondment CROSS JOIN generate_series(1, 55, 3) AS day;
-- as: partyoffice
SELECT registers.run('resident', 'close', id, '{"why": "已就业,家庭收入稳定,本人同意结束"}') FROM people.list_residents() WHERE visits = 2;
SELECT registers.run('utterance', 'answer', id, '{"answer": "助学金在每学期第十周前发到本人银行卡,名单已公示。"}') FROM work.list_utterances() WHERE words LIKE '咨询助学金%';
SELECT registers.run('utterance', 'answer', id, '{"answer": "家庭教育讲座已列入家长学校下月安排。"}') FROM work.list_utterances() WHERE words LIKE '希望开展家庭教育%';
SELECT registers.run('utterance', 'raise_issue', id, '{"title": "周末没有地方与父母视频", "area": "学生关爱", "severity": "较重"}') FROM work.list_utterances() WHERE words LIKE '希望周末安排亲情视频%' ORDER BY id LIMIT 1;
SELECT registers.run('utterance', 'raise_issue', id, '{"title": "上学路上缺少路灯", "area": "校园安全", "severity": "紧急"}') FROM work.list_utterances() WHERE words LIKE '希望协调增设路灯%' ORDER BY id LIMIT 1;
SELECT registers.run('issue', 'accept', id, '{}') FROM work.list_issue_register('reported') WHERE title IN ('走班考勤没有统一办法', '操场夜间照明不足', '接送区没有遮雨棚', '食堂菜价没有公示', '上学路上缺少路灯', '图书馆周末不开放');
SELECT registers.run('issue', 'merge', id, jsonb_build_object('into_number', (SELECT number FROM work.list_issue_register() WHERE title LIKE '东校门放学%'))) FROM work.list_issue_register('reported') WHERE title = '校门口停车秩序';
SELECT work.decline_issue(id, '属班级日常管理,由班主任和生活老师处理,已答复学生') FROM work.list_issue_register('reported') WHERE title LIKE '寝室熄灯后%';
SELECT work.assign_issue(issue.id, leader.staff_id, unit.id, ref.today() + 14)
FROM work.list_issue_register('accepted') AS issue JOIN (VALUES ('操场夜间照明不足', '总务处'), ('接送区没有遮雨棚', '总务处'), ('食堂菜价没有公示', '总务处'), ('上学路上缺少路灯', '总务处'), ('图书馆周末不开放', '总务处')) AS listed (title, unit_label) ON listed.title = issue.title
JOIN units.list_unit_register('office') AS unit ON unit.unit_label = listed.unit_label CROSS JOIN (SELECT min(staff_id) AS staff_id FROM people.staff_post WHERE post = '副校长' AND valid @> ref.today()) AS leader;
-- as: generalaffairs
SELECT work.add_task(id, '现场勘查并拿出办法', NULL, NULL) FROM work.list_issue_register('assigned') WHERE title IN ('操场夜间照明不足', '食堂菜价没有公示', '上学路上缺少路灯', '图书馆周末不开放');
SELECT work.finish_task(task.id, 'done', NULL) FROM work.task JOIN work.issue ON issue.id = task.issue_id WHERE issue.title IN ('食堂菜价没有公示', '上学路上缺少路灯', '图书馆周末不开放') AND task.state = 'planned';
SELECT work.claim_done(id, '已办结并公示', '照片两张,公示截图') FROM work.list_issue_register('in_progress') WHERE title IN ('食堂菜价没有公示', '上学路上缺少路灯', '图书馆周末不开放');
SELECT registers.run('deadline_extension', 'add', NULL, jsonb_build_object('issue_number_text', issue.number, 'new_deadline', (issue.deadline + days)::text, 'why_later', why))
FROM (VALUES ('操场夜间照明不足', 21, '灯具定制需三周'), ('家属区停车位不足', 30, '须与社区会商用地'), ('寝室热水供应时间短', 14, '锅炉检修排期')) AS asked (title, days, why) JOIN work.list_issue_register() AS issue USING (title);
-- as: leader
SELECT registers.run('deadline_extension', 'approve', id, '{}') FROM work.list_deadline_extensions(true) WHERE why_later LIKE '灯具%';
-- as: partyoffice2
SELECT registers.run('deadline_extension', 'refuse', id, '{"why": "热水是急难事,请先临时延长供应时间"}') FROM work.list_deadline_extensions(true) WHERE why_later LIKE '锅炉%';
SELECT work.verify_issue(id, 'on_site', '现场看过') FROM work.list_issue_register('done_claimed') WHERE title IN ('食堂菜价没有公示', '上学路上缺少路灯', '图书馆周末不开放');
SELECT work.close_issue(id) FROM work.list_issue_register('verified') WHERE title IN ('食堂菜价没有公示', '图书馆周末不开放');
SELECT registers.run('feedback', 'add', NULL, jsonb_build_object('issue_number_text', issue.number, 'grade', grade, 'given_on', ref.today()::text, 'asked_how', how, 'words', words))
FROM (VALUES ('食堂菜价没有公示', '满意', '家长群回访', '公示清楚了'), ('图书馆周末不开放', '不满意', '电话', '只开半天,还是不够'), ('校服尺码换货周期长', '基本满意', '电话', NULL), ('竹园二层应急灯不亮', '满意', '当面', NULL), ('手机保管规定各班不一', '不满意', '座谈', '还是有班级不一样'), ('操场看台护栏松动', '满意', '当面', '修得结实')) AS asked (title, grade, how, words)
JOIN work.list_issue_register(NULL, NULL, NULL, false) AS issue USING (title);
SELECT work.reopen_issue(id, '反映人不满意:只开放半天', ref.today() + 20) FROM work.list_issue_register('closed', NULL, NULL, false) WHERE title = '图书馆周末不开放';
-- as: discipline
WITH report AS (SELECT id, row_number() OVER (ORDER BY heard_on) AS place FROM work.list_conduct_reports(true)),
     about AS (SELECT place, person FROM (VALUES (1, '教师', 6), (2, '教师', 8), (3, '教师', 10)) AS listed (place, post, skip) CROSS JOIN LATERAL (SELECT '#' || staff_id AS person FROM people.staff_post WHERE staff_post.post = listed.post ORDER BY staff_id OFFSET skip LIMIT 1) AS someone)
SELECT registers.run('conduct_report', 'verify', report.id, jsonb_build_object('accused', about.person)) FROM report JOIN about USING (place);
SELECT registers.run('conduct_report', 'conclude', id, '{"outcome": "经核实不属实,已向当事教师和反映人说明"}') FROM (SELECT id FROM work.list_conduct_reports() WHERE state = 'verifying' ORDER BY heard_on LIMIT 2) AS listed;
SELECT registers.run('conduct_report', 'tell', id, '{}') FROM (SELECT id FROM work.list_conduct_reports() WHERE state = 'concluded' ORDER BY heard_on LIMIT 1) AS listed;
SELECT registers.run('conduct_report', 'escalate', id, '{"why": "涉及回避人员,报上级纪检部门"}') FROM work.list_conduct_reports() WHERE state = 'received';
