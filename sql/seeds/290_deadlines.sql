-- Reminders as a register of each person's own; and the day by which records of each life cycle are due, where their table has one.
INSERT INTO registers.register (register, systems, label_zh, label_en, record_class, list_function, read_function, lifecycle, sort_order) VALUES
    ('reminder', '{C5,C8}', '到期提醒', 'what is due', 'issue', 'work.list_reminders', NULL, NULL, 300);
INSERT INTO registers.field (register, name, label_zh, label_en, kind, choices) VALUES
    ('reminder', 'due_on', '期限', 'due', 'date', NULL), ('reminder', 'subject_kind', '事项', 'what', 'text', NULL), ('reminder', 'subject', '编号', 'number', 'text', NULL),
    ('reminder', 'path', '页面', 'page', 'hidden', NULL);
INSERT INTO registers.field (register, name, label_zh, label_en, kind, choices)
SELECT 'reminder', named.name, '级别', 'level', 'choice', (SELECT jsonb_agg(jsonb_build_object('value', level, 'zh', label_zh, 'en', label_en) ORDER BY days_late) FROM work.escalation_rule)
FROM (VALUES ('level'), ('of_level')) AS named (name);
UPDATE ref.lifecycle SET due_column = found.column_name
FROM (SELECT DISTINCT ON (cycle.lifecycle) cycle.lifecycle, attribute.attname AS column_name
      FROM ref.lifecycle AS cycle JOIN pg_attribute AS attribute ON attribute.attrelid = to_regclass(cycle.table_name)
      WHERE attribute.attname IN ('deadline', 'due_on', 'reply_by', 'answer_by') ORDER BY cycle.lifecycle, attribute.attname) AS found
WHERE found.lifecycle = lifecycle.lifecycle AND cardinality(lifecycle.person_columns) > 0;
