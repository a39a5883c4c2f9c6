-- People and the school year: pinyin, movements, the turn of the year, duplicates and merging, retention and erasure; integrity risks; requests of data subjects.

INSERT INTO ref.lifecycle (lifecycle, label_zh, label_en, table_name, record_class, unit_column, person_columns, student_column) VALUES
    ('integrity_risk', '廉洁风险', 'integrity risk', 'registers.integrity_risk', 'integrity_risk', NULL, '{leader_id}'::text[], NULL),
    ('subject_request', '权利请求', 'request', 'people.subject_request', 'subject_request', NULL, '{}'::text[], 'student_id');

INSERT INTO ref.lifecycle_state (lifecycle, state, label_zh, label_en, is_open, sort_order) VALUES
    ('integrity_risk', 'identified', '已识别', 'identified', true, 1),
    ('integrity_risk', 'graded', '已定级', 'graded', true, 2),
    ('integrity_risk', 'measured', '已有措施', 'measured', true, 3),
    ('integrity_risk', 'reviewed', '已评审', 'reviewed', true, 4),
    ('integrity_risk', 'retired', '已解除', 'retired', false, 5),
    ('subject_request', 'received', '已收到', 'received', true, 1),
    ('subject_request', 'identity_checked', '已核身份', 'identity checked', true, 2),
    ('subject_request', 'done', '已办理', 'done', false, 3),
    ('subject_request', 'refused', '已书面拒绝', 'refused in writing', false, 4)
ON CONFLICT (lifecycle, state) DO UPDATE SET label_zh = excluded.label_zh, label_en = excluded.label_en, is_open = excluded.is_open, sort_order = excluded.sort_order;

INSERT INTO ref.lifecycle_transition (lifecycle, action, from_state, to_state, label_zh, label_en, guard_zh, guard_en, verb, needs_reason, not_by, condition, sets_day, sets_person) VALUES
    ('integrity_risk', 'grade', 'identified', 'graded', '定级', 'grade', '先填等级', 'with a grade', 'decide', false, '{}'::text[], 'registers.risk_not_graded', NULL, NULL),
    ('integrity_risk', 'measure', 'graded', 'measured', '落实措施', 'measured', '至少一项防控措施', 'with one measure at least', 'decide', false, '{}'::text[], 'registers.risk_without_measure', NULL, NULL),
    ('integrity_risk', 'review', 'measured', 'reviewed', '年度评审', 'yearly review', '', '', 'decide', false, '{}'::text[], NULL, NULL, NULL),
    ('integrity_risk', 'review', 'reviewed', 'reviewed', '年度评审', 'yearly review', '', '', 'decide', false, '{}'::text[], NULL, NULL, NULL),
    ('integrity_risk', 'retire', 'measured', 'retired', '解除', 'retire', '', '', 'decide', true, '{}'::text[], NULL, NULL, NULL),
    ('integrity_risk', 'retire', 'reviewed', 'retired', '解除', 'retire', '', '', 'decide', true, '{}'::text[], NULL, NULL, NULL),
    ('subject_request', 'check', 'received', 'identity_checked', '核对身份', 'check the identity', '', '', 'edit', false, '{}'::text[], NULL, NULL, NULL),
    ('subject_request', 'do', 'identity_checked', 'done', '办理', 'do', '', '', 'decide', false, '{}'::text[], NULL, NULL, NULL),
    ('subject_request', 'refuse', 'received', 'refused', '书面拒绝', 'refuse in writing', '', '', 'decide', true, '{}'::text[], NULL, NULL, NULL),
    ('subject_request', 'refuse', 'identity_checked', 'refused', '书面拒绝', 'refuse in writing', '', '', 'decide', true, '{}'::text[], NULL, NULL, NULL);

INSERT INTO registers.register (register, systems, label_zh, label_en, record_class, list_function, read_function, lifecycle, sort_order) VALUES
    ('integrity_risk', '{D7,D8}', '廉洁风险', 'integrity risk', 'integrity_risk', 'registers.list_integrity_risks', 'registers.read_integrity_risk', 'integrity_risk', 407),
    ('subject_request', '{A9}', '权利请求', 'request', 'subject_request', 'people.list_subject_requests', 'people.read_subject_request', 'subject_request', 170);

