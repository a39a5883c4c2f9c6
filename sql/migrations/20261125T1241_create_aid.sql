-- Aid by rule: rules, budgets, who qualifies, determinations step by step, awards, payments to the bank and back; scholarships.
CREATE TABLE aid.scholarship_round (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    title text NOT NULL,
    semester text NOT NULL REFERENCES ref.semester,
    criteria text NOT NULL,
    quota int NOT NULL,
    amount_each numeric(12,2) NOT NULL,
    closes_on date NOT NULL,
    state text NOT NULL DEFAULT 'open',
    lifecycle text NOT NULL DEFAULT 'scholarship_round',
    CONSTRAINT scholarship_round_title_not_blank CHECK (btrim(title) <> ''),
    CONSTRAINT scholarship_round_criteria_not_blank CHECK (btrim(criteria) <> ''),
    CONSTRAINT scholarship_round_quota_not_negative CHECK (quota >= 0),
    CONSTRAINT scholarship_round_amount_each_not_negative CHECK (amount_each >= 0),
    CONSTRAINT scholarship_round_lifecycle_is_its_own CHECK (lifecycle = 'scholarship_round'),
    CONSTRAINT scholarship_round_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE aid.scholarship_round IS '奖学金评选 | scholarship round';
COMMENT ON COLUMN aid.scholarship_round.id IS '编号 | key';
COMMENT ON COLUMN aid.scholarship_round.title IS '名称 | title';
COMMENT ON COLUMN aid.scholarship_round.semester IS '学期 | semester';
COMMENT ON COLUMN aid.scholarship_round.criteria IS '条件 | criteria';
COMMENT ON COLUMN aid.scholarship_round.quota IS '名额 | quota';
COMMENT ON COLUMN aid.scholarship_round.amount_each IS '每人金额(元) | amount each (CNY)';
COMMENT ON COLUMN aid.scholarship_round.closes_on IS '截止日期 | closes on';
COMMENT ON COLUMN aid.scholarship_round.state IS '状态 | state';
COMMENT ON COLUMN aid.scholarship_round.lifecycle IS '生命周期(固定) | always scholarship_round';
CREATE INDEX scholarship_round_semester_idx ON aid.scholarship_round (semester);
CREATE INDEX scholarship_round_state_idx ON aid.scholarship_round (lifecycle, state);
CALL history.keep('aid.scholarship_round');
CREATE TABLE aid.nomination (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scholarship_round_id bigint NOT NULL REFERENCES aid.scholarship_round,
    student_id bigint NOT NULL REFERENCES people.student,
    grade_of text NOT NULL,
    why_named text NOT NULL,
    decided_by_id bigint REFERENCES people.person,
    state text NOT NULL DEFAULT 'named',
    lifecycle text NOT NULL DEFAULT 'nomination',
    CONSTRAINT nomination_grade_of_is_known CHECK (grade_of IN ('first', 'second', 'third')),
    CONSTRAINT nomination_why_named_not_blank CHECK (btrim(why_named) <> ''),
    CONSTRAINT nomination_lifecycle_is_its_own CHECK (lifecycle = 'nomination'),
    CONSTRAINT nomination_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE aid.nomination IS '奖学金推荐 | nomination';
COMMENT ON COLUMN aid.nomination.id IS '编号 | key';
COMMENT ON COLUMN aid.nomination.scholarship_round_id IS '评选 | round';
COMMENT ON COLUMN aid.nomination.student_id IS '学生 | student';
COMMENT ON COLUMN aid.nomination.grade_of IS '等次 | grade';
COMMENT ON COLUMN aid.nomination.why_named IS '事由 | why';
COMMENT ON COLUMN aid.nomination.decided_by_id IS '评定人 | decided by';
COMMENT ON COLUMN aid.nomination.state IS '状态 | state';
COMMENT ON COLUMN aid.nomination.lifecycle IS '生命周期(固定) | always nomination';
CREATE INDEX nomination_scholarship_round_id_idx ON aid.nomination (scholarship_round_id);
CREATE INDEX nomination_student_id_idx ON aid.nomination (student_id);
CREATE INDEX nomination_decided_by_id_idx ON aid.nomination (decided_by_id);
CREATE INDEX nomination_state_idx ON aid.nomination (lifecycle, state);
CALL history.keep('aid.nomination');
ALTER TABLE aid.scheme_rule ADD COLUMN household text NOT NULL DEFAULT 'any', ADD COLUMN level text REFERENCES aid.level, ADD COLUMN amount numeric(12, 2),
    ADD CONSTRAINT scheme_rule_household_is_known CHECK (household IN ('rural', 'urban', 'any')), ADD CONSTRAINT scheme_rule_amount_is_positive CHECK (amount > 0),
    DROP CONSTRAINT scheme_rule_no_two_for_one_key;
ALTER TABLE aid.scheme_rule ADD CONSTRAINT scheme_rule_no_two_for_one_key EXCLUDE USING gist (scheme WITH =, category WITH =, (coalesce(level, '')) WITH =, household WITH =, valid WITH &&);
COMMENT ON COLUMN aid.scheme_rule.household IS '户口性质 | rural, urban or any';
COMMENT ON COLUMN aid.scheme_rule.level IS '认定等级;空为不限 | level; NULL: any';
COMMENT ON COLUMN aid.scheme_rule.amount IS '每学期金额(元) | amount a semester, CNY';
CREATE INDEX scheme_rule_level_idx ON aid.scheme_rule (level);
CREATE TABLE aid.budget (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scheme text NOT NULL REFERENCES aid.scheme,
    semester text NOT NULL REFERENCES ref.semester,
    amount numeric(12, 2) NOT NULL,
    basis text NOT NULL,
    CONSTRAINT budget_once_a_semester UNIQUE (scheme, semester),
    CONSTRAINT budget_not_negative CHECK (amount >= 0)
);
COMMENT ON TABLE aid.budget IS '资助预算 | what a scheme may give in a semester';
COMMENT ON COLUMN aid.budget.id IS '编号 | key';
COMMENT ON COLUMN aid.budget.scheme IS '项目 | scheme';
COMMENT ON COLUMN aid.budget.semester IS '学期 | semester';
COMMENT ON COLUMN aid.budget.amount IS '金额(元) | amount, CNY';
COMMENT ON COLUMN aid.budget.basis IS '来源(校内资助为事业收入的3%–5%) | where it comes from; the school''s own fund is 3 to 5 % of its income';
CREATE INDEX budget_semester_idx ON aid.budget (semester);
CALL history.keep('aid.budget');
CREATE TABLE aid.candidate (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    scheme text NOT NULL REFERENCES aid.scheme,
    semester text NOT NULL REFERENCES ref.semester,
    rule_id bigint NOT NULL REFERENCES aid.scheme_rule,
    amount numeric(12, 2),
    found_on date NOT NULL,
    CONSTRAINT candidate_once_a_semester UNIQUE (student_id, scheme, semester)
);
COMMENT ON TABLE aid.candidate IS '应助名单:匹配提出,由人决定 | who qualifies; matching proposes, people decide';
COMMENT ON COLUMN aid.candidate.id IS '编号 | key';
COMMENT ON COLUMN aid.candidate.student_id IS '学生 | student';
COMMENT ON COLUMN aid.candidate.scheme IS '项目 | scheme';
COMMENT ON COLUMN aid.candidate.semester IS '学期 | semester';
COMMENT ON COLUMN aid.candidate.rule_id IS '依据的规则 | the rule that it rests on';
COMMENT ON COLUMN aid.candidate.amount IS '按规则的金额(元) | amount by the rule, CNY';
COMMENT ON COLUMN aid.candidate.found_on IS '提出日期 | found on';
CREATE INDEX candidate_scheme_idx ON aid.candidate (scheme, semester);
CREATE INDEX candidate_semester_idx ON aid.candidate (semester);
CREATE INDEX candidate_rule_id_idx ON aid.candidate (rule_id);
CALL history.keep('aid.candidate');

INSERT INTO ref.lifecycle_state (lifecycle, state, label_zh, label_en, is_open, sort_order) VALUES
    ('determination', 'candidate', '拟认定', 'candidate', true, 1), ('determination', 'applied', '已申请', 'applied', true, 2), ('determination', 'class_opinion', '班级已评议', 'class opinion given', true, 3), ('determination', 'grade_review', '年级已审核', 'reviewed by the grade', true, 4),
    ('determination', 'school_group', '学校已审定', 'settled by the school group', true, 5), ('determination', 'noticed', '公示中', 'on public notice', true, 6), ('determination', 'determined', '已认定', 'determined', true, 7), ('determination', 'confirmed', '已复核', 'confirmed', true, 8), ('determination', 'ended', '已结束', 'ended', false, 9), ('determination', 'declined', '未认定', 'declined', false, 10),
    ('award', 'proposed', '拟发放', 'proposed', true, 1), ('award', 'approved', '已批准', 'approved', true, 2), ('award', 'in_batch', '已列入批次', 'in a batch', true, 3), ('award', 'sent_to_bank', '已送银行', 'sent to the bank', true, 4), ('award', 'paid', '已到账', 'paid', false, 5), ('award', 'returned', '被退回', 'returned', true, 6), ('award', 'cancelled', '已取消', 'cancelled', false, 7), ('award', 'recovered', '已追回', 'recovered', false, 8)
ON CONFLICT DO NOTHING;
ALTER TABLE aid.determination DROP CONSTRAINT determination_state_is_known, ADD COLUMN lifecycle text NOT NULL DEFAULT 'determination', ADD COLUMN commitment_signed_on date, ADD COLUMN circumstances text, ADD COLUMN notice_from date, ADD COLUMN notice_to date, ADD COLUMN notice_taken_down_on date,
    ADD CONSTRAINT determination_lifecycle_is_its_own CHECK (lifecycle = 'determination'), ADD CONSTRAINT determination_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state,
    ADD CONSTRAINT determination_notice_ends_after_start CHECK (notice_to > notice_from);
COMMENT ON COLUMN aid.determination.lifecycle IS '生命周期(固定) | always determination';
COMMENT ON COLUMN aid.determination.commitment_signed_on IS '个人承诺日期 | commitment signed on';
COMMENT ON COLUMN aid.determination.circumstances IS '家庭情况 | circumstances of the family';
COMMENT ON COLUMN aid.determination.notice_from IS '公示开始 | on public notice from';
COMMENT ON COLUMN aid.determination.notice_to IS '公示结束 | to';
COMMENT ON COLUMN aid.determination.notice_taken_down_on IS '公示撤下日期 | taken down on';
CREATE INDEX determination_state_idx ON aid.determination (lifecycle, state);
CREATE TABLE aid.determination_opinion (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    determination_id bigint NOT NULL REFERENCES aid.determination,
    step text NOT NULL,
    level text NOT NULL REFERENCES aid.level,
    opinion text NOT NULL,
    given_by bigint NOT NULL REFERENCES people.person,
    CONSTRAINT determination_opinion_once_a_step UNIQUE (determination_id, step)
);
COMMENT ON TABLE aid.determination_opinion IS '认定意见 | an opinion on the way to a determination';
COMMENT ON COLUMN aid.determination_opinion.id IS '编号 | key';
COMMENT ON COLUMN aid.determination_opinion.determination_id IS '认定 | determination';
COMMENT ON COLUMN aid.determination_opinion.step IS '环节 | step';
COMMENT ON COLUMN aid.determination_opinion.level IS '建议等级 | level that it proposes';
COMMENT ON COLUMN aid.determination_opinion.opinion IS '意见 | opinion';
COMMENT ON COLUMN aid.determination_opinion.given_by IS '何人 | by whom';
CREATE INDEX determination_opinion_level_idx ON aid.determination_opinion (level);
CREATE INDEX determination_opinion_given_by_idx ON aid.determination_opinion (given_by);
CALL history.keep('aid.determination_opinion');
CREATE TABLE aid.objection (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    determination_id bigint NOT NULL REFERENCES aid.determination,
    raised_on date NOT NULL,
    words text NOT NULL,
    answer text,
    answered_on date,
    CONSTRAINT objection_not_blank CHECK (btrim(words) <> '')
);
COMMENT ON TABLE aid.objection IS '公示异议 | an objection to a public notice';
COMMENT ON COLUMN aid.objection.id IS '编号 | key';
COMMENT ON COLUMN aid.objection.determination_id IS '认定 | determination';
COMMENT ON COLUMN aid.objection.raised_on IS '提出日期 | raised on';
COMMENT ON COLUMN aid.objection.words IS '异议内容 | words';
COMMENT ON COLUMN aid.objection.answer IS '答复 | answer';
COMMENT ON COLUMN aid.objection.answered_on IS '答复日期 | answered on';
CREATE INDEX objection_determination_id_idx ON aid.objection (determination_id);
CALL history.keep('aid.objection');

ALTER TABLE aid.award DROP CONSTRAINT award_state_is_known, ADD COLUMN lifecycle text NOT NULL DEFAULT 'award', ADD COLUMN approved_by bigint REFERENCES people.person, ADD COLUMN approved_on date,
    ADD CONSTRAINT award_lifecycle_is_its_own CHECK (lifecycle = 'award'), ADD CONSTRAINT award_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state,
    ADD CONSTRAINT award_approver_is_another CHECK (approved_by <> created_by);
COMMENT ON COLUMN aid.award.lifecycle IS '生命周期(固定) | always award';
COMMENT ON COLUMN aid.award.approved_by IS '批准人 | approved by';
COMMENT ON COLUMN aid.award.approved_on IS '批准日期 | approved on';
CREATE INDEX award_state_idx ON aid.award (lifecycle, state);
CREATE INDEX award_approved_by_idx ON aid.award (approved_by);
CREATE TABLE aid.bank_account (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    owner_id bigint NOT NULL REFERENCES people.person,
    number text NOT NULL,
    last_four text NOT NULL,
    bank text NOT NULL,
    valid daterange NOT NULL,
    CONSTRAINT bank_account_one_at_a_time EXCLUDE USING gist (student_id WITH =, valid WITH &&),
    CONSTRAINT bank_account_number_is_digits CHECK (number ~ '^[0-9]{12,19}$')
);
COMMENT ON TABLE aid.bank_account IS '银行账户:户主为学生或登记的监护人 | account for payments; its owner is the student or a recorded guardian; level 4';
COMMENT ON COLUMN aid.bank_account.id IS '编号 | key';
COMMENT ON COLUMN aid.bank_account.student_id IS '学生 | student';
COMMENT ON COLUMN aid.bank_account.owner_id IS '户主 | owner';
COMMENT ON COLUMN aid.bank_account.number IS '账号(只出现在银行发放表中) | number; stands in the bank''s sheet only';
COMMENT ON COLUMN aid.bank_account.last_four IS '末四位 | last four digits';
COMMENT ON COLUMN aid.bank_account.bank IS '开户行 | bank';
COMMENT ON COLUMN aid.bank_account.valid IS '使用期间 | when it is used';
CREATE INDEX bank_account_owner_id_idx ON aid.bank_account (owner_id);
CALL history.keep('aid.bank_account');
INSERT INTO ref.lifecycle_state (lifecycle, state, label_zh, label_en, is_open, sort_order) VALUES ('payment_batch', 'open', '待送银行', 'open', true, 1), ('payment_batch', 'sent', '已送银行', 'sent', true, 2), ('payment_batch', 'settled', '已对账', 'settled', false, 3) ON CONFLICT DO NOTHING;
CREATE TABLE aid.payment_batch (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scheme text NOT NULL REFERENCES aid.scheme,
    semester text NOT NULL REFERENCES ref.semester,
    state text NOT NULL DEFAULT 'open',
    lifecycle text NOT NULL DEFAULT 'payment_batch',
    sent_on date,
    sheet_sha256 bytea,
    CONSTRAINT payment_batch_lifecycle_is_its_own CHECK (lifecycle = 'payment_batch'),
    CONSTRAINT payment_batch_state_is_known FOREIGN KEY (lifecycle, state) REFERENCES ref.lifecycle_state
);
COMMENT ON TABLE aid.payment_batch IS '发放批次 | a batch of payments for the bank';
COMMENT ON COLUMN aid.payment_batch.id IS '编号 | key';
COMMENT ON COLUMN aid.payment_batch.scheme IS '项目 | scheme';
COMMENT ON COLUMN aid.payment_batch.semester IS '学期 | semester';
COMMENT ON COLUMN aid.payment_batch.state IS '状态 | state';
COMMENT ON COLUMN aid.payment_batch.lifecycle IS '生命周期(固定) | always payment_batch';
COMMENT ON COLUMN aid.payment_batch.sent_on IS '送银行日期 | sent to the bank on';
COMMENT ON COLUMN aid.payment_batch.sheet_sha256 IS '发放表摘要 | digest of the bank''s sheet';
CREATE INDEX payment_batch_scheme_idx ON aid.payment_batch (scheme);
CREATE INDEX payment_batch_semester_idx ON aid.payment_batch (semester);
CREATE INDEX payment_batch_state_idx ON aid.payment_batch (lifecycle, state);
CALL history.keep('aid.payment_batch');
CREATE TABLE aid.payment (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    payment_batch_id bigint NOT NULL REFERENCES aid.payment_batch,
    award_id bigint NOT NULL REFERENCES aid.award,
    bank_account_id bigint NOT NULL REFERENCES aid.bank_account,
    amount numeric(12, 2) NOT NULL,
    state text NOT NULL DEFAULT 'in_batch',
    return_reason text,
    settled_on date,
    CONSTRAINT payment_state_is_known CHECK (state IN ('in_batch', 'sent', 'paid', 'returned')),
    CONSTRAINT payment_return_says_why CHECK ((state = 'returned') = (return_reason IS NOT NULL)),
    CONSTRAINT payment_amount_is_positive CHECK (amount > 0)
);
COMMENT ON TABLE aid.payment IS '发放 | a payment of an award';
COMMENT ON COLUMN aid.payment.id IS '编号 | key';
COMMENT ON COLUMN aid.payment.payment_batch_id IS '批次 | batch';
COMMENT ON COLUMN aid.payment.award_id IS '资助 | award';
COMMENT ON COLUMN aid.payment.bank_account_id IS '账户 | account';
COMMENT ON COLUMN aid.payment.amount IS '金额(元) | amount, CNY';
COMMENT ON COLUMN aid.payment.state IS '状态 | state';
COMMENT ON COLUMN aid.payment.return_reason IS '退回原因 | why it came back';
COMMENT ON COLUMN aid.payment.settled_on IS '到账或退回日期 | paid or returned on';
CREATE INDEX payment_payment_batch_id_idx ON aid.payment (payment_batch_id);
CREATE INDEX payment_award_id_idx ON aid.payment (award_id);
CREATE INDEX payment_bank_account_id_idx ON aid.payment (bank_account_id);
-- An award is paid once: no second payment of it while one is under way or has arrived.
CREATE UNIQUE INDEX payment_one_living_an_award ON aid.payment (award_id) WHERE state <> 'returned';
CALL history.keep('aid.payment');
