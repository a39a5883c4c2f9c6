-- Categories of hardship, what proves them, levels, schemes and the rules that entitle. Law renames them, so each has its dates.
INSERT INTO aid.category (category, label_zh, label_en, synonyms, issuing_authority, household, valid) VALUES
    ('poverty_alleviated', '脱贫家庭学生', 'from a household lifted out of poverty', '{脱贫家庭,脱贫户,脱贫户学生,脱贫户家庭学生,建档立卡,建档立卡户,建档立卡家庭学生,建档立卡学生,原建档立卡,原建档立卡家庭学生,原建档立卡贫困家庭学生,脱贫家庭学生(原建档立卡)}', '乡村振兴(农业农村)部门', 'any', '[2014-01-01,)'),
    ('poverty_unstable', '脱贫不稳定家庭学生', 'from a household whose way out of poverty is unsteady', '{脱贫不稳定,脱贫不稳定户,脱贫不稳定户学生,脱贫不稳定家庭}', '乡村振兴(农业农村)部门', 'any', '[2020-03-01,)'),
    ('poverty_marginal', '边缘易致贫家庭学生', 'from a household on the edge of poverty', '{边缘易致贫,边缘易致贫户,边缘易致贫户学生,边缘易致贫家庭}', '乡村振兴(农业农村)部门', 'any', '[2020-03-01,)'),
    ('sudden_hardship', '突发严重困难户学生', 'from a household in sudden severe hardship', '{突发严重困难,突发严重困难户,突发严重困难家庭,突发严重困难家庭学生}', '乡村振兴(农业农村)部门', 'any', '[2021-05-01,)'),
    ('urban_minimum', '城市低保家庭学生', 'from an urban household on minimum living allowance', '{城市低保,城镇低保,城市低保家庭,城镇低保家庭学生,城市最低生活保障家庭学生,城市居民最低生活保障家庭学生}', '民政部门', 'urban', '[,)'),
    ('rural_minimum', '农村低保家庭学生', 'from a rural household on minimum living allowance', '{农村低保,农村低保家庭,农村最低生活保障家庭学生,农村居民最低生活保障家庭学生}', '民政部门', 'rural', '[,)'),
    ('minimum_marginal', '低保边缘家庭学生', 'from a household just above minimum living allowance', '{低保边缘,低保边缘户,低保边缘家庭,最低生活保障边缘家庭学生}', '民政部门', 'any', '[,)'),
    ('urban_destitute', '城市特困救助供养学生', 'urban, supported by the state as destitute', '{城市特困,城市特困供养,城市特困供养学生,城镇特困救助供养学生,城市特困人员}', '民政部门', 'urban', '[,)'),
    ('rural_destitute', '农村特困救助供养学生', 'rural, supported by the state as destitute', '{农村特困,农村特困供养,农村特困供养学生,农村特困人员,农村五保,五保供养学生}', '民政部门', 'rural', '[,)'),
    ('orphan', '孤儿', 'orphan', '{孤儿学生,孤儿(含艾滋病病毒感染儿童)}', '民政部门', 'any', '[,)'),
    ('unsupported_child', '事实无人抚养儿童', 'child whom nobody in fact supports', '{事实无人抚养,事实孤儿,事实无人抚养学生,事实无人抚养儿童学生}', '民政部门', 'any', '[,)'),
    ('disabled_student', '残疾学生', 'student with a disability', '{残疾,残疾儿童,家庭经济困难残疾学生}', '残疾人联合会', 'any', '[,)'),
    ('disabled_parent', '残疾人子女', 'child of a person with a disability', '{父母残疾,残疾人家庭子女,家庭经济困难残疾人子女,父母残疾学生}', '残疾人联合会', 'any', '[,)'),
    ('martyr_child', '烈士子女', 'child of a martyr', '{烈士家庭子女}', '退役军人事务部门', 'any', '[,)'),
    ('preferential_family', '优抚家庭子女', 'child of a family with military preference', '{优抚子女,优抚,优抚对象子女,烈士或优抚子女}', '退役军人事务部门', 'any', '[,)'),
    ('worker_hardship', '困难职工子女', 'child of a worker in hardship', '{困难职工,困难职工家庭学生,特困职工子女}', '工会', 'any', '[,)'),
    ('disaster_or_illness', '灾难或重病家庭学生', 'from a household struck by disaster or severe illness', '{重病,重大疾病,因病致困,因灾致困,自然灾害,重大灾害,家庭成员重病,灾难}', '学校认定', 'any', '[,)'),
    ('other_hardship', '其他家庭经济困难学生', 'other hardship', '{其他,其它,其他困难,其他困难家庭学生,其他家庭经济困难,单亲家庭,低收入家庭}', '学校认定', 'any', '[,)')
ON CONFLICT (category) DO UPDATE SET label_zh = excluded.label_zh, label_en = excluded.label_en, household = excluded.household,
    synonyms = category.synonyms || array(SELECT word FROM unnest(excluded.synonyms) AS word WHERE word <> ALL (category.synonyms))
WHERE NOT excluded.synonyms <@ category.synonyms;

