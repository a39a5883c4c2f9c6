-- The log and the history are sealed in a chain of digests, and every change says which request made it.
-- Two columns without a rewrite, two indexes, one new table: a program of the last version goes on as before.
ALTER TABLE audit.event ADD COLUMN request text, ADD COLUMN era int NOT NULL DEFAULT 1;
COMMENT ON COLUMN audit.event.request IS '请求(命令键) | the request that it belongs to: the key of the command; NULL: none was given';
COMMENT ON COLUMN audit.event.era IS '库的代次:恢复到另一实例后加一 | counts up when the database was restored into another cluster, whose transactions are numbered anew';
ALTER TABLE history.version ADD COLUMN request text, ADD COLUMN era int NOT NULL DEFAULT 1;
COMMENT ON COLUMN history.version.request IS '请求(命令键) | the request that made the change: the key of the command; NULL: see the transaction';
COMMENT ON COLUMN history.version.era IS '库的代次 | era of the database, see audit.event';
-- A seal takes what was written between two transaction numbers.
CREATE INDEX event_transaction_number_idx ON audit.event (transaction_number);
CREATE INDEX version_transaction_number_idx ON history.version (transaction_number);

CREATE TABLE audit.seal (
    number bigint PRIMARY KEY,
    era int NOT NULL,
    from_transaction xid8 NOT NULL,
    to_transaction xid8 NOT NULL,
    event_ids bigint[] NOT NULL,
    event_digests bytea NOT NULL,
    version_ids bigint[] NOT NULL,
    version_digests bytea NOT NULL,
    entries_sha256 bytea NOT NULL,
    previous_sha256 bytea NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    sha256 bytea NOT NULL,
    CONSTRAINT seal_takes_a_stretch CHECK (from_transaction < to_transaction),
    CONSTRAINT seal_has_a_digest_an_entry CHECK (length(event_digests) = 32 * cardinality(event_ids) AND length(version_digests) = 32 * cardinality(version_ids))
);
COMMENT ON TABLE audit.seal IS '封印:日志与历史的摘要链 | a seal: a link of the chain of digests over the log and the history';
COMMENT ON COLUMN audit.seal.number IS '号 | number, from 1 without a gap';
COMMENT ON COLUMN audit.seal.era IS '库的代次 | era of the database, see audit.event';
COMMENT ON COLUMN audit.seal.from_transaction IS '起始事务号(含) | first transaction that it covers';
COMMENT ON COLUMN audit.seal.to_transaction IS '截止事务号(不含) | the transaction before which it ends; the next seal begins here';
COMMENT ON COLUMN audit.seal.event_ids IS '日志序号 | numbers of the entries of the log in it';
COMMENT ON COLUMN audit.seal.event_digests IS '每条日志的 SHA-256 | digest of each entry, 32 bytes one after the other';
COMMENT ON COLUMN audit.seal.version_ids IS '历史版本序号 | numbers of the versions of the history in it';
COMMENT ON COLUMN audit.seal.version_digests IS '每个版本的 SHA-256 | digest of each version';
COMMENT ON COLUMN audit.seal.entries_sha256 IS '以上四列的 SHA-256 | digest of the four columns above';
COMMENT ON COLUMN audit.seal.previous_sha256 IS '前一封印的 SHA-256 | digest of the seal before; zeros in the first';
COMMENT ON COLUMN audit.seal.sealed_at IS '时间 | when';
COMMENT ON COLUMN audit.seal.sha256 IS '本封印的 SHA-256,即链头 | digest of this seal: the head of the chain up to here';
ALTER TABLE audit.seal ENABLE ROW LEVEL SECURITY;

-- Which tables a record consists of, so that its history can be read by whoever may read the record.
CREATE TABLE history.readable (
    table_name text PRIMARY KEY,
    record text NOT NULL,
    key_column text NOT NULL,
    record_column text NOT NULL,
    right_by text NOT NULL,
    record_class text NOT NULL REFERENCES access.record_class,
    subject_column text,
    column_classes jsonb NOT NULL DEFAULT '{}',
    withheld text[] NOT NULL DEFAULT '{}',
    sort_order int NOT NULL DEFAULT 0,
    CONSTRAINT readable_right_is_known CHECK (right_by IN ('student', 'issue', 'all')),
    CONSTRAINT readable_names_its_subject CHECK (right_by = 'all' OR subject_column IS NOT NULL)
);
COMMENT ON TABLE history.readable IS '可查历史的表:属于哪种记录、凭什么权限、哪些列另有限制 | tables whose history can be read, and by which right';
COMMENT ON COLUMN history.readable.table_name IS '表名(含模式) | table, with its schema';
COMMENT ON COLUMN history.readable.record IS '所属记录 | the kind of record that it belongs to, as pages and commands name it';
COMMENT ON COLUMN history.readable.key_column IS '主键列 | column of its primary key';
COMMENT ON COLUMN history.readable.record_column IS '指向所属记录的列 | column with the key of the record; the primary key where the row is the record';
COMMENT ON COLUMN history.readable.right_by IS '权限依据:学生、问题、全部 | the right asked: on the student, on the issue, or on every row';
COMMENT ON COLUMN history.readable.record_class IS '记录类别 | class of the access matrix that the row belongs to';
COMMENT ON COLUMN history.readable.subject_column IS '学生或问题所在列 | column with the student or issue that the right is asked on';
COMMENT ON COLUMN history.readable.column_classes IS '另属其他类别的列 | columns that belong to another class of the matrix, by name';
COMMENT ON COLUMN history.readable.withheld IS '从不显示的列 | columns that are never shown';
COMMENT ON COLUMN history.readable.sort_order IS '排序 | order within the record';
CREATE INDEX readable_record_class_idx ON history.readable (record_class);
ALTER TABLE history.readable ENABLE ROW LEVEL SECURITY;
