-- title: 来信来访时限 | letters against their clocks
-- question: 哪些来信来访超过了告知或答复期限? | Which letters are past the day to tell or to answer?
SELECT received_on, subject, unit_label AS unit, tell_by, told_on, answer_by, ref.state_label('letter', state) AS state FROM work.list_letters(only_open => true) WHERE (told_on IS NULL AND tell_by < ref.today()) OR answer_by < ref.today() ORDER BY answer_by;
