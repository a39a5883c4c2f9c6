-- Every register through one pair of doors: these read the catalogue, turn words into values, call the register's own functions as the caller, and turn
-- values into words. They run with the caller's rights and so give nobody anything.

CREATE OR REPLACE FUNCTION registers.field_of(of_register text, of_name text) RETURNS registers.field
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT field FROM registers.field WHERE field.name = of_name AND field.register IN (of_register, '') ORDER BY field.register DESC LIMIT 1
$$;
COMMENT ON FUNCTION registers.field_of(text, text) IS '某参数或列在词典中的条目 | the dictionary''s entry for a parameter or column';

-- What a value of a field is called in the caller's language.
CREATE OR REPLACE FUNCTION registers.words(of_field registers.field, stored text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    IF stored IS NULL THEN
        RETURN NULL;
    END IF;
    RETURN coalesce(CASE of_field.kind
        WHEN 'code' THEN ref.label(of_field.source, stored)
        WHEN 'state' THEN ref.state_label(of_field.source, stored)
        WHEN 'choice' THEN (SELECT ref.say(choice ->> 'zh', choice ->> 'en') FROM jsonb_array_elements(of_field.choices) AS choice WHERE choice ->> 'value' = stored)
        WHEN 'yes_no' THEN CASE stored WHEN 'true' THEN ref.say('是', 'yes') WHEN 'false' THEN ref.say('否', 'no') END
        WHEN 'moment' THEN to_char(stored::timestamptz AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI')
    END, stored);
END
$$;
COMMENT ON FUNCTION registers.words(registers.field, text) IS '取值的名称 | what a value is called';

CREATE OR REPLACE FUNCTION registers.label_of(of_register text, of_field text, stored text) RETURNS text
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT registers.words(registers.field_of(of_register, of_field), stored)
$$;
COMMENT ON FUNCTION registers.label_of(text, text, text) IS '登记簿某栏取值的名称 | what a value of a register''s field is called';

CREATE OR REPLACE FUNCTION registers.bad_value(of_field registers.field, given text, mend_zh text, mend_en text) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = of_field.name,
        MESSAGE = ref.say(format('“%s”栏不能填“%s”。', of_field.label_zh, left(given, 60)), format('"%s" cannot be "%s".', of_field.label_en, left(given, 60))),
        HINT = ref.say(mend_zh, mend_en);
END
$$;
COMMENT ON FUNCTION registers.bad_value(registers.field, text, text, text) IS '取值有误:指明哪一栏、怎样改 | refuses a value, naming the field and the mend';

CREATE OR REPLACE FUNCTION registers.class_label(of_student bigint) RETURNS text
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT units.label(placement.class_id) FROM people.class_placement AS placement WHERE placement.student_id = of_student AND placement.valid @> ref.today()
$$;
COMMENT ON FUNCTION registers.class_label(bigint) IS '学生今日的班级(限可见者) | class of a student whom the caller may see';

-- A person of the directory by name, "class name", number of staff or #key. Only whom the caller may see is found; several are told apart by class or post.
CREATE OR REPLACE FUNCTION registers.person_named(of_field registers.field, given text) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
    wanted text := btrim(replace(normalize(given, NFKC), ' ', ' '));
    class_part text;
    name_part text;
    found_ids bigint[];
BEGIN
    IF wanted ~ '^#\d{1,18}$' THEN
        SELECT array_agg(person.id) INTO found_ids FROM people.person WHERE person.id = substr(wanted, 2)::bigint
            AND (of_field.kind <> 'student' OR EXISTS (SELECT FROM people.student WHERE student.person_id = person.id))
            AND (of_field.kind NOT IN ('staff', 'staff_list') OR EXISTS (SELECT FROM people.staff WHERE staff.person_id = person.id));
    ELSE
        name_part := regexp_replace(wanted, '^.*\s', '');
        class_part := CASE WHEN wanted ~ '\s' THEN btrim(regexp_replace(wanted, '\s\S*$', '')) END;
        SELECT array_agg(person.id) INTO found_ids FROM people.person
        WHERE (person.name = name_part
               OR (of_field.kind <> 'student' AND class_part IS NULL
                   AND person.id IN (SELECT staff.person_id FROM people.staff WHERE staff.staff_number = wanted)))
          AND CASE of_field.kind WHEN 'student' THEN person.id IN (SELECT student.person_id FROM people.student)
                                 WHEN 'person' THEN true
                                 ELSE person.id IN (SELECT staff.person_id FROM people.staff) END
          AND (class_part IS NULL OR person.id IN (
                SELECT placement.student_id FROM people.class_placement AS placement JOIN units.unit_label AS named ON named.unit_id = placement.class_id
                WHERE placement.valid @> ref.today() AND named.valid @> ref.today() AND (named.label = class_part OR class_part = ANY (named.aliases))));
    END IF;
    IF found_ids IS NULL THEN
        PERFORM registers.bad_value(of_field, given, '名录中没有这个人。可写“班级 姓名”、工号,或 #编号。', 'Nobody of that name is in the directory. Write "class name", a staff number, or # and the key.');
    ELSIF cardinality(found_ids) > 1 THEN
        PERFORM registers.bad_value(of_field, given,
            '有同名的人,请写编号:' || (SELECT string_agg(person.name || ' ' || coalesce(registers.class_label(person.id), '') || ' #' || person.id, '、' ORDER BY person.id) FROM people.person WHERE person.id = ANY (found_ids)),
            'Several people have this name; write the key: ' || (SELECT string_agg(person.name || ' ' || coalesce(registers.class_label(person.id), '') || ' #' || person.id, ', ' ORDER BY person.id) FROM people.person WHERE person.id = ANY (found_ids)));
    END IF;
    RETURN found_ids[1];
END
$$;
COMMENT ON FUNCTION registers.person_named(registers.field, text) IS '按姓名等找人 | the person that a form means';

-- The value that a form's or a sheet's text means, as text that the parameter's type reads.
CREATE OR REPLACE FUNCTION registers.value_of(of_field registers.field, given text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
    wanted text := btrim(replace(normalize(given, NFKC), chr(160), ' '));
    answer text;
BEGIN
    IF coalesce(wanted, '') = '' THEN
        RETURN NULL;
    END IF;
    CASE of_field.kind
    WHEN 'text', 'long_text', 'hidden', 'json' THEN
        RETURN btrim(given);
    WHEN 'date' THEN
        answer := regexp_replace(regexp_replace(wanted, '^(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?$', '\1-\2-\3'), '^(\d{4})(\d\d)(\d\d)$', '\1-\2-\3');
        IF answer !~ '^\d{4}-\d{1,2}-\d{1,2}$' OR to_char(make_date(split_part(answer, '-', 1)::int, greatest(1, least(12, split_part(answer, '-', 2)::int)), 1), 'YYYY') IS NULL
           OR split_part(answer, '-', 2)::int NOT BETWEEN 1 AND 12 OR split_part(answer, '-', 1)::int NOT BETWEEN 1900 AND 2200
           OR split_part(answer, '-', 3)::int NOT BETWEEN 1 AND extract(day FROM make_date(split_part(answer, '-', 1)::int, split_part(answer, '-', 2)::int, 1) + interval '1 month - 1 day')::int THEN
            PERFORM registers.bad_value(of_field, given, '请写成 2026-11-25 这样的日期。', 'Write a date such as 2026-11-25.');
        END IF;
        RETURN answer;
    WHEN 'moment' THEN
        IF wanted !~ '^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?)?$' THEN
            PERFORM registers.bad_value(of_field, given, '请写成 2026-11-25 14:30 这样的时间。', 'Write a time such as 2026-11-25 14:30.');
        END IF;
        RETURN wanted;
    WHEN 'number', 'key' THEN
        IF wanted !~ '^#?-?\d{1,15}$' THEN
            PERFORM registers.bad_value(of_field, given, '请填整数。', 'Write a whole number.');
        END IF;
        RETURN ltrim(wanted, '#');
    WHEN 'money', 'percent' THEN
        answer := replace(rtrim(rtrim(wanted, '元'), '%'), ',', '');
        IF answer !~ '^-?\d{1,12}(\.\d{1,2})?$' THEN
            PERFORM registers.bad_value(of_field, given, '请填数目,最多两位小数。', 'Write an amount, with two decimals at most.');
        END IF;
        RETURN answer;
    WHEN 'yes_no' THEN
        answer := CASE WHEN lower(wanted) IN ('true', 'yes', 'y', 'on', '1', '是', '有', '√', '已签', '对') THEN 'true'
                       WHEN lower(wanted) IN ('false', 'no', 'n', 'off', '0', '否', '无', '×', '未签', '不') THEN 'false' END;
        IF answer IS NULL THEN
            PERFORM registers.bad_value(of_field, given, '请填“是”或“否”。', 'Write yes or no.');
        END IF;
        RETURN answer;
    WHEN 'student', 'staff', 'person' THEN
        RETURN registers.person_named(of_field, given)::text;
    WHEN 'staff_list' THEN
        RETURN '{' || (SELECT string_agg(registers.person_named(of_field, part)::text, ',') FROM regexp_split_to_table(wanted, '[、,;,;]') AS part WHERE btrim(part) <> '') || '}';
    WHEN 'unit' THEN
        SELECT string_agg(DISTINCT named.unit_id::text, ',') INTO answer FROM units.unit_label AS named
        WHERE named.unit_id = substring(wanted FROM '^#(\d{1,18})$')::bigint
           OR (named.valid @> ref.today() AND (normalize(named.label, NFKC) = wanted OR wanted = ANY (named.aliases)));
        IF answer IS NULL THEN
            PERFORM registers.bad_value(of_field, given, '没有这个单位。nuanxin unit tree 列出所有单位。', 'There is no such unit. "nuanxin unit tree" lists them.');
        ELSIF answer LIKE '%,%' THEN
            PERFORM registers.bad_value(of_field, given, '有同名的单位,请写编号:#' || replace(answer, ',', '、#'), 'Several units have this name; write the key: #' || replace(answer, ',', ', #'));
        END IF;
        RETURN answer;
    WHEN 'place' THEN
        RETURN units.place_named(of_field, given)::text;
    WHEN 'semester' THEN
        IF NOT EXISTS (SELECT FROM ref.semester WHERE code = wanted) THEN
            PERFORM registers.bad_value(of_field, given, '学期应如 2026-2027-1:' || (SELECT string_agg(code, '、' ORDER BY code DESC) FROM ref.semester),
                                        'A semester is one of ' || (SELECT string_agg(code, ', ' ORDER BY code DESC) FROM ref.semester));
        END IF;
        RETURN wanted;
    WHEN 'code' THEN
        SELECT code INTO answer FROM ref.code WHERE list = of_field.source AND valid @> ref.today() AND (code = wanted OR normalize(label_zh, NFKC) = wanted OR lower(label_en) = lower(wanted) OR wanted = ANY (synonyms))
        ORDER BY (code = wanted) DESC LIMIT 1;
        IF answer IS NULL THEN
            PERFORM registers.bad_value(of_field, given, '可填:' || (SELECT string_agg(label_zh, '、' ORDER BY sort_order) FROM ref.code WHERE list = of_field.source AND valid @> ref.today()),
                                        'One of: ' || (SELECT string_agg(label_en, ', ' ORDER BY sort_order) FROM ref.code WHERE list = of_field.source AND valid @> ref.today()));
        END IF;
        RETURN answer;
    WHEN 'choice' THEN
        SELECT choice ->> 'value' INTO answer FROM jsonb_array_elements(of_field.choices) AS choice
        WHERE wanted IN (choice ->> 'value', normalize(choice ->> 'zh', NFKC)) OR lower(wanted) = lower(choice ->> 'en') OR choice -> 'synonyms' ? wanted LIMIT 1;
        IF answer IS NULL THEN
            PERFORM registers.bad_value(of_field, given, '可填:' || (SELECT string_agg(choice ->> 'zh', '、') FROM jsonb_array_elements(of_field.choices) AS choice),
                                        'One of: ' || (SELECT string_agg(choice ->> 'en', ', ') FROM jsonb_array_elements(of_field.choices) AS choice));
        END IF;
        RETURN answer;
    WHEN 'state' THEN
        SELECT state INTO answer FROM ref.lifecycle_state WHERE lifecycle = of_field.source AND wanted IN (state, label_zh, label_en) LIMIT 1;
        IF answer IS NULL THEN
            PERFORM registers.bad_value(of_field, given, '可填:' || (SELECT string_agg(label_zh, '、' ORDER BY sort_order) FROM ref.lifecycle_state WHERE lifecycle = of_field.source),
                                        'One of: ' || (SELECT string_agg(label_en, ', ' ORDER BY sort_order) FROM ref.lifecycle_state WHERE lifecycle = of_field.source));
        END IF;
        RETURN answer;
    WHEN 'record' THEN
        IF wanted !~ '^#?\d{1,18}$' THEN
            PERFORM registers.bad_value(of_field, given, '请填记录编号。', 'Write the key of the record.');
        END IF;
        RETURN ltrim(wanted, '#');
    END CASE;
END
$$;
COMMENT ON FUNCTION registers.value_of(registers.field, text) IS '把填写的文字变成取值 | the value that a text means';

-- Parameters and columns of a function of the catalogue, with what the dictionary says of them.
CREATE OR REPLACE FUNCTION registers.signature(of_register text, of_function text)
RETURNS TABLE (ordinal bigint, name text, is_parameter boolean, type text, has_default boolean, field registers.field)
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT argument.ordinal, argument.name, argument.mode = 'i', format_type(argument.type, NULL),
           argument.mode = 'i' AND argument.ordinal > procedure.pronargs - procedure.pronargdefaults,
           registers.field_of(of_register, argument.name)
    FROM pg_catalog.pg_proc AS procedure
    CROSS JOIN LATERAL unnest(procedure.proargnames, coalesce(procedure.proallargtypes, procedure.proargtypes::oid[]),
                              coalesce(procedure.proargmodes::text[], array_fill('i'::text, ARRAY[procedure.pronargs::int])))
         WITH ORDINALITY AS argument (name, type, mode, ordinal)
    WHERE procedure.oid = of_function::regproc
    ORDER BY argument.ordinal
$$;
COMMENT ON FUNCTION registers.signature(text, text) IS '函数的参数与列 | parameters and columns of a function';

-- The call of a function with values for its parameters by name. What is left out keeps its default.
CREATE OR REPLACE FUNCTION registers.call(of_register text, of_function text, arguments jsonb) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
    parameter record;
    given text;
    parts text[] := '{}'::text[];
BEGIN
    IF jsonb_typeof(arguments) <> 'object' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('填写的内容须是一个 JSON 对象。', 'What is filled in must be a JSON object.'),
            HINT = ref.say('如 {"栏名": "内容"}。', 'Such as {"field": "value"}.');
    END IF;
    FOR given IN SELECT jsonb_object_keys(coalesce(arguments, '{}')) LOOP
        IF NOT EXISTS (SELECT FROM registers.signature(of_register, of_function) AS known WHERE known.is_parameter AND known.name = given) THEN
            RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say(format('没有“%s”这一栏。', left(given, 60)), format('There is no field "%s".', left(given, 60))),
                HINT = ref.say('可填:', 'Fields: ') || (SELECT string_agg(known.name || ' ' || ref.say((known.field).label_zh, (known.field).label_en), ref.say('、', ', ') ORDER BY known.ordinal)
                                                        FROM registers.signature(of_register, of_function) AS known WHERE known.is_parameter);
        END IF;
    END LOOP;
    FOR parameter IN SELECT * FROM registers.signature(of_register, of_function) AS known WHERE known.is_parameter LOOP
        given := registers.value_of(parameter.field, arguments ->> parameter.name);
        IF given IS NOT NULL OR NOT parameter.has_default THEN
            parts := parts || format('%I => %L::%s', parameter.name, given, parameter.type);
        END IF;
    END LOOP;
    RETURN format('%s(%s)', of_function::regproc, array_to_string(parts, ', '));
END
$$;
COMMENT ON FUNCTION registers.call(text, text, jsonb) IS '由填写内容组成函数调用 | the call of a function with what was filled in';

-- The form of a function: its fields, with labels and choices.
CREATE OR REPLACE FUNCTION registers.form(of_register text, of_function text, leave_out int) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'name', parameter.name, 'label', coalesce(ref.say((parameter.field).label_zh, (parameter.field).label_en), parameter.name),
        'kind', coalesce((parameter.field).kind, 'text'), 'required', NOT parameter.has_default,
        'choices', CASE (parameter.field).kind
            WHEN 'code' THEN (SELECT jsonb_agg(jsonb_build_object('value', code.code, 'label', ref.say(code.label_zh, code.label_en)) ORDER BY code.sort_order, code.code)
                              FROM ref.code WHERE code.list = (parameter.field).source AND code.valid @> ref.today())
            WHEN 'choice' THEN (SELECT jsonb_agg(jsonb_build_object('value', choice ->> 'value', 'label', ref.say(choice ->> 'zh', choice ->> 'en')) ORDER BY place)
                                FROM jsonb_array_elements((parameter.field).choices) WITH ORDINALITY AS listed (choice, place))
            WHEN 'state' THEN (SELECT jsonb_agg(jsonb_build_object('value', state, 'label', ref.say(label_zh, label_en)) ORDER BY sort_order)
                               FROM ref.lifecycle_state WHERE lifecycle = (parameter.field).source)
            WHEN 'semester' THEN (SELECT jsonb_agg(jsonb_build_object('value', code, 'label', code) ORDER BY code DESC) FROM ref.semester)
            WHEN 'yes_no' THEN jsonb_build_array(jsonb_build_object('value', 'true', 'label', ref.say('是', 'yes')), jsonb_build_object('value', 'false', 'label', ref.say('否', 'no')))
        END) ORDER BY parameter.ordinal), '[]')
    FROM registers.signature(of_register, of_function) AS parameter
    WHERE parameter.is_parameter AND parameter.ordinal > leave_out AND coalesce((parameter.field).kind, '') <> 'hidden'
