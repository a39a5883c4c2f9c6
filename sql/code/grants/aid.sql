-- Aid by rule: rules, budgets, who qualifies, determinations step by step, awards, payments to the bank and back; scholarships.
GRANT EXECUTE ON FUNCTION
    aid.list_scholarship_rounds(text),
    aid.read_scholarship_round(bigint),
    aid.list_nominations(bigint, text),
    aid.read_nomination(bigint)
    TO nuanxin_staff, nuanxin_auditor;
GRANT EXECUTE ON FUNCTION
    aid.add_scholarship_round(text, text, text, int, numeric(12,2), date),
    aid.change_scholarship_round(bigint, text, text, text, int, numeric(12,2), date),
    aid.add_nomination(bigint, bigint, text, text),
    aid.change_nomination(bigint, bigint, bigint, text, text)
    TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION aid.list_rules(text, boolean), aid.list_budgets(), aid.list_candidates(text, boolean), aid.list_awards(text, text), aid.list_bank_accounts(), aid.list_payment_batches(), aid.list_batch_payments(bigint), aid.list_determinations(text, text), aid.list_determination_opinions(bigint), aid.list_objections(bigint), aid.notice_sheet(), aid.bank_sheet(bigint), reporting.stuck_payments(), reporting.determination_timing() TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION aid.grant_scholarship(bigint), aid.add_rule(text, text, numeric, text, date, text, text, date), aid.end_rule(bigint, date), aid.set_budget(text, text, numeric, text), aid.match(text), aid.refuse_aid(bigint, date), aid.propose_award(bigint, numeric), aid.approve_award(bigint), aid.cancel_award(bigint, text), aid.set_bank_account(bigint, text, text, text), aid.make_payment_batch(text, text), aid.send_batch(bigint), aid.return_payment(bigint, bigint, text), aid.settle_batch(bigint), aid.apply_for_aid(bigint, text, date, text), aid.class_opinion(bigint, text, text), aid.grade_review(bigint, text, text), aid.school_opinion(bigint, text, text), aid.put_on_notice(bigint, date, date), aid.object(bigint, text), aid.answer_objection(bigint, text), aid.determine(bigint) TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION aid.decline_scholarship(bigint, text), aid.recover_award(bigint, text), aid.propose_again(bigint, numeric), aid.apply_again(bigint, text, date, text), aid.take_notice_down(bigint), aid.decline_determination(bigint, text), aid.adjust_level(bigint, text, text), aid.confirm_determination(bigint), aid.end_determination(bigint, text),
    aid.list_category_evidence(boolean), aid.add_category_evidence(bigint, text, text, date, date), aid.end_category_evidence(bigint, date) TO nuanxin_staff;
