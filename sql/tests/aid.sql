-- Aid by rule: matched, decided, approved within the budget by another, paid by finance, returned and paid again.
BEGIN;
SELECT plan(43);
SET LOCAL nuanxin.language = 'en';
SET LOCAL timezone = 'Asia/Shanghai';
\ir school/school.sql
CREATE FUNCTION pg_temp.id(of_name text) RETURNS bigint LANGUAGE sql AS $$ SELECT id FROM known WHERE name = of_name $$;
CREATE FUNCTION pg_temp.run(who text, of_register text, wanted text, of_record bigint, arguments text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person(who, format('SELECT registers.run(%L, %L, %L::bigint, %L::jsonb) #>> ''{}''', of_register, wanted, of_record, arguments)) $$;
CREATE FUNCTION pg_temp.set(of_name text, made text) RETURNS void LANGUAGE sql AS $$ INSERT INTO known VALUES (of_name, made::bigint) $$;
SELECT pg_temp.hire('t_finance', 'finance', NULL), pg_temp.hire('t_aid2', 'student_aid', NULL), pg_temp.hire('t_leader2', 'leader', NULL);
CREATE FUNCTION pg_temp.term() RETURNS text LANGUAGE sql AS $$ SELECT code FROM ref.semester WHERE ref.today() BETWEEN starts_on AND ends_on $$;
DELETE FROM aid.scheme_rule;
UPDATE people.student SET household_kind = CASE WHEN person_id = pg_temp.id('student3') THEN 'urban' ELSE 'rural' END;
INSERT INTO aid.category_evidence (student_id, category, evidence, valid) VALUES
    (pg_temp.id('student1'), 'rural_minimum', '农村低保证', '[2024-09-01,)'), (pg_temp.id('student2'), 'rural_minimum', '农村低保证', '[2024-09-01,)'), (pg_temp.id('student3'), 'urban_minimum', '城市低保证', '[2024-09-01,)');

-- Rules: no two for one key.
SELECT matches(pg_temp.run('t_aid', 'aid_rule', 'add', NULL, '{"scheme": "免学杂费", "category": "农村低保", "amount": "425", "basis": "财教文件", "from_day": "2024-09-01"}'), '^\d+$', 'a rule');
SELECT is(pg_temp.run('t_aid', 'aid_rule', 'add', NULL, '{"scheme": "免学杂费", "category": "农村低保", "amount": "500", "basis": "另一文件", "from_day": "2025-09-01"}'), 'ERROR NX004', 'no second for the same category');
SELECT is(pg_temp.run('t_aid', 'aid_rule', 'add', NULL, '{"scheme": "免学杂费", "category": "农村低保", "level": "困难", "amount": "500", "basis": "另一文件", "from_day": "2025-09-01"}'), 'ERROR NX004', 'nor for one of its levels');
SELECT is(pg_temp.run('t_homeroom', 'aid_rule', 'add', NULL, '{"scheme": "国家助学金", "category": "农村低保", "amount": "1150", "basis": "x", "from_day": "2025-02-01"}'), 'ERROR NX002', 'others write none');
SELECT matches(pg_temp.run('t_aid', 'aid_rule', 'add', NULL, format('{"scheme": "国家助学金", "category": "%s", "amount": "1150", "basis": "国家助学金", "from_day": "2025-02-01"}', c)), '^\d+$', c) FROM unnest('{农村低保,城市低保}'::text[]) AS c;

-- Matching proposes.
SELECT is(pg_temp.as_person('t_aid', format('SELECT aid.match(%L)', pg_temp.term())), '5', 'grant for all three, waiver for the rural two');
SELECT is(pg_temp.as_person('t_aid', format('SELECT aid.match(%L)', pg_temp.term())), '0', 'a second time: nothing new');
SELECT is((SELECT count(*)::int FROM aid.award), 0, 'nothing is awarded by a machine');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT count(*) FROM aid.list_candidates()'), '4', 'the homeroom teacher sees the class');
SELECT is(pg_temp.as_person('t_parent', 'SELECT count(*) FROM aid.list_candidates()'), '2', 'without the own child');
INSERT INTO known SELECT 'c' || row_number() OVER (ORDER BY scheme, student_id), id FROM aid.candidate;
-- c1..c3: the grant of students 1, 2, 3; c4, c5: the waiver.
SELECT pg_temp.set('a1', pg_temp.run('t_aid', 'candidate', 'propose', pg_temp.id('c1'), '{}'));
SELECT pg_temp.set('a2', pg_temp.run('t_aid', 'candidate', 'propose', pg_temp.id('c2'), '{}'));
SELECT is(pg_temp.run('t_aid', 'candidate', 'propose', pg_temp.id('c1'), '{}'), 'ERROR NX001', 'not twice');
SELECT is(pg_temp.run('t_homeroom', 'candidate', 'refuse', pg_temp.id('c5'), format('{"signed_on": "%s"}', ref.today())), NULL, 'a signed refusal is recorded');
SELECT is(pg_temp.as_person('t_aid', format('SELECT count(*) FROM aid.gap(%L)', pg_temp.term())), '2', 'the gap: neither awarded nor refused');

-- Approved by another, within the budget.
SELECT is(pg_temp.as_person('t_leader', format('SELECT aid.approve_award(%s)', pg_temp.id('a1'))), 'ERROR NX001', 'no budget, no approval');
SELECT matches(pg_temp.run('t_aid', 'budget', 'add', NULL, format('{"scheme": "国家助学金", "of_semester": "%s", "amount": "2000", "basis": "县财政"}', pg_temp.term())), '^\d+$', 'a budget');
SELECT is(pg_temp.as_person('t_aid2', format('SELECT aid.approve_award(%s)', pg_temp.id('a1'))), 'ERROR NX002', 'student aid does not approve');
SELECT is(pg_temp.as_person('t_leader', format('SELECT aid.approve_award(%s)', pg_temp.id('a1'))), '', 'a leader does');
SELECT is(pg_temp.as_person('t_leader2', format('SELECT aid.approve_award(%s)', pg_temp.id('a2'))), 'ERROR NX001', 'the second would be over the budget');
SELECT is(pg_temp.run('t_aid', 'budget', 'add', NULL, format('{"scheme": "国家助学金", "of_semester": "%s", "amount": "1000", "basis": "县财政"}', pg_temp.term())), 'ERROR NX001', 'a budget is not cut below what is approved');
SELECT is(pg_temp.as_person('t_aid', 'SELECT left_over FROM aid.list_budgets()'), '850.00', 'what is left, to the cent');

-- Accounts: the student's or a guardian's; the number is never shown.
SELECT is(pg_temp.run('t_aid', 'bank_account', 'add', NULL, '{"of_student": "student1", "number": "6222 0000 1111 2222", "bank": "农商行", "owner_name": "路人"}'), 'ERROR NX004', 'not a stranger''s');
SELECT is(pg_temp.run('t_aid', 'bank_account', 'add', NULL, '{"of_student": "student1", "number": "6222 0000 1111 2222", "bank": "农商行", "owner_name": "t_parent"}') ~ '^\d+$', true, 'a guardian''s');
SELECT is(pg_temp.as_person('t_aid', 'SELECT last_four FROM aid.list_bank_accounts()'), '2222', 'four digits are shown');
SELECT is(pg_temp.as_person('t_aid', 'SELECT number FROM aid.bank_account'), 'ERROR 42501', 'the number to nobody');

-- Finance pays; student aid cannot.
SELECT is(pg_temp.run('t_aid', 'payment_batch', 'add', NULL, format('{"scheme": "国家助学金", "of_semester": "%s"}', pg_temp.term())), 'ERROR NX002', 'student aid makes no batch');
SELECT pg_temp.set('batch', pg_temp.run('t_finance', 'payment_batch', 'add', NULL, format('{"scheme": "国家助学金", "of_semester": "%s"}', pg_temp.term())));
SELECT is(pg_temp.as_person('t_finance', format('SELECT account_number || '' '' || amount FROM aid.bank_sheet(%s)', pg_temp.id('batch'))), '6222000011112222 1150.00', 'the bank''s sheet has the number');
SELECT is((SELECT count(*)::int FROM audit.event WHERE action = 'export' AND record_class = 'bank_account'), 1, 'and is an export in the log');
SELECT is(pg_temp.run('t_finance', 'payment_batch', 'send', pg_temp.id('batch'), '{}'), NULL, 'sent');
SELECT is(pg_temp.run('t_finance', 'payment_batch', 'return_payment', pg_temp.id('batch'), format('{"of_payment": "%s", "why": "账号不符"}', (SELECT id FROM aid.payment))), NULL, 'it comes back');
SELECT is((SELECT state FROM aid.award WHERE id = pg_temp.id('a1')), 'returned', 'the award is open again');
SELECT is(pg_temp.run('t_finance', 'payment_batch', 'settle', pg_temp.id('batch'), '{}'), NULL, 'the batch is settled');
SELECT pg_temp.set('batch2', pg_temp.run('t_finance', 'payment_batch', 'add', NULL, format('{"scheme": "国家助学金", "of_semester": "%s"}', pg_temp.term())));
SELECT pg_temp.run('t_finance', 'payment_batch', 'send', pg_temp.id('batch2'), '{}'), pg_temp.run('t_finance', 'payment_batch', 'settle', pg_temp.id('batch2'), '{}');
SELECT is((SELECT state FROM aid.award WHERE id = pg_temp.id('a1')), 'paid', 'paid by the next');
SELECT is(pg_temp.as_person('t_finance', 'SELECT sum(difference) FROM aid.list_payment_batches()'), '0', 'reconciled to nothing');

-- A determination, step by step.
SELECT pg_temp.set('det', pg_temp.run('t_homeroom', 'determination', 'add', NULL, format('{"of_student": "student2", "level": "困难", "commitment_signed_on": "%s"}', ref.today())));
SELECT is(pg_temp.run('t_parent', 'determination', 'add', NULL, format('{"of_student": "student1", "level": "困难", "commitment_signed_on": "%s"}', ref.today())), 'ERROR NX002', 'nobody applies for an own child by office');
SELECT is(pg_temp.run('t_aid', 'determination', 'determine', pg_temp.id('det'), '{}'), 'ERROR NX001', 'no step is left out');
SELECT is(pg_temp.run('t_homeroom', 'determination', 'class_opinion', pg_temp.id('det'), '{"level": "困难", "opinion": "同意"}') IS NULL, true, 'the class');
SELECT is(pg_temp.run('t_grade', 'determination', 'grade_review', pg_temp.id('det'), '{"level": "特别困难", "opinion": "家访核实"}'), NULL, 'the grade');
SELECT is(pg_temp.run('t_homeroom', 'determination', 'school_opinion', pg_temp.id('det'), '{"level": "特别困难", "opinion": "x"}'), 'ERROR NX002', 'the school''s is not the homeroom teacher''s');
SELECT pg_temp.run('t_aid', 'determination', 'school_opinion', pg_temp.id('det'), '{"level": "特别困难", "opinion": "同意"}');
SELECT is(pg_temp.run('t_aid', 'determination', 'notice', pg_temp.id('det'), format('{"from_day": "%s", "to_day": "%s"}', ref.today(), ref.today() + 2)), 'ERROR NX004', 'a notice stands five working days');
SELECT pg_temp.run('t_aid', 'determination', 'notice', pg_temp.id('det'), format('{"from_day": "%s"}', ref.today()));
SELECT is(pg_temp.run('t_aid', 'determination', 'determine', pg_temp.id('det'), '{}'), 'ERROR NX001', 'not before it has ended');
UPDATE aid.determination SET notice_from = ref.today() - 10, notice_to = ref.today() - 1;
SELECT is(pg_temp.run('t_aid', 'determination', 'determine', pg_temp.id('det'), '{}') IS NULL, true, 'determined');
SELECT is((SELECT level || ' ' || state || ' ' || (notice_taken_down_on = ref.today()) FROM aid.determination), 'special determined true', 'with the level of the last opinion, and the notice taken down');
SELECT * FROM finish();
ROLLBACK;
