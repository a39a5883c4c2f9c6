-- title: 没有依据的规定 | rules without a basis
-- question: 哪些机构、收费、清单、成果没有依据文件? | Which bodies, fees, checklists and deliverables cite no paper?
SELECT (SELECT ref.say(label_zh, label_en) FROM registers.register WHERE register.register = kind) AS register, title, from_day FROM reporting.rules_without_basis();
