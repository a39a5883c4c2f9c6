-- title: 排查覆盖 | inspection coverage
-- question: 本学期各类场所查了多少,发现多少? | How many places of each kind were inspected this term, and what was found?
SELECT place_kind, places, inspected, percent, findings, hazards FROM reporting.inspection_coverage();
