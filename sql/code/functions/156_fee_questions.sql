-- Questions that people ask about fees: who may register fees answers them.
CREATE OR REPLACE FUNCTION registers.list_fee_item_fee_questions(of_record bigint)
RETURNS TABLE (id bigint, asked_on date, question text, answer text, answered_on date, entered_by text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM registers.read_fee_item(of_record);
    RETURN QUERY SELECT found.id, found.asked_on, found.question, found.answer, found.answered_on, (SELECT person.name FROM people.person WHERE person.id = found.created_by)
    FROM registers.fee_question AS found WHERE found.fee_item_id = of_record ORDER BY found.asked_on DESC, found.id DESC;
END
$$;
COMMENT ON FUNCTION registers.list_fee_item_fee_questions(bigint) IS '某收费项目的答疑 | questions about a fee';

CREATE OR REPLACE FUNCTION registers.add_fee_question_to_fee_item(of_record bigint, question text, asked_on date, answer text DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require('document', 'create');
    PERFORM registers.read_fee_item(of_record);
    IF coalesce(btrim(add_fee_question_to_fee_item.question), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'question', MESSAGE = ref.say('“问题”栏不能空。', '"question" cannot be empty.'), HINT = ref.say('请写所问的内容。', 'Write what was asked.');
    ELSIF add_fee_question_to_fee_item.asked_on IS NULL OR add_fee_question_to_fee_item.asked_on > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'asked_on', MESSAGE = ref.say('“提问日期”栏须是今天或以前的日期。', '"asked on" is today or a day before.'), HINT = ref.say('请写提问的日期。', 'Write the day on which it was asked.');
    END IF;
    INSERT INTO registers.fee_question (fee_item_id, asked_on, question, answer, answered_on)
    VALUES (of_record, add_fee_question_to_fee_item.asked_on, btrim(add_fee_question_to_fee_item.question), nullif(btrim(add_fee_question_to_fee_item.answer), ''),
            CASE WHEN nullif(btrim(add_fee_question_to_fee_item.answer), '') IS NOT NULL THEN ref.today() END)
    RETURNING id INTO made;
    PERFORM audit.record('write', 'document', 'fee_question ' || made, NULL, NULL, NULL);
    RETURN made;
END
$$;
COMMENT ON FUNCTION registers.add_fee_question_to_fee_item(bigint, text, date, text) IS '登记收费答疑 | registers a question about a fee';

CREATE OR REPLACE FUNCTION registers.answer_fee_question(of_record bigint, fee_question bigint, answer text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('document', 'create');
    IF coalesce(btrim(answer_fee_question.answer), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'answer', MESSAGE = ref.say('“答复”栏不能空。', '"answer" cannot be empty.'), HINT = ref.say('请写答复内容。', 'Write the answer.');
    END IF;
    UPDATE registers.fee_question AS found SET answer = btrim(answer_fee_question.answer), answered_on = ref.today() WHERE found.id = answer_fee_question.fee_question AND found.fee_item_id = of_record;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', COLUMN = 'fee_question', MESSAGE = ref.say('这个收费项目没有这个编号的问题。', 'This fee has no question of that number.'),
            HINT = ref.say('编号见本页“答疑”一栏。', 'The numbers stand in the list of questions on this page.');
    END IF;
    PERFORM audit.record('change', 'document', 'fee_question ' || fee_question, NULL, NULL, NULL);
END
$$;
COMMENT ON FUNCTION registers.answer_fee_question(bigint, bigint, text) IS '答复收费问题 | answers a question about a fee';
