-- Who am I, and what may I do. The policies of every table and the gate of every function rest on these.

-- The person behind this connection. On the web server's pool: the owner of the session token of this transaction, who has given what the account needs.
-- Everywhere else: the person whose login role opened the connection (session_user cannot be forged by SET).
CREATE OR REPLACE FUNCTION access.person_id() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED SET search_path = '' AS $$
DECLARE
    token text;
BEGIN
    IF session_user = 'nuanxin_web' THEN
        token := current_setting('nuanxin.session', true);
        IF token IS NULL OR length(token) <> 64 THEN
            RETURN NULL;
        END IF;
        RETURN (SELECT account.person_id FROM auth.session JOIN auth.account ON account.id = session.account_id
                WHERE session.token_sha256 = sha256(convert_to(token, 'UTF8')) AND session.closed_at IS NULL
                  AND session.expires_at > now() AND session.last_used_at > now() - session.idle_allowed
                  AND account.disabled_at IS NULL AND NOT account.password_change_due
                  AND (NOT session.second_factor_due OR session.second_factor_at IS NOT NULL));
    END IF;
    RETURN (SELECT account.person_id FROM auth.account
            WHERE account.login_name = session_user AND account.disabled_at IS NULL AND NOT account.password_change_due
              AND account.login_oid = to_regrole(quote_ident(session_user)));
END
$$;
COMMENT ON FUNCTION access.person_id() IS '当前使用者(人员编号);未登录为空 | the person behind this connection; NULL: nobody';

CREATE OR REPLACE FUNCTION access.door() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN session_user = 'nuanxin_web' OR current_setting('application_name') = 'nuanxin web sign-in' THEN 'web'
            WHEN current_setting('application_name') LIKE 'nuanxin%' THEN 'cli' ELSE 'sql' END;
COMMENT ON FUNCTION access.door() IS '入口 | the door of this connection: web, cli or sql';