-- A paper proves the categories of the longest word found in it: 农村低保证 is not a plain 低保证, and 父母残疾人证 not the student's own.
INSERT INTO aid.accepted_evidence (category, evidence)
SELECT accepted.category, evidence
FROM (VALUES
    ('poverty_alleviated', '{乡村振兴部门名单,乡村振兴,农业农村部门名单,建档立卡,扶贫手册,帮扶手册,脱贫户,脱贫家庭,全国防返贫监测信息系统}'::text[]),
    ('poverty_unstable', '{乡村振兴部门名单,乡村振兴,农业农村部门名单,防返贫监测,监测对象,监测户,脱贫不稳定,全国防返贫监测信息系统}'),
    ('poverty_marginal', '{乡村振兴部门名单,乡村振兴,农业农村部门名单,防返贫监测,监测对象,监测户,边缘易致贫,全国防返贫监测信息系统}'),
    ('sudden_hardship', '{乡村振兴部门名单,乡村振兴,农业农村部门名单,防返贫监测,监测对象,监测户,突发严重困难,个人承诺书,承诺书,诊断证明,病历,住院,医疗费,灾害证明,受灾证明,事故证明,村委会证明,居委会证明,社区证明}'),
    ('urban_minimum', '{城市低保证,城市低保,城镇低保证,城镇低保,城市居民最低生活保障,城镇居民最低生活保障,低保证,最低生活保障证,民政部门名单,民政部门证明}'),
    ('rural_minimum', '{农村低保证,农村低保,农村居民最低生活保障,农村最低生活保障,低保证,最低生活保障证,民政部门名单,民政部门证明}'),
    ('minimum_marginal', '{低保边缘证,低保边缘,最低生活保障边缘,民政部门名单,民政部门证明}'),
    ('urban_destitute', '{城市特困,城镇特困,特困供养证,特困供养,特困救助供养,特困人员,民政部门名单,民政部门证明}'),
    ('rural_destitute', '{农村特困,五保证,五保供养,特困供养证,特困供养,特困救助供养,特困人员,民政部门名单,民政部门证明}'),
    ('orphan', '{孤儿证,孤儿认定,孤儿基本生活,儿童福利证,民政部门名单,民政部门证明}'),
    ('unsupported_child', '{事实无人抚养,民政部门名单,民政部门证明}'),
    ('disabled_student', '{残疾人证,残疾证,学生残疾人证,本人残疾人证}'),
    ('disabled_parent', '{父母残疾人证,父亲残疾人证,母亲残疾人证,父母残疾证,父亲残疾证,母亲残疾证,父残疾人证,母残疾人证,家长残疾人证,监护人残疾人证,家长残疾证,监护人残疾证}'),
    ('martyr_child', '{烈士证,烈士证明,烈属,退役军人事务部门}'),
    ('preferential_family', '{优抚证,优待证,优抚,伤残军人证,残疾军人证,退役军人事务部门}'),
    ('worker_hardship', '{困难职工证,困难职工,特困职工,工会证明}'),
    ('disaster_or_illness', '{诊断证明,病历,住院,医疗费,灾害证明,受灾证明,事故证明,民政部门证明,村委会证明,居委会证明,社区证明,个人承诺书,承诺书}'),
    ('other_hardship', '{个人承诺书,承诺书,村委会证明,居委会证明,社区证明,收入证明,民政部门证明,离婚证,家访记录}')
) AS accepted (category, words) CROSS JOIN unnest(accepted.words) AS evidence
ON CONFLICT (category, evidence) DO NOTHING;

INSERT INTO aid.level (level, label_zh, label_en, synonyms, sort_order) VALUES
    ('special', '特别困难', 'special hardship', '{特别困难学生,特困,特殊困难,一等,一档}', 1),
    ('hardship', '困难', 'hardship', '{比较困难,较困难,困难学生,二等,二档}', 2),
    ('general', '一般困难', 'general hardship', '{一般,一般困难学生,三等,三档}', 3)
ON CONFLICT (level) DO NOTHING;

INSERT INTO aid.scheme (scheme, label_zh, label_en, synonyms, fund_source) VALUES
    ('national_grant', '国家助学金', 'national grant', '{普通高中国家助学金,高中国家助学金,国家助学金(普通高中),助学金}', 'state'),
    ('tuition_waiver', '免学杂费', 'waiver of tuition and fees', '{免学费,学杂费减免,免除学杂费,普通高中免学杂费,免学杂费资助}', 'state'),
    ('living_subsidy', '生活补助', 'living subsidy', '{生活费补助,家庭经济困难学生生活补助,寄宿生生活补助}', 'state'),
    ('school_aid', '校内资助', 'aid from the school''s own fund', '{校内助学金,学校资助,校内减免,校级资助,事业收入资助}', 'school'),
    ('pinzheng_scholarship', '品正奖学金', 'Pinzheng scholarship', '{校内奖学金,学校奖学金,奖学金}', 'school'),
    ('social_aid', '社会资助', 'aid from donors', '{社会助学,爱心助学,捐资助学,滋蕙计划,爱心资助}', 'donation')
ON CONFLICT (scheme) DO NOTHING;

-- Who is entitled to what, since when. The waiver goes by category and by town or country; the grant to everyone determined.
-- Amounts of the grant changed on dates of their own, so its rules follow one another.
INSERT INTO aid.scheme_rule (scheme, category, basis, valid)
SELECT 'tuition_waiver', category, '财教〔2016〕292号:自2016年秋季学期起免除公办普通高中建档立卡等家庭经济困难学生学杂费', '[2016-09-01,)'
FROM unnest(ARRAY['poverty_alleviated', 'poverty_unstable', 'disabled_student', 'rural_minimum', 'rural_destitute']) AS category
ON CONFLICT DO NOTHING;
INSERT INTO aid.scheme_rule (scheme, category, basis, valid)
SELECT 'national_grant', category.category, rule.basis, rule.valid::daterange
FROM aid.category, (VALUES
    ('普通高中国家助学金,平均每生每年2000元,按学期发放', '[2015-03-01,2025-02-01)'),
    ('普通高中国家助学金,自2025年春季学期起平均每生每年2300元,按学期发放', '[2025-02-01,)')) AS rule (basis, valid)
ON CONFLICT DO NOTHING;
