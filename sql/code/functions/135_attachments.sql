-- Attachments come and go through these functions only, and each asks the record whose they are.

-- The type by the contents, whatever the file is called; NULL: not taken. What a browser would run (HTML, SVG, scripts) is none of these.
CREATE OR REPLACE FUNCTION storage.media_type(bytes bytea) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = '' AS $$
DECLARE
    as_text text;
BEGIN
    IF substr(bytes, 1, 3) = '\xffd8ff' THEN
        RETURN 'image/jpeg';
    ELSIF substr(bytes, 1, 8) = '\x89504e470d0a1a0a' THEN
        RETURN 'image/png';
    ELSIF substr(bytes, 1, 4) = '\x52494646' AND substr(bytes, 9, 4) = '\x57454250' THEN
        RETURN 'image/webp';
    ELSIF substr(bytes, 1, 5) = '\x255044462d' THEN
        RETURN 'application/pdf';
    ELSIF substr(bytes, 1, 4) = '\x504b0304' THEN
        -- .docx, .xlsx: never opened here, always sent as a file to keep.
        RETURN 'application/zip';
    END IF;
    BEGIN
        as_text := convert_from(substr(bytes, 1, 65536), 'UTF8');
    EXCEPTION WHEN OTHERS THEN
        RETURN NULL;
    END;
    RETURN CASE WHEN as_text !~ '[<\x01-\x08\x0e-\x1f]' AND octet_length(bytes) <= 65536 THEN 'text/plain' END;
END
$$;
COMMENT ON FUNCTION storage.media_type(bytea) IS '按内容判断类型;空为不接受 | type by the contents; NULL: not taken';

