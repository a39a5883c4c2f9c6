-- People and the school year: pinyin, movements, the turn of the year, duplicates and merging, retention and erasure; integrity risks; requests of data subjects.

CREATE OR REPLACE FUNCTION registers.list_integrity_risks(of_area text DEFAULT NULL, of_grade text DEFAULT NULL, only_open boolean DEFAULT NULL)
RETURNS TABLE (id bigint, area text, node text, risk_point text, grade text, owner_name text, leader_name text, measures bigint, measures_overdue bigint, review_due_on date, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('integrity_risk', 'see');
BEGIN
    IF NOT access.may('integrity_risk', 'see') AND NOT access.may('integrity_risk', 'create') THEN
        PERFORM access.refuse('integrity_risk', 'see');
    END IF;
    PERFORM audit.record('list', 'integrity_risk', 'integrity_risk', NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.area, found_record.node, found_record.risk_point, found_record.grade, (SELECT person.name FROM people.person WHERE person.id = found_record.owner_id), (SELECT person.name FROM people.person WHERE person.id = found_record.leader_id),
        (SELECT count(*) FROM registers.integrity_measure AS taken WHERE taken.integrity_risk_id = found_record.id), (SELECT count(*) FROM registers.integrity_measure AS taken WHERE taken.integrity_risk_id = found_record.id AND taken.done_on IS NULL AND taken.due_on < ref.today()),
        found_record.review_due_on, found_record.state
    FROM registers.integrity_risk AS found_record
    WHERE (of_area IS NULL OR found_record.area = of_area)
      AND (of_grade IS NULL OR found_record.grade = of_grade)
      AND (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = found_record.lifecycle AND step.state = found_record.state AND step.is_open))
      AND (everybody OR access.may_record('integrity_risk', 'see', NULL, ARRAY[found_record.leader_id, found_record.created_by], NULL))
    ORDER BY found_record.area, found_record.id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION registers.list_integrity_risks(text, text, boolean) IS '廉洁风险一览(留痕) | integrity risk, within reach; logged';

CREATE OR REPLACE FUNCTION registers.read_integrity_risk(of_record bigint)
RETURNS TABLE (id bigint, area text, node text, risk_point text, grade text, owner_name text, leader_name text, review_due_on date, state text, created_on date, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.integrity_risk AS found_record WHERE found_record.id = of_record AND access.may_record('integrity_risk', 'see', NULL, ARRAY[found_record.leader_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'integrity_risk', 'integrity_risk ' || of_record, NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.area, found_record.node, found_record.risk_point, found_record.grade, (SELECT person.name FROM people.person WHERE person.id = found_record.owner_id), (SELECT person.name FROM people.person WHERE person.id = found_record.leader_id), found_record.review_due_on, found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.integrity_risk AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION registers.read_integrity_risk(bigint) IS '廉洁风险详情(留痕) | one of: integrity risk; logged';

CREATE OR REPLACE FUNCTION registers.add_integrity_risk(area text, node text, risk_point text, owner bigint, review_due_on date, grade text DEFAULT NULL, leader bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('integrity_risk', 'create', NULL, ARRAY[access.person_id(), add_integrity_risk.leader], NULL);
    IF add_integrity_risk.area IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'area', MESSAGE = ref.say('请填写“领域”。', 'Fill in "area".');
    ELSIF add_integrity_risk.area NOT IN ('admission', 'roll', 'procurement', 'construction', 'finance', 'titles', 'honours', 'leasing', 'canteen', 'materials') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'area', MESSAGE = ref.say('“领域”只能是:招生转学、学籍管理、招标采购、工程建设、财务管理、职称评聘、评优评先、资产出租、食堂管理、教辅资料。', '"area" is one of: admission and transfer, roll keeping, procurement, construction, finance, titles and posts, honours, leasing, canteen, teaching materials.');
    ELSIF coalesce(btrim(add_integrity_risk.node), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'node', MESSAGE = ref.say('请填写“环节”。', 'Fill in "node".');
    ELSIF coalesce(btrim(add_integrity_risk.risk_point), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'risk_point', MESSAGE = ref.say('请填写“风险点”。', 'Fill in "risk".');
    ELSIF add_integrity_risk.owner IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'owner', MESSAGE = ref.say('请填写“责任人”。', 'Fill in "owner".');
    ELSIF add_integrity_risk.review_due_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'review_due_on', MESSAGE = ref.say('请填写“下次评审”。', 'Fill in "review due".');
    ELSIF add_integrity_risk.grade NOT IN ('high', 'medium', 'low') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'grade', MESSAGE = ref.say('“等级”只能是:高、中、低。', '"grade" is one of: high, medium, low.');
    END IF;
    INSERT INTO registers.integrity_risk (area, node, risk_point, owner_id, review_due_on, grade, leader_id)
    VALUES (add_integrity_risk.area, nullif(btrim(add_integrity_risk.node), ''), nullif(btrim(add_integrity_risk.risk_point), ''), add_integrity_risk.owner, add_integrity_risk.review_due_on, add_integrity_risk.grade, add_integrity_risk.leader) RETURNING id INTO made;
    PERFORM work.begin('integrity_risk', made);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_integrity_risk(text, text, text, bigint, date, text, bigint) IS '登记廉洁风险 | registers: integrity risk';

CREATE OR REPLACE FUNCTION registers.change_integrity_risk(of_record bigint, area text DEFAULT NULL, node text DEFAULT NULL, risk_point text DEFAULT NULL, grade text DEFAULT NULL, owner bigint DEFAULT NULL, leader bigint DEFAULT NULL, review_due_on date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('integrity_risk', of_record, 'edit');
    IF NOT (SELECT is_open FROM registers.integrity_risk AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    IF change_integrity_risk.area NOT IN ('admission', 'roll', 'procurement', 'construction', 'finance', 'titles', 'honours', 'leasing', 'canteen', 'materials') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'area', MESSAGE = ref.say('“领域”只能是:招生转学、学籍管理、招标采购、工程建设、财务管理、职称评聘、评优评先、资产出租、食堂管理、教辅资料。', '"area" is one of: admission and transfer, roll keeping, procurement, construction, finance, titles and posts, honours, leasing, canteen, teaching materials.');
    ELSIF change_integrity_risk.grade NOT IN ('high', 'medium', 'low') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'grade', MESSAGE = ref.say('“等级”只能是:高、中、低。', '"grade" is one of: high, medium, low.');
    END IF;
    UPDATE registers.integrity_risk AS found_record SET area = coalesce(change_integrity_risk.area, found_record.area), node = coalesce(nullif(btrim(change_integrity_risk.node), ''), found_record.node), risk_point = coalesce(nullif(btrim(change_integrity_risk.risk_point), ''), found_record.risk_point), grade = coalesce(change_integrity_risk.grade, found_record.grade), owner_id = coalesce(change_integrity_risk.owner, found_record.owner_id), leader_id = coalesce(change_integrity_risk.leader, found_record.leader_id), review_due_on = coalesce(change_integrity_risk.review_due_on, found_record.review_due_on)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'integrity_risk', 'integrity_risk ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.change_integrity_risk(bigint, text, text, text, text, bigint, bigint, date) IS '更正廉洁风险(空栏不变) | corrects: integrity risk; empty fields stay';

CREATE OR REPLACE FUNCTION registers.list_integrity_risk_integrity_measures(of_record bigint)
RETURNS TABLE (id bigint, measure text, due_on date, done_on date, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.integrity_risk AS found_record WHERE found_record.id = of_record AND access.may_record('integrity_risk', 'see', NULL, ARRAY[found_record.leader_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'integrity_risk', 'integrity_risk ' || of_record, NULL, NULL, '{"part": "integrity_measure"}');
    RETURN QUERY SELECT found_record.id, found_record.measure, found_record.due_on, found_record.done_on, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.integrity_measure AS found_record WHERE found_record.integrity_risk_id = of_record ORDER BY found_record.id;
END
$$;
COMMENT ON FUNCTION registers.list_integrity_risk_integrity_measures(bigint) IS '廉洁风险:防控措施 | measures of: integrity risk';

CREATE OR REPLACE FUNCTION registers.add_integrity_measure_to_integrity_risk(of_record bigint, measure text, due_on date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM work.require_row('integrity_risk', of_record, 'edit');
    IF coalesce(btrim(add_integrity_measure_to_integrity_risk.measure), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'measure', MESSAGE = ref.say('请填写“防控措施”。', 'Fill in "measure".');
    ELSIF add_integrity_measure_to_integrity_risk.due_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'due_on', MESSAGE = ref.say('请填写“期限”。', 'Fill in "due".');
    END IF;
    INSERT INTO registers.integrity_measure (integrity_risk_id, measure, due_on)
    VALUES (of_record, nullif(btrim(add_integrity_measure_to_integrity_risk.measure), ''), add_integrity_measure_to_integrity_risk.due_on) RETURNING id INTO made;
    PERFORM audit.record('add_integrity_measure', 'integrity_risk', 'integrity_risk ' || of_record, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_integrity_measure_to_integrity_risk(bigint, text, date) IS '增加措施 | add a measure';

CREATE OR REPLACE FUNCTION registers.finish_integrity_measure(of_record bigint, of_measure bigint, done_on date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('integrity_risk', of_record, 'edit');
    IF finish_integrity_measure.done_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'done_on', MESSAGE = ref.say('“完成日期”不能晚于今天。', '"done on" cannot lie in the future.');
    END IF;
    UPDATE registers.integrity_measure AS taken SET done_on = coalesce(finish_integrity_measure.done_on, ref.today()) WHERE taken.id = of_measure AND taken.integrity_risk_id = of_record AND taken.done_on IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_measure', MESSAGE = ref.say('“措施编号”不是这个风险点未完成的措施。', '"measure" is no open measure of this risk.'), HINT = ref.say('编号见“防控措施”一栏。', 'Its key stands in the list of measures.');
    END IF;
    PERFORM audit.record('finish_measure', 'integrity_risk', 'integrity_risk ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.finish_integrity_measure(bigint, bigint, date) IS '措施已完成 | a measure is done';

CREATE OR REPLACE FUNCTION registers.list_integrity_risk_integrity_reviews(of_record bigint)
RETURNS TABLE (id bigint, reviewed_on date, finding text, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.integrity_risk AS found_record WHERE found_record.id = of_record AND access.may_record('integrity_risk', 'see', NULL, ARRAY[found_record.leader_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'integrity_risk', 'integrity_risk ' || of_record, NULL, NULL, '{"part": "integrity_review"}');
    RETURN QUERY SELECT found_record.id, found_record.reviewed_on, found_record.finding, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.integrity_review AS found_record WHERE found_record.integrity_risk_id = of_record ORDER BY found_record.id;
END
$$;
COMMENT ON FUNCTION registers.list_integrity_risk_integrity_reviews(bigint) IS '廉洁风险:评审记录 | reviews of: integrity risk';

CREATE OR REPLACE FUNCTION people.list_subject_requests(only_open boolean DEFAULT NULL)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, kind text, asked_by text, received_on date, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('subject_request', 'see') AND access.has_no_child();
    in_reach bigint[] := access.students_in_reach('subject_request');
    me bigint := access.person_id();
BEGIN
    IF NOT access.may('subject_request', 'see') AND NOT access.may('subject_request', 'create') THEN
        PERFORM access.refuse('subject_request', 'see');
    END IF;
    PERFORM audit.record('list', 'subject_request', 'subject_request', NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.kind, found_record.asked_by, found_record.received_on, found_record.state
    FROM people.subject_request AS found_record
    WHERE (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = found_record.lifecycle AND step.state = found_record.state AND step.is_open))
      AND (everybody OR found_record.student_id = ANY (in_reach) OR (me = ANY (ARRAY[found_record.created_by]) AND access.may_record('subject_request', 'see', NULL, ARRAY[found_record.created_by], found_record.student_id)))
    ORDER BY found_record.received_on DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION people.list_subject_requests(boolean) IS '权利请求一览(留痕) | request, within reach; logged';

CREATE OR REPLACE FUNCTION people.read_subject_request(of_record bigint)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, kind text, asked_by text, received_on date, about text, answer text, state text, created_on date, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM people.subject_request AS found_record WHERE found_record.id = of_record AND access.may_record('subject_request', 'see', NULL, ARRAY[found_record.created_by], found_record.student_id)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'subject_request', 'subject_request ' || of_record, (SELECT found_record.student_id FROM people.subject_request AS found_record WHERE found_record.id = of_record), NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.kind, found_record.asked_by, found_record.received_on, found_record.about, found_record.answer, found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM people.subject_request AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION people.read_subject_request(bigint) IS '权利请求详情(留痕) | one of: request; logged';

CREATE OR REPLACE FUNCTION people.add_subject_request(of_student bigint, kind text, asked_by text, received_on date, about text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('subject_request', 'create', NULL, ARRAY[access.person_id()], add_subject_request.of_student);
    IF add_subject_request.of_student IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_student', MESSAGE = ref.say('请填写“学生”。', 'Fill in "student".');
    ELSIF add_subject_request.kind IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('请填写“请求”。', 'Fill in "kind".');
    ELSIF add_subject_request.kind NOT IN ('access', 'correction', 'erasure') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“请求”只能是:查阅、更正、删除。', '"kind" is one of: access, correction, erasure.');
    ELSIF coalesce(btrim(add_subject_request.asked_by), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'asked_by', MESSAGE = ref.say('请填写“请求人”。', 'Fill in "asked by".');
    ELSIF add_subject_request.received_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'received_on', MESSAGE = ref.say('请填写“收到日期”。', 'Fill in "received on".');
    ELSIF add_subject_request.received_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'received_on', MESSAGE = ref.say('“收到日期”不能晚于今天。', '"received on" cannot lie in the future.');
    ELSIF coalesce(btrim(add_subject_request.about), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'about', MESSAGE = ref.say('请填写“内容”。', 'Fill in "about".');
    END IF;
    INSERT INTO people.subject_request (student_id, kind, asked_by, received_on, about)
    VALUES (add_subject_request.of_student, add_subject_request.kind, nullif(btrim(add_subject_request.asked_by), ''), add_subject_request.received_on, nullif(btrim(add_subject_request.about), '')) RETURNING id INTO made;
    PERFORM work.begin('subject_request', made, add_subject_request.of_student);
    RETURN made;
END
$$;
COMMENT ON FUNCTION people.add_subject_request(bigint, text, text, date, text) IS '登记权利请求 | registers: request';

CREATE OR REPLACE FUNCTION people.change_subject_request(of_record bigint, of_student bigint DEFAULT NULL, kind text DEFAULT NULL, asked_by text DEFAULT NULL, received_on date DEFAULT NULL, about text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('subject_request', of_record, 'edit');
    IF NOT (SELECT is_open FROM people.subject_request AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    IF change_subject_request.kind NOT IN ('access', 'correction', 'erasure') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“请求”只能是:查阅、更正、删除。', '"kind" is one of: access, correction, erasure.');
    ELSIF change_subject_request.received_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'received_on', MESSAGE = ref.say('“收到日期”不能晚于今天。', '"received on" cannot lie in the future.');
    END IF;
    UPDATE people.subject_request AS found_record SET student_id = coalesce(change_subject_request.of_student, found_record.student_id), kind = coalesce(change_subject_request.kind, found_record.kind), asked_by = coalesce(nullif(btrim(change_subject_request.asked_by), ''), found_record.asked_by), received_on = coalesce(change_subject_request.received_on, found_record.received_on), about = coalesce(nullif(btrim(change_subject_request.about), ''), found_record.about)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'subject_request', 'subject_request ' || of_record, (SELECT found_record.student_id FROM people.subject_request AS found_record WHERE found_record.id = of_record), NULL, NULL);
END
$$;
COMMENT ON FUNCTION people.change_subject_request(bigint, bigint, text, text, date, text) IS '更正权利请求(空栏不变) | corrects: request; empty fields stay';

-- Pinyin. A surname may read otherwise than the character does elsewhere.
-- A look-up a character: joined as a set, the table of readings would be read whole for each name.
CREATE OR REPLACE FUNCTION people.syllables_of(name text) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    bare text := regexp_replace(syllables_of.name, '[·•.\s]', '', 'g');
    sign text;
    read text;
    syllables text[] := '{}';
BEGIN
    FOR place IN 1 .. coalesce(length(bare), 0) LOOP
        sign := substr(bare, place, 1);
        read := NULL;
        IF place = 1 THEN
            read := CASE sign WHEN '单' THEN 'shan' WHEN '仇' THEN 'qiu' WHEN '解' THEN 'xie' WHEN '曾' THEN 'zeng' WHEN '区' THEN 'ou' WHEN '查' THEN 'zha'
                WHEN '翟' THEN 'zhai' WHEN '朴' THEN 'piao' WHEN '盖' THEN 'ge' WHEN '召' THEN 'shao' WHEN '员' THEN 'yun' WHEN '乐' THEN 'yue'
                WHEN '繁' THEN 'po' WHEN '覃' THEN 'qin' WHEN '折' THEN 'she' WHEN '尉' THEN 'yu' WHEN '逄' THEN 'pang' WHEN '缪' THEN 'miao'
                WHEN '洗' THEN 'xian' WHEN '黑' THEN 'he' WHEN '秘' THEN 'bi' WHEN '牟' THEN 'mu' WHEN '任' THEN 'ren' WHEN '华' THEN 'hua'
                WHEN '燕' THEN 'yan' WHEN '宁' THEN 'ning' WHEN '万' THEN 'wan' END;
        END IF;
        IF read IS NULL THEN
            SELECT pinyin.syllable INTO read FROM ref.pinyin WHERE pinyin.character = sign;
        END IF;
        syllables := syllables || read;
    END LOOP;
    RETURN syllables;
END
$$;
COMMENT ON FUNCTION people.syllables_of(text) IS '姓名各字的读音(姓氏按姓氏读音) | syllables of a name; surnames as surnames';

CREATE OR REPLACE FUNCTION people.pinyin_of(name text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT array_to_string(people.syllables_of(pinyin_of.name), '')
$$;
COMMENT ON FUNCTION people.pinyin_of(text) IS '姓名拼音 | a name in pinyin';

CREATE OR REPLACE FUNCTION people.initials_of(name text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT string_agg(left(syllable, 1), '' ORDER BY place) FROM unnest(people.syllables_of(initials_of.name)) WITH ORDINALITY AS listed (syllable, place)
$$;
COMMENT ON FUNCTION people.initials_of(text) IS '姓名首字母 | initials of a name';

CREATE OR REPLACE FUNCTION people.read_name() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    syllables text[] := people.syllables_of(NEW.name);
BEGIN
    NEW.name_pinyin := nullif(array_to_string(syllables, ''), '');
    NEW.name_initials := (SELECT string_agg(left(syllable, 1), '' ORDER BY place) FROM unnest(syllables) WITH ORDINALITY AS listed (syllable, place));
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION people.read_name() IS '随姓名更新拼音 | keeps the reading of a name';

-- Integrity risks.
CREATE OR REPLACE FUNCTION registers.risk_not_graded(of_risk bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$ SELECT ref.say('还没有填等级', 'there is no grade') FROM registers.integrity_risk WHERE integrity_risk.id = of_risk AND integrity_risk.grade IS NULL $$;
COMMENT ON FUNCTION registers.risk_not_graded(bigint) IS '风险定级前尚缺什么 | what a risk lacks before it is graded';
CREATE OR REPLACE FUNCTION registers.risk_without_measure(of_risk bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$ SELECT ref.say('还没有防控措施', 'there is no measure') WHERE NOT EXISTS (SELECT FROM registers.integrity_measure WHERE integrity_measure.integrity_risk_id = of_risk) $$;
COMMENT ON FUNCTION registers.risk_without_measure(bigint) IS '落实措施前尚缺什么 | what a risk lacks before it is measured';
CREATE OR REPLACE FUNCTION registers.review_risk(of_record bigint, finding text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM registers.require_text('finding', '结论', 'finding', review_risk.finding);
    PERFORM work.transition('integrity_risk', of_record, 'review', review_risk.finding);
    INSERT INTO registers.integrity_review (integrity_risk_id, reviewed_on, finding) VALUES (of_record, ref.today(), btrim(review_risk.finding));
    UPDATE registers.integrity_risk SET review_due_on = (ref.today() + interval '1 year')::date WHERE integrity_risk.id = of_record;
END
$$;
COMMENT ON FUNCTION registers.review_risk(bigint, text) IS '年度评审 | yearly review of a risk';

CREATE OR REPLACE FUNCTION people.answer_request(of_record bigint, answer text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM registers.require_text('answer', '答复', 'answer', answer_request.answer);
    PERFORM work.transition('subject_request', of_record, 'do', NULL);
    UPDATE people.subject_request AS found_record SET answer = btrim(answer_request.answer) WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION people.answer_request(bigint, text) IS '办理权利请求 | answers a request';

-- Units.
CREATE OR REPLACE FUNCTION units.list_unit_register(of_kind text DEFAULT NULL)
RETURNS TABLE (id bigint, unit_label text, kind text, parent_label text, head_name text, members bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF access.person_id() IS NULL THEN
        PERFORM access.refuse('directory', 'see');
    END IF;
    RETURN QUERY SELECT unit.id, units.label(unit.id), unit.kind, units.label(unit.parent_id),
        (SELECT string_agg(person.name, '、') FROM units.membership JOIN people.person ON person.id = membership.person_id WHERE membership.unit_id = unit.id AND membership.title = 'head' AND membership.valid @> ref.today()),
        (SELECT count(*) FROM units.membership WHERE membership.unit_id = unit.id AND membership.valid @> ref.today())
    FROM units.unit WHERE unit.valid @> ref.today() AND (of_kind IS NULL OR unit.kind = of_kind) ORDER BY unit.kind, units.label(unit.id) COLLATE ref.pinyin LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION units.list_unit_register(text) IS '单位一览 | units';

CREATE OR REPLACE FUNCTION units.add_unit(kind text, label text, parent bigint DEFAULT NULL, cohort_entry_year int DEFAULT NULL, cohort_number int DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    IF NOT access.may_all('enrolment', 'create') AND NOT (access.may_all('linkage', 'create') AND add_unit.kind IN ('office', 'party_branch', 'community', 'village', 'partner_school', 'other')) THEN
        PERFORM access.refuse('enrolment', 'create');
    ELSIF coalesce(btrim(add_unit.label), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'label', MESSAGE = ref.say('请写单位名称。', 'A unit has a name.');
    END IF;
    IF EXISTS (SELECT FROM units.unit_label AS held WHERE held.kind = add_unit.kind AND held.label = btrim(add_unit.label) AND held.valid @> ref.today()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'label', MESSAGE = ref.say('“名称”已有同类单位在用。', '"name" is that of a unit of this kind.');
    ELSIF add_unit.kind = 'class' AND (add_unit.cohort_entry_year IS NULL OR add_unit.cohort_number IS NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = CASE WHEN add_unit.cohort_entry_year IS NULL THEN 'cohort_entry_year' ELSE 'cohort_number' END, MESSAGE = ref.say('班级须填“入学年份”和“班号”。', 'A class has its "entry year" and "number of the class".');
    ELSIF add_unit.kind <> 'class' AND add_unit.cohort_number IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'cohort_number', MESSAGE = ref.say('只有班级填“班号”。', 'Only a class has a "number of the class".');
    END IF;
    INSERT INTO units.unit (kind, parent_id, cohort_entry_year, cohort_number, valid) VALUES (add_unit.kind, coalesce(parent, units.school_id()), add_unit.cohort_entry_year, add_unit.cohort_number, daterange(ref.today(), NULL)) RETURNING unit.id INTO made;
    INSERT INTO units.unit_label (unit_id, kind, label, valid) VALUES (made, add_unit.kind, btrim(add_unit.label),
        CASE WHEN add_unit.kind IN ('class', 'grade') THEN ref.school_year_dates(ref.school_year(ref.today())) ELSE daterange(ref.today(), NULL) END);
    PERFORM audit.record('write', 'directory', 'unit ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION units.add_unit(text, text, bigint, int, int) IS '设立单位 | sets up a unit';

-- A new name from today; the key stays, so everything that points to the unit does.
CREATE OR REPLACE FUNCTION units.rename_unit(of_record bigint, label text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before units.unit_label;
BEGIN
    IF NOT access.may_all('enrolment', 'edit') AND NOT access.may_all('linkage', 'edit') THEN
        PERFORM access.refuse('enrolment', 'edit');
    END IF;
    SELECT * INTO before FROM units.unit_label WHERE unit_label.unit_id = of_record AND unit_label.valid @> ref.today();
    IF before.id IS NULL THEN
        PERFORM access.not_found();
    ELSIF coalesce(btrim(rename_unit.label), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'label', MESSAGE = ref.say('请写新名称。', 'Write the new name.');
    END IF;
    IF lower(before.valid) = ref.today() THEN
        UPDATE units.unit_label SET label = btrim(rename_unit.label) WHERE unit_label.id = before.id;
    ELSE
        UPDATE units.unit_label SET valid = daterange(lower(before.valid), ref.today()) WHERE unit_label.id = before.id;
        INSERT INTO units.unit_label (unit_id, kind, label, aliases, valid) VALUES (of_record, before.kind, btrim(rename_unit.label), before.aliases, daterange(ref.today(), upper(before.valid)));
    END IF;
    PERFORM audit.record('write', 'directory', 'unit ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION units.rename_unit(bigint, text) IS '单位更名 | renames a unit';

CREATE OR REPLACE FUNCTION units.end_unit(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('enrolment', 'edit') AND NOT access.may_all('linkage', 'edit') THEN
        PERFORM access.refuse('enrolment', 'edit');
    ELSIF EXISTS (SELECT FROM people.class_placement WHERE class_placement.class_id = of_record AND class_placement.valid @> ref.today()) OR EXISTS (SELECT FROM units.unit AS below WHERE below.parent_id = of_record AND below.valid @> ref.today()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('其下还有学生或单位。', 'Students or units belong to it still.');
    END IF;
    UPDATE units.unit SET valid = daterange(lower(unit.valid), ref.today()) WHERE unit.id = of_record AND unit.kind <> 'school' AND unit.valid @> ref.today() AND lower(unit.valid) IS DISTINCT FROM ref.today();
    IF NOT FOUND THEN
        PERFORM access.not_found();
    END IF;
    UPDATE units.unit_label SET valid = daterange(lower(unit_label.valid), ref.today()) WHERE unit_label.unit_id = of_record AND unit_label.valid @> ref.today() AND lower(unit_label.valid) < ref.today();
    PERFORM audit.record('write', 'directory', 'unit ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION units.end_unit(bigint) IS '撤销单位 | a unit ends';

CREATE OR REPLACE FUNCTION units.set_head(of_record bigint, of_staff bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('enrolment', 'edit') AND NOT access.may_all('linkage', 'edit') THEN
        PERFORM access.refuse('enrolment', 'edit');
    END IF;
    IF NOT EXISTS (SELECT FROM units.unit WHERE unit.id = of_record AND unit.valid @> ref.today()) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM registers.require_text('of_staff', '教职工', 'member of staff', of_staff::text);
    DELETE FROM units.membership WHERE membership.unit_id = of_record AND (membership.title = 'head' OR membership.person_id = of_staff) AND lower(membership.valid) = ref.today();
    UPDATE units.membership SET valid = daterange(lower(membership.valid), ref.today()) WHERE membership.unit_id = of_record AND (membership.title = 'head' OR membership.person_id = of_staff) AND membership.valid @> ref.today();
    INSERT INTO units.membership (unit_id, person_id, title, valid) VALUES (of_record, of_staff, 'head', daterange(ref.today(), NULL));
    PERFORM audit.record('write', 'directory', 'unit ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION units.set_head(bigint, bigint) IS '任命负责人 | sets the head of a unit';

-- Movements on the roll: one open enrolment, one administrative class.
CREATE OR REPLACE FUNCTION people.list_enrolments(in_class text DEFAULT NULL)
RETURNS TABLE (id bigint, student_name text, class_label text, entry_year int, kind text, from_day date, to_day date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('enrolment', 'see');
    -- NULL: no limit.
    in_reach bigint[] := CASE WHEN in_class IS NOT NULL THEN
            ARRAY(SELECT placed.student_id FROM people.class_placement AS placed WHERE placed.class_id = units.named('class', in_class) AND (placed.valid @> ref.today()) IS TRUE) END;
BEGIN
    PERFORM access.require('enrolment', 'see');
    IF NOT everybody THEN
        in_reach := ARRAY(SELECT reached FROM access.student_ids('enrolment', 'see') AS reached WHERE in_class IS NULL OR reached = ANY (in_reach));
    END IF;
    -- A class, or what is in reach, in the order of names; the whole school as it was entered.
    RETURN QUERY
    WITH chosen AS MATERIALIZED (
        SELECT student.person_id, student.entry_year FROM people.student WHERE in_reach IS NULL ORDER BY student.person_id LIMIT registers.rows_wanted()
    ), listed AS (
        SELECT chosen.person_id, chosen.entry_year FROM chosen WHERE in_reach IS NULL
        UNION ALL SELECT student.person_id, student.entry_year FROM people.student WHERE student.person_id = ANY (in_reach)
    )
    SELECT listed.person_id, person.name, units.label(units.class_of(listed.person_id)), listed.entry_year, latest.kind, lower(latest.valid), upper(latest.valid)
    FROM listed JOIN people.person ON person.id = listed.person_id
    JOIN LATERAL (SELECT enrolment.kind, enrolment.valid FROM people.enrolment WHERE enrolment.student_id = listed.person_id ORDER BY lower(enrolment.valid) DESC LIMIT 1) AS latest ON true
    ORDER BY CASE WHEN in_reach IS NULL THEN listed.person_id END, 3, person.name COLLATE ref.pinyin, listed.person_id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION people.list_enrolments(text) IS '学籍一览 | the roll';

-- One who comes outside the yearly sheet. Nobody is made twice: the same name and birth date are asked about first.
CREATE OR REPLACE FUNCTION people.enrol_student(name text, sex text, birth_date date, class bigint, kind text, on_day date, household_kind text DEFAULT NULL, residence_kind text DEFAULT NULL, reason text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
    other bigint;
BEGIN
    IF NOT access.may_all('enrolment', 'create') THEN
        PERFORM access.refuse('enrolment', 'create');
    END IF;
    PERFORM registers.require_text('name', '姓名', 'name', enrol_student.name), registers.require_text('sex', '性别', 'sex', enrol_student.sex), registers.require_text('birth_date', '出生日期', 'birth date', enrol_student.birth_date::text),
            registers.require_text('class', '班级', 'class', enrol_student.class::text), registers.require_text('kind', '方式', 'kind', enrol_student.kind), registers.require_text('on_day', '日期', 'day', on_day::text), units.require_class(enrol_student.class);
    SELECT person.id INTO other FROM people.person JOIN people.student ON student.person_id = person.id WHERE person.name = btrim(enrol_student.name) AND person.birth_date = enrol_student.birth_date LIMIT 1;
    IF enrol_student.birth_date NOT BETWEEN (on_day - interval '25 years')::date AND (on_day - interval '10 years')::date THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'birth_date', MESSAGE = ref.say('“出生日期”与入学不符:应为10至25岁。', '"birth date" does not fit: students are 10 to 25 years old.');
    ELSIF enrol_student.kind NOT IN ('entry', 'transfer_in') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“方式”只能是:入学、转入;复学请在原学籍上办理。', '"kind" is entry or transfer; who comes back does so on the roll that there is.');
    ELSIF on_day > ref.today() + 31 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('“日期”最多提前一个月。', '"day" lies at most a month ahead.');
    ELSIF other IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say(format('已有同名同日出生的学生(#%s)。', other), format('There is a student of the same name and birth date (#%s).', other)),
            HINT = ref.say('是同一人的,办复学或调班;确是两人的,用花名册连同证件号导入。', 'If it is the same, let the student come back or change class; if they are two, bring the other in by the sheet with the identity number.');
    END IF;
    INSERT INTO people.person (name, sex, birth_date) VALUES (btrim(enrol_student.name), enrol_student.sex, enrol_student.birth_date) RETURNING person.id INTO made;
    INSERT INTO people.student (person_id, entry_year, household_kind, residence_kind)
    SELECT made, coalesce(unit.cohort_entry_year, extract(year FROM on_day)::int), coalesce(enrol_student.household_kind, 'unknown'), coalesce(enrol_student.residence_kind, 'unknown') FROM units.unit WHERE unit.id = enrol_student.class;
    INSERT INTO people.enrolment (student_id, kind, reason, valid) VALUES (made, enrol_student.kind, nullif(btrim(enrol_student.reason), ''), daterange(on_day, NULL));
    INSERT INTO people.class_placement (student_id, class_id, valid) VALUES (made, enrol_student.class, daterange(on_day, NULL));
    PERFORM audit.record('enrol', 'enrolment', made::text, made, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION people.enrol_student(text, text, date, bigint, text, date, text, text, text) IS '入学或转入一名学生 | enrols a student, or one who moves here';

CREATE OR REPLACE FUNCTION people.change_class(of_record bigint, class bigint, on_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require_student('enrolment', 'edit', of_record);
    PERFORM registers.require_text('class', '班级', 'class', change_class.class::text), registers.require_text('on_day', '日期', 'day', on_day::text), units.require_class(change_class.class);
    IF NOT EXISTS (SELECT FROM people.enrolment WHERE enrolment.student_id = of_record AND enrolment.valid @> on_day) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('“日期”那天这名学生不在籍。', 'The student is not on the roll on this "day".');
    ELSIF EXISTS (SELECT FROM people.class_placement AS placed WHERE placed.student_id = of_record AND placed.class_id = change_class.class AND placed.valid @> on_day) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'class', MESSAGE = ref.say('学生那天已在这个班。', 'The student is in this "class" on that day.');
    END IF;
    DELETE FROM people.class_placement AS placed WHERE placed.student_id = of_record AND lower(placed.valid) >= on_day;
    UPDATE people.class_placement AS placed SET valid = daterange(lower(placed.valid), on_day) WHERE placed.student_id = of_record AND placed.valid @> on_day;
    INSERT INTO people.class_placement (student_id, class_id, valid) VALUES (of_record, change_class.class, daterange(on_day, NULL));
    PERFORM audit.record('change_class', 'enrolment', of_record::text, of_record, NULL, NULL);
END
$$;
COMMENT ON FUNCTION people.change_class(bigint, bigint, date) IS '调班 | moves a student to another class';

-- Gone to another school: the roll and the class end, pairings end, the file is closed with its heading; the party office is told by the quota report.
CREATE OR REPLACE FUNCTION people.transfer_out(of_record bigint, why text, on_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require_student('enrolment', 'decide', of_record);
    PERFORM work.require_reason(why);
    PERFORM registers.require_text('on_day', '日期', 'day', on_day::text);
    IF on_day > ref.today() + 31 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('“日期”最多提前一个月。', '"day" lies at most a month ahead.');
    END IF;
    UPDATE people.enrolment SET valid = daterange(lower(enrolment.valid), on_day), reason = concat_ws(';', enrolment.reason, btrim(why)) WHERE enrolment.student_id = of_record AND enrolment.valid @> on_day AND lower(enrolment.valid) < on_day;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('这名学生这一天不在籍。', 'The student is not on the roll on this day.');
    END IF;
    UPDATE people.class_placement AS placed SET valid = daterange(lower(placed.valid), greatest(on_day, lower(placed.valid) + 1)) WHERE placed.student_id = of_record AND placed.valid @> on_day;
    UPDATE care.pairing SET valid = daterange(lower(pairing.valid), greatest(on_day, lower(pairing.valid) + 1)) WHERE pairing.student_id = of_record AND pairing.valid @> on_day;
    UPDATE field.linkage SET valid = daterange(least(lower(linkage.valid), on_day), on_day), state = 'ended', end_reason = ref.say('学生转出', 'the student has moved away') WHERE linkage.student_id = of_record AND linkage.state = 'active';
    UPDATE care.concern SET closed_on = greatest(on_day, concern.opened_on) FROM care.file WHERE concern.file_id = file.id AND file.student_id = of_record AND concern.closed_on IS NULL;
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id, reason) SELECT 'care_file', file.id, 'transfer', file.state, 'transferred_out', access.person_id(), btrim(why) FROM care.file WHERE file.student_id = of_record AND file.closed_on IS NULL;
    UPDATE care.file SET state = 'transferred_out', closed_on = greatest(on_day, file.opened_on), close_reason = btrim(why) WHERE file.student_id = of_record AND file.closed_on IS NULL;
    -- Nobody confirms this term any more whether who has gone is left behind.
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id, reason) SELECT 'left_behind_record', record.id, 'end', record.state, 'ended', access.person_id(), btrim(why) FROM care.left_behind_record AS record WHERE record.student_id = of_record AND record.semester = ref.semester_on(on_day) AND record.state <> 'ended';
    UPDATE care.left_behind_record AS record SET state = 'ended', confirmed_on = coalesce(record.confirmed_on, ref.today()), confirmed_by = coalesce(record.confirmed_by, access.person_id()), note = concat_ws(E'\n', record.note, btrim(why))
    WHERE record.student_id = of_record AND record.semester = ref.semester_on(on_day) AND record.state <> 'ended';
    PERFORM audit.record('transfer_out', 'enrolment', of_record::text, of_record, NULL, NULL);
END
$$;
COMMENT ON FUNCTION people.transfer_out(bigint, text, date) IS '转出 | a student moves to another school';

CREATE OR REPLACE FUNCTION people.suspend_enrolment(of_record bigint, why text, on_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require_student('enrolment', 'decide', of_record);
    PERFORM work.require_reason(why);
    PERFORM registers.require_text('on_day', '日期', 'day', on_day::text);
    IF on_day > ref.today() + 31 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('“日期”最多提前一个月。', '"day" lies at most a month ahead.');
    END IF;
    UPDATE people.enrolment SET valid = daterange(lower(enrolment.valid), on_day), reason = concat_ws(';', enrolment.reason, ref.say('休学:', 'leave: ') || btrim(why)) WHERE enrolment.student_id = of_record AND enrolment.valid @> on_day AND lower(enrolment.valid) < on_day;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('这名学生这一天不在籍。', 'The student is not on the roll on this day.');
    END IF;
    UPDATE people.class_placement AS placed SET valid = daterange(lower(placed.valid), greatest(on_day, lower(placed.valid) + 1)) WHERE placed.student_id = of_record AND placed.valid @> on_day;
    UPDATE care.file SET state = 'suspended' WHERE file.student_id = of_record AND file.state = 'active';
    PERFORM audit.record('suspend', 'enrolment', of_record::text, of_record, NULL, NULL);
END
$$;
COMMENT ON FUNCTION people.suspend_enrolment(bigint, text, date) IS '休学 | a student takes leave';

CREATE OR REPLACE FUNCTION people.resume_enrolment(of_record bigint, class bigint, on_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require_student('enrolment', 'decide', of_record);
    PERFORM registers.require_text('class', '班级', 'class', resume_enrolment.class::text), registers.require_text('on_day', '日期', 'day', on_day::text), units.require_class(resume_enrolment.class);
    IF NOT EXISTS (SELECT FROM people.student WHERE student.person_id = of_record) THEN
        PERFORM access.not_found();
    ELSIF EXISTS (SELECT FROM people.enrolment WHERE enrolment.student_id = of_record AND upper_inf(enrolment.valid)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('这名学生在籍。', 'The student is on the roll.');
    ELSIF on_day < (SELECT max(upper(enrolment.valid)) FROM people.enrolment WHERE enrolment.student_id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('“日期”不能早于离校之日。', '"day" cannot come before the student left.');
    ELSIF EXISTS (SELECT FROM people.enrolment WHERE enrolment.student_id = of_record AND enrolment.valid @> on_day) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('这名学生这一天已在籍。', 'The student is on the roll on this day.');
    END IF;
    INSERT INTO people.enrolment (student_id, kind, valid) VALUES (of_record, 'return', daterange(on_day, NULL));
    INSERT INTO people.class_placement (student_id, class_id, valid) VALUES (of_record, resume_enrolment.class, daterange(on_day, NULL));
    UPDATE care.file SET state = 'active' WHERE file.student_id = of_record AND file.state = 'suspended';
    PERFORM audit.record('resume', 'enrolment', of_record::text, of_record, NULL, NULL);
END
$$;
COMMENT ON FUNCTION people.resume_enrolment(bigint, bigint, date) IS '复学 | a student comes back';

-- The turn of the school year, in one transaction; a dry run reports the same and leaves nothing.
CREATE OR REPLACE FUNCTION ref.next_class_label(label text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN label ~ '^高一' THEN '高二' || substr(label, 3) WHEN label ~ '^高二' THEN '高三' || substr(label, 3)
            WHEN label ~ '^初一' THEN '初二' || substr(label, 3) WHEN label ~ '^初二' THEN '初三' || substr(label, 3) WHEN label ~ '^七年级' THEN '八年级' || substr(label, 4) WHEN label ~ '^八年级' THEN '九年级' || substr(label, 4) ELSE label END;
COMMENT ON FUNCTION ref.next_class_label(text) IS '下一学年的班级名称 | what a class is called next year';

CREATE OR REPLACE FUNCTION people.turn_of_year(of_year int) RETURNS TABLE (step text, how_many bigint, examples text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET jit = off AS $$
DECLARE
    days daterange := ref.school_year_dates(of_year || '-' || of_year + 1);
    first_day date := lower(days);
    leaving bigint[];
BEGIN
    -- A cohort stays for three years; the top one leaves.
    leaving := ARRAY(SELECT placed.student_id FROM people.class_placement AS placed JOIN units.unit ON unit.id = placed.class_id
                     WHERE unit.kind = 'class' AND unit.cohort_entry_year + 3 <= of_year AND placed.valid @> (first_day - 1) AND (upper_inf(placed.valid) OR upper(placed.valid) > first_day));

    RETURN QUERY WITH relabelled AS (
        INSERT INTO units.unit_label (unit_id, kind, label, valid)
        SELECT held.unit_id, held.kind, ref.next_class_label(held.label), days FROM units.unit_label AS held JOIN units.unit ON unit.id = held.unit_id
        WHERE held.kind IN ('class', 'grade') AND held.valid @> (first_day - 1) AND unit.cohort_entry_year + 3 > of_year AND unit.valid @> first_day
          AND NOT EXISTS (SELECT FROM units.unit_label AS other WHERE other.unit_id = held.unit_id AND other.valid && days) RETURNING unit_label.label
    ) SELECT ref.say('班级、年级换名', 'classes and grades renamed'), count(*), string_agg(relabelled.label, '、' ORDER BY relabelled.label) FILTER (WHERE relabelled.label ~ '\(1\)|^高.$|^高..级$') FROM relabelled;
    RETURN QUERY WITH ended AS (
        UPDATE people.enrolment SET valid = daterange(lower(enrolment.valid), first_day), reason = concat_ws(';', enrolment.reason, '毕业')
        WHERE enrolment.student_id = ANY (leaving) AND enrolment.valid @> (first_day - 1) AND (upper_inf(enrolment.valid) OR upper(enrolment.valid) > first_day) RETURNING enrolment.student_id
    ) SELECT ref.say('毕业离校', 'students graduated'), count(*), NULL::text FROM ended;
    RETURN QUERY WITH ended AS (
        UPDATE people.class_placement AS placed SET valid = daterange(lower(placed.valid), first_day) WHERE placed.student_id = ANY (leaving) AND placed.valid @> (first_day - 1) AND (upper_inf(placed.valid) OR upper(placed.valid) > first_day) RETURNING placed.id
    ) SELECT ref.say('毕业班分班结束', 'placements of the top grade ended'), count(*), NULL::text FROM ended;
    RETURN QUERY WITH ended AS (
        UPDATE access.role_assignment AS held SET valid = daterange(lower(held.valid), first_day) WHERE held.role IN ('homeroom_teacher', 'grade_office') AND held.valid @> (first_day - 1) AND lower(held.valid) < first_day AND upper(held.valid) > first_day RETURNING held.person_id
    ) SELECT ref.say('班主任、年级组授权到期', 'roles of homeroom teachers and grade offices ended'), count(*), NULL::text FROM ended;
    RETURN QUERY WITH ended AS (
        UPDATE field.linkage SET valid = daterange(lower(linkage.valid), first_day), state = 'ended', end_reason = ref.say('学年结束', 'the school year ended')
        WHERE linkage.kind = 'class' AND linkage.valid @> (first_day - 1) AND lower(linkage.valid) < first_day AND linkage.state <> 'ended' RETURNING linkage.id
    ) SELECT ref.say('班级联系结束', 'linkages of classes ended'), count(*), NULL::text FROM ended;
    RETURN QUERY WITH ended AS (
        UPDATE care.pairing SET valid = daterange(lower(pairing.valid), first_day) WHERE pairing.student_id = ANY (leaving) AND pairing.valid @> (first_day - 1) AND lower(pairing.valid) < first_day AND (upper_inf(pairing.valid) OR upper(pairing.valid) > first_day) RETURNING pairing.id
    ) SELECT ref.say('毕业生结对结束', 'pairings of those who left ended'), count(*), NULL::text FROM ended;
    RETURN QUERY WITH closed AS (
        UPDATE care.file SET state = 'graduated', closed_on = greatest(first_day - 1, file.opened_on), close_reason = ref.say('毕业', 'graduated')
        WHERE file.student_id = ANY (leaving) AND file.closed_on IS NULL
          AND NOT EXISTS (SELECT FROM care.file_decision AS decided WHERE decided.file_id = file.id AND decided.opening_year = of_year AND decided.decision = 'carry') RETURNING file.id
    ), concerns AS (
        UPDATE care.concern SET closed_on = greatest(first_day - 1, concern.opened_on) FROM closed WHERE concern.file_id = closed.id AND concern.closed_on IS NULL RETURNING concern.id
    ) SELECT ref.say('关爱档案随毕业结档', 'care files closed with graduation'), count(*), (SELECT count(*) FROM concerns)::text || ref.say(' 个事项', ' concerns') FROM closed;
    RETURN QUERY SELECT ref.say('按决定保留的档案', 'care files carried by decision'), count(*), NULL::text FROM care.file_decision AS decided JOIN care.file ON file.id = decided.file_id WHERE decided.opening_year = of_year AND decided.decision = 'carry' AND file.closed_on IS NULL;
    RETURN QUERY WITH closed AS (
        UPDATE care.file SET state = 'closed', closed_on = greatest(first_day - 1, file.opened_on), close_reason = ref.say('学年更替时决定结档', 'closed by decision at the turn of the year')
        FROM care.file_decision AS decided WHERE decided.file_id = file.id AND decided.opening_year = of_year AND decided.decision = 'close' AND file.closed_on IS NULL RETURNING file.id
    ) SELECT ref.say('按决定结档', 'care files closed by decision'), count(*), NULL::text FROM closed;
END
$$;
COMMENT ON FUNCTION people.turn_of_year(int) IS '学年更替的各步 | the steps of the turn of the school year';

CREATE OR REPLACE FUNCTION people.open_school_year(of_year int, dry_run boolean) RETURNS TABLE (step text, how_many bigint, examples text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    report jsonb;
BEGIN
    IF NOT access.may_all('enrolment', 'decide') THEN
        PERFORM access.refuse('enrolment', 'decide');
    ELSIF of_year IS NULL OR of_year NOT BETWEEN extract(year FROM ref.today()) - 1 AND extract(year FROM ref.today()) + 1 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_year', MESSAGE = ref.say('请写要开启的学年的起始年份,如 2026。', 'Write the year in which the school year opens, such as 2026.');
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('people.open_school_year'));
    BEGIN
        SELECT jsonb_agg(jsonb_build_object('step', turned.step, 'how_many', turned.how_many, 'examples', turned.examples)) INTO report FROM people.turn_of_year(of_year) AS turned;
        IF dry_run THEN
            RAISE EXCEPTION USING ERRCODE = 'NXDRY';
        END IF;
        PERFORM audit.record('open_year', 'enrolment', of_year::text, NULL, NULL, NULL);
    EXCEPTION WHEN SQLSTATE 'NXDRY' THEN
        -- All is undone; what would have been done stays in the report.
        NULL;
    END;
    RETURN QUERY SELECT line ->> 'step', (line ->> 'how_many')::bigint, line ->> 'examples' FROM jsonb_array_elements(report) AS line;
END
$$;
COMMENT ON FUNCTION people.open_school_year(int, boolean) IS '开启新学年(可试运行;可重复) | opens a school year; a dry run leaves nothing; a second time there is nothing to do';

CREATE OR REPLACE FUNCTION care.decide_file(of_record bigint, opening_year int, decision text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM care.require_file(of_record, 'decide');
    PERFORM registers.require_text('decision', '去留', 'decision', decide_file.decision);
    PERFORM ref.require_word('去留', 'the decision', decide_file.decision, '{close,carry}');
    IF decide_file.opening_year IS NULL OR decide_file.opening_year NOT BETWEEN extract(year FROM ref.today())::int AND extract(year FROM ref.today())::int + 2 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'opening_year', MESSAGE = ref.say('“新学年(起始年份)”须是今年或此后两年。', '"school year (first year)" is this year or one of the next two.');
    END IF;
    INSERT INTO care.file_decision (file_id, opening_year, decision) VALUES (of_record, decide_file.opening_year, decide_file.decision)
    ON CONFLICT ON CONSTRAINT file_decision_once DO UPDATE SET decision = excluded.decision;
    PERFORM audit.record('decide', 'care_file', of_record::text, (SELECT student_id FROM care.file WHERE file.id = of_record), NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.decide_file(bigint, int, text) IS '学年更替时档案的去留 | what becomes of a file at the turn of the year';

-- One person, once. Never merged by a machine: pairs are proposed with the reasons, the registrar decides.
CREATE OR REPLACE FUNCTION people.list_duplicates()
RETURNS TABLE (id bigint, person_name text, other_id bigint, other_name text, reasons text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('directory', 'decide') THEN
        PERFORM access.refuse('directory', 'decide');
    END IF;
    RETURN QUERY
    WITH pair AS (
        SELECT one.id AS one_id, other.id AS other_id, ref.say('同名同日出生', 'same name and birth date') AS reason FROM people.person AS one JOIN people.person AS other ON other.name = one.name AND other.id > one.id AND other.birth_date = one.birth_date
        UNION
        SELECT one.id, other.id, ref.say('同名同电话', 'same name and phone') FROM people.person AS one JOIN people.person AS other ON other.name = one.name AND other.id > one.id
        WHERE EXISTS (SELECT FROM people.contact_point AS mine JOIN people.contact_point AS theirs ON theirs.value = mine.value WHERE mine.person_id = one.id AND theirs.person_id = other.id)
        UNION
        SELECT one.id, other.id, ref.say('证件号只差一位', 'identity numbers differ in one digit') FROM people.person AS one JOIN people.person AS other ON other.name = one.name AND other.id > one.id
        JOIN people.identifier AS mine ON mine.person_id = one.id AND mine.kind = 'resident_id' JOIN people.identifier AS theirs ON theirs.person_id = other.id AND theirs.kind = 'resident_id'
        WHERE length(mine.value) = length(theirs.value) AND (SELECT count(*) FROM generate_series(1, length(mine.value)) AS place WHERE substr(mine.value, place, 1) <> substr(theirs.value, place, 1)) = 1
        UNION
        SELECT one.id, other.id, ref.say('读音相同、同日出生、同班', 'names sound alike, same birth date and class') FROM people.person AS one JOIN people.person AS other ON other.name_pinyin = one.name_pinyin AND other.name <> one.name AND other.id > one.id AND other.birth_date = one.birth_date
        JOIN people.class_placement AS mine ON mine.student_id = one.id AND mine.valid @> ref.today() JOIN people.class_placement AS theirs ON theirs.student_id = other.id AND theirs.class_id = mine.class_id AND theirs.valid @> ref.today()
    )
    SELECT pair.one_id, one.name || coalesce(' ' || units.label(units.class_of(one.id)), ''), pair.other_id, other.name || coalesce(' ' || units.label(units.class_of(other.id)), ''), string_agg(pair.reason, '、' ORDER BY pair.reason)
    FROM pair JOIN people.person AS one ON one.id = pair.one_id JOIN people.person AS other ON other.id = pair.other_id
    WHERE one.deceased_on IS NULL AND other.deceased_on IS NULL
      AND NOT EXISTS (SELECT FROM people.merge_record AS merged WHERE merged.merged_id IN (pair.one_id, pair.other_id) AND merged.undone_at IS NULL)
    GROUP BY pair.one_id, pair.other_id, one.id, other.id ORDER BY count(*) DESC, pair.one_id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION people.list_duplicates() IS '疑似重复人员及理由 | who may be one person, and why';

-- Every column that points to a person (or to a student, a member of staff), from the catalog: a new table is merged without anybody thinking of it.
CREATE OR REPLACE FUNCTION people.references_to(of_table text) RETURNS TABLE (table_name text, column_name text, key_columns text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT source.relnamespace::regnamespace || '.' || quote_ident(source.relname), attribute.attname::text,
           ARRAY(SELECT key_column.attname::text FROM pg_catalog.pg_index AS held CROSS JOIN LATERAL unnest(held.indkey::int2[]) AS place JOIN pg_catalog.pg_attribute AS key_column ON key_column.attrelid = source.oid AND key_column.attnum = place
                 WHERE held.indrelid = source.oid AND held.indisprimary)
    FROM pg_catalog.pg_constraint AS reference JOIN pg_catalog.pg_class AS source ON source.oid = reference.conrelid
    JOIN pg_catalog.pg_attribute AS attribute ON attribute.attrelid = source.oid AND attribute.attnum = reference.conkey[1]
    WHERE reference.contype = 'f' AND reference.confrelid = of_table::regclass AND cardinality(reference.conkey) = 1
      AND source.relname NOT IN ('merge_record', 'account', 'erasure') AND NOT (source.relnamespace::regnamespace::text = 'people' AND source.relname IN ('student', 'staff'))
$$;
COMMENT ON FUNCTION people.references_to(text) IS '引用某表的各列 | columns that point to a table';

CREATE OR REPLACE FUNCTION people.move_references(of_table text, from_person bigint, to_person bigint) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    link record;
    keys jsonb;
    moved jsonb := '[]';
BEGIN
    FOR link IN SELECT * FROM people.references_to(of_table) LOOP
        EXECUTE format('WITH changed AS (UPDATE %s AS held SET %I = $2 WHERE held.%I = $1 RETURNING %s) SELECT jsonb_agg(changed.key) FROM changed', link.table_name, link.column_name, link.column_name,
                       'jsonb_build_object(' || (SELECT string_agg(format('%L, held.%I', name, name), ', ') FROM unnest(link.key_columns) AS name) || ') AS key') INTO keys USING from_person, to_person;
        IF keys IS NOT NULL THEN
            moved := moved || jsonb_build_object('table', link.table_name, 'column', link.column_name, 'keys', keys);
        END IF;
    END LOOP;
    RETURN moved;
EXCEPTION WHEN unique_violation OR exclusion_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say(format('两个人在“%s”里都有同一时期的记录,不能合并。', link.table_name), format('Both have records of the same time in %s; they cannot be merged.', link.table_name)),
        HINT = ref.say('先核对并更正这些记录(如结束其中一个学籍)。', 'Put those records right first, for instance end one of the two enrolments.');
END
$$;
COMMENT ON FUNCTION people.move_references(text, bigint, bigint) IS '把引用移到另一人 | moves what points to one person to another';

CREATE OR REPLACE FUNCTION people.merge_people(of_record bigint, merged bigint, reason text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    moved jsonb := '[]';
    deleted jsonb := '[]';
    made bigint;
    of_kind text;
    had boolean;
    stays boolean;
    gone jsonb;
BEGIN
    IF NOT access.may_all('directory', 'decide') THEN
        PERFORM access.refuse('directory', 'decide');
    END IF;
    PERFORM registers.require_text('reason', '依据', 'reason', merge_people.reason);
    IF merged IS NULL OR merged = of_record OR NOT EXISTS (SELECT FROM people.person WHERE person.id = of_record) OR NOT EXISTS (SELECT FROM people.person WHERE person.id = merged) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'merged', MESSAGE = ref.say('请写明要并入的另一个人。', 'Say which other person is merged into this one.');
    ELSIF EXISTS (SELECT FROM auth.account WHERE account.person_id = merged AND account.disabled_at IS NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('要并入的人有账号。请保留有账号的那一条,或先停用账号。', 'The person to be merged has an account. Keep that record, or disable the account first.');
    END IF;
    FOREACH of_kind IN ARRAY '{people.student,people.staff}'::text[] LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE person_id = $1), EXISTS (SELECT FROM %s WHERE person_id = $2)', of_kind, of_kind) INTO had, stays USING merged, of_record;
        IF had AND NOT stays THEN
            RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('要并入的人是学生或教职工而保留的不是,请反过来合并。', 'The person to be merged is a student or on the staff and the one that stays is not; merge the other way round.');
        ELSIF had THEN
            moved := moved || people.move_references(of_kind, merged, of_record);
            EXECUTE format('DELETE FROM %s AS held WHERE held.person_id = $1 RETURNING to_jsonb(held)', of_kind) INTO gone USING merged;
            deleted := deleted || jsonb_build_object('table', of_kind, 'row', gone);
        END IF;
    END LOOP;
    -- What both have word for word, such as the phone by which they were found to be one, is there once; it comes back when the merge is undone.
    FOR gone IN WITH same AS (
        DELETE FROM people.contact_point AS held USING people.contact_point AS kept
        WHERE held.person_id = merged AND kept.person_id = of_record AND kept.kind = held.kind AND kept.value = held.value AND kept.valid && held.valid RETURNING to_jsonb(held) AS line
    ) SELECT same.line FROM same LOOP
        deleted := deleted || jsonb_build_object('table', 'people.contact_point', 'row', gone);
    END LOOP;
    moved := moved || people.move_references('people.person', merged, of_record);
    UPDATE people.person SET in_directory = false WHERE person.id = merged;
    INSERT INTO people.merge_record (survivor_id, merged_id, reason, moved) VALUES (of_record, merged, btrim(merge_people.reason), jsonb_build_object('moved', moved, 'deleted', deleted)) RETURNING merge_record.id INTO made;
    PERFORM audit.record('merge', 'directory', of_record::text, NULL, btrim(merge_people.reason), jsonb_build_object('merged', merged));
    RETURN made;
END
$$;
COMMENT ON FUNCTION people.merge_people(bigint, bigint, text) IS '合并两条人员记录(可撤销) | makes two records of one person one; can be undone';

CREATE OR REPLACE FUNCTION people.unmerge(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    found_merge people.merge_record;
    part jsonb;
    key jsonb;
BEGIN
    IF NOT access.may_all('directory', 'decide') THEN
        PERFORM access.refuse('directory', 'decide');
    END IF;
    SELECT * INTO found_merge FROM people.merge_record WHERE merge_record.id = of_record AND merge_record.undone_at IS NULL FOR UPDATE;
    IF found_merge.id IS NULL THEN
        PERFORM access.not_found();
    END IF;
    UPDATE people.person SET in_directory = true WHERE person.id = found_merge.merged_id AND EXISTS (SELECT FROM jsonb_array_elements(found_merge.moved -> 'deleted') AS taken WHERE taken ->> 'table' IN ('people.student', 'people.staff'));
    FOR part IN SELECT jsonb_array_elements(found_merge.moved -> 'deleted') LOOP
        EXECUTE format('INSERT INTO %s OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(NULL::%s, $1)).*', (part ->> 'table')::regclass, (part ->> 'table')::regclass) USING part -> 'row';
    END LOOP;
    FOR part IN SELECT jsonb_array_elements(found_merge.moved -> 'moved') LOOP
        FOR key IN SELECT jsonb_array_elements(part -> 'keys') LOOP
            -- A row whose key holds the person itself is found under the survivor.
            EXECUTE format('UPDATE %s AS held SET %I = $1 WHERE %s', (part ->> 'table')::regclass, part ->> 'column',
                           (SELECT string_agg(format('held.%I::text = %L', name, CASE WHEN name = part ->> 'column' THEN found_merge.survivor_id::text ELSE key ->> name END), ' AND ') FROM jsonb_object_keys(key) AS name)) USING found_merge.merged_id;
        END LOOP;
    END LOOP;
    UPDATE people.merge_record SET undone_at = now() WHERE merge_record.id = of_record;
    PERFORM audit.record('unmerge', 'directory', found_merge.survivor_id::text, NULL, NULL, jsonb_build_object('merged', found_merge.merged_id));
END
$$;
COMMENT ON FUNCTION people.unmerge(bigint) IS '撤销合并 | undoes a merge';

CREATE OR REPLACE FUNCTION people.list_merges() RETURNS TABLE (id bigint, survivor_name text, merged_id bigint, reason text, merged_on date, undone_on date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('directory', 'decide') AND NOT access.may_all('audit', 'see') THEN
        PERFORM access.refuse('directory', 'decide');
    END IF;
    RETURN QUERY SELECT merged.id, person.name, merged.merged_id, merged.reason, (merged.created_at AT TIME ZONE 'Asia/Shanghai')::date, (merged.undone_at AT TIME ZONE 'Asia/Shanghai')::date
    FROM people.merge_record AS merged JOIN people.person ON person.id = merged.survivor_id ORDER BY merged.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION people.list_merges() IS '合并记录 | merges';

-- Guardians: parents, others by law, appointed; their phones. A parent keeps every right unless a court's paper says otherwise.
CREATE OR REPLACE FUNCTION people.list_guardianships(of_student bigint DEFAULT NULL, only_open boolean DEFAULT true)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, guardian_name text, kin text, kind text, phone text, may_contact boolean, may_collect boolean, from_day date, to_day date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('guardianship', 'see');
    every_phone boolean := access.may_all('contact', 'see');
    phone_of bigint[] := ARRAY(SELECT access.student_ids('contact', 'see'));
BEGIN
    PERFORM access.require('guardianship', 'see');
    PERFORM audit.record('list', 'guardianship', 'guardianship', of_student, NULL, NULL);
    RETURN QUERY SELECT held.id, held.student_id, person.name, units.label(units.class_of(held.student_id)), guardian.name, held.kin, held.kind,
        CASE WHEN every_phone OR held.student_id = ANY (phone_of) THEN (SELECT string_agg(point.value, '、' ORDER BY point.id) FROM people.contact_point AS point WHERE point.person_id = held.guardian_id AND point.kind = 'phone' AND point.valid @> ref.today() AND NOT point.do_not_use) END,
        held.may_contact, held.may_collect, lower(held.valid), upper(held.valid)
    FROM people.guardianship AS held JOIN people.person ON person.id = held.student_id JOIN people.person AS guardian ON guardian.id = held.guardian_id
    WHERE (of_student IS NULL OR held.student_id = of_student) AND (only_open IS NOT TRUE OR held.valid @> ref.today())
      AND (everybody OR held.student_id IN (SELECT access.student_ids('guardianship', 'see'))) AND held.student_id NOT IN (SELECT access.own_children()) ORDER BY 4, 3, held.id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION people.list_guardianships(bigint, boolean) IS '监护关系一览(留痕) | guardianships; logged';

CREATE OR REPLACE FUNCTION people.require_phone(given text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    IF regexp_replace(given, '[-[:space:]]', '', 'g') !~ '^[+]?[0-9]{7,15}$' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'phone', MESSAGE = ref.say('“电话”应为7至15位数字。', '"phone" has 7 to 15 digits.');
    END IF;
END
$$;
COMMENT ON FUNCTION people.require_phone(text) IS '检查电话号码 | refuses what is no phone number';

CREATE OR REPLACE FUNCTION people.add_guardianship(of_student bigint, guardian_name text, kin text, kind text DEFAULT NULL, phone text DEFAULT NULL, may_contact boolean DEFAULT NULL, may_collect boolean DEFAULT NULL, court_paper text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_guardian bigint;
    made bigint;
BEGIN
    PERFORM access.require_student('guardianship', 'create', of_student);
    PERFORM registers.require_text('guardian_name', '监护人', 'guardian', add_guardianship.guardian_name), registers.require_text('kin', '与学生关系', 'relation', add_guardianship.kin), people.require_phone(add_guardianship.phone);
    IF coalesce(btrim(add_guardianship.court_paper), '') = '' AND (add_guardianship.kind = 'appointed' OR add_guardianship.may_contact IS FALSE OR add_guardianship.may_collect IS FALSE) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'court_paper', MESSAGE = ref.say('指定监护,或不许联系、接走,须有“裁定或指定文书”。', 'An appointed guardian, or one who may not contact or collect, needs a "paper of a court or authority".');
    ELSIF coalesce(btrim(add_guardianship.court_paper), '') = '' AND EXISTS (SELECT FROM people.person WHERE person.id = of_student AND person.birth_date <= (ref.today() - interval '18 years')::date) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_student', MESSAGE = ref.say('“学生”已满18岁,监护已经结束(民法典第17条)。', '"student" is of age and has no guardian any more (Civil Code, 17).');
    ELSIF EXISTS (SELECT FROM people.guardianship AS held JOIN people.person ON person.id = held.guardian_id WHERE held.student_id = of_student AND person.name = btrim(add_guardianship.guardian_name) AND held.valid @> ref.today()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'guardian_name', MESSAGE = ref.say('“监护人”已在册。', 'This "guardian" is recorded already.');
    END IF;
    -- A sibling's guardian of the same name and phone is the same person.
    SELECT point.person_id INTO of_guardian FROM people.contact_point AS point JOIN people.person ON person.id = point.person_id JOIN people.guardianship AS held ON held.guardian_id = person.id
    WHERE person.name = btrim(add_guardianship.guardian_name) AND point.value = regexp_replace(add_guardianship.phone, '[-[:space:]]', '', 'g') AND point.valid @> ref.today() ORDER BY person.id LIMIT 1;
    IF of_guardian IS NULL THEN
        INSERT INTO people.person (name) VALUES (btrim(add_guardianship.guardian_name)) RETURNING person.id INTO of_guardian;
        INSERT INTO people.contact_point (person_id, value, valid) SELECT of_guardian, regexp_replace(add_guardianship.phone, '[-[:space:]]', '', 'g'), daterange(ref.today(), NULL) WHERE add_guardianship.phone IS NOT NULL;
    END IF;
    INSERT INTO people.guardianship (student_id, guardian_id, kin, kind, court_paper, may_contact, may_collect, valid)
    VALUES (of_student, of_guardian, btrim(add_guardianship.kin), coalesce(add_guardianship.kind, 'parent'), nullif(btrim(add_guardianship.court_paper), ''), coalesce(add_guardianship.may_contact, true), coalesce(add_guardianship.may_collect, true), daterange(ref.today(), NULL)) RETURNING guardianship.id INTO made;
    PERFORM audit.record('write', 'guardianship', 'guardianship ' || made, of_student, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION people.add_guardianship(bigint, text, text, text, text, boolean, boolean, text) IS '登记监护人 | registers a guardian';

CREATE OR REPLACE FUNCTION people.end_guardianship(of_record bigint, why text, on_day date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before people.guardianship;
    last_day date := coalesce(on_day, ref.today());
BEGIN
    SELECT * INTO before FROM people.guardianship AS held WHERE held.id = of_record AND access.may_student('guardianship', 'see', held.student_id) FOR UPDATE;
    IF before.id IS NULL THEN
        PERFORM access.not_found();
    END IF;
    PERFORM access.require_student('guardianship', 'edit', before.student_id);
    PERFORM work.require_reason(why);
    IF last_day > ref.today() OR last_day < lower(before.valid) OR upper(before.valid) <= last_day THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('“日期”须在监护期间、不晚于今天。', '"day" lies within the guardianship and not in the future.');
    END IF;
    UPDATE people.guardianship AS held SET valid = daterange(lower(before.valid), greatest(last_day, coalesce(lower(before.valid), last_day - 1) + 1)) WHERE held.id = of_record;
    PERFORM audit.record('end', 'guardianship', 'guardianship ' || of_record, before.student_id, btrim(why), NULL);
END
$$;
COMMENT ON FUNCTION people.end_guardianship(bigint, text, date) IS '监护结束(须写明原因) | a guardianship ends, with the reason';

CREATE OR REPLACE FUNCTION people.change_guardian_phone(of_record bigint, phone text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    held people.guardianship;
BEGIN
    SELECT * INTO held FROM people.guardianship WHERE guardianship.id = of_record AND access.may_student('guardianship', 'see', guardianship.student_id);
    IF held.id IS NULL THEN
        PERFORM access.not_found();
    END IF;
    PERFORM access.require_student('contact', 'edit', held.student_id);
    PERFORM registers.require_text('phone', '电话', 'phone', change_guardian_phone.phone), people.require_phone(change_guardian_phone.phone);
    UPDATE people.contact_point AS point SET do_not_use = true WHERE point.person_id = held.guardian_id AND point.kind = 'phone' AND point.valid @> ref.today();
    INSERT INTO people.contact_point (person_id, value, verified_on, valid) VALUES (held.guardian_id, regexp_replace(change_guardian_phone.phone, '[-[:space:]]', '', 'g'), ref.today(), daterange(ref.today(), NULL));
    PERFORM audit.record('write', 'contact', 'guardianship ' || of_record, held.student_id, NULL, NULL);
END
$$;
COMMENT ON FUNCTION people.change_guardian_phone(bigint, text) IS '更改监护人电话 | a guardian has another phone';

CREATE OR REPLACE FUNCTION people.guardianships_ending(within_days int DEFAULT 90) RETURNS TABLE (id bigint, student_name text, class_label text, guardian_name text, ends_on date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('guardianship', 'see');
BEGIN
    PERFORM access.require('guardianship', 'see');
    PERFORM audit.record('list', 'guardianship', 'ending', NULL, NULL, NULL);
    RETURN QUERY SELECT held.id, person.name, units.label(units.class_of(held.student_id)), guardian.name, upper(held.valid)
    FROM people.guardianship AS held JOIN people.person ON person.id = held.student_id JOIN people.person AS guardian ON guardian.id = held.guardian_id
    WHERE upper(held.valid) BETWEEN ref.today() AND ref.today() + within_days AND (everybody OR held.student_id IN (SELECT access.student_ids('guardianship', 'see'))) AND held.student_id NOT IN (SELECT access.own_children()) ORDER BY upper(held.valid) LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION people.guardianships_ending(int) IS '将满18岁、监护结束的学生(留痕) | guardianships that end soon, at eighteen; logged';

-- Retention. Rules are rows; a second person approves; the contents go from the tables and from the history, and the stone stays.
CREATE OR REPLACE FUNCTION people.list_retention_due() RETURNS TABLE (id bigint, student_name text, record_class text, left_on date, due_on date, basis text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('retention', 'see');
    RETURN QUERY SELECT student.person_id, person.name, rule.record_class, gone.left_on, (gone.left_on + make_interval(years => rule.years))::date, rule.basis
    FROM people.student JOIN people.person ON person.id = student.person_id
    JOIN LATERAL (SELECT max(upper(enrolment.valid)) AS left_on FROM people.enrolment WHERE enrolment.student_id = student.person_id HAVING bool_and(NOT upper_inf(enrolment.valid))) AS gone ON gone.left_on <= ref.today()
    CROSS JOIN ref.retention_rule AS rule
    WHERE (gone.left_on + make_interval(years => rule.years))::date <= ref.today()
      AND NOT EXISTS (SELECT FROM audit.erasure WHERE erasure.student_id = student.person_id AND erasure.record_class = rule.record_class AND erasure.state <> 'refused') ORDER BY 5, 2 LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION people.list_retention_due() IS '保存期限已到的记录 | records whose time has come';

CREATE OR REPLACE FUNCTION people.propose_erasure(of_record bigint, record_class text, reason text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require('retention', 'create');
    PERFORM work.require_reason(propose_erasure.reason);
    IF NOT EXISTS (SELECT FROM people.list_retention_due() AS due WHERE due.id = of_record AND due.record_class = propose_erasure.record_class) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('保存期限还没有到,或已提出。', 'Its time has not come, or it is proposed already.');
    END IF;
    INSERT INTO audit.erasure (student_id, record_class, reason, created_by) VALUES (of_record, propose_erasure.record_class, btrim(propose_erasure.reason), access.person_id()) RETURNING erasure.id INTO made;
    PERFORM work.begin('erasure', made, of_record);
    RETURN made;
END
$$;
COMMENT ON FUNCTION people.propose_erasure(bigint, text, text) IS '提出销毁 | proposes an erasure';

CREATE OR REPLACE FUNCTION people.list_erasures() RETURNS TABLE (id bigint, student_id bigint, student_name text, record_class text, reason text, row_count int, version_count int, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('retention', 'see');
    RETURN QUERY SELECT erasure.id, erasure.student_id, person.name, erasure.record_class, erasure.reason, erasure.row_count, erasure.version_count, erasure.state FROM audit.erasure JOIN people.person ON person.id = erasure.student_id ORDER BY erasure.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION people.list_erasures() IS '销毁记录(墓碑) | erasures';

CREATE OR REPLACE FUNCTION people.approve_erasure(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    asked audit.erasure;
    part text;
    of_table text;
    by_column text;
    keys text[];
    row_total int := 0;
    version_total int := 0;
    counted int;
BEGIN
    PERFORM access.require('retention', 'decide');
    SELECT * INTO asked FROM audit.erasure WHERE erasure.id = of_record FOR UPDATE;
    IF asked.id IS NULL THEN
        PERFORM access.not_found();
    ELSIF asked.created_by = access.person_id() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('提出人不能批准销毁。', 'Who proposed does not approve.');
    END IF;
    PERFORM work.next_state('erasure', asked.state, 'approve');
    PERFORM set_config('nuanxin.erasure', of_record::text, true);
    FOREACH part IN ARRAY (SELECT rule.tables FROM ref.retention_rule AS rule WHERE rule.record_class = asked.record_class) LOOP
        -- schema.table.column, or schema.table.column>parent.table.column for rows that hang on another.
        of_table := (regexp_match(part, '^([a-z_]+\.[a-z_]+)\.'))[1];
        by_column := (regexp_match(part, '^[a-z_]+\.[a-z_]+\.([a-z_]+)'))[1];
        IF part LIKE '%>%' THEN
            EXECUTE format('WITH gone AS (DELETE FROM %s AS held WHERE held.%I IN (SELECT parent.id FROM %s AS parent WHERE parent.%I = $1) RETURNING held.id) SELECT array_agg(gone.id::text) FROM gone', of_table::regclass, by_column,
                           ((regexp_match(part, '>([a-z_]+\.[a-z_]+)\.'))[1])::regclass, (regexp_match(part, '>[a-z_]+\.[a-z_]+\.([a-z_]+)'))[1]) INTO keys USING asked.student_id;
        ELSE
            EXECUTE format('WITH gone AS (DELETE FROM %s AS held WHERE held.%I = $1 RETURNING held.id) SELECT array_agg(gone.id::text) FROM gone', of_table::regclass, by_column) INTO keys USING asked.student_id;
        END IF;
        row_total := row_total + coalesce(cardinality(keys), 0);
        UPDATE history.version SET erased_sha256 = audit.version_digest(version), erasure_id = of_record, old_row = jsonb_build_object('erased', of_record)
        WHERE version.table_name = of_table AND version.row_key = ANY (keys) AND version.erasure_id IS NULL;
        GET DIAGNOSTICS counted = ROW_COUNT;
        version_total := version_total + counted;
    END LOOP;
    PERFORM set_config('nuanxin.erasure', '', true);
    UPDATE audit.erasure SET state = 'erased', approved_by = access.person_id(), erased_at = now(), row_count = row_total, version_count = version_total WHERE erasure.id = of_record;
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id) VALUES ('erasure', of_record, 'approve', 'proposed', 'erased', access.person_id());
    PERFORM audit.record('erase', asked.record_class, of_record::text, asked.student_id, asked.reason, jsonb_build_object('rows', row_total, 'versions', version_total));
END
$$;
COMMENT ON FUNCTION people.approve_erasure(bigint) IS '批准并执行销毁 | approves an erasure and carries it out';

CREATE OR REPLACE FUNCTION people.refuse_erasure(of_record bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before text;
BEGIN
    PERFORM access.require('retention', 'decide');
    PERFORM work.require_reason(why);
    SELECT state INTO before FROM audit.erasure WHERE erasure.id = of_record FOR UPDATE;
    UPDATE audit.erasure SET state = work.next_state('erasure', before, 'refuse') WHERE erasure.id = of_record;
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id, reason) VALUES ('erasure', of_record, 'refuse', before, 'refused', access.person_id(), btrim(why));
    PERFORM audit.record('refuse', 'retention', of_record::text, NULL, btrim(why), NULL);
END
$$;
COMMENT ON FUNCTION people.refuse_erasure(bigint, text) IS '不销毁 | keeps what was proposed for erasure';

-- Figures.
CREATE OR REPLACE FUNCTION reporting.movements() RETURNS TABLE (semester text, entered bigint, came bigint, returned bigint, left_school bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('enrolment');
    RETURN QUERY SELECT term.code, reporting.suppress(count(*) FILTER (WHERE enrolment.kind = 'entry' AND lower(enrolment.valid) BETWEEN term.starts_on AND term.ends_on)), reporting.suppress(count(*) FILTER (WHERE enrolment.kind = 'transfer_in' AND lower(enrolment.valid) BETWEEN term.starts_on AND term.ends_on)),
        reporting.suppress(count(*) FILTER (WHERE enrolment.kind = 'return' AND lower(enrolment.valid) BETWEEN term.starts_on AND term.ends_on)), reporting.suppress(count(*) FILTER (WHERE upper(enrolment.valid) BETWEEN term.starts_on AND term.ends_on))
    FROM ref.semester AS term LEFT JOIN people.enrolment ON lower(enrolment.valid) BETWEEN term.starts_on AND term.ends_on OR upper(enrolment.valid) BETWEEN term.starts_on AND term.ends_on
    WHERE term.starts_on <= ref.today() GROUP BY term.code ORDER BY term.code DESC;
END
$$;
COMMENT ON FUNCTION reporting.movements() IS '各学期学籍变动 | movements per semester';

CREATE OR REPLACE FUNCTION reporting.members_without_linkage() RETURNS TABLE (branch text, name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('linkage', 'edit') THEN
        PERFORM access.refuse('linkage', 'edit');
    END IF;
    RETURN QUERY SELECT units.label(member.branch_id), person.name FROM people.party_membership AS member JOIN people.person ON person.id = member.person_id
    WHERE member.valid @> ref.today() AND NOT EXISTS (SELECT FROM field.linkage WHERE linkage.person_id = member.person_id AND linkage.valid @> ref.today()) ORDER BY 1, person.name COLLATE ref.pinyin;
END
$$;
COMMENT ON FUNCTION reporting.members_without_linkage() IS '没有联系任务的党员 | party members without any linkage';

CREATE OR REPLACE FUNCTION reporting.issues_by_unit(of_unit bigint DEFAULT NULL) RETURNS TABLE (unit text, open_issues bigint, overdue bigint, closed bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('issue', 'see');
    RETURN QUERY SELECT units.label(issue.unit_id), count(*) FILTER (WHERE issue.state NOT IN ('closed', 'declined', 'merged')), count(*) FILTER (WHERE issue.state NOT IN ('closed', 'declined', 'merged') AND issue.deadline_original < ref.today()), count(*) FILTER (WHERE issue.state = 'closed')
    FROM work.issue WHERE issue.unit_id IN (SELECT access.subtree(coalesce(of_unit, units.school_id()))) AND work.may_issue('see', issue.id) AND NOT issue.is_restricted GROUP BY issue.unit_id ORDER BY 2 DESC;
END
$$;
COMMENT ON FUNCTION reporting.issues_by_unit(bigint) IS '单位及其下级的问题 | issues of a unit and all below it';
