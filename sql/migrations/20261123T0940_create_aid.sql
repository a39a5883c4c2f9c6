-- Aid: who belongs to which category by which evidence, what was determined, what was awarded. Matching proposes, people decide.
CREATE SCHEMA aid;
COMMENT ON SCHEMA aid IS '学生资助 | categories, evidence, determinations, schemes, awards';
CREATE TABLE aid.category (
    category text PRIMARY KEY,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    synonyms text[] NOT NULL DEFAULT '{}',
    issuing_authority text NOT NULL,
    household text NOT NULL DEFAULT 'any',
    valid daterange NOT NULL DEFAULT '[,)',
    CONSTRAINT category_household_is_known CHECK (household IN ('rural', 'urban', 'any'))
);
COMMENT ON TABLE aid.category IS '困难类别 | category of hardship, dated because law renames them';
COMMENT ON COLUMN aid.category.category IS '代码 | code';
COMMENT ON COLUMN aid.category.label_zh IS '中文名 | Chinese label';
COMMENT ON COLUMN aid.category.label_en IS '英文名 | English label';
COMMENT ON COLUMN aid.category.synonyms IS '表格中的其他写法 | other ways in which forms write it';
COMMENT ON COLUMN aid.category.issuing_authority IS '认定部门 | authority that certifies it';
COMMENT ON COLUMN aid.category.household IS '城乡:农村、城市、不限 | rural, urban, any';
COMMENT ON COLUMN aid.category.valid IS '有效期 | when the category is in use';
CALL history.keep('aid.category');
CREATE TABLE aid.accepted_evidence (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    category text NOT NULL REFERENCES aid.category,
    evidence text NOT NULL,
    CONSTRAINT accepted_evidence_is_unique UNIQUE (category, evidence)
);
COMMENT ON TABLE aid.accepted_evidence IS '类别可用的佐证 | which evidence proves which category';
COMMENT ON COLUMN aid.accepted_evidence.id IS '编号 | key';
COMMENT ON COLUMN aid.accepted_evidence.category IS '类别 | category';
COMMENT ON COLUMN aid.accepted_evidence.evidence IS '佐证材料名称(或其中的关键词) | name of the paper, or a word in it';
CALL history.keep('aid.accepted_evidence');
CREATE TABLE aid.level (
    level text PRIMARY KEY,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    synonyms text[] NOT NULL DEFAULT '{}',
    sort_order int NOT NULL
);
COMMENT ON TABLE aid.level IS '困难等级 | level of hardship; rows, because provinces differ';
COMMENT ON COLUMN aid.level.level IS '代码 | code';
COMMENT ON COLUMN aid.level.label_zh IS '中文名 | Chinese label';
COMMENT ON COLUMN aid.level.label_en IS '英文名 | English label';
COMMENT ON COLUMN aid.level.synonyms IS '表格中的其他写法 | other ways in which forms write it';
COMMENT ON COLUMN aid.level.sort_order IS '排序 | order';
CALL history.keep('aid.level');
CREATE TABLE aid.scheme (
    scheme text PRIMARY KEY,
    label_zh text NOT NULL,
    label_en text NOT NULL,
    synonyms text[] NOT NULL DEFAULT '{}',
    fund_source text NOT NULL,
    valid daterange NOT NULL DEFAULT '[,)',
    CONSTRAINT scheme_fund_source_is_known CHECK (fund_source IN ('state', 'school', 'donation'))
);
COMMENT ON TABLE aid.scheme IS '资助项目 | a scheme of aid';
COMMENT ON COLUMN aid.scheme.scheme IS '代码 | code';
COMMENT ON COLUMN aid.scheme.label_zh IS '中文名 | Chinese label';
COMMENT ON COLUMN aid.scheme.label_en IS '英文名 | English label';
COMMENT ON COLUMN aid.scheme.synonyms IS '表格中的其他写法 | other ways in which forms write it';
COMMENT ON COLUMN aid.scheme.fund_source IS '资金来源 | source of the money: state, school, donation';
COMMENT ON COLUMN aid.scheme.valid IS '有效期 | when the scheme runs';
CALL history.keep('aid.scheme');
CREATE TABLE aid.scheme_rule (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scheme text NOT NULL REFERENCES aid.scheme,
    category text NOT NULL REFERENCES aid.category,
    basis text NOT NULL,
    valid daterange NOT NULL DEFAULT '[,)',
    CONSTRAINT scheme_rule_no_two_for_one_key EXCLUDE USING gist (scheme WITH =, category WITH =, valid WITH &&)
);
COMMENT ON TABLE aid.scheme_rule IS '资助规则:哪类学生应得哪项资助 | which category is entitled to which scheme, from when, by which rule';
COMMENT ON COLUMN aid.scheme_rule.id IS '编号 | key';
COMMENT ON COLUMN aid.scheme_rule.scheme IS '项目 | scheme';
COMMENT ON COLUMN aid.scheme_rule.category IS '类别 | category';
COMMENT ON COLUMN aid.scheme_rule.basis IS '依据 | the rule it rests on';
COMMENT ON COLUMN aid.scheme_rule.valid IS '有效期 | when the rule holds';
CREATE INDEX scheme_rule_category_idx ON aid.scheme_rule (category);
CALL history.keep('aid.scheme_rule');
CREATE TABLE aid.category_evidence (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    category text NOT NULL REFERENCES aid.category,
    evidence text NOT NULL,
    valid daterange NOT NULL,
    checked_by bigint REFERENCES people.person,
    CONSTRAINT category_evidence_not_blank CHECK (btrim(evidence) <> ''),
    CONSTRAINT category_evidence_once_at_a_time EXCLUDE USING gist (student_id WITH =, category WITH =, valid WITH &&)
);
COMMENT ON TABLE aid.category_evidence IS '学生属于某类别的佐证 | evidence that a student belongs to a category';
COMMENT ON COLUMN aid.category_evidence.id IS '编号 | key';
COMMENT ON COLUMN aid.category_evidence.student_id IS '学生 | student';
COMMENT ON COLUMN aid.category_evidence.category IS '类别 | category';
COMMENT ON COLUMN aid.category_evidence.evidence IS '佐证材料 | the paper';
COMMENT ON COLUMN aid.category_evidence.valid IS '有效期 | when it holds';
COMMENT ON COLUMN aid.category_evidence.checked_by IS '核对人 | who checked it';
CREATE INDEX category_evidence_category_idx ON aid.category_evidence (category);
CREATE INDEX category_evidence_checked_by_idx ON aid.category_evidence (checked_by);
CALL history.keep('aid.category_evidence');
CREATE TABLE aid.determination (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    school_year text NOT NULL,
    level text NOT NULL REFERENCES aid.level,
    state text NOT NULL DEFAULT 'determined',
    determined_on date,
    CONSTRAINT determination_once_a_school_year UNIQUE (student_id, school_year),
    CONSTRAINT determination_school_year_is_well_formed CHECK (school_year ~ '^\d{4}-\d{4}$'),
    CONSTRAINT determination_state_is_known CHECK (state IN ('candidate', 'determined', 'ended'))
);
COMMENT ON TABLE aid.determination IS '家庭经济困难认定:一学年一次 | determination of hardship for a school year';
COMMENT ON COLUMN aid.determination.id IS '编号 | key';
COMMENT ON COLUMN aid.determination.student_id IS '学生 | student';
COMMENT ON COLUMN aid.determination.school_year IS '学年 | school year';
COMMENT ON COLUMN aid.determination.level IS '认定等级 | level';
COMMENT ON COLUMN aid.determination.state IS '状态 | state: candidate, determined, ended';
COMMENT ON COLUMN aid.determination.determined_on IS '认定日期 | when it was determined; NULL: not told';
CREATE INDEX determination_level_idx ON aid.determination (level);
CALL history.keep('aid.determination');
CREATE TABLE aid.award (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    scheme text NOT NULL REFERENCES aid.scheme,
    semester text NOT NULL REFERENCES ref.semester,
    amount numeric(12, 2) NOT NULL,
    state text NOT NULL DEFAULT 'approved',
    CONSTRAINT award_once_a_semester UNIQUE (student_id, scheme, semester),
    CONSTRAINT award_amount_is_positive CHECK (amount > 0),
    CONSTRAINT award_state_is_known CHECK (state IN ('proposed', 'approved', 'paid', 'cancelled'))
);
COMMENT ON TABLE aid.award IS '资助 | an award of a scheme for a semester';
COMMENT ON COLUMN aid.award.id IS '编号 | key';
COMMENT ON COLUMN aid.award.student_id IS '学生 | student';
COMMENT ON COLUMN aid.award.scheme IS '项目 | scheme';
COMMENT ON COLUMN aid.award.semester IS '学期 | semester';
COMMENT ON COLUMN aid.award.amount IS '金额(元) | amount in CNY';
COMMENT ON COLUMN aid.award.state IS '状态:拟定、已批准、已发放、已取消 | proposed, approved, paid, cancelled';
CREATE INDEX award_scheme_idx ON aid.award (scheme);
CREATE INDEX award_semester_idx ON aid.award (semester);
CALL history.keep('aid.award');
CREATE TABLE aid.refusal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    student_id bigint NOT NULL REFERENCES people.student,
    scheme text NOT NULL REFERENCES aid.scheme,
    semester text NOT NULL REFERENCES ref.semester,
    signed_on date NOT NULL,
    CONSTRAINT refusal_once_a_semester UNIQUE (student_id, scheme, semester)
);
COMMENT ON TABLE aid.refusal IS '自愿放弃 | a signed refusal of aid that a student is entitled to';
COMMENT ON COLUMN aid.refusal.id IS '编号 | key';
COMMENT ON COLUMN aid.refusal.student_id IS '学生 | student';
COMMENT ON COLUMN aid.refusal.scheme IS '项目 | scheme';
COMMENT ON COLUMN aid.refusal.semester IS '学期 | semester';
COMMENT ON COLUMN aid.refusal.signed_on IS '签字日期 | when it was signed';
CREATE INDEX refusal_scheme_idx ON aid.refusal (scheme);
CREATE INDEX refusal_semester_idx ON aid.refusal (semester);
CALL history.keep('aid.refusal');