-- Refuses unless the caller may do this with the record; the student whom the record is about, for the log.
CREATE OR REPLACE FUNCTION storage.require_owner(of_kind text, of_record bigint, wanted text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    cycle ref.lifecycle;
    found_row jsonb;
    of_student bigint;
BEGIN
    IF of_kind = 'issue' THEN
        PERFORM work.require_issue(wanted, of_record);
        RETURN NULL;
    ELSIF of_kind = 'care_file' THEN
        RETURN care.require_file(of_record, CASE wanted WHEN 'edit' THEN 'create' ELSE wanted END);
    ELSIF of_kind = 'visit' THEN
        SELECT visit.student_id INTO of_student FROM field.visit WHERE visit.id = of_record
            AND (visit.visitor_id = access.person_id()
                 OR (wanted = 'see' AND (access.may_all('visit', 'see') OR visit.student_id IN (SELECT access.student_ids('visit', 'see')))
                     AND (visit.student_id IS NULL OR visit.student_id NOT IN (SELECT access.own_children()))));
        IF NOT FOUND THEN
            PERFORM access.not_found();
        END IF;
        RETURN of_student;
    END IF;
    SELECT * INTO cycle FROM ref.lifecycle WHERE lifecycle = of_kind;
    IF NOT FOUND THEN
        PERFORM access.not_found();
    END IF;
    found_row := work.require_row(of_kind, of_record, wanted);
    RETURN (found_row ->> cycle.student_column)::bigint;
END
$$;
COMMENT ON FUNCTION storage.require_owner(text, bigint, text) IS '要求对附件所属记录有权 | refuses unless the caller may do this with the record';

CREATE OR REPLACE FUNCTION storage.add_attachment(of_kind text, of_record bigint, named text, bytes bytea, remark text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint := storage.require_owner(of_kind, of_record, 'edit');
    found_type text;
    digest bytea;
    made bigint;
BEGIN
    IF octet_length(bytes) IS NULL OR octet_length(bytes) NOT BETWEEN 1 AND 10485760 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('附件须在 1 字节至 10MB 之间。', 'An attachment has 1 byte to 10 MiB.'),
            HINT = ref.say('照片请先缩小。', 'Make photos smaller first.');
    END IF;
    found_type := storage.media_type(bytes);
    IF found_type IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('不接受这种文件。', 'This type of file is not taken.'),
            HINT = ref.say('可以是照片(JPEG、PNG、WebP)、PDF、Word 或 Excel 文件(.docx、.xlsx)、纯文本。', 'Photos (JPEG, PNG, WebP), PDF, .docx, .xlsx and plain text are.');
    END IF;
    digest := sha256(bytes);
    INSERT INTO storage.content (sha256, bytes) VALUES (digest, add_attachment.bytes) ON CONFLICT (sha256) DO NOTHING;
    INSERT INTO storage.attachment (owner_kind, owner_id, file_name, media_type, byte_count, sha256, note)
    VALUES (of_kind, of_record, coalesce(nullif(left(regexp_replace(btrim(named), '[\x01-\x1f/\\]', '_', 'g'), 120), ''), 'file'), found_type, octet_length(bytes), digest, nullif(btrim(remark), ''))
    RETURNING id INTO made;
    PERFORM audit.record('attach', of_kind, of_record::text, of_student, NULL, jsonb_build_object('attachment', made, 'sha256', encode(digest, 'hex')));
    RETURN made;
END
$$;
COMMENT ON FUNCTION storage.add_attachment(text, bigint, text, bytea, text) IS '给记录添加附件 | attaches a file to a record';

-- The attachments of a record. That the same picture hangs elsewhere, too, is told: evidence is not to be used twice.
CREATE OR REPLACE FUNCTION storage.list_attachments(of_kind text, of_record bigint)
RETURNS TABLE (id bigint, file_name text, media_type text, byte_count int, note text, added_on date, added_by text, is_used_elsewhere boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM storage.require_owner(of_kind, of_record, 'see');
    RETURN QUERY
    SELECT attachment.id, attachment.file_name, attachment.media_type, attachment.byte_count, attachment.note, (attachment.created_at AT TIME ZONE 'Asia/Shanghai')::date, person.name,
           EXISTS (SELECT FROM storage.attachment AS other WHERE other.sha256 = attachment.sha256 AND (other.owner_kind, other.owner_id) <> (attachment.owner_kind, attachment.owner_id))
    FROM storage.attachment LEFT JOIN people.person ON person.id = attachment.created_by
    WHERE attachment.owner_kind = of_kind AND attachment.owner_id = of_record AND attachment.removed_on IS NULL ORDER BY attachment.id;
END
$$;
COMMENT ON FUNCTION storage.list_attachments(text, bigint) IS '记录的附件 | attachments of a record';

CREATE OR REPLACE FUNCTION storage.read_attachment(of_attachment bigint)
RETURNS TABLE (file_name text, media_type text, bytes bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    found_attachment storage.attachment;
    of_student bigint;
BEGIN
    SELECT * INTO found_attachment FROM storage.attachment WHERE attachment.id = of_attachment AND attachment.removed_on IS NULL;
    IF found_attachment.id IS NULL THEN
        PERFORM access.not_found();
    END IF;
    of_student := storage.require_owner(found_attachment.owner_kind, found_attachment.owner_id, 'see');
    PERFORM audit.record('read', found_attachment.owner_kind, found_attachment.owner_id::text, of_student, NULL, jsonb_build_object('attachment', of_attachment));
    RETURN QUERY SELECT found_attachment.file_name, found_attachment.media_type, content.bytes FROM storage.content WHERE content.sha256 = found_attachment.sha256;
END
$$;
COMMENT ON FUNCTION storage.read_attachment(bigint) IS '附件内容(留痕) | contents of an attachment; logged';

-- Removed by whoever attached it, or whoever decides on the record. The bytes go when no other attachment has them.
CREATE OR REPLACE FUNCTION storage.remove_attachment(of_attachment bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    found_attachment storage.attachment;
    of_student bigint;
BEGIN
    SELECT * INTO found_attachment FROM storage.attachment WHERE attachment.id = of_attachment AND attachment.removed_on IS NULL FOR UPDATE;
    IF found_attachment.id IS NULL THEN
        PERFORM access.not_found();
    END IF;
    of_student := storage.require_owner(found_attachment.owner_kind, found_attachment.owner_id,
                                        CASE WHEN found_attachment.created_by = access.person_id() THEN 'edit' ELSE 'decide' END);
    PERFORM work.require_reason(why);
    UPDATE storage.attachment SET sha256 = NULL, removed_on = ref.today(), remove_reason = btrim(why) WHERE attachment.id = of_attachment;
    DELETE FROM storage.content WHERE content.sha256 = found_attachment.sha256 AND NOT EXISTS (SELECT FROM storage.attachment AS other WHERE other.sha256 = content.sha256);
    PERFORM audit.record('remove_attachment', found_attachment.owner_kind, found_attachment.owner_id::text, of_student, btrim(why), jsonb_build_object('attachment', of_attachment));
END
$$;
COMMENT ON FUNCTION storage.remove_attachment(bigint, text) IS '移除附件 | removes an attachment';
