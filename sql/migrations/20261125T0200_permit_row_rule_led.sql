-- A leader decides on the issues that he leads (access matrix, row 21), not on those that he raised or has a task of.
-- Replaces one named constraint; the rows of access.permission are written anew by every migrate, so that nothing else reads the change.
ALTER TABLE access.permission DROP CONSTRAINT permission_row_rule_is_known;
ALTER TABLE access.permission ADD CONSTRAINT permission_row_rule_is_known CHECK (row_rule IN ('all', 'unit', 'class', 'grade', 'pairing', 'referred', 'involved',
    'led', 'own', 'applicants', 'health', 'masked', 'counts', 'deidentified', 'status'));
