-- Sheets of registers: which rows have come in, so that the same sheet a second time changes nothing.
CREATE TABLE registers.loaded_row (
    register text NOT NULL,
    row_sha256 bytea NOT NULL,
    record_key text,
    file_name text NOT NULL,
    loaded_by bigint REFERENCES people.person,
    loaded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (register, row_sha256)
);
COMMENT ON TABLE registers.loaded_row IS '已由表格登记的行 | rows of sheets that have come in';
COMMENT ON COLUMN registers.loaded_row.register IS '登记簿 | register';
COMMENT ON COLUMN registers.loaded_row.row_sha256 IS '行内容的摘要 | digest of the row''s contents';
COMMENT ON COLUMN registers.loaded_row.record_key IS '登记成的记录编号 | key of the record that it became';
COMMENT ON COLUMN registers.loaded_row.file_name IS '文件名 | file';
COMMENT ON COLUMN registers.loaded_row.loaded_by IS '何人 | who';
COMMENT ON COLUMN registers.loaded_row.loaded_at IS '时间 | when';
CREATE INDEX loaded_row_loaded_by_idx ON registers.loaded_row (loaded_by);
ALTER TABLE registers.loaded_row ENABLE ROW LEVEL SECURITY;
