-- Sheets of registers: a row at a time through the register's own function, as the caller. A row that is refused says why and in which column, and keeps
-- none of the others from coming in; a row that came in before is passed over.

CREATE OR REPLACE FUNCTION registers.add_action(of_register text) RETURNS registers.action
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
    found_action registers.action;
BEGIN
    PERFORM registers.require_register(of_register);
    SELECT * INTO found_action FROM registers.action WHERE action.register = of_register AND NOT action.on_record AND action.verb = 'create' ORDER BY action.action <> 'add', action.ordinal LIMIT 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('这本登记簿不能由表格登记。', 'This register takes in no sheets.');
    END IF;
    RETURN found_action;
END
$$;
COMMENT ON FUNCTION registers.add_action(text) IS '登记簿的新增动作 | the action by which a register takes in records';

CREATE OR REPLACE FUNCTION registers.sheet_columns(of_register text)
RETURNS TABLE (name text, kind text, headings text[], is_required boolean)
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT parameter.name, coalesce((parameter.field).kind, 'text'), ARRAY[coalesce((parameter.field).label_zh, parameter.name)] || (parameter.field).synonyms || (parameter.field).label_en,
           NOT parameter.has_default
    FROM registers.signature(of_register, (registers.add_action(of_register)).function_name) AS parameter
    WHERE parameter.is_parameter AND coalesce((parameter.field).kind, '') NOT IN ('hidden', 'json') ORDER BY parameter.ordinal
$$;
COMMENT ON FUNCTION registers.sheet_columns(text) IS '登记簿表格的各列 | the columns of a register''s sheet';

-- Whether a row is there already; and that it is there now. Digests only, and for whoever may add to the register.
CREATE OR REPLACE FUNCTION registers.note_loaded(of_register text, row_contents jsonb, made text, of_file text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    digest bytea := sha256(convert_to(row_contents::text, 'UTF8'));
BEGIN
    PERFORM access.require((registers.add_action(of_register)).record_class, 'create');
    IF made IS NULL THEN
        -- What others brought in, only to whoever sees it anyway: everybody may report on a child or a teacher, and a guessed row is not to tell that somebody did.
        RETURN EXISTS (SELECT FROM registers.loaded_row WHERE loaded_row.register = of_register AND loaded_row.row_sha256 = digest
                       AND (loaded_row.loaded_by = access.person_id() OR access.may_all((registers.add_action(of_register)).record_class, 'see')));
    END IF;
    INSERT INTO registers.loaded_row (register, row_sha256, record_key, file_name, loaded_by) VALUES (of_register, digest, made, left(of_file, 200), access.person_id())
    ON CONFLICT DO NOTHING;
    RETURN true;
END
$$;
COMMENT ON FUNCTION registers.note_loaded(text, jsonb, text, text) IS '记下已登记的行 | notes a row that came in';

CREATE OR REPLACE FUNCTION registers.note_sheet(of_register text, of_file text, row_count int, new_count int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require((registers.add_action(of_register)).record_class, 'create');
    PERFORM audit.record('import', (registers.add_action(of_register)).record_class, of_register, NULL, NULL, jsonb_build_object('file', left(of_file, 200), 'rows', row_count, 'new', new_count));
END
$$;
COMMENT ON FUNCTION registers.note_sheet(text, text, int, int) IS '导入留痕 | writes an import into the log';

CREATE OR REPLACE FUNCTION registers.load_sheet(of_register text, of_file text, sheet_rows jsonb, dry_run boolean)
RETURNS TABLE (row_number int, verdict text, field text, message text, record_key text)
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    adding registers.action := registers.add_action(of_register);
    line jsonb;
    hint text;
    column_name text;
    new_count int := 0;
BEGIN
    IF jsonb_typeof(sheet_rows) IS DISTINCT FROM 'array' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('表格的各行须是一个 JSON 数组。', 'The rows of a sheet must be a JSON array.'),
            HINT = ref.say('如 [{"row": 2, "values": {"栏名": "内容"}}]。', 'Such as [{"row": 2, "values": {"field": "value"}}].');
    END IF;
    -- registers.note_loaded refuses whoever may not.
    FOR line IN SELECT jsonb_array_elements(sheet_rows) LOOP
        row_number := (line ->> 'row')::int;
        field := NULL;
        message := NULL;
        record_key := NULL;
        IF registers.note_loaded(of_register, line -> 'values', NULL, of_file) THEN
            verdict := 'same';
            RETURN NEXT;
            CONTINUE;
        END IF;
        BEGIN
            record_key := coalesce(registers.run(of_register, adding.action, NULL, line -> 'values') #>> '{}', 'done');
            PERFORM registers.note_loaded(of_register, line -> 'values', record_key, of_file);
            IF dry_run THEN
                RAISE EXCEPTION USING ERRCODE = 'NXDRY';
            END IF;
            verdict := 'new';
            new_count := new_count + 1;
        EXCEPTION WHEN SQLSTATE 'NXDRY' THEN
            verdict := 'new';
            record_key := NULL;
        WHEN OTHERS THEN
            -- What the project says is for the user. What only the server says is told by its kind, without the values of the row.
            GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT, column_name = COLUMN_NAME;
            IF SQLSTATE IN ('NX002', 'NX006', 'NX008') OR SQLSTATE !~ '^(NX|22|23)' THEN
                RAISE;
            END IF;
            message := CASE WHEN SQLSTATE LIKE 'NX%' THEN concat_ws(' ', message, nullif(hint, '')) ELSE ref.say('内容与已有记录或规定相抵触,请核对这一行。', 'It contradicts other records or a rule; check this row.') END;
            field := nullif(column_name, '');
            verdict := 'refused';
            record_key := NULL;
        END;
        RETURN NEXT;
    END LOOP;
    IF NOT dry_run THEN
        PERFORM registers.note_sheet(of_register, of_file, jsonb_array_length(sheet_rows), new_count);
    END IF;
END
$$;
COMMENT ON FUNCTION registers.load_sheet(text, text, jsonb, boolean) IS '由表格登记;试运行则不留下任何改动 | takes in a sheet; a dry run leaves nothing behind';
