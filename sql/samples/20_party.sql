-- as: partyoffice
SELECT registers.run('document', 'add', NULL, jsonb_build_object('title', title, 'issuer', issuer, 'number', replace(number, '年份', to_char(ref.today() - age, 'YYYY')), 'kind', kind, 'issued_on', coalesce(issued, ref.today() - age)::text))
FROM (VALUES ('信访工作条例', '中共中央、国务院', NULL, '法律法规', 0, DATE '2022-02-25'), ('关于开展暖民心实践活动的通知', '市委教育工作委员会', '市教工委〔年份〕7号', '上级通知', 190, NULL),
             ('暖民心实践活动实施方案', '学校党委', '校党发〔年份〕12号', '方案', 175, NULL), ('领导班子示范带动任务分解表', '学校党委', '校党发〔年份〕12号附件2', '附件', 175, NULL),
             ('普通高中服务性收费和代收费管理办法(旧)', '市发展和改革委员会', '市发改价〔年份〕33号', '上级通知', 1900, NULL), ('党委理论学习中心组学习制度', '学校党委', '校党发〔年份〕3号', '本校文件', 400, NULL)) AS paper (title, issuer, number, kind, age, issued);
SELECT registers.run('document', 'add', NULL, jsonb_build_object('title', '普通高中服务性收费和代收费管理办法', 'issuer', '市发展和改革委员会', 'number', format('市发改价〔%s〕18号', to_char(ref.today() - 120, 'YYYY')), 'kind', '上级通知', 'issued_on', (ref.today() - 120)::text,
    'supersedes', (SELECT id::text FROM registers.list_documents() WHERE title LIKE '%(旧)')));
SELECT registers.run('body', 'add', NULL, jsonb_build_object('title', title, 'kind', kind, 'from_day', (ref.today() - age)::text, 'to_day', (ref.today() - ended)::text, 'basis', (SELECT id::text FROM registers.list_documents() AS paper WHERE paper.title = basis)))
FROM (VALUES ('暖民心实践活动领导小组', '领导小组', 175, NULL, '暖民心实践活动实施方案'), ('暖民心实践活动工作专班', '工作专班', 175, NULL, '暖民心实践活动实施方案'),
             ('食堂改造监督委员会', '委员会', 150, 20, NULL)) AS listed (title, kind, age, ended, basis);
-- The secretary heads the leading group, the head of the party office the task force; five people sit on both.
WITH post AS (SELECT DISTINCT ON (staff_id) post, staff_id FROM people.staff_post WHERE valid @> ref.today() ORDER BY staff_id, post = '校长'),
     seat (body, post, seat) AS (VALUES ('领导小组', '党委书记', '组长'), ('工作专班', '党委办公室主任', '组长'))
SELECT registers.run('body', 'add_seat', body.id, jsonb_build_object('person', '#' || post.staff_id, 'seat', seat.seat, 'from_day', (ref.today() - 175)::text))
FROM seat JOIN post USING (post) JOIN units.list_bodies() AS body ON body.title LIKE '%' || seat.body;
WITH ranked AS (SELECT staff_id, row_number() OVER (ORDER BY bool_or(is_leader) DESC, staff_id) AS place FROM people.staff_post
                WHERE valid @> ref.today() AND post NOT IN ('党委书记', '教师', '班主任', '党委办公室主任') AND post NOT LIKE '%干事' GROUP BY staff_id)
