-- The log and the history are sealed: a chain of digests over what has been written, so that a change by hand is found.
-- Nothing that runs now reads the new table; the new triggers refuse what no program does.
CREATE TABLE audit.seal (
    number bigint PRIMARY KEY,
    form int NOT NULL DEFAULT 1,
    up_to_transaction xid8 NOT NULL,
    entry_count int NOT NULL,
    entries bytea NOT NULL,
    previous_sha256 bytea NOT NULL,
    sealed_at timestamptz NOT NULL,
    sha256 bytea NOT NULL,
    CONSTRAINT seal_number_is_positive CHECK (number > 0),
    CONSTRAINT seal_has_an_entry_for_each CHECK (octet_length(entries) = entry_count * 25)
);
COMMENT ON TABLE audit.seal IS '封签:对一段日志与历史的摘要,前后相连 | a seal over a stretch of the log and the history, each holding on to the one before';
COMMENT ON COLUMN audit.seal.number IS '序号,从 1 起连续 | number, from 1 without gaps';
COMMENT ON COLUMN audit.seal.form IS '摘要的算法版本 | how the digests of this seal were made';
COMMENT ON COLUMN audit.seal.up_to_transaction IS '封到哪个事务(不含) | every entry of transactions before this one is in this seal or an earlier one';
COMMENT ON COLUMN audit.seal.entry_count IS '条数 | number of entries';
COMMENT ON COLUMN audit.seal.entries IS '每条:表(1 字节)、序号(8 字节)、摘要(16 字节) | for each entry its table (1 byte), number (8) and digest (16)';
COMMENT ON COLUMN audit.seal.previous_sha256 IS '前一封签的摘要 | digest of the seal before';
COMMENT ON COLUMN audit.seal.sealed_at IS '封签时间 | when it was sealed';
COMMENT ON COLUMN audit.seal.sha256 IS '本封签的摘要,即链头 | digest of this seal: the head of the chain, to be kept elsewhere';
ALTER TABLE audit.seal ENABLE ROW LEVEL SECURITY;
CREATE INDEX event_transaction_number_idx ON audit.event (transaction_number);
CREATE INDEX version_transaction_number_idx ON history.version (transaction_number);

-- First body; the file in code/functions replaces it.
CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.event FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.seal FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON history.version FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