$$;
COMMENT ON FUNCTION registers.form(text, text, int) IS '函数的表单 | the form of a function';

CREATE OR REPLACE FUNCTION registers.headings(of_register text, of_function text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('name', listed.name, 'label', coalesce(ref.say((listed.field).label_zh, (listed.field).label_en), listed.name),
                                                 'kind', coalesce((listed.field).kind, 'text'), 'source', (listed.field).source) ORDER BY listed.ordinal), '[]')
    FROM registers.signature(of_register, of_function) AS listed
    WHERE NOT listed.is_parameter AND coalesce((listed.field).kind, '') <> 'hidden'
$$;
COMMENT ON FUNCTION registers.headings(text, text) IS '列表的各列 | the columns of a list';

-- Rows of a list: the values, and beside them what they are called.
-- How many rows a page needs, for the lists to stop there; NULL: all. Whoever sets it sees fewer rows, never more.
CREATE OR REPLACE FUNCTION registers.rows_wanted() RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = '' AS $$
    SELECT nullif(current_setting('nuanxin.rows_wanted', true), '')::bigint
$$;
COMMENT ON FUNCTION registers.rows_wanted() IS '列表只需多少行(空为全部) | how many rows of a list are wanted; NULL: all';

CREATE OR REPLACE FUNCTION registers.rows_of(of_register text, of_function text, of_call text, skip int, most int) RETURNS jsonb
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    answer jsonb;
BEGIN
    EXECUTE format($query$
        SELECT jsonb_agg(jsonb_build_object('record', listed.record, 'words', (
                   SELECT jsonb_object_agg(part.name, registers.words(part.field, listed.record ->> part.name))
                   FROM registers.signature(%L, %L) AS part WHERE NOT part.is_parameter)) ORDER BY listed.place)
        FROM (SELECT to_jsonb(found_row) AS record, row_number() OVER () AS place FROM %s AS found_row OFFSET %s LIMIT %s) AS listed
        $query$, of_register, of_function, of_call, skip, most) INTO answer;
    RETURN coalesce(answer, '[]');
