-- Life cycles whose rights are judged by functions of their own. After the record classes, to which they point.
INSERT INTO ref.lifecycle (lifecycle, label_zh, label_en, table_name, record_class, has_own_rights) VALUES
    ('issue', '问题', 'issue', 'work.issue', 'issue', true),
    ('task', '任务', 'task', 'work.task', 'issue', true),
    ('publication', '公布内容', 'publication', 'work.publication_item', 'publication', true),
    ('conduct_report', '师德反映', 'conduct report', 'work.conduct_report', 'conduct_report', true);
