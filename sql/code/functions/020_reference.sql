-- Language of messages, school years, semesters, working days.

CREATE OR REPLACE FUNCTION ref.say(chinese text, english text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN current_setting('nuanxin.language', true) = 'en' THEN english ELSE chinese END;
COMMENT ON FUNCTION ref.say(text, text) IS '按使用者的语言选用文字 | the text in the caller''s language';

CREATE OR REPLACE FUNCTION ref.label(of_list text, of_code text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN (SELECT ref.say(code.label_zh, code.label_en) FROM ref.code WHERE code.list = of_list AND code.code = of_code
            ORDER BY upper(code.valid) DESC NULLS FIRST LIMIT 1);
END
$$;
COMMENT ON FUNCTION ref.label(text, text) IS '代码的名称 | label of a code in the caller''s language';

-- A clerk who writes a word that a list does not have is told the list, not the name of a constraint.
CREATE OR REPLACE FUNCTION ref.require_word(what_zh text, what_en text, given text, allowed text[]) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
    IF given IS NULL OR given <> ALL (allowed) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004',
            MESSAGE = ref.say(format('%s只能是:%s。', what_zh, array_to_string(allowed, '、')),
                              format('%s must be one of: %s.', what_en, array_to_string(allowed, ', ')));
    END IF;
END
$$;
COMMENT ON FUNCTION ref.require_word(text, text, text, text[]) IS '要求取值在列 | refuses a word that is not in the list';

CREATE OR REPLACE FUNCTION ref.state_label(of_lifecycle text, of_state text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    RETURN (SELECT ref.say(label_zh, label_en) FROM ref.lifecycle_state WHERE lifecycle = of_lifecycle AND state = of_state);
END
$$;
COMMENT ON FUNCTION ref.state_label(text, text) IS '状态的名称 | label of a state in the caller''s language';

-- Today at the school, whatever time zone the caller's connection has set: no right lives a day longer by SET timezone.
CREATE OR REPLACE FUNCTION ref.today() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (now() AT TIME ZONE 'Asia/Shanghai')::date;
COMMENT ON FUNCTION ref.today() IS '学校当地的今天(不随连接的时区改变) | today at the school, in whatever time zone the connection is';

-- A school year begins on 1 September.
CREATE OR REPLACE FUNCTION ref.school_year(on_day date) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN extract(month FROM on_day) >= 9
            THEN extract(year FROM on_day)::int || '-' || extract(year FROM on_day)::int + 1
            ELSE extract(year FROM on_day)::int - 1 || '-' || extract(year FROM on_day)::int END;
COMMENT ON FUNCTION ref.school_year(date) IS '某日所在学年 | school year of a day, such as 2025-2026';

CREATE OR REPLACE FUNCTION ref.school_year_dates(of_year text) RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN daterange(make_date(left(of_year, 4)::int, 9, 1), make_date(left(of_year, 4)::int + 1, 9, 1));
COMMENT ON FUNCTION ref.school_year_dates(text) IS '学年的起止 | days of a school year';

CREATE OR REPLACE FUNCTION ref.semester_on(on_day date) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT code FROM ref.semester WHERE on_day BETWEEN starts_on AND ends_on
$$;
COMMENT ON FUNCTION ref.semester_on(date) IS '某日所在学期 | semester of a day';

-- Monday to Friday, but for the days that the calendar names: holidays off, make-up Saturdays and Sundays on.
CREATE OR REPLACE FUNCTION ref.is_working_day(on_day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT coalesce((SELECT kind = 'make_up' FROM ref.calendar_day WHERE day = on_day AND kind IN ('holiday', 'make_up')),
                    extract(isodow FROM on_day) < 6)
$$;
COMMENT ON FUNCTION ref.is_working_day(date) IS '是否工作日 | whether a day is a working day';

CREATE OR REPLACE FUNCTION ref.add_working_days(from_day date, days int) RETURNS date
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    day date := from_day;
    left_over int;
BEGIN
    IF from_day IS NULL OR days IS NULL THEN
        RETURN NULL;
    ELSIF days NOT BETWEEN -2000 AND 2000 OR NOT isfinite(from_day) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004',
            MESSAGE = ref.say('工作日数须在正负两千以内。', 'Working days are counted up to two thousand, either way.');
    END IF;
    left_over := abs(days);
    WHILE left_over > 0 LOOP
        day := day + sign(days)::int;
        IF ref.is_working_day(day) THEN
            left_over := left_over - 1;
        END IF;
    END LOOP;
    RETURN day;
END
$$;
COMMENT ON FUNCTION ref.add_working_days(date, int) IS '加减工作日 | a day so many working days away';

CREATE OR REPLACE FUNCTION ref.working_days_between(from_day date, to_day date) RETURNS int
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF from_day IS NULL OR to_day IS NULL OR from_day >= to_day THEN
        RETURN 0;
    ELSIF NOT isfinite(from_day) OR NOT isfinite(to_day) OR to_day - from_day > 20000 THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = ref.say('两个日期相隔太远。', 'The two days lie too far apart.');
    END IF;
    RETURN (SELECT count(*)::int FROM generate_series(1, to_day - from_day) AS step
            LEFT JOIN ref.calendar_day ON calendar_day.day = from_day + step AND calendar_day.kind IN ('holiday', 'make_up')
            WHERE coalesce(calendar_day.kind = 'make_up', extract(isodow FROM from_day + step) < 6));
END
$$;
COMMENT ON FUNCTION ref.working_days_between(date, date) IS '两日之间的工作日数 | working days after the first day up to the second';
