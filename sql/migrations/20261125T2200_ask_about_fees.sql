-- What parents and the public ask about a fee, and what they are answered; spans that end after they begin; one secondment of a person at a time.
CREATE TABLE registers.fee_question (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    fee_item_id bigint NOT NULL REFERENCES registers.fee_item,
    asked_on date NOT NULL,
    question text NOT NULL,
    answer text,
    answered_on date,
    CONSTRAINT fee_question_question_not_blank CHECK (btrim(question) <> ''),
    CONSTRAINT fee_question_answered_after_it_was_asked CHECK (answered_on >= asked_on),
    CONSTRAINT fee_question_has_both_answer_and_day CHECK ((answer IS NULL) = (answered_on IS NULL))
);
COMMENT ON TABLE registers.fee_question IS '收费答疑(不记提问人) | a question about a fee, without whoever asked';
COMMENT ON COLUMN registers.fee_question.id IS '编号 | key';
COMMENT ON COLUMN registers.fee_question.fee_item_id IS '收费项目 | the fee asked about';
COMMENT ON COLUMN registers.fee_question.asked_on IS '提问日期 | day on which it was asked';
COMMENT ON COLUMN registers.fee_question.question IS '问题 | the question';
COMMENT ON COLUMN registers.fee_question.answer IS '答复 | the answer';
COMMENT ON COLUMN registers.fee_question.answered_on IS '答复日期 | day of the answer';
COMMENT ON CONSTRAINT fee_question_answered_after_it_was_asked ON registers.fee_question IS '答复日期不能早于提问日期。 | The answer cannot come before the question.';
CREATE INDEX fee_question_fee_item_id_idx ON registers.fee_question (fee_item_id);
CALL history.keep('registers.fee_question');

ALTER TABLE registers.disclosure ADD CONSTRAINT disclosure_ends_after_start CHECK (to_day >= from_day);
COMMENT ON CONSTRAINT disclosure_ends_after_start ON registers.disclosure IS '结束日期不能早于开始日期。 | The last day cannot come before the first.';
ALTER TABLE units.body ADD CONSTRAINT body_ends_after_start CHECK (to_day >= from_day);
COMMENT ON CONSTRAINT body_ends_after_start ON units.body IS '结束日期不能早于开始日期。 | The last day cannot come before the first.';
ALTER TABLE units.body_membership ADD CONSTRAINT body_membership_ends_after_start CHECK (to_day >= from_day);
COMMENT ON CONSTRAINT body_membership_ends_after_start ON units.body_membership IS '结束日期不能早于开始日期。 | The last day cannot come before the first.';
ALTER TABLE people.public_capacity ADD CONSTRAINT public_capacity_ends_after_start CHECK (to_day >= from_day);
COMMENT ON CONSTRAINT public_capacity_ends_after_start ON people.public_capacity IS '结束日期不能早于开始日期。 | The last day cannot come before the first.';
ALTER TABLE registers.point_rule ADD CONSTRAINT point_rule_ends_after_start CHECK (to_day >= from_day);
COMMENT ON CONSTRAINT point_rule_ends_after_start ON registers.point_rule IS '结束日期不能早于开始日期。 | The last day cannot come before the first.';
ALTER TABLE field.secondment ADD CONSTRAINT secondment_is_one_at_a_time EXCLUDE USING gist (person_id WITH =, daterange(from_day, to_day) WITH &&);
COMMENT ON CONSTRAINT secondment_is_one_at_a_time ON field.secondment IS '同一人同一时间只在一处驻村:请先填上一段的结束日期。 | Nobody is seconded twice at a time: enter the end of the earlier term first.';