SELECT registers.run('body', 'add_seat', body.id, jsonb_build_object('person', '#' || ranked.staff_id, 'seat', CASE WHEN place <= 3 THEN '副组长' ELSE '成员' END, 'from_day', (ref.today() - 175)::text))
FROM ranked JOIN units.list_bodies() AS body ON body.title LIKE '%领导小组' WHERE place <= 13;
WITH listed AS (SELECT seat.person_name, row_number() OVER (ORDER BY seat.id) AS place FROM units.list_bodies() AS body CROSS JOIN LATERAL units.list_body_body_memberships(body.id) AS seat WHERE body.title LIKE '%领导小组' AND seat.seat <> 'head')
SELECT registers.run('body', 'add_seat', body.id, jsonb_build_object('person', listed.person_name, 'seat', CASE WHEN place <= 3 THEN '副组长' ELSE '成员' END, 'from_day', (ref.today() - 175)::text))
FROM listed JOIN units.list_bodies() AS body ON body.title LIKE '%工作专班' WHERE place <= 5;
SELECT registers.run('body', 'add_seat', body.id, jsonb_build_object('person', '#' || staff_id, 'seat', '成员', 'from_day', (ref.today() - 175)::text))
FROM people.staff_post JOIN units.list_bodies() AS body ON body.title LIKE '%工作专班' WHERE post IN ('党委办公室干事', '教务处统计员');
-- One left the group for another post, and another took the seat.
WITH leaving AS (SELECT body.id, seat.person_name FROM units.list_bodies() AS body CROSS JOIN LATERAL units.list_body_body_memberships(body.id) AS seat WHERE body.title LIKE '%领导小组' ORDER BY seat.id DESC LIMIT 1)
SELECT registers.run('body', 'end_seat', leaving.id, jsonb_build_object('person', leaving.person_name, 'to_day', (ref.today() - 30)::text)) FROM leaving;
SELECT registers.run('body', 'add_seat', body.id, jsonb_build_object('person', '#' || staff_id, 'seat', '成员', 'from_day', (ref.today() - 30)::text))
FROM people.staff_post JOIN units.list_bodies() AS body ON body.title LIKE '%领导小组' WHERE post = '党委办公室干事';
WITH duty AS (SELECT * FROM unnest('{日常工作,上报工作信息,推进实事项目,编发简报,对接新闻媒体,其他事项}'::text[]) WITH ORDINALITY AS listed (duty, place)),
     holder AS (SELECT body.id, seat.person_name, row_number() OVER (ORDER BY seat.id DESC) AS place FROM units.list_bodies() AS body CROSS JOIN LATERAL units.list_body_body_memberships(body.id) AS seat WHERE body.title LIKE '%工作专班')
SELECT registers.run('body', 'add_duty', holder.id, jsonb_build_object('duty', duty.duty, 'holder', holder.person_name)) FROM duty JOIN holder ON holder.place = 1 + (duty.place - 1) % 4;

SELECT registers.run('public_capacity', 'add', NULL, jsonb_build_object('person', '#' || staff_id, 'kind', kind, 'level', level, 'from_day', (ref.today() - 700)::text, 'to_day', (ref.today() + until)::text))
FROM (VALUES ('副校长', '党代表', '市', 1100), ('纪委书记', '党代表', '区县', 1100), ('工会主席', '人大代表', '区县', 1100), ('教务处主任', '政协委员', '市', 1100), ('校医', '民主党派', '区县', NULL)) AS listed (post, kind, level, until)
JOIN (SELECT DISTINCT ON (post) post, staff_id FROM people.staff_post WHERE valid @> ref.today() ORDER BY post, staff_id) AS holder USING (post);
SELECT registers.run('public_capacity', 'add_consultation', capacity.id, jsonb_build_object('asked_on', (ref.today() - 60 + place::int * 9)::text, 'asked_by', '#' || access.person_id(), 'answer', answer))
FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM people.list_public_capacities()) AS capacity
JOIN (VALUES (1, '建议把晚自习后的校门口交通列为实事'), (2, '建议公开食堂招标的评分办法'), (4, '建议向家长说明选科走班的安排'), (4, '再次征求:说明会开得好,建议每学期一次')) AS said (place, answer) USING (place);

