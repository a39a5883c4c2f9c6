-- Inspections, hazards, equipment, checklists; projects and the lists of items that were announced.

CREATE OR REPLACE FUNCTION registers.list_checklists(matching text DEFAULT NULL)
RETURNS TABLE (id bigint, title text, period text, basis text, unit_label text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('inspection', 'see');
BEGIN
    IF NOT access.may('inspection', 'see') AND NOT access.may('inspection', 'create') THEN
        PERFORM access.refuse('inspection', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.period, found_record.basis, units.label(found_record.unit_id)
    FROM registers.checklist AS found_record
    WHERE (matching IS NULL OR strpos(found_record.title, matching) > 0 OR strpos(found_record.basis, matching) > 0)
      AND (everybody OR access.may_record('inspection', 'see', found_record.unit_id, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.title LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION registers.list_checklists(text) IS '检查清单一览 | checklist, within reach';

CREATE OR REPLACE FUNCTION registers.read_checklist(of_record bigint)
RETURNS TABLE (id bigint, title text, period text, basis text, unit_label text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.checklist AS found_record WHERE found_record.id = of_record AND access.may_record('inspection', 'see', found_record.unit_id, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.period, found_record.basis, units.label(found_record.unit_id), (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.checklist AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION registers.read_checklist(bigint) IS '检查清单详情 | one of: checklist';

CREATE OR REPLACE FUNCTION registers.add_checklist(title text, period text, basis text DEFAULT NULL, of_unit bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('inspection', 'create', add_checklist.of_unit, ARRAY[access.person_id()], NULL);
    IF coalesce(btrim(add_checklist.title), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'title', MESSAGE = ref.say('请填写“清单名称”。', 'Fill in "title".');
    ELSIF add_checklist.period IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'period', MESSAGE = ref.say('请填写“频次”。', 'Fill in "how often".');
    ELSIF add_checklist.period NOT IN ('once', 'daily', 'weekly', 'monthly', 'semester') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'period', MESSAGE = ref.say('“频次”只能是:一次、每天、每周、每月、每学期。', '"how often" is one of: once, daily, weekly, monthly, each semester.');
    END IF;
    INSERT INTO registers.checklist (title, period, basis, unit_id)
    VALUES (nullif(btrim(add_checklist.title), ''), add_checklist.period, nullif(btrim(add_checklist.basis), ''), add_checklist.of_unit) RETURNING id INTO made;
    PERFORM audit.record('write', 'inspection', 'checklist ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_checklist(text, text, text, bigint) IS '登记检查清单 | registers: checklist';

CREATE OR REPLACE FUNCTION registers.change_checklist(of_record bigint, title text DEFAULT NULL, period text DEFAULT NULL, basis text DEFAULT NULL, of_unit bigint DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.checklist AS found_record WHERE found_record.id = of_record AND access.may_record('inspection', 'see', found_record.unit_id, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM registers.checklist AS found_record WHERE found_record.id = of_record AND access.may_record('inspection', 'edit', found_record.unit_id, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('inspection', 'edit');
    END IF;
    IF change_checklist.period NOT IN ('once', 'daily', 'weekly', 'monthly', 'semester') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'period', MESSAGE = ref.say('“频次”只能是:一次、每天、每周、每月、每学期。', '"how often" is one of: once, daily, weekly, monthly, each semester.');
    END IF;
    UPDATE registers.checklist AS found_record SET title = coalesce(nullif(btrim(change_checklist.title), ''), found_record.title), period = coalesce(change_checklist.period, found_record.period), basis = coalesce(nullif(btrim(change_checklist.basis), ''), found_record.basis), unit_id = coalesce(change_checklist.of_unit, found_record.unit_id)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'inspection', 'checklist ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.change_checklist(bigint, text, text, text, bigint) IS '更正检查清单(空栏不变) | corrects: checklist; empty fields stay';

CREATE OR REPLACE FUNCTION registers.list_checklist_checklist_lines(of_record bigint)
RETURNS TABLE (id bigint, ordinal int, line_text text, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.checklist AS found_record WHERE found_record.id = of_record AND access.may_record('inspection', 'see', found_record.unit_id, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY SELECT found_record.id, found_record.ordinal, found_record.line_text, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.checklist_line AS found_record WHERE found_record.checklist_id = of_record ORDER BY found_record.id;
END
$$;
COMMENT ON FUNCTION registers.list_checklist_checklist_lines(bigint) IS '检查清单:清单条目 | line of: checklist';

CREATE OR REPLACE FUNCTION registers.add_checklist_line_to_checklist(of_record bigint, ordinal int, line_text text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM registers.checklist AS found_record WHERE found_record.id = of_record AND access.may_record('inspection', 'see', found_record.unit_id, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM registers.checklist AS found_record WHERE found_record.id = of_record AND access.may_record('inspection', 'edit', found_record.unit_id, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('inspection', 'edit');
    END IF;
    IF add_checklist_line_to_checklist.ordinal IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'ordinal', MESSAGE = ref.say('请填写“序号”。', 'Fill in "number".');
    ELSIF add_checklist_line_to_checklist.ordinal < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'ordinal', MESSAGE = ref.say('“序号”不能是负数。', '"number" cannot be negative.');
    ELSIF coalesce(btrim(add_checklist_line_to_checklist.line_text), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'line_text', MESSAGE = ref.say('请填写“内容”。', 'Fill in "text".');
    END IF;
    INSERT INTO registers.checklist_line (checklist_id, ordinal, line_text)
    VALUES (of_record, add_checklist_line_to_checklist.ordinal, nullif(btrim(add_checklist_line_to_checklist.line_text), '')) RETURNING id INTO made;
    PERFORM audit.record('add_checklist_line', 'inspection', 'checklist ' || of_record, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_checklist_line_to_checklist(bigint, int, text) IS '增加条目 | add a line';

CREATE OR REPLACE FUNCTION registers.list_inspection_rounds(only_open boolean DEFAULT NULL)
RETURNS TABLE (id bigint, title text, from_day date, to_day date, scope text, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('inspection', 'see');
BEGIN
    IF NOT access.may('inspection', 'see') AND NOT access.may('inspection', 'create') THEN
        PERFORM access.refuse('inspection', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.from_day, found_record.to_day, found_record.scope, found_record.state
    FROM registers.inspection_round AS found_record
    WHERE (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = found_record.lifecycle AND step.state = found_record.state AND step.is_open))
      AND (everybody OR access.may_record('inspection', 'see', NULL, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.from_day DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION registers.list_inspection_rounds(boolean) IS '排查轮次一览 | inspection round, within reach';

CREATE OR REPLACE FUNCTION registers.read_inspection_round(of_record bigint)
RETURNS TABLE (id bigint, title text, from_day date, to_day date, scope text, state text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.inspection_round AS found_record WHERE found_record.id = of_record AND access.may_record('inspection', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.from_day, found_record.to_day, found_record.scope, found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.inspection_round AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION registers.read_inspection_round(bigint) IS '排查轮次详情 | one of: inspection round';

CREATE OR REPLACE FUNCTION registers.add_inspection_round(title text, from_day date, to_day date, scope text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('inspection', 'create', NULL, ARRAY[access.person_id()], NULL);
    IF coalesce(btrim(add_inspection_round.title), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'title', MESSAGE = ref.say('请填写“轮次名称”。', 'Fill in "title".');
    ELSIF add_inspection_round.from_day IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'from_day', MESSAGE = ref.say('请填写“开始日期”。', 'Fill in "from".');
    ELSIF add_inspection_round.to_day IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'to_day', MESSAGE = ref.say('请填写“结束日期”。', 'Fill in "to".');
    END IF;
    INSERT INTO registers.inspection_round (title, from_day, to_day, scope)
    VALUES (nullif(btrim(add_inspection_round.title), ''), add_inspection_round.from_day, add_inspection_round.to_day, nullif(btrim(add_inspection_round.scope), '')) RETURNING id INTO made;
    PERFORM work.begin('inspection_round', made);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_inspection_round(text, date, date, text) IS '登记排查轮次 | registers: inspection round';

CREATE OR REPLACE FUNCTION registers.change_inspection_round(of_record bigint, title text DEFAULT NULL, from_day date DEFAULT NULL, to_day date DEFAULT NULL, scope text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('inspection_round', of_record, 'edit');
    IF NOT (SELECT is_open FROM registers.inspection_round AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    UPDATE registers.inspection_round AS found_record SET title = coalesce(nullif(btrim(change_inspection_round.title), ''), found_record.title), from_day = coalesce(change_inspection_round.from_day, found_record.from_day), to_day = coalesce(change_inspection_round.to_day, found_record.to_day), scope = coalesce(nullif(btrim(change_inspection_round.scope), ''), found_record.scope)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'inspection', 'inspection_round ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.change_inspection_round(bigint, text, date, date, text) IS '更正排查轮次(空栏不变) | corrects: inspection round; empty fields stay';

CREATE OR REPLACE FUNCTION registers.list_inspections(of_place bigint DEFAULT NULL, of_inspection_round bigint DEFAULT NULL, matching text DEFAULT NULL)
RETURNS TABLE (id bigint, place_label text, inspected_on date, inspector_name text, inspection_round_id bigint, checklist_id bigint, outcome text, note text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('inspection', 'see');
BEGIN
    IF NOT access.may('inspection', 'see') AND NOT access.may('inspection', 'create') THEN
        PERFORM access.refuse('inspection', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, units.place_path(found_record.place_id), found_record.inspected_on, (SELECT person.name FROM people.person WHERE person.id = found_record.inspector_id), found_record.inspection_round_id, found_record.checklist_id, found_record.outcome, found_record.note
    FROM registers.inspection AS found_record
    WHERE (of_place IS NULL OR found_record.place_id = of_place)
      AND (of_inspection_round IS NULL OR found_record.inspection_round_id = of_inspection_round)
      AND (matching IS NULL OR strpos(found_record.note, matching) > 0)
      AND (everybody OR access.may_record('inspection', 'see', NULL, ARRAY[found_record.inspector_id, found_record.created_by], NULL))
    ORDER BY found_record.inspected_on DESC, found_record.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION registers.list_inspections(bigint, bigint, text) IS '排查记录一览 | inspection, within reach';

CREATE OR REPLACE FUNCTION registers.read_inspection(of_record bigint)
RETURNS TABLE (id bigint, place_label text, inspected_on date, inspector_name text, inspection_round_id bigint, checklist_id bigint, outcome text, note text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.inspection AS found_record WHERE found_record.id = of_record AND access.may_record('inspection', 'see', NULL, ARRAY[found_record.inspector_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, units.place_path(found_record.place_id), found_record.inspected_on, (SELECT person.name FROM people.person WHERE person.id = found_record.inspector_id), found_record.inspection_round_id, found_record.checklist_id, found_record.outcome, found_record.note, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.inspection AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION registers.read_inspection(bigint) IS '排查记录详情 | one of: inspection';

CREATE OR REPLACE FUNCTION registers.add_inspection(of_place bigint, inspected_on date, inspector bigint, outcome text, inspection_round bigint DEFAULT NULL, checklist bigint DEFAULT NULL, note text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('inspection', 'create', NULL, ARRAY[access.person_id(), add_inspection.inspector], NULL);
    IF add_inspection.of_place IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_place', MESSAGE = ref.say('请填写“部位”。', 'Fill in "place".');
    ELSIF add_inspection.inspected_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'inspected_on', MESSAGE = ref.say('请填写“排查时间”。', 'Fill in "day".');
    ELSIF add_inspection.inspected_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'inspected_on', MESSAGE = ref.say('“排查时间”不能晚于今天。', '"day" cannot lie in the future.');
    ELSIF add_inspection.inspector IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'inspector', MESSAGE = ref.say('请填写“排查人”。', 'Fill in "inspector".');
    ELSIF add_inspection.outcome IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'outcome', MESSAGE = ref.say('请填写“结果”。', 'Fill in "outcome".');
    ELSIF add_inspection.outcome NOT IN ('clean', 'findings') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'outcome', MESSAGE = ref.say('“结果”只能是:未发现问题、发现问题。', '"outcome" is one of: clean, findings.');
    END IF;
    INSERT INTO registers.inspection (place_id, inspected_on, inspector_id, outcome, inspection_round_id, checklist_id, note)
    VALUES (add_inspection.of_place, add_inspection.inspected_on, add_inspection.inspector, add_inspection.outcome, add_inspection.inspection_round, add_inspection.checklist, nullif(btrim(add_inspection.note), '')) RETURNING id INTO made;
    PERFORM audit.record('write', 'inspection', 'inspection ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_inspection(bigint, date, bigint, text, bigint, bigint, text) IS '登记排查记录 | registers: inspection';

CREATE OR REPLACE FUNCTION registers.change_inspection(of_record bigint, of_place bigint DEFAULT NULL, inspected_on date DEFAULT NULL, inspector bigint DEFAULT NULL, inspection_round bigint DEFAULT NULL, checklist bigint DEFAULT NULL, outcome text DEFAULT NULL, note text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.inspection AS found_record WHERE found_record.id = of_record AND access.may_record('inspection', 'see', NULL, ARRAY[found_record.inspector_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM registers.inspection AS found_record WHERE found_record.id = of_record AND access.may_record('inspection', 'edit', NULL, ARRAY[found_record.inspector_id, found_record.created_by], NULL)) THEN
        PERFORM access.refuse('inspection', 'edit');
    END IF;
    IF change_inspection.inspected_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'inspected_on', MESSAGE = ref.say('“排查时间”不能晚于今天。', '"day" cannot lie in the future.');
    ELSIF change_inspection.outcome NOT IN ('clean', 'findings') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'outcome', MESSAGE = ref.say('“结果”只能是:未发现问题、发现问题。', '"outcome" is one of: clean, findings.');
    END IF;
    UPDATE registers.inspection AS found_record SET place_id = coalesce(change_inspection.of_place, found_record.place_id), inspected_on = coalesce(change_inspection.inspected_on, found_record.inspected_on), inspector_id = coalesce(change_inspection.inspector, found_record.inspector_id), inspection_round_id = coalesce(change_inspection.inspection_round, found_record.inspection_round_id), checklist_id = coalesce(change_inspection.checklist, found_record.checklist_id), outcome = coalesce(change_inspection.outcome, found_record.outcome), note = coalesce(nullif(btrim(change_inspection.note), ''), found_record.note)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'inspection', 'inspection ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.change_inspection(bigint, bigint, date, bigint, bigint, bigint, text, text) IS '更正排查记录(空栏不变) | corrects: inspection; empty fields stay';

CREATE OR REPLACE FUNCTION registers.list_external_inspections(of_outcome text DEFAULT NULL, matching text DEFAULT NULL)
RETURNS TABLE (id bigint, agency_id bigint, subject text, place_label text, report_number text, inspected_on date, valid_to date, outcome text, note text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('inspection', 'see');
BEGIN
    IF NOT access.may('inspection', 'see') AND NOT access.may('inspection', 'create') THEN
        PERFORM access.refuse('inspection', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.agency_id, found_record.subject, units.place_path(found_record.place_id), found_record.report_number, found_record.inspected_on, found_record.valid_to, found_record.outcome, found_record.note
    FROM registers.external_inspection AS found_record
    WHERE (of_outcome IS NULL OR found_record.outcome = of_outcome)
      AND (matching IS NULL OR strpos(found_record.subject, matching) > 0 OR strpos(found_record.report_number, matching) > 0 OR strpos(found_record.note, matching) > 0)
      AND (everybody OR access.may_record('inspection', 'see', NULL, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.valid_to LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION registers.list_external_inspections(text, text) IS '第三方检测一览 | external inspection, within reach';

CREATE OR REPLACE FUNCTION registers.read_external_inspection(of_record bigint)
RETURNS TABLE (id bigint, agency_id bigint, subject text, place_label text, report_number text, inspected_on date, valid_to date, outcome text, note text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.external_inspection AS found_record WHERE found_record.id = of_record AND access.may_record('inspection', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.agency_id, found_record.subject, units.place_path(found_record.place_id), found_record.report_number, found_record.inspected_on, found_record.valid_to, found_record.outcome, found_record.note, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.external_inspection AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION registers.read_external_inspection(bigint) IS '第三方检测详情 | one of: external inspection';

CREATE OR REPLACE FUNCTION registers.add_external_inspection(agency bigint, subject text, report_number text, inspected_on date, valid_to date, outcome text, of_place bigint DEFAULT NULL, note text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('inspection', 'create', NULL, ARRAY[access.person_id()], NULL);
    IF add_external_inspection.agency IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'agency', MESSAGE = ref.say('请填写“检测机构”。', 'Fill in "agency".');
    ELSIF coalesce(btrim(add_external_inspection.subject), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'subject', MESSAGE = ref.say('请填写“检测对象”。', 'Fill in "what was inspected".');
    ELSIF coalesce(btrim(add_external_inspection.report_number), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'report_number', MESSAGE = ref.say('请填写“报告编号”。', 'Fill in "report number".');
    ELSIF add_external_inspection.inspected_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'inspected_on', MESSAGE = ref.say('请填写“检测日期”。', 'Fill in "inspected on".');
    ELSIF add_external_inspection.inspected_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'inspected_on', MESSAGE = ref.say('“检测日期”不能晚于今天。', '"inspected on" cannot lie in the future.');
    ELSIF add_external_inspection.valid_to IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'valid_to', MESSAGE = ref.say('请填写“有效期至”。', 'Fill in "valid to".');
    ELSIF add_external_inspection.outcome IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'outcome', MESSAGE = ref.say('请填写“结论”。', 'Fill in "outcome".');
    ELSIF add_external_inspection.outcome NOT IN ('passed', 'failed', 'conditional') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'outcome', MESSAGE = ref.say('“结论”只能是:合格、不合格、限期整改。', '"outcome" is one of: passed, failed, conditional.');
    END IF;
    INSERT INTO registers.external_inspection (agency_id, subject, report_number, inspected_on, valid_to, outcome, place_id, note)
    VALUES (add_external_inspection.agency, nullif(btrim(add_external_inspection.subject), ''), nullif(btrim(add_external_inspection.report_number), ''), add_external_inspection.inspected_on, add_external_inspection.valid_to, add_external_inspection.outcome, add_external_inspection.of_place, nullif(btrim(add_external_inspection.note), '')) RETURNING id INTO made;
    PERFORM audit.record('write', 'inspection', 'external_inspection ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_external_inspection(bigint, text, text, date, date, text, bigint, text) IS '登记第三方检测 | registers: external inspection';

CREATE OR REPLACE FUNCTION registers.change_external_inspection(of_record bigint, agency bigint DEFAULT NULL, subject text DEFAULT NULL, of_place bigint DEFAULT NULL, report_number text DEFAULT NULL, inspected_on date DEFAULT NULL, valid_to date DEFAULT NULL, outcome text DEFAULT NULL, note text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.external_inspection AS found_record WHERE found_record.id = of_record AND access.may_record('inspection', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM registers.external_inspection AS found_record WHERE found_record.id = of_record AND access.may_record('inspection', 'edit', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('inspection', 'edit');
    END IF;
    IF change_external_inspection.inspected_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'inspected_on', MESSAGE = ref.say('“检测日期”不能晚于今天。', '"inspected on" cannot lie in the future.');
    ELSIF change_external_inspection.outcome NOT IN ('passed', 'failed', 'conditional') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'outcome', MESSAGE = ref.say('“结论”只能是:合格、不合格、限期整改。', '"outcome" is one of: passed, failed, conditional.');
    END IF;
    UPDATE registers.external_inspection AS found_record SET agency_id = coalesce(change_external_inspection.agency, found_record.agency_id), subject = coalesce(nullif(btrim(change_external_inspection.subject), ''), found_record.subject), place_id = coalesce(change_external_inspection.of_place, found_record.place_id), report_number = coalesce(nullif(btrim(change_external_inspection.report_number), ''), found_record.report_number), inspected_on = coalesce(change_external_inspection.inspected_on, found_record.inspected_on), valid_to = coalesce(change_external_inspection.valid_to, found_record.valid_to), outcome = coalesce(change_external_inspection.outcome, found_record.outcome), note = coalesce(nullif(btrim(change_external_inspection.note), ''), found_record.note)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'inspection', 'external_inspection ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.change_external_inspection(bigint, bigint, text, bigint, text, date, date, text, text) IS '更正第三方检测(空栏不变) | corrects: external inspection; empty fields stay';

CREATE OR REPLACE FUNCTION registers.list_hazards(only_open boolean DEFAULT NULL, of_grade text DEFAULT NULL, of_place bigint DEFAULT NULL, in_state text DEFAULT NULL, matching text DEFAULT NULL)
RETURNS TABLE (id bigint, place_label text, description text, found_on date, grade text, measure text, responsible_name text, deadline date, unit_label text, inspection_id bigint, external_inspection_id bigint, issue_number text, leader_told_on date, authority_told_on date, rectified_on date, reinspected_on date, reinspected_by_name text, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('inspection', 'see');
BEGIN
    IF NOT access.may('inspection', 'see') AND NOT access.may('inspection', 'create') THEN
        PERFORM access.refuse('inspection', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, units.place_path(found_record.place_id), found_record.description, found_record.found_on, found_record.grade, found_record.measure, (SELECT person.name FROM people.person WHERE person.id = found_record.responsible_id), found_record.deadline, units.label(found_record.unit_id), found_record.inspection_id, found_record.external_inspection_id, (SELECT issue.number FROM work.issue WHERE issue.id = found_record.issue_id), found_record.leader_told_on, found_record.authority_told_on, found_record.rectified_on, found_record.reinspected_on, (SELECT person.name FROM people.person WHERE person.id = found_record.reinspected_by_id), found_record.state
    FROM registers.hazard AS found_record
    WHERE (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = found_record.lifecycle AND step.state = found_record.state AND step.is_open))
      AND (of_grade IS NULL OR found_record.grade = of_grade)
      AND (of_place IS NULL OR found_record.place_id = of_place)
      AND (in_state IS NULL OR found_record.state = in_state)
      AND (matching IS NULL OR strpos(found_record.description, matching) > 0 OR strpos(found_record.measure, matching) > 0 OR strpos(found_record.control_measure, matching) > 0 OR strpos(found_record.rectify_note, matching) > 0)
      AND (everybody OR access.may_record('inspection', 'see', found_record.unit_id, ARRAY[found_record.responsible_id, found_record.rectified_by_id, found_record.reinspected_by_id, found_record.created_by], NULL))
    ORDER BY found_record.found_on DESC, found_record.id DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION registers.list_hazards(boolean, text, bigint, text, text) IS '安全隐患一览 | hazard, within reach';

CREATE OR REPLACE FUNCTION registers.read_hazard(of_record bigint)
RETURNS TABLE (id bigint, place_label text, description text, found_on date, grade text, measure text, responsible_name text, deadline date, unit_label text, inspection_id bigint, external_inspection_id bigint, issue_number text, leader_told_on date, authority_told_on date, control_measure text, rectified_on date, rectified_by_name text, rectify_note text, reinspected_on date, reinspected_by_name text, state text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.hazard AS found_record WHERE found_record.id = of_record AND access.may_record('inspection', 'see', found_record.unit_id, ARRAY[found_record.responsible_id, found_record.rectified_by_id, found_record.reinspected_by_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, units.place_path(found_record.place_id), found_record.description, found_record.found_on, found_record.grade, found_record.measure, (SELECT person.name FROM people.person WHERE person.id = found_record.responsible_id), found_record.deadline, units.label(found_record.unit_id), found_record.inspection_id, found_record.external_inspection_id, (SELECT issue.number FROM work.issue WHERE issue.id = found_record.issue_id), found_record.leader_told_on, found_record.authority_told_on, found_record.control_measure, found_record.rectified_on, (SELECT person.name FROM people.person WHERE person.id = found_record.rectified_by_id), found_record.rectify_note, found_record.reinspected_on, (SELECT person.name FROM people.person WHERE person.id = found_record.reinspected_by_id), found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.hazard AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION registers.read_hazard(bigint) IS '安全隐患详情 | one of: hazard';

CREATE OR REPLACE FUNCTION registers.add_hazard(of_place bigint, description text, found_on date, grade text DEFAULT NULL, measure text DEFAULT NULL, responsible bigint DEFAULT NULL, deadline date DEFAULT NULL, of_unit bigint DEFAULT NULL, inspection bigint DEFAULT NULL, external_inspection bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('inspection', 'create', add_hazard.of_unit, ARRAY[access.person_id(), add_hazard.responsible], NULL);
    IF add_hazard.of_place IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_place', MESSAGE = ref.say('请填写“部位”。', 'Fill in "place".');
    ELSIF coalesce(btrim(add_hazard.description), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'description', MESSAGE = ref.say('请填写“隐患描述”。', 'Fill in "hazard".');
    ELSIF add_hazard.found_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'found_on', MESSAGE = ref.say('请填写“排查时间”。', 'Fill in "found on".');
    ELSIF add_hazard.found_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'found_on', MESSAGE = ref.say('“排查时间”不能晚于今天。', '"found on" cannot lie in the future.');
    ELSIF add_hazard.grade NOT IN ('normal', 'major') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'grade', MESSAGE = ref.say('“等级”只能是:一般、重大。', '"grade" is one of: normal, major.');
    END IF;
    INSERT INTO registers.hazard (place_id, description, found_on, grade, measure, responsible_id, deadline, unit_id, inspection_id, external_inspection_id)
    VALUES (add_hazard.of_place, nullif(btrim(add_hazard.description), ''), add_hazard.found_on, add_hazard.grade, nullif(btrim(add_hazard.measure), ''), add_hazard.responsible, add_hazard.deadline, add_hazard.of_unit, add_hazard.inspection, add_hazard.external_inspection) RETURNING id INTO made;
    PERFORM work.begin('hazard', made);
    UPDATE registers.hazard SET issue_id = work.add_issue(add_hazard.description, 'campus_safety', 'safety_check', add_hazard.found_on, CASE WHEN add_hazard.grade = 'major' THEN 'urgent' ELSE 'normal' END, NULL) WHERE id = made;
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_hazard(bigint, text, date, text, text, bigint, date, bigint, bigint, bigint) IS '登记安全隐患 | registers: hazard';

CREATE OR REPLACE FUNCTION registers.change_hazard(of_record bigint, of_place bigint DEFAULT NULL, description text DEFAULT NULL, found_on date DEFAULT NULL, grade text DEFAULT NULL, measure text DEFAULT NULL, responsible bigint DEFAULT NULL, deadline date DEFAULT NULL, of_unit bigint DEFAULT NULL, inspection bigint DEFAULT NULL, external_inspection bigint DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('hazard', of_record, 'edit');
    IF NOT (SELECT is_open FROM registers.hazard AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    IF change_hazard.found_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'found_on', MESSAGE = ref.say('“排查时间”不能晚于今天。', '"found on" cannot lie in the future.');
    ELSIF change_hazard.grade NOT IN ('normal', 'major') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'grade', MESSAGE = ref.say('“等级”只能是:一般、重大。', '"grade" is one of: normal, major.');
    END IF;
    UPDATE registers.hazard AS found_record SET place_id = coalesce(change_hazard.of_place, found_record.place_id), description = coalesce(nullif(btrim(change_hazard.description), ''), found_record.description), found_on = coalesce(change_hazard.found_on, found_record.found_on), grade = coalesce(change_hazard.grade, found_record.grade), measure = coalesce(nullif(btrim(change_hazard.measure), ''), found_record.measure), responsible_id = coalesce(change_hazard.responsible, found_record.responsible_id), deadline = coalesce(change_hazard.deadline, found_record.deadline), unit_id = coalesce(change_hazard.of_unit, found_record.unit_id), inspection_id = coalesce(change_hazard.inspection, found_record.inspection_id), external_inspection_id = coalesce(change_hazard.external_inspection, found_record.external_inspection_id)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'inspection', 'hazard ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.change_hazard(bigint, bigint, text, date, text, text, bigint, date, bigint, bigint, bigint) IS '更正安全隐患(空栏不变) | corrects: hazard; empty fields stay';

CREATE OR REPLACE FUNCTION registers.list_equipments(of_kind text DEFAULT NULL, of_place bigint DEFAULT NULL)
RETURNS TABLE (id bigint, place_label text, kind text, label text, count_of int, installed_on date, removed_on date, service_due_on date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('inspection', 'see');
BEGIN
    IF NOT access.may('inspection', 'see') AND NOT access.may('inspection', 'create') THEN
        PERFORM access.refuse('inspection', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, units.place_path(found_record.place_id), found_record.kind, found_record.label, found_record.count_of, found_record.installed_on, found_record.removed_on, found_record.service_due_on
    FROM registers.equipment AS found_record
    WHERE (of_kind IS NULL OR found_record.kind = of_kind)
      AND (of_place IS NULL OR found_record.place_id = of_place)
      AND (everybody OR access.may_record('inspection', 'see', NULL, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.installed_on DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION registers.list_equipments(text, bigint) IS '安防与设备一览 | equipment, within reach';

CREATE OR REPLACE FUNCTION registers.read_equipment(of_record bigint)
RETURNS TABLE (id bigint, place_label text, kind text, label text, count_of int, installed_on date, removed_on date, service_due_on date, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.equipment AS found_record WHERE found_record.id = of_record AND access.may_record('inspection', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, units.place_path(found_record.place_id), found_record.kind, found_record.label, found_record.count_of, found_record.installed_on, found_record.removed_on, found_record.service_due_on, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.equipment AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION registers.read_equipment(bigint) IS '安防与设备详情 | one of: equipment';

CREATE OR REPLACE FUNCTION registers.add_equipment(of_place bigint, kind text, count_of int, installed_on date, label text DEFAULT NULL, removed_on date DEFAULT NULL, service_due_on date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('inspection', 'create', NULL, ARRAY[access.person_id()], NULL);
    IF add_equipment.of_place IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_place', MESSAGE = ref.say('请填写“部位”。', 'Fill in "place".');
    ELSIF add_equipment.kind IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('请填写“种类”。', 'Fill in "kind".');
    ELSIF add_equipment.kind NOT IN ('camera', 'alarm', 'door', 'fire', 'multimedia', 'other') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“种类”只能是:监控、报警、门禁、消防、多媒体、其他。', '"kind" is one of: camera, alarm, door control, fire protection, multimedia, other.');
    ELSIF add_equipment.count_of IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'count_of', MESSAGE = ref.say('请填写“数量”。', 'Fill in "number".');
    ELSIF add_equipment.count_of < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'count_of', MESSAGE = ref.say('“数量”不能是负数。', '"number" cannot be negative.');
    ELSIF add_equipment.installed_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'installed_on', MESSAGE = ref.say('请填写“安装日期”。', 'Fill in "installed on".');
    ELSIF add_equipment.installed_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'installed_on', MESSAGE = ref.say('“安装日期”不能晚于今天。', '"installed on" cannot lie in the future.');
    END IF;
    INSERT INTO registers.equipment (place_id, kind, count_of, installed_on, label, removed_on, service_due_on)
    VALUES (add_equipment.of_place, add_equipment.kind, add_equipment.count_of, add_equipment.installed_on, nullif(btrim(add_equipment.label), ''), add_equipment.removed_on, add_equipment.service_due_on) RETURNING id INTO made;
    PERFORM audit.record('write', 'inspection', 'equipment ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_equipment(bigint, text, int, date, text, date, date) IS '登记安防与设备 | registers: equipment';

CREATE OR REPLACE FUNCTION registers.change_equipment(of_record bigint, of_place bigint DEFAULT NULL, kind text DEFAULT NULL, label text DEFAULT NULL, count_of int DEFAULT NULL, installed_on date DEFAULT NULL, removed_on date DEFAULT NULL, service_due_on date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.equipment AS found_record WHERE found_record.id = of_record AND access.may_record('inspection', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM registers.equipment AS found_record WHERE found_record.id = of_record AND access.may_record('inspection', 'edit', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('inspection', 'edit');
    END IF;
    IF change_equipment.kind NOT IN ('camera', 'alarm', 'door', 'fire', 'multimedia', 'other') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“种类”只能是:监控、报警、门禁、消防、多媒体、其他。', '"kind" is one of: camera, alarm, door control, fire protection, multimedia, other.');
    ELSIF change_equipment.count_of < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'count_of', MESSAGE = ref.say('“数量”不能是负数。', '"number" cannot be negative.');
    ELSIF change_equipment.installed_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'installed_on', MESSAGE = ref.say('“安装日期”不能晚于今天。', '"installed on" cannot lie in the future.');
    END IF;
    UPDATE registers.equipment AS found_record SET place_id = coalesce(change_equipment.of_place, found_record.place_id), kind = coalesce(change_equipment.kind, found_record.kind), label = coalesce(nullif(btrim(change_equipment.label), ''), found_record.label), count_of = coalesce(change_equipment.count_of, found_record.count_of), installed_on = coalesce(change_equipment.installed_on, found_record.installed_on), removed_on = coalesce(change_equipment.removed_on, found_record.removed_on), service_due_on = coalesce(change_equipment.service_due_on, found_record.service_due_on)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'inspection', 'equipment ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.change_equipment(bigint, bigint, text, text, int, date, date, date) IS '更正安防与设备(空栏不变) | corrects: equipment; empty fields stay';

CREATE OR REPLACE FUNCTION registers.list_project_groups(of_kind text DEFAULT NULL)
RETURNS TABLE (id bigint, title text, kind text, announced_text text, announced_minimum int, announced_on date, source text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('project', 'see');
BEGIN
    IF NOT access.may('project', 'see') AND NOT access.may('project', 'create') THEN
        PERFORM access.refuse('project', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.kind, found_record.announced_text, found_record.announced_minimum, found_record.announced_on, found_record.source
    FROM registers.project_group AS found_record
    WHERE (of_kind IS NULL OR found_record.kind = of_kind)
      AND (everybody OR access.may_record('project', 'see', NULL, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.title LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION registers.list_project_groups(text) IS '实事清单一览 | list of items, within reach';

CREATE OR REPLACE FUNCTION registers.read_project_group(of_record bigint)
RETURNS TABLE (id bigint, title text, kind text, announced_text text, announced_minimum int, announced_on date, source text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.project_group AS found_record WHERE found_record.id = of_record AND access.may_record('project', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.kind, found_record.announced_text, found_record.announced_minimum, found_record.announced_on, found_record.source, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.project_group AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION registers.read_project_group(bigint) IS '实事清单详情 | one of: list of items';

CREATE OR REPLACE FUNCTION registers.add_project_group(title text, kind text, announced_text text, announced_minimum int, announced_on date DEFAULT NULL, source text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('project', 'create', NULL, ARRAY[access.person_id()], NULL);
    IF coalesce(btrim(add_project_group.title), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'title', MESSAGE = ref.say('请填写“清单名称”。', 'Fill in "title".');
    ELSIF add_project_group.kind IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('请填写“类别”。', 'Fill in "kind".');
    ELSIF add_project_group.kind NOT IN ('livelihood', 'community', 'repair', 'equipment', 'culture', 'canteen', 'staff_care') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“类别”只能是:民生实事、社区实事、维修、教学设备、校园文化、食堂、职工关怀。', '"kind" is one of: livelihood item, item for the community, repair, equipment, campus culture, canteen, care for staff.');
    ELSIF coalesce(btrim(add_project_group.announced_text), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'announced_text', MESSAGE = ref.say('请填写“公布的数量”。', 'Fill in "announced, in words".');
    ELSIF add_project_group.announced_minimum IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'announced_minimum', MESSAGE = ref.say('请填写“至少”。', 'Fill in "at least".');
    ELSIF add_project_group.announced_minimum < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'announced_minimum', MESSAGE = ref.say('“至少”不能是负数。', '"at least" cannot be negative.');
    END IF;
    INSERT INTO registers.project_group (title, kind, announced_text, announced_minimum, announced_on, source)
    VALUES (nullif(btrim(add_project_group.title), ''), add_project_group.kind, nullif(btrim(add_project_group.announced_text), ''), add_project_group.announced_minimum, add_project_group.announced_on, nullif(btrim(add_project_group.source), '')) RETURNING id INTO made;
    PERFORM audit.record('write', 'project', 'project_group ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_project_group(text, text, text, int, date, text) IS '登记实事清单 | registers: list of items';

CREATE OR REPLACE FUNCTION registers.change_project_group(of_record bigint, title text DEFAULT NULL, kind text DEFAULT NULL, announced_text text DEFAULT NULL, announced_minimum int DEFAULT NULL, announced_on date DEFAULT NULL, source text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.project_group AS found_record WHERE found_record.id = of_record AND access.may_record('project', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM registers.project_group AS found_record WHERE found_record.id = of_record AND access.may_record('project', 'edit', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('project', 'edit');
    END IF;
    IF change_project_group.kind NOT IN ('livelihood', 'community', 'repair', 'equipment', 'culture', 'canteen', 'staff_care') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“类别”只能是:民生实事、社区实事、维修、教学设备、校园文化、食堂、职工关怀。', '"kind" is one of: livelihood item, item for the community, repair, equipment, campus culture, canteen, care for staff.');
    ELSIF change_project_group.announced_minimum < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'announced_minimum', MESSAGE = ref.say('“至少”不能是负数。', '"at least" cannot be negative.');
    END IF;
    UPDATE registers.project_group AS found_record SET title = coalesce(nullif(btrim(change_project_group.title), ''), found_record.title), kind = coalesce(change_project_group.kind, found_record.kind), announced_text = coalesce(nullif(btrim(change_project_group.announced_text), ''), found_record.announced_text), announced_minimum = coalesce(change_project_group.announced_minimum, found_record.announced_minimum), announced_on = coalesce(change_project_group.announced_on, found_record.announced_on), source = coalesce(nullif(btrim(change_project_group.source), ''), found_record.source)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'project', 'project_group ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.change_project_group(bigint, text, text, text, int, date, text) IS '更正实事清单(空栏不变) | corrects: list of items; empty fields stay';

CREATE OR REPLACE FUNCTION registers.list_projects(only_open boolean DEFAULT NULL, of_kind text DEFAULT NULL, of_project_group bigint DEFAULT NULL, in_state text DEFAULT NULL, matching text DEFAULT NULL)
RETURNS TABLE (id bigint, title text, kind text, content text, lead_name text, unit_label text, deadline date, budget numeric, cost numeric, progress text, project_group_id bigint, announced_on date, accepted_on date, accepted_by_name text, evaluation text, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('project', 'see');
BEGIN
    IF NOT access.may('project', 'see') AND NOT access.may('project', 'create') THEN
        PERFORM access.refuse('project', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.kind, found_record.content, (SELECT person.name FROM people.person WHERE person.id = found_record.lead_id), units.label(found_record.unit_id), found_record.deadline, found_record.budget, found_record.cost, found_record.progress, found_record.project_group_id, found_record.announced_on, found_record.accepted_on, (SELECT person.name FROM people.person WHERE person.id = found_record.accepted_by_id), found_record.evaluation, found_record.state
    FROM registers.project AS found_record
    WHERE (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = found_record.lifecycle AND step.state = found_record.state AND step.is_open))
      AND (of_kind IS NULL OR found_record.kind = of_kind)
      AND (of_project_group IS NULL OR found_record.project_group_id = of_project_group)
      AND (in_state IS NULL OR found_record.state = in_state)
      AND (matching IS NULL OR strpos(found_record.title, matching) > 0 OR strpos(found_record.content, matching) > 0 OR strpos(found_record.progress, matching) > 0)
      AND (everybody OR access.may_record('project', 'see', found_record.unit_id, ARRAY[found_record.lead_id, found_record.created_by], NULL))
    ORDER BY found_record.deadline, found_record.id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION registers.list_projects(boolean, text, bigint, text, text) IS '实事与项目一览 | project, within reach';

CREATE OR REPLACE FUNCTION registers.read_project(of_record bigint)
RETURNS TABLE (id bigint, title text, kind text, content text, lead_name text, unit_label text, deadline date, budget numeric, cost numeric, progress text, project_group_id bigint, announced_on date, accepted_on date, accepted_by_name text, evaluation text, state text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.project AS found_record WHERE found_record.id = of_record AND access.may_record('project', 'see', found_record.unit_id, ARRAY[found_record.lead_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.kind, found_record.content, (SELECT person.name FROM people.person WHERE person.id = found_record.lead_id), units.label(found_record.unit_id), found_record.deadline, found_record.budget, found_record.cost, found_record.progress, found_record.project_group_id, found_record.announced_on, found_record.accepted_on, (SELECT person.name FROM people.person WHERE person.id = found_record.accepted_by_id), found_record.evaluation, found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.project AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION registers.read_project(bigint) IS '实事与项目详情 | one of: project';

CREATE OR REPLACE FUNCTION registers.add_project(title text, kind text, lead bigint, of_unit bigint, deadline date, content text DEFAULT NULL, budget numeric(12,2) DEFAULT NULL, cost numeric(12,2) DEFAULT NULL, progress text DEFAULT NULL, project_group bigint DEFAULT NULL, announced_on date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('project', 'create', add_project.of_unit, ARRAY[access.person_id(), add_project.lead], NULL);
    IF coalesce(btrim(add_project.title), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'title', MESSAGE = ref.say('请填写“项目”。', 'Fill in "title".');
    ELSIF add_project.kind IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('请填写“类别”。', 'Fill in "kind".');
    ELSIF add_project.kind NOT IN ('livelihood', 'community', 'repair', 'equipment', 'culture', 'canteen', 'staff_care') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“类别”只能是:民生实事、社区实事、维修、教学设备、校园文化、食堂、职工关怀。', '"kind" is one of: livelihood item, item for the community, repair, equipment, campus culture, canteen, care for staff.');
    ELSIF add_project.lead IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'lead', MESSAGE = ref.say('请填写“牵头领导”。', 'Fill in "leader".');
    ELSIF add_project.of_unit IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_unit', MESSAGE = ref.say('请填写“责任部门”。', 'Fill in "unit".');
    ELSIF add_project.deadline IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'deadline', MESSAGE = ref.say('请填写“完成时限”。', 'Fill in "deadline".');
    ELSIF add_project.budget < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'budget', MESSAGE = ref.say('“资金”不能是负数。', '"budget (CNY)" cannot be negative.');
    ELSIF add_project.cost < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'cost', MESSAGE = ref.say('“实际支出(元)”不能是负数。', '"cost (CNY)" cannot be negative.');
    END IF;
    INSERT INTO registers.project (title, kind, lead_id, unit_id, deadline, content, budget, cost, progress, project_group_id, announced_on)
    VALUES (nullif(btrim(add_project.title), ''), add_project.kind, add_project.lead, add_project.of_unit, add_project.deadline, nullif(btrim(add_project.content), ''), add_project.budget, add_project.cost, nullif(btrim(add_project.progress), ''), add_project.project_group, add_project.announced_on) RETURNING id INTO made;
    PERFORM work.begin('project', made);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_project(text, text, bigint, bigint, date, text, numeric(12,2), numeric(12,2), text, bigint, date) IS '登记实事与项目 | registers: project';

CREATE OR REPLACE FUNCTION registers.change_project(of_record bigint, title text DEFAULT NULL, kind text DEFAULT NULL, content text DEFAULT NULL, lead bigint DEFAULT NULL, of_unit bigint DEFAULT NULL, deadline date DEFAULT NULL, budget numeric(12,2) DEFAULT NULL, cost numeric(12,2) DEFAULT NULL, progress text DEFAULT NULL, project_group bigint DEFAULT NULL, announced_on date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('project', of_record, 'edit');
    IF NOT (SELECT is_open FROM registers.project AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    IF change_project.kind NOT IN ('livelihood', 'community', 'repair', 'equipment', 'culture', 'canteen', 'staff_care') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“类别”只能是:民生实事、社区实事、维修、教学设备、校园文化、食堂、职工关怀。', '"kind" is one of: livelihood item, item for the community, repair, equipment, campus culture, canteen, care for staff.');
    ELSIF change_project.budget < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'budget', MESSAGE = ref.say('“资金”不能是负数。', '"budget (CNY)" cannot be negative.');
    ELSIF change_project.cost < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'cost', MESSAGE = ref.say('“实际支出(元)”不能是负数。', '"cost (CNY)" cannot be negative.');
    END IF;
    UPDATE registers.project AS found_record SET title = coalesce(nullif(btrim(change_project.title), ''), found_record.title), kind = coalesce(change_project.kind, found_record.kind), content = coalesce(nullif(btrim(change_project.content), ''), found_record.content), lead_id = coalesce(change_project.lead, found_record.lead_id), unit_id = coalesce(change_project.of_unit, found_record.unit_id), deadline = coalesce(change_project.deadline, found_record.deadline), budget = coalesce(change_project.budget, found_record.budget), cost = coalesce(change_project.cost, found_record.cost), progress = coalesce(nullif(btrim(change_project.progress), ''), found_record.progress), project_group_id = coalesce(change_project.project_group, found_record.project_group_id), announced_on = coalesce(change_project.announced_on, found_record.announced_on)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'project', 'project ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.change_project(bigint, text, text, text, bigint, bigint, date, numeric(12,2), numeric(12,2), text, bigint, date) IS '更正实事与项目(空栏不变) | corrects: project; empty fields stay';

CREATE OR REPLACE FUNCTION registers.list_project_project_places(of_record bigint)
RETURNS TABLE (id bigint, place_label text, accepted_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.project AS found_record WHERE found_record.id = of_record AND access.may_record('project', 'see', found_record.unit_id, ARRAY[found_record.lead_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY SELECT found_record.id, units.place_path(found_record.place_id), found_record.accepted_on, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.project_place AS found_record WHERE found_record.project_id = of_record ORDER BY found_record.id;
END
$$;
COMMENT ON FUNCTION registers.list_project_project_places(bigint) IS '实事与项目:项目场所 | place of: project';

CREATE OR REPLACE FUNCTION registers.add_project_place_to_project(of_record bigint, of_place bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM work.require_row('project', of_record, 'edit');
    IF add_project_place_to_project.of_place IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_place', MESSAGE = ref.say('请填写“部位”。', 'Fill in "place".');
    END IF;
    INSERT INTO registers.project_place (project_id, place_id)
    VALUES (of_record, add_project_place_to_project.of_place) RETURNING id INTO made;
    PERFORM audit.record('add_project_place', 'project', 'project ' || of_record, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_project_place_to_project(bigint, bigint) IS '加入场所 | add a place';

CREATE OR REPLACE FUNCTION registers.list_project_contracts(of_record bigint)
RETURNS TABLE (id bigint, party text, number text, signed_on date, amount numeric, method text, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.project AS found_record WHERE found_record.id = of_record AND access.may_record('project', 'see', found_record.unit_id, ARRAY[found_record.lead_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY SELECT found_record.id, found_record.party, found_record.number, found_record.signed_on, found_record.amount, found_record.method, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.contract AS found_record WHERE found_record.project_id = of_record ORDER BY found_record.id;
END
$$;
COMMENT ON FUNCTION registers.list_project_contracts(bigint) IS '实事与项目:合同 | contract of: project';

CREATE OR REPLACE FUNCTION registers.add_contract_to_project(of_record bigint, party text, number text, signed_on date, amount numeric(12,2), method text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM work.require_row('project', of_record, 'edit');
    IF coalesce(btrim(add_contract_to_project.party), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'party', MESSAGE = ref.say('请填写“对方单位”。', 'Fill in "other party".');
    ELSIF coalesce(btrim(add_contract_to_project.number), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'number', MESSAGE = ref.say('请填写“合同编号”。', 'Fill in "number".');
    ELSIF add_contract_to_project.signed_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'signed_on', MESSAGE = ref.say('请填写“签订日期”。', 'Fill in "signed on".');
    ELSIF add_contract_to_project.signed_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'signed_on', MESSAGE = ref.say('“签订日期”不能晚于今天。', '"signed on" cannot lie in the future.');
    ELSIF add_contract_to_project.amount IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'amount', MESSAGE = ref.say('请填写“金额(元)”。', 'Fill in "amount (CNY)".');
    ELSIF add_contract_to_project.amount < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'amount', MESSAGE = ref.say('“金额(元)”不能是负数。', '"amount (CNY)" cannot be negative.');
    ELSIF add_contract_to_project.method IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'method', MESSAGE = ref.say('请填写“采购方式”。', 'Fill in "how it was let".');
    ELSIF add_contract_to_project.method NOT IN ('tender', 'quotation', 'direct') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'method', MESSAGE = ref.say('“采购方式”只能是:招标、询价、直接采购。', '"how it was let" is one of: tender, quotation, direct.');
    END IF;
    INSERT INTO registers.contract (project_id, party, number, signed_on, amount, method)
    VALUES (of_record, nullif(btrim(add_contract_to_project.party), ''), nullif(btrim(add_contract_to_project.number), ''), add_contract_to_project.signed_on, add_contract_to_project.amount, add_contract_to_project.method) RETURNING id INTO made;
    PERFORM audit.record('add_contract', 'project', 'project ' || of_record, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_contract_to_project(bigint, text, text, date, numeric(12,2), text) IS '登记合同 | add a contract';

-- What a round still lacks before it can be closed; NULL: nothing.
CREATE OR REPLACE FUNCTION registers.due_places(of_round bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    -- Rooms, not the buildings around them: a building is inspected when each of its rooms is.
    SELECT place.id FROM units.place WHERE place.valid @> ref.today() AND NOT EXISTS (SELECT FROM units.place AS within WHERE within.parent_id = place.id AND within.valid @> ref.today())
      AND NOT EXISTS (SELECT FROM registers.inspection WHERE inspection.place_id = place.id AND inspection.inspection_round_id = of_round)
$$;
COMMENT ON FUNCTION registers.due_places(bigint) IS '某轮排查尚未排查的场所 | places that a round has not reached';

CREATE OR REPLACE FUNCTION registers.round_not_complete(of_round bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT CASE WHEN count(*) > 0 THEN ref.say(format('还有 %s 处没有排查', count(*)), format('%s places are not inspected yet', count(*))) END FROM registers.due_places(of_round)
$$;
COMMENT ON FUNCTION registers.round_not_complete(bigint) IS '某轮排查尚缺什么 | what a round still lacks';

CREATE OR REPLACE FUNCTION registers.list_round_due_places(of_record bigint) RETURNS TABLE (id bigint, place_label text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('inspection', 'see');
    RETURN QUERY SELECT due, units.place_path(due) FROM registers.due_places(of_record) AS due ORDER BY units.place_path(due) COLLATE ref.pinyin;
END
$$;
COMMENT ON FUNCTION registers.list_round_due_places(bigint) IS '尚未排查的场所 | places that a round has not reached';

CREATE OR REPLACE FUNCTION registers.grade_hazard(of_record bigint, grade text, responsible bigint, deadline date, measure text DEFAULT NULL, of_unit bigint DEFAULT NULL,
    leader_told_on date DEFAULT NULL, authority_told_on date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('hazard', of_record, 'edit');
    IF grade_hazard.grade IS NULL OR grade_hazard.responsible IS NULL OR grade_hazard.deadline IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('定级须写明等级、责任人和时限。', 'Grading needs a grade, a responsible person and a deadline.');
    ELSIF grade_hazard.grade = 'major' AND (grade_hazard.leader_told_on IS NULL OR grade_hazard.authority_told_on IS NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'leader_told_on', MESSAGE = ref.say('重大隐患须当天报告领导和主管部门,请写明报告日期。', 'A major hazard is told to the leader and the authority the same day; say when.');
    END IF;
    UPDATE registers.hazard AS found_record SET grade = grade_hazard.grade, responsible_id = grade_hazard.responsible, deadline = grade_hazard.deadline,
        measure = coalesce(nullif(btrim(grade_hazard.measure), ''), found_record.measure), unit_id = coalesce(grade_hazard.of_unit, found_record.unit_id),
        leader_told_on = grade_hazard.leader_told_on, authority_told_on = grade_hazard.authority_told_on WHERE found_record.id = of_record;
    PERFORM work.transition('hazard', of_record, 'grade', NULL);
END
$$;
COMMENT ON FUNCTION registers.grade_hazard(bigint, text, bigint, date, text, bigint, date, date) IS '隐患定级 | grades a hazard';

CREATE OR REPLACE FUNCTION registers.control_hazard(of_record bigint, control_measure text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('hazard', of_record, 'edit');
    PERFORM work.require_reason(control_hazard.control_measure);
    UPDATE registers.hazard AS found_record SET control_measure = btrim(control_hazard.control_measure) WHERE found_record.id = of_record;
    PERFORM work.transition('hazard', of_record, 'control', control_hazard.control_measure);
END
$$;
COMMENT ON FUNCTION registers.control_hazard(bigint, text) IS '隐患临时管控 | a hazard is controlled for now';

CREATE OR REPLACE FUNCTION registers.rectify_hazard(of_record bigint, rectify_note text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('hazard', of_record, 'edit');
    PERFORM work.require_reason(rectify_hazard.rectify_note);
    UPDATE registers.hazard AS found_record SET rectify_note = btrim(rectify_hazard.rectify_note), rectified_on = ref.today(), rectified_by_id = access.person_id() WHERE found_record.id = of_record;
    PERFORM work.transition('hazard', of_record, 'rectify', rectify_hazard.rectify_note);
END
$$;
COMMENT ON FUNCTION registers.rectify_hazard(bigint, text) IS '隐患整改完成 | a hazard is rectified';

CREATE OR REPLACE FUNCTION registers.tick_checklist(of_record bigint, failing text DEFAULT NULL, note text DEFAULT NULL, on_day date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
    numbers int[];
    day date := coalesce(tick_checklist.on_day, ref.today());
BEGIN
    PERFORM registers.read_checklist(of_record);
    PERFORM access.require('inspection', 'create');
    IF tick_checklist.failing !~ '^[0-9、,, ]*$' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'failing', MESSAGE = ref.say('未做到的条目请写序号,如 2、5。', 'Write the numbers of the lines that fail, such as 2, 5.');
    ELSIF day > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'on_day', MESSAGE = ref.say('日期不能晚于今天。', 'The day cannot lie in the future.');
    END IF;
    numbers := ARRAY(SELECT part::int FROM regexp_split_to_table(coalesce(tick_checklist.failing, ''), '[、,, ]+') AS part WHERE part <> '');
    IF EXISTS (SELECT FROM unnest(numbers) AS number WHERE number NOT IN (SELECT line.ordinal FROM registers.checklist_line AS line WHERE line.checklist_id = of_record)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'failing', MESSAGE = ref.say('清单里没有这个序号。', 'The checklist has no line of this number.');
    END IF;
    INSERT INTO registers.checklist_tick (checklist_id, ticked_on, ticked_by, failing, note) VALUES (of_record, day, access.person_id(), numbers, nullif(btrim(tick_checklist.note), ''))
    ON CONFLICT (checklist_id, ticked_on) DO UPDATE SET ticked_by = excluded.ticked_by, failing = excluded.failing, note = excluded.note RETURNING id INTO made;
    PERFORM audit.record('write', 'inspection', 'checklist_tick ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.tick_checklist(bigint, text, text, date) IS '勾选清单 | ticks a checklist for a day';

CREATE OR REPLACE FUNCTION registers.list_checklist_ticks(of_record bigint) RETURNS TABLE (id bigint, ticked_on date, ticked_by_name text, failing text, note text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM registers.read_checklist(of_record);
    RETURN QUERY SELECT tick.id, tick.ticked_on, person.name, array_to_string(tick.failing, '、'), tick.note
    FROM registers.checklist_tick AS tick JOIN people.person ON person.id = tick.ticked_by WHERE tick.checklist_id = of_record ORDER BY tick.ticked_on DESC;
END
$$;
COMMENT ON FUNCTION registers.list_checklist_ticks(bigint) IS '清单勾选记录 | when a checklist was ticked';

CREATE OR REPLACE FUNCTION registers.project_not_complete(of_project bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT CASE WHEN count(*) > 0 THEN ref.say(format('还有 %s 个场所没有验收', count(*)), format('%s places are not accepted yet', count(*))) END
    FROM registers.project_place WHERE project_id = of_project AND accepted_on IS NULL
$$;
COMMENT ON FUNCTION registers.project_not_complete(bigint) IS '项目尚缺什么 | what a project still lacks';

CREATE OR REPLACE FUNCTION registers.accept_project_place(of_record bigint, of_place bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('project', of_record, 'edit');
    UPDATE registers.project_place AS found_record SET accepted_on = ref.today() WHERE found_record.project_id = of_record AND found_record.place_id = accept_project_place.of_place AND found_record.accepted_on IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_place', MESSAGE = ref.say('项目里没有这个待验收的场所。', 'The project has no such place that is to be accepted.');
    END IF;
    PERFORM audit.record('accept_place', 'project', 'project ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.accept_project_place(bigint, bigint) IS '验收项目的一个场所 | accepts a place of a project';

CREATE OR REPLACE FUNCTION registers.evaluate_project(of_record bigint, evaluation text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('project', of_record, 'edit');
    PERFORM ref.require_word('群众评价', 'the evaluation', evaluate_project.evaluation, '{satisfied,partly,not}');
    UPDATE registers.project AS found_record SET evaluation = evaluate_project.evaluation WHERE found_record.id = of_record;
    PERFORM work.transition('project', of_record, 'evaluate', NULL);
END
$$;
COMMENT ON FUNCTION registers.evaluate_project(bigint, text) IS '项目评价 | evaluates a project';

-- Announced against registered, under way and accepted. What was announced stays in the words of the announcement.
CREATE OR REPLACE FUNCTION registers.announced_against_done()
RETURNS TABLE (title text, announced text, announced_minimum int, registered bigint, under_way bigint, accepted bigint, still_missing bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('project', 'see');
    RETURN QUERY SELECT listed.title, listed.announced_text, listed.announced_minimum, count(project.id) FILTER (WHERE project.state <> 'cancelled'),
        count(project.id) FILTER (WHERE project.state IN ('planned', 'under_way')), count(project.id) FILTER (WHERE project.state IN ('accepted', 'evaluated')),
        greatest(0, listed.announced_minimum - count(project.id) FILTER (WHERE project.state <> 'cancelled'))
    FROM registers.project_group AS listed LEFT JOIN registers.project ON project.project_group_id = listed.id GROUP BY listed.id ORDER BY listed.title COLLATE ref.pinyin;
END
$$;
COMMENT ON FUNCTION registers.announced_against_done() IS '公布与完成对照 | announced against done';

CREATE OR REPLACE FUNCTION registers.list_group_projects(of_record bigint) RETURNS TABLE (id bigint, title text, lead_name text, unit_label text, deadline date, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM registers.read_project_group(of_record);
    RETURN QUERY SELECT project.id, project.title, person.name, units.label(project.unit_id), project.deadline, project.state
    FROM registers.project JOIN people.person ON person.id = project.lead_id WHERE project.project_group_id = of_record ORDER BY project.deadline;
END
$$;
COMMENT ON FUNCTION registers.list_group_projects(bigint) IS '清单的项目 | items of a list';

-- Hazards that are open, by grade, age and building; and places that no inspection of this semester has reached.
CREATE OR REPLACE FUNCTION registers.hazard_figures()
RETURNS TABLE (building text, grade text, open_count bigint, older_than_30_days bigint, overdue bigint, waiting_for_reinspection bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('inspection', 'see');
    RETURN QUERY SELECT split_part(units.place_path(hazard.place_id), ' / ', 1), coalesce(hazard.grade, 'ungraded'), count(*), count(*) FILTER (WHERE hazard.found_on < ref.today() - 30),
        count(*) FILTER (WHERE hazard.deadline < ref.today() AND hazard.state <> 'rectified'), count(*) FILTER (WHERE hazard.state = 'rectified')
    FROM registers.hazard WHERE hazard.state <> 'closed'
      AND (access.may_all('inspection', 'see') OR access.may_record('inspection', 'see', hazard.unit_id, ARRAY[hazard.responsible_id, hazard.created_by], NULL))
    GROUP BY 1, 2 ORDER BY 1, 2;
END
$$;
COMMENT ON FUNCTION registers.hazard_figures() IS '未销号隐患统计 | figures of open hazards';

CREATE OR REPLACE FUNCTION registers.uninspected_places()
RETURNS TABLE (place text, last_inspected_on date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('inspection', 'see');
    RETURN QUERY SELECT units.place_path(place.id), latest.day FROM units.place
    LEFT JOIN LATERAL (SELECT max(inspection.inspected_on) AS day FROM registers.inspection WHERE inspection.place_id = place.id) AS latest ON true
    WHERE place.valid @> ref.today() AND NOT EXISTS (SELECT FROM units.place AS within WHERE within.parent_id = place.id AND within.valid @> ref.today())
      AND (latest.day IS NULL OR latest.day < coalesce((SELECT starts_on FROM ref.semester WHERE ref.today() BETWEEN starts_on AND ends_on), ref.today() - 120))
    ORDER BY units.place_path(place.id) COLLATE ref.pinyin;
END
$$;
COMMENT ON FUNCTION registers.uninspected_places() IS '本学期未排查的场所 | places that no inspection of this semester has reached';

CREATE OR REPLACE FUNCTION registers.equipment_coverage()
RETURNS TABLE (building text, rooms bigint, covered bigint, percent numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('inspection', 'see');
    RETURN QUERY SELECT units.place_path(building.id), count(*), count(*) FILTER (WHERE has.it), round(100.0 * count(*) FILTER (WHERE has.it) / count(*), 1)
    FROM units.place AS room JOIN units.place AS building ON building.id = room.parent_id
    CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM registers.equipment WHERE equipment.place_id IN (room.id, building.id) AND equipment.kind IN ('camera', 'alarm', 'door')
                        AND (equipment.removed_on IS NULL OR equipment.removed_on > ref.today())) AS it) AS has
    WHERE room.kind = 'dormitory_room' AND room.valid @> ref.today() GROUP BY building.id ORDER BY 1;
END
$$;
COMMENT ON FUNCTION registers.equipment_coverage() IS '宿舍安防覆盖 | security equipment by dormitory';
