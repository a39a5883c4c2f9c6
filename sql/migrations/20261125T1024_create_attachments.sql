-- Attachments: photos and papers of records, kept in the database under the rights of their record.
CREATE SCHEMA storage;
COMMENT ON SCHEMA storage IS '附件 | attachments';
CREATE TABLE storage.content (
    sha256 bytea PRIMARY KEY,
    bytes bytea NOT NULL,
    CONSTRAINT content_is_what_its_digest_says CHECK (sha256 = pg_catalog.sha256(bytes)),
    CONSTRAINT content_is_of_a_size_that_is_taken CHECK (octet_length(bytes) BETWEEN 1 AND 10485760)
);
ALTER TABLE storage.content ALTER COLUMN bytes SET STORAGE EXTERNAL;
COMMENT ON TABLE storage.content IS '附件内容:同样的内容只存一份 | contents of attachments; the same bytes are kept once';
COMMENT ON COLUMN storage.content.sha256 IS '摘要 | digest';
COMMENT ON COLUMN storage.content.bytes IS '内容(最大10MB) | bytes, 10 MiB at most';
ALTER TABLE storage.content ENABLE ROW LEVEL SECURITY;
CREATE TABLE storage.attachment (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner_kind text NOT NULL,
    owner_id bigint NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    byte_count int NOT NULL,
    sha256 bytea REFERENCES storage.content,
    note text,
    removed_on date,
    remove_reason text,
    CONSTRAINT attachment_media_type_is_taken CHECK (media_type IN ('image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'application/zip', 'text/plain')),
    CONSTRAINT attachment_name_not_blank CHECK (btrim(file_name) <> ''),
    CONSTRAINT attachment_has_its_content CHECK ((sha256 IS NULL) = (removed_on IS NOT NULL)),
    CONSTRAINT attachment_removal_says_why CHECK ((removed_on IS NULL) = (remove_reason IS NULL))
);
COMMENT ON TABLE storage.attachment IS '附件:属于某条记录,权限随该记录 | an attachment of a record, under the record''s rights';
COMMENT ON COLUMN storage.attachment.id IS '编号 | key';
COMMENT ON COLUMN storage.attachment.owner_kind IS '所属记录的种类:issue、visit、care_file 或某个生命周期 | kind of record: issue, visit, care_file or a life cycle';
COMMENT ON COLUMN storage.attachment.owner_id IS '所属记录编号 | key of the record';
COMMENT ON COLUMN storage.attachment.file_name IS '文件名(仅供显示) | name, for display only';
COMMENT ON COLUMN storage.attachment.media_type IS '类型(按内容判断) | type, told by the contents';
COMMENT ON COLUMN storage.attachment.byte_count IS '字节数 | bytes';
COMMENT ON COLUMN storage.attachment.sha256 IS '内容摘要 | digest of the contents; NULL: removed';
COMMENT ON COLUMN storage.attachment.note IS '说明 | remark';
COMMENT ON COLUMN storage.attachment.removed_on IS '移除日期 | when it was removed';
COMMENT ON COLUMN storage.attachment.remove_reason IS '移除原因 | why';
CREATE INDEX attachment_owner_idx ON storage.attachment (owner_kind, owner_id);
CREATE INDEX attachment_sha256_idx ON storage.attachment (sha256);
CALL history.keep('storage.attachment');
