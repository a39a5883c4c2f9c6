-- Writing the log. Contents of records never go in.
CREATE OR REPLACE FUNCTION audit.record(what text, on_class text, key text, of_student bigint, why text, more jsonb)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    -- An entry goes away with the reader's ROLLBACK, a line of the server's log does not; the number that is missing in
    -- audit.event tells where to look for it.
    IF what IN ('read', 'list', 'reveal', 'search', 'export') THEN
        RAISE LOG 'nuanxin audit: person % % % % student %', access.person_id(), what, on_class, coalesce(key, '-'), coalesce(of_student::text, '-');
    END IF;
    INSERT INTO audit.event (person_id, door, action, record_class, record_key, student_id, purpose, detail)
    VALUES (access.person_id(), access.door(), what, on_class, key, of_student, why, coalesce(more, '{}'));
END
$$;
COMMENT ON FUNCTION audit.record(text, text, text, bigint, text, jsonb) IS '写审计日志 | writes one entry of the log';

-- The same key a second time: NX007 if the request is the same (it was done already), NX004 if it is another.
CREATE OR REPLACE FUNCTION audit.claim_command(with_key uuid, on_route text, request text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    earlier audit.command;
BEGIN
    IF access.person_id() IS NULL THEN
        PERFORM access.refuse('directory', 'create');
    ELSIF with_key IS NULL OR on_route IS NULL OR request IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('这张表单不完整。请重新打开页面再填。', 'The form is not complete. Open the page again and fill it in anew.');
    END IF;
    INSERT INTO audit.command (key, person_id, route, request_sha256)
    VALUES (with_key, access.person_id(), on_route, sha256(convert_to(request, 'UTF8')))
    ON CONFLICT (key) DO NOTHING;
    IF NOT FOUND THEN
        SELECT * INTO earlier FROM audit.command WHERE command.key = with_key;
        IF earlier.person_id IS DISTINCT FROM access.person_id() OR earlier.route <> on_route
           OR earlier.request_sha256 <> sha256(convert_to(request, 'UTF8')) THEN
            RAISE EXCEPTION USING ERRCODE = 'NX004',
                MESSAGE = ref.say('这张表单已经用过。请重新打开页面再填。', 'This form was used already. Open the page again and fill it in anew.');
        END IF;
        RAISE EXCEPTION USING ERRCODE = 'NX007', MESSAGE = ref.say('这件事已经办过,没有重复办理。', 'This was done already and was not done twice.');
    END IF;
END
$$;
COMMENT ON FUNCTION audit.claim_command(uuid, text, text) IS '同一命令只生效一次 | a command takes effect once';
