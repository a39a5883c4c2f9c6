-- For reports: pseudonyms that cannot be joined over semesters or subjects, and small counts that are not told.
CREATE OR REPLACE FUNCTION reporting.pseudonym(subject text, of_semester text, of_person bigint) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    semester_key bytea;
BEGIN
    SELECT key INTO semester_key FROM reporting.pseudonym_key WHERE semester = of_semester;
    -- Without a key there is no pseudonym, rather than one that anybody could compute.
    RETURN left(encode(extensions.hmac(convert_to(subject || ':' || of_person, 'UTF8'), semester_key, 'sha256'), 'hex'), 16);
END
$$;
COMMENT ON FUNCTION reporting.pseudonym(text, text, bigint) IS '化名:按学期与主题不同 | pseudonym; differs by semester and subject';

-- Counts from 1 to 4 are not told: too few people stand behind them.
CREATE OR REPLACE FUNCTION reporting.suppress(count bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE WHEN count BETWEEN 1 AND 4 THEN NULL ELSE count END;
COMMENT ON FUNCTION reporting.suppress(bigint) IS '小于5的数不显示 | counts of 1 to 4 become NULL';

CREATE OR REPLACE FUNCTION reporting.grade_label(of_student bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT units.label(unit.parent_id) FROM units.unit WHERE unit.id = units.class_of(of_student)
$$;
COMMENT ON FUNCTION reporting.grade_label(bigint) IS '学生所在年级 | grade of a student today';
