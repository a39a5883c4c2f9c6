-- Kinds of concern in a care file, as pages and tables call them.
INSERT INTO ref.code_list (list, label_zh, label_en) VALUES ('concern_kind', '关爱事项', 'concern')
ON CONFLICT (list) DO UPDATE SET label_zh = excluded.label_zh, label_en = excluded.label_en;
INSERT INTO ref.code (list, code, label_zh, label_en, sort_order)
SELECT 'concern_kind', kind.code, kind.label_zh, kind.label_en, kind.sort_order
FROM (VALUES ('left_behind', '留守', 'left behind', 1), ('poverty', '家庭经济困难', 'poverty', 2), ('health', '健康', 'health', 3), ('orphan', '孤儿', 'orphan', 4),
             ('family', '家庭变故', 'family', 5), ('study', '学业', 'study', 6), ('other', '其他', 'other', 7)) AS kind (code, label_zh, label_en, sort_order)
WHERE NOT EXISTS (SELECT FROM ref.code WHERE code.list = 'concern_kind' AND code.code = kind.code);
