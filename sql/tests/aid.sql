-- Aid by rule: matched, decided, approved within the budget by another, paid by finance, returned and paid again.
BEGIN;
SELECT plan(99);
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
-- Who decides sees what waits, and decides without a right to see all.
SELECT is(pg_temp.as_person('t_leader', 'SELECT string_agg(DISTINCT state, '','') FROM aid.list_awards()'), 'paid,proposed', 'a leader sees the awards');
SELECT is(pg_temp.as_person('t_leader', 'SELECT count(*) FROM aid.list_candidates()'), 'ERROR NX002', 'but not who might qualify');
SELECT pg_temp.set('det3', pg_temp.run('t_aid', 'determination', 'add', NULL, format('{"of_student": "student3", "level": "一般困难", "commitment_signed_on": "%s"}', ref.today())));
SELECT is(pg_temp.as_person('t_leader', format('SELECT count(*) FROM aid.list_determinations() WHERE id = %s', pg_temp.id('det3'))), '0', 'an application is not yet the leader''s to see');
SELECT pg_temp.run('t_aid', 'determination', 'class_opinion', pg_temp.id('det3'), '{"level": "一般困难", "opinion": "同意"}'), pg_temp.run('t_aid', 'determination', 'grade_review', pg_temp.id('det3'), '{"level": "一般困难", "opinion": "同意"}');
SELECT is(pg_temp.as_person('t_leader', format('SELECT count(*) FROM aid.list_determinations() WHERE id = %s', pg_temp.id('det3'))), '1', 'once the grade has reviewed it, it is');
SELECT is(pg_temp.as_person('t_leader', format('SELECT count(*) FROM aid.list_determination_opinions(%s)', pg_temp.id('det3'))), '2', 'with the opinions');
SELECT is(pg_temp.run('t_leader', 'determination', 'school_opinion', pg_temp.id('det3'), '{"level": "特困户", "opinion": "同意"}'), 'ERROR NX004', 'the level is one of the list');
SELECT is(pg_temp.run('t_leader', 'determination', 'school_opinion', pg_temp.id('det3'), '{"level": "一般困难"}'), 'ERROR NX004', 'the opinion is named when it is missing');
SELECT is(pg_temp.run('t_leader', 'determination', 'school_opinion', pg_temp.id('det3'), '{"level": "一般困难", "opinion": "同意"}'), NULL, 'the school''s opinion is the leader''s');
SELECT is(pg_temp.run('t_leader', 'determination', 'notice', pg_temp.id('det3'), format('{"from_day": "%s", "to_day": "%s"}', ref.today() - 20, ref.today() - 1)), 'ERROR NX004', 'no notice is dated back');
SELECT is(pg_temp.run('t_general', 'determination', 'notice', pg_temp.id('det3'), format('{"from_day": "%s", "to_day": "%s"}', ref.today() - 20, ref.today() - 1)), 'ERROR NX003', 'and who has nothing to do with it does not learn that there is one');
SELECT is(pg_temp.run('t_leader', 'determination', 'notice', pg_temp.id('det3'), format('{"from_day": "%s"}', ref.today())), NULL, 'put on notice');
SELECT is(pg_temp.run('t_aid', 'determination', 'take_down', pg_temp.id('det3'), '{}'), 'ERROR NX001', 'a notice stays up for its time');
SELECT is(pg_temp.run('t_aid', 'determination', 'decline', pg_temp.id('det3'), '{"why": "核查不符"}'), NULL, 'declined');
SELECT is((SELECT state || ' ' || (notice_taken_down_on = ref.today()) FROM aid.determination WHERE id = pg_temp.id('det3')), 'declined true', 'and the notice is down with it');
SELECT is(pg_temp.run('t_aid', 'determination', 'add', NULL, format('{"of_student": "student3", "level": "困难", "commitment_signed_on": "%s"}', ref.today())), 'ERROR NX001', 'one record a school year');
SELECT is(pg_temp.run('t_aid', 'determination', 'apply_again', pg_temp.id('det3'), format('{"level": "困难", "commitment_signed_on": "%s", "circumstances": "父亲车祸"}', ref.today())), NULL, 'on which distress applies anew');
SELECT is(pg_temp.run('t_leader', 'determination', 'adjust', pg_temp.id('det'), '{"level": "困难"}'), 'ERROR NX004', 'a level is adjusted with a reason');
SELECT is(pg_temp.run('t_aid', 'determination', 'adjust', pg_temp.id('det'), '{"level": "困难", "why": "父亲已就业"}'), NULL, 'then it is');
SELECT is(pg_temp.run('t_aid', 'determination', 'confirm', pg_temp.id('det'), '{}'), NULL, 'and confirmed in the next semester');
SELECT is((SELECT level || ' ' || state FROM aid.determination WHERE id = pg_temp.id('det')), 'hardship confirmed', 'with its new level');

