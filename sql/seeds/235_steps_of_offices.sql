-- Steps of the party office and of hearing, beside those of 220 and 230.
INSERT INTO ref.lifecycle_transition (lifecycle, action, from_state, to_state, label_zh, label_en, guard_zh, guard_en, verb, needs_reason) VALUES
    ('issue', 'bounce', 'assigned', 'accepted', '退回交办', 'send back to the office', '三个工作日内,写明更合适的部门,最多两次', 'within three working days, naming a better unit, twice at most', 'edit', true);
INSERT INTO registers.action (register, action, ordinal, label_zh, label_en, function_name, on_record, transition, record_class, verb) VALUES
    ('body', 'hand_over_duty', 61, '移交职责', 'hand over a duty', 'units.hand_over_duty', true, NULL, 'campaign', 'edit'),
    ('meeting', 'set_attendees', 55, '更正参加人员', 'set right who came', 'field.set_attendees', true, NULL, 'meeting', 'create'),
    ('regulation', 'cite_basis', 58, '注明依据', 'say what it rests on', 'registers.cite_basis', true, NULL, 'document', 'edit'),
    ('utterance', 'add', 3, '登记原声', 'write down what was said', 'work.add_utterance', false, NULL, 'issue', 'create'),
    ('issue', 'bounce', 3, '退回交办', 'send back to the office', 'work.bounce_issue', true, NULL, 'issue', 'edit');
UPDATE registers.action SET function_name = 'work.refuse_extension' WHERE register = 'deadline_extension' AND action = 'refuse';
INSERT INTO registers.field (register, name, label_zh, label_en, kind, source) VALUES
    ('regulation', 'basis', '依据文件', 'rests on', 'record', 'document'), ('regulation', 'basis_title', '依据', 'rests on', 'text', NULL), ('utterance', 'about_conduct', '涉及师德', 'about a teacher''s conduct', 'yes_no', NULL),
    ('utterance', 'raiser_name', '反映人', 'raiser', 'text', NULL);