INSERT INTO registers.part (register, part, ordinal, label_zh, label_en, list_function) VALUES
    ('integrity_risk', 'integrity_measure', 1, '防控措施', 'measures', 'registers.list_integrity_risk_integrity_measures'),
    ('integrity_risk', 'integrity_review', 2, '评审记录', 'reviews', 'registers.list_integrity_risk_integrity_reviews');

INSERT INTO registers.action (register, action, ordinal, label_zh, label_en, function_name, on_record, transition, record_class, verb) VALUES
    ('integrity_risk', 'add', 1, '登记廉洁风险', 'add: integrity risk', 'registers.add_integrity_risk', false, NULL, 'integrity_risk', 'create'),
    ('integrity_risk', 'change', 90, '更正', 'correct', 'registers.change_integrity_risk', true, NULL, 'integrity_risk', 'edit'),
    ('integrity_risk', 'grade', 11, '定级', 'grade', 'work.move', true, 'grade', 'integrity_risk', 'decide'),
    ('integrity_risk', 'measure', 12, '落实措施', 'measured', 'work.move', true, 'measure', 'integrity_risk', 'decide'),
    ('integrity_risk', 'review', 13, '年度评审', 'yearly review', 'registers.review_risk', true, 'review', 'integrity_risk', 'decide'),
    ('integrity_risk', 'retire', 14, '解除', 'retire', 'work.move', true, 'retire', 'integrity_risk', 'decide'),
    ('integrity_risk', 'add_integrity_measure', 51, '增加措施', 'add a measure', 'registers.add_integrity_measure_to_integrity_risk', true, NULL, 'integrity_risk', 'edit'),
    ('integrity_risk', 'finish_measure', 52, '措施已完成', 'a measure is done', 'registers.finish_integrity_measure', true, NULL, 'integrity_risk', 'edit'),
    ('subject_request', 'add', 1, '登记权利请求', 'add: request', 'people.add_subject_request', false, NULL, 'subject_request', 'create'),
    ('subject_request', 'change', 90, '更正', 'correct', 'people.change_subject_request', true, NULL, 'subject_request', 'edit'),
    ('subject_request', 'check', 11, '核对身份', 'check the identity', 'work.move', true, 'check', 'subject_request', 'edit'),
    ('subject_request', 'do', 12, '办理', 'do', 'people.answer_request', true, 'do', 'subject_request', 'decide'),
    ('subject_request', 'refuse', 13, '书面拒绝', 'refuse in writing', 'work.move', true, 'refuse', 'subject_request', 'decide');

