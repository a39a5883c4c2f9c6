-- Break-glass (access matrix, row rule b): a leader looks at a health card in an emergency, says why, and another person reviews it.
-- Replaces one named constraint; the rows of access.permission are written anew by every migrate.
ALTER TABLE access.permission DROP CONSTRAINT permission_row_rule_is_known;
ALTER TABLE access.permission ADD CONSTRAINT permission_row_rule_is_known CHECK (row_rule IN ('all', 'unit', 'class', 'grade', 'pairing', 'referred', 'involved',
    'led', 'own', 'applicants', 'health', 'masked', 'counts', 'deidentified', 'status', 'break_glass'));

CREATE TABLE access.break_glass (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id bigint NOT NULL REFERENCES people.person,
    student_id bigint NOT NULL REFERENCES people.student,
    record_class text NOT NULL REFERENCES access.record_class,
    reason text NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ends_at timestamptz NOT NULL,
    reviewed_by bigint REFERENCES people.person,
    reviewed_at timestamptz,
    was_justified boolean,
    review_note text,
    CONSTRAINT break_glass_says_why CHECK (length(btrim(reason)) >= 10),
    CONSTRAINT break_glass_lasts_a_day_at_most CHECK (ends_at > opened_at AND ends_at <= opened_at + interval '24 hours'),
    CONSTRAINT break_glass_reviewed_by_another CHECK (reviewed_by <> person_id),
    CONSTRAINT break_glass_review_is_whole CHECK ((reviewed_by IS NULL) = (reviewed_at IS NULL) AND (reviewed_by IS NULL) = (was_justified IS NULL)
                                                  AND (reviewed_by IS NULL OR length(btrim(review_note)) > 0))
);
COMMENT ON TABLE access.break_glass IS '紧急查看:限时、写明理由、事后由他人审查 | an emergency look at a record beyond one''s rights, for hours, with a reason, reviewed by another';
COMMENT ON COLUMN access.break_glass.id IS '编号 | key';
COMMENT ON COLUMN access.break_glass.person_id IS '查看人 | who looks';
COMMENT ON COLUMN access.break_glass.student_id IS '学生 | student';
COMMENT ON COLUMN access.break_glass.record_class IS '记录类别 | class of the records';
COMMENT ON COLUMN access.break_glass.reason IS '理由 | the reason';
COMMENT ON COLUMN access.break_glass.opened_at IS '开始时间 | from';
COMMENT ON COLUMN access.break_glass.ends_at IS '截止时间 | until';
COMMENT ON COLUMN access.break_glass.reviewed_by IS '审查人(不能是本人) | who reviewed it, never oneself';
COMMENT ON COLUMN access.break_glass.reviewed_at IS '审查时间 | when; NULL: not reviewed yet';
COMMENT ON COLUMN access.break_glass.was_justified IS '是否正当 | whether it was justified';
COMMENT ON COLUMN access.break_glass.review_note IS '审查意见 | what the reviewer says';
CREATE INDEX break_glass_person_id_idx ON access.break_glass (person_id, student_id);
CREATE INDEX break_glass_student_id_idx ON access.break_glass (student_id);
CREATE INDEX break_glass_record_class_idx ON access.break_glass (record_class);
CREATE INDEX break_glass_reviewed_by_idx ON access.break_glass (reviewed_by);
CALL history.keep('access.break_glass');
