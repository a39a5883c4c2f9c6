-- Aid by rule: rules, budgets, who qualifies, determinations step by step, awards, payments to the bank and back; scholarships.: everything comes through functions.
CREATE POLICY scholarship_round_comes_through_functions ON aid.scholarship_round FOR SELECT TO PUBLIC USING (false);
CREATE POLICY nomination_comes_through_functions ON aid.nomination FOR SELECT TO PUBLIC USING (false);
CREATE POLICY budget_comes_through_functions ON aid.budget FOR SELECT TO PUBLIC USING (false);
CREATE POLICY candidate_comes_through_functions ON aid.candidate FOR SELECT TO PUBLIC USING (false);
CREATE POLICY determination_opinion_comes_through_functions ON aid.determination_opinion FOR SELECT TO PUBLIC USING (false);
CREATE POLICY objection_comes_through_functions ON aid.objection FOR SELECT TO PUBLIC USING (false);
CREATE POLICY bank_account_comes_through_functions ON aid.bank_account FOR SELECT TO PUBLIC USING (false);
CREATE POLICY payment_batch_comes_through_functions ON aid.payment_batch FOR SELECT TO PUBLIC USING (false);
CREATE POLICY payment_comes_through_functions ON aid.payment FOR SELECT TO PUBLIC USING (false);
