-- Group roles, extensions and the rights of the database itself. Idempotent; run by a superuser before every migration.
-- No role here owns data but nuanxin_owner, and nobody can log in as it.
DO $$
DECLARE
    wanted record;
BEGIN
    FOR wanted IN
        SELECT * FROM (VALUES
            -- Owns every object. Nobody is a member; migrations SET ROLE to it from a superuser's connection.
            ('nuanxin_owner',   'NOLOGIN NOINHERIT'),
            -- Owns only the few functions that make, lock and unlock login roles.
            ('nuanxin_accounts', 'NOLOGIN NOINHERIT CREATEROLE'),
            -- Everyone with an account: reaches tables, sees the rows that the policies give.
            ('nuanxin_staff',   'NOLOGIN'),
            -- Reads the reporting schema and nothing else.
            ('nuanxin_analyst', 'NOLOGIN'),
            -- Reads the audit log, not the records.
            ('nuanxin_auditor', 'NOLOGIN'),
            -- What anybody on the street may read: the published lists.
            ('nuanxin_public',  'NOLOGIN'),
            -- The web server's pool. Without a person's session token it sees what the public sees.
            ('nuanxin_web',     'LOGIN')
        ) AS role (name, attributes)
    LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name) THEN
            EXECUTE format('CREATE ROLE %I %s', wanted.name, wanted.attributes);
        END IF;
        EXECUTE format('ALTER ROLE %I %s NOSUPERUSER NOCREATEDB NOREPLICATION NOBYPASSRLS', wanted.name, wanted.attributes);
    END LOOP;
END
$$;
GRANT nuanxin_staff, nuanxin_public TO nuanxin_web;
-- The account functions may put a new login into these groups and into no other.
GRANT nuanxin_staff, nuanxin_analyst, nuanxin_auditor TO nuanxin_accounts WITH ADMIN OPTION;

CREATE SCHEMA IF NOT EXISTS extensions;
REVOKE ALL ON SCHEMA extensions FROM PUBLIC;
GRANT USAGE ON SCHEMA extensions TO nuanxin_owner, nuanxin_accounts, nuanxin_staff, nuanxin_analyst, nuanxin_auditor, nuanxin_public;
CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA extensions;
CREATE EXTENSION IF NOT EXISTS pgcrypto SCHEMA extensions;
-- pgcrypto's functions are for our own definer functions; nobody else has a use for them here.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA extensions FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA extensions TO nuanxin_owner;

DO $$
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor, nuanxin_public',
                   current_database());
    EXECUTE format('GRANT CREATE, CONNECT ON DATABASE %I TO nuanxin_owner', current_database());
    -- What is asked here takes milliseconds; compiling it takes thirty.
    EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
END
$$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
-- Large objects stand outside of every table, policy and history; nobody has a use for them here.
REVOKE EXECUTE ON FUNCTION pg_catalog.lo_creat(int), pg_catalog.lo_create(oid), pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC;
-- PostgreSQL tries a condition that it trusts (LEAKPROOF: =, < and their kin) on a row before it asks the policy. It may stand in an error of no function, and
-- yet EXPLAIN ANALYZE tells what became of it (rows removed, parts never executed), and plain EXPLAIN guesses from statistics of all rows: whoever went through
-- a column by halves read hidden rows value by value. So nothing is trusted but the equality of keys, without which no key finds its row by an index; columns
-- whose keys say whose a record is are not granted (sql/access/columns.csv). Functions with their owner's rights have no policy to ask. A dump does not carry
-- this: every migrate says it.
DO $$
DECLARE
    one regprocedure;
BEGIN
    FOR one IN SELECT oid::regprocedure FROM pg_proc WHERE proleakproof AND oid <> 'pg_catalog.int8eq(bigint, bigint)'::regprocedure LOOP
        EXECUTE format('ALTER FUNCTION %s NOT LEAKPROOF', one);
    END LOOP;
    IF NOT (SELECT proleakproof FROM pg_proc WHERE oid = 'pg_catalog.int8eq(bigint, bigint)'::regprocedure) THEN
        ALTER FUNCTION pg_catalog.int8eq(bigint, bigint) LEAKPROOF;
    END IF;