SELECT registers.run('campaign_phase', 'add', NULL, jsonb_build_object('ordinal', ordinal::text, 'title', title, 'starts_on', (ref.today() - starts)::text, 'ends_on', (ref.today() - ends)::text))
FROM (VALUES (1, '动员部署', NULL, 150), (2, '全面开展', 149, 110), (3, '持续深化', 109, -10), (4, '巩固提升', -11, -40)) AS phase (ordinal, title, starts, ends) ORDER BY ordinal;
WITH post AS (SELECT DISTINCT ON (post) post, staff_id FROM people.staff_post WHERE valid @> ref.today() ORDER BY post, staff_id)
SELECT registers.run('phase_deliverable', 'add', NULL, jsonb_build_object('phase', phase.id::text, 'what', listed.what, 'due_on', (phase.ends_on - listed.before)::text, 'owner', '#' || post.staff_id,
    'paper', (SELECT id::text FROM registers.list_documents() AS paper WHERE paper.title = listed.paper)))
FROM (VALUES (1, '成立领导小组和工作专班', 20, '党委办公室主任', '暖民心实践活动实施方案'), (1, '制定实施方案', 20, '党委办公室主任', '暖民心实践活动实施方案'), (1, '召开党员干部动员会', 5, '党委书记', NULL),
             (2, '班子成员联系点全部到位', 0, '副校长', '领导班子示范带动任务分解表'), (2, '问题、任务、效果三个清单公布', 0, '党委办公室干事', NULL), (3, '每月专题研究并形成纪要', 0, '党委书记', NULL),
             (3, '食堂改造验收', 5, '总务处主任', NULL), (3, '家访覆盖过半', 2, '德育处主任', NULL), (4, '活动总结报告', 10, '党委办公室主任', NULL), (4, '建章立制汇编', 0, '党委办公室干事', NULL)) AS listed (phase, what, before, post, paper)
JOIN post USING (post) JOIN field.list_campaign_phases() AS phase ON phase.ordinal = listed.phase;
SELECT registers.run('phase_deliverable', 'deliver', id, '{}') FROM field.list_phase_deliverables() WHERE what SIMILAR TO '(成立|制定|召开|班子|问题|家访)%';

-- A community of its own among the units, so that a leader can be linked with it.
SELECT registers.run('unit', 'add', NULL, '{"kind": "社区", "label": "清溪社区"}');
WITH leader AS (SELECT staff_id, row_number() OVER (ORDER BY staff_id) AS place FROM (SELECT DISTINCT staff_id FROM people.staff_post WHERE is_leader AND valid @> ref.today()) AS listed)
SELECT registers.run('linkage', 'add', NULL, jsonb_build_object('of_staff', '#' || leader.staff_id, 'kind', kind, 'of_unit', unit, 'project_text', project))
FROM (VALUES (1, '社区', '清溪社区', NULL), (2, '社区', '清溪社区', NULL), (3, '领办实事', NULL, '校门口接送区改造'), (4, '领办实事', NULL, '教工之家'), (5, '党支部', '艺体党支部', NULL)) AS listed (place, kind, unit, project) JOIN leader USING (place);
SELECT registers.run('linkage', 'activate', id, jsonb_build_object('from_day', (ref.today() - 90)::text)) FROM field.list_linkages() WHERE state = 'proposed' AND kind IN ('community', 'project') AND coalesce(target, '') <> '教工之家';
SELECT registers.run('linkage', 'end', id, '{"why": "分工调整,由另一位班子成员包联"}') FROM field.list_linkages('community') WHERE state = 'active' ORDER BY id DESC LIMIT 1;
SELECT registers.run('linkage_exemption', 'add', NULL, jsonb_build_object('of_staff', '#' || staff_id, 'reason', reason, 'from_day', (ref.today() - 40)::text, 'to_day', (ref.today() + 50)::text))
FROM (VALUES ('工会主席', '住院治疗,暂不承担联系任务'), ('校医', '常年值守校医室,不安排联系点')) AS listed (post, reason) JOIN (SELECT DISTINCT ON (post) post, staff_id FROM people.staff_post ORDER BY post, staff_id) AS holder USING (post);

