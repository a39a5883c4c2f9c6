CREATE POLICY fee_question_comes_through_functions ON registers.fee_question FOR SELECT TO PUBLIC USING (false);
