-- Aid by rule: rules, budgets, who qualifies, determinations step by step, awards, payments to the bank and back; scholarships.

-- Who decides sees what is to be decided, and what was: a right to decide alone would be one to sign blindly. Where the matrix gives no sight of
-- the class, the step is taken here; own children stay out of reach (may_student).
CREATE OR REPLACE FUNCTION aid.decide_step(of_lifecycle text, of_record bigint, wanted text, why text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    cycle ref.lifecycle;
    before jsonb;
    after text;
BEGIN
    SELECT * INTO STRICT cycle FROM ref.lifecycle WHERE lifecycle = of_lifecycle;
    EXECUTE format('SELECT to_jsonb(found_record) FROM %s AS found_record WHERE found_record.id = $1 FOR UPDATE', cycle.table_name::regclass) INTO before USING of_record;
    IF before IS NULL OR access.may(cycle.record_class, 'see') OR NOT access.may_student(cycle.record_class, 'decide', (before ->> cycle.student_column)::bigint) THEN
        RETURN work.transition(of_lifecycle, of_record, wanted, why);
    END IF;
    PERFORM work.next_state(of_lifecycle, before ->> 'state', wanted);
    IF NOT EXISTS (SELECT FROM ref.lifecycle_transition AS step WHERE step.lifecycle = of_lifecycle AND step.action = wanted AND step.from_state = before ->> 'state' AND step.verb = 'decide') THEN
        PERFORM access.refuse(cycle.record_class, 'edit');
    END IF;
    after := work.take_step(of_lifecycle, of_record, wanted, why);
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id, reason) VALUES (of_lifecycle, of_record, wanted, before ->> 'state', after, access.person_id(), nullif(btrim(why), ''));
    PERFORM audit.record(wanted, cycle.record_class, of_lifecycle || ' ' || of_record, (before ->> cycle.student_column)::bigint, NULL, NULL);
    RETURN after;
END
$$;
COMMENT ON FUNCTION aid.decide_step(text, bigint, text, text) IS '有决定权者办理决定的一步 | a step of who decides';

