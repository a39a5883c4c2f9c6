-- Aid by rule: rules, budgets, who qualifies, determinations step by step, awards, payments to the bank and back; scholarships.

INSERT INTO ref.lifecycle (lifecycle, label_zh, label_en, table_name, record_class, unit_column, person_columns, student_column) VALUES
    ('scholarship_round', '奖学金评选', 'scholarship round', 'aid.scholarship_round', 'scholarship', NULL, '{}'::text[], NULL),
    ('nomination', '奖学金推荐', 'nomination', 'aid.nomination', 'scholarship', NULL, '{}'::text[], 'student_id');

INSERT INTO ref.lifecycle_state (lifecycle, state, label_zh, label_en, is_open, sort_order) VALUES
    ('scholarship_round', 'open', '推荐中', 'open', true, 1),
    ('scholarship_round', 'decided', '已评定', 'decided', false, 2),
    ('nomination', 'named', '已推荐', 'named', true, 1),
    ('nomination', 'granted', '已评定', 'granted', false, 2),
    ('nomination', 'declined', '未评上', 'declined', false, 3)
ON CONFLICT (lifecycle, state) DO UPDATE SET label_zh = excluded.label_zh, label_en = excluded.label_en, is_open = excluded.is_open, sort_order = excluded.sort_order;

INSERT INTO ref.lifecycle_transition (lifecycle, action, from_state, to_state, label_zh, label_en, guard_zh, guard_en, verb, needs_reason, not_by, condition, sets_day, sets_person) VALUES
    ('scholarship_round', 'decide', 'open', 'decided', '评定结束', 'close the round', '每个推荐都已评定', 'each nomination is decided', 'decide', false, '{}'::text[], 'aid.round_not_decided', NULL, NULL),
    ('nomination', 'grant', 'named', 'granted', '评定', 'grant', '不超过名额;推荐人不能评定', 'within the quota; not by who named', 'decide', false, '{}'::text[], NULL, NULL, NULL),
    ('nomination', 'decline', 'named', 'declined', '不评', 'decline', '', '', 'decide', true, '{}'::text[], NULL, NULL, 'decided_by_id');

INSERT INTO registers.register (register, systems, label_zh, label_en, record_class, list_function, read_function, lifecycle, sort_order) VALUES
    ('scholarship_round', '{F5}', '奖学金评选', 'scholarship round', 'scholarship', 'aid.list_scholarship_rounds', 'aid.read_scholarship_round', 'scholarship_round', 605),
    ('nomination', '{F5}', '奖学金推荐', 'nomination', 'scholarship', 'aid.list_nominations', 'aid.read_nomination', 'nomination', 606);

INSERT INTO registers.action (register, action, ordinal, label_zh, label_en, function_name, on_record, transition, record_class, verb) VALUES
    ('scholarship_round', 'add', 1, '登记奖学金评选', 'add: scholarship round', 'aid.add_scholarship_round', false, NULL, 'scholarship', 'create'),
    ('scholarship_round', 'change', 90, '更正', 'correct', 'aid.change_scholarship_round', true, NULL, 'scholarship', 'edit'),
    ('scholarship_round', 'decide', 11, '评定结束', 'close the round', 'work.move', true, 'decide', 'scholarship', 'decide'),
    ('nomination', 'add', 1, '登记奖学金推荐', 'add: nomination', 'aid.add_nomination', false, NULL, 'scholarship', 'create'),
    ('nomination', 'change', 90, '更正', 'correct', 'aid.change_nomination', true, NULL, 'scholarship', 'edit'),
    ('nomination', 'grant', 11, '评定', 'grant', 'aid.grant_scholarship', true, 'grant', 'scholarship', 'decide'),
    ('nomination', 'decline', 12, '不评', 'decline', 'aid.decline_scholarship', true, 'decline', 'scholarship', 'decide');

