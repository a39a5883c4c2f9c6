-- Names of units and classes at a date.
CREATE OR REPLACE FUNCTION units.label(of_unit bigint, on_day date DEFAULT ref.today()) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    -- The name on that day; where the day has none (a school year that nobody has opened yet), the latest.
    RETURN (SELECT unit_label.label FROM units.unit_label WHERE unit_label.unit_id = of_unit
            ORDER BY (unit_label.valid @> on_day) DESC, upper(unit_label.valid) DESC NULLS FIRST LIMIT 1);
END
$$;
COMMENT ON FUNCTION units.label(bigint, date) IS '单位在某日的名称 | what a unit is called on a day';

CREATE OR REPLACE FUNCTION units.named(of_kind text, wanted text, on_day date DEFAULT ref.today()) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT unit_label.unit_id FROM units.unit_label
    WHERE unit_label.kind = of_kind AND unit_label.valid @> on_day AND (unit_label.label = wanted OR wanted = ANY (unit_label.aliases))
    ORDER BY (unit_label.label = wanted) DESC LIMIT 1
$$;
COMMENT ON FUNCTION units.named(text, text, date) IS '按名称找单位 | the unit of this name on a day';

-- The latest school year for which classes have names: what "now" means for a form that tells no date.
CREATE OR REPLACE FUNCTION units.labelled_school_year() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT coalesce(
        (SELECT ref.school_year(ref.today()) WHERE EXISTS
            (SELECT FROM units.unit_label WHERE kind = 'class' AND valid @> ref.today())),
        (SELECT ref.school_year(max(lower(valid))) FROM units.unit_label WHERE kind = 'class'),
        ref.school_year(ref.today()))
$$;
COMMENT ON FUNCTION units.labelled_school_year() IS '班级有名称的最近学年 | the latest school year whose classes have names';

CREATE OR REPLACE FUNCTION units.class_of(of_student bigint, on_day date DEFAULT ref.today()) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN (SELECT class_placement.class_id FROM people.class_placement
            WHERE class_placement.student_id = of_student AND class_placement.valid @> on_day);
END
$$;
COMMENT ON FUNCTION units.class_of(bigint, date) IS '学生在某日的班级 | a student''s class on a day';

CREATE OR REPLACE FUNCTION units.school_id() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT id FROM units.unit WHERE kind = 'school' ORDER BY id LIMIT 1
$$;
COMMENT ON FUNCTION units.school_id() IS '学校(单位树的根) | the school, root of the tree';
