-- The catalogue of registers, written anew with every migrate: the rows of the plan, and what every register shares. Registers follow in files of their own.
DELETE FROM registers.register;
DELETE FROM registers.field;
DELETE FROM registers.system;
INSERT INTO registers.system (sort_order, system, label_zh, label_en, office) SELECT row_number() OVER (), * FROM (VALUES
    ('A1', '领导小组', 'leading group', 'party_office'), ('A2', '工作专班', 'task force', 'party_office'), ('A3', '依据文件', 'papers it rests on', 'party_office'),
    ('A4', '教职工与党员', 'staff and party members', 'registrar, party_office'), ('A5', '单位', 'units', 'registrar'), ('A6', '场所', 'places', 'general_affairs'),
    ('A7', '处室', 'offices', 'party_office'), ('A8', '外部单位', 'outside organizations', 'party_office'), ('A9', '学生、家长、居民', 'students, parents, residents', 'registrar'),
    ('A10', '代表委员', 'delegates and members', 'party_office'), ('A11', '学籍', 'enrolment', 'registrar'),
    ('B1', '活动阶段', 'campaign and phases', 'party_office'), ('B2', '动员部署', 'setting out', 'party_office'), ('B3', '联系蹲点结对', 'linkages of leaders', 'party_office'),
    ('B4', '包联领办', 'community linkage and led items', 'party_office'), ('B5', '应下尽下', 'everybody goes', 'party_office'), ('B6', '深入一线', 'drop-in visits', 'party_office'),
    ('B7', '走访家访', 'home visits', 'homeroom_teacher'), ('B8', '问访查梳研', 'ways of hearing', 'party_office'), ('B9', '听取意见', 'talks, forums and opinions', 'party_office'),
    ('B10', '来信来访', 'letters and callers', 'party_office, discipline'), ('B11', '问卷', 'surveys', 'student_affairs'), ('B12', '座谈', 'forums', 'student_affairs, grade_office'),
    ('B13', '六个聚焦', 'six areas', 'party_office'), ('B14', '专题研究', 'meetings and decisions', 'party_office'), ('B15', '督办督查', 'supervision orders', 'party_office'),
    ('B16', '述职考核', 'yearly account of duties', 'party_office'), ('B17', '信息与典型', 'briefs and placements', 'party_office'), ('B18', '建章立制', 'summary and new rules', 'party_office'),
    ('B19', '真实性核查', 'quality of evidence', 'auditor, party_office'), ('B20', '收费与招生答疑', 'fees and questions', 'general_affairs, registrar'),
    ('C1', '问题清单', 'list of issues', 'party_office'), ('C2', '任务清单', 'list of tasks', 'units'), ('C3', '效果清单', 'list of results', 'units'), ('C4', '责任主体', 'who answers', 'party_office'),
    ('C5', '倒排节点', 'milestones planned back', 'units'), ('C6', '销号办结', 'sign-off', 'party_office'), ('C7', '公布清单', 'publication', 'party_office'), ('C8', '急难愁盼', 'urgent issues', 'party_office'),
    ('C9', '获得感', 'feedback', 'party_office'),
    ('D1', '隐患排查', 'inspections', 'safety'), ('D2', '隐患整改', 'hazards', 'safety'), ('D3', '第三方检测', 'external inspections', 'general_affairs'), ('D4', '房屋维修', 'repairs', 'general_affairs'),
    ('D5', '安防系统', 'security equipment', 'safety'), ('D6', '防控清单', 'checklists', 'clinic, safety'), ('D7', '廉洁风险', 'integrity risks', 'discipline'), ('D8', '防范措施', 'integrity measures', 'discipline'),
    ('D9', '公开事项', 'disclosures', 'discipline'), ('D10', '师德师风', 'conduct reports', 'discipline'), ('D11', '管理制度', 'regulations', 'party_office'), ('D12', '正能量积分', 'points', 'student_affairs'),
    ('D13', '教室多媒体', 'classroom equipment', 'general_affairs'), ('D14', '清廉校园建设', 'campus culture', 'general_affairs'), ('D15', '食堂改造与托管', 'canteen', 'general_affairs, discipline'),
    ('E1', '特殊学生关爱', 'care files', 'student_affairs'), ('E2', '留守学生档案', 'left-behind records', 'student_affairs, homeroom_teacher'), ('E3', '家校联系', 'contacts with families', 'homeroom_teacher'),
    ('E4', '亲情电话', 'family calls', 'homeroom_teacher'), ('E5', '委托照护', 'entrusted care', 'homeroom_teacher'), ('E6', '健康档案', 'health records', 'clinic'), ('E7', '心理摸排与转介', 'screening and referral', 'counselling'),
    ('E8', '照护卡', 'health cards', 'clinic, counselling'), ('E9', '结对关爱', 'pairings', 'party_office'), ('E10', '心理健康教育', 'mental health education', 'counselling'), ('E11', '高考助考', 'support before the gaokao', 'grade_office'),
    ('E12', '强制报告', 'mandatory reports', 'student_affairs, party_secretary'),
    ('F1', '应助尽助', 'everyone who qualifies', 'student_aid'), ('F2', '助学政策', 'schemes, rules, budgets', 'student_aid'), ('F3', '困难认定', 'determination', 'student_aid'), ('F4', '资助发放', 'payment', 'student_aid, finance'),
    ('F5', '品正奖学金', 'scholarship', 'student_affairs'), ('F6', '社区六项实事', 'items for the community', 'party_office'), ('F7', '赴外交流', 'exchange', 'registrar'), ('F8', '帮扶居民', 'residents who are helped', 'party_office'),
    ('F9', '驻村', 'secondment', 'party_office'), ('F10', '志愿服务', 'volunteering', 'party_branch'), ('F11', '民生实事', 'livelihood items', 'union, general_affairs'), ('F12', '职工关怀', 'care for staff', 'union'),
    ('F13', '结合推进', 'programmes', 'party_office')) AS plan (system, label_zh, label_en, office);

