-- The trigger functions that every recorded table shares.

-- Who and when, on every row, whatever the statement said: nobody can sign with another's name.
CREATE OR REPLACE FUNCTION history.stamp() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.created_at := pg_catalog.now();
        NEW.created_by := access.person_id();
        NEW.changed_at := NULL;
        NEW.changed_by := NULL;
    ELSE
        NEW.created_at := OLD.created_at;
        NEW.created_by := OLD.created_by;
        NEW.changed_at := pg_catalog.now();
        NEW.changed_by := access.person_id();
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION history.stamp() IS '登记何人何时 | stamps who and when on a row';

-- One statement, one insert: keeps an import of thousands of rows fast.
CREATE OR REPLACE FUNCTION history.keep_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
BEGIN
    INSERT INTO history.version (table_name, row_key, operation, old_row, changed_by)
    SELECT TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME, version.old_row ->> TG_ARGV[0], TG_OP, version.old_row, me
    -- OFFSET keeps the row from being made twice.
    FROM old_rows CROSS JOIN LATERAL (SELECT pg_catalog.to_jsonb(old_rows) AS old_row OFFSET 0) AS version;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION history.keep_version() IS '保存旧版本 | keeps the earlier version of changed and deleted rows';
