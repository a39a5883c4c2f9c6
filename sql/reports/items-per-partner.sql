-- title: 外部单位事项 | items per partner
-- question: 与每个外部单位有多少往来事项? | How many items are there with each partner?
SELECT name, registers.label_of('external_organization', 'kind', kind) AS organization_kind, trips, external_reports, residents, secondments FROM reporting.items_per_partner();
