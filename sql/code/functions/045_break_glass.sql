-- An emergency: a leader must know what a child's health card says. The look is open for hours, says why, and somebody else reviews it.

-- Whether the caller has broken the glass for this student and class, and still holds a role that may.
CREATE OR REPLACE FUNCTION access.has_broken_glass(on_class text, of_student bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
BEGIN
    RETURN EXISTS (SELECT FROM access.break_glass AS look WHERE look.person_id = me AND look.student_id = of_student AND look.record_class = on_class
                   AND look.ends_at > clock_timestamp())
       AND 'break_glass' = ANY (access.row_rules(on_class, 'see'));
END
$$;
COMMENT ON FUNCTION access.has_broken_glass(text, bigint) IS '是否在紧急查看期内 | whether the caller''s emergency look at this student''s records is open';

-- Students whose records of a class the caller may see: by relation or an open emergency look, without own children where the class is confidential.
-- What access.may_student answers for one student, for all of them at once. Whoever sees every record is asked about before, but for parents: theirs are all but the own children's.
CREATE OR REPLACE FUNCTION access.students_in_reach(on_class text) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT coalesce(array_agg(reached.id), '{}') FROM (
        SELECT access.student_ids(on_class, 'see') AS id
        UNION SELECT student.person_id FROM people.student WHERE NOT access.has_no_child() AND access.may_all(on_class, 'see')
        UNION SELECT look.student_id FROM access.break_glass AS look WHERE look.person_id = access.person_id() AND look.record_class = on_class AND access.has_broken_glass(on_class, look.student_id)
    ) AS reached
    WHERE (SELECT sensitivity FROM access.record_class WHERE record_class = on_class) < 3 OR reached.id NOT IN (SELECT access.own_children())
$$;
COMMENT ON FUNCTION access.students_in_reach(text) IS '可见其某类记录的学生 | students whose records of a class the caller may see';

-- Classes that the caller could open for this student by breaking the glass, and does not see anyway.
CREATE OR REPLACE FUNCTION access.breakable(of_student bigint) RETURNS TABLE (record_class text, class_label text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN QUERY
    SELECT class.record_class, ref.say(class.label_zh, class.label_en) FROM access.record_class AS class
    WHERE 'break_glass' = ANY (access.row_rules(class.record_class, 'see')) AND NOT access.may_student(class.record_class, 'see', of_student)
      AND of_student NOT IN (SELECT access.own_children()) AND EXISTS (SELECT FROM people.student WHERE person_id = of_student)
    ORDER BY class.sensitivity, class.record_class;
END
$$;
COMMENT ON FUNCTION access.breakable(bigint) IS '可紧急查看的类别 | classes that the caller could break the glass for';

CREATE OR REPLACE FUNCTION access.break_glass(of_student bigint, on_class text, why text, hours int) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
    made bigint;
BEGIN
    IF me IS NULL OR NOT coalesce('break_glass' = ANY (access.row_rules(on_class, 'see')), false) THEN
        PERFORM access.refuse(coalesce(on_class, 'health_card'), 'see');
    ELSIF of_student IN (SELECT access.own_children()) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('不能以职务身份查看自己子女的记录。', 'Nobody looks at the records of their own child by way of their office.');
    ELSIF NOT EXISTS (SELECT FROM people.student WHERE person_id = of_student) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这名学生。', 'There is no such student.');
    ELSIF coalesce(length(btrim(why)), 0) < 10 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请写明理由,至少十个字。', 'State the reason, in ten characters or more.');
    ELSIF hours IS NULL OR hours NOT BETWEEN 1 AND 4 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('时限须为 1 至 4 小时。', 'It lasts from 1 to 4 hours.');
    ELSIF access.may_student(on_class, 'see', of_student) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('您现在就可以查看,不必紧急查看。', 'You may see it now; there is no glass to break.');
    ELSIF (SELECT count(*) FROM access.break_glass AS look WHERE look.person_id = me AND look.student_id = of_student AND look.record_class = on_class
                                                          AND look.opened_at > clock_timestamp() - interval '24 hours') >= 2 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('一日内已紧急查看两次,不能再续。', 'Two emergency looks within a day; it is renewed once.'),
            HINT = ref.say('如仍需要,请向党委办公室申请相应角色。', 'If it is still needed, ask the party office for the role.');
    END IF;
    INSERT INTO access.break_glass (person_id, student_id, record_class, reason, ends_at)
    VALUES (me, of_student, on_class, btrim(why), clock_timestamp() + make_interval(hours => hours)) RETURNING id INTO made;
    PERFORM audit.record('break_glass', on_class, made::text, of_student, btrim(why), jsonb_build_object('hours', hours));
    RAISE LOG 'nuanxin audit: person % breaks the glass: % of student %', me, on_class, of_student;
    RETURN made;
END
$$;
COMMENT ON FUNCTION access.break_glass(bigint, text, text, int) IS '紧急查看(留痕,须由他人审查) | breaks the glass for hours; logged, to be reviewed by another';

-- The party office, the clinic and auditors see them all; everybody else their own.
CREATE OR REPLACE FUNCTION access.list_break_glass(only_unreviewed boolean, most int)
RETURNS TABLE (id bigint, person_id bigint, person_name text, student_id bigint, student_name text, record_class text, class_label text, reason text,
               opened_at timestamptz, ends_at timestamptz, is_open boolean, reviewed_by_name text, reviewed_at timestamptz, was_justified boolean,
               review_note text, may_review boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
    everything boolean := access.may_all('break_glass', 'see');
    reviews boolean := access.may_all('break_glass', 'decide');
BEGIN
    RETURN QUERY
    SELECT look.id, look.person_id, person.name, look.student_id, student.name, look.record_class, ref.say(class.label_zh, class.label_en), look.reason,
           look.opened_at, look.ends_at, look.ends_at > clock_timestamp(), reviewer.name, look.reviewed_at, look.was_justified, look.review_note,
           reviews AND look.person_id <> me AND look.reviewed_at IS NULL
    FROM access.break_glass AS look JOIN people.person ON person.id = look.person_id JOIN people.person AS student ON student.id = look.student_id
    JOIN access.record_class AS class ON class.record_class = look.record_class LEFT JOIN people.person AS reviewer ON reviewer.id = look.reviewed_by
    WHERE (everything OR look.person_id = me) AND (NOT coalesce(only_unreviewed, false) OR look.reviewed_at IS NULL)
    ORDER BY look.reviewed_at IS NOT NULL, look.id DESC LIMIT least(greatest(most, 1), 1000);
END
$$;
COMMENT ON FUNCTION access.list_break_glass(boolean, int) IS '紧急查看一览 | emergency looks: all for those who watch over them, else one''s own';

-- For the notice on the home page of those who watch over them; nobody else learns a number.
CREATE OR REPLACE FUNCTION access.unreviewed_break_glass() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN CASE WHEN access.may_all('break_glass', 'see') THEN (SELECT count(*) FROM access.break_glass WHERE reviewed_at IS NULL) ELSE 0 END;
END
$$;
COMMENT ON FUNCTION access.unreviewed_break_glass() IS '未审查的紧急查看数 | emergency looks that nobody reviewed yet';

CREATE OR REPLACE FUNCTION access.review_break_glass(look bigint, justified boolean, note text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    found_look access.break_glass;
BEGIN
    IF NOT access.may_all('break_glass', 'decide') THEN
        PERFORM access.refuse('break_glass', 'decide');
    END IF;
    SELECT * INTO found_look FROM access.break_glass WHERE id = look FOR UPDATE;
    IF found_look.id IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这次紧急查看。', 'There is no such emergency look.');
    ELSIF found_look.person_id = access.person_id() THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002', MESSAGE = ref.say('不能审查自己的紧急查看。', 'Nobody reviews their own emergency look.');
    ELSIF found_look.reviewed_at IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001', MESSAGE = ref.say('这次紧急查看已经审查过。', 'This emergency look was reviewed already.');
    ELSIF justified IS NULL OR coalesce(btrim(note), '') = '' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('请写明是否正当及审查意见。', 'Say whether it was justified, and why you think so.');
    END IF;
    -- A look that was not justified ends at once.
    UPDATE access.break_glass SET reviewed_by = access.person_id(), reviewed_at = clock_timestamp(), was_justified = justified, review_note = btrim(note),
           ends_at = CASE WHEN justified THEN ends_at ELSE greatest(least(ends_at, clock_timestamp()), opened_at + interval '1 microsecond') END
    WHERE id = look;
    PERFORM audit.record('break_glass_review', found_look.record_class, look::text, found_look.student_id, btrim(note), jsonb_build_object('justified', justified));
END
$$;
COMMENT ON FUNCTION access.review_break_glass(bigint, boolean, text) IS '审查紧急查看(本人除外) | reviews an emergency look, never one''s own';
