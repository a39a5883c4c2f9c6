-- Steps of the party office and of hearing.
GRANT EXECUTE ON FUNCTION units.hand_over_duty(bigint, text, bigint), field.set_attendees(bigint, bigint[]), registers.cite_basis(bigint, bigint), work.add_utterance(date, text, text, boolean, text),
    work.bounce_issue(bigint, text, bigint), work.refuse_extension(bigint, text) TO nuanxin_staff;
