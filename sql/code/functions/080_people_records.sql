-- Reading people. What is personal comes through functions that check, filter by column, and log.

CREATE OR REPLACE FUNCTION people.enter_directory() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    UPDATE people.person SET in_directory = true WHERE id = NEW.person_id AND NOT in_directory;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION people.enter_directory() IS '学生与教职工列入名录 | students and staff enter the directory';

-- A guardianship ends on the 18th birthday at the latest (Civil Code 17, 39), unless a court's paper says otherwise.
CREATE OR REPLACE FUNCTION people.limit_guardianship() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    of_age date;
BEGIN
    SELECT (birth_date + interval '18 years')::date INTO of_age FROM people.person WHERE id = NEW.student_id;
    IF of_age IS NOT NULL AND NEW.court_paper IS NULL AND (upper_inf(NEW.valid) OR upper(NEW.valid) > of_age) THEN
        NEW.valid := daterange(least(lower(NEW.valid), of_age - 1), of_age);
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION people.limit_guardianship() IS '监护至十八周岁为止 | guardianship ends at eighteen';

-- Search in the directory by name, former name, class, staff number; by identity number for those who may see it.
CREATE OR REPLACE FUNCTION people.search(term text, most int DEFAULT 50)
RETURNS TABLE (id bigint, name text, sex text, kind text, unit text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('directory', 'see');
    wanted text := btrim(normalize(term, NFKC));
    -- Whatever begins with what is wanted comes before this.
    beyond text := wanted || chr(1114111);
    in_letters boolean := wanted ~* '^[a-z]{2,60}$';
    today date := ref.today();
BEGIN
    PERFORM access.require('directory', 'see');
    PERFORM audit.record('search', 'directory', NULL, NULL, NULL,
        jsonb_build_object('term', CASE WHEN wanted ~ '\d{6}' THEN people.mask(wanted) ELSE wanted END));
    RETURN QUERY
    WITH found AS (
        -- Each by its own index. A part of a name begins at one of its first four characters, or the name is longer and one of few.
        SELECT person.id FROM people.person WHERE person.name ~>=~ wanted AND person.name ~<~ beyond
        UNION SELECT person.id FROM people.person WHERE person.in_directory AND substr(person.name, 2) ~>=~ wanted AND substr(person.name, 2) ~<~ beyond
        UNION SELECT person.id FROM people.person WHERE person.in_directory AND substr(person.name, 3) ~>=~ wanted AND substr(person.name, 3) ~<~ beyond
        UNION SELECT person.id FROM people.person WHERE person.in_directory AND substr(person.name, 4) ~>=~ wanted AND substr(person.name, 4) ~<~ beyond
        UNION SELECT person.id FROM people.person WHERE person.in_directory AND length(person.name) > 4 AND strpos(person.name, wanted) > 0
        UNION SELECT person.id FROM people.person WHERE person.former_names @> ARRAY[wanted]
        UNION SELECT person.id FROM people.person WHERE in_letters AND person.name_pinyin ~>=~ lower(wanted) AND person.name_pinyin ~<~ lower(beyond)
        UNION SELECT person.id FROM people.person WHERE in_letters AND person.name_initials = lower(wanted)
        UNION SELECT staff.person_id FROM people.staff WHERE staff.staff_number = wanted
        UNION SELECT placed.student_id FROM people.class_placement AS placed WHERE (placed.valid @> ref.today()) IS TRUE AND placed.class_id IN (
            SELECT named.unit_id FROM units.unit_label AS named WHERE named.kind = 'class' AND named.valid @> ref.today() AND named.label IN (wanted, replace(replace(wanted, '(', '('), ')', ')')))
        UNION SELECT identifier.person_id FROM people.identifier WHERE wanted ~ '^[0-9]{17}[0-9Xx]$' AND identifier.value_sha256 = people.digest(upper(wanted))
              AND access.may_student('identifier', 'see', identifier.person_id)
    ), chosen AS MATERIALIZED (
        SELECT person.id, person.name, person.sex FROM found JOIN people.person ON person.id = found.id
        WHERE person.in_directory AND (everybody OR person.id IN (SELECT access.student_ids('directory', 'see')))
          -- OFFSET keeps the planner from reading every student for a handful of names.
          AND (EXISTS (SELECT FROM people.student WHERE student.person_id = person.id OFFSET 0) OR EXISTS (SELECT FROM people.staff WHERE staff.person_id = person.id OFFSET 0))
        ORDER BY (person.name = wanted) DESC, person.name COLLATE ref.pinyin, person.id LIMIT least(greatest(most, 1), 500)
    )
    SELECT chosen.id, chosen.name, chosen.sex,
           CASE WHEN EXISTS (SELECT FROM people.student WHERE student.person_id = chosen.id OFFSET 0) THEN 'student' ELSE 'staff' END,
           coalesce((SELECT named.label FROM people.class_placement AS placed JOIN units.unit_label AS named ON named.unit_id = placed.class_id
                     WHERE placed.student_id = chosen.id AND (placed.valid @> today) IS TRUE AND named.valid @> today LIMIT 1), units.label(units.class_of(chosen.id)),
                    (SELECT string_agg(DISTINCT staff_post.post, '、') FROM people.staff_post
                     WHERE staff_post.staff_id = chosen.id AND staff_post.valid @> ref.today()))
    FROM chosen ORDER BY (chosen.name = wanted) DESC, chosen.name COLLATE ref.pinyin, chosen.id;
END
$$;
COMMENT ON FUNCTION people.search(text, int) IS '查人(留痕) | finds people in the directory; logged';

-- A student's page. A part that the caller may not see is NULL.
CREATE OR REPLACE FUNCTION people.student_profile(of_student bigint)
RETURNS TABLE (id bigint, name text, sex text, class_label text, birth_date date, ethnicity text, roll_number text, masked_id text,
               residence text, household text, dormitory_room text, address text, phones text,
               sees_enrolment boolean, sees_contact boolean, sees_guardians boolean, sees_care boolean, sees_left_behind boolean,
               sees_health_card boolean, sees_diagnosis boolean, sees_aid boolean, may_open_file boolean, may_visit boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    enrolment boolean := access.may_student('enrolment', 'see', of_student);
    contact boolean := access.may_student('contact', 'see', of_student);
BEGIN
    PERFORM access.require_student('directory', 'see', of_student);
    IF NOT EXISTS (SELECT FROM people.student WHERE person_id = of_student) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这名学生。', 'There is no such student.');
    END IF;
    PERFORM audit.record('read', CASE WHEN contact THEN 'contact' WHEN enrolment THEN 'enrolment' ELSE 'directory' END,
                         of_student::text, of_student, NULL, jsonb_build_object('part', 'profile'));
    RETURN QUERY
    SELECT person.id, person.name, person.sex, units.label(units.class_of(person.id)),
           CASE WHEN enrolment THEN person.birth_date END,
           CASE WHEN enrolment THEN coalesce(ref.label('ethnicity', person.ethnicity), person.ethnicity) END,
           -- A roll number is mostly a letter and the identity number: who may not see the one may not see the other.
           CASE WHEN access.may_student('identifier', 'see', of_student) THEN people.mask(student.roll_number) END,
           CASE WHEN access.may_student('identifier', 'see', of_student) THEN
               (SELECT identifier.masked FROM people.identifier WHERE identifier.person_id = of_student AND upper_inf(identifier.valid)
                ORDER BY identifier.kind = 'resident_id' DESC LIMIT 1) END,
           CASE WHEN enrolment THEN student.residence_kind END,
           CASE WHEN enrolment THEN student.household_kind END,
           CASE WHEN enrolment THEN student.dormitory_room END,
           CASE WHEN contact THEN (SELECT address.text FROM people.address WHERE address.person_id = of_student
                                   AND address.valid @> ref.today() ORDER BY address.kind LIMIT 1) END,
           CASE WHEN contact THEN (SELECT string_agg(contact_point.value, '、') FROM people.contact_point
                                   WHERE contact_point.person_id = of_student AND contact_point.valid @> ref.today()
                                     AND NOT contact_point.do_not_use) END,
           enrolment, contact, access.may_student('guardianship', 'see', of_student), access.may_student('care_file', 'see', of_student),
           access.may_student('left_behind', 'see', of_student), access.may_student('health_card', 'see', of_student),
           access.may_student('diagnosis', 'see', of_student),
           access.may_student('determination', 'see', of_student) OR access.may_student('award', 'see', of_student),
           access.may_student('care_file', 'create', of_student), access.may('visit', 'create')
    FROM people.person JOIN people.student ON student.person_id = person.id WHERE person.id = of_student;
END
$$;
COMMENT ON FUNCTION people.student_profile(bigint) IS '学生页(留痕;无权部分为空) | a student''s page; logged; parts not permitted are NULL';

CREATE OR REPLACE FUNCTION people.guardians(of_student bigint)
RETURNS TABLE (guardian_id bigint, name text, relation text, kind text, phones text, until date, is_entrusted boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    contact boolean := access.may_student('contact', 'see', of_student);
BEGIN
    IF NOT access.may_student('guardianship', 'see', of_student) THEN
        RETURN;
    END IF;
    PERFORM audit.record('read', 'guardianship', of_student::text, of_student, NULL, NULL);
    RETURN QUERY
    SELECT related.person_id, person.name, related.relation, related.kind,
           CASE WHEN contact THEN (SELECT string_agg(contact_point.value, '、') FROM people.contact_point
                                   WHERE contact_point.person_id = related.person_id AND contact_point.valid @> ref.today()
                                     AND NOT contact_point.do_not_use) END,
           related.until, related.is_entrusted
    FROM (
        SELECT guardianship.guardian_id AS person_id, guardianship.kin AS relation, guardianship.kind, upper(guardianship.valid) - 1 AS until, false AS is_entrusted
        FROM people.guardianship WHERE guardianship.student_id = of_student
        UNION ALL
        SELECT entrusted_care.carer_id, entrusted_care.kin, 'entrusted', upper(entrusted_care.valid) - 1, true
        FROM people.entrusted_care WHERE entrusted_care.student_id = of_student AND entrusted_care.valid @> ref.today()
    ) AS related JOIN people.person ON person.id = related.person_id ORDER BY related.is_entrusted, related.person_id;
END
$$;
COMMENT ON FUNCTION people.guardians(bigint) IS '监护人与受委托照护人(留痕) | guardians and entrusted carers; logged';

-- The whole number, one person at a time, for those who keep or export numbers, with a purpose.
CREATE OR REPLACE FUNCTION people.reveal_identifier(of_person bigint, purpose text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_student('identifier', 'export', of_person) THEN
        PERFORM access.refuse('identifier', 'export');
    ELSIF coalesce(btrim(purpose), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请写明查看证件号的目的。', 'State the purpose of seeing the number.');
    END IF;
    PERFORM audit.record('reveal', 'identifier', of_person::text, of_person, purpose, NULL);
    RETURN (SELECT identifier.value FROM people.identifier WHERE identifier.person_id = of_person AND upper_inf(identifier.valid)
            ORDER BY identifier.kind = 'resident_id' DESC LIMIT 1);
END
$$;
COMMENT ON FUNCTION people.reveal_identifier(bigint, text) IS '查看完整证件号(留痕) | shows a whole identity number; logged with its purpose';
