-- Imports: rows come by COPY into the view, everything else by functions.
GRANT INSERT ON intake.row_loading TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION intake.open_batch(text, text, text, bytea, jsonb), intake.judge(bigint), intake.commit(bigint), intake.drop_batch(bigint), intake.undo(bigint),
    intake.summary(bigint), intake.findings(bigint), intake.refused_rows(bigint), intake.batches() TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION intake.summary(bigint), intake.batches() TO nuanxin_auditor;