WITH who AS (SELECT string_agg(DISTINCT '#' || staff_id, '、') FILTER (WHERE is_leader) AS leaders, string_agg(DISTINCT '#' || staff_id, '、') FILTER (WHERE post LIKE '%主任' OR post LIKE '%年级组长') AS heads,
                    min('#' || staff_id) FILTER (WHERE post = '党委书记') AS secretary, min('#' || staff_id) FILTER (WHERE post = '副校长') AS deputy FROM people.staff_post WHERE valid @> ref.today())
SELECT registers.run('meeting', 'add', NULL, jsonb_build_object('title', title, 'held_on', (ref.today() - age)::text, 'chair', CASE chair WHEN '书记' THEN secretary ELSE deputy END, 'attendees', CASE come WHEN '班子' THEN leaders WHEN '部门' THEN heads ELSE leaders || '、' || heads END,
    'body', (SELECT id::text FROM units.list_bodies() AS body WHERE body.title LIKE '%领导小组' AND listed.of_group), 'is_monthly_study', study, 'place_text', place, 'minutes', minutes))
FROM (VALUES ('实践活动动员大会', 155, '书记', '全体', true, '否', '报告厅', '传达上级通知,部署四个阶段任务'), ('第一次专题研究:校园安全', 100, '书记', '全体', true, '是', '第一会议室', '研究隐患台账,议定三件事'),
             ('第二次专题研究:学生关爱', 68, '书记', '班子', true, '是', '第一会议室', '研究留守学生联系制度'), ('食堂改造协调会', 45, '副校长', '部门', false, '否', '总务处', '协调改造工期'),
             ('第三次专题研究:规范办学', 8, '书记', '班子', true, '是', '第一会议室', '研究收费公示和招生宣传'), ('第四次专题研究:结对帮扶', -12, '书记', '班子', true, '是', '第一会议室', NULL)) AS listed (title, age, chair, come, of_group, study, place, minutes) CROSS JOIN who;
SELECT registers.run('meeting', 'add_agenda_item', meeting.id, jsonb_build_object('ordinal', ordinal, 'topic', topic))
FROM (VALUES ('第一次%', '1', '宿舍用电与窗户限位'), ('第一次%', '2', '校门口接送秩序'), ('第二次%', '1', '留守学生每月联系'), ('第三次%', '1', '收费公示栏更新'), ('第三次%', '2', '招生宣传口径'), ('第四次%', '1', '对口学校互访安排')) AS listed (meeting, ordinal, topic)
JOIN field.list_meetings() AS meeting ON meeting.title LIKE listed.meeting;
WITH post AS (SELECT DISTINCT ON (post) post, staff_id FROM people.staff_post WHERE valid @> ref.today() ORDER BY post, staff_id)
SELECT registers.run('decision', 'add', NULL, jsonb_build_object('meeting', meeting.id::text, 'what', what, 'outcome', outcome, 'responsible', (SELECT '#' || staff_id FROM post WHERE post.post = listed.post), 'deadline', (meeting.held_on + days)::text, 'no_reason', why))
FROM (VALUES ('第一次%', '更换宿舍老旧插座', '办理', '总务处主任', 40, NULL), ('第一次%', '放学时段增派校门口值守', '办理', '安全办主任', 10, NULL), ('第一次%', '校门外新建停车场', '不予办理', NULL, NULL, '不在学校用地范围,已向社区反映'),
             ('第二次%', '留守学生联系制度试行一学期', '办理', '德育处主任', 90, NULL), ('第二次%', '每班设心理委员', '办理', '心理辅导室主任', 30, NULL), ('第三次%', '收费公示栏本周内更新', '办理', '总务处主任', 5, NULL),
             ('第三次%', '招生宣传统一由教务处答复', '办理', '教务处主任', 60, NULL)) AS listed (meeting, what, outcome, post, days, why) JOIN field.list_meetings() AS meeting ON meeting.title LIKE listed.meeting;
SELECT registers.run('decision', 'drop', id, '{"why": "心理辅导室意见:由班主任兼顾,不另设学生岗位"}') FROM field.list_decisions() WHERE what LIKE '每班设%';

