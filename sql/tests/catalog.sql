-- Rules that every table and function of the project must keep. A new table without policy, comment or key fails here.
BEGIN;
SELECT plan(36);

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
SELECT results_eq('SELECT oid::regprocedure::text FROM pg_proc WHERE proleakproof', ARRAY['int8eq(bigint,bigint)'], 'no condition is tried before the policy: nothing is LEAKPROOF but the equality of keys');
-- What the tests above would not see: objects of another owner, grants of columns, triggers that are switched off, roles that change.
CREATE TEMP VIEW our_schema AS SELECT oid, nspname FROM pg_namespace WHERE nspowner IN (SELECT oid FROM pg_roles WHERE rolname IN ('nuanxin_owner', 'nuanxin_accounts'));
CREATE TEMP VIEW door AS SELECT oid, rolname FROM pg_roles WHERE rolname IN ('nuanxin_staff', 'nuanxin_analyst', 'nuanxin_auditor', 'nuanxin_public', 'nuanxin_web');
SELECT is_empty($$SELECT oid::regclass::text FROM pg_class WHERE relnamespace IN (SELECT oid FROM our_schema) AND relowner <> 'nuanxin_owner'::regrole
                  UNION ALL SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace IN (SELECT oid FROM our_schema) AND proowner <> (SELECT nspowner FROM pg_namespace WHERE pg_namespace.oid = pronamespace)
                  UNION ALL SELECT oid::regtype::text FROM pg_type WHERE typnamespace IN (SELECT oid FROM our_schema) AND typowner <> 'nuanxin_owner'::regrole$$, 'everything in our schemas belongs to the owner that nobody can be');
SELECT is_empty($$SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public', 'extensions', 'nuanxin_migration') AND oid NOT IN (SELECT oid FROM our_schema)$$,
                'and there are no schemas of others');
SELECT is_empty($$SELECT oid::regclass FROM pg_class WHERE relnamespace IN (SELECT oid FROM our_schema) AND relkind NOT IN ('r', 'v', 'i', 'S', 'c')$$, 'no kind of table that row security does not reach');
SELECT is_empty($$SELECT oid::regclass FROM pg_class WHERE relkind = 'v' AND relnamespace IN (SELECT oid FROM our_schema) AND NOT coalesce(reloptions @> '{security_invoker=true}', false)
                  AND oid NOT IN ('intake.row_loading'::regclass) -- shows no row; its trigger function asks whose batch it is, and SELECT of it is granted to nobody$$,
                'every view has its reader''s rights, unless listed');
SELECT is_empty($$SELECT signature::text FROM our_function WHERE prosecdef AND NOT coalesce('search_path=""' = ANY (proconfig), false)$$, 'the search path of every definer function is empty, not merely fixed');
SELECT is_empty($$SELECT nspname || ' schema' FROM pg_namespace, aclexplode(nspacl) AS held WHERE grantee = 0 AND oid IN (SELECT oid FROM our_schema)
                  UNION ALL SELECT datname || ' database' FROM pg_database, aclexplode(datacl) AS held WHERE grantee = 0 AND datname = current_database()
                  UNION ALL SELECT pg_class.oid::regclass || ' ' || privilege_type FROM pg_class, aclexplode(relacl) AS held WHERE grantee = 0 AND relnamespace IN (SELECT oid FROM our_schema)
                  UNION ALL SELECT attrelid::regclass || '.' || attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid, aclexplode(attacl) AS held
                      WHERE grantee = 0 AND relnamespace IN (SELECT oid FROM our_schema)$$, 'PUBLIC has no schema, no database, no table, no sequence and no column');
SELECT is_empty($$SELECT rolname, nspname FROM door, pg_namespace WHERE has_schema_privilege(door.oid, pg_namespace.oid, 'CREATE')$$, 'nobody makes an object in any schema');
SELECT is_empty($$SELECT attrelid::regclass || '.' || attname || ' ' || privilege_type FROM pg_attribute JOIN our_table ON our_table.oid = attrelid, aclexplode(attacl) AS held WHERE privilege_type <> 'SELECT'$$,
                'nobody writes to a single column either');
SELECT is_empty($$SELECT pg_class.oid::regclass FROM pg_class, door WHERE relkind = 'S' AND relnamespace IN (SELECT oid FROM our_schema)
                  AND (has_sequence_privilege(door.oid, pg_class.oid, 'SELECT') OR has_sequence_privilege(door.oid, pg_class.oid, 'USAGE'))$$, 'sequences, which count hidden rows, are nobody''s');
