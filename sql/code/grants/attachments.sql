GRANT USAGE ON SCHEMA storage TO nuanxin_staff, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION storage.list_attachments(text, bigint) TO nuanxin_staff, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION storage.add_attachment(text, bigint, text, bytea, text), storage.read_attachment(bigint), storage.remove_attachment(bigint, text) TO nuanxin_staff;
