-- Care files. What they hold comes only through these functions: each checks, and each look leaves an entry in the log.

-- The student of a file, if the caller may do this with it; refuses otherwise, and as "not found" where not even the file may be seen.
CREATE OR REPLACE FUNCTION care.require_file(of_file bigint, wanted text) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint;
BEGIN
    SELECT student_id INTO of_student FROM care.file WHERE id = of_file;
    IF of_student IS NULL OR NOT access.may_student('care_file', 'see', of_student) THEN
        IF access.person_id() IS NULL THEN
            PERFORM access.refuse('care_file', wanted);
        END IF;
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这份档案,或您无权查看。', 'There is no such file, or you may not see it.');
    END IF;
    IF NOT access.may_student('care_file', wanted, of_student) THEN
        PERFORM access.refuse('care_file', wanted);
    END IF;
    RETURN of_student;
END
$$;
COMMENT ON FUNCTION care.require_file(bigint, text) IS '要求对档案有权 | refuses unless the caller may do this with the file';

CREATE OR REPLACE FUNCTION care.require_open(of_file bigint) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM care.file JOIN ref.lifecycle_state USING (lifecycle, state) WHERE file.id = of_file AND is_open) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('档案已经结档,不能再改。', 'The file is closed and cannot be changed.');
    END IF;
END
$$;
COMMENT ON FUNCTION care.require_open(bigint) IS '要求档案未结 | refuses when the file is closed';