INSERT INTO registers.field (register, name, label_zh, label_en, kind, source, choices, synonyms) VALUES
    ('integrity_risk', 'of_area', '领域', 'area', 'choice', NULL, '[{"value": "admission", "zh": "招生转学", "en": "admission and transfer"}, {"value": "roll", "zh": "学籍管理", "en": "roll keeping"}, {"value": "procurement", "zh": "招标采购", "en": "procurement"}, {"value": "construction", "zh": "工程建设", "en": "construction"}, {"value": "finance", "zh": "财务管理", "en": "finance"}, {"value": "titles", "zh": "职称评聘", "en": "titles and posts"}, {"value": "honours", "zh": "评优评先", "en": "honours"}, {"value": "leasing", "zh": "资产出租", "en": "leasing"}, {"value": "canteen", "zh": "食堂管理", "en": "canteen"}, {"value": "materials", "zh": "教辅资料", "en": "teaching materials"}]'::jsonb, '{}'::text[]),
    ('integrity_risk', 'of_grade', '等级', 'grade', 'choice', NULL, '[{"value": "high", "zh": "高", "en": "high", "synonyms": ["Ⅰ", "一级"]}, {"value": "medium", "zh": "中", "en": "medium", "synonyms": ["Ⅱ", "二级"]}, {"value": "low", "zh": "低", "en": "low", "synonyms": ["Ⅲ", "三级"]}]'::jsonb, '{}'::text[]),
    ('integrity_risk', 'state', '状态', 'state', 'state', 'integrity_risk', NULL, '{}'::text[]),
    ('integrity_risk', 'entered_by', '登记人', 'entered by', 'text', NULL, NULL, '{}'::text[]),
    ('integrity_risk', 'area', '领域', 'area', 'choice', NULL, '[{"value": "admission", "zh": "招生转学", "en": "admission and transfer"}, {"value": "roll", "zh": "学籍管理", "en": "roll keeping"}, {"value": "procurement", "zh": "招标采购", "en": "procurement"}, {"value": "construction", "zh": "工程建设", "en": "construction"}, {"value": "finance", "zh": "财务管理", "en": "finance"}, {"value": "titles", "zh": "职称评聘", "en": "titles and posts"}, {"value": "honours", "zh": "评优评先", "en": "honours"}, {"value": "leasing", "zh": "资产出租", "en": "leasing"}, {"value": "canteen", "zh": "食堂管理", "en": "canteen"}, {"value": "materials", "zh": "教辅资料", "en": "teaching materials"}]'::jsonb, '{岗位}'::text[]),
    ('integrity_risk', 'node', '环节', 'node', 'text', NULL, NULL, '{岗位/环节}'::text[]),
    ('integrity_risk', 'risk_point', '风险点', 'risk', 'long_text', NULL, NULL, '{}'::text[]),
    ('integrity_risk', 'grade', '等级', 'grade', 'choice', NULL, '[{"value": "high", "zh": "高", "en": "high", "synonyms": ["Ⅰ", "一级"]}, {"value": "medium", "zh": "中", "en": "medium", "synonyms": ["Ⅱ", "二级"]}, {"value": "low", "zh": "低", "en": "low", "synonyms": ["Ⅲ", "三级"]}]'::jsonb, '{}'::text[]),
    ('integrity_risk', 'owner', '责任人', 'owner', 'staff', NULL, NULL, '{}'::text[]),
    ('integrity_risk', 'owner_name', '责任人', 'owner', 'text', NULL, NULL, '{}'::text[]),
    ('integrity_risk', 'leader', '主管领导', 'leader in charge', 'staff', NULL, NULL, '{分管领导}'::text[]),
    ('integrity_risk', 'leader_name', '主管领导', 'leader in charge', 'text', NULL, NULL, '{}'::text[]),
    ('integrity_risk', 'review_due_on', '下次评审', 'review due', 'date', NULL, NULL, '{}'::text[]),
    ('integrity_risk', 'measure', '防控措施', 'measure', 'text', NULL, NULL, '{}'::text[]),
    ('integrity_risk', 'of_measure', '措施编号', 'number of the measure', 'key', NULL, NULL, '{}'::text[]),
    ('integrity_risk', 'measures', '措施数', 'measures', 'number', NULL, NULL, '{}'::text[]),
    ('integrity_risk', 'measures_overdue', '逾期措施', 'measures overdue', 'number', NULL, NULL, '{}'::text[]),
    ('integrity_risk', 'due_on', '期限', 'due', 'date', NULL, NULL, '{}'::text[]),
    ('integrity_risk', 'done_on', '完成日期', 'done on', 'date', NULL, NULL, '{}'::text[]),
    ('integrity_risk', 'reviewed_on', '评审日期', 'reviewed on', 'date', NULL, NULL, '{}'::text[]),
    ('integrity_risk', 'finding', '结论', 'finding', 'text', NULL, NULL, '{}'::text[]),
    ('subject_request', 'state', '状态', 'state', 'state', 'subject_request', NULL, '{}'::text[]),
    ('subject_request', 'entered_by', '登记人', 'entered by', 'text', NULL, NULL, '{}'::text[]),
    ('subject_request', 'of_student', '学生', 'student', 'student', NULL, NULL, '{}'::text[]),
    ('subject_request', 'kind', '请求', 'kind', 'choice', NULL, '[{"value": "access", "zh": "查阅", "en": "access"}, {"value": "correction", "zh": "更正", "en": "correction"}, {"value": "erasure", "zh": "删除", "en": "erasure"}]'::jsonb, '{}'::text[]),
    ('subject_request', 'asked_by', '请求人', 'asked by', 'text', NULL, NULL, '{}'::text[]),
    ('subject_request', 'received_on', '收到日期', 'received on', 'date', NULL, NULL, '{}'::text[]),
    ('subject_request', 'about', '内容', 'about', 'long_text', NULL, NULL, '{}'::text[]),
    ('subject_request', 'answer', '答复', 'answer', 'long_text', NULL, NULL, '{}'::text[]);