CREATE TEMP TABLE column_rule (table_name text, role text, columns text, note text);
\copy column_rule FROM 'sql/access/columns.csv' (FORMAT csv, HEADER)
SELECT set_eq('SELECT table_name, role, columns FROM column_rule', $$SELECT our_table.name, rolname::text, string_agg(attname, ' ' ORDER BY attnum) FROM our_table CROSS JOIN door
                  JOIN pg_attribute ON attrelid = our_table.oid AND attnum > 0 AND NOT attisdropped AND has_column_privilege(door.oid, attrelid, attnum, 'SELECT')
                  WHERE rolname <> 'nuanxin_web' AND NOT has_table_privilege(door.oid, our_table.oid, 'SELECT') GROUP BY our_table.name, rolname$$, 'where some columns are granted, they are those of sql/access/columns.csv');
SELECT is_empty($$SELECT name, rolname FROM our_table CROSS JOIN door WHERE rolname <> 'nuanxin_web' AND name IN (SELECT table_name FROM column_rule) AND has_table_privilege(door.oid, our_table.oid, 'SELECT')$$,
                'and nobody has all of them');
CREATE TEMP TABLE definer_rule (function text, why text);
\copy definer_rule FROM PROGRAM 'cat sql/access/definer_functions/*.csv | grep -v ^function,why' (FORMAT csv)
SELECT set_eq($$SELECT DISTINCT function FROM definer_rule, door WHERE (why LIKE '%granted to nobody%' OR why LIKE 'trigger:%' OR function LIKE 'login.%') AND has_function_privilege(rolname, function, 'EXECUTE')$$,
              $$VALUES ('access.breakable(bigint)'), ('audit.seal_entries()')$$, 'parts of other functions are nobody''s to call, but for two that answer of the caller alone');
SELECT set_eq($$SELECT signature::text FROM our_function WHERE has_function_privilege('nuanxin_public', oid, 'EXECUTE')$$, $$VALUES ('work.public_list()'), ('ref.say(text,text)'), ('ref.label(text,text)')$$,
              'anybody on the street reads the published list, and calls nothing else');
SELECT is_empty($$SELECT polrelid::regclass, polname FROM pg_policy WHERE polcmd <> 'r' OR (0 = ANY (polroles) AND pg_get_expr(polqual, polrelid) <> 'false')$$, 'policies are about reading alone, and for PUBLIC they say no');
SELECT is_empty($$SELECT tgrelid::regclass, tgname FROM pg_trigger JOIN our_table ON our_table.oid = tgrelid WHERE tgenabled <> 'O'$$, 'no trigger is switched off, those of foreign keys included');
SELECT is_empty($$SELECT conrelid::regclass, conname FROM pg_constraint JOIN our_table ON our_table.oid = conrelid WHERE NOT convalidated$$, 'every constraint holds for every row');
SELECT is_empty($$SELECT attrelid::regclass || '.' || attname FROM pg_attribute JOIN our_table ON our_table.oid = attrelid WHERE attnum > 0 AND NOT attisdropped AND attname ~ '^id$|_id$' AND atttypid NOT IN ('bigint'::regtype, 'uuid'::regtype) AND name <> 'people.identifier_key'$$,
                'keys are bigint, or random');
SELECT is_empty($$SELECT roleid::regrole, member::regrole FROM pg_auth_members WHERE roleid IN ('nuanxin_owner'::regrole, 'nuanxin_accounts'::regrole, 'nuanxin_web'::regrole)$$, 'nobody is a member of the owner, of the maker of logins or of the web server');
SELECT set_eq($$SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members JOIN pg_roles ON pg_roles.oid = member WHERE rolname LIKE 'nuanxin\_%' AND roleid::regrole::text LIKE 'nuanxin%'$$,
              $$VALUES ('nuanxin_staff', 'nuanxin_web'), ('nuanxin_public', 'nuanxin_web'), ('nuanxin_staff', 'nuanxin_accounts'), ('nuanxin_analyst', 'nuanxin_accounts'), ('nuanxin_auditor', 'nuanxin_accounts')$$,
              'our groups are in no groups but these');
SELECT is_empty($$SELECT roleid::regrole, member::regrole FROM pg_auth_members WHERE roleid::regrole::text LIKE 'pg\_%' AND (member::regrole::text LIKE 'nuanxin\_%' OR member IN (SELECT login_oid FROM auth.account))$$,
                'nor in PostgreSQL''s own');
SELECT is_empty($$SELECT rolname FROM pg_roles WHERE rolname IN ('nuanxin_owner', 'nuanxin_accounts', 'nuanxin_staff', 'nuanxin_analyst', 'nuanxin_auditor', 'nuanxin_public') AND rolcanlogin$$, 'no group logs in');
SET LOCAL ROLE nuanxin_owner;
CREATE TABLE ref.made_later (id bigint);
CREATE FUNCTION ref.made_later() RETURNS int LANGUAGE sql RETURN 1;
RESET ROLE;
SELECT is_empty($$SELECT rolname FROM door WHERE has_table_privilege(door.oid, 'ref.made_later', 'SELECT') OR has_function_privilege(door.oid, 'ref.made_later()', 'EXECUTE')$$, 'what the owner makes is closed until it is granted');
SELECT * FROM finish();
ROLLBACK;