END
$$;
COMMENT ON FUNCTION registers.rows_of(text, text, text, int, int) IS '列表的行 | rows of a list';

-- Whether the caller's door leads to a function at all: analysts and auditors reach few.
CREATE OR REPLACE FUNCTION registers.is_reachable(of_function text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT CASE WHEN has_schema_privilege(split_part(of_function, '.', 1), 'USAGE') THEN has_function_privilege(of_function::regproc, 'EXECUTE') ELSE false END
$$;
COMMENT ON FUNCTION registers.is_reachable(text) IS '使用者能否调用某函数 | whether the caller can call a function';

CREATE OR REPLACE FUNCTION registers.require_register(wanted text) RETURNS registers.register
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
    found_register registers.register;
BEGIN
    SELECT * INTO found_register FROM registers.register WHERE register = wanted;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say(format('没有登记簿“%s”。', left(wanted, 60)), format('There is no register "%s".', left(wanted, 60))),
            HINT = ref.say('nuanxin register list 列出所有登记簿。', '"nuanxin register list" lists them all.');
    END IF;
    IF NOT registers.is_reachable(found_register.list_function) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say(format('您无权查看:%s。', found_register.label_zh), format('You may not see this: %s.', found_register.label_en)),
            HINT = ref.say('如确需办理,请向党委办公室申请相应角色。', 'If your work needs it, ask the party office for the role.');
    END IF;
    RETURN found_register;
END
$$;
COMMENT ON FUNCTION registers.require_register(text) IS '要求有这本登记簿 | refuses a register that there is not';

-- The registers in which the caller may see or do something.
CREATE OR REPLACE FUNCTION registers.catalogue()
RETURNS TABLE (register text, label text, section text, systems text[], may_see boolean, may_create boolean)
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT register.register, ref.say(register.label_zh, register.label_en), left(register.systems[1], 1), register.systems,
           access.may(register.record_class, 'see'), access.may(register.record_class, 'create')
    FROM registers.register
    WHERE registers.is_reachable(register.list_function) AND (access.may(register.record_class, 'see')
       OR EXISTS (SELECT FROM registers.action WHERE action.register = register.register AND access.may(action.record_class, action.verb)))
    ORDER BY register.sort_order, register.register
$$;
COMMENT ON FUNCTION registers.catalogue() IS '使用者可用的登记簿 | the registers in which the caller may see or do something';

-- A page of a register: headings, filters, rows, and what can be done without a record.
CREATE OR REPLACE FUNCTION registers.page(of_register text, filters jsonb, skip int, most int) RETURNS jsonb
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    found_register registers.register := registers.require_register(of_register);
    found_rows jsonb;
    limited int := least(greatest(coalesce(most, 50), 1), 5000);
BEGIN
    -- One more than is shown tells whether there is a next page.
    PERFORM set_config('nuanxin.rows_wanted', (greatest(coalesce(skip, 0), 0)::bigint + limited + 1)::text, true);
    found_rows := registers.rows_of(of_register, found_register.list_function, registers.call(of_register, found_register.list_function, filters),
                                    greatest(coalesce(skip, 0), 0), limited + 1);
    PERFORM set_config('nuanxin.rows_wanted', '', true);
    RETURN jsonb_build_object(
        'register', of_register, 'label', ref.say(found_register.label_zh, found_register.label_en), 'systems', found_register.systems,
        'headings', registers.headings(of_register, found_register.list_function),
        'filters', registers.form(of_register, found_register.list_function, 0),
        'rows', CASE WHEN jsonb_array_length(found_rows) > limited THEN found_rows - limited ELSE found_rows END,
        'more', jsonb_array_length(found_rows) > limited,
        'actions', registers.actions_of(of_register, NULL, NULL));
END
$$;
COMMENT ON FUNCTION registers.page(text, jsonb, int, int) IS '登记簿的一页 | a page of a register';

-- What the caller may do: with the register as a whole, or with a record in a state. For buttons; the functions decide.
CREATE OR REPLACE FUNCTION registers.actions_of(of_register text, of_record bigint, of_state text) RETURNS jsonb
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'action', action.action, 'label', ref.say(action.label_zh, action.label_en), 'hint', ref.say(action.hint_zh, action.hint_en),
        'guard', (SELECT nullif(ref.say(step.guard_zh, step.guard_en), '') FROM ref.lifecycle_transition AS step
                  WHERE step.lifecycle = register.lifecycle AND step.action = action.transition AND step.from_state = of_state),
        'fields', CASE WHEN action.function_name = 'work.move' THEN
                       jsonb_build_array(jsonb_build_object('name', 'why', 'label', ref.say('原因', 'reason'), 'kind', 'long_text', 'choices', NULL,
                           'required', EXISTS (SELECT FROM ref.lifecycle_transition AS step WHERE step.lifecycle = register.lifecycle
                                               AND step.action = action.transition AND step.from_state = of_state AND step.needs_reason)))
                  ELSE registers.form(of_register, action.function_name, CASE WHEN action.on_record THEN 1 ELSE 0 END) END)
        ORDER BY action.ordinal, action.action), '[]')
    FROM registers.action JOIN registers.register USING (register)
    WHERE action.register = of_register AND action.on_record = (of_record IS NOT NULL)
      AND access.may(action.record_class, action.verb)
      AND (action.transition IS NULL OR EXISTS (SELECT FROM ref.lifecycle_transition AS step
           WHERE step.lifecycle = register.lifecycle AND step.action = action.transition AND step.from_state = of_state))