WITH post AS (SELECT DISTINCT ON (post) post, staff_id FROM people.staff_post WHERE valid @> ref.today() ORDER BY post, staff_id)
SELECT registers.run('supervision_order', 'add', NULL, jsonb_build_object('matter', matter, 'of_unit', unit, 'responsible', '#' || staff_id, 'reply_by', (ref.today() + days)::text,
    'issue_number_text', CASE WHEN cites THEN (SELECT number FROM work.list_issue_register() WHERE state = 'in_progress' AND area <> 'teacher_conduct' ORDER BY number LIMIT 1) END))
FROM (VALUES ('食堂排烟系统改造进度滞后,请说明原因和新工期', '总务处', '总务处主任', 5, true), ('宿舍插座更换未按决议期限完成', '总务处', '总务处主任', 3, false), ('校门口值守方案落实情况', '安全办', '安全办主任', 7, false),
             ('留守学生十月联系记录不全', '德育处', '德育处主任', 4, false), ('助学金公示撤下情况自查', '学生资助中心', '学生资助中心主任', 6, false)) AS listed (matter, unit, post, days, cites) JOIN post USING (post);

WITH post AS (SELECT DISTINCT ON (post) post, staff_id FROM people.staff_post WHERE valid @> ref.today() ORDER BY post, staff_id)
SELECT registers.run('brief', 'add', NULL, jsonb_build_object('title', title, 'brief_text', words, 'of_unit', unit, 'written_on', (ref.today() - age)::text, 'shows_people', shows, 'consent_checked', consent, 'writer', '#' || staff_id))
FROM (VALUES ('学校召开实践活动动员大会', '学校召开动员大会,部署四个阶段任务,班子成员现场认领联系点。', '党委办公室', 154, '否', NULL, '党委办公室干事'), ('校门口接送区启用', '新接送区启用首周,放学时段拥堵明显缓解。', '安全办', 33, '否', NULL, '安全办主任'),
             ('大手牵小手结对活动走进社区', '教师志愿者到社区陪伴孩子完成暑期作业,照片经家长同意刊登。', '德育处', 70, '是', '是', '德育处主任'), ('身边的典型:深夜守护宿舍的管理员', '宿舍管理员二十年如一日守护学生,本人已阅稿。', '总务处', 12, '是', '否', '总务处主任'),
             ('收费公示更新说明', '本学期收费项目、标准和依据已更新公示。', '总务处', 4, '否', NULL, '总务处主任'), ('结对帮扶简讯', '本月班子成员全部到联系班级听课一次。', '党委办公室', 1, '否', NULL, '党委办公室主任')) AS listed (title, words, unit, age, shows, consent, post) JOIN post USING (post);
SELECT registers.run('brief', 'place', id, jsonb_build_object('outlet', '学校公众号', 'placed_on', (written_on + 1)::text)) FROM field.list_briefs() WHERE title SIMILAR TO '(学校召开|校门口|大手)%';
SELECT registers.run('brief', 'place', id, jsonb_build_object('outlet', '本地晚报', 'placed_on', (written_on + 3)::text)) FROM field.list_briefs() WHERE title LIKE '大手%';
SELECT registers.run('brief', 'file', id, '{}') FROM field.list_briefs() WHERE title LIKE '收费%';

