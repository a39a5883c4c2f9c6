-- as: studentaid
-- Rules of the seeds say who is entitled; the school's own rows say how much, and one rule of last year has ended.
SELECT registers.run('aid_rule', 'add', NULL, jsonb_build_object('scheme', '校内资助', 'category', category, 'level', level, 'amount', amount, 'basis', '学校事业收入提取资金管理办法', 'from_day', (ref.today() - 200)::text))
FROM (VALUES ('突发严重困难户学生', '特别困难', '800'), ('突发严重困难户学生', '困难', '500'), ('孤儿', '特别困难', '1000'), ('残疾人子女', '困难', '400')) AS listed (category, level, amount);
SELECT registers.run('aid_rule', 'add', NULL, jsonb_build_object('scheme', '社会资助', 'category', '孤儿', 'amount', '2000', 'basis', '爱心企业捐赠协议(一年)', 'from_day', (ref.today() - 400)::text));
SELECT registers.run('aid_rule', 'end', (SELECT id FROM aid.list_rules() WHERE basis LIKE '爱心企业%' LIMIT 1), jsonb_build_object('on_day', (ref.today() - 35)::text));
SELECT registers.run('budget', 'add', NULL, jsonb_build_object('scheme', scheme, 'of_semester', ref.semester_on(ref.today()), 'amount', amount, 'basis', basis))
FROM (VALUES ('国家助学金', '62000', '市财政下达,学年一半'), ('免学杂费', '20000', '市财政下达'), ('校内资助', '6000', '事业收入提取4%'), ('社会资助', '4000', '爱心企业捐赠')) AS listed (scheme, amount, basis);
-- Papers that came after the sheet: each proves its category; one allowance has been taken away since.
SELECT registers.run('category_evidence', 'add', NULL, jsonb_build_object('of_student', '#' || placed.student_id, 'category', listed.category, 'evidence', listed.evidence, 'from_day', (ref.today() - listed.age)::text))
FROM (VALUES (1, '突发严重困难户学生', '个人承诺书', 25), (2, '突发严重困难户学生', '医院诊断证明', 20), (3, '残疾人子女', '父亲残疾人证', 18), (4, '农村低保家庭学生', '农村低保证', 15), (5, '孤儿', '孤儿证', 12)) AS listed (place, category, evidence, age)
JOIN (SELECT student_id, row_number() OVER (ORDER BY student_id DESC) AS place FROM people.class_placement WHERE valid @> ref.today() AND student_id NOT IN (SELECT student_id FROM aid.list_category_evidence(false))) AS placed USING (place);
SELECT registers.run('category_evidence', 'end', (SELECT min(id) FROM aid.list_category_evidence() WHERE evidence LIKE '农村低保%'), jsonb_build_object('on_day', (ref.today() - 5)::text));
-- Matching proposes; people decide: some are proposed, some refused in writing, some still open.
SELECT registers.run('candidate', 'match', NULL, jsonb_build_object('of_semester', ref.semester_on(ref.today())));
SELECT registers.run('candidate', 'propose', candidate.id, CASE WHEN candidate.amount IS NULL THEN jsonb_build_object('amount', CASE WHEN candidate.scheme = '国家助学金' THEN '1150' ELSE '650' END) ELSE '{}'::jsonb END)
FROM aid.list_candidates() AS candidate WHERE candidate.id % 4 <> 0;
SELECT registers.run('candidate', 'refuse', (SELECT min(id) FROM aid.list_candidates()), jsonb_build_object('signed_on', (ref.today() - 2)::text));
SELECT registers.run('award', 'cancel', (SELECT max(id) FROM aid.list_awards(NULL, 'approved')), '{"why": "家长来函:已由户籍地资助"}');
-- Accounts: the student's own; those without one cannot be paid yet.
SELECT registers.run('bank_account', 'add', NULL, jsonb_build_object('of_student', '#' || award.student_id, 'number', '62280000' || lpad(award.student_id::text, 11, '7'), 'bank', '农村商业银行', 'owner_name', award.student_name))
FROM (SELECT DISTINCT student_id, student_name FROM aid.list_awards(NULL, 'approved')) AS award WHERE award.student_id % 6 <> 0;
-- Confirmed for the semester, one level adjusted, one ended.
SELECT registers.run('determination', 'confirm', listed.id, '{}') FROM aid.list_determinations(NULL, 'determined') AS listed WHERE listed.id % 3 <> 0;
SELECT registers.run('determination', 'adjust', (SELECT min(id) FROM aid.list_determinations(NULL, 'confirmed') WHERE level = '一般困难'), '{"level": "困难", "why": "母亲住院,医疗支出大"}');
SELECT registers.run('determination', 'end', (SELECT max(id) FROM aid.list_determinations(NULL, 'confirmed') WHERE level = '一般困难'), '{"why": "父母均已稳定就业,本人申请退出"}');

