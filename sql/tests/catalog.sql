-- Rules that every table and function of the project must keep. A new table without policy, comment or key fails here.
BEGIN;
SELECT plan(14);

CREATE TEMP VIEW our_table AS
SELECT class.oid, namespace.nspname || '.' || class.relname AS name, class.relrowsecurity
FROM pg_class AS class JOIN pg_namespace AS namespace ON namespace.oid = class.relnamespace
WHERE class.relkind IN ('r', 'p') AND class.relowner = (SELECT oid FROM pg_roles WHERE rolname = 'nuanxin_owner');
CREATE TEMP VIEW our_function AS
SELECT procedure.*, procedure.oid::regprocedure AS signature FROM pg_proc AS procedure WHERE procedure.proowner IN (SELECT oid FROM pg_roles WHERE rolname IN ('nuanxin_owner', 'nuanxin_accounts'));

SELECT cmp_ok((SELECT count(*)::int FROM our_table), '>', 50, 'the project has its tables');
SELECT is_empty('SELECT name FROM our_table WHERE NOT relrowsecurity', 'every table has row security');
SELECT is_empty('SELECT name FROM our_table WHERE NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = our_table.oid)', 'every table has a policy');
SELECT is_empty($$SELECT name FROM our_table WHERE coalesce(obj_description(our_table.oid, 'pg_class'), '') !~ '[一-龥].* \| .*[a-z]'$$,
                'every table has a comment in Chinese and English');
SELECT is_empty($$SELECT name || '.' || attname FROM our_table JOIN pg_attribute ON attrelid = our_table.oid AND attnum > 0 AND NOT attisdropped
                  WHERE coalesce(col_description(our_table.oid, attnum), '') !~ '.+ \| .+'$$, 'every column has a comment in Chinese and English');
SELECT is_empty($$SELECT name FROM our_table WHERE NOT EXISTS (SELECT FROM pg_index WHERE indrelid = our_table.oid AND indisprimary)$$, 'every table has a primary key');
SELECT is_empty($$SELECT conrelid::regclass || '.' || conname FROM pg_constraint JOIN our_table ON our_table.oid = conrelid
                  WHERE contype = 'f' AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = conrelid AND indpred IS NULL
                        AND (indkey::int2[])[0:cardinality(conkey) - 1] @> conkey)
                    AND NOT EXISTS (SELECT FROM pg_constraint AS exclusion WHERE exclusion.conrelid = pg_constraint.conrelid AND exclusion.contype IN ('x', 'u', 'p')
                        AND exclusion.conkey[1] = pg_constraint.conkey[1])$$, 'every foreign key has an index');
SELECT is_empty($$SELECT name FROM our_table WHERE name NOT LIKE 'history.%' AND name NOT LIKE 'audit.%' AND name NOT LIKE 'intake.%'
                    AND name NOT IN ('registers.system', 'registers.register', 'registers.part', 'registers.action', 'registers.field', 'registers.loaded_row', 'work.calendar_feed', 'ref.pinyin', 'storage.content', 'field.survey_response', 'field.survey_answered', 'ref.lifecycle', 'work.lifecycle_event', 'care.last_contact')
                    AND name NOT IN ('ref.lifecycle_state', 'ref.lifecycle_transition', 'access.record_class', 'access.role', 'access.permission',
                                     'auth.session', 'auth.sign_in_attempt', 'auth.second_factor', 'auth.recovery_code', 'people.identifier_key', 'reporting.pseudonym_key', 'work.issue_source', 'work.issue_event', 'nuanxin_migration.applied')
                    AND name NOT LIKE 'nuanxin_migration.%'
                    AND (SELECT count(*) FROM pg_trigger WHERE tgrelid = our_table.oid AND tgname IN ('stamp', 'keep_changed', 'keep_deleted')) < 3$$,
                'every table with records keeps history and says who');
SELECT is_empty($$SELECT signature::text FROM our_function WHERE prosecdef AND NOT EXISTS (SELECT FROM unnest(proconfig) AS setting WHERE setting LIKE 'search_path=%')$$,
                'every definer function fixes its search path');
SELECT is_empty($$SELECT signature::text FROM our_function WHERE has_function_privilege('public', oid, 'EXECUTE')$$, 'PUBLIC may execute nothing');
SELECT is_empty($$SELECT signature::text FROM our_function WHERE coalesce(obj_description(oid, 'pg_proc'), '') !~ '.+ \| .+'$$, 'every function has a comment in both languages');
SELECT is_empty($$SELECT rolname FROM pg_roles WHERE rolname LIKE 'nuanxin_%' AND rolname <> 'nuanxin_superuser' AND (rolsuper OR rolbypassrls OR rolcreatedb OR rolreplication)$$,
                'no role of ours bypasses anything');
SELECT is_empty($$SELECT name || ' ' || privilege_type FROM our_table, aclexplode((SELECT relacl FROM pg_class WHERE pg_class.oid = our_table.oid))
                  WHERE grantee <> (SELECT oid FROM pg_roles WHERE rolname = 'nuanxin_owner') AND privilege_type <> 'SELECT' AND name NOT LIKE 'intake.row_loading%'$$,
                'nobody writes to a table directly');
SELECT is_empty('SELECT oid::regprocedure FROM pg_proc WHERE proleakproof', 'no condition is tried before the policy: nothing is LEAKPROOF');
SELECT * FROM finish();
ROLLBACK;