INSERT INTO registers.field (register, name, label_zh, label_en, kind, source, choices, synonyms) VALUES
    ('scholarship_round', 'of_semester', '学期', 'semester', 'semester', NULL, NULL, '{}'::text[]),
    ('scholarship_round', 'state', '状态', 'state', 'state', 'scholarship_round', NULL, '{}'::text[]),
    ('scholarship_round', 'entered_by', '登记人', 'entered by', 'text', NULL, NULL, '{}'::text[]),
    ('scholarship_round', 'title', '名称', 'title', 'text', NULL, NULL, '{}'::text[]),
    ('scholarship_round', 'semester', '学期', 'semester', 'semester', NULL, NULL, '{}'::text[]),
    ('scholarship_round', 'criteria', '条件', 'criteria', 'long_text', NULL, NULL, '{}'::text[]),
    ('scholarship_round', 'quota', '名额', 'quota', 'number', NULL, NULL, '{}'::text[]),
    ('scholarship_round', 'amount_each', '每人金额(元)', 'amount each (CNY)', 'money', NULL, NULL, '{}'::text[]),
    ('scholarship_round', 'closes_on', '截止日期', 'closes on', 'date', NULL, NULL, '{}'::text[]),
    ('nomination', 'of_scholarship_round', '评选', 'round', 'record', 'scholarship_round', NULL, '{}'::text[]),
    ('nomination', 'in_state', '状态', 'state', 'state', 'nomination', NULL, '{}'::text[]),
    ('nomination', 'state', '状态', 'state', 'state', 'nomination', NULL, '{}'::text[]),
    ('nomination', 'entered_by', '登记人', 'entered by', 'text', NULL, NULL, '{}'::text[]),
    ('nomination', 'scholarship_round', '评选', 'round', 'record', 'scholarship_round', NULL, '{}'::text[]),
    ('nomination', 'scholarship_round_id', '评选', 'round', 'record', 'scholarship_round', NULL, '{}'::text[]),
    ('nomination', 'of_student', '学生', 'student', 'student', NULL, NULL, '{姓名}'::text[]),
    ('nomination', 'grade_of', '等次', 'grade', 'choice', NULL, '[{"value": "first", "zh": "一等", "en": "first"}, {"value": "second", "zh": "二等", "en": "second"}, {"value": "third", "zh": "三等", "en": "third"}]'::jsonb, '{}'::text[]),
    ('nomination', 'earlier_wins', '此前获奖次数', 'earlier wins', 'number', NULL, NULL, '{}'::text[]),
    ('nomination', 'why_named', '事由', 'why', 'long_text', NULL, NULL, '{}'::text[]),
    ('nomination', 'decided_by_name', '评定人', 'decided by', 'text', NULL, NULL, '{}'::text[]);

-- The grade gives its opinion on an application, which takes a right to write.
INSERT INTO access.permission (role, record_class, verb, row_rule) VALUES ('grade_office', 'aid_application', 'edit', 'grade') ON CONFLICT DO NOTHING;
INSERT INTO ref.lifecycle (lifecycle, label_zh, label_en, table_name, record_class, unit_column, person_columns, student_column) VALUES
    ('determination', '困难认定', 'determination', 'aid.determination', 'aid_application', NULL, '{}', 'student_id'), ('award', '资助', 'award', 'aid.award', 'award', NULL, '{}', 'student_id'), ('payment_batch', '发放批次', 'payment batch', 'aid.payment_batch', 'award', NULL, '{}', NULL);
