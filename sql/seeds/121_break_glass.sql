-- Who may break the glass, and who hears of it. After 120_access.sql, which writes all other permissions anew.
INSERT INTO access.record_class (record_class, label_zh, label_en, sensitivity) VALUES ('break_glass', '紧急查看', 'break-glass looks', 2)
ON CONFLICT (record_class) DO UPDATE SET label_zh = excluded.label_zh, label_en = excluded.label_en, sensitivity = excluded.sensitivity;
INSERT INTO access.permission (role, record_class, verb, row_rule) VALUES
    ('leader', 'health_card', 'see', 'break_glass'),
    ('leader', 'diagnosis', 'see', 'break_glass'),
    ('party_secretary', 'health_card', 'see', 'break_glass'),
    ('party_secretary', 'diagnosis', 'see', 'break_glass'),
    ('party_office', 'break_glass', 'see', 'all'),
    ('party_office', 'break_glass', 'decide', 'all'),
    ('clinic', 'break_glass', 'see', 'all'),
    ('auditor', 'break_glass', 'see', 'all')
ON CONFLICT (role, record_class, verb, row_rule) DO NOTHING;

-- What of the history can be read: one row a table. Right and class are those of the function that reads the record itself.
DELETE FROM history.readable;
INSERT INTO history.readable (table_name, record, key_column, record_column, right_by, record_class, subject_column, column_classes, withheld, sort_order) VALUES
    ('work.issue', 'issue', 'id', 'id', 'issue', 'issue', 'id', '{}', '{lifecycle}', 1),
    ('work.task', 'issue', 'id', 'issue_id', 'issue', 'issue', 'issue_id', '{}', '{lifecycle}', 2),
    ('work.result', 'issue', 'id', 'issue_id', 'issue', 'issue', 'issue_id', '{}', '{}', 3),
    ('work.publication_item', 'publication', 'id', 'id', 'all', 'publication', NULL, '{}', '{lifecycle}', 1),
    ('care.file', 'care-file', 'id', 'id', 'student', 'care_file', 'student_id', '{}', '{lifecycle}', 1),
    ('people.person', 'student', 'id', 'id', 'student', 'directory', 'id',
     '{"birth_date": "enrolment", "ethnicity": "enrolment", "former_names": "enrolment", "deceased_on": "enrolment"}', '{in_directory}', 1),
    ('people.student', 'student', 'person_id', 'person_id', 'student', 'enrolment', 'person_id', '{"roll_number": "identifier"}', '{roll_number}', 2),
    ('people.class_placement', 'student', 'id', 'student_id', 'student', 'enrolment', 'student_id', '{}', '{}', 3),
    ('people.enrolment', 'student', 'id', 'student_id', 'student', 'enrolment', 'student_id', '{}', '{}', 4),
    ('people.address', 'student', 'id', 'person_id', 'student', 'contact', 'person_id', '{}', '{}', 5),
    ('people.contact_point', 'student', 'id', 'person_id', 'student', 'contact', 'person_id', '{}', '{}', 6),
    ('care.left_behind_record', 'student', 'id', 'student_id', 'student', 'left_behind', 'student_id', '{}', '{}', 7),
    ('care.health_card', 'student', 'id', 'student_id', 'student', 'health_card', 'student_id', '{}', '{}', 8),
    ('care.health_record', 'student', 'id', 'student_id', 'student', 'diagnosis', 'student_id', '{}', '{}', 9),
    ('aid.determination', 'student', 'id', 'student_id', 'student', 'determination', 'student_id', '{}', '{}', 10),
    ('aid.award', 'student', 'id', 'student_id', 'student', 'award', 'student_id', '{}', '{amount}', 11);
