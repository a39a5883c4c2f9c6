-- Questions about fees.
GRANT EXECUTE ON FUNCTION registers.list_fee_item_fee_questions(bigint) TO nuanxin_staff, nuanxin_auditor, nuanxin_analyst;
GRANT EXECUTE ON FUNCTION registers.add_fee_question_to_fee_item(bigint, text, date, text), registers.answer_fee_question(bigint, bigint, text) TO nuanxin_staff;