-- as: homeroom
-- Applications of the class go their way: at the class, at the grade, at the school.
SELECT registers.run('determination', 'add', NULL, jsonb_build_object('of_student', '#' || enrolled.id, 'level', CASE WHEN enrolled.place % 2 = 0 THEN '困难' ELSE '一般困难' END, 'commitment_signed_on', (ref.today() - 15)::text,
    'circumstances', (ARRAY['父亲工伤在家,母亲打零工', '家有两名在读学生,靠种田收入', '祖父重病,借债两万', '父母离异,随母生活', '去年洪水损毁房屋', '低收入,暂无证件'])[1 + enrolled.place % 6]))
FROM (SELECT id, row_number() OVER (ORDER BY id)::int AS place FROM people.list_enrolments() WHERE id NOT IN (SELECT student_id FROM aid.list_determinations())) AS enrolled WHERE enrolled.place <= 7;
SELECT registers.run('determination', 'class_opinion', listed.id, jsonb_build_object('level', listed.level, 'opinion', '民主评议小组一致同意')) FROM (SELECT *, row_number() OVER (ORDER BY id) AS place FROM aid.list_determinations(NULL, 'applied')) AS listed WHERE listed.place > 1;

-- as: gradeoffice
SELECT registers.run('determination', 'grade_review', listed.id, jsonb_build_object('level', listed.level, 'opinion', '已家访核实')) FROM (SELECT *, row_number() OVER (ORDER BY id) AS place FROM aid.list_determinations(NULL, 'class_opinion')) AS listed WHERE listed.place > 1;

-- as: leader
-- Awards within the budget, by another than who proposed; the school's opinion on what the grade has reviewed.
SELECT registers.run('award', 'approve', award.id, '{}') FROM (SELECT *, row_number() OVER (ORDER BY id) AS place FROM aid.list_awards(NULL, 'proposed')) AS award WHERE award.place % 3 <> 0;
SELECT registers.run('determination', 'school_opinion', listed.id, jsonb_build_object('level', listed.level, 'opinion', '同意')) FROM (SELECT *, row_number() OVER (ORDER BY id) AS place FROM aid.list_determinations(NULL, 'grade_review')) AS listed WHERE listed.place > 1;

-- as: studentaid
SELECT registers.run('determination', 'notice', listed.id, jsonb_build_object('from_day', ref.today()::text)) FROM (SELECT *, row_number() OVER (ORDER BY id) AS place FROM aid.list_determinations(NULL, 'school_group')) AS listed WHERE listed.place > 1;
SELECT registers.run('determination', 'object', (SELECT min(id) FROM aid.list_determinations(NULL, 'noticed')), '{"words": "反映:该生家中有营业门面"}');
SELECT registers.run('determination', 'answer_objection', (SELECT min(id) FROM aid.list_determinations(NULL, 'noticed')), '{"answer": "已实地核实:门面系租用,月收入不足一千元,维持原意见"}');
SELECT registers.run('determination', 'object', (SELECT max(id) FROM aid.list_determinations(NULL, 'noticed')), '{"words": "反映:该生父亲有固定工作"}');
SELECT registers.run('determination', 'decline', (SELECT min(id) FROM aid.list_determinations(NULL, 'grade_review')), '{"why": "核查家庭收入高于标准"}');

-- as: homeroom
SELECT registers.run('determination', 'apply_again', (SELECT min(id) FROM aid.list_determinations(NULL, 'declined')), jsonb_build_object('level', '困难', 'commitment_signed_on', ref.today()::text, 'circumstances', '上周父亲车祸住院,家庭失去收入'));

-- as: finance
-- One batch is settled but for what came back; one is under way; one has not been sent.
SELECT registers.run('payment_batch', 'add', NULL, jsonb_build_object('scheme', '国家助学金', 'of_semester', ref.semester_on(ref.today())));
SELECT registers.run('payment_batch', 'send', (SELECT max(id) FROM aid.list_payment_batches()), '{}');
SELECT registers.run('payment_batch', 'return_payment', batch.id, jsonb_build_object('of_payment', payment.id::text, 'why', CASE WHEN payment.id % 2 = 0 THEN '账号与户名不符' ELSE '账户已注销' END))
FROM (SELECT max(id) AS id FROM aid.list_payment_batches()) AS batch CROSS JOIN LATERAL (SELECT listed.id FROM aid.list_batch_payments(batch.id) AS listed ORDER BY listed.id LIMIT 3) AS payment;
SELECT registers.run('payment_batch', 'settle', (SELECT max(id) FROM aid.list_payment_batches()), '{}');
SELECT registers.run('award', 'recover', (SELECT min(id) FROM aid.list_awards(NULL, 'paid')), '{"why": "户籍地已发放,家长退回"}');
SELECT registers.run('payment_batch', 'add', NULL, jsonb_build_object('scheme', '免学杂费', 'of_semester', ref.semester_on(ref.today())));
SELECT registers.run('payment_batch', 'send', (SELECT max(id) FROM aid.list_payment_batches()), '{}');

