-- A key a semester, made once; it never leaves the database.
INSERT INTO reporting.pseudonym_key (semester) SELECT code FROM ref.semester ON CONFLICT (semester) DO NOTHING;