-- How long records are kept after a student has left. No national figure is known for these (see docs/security.md): the school sets them; these are proposals.
INSERT INTO ref.retention_rule (record_class, years, basis, tables) VALUES
    ('care_file', 3, '学校规定(建议值,由学校确定)', '{care.note.file_id>care.file.student_id,care.contact_log.file_id>care.file.student_id,care.goal.file_id>care.file.student_id,care.review.file_id>care.file.student_id}'),
    ('counselling', 5, '学校规定(建议值,由学校确定)', '{care.counselling_note.counselling_case_id>care.counselling_case.student_id}'),
    ('screening', 3, '学校规定(建议值,由学校确定)', '{care.screening_result.student_id}'),
    ('diagnosis', 3, '学校规定(建议值,由学校确定)', '{care.health_record.student_id}'),
    ('bank_account', 5, '学校规定(建议值,由学校确定)', '{}'),
    ('visit', 3, '学校规定(建议值,由学校确定)', '{care.family_call.student_id}')
ON CONFLICT (record_class) DO NOTHING;
INSERT INTO ref.lifecycle (lifecycle, label_zh, label_en, table_name, record_class, unit_column, person_columns, student_column) VALUES ('erasure', '销毁', 'erasure', 'audit.erasure', 'retention', NULL, '{}', NULL);
INSERT INTO ref.lifecycle_transition (lifecycle, action, from_state, to_state, label_zh, label_en, guard_zh, guard_en, verb, needs_reason) VALUES
    ('erasure', 'approve', 'proposed', 'erased', '批准销毁', 'approve', '批准人不是提出人', 'not by who proposed', 'decide', false), ('erasure', 'refuse', 'proposed', 'refused', '不销毁', 'keep', '须写明原因', 'needs a reason', 'decide', true);
INSERT INTO registers.register (register, systems, label_zh, label_en, record_class, list_function, read_function, lifecycle, sort_order) VALUES
    ('unit', '{A5,A7}', '单位', 'units', 'directory', 'units.list_unit_register', NULL, NULL, 150), ('enrolment', '{A11,A9}', '学籍', 'the roll', 'enrolment', 'people.list_enrolments', NULL, NULL, 210),
    ('duplicate', '{A9}', '疑似重复人员', 'possible duplicates', 'directory', 'people.list_duplicates', NULL, NULL, 171), ('merge', '{A9}', '合并记录', 'merges', 'directory', 'people.list_merges', NULL, NULL, 172),
    ('guardianship', '{A9}', '监护关系', 'guardians', 'guardianship', 'people.list_guardianships', NULL, NULL, 173), ('guardianship_ending', '{A9}', '监护将结束', 'guardianships that end', 'guardianship', 'people.guardianships_ending', NULL, NULL, 173),
    ('retention_due', '{A9}', '保存期限已到', 'records whose time has come', 'retention', 'people.list_retention_due', NULL, NULL, 174), ('erasure', '{A9}', '销毁', 'erasures', 'retention', 'people.list_erasures', NULL, 'erasure', 175);