-- as: studentaid
-- An account is put right, and what came back goes into the next batch.
SELECT registers.run('bank_account', 'add', NULL, jsonb_build_object('of_student', '#' || award.student_id, 'number', '62159999' || lpad(award.student_id::text, 11, '3'), 'bank', '邮政储蓄银行', 'owner_name', award.student_name))
FROM (SELECT student_id, student_name FROM aid.list_awards(NULL, 'returned') ORDER BY id LIMIT 2) AS award;

SELECT registers.run('bank_account', 'add', NULL, jsonb_build_object('of_student', '#' || award.student_id, 'number', '62280000' || lpad(award.student_id::text, 11, '7'), 'bank', '农村商业银行', 'owner_name', award.student_name))
FROM (SELECT DISTINCT student_id, student_name FROM aid.list_awards(NULL, 'approved') WHERE account IS NULL AND scheme = '校内资助') AS award;

-- as: finance
SELECT registers.run('payment_batch', 'add', NULL, jsonb_build_object('scheme', '校内资助', 'of_semester', ref.semester_on(ref.today())));
SELECT registers.run('payment_batch', 'send', (SELECT max(id) FROM aid.list_payment_batches()), '{}');
SELECT registers.run('payment_batch', 'return_payment', batch.id, jsonb_build_object('of_payment', (SELECT min(listed.id) FROM aid.list_batch_payments(batch.id) AS listed)::text, 'why', '户名中有生僻字,银行不识')) FROM (SELECT max(id) AS id FROM aid.list_payment_batches()) AS batch;
SELECT registers.run('payment_batch', 'add', NULL, jsonb_build_object('scheme', '国家助学金', 'of_semester', ref.semester_on(ref.today())));

-- as: studentaffairs
SELECT registers.run('scholarship_round', 'add', NULL, jsonb_build_object('title', '品正奖学金', 'semester', semester, 'criteria', '品行端正,进步显著,每班不超过两名', 'quota', quota, 'amount_each', '500', 'closes_on', (ref.today() + days)::text))
FROM (SELECT max(code) FILTER (WHERE ends_on < ref.today()) AS past, ref.semester_on(ref.today()) AS now FROM ref.semester) AS term CROSS JOIN LATERAL (VALUES (term.past, '8', 0), (term.now, '20', 15)) AS wanted (semester, quota, days);
SELECT registers.run('nomination', 'add', NULL, jsonb_build_object('scholarship_round', round.id::text, 'of_student', '#' || placed.student_id, 'grade_of', (ARRAY['一等', '二等', '三等'])[1 + placed.place::int % 3], 'why_named', CASE WHEN placed.place % 2 = 0 THEN '期末进步四十名,热心班务' ELSE '拾金不昧,获社区表扬' END))
FROM aid.list_scholarship_rounds() AS round CROSS JOIN (SELECT student_id, row_number() OVER (ORDER BY student_id DESC) AS place FROM people.class_placement WHERE valid @> ref.today()) AS placed
WHERE placed.place % 15 = 0 AND placed.place <= CASE WHEN round.quota = 8 THEN 150 ELSE 300 END;

-- as: homeroom
SELECT registers.run('nomination', 'add', NULL, jsonb_build_object('scholarship_round', round.id::text, 'of_student', '#' || enrolled.id, 'grade_of', '二等', 'why_named', '留守在校,坚持学习,任劳动委员'))
FROM (SELECT max(id) AS id FROM aid.list_scholarship_rounds() WHERE quota = 20) AS round CROSS JOIN (SELECT id FROM people.list_enrolments() ORDER BY id OFFSET 5 LIMIT 2) AS enrolled;

-- as: leader
SELECT registers.run('nomination', 'grant', nomination.id, '{}') FROM (SELECT listed.id FROM aid.list_nominations(NULL, 'named') AS listed JOIN aid.list_scholarship_rounds() AS round ON round.id = listed.scholarship_round_id WHERE round.quota = 8 ORDER BY listed.id LIMIT 7) AS nomination;
SELECT registers.run('nomination', 'decline', listed.id, '{"why": "本学期有处分未解除"}') FROM aid.list_nominations(NULL, 'named') AS listed JOIN aid.list_scholarship_rounds() AS round ON round.id = listed.scholarship_round_id WHERE round.quota = 8;
SELECT registers.run('nomination', 'grant', nomination.id, '{}') FROM (SELECT listed.id FROM aid.list_nominations(NULL, 'named') AS listed ORDER BY listed.id LIMIT 6) AS nomination;

-- as: studentaffairs
SELECT registers.run('scholarship_round', 'decide', (SELECT id FROM aid.list_scholarship_rounds() WHERE quota = 8), '{}');
