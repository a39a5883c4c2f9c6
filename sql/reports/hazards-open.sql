-- title: 未销号隐患 | open hazards
-- question: 各楼各等级的隐患还有多少没有销号,超过30天的、逾期的、待复查的各多少? | How many hazards are open by building and grade: older than 30 days, overdue, waiting for re-inspection?
SELECT building, coalesce(registers.label_of('hazard', 'grade', nullif(grade, 'ungraded')), ref.say('未定级', 'not graded')) AS level, open_count, older_than_30_days, overdue, waiting_for_reinspection FROM registers.hazard_figures();