-- What a decider without sight of the class is shown of a record: not drafts, but what waits for the decision and what came of it.
CREATE OR REPLACE FUNCTION aid.is_draft(of_state text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = '' AS $$
    SELECT coalesce(of_state IN ('applied', 'class_opinion', 'candidate'), false)
$$;
COMMENT ON FUNCTION aid.is_draft(text) IS '尚未提交决定的状态 | whether a record in this state does not wait for a decision yet';

CREATE OR REPLACE FUNCTION aid.is_for_decider(of_class text, of_state text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT access.may_all(of_class, 'decide') AND NOT aid.is_draft(of_state)
$$;
COMMENT ON FUNCTION aid.is_for_decider(text, text) IS '决定者可见的状态 | whether who decides sees a record in this state';

CREATE OR REPLACE FUNCTION aid.list_scholarship_rounds(of_semester text DEFAULT NULL)
RETURNS TABLE (id bigint, title text, semester text, criteria text, quota int, amount_each numeric, closes_on date, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    -- A round names nobody: whoever names or decides needs it.
    everybody boolean := access.may('scholarship', 'see') OR access.may('scholarship', 'create') OR access.may('scholarship', 'decide');
BEGIN
    IF NOT everybody THEN
        PERFORM access.refuse('scholarship', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.semester, found_record.criteria, found_record.quota, found_record.amount_each, found_record.closes_on, found_record.state
    FROM aid.scholarship_round AS found_record
    WHERE (of_semester IS NULL OR found_record.semester = of_semester)
    ORDER BY found_record.semester DESC, found_record.id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION aid.list_scholarship_rounds(text) IS '奖学金评选一览 | scholarship round, within reach';

CREATE OR REPLACE FUNCTION aid.read_scholarship_round(of_record bigint)
RETURNS TABLE (id bigint, title text, semester text, criteria text, quota int, amount_each numeric, closes_on date, state text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM aid.list_scholarship_rounds() AS found_record WHERE found_record.id = of_record) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.semester, found_record.criteria, found_record.quota, found_record.amount_each, found_record.closes_on, found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM aid.scholarship_round AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION aid.read_scholarship_round(bigint) IS '奖学金评选详情 | one of: scholarship round';

CREATE OR REPLACE FUNCTION aid.add_scholarship_round(title text, semester text, criteria text, quota int, amount_each numeric(12,2), closes_on date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('scholarship', 'create', NULL, ARRAY[access.person_id()], NULL);
    IF coalesce(btrim(add_scholarship_round.title), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'title', MESSAGE = ref.say('请填写“名称”。', 'Fill in "title".');
    ELSIF add_scholarship_round.semester IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'semester', MESSAGE = ref.say('请填写“学期”。', 'Fill in "semester".');
    ELSIF coalesce(btrim(add_scholarship_round.criteria), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'criteria', MESSAGE = ref.say('请填写“条件”。', 'Fill in "criteria".');
    ELSIF add_scholarship_round.quota IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'quota', MESSAGE = ref.say('请填写“名额”。', 'Fill in "quota".');
    ELSIF add_scholarship_round.quota < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'quota', MESSAGE = ref.say('“名额”不能是负数。', '"quota" cannot be negative.');
    ELSIF add_scholarship_round.amount_each IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'amount_each', MESSAGE = ref.say('请填写“每人金额(元)”。', 'Fill in "amount each (CNY)".');
    ELSIF add_scholarship_round.amount_each NOT BETWEEN 0 AND 1000000 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'amount_each', MESSAGE = ref.say('“每人金额(元)”不能是负数,也不会超过一百万。', '"amount each (CNY)" is not negative and a million at most.');
    ELSIF add_scholarship_round.closes_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'closes_on', MESSAGE = ref.say('请填写“截止日期”。', 'Fill in "closes on".');
    ELSIF add_scholarship_round.closes_on < ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'closes_on', MESSAGE = ref.say('“截止日期”不能早于今天:截止后不能再推荐。', '"closes on" cannot lie in the past: nobody could be named any more.');
    ELSIF EXISTS (SELECT FROM aid.scholarship_round AS earlier WHERE earlier.semester = add_scholarship_round.semester AND earlier.title = btrim(add_scholarship_round.title)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'semester', MESSAGE = ref.say('这个学期已有同名评选,每学期一次。', 'There is a round of this title in the semester; one round each semester.'), HINT = ref.say('请改学期,或更正原有评选。', 'Change the semester, or correct the round that there is.');
    END IF;
    INSERT INTO aid.scholarship_round (title, semester, criteria, quota, amount_each, closes_on)
    VALUES (nullif(btrim(add_scholarship_round.title), ''), add_scholarship_round.semester, nullif(btrim(add_scholarship_round.criteria), ''), add_scholarship_round.quota, add_scholarship_round.amount_each, add_scholarship_round.closes_on) RETURNING id INTO made;
    PERFORM work.begin('scholarship_round', made);
    RETURN made;
END
$$;
COMMENT ON FUNCTION aid.add_scholarship_round(text, text, text, int, numeric(12,2), date) IS '登记奖学金评选 | registers: scholarship round';

CREATE OR REPLACE FUNCTION aid.change_scholarship_round(of_record bigint, title text DEFAULT NULL, semester text DEFAULT NULL, criteria text DEFAULT NULL, quota int DEFAULT NULL, amount_each numeric(12,2) DEFAULT NULL, closes_on date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('scholarship_round', of_record, 'edit');
    IF NOT (SELECT is_open FROM aid.scholarship_round AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    IF change_scholarship_round.quota < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'quota', MESSAGE = ref.say('“名额”不能是负数。', '"quota" cannot be negative.');
    ELSIF change_scholarship_round.amount_each NOT BETWEEN 0 AND 1000000 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'amount_each', MESSAGE = ref.say('“每人金额(元)”不能是负数,也不会超过一百万。', '"amount each (CNY)" is not negative and a million at most.');
    END IF;
    UPDATE aid.scholarship_round AS found_record SET title = coalesce(nullif(btrim(change_scholarship_round.title), ''), found_record.title), semester = coalesce(change_scholarship_round.semester, found_record.semester), criteria = coalesce(nullif(btrim(change_scholarship_round.criteria), ''), found_record.criteria), quota = coalesce(change_scholarship_round.quota, found_record.quota), amount_each = coalesce(change_scholarship_round.amount_each, found_record.amount_each), closes_on = coalesce(change_scholarship_round.closes_on, found_record.closes_on)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'scholarship', 'scholarship_round ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION aid.change_scholarship_round(bigint, text, text, text, int, numeric(12,2), date) IS '更正奖学金评选(空栏不变) | corrects: scholarship round; empty fields stay';

CREATE OR REPLACE FUNCTION aid.list_nominations(of_scholarship_round bigint DEFAULT NULL, in_state text DEFAULT NULL)
RETURNS TABLE (id bigint, scholarship_round_id bigint, student_id bigint, student_name text, class_label text, grade_of text, earlier_wins bigint, decided_by_name text, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('scholarship', 'see') OR access.may_all('scholarship', 'decide');
    in_reach bigint[] := access.students_in_reach('scholarship');
    me bigint := access.person_id();
BEGIN
    IF NOT everybody AND NOT access.may('scholarship', 'see') AND NOT access.may('scholarship', 'create') THEN
        PERFORM access.refuse('scholarship', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.scholarship_round_id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.grade_of,
        (SELECT count(*) FROM aid.nomination AS won WHERE won.student_id = found_record.student_id AND won.state = 'granted' AND won.id < found_record.id), (SELECT person.name FROM people.person WHERE person.id = found_record.decided_by_id), found_record.state
    FROM aid.nomination AS found_record
    WHERE (of_scholarship_round IS NULL OR found_record.scholarship_round_id = of_scholarship_round)
      AND (in_state IS NULL OR found_record.state = in_state)
      AND (everybody OR found_record.student_id = ANY (in_reach) OR (me = ANY (ARRAY[found_record.created_by]) AND access.may_record('scholarship', 'see', NULL, ARRAY[found_record.created_by], found_record.student_id)))
    ORDER BY found_record.id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION aid.list_nominations(bigint, text) IS '奖学金推荐一览 | nomination, within reach';

CREATE OR REPLACE FUNCTION aid.read_nomination(of_record bigint)
RETURNS TABLE (id bigint, scholarship_round_id bigint, student_id bigint, student_name text, class_label text, grade_of text, why_named text, decided_by_name text, state text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM aid.nomination AS found_record WHERE found_record.id = of_record AND (access.may_all('scholarship', 'decide') OR access.may_record('scholarship', 'see', NULL, ARRAY[found_record.created_by], found_record.student_id))) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.scholarship_round_id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.grade_of, found_record.why_named, (SELECT person.name FROM people.person WHERE person.id = found_record.decided_by_id), found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM aid.nomination AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION aid.read_nomination(bigint) IS '奖学金推荐详情 | one of: nomination';

CREATE OR REPLACE FUNCTION aid.add_nomination(scholarship_round bigint, of_student bigint, grade_of text, why_named text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('scholarship', 'create', NULL, ARRAY[access.person_id()], add_nomination.of_student);
    IF add_nomination.scholarship_round IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'scholarship_round', MESSAGE = ref.say('请填写“评选”。', 'Fill in "round".');
    ELSIF add_nomination.of_student IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_student', MESSAGE = ref.say('请填写“学生”。', 'Fill in "student".');
    ELSIF add_nomination.grade_of IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'grade_of', MESSAGE = ref.say('请填写“等次”。', 'Fill in "grade".');
    ELSIF add_nomination.grade_of NOT IN ('first', 'second', 'third') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'grade_of', MESSAGE = ref.say('“等次”只能是:一等、二等、三等。', '"grade" is one of: first, second, third.');
    ELSIF coalesce(btrim(add_nomination.why_named), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'why_named', MESSAGE = ref.say('请填写“事由”。', 'Fill in "why".');
    END IF;
    IF NOT EXISTS (SELECT FROM aid.scholarship_round AS round WHERE round.id = add_nomination.scholarship_round) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'scholarship_round', MESSAGE = ref.say('没有这个“评选”。', 'There is no such "round".'), HINT = ref.say('编号见登记簿“奖学金评选”。', 'Its key stands in the register of rounds.');
    ELSIF EXISTS (SELECT FROM aid.nomination AS earlier WHERE earlier.scholarship_round_id = add_nomination.scholarship_round AND earlier.student_id = add_nomination.of_student) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_student', MESSAGE = ref.say('这名学生已被推荐。', 'This student is named already.');
    ELSIF EXISTS (SELECT FROM aid.scholarship_round AS round WHERE round.id = add_nomination.scholarship_round AND (round.state <> 'open' OR round.closes_on < ref.today())) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('推荐已经截止。', 'The round is closed.');
    END IF;
    INSERT INTO aid.nomination (scholarship_round_id, student_id, grade_of, why_named)
    VALUES (add_nomination.scholarship_round, add_nomination.of_student, add_nomination.grade_of, nullif(btrim(add_nomination.why_named), '')) RETURNING id INTO made;
    PERFORM work.begin('nomination', made, add_nomination.of_student);
    RETURN made;
END
$$;
COMMENT ON FUNCTION aid.add_nomination(bigint, bigint, text, text) IS '登记奖学金推荐 | registers: nomination';

CREATE OR REPLACE FUNCTION aid.change_nomination(of_record bigint, scholarship_round bigint DEFAULT NULL, of_student bigint DEFAULT NULL, grade_of text DEFAULT NULL, why_named text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('nomination', of_record, 'edit');
    IF NOT (SELECT is_open FROM aid.nomination AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    IF change_nomination.grade_of NOT IN ('first', 'second', 'third') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'grade_of', MESSAGE = ref.say('“等次”只能是:一等、二等、三等。', '"grade" is one of: first, second, third.');
    END IF;
    IF change_nomination.scholarship_round IS NOT NULL AND NOT EXISTS (SELECT FROM aid.scholarship_round AS round WHERE round.id = change_nomination.scholarship_round AND round.state = 'open') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'scholarship_round', MESSAGE = ref.say('没有这个“评选”,或已经结束。', 'There is no such "round", or it is closed.');
    END IF;
    UPDATE aid.nomination AS found_record SET scholarship_round_id = coalesce(change_nomination.scholarship_round, found_record.scholarship_round_id), student_id = coalesce(change_nomination.of_student, found_record.student_id), grade_of = coalesce(change_nomination.grade_of, found_record.grade_of), why_named = coalesce(nullif(btrim(change_nomination.why_named), ''), found_record.why_named)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'scholarship', 'nomination ' || of_record, (SELECT found_record.student_id FROM aid.nomination AS found_record WHERE found_record.id = of_record), NULL, NULL);
END
$$;
COMMENT ON FUNCTION aid.change_nomination(bigint, bigint, bigint, text, text) IS '更正奖学金推荐(空栏不变) | corrects: nomination; empty fields stay';

CREATE OR REPLACE FUNCTION aid.round_not_decided(of_round bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT CASE WHEN count(*) > 0 THEN ref.say(format('还有 %s 个推荐没有评定', count(*)), format('%s nominations are not decided', count(*))) END FROM aid.nomination WHERE scholarship_round_id = of_round AND state = 'named'
$$;
COMMENT ON FUNCTION aid.round_not_decided(bigint) IS '评选尚缺什么 | what a round still lacks';

CREATE OR REPLACE FUNCTION aid.grant_scholarship(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    named aid.nomination;
    round aid.scholarship_round;
BEGIN
    SELECT * INTO named FROM aid.nomination WHERE nomination.id = of_record;
    IF named.created_by = access.person_id() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('推荐人不能评定。', 'Who named does not decide.');
    END IF;
    -- Locked, so that two who decide at once do not go over the quota.
    SELECT * INTO round FROM aid.scholarship_round WHERE scholarship_round.id = named.scholarship_round_id FOR UPDATE;
    IF (SELECT count(*) FROM aid.nomination WHERE nomination.scholarship_round_id = round.id AND nomination.state = 'granted') >= round.quota THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('名额已满。', 'The quota is full.');
    END IF;
    PERFORM aid.decide_step('nomination', of_record, 'grant', NULL);
    UPDATE aid.nomination SET decided_by_id = access.person_id() WHERE nomination.id = of_record;
END
$$;
COMMENT ON FUNCTION aid.grant_scholarship(bigint) IS '评定奖学金 | grants a scholarship';

CREATE OR REPLACE FUNCTION aid.decline_scholarship(of_record bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$ BEGIN PERFORM aid.decide_step('nomination', of_record, 'decline', why); END $$;
COMMENT ON FUNCTION aid.decline_scholarship(bigint, text) IS '奖学金未评上 | a nomination is declined';

-- Rules: category, level, household, scheme, days. Two rules that would both hold for somebody are refused when the second is written.
CREATE OR REPLACE FUNCTION aid.list_rules(of_scheme text DEFAULT NULL, only_open boolean DEFAULT true)
RETURNS TABLE (id bigint, scheme text, category text, level text, household text, amount numeric, basis text, from_day date, to_day date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF access.person_id() IS NULL THEN
        PERFORM access.refuse('aid_application', 'see');
    END IF;
    RETURN QUERY SELECT rule.id, ref.say(scheme.label_zh, scheme.label_en), ref.say(category.label_zh, category.label_en), (SELECT ref.say(held.label_zh, held.label_en) FROM aid.level AS held WHERE held.level = rule.level), rule.household, rule.amount, rule.basis, lower(rule.valid), upper(rule.valid)
    FROM aid.scheme_rule AS rule JOIN aid.scheme ON scheme.scheme = rule.scheme JOIN aid.category ON category.category = rule.category
    WHERE (of_scheme IS NULL OR rule.scheme = of_scheme OR scheme.label_zh = of_scheme) AND (only_open IS NOT TRUE OR rule.valid @> ref.today()) ORDER BY 2, 3, 4, lower(rule.valid) LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION aid.list_rules(text, boolean) IS '资助规则 | rules of aid';

CREATE OR REPLACE FUNCTION aid.add_rule(scheme text, category text, amount numeric, basis text, from_day date, level text DEFAULT NULL, household text DEFAULT NULL, to_day date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_scheme text := (SELECT held.scheme FROM aid.scheme AS held WHERE add_rule.scheme IN (held.scheme, held.label_zh) OR add_rule.scheme = ANY (held.synonyms) LIMIT 1);
    of_category text := (SELECT held.category FROM aid.category AS held WHERE add_rule.category IN (held.category, held.label_zh) OR add_rule.category = ANY (held.synonyms) LIMIT 1);
    of_level text := (SELECT held.level FROM aid.level AS held WHERE add_rule.level IN (held.level, held.label_zh) LIMIT 1);
    made bigint;
    other aid.scheme_rule;
BEGIN
    IF NOT access.may_all('aid_application', 'decide') OR NOT access.may_all('award', 'create') THEN
        PERFORM access.refuse('aid_application', 'decide');
    ELSIF of_scheme IS NULL OR of_category IS NULL OR (add_rule.level IS NOT NULL AND of_level IS NULL) OR from_day IS NULL OR coalesce(btrim(add_rule.basis), '') = '' OR add_rule.amount IS NULL OR add_rule.amount <= 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('规则须有项目、类别、金额、依据和起始日期。', 'A rule has a scheme, a category, an amount, what it rests on and a first day.'),
            HINT = ref.say('项目:', 'Schemes: ') || (SELECT string_agg(held.label_zh, '、') FROM aid.scheme AS held) || ref.say(';类别:', '; categories: ') || (SELECT string_agg(held.label_zh, '、') FROM aid.category AS held);
    END IF;
    SELECT * INTO other FROM aid.scheme_rule AS held WHERE held.scheme = of_scheme AND held.category = of_category AND (held.level IS NULL OR of_level IS NULL OR held.level = of_level)
        AND (held.household = 'any' OR coalesce(add_rule.household, 'any') = 'any' OR held.household = add_rule.household) AND held.valid && daterange(from_day, to_day) LIMIT 1;
    IF other.id IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say(format('与规则 #%s 冲突:同一类别和等级在同一时期只能有一条规则。', other.id), format('It contradicts rule #%s: one rule for a category and level at a time.', other.id)),
            HINT = ref.say('先结束原来的规则,或改日期。', 'End the other rule first, or change the days.');
    END IF;
    INSERT INTO aid.scheme_rule (scheme, category, level, household, amount, basis, valid) VALUES (of_scheme, of_category, of_level, coalesce(add_rule.household, 'any'), add_rule.amount, btrim(add_rule.basis), daterange(from_day, to_day)) RETURNING scheme_rule.id INTO made;
    PERFORM audit.record('write', 'aid_application', 'scheme_rule ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION aid.add_rule(text, text, numeric, text, date, text, text, date) IS '登记资助规则 | adds a rule';

CREATE OR REPLACE FUNCTION aid.end_rule(of_record bigint, on_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('aid_application', 'decide') OR NOT access.may_all('award', 'create') THEN
        PERFORM access.refuse('aid_application', 'decide');
    ELSIF end_rule.on_day IS NULL OR EXISTS (SELECT FROM aid.scheme_rule AS rule WHERE rule.id = of_record AND lower(rule.valid) >= end_rule.on_day) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('“日期”须晚于规则开始的日期。', '"day" comes after the day on which the rule began.');
    END IF;
    UPDATE aid.scheme_rule AS rule SET valid = daterange(lower(rule.valid), end_rule.on_day) WHERE rule.id = of_record AND lower(rule.valid) IS DISTINCT FROM end_rule.on_day AND coalesce(lower(rule.valid), '-infinity') < end_rule.on_day;
    IF NOT FOUND THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('write', 'aid_application', 'scheme_rule ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION aid.end_rule(bigint, date) IS '结束规则 | a rule ends';

CREATE OR REPLACE FUNCTION aid.list_budgets() RETURNS TABLE (id bigint, scheme text, semester text, amount numeric, basis text, awarded numeric, paid numeric, left_over numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('award', 'see') AND NOT access.may_all('award', 'decide') THEN
        PERFORM access.refuse('award', 'see');
    END IF;
    RETURN QUERY SELECT budget.id, ref.say(scheme.label_zh, scheme.label_en), budget.semester, budget.amount, budget.basis, coalesce(sums.awarded, 0), coalesce(sums.paid, 0), budget.amount - coalesce(sums.awarded, 0)
    FROM aid.budget JOIN aid.scheme ON scheme.scheme = budget.scheme
    LEFT JOIN LATERAL (SELECT sum(award.amount) FILTER (WHERE award.state NOT IN ('proposed', 'cancelled', 'recovered')) AS awarded, sum(award.amount) FILTER (WHERE award.state = 'paid') AS paid FROM aid.award WHERE award.scheme = budget.scheme AND award.semester = budget.semester) AS sums ON true
    ORDER BY budget.semester DESC, 2 LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION aid.list_budgets() IS '资助预算与使用 | budgets and what was used';

CREATE OR REPLACE FUNCTION aid.set_budget(scheme text, of_semester text, amount numeric, basis text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_scheme text := (SELECT held.scheme FROM aid.scheme AS held WHERE set_budget.scheme IN (held.scheme, held.label_zh) OR set_budget.scheme = ANY (held.synonyms) LIMIT 1);
    used numeric;
    made bigint;
BEGIN
    IF NOT access.may_all('award', 'create') THEN
        PERFORM access.refuse('award', 'create');
    ELSIF of_scheme IS NULL OR of_semester IS NULL OR set_budget.amount IS NULL OR coalesce(btrim(set_budget.basis), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = CASE WHEN of_scheme IS NULL THEN 'scheme' WHEN of_semester IS NULL THEN 'of_semester' WHEN set_budget.amount IS NULL THEN 'amount' ELSE 'basis' END,
            MESSAGE = ref.say('预算须有项目、学期、金额和来源。', 'A budget has a scheme, a semester, an amount and a source.'),
            HINT = ref.say('资助项目可填:', 'Schemes: ') || (SELECT string_agg(ref.say(held.label_zh, held.label_en), ref.say('、', ', ') ORDER BY held.scheme) FROM aid.scheme AS held);
    ELSIF set_budget.amount < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'amount', MESSAGE = ref.say('“金额(元)”不能是负数。', '"amount" cannot be negative.');
    END IF;
    INSERT INTO aid.budget (scheme, semester, amount, basis) VALUES (of_scheme, of_semester, set_budget.amount, btrim(set_budget.basis))
    ON CONFLICT ON CONSTRAINT budget_once_a_semester DO UPDATE SET amount = excluded.amount, basis = excluded.basis RETURNING budget.id INTO made;
    SELECT coalesce(sum(award.amount), 0) INTO used FROM aid.award WHERE award.scheme = of_scheme AND award.semester = of_semester AND award.state NOT IN ('proposed', 'cancelled', 'recovered');
    IF used > set_budget.amount THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say(format('已批准 %s 元,预算不能更少。', used), format('%s CNY are approved already; the budget cannot be less.', used));
    END IF;
    PERFORM audit.record('write', 'award', 'budget ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION aid.set_budget(text, text, numeric, text) IS '下达预算 | sets a budget';

-- Evidence of a category: entered one by one when a paper comes in mid-term, as the sheet is at its start. The paper must prove the category.
CREATE OR REPLACE FUNCTION aid.list_category_evidence(only_open boolean DEFAULT true)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, category text, evidence text, from_day date, to_day date, checked_by_name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('aid_application', 'see');
BEGIN
    PERFORM access.require('aid_application', 'see');
    PERFORM audit.record('list', 'aid_application', 'category_evidence', NULL, NULL, NULL);
    RETURN QUERY SELECT held.id, held.student_id, person.name, units.label(units.class_of(held.student_id)), ref.say(category.label_zh, category.label_en), held.evidence, lower(held.valid), upper(held.valid), checker.name
    FROM aid.category_evidence AS held JOIN aid.category ON category.category = held.category JOIN people.person ON person.id = held.student_id LEFT JOIN people.person AS checker ON checker.id = held.checked_by
    WHERE (only_open IS NOT TRUE OR held.valid @> ref.today()) AND (everybody OR held.student_id IN (SELECT access.student_ids('aid_application', 'see'))) AND held.student_id NOT IN (SELECT access.own_children()) ORDER BY held.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION aid.list_category_evidence(boolean) IS '困难佐证一览(留痕) | evidence of categories; logged';

CREATE OR REPLACE FUNCTION aid.add_category_evidence(of_student bigint, category text, evidence text, from_day date, to_day date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_category text := intake.aid_category_of(btrim(add_category_evidence.category));
    made bigint;
BEGIN
    PERFORM access.require_student('aid_application', 'create', of_student);
    PERFORM registers.require_text('evidence', '佐证材料', 'evidence', add_category_evidence.evidence);
    IF of_category IS NULL OR NOT EXISTS (SELECT FROM aid.category AS held WHERE held.category = of_category AND held.valid @> coalesce(from_day, ref.today())) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'category', MESSAGE = ref.say('“困难类型”不在目录中。', '"category" is not in the list.'),
            HINT = ref.say('可填:', 'One of: ') || (SELECT string_agg(ref.say(held.label_zh, held.label_en), ref.say('、', ', ') ORDER BY held.category) FROM aid.category AS held WHERE held.valid @> coalesce(from_day, ref.today()));
    ELSIF from_day IS NULL OR from_day > ref.today() OR to_day <= from_day THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = CASE WHEN to_day <= from_day THEN 'to_day' ELSE 'from_day' END, MESSAGE = ref.say('材料须已生效:“开始日期”不能晚于今天,“结束日期”须在其后。', 'The paper is in force: "from" is not in the future, and "to" comes after it.');
    ELSIF of_category <> ALL (coalesce(intake.evidence_proves(add_category_evidence.evidence), '{}')) THEN
        -- An orphan with a card for minimum living allowance has proved the allowance only.
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'evidence', MESSAGE = ref.say('“佐证材料”不能证明这个困难类型。', '"evidence" does not prove this category.'),
            HINT = ref.say('认可的材料:', 'Accepted: ') || (SELECT string_agg(accepted.evidence, ref.say('、', ', ') ORDER BY accepted.id) FROM aid.accepted_evidence AS accepted WHERE accepted.category = of_category);
    ELSIF EXISTS (SELECT FROM aid.category_evidence AS held WHERE held.student_id = of_student AND held.category = of_category AND held.valid && daterange(from_day, to_day)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'category', MESSAGE = ref.say('这名学生这段时间已有同类佐证。', 'The student has evidence of this category for these days.'), HINT = ref.say('先结束原来的。', 'End that first.');
    END IF;
    INSERT INTO aid.category_evidence (student_id, category, evidence, valid, checked_by) VALUES (of_student, of_category, btrim(add_category_evidence.evidence), daterange(from_day, to_day), access.person_id()) RETURNING category_evidence.id INTO made;
    PERFORM audit.record('write', 'aid_application', 'category_evidence ' || made, of_student, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION aid.add_category_evidence(bigint, text, text, date, date) IS '登记困难佐证 | registers evidence of a category';

-- What was awarded on it stays right; from this day it entitles to nothing more.
CREATE OR REPLACE FUNCTION aid.end_category_evidence(of_record bigint, on_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before aid.category_evidence;
BEGIN
    SELECT * INTO before FROM aid.category_evidence AS held WHERE held.id = of_record AND access.may_student('aid_application', 'see', held.student_id) FOR UPDATE;
    IF before.id IS NULL THEN
        PERFORM access.not_found();
    END IF;
    PERFORM access.require_student('aid_application', 'decide', before.student_id);
    IF end_category_evidence.on_day IS NULL OR end_category_evidence.on_day <= lower(before.valid) OR end_category_evidence.on_day >= upper(before.valid) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('“日期”须在材料生效之后、到期之前。', '"day" lies within the time of the paper.');
    END IF;
    UPDATE aid.category_evidence AS held SET valid = daterange(lower(before.valid), end_category_evidence.on_day) WHERE held.id = of_record;
    PERFORM audit.record('write', 'aid_application', 'category_evidence ' || of_record, before.student_id, NULL, NULL);
END
$$;
COMMENT ON FUNCTION aid.end_category_evidence(bigint, date) IS '佐证失效(如低保取消) | evidence holds no longer';

-- Everyone who qualifies, found in one statement: evidence that holds, a rule for category, household and level, on the roll. Money for half a semester
-- where the student came after its middle.
CREATE OR REPLACE FUNCTION aid.match(of_semester text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET jit = off AS $$
DECLARE
    days daterange;
    found bigint;
BEGIN
    IF NOT access.may_all('aid_application', 'decide') OR NOT access.may_all('award', 'create') THEN
        PERFORM access.refuse('aid_application', 'decide');
    END IF;
    SELECT daterange(starts_on, ends_on, '[]') INTO days FROM ref.semester WHERE code = of_semester;
    IF days IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_semester', MESSAGE = ref.say('没有这个学期。', 'There is no such semester.');
    ELSIF lower(days) > ref.today() + 31 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_semester', MESSAGE = ref.say('“学期”须已开始,或在一个月内开始。', '"semester" has begun, or begins within a month.');
    END IF;
    INSERT INTO aid.candidate (student_id, scheme, semester, rule_id, amount, found_on)
    SELECT DISTINCT ON (evidence.student_id, rule.scheme) evidence.student_id, rule.scheme, of_semester, rule.id,
           CASE WHEN lower(enrolment.valid) > lower(days) + (upper(days) - lower(days)) / 2 THEN round(rule.amount / 2, 2) ELSE rule.amount END, ref.today()
    FROM aid.category_evidence AS evidence
    JOIN aid.scheme_rule AS rule ON rule.category = evidence.category AND NOT isempty(evidence.valid * rule.valid * days)
    JOIN aid.scheme ON scheme.scheme = rule.scheme AND NOT isempty(scheme.valid * rule.valid * days)
    JOIN people.student ON student.person_id = evidence.student_id AND (rule.household = 'any' OR student.household_kind = rule.household)
    JOIN people.enrolment ON enrolment.student_id = evidence.student_id AND enrolment.valid && (evidence.valid * rule.valid * days)
    LEFT JOIN aid.determination ON determination.student_id = evidence.student_id AND determination.school_year = left(of_semester, 9) AND determination.state IN ('determined', 'confirmed')
    WHERE rule.level IS NULL OR rule.level = determination.level
    ORDER BY evidence.student_id, rule.scheme, rule.amount DESC NULLS LAST, rule.id
    ON CONFLICT ON CONSTRAINT candidate_once_a_semester DO NOTHING;
    GET DIAGNOSTICS found = ROW_COUNT;
    PERFORM audit.record('match', 'aid_application', of_semester, NULL, NULL, jsonb_build_object('found', found));
    RETURN found;
END
$$;
COMMENT ON FUNCTION aid.match(text) IS '匹配应助学生(提出名单,由人决定) | finds everyone who qualifies; people decide';

CREATE OR REPLACE FUNCTION aid.list_candidates(of_semester text DEFAULT NULL, only_open boolean DEFAULT true)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, scheme text, semester text, amount numeric, basis text, found_on date, settled text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('aid_application', 'see');
BEGIN
    PERFORM access.require('aid_application', 'see');
    PERFORM audit.record('list', 'aid_application', 'candidate', NULL, NULL, NULL);
    RETURN QUERY SELECT candidate.id, candidate.student_id, person.name, units.label(units.class_of(candidate.student_id)), ref.say(scheme.label_zh, scheme.label_en), candidate.semester, candidate.amount, rule.basis, candidate.found_on, came.settled
    FROM aid.candidate JOIN people.person ON person.id = candidate.student_id JOIN aid.scheme ON scheme.scheme = candidate.scheme JOIN aid.scheme_rule AS rule ON rule.id = candidate.rule_id
    CROSS JOIN LATERAL (SELECT CASE WHEN EXISTS (SELECT FROM aid.award WHERE award.student_id = candidate.student_id AND award.scheme = candidate.scheme AND award.semester = candidate.semester AND award.state <> 'cancelled') THEN ref.say('已资助', 'awarded')
                                    WHEN EXISTS (SELECT FROM aid.refusal WHERE refusal.student_id = candidate.student_id AND refusal.scheme = candidate.scheme AND refusal.semester = candidate.semester) THEN ref.say('自愿放弃', 'refused') END AS settled) AS came
    WHERE (of_semester IS NULL OR candidate.semester = of_semester) AND (only_open IS NOT TRUE OR came.settled IS NULL)
      AND (everybody OR candidate.student_id IN (SELECT access.student_ids('aid_application', 'see'))) AND candidate.student_id NOT IN (SELECT access.own_children()) ORDER BY candidate.id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION aid.list_candidates(text, boolean) IS '应助名单(留痕) | who qualifies; logged';

CREATE OR REPLACE FUNCTION aid.refuse_aid(of_record bigint, signed_on date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    found_candidate aid.candidate;
BEGIN
    SELECT * INTO found_candidate FROM aid.candidate WHERE candidate.id = of_record AND access.may_student('aid_application', 'see', candidate.student_id);
    IF found_candidate.id IS NULL THEN
        PERFORM access.not_found();
    END IF;
    PERFORM access.require_student('aid_application', 'create', found_candidate.student_id);
    IF refuse_aid.signed_on IS NULL OR refuse_aid.signed_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'signed_on', MESSAGE = ref.say('自愿放弃须有签字的书面材料,请写签字日期。', 'A refusal is a signed paper; say when it was signed.');
    ELSIF refuse_aid.signed_on < lower(ref.school_year_dates(left(found_candidate.semester, 9))) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'signed_on', MESSAGE = ref.say('“放弃书签字日期”早于本学年:每学年须重新签字。', '"signed on" lies before this school year; a refusal is signed anew each year.');
    ELSIF EXISTS (SELECT FROM aid.award WHERE award.student_id = found_candidate.student_id AND award.scheme = found_candidate.scheme AND award.semester = found_candidate.semester AND award.state <> 'cancelled') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经资助,不能再放弃。', 'It was awarded already.');
    END IF;
    INSERT INTO aid.refusal (student_id, scheme, semester, signed_on) VALUES (found_candidate.student_id, found_candidate.scheme, found_candidate.semester, refuse_aid.signed_on) ON CONFLICT DO NOTHING;
    PERFORM audit.record('refusal', 'aid_application', of_record::text, found_candidate.student_id, NULL, NULL);
END
$$;
COMMENT ON FUNCTION aid.refuse_aid(bigint, date) IS '登记自愿放弃 | records a signed refusal';

CREATE OR REPLACE FUNCTION aid.propose_award(of_record bigint, amount numeric DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    found_candidate aid.candidate;
    made bigint;
BEGIN
    SELECT * INTO found_candidate FROM aid.candidate WHERE candidate.id = of_record AND access.may_student('aid_application', 'see', candidate.student_id);
    IF found_candidate.id IS NULL THEN
        PERFORM access.not_found();
    END IF;
    PERFORM access.require_student('award', 'create', found_candidate.student_id);
    IF coalesce(propose_award.amount, found_candidate.amount) IS NULL OR coalesce(propose_award.amount, found_candidate.amount) <= 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'amount', MESSAGE = ref.say('规则没有金额,请填写“金额(元)”。', 'The rule names no "amount"; write one.');
    ELSIF propose_award.amount > 1000000 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'amount', MESSAGE = ref.say('“金额(元)”过大,请核对。', '"amount" is too large; check it.');
    ELSIF EXISTS (SELECT FROM aid.award WHERE award.student_id = found_candidate.student_id AND award.scheme = found_candidate.scheme AND award.semester = found_candidate.semester AND award.state <> 'cancelled')
       OR EXISTS (SELECT FROM aid.refusal WHERE refusal.student_id = found_candidate.student_id AND refusal.scheme = found_candidate.scheme AND refusal.semester = found_candidate.semester) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经资助或放弃。', 'It was awarded or refused already.');
    END IF;
    INSERT INTO aid.award (student_id, scheme, semester, amount, state) VALUES (found_candidate.student_id, found_candidate.scheme, found_candidate.semester, coalesce(propose_award.amount, found_candidate.amount), 'proposed')
    ON CONFLICT ON CONSTRAINT award_once_a_semester DO UPDATE SET amount = excluded.amount, state = 'proposed', approved_by = NULL, approved_on = NULL RETURNING award.id INTO made;
    PERFORM work.begin('award', made, found_candidate.student_id);
    RETURN made;
END
$$;
COMMENT ON FUNCTION aid.propose_award(bigint, numeric) IS '拟定资助 | proposes an award';

CREATE OR REPLACE FUNCTION aid.list_awards(of_semester text DEFAULT NULL, in_state text DEFAULT NULL)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, scheme text, semester text, amount numeric, account text, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('award', 'see') AND NOT access.may_all('award', 'decide') THEN
        PERFORM access.refuse('award', 'see');
    END IF;
    PERFORM audit.record('list', 'award', of_semester, NULL, NULL, NULL);
    RETURN QUERY SELECT award.id, award.student_id, person.name, units.label(units.class_of(award.student_id)), ref.say(scheme.label_zh, scheme.label_en), award.semester, award.amount,
        (SELECT '****' || held.last_four FROM aid.bank_account AS held WHERE held.student_id = award.student_id AND held.valid @> ref.today()), award.state
    FROM aid.award JOIN people.person ON person.id = award.student_id JOIN aid.scheme ON scheme.scheme = award.scheme
    WHERE (of_semester IS NULL OR award.semester = of_semester) AND (in_state IS NULL OR award.state = in_state) AND award.student_id NOT IN (SELECT access.own_children()) ORDER BY award.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION aid.list_awards(text, text) IS '资助一览(留痕) | awards; logged';

-- Approved by another than who proposed, and only within the budget: the budget's row is locked, so two who approve at once wait for each other.
CREATE OR REPLACE FUNCTION aid.approve_award(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before aid.award;
    held aid.budget;
    used numeric;
BEGIN
    SELECT * INTO before FROM aid.award WHERE award.id = of_record FOR UPDATE;
    IF before.id IS NULL OR NOT (access.may_all('award', 'see') OR access.may_all('award', 'decide')) THEN
        PERFORM access.not_found();
    ELSIF NOT access.may_student('award', 'decide', before.student_id) THEN
        PERFORM access.refuse('award', 'decide');
    ELSIF before.created_by = access.person_id()
       OR access.person_id() = (SELECT event.person_id FROM work.lifecycle_event AS event WHERE event.lifecycle = 'award' AND event.record_id = of_record AND event.action IN ('create', 'propose_again') ORDER BY event.id DESC LIMIT 1) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('拟定人不能批准。', 'Who proposed does not approve.');
    END IF;
    PERFORM work.next_state('award', before.state, 'approve');
    SELECT * INTO held FROM aid.budget WHERE budget.scheme = before.scheme AND budget.semester = before.semester FOR UPDATE;
    IF held.id IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('这个项目本学期没有预算。', 'The scheme has no budget in this semester.');
    END IF;
    SELECT coalesce(sum(award.amount), 0) INTO used FROM aid.award WHERE award.scheme = before.scheme AND award.semester = before.semester AND award.state NOT IN ('proposed', 'cancelled', 'recovered');
    IF used + before.amount > held.amount THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say(format('超出预算:预算 %s 元,已批准 %s 元,本笔 %s 元。', held.amount, used, before.amount), format('Over the budget: %s CNY, of which %s are approved; this is %s.', held.amount, used, before.amount));
    END IF;
    UPDATE aid.award SET state = 'approved', approved_by = access.person_id(), approved_on = ref.today() WHERE award.id = of_record;
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id) VALUES ('award', of_record, 'approve', before.state, 'approved', access.person_id());
    PERFORM audit.record('approve', 'award', of_record::text, before.student_id, NULL, NULL);
END
$$;
COMMENT ON FUNCTION aid.approve_award(bigint) IS '批准资助(不超预算) | approves an award, within the budget';

CREATE OR REPLACE FUNCTION aid.cancel_award(of_record bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before aid.award;
BEGIN
    SELECT * INTO before FROM aid.award WHERE award.id = of_record FOR UPDATE;
    IF before.id IS NULL OR NOT access.may_all('award', 'see') THEN
        PERFORM access.not_found();
    END IF;
    PERFORM access.require_student('award', 'edit', before.student_id);
    PERFORM work.require_reason(why);
    UPDATE aid.award SET state = work.next_state('award', before.state, 'cancel') WHERE award.id = of_record;
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id, reason) VALUES ('award', of_record, 'cancel', before.state, 'cancelled', access.person_id(), btrim(why));
    PERFORM audit.record('cancel', 'award', of_record::text, before.student_id, NULL, NULL);
END
$$;
COMMENT ON FUNCTION aid.cancel_award(bigint, text) IS '取消资助 | cancels an award';

CREATE OR REPLACE FUNCTION aid.propose_again(of_record bigint, amount numeric DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before aid.award;
BEGIN
    SELECT * INTO before FROM aid.award WHERE award.id = of_record FOR UPDATE;
    IF before.id IS NULL OR NOT access.may_all('award', 'see') THEN
        PERFORM access.not_found();
    END IF;
    PERFORM access.require_student('award', 'create', before.student_id);
    PERFORM work.next_state('award', before.state, 'propose_again');
    IF propose_again.amount NOT BETWEEN 0.01 AND 1000000 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'amount', MESSAGE = ref.say('“金额(元)”须大于零,不超过一百万。', '"amount" is more than nothing and a million at most.');
    END IF;
    UPDATE aid.award SET state = work.next_state('award', before.state, 'propose_again'), amount = coalesce(propose_again.amount, before.amount), approved_by = NULL, approved_on = NULL WHERE award.id = of_record;
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id) VALUES ('award', of_record, 'propose_again', before.state, 'proposed', access.person_id());
    PERFORM audit.record('propose_again', 'award', of_record::text, before.student_id, NULL, NULL);
END
$$;
COMMENT ON FUNCTION aid.propose_again(bigint, numeric) IS '取消后重新拟定 | proposes a cancelled award anew';

-- Paid by mistake, or to one who had left: finance books what came back.
CREATE OR REPLACE FUNCTION aid.recover_award(of_record bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before aid.award;
BEGIN
    PERFORM aid.require_finance();
    PERFORM work.require_reason(why);
    SELECT * INTO before FROM aid.award WHERE award.id = of_record FOR UPDATE;
    IF before.id IS NULL THEN
        PERFORM access.not_found();
    END IF;
    UPDATE aid.award SET state = work.next_state('award', before.state, 'recover') WHERE award.id = of_record;
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id, reason) VALUES ('award', of_record, 'recover', before.state, 'recovered', access.person_id(), btrim(why));
    PERFORM audit.record('recover', 'award', of_record::text, before.student_id, NULL, NULL);
END
$$;
COMMENT ON FUNCTION aid.recover_award(bigint, text) IS '追回已发放的资助 | an award that was paid is recovered';

CREATE OR REPLACE FUNCTION aid.list_bank_accounts() RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, owner_name text, bank text, last_four text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('bank_account', 'see');
    PERFORM audit.record('list', 'bank_account', NULL, NULL, NULL, NULL);
    RETURN QUERY SELECT account.id, account.student_id, person.name, units.label(units.class_of(account.student_id)), owner.name, account.bank, account.last_four
    FROM aid.bank_account AS account JOIN people.person ON person.id = account.student_id JOIN people.person AS owner ON owner.id = account.owner_id
    WHERE account.valid @> ref.today() AND account.student_id IN (SELECT access.student_ids('bank_account', 'see')) AND account.student_id NOT IN (SELECT access.own_children()) ORDER BY account.id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION aid.list_bank_accounts() IS '银行账户(只见末四位,留痕) | accounts, last four digits; logged';

CREATE OR REPLACE FUNCTION aid.set_bank_account(of_student bigint, number text, bank text, owner_name text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    digits text := regexp_replace(set_bank_account.number, '\s', '', 'g');
    of_owner bigint;
    made bigint;
BEGIN
    PERFORM access.require_student('bank_account', 'create', of_student);
    PERFORM registers.require_text('number', '银行卡号', 'account number', digits), registers.require_text('bank', '开户行', 'bank', set_bank_account.bank), registers.require_text('owner_name', '户主', 'owner', set_bank_account.owner_name);
    IF digits !~ '^[0-9]{12,19}$' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'number', MESSAGE = ref.say('“银行卡号”应为12至19位数字。', '"account number" has 12 to 19 digits.');
    END IF;
    SELECT person.id INTO of_owner FROM people.person WHERE person.name = btrim(set_bank_account.owner_name)
        AND (person.id = of_student OR person.id IN (SELECT guardianship.guardian_id FROM people.guardianship WHERE guardianship.student_id = of_student AND guardianship.valid @> ref.today()));
    IF of_owner IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'owner_name', MESSAGE = ref.say('户主须是学生本人或登记在册的监护人。', 'The owner is the student or a recorded guardian.');
    END IF;
    DELETE FROM aid.bank_account AS account WHERE account.student_id = of_student AND lower(account.valid) = ref.today() AND NOT EXISTS (SELECT FROM aid.payment WHERE payment.bank_account_id = account.id);
    UPDATE aid.bank_account AS account SET valid = daterange(lower(account.valid), ref.today()) WHERE account.student_id = of_student AND account.valid @> ref.today();
    INSERT INTO aid.bank_account (student_id, owner_id, number, last_four, bank, valid) VALUES (of_student, of_owner, digits, right(digits, 4), btrim(set_bank_account.bank), daterange(ref.today(), NULL)) RETURNING bank_account.id INTO made;
    PERFORM audit.record('write', 'bank_account', made::text, of_student, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION aid.set_bank_account(bigint, text, text, text) IS '登记银行账户 | sets a student''s account';

-- Payment: finance pays; student aid cannot.
CREATE OR REPLACE FUNCTION aid.require_finance() RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('award', 'export') THEN
        PERFORM access.refuse('award', 'export');
    END IF;
END
$$;
COMMENT ON FUNCTION aid.require_finance() IS '要求是财务 | refuses whoever does not pay';

CREATE OR REPLACE FUNCTION aid.list_payment_batches() RETURNS TABLE (id bigint, scheme text, semester text, payments bigint, total numeric, paid numeric, returned numeric, difference numeric, sent_on date, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('award', 'see') THEN
        PERFORM access.refuse('award', 'see');
    END IF;
    RETURN QUERY SELECT batch.id, ref.say(scheme.label_zh, scheme.label_en), batch.semester, count(payment.id), coalesce(sum(payment.amount), 0), coalesce(sum(payment.amount) FILTER (WHERE payment.state = 'paid'), 0), coalesce(sum(payment.amount) FILTER (WHERE payment.state = 'returned'), 0),
        coalesce(sum(payment.amount) FILTER (WHERE payment.state NOT IN ('paid', 'returned')), 0), batch.sent_on, batch.state
    FROM aid.payment_batch AS batch JOIN aid.scheme ON scheme.scheme = batch.scheme LEFT JOIN aid.payment ON payment.payment_batch_id = batch.id GROUP BY batch.id, scheme.scheme ORDER BY batch.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION aid.list_payment_batches() IS '发放批次 | batches of payments';

CREATE OR REPLACE FUNCTION aid.make_payment_batch(scheme text, of_semester text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_scheme text := (SELECT held.scheme FROM aid.scheme AS held WHERE make_payment_batch.scheme IN (held.scheme, held.label_zh) OR make_payment_batch.scheme = ANY (held.synonyms) LIMIT 1);
    made bigint;
    without_account bigint;
BEGIN
    PERFORM aid.require_finance();
    PERFORM pg_advisory_xact_lock(hashtext('aid.payment_batch'));
    IF NOT EXISTS (SELECT FROM aid.award WHERE award.scheme = of_scheme AND award.semester = of_semester AND award.state IN ('approved', 'returned')) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('没有待发放的资助。', 'No award waits for payment.');
    END IF;
    SELECT count(*) INTO without_account FROM aid.award WHERE award.scheme = of_scheme AND award.semester = of_semester AND award.state IN ('approved', 'returned')
        AND NOT EXISTS (SELECT FROM aid.bank_account AS account WHERE account.student_id = award.student_id AND account.valid @> ref.today());
    INSERT INTO aid.payment_batch (scheme, semester) VALUES (of_scheme, of_semester) RETURNING payment_batch.id INTO made;
    WITH chosen AS (
        UPDATE aid.award SET state = 'in_batch' FROM aid.bank_account AS account
        WHERE award.scheme = of_scheme AND award.semester = of_semester AND award.state IN ('approved', 'returned') AND account.student_id = award.student_id AND account.valid @> ref.today()
        RETURNING award.id, award.amount, account.id AS account_id
    ) INSERT INTO aid.payment (payment_batch_id, award_id, bank_account_id, amount) SELECT made, chosen.id, chosen.account_id, chosen.amount FROM chosen;
    IF NOT EXISTS (SELECT FROM aid.payment WHERE payment.payment_batch_id = made) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say(format('%s 笔资助都没有银行账户。', without_account), format('None of %s awards has an account.', without_account));
    END IF;
    PERFORM work.begin('payment_batch', made);
    RETURN made;
END
$$;
COMMENT ON FUNCTION aid.make_payment_batch(text, text) IS '生成发放批次 | makes a batch of what waits for payment';

-- The bank's sheet holds whole numbers: finance alone, and each look is an export.
CREATE OR REPLACE FUNCTION aid.bank_sheet(of_batch bigint)
RETURNS TABLE (payment_id bigint, name text, id_number text, account_number text, bank text, amount numeric)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM aid.require_finance();
    IF NOT EXISTS (SELECT FROM aid.payment_batch WHERE payment_batch.id = of_batch) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('export', 'bank_account', of_batch::text, NULL, ref.say('送银行的发放表', 'sheet for the bank'), jsonb_build_object('rows', (SELECT count(*) FROM aid.payment WHERE payment.payment_batch_id = of_batch)));
    RETURN QUERY SELECT payment.id, owner.name, (SELECT held.value FROM people.identifier AS held WHERE held.person_id = account.owner_id AND held.kind = 'resident_id' AND held.valid @> ref.today() LIMIT 1), account.number, account.bank, payment.amount
    FROM aid.payment JOIN aid.bank_account AS account ON account.id = payment.bank_account_id JOIN people.person AS owner ON owner.id = account.owner_id WHERE payment.payment_batch_id = of_batch ORDER BY payment.id;
END
$$;
COMMENT ON FUNCTION aid.bank_sheet(bigint) IS '银行发放表(导出,留痕) | the bank''s sheet; an export';

CREATE OR REPLACE FUNCTION aid.send_batch(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before text;
BEGIN
    PERFORM aid.require_finance();
    SELECT state INTO before FROM aid.payment_batch WHERE payment_batch.id = of_record FOR UPDATE;
    UPDATE aid.payment_batch SET state = work.next_state('payment_batch', before, 'send'), sent_on = ref.today() WHERE payment_batch.id = of_record;
    UPDATE aid.payment SET state = 'sent' WHERE payment.payment_batch_id = of_record AND payment.state = 'in_batch';
    UPDATE aid.award SET state = 'sent_to_bank' FROM aid.payment WHERE payment.payment_batch_id = of_record AND payment.award_id = award.id;
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id) VALUES ('payment_batch', of_record, 'send', before, 'sent', access.person_id());
    PERFORM audit.record('send', 'award', 'payment_batch ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION aid.send_batch(bigint) IS '送银行 | the batch is sent to the bank';

CREATE OR REPLACE FUNCTION aid.return_payment(of_record bigint, of_payment bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    returned aid.payment;
    award_before text;
BEGIN
    PERFORM aid.require_finance();
    PERFORM work.require_reason(why);
    UPDATE aid.payment SET state = 'returned', return_reason = btrim(why), settled_on = ref.today() WHERE payment.id = of_payment AND payment.payment_batch_id = of_record AND payment.state IN ('sent', 'paid') RETURNING * INTO returned;
    IF returned.id IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('批次里没有这笔已送出的发放。', 'The batch has no such payment that was sent.');
    END IF;
    -- Open again: it goes into the next batch, once the account is right.
    SELECT award.state INTO award_before FROM aid.award WHERE award.id = returned.award_id;
    UPDATE aid.award SET state = 'returned' WHERE award.id = returned.award_id;
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id, reason) VALUES ('award', returned.award_id, 'return', award_before, 'returned', access.person_id(), btrim(why));
    PERFORM audit.record('return', 'award', returned.award_id::text, (SELECT student_id FROM aid.award WHERE award.id = returned.award_id), NULL, NULL);
END
$$;
COMMENT ON FUNCTION aid.return_payment(bigint, bigint, text) IS '银行退回 | a payment comes back';

CREATE OR REPLACE FUNCTION aid.settle_batch(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before text;
BEGIN
    PERFORM aid.require_finance();
    SELECT state INTO before FROM aid.payment_batch WHERE payment_batch.id = of_record FOR UPDATE;
    UPDATE aid.payment_batch SET state = work.next_state('payment_batch', before, 'settle') WHERE payment_batch.id = of_record;
    UPDATE aid.award SET state = 'paid' FROM aid.payment WHERE payment.payment_batch_id = of_record AND payment.award_id = award.id AND payment.state = 'sent';
    UPDATE aid.payment SET state = 'paid', settled_on = ref.today() WHERE payment.payment_batch_id = of_record AND payment.state = 'sent';
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id) VALUES ('payment_batch', of_record, 'settle', before, 'settled', access.person_id());
    PERFORM audit.record('settle', 'award', 'payment_batch ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION aid.settle_batch(bigint) IS '对账完成:其余均已到账 | the batch is settled: all that did not come back arrived';

CREATE OR REPLACE FUNCTION aid.list_batch_payments(of_record bigint) RETURNS TABLE (id bigint, student_name text, owner_name text, account text, amount numeric, payment_state text, return_reason text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('award', 'see') THEN
        PERFORM access.refuse('award', 'see');
    END IF;
    PERFORM audit.record('list', 'award', 'payment_batch ' || of_record, NULL, NULL, NULL);
    RETURN QUERY SELECT payment.id, person.name, owner.name, '****' || account.last_four, payment.amount, payment.state, payment.return_reason
    FROM aid.payment JOIN aid.award ON award.id = payment.award_id JOIN people.person ON person.id = award.student_id JOIN aid.bank_account AS account ON account.id = payment.bank_account_id JOIN people.person AS owner ON owner.id = account.owner_id
    WHERE payment.payment_batch_id = of_record AND award.student_id NOT IN (SELECT access.own_children()) ORDER BY payment.id;
END
$$;
COMMENT ON FUNCTION aid.list_batch_payments(bigint) IS '批次明细(留痕) | payments of a batch; logged';

-- Determination, step by step; relatives never decide (may_student refuses an own child).
CREATE OR REPLACE FUNCTION aid.list_determinations(of_year text DEFAULT NULL, in_state text DEFAULT NULL)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, school_year text, level text, notice_from date, notice_to date, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('determination', 'see');
BEGIN
    IF NOT access.may('determination', 'see') AND NOT access.may_all('determination', 'decide') THEN
        PERFORM access.refuse('determination', 'see');
    END IF;
    PERFORM audit.record('list', 'determination', of_year, NULL, NULL, NULL);
    RETURN QUERY SELECT determination.id, determination.student_id, person.name, units.label(units.class_of(determination.student_id)), determination.school_year, ref.say(held.label_zh, held.label_en), determination.notice_from, determination.notice_to, determination.state
    FROM aid.determination JOIN people.person ON person.id = determination.student_id JOIN aid.level AS held ON held.level = determination.level
    WHERE (of_year IS NULL OR determination.school_year = of_year) AND (in_state IS NULL OR determination.state = in_state)
      AND (everybody OR aid.is_for_decider('determination', determination.state) OR determination.student_id IN (SELECT access.student_ids('determination', 'see'))) AND determination.student_id NOT IN (SELECT access.own_children()) ORDER BY determination.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION aid.list_determinations(text, text) IS '困难认定一览(留痕) | determinations; logged';

CREATE OR REPLACE FUNCTION aid.apply_for_aid(of_student bigint, level text, commitment_signed_on date, circumstances text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
    of_level text := (SELECT held.level FROM aid.level AS held WHERE apply_for_aid.level IN (held.level, held.label_zh) OR apply_for_aid.level = ANY (held.synonyms) LIMIT 1);
    of_year text := ref.school_year(ref.today());
BEGIN
    PERFORM access.require_student('aid_application', 'create', of_student);
    IF of_level IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'level', MESSAGE = ref.say('认定等级只能是:', 'The level is one of: ') || (SELECT string_agg(held.label_zh, '、' ORDER BY held.sort_order) FROM aid.level AS held);
    ELSIF apply_for_aid.commitment_signed_on IS NULL OR apply_for_aid.commitment_signed_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'commitment_signed_on', MESSAGE = ref.say('须有本人签字的承诺书,请写日期。', 'A signed commitment is needed; say when it was signed.');
    ELSIF apply_for_aid.commitment_signed_on < ref.today() - 366 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'commitment_signed_on', MESSAGE = ref.say('“承诺书日期”早于一年前:承诺书每学年重签。', '"commitment signed on" lies more than a year back; it is signed anew each year.');
    ELSIF EXISTS (SELECT FROM aid.determination WHERE determination.student_id = of_student AND determination.school_year = of_year) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('本学年已有申请或认定。', 'There is an application of this school year.'),
            HINT = ref.say('情况变化的,在原记录上“重新申请”或请资助中心“调整等级”。', 'If things changed, apply anew on that record, or ask student aid to adjust its level.');
    END IF;
    INSERT INTO aid.determination (student_id, school_year, level, state, commitment_signed_on, circumstances) VALUES (of_student, of_year, of_level, 'applied', apply_for_aid.commitment_signed_on, nullif(btrim(apply_for_aid.circumstances), '')) RETURNING determination.id INTO made;
    PERFORM work.begin('determination', made, of_student);
    RETURN made;
END
$$;
COMMENT ON FUNCTION aid.apply_for_aid(bigint, text, date, text) IS '申请认定 | applies for a determination';

-- Distress may come any day: who was declined, or had it ended, applies anew on the year's one record, which keeps what happened before.
CREATE OR REPLACE FUNCTION aid.apply_again(of_record bigint, level text, commitment_signed_on date, circumstances text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_level text := (SELECT held.level FROM aid.level AS held WHERE apply_again.level IN (held.level, held.label_zh) OR apply_again.level = ANY (held.synonyms) LIMIT 1);
BEGIN
    PERFORM registers.require_text('circumstances', '家庭情况', 'circumstances', apply_again.circumstances);
    IF of_level IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'level', MESSAGE = ref.say('认定等级只能是:', 'The level is one of: ') || (SELECT string_agg(ref.say(held.label_zh, held.label_en), ref.say('、', ', ') ORDER BY held.sort_order) FROM aid.level AS held);
    ELSIF apply_again.commitment_signed_on IS NULL OR apply_again.commitment_signed_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'commitment_signed_on', MESSAGE = ref.say('须有本人签字的承诺书,请写日期。', 'A signed commitment is needed; say when it was signed.');
    END IF;
    PERFORM work.transition('determination', of_record, 'apply', apply_again.circumstances);
    UPDATE aid.determination AS held SET level = of_level, commitment_signed_on = apply_again.commitment_signed_on, circumstances = btrim(apply_again.circumstances),
        notice_from = NULL, notice_to = NULL, notice_taken_down_on = NULL, determined_on = NULL WHERE held.id = of_record;
END
$$;
COMMENT ON FUNCTION aid.apply_again(bigint, text, date, text) IS '重新申请(未认定或已结束后) | applies anew in the same school year';

CREATE OR REPLACE FUNCTION aid.give_opinion(of_record bigint, wanted text, level text, opinion text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_level text := (SELECT held.level FROM aid.level AS held WHERE give_opinion.level IN (held.level, held.label_zh) OR give_opinion.level = ANY (held.synonyms) LIMIT 1);
BEGIN
    PERFORM registers.require_text('opinion', '意见', 'opinion', give_opinion.opinion);
    IF of_level IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'level', MESSAGE = ref.say('认定等级只能是:', 'The level is one of: ') || (SELECT string_agg(ref.say(held.label_zh, held.label_en), ref.say('、', ', ') ORDER BY held.sort_order) FROM aid.level AS held);
    END IF;
    PERFORM aid.decide_step('determination', of_record, wanted, give_opinion.opinion);
    INSERT INTO aid.determination_opinion (determination_id, step, level, opinion, given_by) VALUES (of_record, wanted, of_level, btrim(give_opinion.opinion), access.person_id())
    ON CONFLICT ON CONSTRAINT determination_opinion_once_a_step DO UPDATE SET level = excluded.level, opinion = excluded.opinion, given_by = excluded.given_by;
    UPDATE aid.determination SET level = of_level WHERE determination.id = of_record;
END
$$;
COMMENT ON FUNCTION aid.give_opinion(bigint, text, text, text) IS '给出意见 | gives an opinion';
CREATE OR REPLACE FUNCTION aid.class_opinion(of_record bigint, level text, opinion text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$ SELECT aid.give_opinion(of_record, 'class_opinion', level, opinion) $$;
COMMENT ON FUNCTION aid.class_opinion(bigint, text, text) IS '班级评议意见 | the class''s opinion';
CREATE OR REPLACE FUNCTION aid.grade_review(of_record bigint, level text, opinion text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$ SELECT aid.give_opinion(of_record, 'grade_review', level, opinion) $$;
COMMENT ON FUNCTION aid.grade_review(bigint, text, text) IS '年级审核意见 | the grade''s review';
CREATE OR REPLACE FUNCTION aid.school_opinion(of_record bigint, level text, opinion text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$ SELECT aid.give_opinion(of_record, 'school_opinion', level, opinion) $$;
COMMENT ON FUNCTION aid.school_opinion(bigint, text, text) IS '学校审定意见 | the school group''s opinion';

CREATE OR REPLACE FUNCTION aid.put_on_notice(of_record bigint, from_day date, to_day date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    last_day date := coalesce(to_day, ref.add_working_days(from_day, 5));
BEGIN
    IF from_day IS NULL OR ref.working_days_between(from_day, last_day) < 5 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'to_day', MESSAGE = ref.say('公示不少于5个工作日。', 'A public notice stands for 5 working days at least.');
    END IF;
    PERFORM aid.decide_step('determination', of_record, 'notice', NULL);
    -- After the step, which asks for the right: nobody else learns by the message that there was an opinion.
    IF from_day < (SELECT max((event.happened_at AT TIME ZONE 'Asia/Shanghai')::date) FROM work.lifecycle_event AS event WHERE event.lifecycle = 'determination' AND event.record_id = of_record AND event.action = 'school_opinion') THEN
        -- A notice dated back would have stood before there was anything to show.
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'from_day', MESSAGE = ref.say('“公示开始”不能早于学校审定之日。', '"notice from" cannot come before the school''s opinion.');
    END IF;
    UPDATE aid.determination SET notice_from = from_day, notice_to = last_day, notice_taken_down_on = NULL WHERE determination.id = of_record;
END
$$;
COMMENT ON FUNCTION aid.put_on_notice(bigint, date, date) IS '公示(仅姓名、年级、班级、项目) | puts it on public notice';

-- What a notice shows, and nothing more: name, grade, class.
CREATE OR REPLACE FUNCTION aid.notice_sheet() RETURNS TABLE (name text, class text, notice_to date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('determination', 'edit') THEN
        PERFORM access.refuse('determination', 'edit');
    END IF;
    RETURN QUERY SELECT person.name, units.label(units.class_of(person.id)), determination.notice_to FROM aid.determination JOIN people.person ON person.id = determination.student_id
    WHERE determination.state = 'noticed' AND ref.today() BETWEEN determination.notice_from AND determination.notice_to AND determination.notice_taken_down_on IS NULL ORDER BY 2, 1;
END
$$;
COMMENT ON FUNCTION aid.notice_sheet() IS '公示表 | the sheet of a public notice';

CREATE OR REPLACE FUNCTION aid.object(of_record bigint, words text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM work.require_row('determination', of_record, 'edit');
    PERFORM registers.require_text('words', '异议内容', 'words', object.words);
    IF (SELECT state FROM aid.determination WHERE determination.id = of_record) <> 'noticed' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('不在公示中。', 'It is not on public notice.');
    END IF;
    INSERT INTO aid.objection (determination_id, raised_on, words) VALUES (of_record, ref.today(), btrim(object.words)) RETURNING objection.id INTO made;
    PERFORM audit.record('object', 'determination', of_record::text, (SELECT student_id FROM aid.determination WHERE determination.id = of_record), NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION aid.object(bigint, text) IS '登记异议 | an objection to a notice';

CREATE OR REPLACE FUNCTION aid.answer_objection(of_record bigint, answer text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('determination', of_record, 'edit');
    PERFORM registers.require_text('answer', '答复', 'answer', answer_objection.answer);
    UPDATE aid.objection SET answer = btrim(answer_objection.answer), answered_on = ref.today() WHERE objection.determination_id = of_record AND objection.answered_on IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('没有待答复的异议。', 'No objection waits for an answer.');
    END IF;
    PERFORM audit.record('answer', 'determination', of_record::text, (SELECT student_id FROM aid.determination WHERE determination.id = of_record), NULL, NULL);
END
$$;
COMMENT ON FUNCTION aid.answer_objection(bigint, text) IS '答复异议 | answers objections';

CREATE OR REPLACE FUNCTION aid.not_determinable(of_determination bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT CASE WHEN determination.notice_to >= ref.today() THEN ref.say('公示还没有结束', 'the notice has not ended')
                WHEN EXISTS (SELECT FROM aid.objection WHERE objection.determination_id = determination.id AND objection.answered_on IS NULL) THEN ref.say('还有异议没有答复', 'an objection is not answered') END
    FROM aid.determination WHERE determination.id = of_determination
$$;
COMMENT ON FUNCTION aid.not_determinable(bigint) IS '认定尚缺什么 | what a determination still lacks';

CREATE OR REPLACE FUNCTION aid.determine(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM aid.decide_step('determination', of_record, 'determine', NULL);
    UPDATE aid.determination SET determined_on = ref.today(), notice_taken_down_on = coalesce(notice_taken_down_on, ref.today()) WHERE determination.id = of_record;
END
$$;
COMMENT ON FUNCTION aid.determine(bigint) IS '认定(同时撤下公示) | determines, and takes the notice down';

-- The notice comes down on its day, determined or not: screenshots live on.
CREATE OR REPLACE FUNCTION aid.take_notice_down(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('determination', of_record, 'edit');
    UPDATE aid.determination SET notice_taken_down_on = ref.today() WHERE determination.id = of_record AND determination.notice_to < ref.today() AND determination.notice_taken_down_on IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('没有到期未撤下的公示。', 'There is no notice past its time.');
    END IF;
    PERFORM audit.record('take_down', 'determination', of_record::text, (SELECT student_id FROM aid.determination WHERE determination.id = of_record), NULL, NULL);
END
$$;
COMMENT ON FUNCTION aid.take_notice_down(bigint) IS '撤下公示 | takes a notice down';

CREATE OR REPLACE FUNCTION aid.decline_determination(of_record bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM aid.decide_step('determination', of_record, 'decline', why);
    UPDATE aid.determination SET notice_taken_down_on = coalesce(notice_taken_down_on, ref.today()) WHERE determination.id = of_record AND determination.notice_from IS NOT NULL;
END
$$;
COMMENT ON FUNCTION aid.decline_determination(bigint, text) IS '不予认定(同时撤下公示) | declines, and takes the notice down';

-- Each semester the level is confirmed, or adjusted with the reason.
CREATE OR REPLACE FUNCTION aid.adjust_level(of_record bigint, level text, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_level text := (SELECT held.level FROM aid.level AS held WHERE adjust_level.level IN (held.level, held.label_zh) OR adjust_level.level = ANY (held.synonyms) LIMIT 1);
BEGIN
    IF of_level IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'level', MESSAGE = ref.say('认定等级只能是:', 'The level is one of: ') || (SELECT string_agg(ref.say(held.label_zh, held.label_en), ref.say('、', ', ') ORDER BY held.sort_order) FROM aid.level AS held);
    END IF;
    PERFORM aid.decide_step('determination', of_record, 'adjust', why);
    UPDATE aid.determination SET level = of_level WHERE determination.id = of_record;
END
$$;
COMMENT ON FUNCTION aid.adjust_level(bigint, text, text) IS '学期复核时调整等级 | adjusts the level at a semester''s check';
CREATE OR REPLACE FUNCTION aid.confirm_determination(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$ BEGIN PERFORM aid.decide_step('determination', of_record, 'confirm', NULL); END $$;
COMMENT ON FUNCTION aid.confirm_determination(bigint) IS '学期复核 | confirms for the semester';
CREATE OR REPLACE FUNCTION aid.end_determination(of_record bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$ BEGIN PERFORM aid.decide_step('determination', of_record, 'end', why); END $$;
COMMENT ON FUNCTION aid.end_determination(bigint, text) IS '认定结束 | a determination ends';

CREATE OR REPLACE FUNCTION aid.list_determination_opinions(of_record bigint) RETURNS TABLE (id bigint, step text, level text, opinion text, person_name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM aid.determination WHERE determination.id = of_record AND aid.is_for_decider('determination', determination.state) AND determination.student_id NOT IN (SELECT access.own_children())) THEN
        PERFORM work.require_row('determination', of_record, 'see');
    END IF;
    RETURN QUERY SELECT given.id, (SELECT ref.say(step.label_zh, step.label_en) FROM ref.lifecycle_transition AS step WHERE step.lifecycle = 'determination' AND step.action = given.step LIMIT 1), ref.say(held.label_zh, held.label_en), given.opinion, person.name
    FROM aid.determination_opinion AS given JOIN aid.level AS held ON held.level = given.level JOIN people.person ON person.id = given.given_by WHERE given.determination_id = of_record ORDER BY given.id;
END
$$;
COMMENT ON FUNCTION aid.list_determination_opinions(bigint) IS '认定意见 | opinions on a determination';

CREATE OR REPLACE FUNCTION aid.list_objections(of_record bigint) RETURNS TABLE (id bigint, raised_on date, words text, answer text, answered_on date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM aid.determination WHERE determination.id = of_record AND aid.is_for_decider('determination', determination.state) AND determination.student_id NOT IN (SELECT access.own_children())) THEN
        PERFORM work.require_row('determination', of_record, 'edit');
    END IF;
    RETURN QUERY SELECT objection.id, objection.raised_on, objection.words, objection.answer, objection.answered_on FROM aid.objection WHERE objection.determination_id = of_record ORDER BY objection.id;
EXCEPTION WHEN SQLSTATE 'NX002' OR SQLSTATE 'NX003' THEN
    RETURN;
END
$$;
COMMENT ON FUNCTION aid.list_objections(bigint) IS '公示异议 | objections';

CREATE OR REPLACE FUNCTION reporting.stuck_payments() RETURNS TABLE (batch bigint, student text, amount numeric, state text, days int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('award', 'see') THEN
        PERFORM access.refuse('award', 'see');
    END IF;
    PERFORM audit.record('list', 'award', 'stuck', NULL, NULL, NULL);
    RETURN QUERY SELECT batch.id, person.name, payment.amount, payment.state, ref.today() - batch.sent_on FROM aid.payment JOIN aid.payment_batch AS batch ON batch.id = payment.payment_batch_id JOIN aid.award ON award.id = payment.award_id JOIN people.person ON person.id = award.student_id
    WHERE (payment.state = 'sent' AND batch.sent_on < ref.today() - 10) OR (payment.state = 'returned' AND award.state = 'returned')
    UNION ALL
    -- Approved, and in no batch: mostly for want of an account.
    SELECT NULL, person.name, award.amount, award.state, ref.today() - award.approved_on FROM aid.award JOIN people.person ON person.id = award.student_id WHERE award.state = 'approved' AND award.approved_on < ref.today() - 10 ORDER BY 5 DESC;
END
$$;
COMMENT ON FUNCTION reporting.stuck_payments() IS '退回或滞留的发放(留痕) | returned or stuck payments; logged';

CREATE OR REPLACE FUNCTION reporting.determination_timing() RETURNS TABLE (school_year text, determined bigint, median_days numeric, short_notices bigint, notices_not_taken_down bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('determination', 'see') THEN
        PERFORM access.refuse('determination', 'see');
    END IF;
    RETURN QUERY SELECT determination.school_year, count(*) FILTER (WHERE determination.determined_on IS NOT NULL),
        (percentile_cont(0.5) WITHIN GROUP (ORDER BY determination.determined_on - determination.commitment_signed_on))::numeric,
        count(*) FILTER (WHERE determination.notice_from IS NOT NULL AND ref.working_days_between(determination.notice_from, determination.notice_to) < 5), count(*) FILTER (WHERE determination.notice_to < ref.today() AND determination.notice_taken_down_on IS NULL)
    FROM aid.determination GROUP BY determination.school_year ORDER BY 1 DESC;
END
$$;
COMMENT ON FUNCTION reporting.determination_timing() IS '认定时长与公示 | how long determinations take; notices';