$$;
COMMENT ON FUNCTION registers.actions_of(text, bigint, text) IS '可办的事 | what the caller may do';

-- A record: its fields, its lists, what happened to it, what can be done with it now.
CREATE OR REPLACE FUNCTION registers.open(of_register text, of_record bigint) RETURNS jsonb
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    found_register registers.register := registers.require_register(of_register);
    of_function text := coalesce(found_register.read_function, found_register.list_function);
    found_rows jsonb;
    of_part registers.part;
    parts jsonb := jsonb '[]';
    events jsonb := jsonb '[]';
BEGIN
    IF found_register.read_function IS NULL THEN
        EXECUTE format('SELECT coalesce(jsonb_agg(one), ''[]'') FROM jsonb_array_elements(registers.rows_of(%L, %L, %L, 0, 100000)) AS one WHERE (one -> ''record'' ->> ''id'')::bigint = $1',
                       of_register, of_function, registers.call(of_register, of_function, '{}')) INTO found_rows USING of_record;
    ELSE
        found_rows := registers.rows_of(of_register, of_function, format('%s(%L::bigint)', of_function::regproc, of_record), 0, 1);
    END IF;
    IF jsonb_array_length(found_rows) = 0 THEN
        PERFORM access.not_found();
    END IF;
    FOR of_part IN SELECT * FROM registers.part WHERE part.register = of_register ORDER BY part.ordinal LOOP
        -- Who sees a record need not see all that hangs on it: such a part is left out.
        BEGIN
            parts := parts || jsonb_build_object('part', of_part.part, 'label', ref.say(of_part.label_zh, of_part.label_en),
                'headings', registers.headings(of_register, of_part.list_function),
                'rows', registers.rows_of(of_register, of_part.list_function, format('%s(%L::bigint)', of_part.list_function::regproc, of_record), 0, 500));
        EXCEPTION WHEN SQLSTATE 'NX002' OR SQLSTATE 'NX003' THEN
            NULL;
        END;
    END LOOP;
    IF found_register.lifecycle IS NOT NULL THEN
        BEGIN
            SELECT coalesce(jsonb_agg(jsonb_build_object('at', to_char(event.happened_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), 'action', event.action,
                        'from', event.from_state, 'to', event.to_state, 'person', event.person_name, 'reason', event.reason) ORDER BY event.id), '[]')
            INTO events FROM work.lifecycle_events(found_register.lifecycle, of_record) AS event;
        EXCEPTION WHEN SQLSTATE 'NX002' OR SQLSTATE 'NX003' THEN
            NULL;
        END;
    END IF;
    RETURN jsonb_build_object(
        'register', of_register, 'label', ref.say(found_register.label_zh, found_register.label_en), 'id', of_record, 'lifecycle', found_register.lifecycle,
        'hasHistory', found_register.read_function IS NOT NULL, 'headings', registers.headings(of_register, of_function), 'record', found_rows -> 0 -> 'record', 'words', found_rows -> 0 -> 'words', 'parts', parts,
        'events', events,
        'actions', registers.actions_of(of_register, of_record, found_rows -> 0 -> 'record' ->> 'state'));