-- Assignments that hold today. An assignment that nobody approved gives nothing.
-- PL/pgSQL here and in the other helpers that every policy calls, because it keeps its plans for the whole session; a definer
-- function in SQL is planned anew in every statement, which cost more than the work itself.
CREATE OR REPLACE FUNCTION access.assignments() RETURNS TABLE (role text, unit_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
BEGIN
    RETURN QUERY SELECT role_assignment.role, role_assignment.unit_id FROM access.role_assignment
    WHERE role_assignment.person_id = me AND role_assignment.approved_at IS NOT NULL
      AND role_assignment.valid @> ref.today();
END
$$;
COMMENT ON FUNCTION access.assignments() IS '今日有效的角色 | the caller''s roles that hold today';

CREATE OR REPLACE FUNCTION access.has_role(wanted text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN EXISTS (SELECT FROM access.assignments() WHERE assignments.role = wanted);
END
$$;
COMMENT ON FUNCTION access.has_role(text) IS '是否具有某角色 | whether the caller has a role today';

-- Whether a role of the caller gives the verb at all, on whatever rows.
CREATE OR REPLACE FUNCTION access.may(on_class text, wanted text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
BEGIN
    RETURN EXISTS (SELECT FROM access.role_assignment AS held JOIN access.permission ON permission.role = held.role
                   WHERE held.person_id = me AND held.approved_at IS NOT NULL AND held.valid @> ref.today()
                     AND permission.record_class = on_class AND permission.verb = wanted);
END
$$;
COMMENT ON FUNCTION access.may(text, text) IS '是否有权(不论哪些行) | whether the caller may do this to some row of the class';

CREATE OR REPLACE FUNCTION access.may_all(on_class text, wanted text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
BEGIN
    RETURN EXISTS (SELECT FROM access.role_assignment AS held JOIN access.permission ON permission.role = held.role
                   WHERE held.person_id = me AND held.approved_at IS NOT NULL AND held.valid @> ref.today()
                     AND permission.record_class = on_class AND permission.verb = wanted AND permission.row_rule = 'all');
END
$$;
COMMENT ON FUNCTION access.may_all(text, text) IS '是否对全部行有权 | whether the caller may do this to every row of the class';

CREATE OR REPLACE FUNCTION access.row_rules(on_class text, wanted text) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN (SELECT coalesce(array_agg(DISTINCT permission.row_rule), '{}')
            FROM access.assignments() AS held JOIN access.permission ON permission.role = held.role
            WHERE permission.record_class = on_class AND permission.verb = wanted);
END
$$;
COMMENT ON FUNCTION access.row_rules(text, text) IS '对某类记录的行规则 | by which relations the caller may do this to records of the class';

CREATE OR REPLACE FUNCTION access.subtree(root bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    WITH RECURSIVE below AS (
        SELECT root AS id UNION SELECT unit.id FROM units.unit JOIN below ON unit.parent_id = below.id
    ) SELECT id FROM below
$$;
COMMENT ON FUNCTION access.subtree(bigint) IS '单位及其下级 | a unit and all below it';

-- Units within the caller's reach for a class and verb: the unit of the assignment and what is below it; for an office
-- role without a unit, the units that the caller belongs to.
CREATE OR REPLACE FUNCTION access.unit_ids(on_class text, wanted text) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN QUERY
    SELECT DISTINCT reach.unit_id
    FROM access.assignments() AS held
    JOIN access.permission ON permission.role = held.role AND permission.record_class = on_class
        AND permission.verb = wanted AND permission.row_rule IN ('unit', 'class', 'grade')
    CROSS JOIN LATERAL (
        SELECT access.subtree(held.unit_id) AS unit_id WHERE held.unit_id IS NOT NULL
        UNION ALL
        SELECT access.subtree(membership.unit_id) FROM units.membership
        WHERE held.unit_id IS NULL AND permission.row_rule = 'unit' AND membership.person_id = access.person_id() AND membership.valid @> ref.today()
    ) AS reach;
END
$$;
COMMENT ON FUNCTION access.unit_ids(text, text) IS '权限所及的单位 | units within the caller''s reach';

-- Students within the caller's reach by relation (not by the rule "all", which policies ask first: it is cheaper).
-- One look at the roles and one at each relation, because every policy asks this once a statement. The plan must not be made
-- anew for each caller, and must go by the class, of whose units the planner knows nothing and fears the worst.
CREATE OR REPLACE FUNCTION access.student_ids(on_class text, wanted text) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 60
SET search_path = '' SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
    me bigint := access.person_id();
    today date := ref.today();
    rules text[];
    roots bigint[];
    -- A role of an office without a unit reaches the units that the caller belongs to.
    has_own_units boolean;
BEGIN
    IF me IS NULL THEN
        RETURN;
    END IF;
    SELECT array_agg(permission.row_rule),
           array_agg(held.unit_id) FILTER (WHERE held.unit_id IS NOT NULL AND permission.row_rule IN ('class', 'grade', 'unit')),
           bool_or(held.unit_id IS NULL AND permission.row_rule = 'unit')
    INTO rules, roots, has_own_units
    FROM access.role_assignment AS held JOIN access.permission ON permission.role = held.role
    WHERE held.person_id = me AND held.approved_at IS NOT NULL AND held.valid @> today
      AND permission.record_class = on_class AND permission.verb = wanted;
    IF has_own_units THEN
        roots := roots || ARRAY(SELECT membership.unit_id FROM units.membership WHERE membership.person_id = me AND membership.valid @> today);
    END IF;
    IF roots IS NOT NULL THEN
        RETURN QUERY WITH RECURSIVE below AS (
            SELECT unnest(roots) AS id UNION SELECT unit.id FROM units.unit JOIN below ON unit.parent_id = below.id
        ) SELECT class_placement.student_id FROM people.class_placement
          WHERE class_placement.class_id = ANY (ARRAY(SELECT below.id FROM below))
            -- IS TRUE keeps the planner off the index by dates: it takes the placements of today to be few; nearly all are.
            AND (class_placement.valid @> today) IS TRUE;
    END IF;
    IF 'pairing' = ANY (rules) THEN
        RETURN QUERY SELECT pairing.student_id FROM care.pairing WHERE pairing.carer_id = me AND pairing.valid @> today
            UNION SELECT file.student_id FROM care.file WHERE file.carer_id = me AND file.closed_on IS NULL;
    END IF;
    IF 'referred' = ANY (rules) THEN
        RETURN QUERY SELECT file.student_id FROM care.file WHERE file.carer_id = me AND file.closed_on IS NULL;
    END IF;
    IF 'applicants' = ANY (rules) THEN
        RETURN QUERY SELECT determination.student_id FROM aid.determination
            UNION SELECT category_evidence.student_id FROM aid.category_evidence WHERE category_evidence.valid @> ref.today();
    END IF;
    IF 'health' = ANY (rules) THEN
        RETURN QUERY SELECT health_record.student_id FROM care.health_record WHERE health_record.valid @> ref.today();
    END IF;
END
$$;
COMMENT ON FUNCTION access.student_ids(text, text) IS '权限所及的学生(按关系) | students within the caller''s reach by relation';

-- A parent on the staff never meets the office's confidential records of an own child (conflict of interest).
CREATE OR REPLACE FUNCTION access.own_children() RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
BEGIN
    RETURN QUERY SELECT guardianship.student_id FROM people.guardianship WHERE guardianship.guardian_id = me;
END
$$;
-- What most of the staff are: policies ask this first, once a statement, and are spared a look at each row.
CREATE OR REPLACE FUNCTION access.has_no_child() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
BEGIN
    RETURN NOT EXISTS (SELECT FROM people.guardianship WHERE guardianship.guardian_id = me);
END
$$;
COMMENT ON FUNCTION access.has_no_child() IS '使用者没有子女在本校 | whether the caller is guardian of no student';
COMMENT ON FUNCTION access.own_children() IS '使用者自己的子女 | students of whom the caller is or was guardian';

CREATE OR REPLACE FUNCTION access.may_student(on_class text, wanted text, of_student bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF of_student IN (SELECT access.own_children())
       AND (SELECT sensitivity FROM access.record_class WHERE record_class = on_class) >= 3 THEN
        RETURN false;
    END IF;
    -- Never NULL: "IF NOT NULL" would let a caller through.
    RETURN coalesce(access.may_all(on_class, wanted) OR of_student IN (SELECT access.student_ids(on_class, wanted))
                    OR wanted = 'see' AND access.has_broken_glass(on_class, of_student), false);
END
$$;
COMMENT ON FUNCTION access.may_student(text, text, bigint) IS '对某学生是否有权 | whether the caller may do this to records of this student';

CREATE OR REPLACE FUNCTION access.verb_label(verb text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE verb WHEN 'see' THEN ref.say('查看', 'see') WHEN 'create' THEN ref.say('新建', 'create')
            WHEN 'edit' THEN ref.say('修改', 'edit') WHEN 'decide' THEN ref.say('决定', 'decide')
            ELSE ref.say('导出', 'export') END;
COMMENT ON FUNCTION access.verb_label(text) IS '动作名称 | label of a verb';

-- Every refusal of the project has this shape: what was asked, and whom to turn to.
CREATE OR REPLACE FUNCTION access.refuse(on_class text, wanted text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    class_label text;
BEGIN
    SELECT ref.say(label_zh, label_en) INTO class_label FROM access.record_class WHERE record_class = on_class;
    IF access.person_id() IS NULL THEN
        PERFORM auth.require_own_password();
        RAISE EXCEPTION USING ERRCODE = 'NX006', MESSAGE = ref.say('请先登录。', 'Please sign in first.');
    END IF;
    -- The exception rolls back whatever would be written down here; the server's log keeps this line (and audit.refused says the rest).
    RAISE LOG 'nuanxin audit: person % refused % %', access.person_id(), wanted, on_class;
    RAISE EXCEPTION USING ERRCODE = 'NX002',
        MESSAGE = ref.say(format('您无权%s:%s。', access.verb_label(wanted), class_label),
                          format('You may not %s this: %s.', access.verb_label(wanted), class_label)),
        HINT = ref.say('如确需办理,请向党委办公室申请相应角色。', 'If your work needs it, ask the party office for the role.');
END
$$;
COMMENT ON FUNCTION access.refuse(text, text) IS '拒绝并说明 | refuses, says what and whom to ask';

CREATE OR REPLACE FUNCTION access.require(on_class text, wanted text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may(on_class, wanted) THEN
        PERFORM access.refuse(on_class, wanted);
    END IF;
END
$$;
COMMENT ON FUNCTION access.require(text, text) IS '要求有权,否则拒绝 | refuses unless the caller may do this to some row';

CREATE OR REPLACE FUNCTION access.require_student(on_class text, wanted text, of_student bigint) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF NOT access.may_student(on_class, wanted, of_student) THEN
        PERFORM access.refuse(on_class, wanted);
    END IF;
END
$$;
COMMENT ON FUNCTION access.require_student(text, text, bigint) IS '要求对该学生有权 | refuses unless the caller may do this to this student''s records';
