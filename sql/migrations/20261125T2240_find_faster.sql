-- What lists ask of a school with years of records: when a family was last reached stands ready, and names are found from any character on.
CREATE TABLE care.last_contact (
    file_id bigint PRIMARY KEY REFERENCES care.file ON DELETE CASCADE,
    reached_on date NOT NULL
);
COMMENT ON TABLE care.last_contact IS '最近一次联系上(由联系记录推出) | when the family was last reached; derived from the contacts';
COMMENT ON COLUMN care.last_contact.file_id IS '档案 | file';
COMMENT ON COLUMN care.last_contact.reached_on IS '日期 | day';
ALTER TABLE care.last_contact ENABLE ROW LEVEL SECURITY;
INSERT INTO care.last_contact (file_id, reached_on)
SELECT contact_log.file_id, max(contact_log.contacted_on) FROM care.contact_log WHERE contact_log.outcome = 'reached' GROUP BY contact_log.file_id;
CREATE INDEX contact_log_reached_idx ON care.contact_log (file_id, contacted_on DESC) WHERE outcome = 'reached';
CREATE INDEX left_behind_record_semester_id_idx ON care.left_behind_record (semester, id);
DROP INDEX care.left_behind_record_semester_idx;
CREATE INDEX family_call_called_on_idx ON care.family_call (called_on DESC, id DESC);
CREATE INDEX family_call_created_by_idx ON care.family_call (created_by);
-- A name is known by a part of it: the given name, its last character. Longer names than four characters are few.
CREATE INDEX person_name_from_second_idx ON people.person (substr(name, 2) text_pattern_ops) WHERE in_directory;
CREATE INDEX person_name_from_third_idx ON people.person (substr(name, 3) text_pattern_ops) WHERE in_directory;
CREATE INDEX person_name_from_fourth_idx ON people.person (substr(name, 4) text_pattern_ops) WHERE in_directory;
CREATE INDEX person_long_name_idx ON people.person (id) WHERE in_directory AND length(name) > 4;
