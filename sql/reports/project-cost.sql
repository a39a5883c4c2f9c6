-- title: 项目支出与延误 | cost and delay of projects
-- question: 每个项目预算多少、支出多少、是否超期? | What did each project cost against its budget, and is it late?
SELECT title, registers.label_of('project', 'kind', kind) AS project_kind, unit_label AS unit, lead_name, budget, cost, deadline, ref.state_label('project', state) AS state, greatest(0, coalesce(accepted_on, ref.today()) - deadline) AS days_late FROM registers.list_projects() WHERE state <> 'cancelled' ORDER BY deadline;
