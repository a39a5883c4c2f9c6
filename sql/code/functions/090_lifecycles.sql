-- One mechanism for every life cycle: the states and steps are rows, who may take a step and what must hold stands beside them, and each step is
-- written down. Functions that do more than change a state check what is theirs and then call work.transition.

-- Whether the caller may do this to a record of a class, by any of the relations that the matrix knows: the record's unit, the people whom it names,
-- the student whom it is about.
CREATE OR REPLACE FUNCTION access.may_record(on_class text, wanted text, of_unit bigint, of_people bigint[], of_student bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
    rules text[];
BEGIN
    IF me IS NULL THEN
        RETURN false;
    END IF;
    SELECT array_agg(permission.row_rule) INTO rules
    FROM access.role_assignment AS held JOIN access.permission ON permission.role = held.role
    WHERE held.person_id = me AND held.approved_at IS NOT NULL AND held.valid @> ref.today()
      AND permission.record_class = on_class AND permission.verb = wanted;
    IF of_student IS NOT NULL AND of_student IN (SELECT access.own_children())
       AND (SELECT sensitivity FROM access.record_class WHERE record_class = on_class) >= 3 THEN
        RETURN false;
    ELSIF rules IS NULL THEN
        RETURN coalesce(of_student IS NOT NULL AND wanted = 'see' AND access.has_broken_glass(on_class, of_student), false);
    ELSIF 'all' = ANY (rules) THEN
        RETURN true;
    ELSIF rules && '{own,involved,led}' AND me = ANY (of_people) THEN
        RETURN true;
    ELSIF of_unit IS NOT NULL AND rules && '{unit,class,grade}' AND of_unit IN (SELECT access.unit_ids(on_class, wanted)) THEN
        RETURN true;
    END IF;
    RETURN coalesce(of_student IS NOT NULL AND access.may_student(on_class, wanted, of_student), false);
END
$$;
COMMENT ON FUNCTION access.may_record(text, text, bigint, bigint[], bigint) IS '对某条记录是否有权 | whether the caller may do this to a record of this unit, people and student';

CREATE OR REPLACE FUNCTION access.require_record(on_class text, wanted text, of_unit bigint, of_people bigint[], of_student bigint) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_record(on_class, wanted, of_unit, of_people, of_student) THEN
        PERFORM access.refuse(on_class, wanted);
    END IF;
END
$$;
COMMENT ON FUNCTION access.require_record(text, text, bigint, bigint[], bigint) IS '要求对该记录有权 | refuses unless the caller may do this to the record';

-- For whatever the caller asks about and may not see: the same answer as for what is not there.
CREATE OR REPLACE FUNCTION access.not_found() RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF access.person_id() IS NULL THEN
        PERFORM access.refuse('directory', 'see');
    END IF;
    -- As access.refuse: whoever works in SQL leaves this line of the server's log; pages and the command line call audit.refused.
    RAISE LOG 'nuanxin audit: person % found nothing', access.person_id();
    RAISE EXCEPTION USING ERRCODE = 'NX003', MESSAGE = ref.say('没有这条记录,或您无权查看。', 'There is no such record, or you may not see it.');
END
$$;
COMMENT ON FUNCTION access.not_found() IS '没有或无权查看 | refuses as not found';

-- The row of a record, as JSON, locked; refuses unless the caller may see it and do this with it.
CREATE OR REPLACE FUNCTION work.require_row(of_lifecycle text, of_record bigint, wanted text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    cycle ref.lifecycle;
    found_row jsonb;
    of_people bigint[];
    of_student bigint;
BEGIN
    SELECT * INTO STRICT cycle FROM ref.lifecycle WHERE lifecycle = of_lifecycle;
    -- Rights of their own are not judged here, so nobody gets at these records this way.
    IF NOT cycle.has_own_rights THEN
        EXECUTE format('SELECT to_jsonb(found_record) FROM %s AS found_record WHERE found_record.id = $1 FOR UPDATE', cycle.table_name::regclass)
            INTO found_row USING of_record;
    END IF;
    of_people := ARRAY(SELECT (found_row ->> name)::bigint FROM unnest(cycle.person_columns || '{created_by}'::text[]) AS name);
    -- A record that names a student is that student's, whether or not rights go by it: nobody meets an own child's here.
    of_student := (found_row ->> coalesce(cycle.student_column, 'student_id'))::bigint;
    -- Who decides on a record sees it, too, once it waits for the decision.
    IF found_row IS NULL
       OR NOT (access.may_record(cycle.record_class, 'see', (found_row ->> cycle.unit_column)::bigint, of_people, of_student)
               OR access.may_record(cycle.record_class, 'decide', (found_row ->> cycle.unit_column)::bigint, of_people, of_student) AND NOT aid.is_draft(found_row ->> 'state')) THEN
        PERFORM access.not_found();
    -- Who is linked to which pupil tells who is in need: for those whom the policy on the table shows it to.
    ELSIF of_lifecycle = 'linkage' AND of_student IS NOT NULL AND NOT field.may_see_linked_pupil((found_row ->> 'person_id')::bigint, of_student) THEN
        PERFORM access.not_found();
    END IF;
    IF wanted <> 'see' THEN
        PERFORM access.require_record(cycle.record_class, wanted, (found_row ->> cycle.unit_column)::bigint, of_people, of_student);
    END IF;
    RETURN found_row;
END
$$;
COMMENT ON FUNCTION work.require_row(text, bigint, text) IS '要求对记录有权并锁定 | the row of a record, locked; refuses unless permitted';

-- The one place where a record changes state. The life cycle allows the step from this state, the reason is there, the caller is none of those who may not,
-- and nothing is missing. Whether the caller may decide on the record is asked before: work.transition asks by the access matrix, other functions by their own rules.
CREATE OR REPLACE FUNCTION work.take_step(of_lifecycle text, of_record bigint, wanted text, why text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
    table_of regclass;
    step ref.lifecycle_transition;
    before jsonb;
    after text;
    missing text;
BEGIN
    SELECT table_name::regclass INTO STRICT table_of FROM ref.lifecycle WHERE lifecycle = of_lifecycle;
    EXECUTE format('SELECT to_jsonb(found_record) FROM %s AS found_record WHERE found_record.id = $1 FOR UPDATE', table_of) INTO before USING of_record;
    after := work.next_state(of_lifecycle, before ->> 'state', wanted);
    SELECT * INTO STRICT step FROM ref.lifecycle_transition WHERE lifecycle = of_lifecycle AND action = wanted AND from_state = before ->> 'state';
    IF step.needs_reason THEN
        PERFORM work.require_reason(why);
    END IF;
    IF EXISTS (SELECT FROM unnest(step.not_by) AS name WHERE (before ->> name)::bigint = me) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX002',
            MESSAGE = ref.say(format('“%s”须由另一人办理。', step.label_zh), format('"%s" is for another person to do.', step.label_en)),
            HINT = ref.say(step.guard_zh, step.guard_en);
    END IF;
    IF step.condition IS NOT NULL THEN
        EXECUTE format('SELECT %s($1)', step.condition::regproc) INTO missing USING of_record;
        IF missing IS NOT NULL THEN
            RAISE EXCEPTION USING ERRCODE = 'NX001',
                MESSAGE = ref.say(format('现在是“%s”,还不能%s:%s', ref.state_label(of_lifecycle, before ->> 'state'), step.label_zh, missing),
                                  format('It is "%s" and cannot %s yet: %s', ref.state_label(of_lifecycle, before ->> 'state'), step.label_en, missing)),
                HINT = ref.say(step.guard_zh, step.guard_en);
        END IF;
    END IF;
    EXECUTE format('UPDATE %s SET state = $2 %s %s %s %s WHERE id = $1', table_of,
                   CASE WHEN step.sets_day IS NOT NULL THEN format(', %I = $3', step.sets_day) END,
                   CASE WHEN step.sets_person IS NOT NULL THEN format(', %I = $4', step.sets_person) END,
                   CASE WHEN step.sets_reason IS NOT NULL THEN format(', %I = $5', step.sets_reason) END,
                   (SELECT string_agg(format(', %I = NULL', name), '') FROM unnest(step.clears) AS name))
        USING of_record, after, ref.today(), me, nullif(btrim(why), '');
    RETURN after;
END
$$;
COMMENT ON FUNCTION work.take_step(text, bigint, text, text) IS '按生命周期改变状态 | changes the state of a record, as its life cycle allows';

-- What a function says that follows the paper: of this transaction, and nobody else can work it out.
CREATE OR REPLACE FUNCTION work.paper_mark() RETURNS text
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
    SELECT encode(people.digest('follows_paper ' || pg_current_xact_id()), 'hex')
$$;
COMMENT ON FUNCTION work.paper_mark() IS '本事务“照抄纸质记录”的标记 | the mark, of this transaction, of what follows the paper';

-- Whatever function changes a state, a step of the life cycle leads from the one to the other. What is taken over from paper, or taken back, follows the paper:
-- those functions say so for as long as they run. Everybody can make a setting on the own connection, so it must be the mark: this trigger catches the
-- function that forgot to ask, and is not to be switched off by whoever calls it.
CREATE OR REPLACE FUNCTION work.keep_to_lifecycle() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    IF (coalesce(current_setting('nuanxin.follows_paper', true), '') = '' OR current_setting('nuanxin.follows_paper', true) <> work.paper_mark())
       AND NOT EXISTS (SELECT FROM ref.lifecycle_transition AS step WHERE step.lifecycle = TG_ARGV[0] AND step.from_state = OLD.state AND step.to_state = NEW.state) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX001',
            MESSAGE = ref.say(format('“%s”不能变为“%s”。', ref.state_label(TG_ARGV[0], OLD.state), ref.state_label(TG_ARGV[0], NEW.state)),
                              format('"%s" does not lead to "%s".', ref.state_label(TG_ARGV[0], OLD.state), ref.state_label(TG_ARGV[0], NEW.state))),
            HINT = ref.say('可办的步骤见 ref.lifecycle_transition。', 'The steps that there are stand in ref.lifecycle_transition.');
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION work.keep_to_lifecycle() IS '触发器:状态只按生命周期改变 | trigger: states change along the life cycle only';

-- Takes a step with the rights of the access matrix, and writes it down.
CREATE OR REPLACE FUNCTION work.transition(of_lifecycle text, of_record bigint, wanted text, why text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    cycle ref.lifecycle;
    before jsonb;
    after text;
BEGIN
    SELECT * INTO STRICT cycle FROM ref.lifecycle WHERE lifecycle = of_lifecycle;
    before := work.require_row(of_lifecycle, of_record, 'see');
    PERFORM work.next_state(of_lifecycle, before ->> 'state', wanted);
    PERFORM work.require_row(of_lifecycle, of_record, (SELECT step.verb FROM ref.lifecycle_transition AS step
                                                       WHERE step.lifecycle = of_lifecycle AND step.action = wanted AND step.from_state = before ->> 'state'));
    after := work.take_step(of_lifecycle, of_record, wanted, why);
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, from_state, to_state, person_id, reason)
    VALUES (of_lifecycle, of_record, wanted, before ->> 'state', after, access.person_id(), nullif(btrim(why), ''));
    PERFORM audit.record(wanted, cycle.record_class, of_lifecycle || ' ' || of_record, (before ->> cycle.student_column)::bigint, NULL, NULL);
    RETURN after;
END
$$;
COMMENT ON FUNCTION work.transition(text, bigint, text, text) IS '按生命周期办一步,并记入经过 | takes a step of a life cycle and writes it down';

-- A step that needs nothing but a reason. Steps that a function of their own takes (registers.action names it) are not taken here.
CREATE OR REPLACE FUNCTION work.move(of_lifecycle text, of_record bigint, wanted text, why text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registers.register JOIN registers.action USING (register)
                   WHERE register.lifecycle = of_lifecycle AND action.transition = wanted AND action.function_name = 'work.move') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('这一步不能这样办。', 'This step is not taken this way.'),
            HINT = coalesce((SELECT string_agg(action.action || ' ' || ref.say(action.label_zh, action.label_en), ref.say('、', ', '))
                             FROM registers.register JOIN registers.action USING (register) WHERE register.lifecycle = of_lifecycle AND action.transition IS NOT NULL),
                            ref.say('请在它自己的页面办理。', 'Take it on the record''s own page.'));
    END IF;
    RETURN work.transition(of_lifecycle, of_record, wanted, why);
END
$$;
COMMENT ON FUNCTION work.move(text, bigint, text, text) IS '办理只需写明原因的一步 | takes a step that needs a reason at most';

-- A record begins: its first state is written down too.
CREATE OR REPLACE FUNCTION work.begin(of_lifecycle text, of_record bigint, of_student bigint DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    cycle ref.lifecycle;
    first_state text;
BEGIN
    SELECT * INTO STRICT cycle FROM ref.lifecycle WHERE lifecycle = of_lifecycle;
    EXECUTE format('SELECT state FROM %s WHERE id = $1', cycle.table_name::regclass) INTO STRICT first_state USING of_record;
    INSERT INTO work.lifecycle_event (lifecycle, record_id, action, to_state, person_id)
    VALUES (of_lifecycle, of_record, 'create', first_state, access.person_id());
    PERFORM audit.record('write', cycle.record_class, of_lifecycle || ' ' || of_record, of_student, NULL, NULL);
END
$$;
COMMENT ON FUNCTION work.begin(text, bigint, bigint) IS '记下记录的开始 | writes down that a record began';

-- What happened to a record, for whoever may see it.
CREATE OR REPLACE FUNCTION work.lifecycle_events(of_lifecycle text, of_record bigint)
RETURNS TABLE (id bigint, happened_at timestamptz, action text, from_state text, to_state text, person_name text, reason text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM work.require_row(of_lifecycle, of_record, 'see');
    RETURN QUERY
    SELECT event.id, event.happened_at,
           coalesce((SELECT ref.say(step.label_zh, step.label_en) FROM ref.lifecycle_transition AS step
                     WHERE step.lifecycle = of_lifecycle AND step.action = event.action LIMIT 1),
                    ref.say('登记', 'registered')),
           ref.state_label(of_lifecycle, event.from_state), ref.state_label(of_lifecycle, event.to_state), person.name, event.reason
    FROM work.lifecycle_event AS event LEFT JOIN people.person ON person.id = event.person_id
    WHERE event.lifecycle = of_lifecycle AND event.record_id = of_record ORDER BY event.id;
END
$$;
COMMENT ON FUNCTION work.lifecycle_events(text, bigint) IS '一条记录的办理经过 | what happened to a record';
