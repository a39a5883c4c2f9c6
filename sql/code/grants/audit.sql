-- The log, the history and break-glass. Each of these functions checks its caller; tables stay closed.
GRANT USAGE ON SCHEMA history TO nuanxin_staff, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION history.of_record(text, bigint, int, int), history.as_of(text, bigint, timestamptz) TO nuanxin_staff, nuanxin_auditor;
GRANT USAGE ON SCHEMA audit TO nuanxin_analyst;
GRANT EXECUTE ON FUNCTION audit.refused(text, text), audit.exported(text, text, bigint, text, text, text) TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor;
-- A seal tells a digest and nothing else; the web server adds one every minute, signed in as nobody.
GRANT EXECUTE ON FUNCTION audit.seal_entries() TO nuanxin_staff, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION audit.verify(text[]), audit.heads(int), audit.list_events(text, bigint, text, text, date, date, bigint, int) TO nuanxin_auditor, nuanxin_staff;
GRANT EXECUTE ON FUNCTION audit.claim_command(uuid, text, text) TO nuanxin_auditor;
GRANT EXECUTE ON FUNCTION access.break_glass(bigint, text, text, int), access.breakable(bigint), access.list_break_glass(boolean, int),
    access.unreviewed_break_glass(), access.review_break_glass(bigint, boolean, text) TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION access.list_break_glass(boolean, int), access.unreviewed_break_glass(), access.breakable(bigint) TO nuanxin_auditor;