SELECT registers.run('regulation', 'add', NULL, jsonb_build_object('title', title, 'of_unit', unit, 'review_due_on', (ref.today() + due)::text, 'kind', kind, 'issue_number_text', CASE WHEN born THEN (SELECT number FROM work.list_issue_register(NULL, NULL, NULL, false) WHERE state = 'closed' AND area <> 'teacher_conduct' ORDER BY number LIMIT 1) END))
FROM (VALUES ('宿舍安全管理制度', '德育处', 200, '安全', false), ('食堂食品留样制度', '总务处', -15, '安全', false), ('收费公示制度', '总务处', 330, '财务', true), ('谈心谈话制度', '党委办公室', 90, '党建', false), ('教师外出进修管理办法', '教务处', -60, '人事', false)) AS listed (title, unit, due, kind, born);
SELECT registers.run('regulation', 'add_regulation_version', regulation.id, jsonb_build_object('number', '1.0', 'in_force_from', (ref.today() - 700)::text, 'wording', '第一条 为规范管理,制定本制度。')) FROM registers.list_regulations() AS regulation WHERE title <> '收费公示制度';
SELECT registers.run('regulation', 'end_version', id, jsonb_build_object('on_day', (ref.today() - 100)::text)) FROM registers.list_regulations() WHERE title IN ('宿舍安全管理制度', '教师外出进修管理办法');
SELECT registers.run('regulation', 'add_regulation_version', id, jsonb_build_object('number', '2.0', 'in_force_from', (ref.today() - 100)::text, 'wording', '第一条 修订:增加用电安全一章。')) FROM registers.list_regulations() WHERE title = '宿舍安全管理制度';
SELECT registers.run('regulation', 'add_regulation_version', id, jsonb_build_object('number', '1.0', 'in_force_from', (ref.today() - 20)::text, 'wording', '第一条 收费项目、标准、依据逐项公示。')) FROM registers.list_regulations() WHERE title = '收费公示制度';

SELECT registers.run('disclosure', 'add', NULL, jsonb_build_object('matter', matter, 'power', power, 'where_published', shown, 'of_unit', unit, 'from_day', (ref.today() - age)::text, 'to_day', (ref.today() - age + lasts)::text))
FROM (VALUES ('中层干部选拔任用结果', '用人', '校务公开栏', '党委办公室', 60, 7), ('教师岗位聘用名单', '用人', '校园网', '党委办公室', 25, 10), ('年度收支决算', '用财', '校园网', '党委办公室', 90, NULL)) AS listed (matter, power, shown, unit, age, lasts);

SELECT registers.run('annual_sheet', 'add', NULL, jsonb_build_object('of_staff', '#' || staff_id, 'year', (extract(year FROM ref.today())::int - past)::text))
FROM (SELECT DISTINCT staff_id FROM people.staff_post WHERE is_leader AND valid @> ref.today() AND post IN ('副校长', '纪委书记', '党委书记')) AS leader CROSS JOIN (VALUES (0), (1)) AS year (past);
SELECT registers.run('programme_link', 'add', NULL, jsonb_build_object('programme', programme, 'subject_kind', '会议', 'subject_id', meeting.id::text))
FROM (VALUES ('学习贯彻党的二十大精神', '实践活动动员大会'), ('学习贯彻省党代会精神', '第一次%'), ('学校发展战略', '第三次%')) AS listed (programme, meeting) JOIN field.list_meetings() AS meeting ON meeting.title LIKE listed.meeting;
SELECT registers.run('programme_link', 'add', NULL, jsonb_build_object('programme', '下沉社区', 'subject_kind', '项目', 'subject_id', project.id::text)) FROM registers.list_projects() AS project WHERE project.kind = 'community';
SELECT registers.run('programme_link', 'add', NULL, jsonb_build_object('programme', '疫情防控', 'subject_kind', '问题', 'subject_id', id::text)) FROM work.list_issue_register() WHERE area <> 'teacher_conduct' ORDER BY id LIMIT 2;
-- as: generalaffairs
SELECT registers.run('fee_item', 'add', NULL, jsonb_build_object('title', title, 'amount', amount, 'per', per, 'basis', (SELECT id::text FROM registers.list_documents() AS paper WHERE paper.title = listed.basis), 'from_day', (ref.today() - starts)::text, 'to_day', (ref.today() - ended)::text))
FROM (VALUES ('住宿费', '350', '每生每学期', '普通高中服务性收费和代收费管理办法', 100, NULL), ('住宿费(旧标准)', '300', '每生每学期', '普通高中服务性收费和代收费管理办法(旧)', 1800, 101), ('校服费(自愿)', '285', '每套', '普通高中服务性收费和代收费管理办法', 100, NULL),
             ('教辅材料费(自愿)', '196.5', '每生每学期', '普通高中服务性收费和代收费管理办法', 100, NULL)) AS listed (title, amount, per, basis, starts, ended);
