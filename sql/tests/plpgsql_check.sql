-- Every PL/pgSQL function under plpgsql_check: bodies that PostgreSQL would judge only when a line is reached. Errors, warnings and text that comes
-- unquoted into a dynamic statement fail; what is accepted stands below, with how often it occurs and why.
BEGIN;
SELECT plan(7);
CREATE EXTENSION plpgsql_check SCHEMA public;

CREATE TEMP TABLE accepted (function text, level text, message text, occurs int, why text);
INSERT INTO accepted VALUES
    ('history.states(text,bigint)', 'security', 'text type variable is not sanitized', 2, 'table and columns come from history.readable, which a migration or a seed alone writes; the table goes through regclass, the columns through %I'),
    ('intake.built_on(bigint)', 'security', 'text type variable is not sanitized', 1, 'table and columns come from the catalog of foreign keys; nothing of it is typed by anybody'),
    ('intake.undo(bigint)', 'security', 'text type variable is not sanitized', 2, 'tables come from the fixed list of intake.written_tables, columns from the catalog'),
    ('people.move_references(text,bigint,bigint)', 'security', 'text type variable is not sanitized', 1, 'tables and columns come from the catalog of foreign keys (people.references_to)'),
    ('registers.rows_of(text,text,text,integer,integer)', 'security', 'text type variable is not sanitized', 1, 'runs with the caller''s own rights: it does nothing that the caller''s own SQL could not'),
    ('registers.run(text,text,bigint,jsonb)', 'security', 'text type variable is not sanitized', 1, 'the call is written by registers.call: the function through regproc, values through %L; and it runs with the caller''s own rights'),
    ('registers.value_of(registers.field,text)', 'warning extra', 'control reached end of function without RETURN', 1, 'the CASE over kinds of field answers in every branch and has no other way out but an error');

CREATE TEMP VIEW our_function AS
SELECT procedure.oid, procedure.oid::regprocedure::text AS function, procedure.prorettype = 'trigger'::regtype AS is_trigger
FROM pg_proc AS procedure JOIN pg_language AS language ON language.oid = procedure.prolang
WHERE language.lanname = 'plpgsql' AND procedure.proowner IN (SELECT oid FROM pg_roles WHERE rolname IN ('nuanxin_owner', 'nuanxin_accounts'));
-- A trigger function is judged with each table that it serves, and with the names that the trigger gives to old and new rows.
CREATE FUNCTION pg_temp.judge() RETURNS TABLE (function text, on_table text, level text, message text, line int, detail text) LANGUAGE sql AS $$
    SELECT judged.function, nullif(judged.relation, 0)::regclass::text, found.level, found.message, found.lineno, concat_ws(' ', found.detail, found.query)
    FROM (SELECT our_function.*, coalesce(tgrelid, 0) AS relation, tgoldtable, tgnewtable
          FROM our_function LEFT JOIN pg_trigger ON is_trigger AND tgfoid = our_function.oid WHERE NOT is_trigger OR tgrelid IS NOT NULL) AS judged
    CROSS JOIN LATERAL plpgsql_check_function_tb(judged.oid, judged.relation, fatal_errors => false, other_warnings => true, extra_warnings => true, performance_warnings => false,
        security_warnings => true, oldtable => judged.tgoldtable, newtable => judged.tgnewtable) AS found $$;
-- An empty list is written as text into a variable of jsonb or text[]: PL/pgSQL reads it as such, and what cannot be read is an error, never something else.
CREATE TEMP TABLE found AS SELECT *, count(*) OVER (PARTITION BY function, level, message, on_table) AS occurs FROM pg_temp.judge()
WHERE NOT (level = 'warning' AND message = 'target type is different type than source type' AND detail ~ '^cast "text" value to "(jsonb|text\[\])" type');

SELECT is_empty($$SELECT function, on_table, line, message, detail FROM found WHERE level = 'error'$$, 'no function fails on a line that nobody has reached yet');
SELECT is_empty($$SELECT function, on_table, line, level, message, detail FROM found WHERE level <> 'error'
                  AND NOT EXISTS (SELECT FROM accepted WHERE (accepted.function, accepted.level, accepted.message, accepted.occurs) = (found.function, found.level, found.message, found.occurs))$$,
                'no warning that is not accepted, none more often than it is accepted');
SELECT is_empty($$SELECT function, message FROM accepted WHERE NOT EXISTS (SELECT FROM found WHERE (accepted.function, accepted.level, accepted.message) = (found.function, found.level, found.message))$$,
                'what was mended is accepted no longer');
SELECT is_empty($$SELECT function FROM accepted WHERE coalesce(length(why), 0) < 40$$, 'each with the reason why');
SELECT is_empty($$SELECT function FROM our_function WHERE is_trigger AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgfoid = our_function.oid)$$, 'no trigger function without a table to be judged with');
SELECT cmp_ok((SELECT count(*)::int FROM our_function), '>', 500, 'many functions were judged');

-- The check finds what it is for.
SET LOCAL ROLE nuanxin_owner;
CREATE FUNCTION ref.misspelt() RETURNS int LANGUAGE plpgsql SET search_path = '' AS $$ BEGIN RETURN (SELECT no_such_column FROM ref.semester LIMIT 1); END $$;
CREATE FUNCTION ref.injected(wanted text) RETURNS void LANGUAGE plpgsql SET search_path = '' AS $$ BEGIN EXECUTE 'SELECT ' || wanted; END $$;
RESET ROLE;
SELECT set_eq($$SELECT function, level FROM pg_temp.judge() WHERE function IN ('ref.misspelt()', 'ref.injected(text)')$$, $$VALUES ('ref.misspelt()', 'error'), ('ref.injected(text)', 'security')$$,
              'a column that is not there and text put into a statement are found');
SELECT * FROM finish();
ROLLBACK;