-- Who may be carer: a member of staff, and never a parent of the child.
CREATE OR REPLACE FUNCTION care.require_carer(of_carer bigint, of_student bigint) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF of_carer IS NOT NULL AND (NOT EXISTS (SELECT FROM people.staff WHERE person_id = of_carer)
       OR EXISTS (SELECT FROM people.guardianship WHERE guardian_id = of_carer AND student_id = of_student)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004',
            MESSAGE = ref.say('帮扶责任人须是本校教职工,且不能是学生的监护人。', 'The carer must be a member of staff and not a guardian of the student.');
    END IF;
END
$$;
COMMENT ON FUNCTION care.require_carer(bigint, bigint) IS '检查帮扶责任人 | checks who is to be carer';

CREATE OR REPLACE FUNCTION care.open_file(of_student bigint, concern_kind text, summary text, source text, carer bigint, contact_days int)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    opened bigint;
    semester_end date;
BEGIN
    PERFORM access.require_student('care_file', 'create', of_student);
    PERFORM care.require_carer(carer, of_student);
    PERFORM ref.require_word('关爱事项', 'the concern', concern_kind, '{left_behind,poverty,health,orphan,family,study,other}');
    IF coalesce(btrim(source), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请写明建档来源。', 'State where the concern comes from.');
    ELSIF contact_days NOT BETWEEN 1 AND 366 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('联系间隔须在 1 至 366 天。', 'Contacts are 1 to 366 days apart.');
    ELSIF EXISTS (SELECT FROM care.file AS earlier WHERE earlier.student_id = of_student AND earlier.closed_on IS NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('这名学生已有未结的档案。', 'This student has an open file already.');
    END IF;
    IF NOT EXISTS (SELECT FROM people.enrolment WHERE student_id = of_student AND valid @> ref.today()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('只能为在籍学生建档。', 'A file can be opened for a student on the roll only.');
    END IF;
    SELECT ends_on INTO semester_end FROM ref.semester WHERE ref.today() BETWEEN starts_on AND ends_on;
    INSERT INTO care.file (student_id, source, carer_id, opened_on, next_review_on)
    VALUES (of_student, source, carer, ref.today(), semester_end) RETURNING id INTO opened;
    INSERT INTO care.concern (file_id, kind, summary, opened_on) VALUES (opened, concern_kind, nullif(btrim(summary), ''), ref.today());
    INSERT INTO care.contact_rule (file_id, every_days, basis, valid)
    VALUES (opened, coalesce(contact_days, 30), '建档时设定 | set when the file was opened', daterange(ref.today(), NULL));
    PERFORM audit.record('open', 'care_file', opened::text, of_student, NULL, NULL);
    RETURN opened;
END
$$;
COMMENT ON FUNCTION care.open_file(bigint, text, text, text, bigint, int) IS '建立关爱档案 | opens a care file';

CREATE OR REPLACE FUNCTION care.read_file(of_file bigint)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, state text, state_label text, source text, carer_id bigint,
               carer_name text, opened_on date, closed_on date, close_reason text, next_review_on date, contact_every_days int,
               last_contact_on date, contact_due_on date, may_write boolean, may_edit boolean, may_decide boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint := care.require_file(of_file, 'see');
BEGIN
    PERFORM audit.record('read', 'care_file', of_file::text, of_student, NULL, NULL);
    RETURN QUERY
    SELECT file.id, file.student_id, person.name, units.label(units.class_of(file.student_id)), file.state,
           ref.state_label('care_file', file.state), file.source, file.carer_id, carer.name, file.opened_on, file.closed_on,
           file.close_reason, file.next_review_on, rule.every_days, latest.day, coalesce(latest.day, file.opened_on) + rule.every_days,
           access.may_student('care_file', 'create', of_student), access.may_student('care_file', 'edit', of_student),
           access.may_student('care_file', 'decide', of_student)
    FROM care.file
    JOIN people.person ON person.id = file.student_id
    LEFT JOIN people.person AS carer ON carer.id = file.carer_id
    LEFT JOIN care.contact_rule AS rule ON rule.file_id = file.id AND rule.valid @> ref.today()
    LEFT JOIN LATERAL (SELECT max(contact_log.contacted_on) AS day FROM care.contact_log
                       WHERE contact_log.file_id = file.id AND contact_log.outcome = 'reached') AS latest ON true
    WHERE file.id = of_file;
END
$$;
COMMENT ON FUNCTION care.read_file(bigint) IS '关爱档案首页(留痕) | head of a care file; logged';

CREATE OR REPLACE FUNCTION care.read_concerns(of_file bigint)
RETURNS TABLE (id bigint, kind text, summary text, opened_on date, closed_on date)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM audit.record('read', 'care_file', of_file::text, care.require_file(of_file, 'see'), NULL, '{"part": "concerns"}');
    RETURN QUERY SELECT concern.id, concern.kind, concern.summary, concern.opened_on, concern.closed_on
        FROM care.concern WHERE concern.file_id = of_file ORDER BY concern.opened_on, concern.id;
END
$$;
COMMENT ON FUNCTION care.read_concerns(bigint) IS '档案中的关爱事项(留痕) | concerns of a file; logged';

CREATE OR REPLACE FUNCTION care.read_notes(of_file bigint)
RETURNS TABLE (id bigint, written_at timestamptz, author text, text text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM audit.record('read', 'care_file', of_file::text, care.require_file(of_file, 'see'), NULL, '{"part": "notes"}');
    RETURN QUERY SELECT note.id, note.written_at, person.name, note.text
        FROM care.note JOIN people.person ON person.id = note.written_by WHERE note.file_id = of_file ORDER BY note.written_at DESC, note.id DESC;
END
$$;
COMMENT ON FUNCTION care.read_notes(bigint) IS '档案中的记录(留痕) | notes of a file; logged';

CREATE OR REPLACE FUNCTION care.read_contacts(of_file bigint)
RETURNS TABLE (id bigint, contacted_on date, contacted_by text, mode text, outcome text, counterpart text, minutes int, summary text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM audit.record('read', 'care_file', of_file::text, care.require_file(of_file, 'see'), NULL, '{"part": "contacts"}');
    RETURN QUERY SELECT contact.id, contact.contacted_on, person.name, contact.mode, contact.outcome, contact.counterpart, contact.minutes, contact.summary
        FROM care.contact_log AS contact JOIN people.person ON person.id = contact.contacted_by
        WHERE contact.file_id = of_file ORDER BY contact.contacted_on DESC, contact.id DESC;
END
$$;
COMMENT ON FUNCTION care.read_contacts(bigint) IS '档案中的联系记录(留痕) | contacts of a file; logged';

CREATE OR REPLACE FUNCTION care.add_note(of_file bigint, text text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint := care.require_file(of_file, 'create');
    made bigint;
BEGIN
    PERFORM care.require_open(of_file);
    IF coalesce(btrim(text), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('记录不能为空。', 'A note must say something.');
    END IF;
    INSERT INTO care.note (file_id, written_by, text) VALUES (of_file, access.person_id(), btrim(text)) RETURNING id INTO made;
    PERFORM audit.record('write', 'care_file', of_file::text, of_student, NULL, '{"part": "note"}');
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.add_note(bigint, text) IS '写一条关爱记录 | adds a note to a file';

CREATE OR REPLACE FUNCTION care.log_contact(of_file bigint, on_day date, mode text, outcome text, counterpart text, minutes int, summary text)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint := care.require_file(of_file, 'see');
    made bigint;
BEGIN
    PERFORM care.require_open(of_file);
    IF NOT access.may_student('visit', 'create', of_student) AND NOT access.may_student('care_file', 'create', of_student) THEN
        PERFORM access.refuse('visit', 'create');
    ELSIF on_day IS NULL OR on_day > ref.today() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请写联系日期,不能晚于今天。', 'A contact has a day, and cannot lie in the future.');
    ELSIF minutes NOT BETWEEN 0 AND 600 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('时长须在 0 至 600 分钟。', 'A contact lasts 0 to 600 minutes.');
    END IF;
    PERFORM ref.require_word('联系方式', 'the mode', mode, '{phone,video,home_visit,at_school}');
    PERFORM ref.require_word('联系结果', 'the outcome', outcome, '{reached,not_reached,refused}');
    INSERT INTO care.contact_log (file_id, contacted_on, contacted_by, mode, outcome, counterpart, minutes, summary)
    VALUES (of_file, on_day, access.person_id(), mode, outcome, nullif(btrim(counterpart), ''), minutes, nullif(btrim(summary), ''))
    RETURNING id INTO made;
    PERFORM audit.record('write', 'care_file', of_file::text, of_student, NULL, '{"part": "contact"}');
    RETURN made;
END
$$;
COMMENT ON FUNCTION care.log_contact(bigint, date, text, text, text, int, text) IS '登记一次联系 | logs a contact with the family';

CREATE OR REPLACE FUNCTION care.hand_over(of_file bigint, to_carer bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint := care.require_file(of_file, 'edit');
BEGIN
    PERFORM care.require_open(of_file);
    PERFORM care.require_carer(to_carer, of_student);
    INSERT INTO care.handover (file_id, from_id, to_id, handed_on) SELECT of_file, file.carer_id, to_carer, ref.today() FROM care.file WHERE file.id = of_file AND to_carer IS NOT NULL AND file.carer_id IS DISTINCT FROM to_carer;
    UPDATE care.file SET carer_id = to_carer WHERE id = of_file;
    PERFORM audit.record('hand_over', 'care_file', of_file::text, of_student, NULL, jsonb_build_object('carer', to_carer));
END
$$;
COMMENT ON FUNCTION care.hand_over(bigint, bigint) IS '移交帮扶责任人 | hands a file over to another carer';

CREATE OR REPLACE FUNCTION care.review_file(of_file bigint, outcome text, remarks text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint := care.require_file(of_file, 'edit');
    now_semester text := ref.semester_on(ref.today());
BEGIN
    PERFORM care.require_open(of_file);
    PERFORM ref.require_word('评估结论', 'the result of a review', outcome, '{no_change,better,worse,close}');
    IF now_semester IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('今天不在任何学期内,请先维护校历。', 'Today lies in no semester; the calendar needs its row first.');
    ELSIF EXISTS (SELECT FROM care.review AS earlier WHERE earlier.file_id = of_file AND earlier.semester = now_semester) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('本学期已评估过。', 'This semester''s review is there already.');
    END IF;
    INSERT INTO care.review (file_id, semester, reviewed_on, reviewed_by, result, text)
    VALUES (of_file, now_semester, ref.today(), access.person_id(), outcome, nullif(btrim(remarks), ''));
    UPDATE care.file SET next_review_on = (SELECT min(ends_on) FROM ref.semester WHERE starts_on > ref.today()) WHERE id = of_file;
    PERFORM audit.record('review', 'care_file', of_file::text, of_student, NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.review_file(bigint, text, text) IS '学期评估 | reviews a file for this semester';

CREATE OR REPLACE FUNCTION care.close_file(of_file bigint, why text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint := care.require_file(of_file, 'decide');
BEGIN
    IF coalesce(btrim(why), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('结档须写明原因。', 'Closing a file needs a reason.');
    END IF;
    PERFORM work.take_step('care_file', of_file, 'close', why);
    UPDATE care.concern SET closed_on = ref.today() WHERE file_id = of_file AND closed_on IS NULL;
    PERFORM audit.record('close', 'care_file', of_file::text, of_student, NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.close_file(bigint, text) IS '结档 | closes a file';

-- Files within the caller's reach. A list of who needs care is confidential itself, so it is logged too.
-- The latest contact that reached the family, beside the file: a list of thousands of files would else read all their contacts.
CREATE OR REPLACE FUNCTION care.keep_last_contact() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.outcome = 'reached' THEN
            INSERT INTO care.last_contact (file_id, reached_on) VALUES (NEW.file_id, NEW.contacted_on)
            ON CONFLICT (file_id) DO UPDATE SET reached_on = greatest(last_contact.reached_on, excluded.reached_on);
        END IF;
        RETURN NULL;
    END IF;
    DELETE FROM care.last_contact WHERE last_contact.file_id = OLD.file_id OR (TG_OP = 'UPDATE' AND last_contact.file_id = NEW.file_id);
    INSERT INTO care.last_contact (file_id, reached_on)
    SELECT contact_log.file_id, max(contact_log.contacted_on) FROM care.contact_log
    WHERE contact_log.outcome = 'reached' AND (contact_log.file_id = OLD.file_id OR (TG_OP = 'UPDATE' AND contact_log.file_id = NEW.file_id)) GROUP BY contact_log.file_id;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION care.keep_last_contact() IS '触发器:随联系记录更新最近联系 | trigger: keeps the latest contact of a file';

CREATE OR REPLACE FUNCTION care.list_files(only_open boolean, only_mine boolean, only_due boolean, in_class text, after bigint, most int)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, state text, state_label text, concerns text, carer_name text,
               opened_on date, next_review_on date, last_contact_on date, contact_due_on date, total bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET jit = off AS $$
DECLARE
    everybody boolean := access.may_all('care_file', 'see');
    me bigint := access.person_id();
    today date := ref.today();
    children bigint[] := ARRAY(SELECT access.own_children());
    -- NULL: no limit. Asked once, not once a row.
    in_reach bigint[] := CASE WHEN in_class IS NOT NULL THEN
            ARRAY(SELECT placed.student_id FROM people.class_placement AS placed WHERE placed.class_id = units.named('class', in_class) AND (placed.valid @> ref.today()) IS TRUE) END;
    limited int := least(greatest(coalesce(most, 50), 1), 1000);
    whole bigint;
    page bigint[];
BEGIN
    PERFORM access.require('care_file', 'see');
    PERFORM audit.record('list', 'care_file', NULL, NULL, NULL, jsonb_build_object('mine', only_mine, 'due', only_due, 'class', in_class));
    IF NOT everybody THEN
        in_reach := ARRAY(SELECT reached FROM access.student_ids('care_file', 'see') AS reached WHERE in_class IS NULL OR reached = ANY (in_reach));
    END IF;
    IF only_due THEN
        WITH visible AS MATERIALIZED (
            SELECT file.id FROM care.file
            LEFT JOIN care.contact_rule AS rule ON rule.file_id = file.id AND rule.valid @> today
            LEFT JOIN care.last_contact AS latest ON latest.file_id = file.id
            WHERE (in_reach IS NULL OR file.student_id = ANY (in_reach)) AND (children = '{}' OR file.student_id <> ALL (children))
              AND (NOT only_open OR file.closed_on IS NULL) AND (NOT only_mine OR file.carer_id = me)
              AND (coalesce(latest.reached_on, file.opened_on) + rule.every_days < today OR file.next_review_on < today)
        )
        SELECT (SELECT count(*) FROM visible),
               ARRAY(SELECT visible.id FROM visible WHERE after IS NULL OR visible.id > after ORDER BY visible.id LIMIT limited) INTO whole, page;
    ELSE
        SELECT count(*) INTO whole FROM care.file
        WHERE (in_reach IS NULL OR file.student_id = ANY (in_reach)) AND (children = '{}' OR file.student_id <> ALL (children))
          AND (NOT only_open OR file.closed_on IS NULL) AND (NOT only_mine OR file.carer_id = me);
        page := ARRAY(SELECT file.id FROM care.file
            WHERE (in_reach IS NULL OR file.student_id = ANY (in_reach)) AND (children = '{}' OR file.student_id <> ALL (children))
              AND (NOT only_open OR file.closed_on IS NULL) AND (NOT only_mine OR file.carer_id = me) AND (after IS NULL OR file.id > after)
            ORDER BY file.id LIMIT limited);
    END IF;
    RETURN QUERY
    SELECT chosen.id, chosen.student_id, person.name, units.label(units.class_of(chosen.student_id)), chosen.state,
           ref.state_label('care_file', chosen.state),
           (SELECT string_agg(DISTINCT coalesce(ref.label('concern_kind', concern.kind), concern.kind), '、') FROM care.concern
            WHERE concern.file_id = chosen.id AND concern.closed_on IS NULL),
           carer.name, chosen.opened_on, chosen.next_review_on, latest.reached_on, coalesce(latest.reached_on, chosen.opened_on) + rule.every_days, whole
    FROM care.file AS chosen JOIN people.person ON person.id = chosen.student_id LEFT JOIN people.person AS carer ON carer.id = chosen.carer_id
    LEFT JOIN care.contact_rule AS rule ON rule.file_id = chosen.id AND rule.valid @> today
    LEFT JOIN care.last_contact AS latest ON latest.file_id = chosen.id
    WHERE chosen.id = ANY (page)
    ORDER BY chosen.id;
END
$$;
COMMENT ON FUNCTION care.list_files(boolean, boolean, boolean, text, bigint, int) IS '关爱档案一览(留痕) | care files within reach; logged';

-- Four definitions of a left-behind student, derived from the facts on a day; 'undetermined' where the facts do not say.
-- N1 国发〔2016〕13号: under 16, rural, both away or one away and the other not able. N2 roll code: one parent away is enough.
-- N3 Minors Protection Law 29: under 18. N4 the school's own: no age limit. An orphan is none of them.
CREATE OR REPLACE FUNCTION care.left_behind_class(definition text, father text, mother text, able text, household text, born date, on_day date)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN father = 'deceased' AND mother = 'deceased' THEN 'no'
    WHEN father <> 'yes' AND mother <> 'yes' AND father <> 'unknown' AND mother <> 'unknown' THEN 'no'
    -- What rules a student out counts first: too old or of the town is "no", whatever else is not known.
    WHEN definition = 'N3' AND on_day >= born + interval '18 years' THEN 'no'
    WHEN definition = 'N1' AND (on_day >= born + interval '16 years' OR household = 'urban') THEN 'no'
    WHEN definition = 'N1' AND able = 'yes' AND 'no' IN (father, mother) THEN 'no'
    WHEN father <> 'yes' AND mother <> 'yes' THEN 'undetermined'
    WHEN definition IN ('N2', 'N4') THEN 'yes'
    WHEN born IS NULL THEN 'undetermined'
    WHEN definition = 'N3' THEN 'yes'
    -- A parent who is dead looks after nobody: with the other away, that is both.
    WHEN 'unknown' NOT IN (father, mother) AND 'no' NOT IN (father, mother) OR able = 'no' THEN
        CASE WHEN household = 'rural' THEN 'yes' ELSE 'undetermined' END
    ELSE 'undetermined' END;
COMMENT ON FUNCTION care.left_behind_class(text, text, text, text, text, date, date) IS '留守类别(按定义、按日推出) | left-behind by one of four definitions on a day: yes, no, undetermined';

CREATE OR REPLACE FUNCTION care.list_left_behind(in_semester text, in_class text, after bigint, most int)
RETURNS TABLE (id bigint, student_id bigint, student_name text, class_label text, semester text, state text, reported_kind text,
               father_away text, mother_away text, father_place text, mother_place text, carer_name text, carer_relation text, carer_phone text,
               calls_per_week int, helper_name text, by_state_council text, by_roll text, by_minors_law text, by_school text, total bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET jit = off AS $$
DECLARE
    everybody boolean := access.may_all('left_behind', 'see');
    -- Asked once, not once a row.
    every_phone boolean := access.may_all('contact', 'see');
    phone_of bigint[] := ARRAY(SELECT access.student_ids('contact', 'see'));
    wanted text := coalesce(in_semester, (SELECT max(left_behind_record.semester) FROM care.left_behind_record));
    children bigint[] := ARRAY(SELECT access.own_children());
    in_reach bigint[] := CASE WHEN in_class IS NOT NULL THEN
            ARRAY(SELECT placed.student_id FROM people.class_placement AS placed WHERE placed.class_id = units.named('class', in_class) AND (placed.valid @> ref.today()) IS TRUE) END;
    whole bigint;
BEGIN
    PERFORM access.require('left_behind', 'see');
    PERFORM audit.record('list', 'left_behind', NULL, NULL, NULL, jsonb_build_object('semester', wanted, 'class', in_class));
    IF NOT everybody THEN
        in_reach := ARRAY(SELECT reached FROM access.student_ids('left_behind', 'see') AS reached WHERE in_class IS NULL OR reached = ANY (in_reach));
    END IF;
    SELECT count(*) INTO whole FROM care.left_behind_record AS record
    WHERE record.semester = wanted AND (in_reach IS NULL OR record.student_id = ANY (in_reach)) AND (children = '{}' OR record.student_id <> ALL (children));
    RETURN QUERY
    WITH chosen AS MATERIALIZED (
        SELECT record.* FROM care.left_behind_record AS record
        WHERE record.semester = wanted AND (in_reach IS NULL OR record.student_id = ANY (in_reach)) AND (children = '{}' OR record.student_id <> ALL (children))
          AND (after IS NULL OR record.id > after)
        ORDER BY record.id LIMIT least(greatest(coalesce(most, 50), 1), 5000)
    )
    SELECT record.id, record.student_id, person.name, units.label(units.class_of(record.student_id)), record.semester, record.state, record.reported_kind,
           record.father_away, record.mother_away, record.father_place, record.mother_place, carer.name, entrusted.kin,
           CASE WHEN every_phone OR record.student_id = ANY (phone_of) THEN
               (SELECT contact_point.value FROM people.contact_point WHERE contact_point.person_id = carer.id AND contact_point.valid @> ref.today()
                AND NOT contact_point.do_not_use ORDER BY contact_point.id DESC LIMIT 1) END,
           record.calls_per_week, helper.name,
           care.left_behind_class('N1', record.father_away, record.mother_away, record.home_parent_able, student.household_kind, person.birth_date, ref.today()),
           care.left_behind_class('N2', record.father_away, record.mother_away, record.home_parent_able, student.household_kind, person.birth_date, ref.today()),
           care.left_behind_class('N3', record.father_away, record.mother_away, record.home_parent_able, student.household_kind, person.birth_date, ref.today()),
           care.left_behind_class('N4', record.father_away, record.mother_away, record.home_parent_able, student.household_kind, person.birth_date, ref.today()),
           whole
    FROM chosen AS record
    JOIN people.person ON person.id = record.student_id
    JOIN people.student ON student.person_id = record.student_id
    LEFT JOIN people.person AS helper ON helper.id = record.helper_id
    LEFT JOIN LATERAL (SELECT * FROM people.entrusted_care WHERE entrusted_care.student_id = record.student_id
                       AND entrusted_care.valid @> ref.today() ORDER BY entrusted_care.id DESC LIMIT 1) AS entrusted ON true
    LEFT JOIN people.person AS carer ON carer.id = entrusted.carer_id
    ORDER BY record.id;
END
$$;
COMMENT ON FUNCTION care.list_left_behind(text, text, bigint, int) IS '留守学生一览(留痕) | left-behind records; logged';

CREATE OR REPLACE FUNCTION care.read_left_behind(of_student bigint)
RETURNS TABLE (semester text, state text, reported_kind text, father_away text, father_place text, mother_away text, mother_place text,
               calls_per_week int, helper_name text, note text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_student('left_behind', 'see', of_student) THEN
        RETURN;
    END IF;
    PERFORM audit.record('read', 'left_behind', of_student::text, of_student, NULL, NULL);
    RETURN QUERY SELECT record.semester, record.state, record.reported_kind, record.father_away, record.father_place, record.mother_away,
        record.mother_place, record.calls_per_week, helper.name, record.note
        FROM care.left_behind_record AS record LEFT JOIN people.person AS helper ON helper.id = record.helper_id
        WHERE record.student_id = of_student ORDER BY record.semester DESC;
END
$$;
COMMENT ON FUNCTION care.read_left_behind(bigint) IS '某学生的留守记录(留痕) | a student''s left-behind records; logged';

CREATE OR REPLACE FUNCTION care.confirm_left_behind(of_record bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_student bigint;
BEGIN
    SELECT student_id INTO of_student FROM care.left_behind_record WHERE id = of_record;
    -- Where the record may not even be seen, it is not there.
    IF access.person_id() IS NOT NULL AND NOT access.may_student('left_behind', 'see', of_student) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这条留守记录,或您无权查看。', 'There is no such record, or you may not see it.');
    END IF;
    PERFORM access.require_student('left_behind', 'edit', of_student);
    UPDATE care.left_behind_record SET state = 'confirmed', confirmed_by = access.person_id(), confirmed_on = ref.today()
    WHERE id = of_record AND state = 'to_confirm';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('这条记录不在待确认状态。', 'This record does not wait for confirmation.');
    END IF;
    PERFORM audit.record('confirm', 'left_behind', of_record::text, of_student, NULL, NULL);
END
$$;
COMMENT ON FUNCTION care.confirm_left_behind(bigint) IS '确认本学期留守情况 | confirms the facts of this semester';

CREATE OR REPLACE FUNCTION care.read_health(of_student bigint)
RETURNS TABLE (sport_limit text, first_aid text, card_version int, condition text, institution text, long_term_medication boolean, notice_signed boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    card boolean := access.may_student('health_card', 'see', of_student);
    diagnosis boolean := access.may_student('diagnosis', 'see', of_student);
BEGIN
    IF NOT card AND NOT diagnosis THEN
        RETURN;
    END IF;
    PERFORM audit.record('read', CASE WHEN diagnosis THEN 'diagnosis' ELSE 'health_card' END, of_student::text, of_student, NULL, NULL);
    RETURN QUERY
    SELECT newest.sport_limit, newest.first_aid, newest.version,
           CASE WHEN diagnosis THEN record.condition END, CASE WHEN diagnosis THEN record.institution END,
           CASE WHEN diagnosis THEN record.long_term_medication END, CASE WHEN diagnosis THEN record.notice_signed END
    FROM (SELECT * FROM care.health_card WHERE health_card.student_id = of_student ORDER BY version DESC LIMIT 1) AS newest
    -- Not one row more for who may not know: the number of rows would tell that there is something, and how much.
    FULL JOIN (SELECT * FROM care.health_record WHERE diagnosis AND health_record.student_id = of_student AND valid @> ref.today()) AS record ON true;
END
$$;
COMMENT ON FUNCTION care.read_health(bigint) IS '照护卡与健康档案(留痕;病情仅限有权者) | health card and record; logged';