INSERT INTO ref.lifecycle_state (lifecycle, state, label_zh, label_en, is_open, sort_order) VALUES ('payment_batch', 'open', '待送银行', 'open', true, 1), ('payment_batch', 'sent', '已送银行', 'sent', true, 2), ('payment_batch', 'settled', '已对账', 'settled', false, 3)
ON CONFLICT (lifecycle, state) DO UPDATE SET label_zh = excluded.label_zh, label_en = excluded.label_en, is_open = excluded.is_open, sort_order = excluded.sort_order;
INSERT INTO ref.lifecycle_transition (lifecycle, action, from_state, to_state, label_zh, label_en, guard_zh, guard_en, verb, needs_reason, condition) VALUES
    ('determination', 'class_opinion', 'applied', 'class_opinion', '班级评议', 'opinion of the class', '', '', 'create', false, NULL), ('determination', 'grade_review', 'class_opinion', 'grade_review', '年级审核', 'review by the grade', '', '', 'edit', false, NULL),
    ('determination', 'school_opinion', 'grade_review', 'school_group', '学校审定', 'opinion of the school', '', '', 'decide', false, NULL), ('determination', 'notice', 'school_group', 'noticed', '公示', 'public notice', '不少于5个工作日', 'for 5 working days at least', 'decide', false, NULL),
    ('determination', 'determine', 'noticed', 'determined', '认定', 'determine', '公示结束,异议已答复', 'the notice has ended and objections are answered', 'decide', false, 'aid.not_determinable'),
    ('determination', 'confirm', 'determined', 'confirmed', '学期复核', 'confirm for the semester', '', '', 'decide', false, NULL), ('determination', 'confirm', 'confirmed', 'confirmed', '学期复核', 'confirm for the semester', '', '', 'decide', false, NULL),
    ('determination', 'adjust', 'determined', 'confirmed', '调整等级', 'adjust the level', '须写明原因', 'needs a reason', 'decide', true, NULL), ('determination', 'adjust', 'confirmed', 'confirmed', '调整等级', 'adjust the level', '须写明原因', 'needs a reason', 'decide', true, NULL), ('determination', 'end', 'determined', 'ended', '结束', 'end', '须写明原因', 'needs a reason', 'decide', true, NULL), ('determination', 'end', 'confirmed', 'ended', '结束', 'end', '须写明原因', 'needs a reason', 'decide', true, NULL),
    ('determination', 'decline', 'applied', 'declined', '不予认定', 'decline', '须写明原因', 'needs a reason', 'decide', true, NULL), ('determination', 'decline', 'class_opinion', 'declined', '不予认定', 'decline', '须写明原因', 'needs a reason', 'decide', true, NULL), ('determination', 'decline', 'grade_review', 'declined', '不予认定', 'decline', '须写明原因', 'needs a reason', 'decide', true, NULL), ('determination', 'decline', 'noticed', 'declined', '不予认定', 'decline', '须写明原因', 'needs a reason', 'decide', true, NULL),
    ('award', 'approve', 'proposed', 'approved', '批准', 'approve', '批准人不是拟定人,不超预算', 'not by who proposed, within the budget', 'decide', false, NULL), ('award', 'cancel', 'proposed', 'cancelled', '取消', 'cancel', '须写明原因', 'needs a reason', 'edit', true, NULL), ('award', 'cancel', 'approved', 'cancelled', '取消', 'cancel', '须写明原因', 'needs a reason', 'edit', true, NULL), ('award', 'cancel', 'returned', 'cancelled', '取消', 'cancel', '须写明原因', 'needs a reason', 'edit', true, NULL),
    ('award', 'propose_again', 'cancelled', 'proposed', '重新拟定', 'propose anew', '', '', 'create', false, NULL), ('determination', 'apply', 'declined', 'applied', '重新申请', 'apply anew', '须写明家庭情况', 'with the circumstances', 'create', false, NULL), ('determination', 'apply', 'ended', 'applied', '重新申请', 'apply anew', '须写明家庭情况', 'with the circumstances', 'create', false, NULL),
    ('award', 'recover', 'paid', 'recovered', '追回', 'recover', '须写明原因', 'needs a reason', 'decide', true, NULL),
    ('payment_batch', 'send', 'open', 'sent', '送银行', 'send to the bank', '', '', 'decide', false, NULL), ('payment_batch', 'settle', 'sent', 'settled', '对账完成', 'settle', '', '', 'decide', false, NULL);
