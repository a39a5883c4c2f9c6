-- Questions about fees, as a part of the register of fees.
INSERT INTO registers.part (register, part, ordinal, label_zh, label_en, list_function) VALUES
    ('fee_item', 'fee_question', 1, '答疑', 'questions', 'registers.list_fee_item_fee_questions');

INSERT INTO registers.action (register, action, ordinal, label_zh, label_en, function_name, on_record, transition, record_class, verb) VALUES
    ('fee_item', 'add_fee_question', 50, '登记提问', 'add a question', 'registers.add_fee_question_to_fee_item', true, NULL, 'document', 'create'),
    ('fee_item', 'answer_fee_question', 51, '答复', 'answer', 'registers.answer_fee_question', true, NULL, 'document', 'create');

INSERT INTO registers.field (register, name, label_zh, label_en, kind, source, choices, synonyms) VALUES
    ('fee_item', 'question', '问题', 'question', 'text', NULL, NULL, '{}'::text[]),
    ('fee_item', 'asked_on', '提问日期', 'asked on', 'date', NULL, NULL, '{}'::text[]),
    ('fee_item', 'answer', '答复', 'answer', 'text', NULL, NULL, '{}'::text[]),
    ('fee_item', 'answered_on', '答复日期', 'answered on', 'date', NULL, NULL, '{}'::text[]),
    ('fee_item', 'fee_question', '问题编号', 'number of the question', 'key', NULL, NULL, '{}'::text[]);
