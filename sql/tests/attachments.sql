-- Attachments: what is taken, who sees them, what happens to their bytes.
BEGIN;
SELECT plan(19);
SET LOCAL nuanxin.language = 'en';
SET LOCAL timezone = 'Asia/Shanghai';
\ir school/school.sql
CREATE FUNCTION pg_temp.id(of_name text) RETURNS bigint LANGUAGE sql AS $$ SELECT id FROM known WHERE name = of_name $$;
SELECT is(storage.media_type('\xffd8ffe000'), 'image/jpeg', 'a photo by its first bytes');
SELECT is(storage.media_type('\x89504e470d0a1a0a00'), 'image/png', 'a picture');
SELECT is(storage.media_type('\x255044462d312e37'), 'application/pdf', 'a paper');
SELECT is(storage.media_type(convert_to('a plain line', 'UTF8')), 'text/plain', 'text');
SELECT is(storage.media_type(convert_to('<svg xmlns="http://www.w3.org/2000/svg"/>', 'UTF8')), NULL, 'no SVG');
SELECT is(storage.media_type(convert_to('<html><script>alert(1)</script>', 'UTF8')), NULL, 'no HTML');
SELECT is(storage.media_type('\x4d5a9000'), NULL, 'no program');

INSERT INTO known SELECT 'visit', pg_temp.as_person('t_homeroom', format('SELECT field.add_visit(%s, ref.today(), ''in_person'', ''x'', NULL)', pg_temp.id('student2')))::bigint;
CREATE FUNCTION pg_temp.attach(who text, bytes text) RETURNS text LANGUAGE sql AS $$
    SELECT pg_temp.as_person(who, format('SELECT storage.add_attachment(''visit'', %s, ''../p\photo.jpg'', %L, NULL)', pg_temp.id('visit'), bytes)) $$;
INSERT INTO known SELECT 'photo', pg_temp.attach('t_homeroom', '\xffd8ffe0aabb')::bigint;
SELECT is((SELECT file_name FROM storage.attachment WHERE id = pg_temp.id('photo')), '.._p_photo.jpg', 'a name is no path');
SELECT is(pg_temp.attach('t_homeroom', '\x4d5a9000'), 'ERROR NX004', 'what is not taken is refused');
SELECT is(pg_temp.attach('t_carer', '\xffd8ffe0aabb'), 'ERROR NX003', 'nobody attaches to a record that they do not see');
SELECT is(pg_temp.as_person('t_affairs', format('SELECT media_type FROM storage.read_attachment(%s)', pg_temp.id('photo'))), 'image/jpeg', 'who sees the visit sees the photo');
SELECT is(pg_temp.as_person('t_clinic', format('SELECT media_type FROM storage.read_attachment(%s)', pg_temp.id('photo'))), 'ERROR NX003', 'who does not, does not');
SELECT is(pg_temp.as_person('t_clinic', 'SELECT media_type FROM storage.read_attachment(999999)'), 'ERROR NX003', 'as if it were not there');
SELECT is((SELECT count(*)::int FROM audit.event WHERE action = 'read' AND detail ->> 'attachment' = pg_temp.id('photo')::text), 1, 'reading is logged');
SELECT is(pg_temp.as_person('t_affairs', format('SELECT storage.remove_attachment(%s, ''wrong'')', pg_temp.id('photo'))), 'ERROR NX003', 'another does not remove it');
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT storage.remove_attachment(%s, '' '')', pg_temp.id('photo'))), 'ERROR NX004', 'nor is it removed without a reason');
SELECT is(pg_temp.as_person('t_homeroom', format('SELECT storage.remove_attachment(%s, ''wrong child'')', pg_temp.id('photo'))), '', 'who attached it removes it');
SELECT is((SELECT count(*)::int FROM storage.content), 0, 'and its bytes are gone');
SELECT is((SELECT remove_reason FROM storage.attachment WHERE id = pg_temp.id('photo')), 'wrong child', 'that it was there is kept');
SELECT * FROM finish();
ROLLBACK;