INSERT INTO registers.register (register, systems, label_zh, label_en, record_class, list_function, read_function, lifecycle, sort_order) VALUES
    ('aid_rule', '{F2}', '资助规则', 'rules of aid', 'aid_application', 'aid.list_rules', NULL, NULL, 601), ('budget', '{F2}', '资助预算', 'budgets', 'award', 'aid.list_budgets', NULL, NULL, 602), ('candidate', '{F1}', '应助名单', 'who qualifies', 'aid_application', 'aid.list_candidates', NULL, NULL, 600),
    ('determination', '{F3}', '困难认定', 'determinations', 'determination', 'aid.list_determinations', NULL, 'determination', 603), ('award', '{F4}', '资助发放', 'awards', 'award', 'aid.list_awards', NULL, 'award', 604), ('payment_batch', '{F4}', '发放批次', 'payment batches', 'award', 'aid.list_payment_batches', NULL, 'payment_batch', 604),
    ('category_evidence', '{F1}', '困难佐证', 'evidence of hardship', 'aid_application', 'aid.list_category_evidence', NULL, NULL, 600), ('bank_account', '{F4}', '银行账户', 'bank accounts', 'bank_account', 'aid.list_bank_accounts', NULL, NULL, 604);
INSERT INTO registers.part (register, part, ordinal, label_zh, label_en, list_function) VALUES
    ('determination', 'opinions', 1, '各级意见', 'opinions', 'aid.list_determination_opinions'), ('determination', 'objections', 2, '公示异议', 'objections', 'aid.list_objections'), ('payment_batch', 'payments', 1, '明细', 'payments', 'aid.list_batch_payments');
INSERT INTO registers.action (register, action, ordinal, label_zh, label_en, function_name, on_record, transition, record_class, verb) VALUES
    ('aid_rule', 'add', 1, '登记规则', 'add a rule', 'aid.add_rule', false, NULL, 'determination', 'create'), ('aid_rule', 'end', 2, '结束规则', 'end a rule', 'aid.end_rule', true, NULL, 'determination', 'create'),
    ('budget', 'add', 1, '下达预算', 'set a budget', 'aid.set_budget', false, NULL, 'award', 'create'), ('candidate', 'match', 1, '匹配应助学生', 'find everyone who qualifies', 'aid.match', false, NULL, 'aid_application', 'decide'),
    ('candidate', 'propose', 2, '拟定资助', 'propose an award', 'aid.propose_award', true, NULL, 'award', 'create'), ('candidate', 'refuse', 3, '登记自愿放弃', 'record a refusal', 'aid.refuse_aid', true, NULL, 'aid_application', 'create'),
    ('determination', 'add', 1, '申请认定', 'apply', 'aid.apply_for_aid', false, NULL, 'aid_application', 'create'), ('determination', 'class_opinion', 2, '班级评议', 'opinion of the class', 'aid.class_opinion', true, 'class_opinion', 'aid_application', 'create'),
    ('determination', 'grade_review', 3, '年级审核', 'review by the grade', 'aid.grade_review', true, 'grade_review', 'aid_application', 'edit'), ('determination', 'school_opinion', 4, '学校审定', 'opinion of the school', 'aid.school_opinion', true, 'school_opinion', 'aid_application', 'decide'),
    ('determination', 'notice', 5, '公示', 'public notice', 'aid.put_on_notice', true, 'notice', 'aid_application', 'decide'), ('determination', 'object', 6, '登记异议', 'an objection', 'aid.object', true, NULL, 'aid_application', 'edit'), ('determination', 'answer_objection', 7, '答复异议', 'answer objections', 'aid.answer_objection', true, NULL, 'aid_application', 'edit'),
    ('determination', 'determine', 8, '认定', 'determine', 'aid.determine', true, 'determine', 'aid_application', 'decide'), ('determination', 'confirm', 9, '学期复核', 'confirm', 'aid.confirm_determination', true, 'confirm', 'aid_application', 'decide'), ('determination', 'decline', 10, '不予认定', 'decline', 'aid.decline_determination', true, 'decline', 'aid_application', 'decide'), ('determination', 'end', 11, '结束', 'end', 'aid.end_determination', true, 'end', 'aid_application', 'decide'),
    ('determination', 'adjust', 12, '调整等级', 'adjust the level', 'aid.adjust_level', true, 'adjust', 'aid_application', 'decide'), ('determination', 'take_down', 13, '撤下公示', 'take the notice down', 'aid.take_notice_down', true, NULL, 'aid_application', 'edit'),
    ('award', 'propose_again', 4, '重新拟定', 'propose anew', 'aid.propose_again', true, 'propose_again', 'award', 'create'), ('determination', 'apply_again', 14, '重新申请', 'apply anew', 'aid.apply_again', true, 'apply', 'aid_application', 'create'),
    ('award', 'recover', 3, '追回', 'recover', 'aid.recover_award', true, 'recover', 'award', 'export'), ('category_evidence', 'add', 1, '登记佐证', 'register evidence', 'aid.add_category_evidence', false, NULL, 'aid_application', 'create'), ('category_evidence', 'end', 2, '佐证失效', 'it holds no longer', 'aid.end_category_evidence', true, NULL, 'aid_application', 'decide'),
    ('award', 'approve', 1, '批准', 'approve', 'aid.approve_award', true, 'approve', 'award', 'decide'), ('award', 'cancel', 2, '取消', 'cancel', 'aid.cancel_award', true, 'cancel', 'award', 'edit'),
    ('payment_batch', 'add', 1, '生成批次', 'make a batch', 'aid.make_payment_batch', false, NULL, 'award', 'export'), ('payment_batch', 'send', 2, '送银行', 'send', 'aid.send_batch', true, 'send', 'award', 'export'), ('payment_batch', 'return_payment', 3, '登记退回', 'a payment came back', 'aid.return_payment', true, NULL, 'award', 'export'), ('payment_batch', 'settle', 4, '对账完成', 'settle', 'aid.settle_batch', true, 'settle', 'award', 'export'),
    ('bank_account', 'add', 1, '登记账户', 'set an account', 'aid.set_bank_account', false, NULL, 'bank_account', 'create');