INSERT INTO registers.action (register, action, ordinal, label_zh, label_en, function_name, on_record, transition, record_class, verb) VALUES
    ('unit', 'add', 1, '设立单位', 'set up a unit', 'units.add_unit', false, NULL, 'enrolment', 'create'), ('unit', 'rename', 2, '更名', 'rename', 'units.rename_unit', true, NULL, 'enrolment', 'edit'), ('unit', 'set_head', 3, '任命负责人', 'set the head', 'units.set_head', true, NULL, 'enrolment', 'edit'), ('unit', 'end', 4, '撤销', 'end', 'units.end_unit', true, NULL, 'enrolment', 'edit'),
    ('enrolment', 'add', 0, '入学或转入', 'enrol', 'people.enrol_student', false, NULL, 'enrolment', 'create'), ('enrolment', 'change_class', 1, '调班', 'move to another class', 'people.change_class', true, NULL, 'enrolment', 'edit'), ('enrolment', 'transfer_out', 2, '转出', 'transfer out', 'people.transfer_out', true, NULL, 'enrolment', 'decide'), ('enrolment', 'suspend', 3, '休学', 'leave', 'people.suspend_enrolment', true, NULL, 'enrolment', 'decide'), ('enrolment', 'resume', 4, '复学', 'come back', 'people.resume_enrolment', true, NULL, 'enrolment', 'decide'),
    ('guardianship', 'add', 1, '登记监护人', 'register a guardian', 'people.add_guardianship', false, NULL, 'guardianship', 'create'), ('guardianship', 'change_phone', 2, '更改电话', 'another phone', 'people.change_guardian_phone', true, NULL, 'contact', 'edit'), ('guardianship', 'end', 3, '监护结束', 'end', 'people.end_guardianship', true, NULL, 'guardianship', 'edit'),
    ('duplicate', 'merge', 1, '合并(保留这一条)', 'merge into this one', 'people.merge_people', true, NULL, 'directory', 'decide'), ('merge', 'undo', 1, '撤销合并', 'undo', 'people.unmerge', true, NULL, 'directory', 'decide'),
    ('retention_due', 'propose', 1, '提出销毁', 'propose an erasure', 'people.propose_erasure', true, NULL, 'retention', 'create'), ('erasure', 'approve', 1, '批准销毁', 'approve', 'people.approve_erasure', true, 'approve', 'retention', 'decide'), ('erasure', 'refuse', 2, '不销毁', 'keep', 'people.refuse_erasure', true, 'refuse', 'retention', 'decide'),
    ('care_file', 'decide_year', 12, '学年更替去留', 'decide for the turn of the year', 'care.decide_file', true, NULL, 'care_file', 'decide');
