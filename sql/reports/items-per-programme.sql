-- title: 结合推进 | items per programme
-- question: 每项中心工作下有多少问题、实事、会议? | How many issues, items and meetings are tagged with each programme?
SELECT ref.label('programme', programme) AS programme, count(*) FILTER (WHERE subject_kind = 'issue') AS issues, count(*) FILTER (WHERE subject_kind = 'project') AS projects, count(*) FILTER (WHERE subject_kind = 'meeting') AS meetings
FROM work.list_programme_links() GROUP BY programme ORDER BY count(*) DESC;