INSERT INTO registers.field (register, name, label_zh, label_en, kind, source, choices, synonyms) VALUES
    ('aid_rule', 'scheme', '资助项目', 'scheme', 'text', NULL, NULL, '{}'), ('aid_rule', 'of_scheme', '资助项目', 'scheme', 'text', NULL, NULL, '{}'), ('aid_rule', 'category', '困难类型', 'category', 'text', NULL, NULL, '{}'), ('aid_rule', 'level', '认定等级', 'level', 'text', NULL, NULL, '{}'), ('aid_rule', 'household', '户口性质', 'household', 'choice', NULL, '[{"value":"any","zh":"不限","en":"any"},{"value":"rural","zh":"农业","en":"rural"},{"value":"urban","zh":"非农业","en":"urban"}]', '{}'), ('aid_rule', 'basis', '依据', 'rests on', 'text', NULL, NULL, '{}'),
    ('budget', 'scheme', '资助项目', 'scheme', 'text', NULL, NULL, '{}'), ('budget', 'basis', '来源', 'source', 'text', NULL, NULL, '{}'), ('budget', 'awarded', '已批准(元)', 'approved', 'money', NULL, NULL, '{}'), ('budget', 'paid', '已到账(元)', 'paid', 'money', NULL, NULL, '{}'), ('budget', 'left_over', '结余(元)', 'left', 'money', NULL, NULL, '{}'),
    ('category_evidence', 'category', '困难类型', 'category', 'text', NULL, NULL, '{特殊群体类型}'), ('category_evidence', 'evidence', '佐证材料', 'evidence', 'text', NULL, NULL, '{}'), ('category_evidence', 'checked_by_name', '核对人', 'checked by', 'text', NULL, NULL, '{}'), ('category_evidence', 'only_open', '只看有效的', 'in force only', 'yes_no', NULL, NULL, '{}'),
    ('candidate', 'scheme', '资助项目', 'scheme', 'text', NULL, NULL, '{}'), ('candidate', 'basis', '依据', 'rests on', 'text', NULL, NULL, '{}'), ('candidate', 'found_on', '提出日期', 'found on', 'date', NULL, NULL, '{}'), ('candidate', 'settled', '结果', 'came of it', 'text', NULL, NULL, '{}'), ('candidate', 'signed_on', '放弃书签字日期', 'signed on', 'date', NULL, NULL, '{}'),
    ('determination', 'school_year', '学年', 'school year', 'text', NULL, NULL, '{}'), ('determination', 'of_year', '学年', 'school year', 'text', NULL, NULL, '{}'), ('determination', 'level', '认定等级', 'level', 'text', NULL, NULL, '{}'), ('determination', 'notice_from', '公示开始', 'notice from', 'date', NULL, NULL, '{}'), ('determination', 'notice_to', '公示结束', 'notice to', 'date', NULL, NULL, '{}'),
    ('determination', 'state', '状态', 'state', 'state', 'determination', NULL, '{}'), ('determination', 'in_state', '状态', 'state', 'state', 'determination', NULL, '{}'), ('determination', 'commitment_signed_on', '承诺书日期', 'commitment signed on', 'date', NULL, NULL, '{}'), ('determination', 'circumstances', '家庭情况', 'circumstances', 'long_text', NULL, NULL, '{}'), ('determination', 'opinion', '意见', 'opinion', 'long_text', NULL, NULL, '{}'),
    ('determination', 'step', '环节', 'step', 'text', NULL, NULL, '{}'), ('determination', 'words', '异议内容', 'words', 'long_text', NULL, NULL, '{}'), ('determination', 'raised_on', '提出日期', 'raised on', 'date', NULL, NULL, '{}'), ('determination', 'answer', '答复', 'answer', 'long_text', NULL, NULL, '{}'), ('determination', 'answered_on', '答复日期', 'answered on', 'date', NULL, NULL, '{}'),
    ('award', 'scheme', '资助项目', 'scheme', 'text', NULL, NULL, '{}'), ('award', 'account', '账户', 'account', 'text', NULL, NULL, '{}'), ('award', 'state', '状态', 'state', 'state', 'award', NULL, '{}'), ('award', 'in_state', '状态', 'state', 'state', 'award', NULL, '{}'),
    ('payment_batch', 'scheme', '资助项目', 'scheme', 'text', NULL, NULL, '{}'), ('payment_batch', 'payments', '笔数', 'payments', 'number', NULL, NULL, '{}'), ('payment_batch', 'total', '总额(元)', 'total', 'money', NULL, NULL, '{}'), ('payment_batch', 'paid', '到账(元)', 'paid', 'money', NULL, NULL, '{}'), ('payment_batch', 'returned', '退回(元)', 'returned', 'money', NULL, NULL, '{}'), ('payment_batch', 'difference', '未达(元)', 'not settled', 'money', NULL, NULL, '{}'),
    ('payment_batch', 'sent_on', '送银行日期', 'sent on', 'date', NULL, NULL, '{}'), ('payment_batch', 'state', '状态', 'state', 'state', 'payment_batch', NULL, '{}'), ('payment_batch', 'owner_name', '户主', 'owner', 'text', NULL, NULL, '{}'), ('payment_batch', 'account', '账户', 'account', 'text', NULL, NULL, '{}'), ('payment_batch', 'payment_state', '状态', 'state', 'choice', NULL, '[{"value":"in_batch","zh":"已列入","en":"in the batch"},{"value":"sent","zh":"已送银行","en":"sent"},{"value":"paid","zh":"已到账","en":"paid"},{"value":"returned","zh":"被退回","en":"returned"}]', '{}'), ('payment_batch', 'return_reason', '退回原因', 'why it came back', 'text', NULL, NULL, '{}'), ('payment_batch', 'of_payment', '发放编号', 'number of the payment', 'key', NULL, NULL, '{}'),
    ('bank_account', 'owner_name', '户主', 'owner', 'text', NULL, NULL, '{}'), ('bank_account', 'number', '银行卡号', 'account number', 'text', NULL, NULL, '{}'), ('bank_account', 'bank', '开户行', 'bank', 'text', NULL, NULL, '{}'), ('bank_account', 'last_four', '末四位', 'last four', 'text', NULL, NULL, '{}');
