-- Hearing people out: encounters, letters, surveys, feedback, extensions; points; helping others.

-- Somebody is seconded to a village; a resident lives in a community.
CREATE OR REPLACE FUNCTION units.require_organization(field_name text, label_zh text, label_en text, given bigint, wanted_kind text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    IF given IS NOT NULL AND NOT EXISTS (SELECT FROM units.external_organization AS organization WHERE organization.id = given AND organization.kind = wanted_kind) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = field_name, MESSAGE = ref.say(format('“%s”请填“外部单位”登记簿中的编号。', label_zh), format('"%s": write the key that it has among the outside organizations.', label_en)),
            HINT = (SELECT coalesce(string_agg('#' || organization.id || ' ' || organization.name, ref.say('、', ', ') ORDER BY organization.id), ref.say('请先在该登记簿中登记。', 'Register it there first.')) FROM units.external_organization AS organization
                    WHERE organization.kind = wanted_kind AND organization.valid @> ref.today());
    END IF;
END
$$;
COMMENT ON FUNCTION units.require_organization(text, text, text, bigint, text) IS '要求是某类外部单位 | refuses what is no organization of the kind';

-- An encounter about a pupil is a record of that pupil. One that names none (a forum, an opinion call, a look round) is anybody's who may raise an issue, and is
-- seen, apart from those who see all, by whoever held it or wrote it down.
CREATE OR REPLACE FUNCTION field.may_encounter(wanted text, of_host bigint, of_writer bigint, of_student bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    RETURN CASE WHEN wanted = 'see' THEN access.may_record('visit', 'see', NULL, ARRAY[of_host, of_writer], of_student)
                ELSE access.may_record('visit', 'create', NULL, ARRAY[of_host, of_writer], of_student) AND (of_student IS NOT NULL OR access.person_id() IN (of_host, of_writer)) END
        OR coalesce(of_student IS NULL AND access.person_id() IN (of_host, of_writer) AND access.may('issue', 'create'), false);
END
$$;
COMMENT ON FUNCTION field.may_encounter(text, bigint, bigint, bigint) IS '对某次走访座谈是否有权 | whether the caller may see or write an encounter';

CREATE OR REPLACE FUNCTION people.list_retirees(matching text DEFAULT NULL)
RETURNS TABLE (id bigint, name text, retired_on date, needs text, visit_every_days int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('visit', 'see');
BEGIN
    IF NOT access.may('visit', 'see') AND NOT access.may('visit', 'create') THEN
        PERFORM access.refuse('visit', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.name, found_record.retired_on, found_record.needs, found_record.visit_every_days
    FROM people.retiree AS found_record
    WHERE (matching IS NULL OR strpos(found_record.name, matching) > 0 OR strpos(found_record.needs, matching) > 0)
      AND (everybody OR access.may_record('visit', 'see', NULL, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.name LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION people.list_retirees(text) IS '退休教师一览 | retiree, within reach';

CREATE OR REPLACE FUNCTION people.read_retiree(of_record bigint)
RETURNS TABLE (id bigint, name text, retired_on date, needs text, visit_every_days int, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM people.retiree AS found_record WHERE found_record.id = of_record AND access.may_record('visit', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.name, found_record.retired_on, found_record.needs, found_record.visit_every_days, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM people.retiree AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION people.read_retiree(bigint) IS '退休教师详情 | one of: retiree';

CREATE OR REPLACE FUNCTION people.add_retiree(name text, retired_on date, needs text DEFAULT NULL, visit_every_days int DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('visit', 'create', NULL, ARRAY[access.person_id()], NULL);
    IF coalesce(btrim(add_retiree.name), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'name', MESSAGE = ref.say('请填写“姓名”。', 'Fill in "name".');
    ELSIF add_retiree.retired_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'retired_on', MESSAGE = ref.say('请填写“退休日期”。', 'Fill in "retired on".');
    ELSIF add_retiree.retired_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'retired_on', MESSAGE = ref.say('“退休日期”不能晚于今天。', '"retired on" cannot lie in the future.');
    ELSIF add_retiree.visit_every_days < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'visit_every_days', MESSAGE = ref.say('“走访间隔(天)”不能是负数。', '"visited every (days)" cannot be negative.');
    END IF;
    IF add_retiree.visit_every_days = 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'visit_every_days', MESSAGE = ref.say('“走访间隔(天)”至少是 1。', '"visited every (days)" is 1 at least.');
    END IF;
    INSERT INTO people.retiree (name, retired_on, needs, visit_every_days)
    VALUES (nullif(btrim(add_retiree.name), ''), add_retiree.retired_on, nullif(btrim(add_retiree.needs), ''), coalesce(add_retiree.visit_every_days, 180)) RETURNING id INTO made;
    PERFORM audit.record('write', 'visit', 'retiree ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION people.add_retiree(text, date, text, int) IS '登记退休教师 | registers: retiree';

CREATE OR REPLACE FUNCTION people.change_retiree(of_record bigint, name text DEFAULT NULL, retired_on date DEFAULT NULL, needs text DEFAULT NULL, visit_every_days int DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM people.retiree AS found_record WHERE found_record.id = of_record AND access.may_record('visit', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM people.retiree AS found_record WHERE found_record.id = of_record AND (access.may_record('visit', 'edit', NULL, ARRAY[found_record.created_by], NULL) OR (found_record.created_by = access.person_id() AND access.may('visit', 'create')))) THEN
        PERFORM access.refuse('visit', 'edit');
    END IF;
    IF change_retiree.retired_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'retired_on', MESSAGE = ref.say('“退休日期”不能晚于今天。', '"retired on" cannot lie in the future.');
    ELSIF change_retiree.visit_every_days < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'visit_every_days', MESSAGE = ref.say('“走访间隔(天)”不能是负数。', '"visited every (days)" cannot be negative.');
    END IF;
    IF change_retiree.visit_every_days = 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'visit_every_days', MESSAGE = ref.say('“走访间隔(天)”至少是 1。', '"visited every (days)" is 1 at least.');
    END IF;
    UPDATE people.retiree AS found_record SET name = coalesce(nullif(btrim(change_retiree.name), ''), found_record.name), retired_on = coalesce(change_retiree.retired_on, found_record.retired_on), needs = coalesce(nullif(btrim(change_retiree.needs), ''), found_record.needs), visit_every_days = coalesce(change_retiree.visit_every_days, found_record.visit_every_days)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'visit', 'retiree ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION people.change_retiree(bigint, text, date, text, int) IS '更正退休教师(空栏不变) | corrects: retiree; empty fields stay';

CREATE OR REPLACE FUNCTION field.list_encounters(of_kind text DEFAULT NULL, of_place bigint DEFAULT NULL, matching text DEFAULT NULL)
RETURNS TABLE (id bigint, kind text, held_on date, host_name text, place_label text, student_id bigint, student_name text, class_label text, retiree_id bigint, with_whom text, attendee_count int, issues bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('visit', 'see') AND access.has_no_child();
BEGIN
    IF NOT access.may('visit', 'see') AND NOT access.may('visit', 'create') AND NOT access.may('issue', 'create') THEN
        PERFORM access.refuse('visit', 'see');
    END IF;
    PERFORM audit.record('list', 'visit', 'encounter', NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.kind, found_record.held_on, (SELECT person.name FROM people.person WHERE person.id = found_record.host_id), units.place_path(found_record.place_id), found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.retiree_id, found_record.with_whom, found_record.attendee_count,
        (SELECT count(DISTINCT source.issue_id) FROM work.utterance JOIN work.issue_source AS source ON source.utterance_id = utterance.id JOIN work.issue ON issue.id = source.issue_id AND NOT issue.is_restricted
         WHERE utterance.encounter_id = found_record.id)
    FROM field.encounter AS found_record
    WHERE (of_kind IS NULL OR found_record.kind = of_kind)
      AND (of_place IS NULL OR found_record.place_id = of_place)
      AND (matching IS NULL OR strpos(found_record.with_whom, matching) > 0 OR strpos(found_record.heard, matching) > 0 OR strpos(found_record.measure, matching) > 0)
      AND (everybody OR field.may_encounter('see', found_record.host_id, found_record.created_by, found_record.student_id))
    ORDER BY found_record.held_on DESC, found_record.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION field.list_encounters(text, bigint, text) IS '走访座谈一览(留痕) | encounter, within reach; logged';

CREATE OR REPLACE FUNCTION field.read_encounter(of_record bigint)
RETURNS TABLE (id bigint, kind text, held_on date, host_name text, place_label text, student_id bigint, student_name text, class_label text, retiree_id bigint, with_whom text, attendee_count int, heard text, measure text, created_on date, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.encounter AS found_record WHERE found_record.id = of_record AND field.may_encounter('see', found_record.host_id, found_record.created_by, found_record.student_id)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'visit', 'encounter ' || of_record, (SELECT found_record.student_id FROM field.encounter AS found_record WHERE found_record.id = of_record), NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.kind, found_record.held_on, (SELECT person.name FROM people.person WHERE person.id = found_record.host_id), units.place_path(found_record.place_id), found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.retiree_id, found_record.with_whom, found_record.attendee_count, found_record.heard, found_record.measure, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM field.encounter AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION field.read_encounter(bigint) IS '走访座谈详情(留痕) | one of: encounter; logged';

CREATE OR REPLACE FUNCTION field.add_encounter(kind text, held_on date, host bigint, heard text, of_place bigint DEFAULT NULL, of_student bigint DEFAULT NULL, retiree bigint DEFAULT NULL, with_whom text DEFAULT NULL, attendee_count int DEFAULT NULL, measure text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    IF NOT field.may_encounter('create', add_encounter.host, access.person_id(), add_encounter.of_student) THEN
        PERFORM access.refuse('visit', 'create');
    END IF;
    IF add_encounter.kind IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('请填写“类别”。', 'Fill in "kind".');
    ELSIF add_encounter.kind NOT IN ('drop_in', 'talk', 'forum', 'opinion_call', 'condolence') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“类别”只能是:下沉走访、谈心谈话、座谈、征求意见、走访慰问。', '"kind" is one of: drop-in visit, talk, forum, opinion call, condolence visit.');
    ELSIF add_encounter.held_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'held_on', MESSAGE = ref.say('请填写“日期”。', 'Fill in "day".');
    ELSIF add_encounter.held_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'held_on', MESSAGE = ref.say('“日期”不能晚于今天。', '"day" cannot lie in the future.');
    ELSIF add_encounter.host IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'host', MESSAGE = ref.say('请填写“主持人”。', 'Fill in "host".');
    ELSIF coalesce(btrim(add_encounter.heard), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'heard', MESSAGE = ref.say('请填写“内容”。', 'Fill in "what was heard".');
    ELSIF add_encounter.attendee_count < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'attendee_count', MESSAGE = ref.say('“人数”不能是负数。', '"how many" cannot be negative.');
    END IF;
    PERFORM registers.require_key('people.retiree', 'retiree', '退休教师', 'retiree', add_encounter.retiree);
    IF (add_encounter.kind = 'condolence') <> (add_encounter.retiree IS NOT NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'retiree', MESSAGE = ref.say('走访慰问须填“退休教师”,其他类别不填。', 'A condolence visit names its "retiree"; others name none.');
    END IF;
    INSERT INTO field.encounter (kind, held_on, host_id, heard, place_id, student_id, retiree_id, with_whom, attendee_count, measure)
    VALUES (add_encounter.kind, add_encounter.held_on, add_encounter.host, nullif(btrim(add_encounter.heard), ''), add_encounter.of_place, add_encounter.of_student, add_encounter.retiree, nullif(btrim(add_encounter.with_whom), ''), add_encounter.attendee_count, nullif(btrim(add_encounter.measure), '')) RETURNING id INTO made;
    PERFORM audit.record('write', 'visit', 'encounter ' || made, add_encounter.of_student, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.add_encounter(text, date, bigint, text, bigint, bigint, bigint, text, int, text) IS '登记走访座谈 | registers: encounter';

CREATE OR REPLACE FUNCTION field.change_encounter(of_record bigint, kind text DEFAULT NULL, held_on date DEFAULT NULL, host bigint DEFAULT NULL, of_place bigint DEFAULT NULL, of_student bigint DEFAULT NULL, retiree bigint DEFAULT NULL, with_whom text DEFAULT NULL, attendee_count int DEFAULT NULL, heard text DEFAULT NULL, measure text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.encounter AS found_record WHERE found_record.id = of_record AND field.may_encounter('see', found_record.host_id, found_record.created_by, found_record.student_id)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM field.encounter AS found_record WHERE found_record.id = of_record AND (access.may_record('visit', 'edit', NULL, ARRAY[found_record.host_id, found_record.created_by], found_record.student_id)
                       OR (access.person_id() IN (found_record.host_id, found_record.created_by) AND field.may_encounter('create', found_record.host_id, found_record.created_by, coalesce(change_encounter.of_student, found_record.student_id))))) THEN
        PERFORM access.refuse('visit', 'edit');
    END IF;
    IF change_encounter.kind NOT IN ('drop_in', 'talk', 'forum', 'opinion_call', 'condolence') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“类别”只能是:下沉走访、谈心谈话、座谈、征求意见、走访慰问。', '"kind" is one of: drop-in visit, talk, forum, opinion call, condolence visit.');
    ELSIF change_encounter.held_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'held_on', MESSAGE = ref.say('“日期”不能晚于今天。', '"day" cannot lie in the future.');
    ELSIF change_encounter.attendee_count < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'attendee_count', MESSAGE = ref.say('“人数”不能是负数。', '"how many" cannot be negative.');
    END IF;
    PERFORM registers.require_key('people.retiree', 'retiree', '退休教师', 'retiree', change_encounter.retiree);
    IF (coalesce(change_encounter.kind, (SELECT found_record.kind FROM field.encounter AS found_record WHERE found_record.id = of_record)) = 'condolence') <> (coalesce(change_encounter.retiree, (SELECT found_record.retiree_id FROM field.encounter AS found_record WHERE found_record.id = of_record)) IS NOT NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'retiree', MESSAGE = ref.say('走访慰问须填“退休教师”,其他类别不填。', 'A condolence visit names its "retiree"; others name none.');
    END IF;
    UPDATE field.encounter AS found_record SET kind = coalesce(change_encounter.kind, found_record.kind), held_on = coalesce(change_encounter.held_on, found_record.held_on), host_id = coalesce(change_encounter.host, found_record.host_id), place_id = coalesce(change_encounter.of_place, found_record.place_id), student_id = coalesce(change_encounter.of_student, found_record.student_id), retiree_id = coalesce(change_encounter.retiree, found_record.retiree_id), with_whom = coalesce(nullif(btrim(change_encounter.with_whom), ''), found_record.with_whom), attendee_count = coalesce(change_encounter.attendee_count, found_record.attendee_count), heard = coalesce(nullif(btrim(change_encounter.heard), ''), found_record.heard), measure = coalesce(nullif(btrim(change_encounter.measure), ''), found_record.measure)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'visit', 'encounter ' || of_record, (SELECT found_record.student_id FROM field.encounter AS found_record WHERE found_record.id = of_record), NULL, NULL);
END
$$;
COMMENT ON FUNCTION field.change_encounter(bigint, text, date, bigint, bigint, bigint, bigint, text, int, text, text) IS '更正走访座谈(空栏不变) | corrects: encounter; empty fields stay';

-- The days of the clocks. A raiser whose name or address is unclear cannot be told (Regulations on Letters and Calls, 23); a review is answered within 30 days of the asking (35).
CREATE OR REPLACE FUNCTION work.letter_answer_by(of_letter work.letter) RETURNS date
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT CASE WHEN of_letter.state = 'review_asked' THEN
        (SELECT (max(event.happened_at) AT TIME ZONE 'Asia/Shanghai')::date + 30 FROM work.lifecycle_event AS event WHERE event.lifecycle = 'letter' AND event.record_id = of_letter.id AND event.action = 'ask_review')
        ELSE of_letter.answer_by END
$$;
COMMENT ON FUNCTION work.letter_answer_by(work.letter) IS '答复期限(申请复查的另计) | the day to answer by; a review has its own';

CREATE OR REPLACE FUNCTION work.can_be_told(of_letter work.letter) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = '' AS $$ SELECT NOT of_letter.is_anonymous OR coalesce(btrim(of_letter.raiser_contact), '') <> '' $$;
COMMENT ON FUNCTION work.can_be_told(work.letter) IS '能否告知反映人 | whether the raiser can be reached';

CREATE OR REPLACE FUNCTION work.cannot_be_told(of_letter bigint) RETURNS text
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT ref.say('匿名且没有“联系方式”,无法告知;可以直接答复', 'it is anonymous and tells no way to reach the raiser; it can be answered at once') FROM work.letter WHERE letter.id = of_letter AND NOT work.can_be_told(letter)
$$;
COMMENT ON FUNCTION work.cannot_be_told(bigint) IS '为何不能告知 | why nobody can be told';

-- A report on a teacher's conduct, with the name of the reporter: discipline tells him what came of it.
CREATE OR REPLACE FUNCTION work.report_conduct(words text, heard date, reporter text, contact text) RETURNS bigint
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    made bigint := work.add_issue(words, 'teacher_conduct', 'letter', heard, 'normal', NULL);
BEGIN
    UPDATE work.conduct_report SET reporter_name = nullif(concat_ws(' ', nullif(btrim(reporter), ''), nullif(btrim(contact), '')), '') WHERE conduct_report.issue_id = made;
    RETURN made;
END
$$;
COMMENT ON FUNCTION work.report_conduct(text, date, text, text) IS '转纪检的反映 | a report that goes to discipline';

-- A letter that proves to be about a teacher's conduct goes to discipline; what stays here says nothing.
CREATE OR REPLACE FUNCTION work.reroute_letter(of_record bigint) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    before work.letter;
    made bigint;
BEGIN
    SELECT * INTO before FROM work.letter AS found_record WHERE found_record.id = of_record;
    made := work.report_conduct(coalesce(before.letter_text, before.subject), before.received_on, before.raiser_name, before.raiser_contact);
    PERFORM work.transition('letter', of_record, 'to_discipline', NULL);
    UPDATE work.letter AS found_record SET issue_id = made, about_conduct = true, subject = work.conduct_stub(), letter_text = NULL, raiser_name = NULL, raiser_contact = NULL, unit_id = NULL, responsible_id = NULL,
        tell_by = NULL, answer_by = NULL WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION work.reroute_letter(bigint) IS '转纪检办理 | hands a letter to discipline';

CREATE OR REPLACE FUNCTION work.list_letters(only_open boolean DEFAULT NULL, of_unit bigint DEFAULT NULL, in_state text DEFAULT NULL)
RETURNS TABLE (id bigint, received_on date, channel text, is_anonymous boolean, subject text, about_conduct boolean, unit_label text, responsible_name text, tell_by date, told_on date, answer_by date, answered_on date, extension_reason text, issue_number text, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('letter', 'see');
BEGIN
    IF NOT access.may('letter', 'see') AND NOT access.may('letter', 'create') THEN
        PERFORM access.refuse('letter', 'see');
    END IF;
    PERFORM audit.record('list', 'letter', 'letter', NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.received_on, found_record.channel, found_record.is_anonymous, found_record.subject, found_record.about_conduct, units.label(found_record.unit_id), (SELECT person.name FROM people.person WHERE person.id = found_record.responsible_id), found_record.tell_by, found_record.told_on, work.letter_answer_by(found_record), found_record.answered_on, found_record.extension_reason, (SELECT issue.number FROM work.issue WHERE issue.id = found_record.issue_id), found_record.state
    FROM work.letter AS found_record
    WHERE (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = found_record.lifecycle AND step.state = found_record.state AND step.is_open))
      AND (of_unit IS NULL OR found_record.unit_id = of_unit)
      AND (in_state IS NULL OR found_record.state = in_state)
      AND (everybody OR access.may_record('letter', 'see', found_record.unit_id, ARRAY[found_record.responsible_id, found_record.created_by], NULL))
    ORDER BY found_record.received_on DESC, found_record.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION work.list_letters(boolean, bigint, text) IS '来信来访一览(留痕) | letter, within reach; logged';

CREATE OR REPLACE FUNCTION work.read_letter(of_record bigint)
RETURNS TABLE (id bigint, received_on date, channel text, is_anonymous boolean, raiser_name text, raiser_contact text, subject text, letter_text text, about_conduct boolean, unit_label text, responsible_name text, tell_by date, told_on date, answer_by date, answered_on date, answer text, extension_reason text, issue_number text, state text, created_on date, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM work.letter AS found_record WHERE found_record.id = of_record AND access.may_record('letter', 'see', found_record.unit_id, ARRAY[found_record.responsible_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'letter', 'letter ' || of_record, NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.received_on, found_record.channel, found_record.is_anonymous, found_record.raiser_name, found_record.raiser_contact, found_record.subject, found_record.letter_text, found_record.about_conduct, units.label(found_record.unit_id), (SELECT person.name FROM people.person WHERE person.id = found_record.responsible_id), found_record.tell_by, found_record.told_on, work.letter_answer_by(found_record), found_record.answered_on, found_record.answer, found_record.extension_reason, (SELECT issue.number FROM work.issue WHERE issue.id = found_record.issue_id), found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM work.letter AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION work.read_letter(bigint) IS '来信来访详情(留痕) | one of: letter; logged';

CREATE OR REPLACE FUNCTION work.add_letter(received_on date, channel text, is_anonymous boolean, subject text, about_conduct boolean, raiser_name text DEFAULT NULL, raiser_contact text DEFAULT NULL, letter_text text DEFAULT NULL, of_unit bigint DEFAULT NULL, responsible bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('letter', 'create', add_letter.of_unit, ARRAY[access.person_id(), add_letter.responsible], NULL);
    IF add_letter.received_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'received_on', MESSAGE = ref.say('请填写“收到日期”。', 'Fill in "received on".');
    ELSIF add_letter.received_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'received_on', MESSAGE = ref.say('“收到日期”不能晚于今天。', '"received on" cannot lie in the future.');
    ELSIF add_letter.channel IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'channel', MESSAGE = ref.say('请填写“方式”。', 'Fill in "how".');
    ELSIF add_letter.channel NOT IN ('letter', 'visit', 'phone', 'online') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'channel', MESSAGE = ref.say('“方式”只能是:来信、来访、来电、网络。', '"how" is one of: letter, caller, call, online.');
    ELSIF add_letter.is_anonymous IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'is_anonymous', MESSAGE = ref.say('请填写“匿名”。', 'Fill in "anonymous".');
    ELSIF coalesce(btrim(add_letter.subject), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'subject', MESSAGE = ref.say('请填写“事由”。', 'Fill in "subject".');
    ELSIF add_letter.about_conduct IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'about_conduct', MESSAGE = ref.say('请填写“涉及师德”。', 'Fill in "about a teacher''s conduct".');
    END IF;
    IF NOT add_letter.is_anonymous THEN
        PERFORM registers.require_filled('raiser_name', '反映人', 'raiser', add_letter.raiser_name);
    END IF;
    IF add_letter.about_conduct THEN
        -- Discipline takes it before any unit sees it; what is kept here says nothing, and never did.
        INSERT INTO work.letter (received_on, channel, is_anonymous, subject, about_conduct, state, issue_id)
        VALUES (add_letter.received_on, add_letter.channel, add_letter.is_anonymous, work.conduct_stub(), true, 'rerouted',
                work.report_conduct(coalesce(nullif(btrim(add_letter.letter_text), ''), add_letter.subject), add_letter.received_on, add_letter.raiser_name, add_letter.raiser_contact)) RETURNING id INTO made;
    ELSE
        INSERT INTO work.letter (received_on, channel, is_anonymous, subject, about_conduct, raiser_name, raiser_contact, letter_text, unit_id, responsible_id, tell_by, answer_by)
        VALUES (add_letter.received_on, add_letter.channel, add_letter.is_anonymous, btrim(add_letter.subject), false, nullif(btrim(add_letter.raiser_name), ''), nullif(btrim(add_letter.raiser_contact), ''),
                nullif(btrim(add_letter.letter_text), ''), add_letter.of_unit, add_letter.responsible,
                CASE WHEN NOT add_letter.is_anonymous OR coalesce(btrim(add_letter.raiser_contact), '') <> '' THEN add_letter.received_on + 15 END, add_letter.received_on + 60) RETURNING id INTO made;
    END IF;
    PERFORM work.begin('letter', made);
    RETURN made;
END
$$;
COMMENT ON FUNCTION work.add_letter(date, text, boolean, text, boolean, text, text, text, bigint, bigint) IS '登记来信来访 | registers: letter';

CREATE OR REPLACE FUNCTION work.change_letter(of_record bigint, received_on date DEFAULT NULL, channel text DEFAULT NULL, is_anonymous boolean DEFAULT NULL, raiser_name text DEFAULT NULL, raiser_contact text DEFAULT NULL, subject text DEFAULT NULL, letter_text text DEFAULT NULL, about_conduct boolean DEFAULT NULL, of_unit bigint DEFAULT NULL, responsible bigint DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('letter', of_record, 'edit');
    IF NOT (SELECT is_open FROM work.letter AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    IF change_letter.received_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'received_on', MESSAGE = ref.say('“收到日期”不能晚于今天。', '"received on" cannot lie in the future.');
    ELSIF change_letter.channel NOT IN ('letter', 'visit', 'phone', 'online') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'channel', MESSAGE = ref.say('“方式”只能是:来信、来访、来电、网络。', '"how" is one of: letter, caller, call, online.');
    END IF;
    -- The unit that answers does not move the day from which its time is counted, nor hand the letter on.
    IF (change_letter.received_on IS NOT NULL OR change_letter.of_unit IS NOT NULL OR change_letter.responsible IS NOT NULL) AND NOT access.may_all('letter', 'decide') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', COLUMN = CASE WHEN change_letter.received_on IS NOT NULL THEN 'received_on' WHEN change_letter.of_unit IS NOT NULL THEN 'of_unit' ELSE 'responsible' END,
            MESSAGE = ref.say('“收到日期”“承办部门”“承办人”由党委办公室更正。', '"received on", "unit" and "responsible person" are corrected by the party office.');
    END IF;
    UPDATE work.letter AS found_record SET received_on = coalesce(change_letter.received_on, found_record.received_on), channel = coalesce(change_letter.channel, found_record.channel), is_anonymous = coalesce(change_letter.is_anonymous, found_record.is_anonymous), raiser_name = coalesce(nullif(btrim(change_letter.raiser_name), ''), found_record.raiser_name), raiser_contact = coalesce(nullif(btrim(change_letter.raiser_contact), ''), found_record.raiser_contact), subject = coalesce(nullif(btrim(change_letter.subject), ''), found_record.subject), letter_text = coalesce(nullif(btrim(change_letter.letter_text), ''), found_record.letter_text), unit_id = coalesce(change_letter.of_unit, found_record.unit_id), responsible_id = coalesce(change_letter.responsible, found_record.responsible_id)
    WHERE found_record.id = of_record;
    IF change_letter.received_on IS NOT NULL THEN
        UPDATE work.letter AS found_record SET answer_by = found_record.received_on + 60 WHERE found_record.id = of_record AND found_record.extension_reason IS NULL;
    END IF;
    UPDATE work.letter AS found_record SET tell_by = CASE WHEN work.can_be_told(found_record) THEN found_record.received_on + 15 END WHERE found_record.id = of_record AND found_record.told_on IS NULL;
    IF change_letter.about_conduct THEN
        IF EXISTS (SELECT FROM work.letter AS found_record WHERE found_record.id = of_record AND found_record.issue_id IS NOT NULL) THEN
            RAISE EXCEPTION USING ERRCODE = 'NX001', COLUMN = 'about_conduct', MESSAGE = ref.say('已经登记为问题,不能再转纪检。', 'An issue was raised from it; it is handed to discipline no longer.'),
                HINT = ref.say('请对该问题“不予受理”,另行登记一封“涉及师德”的来信。', 'Decline that issue and register a letter that is about a teacher''s conduct.');
        END IF;
        PERFORM work.reroute_letter(of_record);
    END IF;
    PERFORM audit.record('change', 'letter', 'letter ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION work.change_letter(bigint, date, text, boolean, text, text, text, text, boolean, bigint, bigint) IS '更正来信来访(空栏不变) | corrects: letter; empty fields stay';

CREATE OR REPLACE FUNCTION field.list_surveys(only_open boolean DEFAULT NULL, in_state text DEFAULT NULL)
RETURNS TABLE (id bigint, title text, purpose text, is_anonymous boolean, invited_count int, closes_on date, approved_by_name text, responses bigint, response_percent numeric, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('survey', 'see');
BEGIN
    IF NOT access.may('survey', 'see') AND NOT access.may('survey', 'create') THEN
        PERFORM access.refuse('survey', 'see');
    END IF;
    PERFORM audit.record('list', 'survey', 'survey', NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.purpose, found_record.is_anonymous, found_record.invited_count, found_record.closes_on, (SELECT person.name FROM people.person WHERE person.id = found_record.approved_by_id),
        counted.responses, round(100.0 * counted.responses / nullif(found_record.invited_count, 0), 1), found_record.state
    FROM field.survey AS found_record
    CROSS JOIN LATERAL (SELECT count(*) AS responses FROM field.survey_response AS response WHERE response.survey_id = found_record.id) AS counted
    WHERE (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = found_record.lifecycle AND step.state = found_record.state AND step.is_open))
      AND (in_state IS NULL OR found_record.state = in_state)
      AND (everybody OR access.may_record('survey', 'see', NULL, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.closes_on DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION field.list_surveys(boolean, text) IS '问卷一览(留痕) | survey, within reach; logged';

CREATE OR REPLACE FUNCTION field.read_survey(of_record bigint)
RETURNS TABLE (id bigint, title text, purpose text, is_anonymous boolean, invited_count int, closes_on date, approved_by_name text, responses bigint, response_percent numeric, state text, created_on date, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.survey AS found_record WHERE found_record.id = of_record AND access.may_record('survey', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'survey', 'survey ' || of_record, NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.purpose, found_record.is_anonymous, found_record.invited_count, found_record.closes_on, (SELECT person.name FROM people.person WHERE person.id = found_record.approved_by_id),
        counted.responses, round(100.0 * counted.responses / nullif(found_record.invited_count, 0), 1), found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM field.survey AS found_record
    CROSS JOIN LATERAL (SELECT count(*) AS responses FROM field.survey_response AS response WHERE response.survey_id = found_record.id) AS counted
    WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION field.read_survey(bigint) IS '问卷详情(留痕) | one of: survey; logged';

CREATE OR REPLACE FUNCTION field.add_survey(title text, purpose text, is_anonymous boolean, invited_count int, closes_on date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('survey', 'create', NULL, ARRAY[access.person_id()], NULL);
    IF coalesce(btrim(add_survey.title), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'title', MESSAGE = ref.say('请填写“问卷名称”。', 'Fill in "title".');
    ELSIF coalesce(btrim(add_survey.purpose), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'purpose', MESSAGE = ref.say('请填写“目的”。', 'Fill in "purpose".');
    ELSIF add_survey.is_anonymous IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'is_anonymous', MESSAGE = ref.say('请填写“匿名”。', 'Fill in "anonymous".');
    ELSIF add_survey.invited_count IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'invited_count', MESSAGE = ref.say('请填写“发放份数”。', 'Fill in "how many were asked".');
    ELSIF add_survey.invited_count < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'invited_count', MESSAGE = ref.say('“发放份数”不能是负数。', '"how many were asked" cannot be negative.');
    ELSIF add_survey.closes_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'closes_on', MESSAGE = ref.say('请填写“截止日期”。', 'Fill in "closes on".');
    END IF;
    IF add_survey.invited_count = 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'invited_count', MESSAGE = ref.say('“发放份数”至少是 1。', '"how many were asked" is 1 at least.');
    ELSIF add_survey.closes_on < ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'closes_on', MESSAGE = ref.say('“截止日期”不能早于今天。', '"closes on" cannot lie in the past.');
    END IF;
    INSERT INTO field.survey (title, purpose, is_anonymous, invited_count, closes_on)
    VALUES (nullif(btrim(add_survey.title), ''), nullif(btrim(add_survey.purpose), ''), add_survey.is_anonymous, add_survey.invited_count, add_survey.closes_on) RETURNING id INTO made;
    PERFORM work.begin('survey', made);
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.add_survey(text, text, boolean, int, date) IS '登记问卷 | registers: survey';

CREATE OR REPLACE FUNCTION field.change_survey(of_record bigint, title text DEFAULT NULL, purpose text DEFAULT NULL, is_anonymous boolean DEFAULT NULL, invited_count int DEFAULT NULL, closes_on date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('survey', of_record, 'edit');
    IF NOT (SELECT is_open FROM field.survey AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    IF change_survey.invited_count < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'invited_count', MESSAGE = ref.say('“发放份数”不能是负数。', '"how many were asked" cannot be negative.');
    END IF;
    -- What was approved is what people answer: afterwards only how many were asked and the last day are set right.
    IF (SELECT found_record.state FROM field.survey AS found_record WHERE found_record.id = of_record) <> 'draft' AND num_nonnulls(change_survey.title, change_survey.purpose, change_survey.is_anonymous) > 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', COLUMN = CASE WHEN change_survey.is_anonymous IS NOT NULL THEN 'is_anonymous' WHEN change_survey.title IS NOT NULL THEN 'title' ELSE 'purpose' END,
            MESSAGE = ref.say('问卷已经批准:只能更正“发放份数”和“截止日期”。', 'The survey is approved: only "how many were asked" and "closes on" are corrected.');
    ELSIF change_survey.invited_count = 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'invited_count', MESSAGE = ref.say('“发放份数”至少是 1。', '"how many were asked" is 1 at least.');
    END IF;
    UPDATE field.survey AS found_record SET title = coalesce(nullif(btrim(change_survey.title), ''), found_record.title), purpose = coalesce(nullif(btrim(change_survey.purpose), ''), found_record.purpose), is_anonymous = coalesce(change_survey.is_anonymous, found_record.is_anonymous), invited_count = coalesce(change_survey.invited_count, found_record.invited_count), closes_on = coalesce(change_survey.closes_on, found_record.closes_on)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'survey', 'survey ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION field.change_survey(bigint, text, text, boolean, int, date) IS '更正问卷(空栏不变) | corrects: survey; empty fields stay';

CREATE OR REPLACE FUNCTION field.list_survey_survey_questions(of_record bigint)
RETURNS TABLE (id bigint, ordinal int, question text, options text, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.survey AS found_record WHERE found_record.id = of_record AND access.may_record('survey', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'survey', 'survey ' || of_record, NULL, NULL, '{"part": "survey_question"}');
    RETURN QUERY SELECT found_record.id, found_record.ordinal, found_record.question, found_record.options, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM field.survey_question AS found_record WHERE found_record.survey_id = of_record ORDER BY found_record.id;
END
$$;
COMMENT ON FUNCTION field.list_survey_survey_questions(bigint) IS '问卷:题目 | questions of: survey';

CREATE OR REPLACE FUNCTION field.add_survey_question_to_survey(of_record bigint, ordinal int, question text, options text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM work.require_row('survey', of_record, 'edit');
    IF (SELECT found_record.state FROM field.survey AS found_record WHERE found_record.id = of_record) NOT IN ('draft') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('现在的状态不能这样做。', 'This cannot be done in the state that it is in.'),
            HINT = ref.say('可在以下状态办理:草稿', 'Possible when it is: draft');
    END IF;
    IF add_survey_question_to_survey.ordinal IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'ordinal', MESSAGE = ref.say('请填写“序号”。', 'Fill in "number".');
    ELSIF add_survey_question_to_survey.ordinal < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'ordinal', MESSAGE = ref.say('“序号”不能是负数。', '"number" cannot be negative.');
    ELSIF coalesce(btrim(add_survey_question_to_survey.question), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'question', MESSAGE = ref.say('请填写“题目”。', 'Fill in "question".');
    END IF;
    IF nullif(btrim(add_survey_question_to_survey.options), '') IS NOT NULL
       AND (SELECT count(DISTINCT btrim(choice)) FILTER (WHERE btrim(choice) <> '') < 2 OR count(DISTINCT btrim(choice)) < count(*) OR bool_or(btrim(choice) = '') FROM regexp_split_to_table(add_survey_question_to_survey.options, '[|]') AS choice) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'options', MESSAGE = ref.say('“选项”至少两个,互不相同,用 | 分开。', '"options" are two at least, all different, parted by |.');
    END IF;
    INSERT INTO field.survey_question (survey_id, ordinal, question, options)
    VALUES (of_record, add_survey_question_to_survey.ordinal, nullif(btrim(add_survey_question_to_survey.question), ''), nullif(btrim(add_survey_question_to_survey.options), '')) RETURNING id INTO made;
    PERFORM audit.record('add_survey_question', 'survey', 'survey ' || of_record, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.add_survey_question_to_survey(bigint, int, text, text) IS '增加题目 | add a question';

CREATE OR REPLACE FUNCTION work.list_feedbacks(of_grade text DEFAULT NULL)
RETURNS TABLE (id bigint, issue_number_text text, grade text, given_on date, asked_how text, issue_number text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('issue', 'see');
BEGIN
    IF NOT access.may('issue', 'see') AND NOT access.may('issue', 'create') THEN
        PERFORM access.refuse('issue', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.issue_number_text, found_record.grade, found_record.given_on, found_record.asked_how, (SELECT issue.number FROM work.issue WHERE issue.id = found_record.issue_id)
    FROM work.feedback AS found_record
    WHERE (of_grade IS NULL OR found_record.grade = of_grade)
      AND (everybody OR access.may_record('issue', 'see', NULL, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.given_on DESC, found_record.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION work.list_feedbacks(text) IS '群众评价一览 | feedback, within reach';

CREATE OR REPLACE FUNCTION work.read_feedback(of_record bigint)
RETURNS TABLE (id bigint, issue_number_text text, grade text, given_on date, asked_how text, words text, issue_number text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM work.feedback AS found_record WHERE found_record.id = of_record AND access.may_record('issue', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.issue_number_text, found_record.grade, found_record.given_on, found_record.asked_how, found_record.words, (SELECT issue.number FROM work.issue WHERE issue.id = found_record.issue_id), (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM work.feedback AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION work.read_feedback(bigint) IS '群众评价详情 | one of: feedback';

CREATE OR REPLACE FUNCTION work.add_feedback(issue_number_text text, grade text, given_on date, asked_how text DEFAULT NULL, words text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('issue', 'create', NULL, ARRAY[access.person_id()], NULL);
    IF coalesce(btrim(add_feedback.issue_number_text), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'issue_number_text', MESSAGE = ref.say('请填写“问题编号”。', 'Fill in "number of the issue".');
    ELSIF add_feedback.grade IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'grade', MESSAGE = ref.say('请填写“评价”。', 'Fill in "grade".');
    ELSIF add_feedback.grade NOT IN ('satisfied', 'partly', 'not') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'grade', MESSAGE = ref.say('“评价”只能是:满意、基本满意、不满意。', '"grade" is one of: satisfied, partly satisfied, not satisfied.');
    ELSIF add_feedback.given_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'given_on', MESSAGE = ref.say('请填写“日期”。', 'Fill in "day".');
    ELSIF add_feedback.given_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'given_on', MESSAGE = ref.say('“日期”不能晚于今天。', '"day" cannot lie in the future.');
    END IF;
    IF NOT EXISTS (SELECT FROM work.issue WHERE issue.number = btrim(add_feedback.issue_number_text) AND work.may_issue('see', issue.id)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'issue_number_text', MESSAGE = ref.say('没有这个编号的问题,或您无权查看。', 'There is no issue of this number that you may see.');
    ELSIF NOT EXISTS (SELECT FROM work.issue WHERE issue.number = btrim(add_feedback.issue_number_text) AND issue.state IN ('verified', 'closed')) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('验收或销号之后再问评价。', 'Feedback is asked for after the issue was verified or signed off.');
    END IF;
    IF add_feedback.given_on < (SELECT issue.heard_on FROM work.issue WHERE issue.number = btrim(add_feedback.issue_number_text)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'given_on', MESSAGE = ref.say('“日期”不能早于问题的发现日期。', '"day" cannot lie before the issue was heard of.');
    ELSIF add_feedback.grade = 'not' THEN
        -- Somebody decides on it, and needs to know why.
        PERFORM registers.require_filled('words', '原话', 'their words', add_feedback.words);
    END IF;
    INSERT INTO work.feedback (issue_number_text, grade, given_on, asked_how, words)
    VALUES (nullif(btrim(add_feedback.issue_number_text), ''), add_feedback.grade, add_feedback.given_on, nullif(btrim(add_feedback.asked_how), ''), nullif(btrim(add_feedback.words), '')) RETURNING id INTO made;
    PERFORM audit.record('write', 'issue', 'feedback ' || made, NULL, NULL, NULL);
    UPDATE work.feedback AS found_record SET issue_id = (SELECT issue.id FROM work.issue WHERE issue.number = btrim(add_feedback.issue_number_text)) WHERE found_record.id = made;
    RETURN made;
END
$$;
COMMENT ON FUNCTION work.add_feedback(text, text, date, text, text) IS '登记群众评价 | registers: feedback';

CREATE OR REPLACE FUNCTION work.list_deadline_extensions(only_open boolean DEFAULT NULL)
RETURNS TABLE (id bigint, issue_number_text text, new_deadline date, why_later text, issue_number text, old_deadline date, decided_by_name text, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('issue', 'see');
BEGIN
    IF NOT access.may('issue', 'see') AND NOT access.may('issue', 'create') THEN
        PERFORM access.refuse('issue', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.issue_number_text, found_record.new_deadline, found_record.why_later, (SELECT issue.number FROM work.issue WHERE issue.id = found_record.issue_id), found_record.old_deadline, (SELECT person.name FROM people.person WHERE person.id = found_record.decided_by_id), found_record.state
    FROM work.deadline_extension AS found_record
    WHERE (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = found_record.lifecycle AND step.state = found_record.state AND step.is_open))
      AND (everybody OR access.may_record('issue', 'see', NULL, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION work.list_deadline_extensions(boolean) IS '延期申请一览 | extension, within reach';

CREATE OR REPLACE FUNCTION work.read_deadline_extension(of_record bigint)
RETURNS TABLE (id bigint, issue_number_text text, new_deadline date, why_later text, issue_number text, old_deadline date, decided_by_name text, state text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM work.deadline_extension AS found_record WHERE found_record.id = of_record AND access.may_record('issue', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.issue_number_text, found_record.new_deadline, found_record.why_later, (SELECT issue.number FROM work.issue WHERE issue.id = found_record.issue_id), found_record.old_deadline, (SELECT person.name FROM people.person WHERE person.id = found_record.decided_by_id), found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM work.deadline_extension AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION work.read_deadline_extension(bigint) IS '延期申请详情 | one of: extension';

CREATE OR REPLACE FUNCTION work.add_deadline_extension(issue_number_text text, new_deadline date, why_later text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('issue', 'create', NULL, ARRAY[access.person_id()], NULL);
    IF coalesce(btrim(add_deadline_extension.issue_number_text), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'issue_number_text', MESSAGE = ref.say('请填写“问题编号”。', 'Fill in "number of the issue".');
    ELSIF add_deadline_extension.new_deadline IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'new_deadline', MESSAGE = ref.say('请填写“申请延至”。', 'Fill in "new deadline".');
    ELSIF coalesce(btrim(add_deadline_extension.why_later), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'why_later', MESSAGE = ref.say('请填写“原因”。', 'Fill in "reason".');
    END IF;
    IF NOT EXISTS (SELECT FROM work.issue WHERE issue.number = btrim(add_deadline_extension.issue_number_text) AND work.may_issue('edit', issue.id)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'issue_number_text', MESSAGE = ref.say('没有这个编号的问题,或您不办理它。', 'There is no issue of this number that you work on.');
    ELSIF EXISTS (SELECT FROM work.issue WHERE issue.number = btrim(add_deadline_extension.issue_number_text) AND (issue.deadline IS NULL OR issue.deadline < ref.today())) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('延期须在时限之前申请。', 'An extension is asked for before the deadline.');
    ELSIF EXISTS (SELECT FROM work.issue WHERE issue.number = btrim(add_deadline_extension.issue_number_text) AND issue.deadline >= add_deadline_extension.new_deadline) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'new_deadline', MESSAGE = ref.say('新的时限须晚于现在的时限。', 'The new deadline lies after the present one.');
    END IF;
    IF NOT EXISTS (SELECT FROM work.issue WHERE issue.number = btrim(add_deadline_extension.issue_number_text) AND issue.state IN ('assigned', 'in_progress')) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', COLUMN = 'issue_number_text', MESSAGE = ref.say('只有已交办、办理中的问题可以延期。', 'Only an issue that is assigned or in progress is extended.');
    ELSIF EXISTS (SELECT FROM work.deadline_extension AS other JOIN work.issue ON issue.id = other.issue_id WHERE issue.number = btrim(add_deadline_extension.issue_number_text) AND other.state = 'asked') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', COLUMN = 'issue_number_text', MESSAGE = ref.say('这个问题已有一项延期申请待批。', 'An extension of this issue is waiting for a decision already.');
    END IF;
    INSERT INTO work.deadline_extension (issue_number_text, new_deadline, why_later)
    VALUES (nullif(btrim(add_deadline_extension.issue_number_text), ''), add_deadline_extension.new_deadline, nullif(btrim(add_deadline_extension.why_later), '')) RETURNING id INTO made;
    PERFORM work.begin('deadline_extension', made);
    UPDATE work.deadline_extension AS found_record SET issue_id = issue.id, old_deadline = issue.deadline FROM work.issue WHERE issue.number = btrim(add_deadline_extension.issue_number_text) AND found_record.id = made;
    RETURN made;
END
$$;
COMMENT ON FUNCTION work.add_deadline_extension(text, date, text) IS '登记延期申请 | registers: extension';

CREATE OR REPLACE FUNCTION registers.list_point_rules(matching text DEFAULT NULL)
RETURNS TABLE (id bigint, title text, delta int, from_day date, to_day date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('points', 'see');
BEGIN
    IF NOT access.may('points', 'see') AND NOT access.may('points', 'create') THEN
        PERFORM access.refuse('points', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.delta, found_record.from_day, found_record.to_day
    FROM registers.point_rule AS found_record
    WHERE (matching IS NULL OR strpos(found_record.title, matching) > 0)
      AND (everybody OR access.may_record('points', 'see', NULL, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.title LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION registers.list_point_rules(text) IS '积分规则一览 | point rule, within reach';

CREATE OR REPLACE FUNCTION registers.read_point_rule(of_record bigint)
RETURNS TABLE (id bigint, title text, delta int, from_day date, to_day date, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.point_rule AS found_record WHERE found_record.id = of_record AND access.may_record('points', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.delta, found_record.from_day, found_record.to_day, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.point_rule AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION registers.read_point_rule(bigint) IS '积分规则详情 | one of: point rule';

CREATE OR REPLACE FUNCTION registers.add_point_rule(title text, delta int, from_day date, to_day date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('points', 'create', NULL, ARRAY[access.person_id()], NULL);
    IF coalesce(btrim(add_point_rule.title), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'title', MESSAGE = ref.say('请填写“事由”。', 'Fill in "reason".');
    ELSIF add_point_rule.delta IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'delta', MESSAGE = ref.say('请填写“分值”。', 'Fill in "points".');
    ELSIF add_point_rule.from_day IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'from_day', MESSAGE = ref.say('请填写“开始日期”。', 'Fill in "from".');
    END IF;
    IF add_point_rule.delta = 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'delta', MESSAGE = ref.say('“分值”不能是 0。', '"points" cannot be 0.');
    END IF;
    PERFORM registers.require_later('to_day', '结束日期', 'to', add_point_rule.to_day, '开始日期', 'from', add_point_rule.from_day, true);
    INSERT INTO registers.point_rule (title, delta, from_day, to_day)
    VALUES (nullif(btrim(add_point_rule.title), ''), add_point_rule.delta, add_point_rule.from_day, add_point_rule.to_day) RETURNING id INTO made;
    PERFORM audit.record('write', 'points', 'point_rule ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_point_rule(text, int, date, date) IS '登记积分规则 | registers: point rule';

CREATE OR REPLACE FUNCTION registers.change_point_rule(of_record bigint, title text DEFAULT NULL, delta int DEFAULT NULL, from_day date DEFAULT NULL, to_day date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.point_rule AS found_record WHERE found_record.id = of_record AND access.may_record('points', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM registers.point_rule AS found_record WHERE found_record.id = of_record AND access.may_record('points', 'edit', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('points', 'edit');
    END IF;
    IF change_point_rule.delta = 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'delta', MESSAGE = ref.say('“分值”不能是 0。', '"points" cannot be 0.');
    END IF;
    PERFORM registers.require_later('to_day', '结束日期', 'to', coalesce(change_point_rule.to_day, found_record.to_day), '开始日期', 'from', coalesce(change_point_rule.from_day, found_record.from_day), true) FROM registers.point_rule AS found_record WHERE found_record.id = of_record;
    UPDATE registers.point_rule AS found_record SET title = coalesce(nullif(btrim(change_point_rule.title), ''), found_record.title), delta = coalesce(change_point_rule.delta, found_record.delta), from_day = coalesce(change_point_rule.from_day, found_record.from_day), to_day = coalesce(change_point_rule.to_day, found_record.to_day)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'points', 'point_rule ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.change_point_rule(bigint, text, int, date, date) IS '更正积分规则(空栏不变) | corrects: point rule; empty fields stay';

CREATE OR REPLACE FUNCTION registers.list_point_entries(of_student bigint DEFAULT NULL)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, point_rule_id bigint, why_given text, delta int, given_on date, reverses_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('points', 'see');
    in_reach bigint[] := access.students_in_reach('points');
    me bigint := access.person_id();
BEGIN
    IF NOT access.may('points', 'see') AND NOT access.may('points', 'create') THEN
        PERFORM access.refuse('points', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.point_rule_id, found_record.why_given, found_record.delta, found_record.given_on, found_record.reverses_id
    FROM registers.point_entry AS found_record
    WHERE (of_student IS NULL OR found_record.student_id = of_student)
      AND (everybody OR found_record.student_id = ANY (in_reach) OR (me = ANY (ARRAY[found_record.created_by]) AND access.may_record('points', 'see', NULL, ARRAY[found_record.created_by], found_record.student_id)))
    ORDER BY found_record.given_on DESC, found_record.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION registers.list_point_entries(bigint) IS '积分登记一览 | point entry, within reach';

CREATE OR REPLACE FUNCTION registers.read_point_entry(of_record bigint)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, point_rule_id bigint, why_given text, delta int, given_on date, reverses_id bigint, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.point_entry AS found_record WHERE found_record.id = of_record AND access.may_record('points', 'see', NULL, ARRAY[found_record.created_by], found_record.student_id)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.student_id, (SELECT person.name FROM people.person WHERE person.id = found_record.student_id), units.label(units.class_of(found_record.student_id)), found_record.point_rule_id, found_record.why_given, found_record.delta, found_record.given_on, found_record.reverses_id, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.point_entry AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION registers.read_point_entry(bigint) IS '积分登记详情 | one of: point entry';

CREATE OR REPLACE FUNCTION registers.add_point_entry(of_student bigint, why_given text, delta int, given_on date, point_rule bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('points', 'create', NULL, ARRAY[access.person_id()], add_point_entry.of_student);
    IF add_point_entry.of_student IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_student', MESSAGE = ref.say('请填写“学生”。', 'Fill in "student".');
    ELSIF coalesce(btrim(add_point_entry.why_given), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'why_given', MESSAGE = ref.say('请填写“事由”。', 'Fill in "reason".');
    ELSIF add_point_entry.delta IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'delta', MESSAGE = ref.say('请填写“±分”。', 'Fill in "points".');
    ELSIF add_point_entry.given_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'given_on', MESSAGE = ref.say('请填写“日期”。', 'Fill in "day".');
    ELSIF add_point_entry.given_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'given_on', MESSAGE = ref.say('“日期”不能晚于今天。', '"day" cannot lie in the future.');
    END IF;
    IF add_point_entry.delta = 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'delta', MESSAGE = ref.say('“±分”不能是 0。', '"points" cannot be 0.');
    END IF;
    PERFORM registers.require_key('registers.point_rule', 'point_rule', '规则', 'rule', add_point_entry.point_rule);
    IF add_point_entry.delta <> (SELECT rule.delta FROM registers.point_rule AS rule WHERE rule.id = add_point_entry.point_rule) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'delta', MESSAGE = ref.say(format('“±分”与规则不符,规则是 %s。', (SELECT rule.delta FROM registers.point_rule AS rule WHERE rule.id = add_point_entry.point_rule)),
            format('"points" differ from the rule, which gives %s.', (SELECT rule.delta FROM registers.point_rule AS rule WHERE rule.id = add_point_entry.point_rule)));
    ELSIF NOT (SELECT daterange(rule.from_day, rule.to_day) @> add_point_entry.given_on FROM registers.point_rule AS rule WHERE rule.id = add_point_entry.point_rule) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'given_on', MESSAGE = ref.say('“日期”不在规则有效期内。', 'The rule does not hold on this "day".');
    END IF;
    INSERT INTO registers.point_entry (student_id, why_given, delta, given_on, point_rule_id)
    VALUES (add_point_entry.of_student, nullif(btrim(add_point_entry.why_given), ''), add_point_entry.delta, add_point_entry.given_on, add_point_entry.point_rule) RETURNING id INTO made;
    PERFORM audit.record('write', 'points', 'point_entry ' || made, add_point_entry.of_student, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_point_entry(bigint, text, int, date, bigint) IS '登记积分登记 | registers: point entry';

CREATE OR REPLACE FUNCTION field.list_exchange_trips()
RETURNS TABLE (id bigint, partner_id bigint, subject text, from_day date, to_day date, participants_names text, participant_count int, has_report boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('outreach', 'see');
BEGIN
    IF NOT access.may('outreach', 'see') AND NOT access.may('outreach', 'create') THEN
        PERFORM access.refuse('outreach', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.partner_id, found_record.subject, found_record.from_day, found_record.to_day, (SELECT string_agg(person.name, '、' ORDER BY person.id) FROM people.person WHERE person.id = ANY (found_record.participants_ids)),
        cardinality(found_record.participants_ids), found_record.report IS NOT NULL
    FROM field.exchange_trip AS found_record
    WHERE (everybody OR access.may_record('outreach', 'see', NULL, ARRAY[found_record.created_by] || found_record.participants_ids, NULL))
    ORDER BY found_record.from_day DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION field.list_exchange_trips() IS '赴外交流一览 | exchange trip, within reach';

CREATE OR REPLACE FUNCTION field.read_exchange_trip(of_record bigint)
RETURNS TABLE (id bigint, partner_id bigint, subject text, from_day date, to_day date, participants_names text, report text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.exchange_trip AS found_record WHERE found_record.id = of_record AND access.may_record('outreach', 'see', NULL, ARRAY[found_record.created_by] || found_record.participants_ids, NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.partner_id, found_record.subject, found_record.from_day, found_record.to_day, (SELECT string_agg(person.name, '、' ORDER BY person.id) FROM people.person WHERE person.id = ANY (found_record.participants_ids)), found_record.report, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM field.exchange_trip AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION field.read_exchange_trip(bigint) IS '赴外交流详情 | one of: exchange trip';

CREATE OR REPLACE FUNCTION field.add_exchange_trip(partner bigint, subject text, from_day date, to_day date, participants bigint[], report text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('outreach', 'create', NULL, ARRAY[access.person_id()], NULL);
    IF add_exchange_trip.partner IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'partner', MESSAGE = ref.say('请填写“对方学校”。', 'Fill in "partner school".');
    ELSIF coalesce(btrim(add_exchange_trip.subject), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'subject', MESSAGE = ref.say('请填写“内容”。', 'Fill in "subject".');
    ELSIF add_exchange_trip.from_day IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'from_day', MESSAGE = ref.say('请填写“出发日期”。', 'Fill in "from".');
    ELSIF add_exchange_trip.to_day IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'to_day', MESSAGE = ref.say('请填写“返回日期”。', 'Fill in "to".');
    ELSIF add_exchange_trip.participants IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'participants', MESSAGE = ref.say('请填写“参加人员”。', 'Fill in "participants".');
    END IF;
    PERFORM registers.require_key('units.external_organization', 'partner', '对方学校', 'partner school', add_exchange_trip.partner);
    IF add_exchange_trip.to_day < add_exchange_trip.from_day THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'to_day', MESSAGE = ref.say('“返回日期”不能早于“出发日期”。', '"to" cannot lie before "from".');
    END IF;
    IF nullif(btrim(add_exchange_trip.report), '') IS NOT NULL AND add_exchange_trip.to_day > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'report', MESSAGE = ref.say('还没有返回,“总结”请返回后填写。', 'They are not back yet: write "report" afterwards.');
    END IF;
    INSERT INTO field.exchange_trip (partner_id, subject, from_day, to_day, participants_ids, report)
    VALUES (add_exchange_trip.partner, nullif(btrim(add_exchange_trip.subject), ''), add_exchange_trip.from_day, add_exchange_trip.to_day, ARRAY(SELECT DISTINCT somebody FROM unnest(add_exchange_trip.participants) AS somebody ORDER BY somebody), nullif(btrim(add_exchange_trip.report), '')) RETURNING id INTO made;
    PERFORM audit.record('write', 'outreach', 'exchange_trip ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.add_exchange_trip(bigint, text, date, date, bigint[], text) IS '登记赴外交流 | registers: exchange trip';

CREATE OR REPLACE FUNCTION field.change_exchange_trip(of_record bigint, partner bigint DEFAULT NULL, subject text DEFAULT NULL, from_day date DEFAULT NULL, to_day date DEFAULT NULL, report text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.exchange_trip AS found_record WHERE found_record.id = of_record AND access.may_record('outreach', 'see', NULL, ARRAY[found_record.created_by] || found_record.participants_ids, NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM field.exchange_trip AS found_record WHERE found_record.id = of_record AND access.may_record('outreach', 'edit', NULL, ARRAY[found_record.created_by] || found_record.participants_ids, NULL)) THEN
        PERFORM access.refuse('outreach', 'edit');
    END IF;
    PERFORM registers.require_key('units.external_organization', 'partner', '对方学校', 'partner school', change_exchange_trip.partner);
    IF coalesce(change_exchange_trip.to_day, (SELECT found_record.to_day FROM field.exchange_trip AS found_record WHERE found_record.id = of_record)) < coalesce(change_exchange_trip.from_day, (SELECT found_record.from_day FROM field.exchange_trip AS found_record WHERE found_record.id = of_record)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'to_day', MESSAGE = ref.say('“返回日期”不能早于“出发日期”。', '"to" cannot lie before "from".');
    END IF;
    UPDATE field.exchange_trip AS found_record SET partner_id = coalesce(change_exchange_trip.partner, found_record.partner_id), subject = coalesce(nullif(btrim(change_exchange_trip.subject), ''), found_record.subject), from_day = coalesce(change_exchange_trip.from_day, found_record.from_day), to_day = coalesce(change_exchange_trip.to_day, found_record.to_day), report = coalesce(nullif(btrim(change_exchange_trip.report), ''), found_record.report)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'outreach', 'exchange_trip ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION field.change_exchange_trip(bigint, bigint, text, date, date, text) IS '更正赴外交流(空栏不变) | corrects: exchange trip; empty fields stay';

CREATE OR REPLACE FUNCTION field.list_secondments()
RETURNS TABLE (id bigint, person_name text, village_id bigint, from_day date, to_day date, days_in_village bigint, gap_before int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('outreach', 'see');
BEGIN
    IF NOT access.may('outreach', 'see') AND NOT access.may('outreach', 'create') THEN
        PERFORM access.refuse('outreach', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, (SELECT person.name FROM people.person WHERE person.id = found_record.person_id), found_record.village_id, found_record.from_day, found_record.to_day,
        (SELECT count(*) FROM field.secondment_log AS log WHERE log.secondment_id = found_record.id),
        -- Days on which the village had nobody before this term began.
        (SELECT greatest(0, found_record.from_day - max(earlier.to_day)) FROM field.secondment AS earlier
         WHERE earlier.village_id = found_record.village_id AND earlier.from_day < found_record.from_day AND earlier.to_day IS NOT NULL
           AND NOT EXISTS (SELECT FROM field.secondment AS lasting WHERE lasting.village_id = found_record.village_id AND lasting.id <> found_record.id AND lasting.from_day < found_record.from_day AND lasting.to_day IS NULL))
    FROM field.secondment AS found_record
    WHERE (everybody OR access.may_record('outreach', 'see', NULL, ARRAY[found_record.person_id, found_record.created_by], NULL))
    ORDER BY found_record.from_day DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION field.list_secondments() IS '驻村一览 | secondment, within reach';

CREATE OR REPLACE FUNCTION field.read_secondment(of_record bigint)
RETURNS TABLE (id bigint, person_name text, village_id bigint, from_day date, to_day date, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.secondment AS found_record WHERE found_record.id = of_record AND access.may_record('outreach', 'see', NULL, ARRAY[found_record.person_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, (SELECT person.name FROM people.person WHERE person.id = found_record.person_id), found_record.village_id, found_record.from_day, found_record.to_day, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM field.secondment AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION field.read_secondment(bigint) IS '驻村详情 | one of: secondment';

CREATE OR REPLACE FUNCTION field.add_secondment(person bigint, village bigint, from_day date, to_day date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('outreach', 'create', NULL, ARRAY[access.person_id(), add_secondment.person], NULL);
    IF add_secondment.person IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'person', MESSAGE = ref.say('请填写“驻村干部”。', 'Fill in "person".');
    ELSIF add_secondment.village IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'village', MESSAGE = ref.say('请填写“村”。', 'Fill in "village".');
    ELSIF add_secondment.from_day IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'from_day', MESSAGE = ref.say('请填写“开始日期”。', 'Fill in "from".');
    END IF;
    PERFORM units.require_organization('village', '村', 'village', add_secondment.village, 'village');
    PERFORM registers.require_later('to_day', '结束日期', 'to', add_secondment.to_day, '开始日期', 'from', add_secondment.from_day);
    IF EXISTS (SELECT FROM field.secondment AS other WHERE other.person_id = add_secondment.person AND daterange(other.from_day, other.to_day) && daterange(add_secondment.from_day, add_secondment.to_day)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'from_day', MESSAGE = ref.say('此人在这段时间已有驻村任务,请先写明其“结束日期”。', 'This person is seconded in this time already: end that first ("to").');
    END IF;
    INSERT INTO field.secondment (person_id, village_id, from_day, to_day)
    VALUES (add_secondment.person, add_secondment.village, add_secondment.from_day, add_secondment.to_day) RETURNING id INTO made;
    PERFORM audit.record('write', 'outreach', 'secondment ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.add_secondment(bigint, bigint, date, date) IS '登记驻村 | registers: secondment';

CREATE OR REPLACE FUNCTION field.change_secondment(of_record bigint, person bigint DEFAULT NULL, village bigint DEFAULT NULL, from_day date DEFAULT NULL, to_day date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.secondment AS found_record WHERE found_record.id = of_record AND access.may_record('outreach', 'see', NULL, ARRAY[found_record.person_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM field.secondment AS found_record WHERE found_record.id = of_record AND access.may_record('outreach', 'edit', NULL, ARRAY[found_record.person_id, found_record.created_by], NULL)) THEN
        PERFORM access.refuse('outreach', 'edit');
    END IF;
    PERFORM units.require_organization('village', '村', 'village', change_secondment.village, 'village');
    PERFORM registers.require_later('to_day', '结束日期', 'to', coalesce(change_secondment.to_day, found_record.to_day), '开始日期', 'from', coalesce(change_secondment.from_day, found_record.from_day)) FROM field.secondment AS found_record WHERE found_record.id = of_record;
    UPDATE field.secondment AS found_record SET person_id = coalesce(change_secondment.person, found_record.person_id), village_id = coalesce(change_secondment.village, found_record.village_id), from_day = coalesce(change_secondment.from_day, found_record.from_day), to_day = coalesce(change_secondment.to_day, found_record.to_day)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'outreach', 'secondment ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION field.change_secondment(bigint, bigint, bigint, date, date) IS '更正驻村(空栏不变) | corrects: secondment; empty fields stay';

CREATE OR REPLACE FUNCTION field.list_secondment_secondment_logs(of_record bigint)
RETURNS TABLE (id bigint, on_day date, what_done text, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.secondment AS found_record WHERE found_record.id = of_record AND access.may_record('outreach', 'see', NULL, ARRAY[found_record.person_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY SELECT found_record.id, found_record.on_day, found_record.what_done, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM field.secondment_log AS found_record WHERE found_record.secondment_id = of_record ORDER BY found_record.id;
END
$$;
COMMENT ON FUNCTION field.list_secondment_secondment_logs(bigint) IS '驻村:驻村日志 | log of: secondment';

CREATE OR REPLACE FUNCTION field.add_secondment_log_to_secondment(of_record bigint, on_day date, what_done text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM field.secondment AS found_record WHERE found_record.id = of_record AND access.may_record('outreach', 'see', NULL, ARRAY[found_record.person_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM field.secondment AS found_record WHERE found_record.id = of_record AND access.may_record('outreach', 'see', NULL, ARRAY[found_record.person_id, found_record.created_by], NULL)) THEN
        PERFORM access.refuse('outreach', 'see');
    END IF;
    IF add_secondment_log_to_secondment.on_day IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('请填写“日期”。', 'Fill in "day".');
    ELSIF add_secondment_log_to_secondment.on_day > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('“日期”不能晚于今天。', '"day" cannot lie in the future.');
    ELSIF coalesce(btrim(add_secondment_log_to_secondment.what_done), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'what_done', MESSAGE = ref.say('请填写“工作”。', 'Fill in "what was done".');
    END IF;
    IF NOT EXISTS (SELECT FROM field.secondment AS found_record WHERE found_record.id = of_record AND daterange(found_record.from_day, found_record.to_day) @> add_secondment_log_to_secondment.on_day) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('“日期”不在驻村期间。', '"day" lies outside the secondment.');
    END IF;
    INSERT INTO field.secondment_log (secondment_id, on_day, what_done)
    VALUES (of_record, add_secondment_log_to_secondment.on_day, nullif(btrim(add_secondment_log_to_secondment.what_done), '')) RETURNING id INTO made;
    PERFORM audit.record('add_secondment_log', 'outreach', 'secondment ' || of_record, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.add_secondment_log_to_secondment(bigint, date, text) IS '写日志 | write the log';

CREATE OR REPLACE FUNCTION field.list_volunteer_activities(of_branch bigint DEFAULT NULL)
RETURNS TABLE (id bigint, title text, branch_label text, held_on date, where_held text, people bigint, hours numeric, unconfirmed bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('outreach', 'see');
BEGIN
    IF NOT access.may('outreach', 'see') AND NOT access.may('outreach', 'create') THEN
        PERFORM access.refuse('outreach', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, units.label(found_record.branch_id), found_record.held_on, found_record.where_held,
        served.people, served.hours, served.unconfirmed
    FROM field.volunteer_activity AS found_record
    CROSS JOIN LATERAL (SELECT count(*) AS people, sum(line.hours) FILTER (WHERE line.confirmed_by_id IS NOT NULL) AS hours, count(*) FILTER (WHERE line.confirmed_by_id IS NULL) AS unconfirmed
                        FROM field.volunteer_hours AS line WHERE line.volunteer_activity_id = found_record.id) AS served
    WHERE (of_branch IS NULL OR found_record.branch_id = of_branch)
      AND (everybody OR access.may_record('outreach', 'see', found_record.branch_id, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.held_on DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION field.list_volunteer_activities(bigint) IS '志愿服务一览 | volunteer activity, within reach';

CREATE OR REPLACE FUNCTION field.read_volunteer_activity(of_record bigint)
RETURNS TABLE (id bigint, title text, branch_label text, held_on date, where_held text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.volunteer_activity AS found_record WHERE found_record.id = of_record AND access.may_record('outreach', 'see', found_record.branch_id, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, units.label(found_record.branch_id), found_record.held_on, found_record.where_held, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM field.volunteer_activity AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION field.read_volunteer_activity(bigint) IS '志愿服务详情 | one of: volunteer activity';

CREATE OR REPLACE FUNCTION field.add_volunteer_activity(title text, branch bigint, held_on date, where_held text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('outreach', 'create', add_volunteer_activity.branch, ARRAY[access.person_id()], NULL);
    IF coalesce(btrim(add_volunteer_activity.title), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'title', MESSAGE = ref.say('请填写“活动”。', 'Fill in "activity".');
    ELSIF add_volunteer_activity.branch IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'branch', MESSAGE = ref.say('请填写“党支部”。', 'Fill in "party branch".');
    ELSIF add_volunteer_activity.held_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'held_on', MESSAGE = ref.say('请填写“日期”。', 'Fill in "day".');
    ELSIF add_volunteer_activity.held_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'held_on', MESSAGE = ref.say('“日期”不能晚于今天。', '"day" cannot lie in the future.');
    END IF;
    IF NOT EXISTS (SELECT FROM units.unit WHERE unit.id = add_volunteer_activity.branch AND unit.kind = 'party_branch') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'branch', MESSAGE = ref.say('“党支部”须是一个党支部。', '"party branch" must be a party branch.');
    END IF;
    INSERT INTO field.volunteer_activity (title, branch_id, held_on, where_held)
    VALUES (nullif(btrim(add_volunteer_activity.title), ''), add_volunteer_activity.branch, add_volunteer_activity.held_on, nullif(btrim(add_volunteer_activity.where_held), '')) RETURNING id INTO made;
    PERFORM audit.record('write', 'outreach', 'volunteer_activity ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.add_volunteer_activity(text, bigint, date, text) IS '登记志愿服务 | registers: volunteer activity';

CREATE OR REPLACE FUNCTION field.change_volunteer_activity(of_record bigint, title text DEFAULT NULL, branch bigint DEFAULT NULL, held_on date DEFAULT NULL, where_held text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.volunteer_activity AS found_record WHERE found_record.id = of_record AND access.may_record('outreach', 'see', found_record.branch_id, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM field.volunteer_activity AS found_record WHERE found_record.id = of_record AND access.may_record('outreach', 'edit', found_record.branch_id, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('outreach', 'edit');
    END IF;
    IF change_volunteer_activity.held_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'held_on', MESSAGE = ref.say('“日期”不能晚于今天。', '"day" cannot lie in the future.');
    END IF;
    UPDATE field.volunteer_activity AS found_record SET title = coalesce(nullif(btrim(change_volunteer_activity.title), ''), found_record.title), branch_id = coalesce(change_volunteer_activity.branch, found_record.branch_id), held_on = coalesce(change_volunteer_activity.held_on, found_record.held_on), where_held = coalesce(nullif(btrim(change_volunteer_activity.where_held), ''), found_record.where_held)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'outreach', 'volunteer_activity ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION field.change_volunteer_activity(bigint, text, bigint, date, text) IS '更正志愿服务(空栏不变) | corrects: volunteer activity; empty fields stay';

CREATE OR REPLACE FUNCTION field.list_volunteer_activity_volunteer_hourss(of_record bigint)
RETURNS TABLE (id bigint, person_name text, hours numeric, confirmed_by_name text, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.volunteer_activity AS found_record WHERE found_record.id = of_record AND access.may_record('outreach', 'see', found_record.branch_id, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY SELECT found_record.id, (SELECT person.name FROM people.person WHERE person.id = found_record.person_id), found_record.hours, (SELECT person.name FROM people.person WHERE person.id = found_record.confirmed_by_id), (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM field.volunteer_hours AS found_record WHERE found_record.volunteer_activity_id = of_record ORDER BY found_record.id;
END
$$;
COMMENT ON FUNCTION field.list_volunteer_activity_volunteer_hourss(bigint) IS '志愿服务:时长 | hours of: volunteer activity';

CREATE OR REPLACE FUNCTION field.add_volunteer_hours_to_volunteer_activity(of_record bigint, person bigint, hours numeric(12,2)) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM field.volunteer_activity AS found_record WHERE found_record.id = of_record AND access.may_record('outreach', 'see', found_record.branch_id, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM field.volunteer_activity AS found_record WHERE found_record.id = of_record AND access.may_record('outreach', 'edit', found_record.branch_id, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('outreach', 'edit');
    END IF;
    IF add_volunteer_hours_to_volunteer_activity.person IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'person', MESSAGE = ref.say('请填写“人员”。', 'Fill in "person".');
    ELSIF add_volunteer_hours_to_volunteer_activity.hours IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'hours', MESSAGE = ref.say('请填写“小时”。', 'Fill in "hours".');
    ELSIF add_volunteer_hours_to_volunteer_activity.hours < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'hours', MESSAGE = ref.say('“小时”不能是负数。', '"hours" cannot be negative.');
    END IF;
    IF EXISTS (SELECT FROM field.volunteer_hours AS other WHERE other.volunteer_activity_id = of_record AND other.person_id = add_volunteer_hours_to_volunteer_activity.person) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'person', MESSAGE = ref.say('“人员”:此人的时长已经登记。', '"person": the hours of this person are entered already.');
    END IF;
    IF add_volunteer_hours_to_volunteer_activity.hours NOT BETWEEN 0.5 AND 24 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'hours', MESSAGE = ref.say('“小时”须在 0.5 至 24 之间。', '"hours" lie between 0.5 and 24.');
    END IF;
    INSERT INTO field.volunteer_hours (volunteer_activity_id, person_id, hours)
    VALUES (of_record, add_volunteer_hours_to_volunteer_activity.person, add_volunteer_hours_to_volunteer_activity.hours) RETURNING id INTO made;
    PERFORM audit.record('add_volunteer_hours', 'outreach', 'volunteer_activity ' || of_record, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.add_volunteer_hours_to_volunteer_activity(bigint, bigint, numeric(12,2)) IS '登记时长 | enter hours';

CREATE OR REPLACE FUNCTION people.list_residents(only_open boolean DEFAULT NULL)
RETURNS TABLE (id bigint, name text, community_id bigint, helper_name text, visit_every_days int, visits bigint, last_visited_on date, due_on date, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('resident', 'see');
BEGIN
    IF NOT access.may('resident', 'see') AND NOT access.may('resident', 'create') THEN
        PERFORM access.refuse('resident', 'see');
    END IF;
    PERFORM audit.record('list', 'resident', 'resident', NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.name, found_record.community_id, (SELECT person.name FROM people.person WHERE person.id = found_record.helper_id), found_record.visit_every_days,
        visited.times, visited.latest, CASE WHEN found_record.state = 'helped' THEN coalesce(visited.latest, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date) + found_record.visit_every_days END, found_record.state
    FROM people.resident AS found_record
    CROSS JOIN LATERAL (SELECT count(*) AS times, max(aid.on_day) AS latest FROM people.resident_aid AS aid WHERE aid.resident_id = found_record.id) AS visited
    WHERE (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = found_record.lifecycle AND step.state = found_record.state AND step.is_open))
      AND (everybody OR access.may_record('resident', 'see', NULL, ARRAY[found_record.helper_id, found_record.created_by], NULL))
    ORDER BY found_record.name LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION people.list_residents(boolean) IS '帮扶居民一览(留痕) | resident, within reach; logged';

CREATE OR REPLACE FUNCTION people.read_resident(of_record bigint)
RETURNS TABLE (id bigint, name text, community_id bigint, need text, helper_name text, visit_every_days int, state text, created_on date, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM people.resident AS found_record WHERE found_record.id = of_record AND access.may_record('resident', 'see', NULL, ARRAY[found_record.helper_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'resident', 'resident ' || of_record, NULL, NULL, NULL);
    RETURN QUERY
    SELECT found_record.id, found_record.name, found_record.community_id, found_record.need, (SELECT person.name FROM people.person WHERE person.id = found_record.helper_id), found_record.visit_every_days, found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM people.resident AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION people.read_resident(bigint) IS '帮扶居民详情(留痕) | one of: resident; logged';

CREATE OR REPLACE FUNCTION people.add_resident(name text, community bigint, need text, helper bigint, visit_every_days int DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('resident', 'create', NULL, ARRAY[access.person_id(), add_resident.helper], NULL);
    IF coalesce(btrim(add_resident.name), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'name', MESSAGE = ref.say('请填写“姓名”。', 'Fill in "name".');
    ELSIF add_resident.community IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'community', MESSAGE = ref.say('请填写“社区”。', 'Fill in "community".');
    ELSIF coalesce(btrim(add_resident.need), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'need', MESSAGE = ref.say('请填写“困难与需求”。', 'Fill in "need".');
    ELSIF add_resident.helper IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'helper', MESSAGE = ref.say('请填写“帮扶人”。', 'Fill in "helper".');
    ELSIF add_resident.visit_every_days < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'visit_every_days', MESSAGE = ref.say('“走访间隔(天)”不能是负数。', '"visited every (days)" cannot be negative.');
    END IF;
    PERFORM units.require_organization('community', '社区', 'community', add_resident.community, 'community');
    IF add_resident.visit_every_days = 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'visit_every_days', MESSAGE = ref.say('“走访间隔(天)”至少是 1。', '"visited every (days)" is 1 at least.');
    END IF;
    INSERT INTO people.resident (name, community_id, need, helper_id, visit_every_days)
    VALUES (nullif(btrim(add_resident.name), ''), add_resident.community, nullif(btrim(add_resident.need), ''), add_resident.helper, coalesce(add_resident.visit_every_days, 30)) RETURNING id INTO made;
    PERFORM work.begin('resident', made);
    RETURN made;
END
$$;
COMMENT ON FUNCTION people.add_resident(text, bigint, text, bigint, int) IS '登记帮扶居民 | registers: resident';

CREATE OR REPLACE FUNCTION people.change_resident(of_record bigint, name text DEFAULT NULL, community bigint DEFAULT NULL, need text DEFAULT NULL, helper bigint DEFAULT NULL, visit_every_days int DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('resident', of_record, 'edit');
    IF NOT (SELECT is_open FROM people.resident AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    IF change_resident.visit_every_days < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'visit_every_days', MESSAGE = ref.say('“走访间隔(天)”不能是负数。', '"visited every (days)" cannot be negative.');
    END IF;
    PERFORM units.require_organization('community', '社区', 'community', change_resident.community, 'community');
    IF change_resident.visit_every_days = 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'visit_every_days', MESSAGE = ref.say('“走访间隔(天)”至少是 1。', '"visited every (days)" is 1 at least.');
    END IF;
    UPDATE people.resident AS found_record SET name = coalesce(nullif(btrim(change_resident.name), ''), found_record.name), community_id = coalesce(change_resident.community, found_record.community_id), need = coalesce(nullif(btrim(change_resident.need), ''), found_record.need), helper_id = coalesce(change_resident.helper, found_record.helper_id), visit_every_days = coalesce(change_resident.visit_every_days, found_record.visit_every_days)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'resident', 'resident ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION people.change_resident(bigint, text, bigint, text, bigint, int) IS '更正帮扶居民(空栏不变) | corrects: resident; empty fields stay';

CREATE OR REPLACE FUNCTION people.list_resident_resident_aids(of_record bigint)
RETURNS TABLE (id bigint, on_day date, what_done text, entered_by text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM people.resident AS found_record WHERE found_record.id = of_record AND access.may_record('resident', 'see', NULL, ARRAY[found_record.helper_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'resident', 'resident ' || of_record, NULL, NULL, '{"part": "resident_aid"}');
    RETURN QUERY SELECT found_record.id, found_record.on_day, found_record.what_done, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM people.resident_aid AS found_record WHERE found_record.resident_id = of_record ORDER BY found_record.id;
END
$$;
COMMENT ON FUNCTION people.list_resident_resident_aids(bigint) IS '帮扶居民:走访帮扶 | visits and help of: resident';

CREATE OR REPLACE FUNCTION people.add_resident_aid_to_resident(of_record bigint, on_day date, what_done text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM work.require_row('resident', of_record, 'create');
    IF (SELECT found_record.state FROM people.resident AS found_record WHERE found_record.id = of_record) NOT IN ('helped') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('现在的状态不能这样做。', 'This cannot be done in the state that it is in.'),
            HINT = ref.say('可在以下状态办理:帮扶中', 'Possible when it is: helped');
    END IF;
    IF add_resident_aid_to_resident.on_day IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('请填写“日期”。', 'Fill in "day".');
    ELSIF add_resident_aid_to_resident.on_day > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('“日期”不能晚于今天。', '"day" cannot lie in the future.');
    ELSIF coalesce(btrim(add_resident_aid_to_resident.what_done), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'what_done', MESSAGE = ref.say('请填写“内容”。', 'Fill in "what was done".');
    END IF;
    INSERT INTO people.resident_aid (resident_id, on_day, what_done)
    VALUES (of_record, add_resident_aid_to_resident.on_day, nullif(btrim(add_resident_aid_to_resident.what_done), '')) RETURNING id INTO made;
    PERFORM audit.record('add_resident_aid', 'resident', 'resident ' || of_record, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION people.add_resident_aid_to_resident(bigint, date, text) IS '登记走访 | note a visit';

CREATE OR REPLACE FUNCTION field.raise_from_encounter(of_record bigint, title text, area text, severity text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before field.encounter;
    made bigint;
BEGIN
    SELECT * INTO before FROM field.encounter AS found_record WHERE found_record.id = of_record AND field.may_encounter('see', found_record.host_id, found_record.created_by, found_record.student_id);
    IF before.id IS NULL THEN
        PERFORM access.not_found();
    END IF;
    PERFORM registers.require_filled('title', '问题', 'issue', raise_from_encounter.title), registers.require_filled('area', '类别', 'area', raise_from_encounter.area);
    made := work.add_issue(raise_from_encounter.title, raise_from_encounter.area, CASE before.kind WHEN 'drop_in' THEN 'leader_visit' WHEN 'talk' THEN 'talk' WHEN 'forum' THEN 'forum' ELSE 'suggestion_box' END, before.held_on,
                           coalesce(raise_from_encounter.severity, 'normal'), NULL);
    UPDATE work.utterance SET encounter_id = of_record WHERE utterance.id IN (SELECT utterance_id FROM work.issue_source WHERE issue_id = made);
    -- What was said of a teacher's conduct goes with it: those who read encounters are not discipline.
    IF raise_from_encounter.area = 'teacher_conduct' THEN
        UPDATE work.conduct_report SET text = conduct_report.text || E'\n' || before.heard WHERE conduct_report.issue_id = made;
        UPDATE field.encounter AS found_record SET heard = work.conduct_stub(), measure = NULL WHERE found_record.id = of_record;
    END IF;
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.raise_from_encounter(bigint, text, text, text) IS '由走访座谈登记问题 | raises an issue from an encounter';

CREATE OR REPLACE FUNCTION work.assign_letter(of_record bigint, of_unit bigint, responsible bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('letter', of_record, 'decide');
    PERFORM registers.require_filled('of_unit', '承办部门', 'unit', of_unit::text), registers.require_filled('responsible', '承办人', 'responsible person', assign_letter.responsible::text);
    UPDATE work.letter AS found_record SET unit_id = of_unit, responsible_id = assign_letter.responsible WHERE found_record.id = of_record AND found_record.state IN ('registered', 'told', 'review_asked');
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经答复,不能再交办。', 'It is answered and can be handed to nobody.');
    END IF;
    PERFORM audit.record('assign', 'letter', of_record::text, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION work.assign_letter(bigint, bigint, bigint) IS '交办来信来访 | hands a letter to a unit';

CREATE OR REPLACE FUNCTION work.extend_letter(of_record bigint, why text, days int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF extend_letter.days IS NULL OR extend_letter.days NOT BETWEEN 1 AND 30 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'days', MESSAGE = ref.say('“延长(天)”须是 1 至 30。', '"days" is 1 to 30.');
    ELSIF EXISTS (SELECT FROM work.letter AS found_record WHERE found_record.id = of_record AND found_record.extension_reason IS NOT NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('只能延长一次。', 'It is extended once only.');
    END IF;
    PERFORM work.transition('letter', of_record, 'extend', why);
    UPDATE work.letter AS found_record SET answer_by = found_record.answer_by + extend_letter.days, extension_reason = btrim(why) WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION work.extend_letter(bigint, text, int) IS '延长办理期限 | takes longer over a letter, telling why';

CREATE OR REPLACE FUNCTION work.answer_letter(of_record bigint, answer text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM registers.require_filled('answer', '答复', 'answer', answer_letter.answer);
    PERFORM work.transition('letter', of_record, 'answer', NULL);
    -- The answer to a review stands below the first one, which was given and stays.
    UPDATE work.letter AS found_record SET answer = concat_ws(E'\n', found_record.answer, CASE WHEN found_record.answer IS NULL THEN '' ELSE ref.say('复查答复:', 'On review: ') END || btrim(answer_letter.answer)), answered_on = ref.today() WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION work.answer_letter(bigint, text) IS '答复来信来访 | answers a letter';

CREATE OR REPLACE FUNCTION work.review_too_late(of_letter bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT ref.say('已超过答复后30日', 'more than 30 days have passed since the answer') FROM work.letter WHERE letter.id = of_letter AND letter.answered_on < ref.today() - 30
$$;
COMMENT ON FUNCTION work.review_too_late(bigint) IS '复查是否已过期 | whether a review is asked too late';

CREATE OR REPLACE FUNCTION work.raise_from_letter(of_record bigint, title text, area text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM work.require_row('letter', of_record, 'edit');
    IF EXISTS (SELECT FROM work.letter AS found_record WHERE found_record.id = of_record AND found_record.issue_id IS NOT NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经登记为问题。', 'An issue was raised from it already.');
    ELSIF raise_from_letter.area = 'teacher_conduct' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'area', MESSAGE = ref.say('涉及师德的不在此登记:请“更正”,把“涉及师德”填“是”,即转纪检办理。', 'What is about a teacher''s conduct is not raised here: correct it so that "about a teacher''s conduct" is yes, and discipline takes it.');
    END IF;
    PERFORM registers.require_filled('title', '问题', 'issue', raise_from_letter.title), registers.require_filled('area', '类别', 'area', raise_from_letter.area);
    made := work.add_issue(raise_from_letter.title, raise_from_letter.area, 'letter', (SELECT received_on FROM work.letter WHERE letter.id = of_record), 'normal', NULL);
    UPDATE work.letter AS found_record SET issue_id = made WHERE found_record.id = of_record;
    RETURN made;
END
$$;
COMMENT ON FUNCTION work.raise_from_letter(bigint, text, text) IS '由来信来访登记问题 | raises an issue from a letter';

-- Surveys. An anonymous one must not ask what names somebody.
CREATE OR REPLACE FUNCTION field.survey_not_ready(of_survey bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT CASE WHEN NOT EXISTS (SELECT FROM field.survey_question AS question WHERE question.survey_id = survey.id) THEN ref.say('还没有题目', 'there is no question')
                WHEN survey.is_anonymous AND EXISTS (SELECT FROM field.survey_question AS question WHERE question.survey_id = survey.id AND question.question ~ '班级|寝室|宿舍号|姓名|学号|电话') THEN
                    ref.say('匿名问卷问了班级、寝室或姓名', 'an anonymous survey asks for class, dormitory or name') END
    FROM field.survey WHERE survey.id = of_survey
$$;
COMMENT ON FUNCTION field.survey_not_ready(bigint) IS '问卷批准前尚缺什么 | what a survey lacks before it is approved';

CREATE OR REPLACE FUNCTION field.approve_survey(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    designer bigint;
BEGIN
    SELECT created_by INTO designer FROM field.survey WHERE survey.id = of_record;
    IF designer IS NULL OR NOT access.may_all('meeting', 'decide') THEN
        PERFORM access.refuse('survey', 'decide');
    ELSIF designer = access.person_id() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('须由设计人以外的人批准。', 'Another than its designer approves it.');
    END IF;
    IF field.survey_not_ready(of_record) IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('还不能批准:', 'It cannot be approved yet: ') || field.survey_not_ready(of_record),
            HINT = ref.say('请设计人修改题目。', 'Let its designer change the questions.');
    END IF;
    IF (SELECT state FROM field.survey WHERE survey.id = of_record) <> 'draft' THEN
        PERFORM work.next_state('survey', (SELECT state FROM field.survey WHERE survey.id = of_record), 'approve');
    END IF;
    UPDATE field.survey SET state = 'approved', approved_by_id = access.person_id() WHERE survey.id = of_record;
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id) VALUES ('survey', of_record, 'approve', 'draft', 'approved', access.person_id());
    PERFORM audit.record('approve', 'survey', of_record::text, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION field.approve_survey(bigint) IS '批准问卷 | approves a survey';

CREATE OR REPLACE FUNCTION field.answer_survey(of_record bigint, answers text, is_mine boolean DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
    before field.survey;
    parts text[] := string_to_array(answer_survey.answers, '|');
    asked int;
    choices text;
BEGIN
    SELECT * INTO before FROM field.survey WHERE survey.id = of_record;
    IF me IS NULL OR before.id IS NULL OR NOT (access.may('survey', 'create') OR answer_survey.is_mine) THEN
        PERFORM access.not_found();
    ELSIF before.state <> 'open' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('问卷不在进行中。', 'The survey is not open.');
    END IF;
    IF before.closes_on < ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say(format('“截止日期”%s 已过。', before.closes_on), format('It has passed the day "closes on", %s.', before.closes_on)), HINT = ref.say('请设计人截止,或更正“截止日期”。', 'Let its designer close it, or correct "closes on".');
    ELSIF (SELECT count(*) FROM field.survey_response AS response WHERE response.survey_id = of_record) >= before.invited_count THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say(format('答卷已有 %s 份,与“发放份数”相同。', before.invited_count), format('There are %s responses, as many as were asked.', before.invited_count)), HINT = ref.say('如发放更多,请先更正“发放份数”。', 'If more were asked, correct "how many were asked" first.');
    END IF;
    SELECT count(*) INTO asked FROM field.survey_question AS question WHERE question.survey_id = of_record;
    IF cardinality(parts) IS DISTINCT FROM asked THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'answers', MESSAGE = ref.say(format('请按题目顺序填写 %s 个回答,用 | 分开。', asked), format('Give %s answers in the order of the questions, parted by |.', asked));
    END IF;
    -- An answer outside the options would be counted nowhere. A question may be left out.
    FOR place IN 1 .. asked LOOP
        SELECT listed.options INTO choices FROM (SELECT question.options, row_number() OVER (ORDER BY question.ordinal) AS nth FROM field.survey_question AS question WHERE question.survey_id = of_record) AS listed WHERE listed.nth = place;
        IF choices IS NOT NULL AND btrim(parts[place]) <> '' AND NOT EXISTS (SELECT FROM regexp_split_to_table(choices, '[|]') AS choice WHERE btrim(choice) = btrim(parts[place])) THEN
            RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'answers', MESSAGE = ref.say(format('“回答”第 %s 项不能填“%s”。', place, left(btrim(parts[place]), 40)), format('"answers": number %s cannot be "%s".', place, left(btrim(parts[place]), 40))),
                HINT = ref.say('可填:', 'One of: ') || choices;
        END IF;
    END LOOP;
    IF answer_survey.is_mine THEN
        INSERT INTO field.survey_answered (survey_id, person_id) VALUES (of_record, me) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('您已经答过。', 'You have answered already.');
        END IF;
    END IF;
    -- Nothing in the row tells who or when: a random key, the first of the month; and the log does not say which survey.
    INSERT INTO field.survey_response (survey_id, entered_in, answers)
    SELECT of_record, date_trunc('month', ref.today())::date, jsonb_object_agg(question.ordinal, btrim(parts[question.place]))
    FROM (SELECT listed.ordinal, row_number() OVER (ORDER BY listed.ordinal) AS place FROM field.survey_question AS listed WHERE listed.survey_id = of_record) AS question;
END
$$;
COMMENT ON FUNCTION field.answer_survey(bigint, text, boolean) IS '录入答卷 | enters a response';

-- Counts under five are not told, and no words: only how often each option was chosen.
CREATE OR REPLACE FUNCTION field.list_survey_results(of_record bigint) RETURNS TABLE (id bigint, question text, answer_option text, chosen text, response_rate text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    responses bigint;
    before field.survey;
BEGIN
    SELECT * INTO before FROM field.survey WHERE survey.id = of_record;
    IF before.id IS NULL OR NOT access.may('survey', 'see') THEN
        PERFORM access.not_found();
    ELSIF before.state NOT IN ('closed', 'released') OR (before.state = 'closed' AND before.created_by IS DISTINCT FROM access.person_id()) THEN
        RETURN;
    END IF;
    SELECT count(*) INTO responses FROM field.survey_response AS response WHERE response.survey_id = of_record;
    RETURN QUERY
    SELECT row_number() OVER (ORDER BY listed.ordinal, listed.place), listed.question, listed.choice,
           CASE WHEN listed.times < 5 THEN '<5'
                -- One small count alone could be worked out from the others and the sum: then the next smallest is not told either.
                WHEN listed.small = 1 AND listed.place_by_size = 2 THEN '≥5' ELSE listed.times::text END,
           responses || ' / ' || before.invited_count || coalesce(' (' || round(100.0 * responses / nullif(before.invited_count, 0), 1) || '%)', '')
    FROM (SELECT told.*, count(*) FILTER (WHERE told.times < 5) OVER (PARTITION BY told.ordinal) AS small, row_number() OVER (PARTITION BY told.ordinal ORDER BY told.times, told.place) AS place_by_size
          FROM (SELECT question.ordinal, question.question, btrim(offered.choice) AS choice, offered.place,
                       (SELECT count(*) FROM field.survey_response AS response WHERE response.survey_id = of_record AND response.answers ->> question.ordinal::text = btrim(offered.choice)) AS times
                FROM field.survey_question AS question CROSS JOIN LATERAL regexp_split_to_table(question.options, '[|]') WITH ORDINALITY AS offered (choice, place)
                WHERE question.survey_id = of_record AND question.options IS NOT NULL) AS told) AS listed WHERE responses >= 5 ORDER BY listed.ordinal, listed.place;
END
$$;
COMMENT ON FUNCTION field.list_survey_results(bigint) IS '问卷结果(小于5不显示) | results of a survey; counts under five are not told';

CREATE OR REPLACE FUNCTION work.approve_extension(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    asked work.deadline_extension;
    subject work.issue;
BEGIN
    SELECT * INTO asked FROM work.deadline_extension WHERE deadline_extension.id = of_record FOR UPDATE;
    SELECT * INTO subject FROM work.issue WHERE issue.id = asked.issue_id FOR UPDATE;
    IF asked.id IS NULL OR NOT work.may_issue('see', subject.id) THEN
        PERFORM access.not_found();
    ELSIF NOT (access.may_all('issue', 'decide') OR subject.leader_id = access.person_id()) THEN
        PERFORM access.refuse('issue', 'decide');
    ELSIF asked.created_by = access.person_id() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('申请人不能批准自己的延期。', 'Nobody approves an extension that he asked for.');
    ELSIF asked.state <> 'asked' THEN
        PERFORM work.next_state('deadline_extension', asked.state, 'approve');
    END IF;
    IF asked.new_deadline <= subject.deadline OR subject.state NOT IN ('assigned', 'in_progress') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('问题的状态或时限已经变了,这项申请不再适用。', 'The issue has moved on; this request fits no longer.'), HINT = ref.say('请不批准,并写明原因。', 'Refuse it, saying why.');
    END IF;
    UPDATE work.deadline_extension SET state = 'approved', decided_by_id = access.person_id() WHERE deadline_extension.id = of_record;
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id) VALUES ('deadline_extension', of_record, 'approve', 'asked', 'approved', access.person_id());
    -- The first deadline stays the one that is measured. Milestones that are not met are planned anew.
    UPDATE work.issue SET deadline = asked.new_deadline WHERE issue.id = subject.id;
    UPDATE work.milestone SET planned_on = greatest(ref.today(), ref.add_working_days(asked.new_deadline, template.offset_days))
    FROM work.task, work.milestone_template AS template
    WHERE task.id = milestone.task_id AND task.issue_id = subject.id AND task.deadline = subject.deadline AND milestone.done_on IS NULL AND template.ordinal = milestone.ordinal;
    UPDATE work.task SET deadline = asked.new_deadline WHERE task.issue_id = subject.id AND task.deadline = subject.deadline AND task.state IN ('planned', 'in_progress');
    INSERT INTO work.issue_event (issue_id, action, from_state, to_state, person_id, reason) VALUES (subject.id, 'extend', subject.state, subject.state, access.person_id(), asked.why_later);
    PERFORM audit.record('extend', 'issue', subject.id::text, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION work.approve_extension(bigint) IS '批准延期 | approves an extension';

-- The same thing heard twice: one issue stays, all its raisers with it.
CREATE OR REPLACE FUNCTION work.merge_issue(of_record bigint, into_number text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before work.issue := work.require_office(of_record);
    target work.issue;
BEGIN
    SELECT * INTO target FROM work.issue WHERE issue.number = btrim(into_number);
    IF target.id IS NULL OR target.id = of_record OR target.state IN ('merged', 'declined') OR target.is_restricted <> before.is_restricted THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'into_number', MESSAGE = ref.say('“并入的问题编号”请填另一个未并案、未拒绝的问题的编号。', '"merged into": write the number of another issue that is neither merged nor declined.');
    END IF;
    PERFORM work.move_issue(of_record, 'merge', target.number);
    UPDATE work.issue SET duplicate_of = target.id WHERE issue.id = of_record;
    INSERT INTO work.issue_source (issue_id, utterance_id) SELECT target.id, source.utterance_id FROM work.issue_source AS source WHERE source.issue_id = of_record ON CONFLICT DO NOTHING;
    INSERT INTO work.issue_event (issue_id, action, from_state, to_state, person_id, reason) VALUES (target.id, 'merge_in', target.state, target.state, access.person_id(), before.number);
END
$$;
COMMENT ON FUNCTION work.merge_issue(bigint, text) IS '并案 | merges an issue into another';

CREATE OR REPLACE FUNCTION work.accept_issue(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_office(of_record);
    PERFORM work.move_issue(of_record, 'accept', NULL);
END
$$;
COMMENT ON FUNCTION work.accept_issue(bigint) IS '受理问题 | accepts an issue';

CREATE OR REPLACE FUNCTION work.list_issue_register(in_state text DEFAULT NULL, of_area text DEFAULT NULL, of_severity text DEFAULT NULL, only_open boolean DEFAULT NULL)
RETURNS TABLE (id bigint, number text, title text, area text, severity text, leader_name text, unit_label text, heard_on date, deadline date, state text, hours_waiting int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('issue', 'see');
    RETURN QUERY SELECT issue.id, issue.number, issue.title, issue.area, issue.severity, coalesce(person.name, issue.leader_name), units.label(issue.unit_id), issue.heard_on, issue.deadline, issue.state,
        CASE WHEN issue.state IN ('reported', 'accepted') THEN (extract(epoch FROM now() - issue.created_at) / 3600)::int END
    FROM work.issue LEFT JOIN people.person ON person.id = issue.leader_id
    WHERE work.may_issue('see', issue.id) AND (in_state IS NULL OR issue.state = in_state) AND (of_area IS NULL OR issue.area = of_area) AND (of_severity IS NULL OR issue.severity = of_severity)
      AND (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = 'issue' AND step.state = issue.state AND step.is_open))
    ORDER BY issue.number DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION work.list_issue_register(text, text, text, boolean) IS '问题登记簿 | the register of issues';

CREATE OR REPLACE FUNCTION work.list_utterances(only_open boolean DEFAULT NULL)
RETURNS TABLE (id bigint, heard_on date, channel text, words text, answered_on date, answer text, issue_number text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('issue', 'decide') THEN
        PERFORM access.refuse('issue', 'decide');
    END IF;
    PERFORM audit.record('list', 'issue', 'utterance', NULL, NULL, NULL);
    RETURN QUERY SELECT utterance.id, utterance.heard_on, utterance.channel, utterance.text, utterance.answered_on, utterance.answer, linked.number
    FROM work.utterance LEFT JOIN LATERAL (SELECT string_agg(issue.number, '、') AS number FROM work.issue_source AS source JOIN work.issue ON issue.id = source.issue_id WHERE source.utterance_id = utterance.id AND NOT issue.is_restricted) AS linked ON true
    WHERE utterance.text <> work.conduct_stub() AND (only_open IS NOT TRUE OR (linked.number IS NULL AND utterance.answered_on IS NULL)) ORDER BY utterance.heard_on DESC, utterance.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION work.list_utterances(boolean) IS '民意原声(待转办) | what was said, and what came of it';

CREATE OR REPLACE FUNCTION work.answer_utterance(of_record bigint, answer text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('issue', 'decide') THEN
        PERFORM access.refuse('issue', 'decide');
    END IF;
    PERFORM registers.require_filled('answer', '答复', 'answer', answer_utterance.answer);
    IF EXISTS (SELECT FROM work.utterance WHERE utterance.id = of_record AND utterance.answered_on IS NOT NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经答复。', 'It is answered already.');
    END IF;
    UPDATE work.utterance SET answer = btrim(answer_utterance.answer), answered_on = ref.today(), answered_by = access.person_id() WHERE utterance.id = of_record;
    IF NOT FOUND THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('answer', 'issue', 'utterance ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION work.answer_utterance(bigint, text) IS '当场答复 | answers what was said';

CREATE OR REPLACE FUNCTION work.raise_from_utterance(of_record bigint, title text, area text, severity text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    said work.utterance;
    made bigint;
    copied bigint;
BEGIN
    IF NOT access.may_all('issue', 'decide') THEN
        PERFORM access.refuse('issue', 'decide');
    END IF;
    SELECT * INTO said FROM work.utterance WHERE utterance.id = of_record FOR UPDATE;
    IF said.id IS NULL THEN
        PERFORM access.not_found();
    ELSIF EXISTS (SELECT FROM work.issue_source AS source WHERE source.utterance_id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经转为问题。', 'It has become an issue already.');
    END IF;
    PERFORM registers.require_filled('title', '问题', 'issue', raise_from_utterance.title), registers.require_filled('area', '类别', 'area', raise_from_utterance.area);
    made := work.add_issue(raise_from_utterance.title, raise_from_utterance.area, said.channel, said.heard_on, coalesce(raise_from_utterance.severity, 'normal'), NULL);
    -- The issue rests on what was said, not on a second row with its title, which would count as one more thing heard.
    DELETE FROM work.issue_source AS source WHERE source.issue_id = made AND source.utterance_id <> of_record RETURNING source.utterance_id INTO copied;
    DELETE FROM work.utterance WHERE utterance.id = copied;
    INSERT INTO work.issue_source (issue_id, utterance_id) VALUES (made, of_record) ON CONFLICT DO NOTHING;
    -- Of a teacher's conduct nothing stays where the office reads.
    IF raise_from_utterance.area = 'teacher_conduct' THEN
        UPDATE work.conduct_report SET text = conduct_report.text || E'\n' || said.text, reporter_name = coalesce((SELECT person.name FROM people.person WHERE person.id = said.raiser_id), said.raiser_name) WHERE conduct_report.issue_id = made;
        UPDATE work.utterance SET text = work.conduct_stub(), raiser_id = NULL, raiser_name = NULL WHERE utterance.id = of_record;
    END IF;
    RETURN made;
END
$$;
COMMENT ON FUNCTION work.raise_from_utterance(bigint, text, text, text) IS '原声转为问题 | turns what was said into an issue';

-- Conduct reports: discipline only, and none of them whom it is about or who is recused.
CREATE OR REPLACE FUNCTION work.may_conduct(wanted text, report work.conduct_report) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT access.may_all('conduct_report', wanted) AND report.accused_id IS DISTINCT FROM access.person_id() AND access.person_id() <> ALL (report.recused_ids)
$$;
COMMENT ON FUNCTION work.may_conduct(text, work.conduct_report) IS '对某师德反映是否有权(回避者无权) | whether the caller may do this with a conduct report; the recused never';

CREATE OR REPLACE FUNCTION work.list_conduct_reports(only_open boolean DEFAULT NULL)
RETURNS TABLE (id bigint, issue_number text, heard_on date, accused_name text, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('conduct_report', 'see') THEN
        PERFORM access.refuse('conduct_report', 'see');
    END IF;
    PERFORM audit.record('list', 'conduct_report', NULL, NULL, NULL, NULL);
    RETURN QUERY SELECT report.id, issue.number, issue.heard_on, person.name, report.state FROM work.conduct_report AS report JOIN work.issue ON issue.id = report.issue_id LEFT JOIN people.person ON person.id = report.accused_id
    WHERE work.may_conduct('see', report) AND (only_open IS NOT TRUE OR report.state IN ('received', 'verifying', 'concluded')) ORDER BY report.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION work.list_conduct_reports(boolean) IS '师德反映一览(留痕) | conduct reports; logged';

CREATE OR REPLACE FUNCTION work.read_conduct(of_record bigint)
RETURNS TABLE (id bigint, issue_number text, heard_on date, words text, reporter_name text, accused_name text, recused_names text, outcome text, concluded_on date, told_on date, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM work.conduct_report AS report WHERE report.id = of_record AND work.may_conduct('see', report)) THEN
        PERFORM access.not_found();
    END IF;
    PERFORM audit.record('read', 'conduct_report', of_record::text, NULL, NULL, NULL);
    RETURN QUERY SELECT report.id, issue.number, issue.heard_on, report.text, report.reporter_name, person.name,
        (SELECT string_agg(recused.name, '、') FROM people.person AS recused WHERE recused.id = ANY (report.recused_ids)), report.outcome, report.concluded_on, report.told_on, report.state
    FROM work.conduct_report AS report JOIN work.issue ON issue.id = report.issue_id LEFT JOIN people.person ON person.id = report.accused_id WHERE report.id = of_record;
END
$$;
COMMENT ON FUNCTION work.read_conduct(bigint) IS '师德反映(留痕) | a conduct report; logged';

CREATE OR REPLACE FUNCTION work.step_conduct(of_record bigint, wanted text, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before work.conduct_report;
    after text;
BEGIN
    SELECT * INTO before FROM work.conduct_report AS report WHERE report.id = of_record AND work.may_conduct('see', report) FOR UPDATE;
    IF before.id IS NULL THEN
        PERFORM access.not_found();
    ELSIF NOT work.may_conduct('decide', before) THEN
        PERFORM access.refuse('conduct_report', 'decide');
    END IF;
    after := work.next_state('conduct_report', before.state, wanted);
    UPDATE work.conduct_report SET state = after, concluded_on = CASE WHEN after = 'concluded' THEN ref.today() ELSE concluded_on END, told_on = CASE WHEN after = 'told' THEN ref.today() END WHERE conduct_report.id = of_record;
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id, reason) VALUES ('conduct_report', of_record, wanted, before.state, after, access.person_id(), nullif(btrim(why), ''));
    PERFORM audit.record(wanted, 'conduct_report', of_record::text, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION work.step_conduct(bigint, text, text) IS '师德反映办一步 | a step of a conduct report';

CREATE OR REPLACE FUNCTION work.verify_conduct(of_record bigint, accused bigint, recused text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    named bigint[] := ARRAY(SELECT registers.person_named(registers.field_of('conduct_report', 'accused'), part) FROM regexp_split_to_table(coalesce(verify_conduct.recused, ''), '[、,,]') AS part WHERE btrim(part) <> '');
BEGIN
    IF verify_conduct.accused IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'accused', MESSAGE = ref.say('请填写“被反映人”。', 'Fill in "whom it is about".');
    ELSIF verify_conduct.accused = access.person_id() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', COLUMN = 'accused', MESSAGE = ref.say('涉及本人,请由他人办理。', 'It is about you; another handles it.');
    ELSIF EXISTS (SELECT FROM access.role_assignment AS held WHERE held.person_id = verify_conduct.accused AND held.role IN ('party_secretary', 'discipline') AND held.approved_at IS NOT NULL AND held.valid @> ref.today()) THEN
        -- The school does not verify those who would verify, nor whoever stands above them.
        RAISE EXCEPTION USING ERRCODE = 'NX001', COLUMN = 'accused', MESSAGE = ref.say('“被反映人”是书记或纪检人员,学校不能自行核实。', '"whom it is about" is the secretary or of discipline; the school does not verify this itself.'), HINT = ref.say('请“报上级”。', 'Hand it up.');
    END IF;
    PERFORM work.step_conduct(of_record, 'verify', NULL);
    UPDATE work.conduct_report SET accused_id = verify_conduct.accused, recused_ids = named WHERE conduct_report.id = of_record;
END
$$;
COMMENT ON FUNCTION work.verify_conduct(bigint, bigint, text) IS '开始核实,登记回避人员 | verification begins; who is recused';

CREATE OR REPLACE FUNCTION work.conclude_conduct(of_record bigint, outcome text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM registers.require_filled('outcome', '结论', 'outcome', conclude_conduct.outcome);
    PERFORM work.step_conduct(of_record, 'conclude', NULL);
    UPDATE work.conduct_report SET outcome = btrim(conclude_conduct.outcome) WHERE conduct_report.id = of_record;
END
$$;
COMMENT ON FUNCTION work.conclude_conduct(bigint, text) IS '认定结论 | the outcome of a conduct report';

CREATE OR REPLACE FUNCTION work.tell_reporter(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.step_conduct(of_record, 'tell', NULL);
END
$$;
COMMENT ON FUNCTION work.tell_reporter(bigint) IS '反馈反映人 | the reporter is told';

CREATE OR REPLACE FUNCTION work.escalate_conduct(of_record bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_reason(why);
    PERFORM work.step_conduct(of_record, 'escalate', why);
END
$$;
COMMENT ON FUNCTION work.escalate_conduct(bigint, text) IS '涉及书记或纪检人员,报上级 | handed to the authority above';

CREATE OR REPLACE FUNCTION registers.reverse_points(of_record bigint, why_given text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before registers.point_entry;
    made bigint;
BEGIN
    SELECT * INTO before FROM registers.point_entry AS found_record WHERE found_record.id = of_record AND access.may_record('points', 'see', NULL, ARRAY[found_record.created_by], found_record.student_id);
    IF before.id IS NULL THEN
        PERFORM access.not_found();
    END IF;
    PERFORM access.require_record('points', 'create', NULL, NULL, before.student_id);
    PERFORM work.require_reason(reverse_points.why_given);
    IF before.reverses_id IS NOT NULL OR EXISTS (SELECT FROM registers.point_entry AS later WHERE later.reverses_id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('这一条已经冲销。', 'This entry is reversed already.');
    END IF;
    INSERT INTO registers.point_entry (student_id, point_rule_id, why_given, delta, given_on, reverses_id) VALUES (before.student_id, before.point_rule_id, btrim(reverse_points.why_given), -before.delta, ref.today(), of_record) RETURNING id INTO made;
    PERFORM audit.record('reverse', 'points', made::text, before.student_id, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.reverse_points(bigint, text) IS '冲销积分 | reverses points; nothing is deleted';

CREATE OR REPLACE FUNCTION field.confirm_hours(of_record bigint, person bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.volunteer_activity AS found_record WHERE found_record.id = of_record AND access.may_record('outreach', 'decide', found_record.branch_id, NULL, NULL)) THEN
        PERFORM access.refuse('outreach', 'decide');
    ELSIF confirm_hours.person = access.person_id() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('不能确认自己的时长。', 'Nobody confirms his own hours.');
    END IF;
    UPDATE field.volunteer_hours AS hours SET confirmed_by_id = access.person_id() WHERE hours.volunteer_activity_id = of_record AND hours.person_id = confirm_hours.person AND hours.confirmed_by_id IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'person', MESSAGE = ref.say('此人没有待确认的时长。', 'This person has no hours to confirm.');
    END IF;
    PERFORM audit.record('confirm', 'outreach', 'volunteer_activity ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION field.confirm_hours(bigint, bigint) IS '确认志愿时长 | confirms volunteer hours';

-- Figures.
CREATE OR REPLACE FUNCTION reporting.channel_yield() RETURNS TABLE (channel text, utterances bigint, answered bigint, issues bigint, closed bigint, satisfied bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('reporting', 'see');
    RETURN QUERY SELECT ref.label('intake_channel', utterance.channel), count(DISTINCT utterance.id), count(DISTINCT utterance.id) FILTER (WHERE utterance.answered_on IS NOT NULL), count(DISTINCT issue.id),
        count(DISTINCT issue.id) FILTER (WHERE issue.state = 'closed'), count(DISTINCT issue.id) FILTER (WHERE EXISTS (SELECT FROM work.feedback WHERE feedback.issue_id = issue.id AND feedback.grade = 'satisfied'))
    FROM work.utterance LEFT JOIN work.issue_source AS source ON source.utterance_id = utterance.id LEFT JOIN work.issue ON issue.id = source.issue_id AND NOT issue.is_restricted
    GROUP BY utterance.channel ORDER BY 2 DESC;
END
$$;
COMMENT ON FUNCTION reporting.channel_yield() IS '渠道成效 | what came of what was heard, by channel';

CREATE OR REPLACE FUNCTION reporting.satisfaction() RETURNS TABLE (area text, closed bigint, asked bigint, satisfied bigint, partly bigint, not_satisfied bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('reporting', 'see');
    RETURN QUERY SELECT ref.label('issue_area', issue.area), count(DISTINCT issue.id), count(DISTINCT feedback.issue_id), count(DISTINCT feedback.issue_id) FILTER (WHERE feedback.grade = 'satisfied'),
        count(DISTINCT feedback.issue_id) FILTER (WHERE feedback.grade = 'partly'), count(DISTINCT feedback.issue_id) FILTER (WHERE feedback.grade = 'not')
    FROM work.issue LEFT JOIN work.feedback ON feedback.issue_id = issue.id WHERE issue.state = 'closed' AND NOT issue.is_restricted GROUP BY issue.area ORDER BY 2 DESC;
END
$$;
COMMENT ON FUNCTION reporting.satisfaction() IS '满意度 | satisfaction by area; who was not asked is shown';

CREATE OR REPLACE FUNCTION reporting.urgent_answer_time() RETURNS TABLE (number text, severity text, within_hours int, hours int, is_late boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('issue', 'see');
    RETURN QUERY SELECT issue.number, issue.severity, rule.act_within_hours, acted.hours, acted.hours > rule.act_within_hours
    FROM work.issue JOIN work.urgent_rule AS rule ON rule.severity = issue.severity
    CROSS JOIN LATERAL (SELECT (extract(epoch FROM coalesce((SELECT min(event.happened_at) FROM work.issue_event AS event WHERE event.issue_id = issue.id AND event.action IN ('accept', 'assign', 'start', 'decline', 'merge')), now()) - issue.created_at) / 3600)::int AS hours) AS acted
    WHERE work.may_issue('see', issue.id) ORDER BY acted.hours > rule.act_within_hours DESC, issue.number;
END
$$;
COMMENT ON FUNCTION reporting.urgent_answer_time() IS '急难问题的行动时间 | how soon urgent issues were acted on';

CREATE OR REPLACE FUNCTION reporting.leader_activity(from_day date, to_day date) RETURNS TABLE (name text, month text, visits bigint, encounters bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM reporting.require_counts('visit');
    RETURN QUERY SELECT person.name, to_char(begins, 'YYYY-MM'),
        (SELECT count(*) FROM field.visit WHERE visit.visitor_id = person.id AND date_trunc('month', visit.visited_on) = begins),
        (SELECT count(*) FROM field.encounter WHERE encounter.host_id = person.id AND date_trunc('month', encounter.held_on) = begins)
    FROM people.person JOIN (SELECT DISTINCT staff_post.staff_id FROM people.staff_post WHERE staff_post.is_leader AND staff_post.valid @> ref.today()) AS leader ON leader.staff_id = person.id
    CROSS JOIN generate_series(date_trunc('month', from_day), date_trunc('month', to_day), interval '1 month') AS begins ORDER BY person.name COLLATE ref.pinyin, begins;
END
$$;
COMMENT ON FUNCTION reporting.leader_activity(date, date) IS '领导每月走访(零的也列出) | leaders'' visits by month, zero months named';

CREATE OR REPLACE FUNCTION reporting.condolence_coverage() RETURNS TABLE (name text, last_visited_on date, due_on date, is_overdue boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('visit', 'create');
    RETURN QUERY SELECT retiree.name, latest.day, coalesce(latest.day, retiree.retired_on) + retiree.visit_every_days, coalesce(latest.day, retiree.retired_on) + retiree.visit_every_days < ref.today()
    FROM people.retiree LEFT JOIN LATERAL (SELECT max(encounter.held_on) AS day FROM field.encounter WHERE encounter.retiree_id = retiree.id AND encounter.kind = 'condolence') AS latest ON true
    WHERE access.may_all('project', 'edit') OR retiree.created_by = access.person_id() ORDER BY 3;
END
$$;
COMMENT ON FUNCTION reporting.condolence_coverage() IS '慰问退休教师覆盖 | retired teachers and when they were visited';

CREATE OR REPLACE FUNCTION registers.point_sums(of_class text) RETURNS TABLE (student text, class text, points bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('points', 'see');
BEGIN
    PERFORM access.require('points', 'see');
    RETURN QUERY SELECT person.name, units.label(units.class_of(person.id)), sum(entry.delta)::bigint FROM registers.point_entry AS entry JOIN people.person ON person.id = entry.student_id
    WHERE (everybody OR entry.student_id IN (SELECT access.student_ids('points', 'see'))) AND (of_class IS NULL OR units.label(units.class_of(person.id)) = of_class)
    GROUP BY person.id ORDER BY 3 DESC, person.name COLLATE ref.pinyin;
END
$$;
COMMENT ON FUNCTION registers.point_sums(text) IS '积分合计 | sums of points';