-- Evidence by hand: the paper must prove the category.
SELECT is(pg_temp.run('t_homeroom', 'category_evidence', 'add', NULL, format('{"of_student": "student2", "category": "孤儿", "evidence": "农村低保证", "from_day": "%s"}', ref.today())), 'ERROR NX004', 'a card for the allowance does not make an orphan');
SELECT is(pg_temp.run('t_homeroom', 'category_evidence', 'add', NULL, format('{"of_student": "student2", "category": "贵族", "evidence": "族谱", "from_day": "%s"}', ref.today())), 'ERROR NX004', 'nor is there such a category');
SELECT pg_temp.set('paper', pg_temp.run('t_homeroom', 'category_evidence', 'add', NULL, format('{"of_student": "student2", "category": "残疾人子女", "evidence": "父亲残疾人证", "from_day": "%s"}', ref.today() - 30)));
SELECT is(pg_temp.run('t_homeroom', 'category_evidence', 'add', NULL, format('{"of_student": "student2", "category": "残疾人子女", "evidence": "母亲残疾证", "from_day": "%s"}', ref.today())), 'ERROR NX004', 'once at a time');
SELECT is(pg_temp.run('t_parent', 'category_evidence', 'add', NULL, format('{"of_student": "student1", "category": "残疾人子女", "evidence": "父亲残疾人证", "from_day": "%s"}', ref.today())), 'ERROR NX002', 'nobody by office for an own child');
SELECT is(pg_temp.run('t_homeroom', 'category_evidence', 'end', pg_temp.id('paper'), format('{"on_day": "%s"}', ref.today())), 'ERROR NX002', 'that it holds no longer is for student aid to say');
SELECT is(pg_temp.run('t_aid', 'category_evidence', 'end', pg_temp.id('paper'), format('{"on_day": "%s"}', ref.today())), NULL, 'who does');

-- Money taken back; cancelled and proposed anew by another, who then does not approve.
SELECT is(pg_temp.run('t_aid', 'award', 'recover', pg_temp.id('a1'), '{"why": "多发"}'), 'ERROR NX002', 'student aid books no money');
SELECT is(pg_temp.run('t_finance', 'award', 'recover', pg_temp.id('a2'), '{"why": "多发"}'), 'ERROR NX001', 'what was never paid is not recovered');
SELECT is(pg_temp.run('t_finance', 'award', 'recover', pg_temp.id('a1'), '{"why": "学生开学前已转出"}'), NULL, 'what was paid is');
SELECT is(pg_temp.as_person('t_leader', 'SELECT left_over FROM aid.list_budgets()'), '2000.00', 'and is back in the budget, which a leader sees');
SELECT pg_temp.run('t_aid', 'award', 'cancel', pg_temp.id('a2'), '{"why": "待核"}');
INSERT INTO access.role_assignment (person_id, role, purpose, granted_by, approved_by, approved_at, valid) SELECT pg_temp.id('t_aid2'), 'leader', 'test', pg_temp.id('t_party'), pg_temp.id('t_party2'), now(), daterange(ref.today() - 1, ref.today() + 9);
SELECT is(pg_temp.run('t_aid2', 'award', 'propose_again', pg_temp.id('a2'), '{"amount": "1000"}'), NULL, 'proposed anew');
SELECT is(pg_temp.run('t_aid2', 'award', 'approve', pg_temp.id('a2'), '{}'), 'ERROR NX002', 'not approved by who proposed it last');
SELECT is(pg_temp.run('t_leader', 'award', 'approve', pg_temp.id('a2'), '{}'), NULL, 'by another, yes');
UPDATE aid.award SET approved_on = ref.today() - 11 WHERE id = pg_temp.id('a2');
SELECT is(pg_temp.as_person('t_aid', 'SELECT state || '' '' || days FROM reporting.stuck_payments()'), 'approved 11', 'approved and not paid for want of an account is stuck too');
SELECT pg_temp.run('t_aid', 'bank_account', 'add', NULL, '{"of_student": "student2", "number": "6222000033334444", "bank": "农商行", "owner_name": "student2"}');
SELECT pg_temp.set('batch3', pg_temp.run('t_finance', 'payment_batch', 'add', NULL, format('{"scheme": "国家助学金", "of_semester": "%s"}', pg_temp.term()))), pg_temp.run('t_finance', 'payment_batch', 'send', pg_temp.id('batch3'), '{}');
SELECT is(pg_temp.run('t_finance', 'payment_batch', 'return_payment', pg_temp.id('batch3'), format('{"of_payment": "%s", "why": "户名不符"}', (SELECT max(id) FROM aid.payment))), NULL, 'it comes back');
SELECT matches(pg_temp.run('t_aid', 'bank_account', 'add', NULL, '{"of_student": "student2", "number": "6222000055556666", "bank": "农商行", "owner_name": "student2"}'), '^\d+$', 'the account is put right on the same day');
SELECT is(pg_temp.as_person('t_aid', 'SELECT last_four FROM aid.list_bank_accounts() WHERE student_name = ''student2'''), '6666', 'and the new one holds');
SELECT is(pg_temp.run('t_aid', 'budget', 'add', NULL, format('{"scheme": "助学", "of_semester": "%s", "amount": "2000", "basis": "县财政"}', pg_temp.term())), 'ERROR NX004', 'a scheme that is not there is named');

