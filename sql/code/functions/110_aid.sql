-- Aid: what a student has, and who is entitled to something that was neither given nor refused.
CREATE OR REPLACE FUNCTION aid.read_student(of_student bigint)
RETURNS TABLE (kind text, name text, period text, amount numeric, state text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    determined boolean := access.may_student('determination', 'see', of_student);
BEGIN
    IF NOT (determined OR access.may_student('award', 'see', of_student)) THEN
        RETURN;
    END IF;
    PERFORM audit.record('read', CASE WHEN determined THEN 'determination' ELSE 'award' END, of_student::text, of_student, NULL, NULL);
    RETURN QUERY
    SELECT 'determination', ref.say(level.label_zh, level.label_en), determination.school_year, NULL::numeric, determination.state
    FROM aid.determination JOIN aid.level ON level.level = determination.level WHERE determination.student_id = of_student AND determined
    UNION ALL
    SELECT 'category', ref.say(category.label_zh, category.label_en), evidence.evidence, NULL, 'held'
    FROM aid.category_evidence AS evidence JOIN aid.category ON category.category = evidence.category
    WHERE evidence.student_id = of_student AND access.may_student('aid_application', 'see', of_student)
    UNION ALL
    SELECT 'award', ref.say(scheme.label_zh, scheme.label_en), award.semester,
           CASE WHEN access.may_all('award', 'see') OR access.may_all('award', 'edit') THEN award.amount END, award.state
    FROM aid.award JOIN aid.scheme ON scheme.scheme = award.scheme
    WHERE award.student_id = of_student AND access.may_student('award', 'see', of_student);
END
$$;
COMMENT ON FUNCTION aid.read_student(bigint) IS '某学生的认定与资助(留痕) | a student''s determinations and awards; logged';

-- 应助尽助: current evidence, a rule that holds, on the roll; minus awards, minus signed refusals.
CREATE OR REPLACE FUNCTION aid.gap(in_semester text)
RETURNS TABLE (student_id bigint, student_name text, class_label text, category text, scheme text, basis text, semester text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    everybody boolean := access.may_all('aid_application', 'see');
    wanted text := coalesce(in_semester, (SELECT max(award.semester) FROM aid.award), ref.semester_on(ref.today()));
    wanted_days daterange;
BEGIN
    PERFORM access.require('aid_application', 'see');
    SELECT daterange(starts_on, ends_on, '[]') INTO wanted_days FROM ref.semester WHERE code = wanted;
    IF wanted_days IS NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say(format('没有学期“%s”,写法如 2026-2027-1。', wanted), format('There is no semester "%s"; write it like 2026-2027-1.', wanted));
    END IF;
    PERFORM audit.record('list', 'aid_application', NULL, NULL, NULL, jsonb_build_object('semester', wanted));
    RETURN QUERY
    SELECT DISTINCT ON (evidence.student_id, rule.scheme) evidence.student_id, person.name, units.label(units.class_of(evidence.student_id)),
           ref.say(category.label_zh, category.label_en), ref.say(scheme.label_zh, scheme.label_en), rule.basis, wanted
    FROM aid.category_evidence AS evidence
    JOIN aid.category ON category.category = evidence.category
    JOIN aid.scheme_rule AS rule ON rule.category = evidence.category 
        -- The paper, the rule and the scheme must hold on the same day, and the student be on the roll then.
        AND NOT isempty(evidence.valid * rule.valid * wanted_days)
    JOIN aid.scheme ON scheme.scheme = rule.scheme AND NOT isempty(scheme.valid * evidence.valid * rule.valid * wanted_days)
    JOIN people.person ON person.id = evidence.student_id
    WHERE evidence.valid && wanted_days
      AND EXISTS (SELECT FROM people.enrolment WHERE enrolment.student_id = evidence.student_id AND enrolment.valid && (evidence.valid * rule.valid * wanted_days))
      AND NOT EXISTS (SELECT FROM aid.award WHERE award.student_id = evidence.student_id AND award.scheme = rule.scheme
                      AND award.semester = wanted AND award.state <> 'cancelled')
      AND NOT EXISTS (SELECT FROM aid.refusal WHERE refusal.student_id = evidence.student_id AND refusal.scheme = rule.scheme AND refusal.semester = wanted)
      AND (everybody OR evidence.student_id IN (SELECT access.student_ids('aid_application', 'see')))
      AND evidence.student_id NOT IN (SELECT access.own_children())
    ORDER BY evidence.student_id, rule.scheme, rule.id;
END
$$;
COMMENT ON FUNCTION aid.gap(text) IS '应助未助名单(留痕) | entitled by evidence and rule, neither awarded nor refused; logged';
