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

-- One statement, one insert, one look at who it is: keeps an import of thousands of rows fast.
CREATE OR REPLACE FUNCTION history.keep_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    me bigint := access.person_id();
BEGIN
    INSERT INTO history.version (table_name, row_key, operation, old_row, changed_by, request)
    SELECT TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME, kept.old_row ->> TG_ARGV[0], TG_OP, kept.old_row, me,
           nullif(pg_catalog.left(pg_catalog.current_setting('nuanxin.request', true), 100), '')
    FROM (SELECT pg_catalog.to_jsonb(old_rows) AS old_row FROM old_rows OFFSET 0) AS kept;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION history.keep_version() IS '保存旧版本 | keeps the earlier version of changed and deleted rows';

-- Not even the owner by hand: what is written down stays. (A superuser can turn triggers off; nuanxin audit verify finds what was done then.)
CREATE OR REPLACE FUNCTION history.refuse_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    -- One narrow way: an erasure that two people agreed on takes the contents of an earlier version and leaves its digest (people.approve_erasure).
    IF TG_OP = 'UPDATE' AND TG_TABLE_SCHEMA = 'history' AND pg_catalog.current_setting('nuanxin.erasure', true) <> '' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION USING ERRCODE = '42501', MESSAGE = pg_catalog.format('%s.%s is append-only: %s is refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP);
END
$$;
COMMENT ON FUNCTION history.refuse_change() IS '只增不改:拒绝修改、删除与清空 | refuses UPDATE, DELETE and TRUNCATE of what is append-only';
