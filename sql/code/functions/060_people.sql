-- Identity numbers and their digests.

-- GB 11643-1999: 17 digits and a check character by ISO 7064 MOD 11-2. Returns what is wrong, or NULL.
CREATE OR REPLACE FUNCTION people.id_number_problem(number text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = '' AS $$
DECLARE
    remainder int := 0;
    born text;
BEGIN
    IF length(number) <> 18 THEN
        RETURN 'id_wrong_length';
    ELSIF number !~ '^[0-9]{17}[0-9X]$' THEN
        RETURN 'id_not_digits';
    END IF;
    FOR place IN 1..17 LOOP
        remainder := (remainder + substr(number, place, 1)::int) * 2 % 11;
    END LOOP;
    IF substr('10X98765432', remainder + 1, 1) <> substr(number, 18, 1) THEN
        -- remainder r needs the check value (12 - r) mod 11; the string lists it for r = 0 to 10.
        RETURN 'id_wrong_check_character';
    END IF;
    born := substr(number, 7, 8);
    IF to_char(make_date(substr(born, 1, 4)::int, greatest(1, least(12, substr(born, 5, 2)::int)),
               greatest(1, least(28, substr(born, 7, 2)::int))), 'YYYYMM') <> substr(born, 1, 6)
       OR substr(born, 7, 2)::int NOT BETWEEN 1 AND
          extract(day FROM (date_trunc('month', make_date(substr(born, 1, 4)::int, greatest(1, least(12, substr(born, 5, 2)::int)), 1))
                            + interval '1 month - 1 day'))::int THEN
        RETURN 'id_impossible_birth_date';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION people.id_number_problem(text) IS '公民身份号码的问题(GB 11643-1999),无则空 | what is wrong with a resident identity number, NULL if nothing';

CREATE OR REPLACE FUNCTION people.id_number_birth_date(number text) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN people.id_number_problem(number) IS NULL
            THEN make_date(substr(number, 7, 4)::int, substr(number, 11, 2)::int, substr(number, 13, 2)::int) END;
COMMENT ON FUNCTION people.id_number_birth_date(text) IS '身份号码中的出生日期 | birth date within the number';

CREATE OR REPLACE FUNCTION people.mask(number text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN length(number) > 8 THEN repeat('*', length(number) - 4) || right(number, 4) ELSE '****' END;
COMMENT ON FUNCTION people.mask(text) IS '只留末四位 | all hidden but the last four';

CREATE OR REPLACE FUNCTION people.digest(number text) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
    SELECT extensions.hmac(convert_to(number, 'UTF8'), identifier_key.key, 'sha256') FROM people.identifier_key
$$;
COMMENT ON FUNCTION people.digest(text) IS '证件号的带密钥摘要 | keyed digest of a number';