END $$;
-- What the owner makes is closed until a file in code/grants/ opens it.
ALTER DEFAULT PRIVILEGES FOR ROLE nuanxin_owner REVOKE ALL ON TABLES FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE nuanxin_owner REVOKE ALL ON SEQUENCES FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE nuanxin_owner REVOKE ALL ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE nuanxin_owner REVOKE ALL ON TYPES FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE nuanxin_accounts REVOKE ALL ON FUNCTIONS FROM PUBLIC;

-- The only place where login roles are made or locked. Its functions belong to nuanxin_accounts (CREATEROLE) and may be
-- called by nuanxin_owner alone, whose own functions check who is asking.
CREATE SCHEMA IF NOT EXISTS login AUTHORIZATION nuanxin_accounts;
COMMENT ON SCHEMA login IS '登录角色的建立与停用 | making and locking login roles';
REVOKE ALL ON SCHEMA login FROM PUBLIC;
GRANT USAGE ON SCHEMA login TO nuanxin_owner;
CREATE OR REPLACE FUNCTION login.require_plain(name text) RETURNS void LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    IF name !~ '^[a-z][a-z0-9_.-]{1,40}$' OR name ~ '^(pg_|nuanxin_)'
       OR EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = name
                  AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = '登录名只能用小写字母、数字、点、横线,且不能是系统角色。'
            ' | A login name has lower-case letters, digits, dots and hyphens, and is no system role.';
    END IF;
END $$;
CREATE OR REPLACE FUNCTION login.require_verifier(verifier text) RETURNS void LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
    -- A plain password must never come here, for it would stand in the server's memory and perhaps its log.
    IF verifier IS NULL OR verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = '需要 SCRAM-SHA-256 校验值,不接受明文密码。'
            ' | A SCRAM-SHA-256 verifier is needed; plain passwords are refused.';
    END IF;
END $$;
CREATE OR REPLACE FUNCTION login.make(name text, verifier text, member_of name) RETURNS oid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM login.require_plain(name);
    PERFORM login.require_verifier(verifier);
    IF member_of NOT IN ('nuanxin_staff', 'nuanxin_analyst', 'nuanxin_auditor') THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = format('不能加入组角色 %s | not a group to join: %s', member_of, member_of);
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = name) THEN
        RAISE EXCEPTION USING ERRCODE = 'NX004', MESSAGE = format('登录名 %s 已被占用。 | The login name %s is taken.', name, name);
    END IF;
    EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT 10 PASSWORD %L',
                   name, verifier);
    EXECUTE format('GRANT %I TO %I', member_of, name);
    RETURN (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = name);
END $$;
CREATE OR REPLACE FUNCTION login.set_verifier(name text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM login.require_plain(name);
    PERFORM login.require_verifier(verifier);
    EXECUTE format('ALTER ROLE %I PASSWORD %L', name, verifier);
END $$;
CREATE OR REPLACE FUNCTION login.set_allowed(name text, allowed boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM login.require_plain(name);
    EXECUTE format('ALTER ROLE %I %s', name, CASE WHEN allowed THEN 'LOGIN' ELSE 'NOLOGIN' END);
END $$;
DO $$
DECLARE
    one regprocedure;
BEGIN
    FOR one IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'login'::regnamespace LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO nuanxin_accounts', one);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO nuanxin_owner', one);
    END LOOP;
END $$;
COMMENT ON FUNCTION login.require_plain(text) IS '检查登录名 | checks a login name';
COMMENT ON FUNCTION login.require_verifier(text) IS '检查密码校验值 | checks a password verifier';
COMMENT ON FUNCTION login.make(text, text, name) IS '建立登录角色 | makes a login role';
COMMENT ON FUNCTION login.set_verifier(text, text) IS '更换密码校验值 | changes a password';
COMMENT ON FUNCTION login.set_allowed(text, boolean) IS '允许或停止登录 | allows or stops signing in';
