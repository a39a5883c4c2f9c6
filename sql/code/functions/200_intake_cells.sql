-- What a cell of a sheet means: days, semesters, classes, phones, yes and no. Nothing here reads or writes a record
-- but the names of classes and the dates of semesters.

CREATE OR REPLACE FUNCTION intake.to_day(cell text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN cell ~ '^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' THEN
            CASE WHEN substr(cell, 9, 2)::int <= extract(day FROM make_date(substr(cell, 1, 4)::int, substr(cell, 6, 2)::int, 1)
                                                                 + interval '1 month - 1 day')
                 THEN cell::date END END;
COMMENT ON FUNCTION intake.to_day(text) IS '单元格中的日期,不成日期则空 | the day in a cell, NULL if it is none';

-- 2025-2026-1, 2025年秋, 2026年春, 2025-2026学年第一学期, 2025—2026学年度下学期.
CREATE OR REPLACE FUNCTION intake.semester_code(cell text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = '' AS $$
DECLARE
    found text[];
    year int;
BEGIN
    IF cell ~ '^\d{4}-\d{4}-[12]$' THEN
        RETURN cell;
    END IF;
    found := regexp_match(cell, '(20\d\d)\s*[-—–－~至/]+\s*(20\d\d).*?([一二上下12])\s*学期');
    IF found IS NOT NULL THEN
        RETURN found[1] || '-' || found[2] || '-' || CASE WHEN found[3] IN ('一', '上', '1') THEN 1 ELSE 2 END;
    END IF;
    found := regexp_match(cell, '(20\d\d)\s*年?\s*(秋|下半年|春|上半年)');
    IF found IS NULL THEN
        RETURN NULL;
    END IF;
    year := found[1]::int;
    RETURN CASE WHEN found[2] IN ('秋', '下半年') THEN year || '-' || year + 1 || '-1' ELSE year - 1 || '-' || year || '-2' END;
END
$$;
COMMENT ON FUNCTION intake.semester_code(text) IS '单元格中的学期,如 2025年秋 | the semester that a cell means';

-- The school year of a sheet: as its title says, else that of its date, else the latest whose classes have names.
CREATE OR REPLACE FUNCTION intake.sheet_year(context jsonb) RETURNS text
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT coalesce(
        substring(context ->> 'school_year' FROM '^\d{4}-\d{4}$'),
        left(intake.semester_code(context ->> 'semester'), 9),
        ref.school_year(intake.to_day(coalesce(context ->> 'as_of', context ->> 'filled_on'))),
        units.labelled_school_year())
$$;
COMMENT ON FUNCTION intake.sheet_year(jsonb) IS '表格所属学年 | the school year of a sheet';

CREATE OR REPLACE FUNCTION intake.sheet_semester(context jsonb) RETURNS text
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT coalesce(
        intake.semester_code(context ->> 'semester'),
        ref.semester_on(intake.to_day(coalesce(context ->> 'as_of', context ->> 'filled_on'))),
        ref.semester_on(CASE WHEN ref.school_year_dates(intake.sheet_year(context)) @> ref.today() THEN ref.today()
                             ELSE lower(ref.school_year_dates(intake.sheet_year(context))) END))
$$;
COMMENT ON FUNCTION intake.sheet_semester(jsonb) IS '表格所属学期 | the semester of a sheet';

-- The days that a sheet speaks of: its date, else its semester, else its school year.
CREATE OR REPLACE FUNCTION intake.sheet_span(context jsonb) RETURNS daterange
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT CASE WHEN dated.day IS NOT NULL THEN daterange(dated.day, dated.day, '[]')
                ELSE coalesce((SELECT daterange(semester.starts_on, semester.ends_on, '[]') FROM ref.semester
                               WHERE semester.code = intake.semester_code(context ->> 'semester')),
                              ref.school_year_dates(intake.sheet_year(context))) END
    FROM (SELECT intake.to_day(coalesce(context ->> 'as_of', context ->> 'filled_on')) AS day) AS dated
$$;
COMMENT ON FUNCTION intake.sheet_span(jsonb) IS '表格所说的日期范围 | the days that a sheet speaks of';

-- The day from which a change that a sheet brings holds: its date; else today, if the sheet is of this semester or year;
-- else the first day of its semester or year.
CREATE OR REPLACE FUNCTION intake.sheet_day(context jsonb) RETURNS date
LANGUAGE sql STABLE SET search_path = '' AS $$
    SELECT CASE WHEN span.days @> ref.today() THEN ref.today() ELSE lower(span.days) END
    FROM (SELECT intake.sheet_span(context) AS days) AS span
$$;
COMMENT ON FUNCTION intake.sheet_day(jsonb) IS '表格内容自何日起有效 | the day from which what a sheet says holds';

-- 是, 否 and their kin; NULL for a blank and for a word that is neither.
CREATE OR REPLACE FUNCTION intake.yes_or_no(cell text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN cell IN ('是', '有', '已', '√', '✓', '对', 'Y', 'y', 'yes', 'Yes', 'YES', '1', 'true', 'TRUE') THEN true
            WHEN cell IN ('否', '无', '没有', '未', '不是', '×', '✗', 'N', 'n', 'no', 'No', 'NO', '0', 'false', 'FALSE') THEN false END;
COMMENT ON FUNCTION intake.yes_or_no(text) IS '是或否 | yes or no';

CREATE OR REPLACE FUNCTION intake.sex_code(cell text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN cell IN ('男', '男性', '男生', 'M', '1') THEN '1' WHEN cell IN ('女', '女性', '女生', 'F', '2') THEN '2' END;
COMMENT ON FUNCTION intake.sex_code(text) IS '性别代码(GB/T 2261.1) | sex by GB/T 2261.1';

-- A cell may hold a list: 、 , ; / line breaks and blanks part it.
CREATE OR REPLACE FUNCTION intake.list_of(cell text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN array_remove(regexp_split_to_array(btrim(cell), '[、,，;；/／|[:space:]]+'), '');
COMMENT ON FUNCTION intake.list_of(text) IS '拆开一格中的多项 | the items of a list in one cell';

-- Phone numbers of a cell that can be dialled: 7 to 12 digits, with or without a dash after the area code.
CREATE OR REPLACE FUNCTION intake.phones_of(cell text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN cell IS NULL THEN '{}'::text[] WHEN cell ~ '^1[3-9][0-9]{9}$' THEN ARRAY[cell] ELSE
    (SELECT coalesce(array_agg(DISTINCT phone), '{}') FROM unnest(intake.list_of(cell)) AS phone
        WHERE phone ~ '^(\+?86-?)?(1[3-9][0-9]{9}|(0[0-9]{2,3}-?)?[2-9][0-9]{6,7})$') END;
COMMENT ON FUNCTION intake.phones_of(text) IS '一格中的电话号码 | the phone numbers in a cell';

CREATE OR REPLACE FUNCTION intake.numeral(cell text) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN cell ~ '^[0-9]{1,3}$' THEN cell::int
            WHEN cell ~ '^[一二三四五六七八九]$' THEN strpos('一二三四五六七八九', cell)
            WHEN cell ~ '^[二三四五六七八九]?十[一二三四五六七八九]?$' THEN
                greatest(1, strpos('一二三四五六七八九', nullif(split_part(cell, '十', 1), ''))) * 10
                + coalesce(strpos('一二三四五六七八九', nullif(split_part(cell, '十', 2), '')), 0) END;
COMMENT ON FUNCTION intake.numeral(text) IS '阿拉伯或中文数字 | a number in digits or Chinese numerals';

-- A class is a cohort and a number: 高一(3)班, 高2025级3班, 2025级(3)班, 七年级二班, 初一(2)班. stage: 高, 初 or 小.
CREATE OR REPLACE FUNCTION intake.class_parts(label text, in_year text)
RETURNS TABLE (stage text, entry_year int, number int, canonical text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = '' AS $$
DECLARE
    plain text := translate(regexp_replace(label, '\s', '', 'g'), '（）[]【】', '()()()');
    starts int := left(in_year, 4)::int;
    found text[];
    grade int;
BEGIN
    found := regexp_match(plain, '^(高|初)(?:中)?([一二三四123])(?:年级)?[(-]?([0-9]{1,3}|[一二三四五六七八九十]{1,3})\)?班?$');
    IF found IS NOT NULL THEN
        stage := found[1];
        grade := intake.numeral(found[2]);
        number := intake.numeral(found[3]);
    ELSE
        found := regexp_match(plain, '^([一二三四五六七八九])年级?[(-]?([0-9]{1,3}|[一二三四五六七八九十]{1,3})\)?班?$');
        IF found IS NOT NULL THEN
            grade := intake.numeral(found[1]);
            stage := CASE WHEN grade > 6 THEN '初' ELSE '小' END;
            grade := CASE WHEN grade > 6 THEN grade - 6 ELSE grade END;
            number := intake.numeral(found[2]);
        ELSE
            found := regexp_match(plain, '^(高|初)?(?:中)?((?:20)?[0-9]{2})级[(-]?([0-9]{1,3}|[一二三四五六七八九十]{1,3})\)?班?$');
            IF found IS NULL THEN
                RETURN;
            END IF;
            stage := coalesce(found[1], '高');
            grade := starts - (right('20' || found[2], 4))::int + 1;
            number := intake.numeral(found[3]);
        END IF;
    END IF;
    IF number IS NULL OR number = 0 OR grade NOT BETWEEN 1 AND 6 THEN
        RETURN;
    END IF;
    entry_year := starts - grade + 1;
    canonical := intake.grade_label(stage, grade) || '(' || number || ')班';
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION intake.class_parts(text, text) IS '从班级名称读出学段、入学年份与班号 | stage, entry year and number that a class label means in a school year';

CREATE OR REPLACE FUNCTION intake.grade_label(stage text, grade int) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE stage WHEN '小' THEN substr('一二三四五六', grade, 1) || '年级' ELSE stage || substr('一二三四', grade, 1) END;
COMMENT ON FUNCTION intake.grade_label(text, int) IS '年级名称 | name of a grade';

-- The class that a label means in a school year: by its name or another name of that year; else by cohort and number, when
-- that class has no name in that year yet. A junior and a senior class of one year and number are never taken for each other.
CREATE OR REPLACE FUNCTION intake.class_named(label text, in_year text) RETURNS bigint
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
    parts record;
    days daterange := ref.school_year_dates(in_year);
    found bigint;
BEGIN
    IF label IS NULL THEN
        RETURN NULL;
    END IF;
    SELECT * INTO parts FROM intake.class_parts(label, in_year);
    SELECT named.unit_id INTO found FROM units.unit_label AS named
    WHERE named.kind = 'class' AND named.valid && days
      AND (named.label IN (class_named.label, parts.canonical) OR class_named.label = ANY (named.aliases))
    ORDER BY (named.label = class_named.label) DESC, upper(named.valid) DESC NULLS FIRST LIMIT 1;
    IF found IS NULL AND parts.number IS NOT NULL THEN
        SELECT unit.id INTO found FROM units.unit
        WHERE unit.kind = 'class' AND unit.cohort_entry_year = parts.entry_year AND unit.cohort_number = parts.number
          AND NOT EXISTS (SELECT FROM units.unit_label AS named WHERE named.unit_id = unit.id AND named.valid && days)
          AND EXISTS (SELECT FROM units.unit_label AS named WHERE named.unit_id = unit.id
                      AND (SELECT other.stage FROM intake.class_parts(named.label, ref.school_year(lower(named.valid))) AS other) = parts.stage);
    END IF;
    RETURN found;
END
$$;
COMMENT ON FUNCTION intake.class_named(text, text) IS '名称在某学年所指的班级 | the class that a label means in a school year';