INSERT INTO registers.field (register, name, label_zh, label_en, kind, source, choices) VALUES
    ('unit', 'label', '名称', 'name', 'text', NULL, NULL), ('unit', 'parent', '上级单位', 'above it', 'unit', NULL, NULL), ('unit', 'parent_label', '上级单位', 'above it', 'text', NULL, NULL), ('unit', 'head_name', '负责人', 'head', 'text', NULL, NULL), ('unit', 'members', '成员数', 'members', 'number', NULL, NULL), ('unit', 'cohort_entry_year', '入学年份', 'entry year', 'number', NULL, NULL), ('unit', 'cohort_number', '班号', 'number of the class', 'number', NULL, NULL),
    ('enrolment', 'in_class', '班级', 'class', 'text', NULL, NULL), ('enrolment', 'entry_year', '入学年份', 'entry year', 'number', NULL, NULL), ('enrolment', 'kind', '方式', 'kind', 'choice', NULL, '[{"value":"entry","zh":"入学","en":"entry"},{"value":"transfer_in","zh":"转入","en":"transfer"},{"value":"return","zh":"复学","en":"return"}]'), ('enrolment', 'class', '班级', 'class', 'unit', NULL, NULL),
    ('enrolment', 'name', '姓名', 'name', 'text', NULL, NULL), ('enrolment', 'sex', '性别', 'sex', 'choice', NULL, '[{"value":"1","zh":"男","en":"male"},{"value":"2","zh":"女","en":"female"},{"value":"9","zh":"未说明","en":"not stated"}]'), ('enrolment', 'birth_date', '出生日期', 'birth date', 'date', NULL, NULL), ('enrolment', 'reason', '说明', 'remark', 'text', NULL, NULL),
    ('enrolment', 'household_kind', '户口性质', 'household', 'choice', NULL, '[{"value":"rural","zh":"农业","en":"rural"},{"value":"urban","zh":"非农业","en":"urban"}]'), ('enrolment', 'residence_kind', '是否住校', 'residence', 'choice', NULL, '[{"value":"boarding","zh":"住校","en":"boarding"},{"value":"day","zh":"走读","en":"day"}]'),
    ('guardianship', 'guardian_name', '监护人', 'guardian', 'text', NULL, NULL), ('guardianship', 'kin', '与学生关系', 'relation', 'text', NULL, NULL), ('guardianship', 'phone', '电话', 'phone', 'text', NULL, NULL), ('guardianship', 'may_contact', '可联系', 'may contact', 'yes_no', NULL, NULL), ('guardianship', 'may_collect', '可接走', 'may collect', 'yes_no', NULL, NULL), ('guardianship', 'court_paper', '裁定或指定文书', 'paper of a court or authority', 'text', NULL, NULL),
    ('guardianship', 'kind', '监护类别', 'kind', 'choice', NULL, '[{"value":"parent","zh":"父母","en":"parent"},{"value":"other_legal","zh":"其他法定监护人","en":"other legal guardian"},{"value":"appointed","zh":"指定监护","en":"appointed"},{"value":"temporary","zh":"临时监护","en":"temporary"}]'),
    ('guardianship', 'only_open', '只看现有的', 'present ones only', 'yes_no', NULL, NULL),
    ('duplicate', 'other_id', '另一人编号', 'key of the other', 'number', NULL, NULL), ('duplicate', 'other_name', '另一人', 'the other', 'text', NULL, NULL), ('duplicate', 'reasons', '理由', 'reasons', 'text', NULL, NULL), ('duplicate', 'merged', '要并入的人(#编号)', 'person to merge (#key)', 'key', NULL, NULL), ('duplicate', 'reason', '依据', 'reason', 'text', NULL, NULL),
    ('merge', 'survivor_name', '保留', 'stays', 'text', NULL, NULL), ('merge', 'merged_id', '并入编号', 'merged', 'number', NULL, NULL), ('merge', 'reason', '依据', 'reason', 'text', NULL, NULL), ('merge', 'merged_on', '合并日期', 'merged on', 'date', NULL, NULL), ('merge', 'undone_on', '撤销日期', 'undone on', 'date', NULL, NULL),
    ('guardianship_ending', 'within_days', '多少天内', 'within days', 'number', NULL, NULL), ('guardianship_ending', 'guardian_name', '监护人', 'guardian', 'text', NULL, NULL), ('guardianship_ending', 'ends_on', '结束日期', 'ends on', 'date', NULL, NULL),
    ('retention_due', 'record_class', '记录类别', 'class of records', 'text', NULL, NULL), ('retention_due', 'left_on', '离校日期', 'left on', 'date', NULL, NULL), ('retention_due', 'due_on', '到期日期', 'due', 'date', NULL, NULL), ('retention_due', 'basis', '依据', 'rests on', 'text', NULL, NULL), ('retention_due', 'reason', '理由', 'reason', 'text', NULL, NULL),
    ('erasure', 'record_class', '记录类别', 'class of records', 'text', NULL, NULL), ('erasure', 'reason', '理由', 'reason', 'text', NULL, NULL), ('erasure', 'row_count', '行数', 'rows', 'number', NULL, NULL), ('erasure', 'version_count', '历史版本数', 'earlier versions', 'number', NULL, NULL), ('erasure', 'state', '状态', 'state', 'state', 'erasure', NULL),
    ('care_file', 'opening_year', '新学年(起始年份)', 'school year (first year)', 'number', NULL, NULL), ('care_file', 'decision', '去留', 'decision', 'choice', NULL, '[{"value":"carry","zh":"保留","en":"carry"},{"value":"close","zh":"结档","en":"close"}]');
INSERT INTO registers.field (register, name, label_zh, label_en, kind, choices)
SELECT 'unit', named.name, '类别', 'kind', 'choice', '[{"value":"school","zh":"学校","en":"school"},{"value":"office","zh":"处室","en":"office"},{"value":"grade","zh":"年级","en":"grade"},{"value":"class","zh":"班级","en":"class"},{"value":"party_branch","zh":"党支部","en":"party branch"},{"value":"lesson_group","zh":"备课组","en":"lesson group"},
    {"value":"dormitory","zh":"宿舍","en":"dormitory"},{"value":"canteen","zh":"食堂","en":"canteen"},{"value":"laboratory","zh":"实验室","en":"laboratory"},{"value":"community","zh":"社区","en":"community"},{"value":"village","zh":"村","en":"village"},{"value":"partner_school","zh":"结对学校","en":"partner school"},{"value":"other","zh":"其他","en":"other"}]'::jsonb
FROM (VALUES ('kind'), ('of_kind')) AS named (name);