SELECT registers.run('fee_item', 'add_fee_question', fee.id, jsonb_build_object('asked_on', (ref.today() - age)::text, 'question', question))
FROM (VALUES ('校服费(自愿)', '校服一定要买新的吗?', 35), ('校服费(自愿)', '可以只买一件外套吗?', 20), ('住宿费', '住宿费为什么比去年多?', 60), ('教辅材料费(自愿)', '不订教辅会不会影响孩子上课?', 15)) AS asked (fee, question, age) JOIN registers.list_fee_items() AS fee ON fee.title = asked.fee;
SELECT registers.run('fee_item', 'answer_fee_question', fee.id, jsonb_build_object('fee_question', question.id::text, 'answer', '校服自愿购买,可以只买一件,也可以穿旧校服。'))
FROM registers.list_fee_items() AS fee CROSS JOIN LATERAL registers.list_fee_item_fee_questions(fee.id) AS question WHERE fee.title LIKE '校服%';
SELECT registers.run('disclosure', 'add', NULL, jsonb_build_object('matter', matter, 'power', power, 'where_published', shown, 'of_unit', '总务处', 'from_day', (ref.today() - age)::text))
FROM (VALUES ('食堂托管经营招标结果', '用权', '校园网、公示栏', 85), ('门面房出租合同', '用物', '公示栏', 40)) AS listed (matter, power, shown, age);
SELECT registers.run('decision', 'done', id, '{"done_note": "公示栏已更新,照片存档"}') FROM field.list_decisions() WHERE what LIKE '收费公示栏%';
SELECT registers.run('supervision_order', 'acknowledge', id, '{}') FROM work.list_supervision_orders() WHERE matter LIKE '食堂%';
SELECT registers.run('supervision_order', 'reply', id, '{"reply": "风机到货延误,新工期推后两周,已与施工方签补充协议"}') FROM work.list_supervision_orders() WHERE matter LIKE '食堂%';
SELECT registers.run('supervision_order', 'reply', id, '{"reply": "正在更换"}') FROM work.list_supervision_orders() WHERE matter LIKE '宿舍插座%';
-- as: safety
SELECT registers.run('decision', 'done', id, '{"done_note": "放学时段四人值守,已排班到期末"}') FROM field.list_decisions() WHERE what LIKE '放学时段%';
SELECT registers.run('supervision_order', 'acknowledge', id, '{}') FROM work.list_supervision_orders() WHERE matter LIKE '校门口%';
-- as: partyoffice2
SELECT registers.run('phase_deliverable', 'accept', id, '{}') FROM field.list_phase_deliverables() WHERE what SIMILAR TO '(成立|制定|召开|班子)%';
SELECT registers.run('phase_deliverable', 'return', id, '{"why": "家访覆盖数字与台账不一致,请核对"}') FROM field.list_phase_deliverables() WHERE what LIKE '家访%';
SELECT registers.run('supervision_order', 'accept', id, '{}') FROM work.list_supervision_orders() WHERE matter LIKE '食堂%';
SELECT registers.run('supervision_order', 'return', id, jsonb_build_object('why', '未写明完成房间数和剩余数', 'reply_by', (ref.today() + 3)::text)) FROM work.list_supervision_orders() WHERE matter LIKE '宿舍插座%';
-- as: leader
SELECT registers.run('annual_sheet', 'sign', id, '{}') FROM registers.list_annual_sheets((extract(year FROM ref.today()) - 1)::int);
-- as: secretary
SELECT registers.run('annual_sheet', 'sign', sheet.id, '{}') FROM registers.list_annual_sheets() AS sheet JOIN people.person ON person.name = sheet.person_name WHERE person.id = access.person_id();