END
$$;
COMMENT ON FUNCTION registers.open(text, bigint) IS '登记簿的一条记录 | a record of a register';

-- Does something: with a record, or with the register as a whole. Answers what the function answers: mostly the key of what was made.
CREATE OR REPLACE FUNCTION registers.run(of_register text, wanted text, of_record bigint, arguments jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    found_register registers.register := registers.require_register(of_register);
    found_action registers.action;
    first_parameter text;
    answer jsonb;
    broken_constraint text;
    broken_table text;
    meaning text;
BEGIN
    SELECT * INTO found_action FROM registers.action WHERE register = of_register AND action = wanted;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say(format('登记簿“%s”没有“%s”这件事。', found_register.label_zh, left(wanted, 60)), format('The register "%s" has no action "%s".', of_register, left(wanted, 60))),
            HINT = (SELECT string_agg(action || ' ' || ref.say(label_zh, label_en), ref.say('、', ', ') ORDER BY ordinal) FROM registers.action WHERE register = of_register);
    ELSIF found_action.on_record AND of_record IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请指明是哪一条记录。', 'Say which record.');
    END IF;
    IF found_action.function_name = 'work.move' THEN
        RETURN to_jsonb(work.move(found_register.lifecycle, of_record, found_action.transition, arguments ->> 'why'));
    END IF;
    IF found_action.on_record THEN
        SELECT known.name INTO first_parameter FROM registers.signature(of_register, found_action.function_name) AS known WHERE known.is_parameter ORDER BY known.ordinal LIMIT 1;
        arguments := coalesce(arguments, '{}') || jsonb_build_object(first_parameter, of_record::text);
    END IF;
    EXECUTE format('SELECT to_jsonb(%s)', registers.call(of_register, found_action.function_name, arguments)) INTO answer;
    -- A function that answers nothing.
    RETURN nullif(answer, '""');
EXCEPTION WHEN integrity_constraint_violation THEN
    -- A rule of the table that no function had put into words: its comment does, or its name.
    GET STACKED DIAGNOSTICS broken_constraint = CONSTRAINT_NAME, broken_table = TABLE_NAME;
    SELECT pg_catalog.obj_description(held.oid, 'pg_constraint') INTO meaning FROM pg_catalog.pg_constraint AS held WHERE held.conname = broken_constraint AND held.conrelid::regclass::text LIKE '%' || broken_table LIMIT 1;
    RAISE EXCEPTION USING ERRCODE = 'NX004',
        MESSAGE = coalesce(ref.say(rtrim(split_part(meaning, ' | ', 1), '。') || '。', rtrim(split_part(meaning, ' | ', 2), '.') || '.'),
                           ref.say('与已有记录或规定相抵触。', 'It contradicts another record or a rule.')),
        HINT = CASE WHEN meaning IS NULL AND coalesce(broken_constraint, '') <> '' THEN ref.say('有关规则:', 'The rule: ') || replace(broken_constraint, '_', ' ')
                    ELSE ref.say('请改正后再试。', 'Mend it and try again.') END;
END
$$;
COMMENT ON FUNCTION registers.run(text, text, bigint, jsonb) IS '办一件事 | does something in a register';
