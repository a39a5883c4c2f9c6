-- The log is the auditor's to read; the web server seals it every minute.
GRANT USAGE ON SCHEMA audit TO nuanxin_web;
GRANT EXECUTE ON FUNCTION audit.seal_now() TO nuanxin_web, nuanxin_auditor, nuanxin_staff;
GRANT EXECUTE ON FUNCTION audit.heads(int), audit.verify(bigint, text), audit.coverage(), audit.list(bigint, bigint, text, date, date, bigint, int)
    TO nuanxin_auditor, nuanxin_staff;
