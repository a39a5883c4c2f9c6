-- Care, health and mind: consents, calls, screening, referrals, cases, alerts, mandatory reports, activities, and what care files lacked.

-- A field that must not be empty, in words that name it.
CREATE OR REPLACE FUNCTION registers.require_text(of_column text, label_zh text, label_en text, given text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    IF coalesce(btrim(given), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = of_column, MESSAGE = ref.say(format('请填写“%s”。', label_zh), format('Fill in "%s".', label_en));
    END IF;
END
$$;
COMMENT ON FUNCTION registers.require_text(text, text, text, text) IS '要求填写某栏 | refuses an empty field, naming it';

CREATE OR REPLACE FUNCTION units.require_class(of_unit bigint) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    IF of_unit IS NOT NULL AND NOT EXISTS (SELECT FROM units.unit WHERE unit.id = of_unit AND unit.kind = 'class' AND unit.valid @> ref.today()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'class', MESSAGE = ref.say(format('“班级”栏不能填“%s”。', units.label(of_unit)), format('"class" cannot be "%s".', units.label(of_unit))),
            HINT = ref.say('请填现有的班级,如 高一(1)班。', 'Write a class that there is today.');
    END IF;
END
$$;
COMMENT ON FUNCTION units.require_class(bigint) IS '要求是现有班级 | refuses a unit that is no class today';

CREATE OR REPLACE FUNCTION care.list_consents(of_student bigint DEFAULT NULL, of_purpose text DEFAULT NULL)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, purpose text, given_by text, given_as text, given_on date, withdrawn_on date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('consent', 'see') AND access.has_no_child();
    in_reach bigint[] := access.students_in_reach('consent');
    me bigint := access.person_id();
BEGIN
    IF NOT access.may('consent', 'see') AND NOT access.may('consent', 'create') THEN
        PERFORM access.refuse('consent', 'see');
    END IF;
    PERFORM audit.record('list', 'consent', 'consent', NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.purpose, found_record.given_by, found_record.given_as, found_record.given_on, found_record.withdrawn_on
    FROM care.consent AS found_record
    WHERE (of_student IS NULL OR found_record.student_id = of_student)
      AND (of_purpose IS NULL OR found_record.purpose = of_purpose)
      AND (everybody OR found_record.student_id = ANY (in_reach) OR (me = ANY (ARRAY[found_record.created_by]) AND access.may_record('consent', 'see', NULL, ARRAY[found_record.created_by], found_record.student_id)))
    ORDER BY found_record.given_on DESC, found_record.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION care.list_consents(bigint, text) IS '知情同意一览(留痕) | consent, within reach; logged';

CREATE OR REPLACE FUNCTION care.read_consent(of_record bigint)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, purpose text, given_by text, given_as text, given_on date, withdrawn_on date, created_on date, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM care.consent AS found_record WHERE found_record.id = of_record AND access.may_record('consent', 'see', NULL, ARRAY[found_record.created_by], found_record.student_id)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'consent', 'consent ' || of_record, (SELECT found_record.student_id FROM care.consent AS found_record WHERE found_record.id = of_record), NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.purpose, found_record.given_by, found_record.given_as, found_record.given_on, found_record.withdrawn_on, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM care.consent AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION care.read_consent(bigint) IS '知情同意详情(留痕) | one of: consent; logged';

CREATE OR REPLACE FUNCTION care.add_consent(of_student bigint, purpose text, given_by text, given_as text, given_on date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('consent', 'create', NULL, ARRAY[access.person_id()], add_consent.of_student);
    IF add_consent.of_student IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_student', MESSAGE = ref.say('请填写“学生”。', 'Fill in "student".');
    ELSIF add_consent.purpose IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'purpose', MESSAGE = ref.say('请填写“用途”。', 'Fill in "purpose".');
    ELSIF add_consent.purpose NOT IN ('psychological_test', 'health_data', 'publicity', 'data_transfer') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'purpose', MESSAGE = ref.say('“用途”只能是:心理测评、健康信息、宣传照片、材料转出。', '"purpose" is one of: psychological test, health data, pictures in publicity, papers that travel.');
    ELSIF coalesce(btrim(add_consent.given_by), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'given_by', MESSAGE = ref.say('请填写“同意人”。', 'Fill in "given by".');
    ELSIF add_consent.given_as IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'given_as', MESSAGE = ref.say('请填写“身份”。', 'Fill in "as".');
    ELSIF add_consent.given_as NOT IN ('guardian', 'student') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'given_as', MESSAGE = ref.say('“身份”只能是:监护人、学生本人(满18岁)。', '"as" is one of: guardian, the student, of age.');
    ELSIF add_consent.given_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'given_on', MESSAGE = ref.say('请填写“日期”。', 'Fill in "given on".');
    ELSIF add_consent.given_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'given_on', MESSAGE = ref.say('“日期”不能晚于今天。', '"given on" cannot lie in the future.');
    END IF;
    IF add_consent.given_as = 'student' AND NOT EXISTS (SELECT FROM people.person WHERE person.id = add_consent.of_student AND person.birth_date <= (add_consent.given_on - interval '18 years')::date) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'given_as', MESSAGE = ref.say('学生未满18岁,须由监护人同意。', 'The student is not of age; a guardian consents.');
    ELSIF add_consent.given_as = 'guardian' AND EXISTS (SELECT FROM people.person WHERE person.id = add_consent.of_student AND person.birth_date <= (add_consent.given_on - interval '18 years')::date) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'given_as', MESSAGE = ref.say('学生已满18岁,由本人同意。', 'The student is of age and consents in person.');
    END IF;
    INSERT INTO care.consent (student_id, purpose, given_by, given_as, given_on)
    VALUES (add_consent.of_student, add_consent.purpose, nullif(btrim(add_consent.given_by), ''), add_consent.given_as, add_consent.given_on) RETURNING id INTO made;
    PERFORM audit.record('write', 'consent', 'consent ' || made, add_consent.of_student, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.add_consent(bigint, text, text, text, date) IS '登记知情同意 | registers: consent';

CREATE OR REPLACE FUNCTION care.list_family_calls(of_student bigint DEFAULT NULL, of_outcome text DEFAULT NULL)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, called_on date, with_whom text, line text, minutes int, outcome text, note text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('visit', 'see') AND access.has_no_child();
    in_reach bigint[] := access.students_in_reach('visit');
    me bigint := access.person_id();
    sees_own boolean := access.row_rules('visit', 'see') && '{own,involved,led}'::text[];
    wanted bigint := registers.rows_wanted();
    chosen bigint[];
BEGIN
    IF NOT access.may('visit', 'see') AND NOT access.may('visit', 'create') THEN
        PERFORM access.refuse('visit', 'see');
    END IF;
    PERFORM audit.record('list', 'visit', 'family_call', NULL, NULL, NULL);
    IF everybody AND of_student IS NULL THEN
        -- By their day: a limit that the planner does not know would have it sort them all.
        EXECUTE format('SELECT array_agg(latest.id) FROM (SELECT found_record.id FROM care.family_call AS found_record WHERE $1 IS NULL OR found_record.outcome = $1
                        ORDER BY found_record.called_on DESC, found_record.id DESC LIMIT %s) AS latest', coalesce(wanted::text, 'ALL')) INTO chosen USING of_outcome;
    ELSE
        chosen := ARRAY(SELECT visible.id FROM (
                SELECT found_record.id, found_record.called_on FROM care.family_call AS found_record
                WHERE (of_student IS NULL OR found_record.student_id = of_student) AND (everybody AND found_record.student_id = of_student OR found_record.student_id = ANY (in_reach))
                  AND (of_outcome IS NULL OR found_record.outcome = of_outcome)
                UNION SELECT found_record.id, found_record.called_on FROM care.family_call AS found_record
                WHERE sees_own AND found_record.created_by = me AND found_record.student_id NOT IN (SELECT access.own_children())
                  AND (of_student IS NULL OR found_record.student_id = of_student) AND (of_outcome IS NULL OR found_record.outcome = of_outcome)
            ) AS visible ORDER BY visible.called_on DESC, visible.id DESC LIMIT wanted);
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.called_on, found_record.with_whom, found_record.line, found_record.minutes, found_record.outcome, found_record.note
    FROM care.family_call AS found_record WHERE found_record.id = ANY (chosen)
    ORDER BY found_record.called_on DESC, found_record.id DESC;
END
$$;
COMMENT ON FUNCTION care.list_family_calls(bigint, text) IS '亲情电话一览(留痕) | family call, within reach; logged';

CREATE OR REPLACE FUNCTION care.read_family_call(of_record bigint)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, called_on date, with_whom text, line text, minutes int, outcome text, note text, created_on date, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM care.family_call AS found_record WHERE found_record.id = of_record AND access.may_record('visit', 'see', NULL, ARRAY[found_record.created_by], found_record.student_id)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'visit', 'family_call ' || of_record, (SELECT found_record.student_id FROM care.family_call AS found_record WHERE found_record.id = of_record), NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.called_on, found_record.with_whom, found_record.line, found_record.minutes, found_record.outcome, found_record.note, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM care.family_call AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION care.read_family_call(bigint) IS '亲情电话详情(留痕) | one of: family call; logged';

CREATE OR REPLACE FUNCTION care.add_family_call(of_student bigint, called_on date, with_whom text, outcome text, line text DEFAULT NULL, minutes int DEFAULT NULL, note text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('visit', 'create', NULL, ARRAY[access.person_id()], add_family_call.of_student);
    IF add_family_call.of_student IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_student', MESSAGE = ref.say('请填写“学生”。', 'Fill in "student".');
    ELSIF add_family_call.called_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'called_on', MESSAGE = ref.say('请填写“日期”。', 'Fill in "day".');
    ELSIF add_family_call.called_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'called_on', MESSAGE = ref.say('“日期”不能晚于今天。', '"day" cannot lie in the future.');
    ELSIF coalesce(btrim(add_family_call.with_whom), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'with_whom', MESSAGE = ref.say('请填写“通话对象”。', 'Fill in "with whom".');
    ELSIF add_family_call.outcome IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'outcome', MESSAGE = ref.say('请填写“结果”。', 'Fill in "outcome".');
    ELSIF add_family_call.outcome NOT IN ('reached', 'not_reached', 'refused') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'outcome', MESSAGE = ref.say('“结果”只能是:接通、未接通、拒绝。', '"outcome" is one of: reached, not reached, refused.');
    ELSIF add_family_call.minutes < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'minutes', MESSAGE = ref.say('“时长”不能是负数。', '"minutes" cannot be negative.');
    END IF;
    INSERT INTO care.family_call (student_id, called_on, with_whom, outcome, line, minutes, note)
    VALUES (add_family_call.of_student, add_family_call.called_on, nullif(btrim(add_family_call.with_whom), ''), add_family_call.outcome, nullif(btrim(add_family_call.line), ''), add_family_call.minutes, nullif(btrim(add_family_call.note), '')) RETURNING id INTO made;
    PERFORM audit.record('write', 'visit', 'family_call ' || made, add_family_call.of_student, NULL, NULL);
    -- Three failures in a row are a reason to go there.
    IF add_family_call.outcome <> 'reached' AND (SELECT count(*) = 3 AND bool_and(latest.outcome <> 'reached') FROM (SELECT found_record.outcome FROM care.family_call AS found_record WHERE found_record.student_id = add_family_call.of_student ORDER BY found_record.called_on DESC, found_record.id DESC LIMIT 3) AS latest) THEN
        INSERT INTO work.utterance (channel, text, raiser_id, heard_on) VALUES ('hotline', '亲情电话连续三次未接通,请班主任家访', add_family_call.of_student, ref.today());
    END IF;
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.add_family_call(bigint, date, text, text, text, int, text) IS '登记亲情电话 | registers: family call';

CREATE OR REPLACE FUNCTION people.list_teachings(of_class bigint DEFAULT NULL)
RETURNS TABLE (id bigint, class_label text, teacher_name text, subject text, from_day date, to_day date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('enrolment', 'see');
BEGIN
    IF NOT access.may('enrolment', 'see') AND NOT access.may('enrolment', 'create') THEN
        PERFORM access.refuse('enrolment', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, units.label(found_record.class_id), (SELECT person.name FROM people.person WHERE person.id = found_record.teacher_id), found_record.subject, found_record.from_day, found_record.to_day
    FROM people.teaching AS found_record
    WHERE (of_class IS NULL OR found_record.class_id = of_class)
      AND (everybody OR access.may_record('enrolment', 'see', found_record.class_id, ARRAY[found_record.teacher_id, found_record.created_by], NULL))
    ORDER BY found_record.subject LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION people.list_teachings(bigint) IS '任课一览 | teaching, within reach';

CREATE OR REPLACE FUNCTION people.read_teaching(of_record bigint)
RETURNS TABLE (id bigint, class_label text, teacher_name text, subject text, from_day date, to_day date, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM people.teaching AS found_record WHERE found_record.id = of_record AND access.may_record('enrolment', 'see', found_record.class_id, ARRAY[found_record.teacher_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, units.label(found_record.class_id), (SELECT person.name FROM people.person WHERE person.id = found_record.teacher_id), found_record.subject, found_record.from_day, found_record.to_day, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM people.teaching AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION people.read_teaching(bigint) IS '任课详情 | one of: teaching';

CREATE OR REPLACE FUNCTION people.add_teaching(class bigint, teacher bigint, subject text, from_day date, to_day date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('enrolment', 'create', add_teaching.class, ARRAY[access.person_id(), add_teaching.teacher], NULL);
    IF add_teaching.class IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'class', MESSAGE = ref.say('请填写“班级”。', 'Fill in "class".');
    ELSIF add_teaching.teacher IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'teacher', MESSAGE = ref.say('请填写“教师”。', 'Fill in "teacher".');
    ELSIF coalesce(btrim(add_teaching.subject), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'subject', MESSAGE = ref.say('请填写“学科”。', 'Fill in "subject".');
    ELSIF add_teaching.from_day IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'from_day', MESSAGE = ref.say('请填写“开始日期”。', 'Fill in "from".');
    ELSIF add_teaching.to_day <= add_teaching.from_day THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'to_day', MESSAGE = ref.say('“结束日期”须晚于“开始日期”。', '"to" comes after "from".');
    END IF;
    PERFORM units.require_class(add_teaching.class);
    INSERT INTO people.teaching (class_id, teacher_id, subject, from_day, to_day)
    VALUES (add_teaching.class, add_teaching.teacher, nullif(btrim(add_teaching.subject), ''), add_teaching.from_day, add_teaching.to_day) RETURNING id INTO made;
    PERFORM audit.record('write', 'enrolment', 'teaching ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION people.add_teaching(bigint, bigint, text, date, date) IS '登记任课 | registers: teaching';

CREATE OR REPLACE FUNCTION people.change_teaching(of_record bigint, class bigint DEFAULT NULL, teacher bigint DEFAULT NULL, subject text DEFAULT NULL, from_day date DEFAULT NULL, to_day date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM people.teaching AS found_record WHERE found_record.id = of_record AND access.may_record('enrolment', 'see', found_record.class_id, ARRAY[found_record.teacher_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM people.teaching AS found_record WHERE found_record.id = of_record AND access.may_record('enrolment', 'edit', found_record.class_id, ARRAY[found_record.teacher_id, found_record.created_by], NULL)) THEN
        PERFORM access.refuse('enrolment', 'edit');
    END IF;
    UPDATE people.teaching AS found_record SET class_id = coalesce(change_teaching.class, found_record.class_id), teacher_id = coalesce(change_teaching.teacher, found_record.teacher_id), subject = coalesce(nullif(btrim(change_teaching.subject), ''), found_record.subject), from_day = coalesce(change_teaching.from_day, found_record.from_day), to_day = coalesce(change_teaching.to_day, found_record.to_day)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'enrolment', 'teaching ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION people.change_teaching(bigint, bigint, bigint, text, date, date) IS '更正任课(空栏不变) | corrects: teaching; empty fields stay';

-- Rounds of the mind are the counsellors'; those of special constitutions are the clinic's, which keeps no test of anybody's mind.
CREATE OR REPLACE FUNCTION care.may_screen(of_kind text, wanted text, made_by bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT access.may_record('screening', wanted, NULL, ARRAY[made_by], NULL) OR (of_kind = 'health' AND access.may_all('diagnosis', wanted))
$$;
COMMENT ON FUNCTION care.may_screen(text, text, bigint) IS '对筛查轮次是否有权 | whether the caller may do this to a round of this kind';

CREATE OR REPLACE FUNCTION care.list_screening_rounds(of_kind text DEFAULT NULL)
RETURNS TABLE (id bigint, title text, kind text, instrument text, from_day date, to_day date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('screening', 'see');
BEGIN
    IF NOT access.may('screening', 'see') AND NOT access.may('screening', 'create') AND NOT access.may_all('diagnosis', 'see') THEN
        PERFORM access.refuse('screening', 'see');
    END IF;
    PERFORM audit.record('list', 'screening', 'screening_round', NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.kind, found_record.instrument, found_record.from_day, found_record.to_day
    FROM care.screening_round AS found_record
    WHERE (of_kind IS NULL OR found_record.kind = of_kind)
      AND (everybody OR care.may_screen(found_record.kind, 'see', found_record.created_by))
    ORDER BY found_record.from_day DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION care.list_screening_rounds(text) IS '筛查轮次一览(留痕) | screening round, within reach; logged';

CREATE OR REPLACE FUNCTION care.read_screening_round(of_record bigint)
RETURNS TABLE (id bigint, title text, kind text, instrument text, from_day date, to_day date, created_on date, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM care.screening_round AS found_record WHERE found_record.id = of_record AND care.may_screen(found_record.kind, 'see', found_record.created_by)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'screening', 'screening_round ' || of_record, NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.kind, found_record.instrument, found_record.from_day, found_record.to_day, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM care.screening_round AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION care.read_screening_round(bigint) IS '筛查轮次详情(留痕) | one of: screening round; logged';

CREATE OR REPLACE FUNCTION care.add_screening_round(title text, kind text, from_day date, to_day date, instrument text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    IF NOT care.may_screen(add_screening_round.kind, 'create', access.person_id()) THEN
        PERFORM access.refuse('screening', 'create');
    END IF;
    IF coalesce(btrim(add_screening_round.title), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'title', MESSAGE = ref.say('请填写“名称”。', 'Fill in "title".');
    ELSIF add_screening_round.kind IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('请填写“类别”。', 'Fill in "kind".');
    ELSIF add_screening_round.kind NOT IN ('health', 'psychological') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“类别”只能是:特异体质、心理。', '"kind" is one of: special constitution, psychological.');
    ELSIF add_screening_round.from_day IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'from_day', MESSAGE = ref.say('请填写“开始日期”。', 'Fill in "from".');
    ELSIF add_screening_round.to_day IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'to_day', MESSAGE = ref.say('请填写“结束日期”。', 'Fill in "to".');
    ELSIF add_screening_round.to_day < add_screening_round.from_day THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'to_day', MESSAGE = ref.say('“结束日期”不能早于“开始日期”。', '"to" cannot come before "from".');
    END IF;
    INSERT INTO care.screening_round (title, kind, from_day, to_day, instrument)
    VALUES (nullif(btrim(add_screening_round.title), ''), add_screening_round.kind, add_screening_round.from_day, add_screening_round.to_day, nullif(btrim(add_screening_round.instrument), '')) RETURNING id INTO made;
    PERFORM audit.record('write', 'screening', 'screening_round ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.add_screening_round(text, text, date, date, text) IS '登记筛查轮次 | registers: screening round';

CREATE OR REPLACE FUNCTION care.add_health_screening(title text, from_day date, to_day date, instrument text DEFAULT NULL) RETURNS bigint
LANGUAGE sql SET search_path = '' AS $$ SELECT care.add_screening_round(title, 'health', from_day, to_day, instrument) $$;
COMMENT ON FUNCTION care.add_health_screening(text, date, date, text) IS '登记特异体质筛查轮次 | registers a round of health screening';

CREATE OR REPLACE FUNCTION care.change_screening_round(of_record bigint, title text DEFAULT NULL, kind text DEFAULT NULL, instrument text DEFAULT NULL, from_day date DEFAULT NULL, to_day date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM care.screening_round AS found_record WHERE found_record.id = of_record AND care.may_screen(found_record.kind, 'see', found_record.created_by)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM care.screening_round AS found_record WHERE found_record.id = of_record AND care.may_screen(found_record.kind, 'edit', found_record.created_by)) THEN
        PERFORM access.refuse('screening', 'edit');
    END IF;
    IF change_screening_round.kind NOT IN ('health', 'psychological') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“类别”只能是:特异体质、心理。', '"kind" is one of: special constitution, psychological.');
    ELSIF EXISTS (SELECT FROM care.screening_round AS found_record WHERE found_record.id = of_record AND found_record.kind <> change_screening_round.kind) AND NOT access.may('screening', 'edit') THEN
        PERFORM access.refuse('screening', 'edit');
    END IF;
    UPDATE care.screening_round AS found_record SET title = coalesce(nullif(btrim(change_screening_round.title), ''), found_record.title), kind = coalesce(change_screening_round.kind, found_record.kind), instrument = coalesce(nullif(btrim(change_screening_round.instrument), ''), found_record.instrument), from_day = coalesce(change_screening_round.from_day, found_record.from_day), to_day = coalesce(change_screening_round.to_day, found_record.to_day)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'screening', 'screening_round ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.change_screening_round(bigint, text, text, text, date, date) IS '更正筛查轮次(空栏不变) | corrects: screening round; empty fields stay';

CREATE OR REPLACE FUNCTION care.list_screening_round_screening_returns(of_record bigint)
RETURNS TABLE (id bigint, class_label text, returned_on date, screened_count int, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM care.screening_round AS found_record WHERE found_record.id = of_record AND care.may_screen(found_record.kind, 'see', found_record.created_by)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'screening', 'screening_round ' || of_record, NULL, NULL, '{"part": "screening_return"}');
    RETURN QUERY SELECT found_record.id, units.label(found_record.class_id), found_record.returned_on, found_record.screened_count, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM care.screening_return AS found_record WHERE found_record.screening_round_id = of_record ORDER BY found_record.id;
END
$$;
COMMENT ON FUNCTION care.list_screening_round_screening_returns(bigint) IS '筛查轮次:班级上报 | returns of: screening round';

CREATE OR REPLACE FUNCTION care.add_screening_return_to_screening_round(of_record bigint, class bigint, returned_on date, screened_count int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM care.screening_round AS found_record WHERE found_record.id = of_record AND care.may_screen(found_record.kind, 'see', found_record.created_by)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM care.screening_round AS found_record WHERE found_record.id = of_record AND care.may_screen(found_record.kind, 'edit', found_record.created_by)) THEN
        PERFORM access.refuse('screening', 'edit');
    END IF;
    IF add_screening_return_to_screening_round.class IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'class', MESSAGE = ref.say('请填写“班级”。', 'Fill in "class".');
    ELSIF add_screening_return_to_screening_round.returned_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'returned_on', MESSAGE = ref.say('请填写“上报日期”。', 'Fill in "returned on".');
    ELSIF add_screening_return_to_screening_round.returned_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'returned_on', MESSAGE = ref.say('“上报日期”不能晚于今天。', '"returned on" cannot lie in the future.');
    ELSIF add_screening_return_to_screening_round.screened_count IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'screened_count', MESSAGE = ref.say('请填写“人数”。', 'Fill in "screened".');
    ELSIF add_screening_return_to_screening_round.screened_count < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'screened_count', MESSAGE = ref.say('“人数”不能是负数。', '"screened" cannot be negative.');
    ELSIF add_screening_return_to_screening_round.screened_count > 200 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'screened_count', MESSAGE = ref.say('“人数”是一个班的,不会超过200。', '"screened" is of one class, and never above 200.');
    ELSIF add_screening_return_to_screening_round.returned_on < (SELECT found_record.from_day FROM care.screening_round AS found_record WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'returned_on', MESSAGE = ref.say('“上报日期”不能早于本轮开始。', '"returned on" cannot come before the round began.');
    ELSIF EXISTS (SELECT FROM care.screening_return AS earlier WHERE earlier.screening_round_id = of_record AND earlier.class_id = add_screening_return_to_screening_round.class) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'class', MESSAGE = ref.say(format('本轮“%s”已经上报。', units.label(add_screening_return_to_screening_round.class)), format('"%s" has returned in this round already.', units.label(add_screening_return_to_screening_round.class)));
    END IF;
    PERFORM units.require_class(add_screening_return_to_screening_round.class);
    INSERT INTO care.screening_return (screening_round_id, class_id, returned_on, screened_count)
    VALUES (of_record, add_screening_return_to_screening_round.class, add_screening_return_to_screening_round.returned_on, add_screening_return_to_screening_round.screened_count) RETURNING id INTO made;
    PERFORM audit.record('add_screening_return', 'screening', 'screening_round ' || of_record, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.add_screening_return_to_screening_round(bigint, bigint, date, int) IS '登记班级上报 | note a return';

CREATE OR REPLACE FUNCTION care.list_screening_results(of_screening_round bigint DEFAULT NULL, of_band text DEFAULT NULL)
RETURNS TABLE (id bigint, screening_round_id bigint, student_id bigint, student_name text, class_label text, band text, seen_on date, seen_by_name text, guardian_told_on date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('screening', 'see') AND access.has_no_child();
    in_reach bigint[] := access.students_in_reach('screening');
    me bigint := access.person_id();
BEGIN
    IF NOT access.may('screening', 'see') AND NOT access.may('screening', 'create') THEN
        PERFORM access.refuse('screening', 'see');
    END IF;
    PERFORM audit.record('list', 'screening', 'screening_result', NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.screening_round_id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.band, found_record.seen_on, (SELECT person.name FROM people.person WHERE person.id = found_record.seen_by_id), found_record.guardian_told_on
    FROM care.screening_result AS found_record
    WHERE (of_screening_round IS NULL OR found_record.screening_round_id = of_screening_round)
      AND (of_band IS NULL OR found_record.band = of_band)
      AND (everybody OR found_record.student_id = ANY (in_reach) OR (me = ANY (ARRAY[found_record.created_by]) AND access.may_record('screening', 'see', NULL, ARRAY[found_record.created_by], found_record.student_id)))
    ORDER BY found_record.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION care.list_screening_results(bigint, text) IS '测评结果一览(留痕) | screening result, within reach; logged';

CREATE OR REPLACE FUNCTION care.read_screening_result(of_record bigint)
RETURNS TABLE (id bigint, screening_round_id bigint, student_id bigint, student_name text, class_label text, band text, score int, seen_on date, seen_by_name text, guardian_told_on date, created_on date, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM care.screening_result AS found_record WHERE found_record.id = of_record AND access.may_record('screening', 'see', NULL, ARRAY[found_record.created_by], found_record.student_id)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'screening', 'screening_result ' || of_record, (SELECT found_record.student_id FROM care.screening_result AS found_record WHERE found_record.id = of_record), NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.screening_round_id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.band, found_record.score, found_record.seen_on, (SELECT person.name FROM people.person WHERE person.id = found_record.seen_by_id), found_record.guardian_told_on, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM care.screening_result AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION care.read_screening_result(bigint) IS '测评结果详情(留痕) | one of: screening result; logged';

-- A flag opens a referral, whenever it is set, and only once.
CREATE OR REPLACE FUNCTION care.refer_flagged(of_result bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
    of_student bigint;
BEGIN
    INSERT INTO care.referral (student_id, reason, urgency, referred_on, screening_result_id)
    SELECT result.student_id, ref.say('测评预警', 'flagged by a screening'), 'normal', ref.today(), result.id FROM care.screening_result AS result
    WHERE result.id = of_result AND result.band = 'refer' AND NOT EXISTS (SELECT FROM care.referral AS earlier WHERE earlier.screening_result_id = of_result)
    RETURNING referral.id, referral.student_id INTO made, of_student;
    IF made IS NOT NULL THEN
        PERFORM work.begin('referral', made, of_student);
    END IF;
END
$$;
COMMENT ON FUNCTION care.refer_flagged(bigint) IS '预警自动转介(一次) | a flag opens a referral, once';

CREATE OR REPLACE FUNCTION care.add_screening_result(screening_round bigint, of_student bigint, band text, score int DEFAULT NULL, seen_on date DEFAULT NULL, seen_by bigint DEFAULT NULL, guardian_told_on date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('screening', 'create', NULL, ARRAY[access.person_id()], add_screening_result.of_student);
    IF add_screening_result.screening_round IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'screening_round', MESSAGE = ref.say('请填写“轮次”。', 'Fill in "round".');
    ELSIF add_screening_result.of_student IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_student', MESSAGE = ref.say('请填写“学生”。', 'Fill in "student".');
    ELSIF add_screening_result.band IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'band', MESSAGE = ref.say('请填写“预警等级”。', 'Fill in "band".');
    ELSIF add_screening_result.band NOT IN ('none', 'watch', 'refer') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'band', MESSAGE = ref.say('“预警等级”只能是:无、关注、转介。', '"band" is one of: none, watch, refer.');
    ELSIF add_screening_result.seen_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'seen_on', MESSAGE = ref.say('“访谈日期”不能晚于今天。', '"seen on" cannot lie in the future.');
    ELSIF add_screening_result.guardian_told_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'guardian_told_on', MESSAGE = ref.say('“家长告知”不能晚于今天。', '"guardian told on" cannot lie in the future.');
    END IF;
    IF NOT EXISTS (SELECT FROM care.screening_round AS round WHERE round.id = add_screening_result.screening_round AND round.kind = 'psychological') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'screening_round', MESSAGE = ref.say('“轮次”须是心理筛查;特异体质登记在健康档案。', '"round" is one of psychological screening; conditions of the body go into health records.');
    ELSIF EXISTS (SELECT FROM care.screening_result AS earlier WHERE earlier.screening_round_id = add_screening_result.screening_round AND earlier.student_id = add_screening_result.of_student) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_student', MESSAGE = ref.say('这名学生本轮已有结果。', 'The student has a result in this round.'), HINT = ref.say('请更正原有结果。', 'Correct the result that there is.');
    END IF;
    IF add_screening_result.score IS NOT NULL AND NOT EXISTS (SELECT FROM care.consent WHERE consent.student_id = add_screening_result.of_student AND consent.purpose = 'psychological_test' AND consent.withdrawn_on IS NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'score', MESSAGE = ref.say('没有知情同意,不能登记分值。', 'Without consent no score is entered.'), HINT = ref.say('先登记知情同意,或只填预警等级。', 'Enter the consent first, or the band alone.');
    END IF;
    INSERT INTO care.screening_result (screening_round_id, student_id, band, score, seen_on, seen_by_id, guardian_told_on)
    VALUES (add_screening_result.screening_round, add_screening_result.of_student, add_screening_result.band, add_screening_result.score, add_screening_result.seen_on, CASE WHEN add_screening_result.seen_on IS NOT NULL THEN coalesce(add_screening_result.seen_by, access.person_id()) END, add_screening_result.guardian_told_on) RETURNING id INTO made;
    PERFORM audit.record('write', 'screening', 'screening_result ' || made, add_screening_result.of_student, NULL, NULL);
    PERFORM care.refer_flagged(made);
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.add_screening_result(bigint, bigint, text, int, date, bigint, date) IS '登记测评结果 | registers: screening result';

CREATE OR REPLACE FUNCTION care.change_screening_result(of_record bigint, screening_round bigint DEFAULT NULL, of_student bigint DEFAULT NULL, band text DEFAULT NULL, score int DEFAULT NULL, seen_on date DEFAULT NULL, seen_by bigint DEFAULT NULL, guardian_told_on date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM care.screening_result AS found_record WHERE found_record.id = of_record AND access.may_record('screening', 'see', NULL, ARRAY[found_record.created_by], found_record.student_id)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM care.screening_result AS found_record WHERE found_record.id = of_record AND access.may_record('screening', 'edit', NULL, ARRAY[found_record.created_by], found_record.student_id)) THEN
        PERFORM access.refuse('screening', 'edit');
    END IF;
    IF change_screening_result.band NOT IN ('none', 'watch', 'refer') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'band', MESSAGE = ref.say('“预警等级”只能是:无、关注、转介。', '"band" is one of: none, watch, refer.');
    ELSIF change_screening_result.seen_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'seen_on', MESSAGE = ref.say('“访谈日期”不能晚于今天。', '"seen on" cannot lie in the future.');
    ELSIF change_screening_result.guardian_told_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'guardian_told_on', MESSAGE = ref.say('“家长告知”不能晚于今天。', '"guardian told on" cannot lie in the future.');
    ELSIF change_screening_result.score IS NOT NULL AND NOT EXISTS (SELECT FROM care.consent JOIN care.screening_result AS found_record ON found_record.student_id = consent.student_id
            WHERE found_record.id = of_record AND consent.purpose = 'psychological_test' AND consent.withdrawn_on IS NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'score', MESSAGE = ref.say('没有知情同意,不能登记分值。', 'Without consent no score is entered.'), HINT = ref.say('先登记知情同意,或只填预警等级。', 'Enter the consent first, or the band alone.');
    END IF;
    UPDATE care.screening_result AS found_record SET screening_round_id = coalesce(change_screening_result.screening_round, found_record.screening_round_id), student_id = coalesce(change_screening_result.of_student, found_record.student_id), band = coalesce(change_screening_result.band, found_record.band), score = coalesce(change_screening_result.score, found_record.score), seen_on = coalesce(change_screening_result.seen_on, found_record.seen_on), seen_by_id = coalesce(change_screening_result.seen_by, found_record.seen_by_id, CASE WHEN change_screening_result.seen_on IS NOT NULL THEN access.person_id() END), guardian_told_on = coalesce(change_screening_result.guardian_told_on, found_record.guardian_told_on)
    WHERE found_record.id = of_record;
    PERFORM care.refer_flagged(of_record);
    PERFORM audit.record('change', 'screening', 'screening_result ' || of_record, (SELECT found_record.student_id FROM care.screening_result AS found_record WHERE found_record.id = of_record), NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.change_screening_result(bigint, bigint, bigint, text, int, date, bigint, date) IS '更正测评结果(空栏不变) | corrects: screening result; empty fields stay';

CREATE OR REPLACE FUNCTION care.list_referrals(only_open boolean DEFAULT NULL)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, urgency text, referred_on date, counsellor_name text, accepted_on date, waited_days int, institution text, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('screening', 'see') AND access.has_no_child();
    in_reach bigint[] := access.students_in_reach('screening');
    me bigint := access.person_id();
BEGIN
    IF NOT access.may('screening', 'see') AND NOT access.may('screening', 'create') THEN
        PERFORM access.refuse('screening', 'see');
    END IF;
    PERFORM audit.record('list', 'screening', 'referral', NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.urgency, found_record.referred_on, (SELECT person.name FROM people.person WHERE person.id = found_record.counsellor_id), found_record.accepted_on, coalesce(found_record.accepted_on, ref.today()) - found_record.referred_on, found_record.institution, found_record.state
    FROM care.referral AS found_record
    WHERE (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = found_record.lifecycle AND step.state = found_record.state AND step.is_open))
      AND (everybody OR found_record.student_id = ANY (in_reach) OR (me = ANY (ARRAY[found_record.counsellor_id, found_record.created_by]) AND access.may_record('screening', 'see', NULL, ARRAY[found_record.counsellor_id, found_record.created_by], found_record.student_id)))
    ORDER BY found_record.referred_on DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION care.list_referrals(boolean) IS '转介一览(留痕) | referral, within reach; logged';

CREATE OR REPLACE FUNCTION care.read_referral(of_record bigint)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, reason text, urgency text, referred_on date, counsellor_name text, accepted_on date, institution text, screening_result_id bigint, state text, created_on date, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM care.referral AS found_record WHERE found_record.id = of_record AND access.may_record('screening', 'see', NULL, ARRAY[found_record.counsellor_id, found_record.created_by], found_record.student_id)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'screening', 'referral ' || of_record, (SELECT found_record.student_id FROM care.referral AS found_record WHERE found_record.id = of_record), NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.reason, found_record.urgency, found_record.referred_on, (SELECT person.name FROM people.person WHERE person.id = found_record.counsellor_id), found_record.accepted_on, found_record.institution, found_record.screening_result_id, found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM care.referral AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION care.read_referral(bigint) IS '转介详情(留痕) | one of: referral; logged';

CREATE OR REPLACE FUNCTION care.add_referral(of_student bigint, reason text, urgency text, referred_on date, counsellor bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('screening', 'create', NULL, ARRAY[access.person_id(), add_referral.counsellor], add_referral.of_student);
    IF add_referral.of_student IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_student', MESSAGE = ref.say('请填写“学生”。', 'Fill in "student".');
    ELSIF coalesce(btrim(add_referral.reason), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'reason', MESSAGE = ref.say('请填写“转介原因”。', 'Fill in "reason".');
    ELSIF add_referral.urgency IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'urgency', MESSAGE = ref.say('请填写“缓急”。', 'Fill in "urgency".');
    ELSIF add_referral.urgency NOT IN ('normal', 'urgent') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'urgency', MESSAGE = ref.say('“缓急”只能是:一般、紧急。', '"urgency" is one of: normal, urgent.');
    ELSIF add_referral.referred_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'referred_on', MESSAGE = ref.say('请填写“转介日期”。', 'Fill in "referred on".');
    ELSIF add_referral.referred_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'referred_on', MESSAGE = ref.say('“转介日期”不能晚于今天。', '"referred on" cannot lie in the future.');
    END IF;
    INSERT INTO care.referral (student_id, reason, urgency, referred_on, counsellor_id)
    VALUES (add_referral.of_student, nullif(btrim(add_referral.reason), ''), add_referral.urgency, add_referral.referred_on, add_referral.counsellor) RETURNING id INTO made;
    PERFORM work.begin('referral', made, add_referral.of_student);
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.add_referral(bigint, text, text, date, bigint) IS '登记转介 | registers: referral';

CREATE OR REPLACE FUNCTION care.change_referral(of_record bigint, of_student bigint DEFAULT NULL, reason text DEFAULT NULL, urgency text DEFAULT NULL, referred_on date DEFAULT NULL, counsellor bigint DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('referral', of_record, 'edit');
    IF NOT (SELECT is_open FROM care.referral AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    IF change_referral.urgency NOT IN ('normal', 'urgent') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'urgency', MESSAGE = ref.say('“缓急”只能是:一般、紧急。', '"urgency" is one of: normal, urgent.');
    ELSIF change_referral.referred_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'referred_on', MESSAGE = ref.say('“转介日期”不能晚于今天。', '"referred on" cannot lie in the future.');
    END IF;
    UPDATE care.referral AS found_record SET student_id = coalesce(change_referral.of_student, found_record.student_id), reason = coalesce(nullif(btrim(change_referral.reason), ''), found_record.reason), urgency = coalesce(change_referral.urgency, found_record.urgency), referred_on = coalesce(change_referral.referred_on, found_record.referred_on), counsellor_id = coalesce(change_referral.counsellor, found_record.counsellor_id)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'screening', 'referral ' || of_record, (SELECT found_record.student_id FROM care.referral AS found_record WHERE found_record.id = of_record), NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.change_referral(bigint, bigint, text, text, date, bigint) IS '更正转介(空栏不变) | corrects: referral; empty fields stay';

CREATE OR REPLACE FUNCTION care.list_counselling_cases(only_open boolean DEFAULT NULL)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, counsellor_name text, opened_on date, institution text, institution_paper_on date, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('counselling', 'see') AND access.has_no_child();
    in_reach bigint[] := access.students_in_reach('counselling');
    me bigint := access.person_id();
BEGIN
    IF NOT access.may('counselling', 'see') AND NOT access.may('counselling', 'create') THEN
        PERFORM access.refuse('counselling', 'see');
    END IF;
    PERFORM audit.record('list', 'counselling', 'counselling_case', NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), (SELECT person.name FROM people.person WHERE person.id = found_record.counsellor_id), found_record.opened_on, found_record.institution, found_record.institution_paper_on, found_record.state
    FROM care.counselling_case AS found_record
    WHERE (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = found_record.lifecycle AND step.state = found_record.state AND step.is_open))
      AND (everybody OR found_record.student_id = ANY (in_reach) OR (me = ANY (ARRAY[found_record.counsellor_id, found_record.created_by]) AND access.may_record('counselling', 'see', NULL, ARRAY[found_record.counsellor_id, found_record.created_by], found_record.student_id)))
    ORDER BY found_record.opened_on DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION care.list_counselling_cases(boolean) IS '心理个案一览(留痕) | counselling case, within reach; logged';

CREATE OR REPLACE FUNCTION care.read_counselling_case(of_record bigint)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, counsellor_name text, opened_on date, institution text, institution_paper_on date, state text, created_on date, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM care.counselling_case AS found_record WHERE found_record.id = of_record AND access.may_record('counselling', 'see', NULL, ARRAY[found_record.counsellor_id, found_record.created_by], found_record.student_id)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'counselling', 'counselling_case ' || of_record, (SELECT found_record.student_id FROM care.counselling_case AS found_record WHERE found_record.id = of_record), NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), (SELECT person.name FROM people.person WHERE person.id = found_record.counsellor_id), found_record.opened_on, found_record.institution, found_record.institution_paper_on, found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM care.counselling_case AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION care.read_counselling_case(bigint) IS '心理个案详情(留痕) | one of: counselling case; logged';

CREATE OR REPLACE FUNCTION care.add_counselling_case(of_student bigint, counsellor bigint, opened_on date, institution text DEFAULT NULL, institution_paper_on date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('counselling', 'create', NULL, ARRAY[access.person_id(), add_counselling_case.counsellor], add_counselling_case.of_student);
    IF add_counselling_case.of_student IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_student', MESSAGE = ref.say('请填写“学生”。', 'Fill in "student".');
    ELSIF add_counselling_case.counsellor IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'counsellor', MESSAGE = ref.say('请填写“辅导教师”。', 'Fill in "counsellor".');
    ELSIF add_counselling_case.opened_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'opened_on', MESSAGE = ref.say('请填写“开始日期”。', 'Fill in "opened on".');
    ELSIF add_counselling_case.opened_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'opened_on', MESSAGE = ref.say('“开始日期”不能晚于今天。', '"opened on" cannot lie in the future.');
    ELSIF add_counselling_case.institution_paper_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'institution_paper_on', MESSAGE = ref.say('“机构证明日期”不能晚于今天。', '"its paper of" cannot lie in the future.');
    END IF;
    IF add_counselling_case.counsellor IS DISTINCT FROM access.person_id() AND NOT access.may_all('counselling', 'see') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('个案由接案的辅导教师自己登记。', 'A case is opened by its own counsellor.');
    ELSIF add_counselling_case.of_student IN (SELECT access.own_children()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('不能辅导自己的子女。', 'Nobody counsels an own child.');
    END IF;
    INSERT INTO care.counselling_case (student_id, counsellor_id, opened_on, institution, institution_paper_on)
    VALUES (add_counselling_case.of_student, add_counselling_case.counsellor, add_counselling_case.opened_on, nullif(btrim(add_counselling_case.institution), ''), add_counselling_case.institution_paper_on) RETURNING id INTO made;
    PERFORM work.begin('counselling_case', made, add_counselling_case.of_student);
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.add_counselling_case(bigint, bigint, date, text, date) IS '登记心理个案 | registers: counselling case';

CREATE OR REPLACE FUNCTION care.change_counselling_case(of_record bigint, of_student bigint DEFAULT NULL, counsellor bigint DEFAULT NULL, opened_on date DEFAULT NULL, institution text DEFAULT NULL, institution_paper_on date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('counselling_case', of_record, 'edit');
    IF NOT (SELECT is_open FROM care.counselling_case AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    IF change_counselling_case.opened_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'opened_on', MESSAGE = ref.say('“开始日期”不能晚于今天。', '"opened on" cannot lie in the future.');
    ELSIF change_counselling_case.institution_paper_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'institution_paper_on', MESSAGE = ref.say('“机构证明日期”不能晚于今天。', '"its paper of" cannot lie in the future.');
    END IF;
    UPDATE care.counselling_case AS found_record SET student_id = coalesce(change_counselling_case.of_student, found_record.student_id), counsellor_id = coalesce(change_counselling_case.counsellor, found_record.counsellor_id), opened_on = coalesce(change_counselling_case.opened_on, found_record.opened_on), institution = coalesce(nullif(btrim(change_counselling_case.institution), ''), found_record.institution), institution_paper_on = coalesce(change_counselling_case.institution_paper_on, found_record.institution_paper_on)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'counselling', 'counselling_case ' || of_record, (SELECT found_record.student_id FROM care.counselling_case AS found_record WHERE found_record.id = of_record), NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.change_counselling_case(bigint, bigint, bigint, date, text, date) IS '更正心理个案(空栏不变) | corrects: counselling case; empty fields stay';

CREATE OR REPLACE FUNCTION care.list_counselling_case_counselling_notes(of_record bigint)
RETURNS TABLE (id bigint, on_day date, note_text text, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM care.counselling_case AS found_record WHERE found_record.id = of_record AND access.may_record('counselling', 'see', NULL, ARRAY[found_record.counsellor_id, found_record.created_by], found_record.student_id)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'counselling', 'counselling_case ' || of_record, (SELECT found_record.student_id FROM care.counselling_case AS found_record WHERE found_record.id = of_record), NULL, '{"part": "counselling_note"}');
    RETURN QUERY SELECT found_record.id, found_record.on_day, found_record.note_text, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM care.counselling_note AS found_record WHERE found_record.counselling_case_id = of_record ORDER BY found_record.id;
END
$$;
COMMENT ON FUNCTION care.list_counselling_case_counselling_notes(bigint) IS '心理个案:辅导记录 | notes of: counselling case';

CREATE OR REPLACE FUNCTION care.add_counselling_note_to_counselling_case(of_record bigint, on_day date, note_text text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM work.require_row('counselling_case', of_record, 'edit');
    IF (SELECT found_record.state FROM care.counselling_case AS found_record WHERE found_record.id = of_record) NOT IN ('open') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('现在的状态不能这样做。', 'This cannot be done in the state that it is in.'),
            HINT = ref.say('可在以下状态办理:进行中', 'Possible when it is: open');
    END IF;
    IF add_counselling_note_to_counselling_case.on_day IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('请填写“日期”。', 'Fill in "day".');
    ELSIF add_counselling_note_to_counselling_case.on_day > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('“日期”不能晚于今天。', '"day" cannot lie in the future.');
    ELSIF coalesce(btrim(add_counselling_note_to_counselling_case.note_text), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'note_text', MESSAGE = ref.say('请填写“记录”。', 'Fill in "note".');
    ELSIF add_counselling_note_to_counselling_case.on_day < (SELECT found_record.opened_on FROM care.counselling_case AS found_record WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('“日期”不能早于个案开始。', '"day" cannot come before the case began.');
    END IF;
    INSERT INTO care.counselling_note (counselling_case_id, on_day, note_text)
    VALUES (of_record, add_counselling_note_to_counselling_case.on_day, nullif(btrim(add_counselling_note_to_counselling_case.note_text), '')) RETURNING id INTO made;
    PERFORM audit.record('add_counselling_note', 'counselling', 'counselling_case ' || of_record, (SELECT found_record.student_id FROM care.counselling_case AS found_record WHERE found_record.id = of_record), NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.add_counselling_note_to_counselling_case(bigint, date, text) IS '写辅导记录 | write a note';

CREATE OR REPLACE FUNCTION care.list_risk_alerts(only_open boolean DEFAULT NULL, of_level text DEFAULT NULL)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, level text, since date, ground text, guardian_told_on date, homeroom_told_on date, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('risk_alert', 'see') AND access.has_no_child();
    in_reach bigint[] := access.students_in_reach('risk_alert');
    me bigint := access.person_id();
BEGIN
    IF NOT access.may('risk_alert', 'see') AND NOT access.may('risk_alert', 'create') THEN
        PERFORM access.refuse('risk_alert', 'see');
    END IF;
    PERFORM audit.record('list', 'risk_alert', 'risk_alert', NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.level, found_record.since, found_record.ground, found_record.guardian_told_on, found_record.homeroom_told_on, found_record.state
    FROM care.risk_alert AS found_record
    WHERE (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = found_record.lifecycle AND step.state = found_record.state AND step.is_open))
      AND (of_level IS NULL OR found_record.level = of_level)
      AND (everybody OR found_record.student_id = ANY (in_reach) OR (me = ANY (ARRAY[found_record.created_by]) AND access.may_record('risk_alert', 'see', NULL, ARRAY[found_record.created_by], found_record.student_id)))
    ORDER BY found_record.level DESC, found_record.since DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION care.list_risk_alerts(boolean, text) IS '风险预警一览(留痕) | risk alert, within reach; logged';

CREATE OR REPLACE FUNCTION care.read_risk_alert(of_record bigint)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, level text, since date, ground text, guardian_told_on date, homeroom_told_on date, plan_text text, state text, created_on date, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM care.risk_alert AS found_record WHERE found_record.id = of_record AND access.may_record('risk_alert', 'see', NULL, ARRAY[found_record.created_by], found_record.student_id)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'risk_alert', 'risk_alert ' || of_record, (SELECT found_record.student_id FROM care.risk_alert AS found_record WHERE found_record.id = of_record), NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.level, found_record.since, found_record.ground, found_record.guardian_told_on, found_record.homeroom_told_on, found_record.plan_text, found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM care.risk_alert AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION care.read_risk_alert(bigint) IS '风险预警详情(留痕) | one of: risk alert; logged';

CREATE OR REPLACE FUNCTION care.add_risk_alert(of_student bigint, level text, since date, ground text, guardian_told_on date DEFAULT NULL, homeroom_told_on date DEFAULT NULL, plan_text text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('risk_alert', 'create', NULL, ARRAY[access.person_id()], add_risk_alert.of_student);
    IF add_risk_alert.of_student IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_student', MESSAGE = ref.say('请填写“学生”。', 'Fill in "student".');
    ELSIF add_risk_alert.level IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'level', MESSAGE = ref.say('请填写“等级”。', 'Fill in "level".');
    ELSIF add_risk_alert.level NOT IN ('0', '1', '2', '3') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'level', MESSAGE = ref.say('“等级”只能是:0级、1级、2级、3级(高)。', '"level" is one of: level 0, level 1, level 2, level 3, high.');
    ELSIF add_risk_alert.since IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'since', MESSAGE = ref.say('请填写“起始日期”。', 'Fill in "since".');
    ELSIF add_risk_alert.since > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'since', MESSAGE = ref.say('“起始日期”不能晚于今天。', '"since" cannot lie in the future.');
    ELSIF add_risk_alert.ground IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'ground', MESSAGE = ref.say('请填写“依据”。', 'Fill in "ground".');
    ELSIF add_risk_alert.ground NOT IN ('screening', 'observation', 'lives_alone', 'report') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'ground', MESSAGE = ref.say('“依据”只能是:测评、观察、未满16岁独居、他人报告。', '"ground" is one of: screening, observation, under 16 and alone, a report.');
    ELSIF add_risk_alert.guardian_told_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'guardian_told_on', MESSAGE = ref.say('“告知监护人日期”不能晚于今天。', '"guardian told on" cannot lie in the future.');
    ELSIF add_risk_alert.homeroom_told_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'homeroom_told_on', MESSAGE = ref.say('“告知班主任日期”不能晚于今天。', '"homeroom teacher told on" cannot lie in the future.');
    ELSIF add_risk_alert.ground = 'lives_alone' AND EXISTS (SELECT FROM people.person WHERE person.id = add_risk_alert.of_student AND person.birth_date <= (add_risk_alert.since - interval '16 years')::date) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'ground', MESSAGE = ref.say('学生已满16岁,“依据”不能是“未满16岁独居”。', 'The student is sixteen; "ground" cannot be "under 16 and alone".'), HINT = ref.say('可改选“观察”。', 'Choose "observation".');
    END IF;
    INSERT INTO care.risk_alert (student_id, level, since, ground, guardian_told_on, homeroom_told_on, plan_text)
    VALUES (add_risk_alert.of_student, add_risk_alert.level, add_risk_alert.since, add_risk_alert.ground, add_risk_alert.guardian_told_on, add_risk_alert.homeroom_told_on, nullif(btrim(add_risk_alert.plan_text), '')) RETURNING id INTO made;
    PERFORM work.begin('risk_alert', made, add_risk_alert.of_student);
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.add_risk_alert(bigint, text, date, text, date, date, text) IS '登记风险预警 | registers: risk alert';

CREATE OR REPLACE FUNCTION care.change_risk_alert(of_record bigint, of_student bigint DEFAULT NULL, level text DEFAULT NULL, since date DEFAULT NULL, ground text DEFAULT NULL, guardian_told_on date DEFAULT NULL, homeroom_told_on date DEFAULT NULL, plan_text text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('risk_alert', of_record, 'edit');
    IF NOT (SELECT is_open FROM care.risk_alert AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    IF change_risk_alert.level NOT IN ('0', '1', '2', '3') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'level', MESSAGE = ref.say('“等级”只能是:0级、1级、2级、3级(高)。', '"level" is one of: level 0, level 1, level 2, level 3, high.');
    ELSIF change_risk_alert.since > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'since', MESSAGE = ref.say('“起始日期”不能晚于今天。', '"since" cannot lie in the future.');
    ELSIF change_risk_alert.ground NOT IN ('screening', 'observation', 'lives_alone', 'report') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'ground', MESSAGE = ref.say('“依据”只能是:测评、观察、未满16岁独居、他人报告。', '"ground" is one of: screening, observation, under 16 and alone, a report.');
    ELSIF change_risk_alert.guardian_told_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'guardian_told_on', MESSAGE = ref.say('“告知监护人日期”不能晚于今天。', '"guardian told on" cannot lie in the future.');
    ELSIF change_risk_alert.homeroom_told_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'homeroom_told_on', MESSAGE = ref.say('“告知班主任日期”不能晚于今天。', '"homeroom teacher told on" cannot lie in the future.');
    END IF;
    UPDATE care.risk_alert AS found_record SET student_id = coalesce(change_risk_alert.of_student, found_record.student_id), level = coalesce(change_risk_alert.level, found_record.level), since = coalesce(change_risk_alert.since, found_record.since), ground = coalesce(change_risk_alert.ground, found_record.ground), guardian_told_on = coalesce(change_risk_alert.guardian_told_on, found_record.guardian_told_on), homeroom_told_on = coalesce(change_risk_alert.homeroom_told_on, found_record.homeroom_told_on), plan_text = coalesce(nullif(btrim(change_risk_alert.plan_text), ''), found_record.plan_text)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'risk_alert', 'risk_alert ' || of_record, (SELECT found_record.student_id FROM care.risk_alert AS found_record WHERE found_record.id = of_record), NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.change_risk_alert(bigint, bigint, text, date, text, date, date, text) IS '更正风险预警(空栏不变) | corrects: risk alert; empty fields stay';

CREATE OR REPLACE FUNCTION care.list_mandatory_reports(only_open boolean DEFAULT NULL)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, noticed_at timestamptz, reported_at timestamptz, hours numeric, reported_to text, receipt text, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('mandatory_report', 'see') AND access.has_no_child();
BEGIN
    IF NOT access.may('mandatory_report', 'see') AND NOT access.may('mandatory_report', 'create') THEN
        PERFORM access.refuse('mandatory_report', 'see');
    END IF;
    PERFORM audit.record('list', 'mandatory_report', 'mandatory_report', NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.noticed_at, found_record.reported_at, round(extract(epoch FROM coalesce(found_record.reported_at, now()) - found_record.noticed_at) / 3600, 1), found_record.reported_to, found_record.receipt, found_record.state
    FROM care.mandatory_report AS found_record
    WHERE (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = found_record.lifecycle AND step.state = found_record.state AND step.is_open))
      AND (everybody OR access.may_record('mandatory_report', 'see', NULL, ARRAY[found_record.created_by], found_record.student_id))
    ORDER BY found_record.noticed_at DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION care.list_mandatory_reports(boolean) IS '强制报告一览(留痕) | mandatory report, within reach; logged';

CREATE OR REPLACE FUNCTION care.read_mandatory_report(of_record bigint)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, noticed_at timestamptz, what_noticed text, reported_at timestamptz, reported_to text, officer text, receipt text, protective_steps text, outcome text, state text, created_on date, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM care.mandatory_report AS found_record WHERE found_record.id = of_record AND access.may_record('mandatory_report', 'see', NULL, ARRAY[found_record.created_by], found_record.student_id)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'mandatory_report', 'mandatory_report ' || of_record, NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.noticed_at, found_record.what_noticed, found_record.reported_at, found_record.reported_to, found_record.officer, found_record.receipt, found_record.protective_steps, found_record.outcome, found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM care.mandatory_report AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION care.read_mandatory_report(bigint) IS '强制报告详情(留痕) | one of: mandatory report; logged';

CREATE OR REPLACE FUNCTION care.add_mandatory_report(of_student bigint, noticed_at timestamptz, what_noticed text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('mandatory_report', 'create', NULL, ARRAY[access.person_id()], NULL);
    IF add_mandatory_report.of_student IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_student', MESSAGE = ref.say('请填写“学生”。', 'Fill in "student".');
    ELSIF add_mandatory_report.noticed_at IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'noticed_at', MESSAGE = ref.say('请填写“发现时间”。', 'Fill in "noticed at".');
    ELSIF coalesce(btrim(add_mandatory_report.what_noticed), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'what_noticed', MESSAGE = ref.say('请填写“情况”。', 'Fill in "what was noticed".');
    ELSIF add_mandatory_report.noticed_at > now() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'noticed_at', MESSAGE = ref.say('“发现时间”不能晚于现在。', '"noticed at" cannot lie in the future.');
    END IF;
    INSERT INTO care.mandatory_report (student_id, noticed_at, what_noticed)
    VALUES (add_mandatory_report.of_student, add_mandatory_report.noticed_at, nullif(btrim(add_mandatory_report.what_noticed), '')) RETURNING id INTO made;
    PERFORM work.begin('mandatory_report', made);
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.add_mandatory_report(bigint, timestamptz, text) IS '登记强制报告 | registers: mandatory report';

CREATE OR REPLACE FUNCTION care.list_activities(of_kind text DEFAULT NULL, only_open boolean DEFAULT NULL)
RETURNS TABLE (id bigint, kind text, title text, planned_on date, where_held text, grade_unit_label text, held_on date, attended int, classes bigint, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('activity', 'see');
BEGIN
    IF NOT access.may('activity', 'see') AND NOT access.may('activity', 'create') THEN
        PERFORM access.refuse('activity', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.kind, found_record.title, found_record.planned_on, found_record.where_held, units.label(found_record.grade_unit_id), found_record.held_on, found_record.attended, (SELECT count(*) FROM care.activity_class AS came WHERE came.activity_id = found_record.id), found_record.state
    FROM care.activity AS found_record
    WHERE (of_kind IS NULL OR found_record.kind = of_kind)
      AND (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = found_record.lifecycle AND step.state = found_record.state AND step.is_open))
      AND (everybody OR access.may_record('activity', 'see', found_record.grade_unit_id, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.planned_on DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION care.list_activities(text, boolean) IS '活动一览 | activity, within reach';

CREATE OR REPLACE FUNCTION care.read_activity(of_record bigint)
RETURNS TABLE (id bigint, kind text, title text, planned_on date, where_held text, grade_unit_label text, held_on date, attended int, state text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM care.activity AS found_record WHERE found_record.id = of_record AND access.may_record('activity', 'see', found_record.grade_unit_id, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.kind, found_record.title, found_record.planned_on, found_record.where_held, units.label(found_record.grade_unit_id), found_record.held_on, found_record.attended, found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM care.activity AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION care.read_activity(bigint) IS '活动详情 | one of: activity';

CREATE OR REPLACE FUNCTION care.add_activity(kind text, title text, planned_on date, where_held text DEFAULT NULL, grade_unit bigint DEFAULT NULL, attended int DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('activity', 'create', add_activity.grade_unit, ARRAY[access.person_id()], NULL);
    IF add_activity.kind IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('请填写“类别”。', 'Fill in "kind".');
    ELSIF add_activity.kind NOT IN ('mental_health', 'gaokao', 'care') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“类别”只能是:心理健康教育、高考助考、关爱活动。', '"kind" is one of: mental health education, support before the gaokao, care.');
    ELSIF coalesce(btrim(add_activity.title), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'title', MESSAGE = ref.say('请填写“活动”。', 'Fill in "title".');
    ELSIF add_activity.planned_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'planned_on', MESSAGE = ref.say('请填写“计划日期”。', 'Fill in "planned on".');
    ELSIF add_activity.attended < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'attended', MESSAGE = ref.say('“参加人数”不能是负数。', '"attended" cannot be negative.');
    END IF;
    INSERT INTO care.activity (kind, title, planned_on, where_held, grade_unit_id, attended)
    VALUES (add_activity.kind, nullif(btrim(add_activity.title), ''), add_activity.planned_on, nullif(btrim(add_activity.where_held), ''), add_activity.grade_unit, add_activity.attended) RETURNING id INTO made;
    PERFORM work.begin('activity', made);
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.add_activity(text, text, date, text, bigint, int) IS '登记活动 | registers: activity';

CREATE OR REPLACE FUNCTION care.change_activity(of_record bigint, kind text DEFAULT NULL, title text DEFAULT NULL, planned_on date DEFAULT NULL, where_held text DEFAULT NULL, grade_unit bigint DEFAULT NULL, attended int DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('activity', of_record, 'edit');
    IF NOT (SELECT is_open FROM care.activity AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    IF change_activity.kind NOT IN ('mental_health', 'gaokao', 'care') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“类别”只能是:心理健康教育、高考助考、关爱活动。', '"kind" is one of: mental health education, support before the gaokao, care.');
    ELSIF change_activity.attended < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'attended', MESSAGE = ref.say('“参加人数”不能是负数。', '"attended" cannot be negative.');
    END IF;
    UPDATE care.activity AS found_record SET kind = coalesce(change_activity.kind, found_record.kind), title = coalesce(nullif(btrim(change_activity.title), ''), found_record.title), planned_on = coalesce(change_activity.planned_on, found_record.planned_on), where_held = coalesce(nullif(btrim(change_activity.where_held), ''), found_record.where_held), grade_unit_id = coalesce(change_activity.grade_unit, found_record.grade_unit_id), attended = coalesce(change_activity.attended, found_record.attended)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'activity', 'activity ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.change_activity(bigint, text, text, date, text, bigint, int) IS '更正活动(空栏不变) | corrects: activity; empty fields stay';

CREATE OR REPLACE FUNCTION care.list_activity_activity_classs(of_record bigint)
RETURNS TABLE (id bigint, class_label text, attended int, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM care.activity AS found_record WHERE found_record.id = of_record AND access.may_record('activity', 'see', found_record.grade_unit_id, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY SELECT found_record.id, units.label(found_record.class_id), found_record.attended, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM care.activity_class AS found_record WHERE found_record.activity_id = of_record ORDER BY found_record.id;
END
$$;
COMMENT ON FUNCTION care.list_activity_activity_classs(bigint) IS '活动:参加班级 | classes of: activity';

CREATE OR REPLACE FUNCTION care.add_activity_class_to_activity(of_record bigint, class bigint, attended int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM work.require_row('activity', of_record, 'edit');
    IF add_activity_class_to_activity.class IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'class', MESSAGE = ref.say('请填写“班级”。', 'Fill in "class".');
    ELSIF add_activity_class_to_activity.attended IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'attended', MESSAGE = ref.say('请填写“人数”。', 'Fill in "attended".');
    ELSIF add_activity_class_to_activity.attended < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'attended', MESSAGE = ref.say('“人数”不能是负数。', '"attended" cannot be negative.');
    ELSIF add_activity_class_to_activity.attended > 200 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'attended', MESSAGE = ref.say('“人数”是一个班的,不会超过200。', '"attended" is of one class, and never above 200.');
    ELSIF (SELECT found_record.state FROM care.activity AS found_record WHERE found_record.id = of_record) = 'dropped' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('活动已取消,没有参加班级。', 'The activity was dropped; nobody came.');
    ELSIF EXISTS (SELECT FROM care.activity_class AS earlier WHERE earlier.activity_id = of_record AND earlier.class_id = add_activity_class_to_activity.class) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'class', MESSAGE = ref.say('这个班已登记。', 'This class is noted already.');
    END IF;
    PERFORM units.require_class(add_activity_class_to_activity.class);
    INSERT INTO care.activity_class (activity_id, class_id, attended)
    VALUES (of_record, add_activity_class_to_activity.class, add_activity_class_to_activity.attended) RETURNING id INTO made;
    PERFORM audit.record('add_activity_class', 'activity', 'activity ' || of_record, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.add_activity_class_to_activity(bigint, bigint, int) IS '登记参加班级 | note a class';

-- Held on its day, which may be another than that of the entry, and with who came: once it is held nothing is changed any more.
CREATE OR REPLACE FUNCTION care.hold_activity(of_record bigint, held_on date DEFAULT NULL, attended int DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF hold_activity.held_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'held_on', MESSAGE = ref.say('“举办日期”不能晚于今天。', '"held on" cannot lie in the future.');
    ELSIF hold_activity.attended < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'attended', MESSAGE = ref.say('“参加人数”不能是负数。', '"attended" cannot be negative.');
    END IF;
    PERFORM work.transition('activity', of_record, 'hold', NULL);
    UPDATE care.activity AS found_record SET held_on = coalesce(hold_activity.held_on, found_record.held_on),
        attended = coalesce(hold_activity.attended, found_record.attended, (SELECT sum(came.attended)::int FROM care.activity_class AS came WHERE came.activity_id = of_record)) WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION care.hold_activity(bigint, date, int) IS '活动已举办 | an activity was held';

CREATE OR REPLACE FUNCTION care.withdraw_consent(of_record bigint, on_day date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint;
BEGIN
    SELECT consent.student_id INTO of_student FROM care.consent WHERE consent.id = of_record AND access.may_student('consent', 'see', consent.student_id);
    IF of_student IS NULL THEN
        PERFORM access.not_found();
    END IF;
    PERFORM access.require_student('consent', 'create', of_student);
    IF on_day > ref.today() OR on_day < (SELECT consent.given_on FROM care.consent WHERE consent.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('“日期”须在同意之日与今天之间。', '"day" lies between the consent and today.');
    END IF;
    UPDATE care.consent SET withdrawn_on = coalesce(on_day, ref.today()) WHERE consent.id = of_record AND consent.withdrawn_on IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经撤回。', 'It is withdrawn already.');
    END IF;
    PERFORM audit.record('withdraw', 'consent', of_record::text, of_student, NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.withdraw_consent(bigint, date) IS '撤回同意 | withdraws a consent';

CREATE OR REPLACE FUNCTION care.refer_out(of_record bigint, institution text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM registers.require_text('institution', '转往机构', 'institution', refer_out.institution);
    PERFORM work.transition('referral', of_record, 'refer_out', NULL);
    UPDATE care.referral AS found_record SET institution = btrim(refer_out.institution) WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION care.refer_out(bigint, text) IS '转往医疗机构 | refers out to an institution';

CREATE OR REPLACE FUNCTION care.send_mandatory_report(of_record bigint, reported_at timestamptz, reported_to text, officer text, receipt text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM registers.require_text('reported_at', '报告时间', 'reported at', send_mandatory_report.reported_at::text),
            registers.require_text('reported_to', '报告机关', 'reported to', send_mandatory_report.reported_to),
            registers.require_text('officer', '接报人', 'officer', send_mandatory_report.officer);
    PERFORM work.transition('mandatory_report', of_record, 'report', NULL);
    IF send_mandatory_report.reported_at > now() OR send_mandatory_report.reported_at < (SELECT found_record.noticed_at FROM care.mandatory_report AS found_record WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'reported_at', MESSAGE = ref.say('“报告时间”须在发现之后、现在之前。', '"reported at" lies between the notice and now.');
    END IF;
    UPDATE care.mandatory_report AS found_record SET reported_at = send_mandatory_report.reported_at, reported_to = btrim(send_mandatory_report.reported_to), officer = btrim(send_mandatory_report.officer), receipt = nullif(btrim(send_mandatory_report.receipt), '') WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION care.send_mandatory_report(bigint, timestamptz, text, text, text) IS '强制报告:已报告 | a mandatory report is sent';

CREATE OR REPLACE FUNCTION care.protect_minor(of_record bigint, protective_steps text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM registers.require_text('protective_steps', '保护措施', 'protective steps', protect_minor.protective_steps);
    PERFORM work.transition('mandatory_report', of_record, 'protect', NULL);
    UPDATE care.mandatory_report AS found_record SET protective_steps = btrim(protect_minor.protective_steps) WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION care.protect_minor(bigint, text) IS '保护措施 | protective steps';

CREATE OR REPLACE FUNCTION care.tell_outcome(of_record bigint, outcome text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM registers.require_text('outcome', '结果', 'outcome', tell_outcome.outcome);
    PERFORM work.transition('mandatory_report', of_record, 'tell_outcome', NULL);
    UPDATE care.mandatory_report AS found_record SET outcome = btrim(tell_outcome.outcome) WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION care.tell_outcome(bigint, text) IS '报告结果 | the outcome of a mandatory report';

-- Whoever opened a mandatory report is told its state, and nothing more.
CREATE OR REPLACE FUNCTION care.my_mandatory_reports() RETURNS TABLE (id bigint, opened_on date, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('mandatory_report', 'create');
    RETURN QUERY SELECT report.id, (report.created_at AT TIME ZONE 'Asia/Shanghai')::date, report.state FROM care.mandatory_report AS report WHERE report.created_by = access.person_id() ORDER BY report.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION care.my_mandatory_reports() IS '我报告的事项的状态 | states of the mandatory reports that the caller opened';

-- Care files as a register: what the pages of care files do not show.
CREATE OR REPLACE FUNCTION care.list_file_register(only_open boolean DEFAULT true, in_class text DEFAULT NULL)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, carer_name text, opened_on date, next_review_on date, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('care_file', 'see');
BEGIN
    PERFORM access.require('care_file', 'see');
    PERFORM audit.record('list', 'care_file', 'register', NULL, NULL, NULL);
    RETURN QUERY SELECT file.id, file.student_id, person.name, units.label(units.class_of(file.student_id)), carer.name, file.opened_on, file.next_review_on, file.state
    FROM care.file JOIN people.person ON person.id = file.student_id LEFT JOIN people.person AS carer ON carer.id = file.carer_id
    WHERE (everybody OR file.student_id IN (SELECT access.student_ids('care_file', 'see'))) AND file.student_id NOT IN (SELECT access.own_children())
      AND (only_open IS NOT TRUE OR file.closed_on IS NULL) AND (in_class IS NULL OR units.label(units.class_of(file.student_id)) = in_class) ORDER BY file.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION care.list_file_register(boolean, text) IS '关爱档案登记簿(留痕) | the register of care files; logged';

CREATE OR REPLACE FUNCTION care.read_file_register(of_record bigint)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, carer_name text, source text, opened_on date, closed_on date, close_reason text, next_review_on date, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN QUERY SELECT head.id, head.student_id, head.student_name, head.class_label, head.carer_name, head.source, head.opened_on, head.closed_on, head.close_reason, head.next_review_on, head.state FROM care.read_file(of_record) AS head;
END
$$;
COMMENT ON FUNCTION care.read_file_register(bigint) IS '关爱档案(留痕) | a care file; logged';

CREATE OR REPLACE FUNCTION care.list_file_concerns(of_record bigint) RETURNS TABLE (id bigint, kind text, opened_on date, closed_on date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM care.require_file(of_record, 'see');
    RETURN QUERY SELECT concern.id, concern.kind, concern.opened_on, concern.closed_on FROM care.concern WHERE concern.file_id = of_record ORDER BY concern.id;
END
$$;
COMMENT ON FUNCTION care.list_file_concerns(bigint) IS '关爱事项 | concerns of a file';

CREATE OR REPLACE FUNCTION care.list_file_goals(of_record bigint) RETURNS TABLE (id bigint, goal text, due_on date, reached_on date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM care.require_file(of_record, 'see');
    RETURN QUERY SELECT listed.id, listed.goal, listed.due_on, listed.reached_on FROM care.goal AS listed WHERE listed.file_id = of_record ORDER BY listed.id;
END
$$;
COMMENT ON FUNCTION care.list_file_goals(bigint) IS '关爱目标 | goals of a file';

CREATE OR REPLACE FUNCTION care.list_file_handovers(of_record bigint) RETURNS TABLE (id bigint, from_name text, to_name text, handed_on date, acknowledged_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM care.require_file(of_record, 'see');
    RETURN QUERY SELECT handover.id, giver.name, taker.name, handover.handed_on, handover.acknowledged_at FROM care.handover LEFT JOIN people.person AS giver ON giver.id = handover.from_id JOIN people.person AS taker ON taker.id = handover.to_id
    WHERE handover.file_id = of_record ORDER BY handover.id;
END
$$;
COMMENT ON FUNCTION care.list_file_handovers(bigint) IS '档案交接 | hand-overs of a file';

CREATE OR REPLACE FUNCTION care.add_goal(of_record bigint, goal text, due_on date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint := care.require_file(of_record, 'create');
    made bigint;
BEGIN
    PERFORM care.require_open(of_record);
    PERFORM registers.require_text('goal', '目标', 'goal', add_goal.goal);
    IF add_goal.due_on < ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'due_on', MESSAGE = ref.say('“期限”不能早于今天。', '"by" cannot lie in the past.');
    END IF;
    INSERT INTO care.goal (file_id, goal, due_on) VALUES (of_record, btrim(add_goal.goal), add_goal.due_on) RETURNING goal.id INTO made;
    PERFORM audit.record('write', 'care_file', of_record::text, of_student, NULL, '{"part": "goal"}');
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.add_goal(bigint, text, date) IS '增加目标 | adds a goal';

CREATE OR REPLACE FUNCTION care.reach_goal(of_record bigint, of_goal bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint := care.require_file(of_record, 'create');
BEGIN
    UPDATE care.goal SET reached_on = ref.today() WHERE goal.id = of_goal AND goal.file_id = of_record AND goal.reached_on IS NULL;
    IF NOT FOUND THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('write', 'care_file', of_record::text, of_student, NULL, '{"part": "goal"}');
END
$$;
COMMENT ON FUNCTION care.reach_goal(bigint, bigint) IS '目标达成 | a goal is reached';

CREATE OR REPLACE FUNCTION care.add_concern(of_record bigint, kind text, summary text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint := care.require_file(of_record, 'create');
    made bigint;
BEGIN
    PERFORM care.require_open(of_record);
    PERFORM registers.require_text('kind', '类别', 'kind', add_concern.kind);
    IF EXISTS (SELECT FROM care.concern WHERE concern.file_id = of_record AND concern.kind = add_concern.kind AND concern.closed_on IS NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('这类事项已经开着。', 'A concern of this kind is open.');
    END IF;
    INSERT INTO care.concern (file_id, kind, summary, opened_on) VALUES (of_record, add_concern.kind, nullif(btrim(add_concern.summary), ''), ref.today()) RETURNING concern.id INTO made;
    PERFORM audit.record('write', 'care_file', of_record::text, of_student, NULL, '{"part": "concern"}');
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.add_concern(bigint, text, text) IS '增加关爱事项 | adds a concern';

CREATE OR REPLACE FUNCTION care.close_concern(of_record bigint, of_concern bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint := care.require_file(of_record, 'edit');
BEGIN
    UPDATE care.concern SET closed_on = ref.today() WHERE concern.id = of_concern AND concern.file_id = of_record AND concern.closed_on IS NULL;
    IF NOT FOUND THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('write', 'care_file', of_record::text, of_student, NULL, '{"part": "concern"}');
END
$$;
COMMENT ON FUNCTION care.close_concern(bigint, bigint) IS '结束关爱事项 | closes a concern';

CREATE OR REPLACE FUNCTION care.set_contact_rule(of_record bigint, every_days int, basis text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint := care.require_file(of_record, 'edit');
BEGIN
    PERFORM care.require_open(of_record);
    PERFORM registers.require_text('basis', '依据', 'rests on', set_contact_rule.basis);
    IF set_contact_rule.every_days IS NULL OR set_contact_rule.every_days NOT BETWEEN 1 AND 366 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'every_days', MESSAGE = ref.say('联系间隔须在 1 至 366 天。', 'Contacts are 1 to 366 days apart.');
    END IF;
    DELETE FROM care.contact_rule AS rule WHERE rule.file_id = of_record AND lower(rule.valid) = ref.today();
    UPDATE care.contact_rule AS rule SET valid = daterange(lower(rule.valid), ref.today()) WHERE rule.file_id = of_record AND rule.valid @> ref.today();
    INSERT INTO care.contact_rule (file_id, every_days, basis, valid) VALUES (of_record, set_contact_rule.every_days, btrim(set_contact_rule.basis), daterange(ref.today(), NULL));
    PERFORM audit.record('write', 'care_file', of_record::text, of_student, NULL, '{"part": "contact_rule"}');
END
$$;
COMMENT ON FUNCTION care.set_contact_rule(bigint, int, text) IS '改定联系间隔(预警后每周等) | sets how often a family is contacted';

-- Acknowledged by the new carer, who then answers for it.
CREATE OR REPLACE FUNCTION care.acknowledge_handover(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    UPDATE care.handover SET acknowledged_at = now() WHERE handover.file_id = of_record AND handover.to_id = access.person_id() AND handover.acknowledged_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('没有等您确认的交接。', 'No hand-over waits for you.');
    END IF;
    PERFORM audit.record('acknowledge', 'care_file', of_record::text, (SELECT student_id FROM care.file WHERE file.id = of_record), NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.acknowledge_handover(bigint) IS '确认接收档案 | acknowledges a hand-over';

-- A file pauses with the student's leave, and ends with the student's time here.
CREATE OR REPLACE FUNCTION care.step_file(of_record bigint, wanted text, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint := care.require_file(of_record, CASE WHEN wanted IN ('suspend', 'resume') THEN 'edit' ELSE 'decide' END);
    before text;
    after text;
BEGIN
    SELECT state INTO before FROM care.file WHERE file.id = of_record FOR UPDATE;
    after := work.next_state('care_file', before, wanted);
    PERFORM work.require_reason(why);
    UPDATE care.file SET state = after, closed_on = CASE WHEN after IN ('transferred_out', 'graduated', 'closed') THEN ref.today() END, close_reason = CASE WHEN after IN ('transferred_out', 'graduated', 'closed') THEN btrim(why) END WHERE file.id = of_record;
    IF after IN ('transferred_out', 'graduated') THEN
        UPDATE care.concern SET closed_on = ref.today() WHERE concern.file_id = of_record AND concern.closed_on IS NULL;
    END IF;
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id, reason) VALUES ('care_file', of_record, wanted, before, after, access.person_id(), btrim(why));
    PERFORM audit.record(wanted, 'care_file', of_record::text, of_student, NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.step_file(bigint, text, text) IS '档案状态变化 | a step of a care file';
CREATE OR REPLACE FUNCTION care.suspend_file(of_record bigint, why text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$ SELECT care.step_file(of_record, 'suspend', why) $$;
COMMENT ON FUNCTION care.suspend_file(bigint, text) IS '暂停档案(休学) | a file pauses';
CREATE OR REPLACE FUNCTION care.resume_file(of_record bigint, why text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$ SELECT care.step_file(of_record, 'resume', why) $$;
COMMENT ON FUNCTION care.resume_file(bigint, text) IS '恢复档案(复学) | a file goes on';
CREATE OR REPLACE FUNCTION care.transfer_file(of_record bigint, why text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$ SELECT care.step_file(of_record, 'transfer', why) $$;
COMMENT ON FUNCTION care.transfer_file(bigint, text) IS '转出 | the student moves to another school';
CREATE OR REPLACE FUNCTION care.graduate_file(of_record bigint, why text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$ SELECT care.step_file(of_record, 'graduate', why) $$;
COMMENT ON FUNCTION care.graduate_file(bigint, text) IS '毕业 | the student graduates';

-- What the pages of care files do, for the register too: opening, reviews, contacts, notes, handing over.
CREATE OR REPLACE FUNCTION care.add_file(of_student bigint, kind text, source text, summary text DEFAULT NULL, carer bigint DEFAULT NULL, every_days int DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM registers.require_text('of_student', '学生', 'student', of_student::text), registers.require_text('kind', '类别', 'kind', add_file.kind), registers.require_text('source', '来源', 'source', add_file.source);
    IF every_days NOT BETWEEN 1 AND 366 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'every_days', MESSAGE = ref.say('“每多少天”须在 1 至 366 天。', '"every (days)" lies between 1 and 366.');
    END IF;
    RETURN care.open_file(of_student, kind, summary, source, carer, every_days);
END
$$;
COMMENT ON FUNCTION care.add_file(bigint, text, text, text, bigint, int) IS '建立关爱档案(登记簿) | opens a care file, by the register';
CREATE OR REPLACE FUNCTION care.add_review(of_record bigint, result text, remarks text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM registers.require_text('result', '评估结论', 'result', add_review.result);
    PERFORM care.review_file(of_record, result, remarks);
END
$$;
COMMENT ON FUNCTION care.add_review(bigint, text, text) IS '学期评估(登记簿) | reviews a file, by the register';
CREATE OR REPLACE FUNCTION care.add_contact(of_record bigint, on_day date, mode text, outcome text, counterpart text DEFAULT NULL, minutes int DEFAULT NULL, summary text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM registers.require_text('on_day', '日期', 'day', on_day::text), registers.require_text('mode', '方式', 'how', add_contact.mode), registers.require_text('outcome', '结果', 'outcome', add_contact.outcome);
    IF on_day > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('“日期”不能晚于今天。', '"day" cannot lie in the future.');
    ELSIF minutes NOT BETWEEN 0 AND 600 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'minutes', MESSAGE = ref.say('“时长(分钟)”须在 0 至 600 之间。', '"minutes" lies between 0 and 600.');
    END IF;
    RETURN care.log_contact(of_record, on_day, mode, outcome, counterpart, minutes, summary);
END
$$;
COMMENT ON FUNCTION care.add_contact(bigint, date, text, text, text, int, text) IS '登记家校联系(登记簿) | logs a contact, by the register';
CREATE OR REPLACE FUNCTION care.write_note(of_record bigint, note_text text) RETURNS bigint
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM registers.require_text('note_text', '记录', 'note', write_note.note_text);
    RETURN care.add_note(of_record, write_note.note_text);
END
$$;
COMMENT ON FUNCTION care.write_note(bigint, text) IS '写关爱记录(登记簿) | writes a note, by the register';
CREATE OR REPLACE FUNCTION care.pass_on(of_record bigint, carer bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    PERFORM registers.require_text('carer', '帮扶责任人', 'carer', pass_on.carer::text);
    IF EXISTS (SELECT FROM care.read_file(of_record) AS head WHERE head.carer_id = pass_on.carer) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'carer', MESSAGE = ref.say('“帮扶责任人”已经是这个人。', '"carer" is this person already.');
    END IF;
    PERFORM care.hand_over(of_record, pass_on.carer);
END
$$;
COMMENT ON FUNCTION care.pass_on(bigint, bigint) IS '移交帮扶责任人(登记簿) | hands a file over, by the register';
CREATE OR REPLACE FUNCTION care.list_file_contacts(of_record bigint) RETURNS TABLE (id bigint, on_day date, contacted_by text, mode text, outcome text, counterpart text, minutes int, summary text)
LANGUAGE sql SET search_path = '' AS $$ SELECT * FROM care.read_contacts(of_record) $$;
COMMENT ON FUNCTION care.list_file_contacts(bigint) IS '联系记录 | contacts of a file';
CREATE OR REPLACE FUNCTION care.list_file_notes(of_record bigint) RETURNS TABLE (id bigint, written_at timestamptz, author text, note_text text)
LANGUAGE sql SET search_path = '' AS $$ SELECT * FROM care.read_notes(of_record) $$;
COMMENT ON FUNCTION care.list_file_notes(bigint) IS '关爱记录 | notes of a file';
CREATE OR REPLACE FUNCTION care.list_file_reviews(of_record bigint) RETURNS TABLE (id bigint, semester text, reviewed_on date, result text, remarks text, reviewed_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM care.require_file(of_record, 'see');
    RETURN QUERY SELECT review.id, review.semester, review.reviewed_on, review.result, review.text, person.name FROM care.review JOIN people.person ON person.id = review.reviewed_by WHERE review.file_id = of_record ORDER BY review.id;
END
$$;
COMMENT ON FUNCTION care.list_file_reviews(bigint) IS '学期评估 | reviews of a file';

-- Left-behind records: facts of last semester are carried over to be confirmed anew, never as confirmed.
CREATE OR REPLACE FUNCTION care.list_left_behind_register(of_semester text DEFAULT NULL)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, semester text, father_away text, mother_away text, lives_alone text, assessment text, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('left_behind', 'see');
BEGIN
    PERFORM access.require('left_behind', 'see');
    PERFORM audit.record('list', 'left_behind', of_semester, NULL, NULL, NULL);
    RETURN QUERY SELECT record.id, record.student_id, person.name, units.label(units.class_of(record.student_id)), record.semester, record.father_away, record.mother_away, record.lives_alone, record.assessment, record.state
    FROM care.left_behind_record AS record JOIN people.person ON person.id = record.student_id
    WHERE record.semester = coalesce(of_semester, (SELECT max(latest.semester) FROM care.left_behind_record AS latest))
      AND (everybody OR record.student_id IN (SELECT access.student_ids('left_behind', 'see'))) AND record.student_id NOT IN (SELECT access.own_children()) ORDER BY record.id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION care.list_left_behind_register(text) IS '留守记录登记簿(留痕) | the register of left-behind records; logged';

CREATE OR REPLACE FUNCTION care.start_left_behind_term(of_semester text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    copied bigint;
BEGIN
    IF NOT access.may_all('left_behind', 'create') THEN
        PERFORM access.refuse('left_behind', 'create');
    ELSIF of_semester IS NULL OR EXISTS (SELECT FROM ref.semester WHERE semester.code = of_semester AND semester.starts_on > ref.today() + 31) THEN
        -- The latest term is the one that reports count: one that is far off would leave them empty.
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_semester', MESSAGE = ref.say('“学期”须已开始,或在一个月内开始。', '"semester" has begun, or begins within a month.');
    END IF;
    INSERT INTO care.left_behind_record (student_id, semester, state, reported_kind, father_away, mother_away, father_place, mother_place, home_parent_able, lives_alone, calls_per_week, helper_id)
    SELECT earlier.student_id, of_semester, 'to_confirm', earlier.reported_kind, earlier.father_away, earlier.mother_away, earlier.father_place, earlier.mother_place, earlier.home_parent_able, earlier.lives_alone, earlier.calls_per_week, earlier.helper_id
    FROM care.left_behind_record AS earlier
    WHERE earlier.semester = (SELECT max(latest.semester) FROM care.left_behind_record AS latest WHERE latest.semester < of_semester) AND earlier.state <> 'ended'
      AND EXISTS (SELECT FROM people.enrolment WHERE enrolment.student_id = earlier.student_id AND enrolment.valid @> ref.today())
    ON CONFLICT ON CONSTRAINT left_behind_record_once_a_semester DO NOTHING;
    GET DIAGNOSTICS copied = ROW_COUNT;
    PERFORM audit.record('start_term', 'left_behind', of_semester, NULL, NULL, jsonb_build_object('copied', copied));
    RETURN copied;
END
$$;
COMMENT ON FUNCTION care.start_left_behind_term(text) IS '学期开始:转入待确认 | term start: facts are carried over, to be confirmed';

-- What the facts are called, as the register of the school writes it.
CREATE OR REPLACE FUNCTION care.reported_kind(father_away text, mother_away text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN father_away = 'yes' AND mother_away = 'yes' THEN '双留守' WHEN father_away = 'yes' THEN '单留守(父亲外出)' WHEN mother_away = 'yes' THEN '单留守(母亲外出)' ELSE '非留守' END;
COMMENT ON FUNCTION care.reported_kind(text, text) IS '留守类型(按父母外出) | what the facts are called';

CREATE OR REPLACE FUNCTION care.require_away(father_away text, mother_away text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    IF 'yes' NOT IN (coalesce(father_away, 'unknown'), coalesce(mother_away, 'unknown')) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'father_away', MESSAGE = ref.say('“父亲外出”与“母亲外出”至少一项为“是”,才是留守。', 'At least one of "father away" and "mother away" is yes, or nobody is left behind.'),
            HINT = ref.say('不再留守的,请办“结束”。', 'If the student is left behind no longer, end the record.');
    END IF;
END
$$;
COMMENT ON FUNCTION care.require_away(text, text) IS '要求父母至少一方外出 | refuses facts by which nobody is away';

CREATE OR REPLACE FUNCTION care.add_left_behind(of_student bigint, father_away text, mother_away text, father_place text DEFAULT NULL, mother_place text DEFAULT NULL, home_parent_able text DEFAULT NULL,
    lives_alone text DEFAULT NULL, calls_per_week int DEFAULT NULL, helper bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_semester text := ref.semester_on(ref.today());
    made bigint;
BEGIN
    PERFORM access.require_student('left_behind', 'create', of_student);
    PERFORM care.require_away(add_left_behind.father_away, add_left_behind.mother_away);
    IF of_semester IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('今天不在任何学期内,请先维护校历。', 'Today lies in no semester; the calendar needs its row first.');
    ELSIF NOT EXISTS (SELECT FROM people.enrolment WHERE enrolment.student_id = of_student AND enrolment.valid @> ref.today()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_student', MESSAGE = ref.say('“学生”须在籍。', '"student" is one on the roll.');
    ELSIF EXISTS (SELECT FROM care.left_behind_record AS record WHERE record.student_id = of_student AND record.semester = of_semester) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_student', MESSAGE = ref.say('这名学生本学期已有留守记录。', 'The student has a record of this semester.'), HINT = ref.say('情况变了,请在原记录上办“期中变化”。', 'If the facts changed, say so on that record.');
    ELSIF add_left_behind.calls_per_week NOT BETWEEN 0 AND 70 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'calls_per_week', MESSAGE = ref.say('“每周通话次数”须在 0 至 70 之间。', '"calls a week" lies between 0 and 70.');
    END IF;
    INSERT INTO care.left_behind_record (student_id, semester, reported_kind, father_away, mother_away, father_place, mother_place, home_parent_able, lives_alone, calls_per_week, helper_id)
    VALUES (of_student, of_semester, care.reported_kind(add_left_behind.father_away, add_left_behind.mother_away), coalesce(add_left_behind.father_away, 'unknown'), coalesce(add_left_behind.mother_away, 'unknown'), nullif(btrim(add_left_behind.father_place), ''), nullif(btrim(add_left_behind.mother_place), ''),
            coalesce(add_left_behind.home_parent_able, 'unknown'), coalesce(add_left_behind.lives_alone, 'unknown'), add_left_behind.calls_per_week, add_left_behind.helper) RETURNING left_behind_record.id INTO made;
    PERFORM work.begin('left_behind_record', made, of_student);
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.add_left_behind(bigint, text, text, text, text, text, text, int, bigint) IS '登记留守学生(本学期,待确认) | a left-behind student of this semester, to be confirmed';

-- A record with the four classifications of today, which are derived and never stored.
CREATE OR REPLACE FUNCTION care.read_left_behind_register(of_record bigint)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, semester text, reported_kind text, father_away text, father_place text, mother_away text, mother_place text, away_reason text, home_parent_able text, lives_alone text,
               calls_per_week int, helper_name text, assessment text, by_state_council text, by_roll text, by_minors_law text, by_school text, confirmed_on date, note text, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint := (SELECT record.student_id FROM care.left_behind_record AS record WHERE record.id = of_record);
BEGIN
    IF of_student IS NULL OR NOT access.may_student('left_behind', 'see', of_student) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'left_behind', of_record::text, of_student, NULL, NULL);
    RETURN QUERY SELECT record.id, record.student_id, person.name, units.label(units.class_of(record.student_id)), record.semester, record.reported_kind, record.father_away, record.father_place, record.mother_away, record.mother_place, record.away_reason, record.home_parent_able, record.lives_alone,
        record.calls_per_week, helper.name, record.assessment, class.n1, class.n2, class.n3, class.n4, record.confirmed_on, record.note, record.state
    FROM care.left_behind_record AS record JOIN people.person ON person.id = record.student_id JOIN people.student ON student.person_id = record.student_id LEFT JOIN people.person AS helper ON helper.id = record.helper_id
    CROSS JOIN LATERAL (SELECT care.left_behind_class('N1', record.father_away, record.mother_away, record.home_parent_able, student.household_kind, person.birth_date, ref.today()) AS n1,
                               care.left_behind_class('N2', record.father_away, record.mother_away, record.home_parent_able, student.household_kind, person.birth_date, ref.today()) AS n2,
                               care.left_behind_class('N3', record.father_away, record.mother_away, record.home_parent_able, student.household_kind, person.birth_date, ref.today()) AS n3,
                               care.left_behind_class('N4', record.father_away, record.mother_away, record.home_parent_able, student.household_kind, person.birth_date, ref.today()) AS n4) AS class
    WHERE record.id = of_record;
END
$$;
COMMENT ON FUNCTION care.read_left_behind_register(bigint) IS '留守记录详情与四种口径(留痕) | a left-behind record, by four definitions; logged';

CREATE OR REPLACE FUNCTION care.assess_left_behind(of_record bigint, assessment text, lives_alone text DEFAULT NULL, away_reason text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before care.left_behind_record;
    born date;
    made bigint;
BEGIN
    SELECT * INTO before FROM care.left_behind_record AS record WHERE record.id = of_record AND access.may_student('left_behind', 'see', record.student_id) FOR UPDATE;
    IF before.id IS NULL THEN
        PERFORM access.not_found();
    END IF;
    PERFORM access.require_student('left_behind', 'edit', before.student_id);
    PERFORM registers.require_text('assessment', '监护情况', 'guardianship', assess_left_behind.assessment);
    PERFORM ref.require_word('监护情况', 'the assessment', assess_left_behind.assessment, '{good,fair,poor}');
    UPDATE care.left_behind_record AS record SET assessment = assess_left_behind.assessment, lives_alone = coalesce(assess_left_behind.lives_alone, record.lives_alone),
        away_reason = coalesce(nullif(btrim(assess_left_behind.away_reason), ''), record.away_reason) WHERE record.id = of_record RETURNING * INTO before;
    SELECT birth_date INTO born FROM people.person WHERE person.id = before.student_id;
    -- Under sixteen and alone: an alert, and the officer for mandatory reports is told (Minors Protection Law 21, 11).
    IF before.lives_alone = 'yes' AND born > (ref.today() - interval '16 years')::date AND NOT EXISTS (SELECT FROM care.risk_alert AS alert WHERE alert.student_id = before.student_id AND alert.ground = 'lives_alone' AND alert.state = 'open') THEN
        INSERT INTO care.risk_alert (student_id, level, since, ground) VALUES (before.student_id, '2', ref.today(), 'lives_alone') RETURNING risk_alert.id INTO made;
        PERFORM work.begin('risk_alert', made, before.student_id);
        INSERT INTO care.mandatory_report (student_id, noticed_at, what_noticed) VALUES (before.student_id, now(), ref.say('未满16岁独自居住', 'lives alone under the age of sixteen')) RETURNING mandatory_report.id INTO made;
        PERFORM work.begin('mandatory_report', made, before.student_id);
    END IF;
    PERFORM audit.record('assess', 'left_behind', of_record::text, before.student_id, NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.assess_left_behind(bigint, text, text, text) IS '评估监护情况 | assesses guardianship';

CREATE OR REPLACE FUNCTION care.step_left_behind(of_record bigint, wanted text, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint;
    before text;
    after text;
BEGIN
    SELECT record.student_id, record.state INTO of_student, before FROM care.left_behind_record AS record WHERE record.id = of_record AND access.may_student('left_behind', 'see', record.student_id) FOR UPDATE;
    IF of_student IS NULL THEN
        PERFORM access.not_found();
    END IF;
    PERFORM access.require_student('left_behind', 'edit', of_student);
    PERFORM work.require_reason(why);
    after := work.next_state('left_behind_record', before, wanted);
    UPDATE care.left_behind_record AS record SET state = after, confirmed_on = coalesce(record.confirmed_on, ref.today()), confirmed_by = coalesce(record.confirmed_by, access.person_id()), note = concat_ws(E'\n', record.note, why) WHERE record.id = of_record;
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id, reason) VALUES ('left_behind_record', of_record, wanted, before, after, access.person_id(), btrim(why));
    PERFORM audit.record(wanted, 'left_behind', of_record::text, of_student, NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.step_left_behind(bigint, text, text) IS '留守记录状态变化 | a step of a left-behind record';
-- In mid-term the facts themselves change, not only the word for them; an empty field stays.
CREATE OR REPLACE FUNCTION care.change_left_behind(of_record bigint, why text, father_away text DEFAULT NULL, mother_away text DEFAULT NULL, father_place text DEFAULT NULL, mother_place text DEFAULT NULL, home_parent_able text DEFAULT NULL, lives_alone text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM care.step_left_behind(of_record, 'change', why);
    UPDATE care.left_behind_record AS record SET father_away = coalesce(change_left_behind.father_away, record.father_away), mother_away = coalesce(change_left_behind.mother_away, record.mother_away),
        father_place = coalesce(nullif(btrim(change_left_behind.father_place), ''), record.father_place), mother_place = coalesce(nullif(btrim(change_left_behind.mother_place), ''), record.mother_place),
        home_parent_able = coalesce(change_left_behind.home_parent_able, record.home_parent_able), lives_alone = coalesce(change_left_behind.lives_alone, record.lives_alone),
        reported_kind = CASE WHEN change_left_behind.father_away IS NULL AND change_left_behind.mother_away IS NULL THEN record.reported_kind
                             ELSE care.reported_kind(coalesce(change_left_behind.father_away, record.father_away), coalesce(change_left_behind.mother_away, record.mother_away)) END
    WHERE record.id = of_record;
    PERFORM care.require_away(record.father_away, record.mother_away) FROM care.left_behind_record AS record WHERE record.id = of_record AND record.reported_kind = '非留守';
END
$$;
COMMENT ON FUNCTION care.change_left_behind(bigint, text, text, text, text, text, text, text) IS '期中变化 | the facts changed in mid-term';
CREATE OR REPLACE FUNCTION care.end_left_behind(of_record bigint, why text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$ SELECT care.step_left_behind(of_record, 'end', why) $$;
COMMENT ON FUNCTION care.end_left_behind(bigint, text) IS '不再留守 | left behind no longer';

-- Entrusted care: a carer of age, a written notice, a declaration. No guardian.
CREATE OR REPLACE FUNCTION people.list_entrusted_care(only_open boolean DEFAULT true)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, carer_name text, kin text, written_notice_on date, declaration_given boolean, carer_age int)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('guardianship', 'see');
BEGIN
    PERFORM access.require('guardianship', 'see');
    PERFORM audit.record('list', 'guardianship', 'entrusted_care', NULL, NULL, NULL);
    RETURN QUERY SELECT care.id, care.student_id, person.name, units.label(units.class_of(care.student_id)), carer.name, care.kin, care.written_notice_on, care.declaration_given, extract(year FROM age(ref.today(), carer.birth_date))::int
    FROM people.entrusted_care AS care JOIN people.person ON person.id = care.student_id JOIN people.person AS carer ON carer.id = care.carer_id
    WHERE (everybody OR care.student_id IN (SELECT access.student_ids('guardianship', 'see'))) AND care.student_id NOT IN (SELECT access.own_children()) AND (only_open IS NOT TRUE OR care.valid @> ref.today()) ORDER BY care.id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION people.list_entrusted_care(boolean) IS '委托照护一览(留痕) | entrusted care; logged';

CREATE OR REPLACE FUNCTION people.add_entrusted_care(of_student bigint, carer_name text, kin text, declaration_given boolean, carer_birth_date date DEFAULT NULL, carer_phone text DEFAULT NULL, written_notice_on date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_carer bigint;
    made bigint;
BEGIN
    PERFORM access.require_student('guardianship', 'create', of_student);
    PERFORM registers.require_text('carer_name', '受委托照护人', 'carer', add_entrusted_care.carer_name), registers.require_text('kin', '与学生关系', 'relation', add_entrusted_care.kin);
    IF EXISTS (SELECT FROM people.entrusted_care AS held WHERE held.student_id = of_student AND held.valid @> ref.today()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('这名学生已有受托人。', 'The student has a carer already.'), HINT = ref.say('先结束原来的委托,再登记新的。', 'End the present one first, then register the new one.');
    ELSIF EXISTS (SELECT FROM people.guardianship JOIN people.person ON person.id = guardianship.guardian_id WHERE guardianship.student_id = of_student AND guardianship.valid @> ref.today() AND person.name = btrim(add_entrusted_care.carer_name)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'carer_name', MESSAGE = ref.say('“受委托照护人”是在册监护人;监护人无须委托。', '"carer" is a recorded guardian, to whom nothing is entrusted.');
    ELSIF add_entrusted_care.written_notice_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'written_notice_on', MESSAGE = ref.say('“书面告知日期”不能晚于今天。', '"written notice of" cannot lie in the future.');
    ELSIF add_entrusted_care.carer_birth_date > (ref.today() - interval '18 years')::date THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'carer_birth_date', MESSAGE = ref.say('受托人须年满18岁(未成年人保护法第22条)。', 'The carer must be of age (Minors Protection Law, 22).');
    ELSIF add_entrusted_care.declaration_given IS NOT TRUE THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'declaration_given', MESSAGE = ref.say('受托人须声明没有第22条所列情形。', 'The carer must declare that no bar of article 22 is known.');
    END IF;
    INSERT INTO people.person (name, birth_date) VALUES (btrim(add_entrusted_care.carer_name), add_entrusted_care.carer_birth_date) RETURNING person.id INTO of_carer;
    IF add_entrusted_care.carer_phone IS NOT NULL THEN
        INSERT INTO people.contact_point (person_id, value) VALUES (of_carer, btrim(add_entrusted_care.carer_phone));
    END IF;
    INSERT INTO people.entrusted_care (student_id, carer_id, kin, written_notice_on, declaration_given, valid) VALUES (of_student, of_carer, btrim(add_entrusted_care.kin), add_entrusted_care.written_notice_on, true, daterange(ref.today(), NULL)) RETURNING entrusted_care.id INTO made;
    PERFORM audit.record('write', 'guardianship', 'entrusted_care ' || made, of_student, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION people.add_entrusted_care(bigint, text, text, boolean, date, text, date) IS '登记委托照护 | registers entrusted care';

CREATE OR REPLACE FUNCTION people.receive_entrustment_notice(of_record bigint, written_notice_on date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint;
BEGIN
    SELECT care.student_id INTO of_student FROM people.entrusted_care AS care WHERE care.id = of_record AND access.may_student('guardianship', 'see', care.student_id);
    IF of_student IS NULL THEN
        PERFORM access.not_found();
    END IF;
    PERFORM access.require_student('guardianship', 'edit', of_student);
    IF receive_entrustment_notice.written_notice_on IS NULL OR receive_entrustment_notice.written_notice_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'written_notice_on', MESSAGE = ref.say('请写收到书面告知的日期。', 'Say when the written notice came.');
    END IF;
    UPDATE people.entrusted_care AS care SET written_notice_on = receive_entrustment_notice.written_notice_on WHERE care.id = of_record;
    PERFORM audit.record('write', 'guardianship', 'entrusted_care ' || of_record, of_student, NULL, NULL);
END
$$;
COMMENT ON FUNCTION people.receive_entrustment_notice(bigint, date) IS '收到书面委托告知 | the written notice has come';

CREATE OR REPLACE FUNCTION people.end_entrusted_care(of_record bigint, on_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before people.entrusted_care;
BEGIN
    SELECT * INTO before FROM people.entrusted_care AS held WHERE held.id = of_record AND access.may_student('guardianship', 'see', held.student_id) FOR UPDATE;
    IF before.id IS NULL THEN
        PERFORM access.not_found();
    END IF;
    PERFORM access.require_student('guardianship', 'edit', before.student_id);
    IF end_entrusted_care.on_day IS NULL OR end_entrusted_care.on_day > ref.today() OR end_entrusted_care.on_day < lower(before.valid) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('“日期”须在委托开始与今天之间。', '"day" lies between the beginning and today.');
    ELSIF upper(before.valid) <= ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('委托已经结束。', 'It has ended already.');
    END IF;
    UPDATE people.entrusted_care AS held SET valid = daterange(lower(before.valid), greatest(end_entrusted_care.on_day, lower(before.valid) + 1)) WHERE held.id = of_record;
    PERFORM audit.record('end', 'guardianship', 'entrusted_care ' || of_record, before.student_id, NULL, NULL);
END
$$;
COMMENT ON FUNCTION people.end_entrusted_care(bigint, date) IS '委托照护结束 | entrusted care ends';

-- Health records, by the clinic; health cards, for every teacher of the child.
CREATE OR REPLACE FUNCTION care.list_health_records(in_state text DEFAULT NULL)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, condition text, notice_signed boolean, reviewed_on date, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('diagnosis', 'see');
BEGIN
    PERFORM access.require('diagnosis', 'see');
    PERFORM audit.record('list', 'diagnosis', NULL, NULL, NULL, NULL);
    RETURN QUERY SELECT record.id, record.student_id, person.name, units.label(units.class_of(record.student_id)), record.condition, record.notice_signed, record.reviewed_on, record.state
    FROM care.health_record AS record JOIN people.person ON person.id = record.student_id
    WHERE (everybody OR record.student_id IN (SELECT access.student_ids('diagnosis', 'see'))) AND record.student_id NOT IN (SELECT access.own_children()) AND record.valid @> ref.today() AND (in_state IS NULL OR record.state = in_state) ORDER BY record.id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION care.list_health_records(text) IS '健康档案一览(留痕) | health records; logged';

CREATE OR REPLACE FUNCTION care.declare_condition(of_student bigint, condition text, institution text DEFAULT NULL, long_term_medication boolean DEFAULT NULL, notice_signed boolean DEFAULT NULL, emergency_contact text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_student('diagnosis', 'create', of_student);
    IF coalesce(btrim(declare_condition.condition), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'condition', MESSAGE = ref.say('请写明疾病或特异体质。', 'Say which condition.');
    ELSIF EXISTS (SELECT FROM care.health_record AS record WHERE record.student_id = of_student AND record.condition = btrim(declare_condition.condition) AND record.valid @> ref.today()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'condition', MESSAGE = ref.say('“疾病或特异体质”已有在册记录。', 'There is a record of this "condition" already.'), HINT = ref.say('请更正原记录。', 'Correct that record.');
    END IF;
    INSERT INTO care.health_record (student_id, condition, institution, long_term_medication, notice_signed, emergency_contact, valid)
    VALUES (of_student, btrim(declare_condition.condition), nullif(btrim(declare_condition.institution), ''), declare_condition.long_term_medication, declare_condition.notice_signed, nullif(btrim(declare_condition.emergency_contact), ''), daterange(ref.today(), NULL)) RETURNING health_record.id INTO made;
    PERFORM work.begin('health_record', made, of_student);
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.declare_condition(bigint, text, text, boolean, boolean, text) IS '登记健康情况(家长告知) | a condition, as the parents told it';

CREATE OR REPLACE FUNCTION care.read_health_record(of_record bigint)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, condition text, institution text, onset text, long_term_medication boolean, notice_signed boolean, emergency_contact text, from_day date, reviewed_on date, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint := (work.require_row('health_record', of_record, 'see') ->> 'student_id')::bigint;
BEGIN
    PERFORM audit.record('read', 'diagnosis', 'health_record ' || of_record, of_student, NULL, NULL);
    RETURN QUERY SELECT record.id, record.student_id, person.name, units.label(units.class_of(record.student_id)), record.condition, record.institution, record.onset, record.long_term_medication, record.notice_signed, record.emergency_contact, lower(record.valid), record.reviewed_on, record.state
    FROM care.health_record AS record JOIN people.person ON person.id = record.student_id WHERE record.id = of_record;
END
$$;
COMMENT ON FUNCTION care.read_health_record(bigint) IS '健康档案详情(留痕) | a health record; logged';

-- What comes later: the hospital's paper, the parents' signature, another to call.
CREATE OR REPLACE FUNCTION care.change_health_record(of_record bigint, institution text DEFAULT NULL, onset text DEFAULT NULL, long_term_medication boolean DEFAULT NULL, notice_signed boolean DEFAULT NULL, emergency_contact text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF work.require_row('health_record', of_record, 'edit') ->> 'state' = 'ended' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    UPDATE care.health_record AS record SET institution = coalesce(nullif(btrim(change_health_record.institution), ''), record.institution), onset = coalesce(nullif(btrim(change_health_record.onset), ''), record.onset),
        long_term_medication = coalesce(change_health_record.long_term_medication, record.long_term_medication), notice_signed = coalesce(change_health_record.notice_signed, record.notice_signed),
        emergency_contact = coalesce(nullif(btrim(change_health_record.emergency_contact), ''), record.emergency_contact) WHERE record.id = of_record;
    PERFORM audit.record('change', 'diagnosis', 'health_record ' || of_record, (SELECT record.student_id FROM care.health_record AS record WHERE record.id = of_record), NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.change_health_record(bigint, text, text, boolean, boolean, text) IS '更正健康档案(空栏不变) | corrects: health record; empty fields stay';

CREATE OR REPLACE FUNCTION care.health_without_evidence(of_record bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT ref.say('还没有填“诊断医院”', '"institution" is not filled in') FROM care.health_record AS record WHERE record.id = of_record AND record.institution IS NULL
$$;
COMMENT ON FUNCTION care.health_without_evidence(bigint) IS '核对材料尚缺什么 | what a health record lacks before its evidence is checked';

CREATE OR REPLACE FUNCTION care.review_health_record(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('health_record', of_record, 'edit');
    UPDATE care.health_record AS record SET reviewed_on = ref.today() WHERE record.id = of_record AND record.state = 'active';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('只复核在档的。', 'Only an active one is reviewed.');
    END IF;
    PERFORM audit.record('review', 'diagnosis', of_record::text, (SELECT student_id FROM care.health_record WHERE health_record.id = of_record), NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.review_health_record(bigint) IS '学期复核 | reviews a health record';

CREATE OR REPLACE FUNCTION care.end_health_record(of_record bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.transition('health_record', of_record, 'end', why);
    UPDATE care.health_record AS record SET valid = daterange(least(lower(record.valid), ref.today()), ref.today() + 1) WHERE record.id = of_record;
END
$$;
COMMENT ON FUNCTION care.end_health_record(bigint, text) IS '健康档案结束 | a health record ends';

-- Teachers of a child: the homeroom teacher, and who teaches the class.
CREATE OR REPLACE FUNCTION care.teachers_of(of_student bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT held.person_id FROM access.role_assignment AS held WHERE held.role = 'homeroom_teacher' AND held.unit_id = units.class_of(of_student) AND held.approved_at IS NOT NULL AND held.valid @> ref.today()
    UNION SELECT teaching.teacher_id FROM people.teaching WHERE teaching.class_id = units.class_of(of_student) AND daterange(teaching.from_day, teaching.to_day) @> ref.today()
$$;
COMMENT ON FUNCTION care.teachers_of(bigint) IS '学生的任课教师与班主任 | teachers of a student today';

CREATE OR REPLACE FUNCTION care.list_health_cards(only_mine boolean DEFAULT NULL)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, version int, sport_limit text, first_aid text, have_read boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
    everybody boolean := access.may_all('health_card', 'see');
BEGIN
    PERFORM access.require('health_card', 'see');
    PERFORM audit.record('list', 'health_card', NULL, NULL, NULL, NULL);
    RETURN QUERY SELECT card.id, card.student_id, person.name, units.label(units.class_of(card.student_id)), card.version, card.sport_limit, card.first_aid,
        EXISTS (SELECT FROM care.card_acknowledgement AS read WHERE read.health_card_id = card.id AND read.person_id = me)
    FROM care.health_card AS card JOIN people.person ON person.id = card.student_id
    WHERE card.version = (SELECT max(latest.version) FROM care.health_card AS latest WHERE latest.student_id = card.student_id)
      AND (everybody OR card.student_id IN (SELECT access.student_ids('health_card', 'see')) OR me IN (SELECT care.teachers_of(card.student_id)))
      AND card.student_id NOT IN (SELECT access.own_children()) AND (only_mine IS NOT TRUE OR me IN (SELECT care.teachers_of(card.student_id))) ORDER BY card.id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION care.list_health_cards(boolean) IS '照护卡一览(留痕) | health cards; logged';

CREATE OR REPLACE FUNCTION care.acknowledge_card(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint;
BEGIN
    SELECT card.student_id INTO of_student FROM care.health_card AS card WHERE card.id = of_record;
    IF of_student IS NULL OR access.person_id() NOT IN (SELECT care.teachers_of(of_student)) THEN
        PERFORM access.not_found();
    ELSIF EXISTS (SELECT FROM care.health_card AS newer JOIN care.health_card AS card ON card.student_id = newer.student_id AND newer.version > card.version WHERE card.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('照护卡已有新版,请阅新版。', 'There is a newer version of the card; read that.');
    END IF;
    INSERT INTO care.card_acknowledgement (health_card_id, person_id) VALUES (of_record, access.person_id()) ON CONFLICT DO NOTHING;
    PERFORM audit.record('acknowledge', 'health_card', of_record::text, of_student, NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.acknowledge_card(bigint) IS '确认已阅照护卡 | a teacher has read the card';

CREATE OR REPLACE FUNCTION care.new_card_version(of_student bigint, sport_limit text, first_aid text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_student('health_card', 'create', of_student);
    PERFORM registers.require_text('sport_limit', '体育活动限制', 'limits for sport', new_card_version.sport_limit), registers.require_text('first_aid', '急救步骤', 'first aid', new_card_version.first_aid);
    INSERT INTO care.health_card (student_id, version, sport_limit, first_aid)
    SELECT of_student, coalesce(max(card.version), 0) + 1, new_card_version.sport_limit, btrim(new_card_version.first_aid) FROM care.health_card AS card WHERE card.student_id = of_student RETURNING health_card.id INTO made;
    PERFORM audit.record('write', 'health_card', made::text, of_student, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.new_card_version(bigint, text, text) IS '照护卡新版本(须重新阅) | a new version of a card; every teacher reads it anew';

-- Who has read this version, and who has not.
CREATE OR REPLACE FUNCTION care.list_card_readers(of_record bigint) RETURNS TABLE (id bigint, teacher_name text, read_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint := (SELECT card.student_id FROM care.health_card AS card WHERE card.id = of_record);
BEGIN
    -- A teacher answers for the own reading; who else has not read is for those who keep the cards or lead the class.
    IF of_student IS NULL OR NOT access.may_student('health_card', 'see', of_student) THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT teacher.id, person.name, read.read_at FROM care.teachers_of(of_student) AS teacher (id) JOIN people.person ON person.id = teacher.id
    LEFT JOIN care.card_acknowledgement AS read ON read.health_card_id = of_record AND read.person_id = teacher.id ORDER BY read.read_at NULLS FIRST, person.name COLLATE ref.pinyin;
END
$$;
COMMENT ON FUNCTION care.list_card_readers(bigint) IS '照护卡的阅读情况 | who has read a card';

-- Pairings and what came of them.
CREATE OR REPLACE FUNCTION care.list_pairings(only_mine boolean DEFAULT NULL)
RETURNS TABLE (id bigint, carer_name text, student_id bigint, student_name text, class_label text, kind text, from_day date, last_activity_on date, is_idle boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
    everybody boolean := access.may_all('care_file', 'see') OR access.may_all('linkage', 'edit');
BEGIN
    IF me IS NULL THEN
        PERFORM access.refuse('care_file', 'see');
    END IF;
    PERFORM audit.record('list', 'care_file', 'pairing', NULL, NULL, NULL);
    RETURN QUERY SELECT pairing.id, carer.name, pairing.student_id, person.name, units.label(units.class_of(pairing.student_id)), pairing.kind, lower(pairing.valid), latest.day, coalesce(latest.day, lower(pairing.valid)) < ref.today() - 31
    FROM care.pairing JOIN people.person AS carer ON carer.id = pairing.carer_id JOIN people.person ON person.id = pairing.student_id
    LEFT JOIN LATERAL (SELECT max(deed.on_day) AS day FROM care.pairing_activity AS deed WHERE deed.pairing_id = pairing.id) AS latest ON true
    WHERE pairing.valid @> ref.today() AND (everybody OR pairing.carer_id = me OR pairing.student_id IN (SELECT access.student_ids('care_file', 'see'))) AND (only_mine IS NOT TRUE OR pairing.carer_id = me)
      AND (pairing.carer_id = me OR pairing.student_id NOT IN (SELECT access.own_children())) ORDER BY carer.name COLLATE ref.pinyin, pairing.id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION care.list_pairings(boolean) IS '结对一览(留痕) | pairings; logged';

CREATE OR REPLACE FUNCTION care.add_pairing_activity(of_record bigint, on_day date, what_done text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint;
    made bigint;
BEGIN
    SELECT pairing.student_id INTO of_student FROM care.pairing WHERE pairing.id = of_record AND pairing.carer_id = access.person_id() AND pairing.valid @> ref.today();
    IF of_student IS NULL THEN
        PERFORM access.not_found();
    END IF;
    PERFORM registers.require_text('what_done', '内容', 'what was done', add_pairing_activity.what_done);
    IF add_pairing_activity.on_day IS NULL OR add_pairing_activity.on_day > ref.today() OR EXISTS (SELECT FROM care.pairing WHERE pairing.id = of_record AND lower(pairing.valid) > add_pairing_activity.on_day) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('“日期”须在结对开始与今天之间。', '"day" lies between the beginning of the pairing and today.');
    END IF;
    INSERT INTO care.pairing_activity (pairing_id, on_day, what_done) VALUES (of_record, add_pairing_activity.on_day, btrim(add_pairing_activity.what_done)) RETURNING pairing_activity.id INTO made;
    PERFORM audit.record('write', 'care_file', 'pairing ' || of_record, of_student, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.add_pairing_activity(bigint, date, text) IS '登记结对活动 | notes what was done';

CREATE OR REPLACE FUNCTION care.list_pairing_activities(of_record bigint) RETURNS TABLE (id bigint, on_day date, what_done text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM care.pairing WHERE pairing.id = of_record AND (pairing.carer_id = access.person_id() OR access.may_student('care_file', 'see', pairing.student_id))) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY SELECT deed.id, deed.on_day, deed.what_done FROM care.pairing_activity AS deed WHERE deed.pairing_id = of_record ORDER BY deed.on_day DESC;
END
$$;
COMMENT ON FUNCTION care.list_pairing_activities(bigint) IS '结对活动 | what was done with the student';

-- Figures; of mind only by grade, and none under ten.
CREATE OR REPLACE FUNCTION reporting.screening_coverage() RETURNS TABLE (round text, kind text, classes bigint, returned bigint, percent numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('reporting', 'see');
    RETURN QUERY SELECT round.title, round.kind, every.number, count(back.id), round(100.0 * count(back.id) / nullif(every.number, 0), 1)
    FROM care.screening_round AS round CROSS JOIN (SELECT count(*) AS number FROM units.unit_label WHERE unit_label.kind = 'class' AND unit_label.valid @> ref.today()) AS every LEFT JOIN care.screening_return AS back ON back.screening_round_id = round.id
    GROUP BY round.id, every.number ORDER BY round.from_day DESC;
END
$$;
COMMENT ON FUNCTION reporting.screening_coverage() IS '筛查覆盖(班级) | screening: classes that returned';

CREATE OR REPLACE FUNCTION reporting.flags_unseen() RETURNS TABLE (round text, unseen_over_5_days bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('screening', 'see');
    RETURN QUERY SELECT round.title, count(*) FILTER (WHERE result.seen_on IS NULL AND ref.working_days_between((result.created_at AT TIME ZONE 'Asia/Shanghai')::date, ref.today()) > 5)
    FROM care.screening_result AS result JOIN care.screening_round AS round ON round.id = result.screening_round_id WHERE result.band <> 'none' GROUP BY round.id ORDER BY round.from_day DESC;
END
$$;
COMMENT ON FUNCTION reporting.flags_unseen() IS '五日内未访谈的预警 | flags that no counsellor saw in five days';

CREATE OR REPLACE FUNCTION reporting.unread_cards() RETURNS TABLE (class text, cards bigint, unread bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('health_card', 'see') THEN
        PERFORM access.refuse('health_card', 'see');
    END IF;
    RETURN QUERY SELECT units.label(units.class_of(card.student_id)), count(DISTINCT card.id), count(*) FILTER (WHERE NOT EXISTS (SELECT FROM care.card_acknowledgement AS read WHERE read.health_card_id = card.id AND read.person_id = teacher))
    FROM care.health_card AS card CROSS JOIN LATERAL care.teachers_of(card.student_id) AS teacher
    WHERE card.version = (SELECT max(latest.version) FROM care.health_card AS latest WHERE latest.student_id = card.student_id) GROUP BY 1 ORDER BY 3 DESC;
END
$$;
COMMENT ON FUNCTION reporting.unread_cards() IS '未阅照护卡 | health cards that a teacher has not read';

CREATE OR REPLACE FUNCTION reporting.entrustment_gaps() RETURNS TABLE (class text, student text, gap text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('guardianship', 'see');
BEGIN
    PERFORM access.require('guardianship', 'see');
    PERFORM audit.record('list', 'guardianship', 'entrustment_gaps', NULL, NULL, NULL);
    RETURN QUERY SELECT units.label(units.class_of(record.student_id)), person.name,
        CASE WHEN record.lives_alone = 'yes' AND person.birth_date > (ref.today() - interval '16 years')::date THEN ref.say('未满16岁独居', 'under 16 and alone') WHEN care.id IS NULL THEN ref.say('没有登记受托人', 'no carer is registered') WHEN care.written_notice_on IS NULL THEN ref.say('没有书面告知', 'no written notice')
             WHEN carer.birth_date < (ref.today() - interval '65 years')::date THEN ref.say('受托人超过65岁', 'the carer is over 65') ELSE ref.say('受托人未满18岁', 'the carer is under 18') END
    FROM care.left_behind_record AS record JOIN people.person ON person.id = record.student_id
    LEFT JOIN people.entrusted_care AS care ON care.student_id = record.student_id AND care.valid @> ref.today() LEFT JOIN people.person AS carer ON carer.id = care.carer_id
    WHERE record.semester = (SELECT max(latest.semester) FROM care.left_behind_record AS latest) AND record.state <> 'ended'
      AND (record.lives_alone = 'yes' AND person.birth_date > (ref.today() - interval '16 years')::date
           OR record.father_away = 'yes' AND record.mother_away = 'yes' AND (care.id IS NULL OR care.written_notice_on IS NULL OR carer.birth_date < (ref.today() - interval '65 years')::date OR carer.birth_date > (ref.today() - interval '18 years')::date))
      AND (everybody OR record.student_id IN (SELECT access.student_ids('guardianship', 'see'))) AND record.student_id NOT IN (SELECT access.own_children()) ORDER BY 1, 2;
END
$$;
COMMENT ON FUNCTION reporting.entrustment_gaps() IS '委托照护缺口(留痕) | gaps in entrusted care; logged';

CREATE OR REPLACE FUNCTION reporting.family_call_frequency() RETURNS TABLE (class text, student text, wanted_per_week int, reached_in_four_weeks bigint, failures_in_a_row bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('visit', 'see');
BEGIN
    PERFORM access.require('visit', 'see');
    PERFORM audit.record('list', 'visit', 'family_call_frequency', NULL, NULL, NULL);
    RETURN QUERY SELECT units.label(units.class_of(record.student_id)), person.name, coalesce(record.calls_per_week, 1),
        (SELECT count(*) FROM care.family_call AS call WHERE call.student_id = record.student_id AND call.outcome = 'reached' AND call.called_on > ref.today() - 28),
        (SELECT count(*) FROM care.family_call AS call WHERE call.student_id = record.student_id AND call.called_on > coalesce((SELECT max(good.called_on) FROM care.family_call AS good WHERE good.student_id = record.student_id AND good.outcome = 'reached'), '-infinity'))
    FROM care.left_behind_record AS record JOIN people.person ON person.id = record.student_id
    WHERE record.semester = (SELECT max(latest.semester) FROM care.left_behind_record AS latest) AND record.state <> 'ended'
      AND (everybody OR record.student_id IN (SELECT access.student_ids('visit', 'see'))) AND record.student_id NOT IN (SELECT access.own_children()) ORDER BY 4, 1, 2;
END
$$;
COMMENT ON FUNCTION reporting.family_call_frequency() IS '亲情电话频次对照要求(留痕) | family calls against the rule; logged';

CREATE OR REPLACE FUNCTION reporting.counselling_flow() RETURNS TABLE (state text, referrals bigint, oldest_days int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('counselling', 'see') THEN
        PERFORM access.refuse('counselling', 'see');
    END IF;
    RETURN QUERY SELECT ref.state_label('referral', referral.state), count(*), (ref.today() - min(referral.referred_on))::int FROM care.referral WHERE referral.state <> 'closed' GROUP BY referral.state ORDER BY 2 DESC;
END
$$;
COMMENT ON FUNCTION reporting.counselling_flow() IS '转介流转(无姓名) | the flow of referrals, without names';

CREATE OR REPLACE FUNCTION care.end_file(of_record bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before text := (SELECT file.state FROM care.file WHERE file.id = of_record);
BEGIN
    PERFORM care.close_file(of_record, why);
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id, reason) SELECT 'care_file', of_record, 'close', before, file.state, access.person_id(), btrim(why) FROM care.file WHERE file.id = of_record;
END
$$;
COMMENT ON FUNCTION care.end_file(bigint, text) IS '结档 | closes a file';
CREATE OR REPLACE FUNCTION care.confirm_record(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM care.confirm_left_behind(of_record);
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id) VALUES ('left_behind_record', of_record, 'confirm', 'to_confirm', 'confirmed', access.person_id());
END
$$;
COMMENT ON FUNCTION care.confirm_record(bigint) IS '确认留守记录 | confirms a left-behind record';
