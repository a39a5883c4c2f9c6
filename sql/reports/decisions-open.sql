-- title: 会议决议办理 | decisions of meetings
-- question: 哪些决议还没有办? | Which decisions are not done yet?
SELECT what, registers.label_of('decision', 'outcome', outcome) AS outcome, responsible_name, deadline, ref.state_label('decision', state) AS state FROM field.list_decisions(only_open => true) ORDER BY deadline;