-- What many registers share. A register's own entry goes before these.
INSERT INTO registers.field (name, label_zh, label_en, kind, synonyms) VALUES
    ('id', '编号', 'key', 'key', '{}'), ('of_record', '编号', 'key', 'key', '{}'), ('matching', '包含文字', 'containing', 'text', '{}'), ('note', '备注', 'remark', 'long_text', '{说明}'),
    ('why', '原因', 'reason', 'long_text', '{}'), ('student_id', '学生编号', 'student', 'hidden', '{}'), ('student_name', '学生', 'student', 'text', '{姓名}'), ('class_label', '班级', 'class', 'text', '{}'),
    ('of_student', '学生', 'student', 'student', '{姓名,学生姓名}'), ('of_staff', '教职工', 'member of staff', 'staff', '{姓名,教师}'), ('of_unit', '单位', 'unit', 'unit', '{部门,责任部门}'), ('unit_label', '单位', 'unit', 'text', '{部门}'),
    ('of_place', '场所', 'place', 'place', '{部位,地点}'), ('place_label', '场所', 'place', 'text', '{}'), ('of_semester', '学期', 'semester', 'semester', '{}'), ('semester', '学期', 'semester', 'text', '{}'),
    ('from_day', '开始日期', 'from', 'date', '{}'), ('to_day', '结束日期', 'to', 'date', '{}'), ('on_day', '日期', 'day', 'date', '{}'), ('until', '完成时限', 'deadline', 'date', '{时限}'),
    ('only_open', '只看未了结的', 'open ones only', 'yes_no', '{}'), ('only_mine', '只看我的', 'mine only', 'yes_no', '{}'), ('only_overdue', '只看逾期的', 'overdue ones only', 'yes_no', '{}'),
    ('person_name', '人员', 'person', 'text', '{}'), ('title', '名称', 'title', 'text', '{}'), ('created_on', '登记日期', 'entered', 'date', '{}'), ('amount', '金额(元)', 'amount (CNY)', 'money', '{金额}');

INSERT INTO registers.register (register, systems, label_zh, label_en, record_class, list_function, read_function, lifecycle, sort_order) VALUES
    ('place', '{A6}', '场所', 'places', 'place', 'units.list_places', NULL, NULL, 160),
    ('external_organization', '{A8}', '外部单位', 'outside organizations', 'place', 'units.list_external_organizations', NULL, NULL, 180);
INSERT INTO registers.action (register, action, ordinal, label_zh, label_en, function_name, on_record, transition, record_class, verb) VALUES
    ('place', 'add', 1, '登记场所', 'register a place', 'units.add_place', false, NULL, 'place', 'create'),
    ('place', 'end', 2, '停用', 'end', 'units.end_place', true, NULL, 'place', 'edit'),
    ('external_organization', 'add', 1, '登记单位', 'register an organization', 'units.add_external_organization', false, NULL, 'place', 'create'),
    ('external_organization', 'end', 2, '结束联系', 'end the connection', 'units.end_external_organization', true, NULL, 'place', 'edit');
INSERT INTO registers.field (register, name, label_zh, label_en, kind, choices) VALUES
    ('place', 'path', '场所', 'place', 'text', NULL), ('place', 'label', '名称', 'name', 'text', NULL), ('place', 'parent', '所在场所', 'lies in', 'place', NULL), ('place', 'code', '门牌或资产编号', 'number', 'text', NULL),
    ('place', 'capacity', '容纳人数', 'capacity', 'number', NULL), ('place', 'of_unit', '使用单位', 'used by', 'unit', NULL), ('place', 'unit_label', '使用单位', 'used by', 'text', NULL),
    ('external_organization', 'name', '名称', 'name', 'text', NULL), ('external_organization', 'region', '所在地', 'where', 'text', NULL), ('external_organization', 'contact_name', '联系人', 'contact person', 'text', NULL),
    ('external_organization', 'contact_phone', '联系电话', 'phone', 'text', NULL), ('external_organization', 'basis', '联系依据', 'rests on', 'text', NULL);
INSERT INTO registers.field (register, name, label_zh, label_en, kind, choices)
SELECT listed.register, named.name, '类别', 'kind', 'choice', listed.choices::jsonb FROM (VALUES
    ('place', '[{"value":"building","zh":"楼","en":"building"},{"value":"office","zh":"办公室","en":"office"},{"value":"classroom","zh":"教室","en":"classroom"},
      {"value":"dormitory_room","zh":"寝室","en":"dormitory room"},{"value":"laboratory","zh":"实验室","en":"laboratory"},{"value":"canteen","zh":"食堂","en":"canteen"},
      {"value":"shop","zh":"门店","en":"shop"},{"value":"ground","zh":"场地","en":"ground"},{"value":"other","zh":"其他","en":"other"}]'),
    ('external_organization', '[{"value":"community","zh":"社区","en":"community"},{"value":"village","zh":"村","en":"village"},{"value":"partner_school","zh":"结对学校","en":"partner school"},
      {"value":"inspection_agency","zh":"检测机构","en":"inspection agency"},{"value":"media","zh":"新闻媒体","en":"media"},{"value":"bank","zh":"银行","en":"bank"},
      {"value":"authority","zh":"主管部门","en":"authority"},{"value":"hospital","zh":"医院","en":"hospital"},{"value":"other","zh":"其他","en":"other"}]')) AS listed (register, choices)
CROSS JOIN (VALUES ('kind'), ('of_kind')) AS named (name);