-- Scholarships: seen by who names, decided by who did not.
SELECT is(pg_temp.run('t_affairs', 'scholarship_round', 'add', NULL, format('{"title": "品正奖学金", "semester": "%s", "criteria": "品学兼优", "quota": "1", "amount_each": "500", "closes_on": "%s"}', pg_temp.term(), ref.today() - 1)), 'ERROR NX004', 'no round is closed before it opens');
SELECT pg_temp.set('scholarship', pg_temp.run('t_affairs', 'scholarship_round', 'add', NULL, format('{"title": "品正奖学金", "semester": "%s", "criteria": "品学兼优", "quota": "1", "amount_each": "500", "closes_on": "%s"}', pg_temp.term(), ref.today() + 9)));
SELECT is(pg_temp.run('t_affairs', 'scholarship_round', 'add', NULL, format('{"title": "品正奖学金", "semester": "%s", "criteria": "x", "quota": "1", "amount_each": "500", "closes_on": "%s"}', pg_temp.term(), ref.today() + 9)), 'ERROR NX004', 'one round each semester');
SELECT is(pg_temp.as_person('t_homeroom', 'SELECT count(*) FROM aid.list_scholarship_rounds()'), '1', 'the homeroom teacher sees the round');
SELECT pg_temp.set('named2', pg_temp.run('t_homeroom', 'nomination', 'add', NULL, format('{"scholarship_round": "%s", "of_student": "student2", "grade_of": "一等", "why_named": "进步大"}', pg_temp.id('scholarship'))));
SELECT pg_temp.set('named3', pg_temp.run('t_affairs', 'nomination', 'add', NULL, format('{"scholarship_round": "%s", "of_student": "student3", "grade_of": "二等", "why_named": "乐于助人"}', pg_temp.id('scholarship'))));
SELECT is(pg_temp.run('t_affairs', 'nomination', 'grant', pg_temp.id('named3'), '{}'), 'ERROR NX002', 'who named does not grant');
SELECT is(pg_temp.run('t_leader', 'nomination', 'grant', pg_temp.id('named2'), '{}'), NULL, 'a leader does');
SELECT is(pg_temp.run('t_leader', 'nomination', 'grant', pg_temp.id('named3'), '{}'), 'ERROR NX001', 'within the quota');
SELECT is(pg_temp.run('t_affairs', 'scholarship_round', 'decide', pg_temp.id('scholarship'), '{}'), 'ERROR NX001', 'a round is closed when each is decided');
SELECT is(pg_temp.run('t_leader', 'nomination', 'decline', pg_temp.id('named3'), '{}'), 'ERROR NX004', 'declined with a reason');
SELECT is(pg_temp.run('t_leader', 'nomination', 'decline', pg_temp.id('named3'), '{"why": "名额已满"}'), NULL, 'given, it is declined');
SELECT is((SELECT decided_by_id FROM aid.nomination WHERE id = pg_temp.id('named3')), pg_temp.id('t_leader'), 'and by whom');
SELECT is(pg_temp.run('t_affairs', 'scholarship_round', 'decide', pg_temp.id('scholarship'), '{}'), 'decided', 'then the round is closed');
-- Days and sums that cannot be.
SELECT is(pg_temp.run('t_aid', 'candidate', 'match', NULL, format('{"of_semester": "%s"}', (SELECT max(code) FROM ref.semester))), 'ERROR NX004', 'nobody qualifies years ahead');
SELECT is(pg_temp.run('t_aid', 'candidate', 'refuse', pg_temp.id('c3'), '{"signed_on": "1999-01-01"}'), 'ERROR NX004', 'a refusal is of this school year');
SELECT is(pg_temp.run('t_aid', 'candidate', 'propose', pg_temp.id('c4'), '{"amount": "99999999999"}'), 'ERROR NX004', 'an award has its bounds');
SELECT is(pg_temp.run('t_affairs', 'nomination', 'add', NULL, '{"scholarship_round": "999999", "of_student": "student2", "grade_of": "一等", "why_named": "x"}'), 'ERROR NX004', 'nobody is named in a round that is not there');
SELECT is(pg_temp.run('t_aid', 'award', 'propose_again', pg_temp.id('a1'), '{"amount": "99999999999"}'), 'ERROR NX001', 'what is not cancelled is not proposed anew');
-- A payment to the own child.
SELECT isnt(pg_temp.as_person('t_finance', format('SELECT count(*) FROM aid.list_batch_payments(%s)', pg_temp.id('batch'))), '0', 'who pays sees the payments of a batch');
INSERT INTO people.guardianship (student_id, guardian_id, kin, valid)
SELECT DISTINCT award.student_id, pg_temp.id('t_finance'), '母亲', '[2009-05-01,)'::daterange FROM aid.payment JOIN aid.award ON award.id = payment.award_id WHERE payment.payment_batch_id = pg_temp.id('batch');
SELECT is(pg_temp.as_person('t_finance', format('SELECT count(*) FROM aid.list_batch_payments(%s)', pg_temp.id('batch'))), '0', 'but not the one to the own child');
SELECT * FROM finish();
ROLLBACK;
