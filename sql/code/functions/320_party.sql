-- The party office: bodies, papers, phases, meetings, orders, briefs, rules, fees, disclosures, yearly accounts.

-- What the registers of the party office and of hearing ask of a form. Each refusal names the field and the mend. They run inside functions that have checked the caller.
CREATE OR REPLACE FUNCTION registers.require_filled(field_name text, label_zh text, label_en text, given text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    IF coalesce(btrim(given), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = field_name, MESSAGE = ref.say(format('请填写“%s”。', label_zh), format('Fill in "%s".', label_en));
    END IF;
END
$$;
COMMENT ON FUNCTION registers.require_filled(text, text, text, text) IS '要求填写某栏 | refuses an empty field by its name';

CREATE OR REPLACE FUNCTION registers.require_later(field_name text, label_zh text, label_en text, later date, than_zh text, than_en text, than date, same_day boolean DEFAULT false) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    IF later < than OR (later = than AND NOT same_day) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = field_name,
            MESSAGE = CASE WHEN same_day THEN ref.say(format('“%s”(%s)不能早于“%s”(%s)。', label_zh, later, than_zh, than), format('"%s" (%s) cannot lie before "%s" (%s).', label_en, later, than_en, than))
                ELSE ref.say(format('“%s”(%s)须晚于“%s”(%s)。', label_zh, later, than_zh, than), format('"%s" (%s) must lie after "%s" (%s).', label_en, later, than_en, than)) END;
    END IF;
END
$$;
COMMENT ON FUNCTION registers.require_later(text, text, text, date, text, text, date, boolean) IS '要求一个日期晚于另一个 | refuses a day that does not lie after another';

CREATE OR REPLACE FUNCTION registers.require_key(of_table text, field_name text, label_zh text, label_en text, given bigint) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
    is_there boolean;
BEGIN
    IF given IS NOT NULL THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE id = $1)', of_table::regclass) INTO is_there USING given;
        IF NOT is_there THEN
            RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = field_name,
                MESSAGE = ref.say(format('“%s”没有编号为 %s 的记录。', label_zh, given), format('"%s" has no record of the key %s.', label_en, given)),
                HINT = ref.say('请填对应登记簿中的编号。', 'Write the key that the record has in its register.');
        END IF;
    END IF;
END
$$;
COMMENT ON FUNCTION registers.require_key(text, text, text, text, bigint) IS '要求所指的记录存在 | refuses the key of a record that there is not';

-- An issue is cited by its number. What is restricted is cited by nobody: the number alone would tell that there is a report.
CREATE OR REPLACE FUNCTION registers.require_issue_number(given text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    IF coalesce(btrim(given), '') <> '' AND NOT EXISTS (SELECT FROM work.issue WHERE issue.number = btrim(given) AND NOT issue.is_restricted) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'issue_number_text', MESSAGE = ref.say(format('“问题编号”没有 %s 这个问题。', left(btrim(given), 40)), format('"number of the issue": there is no issue %s.', left(btrim(given), 40))),
            HINT = ref.say('请按问题清单填写,如 2026-0012。', 'Write it as the list of issues does, such as 2026-0012.');
    END IF;
END
$$;
COMMENT ON FUNCTION registers.require_issue_number(text) IS '要求问题编号存在 | refuses the number of an issue that there is not';

CREATE OR REPLACE FUNCTION registers.list_documents(of_kind text DEFAULT NULL, matching text DEFAULT NULL)
RETURNS TABLE (id bigint, title text, issuer text, number text, issued_on date, kind text, supersedes_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('document', 'see');
BEGIN
    IF NOT access.may('document', 'see') AND NOT access.may('document', 'create') THEN
        PERFORM access.refuse('document', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.issuer, found_record.number, found_record.issued_on, found_record.kind, found_record.supersedes_id
    FROM registers.document AS found_record
    WHERE (of_kind IS NULL OR found_record.kind = of_kind)
      AND (matching IS NULL OR strpos(found_record.title, matching) > 0 OR strpos(found_record.issuer, matching) > 0 OR strpos(found_record.number, matching) > 0)
      AND (everybody OR access.may_record('document', 'see', NULL, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.issued_on DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION registers.list_documents(text, text) IS '依据文件一览 | paper, within reach';

CREATE OR REPLACE FUNCTION registers.read_document(of_record bigint)
RETURNS TABLE (id bigint, title text, issuer text, number text, issued_on date, kind text, supersedes_id bigint, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.document AS found_record WHERE found_record.id = of_record AND access.may_record('document', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.issuer, found_record.number, found_record.issued_on, found_record.kind, found_record.supersedes_id, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.document AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION registers.read_document(bigint) IS '依据文件详情 | one of: paper';

CREATE OR REPLACE FUNCTION registers.add_document(title text, issuer text, issued_on date, kind text, number text DEFAULT NULL, supersedes bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('document', 'create', NULL, ARRAY[access.person_id()], NULL);
    IF coalesce(btrim(add_document.title), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'title', MESSAGE = ref.say('请填写“标题”。', 'Fill in "title".');
    ELSIF coalesce(btrim(add_document.issuer), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'issuer', MESSAGE = ref.say('请填写“发文单位”。', 'Fill in "issuer".');
    ELSIF add_document.issued_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'issued_on', MESSAGE = ref.say('请填写“发文日期”。', 'Fill in "issued on".');
    ELSIF add_document.issued_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'issued_on', MESSAGE = ref.say('“发文日期”不能晚于今天。', '"issued on" cannot lie in the future.');
    ELSIF add_document.kind IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('请填写“类别”。', 'Fill in "kind".');
    ELSIF add_document.kind NOT IN ('law', 'notice', 'plan', 'annex', 'own') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“类别”只能是:法律法规、上级通知、方案、附件、本校文件。', '"kind" is one of: law, notice from above, plan, annex, paper of the school.');
    END IF;
    PERFORM registers.require_key('registers.document', 'supersedes', '取代', 'supersedes', add_document.supersedes);
    INSERT INTO registers.document (title, issuer, issued_on, kind, number, supersedes_id)
    VALUES (nullif(btrim(add_document.title), ''), nullif(btrim(add_document.issuer), ''), add_document.issued_on, add_document.kind, nullif(btrim(add_document.number), ''), add_document.supersedes) RETURNING id INTO made;
    PERFORM audit.record('write', 'document', 'document ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_document(text, text, date, text, text, bigint) IS '登记依据文件 | registers: paper';

CREATE OR REPLACE FUNCTION registers.change_document(of_record bigint, title text DEFAULT NULL, issuer text DEFAULT NULL, number text DEFAULT NULL, issued_on date DEFAULT NULL, kind text DEFAULT NULL, supersedes bigint DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.document AS found_record WHERE found_record.id = of_record AND access.may_record('document', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM registers.document AS found_record WHERE found_record.id = of_record AND access.may_record('document', 'edit', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('document', 'edit');
    END IF;
    IF change_document.issued_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'issued_on', MESSAGE = ref.say('“发文日期”不能晚于今天。', '"issued on" cannot lie in the future.');
    ELSIF change_document.kind NOT IN ('law', 'notice', 'plan', 'annex', 'own') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“类别”只能是:法律法规、上级通知、方案、附件、本校文件。', '"kind" is one of: law, notice from above, plan, annex, paper of the school.');
    END IF;
    PERFORM registers.require_key('registers.document', 'supersedes', '取代', 'supersedes', change_document.supersedes);
    IF change_document.supersedes = of_record THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'supersedes', MESSAGE = ref.say('“取代”须是另一份文件。', '"supersedes" must be another paper.');
    END IF;
    UPDATE registers.document AS found_record SET title = coalesce(nullif(btrim(change_document.title), ''), found_record.title), issuer = coalesce(nullif(btrim(change_document.issuer), ''), found_record.issuer), number = coalesce(nullif(btrim(change_document.number), ''), found_record.number), issued_on = coalesce(change_document.issued_on, found_record.issued_on), kind = coalesce(change_document.kind, found_record.kind), supersedes_id = coalesce(change_document.supersedes, found_record.supersedes_id)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'document', 'document ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.change_document(bigint, text, text, text, date, text, bigint) IS '更正依据文件(空栏不变) | corrects: paper; empty fields stay';

CREATE OR REPLACE FUNCTION units.list_bodies(of_kind text DEFAULT NULL)
RETURNS TABLE (id bigint, title text, kind text, from_day date, to_day date, basis_id bigint, head_name text, seats bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('campaign', 'see');
BEGIN
    IF NOT access.may('campaign', 'see') AND NOT access.may('campaign', 'create') THEN
        PERFORM access.refuse('campaign', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.kind, found_record.from_day, found_record.to_day, found_record.basis_id,
        (SELECT person.name FROM units.body_membership AS seat JOIN people.person ON person.id = seat.person_id WHERE seat.body_id = found_record.id AND seat.seat = 'head' AND daterange(seat.from_day, seat.to_day) @> ref.today()),
        (SELECT count(*) FROM units.body_membership AS seat WHERE seat.body_id = found_record.id AND daterange(seat.from_day, seat.to_day) @> ref.today())
    FROM units.body AS found_record
    WHERE (of_kind IS NULL OR found_record.kind = of_kind)
      AND (everybody OR access.may_record('campaign', 'see', NULL, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.from_day DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION units.list_bodies(text) IS '领导小组与专班一览 | body, within reach';

CREATE OR REPLACE FUNCTION units.read_body(of_record bigint)
RETURNS TABLE (id bigint, title text, kind text, from_day date, to_day date, basis_id bigint, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM units.body AS found_record WHERE found_record.id = of_record AND access.may_record('campaign', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.kind, found_record.from_day, found_record.to_day, found_record.basis_id, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM units.body AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION units.read_body(bigint) IS '领导小组与专班详情 | one of: body';

CREATE OR REPLACE FUNCTION units.add_body(title text, kind text, from_day date, to_day date DEFAULT NULL, basis bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('campaign', 'create', NULL, ARRAY[access.person_id()], NULL);
    IF coalesce(btrim(add_body.title), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'title', MESSAGE = ref.say('请填写“名称”。', 'Fill in "name".');
    ELSIF add_body.kind IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('请填写“类别”。', 'Fill in "kind".');
    ELSIF add_body.kind NOT IN ('leading_group', 'task_force', 'committee') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“类别”只能是:领导小组、工作专班、委员会。', '"kind" is one of: leading group, task force, committee.');
    ELSIF add_body.from_day IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'from_day', MESSAGE = ref.say('请填写“成立日期”。', 'Fill in "from".');
    END IF;
    PERFORM registers.require_later('to_day', '撤销日期', 'to', add_body.to_day, '成立日期', 'from', add_body.from_day, true);
    PERFORM registers.require_key('registers.document', 'basis', '依据文件', 'rests on', add_body.basis);
    INSERT INTO units.body (title, kind, from_day, to_day, basis_id)
    VALUES (nullif(btrim(add_body.title), ''), add_body.kind, add_body.from_day, add_body.to_day, add_body.basis) RETURNING id INTO made;
    PERFORM audit.record('write', 'campaign', 'body ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION units.add_body(text, text, date, date, bigint) IS '登记领导小组与专班 | registers: body';

CREATE OR REPLACE FUNCTION units.change_body(of_record bigint, title text DEFAULT NULL, kind text DEFAULT NULL, from_day date DEFAULT NULL, to_day date DEFAULT NULL, basis bigint DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM units.body AS found_record WHERE found_record.id = of_record AND access.may_record('campaign', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM units.body AS found_record WHERE found_record.id = of_record AND access.may_record('campaign', 'edit', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('campaign', 'edit');
    END IF;
    IF change_body.kind NOT IN ('leading_group', 'task_force', 'committee') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“类别”只能是:领导小组、工作专班、委员会。', '"kind" is one of: leading group, task force, committee.');
    END IF;
    PERFORM registers.require_later('to_day', '撤销日期', 'to', coalesce(change_body.to_day, found_record.to_day), '成立日期', 'from', coalesce(change_body.from_day, found_record.from_day), true) FROM units.body AS found_record WHERE found_record.id = of_record;
    PERFORM registers.require_key('registers.document', 'basis', '依据文件', 'rests on', change_body.basis);
    UPDATE units.body AS found_record SET title = coalesce(nullif(btrim(change_body.title), ''), found_record.title), kind = coalesce(change_body.kind, found_record.kind), from_day = coalesce(change_body.from_day, found_record.from_day), to_day = coalesce(change_body.to_day, found_record.to_day), basis_id = coalesce(change_body.basis, found_record.basis_id)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'campaign', 'body ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION units.change_body(bigint, text, text, date, date, bigint) IS '更正领导小组与专班(空栏不变) | corrects: body; empty fields stay';

CREATE OR REPLACE FUNCTION units.list_body_body_memberships(of_record bigint)
RETURNS TABLE (id bigint, person_name text, seat text, from_day date, to_day date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM units.body AS found_record WHERE found_record.id = of_record AND access.may_record('campaign', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY SELECT found_record.id, (SELECT person.name FROM people.person WHERE person.id = found_record.person_id), found_record.seat, found_record.from_day, found_record.to_day, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM units.body_membership AS found_record WHERE found_record.body_id = of_record ORDER BY found_record.id;
END
$$;
COMMENT ON FUNCTION units.list_body_body_memberships(bigint) IS '领导小组与专班:成员 | seats of: body';

CREATE OR REPLACE FUNCTION units.add_seat_to_body(of_record bigint, person bigint, seat text, from_day date, to_day date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM units.body AS found_record WHERE found_record.id = of_record AND access.may_record('campaign', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM units.body AS found_record WHERE found_record.id = of_record AND access.may_record('campaign', 'edit', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('campaign', 'edit');
    END IF;
    IF add_seat_to_body.person IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'person', MESSAGE = ref.say('请填写“姓名”。', 'Fill in "person".');
    ELSIF add_seat_to_body.seat IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'seat', MESSAGE = ref.say('请填写“职务”。', 'Fill in "seat".');
    ELSIF add_seat_to_body.seat NOT IN ('head', 'deputy', 'member') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'seat', MESSAGE = ref.say('“职务”只能是:组长、副组长、成员。', '"seat" is one of: head, deputy, member.');
    ELSIF add_seat_to_body.from_day IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'from_day', MESSAGE = ref.say('请填写“开始日期”。', 'Fill in "from".');
    END IF;
    PERFORM registers.require_later('to_day', '结束日期', 'to', add_seat_to_body.to_day, '开始日期', 'from', add_seat_to_body.from_day, true);
    IF (SELECT body.to_day FROM units.body WHERE body.id = of_record) <= add_seat_to_body.from_day THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'from_day', MESSAGE = ref.say('“开始日期”须在该机构撤销之前。', '"from" must lie before the body ends.');
    END IF;
    IF EXISTS (SELECT FROM units.body_membership AS other WHERE other.body_id = of_record AND other.person_id = add_seat_to_body.person AND daterange(other.from_day, other.to_day) && daterange(add_seat_to_body.from_day, add_seat_to_body.to_day)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'person', MESSAGE = ref.say('“姓名”:此人在这段时间已在其中,请先“结束任职”。', '"person" has a seat in it in this time; end that first.');
    ELSIF add_seat_to_body.seat = 'head' AND EXISTS (SELECT FROM units.body_membership AS other WHERE other.body_id = of_record AND other.seat = 'head' AND daterange(other.from_day, other.to_day) && daterange(add_seat_to_body.from_day, add_seat_to_body.to_day)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'seat', MESSAGE = ref.say('“职务”:同一天只能有一位组长,请先“结束任职”。', '"seat": there is one head a day; end the seat of the present one first.');
    END IF;
    INSERT INTO units.body_membership (body_id, person_id, seat, from_day, to_day)
    VALUES (of_record, add_seat_to_body.person, add_seat_to_body.seat, add_seat_to_body.from_day, add_seat_to_body.to_day) RETURNING id INTO made;
    PERFORM audit.record('add_seat', 'campaign', 'body ' || of_record, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION units.add_seat_to_body(bigint, bigint, text, date, date) IS '增加成员 | add a seat';

CREATE OR REPLACE FUNCTION units.list_body_body_duties(of_record bigint)
RETURNS TABLE (id bigint, duty text, holder_name text, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM units.body AS found_record WHERE found_record.id = of_record AND access.may_record('campaign', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY SELECT found_record.id, found_record.duty, (SELECT person.name FROM people.person WHERE person.id = found_record.holder_id), (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM units.body_duty AS found_record WHERE found_record.body_id = of_record ORDER BY found_record.id;
END
$$;
COMMENT ON FUNCTION units.list_body_body_duties(bigint) IS '领导小组与专班:职责 | duties of: body';

CREATE OR REPLACE FUNCTION units.add_duty_to_body(of_record bigint, duty text, holder bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM units.body AS found_record WHERE found_record.id = of_record AND access.may_record('campaign', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM units.body AS found_record WHERE found_record.id = of_record AND access.may_record('campaign', 'edit', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('campaign', 'edit');
    END IF;
    IF coalesce(btrim(add_duty_to_body.duty), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'duty', MESSAGE = ref.say('请填写“职责”。', 'Fill in "duty".');
    ELSIF add_duty_to_body.holder IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'holder', MESSAGE = ref.say('请填写“承担人”。', 'Fill in "holder".');
    END IF;
    -- A duty lies with somebody who sits in the body.
    IF NOT EXISTS (SELECT FROM units.body_membership AS seat WHERE seat.body_id = of_record AND seat.person_id = add_duty_to_body.holder AND daterange(seat.from_day, seat.to_day) @> ref.today()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'holder', MESSAGE = ref.say('“承担人”现在不是该机构的成员。', '"holder" has no seat in this body today.'), HINT = ref.say('请先“增加成员”。', 'Add a seat first.');
    END IF;
    INSERT INTO units.body_duty (body_id, duty, holder_id)
    VALUES (of_record, nullif(btrim(add_duty_to_body.duty), ''), add_duty_to_body.holder) RETURNING id INTO made;
    PERFORM audit.record('add_duty', 'campaign', 'body ' || of_record, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION units.add_duty_to_body(bigint, text, bigint) IS '增加职责 | add a duty';

CREATE OR REPLACE FUNCTION people.list_public_capacities(of_kind text DEFAULT NULL)
RETURNS TABLE (id bigint, person_name text, kind text, level text, from_day date, to_day date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('campaign', 'see');
BEGIN
    IF NOT access.may('campaign', 'see') AND NOT access.may('campaign', 'create') THEN
        PERFORM access.refuse('campaign', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, (SELECT person.name FROM people.person WHERE person.id = found_record.person_id), found_record.kind, found_record.level, found_record.from_day, found_record.to_day
    FROM people.public_capacity AS found_record
    WHERE (of_kind IS NULL OR found_record.kind = of_kind)
      AND (everybody OR access.may_record('campaign', 'see', NULL, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.kind, found_record.id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION people.list_public_capacities(text) IS '代表委员一览 | public capacity, within reach';

CREATE OR REPLACE FUNCTION people.read_public_capacity(of_record bigint)
RETURNS TABLE (id bigint, person_name text, kind text, level text, from_day date, to_day date, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM people.public_capacity AS found_record WHERE found_record.id = of_record AND access.may_record('campaign', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, (SELECT person.name FROM people.person WHERE person.id = found_record.person_id), found_record.kind, found_record.level, found_record.from_day, found_record.to_day, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM people.public_capacity AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION people.read_public_capacity(bigint) IS '代表委员详情 | one of: public capacity';

CREATE OR REPLACE FUNCTION people.add_public_capacity(person bigint, kind text, level text, from_day date, to_day date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('campaign', 'create', NULL, ARRAY[access.person_id()], NULL);
    IF add_public_capacity.person IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'person', MESSAGE = ref.say('请填写“姓名”。', 'Fill in "person".');
    ELSIF add_public_capacity.kind IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('请填写“身份”。', 'Fill in "capacity".');
    ELSIF add_public_capacity.kind NOT IN ('party_delegate', 'congress_delegate', 'cppcc', 'democratic_party') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“身份”只能是:党代表、人大代表、政协委员、民主党派。', '"capacity" is one of: party delegate, delegate of a people''s congress, CPPCC member, member of a democratic party.');
    ELSIF add_public_capacity.level IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'level', MESSAGE = ref.say('请填写“层级”。', 'Fill in "level".');
    ELSIF add_public_capacity.level NOT IN ('district', 'city', 'province', 'national') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'level', MESSAGE = ref.say('“层级”只能是:区县、市、省、全国。', '"level" is one of: district, city, province, national.');
    ELSIF add_public_capacity.from_day IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'from_day', MESSAGE = ref.say('请填写“开始日期”。', 'Fill in "from".');
    END IF;
    PERFORM registers.require_later('to_day', '结束日期', 'to', add_public_capacity.to_day, '开始日期', 'from', add_public_capacity.from_day, true);
    INSERT INTO people.public_capacity (person_id, kind, level, from_day, to_day)
    VALUES (add_public_capacity.person, add_public_capacity.kind, add_public_capacity.level, add_public_capacity.from_day, add_public_capacity.to_day) RETURNING id INTO made;
    PERFORM audit.record('write', 'campaign', 'public_capacity ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION people.add_public_capacity(bigint, text, text, date, date) IS '登记代表委员 | registers: public capacity';

CREATE OR REPLACE FUNCTION people.change_public_capacity(of_record bigint, person bigint DEFAULT NULL, kind text DEFAULT NULL, level text DEFAULT NULL, from_day date DEFAULT NULL, to_day date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM people.public_capacity AS found_record WHERE found_record.id = of_record AND access.may_record('campaign', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM people.public_capacity AS found_record WHERE found_record.id = of_record AND access.may_record('campaign', 'edit', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('campaign', 'edit');
    END IF;
    IF change_public_capacity.kind NOT IN ('party_delegate', 'congress_delegate', 'cppcc', 'democratic_party') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“身份”只能是:党代表、人大代表、政协委员、民主党派。', '"capacity" is one of: party delegate, delegate of a people''s congress, CPPCC member, member of a democratic party.');
    ELSIF change_public_capacity.level NOT IN ('district', 'city', 'province', 'national') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'level', MESSAGE = ref.say('“层级”只能是:区县、市、省、全国。', '"level" is one of: district, city, province, national.');
    END IF;
    PERFORM registers.require_later('to_day', '结束日期', 'to', coalesce(change_public_capacity.to_day, found_record.to_day), '开始日期', 'from', coalesce(change_public_capacity.from_day, found_record.from_day), true) FROM people.public_capacity AS found_record WHERE found_record.id = of_record;
    UPDATE people.public_capacity AS found_record SET person_id = coalesce(change_public_capacity.person, found_record.person_id), kind = coalesce(change_public_capacity.kind, found_record.kind), level = coalesce(change_public_capacity.level, found_record.level), from_day = coalesce(change_public_capacity.from_day, found_record.from_day), to_day = coalesce(change_public_capacity.to_day, found_record.to_day)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'campaign', 'public_capacity ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION people.change_public_capacity(bigint, bigint, text, text, date, date) IS '更正代表委员(空栏不变) | corrects: public capacity; empty fields stay';

CREATE OR REPLACE FUNCTION people.list_public_capacity_capacity_consultations(of_record bigint)
RETURNS TABLE (id bigint, asked_on date, asked_by_name text, answer text, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM people.public_capacity AS found_record WHERE found_record.id = of_record AND access.may_record('campaign', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY SELECT found_record.id, found_record.asked_on, (SELECT person.name FROM people.person WHERE person.id = found_record.asked_by_id), found_record.answer, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM people.capacity_consultation AS found_record WHERE found_record.public_capacity_id = of_record ORDER BY found_record.id;
END
$$;
COMMENT ON FUNCTION people.list_public_capacity_capacity_consultations(bigint) IS '代表委员:征求意见 | consultations of: public capacity';

CREATE OR REPLACE FUNCTION people.add_consultation_to_public_capacity(of_record bigint, asked_on date, asked_by bigint, answer text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM people.public_capacity AS found_record WHERE found_record.id = of_record AND access.may_record('campaign', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM people.public_capacity AS found_record WHERE found_record.id = of_record AND access.may_record('campaign', 'edit', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('campaign', 'edit');
    END IF;
    IF add_consultation_to_public_capacity.asked_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'asked_on', MESSAGE = ref.say('请填写“日期”。', 'Fill in "day".');
    ELSIF add_consultation_to_public_capacity.asked_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'asked_on', MESSAGE = ref.say('“日期”不能晚于今天。', '"day" cannot lie in the future.');
    ELSIF add_consultation_to_public_capacity.asked_by IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'asked_by', MESSAGE = ref.say('请填写“征求人”。', 'Fill in "asked by".');
    ELSIF coalesce(btrim(add_consultation_to_public_capacity.answer), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'answer', MESSAGE = ref.say('请填写“意见”。', 'Fill in "answer".');
    END IF;
    INSERT INTO people.capacity_consultation (public_capacity_id, asked_on, asked_by_id, answer)
    VALUES (of_record, add_consultation_to_public_capacity.asked_on, add_consultation_to_public_capacity.asked_by, nullif(btrim(add_consultation_to_public_capacity.answer), '')) RETURNING id INTO made;
    PERFORM audit.record('add_consultation', 'campaign', 'public_capacity ' || of_record, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION people.add_consultation_to_public_capacity(bigint, date, bigint, text) IS '登记征求意见 | note a consultation';

CREATE OR REPLACE FUNCTION field.list_phase_deliverables(only_open boolean DEFAULT NULL, of_phase bigint DEFAULT NULL)
RETURNS TABLE (id bigint, phase_id bigint, what text, due_on date, owner_name text, paper_id bigint, accepted_on date, accepted_by_name text, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('campaign', 'see');
BEGIN
    IF NOT access.may('campaign', 'see') AND NOT access.may('campaign', 'create') THEN
        PERFORM access.refuse('campaign', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.phase_id, found_record.what, found_record.due_on, (SELECT person.name FROM people.person WHERE person.id = found_record.owner_id), found_record.paper_id, found_record.accepted_on, (SELECT person.name FROM people.person WHERE person.id = found_record.accepted_by_id), found_record.state
    FROM field.phase_deliverable AS found_record
    WHERE (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = found_record.lifecycle AND step.state = found_record.state AND step.is_open))
      AND (of_phase IS NULL OR found_record.phase_id = of_phase)
      AND (everybody OR access.may_record('campaign', 'see', NULL, ARRAY[found_record.owner_id, found_record.created_by], NULL))
    ORDER BY found_record.due_on LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION field.list_phase_deliverables(boolean, bigint) IS '阶段任务一览 | deliverable, within reach';

CREATE OR REPLACE FUNCTION field.read_phase_deliverable(of_record bigint)
RETURNS TABLE (id bigint, phase_id bigint, what text, due_on date, owner_name text, paper_id bigint, accepted_on date, accepted_by_name text, state text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.phase_deliverable AS found_record WHERE found_record.id = of_record AND access.may_record('campaign', 'see', NULL, ARRAY[found_record.owner_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.phase_id, found_record.what, found_record.due_on, (SELECT person.name FROM people.person WHERE person.id = found_record.owner_id), found_record.paper_id, found_record.accepted_on, (SELECT person.name FROM people.person WHERE person.id = found_record.accepted_by_id), found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM field.phase_deliverable AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION field.read_phase_deliverable(bigint) IS '阶段任务详情 | one of: deliverable';

-- All of a phase is accepted by its last day; so nothing of it is due later.
CREATE OR REPLACE FUNCTION field.require_within_phase(of_phase bigint, due_on date) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
    last_day date;
BEGIN
    SELECT phase.ends_on INTO last_day FROM field.campaign_phase AS phase WHERE phase.id = of_phase;
    IF due_on > last_day THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'due_on', MESSAGE = ref.say(format('“期限”不能晚于阶段的截止日期 %s。', last_day), format('"due" cannot lie after the last day of its phase, %s.', last_day));
    END IF;
END
$$;
COMMENT ON FUNCTION field.require_within_phase(bigint, date) IS '要求期限在阶段之内 | refuses what is due after its phase';

CREATE OR REPLACE FUNCTION field.add_phase_deliverable(phase bigint, what text, due_on date, owner bigint, paper bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('campaign', 'create', NULL, ARRAY[access.person_id(), add_phase_deliverable.owner], NULL);
    IF add_phase_deliverable.phase IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'phase', MESSAGE = ref.say('请填写“阶段”。', 'Fill in "phase".');
    ELSIF coalesce(btrim(add_phase_deliverable.what), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'what', MESSAGE = ref.say('请填写“交付内容”。', 'Fill in "what".');
    ELSIF add_phase_deliverable.due_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'due_on', MESSAGE = ref.say('请填写“期限”。', 'Fill in "due".');
    ELSIF add_phase_deliverable.owner IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'owner', MESSAGE = ref.say('请填写“负责人”。', 'Fill in "owner".');
    END IF;
    PERFORM registers.require_key('field.campaign_phase', 'phase', '阶段', 'phase', add_phase_deliverable.phase);
    PERFORM registers.require_key('registers.document', 'paper', '文件', 'paper', add_phase_deliverable.paper);
    PERFORM field.require_within_phase(add_phase_deliverable.phase, add_phase_deliverable.due_on);
    INSERT INTO field.phase_deliverable (phase_id, what, due_on, owner_id, paper_id)
    VALUES (add_phase_deliverable.phase, nullif(btrim(add_phase_deliverable.what), ''), add_phase_deliverable.due_on, add_phase_deliverable.owner, add_phase_deliverable.paper) RETURNING id INTO made;
    PERFORM work.begin('phase_deliverable', made);
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.add_phase_deliverable(bigint, text, date, bigint, bigint) IS '登记阶段任务 | registers: deliverable';

CREATE OR REPLACE FUNCTION field.change_phase_deliverable(of_record bigint, phase bigint DEFAULT NULL, what text DEFAULT NULL, due_on date DEFAULT NULL, owner bigint DEFAULT NULL, paper bigint DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('phase_deliverable', of_record, 'edit');
    IF NOT (SELECT is_open FROM field.phase_deliverable AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    PERFORM registers.require_key('field.campaign_phase', 'phase', '阶段', 'phase', change_phase_deliverable.phase);
    PERFORM registers.require_key('registers.document', 'paper', '文件', 'paper', change_phase_deliverable.paper);
    PERFORM field.require_within_phase(coalesce(change_phase_deliverable.phase, found_record.phase_id), coalesce(change_phase_deliverable.due_on, found_record.due_on)) FROM field.phase_deliverable AS found_record WHERE found_record.id = of_record;
    UPDATE field.phase_deliverable AS found_record SET phase_id = coalesce(change_phase_deliverable.phase, found_record.phase_id), what = coalesce(nullif(btrim(change_phase_deliverable.what), ''), found_record.what), due_on = coalesce(change_phase_deliverable.due_on, found_record.due_on), owner_id = coalesce(change_phase_deliverable.owner, found_record.owner_id), paper_id = coalesce(change_phase_deliverable.paper, found_record.paper_id)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'campaign', 'phase_deliverable ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION field.change_phase_deliverable(bigint, bigint, text, date, bigint, bigint) IS '更正阶段任务(空栏不变) | corrects: deliverable; empty fields stay';

CREATE OR REPLACE FUNCTION field.list_meetings(of_body bigint DEFAULT NULL, matching text DEFAULT NULL)
RETURNS TABLE (id bigint, title text, body_id bigint, held_on date, is_monthly_study boolean, chair_name text, attendees_names text, place_text text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('meeting', 'see');
BEGIN
    IF NOT access.may('meeting', 'see') AND NOT access.may('meeting', 'create') THEN
        PERFORM access.refuse('meeting', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.body_id, found_record.held_on, found_record.is_monthly_study, (SELECT person.name FROM people.person WHERE person.id = found_record.chair_id), (SELECT string_agg(person.name, '、' ORDER BY person.id) FROM people.person WHERE person.id = ANY (found_record.attendees_ids)), found_record.place_text
    FROM field.meeting AS found_record
    WHERE (of_body IS NULL OR found_record.body_id = of_body)
      AND (matching IS NULL OR strpos(found_record.title, matching) > 0 OR strpos(found_record.place_text, matching) > 0 OR strpos(found_record.minutes, matching) > 0)
      AND (everybody OR access.may_record('meeting', 'see', NULL, ARRAY[found_record.chair_id, found_record.created_by] || found_record.attendees_ids, NULL))
    ORDER BY found_record.held_on DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION field.list_meetings(bigint, text) IS '会议一览 | meeting, within reach';

CREATE OR REPLACE FUNCTION field.read_meeting(of_record bigint)
RETURNS TABLE (id bigint, title text, body_id bigint, held_on date, is_monthly_study boolean, chair_name text, attendees_names text, place_text text, minutes text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.meeting AS found_record WHERE found_record.id = of_record AND access.may_record('meeting', 'see', NULL, ARRAY[found_record.chair_id, found_record.created_by] || found_record.attendees_ids, NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.body_id, found_record.held_on, found_record.is_monthly_study, (SELECT person.name FROM people.person WHERE person.id = found_record.chair_id), (SELECT string_agg(person.name, '、' ORDER BY person.id) FROM people.person WHERE person.id = ANY (found_record.attendees_ids)), found_record.place_text, found_record.minutes, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM field.meeting AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION field.read_meeting(bigint) IS '会议详情 | one of: meeting';

CREATE OR REPLACE FUNCTION field.add_meeting(title text, held_on date, chair bigint, body bigint DEFAULT NULL, is_monthly_study boolean DEFAULT NULL, attendees bigint[] DEFAULT NULL, place_text text DEFAULT NULL, minutes text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('meeting', 'create', NULL, ARRAY[access.person_id(), add_meeting.chair], NULL);
    IF coalesce(btrim(add_meeting.title), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'title', MESSAGE = ref.say('请填写“会议名称”。', 'Fill in "title".');
    ELSIF add_meeting.held_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'held_on', MESSAGE = ref.say('请填写“日期”。', 'Fill in "held on".');
    ELSIF add_meeting.chair IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'chair', MESSAGE = ref.say('请填写“主持人”。', 'Fill in "chair".');
    END IF;
    PERFORM registers.require_key('units.body', 'body', '召开机构', 'body', add_meeting.body);
    -- What has not been held has no minutes, and who came is not known.
    IF add_meeting.held_on > ref.today() AND nullif(btrim(add_meeting.minutes), '') IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'minutes', MESSAGE = ref.say('会议还没有开,“会议记录”请会后填写。', 'It has not been held yet: write "minutes" afterwards.');
    END IF;
    INSERT INTO field.meeting (title, held_on, chair_id, body_id, is_monthly_study, attendees_ids, place_text, minutes)
    VALUES (nullif(btrim(add_meeting.title), ''), add_meeting.held_on, add_meeting.chair, add_meeting.body, add_meeting.is_monthly_study, add_meeting.attendees, nullif(btrim(add_meeting.place_text), ''), nullif(btrim(add_meeting.minutes), '')) RETURNING id INTO made;
    PERFORM audit.record('write', 'meeting', 'meeting ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.add_meeting(text, date, bigint, bigint, boolean, bigint[], text, text) IS '登记会议 | registers: meeting';

CREATE OR REPLACE FUNCTION field.change_meeting(of_record bigint, title text DEFAULT NULL, body bigint DEFAULT NULL, held_on date DEFAULT NULL, is_monthly_study boolean DEFAULT NULL, chair bigint DEFAULT NULL, place_text text DEFAULT NULL, minutes text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.meeting AS found_record WHERE found_record.id = of_record AND access.may_record('meeting', 'see', NULL, ARRAY[found_record.chair_id, found_record.created_by] || found_record.attendees_ids, NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM field.meeting AS found_record WHERE found_record.id = of_record AND access.may_record('meeting', 'edit', NULL, ARRAY[found_record.chair_id, found_record.created_by] || found_record.attendees_ids, NULL)) THEN
        PERFORM access.refuse('meeting', 'edit');
    END IF;
    PERFORM registers.require_key('units.body', 'body', '召开机构', 'body', change_meeting.body);
    -- What has not been held has no minutes, and who came is not known.
    IF coalesce(change_meeting.held_on, (SELECT found_record.held_on FROM field.meeting AS found_record WHERE found_record.id = of_record)) > ref.today() AND nullif(btrim(change_meeting.minutes), '') IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'minutes', MESSAGE = ref.say('会议还没有开,“会议记录”请会后填写。', 'It has not been held yet: write "minutes" afterwards.');
    END IF;
    UPDATE field.meeting AS found_record SET title = coalesce(nullif(btrim(change_meeting.title), ''), found_record.title), body_id = coalesce(change_meeting.body, found_record.body_id), held_on = coalesce(change_meeting.held_on, found_record.held_on), is_monthly_study = coalesce(change_meeting.is_monthly_study, found_record.is_monthly_study), chair_id = coalesce(change_meeting.chair, found_record.chair_id), place_text = coalesce(nullif(btrim(change_meeting.place_text), ''), found_record.place_text), minutes = coalesce(nullif(btrim(change_meeting.minutes), ''), found_record.minutes)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'meeting', 'meeting ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION field.change_meeting(bigint, text, bigint, date, boolean, bigint, text, text) IS '更正会议(空栏不变) | corrects: meeting; empty fields stay';

CREATE OR REPLACE FUNCTION field.list_meeting_agenda_items(of_record bigint)
RETURNS TABLE (id bigint, ordinal int, topic text, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.meeting AS found_record WHERE found_record.id = of_record AND access.may_record('meeting', 'see', NULL, ARRAY[found_record.chair_id, found_record.created_by] || found_record.attendees_ids, NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY SELECT found_record.id, found_record.ordinal, found_record.topic, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM field.agenda_item AS found_record WHERE found_record.meeting_id = of_record ORDER BY found_record.ordinal, found_record.id;
END
$$;
COMMENT ON FUNCTION field.list_meeting_agenda_items(bigint) IS '会议:议程 | agenda of: meeting';

CREATE OR REPLACE FUNCTION field.add_agenda_item_to_meeting(of_record bigint, ordinal int, topic text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM field.meeting AS found_record WHERE found_record.id = of_record AND access.may_record('meeting', 'see', NULL, ARRAY[found_record.chair_id, found_record.created_by] || found_record.attendees_ids, NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM field.meeting AS found_record WHERE found_record.id = of_record AND access.may_record('meeting', 'edit', NULL, ARRAY[found_record.chair_id, found_record.created_by] || found_record.attendees_ids, NULL)) THEN
        PERFORM access.refuse('meeting', 'edit');
    END IF;
    IF add_agenda_item_to_meeting.ordinal IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'ordinal', MESSAGE = ref.say('请填写“序号”。', 'Fill in "number".');
    ELSIF add_agenda_item_to_meeting.ordinal < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'ordinal', MESSAGE = ref.say('“序号”不能是负数。', '"number" cannot be negative.');
    ELSIF coalesce(btrim(add_agenda_item_to_meeting.topic), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'topic', MESSAGE = ref.say('请填写“议题”。', 'Fill in "topic".');
    END IF;
    IF EXISTS (SELECT FROM field.agenda_item AS other WHERE other.meeting_id = of_record AND other.ordinal = add_agenda_item_to_meeting.ordinal) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'ordinal', MESSAGE = ref.say(format('“序号”%s 已有议题,请用下一个。', add_agenda_item_to_meeting.ordinal), format('"number" %s has a topic already; take the next.', add_agenda_item_to_meeting.ordinal));
    END IF;
    INSERT INTO field.agenda_item (meeting_id, ordinal, topic)
    VALUES (of_record, add_agenda_item_to_meeting.ordinal, nullif(btrim(add_agenda_item_to_meeting.topic), '')) RETURNING id INTO made;
    PERFORM audit.record('add_agenda_item', 'meeting', 'meeting ' || of_record, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.add_agenda_item_to_meeting(bigint, int, text) IS '增加议题 | add a topic';

CREATE OR REPLACE FUNCTION field.list_decisions(only_open boolean DEFAULT NULL, of_meeting bigint DEFAULT NULL)
RETURNS TABLE (id bigint, meeting_id bigint, what text, outcome text, responsible_name text, deadline date, no_reason text, done_on date, done_note text, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('meeting', 'see');
BEGIN
    IF NOT access.may('meeting', 'see') AND NOT access.may('meeting', 'create') THEN
        PERFORM access.refuse('meeting', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.meeting_id, found_record.what, found_record.outcome, (SELECT person.name FROM people.person WHERE person.id = found_record.responsible_id), found_record.deadline, found_record.no_reason, found_record.done_on, found_record.done_note, found_record.state
    FROM field.decision AS found_record
    WHERE (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = found_record.lifecycle AND step.state = found_record.state AND step.is_open))
      AND (of_meeting IS NULL OR found_record.meeting_id = of_meeting)
      AND (everybody OR access.may_record('meeting', 'see', NULL, ARRAY[found_record.responsible_id, found_record.created_by], NULL))
    ORDER BY found_record.deadline, found_record.id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION field.list_decisions(boolean, bigint) IS '会议决议一览 | decision, within reach';

CREATE OR REPLACE FUNCTION field.read_decision(of_record bigint)
RETURNS TABLE (id bigint, meeting_id bigint, what text, outcome text, responsible_name text, deadline date, no_reason text, done_on date, done_note text, state text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.decision AS found_record WHERE found_record.id = of_record AND access.may_record('meeting', 'see', NULL, ARRAY[found_record.responsible_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.meeting_id, found_record.what, found_record.outcome, (SELECT person.name FROM people.person WHERE person.id = found_record.responsible_id), found_record.deadline, found_record.no_reason, found_record.done_on, found_record.done_note, found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM field.decision AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION field.read_decision(bigint) IS '会议决议详情 | one of: decision';

CREATE OR REPLACE FUNCTION field.add_decision(meeting bigint, what text, outcome text, responsible bigint DEFAULT NULL, deadline date DEFAULT NULL, no_reason text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('meeting', 'create', NULL, ARRAY[access.person_id(), add_decision.responsible], NULL);
    IF add_decision.meeting IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'meeting', MESSAGE = ref.say('请填写“会议”。', 'Fill in "meeting".');
    ELSIF coalesce(btrim(add_decision.what), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'what', MESSAGE = ref.say('请填写“决议”。', 'Fill in "decision".');
    ELSIF add_decision.outcome IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'outcome', MESSAGE = ref.say('请填写“结论”。', 'Fill in "outcome".');
    ELSIF add_decision.outcome NOT IN ('task', 'no') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'outcome', MESSAGE = ref.say('“结论”只能是:办理、不予办理。', '"outcome" is one of: to be done, no.');
    END IF;
    PERFORM registers.require_key('field.meeting', 'meeting', '会议', 'meeting', add_decision.meeting);
    IF (SELECT held.held_on FROM field.meeting AS held WHERE held.id = add_decision.meeting) > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', COLUMN = 'meeting', MESSAGE = ref.say('“会议”还没有开,不能登记决议。', '"meeting" has not been held yet and has decided nothing.');
    END IF;
    IF add_decision.outcome = 'task' AND (add_decision.responsible IS NULL OR add_decision.deadline IS NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = CASE WHEN add_decision.responsible IS NULL THEN 'responsible' ELSE 'deadline' END,
            MESSAGE = ref.say('要办的决议须填写“责任人”和“期限”。', 'A decision that is to be done has a "responsible person" and a "deadline".');
    ELSIF add_decision.deadline < (SELECT held.held_on FROM field.meeting AS held WHERE held.id = add_decision.meeting) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'deadline', MESSAGE = ref.say('“期限”不能早于会议日期。', '"deadline" cannot lie before the day of the meeting.');
    ELSIF add_decision.outcome = 'no' AND coalesce(btrim(add_decision.no_reason), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'no_reason', MESSAGE = ref.say('不予办理的,请填写“不办的原因”。', 'A "no" says why: fill in "why not".');
    END IF;
    INSERT INTO field.decision (meeting_id, what, outcome, responsible_id, deadline, no_reason)
    VALUES (add_decision.meeting, nullif(btrim(add_decision.what), ''), add_decision.outcome, add_decision.responsible, add_decision.deadline, nullif(btrim(add_decision.no_reason), '')) RETURNING id INTO made;
    PERFORM work.begin('decision', made);
    IF add_decision.outcome = 'no' THEN
        PERFORM work.transition('decision', made, 'drop', add_decision.no_reason);
    END IF;
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.add_decision(bigint, text, text, bigint, date, text) IS '登记会议决议 | registers: decision';

CREATE OR REPLACE FUNCTION field.change_decision(of_record bigint, meeting bigint DEFAULT NULL, what text DEFAULT NULL, outcome text DEFAULT NULL, responsible bigint DEFAULT NULL, deadline date DEFAULT NULL, no_reason text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    -- Whoever carries it out does not move its deadline.
    PERFORM work.require_row('decision', of_record, 'decide');
    IF NOT (SELECT is_open FROM field.decision AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    IF change_decision.outcome NOT IN ('task', 'no') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'outcome', MESSAGE = ref.say('“结论”只能是:办理、不予办理。', '"outcome" is one of: to be done, no.');
    END IF;
    PERFORM registers.require_key('field.meeting', 'meeting', '会议', 'meeting', change_decision.meeting);
    IF change_decision.outcome = 'no' AND (SELECT found_record.outcome FROM field.decision AS found_record WHERE found_record.id = of_record) = 'task' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', COLUMN = 'outcome', MESSAGE = ref.say('“结论”不在这里改:请用“改为不办”并写明原因。', '"outcome" is not changed here: drop the decision, saying why.');
    END IF;
    UPDATE field.decision AS found_record SET meeting_id = coalesce(change_decision.meeting, found_record.meeting_id), what = coalesce(nullif(btrim(change_decision.what), ''), found_record.what), outcome = coalesce(change_decision.outcome, found_record.outcome), responsible_id = coalesce(change_decision.responsible, found_record.responsible_id), deadline = coalesce(change_decision.deadline, found_record.deadline), no_reason = coalesce(nullif(btrim(change_decision.no_reason), ''), found_record.no_reason)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'meeting', 'decision ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION field.change_decision(bigint, bigint, text, text, bigint, date, text) IS '更正会议决议(空栏不变) | corrects: decision; empty fields stay';

CREATE OR REPLACE FUNCTION work.list_supervision_orders(only_open boolean DEFAULT NULL, of_unit bigint DEFAULT NULL, in_state text DEFAULT NULL)
RETURNS TABLE (id bigint, matter text, issue_number_text text, unit_label text, responsible_name text, reply_by date, issued_on date, replied_on date, times_returned int, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('meeting', 'see');
BEGIN
    IF NOT access.may('meeting', 'see') AND NOT access.may('meeting', 'create') THEN
        PERFORM access.refuse('meeting', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.matter, found_record.issue_number_text, units.label(found_record.unit_id), (SELECT person.name FROM people.person WHERE person.id = found_record.responsible_id), found_record.reply_by, found_record.issued_on, found_record.replied_on, found_record.times_returned, found_record.state
    FROM work.supervision_order AS found_record
    WHERE (only_open IS NOT TRUE OR EXISTS (SELECT FROM ref.lifecycle_state AS step WHERE step.lifecycle = found_record.lifecycle AND step.state = found_record.state AND step.is_open))
      AND (of_unit IS NULL OR found_record.unit_id = of_unit)
      AND (in_state IS NULL OR found_record.state = in_state)
      AND (everybody OR access.may_record('meeting', 'see', found_record.unit_id, ARRAY[found_record.responsible_id, found_record.created_by], NULL))
    ORDER BY found_record.reply_by, found_record.id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION work.list_supervision_orders(boolean, bigint, text) IS '督办单一览 | supervision order, within reach';

CREATE OR REPLACE FUNCTION work.read_supervision_order(of_record bigint)
RETURNS TABLE (id bigint, matter text, issue_number_text text, unit_label text, responsible_name text, reply_by date, issued_on date, reply text, replied_on date, replied_by_name text, times_returned int, state text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM work.supervision_order AS found_record WHERE found_record.id = of_record AND access.may_record('meeting', 'see', found_record.unit_id, ARRAY[found_record.responsible_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.matter, found_record.issue_number_text, units.label(found_record.unit_id), (SELECT person.name FROM people.person WHERE person.id = found_record.responsible_id), found_record.reply_by, found_record.issued_on, found_record.reply, found_record.replied_on, (SELECT person.name FROM people.person WHERE person.id = found_record.replied_by_id), found_record.times_returned, found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM work.supervision_order AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION work.read_supervision_order(bigint) IS '督办单详情 | one of: supervision order';

CREATE OR REPLACE FUNCTION work.add_supervision_order(matter text, of_unit bigint, responsible bigint, reply_by date, issue_number_text text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('meeting', 'create', add_supervision_order.of_unit, ARRAY[access.person_id(), add_supervision_order.responsible], NULL);
    IF coalesce(btrim(add_supervision_order.matter), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'matter', MESSAGE = ref.say('请填写“督办事项”。', 'Fill in "matter".');
    ELSIF add_supervision_order.of_unit IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_unit', MESSAGE = ref.say('请填写“责任部门”。', 'Fill in "to the unit".');
    ELSIF add_supervision_order.responsible IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'responsible', MESSAGE = ref.say('请填写“责任人”。', 'Fill in "responsible person".');
    ELSIF add_supervision_order.reply_by IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'reply_by', MESSAGE = ref.say('请填写“回复期限”。', 'Fill in "reply by".');
    END IF;
    IF add_supervision_order.reply_by < ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'reply_by', MESSAGE = ref.say('“回复期限”不能早于今天。', '"reply by" cannot lie in the past.');
    END IF;
    PERFORM registers.require_issue_number(add_supervision_order.issue_number_text);
    INSERT INTO work.supervision_order (matter, unit_id, responsible_id, reply_by, issue_number_text)
    VALUES (nullif(btrim(add_supervision_order.matter), ''), add_supervision_order.of_unit, add_supervision_order.responsible, add_supervision_order.reply_by, nullif(btrim(add_supervision_order.issue_number_text), '')) RETURNING id INTO made;
    PERFORM work.begin('supervision_order', made);
    UPDATE work.supervision_order AS found_record SET issued_on = ref.today() WHERE found_record.id = made;
    RETURN made;
END
$$;
COMMENT ON FUNCTION work.add_supervision_order(text, bigint, bigint, date, text) IS '登记督办单 | registers: supervision order';

CREATE OR REPLACE FUNCTION work.change_supervision_order(of_record bigint, matter text DEFAULT NULL, issue_number_text text DEFAULT NULL, of_unit bigint DEFAULT NULL, responsible bigint DEFAULT NULL, reply_by date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    -- Whoever has to reply does not move the day to reply by.
    PERFORM work.require_row('supervision_order', of_record, 'decide');
    PERFORM registers.require_issue_number(change_supervision_order.issue_number_text);
    IF NOT (SELECT is_open FROM work.supervision_order AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    IF change_supervision_order.reply_by < ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'reply_by', MESSAGE = ref.say('“回复期限”不能早于今天。', '"reply by" cannot lie in the past.');
    END IF;
    UPDATE work.supervision_order AS found_record SET matter = coalesce(nullif(btrim(change_supervision_order.matter), ''), found_record.matter), issue_number_text = coalesce(nullif(btrim(change_supervision_order.issue_number_text), ''), found_record.issue_number_text), unit_id = coalesce(change_supervision_order.of_unit, found_record.unit_id), responsible_id = coalesce(change_supervision_order.responsible, found_record.responsible_id), reply_by = coalesce(change_supervision_order.reply_by, found_record.reply_by)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'meeting', 'supervision_order ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION work.change_supervision_order(bigint, text, text, bigint, bigint, date) IS '更正督办单(空栏不变) | corrects: supervision order; empty fields stay';

CREATE OR REPLACE FUNCTION field.list_briefs(of_unit bigint DEFAULT NULL, in_state text DEFAULT NULL, matching text DEFAULT NULL)
RETURNS TABLE (id bigint, title text, brief_text text, unit_label text, written_on date, shows_people boolean, consent_checked boolean, writer_name text, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('meeting', 'see');
BEGIN
    IF NOT access.may('meeting', 'see') AND NOT access.may('meeting', 'create') THEN
        PERFORM access.refuse('meeting', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.brief_text, units.label(found_record.unit_id), found_record.written_on, found_record.shows_people, found_record.consent_checked, (SELECT person.name FROM people.person WHERE person.id = found_record.writer_id), found_record.state
    FROM field.brief AS found_record
    WHERE (of_unit IS NULL OR found_record.unit_id = of_unit)
      AND (in_state IS NULL OR found_record.state = in_state)
      AND (matching IS NULL OR strpos(found_record.title, matching) > 0 OR strpos(found_record.brief_text, matching) > 0)
      AND (everybody OR access.may_record('meeting', 'see', found_record.unit_id, ARRAY[found_record.writer_id, found_record.created_by], NULL))
    ORDER BY found_record.written_on DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION field.list_briefs(bigint, text, text) IS '信息简报一览 | brief, within reach';

CREATE OR REPLACE FUNCTION field.read_brief(of_record bigint)
RETURNS TABLE (id bigint, title text, brief_text text, unit_label text, written_on date, shows_people boolean, consent_checked boolean, writer_name text, state text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM field.brief AS found_record WHERE found_record.id = of_record AND access.may_record('meeting', 'see', found_record.unit_id, ARRAY[found_record.writer_id, found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.brief_text, units.label(found_record.unit_id), found_record.written_on, found_record.shows_people, found_record.consent_checked, (SELECT person.name FROM people.person WHERE person.id = found_record.writer_id), found_record.state, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM field.brief AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION field.read_brief(bigint) IS '信息简报详情 | one of: brief';

CREATE OR REPLACE FUNCTION field.add_brief(title text, brief_text text, of_unit bigint, written_on date, shows_people boolean, writer bigint, consent_checked boolean DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('meeting', 'create', add_brief.of_unit, ARRAY[access.person_id(), add_brief.writer], NULL);
    IF coalesce(btrim(add_brief.title), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'title', MESSAGE = ref.say('请填写“标题”。', 'Fill in "title".');
    ELSIF coalesce(btrim(add_brief.brief_text), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'brief_text', MESSAGE = ref.say('请填写“内容”。', 'Fill in "text".');
    ELSIF add_brief.of_unit IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_unit', MESSAGE = ref.say('请填写“部门”。', 'Fill in "unit".');
    ELSIF add_brief.written_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'written_on', MESSAGE = ref.say('请填写“日期”。', 'Fill in "written on".');
    ELSIF add_brief.written_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'written_on', MESSAGE = ref.say('“日期”不能晚于今天。', '"written on" cannot lie in the future.');
    ELSIF add_brief.shows_people IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'shows_people', MESSAGE = ref.say('请填写“有人物照片或姓名”。', 'Fill in "shows people".');
    ELSIF add_brief.writer IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'writer', MESSAGE = ref.say('请填写“撰稿人”。', 'Fill in "writer".');
    END IF;
    INSERT INTO field.brief (title, brief_text, unit_id, written_on, shows_people, writer_id, consent_checked)
    VALUES (nullif(btrim(add_brief.title), ''), nullif(btrim(add_brief.brief_text), ''), add_brief.of_unit, add_brief.written_on, add_brief.shows_people, add_brief.writer, add_brief.consent_checked) RETURNING id INTO made;
    PERFORM work.begin('brief', made);
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.add_brief(text, text, bigint, date, boolean, bigint, boolean) IS '登记信息简报 | registers: brief';

CREATE OR REPLACE FUNCTION field.change_brief(of_record bigint, title text DEFAULT NULL, brief_text text DEFAULT NULL, of_unit bigint DEFAULT NULL, written_on date DEFAULT NULL, shows_people boolean DEFAULT NULL, consent_checked boolean DEFAULT NULL, writer bigint DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row('brief', of_record, 'edit');
    IF NOT (SELECT is_open FROM field.brief AS found_record JOIN ref.lifecycle_state USING (lifecycle, state) WHERE found_record.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已经了结,不能再改。', 'It is finished and cannot be changed.');
    END IF;
    IF change_brief.written_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'written_on', MESSAGE = ref.say('“日期”不能晚于今天。', '"written on" cannot lie in the future.');
    END IF;
    UPDATE field.brief AS found_record SET title = coalesce(nullif(btrim(change_brief.title), ''), found_record.title), brief_text = coalesce(nullif(btrim(change_brief.brief_text), ''), found_record.brief_text), unit_id = coalesce(change_brief.of_unit, found_record.unit_id), written_on = coalesce(change_brief.written_on, found_record.written_on), shows_people = coalesce(change_brief.shows_people, found_record.shows_people), consent_checked = coalesce(change_brief.consent_checked, found_record.consent_checked), writer_id = coalesce(change_brief.writer, found_record.writer_id)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'meeting', 'brief ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION field.change_brief(bigint, text, text, bigint, date, boolean, boolean, bigint) IS '更正信息简报(空栏不变) | corrects: brief; empty fields stay';

CREATE OR REPLACE FUNCTION registers.list_regulations(of_kind text DEFAULT NULL, matching text DEFAULT NULL)
RETURNS TABLE (id bigint, title text, unit_label text, review_due_on date, issue_number_text text, kind text, version_number text, basis_title text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('document', 'see');
BEGIN
    IF NOT access.may('document', 'see') AND NOT access.may('document', 'create') THEN
        PERFORM access.refuse('document', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, units.label(found_record.unit_id), found_record.review_due_on, found_record.issue_number_text, found_record.kind,
        (SELECT version.number FROM registers.regulation_version AS version WHERE version.regulation_id = found_record.id AND daterange(version.in_force_from, version.in_force_to) @> ref.today()),
        (SELECT document.title || coalesce(' ' || document.number, '') FROM registers.document WHERE document.id = found_record.basis_id)
    FROM registers.regulation AS found_record
    WHERE (of_kind IS NULL OR found_record.kind = of_kind)
      AND (matching IS NULL OR strpos(found_record.title, matching) > 0 OR strpos(found_record.issue_number_text, matching) > 0)
      AND (everybody OR access.may_record('document', 'see', NULL, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.title LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION registers.list_regulations(text, text) IS '管理制度一览 | regulation, within reach';

CREATE OR REPLACE FUNCTION registers.read_regulation(of_record bigint)
RETURNS TABLE (id bigint, title text, unit_label text, review_due_on date, issue_number_text text, kind text, basis_title text, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.regulation AS found_record WHERE found_record.id = of_record AND access.may_record('document', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, units.label(found_record.unit_id), found_record.review_due_on, found_record.issue_number_text, found_record.kind, (SELECT document.title || coalesce(' ' || document.number, '') FROM registers.document WHERE document.id = found_record.basis_id), (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.regulation AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION registers.read_regulation(bigint) IS '管理制度详情 | one of: regulation';

CREATE OR REPLACE FUNCTION registers.add_regulation(title text, of_unit bigint, review_due_on date, kind text, issue_number_text text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('document', 'create', NULL, ARRAY[access.person_id()], NULL);
    IF coalesce(btrim(add_regulation.title), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'title', MESSAGE = ref.say('请填写“制度名称”。', 'Fill in "title".');
    ELSIF add_regulation.of_unit IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_unit', MESSAGE = ref.say('请填写“主管部门”。', 'Fill in "unit".');
    ELSIF add_regulation.review_due_on IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'review_due_on', MESSAGE = ref.say('请填写“下次评审”。', 'Fill in "review due".');
    ELSIF add_regulation.kind IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('请填写“类别”。', 'Fill in "kind".');
    ELSIF add_regulation.kind NOT IN ('teaching', 'students', 'staff', 'finance', 'safety', 'party', 'other') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“类别”只能是:教学、学生、人事、财务、安全、党建、其他。', '"kind" is one of: teaching, students, staff, finance, safety, party, other.');
    END IF;
    PERFORM registers.require_issue_number(add_regulation.issue_number_text);
    INSERT INTO registers.regulation (title, unit_id, review_due_on, kind, issue_number_text)
    VALUES (nullif(btrim(add_regulation.title), ''), add_regulation.of_unit, add_regulation.review_due_on, add_regulation.kind, nullif(btrim(add_regulation.issue_number_text), '')) RETURNING id INTO made;
    PERFORM audit.record('write', 'document', 'regulation ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_regulation(text, bigint, date, text, text) IS '登记管理制度 | registers: regulation';

CREATE OR REPLACE FUNCTION registers.change_regulation(of_record bigint, title text DEFAULT NULL, of_unit bigint DEFAULT NULL, review_due_on date DEFAULT NULL, issue_number_text text DEFAULT NULL, kind text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.regulation AS found_record WHERE found_record.id = of_record AND access.may_record('document', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM registers.regulation AS found_record WHERE found_record.id = of_record AND access.may_record('document', 'edit', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('document', 'edit');
    END IF;
    IF change_regulation.kind NOT IN ('teaching', 'students', 'staff', 'finance', 'safety', 'party', 'other') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'kind', MESSAGE = ref.say('“类别”只能是:教学、学生、人事、财务、安全、党建、其他。', '"kind" is one of: teaching, students, staff, finance, safety, party, other.');
    END IF;
    PERFORM registers.require_issue_number(change_regulation.issue_number_text);
    UPDATE registers.regulation AS found_record SET title = coalesce(nullif(btrim(change_regulation.title), ''), found_record.title), unit_id = coalesce(change_regulation.of_unit, found_record.unit_id), review_due_on = coalesce(change_regulation.review_due_on, found_record.review_due_on), issue_number_text = coalesce(nullif(btrim(change_regulation.issue_number_text), ''), found_record.issue_number_text), kind = coalesce(change_regulation.kind, found_record.kind)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'document', 'regulation ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.change_regulation(bigint, text, bigint, date, text, text) IS '更正管理制度(空栏不变) | corrects: regulation; empty fields stay';

CREATE OR REPLACE FUNCTION registers.list_regulation_regulation_versions(of_record bigint)
RETURNS TABLE (id bigint, number text, in_force_from date, in_force_to date, wording text, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.regulation AS found_record WHERE found_record.id = of_record AND access.may_record('document', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY SELECT found_record.id, found_record.number, found_record.in_force_from, found_record.in_force_to, found_record.wording, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.regulation_version AS found_record WHERE found_record.regulation_id = of_record ORDER BY found_record.in_force_from, found_record.id;
END
$$;
COMMENT ON FUNCTION registers.list_regulation_regulation_versions(bigint) IS '管理制度:版本 | versions of: regulation';

CREATE OR REPLACE FUNCTION registers.add_regulation_version_to_regulation(of_record bigint, number text, in_force_from date, in_force_to date DEFAULT NULL, wording text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM registers.regulation AS found_record WHERE found_record.id = of_record AND access.may_record('document', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM registers.regulation AS found_record WHERE found_record.id = of_record AND access.may_record('document', 'edit', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('document', 'edit');
    END IF;
    IF coalesce(btrim(add_regulation_version_to_regulation.number), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'number', MESSAGE = ref.say('请填写“版本号”。', 'Fill in "number".');
    ELSIF add_regulation_version_to_regulation.in_force_from IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'in_force_from', MESSAGE = ref.say('请填写“施行日期”。', 'Fill in "in force from".');
    END IF;
    PERFORM registers.require_later('in_force_to', '废止日期', 'in force to', add_regulation_version_to_regulation.in_force_to, '施行日期', 'in force from', add_regulation_version_to_regulation.in_force_from);
    IF EXISTS (SELECT FROM registers.regulation_version AS other WHERE other.regulation_id = of_record AND other.number = btrim(add_regulation_version_to_regulation.number)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'number', MESSAGE = ref.say('“版本号”已经有了,请用新的。', '"number": there is a version of this number; take another.');
    END IF;
    IF EXISTS (SELECT FROM registers.regulation_version AS other WHERE other.regulation_id = of_record
               AND daterange(other.in_force_from, other.in_force_to) && daterange(add_regulation_version_to_regulation.in_force_from, add_regulation_version_to_regulation.in_force_to)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'in_force_from', MESSAGE = ref.say('“施行日期”:这段时间另有施行的版本,请先“废止现行版本”。', '"in force from": another version is in force in this time; end it first.');
    END IF;
    INSERT INTO registers.regulation_version (regulation_id, number, in_force_from, in_force_to, wording)
    VALUES (of_record, nullif(btrim(add_regulation_version_to_regulation.number), ''), add_regulation_version_to_regulation.in_force_from, add_regulation_version_to_regulation.in_force_to, nullif(btrim(add_regulation_version_to_regulation.wording), '')) RETURNING id INTO made;
    PERFORM audit.record('add_regulation_version', 'document', 'regulation ' || of_record, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_regulation_version_to_regulation(bigint, text, date, date, text) IS '登记版本 | add a version';

CREATE OR REPLACE FUNCTION registers.list_fee_items(matching text DEFAULT NULL)
RETURNS TABLE (id bigint, title text, amount numeric, per text, basis_id bigint, basis_title text, from_day date, to_day date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('document', 'see');
BEGIN
    IF NOT access.may('document', 'see') AND NOT access.may('document', 'create') THEN
        PERFORM access.refuse('document', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.amount, found_record.per, found_record.basis_id, (SELECT document.title || coalesce(' ' || document.number, '') FROM registers.document WHERE document.id = found_record.basis_id), found_record.from_day, found_record.to_day
    FROM registers.fee_item AS found_record
    WHERE (matching IS NULL OR strpos(found_record.title, matching) > 0 OR strpos(found_record.per, matching) > 0)
      AND (everybody OR access.may_record('document', 'see', NULL, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.title LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION registers.list_fee_items(text) IS '收费项目一览 | fee, within reach';

CREATE OR REPLACE FUNCTION registers.read_fee_item(of_record bigint)
RETURNS TABLE (id bigint, title text, amount numeric, per text, basis_id bigint, basis_title text, from_day date, to_day date, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.fee_item AS found_record WHERE found_record.id = of_record AND access.may_record('document', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.title, found_record.amount, found_record.per, found_record.basis_id, (SELECT document.title || coalesce(' ' || document.number, '') FROM registers.document WHERE document.id = found_record.basis_id), found_record.from_day, found_record.to_day, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.fee_item AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION registers.read_fee_item(bigint) IS '收费项目详情 | one of: fee';

CREATE OR REPLACE FUNCTION registers.add_fee_item(title text, amount numeric(12,2), per text, basis bigint, from_day date, to_day date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('document', 'create', NULL, ARRAY[access.person_id()], NULL);
    IF coalesce(btrim(add_fee_item.title), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'title', MESSAGE = ref.say('请填写“收费项目”。', 'Fill in "title".');
    ELSIF add_fee_item.amount IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'amount', MESSAGE = ref.say('请填写“标准(元)”。', 'Fill in "amount (CNY)".');
    ELSIF add_fee_item.amount < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'amount', MESSAGE = ref.say('“标准(元)”不能是负数。', '"amount (CNY)" cannot be negative.');
    ELSIF coalesce(btrim(add_fee_item.per), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'per', MESSAGE = ref.say('请填写“计费单位”。', 'Fill in "per".');
    ELSIF add_fee_item.basis IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'basis', MESSAGE = ref.say('请填写“依据文件”。', 'Fill in "legal basis".');
    ELSIF add_fee_item.from_day IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'from_day', MESSAGE = ref.say('请填写“开始日期”。', 'Fill in "from".');
    END IF;
    PERFORM registers.require_later('to_day', '结束日期', 'to', add_fee_item.to_day, '开始日期', 'from', add_fee_item.from_day);
    PERFORM registers.require_key('registers.document', 'basis', '依据文件', 'legal basis', add_fee_item.basis);
    INSERT INTO registers.fee_item (title, amount, per, basis_id, from_day, to_day)
    VALUES (nullif(btrim(add_fee_item.title), ''), add_fee_item.amount, nullif(btrim(add_fee_item.per), ''), add_fee_item.basis, add_fee_item.from_day, add_fee_item.to_day) RETURNING id INTO made;
    PERFORM audit.record('write', 'document', 'fee_item ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_fee_item(text, numeric(12,2), text, bigint, date, date) IS '登记收费项目 | registers: fee';

CREATE OR REPLACE FUNCTION registers.change_fee_item(of_record bigint, title text DEFAULT NULL, amount numeric(12,2) DEFAULT NULL, per text DEFAULT NULL, basis bigint DEFAULT NULL, from_day date DEFAULT NULL, to_day date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.fee_item AS found_record WHERE found_record.id = of_record AND access.may_record('document', 'see', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM registers.fee_item AS found_record WHERE found_record.id = of_record AND access.may_record('document', 'edit', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('document', 'edit');
    END IF;
    IF change_fee_item.amount < 0 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'amount', MESSAGE = ref.say('“标准(元)”不能是负数。', '"amount (CNY)" cannot be negative.');
    END IF;
    PERFORM registers.require_later('to_day', '结束日期', 'to', coalesce(change_fee_item.to_day, found_record.to_day), '开始日期', 'from', coalesce(change_fee_item.from_day, found_record.from_day)) FROM registers.fee_item AS found_record WHERE found_record.id = of_record;
    PERFORM registers.require_key('registers.document', 'basis', '依据文件', 'legal basis', change_fee_item.basis);
    UPDATE registers.fee_item AS found_record SET title = coalesce(nullif(btrim(change_fee_item.title), ''), found_record.title), amount = coalesce(change_fee_item.amount, found_record.amount), per = coalesce(nullif(btrim(change_fee_item.per), ''), found_record.per), basis_id = coalesce(change_fee_item.basis, found_record.basis_id), from_day = coalesce(change_fee_item.from_day, found_record.from_day), to_day = coalesce(change_fee_item.to_day, found_record.to_day)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'document', 'fee_item ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.change_fee_item(bigint, text, numeric(12,2), text, bigint, date, date) IS '更正收费项目(空栏不变) | corrects: fee; empty fields stay';

CREATE OR REPLACE FUNCTION registers.list_disclosures(of_power text DEFAULT NULL, of_unit bigint DEFAULT NULL)
RETURNS TABLE (id bigint, matter text, power text, where_published text, unit_label text, from_day date, to_day date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('disclosure', 'see');
BEGIN
    IF NOT access.may('disclosure', 'see') AND NOT access.may('disclosure', 'create') THEN
        PERFORM access.refuse('disclosure', 'see');
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.matter, found_record.power, found_record.where_published, units.label(found_record.unit_id), found_record.from_day, found_record.to_day
    FROM registers.disclosure AS found_record
    WHERE (of_power IS NULL OR found_record.power = of_power)
      AND (of_unit IS NULL OR found_record.unit_id = of_unit)
      AND (everybody OR access.may_record('disclosure', 'see', found_record.unit_id, ARRAY[found_record.created_by], NULL))
    ORDER BY found_record.from_day DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION registers.list_disclosures(text, bigint) IS '公开事项一览 | disclosure, within reach';

CREATE OR REPLACE FUNCTION registers.read_disclosure(of_record bigint)
RETURNS TABLE (id bigint, matter text, power text, where_published text, unit_label text, from_day date, to_day date, created_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.disclosure AS found_record WHERE found_record.id = of_record AND access.may_record('disclosure', 'see', found_record.unit_id, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY
    SELECT found_record.id, found_record.matter, found_record.power, found_record.where_published, units.label(found_record.unit_id), found_record.from_day, found_record.to_day, (found_record.created_at AT TIME ZONE 'Asia/Shanghai')::date, (SELECT person.name FROM people.person WHERE person.id = found_record.created_by)
    FROM registers.disclosure AS found_record WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION registers.read_disclosure(bigint) IS '公开事项详情 | one of: disclosure';

CREATE OR REPLACE FUNCTION registers.add_disclosure(matter text, power text, where_published text, of_unit bigint, from_day date, to_day date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require_record('disclosure', 'create', add_disclosure.of_unit, ARRAY[access.person_id()], NULL);
    IF coalesce(btrim(add_disclosure.matter), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'matter', MESSAGE = ref.say('请填写“公开事项”。', 'Fill in "matter".');
    ELSIF add_disclosure.power IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'power', MESSAGE = ref.say('请填写“类别”。', 'Fill in "power".');
    ELSIF add_disclosure.power NOT IN ('people', 'money', 'things', 'power') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'power', MESSAGE = ref.say('“类别”只能是:用人、用财、用物、用权。', '"power" is one of: people, money, things, power.');
    ELSIF coalesce(btrim(add_disclosure.where_published), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'where_published', MESSAGE = ref.say('请填写“公开方式”。', 'Fill in "where".');
    ELSIF add_disclosure.of_unit IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_unit', MESSAGE = ref.say('请填写“部门”。', 'Fill in "unit".');
    ELSIF add_disclosure.from_day IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'from_day', MESSAGE = ref.say('请填写“公开日期”。', 'Fill in "from".');
    END IF;
    PERFORM registers.require_later('to_day', '结束日期', 'to', add_disclosure.to_day, '公开日期', 'from', add_disclosure.from_day, true);
    INSERT INTO registers.disclosure (matter, power, where_published, unit_id, from_day, to_day)
    VALUES (nullif(btrim(add_disclosure.matter), ''), add_disclosure.power, nullif(btrim(add_disclosure.where_published), ''), add_disclosure.of_unit, add_disclosure.from_day, add_disclosure.to_day) RETURNING id INTO made;
    PERFORM audit.record('write', 'disclosure', 'disclosure ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_disclosure(text, text, text, bigint, date, date) IS '登记公开事项 | registers: disclosure';

CREATE OR REPLACE FUNCTION registers.change_disclosure(of_record bigint, matter text DEFAULT NULL, power text DEFAULT NULL, where_published text DEFAULT NULL, of_unit bigint DEFAULT NULL, from_day date DEFAULT NULL, to_day date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.disclosure AS found_record WHERE found_record.id = of_record AND access.may_record('disclosure', 'see', found_record.unit_id, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.not_found();
    ELSIF NOT EXISTS (SELECT FROM registers.disclosure AS found_record WHERE found_record.id = of_record AND access.may_record('disclosure', 'edit', found_record.unit_id, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('disclosure', 'edit');
    END IF;
    IF change_disclosure.power NOT IN ('people', 'money', 'things', 'power') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'power', MESSAGE = ref.say('“类别”只能是:用人、用财、用物、用权。', '"power" is one of: people, money, things, power.');
    END IF;
    PERFORM registers.require_later('to_day', '结束日期', 'to', coalesce(change_disclosure.to_day, found_record.to_day), '公开日期', 'from', coalesce(change_disclosure.from_day, found_record.from_day), true) FROM registers.disclosure AS found_record WHERE found_record.id = of_record;
    UPDATE registers.disclosure AS found_record SET matter = coalesce(nullif(btrim(change_disclosure.matter), ''), found_record.matter), power = coalesce(change_disclosure.power, found_record.power), where_published = coalesce(nullif(btrim(change_disclosure.where_published), ''), found_record.where_published), unit_id = coalesce(change_disclosure.of_unit, found_record.unit_id), from_day = coalesce(change_disclosure.from_day, found_record.from_day), to_day = coalesce(change_disclosure.to_day, found_record.to_day)
    WHERE found_record.id = of_record;
    PERFORM audit.record('change', 'disclosure', 'disclosure ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.change_disclosure(bigint, text, text, text, bigint, date, date) IS '更正公开事项(空栏不变) | corrects: disclosure; empty fields stay';

CREATE OR REPLACE FUNCTION units.end_seat(of_record bigint, person bigint, to_day date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('campaign', 'edit');
    PERFORM registers.require_filled('person', '姓名', 'person', end_seat.person::text);
    PERFORM registers.require_later('to_day', '结束日期', 'to', coalesce(end_seat.to_day, ref.today()), '开始日期', 'from', seat.from_day, true)
    FROM units.body_membership AS seat WHERE seat.body_id = of_record AND seat.person_id = end_seat.person AND daterange(seat.from_day, seat.to_day) @> ref.today();
    UPDATE units.body_membership AS seat SET to_day = coalesce(end_seat.to_day, ref.today())
    WHERE seat.body_id = of_record AND seat.person_id = end_seat.person AND daterange(seat.from_day, seat.to_day) @> ref.today();
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'person', MESSAGE = ref.say('这个人现在不在其中。', 'This person has no seat in it today.');
    END IF;
    PERFORM audit.record('write', 'campaign', 'body ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION units.end_seat(bigint, bigint, date) IS '结束任职 | ends a seat';

CREATE OR REPLACE FUNCTION field.list_campaign_phases() RETURNS TABLE (id bigint, campaign_name text, ordinal int, title text, starts_on date, ends_on date, deliverables bigint, accepted bigint, late bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('campaign', 'see');
    RETURN QUERY SELECT phase.id, campaign.name, phase.ordinal, phase.title, phase.starts_on, phase.ends_on, count(deliverable.id), count(deliverable.id) FILTER (WHERE deliverable.state = 'accepted'),
        -- Late, by the first day that could be met: what was entered after its day, for a phase long past, is late only while it is open.
        count(deliverable.id) FILTER (WHERE CASE WHEN deliverable.accepted_on IS NULL THEN ref.today() > deliverable.due_on
            ELSE deliverable.accepted_on > deliverable.due_on AND (deliverable.created_at AT TIME ZONE 'Asia/Shanghai')::date <= deliverable.due_on END)
    FROM field.campaign_phase AS phase JOIN field.campaign ON campaign.id = phase.campaign_id LEFT JOIN field.phase_deliverable AS deliverable ON deliverable.phase_id = phase.id
    GROUP BY phase.id, campaign.name ORDER BY campaign.name, phase.ordinal LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION field.list_campaign_phases() IS '活动阶段 | phases of the campaign';

CREATE OR REPLACE FUNCTION field.add_campaign_phase(ordinal int, title text, ends_on date, starts_on date DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_campaign bigint;
    made bigint;
BEGIN
    PERFORM access.require('campaign', 'create');
    SELECT campaign.id INTO of_campaign FROM field.campaign WHERE campaign.valid @> ref.today() ORDER BY campaign.id LIMIT 1;
    PERFORM registers.require_filled('ordinal', '序号', 'number', add_campaign_phase.ordinal::text), registers.require_filled('title', '名称', 'title', add_campaign_phase.title),
            registers.require_filled('ends_on', '截止日期', 'last day', add_campaign_phase.ends_on::text), registers.require_later('ends_on', '截止日期', 'last day', add_campaign_phase.ends_on, '开始日期', 'from', add_campaign_phase.starts_on, true);
    IF of_campaign IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('今天没有进行中的活动。', 'No campaign is under way today.');
    ELSIF EXISTS (SELECT FROM field.campaign_phase AS other WHERE other.campaign_id = of_campaign
                  AND (other.ordinal = add_campaign_phase.ordinal OR (other.ordinal < add_campaign_phase.ordinal AND other.ends_on > add_campaign_phase.ends_on) OR (other.ordinal > add_campaign_phase.ordinal AND other.ends_on < add_campaign_phase.ends_on))) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'ends_on', MESSAGE = ref.say('“截止日期”须随“序号”依次向后,“序号”不能重复。', '"last day" rises with "number", and no "number" comes twice.');
    END IF;
    INSERT INTO field.campaign_phase (campaign_id, ordinal, title, starts_on, ends_on) VALUES (of_campaign, add_campaign_phase.ordinal, btrim(add_campaign_phase.title), add_campaign_phase.starts_on, add_campaign_phase.ends_on) RETURNING id INTO made;
    PERFORM audit.record('write', 'campaign', 'campaign_phase ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.add_campaign_phase(int, text, date, date) IS '登记阶段(可以是已过去的) | adds a phase, past ones too';

-- Linkages: proposed, active, ended. A proposal has no days yet, so it counts for no quota.
-- What the policies on field.linkage say of a linkage to a pupil.
CREATE OR REPLACE FUNCTION field.may_see_linked_pupil(of_person bigint, of_student bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN of_student NOT IN (SELECT access.own_children())
        AND (coalesce(of_person = access.person_id(), false) OR access.may_all('linkage', 'edit') OR access.may_all('left_behind', 'edit')
             OR of_student IN (SELECT access.student_ids('care_file', 'create')));
END
$$;
COMMENT ON FUNCTION field.may_see_linked_pupil(bigint, bigint) IS '能否看到联系的是哪名学生 | whether the caller sees which pupil somebody is linked to';

CREATE OR REPLACE FUNCTION field.list_linkages(of_kind text DEFAULT NULL, of_staff bigint DEFAULT NULL, only_open boolean DEFAULT NULL)
RETURNS TABLE (id bigint, person_name text, kind text, target text, from_day date, to_day date, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('linkage', 'see');
BEGIN
    PERFORM access.require('linkage', 'see');
    RETURN QUERY SELECT linkage.id, person.name, linkage.kind,
        coalesce(units.label(linkage.unit_id), linkage.project,
            -- A list of who is paired with whom tells who is in need.
            CASE WHEN field.may_see_linked_pupil(linkage.person_id, linkage.student_id)
                 THEN (SELECT pupil.name FROM people.person AS pupil WHERE pupil.id = linkage.student_id) ELSE ref.say('(学生)', '(a student)') END),
        lower(linkage.valid), upper(linkage.valid), linkage.state
    FROM field.linkage JOIN people.person ON person.id = linkage.person_id
    WHERE (everybody OR linkage.person_id = access.person_id()) AND (of_kind IS NULL OR linkage.kind = of_kind) AND (of_staff IS NULL OR linkage.person_id = of_staff)
      AND (only_open IS NOT TRUE OR linkage.state = 'proposed' OR linkage.valid @> ref.today())
    ORDER BY person.name COLLATE ref.pinyin, linkage.kind, linkage.id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION field.list_linkages(text, bigint, boolean) IS '联系关系一览 | linkages';

CREATE OR REPLACE FUNCTION field.propose_linkage(of_staff bigint, kind text, of_unit bigint DEFAULT NULL, of_student bigint DEFAULT NULL, project_text text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
    unit_kind text;
BEGIN
    PERFORM access.require('linkage', 'create');
    PERFORM registers.require_filled('of_staff', '教职工', 'member of staff', of_staff::text);
    PERFORM ref.require_word('联系类别', 'the kind', propose_linkage.kind, '{party_branch,lesson_group,class,student,project,community}');
    SELECT unit.kind INTO unit_kind FROM units.unit WHERE unit.id = of_unit;
    IF num_nonnulls(of_unit, of_student, nullif(btrim(project_text), '')) <> 1
       OR (propose_linkage.kind = 'student') <> (of_student IS NOT NULL) OR (propose_linkage.kind = 'project') <> (nullif(btrim(project_text), '') IS NOT NULL)
       OR (of_unit IS NOT NULL AND unit_kind <> CASE propose_linkage.kind WHEN 'community' THEN 'community' ELSE propose_linkage.kind END) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = CASE propose_linkage.kind WHEN 'student' THEN 'of_student' WHEN 'project' THEN 'project_text' ELSE 'of_unit' END, MESSAGE = ref.say('联系对象须与类别一致:支部、备课组、班级、社区填单位,结对填学生,领办填项目。', 'The target must fit the kind: a unit for branch, lesson group, class and community, a student for a pairing, a project for an item that is led.');
    ELSIF EXISTS (SELECT FROM people.guardianship WHERE guardian_id = of_staff AND student_id = of_student) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'of_student', MESSAGE = ref.say('不能与自己的子女结对。', 'Nobody is paired with an own child.');
    ELSIF EXISTS (SELECT FROM field.linkage AS other WHERE other.person_id = of_staff AND other.kind = propose_linkage.kind AND (other.state = 'proposed' OR other.valid @> ref.today())
                  AND (other.unit_id = of_unit OR other.student_id = of_student OR other.project = btrim(project_text))) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('这一联系已经拟定或正在进行。', 'This linkage is proposed or under way already.');
    ELSIF NOT EXISTS (SELECT FROM field.campaign WHERE campaign.valid @> ref.today()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('今天没有进行中的活动。', 'No campaign is under way today.');
    END IF;
    INSERT INTO field.linkage (campaign_id, person_id, kind, unit_id, student_id, project, valid, state)
    SELECT campaign.id, of_staff, propose_linkage.kind, of_unit, of_student, nullif(btrim(project_text), ''), 'empty', 'proposed' FROM field.campaign WHERE campaign.valid @> ref.today() ORDER BY campaign.id LIMIT 1 RETURNING id INTO made;
    PERFORM work.begin('linkage', made, of_student);
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.propose_linkage(bigint, text, bigint, bigint, text) IS '拟定联系 | proposes a linkage';

CREATE OR REPLACE FUNCTION field.activate_linkage(of_record bigint, from_day date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    before field.linkage;
BEGIN
    PERFORM work.transition('linkage', of_record, 'activate', NULL);
    -- The linkage of a class ends with the school year.
    UPDATE field.linkage SET valid = daterange(coalesce(from_day, ref.today()), CASE WHEN linkage.kind = 'class' THEN upper(ref.school_year_dates(ref.school_year(coalesce(from_day, ref.today())))) END)
    WHERE linkage.id = of_record RETURNING * INTO before;
    IF before.kind = 'student' THEN
        INSERT INTO care.pairing (carer_id, student_id, kind, valid) VALUES (before.person_id, before.student_id, 'leader', daterange(coalesce(from_day, ref.today()), NULL));
    END IF;
EXCEPTION WHEN exclusion_violation THEN
    RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('这一联系已经存在。', 'There is such a linkage already.');
END
$$;
COMMENT ON FUNCTION field.activate_linkage(bigint, date) IS '确定联系 | a linkage begins';

CREATE OR REPLACE FUNCTION field.end_linkage(of_record bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    after field.linkage;
BEGIN
    PERFORM work.transition('linkage', of_record, 'end', why);
    UPDATE field.linkage SET valid = CASE WHEN isempty(valid) THEN valid ELSE daterange(least(lower(valid), ref.today()), ref.today()) END, end_reason = btrim(why) WHERE linkage.id = of_record RETURNING * INTO after;
    UPDATE care.pairing SET valid = daterange(least(lower(pairing.valid), ref.today()), ref.today())
    WHERE pairing.carer_id = after.person_id AND pairing.student_id = after.student_id AND pairing.kind = 'leader' AND pairing.valid @> ref.today();
END
$$;
COMMENT ON FUNCTION field.end_linkage(bigint, text) IS '结束联系 | a linkage ends';

CREATE OR REPLACE FUNCTION field.list_linkage_exemptions() RETURNS TABLE (id bigint, person_name text, reason text, approved_by_name text, from_day date, to_day date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('linkage', 'edit') AND NOT access.has_role('leader') AND NOT access.has_role('party_secretary') THEN
        PERFORM access.refuse('linkage', 'edit');
    END IF;
    RETURN QUERY SELECT exemption.id, person.name, exemption.reason, approver.name, lower(exemption.valid), upper(exemption.valid)
    FROM field.linkage_exemption AS exemption JOIN people.person ON person.id = exemption.person_id JOIN people.person AS approver ON approver.id = exemption.approved_by ORDER BY lower(exemption.valid) DESC LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION field.list_linkage_exemptions() IS '联系豁免 | exemptions from linkage';

CREATE OR REPLACE FUNCTION field.add_linkage_exemption(of_staff bigint, reason text, from_day date, to_day date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require('linkage', 'decide');
    PERFORM registers.require_filled('of_staff', '教职工', 'member of staff', of_staff::text), registers.require_filled('reason', '原因', 'reason', add_linkage_exemption.reason),
            registers.require_filled('from_day', '开始日期', 'from', from_day::text), registers.require_filled('to_day', '结束日期', 'to', to_day::text),
            registers.require_later('to_day', '结束日期', 'to', to_day, '开始日期', 'from', from_day);
    IF of_staff = access.person_id() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('不能批准自己的豁免。', 'Nobody approves an exemption of their own.');
    END IF;
    INSERT INTO field.linkage_exemption (campaign_id, person_id, reason, approved_by, valid)
    SELECT campaign.id, of_staff, btrim(add_linkage_exemption.reason), access.person_id(), daterange(from_day, to_day) FROM field.campaign WHERE campaign.valid @> ref.today() ORDER BY campaign.id LIMIT 1 RETURNING id INTO made;
    PERFORM audit.record('decide', 'linkage', 'exemption ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION field.add_linkage_exemption(bigint, text, date, date) IS '批准豁免 | approves an exemption';

CREATE OR REPLACE FUNCTION field.list_meeting_decisions(of_record bigint) RETURNS TABLE (id bigint, what text, outcome text, responsible_name text, deadline date, state text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM field.read_meeting(of_record);
    RETURN QUERY SELECT decision.id, decision.what, decision.outcome, person.name, decision.deadline, decision.state FROM field.decision LEFT JOIN people.person ON person.id = decision.responsible_id WHERE decision.meeting_id = of_record ORDER BY decision.id;
END
$$;
COMMENT ON FUNCTION field.list_meeting_decisions(bigint) IS '会议的决议 | decisions of a meeting';

CREATE OR REPLACE FUNCTION field.finish_decision(of_record bigint, done_note text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM registers.require_filled('done_note', '办理情况', 'what was done', finish_decision.done_note);
    PERFORM work.transition('decision', of_record, 'done', finish_decision.done_note);
    UPDATE field.decision AS found_record SET done_note = btrim(finish_decision.done_note) WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION field.finish_decision(bigint, text) IS '决议办结 | a decision is done';

CREATE OR REPLACE FUNCTION work.reply_to_order(of_record bigint, reply text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM registers.require_filled('reply', '回复', 'reply', reply_to_order.reply);
    PERFORM work.transition('supervision_order', of_record, 'reply', NULL);
    UPDATE work.supervision_order AS found_record SET reply = btrim(reply_to_order.reply), replied_on = ref.today(), replied_by_id = access.person_id() WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION work.reply_to_order(bigint, text) IS '回复督办单 | replies to a supervision order';

CREATE OR REPLACE FUNCTION work.return_order(of_record bigint, why text, reply_by date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF return_order.reply_by IS NULL OR return_order.reply_by < ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'reply_by', MESSAGE = ref.say('退回请填写新的“回复期限”(今天或以后)。', 'Sending back needs a new "reply by", today or later.');
    END IF;
    PERFORM work.transition('supervision_order', of_record, 'return', why);
    UPDATE work.supervision_order AS found_record SET times_returned = found_record.times_returned + 1, reply_by = return_order.reply_by WHERE found_record.id = of_record;
END
$$;
COMMENT ON FUNCTION work.return_order(bigint, text, date) IS '退回督办单 | sends a supervision order back';

CREATE OR REPLACE FUNCTION field.brief_not_ready(of_brief bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT CASE WHEN brief.shows_people AND brief.consent_checked IS NOT TRUE THEN ref.say('还没有确认人物同意(“已征得同意”)', 'the consent of those shown is not checked ("their consent is checked")')
                WHEN NOT brief.shows_people AND NOT access.may('publication', 'create') AND NOT access.may('publication', 'decide') THEN ref.say('刊发前的泄露检查由党委办公室办理,请先存档', 'the check for leaks is the party office''s; file it first')
                -- Who said that nobody is shown is taken at the word, but for what a look at the text finds.
                WHEN NOT brief.shows_people THEN (SELECT ref.say('“标题”或“内容”里有学生或家长的姓名、号码或班级线索:请删去,或填写“有人物照片或姓名”并征得同意', '"title" or "text" tells a student or a parent by name, number or class: take it out, or say that it "shows people" and ask for their consent')
                    FROM work.leaks(brief.title || ' ' || brief.brief_text) LIMIT 1) END
    FROM field.brief WHERE brief.id = of_brief
$$;
COMMENT ON FUNCTION field.brief_not_ready(bigint) IS '信息刊发前尚缺什么 | what a brief lacks before it is placed';

CREATE OR REPLACE FUNCTION field.place_brief(of_record bigint, outlet text, placed_on date DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF coalesce(btrim(place_brief.outlet), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'outlet', MESSAGE = ref.say('请填写“媒体或平台”。', 'Fill in "outlet".');
    ELSIF place_brief.placed_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'placed_on', MESSAGE = ref.say('“刊发日期”不能晚于今天。', '"placed on" cannot lie in the future.');
    ELSIF place_brief.placed_on < (SELECT brief.written_on FROM field.brief WHERE brief.id = of_record) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'placed_on', MESSAGE = ref.say('“刊发日期”不能早于撰写日期。', '"placed on" cannot lie before it was written.');
    END IF;
    PERFORM work.transition('brief', of_record, 'place', place_brief.outlet);
    INSERT INTO field.brief_placement (brief_id, outlet, placed_on) VALUES (of_record, btrim(place_brief.outlet), coalesce(place_brief.placed_on, ref.today()));
END
$$;
COMMENT ON FUNCTION field.place_brief(bigint, text, date) IS '刊发信息 | places a brief';

CREATE OR REPLACE FUNCTION field.list_brief_placements(of_record bigint) RETURNS TABLE (id bigint, outlet text, placed_on date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM field.read_brief(of_record);
    RETURN QUERY SELECT placement.id, placement.outlet, placement.placed_on FROM field.brief_placement AS placement WHERE placement.brief_id = of_record ORDER BY placement.placed_on;
END
$$;
COMMENT ON FUNCTION field.list_brief_placements(bigint) IS '信息的刊发 | where a brief was placed';

CREATE OR REPLACE FUNCTION registers.end_regulation_version(of_record bigint, on_day date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    -- Whoever may correct only what is his own ends no other's version.
    IF NOT EXISTS (SELECT FROM registers.regulation AS found_record WHERE found_record.id = of_record AND access.may_record('document', 'edit', NULL, ARRAY[found_record.created_by], NULL)) THEN
        PERFORM access.refuse('document', 'edit');
    END IF;
    PERFORM registers.require_filled('on_day', '日期', 'day', end_regulation_version.on_day::text);
    UPDATE registers.regulation_version AS version SET in_force_to = end_regulation_version.on_day
    WHERE version.regulation_id = of_record AND version.in_force_to IS NULL AND version.in_force_from < end_regulation_version.on_day;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('“日期”:没有在此之前施行、尚未废止的版本。', '"day": there is no version that was in force before and has no end yet.');
    END IF;
    PERFORM audit.record('write', 'document', 'regulation ' || of_record, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.end_regulation_version(bigint, date) IS '废止现行版本 | ends the version in force';

-- The yearly account: figures as they are on the day when it is frozen. It never changes afterwards; only the person signs it.
CREATE OR REPLACE FUNCTION registers.annual_figures(of_person bigint, of_year int) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT jsonb_build_object(
        'linkages', (SELECT count(*) FROM field.linkage WHERE linkage.person_id = of_person AND linkage.valid && daterange(make_date(of_year, 1, 1), make_date(of_year + 1, 1, 1))),
        'visits', (SELECT count(*) FROM field.visit WHERE visit.visitor_id = of_person AND extract(year FROM visit.visited_on) = of_year),
        'encounters', (SELECT count(*) FROM field.encounter WHERE encounter.host_id = of_person AND extract(year FROM encounter.held_on) = of_year),
        -- Only hours that another has confirmed.
        'volunteer_hours', (SELECT coalesce(sum(served.hours), 0) FROM field.volunteer_hours AS served JOIN field.volunteer_activity AS activity ON activity.id = served.volunteer_activity_id
                            WHERE served.person_id = of_person AND served.confirmed_by_id IS NOT NULL AND extract(year FROM activity.held_on) = of_year),
        'issues_led', (SELECT count(*) FROM work.issue WHERE issue.leader_id = of_person AND extract(year FROM issue.heard_on) = of_year),
        'issues_closed', (SELECT count(*) FROM work.issue WHERE issue.leader_id = of_person AND extract(year FROM issue.closed_on) = of_year),
        'closed_on_time', (SELECT count(*) FROM work.issue WHERE issue.leader_id = of_person AND extract(year FROM issue.closed_on) = of_year AND issue.closed_on <= issue.deadline_original),
        'reopened', (SELECT count(*) FROM work.issue WHERE issue.leader_id = of_person AND issue.cycle > 1 AND extract(year FROM issue.heard_on) = of_year),
        'projects_led', (SELECT count(*) FROM registers.project WHERE project.lead_id = of_person AND extract(year FROM project.deadline) = of_year),
        'orders_returned_three_times', (SELECT count(*) FROM work.supervision_order AS sent WHERE sent.responsible_id = of_person AND sent.times_returned >= 3 AND extract(year FROM sent.issued_on) = of_year))
$$;
COMMENT ON FUNCTION registers.annual_figures(bigint, int) IS '某人某年的数字 | a person''s figures of a year';

CREATE OR REPLACE FUNCTION registers.list_annual_sheets(of_year int DEFAULT NULL) RETURNS TABLE (id bigint, person_name text, year int, frozen_on date, signed_on date, linkages int, visits int, issues_led int, issues_closed int, closed_on_time int, reopened int, volunteer_hours numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('annual_sheet', 'see');
    RETURN QUERY SELECT sheet.id, person.name, sheet.year, sheet.frozen_on, sheet.signed_on,
        (sheet.contents ->> 'linkages')::int, (sheet.contents ->> 'visits')::int, (sheet.contents ->> 'issues_led')::int, (sheet.contents ->> 'issues_closed')::int,
        (sheet.contents ->> 'closed_on_time')::int, (sheet.contents ->> 'reopened')::int, (sheet.contents ->> 'volunteer_hours')::numeric
    FROM registers.annual_sheet AS sheet JOIN people.person ON person.id = sheet.person_id
    WHERE (of_year IS NULL OR sheet.year = of_year) AND access.may_record('annual_sheet', 'see', NULL, ARRAY[sheet.person_id], NULL) ORDER BY sheet.year DESC, person.name COLLATE ref.pinyin LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION registers.list_annual_sheets(int) IS '年度述职表 | annual sheets';

CREATE OR REPLACE FUNCTION registers.read_annual_sheet(of_record bigint)
RETURNS TABLE (id bigint, person_name text, year int, frozen_on date, signed_on date, linkages int, visits int, encounters int, volunteer_hours numeric, issues_led int, issues_closed int, closed_on_time int, reopened int, projects_led int, orders_returned_three_times int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.annual_sheet AS sheet WHERE sheet.id = of_record AND access.may_record('annual_sheet', 'see', NULL, ARRAY[sheet.person_id], NULL)) THEN
        PERFORM access.not_found();
    END IF;
    RETURN QUERY SELECT sheet.id, person.name, sheet.year, sheet.frozen_on, sheet.signed_on, (sheet.contents ->> 'linkages')::int, (sheet.contents ->> 'visits')::int, (sheet.contents ->> 'encounters')::int, (sheet.contents ->> 'volunteer_hours')::numeric, (sheet.contents ->> 'issues_led')::int,
        (sheet.contents ->> 'issues_closed')::int, (sheet.contents ->> 'closed_on_time')::int, (sheet.contents ->> 'reopened')::int, (sheet.contents ->> 'projects_led')::int, (sheet.contents ->> 'orders_returned_three_times')::int
    FROM registers.annual_sheet AS sheet JOIN people.person ON person.id = sheet.person_id WHERE sheet.id = of_record;
END
$$;
COMMENT ON FUNCTION registers.read_annual_sheet(bigint) IS '一张年度述职表 | an annual sheet';

CREATE OR REPLACE FUNCTION registers.freeze_annual_sheet(of_staff bigint, year int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require('annual_sheet', 'create');
    PERFORM registers.require_filled('of_staff', '教职工', 'member of staff', of_staff::text);
    IF freeze_annual_sheet.year IS NULL OR freeze_annual_sheet.year NOT BETWEEN 2020 AND extract(year FROM ref.today()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'year', MESSAGE = ref.say('“年度”须在 2020 年至今年之间。', '"year" lies between 2020 and this year.');
    ELSIF EXISTS (SELECT FROM registers.annual_sheet AS earlier WHERE earlier.person_id = of_staff AND earlier.year = freeze_annual_sheet.year) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('这一年的述职表已经冻结。', 'The sheet of this year is frozen already.');
    END IF;
    INSERT INTO registers.annual_sheet (person_id, year, contents, frozen_on) VALUES (of_staff, freeze_annual_sheet.year, registers.annual_figures(of_staff, freeze_annual_sheet.year), ref.today()) RETURNING id INTO made;
    PERFORM audit.record('write', 'annual_sheet', made::text, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.freeze_annual_sheet(bigint, int) IS '冻结年度述职表 | freezes an annual sheet';

CREATE OR REPLACE FUNCTION registers.sign_annual_sheet(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    UPDATE registers.annual_sheet AS sheet SET signed_on = ref.today() WHERE sheet.id = of_record AND sheet.person_id = access.person_id() AND sheet.signed_on IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('只有本人可以签字,且只签一次。', 'Only the person signs it, and once.');
    END IF;
    PERFORM audit.record('sign', 'annual_sheet', of_record::text, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.sign_annual_sheet(bigint) IS '本人签字 | the person signs';

-- Frozen is frozen: nothing but the signature is ever written.
CREATE OR REPLACE FUNCTION registers.keep_frozen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.person_id, OLD.year, OLD.contents, OLD.frozen_on) IS DISTINCT FROM (NEW.person_id, NEW.year, NEW.contents, NEW.frozen_on) OR OLD.signed_on IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('已冻结,不能再改。', 'It is frozen and cannot be changed.');
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION registers.keep_frozen() IS '冻结后拒绝修改 | refuses changes of what is frozen';

CREATE OR REPLACE FUNCTION work.link_programme(programme text, subject_kind text, subject_id bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require('campaign', 'create');
    PERFORM ref.require_word('对象', 'the kind', link_programme.subject_kind, '{issue,project,meeting}');
    PERFORM registers.require_filled('programme', '专项', 'programme', link_programme.programme), registers.require_filled('subject_id', '对象编号', 'key', link_programme.subject_id::text);
    PERFORM registers.require_key(CASE link_programme.subject_kind WHEN 'issue' THEN 'work.issue' WHEN 'project' THEN 'registers.project' ELSE 'field.meeting' END, 'subject_id', '对象编号', 'key', link_programme.subject_id);
    IF link_programme.subject_kind = 'issue' AND (SELECT issue.is_restricted FROM work.issue WHERE issue.id = link_programme.subject_id) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'subject_id', MESSAGE = ref.say('“对象编号”所指的问题另行办理,不能挂钩。', '"key": this issue is handled apart and is linked with nothing.');
    END IF;
    INSERT INTO work.programme_link (programme, subject_kind, subject_id) VALUES (link_programme.programme, link_programme.subject_kind, link_programme.subject_id)
    ON CONFLICT ON CONSTRAINT programme_link_once DO UPDATE SET programme = excluded.programme RETURNING id INTO made;
    PERFORM audit.record('write', 'campaign', 'programme_link ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION work.link_programme(text, text, bigint) IS '与专项工作挂钩 | links something with a programme';

CREATE OR REPLACE FUNCTION work.list_programme_links(of_programme text DEFAULT NULL) RETURNS TABLE (id bigint, programme text, subject_kind text, subject_id bigint, subject_title text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('campaign', 'see');
    RETURN QUERY SELECT link.id, link.programme, link.subject_kind, link.subject_id,
        -- Its name for whoever may see the thing itself.
        CASE link.subject_kind
            WHEN 'issue' THEN (SELECT issue.number || ' ' || issue.title FROM work.issue WHERE issue.id = link.subject_id AND work.may_issue('see', issue.id))
            WHEN 'project' THEN (SELECT project.title FROM registers.project WHERE project.id = link.subject_id AND access.may_record('project', 'see', project.unit_id, ARRAY[project.lead_id, project.created_by], NULL))
            ELSE (SELECT meeting.title FROM field.meeting WHERE meeting.id = link.subject_id AND access.may_record('meeting', 'see', NULL, ARRAY[meeting.chair_id, meeting.created_by] || meeting.attendees_ids, NULL)) END
    FROM work.programme_link AS link WHERE of_programme IS NULL OR link.programme = of_programme ORDER BY link.programme, link.id LIMIT registers.rows_wanted();
END
$$;
COMMENT ON FUNCTION work.list_programme_links(text) IS '专项工作的结合 | what is linked with programmes';

-- Months of the phase now under way in which no monthly study was held.
CREATE OR REPLACE FUNCTION field.missing_monthly_studies(from_day date, to_day date) RETURNS TABLE (month text, held bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('campaign', 'see');
    RETURN QUERY SELECT to_char(begins, 'YYYY-MM'), (SELECT count(*) FROM field.meeting WHERE meeting.is_monthly_study AND meeting.held_on <= ref.today() AND date_trunc('month', meeting.held_on) = begins)
    FROM generate_series(date_trunc('month', from_day), date_trunc('month', to_day), interval '1 month') AS begins;
END
$$;
COMMENT ON FUNCTION field.missing_monthly_studies(date, date) IS '每月专题研究 | monthly studies, month by month';

-- How records came in: late, in bulk, or with evidence that hangs elsewhere.
CREATE OR REPLACE FUNCTION reporting.evidence_quality(from_day date, to_day date)
RETURNS TABLE (person text, entries bigint, late_entries bigint, median_lag_days numeric, most_in_ten_minutes bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_all('issue', 'see') OR NOT (access.may_all('audit', 'see') OR access.may_all('linkage', 'edit')) THEN
        PERFORM access.refuse('audit', 'see');
    END IF;
    RETURN QUERY
    WITH entry AS (
        SELECT visit.visitor_id AS who, visit.created_at AS at, (visit.created_at AT TIME ZONE 'Asia/Shanghai')::date - visit.visited_on AS lag FROM field.visit WHERE visit.visited_on BETWEEN from_day AND to_day
        UNION ALL
        SELECT contact.contacted_by, contact.created_at, (contact.created_at AT TIME ZONE 'Asia/Shanghai')::date - contact.contacted_on FROM care.contact_log AS contact WHERE contact.contacted_on BETWEEN from_day AND to_day
        UNION ALL
        SELECT encounter.host_id, encounter.created_at, (encounter.created_at AT TIME ZONE 'Asia/Shanghai')::date - encounter.held_on FROM field.encounter WHERE encounter.held_on BETWEEN from_day AND to_day
    ), counted AS (
        SELECT entry.who, entry.lag, count(*) OVER (PARTITION BY entry.who ORDER BY entry.at RANGE BETWEEN CURRENT ROW AND interval '10 minutes' FOLLOWING) AS near FROM entry
    )
    SELECT someone.name, count(*), count(*) FILTER (WHERE counted.lag > 7), percentile_cont(0.5) WITHIN GROUP (ORDER BY counted.lag)::numeric, max(counted.near)
    FROM counted JOIN people.person AS someone ON someone.id = counted.who GROUP BY someone.id ORDER BY count(*) FILTER (WHERE counted.lag > 7) DESC, someone.name COLLATE ref.pinyin;
END
$$;
COMMENT ON FUNCTION reporting.evidence_quality(date, date) IS '记录真实性:补录、集中录入 | quality of entries: late or in bulk';
