-- Every defence taken away in turn (make test-defences), and the test that must fail then. Each section is run as the superuser in a database of its own;
-- what belongs to the whole server is undone by its own line.

-- Row security and policies.
-- defence: row security of a table
-- fails: catalog | every table has row security
ALTER TABLE care.note DISABLE ROW LEVEL SECURITY;

-- defence: the policy of a table that is granted to nobody
-- fails: catalog | every table has a policy
DROP POLICY notes_come_through_functions ON care.note;

-- defence: what a policy grants is not lost
-- fails: matrix | everybody sees of each table what the matrix gives, nothing more and nothing less
DROP POLICY care_readers_read_file_headings ON care.file;

-- defence: the condition of a policy
-- fails: matrix | everybody sees of each table what the matrix gives, nothing more and nothing less
ALTER POLICY identifier_readers_read_masked_numbers ON people.identifier USING (true);

-- defence: a second policy beside the first
-- fails: matrix | everybody sees of each table what the matrix gives, nothing more and nothing less
CREATE POLICY everybody_reads_visits ON field.visit FOR SELECT TO nuanxin_staff USING (true);

-- defence: nobody reads the file of an own child
-- fails: matrix | everybody sees of each table what the matrix gives, nothing more and nothing less
DROP POLICY nobody_reads_the_file_of_an_own_child ON care.file;

-- defence: restricted issues
-- fails: attacks | a restricted issue is not seen by its raiser
DROP POLICY restricted_issues_are_for_discipline_and_party_office ON work.issue;

-- defence: a policy for PUBLIC that says yes
-- fails: catalog | policies are about reading alone, and for PUBLIC they say no
ALTER POLICY contacts_come_through_functions ON care.contact_log USING (true);

-- defence: a policy that lets write
-- fails: catalog | policies are about reading alone, and for PUBLIC they say no
CREATE POLICY staff_change_files ON care.file FOR UPDATE TO nuanxin_staff USING (true);

-- defence: policies before conditions
-- fails: attacks | EXPLAIN ANALYZE does not tell whether a value stands in a hidden row, in any column that is granted
ALTER FUNCTION pg_catalog.date_eq(date, date) LEAKPROOF;

-- defence: policies before conditions, another operator
-- fails: catalog | no condition is tried before the policy: nothing is LEAKPROOF but the equality of keys
ALTER FUNCTION pg_catalog.text_lt(text, text) LEAKPROOF;

-- Grants.
-- defence: a table that comes through functions
-- fails: matrix | what comes through functions is granted to nobody
GRANT SELECT ON aid.payment TO nuanxin_staff;

-- defence: one column of such a table
-- fails: matrix | what comes through functions is granted to nobody
GRANT SELECT (text) ON care.note TO nuanxin_staff;

-- defence: the column of whole identity numbers
-- fails: catalog | where some columns are granted, they are those of sql/access/columns.csv
GRANT SELECT (value) ON people.identifier TO nuanxin_staff;

-- defence: all columns instead of some
-- fails: catalog | and nobody has all of them
GRANT SELECT ON field.visit TO nuanxin_staff;

-- defence: a grant to another group
-- fails: matrix | everybody sees of each table what the matrix gives, nothing more and nothing less
DROP POLICY auditors_read_the_log ON audit.event;
CREATE POLICY auditors_read_the_log ON audit.event FOR SELECT TO nuanxin_staff USING (true);

-- defence: writing past the functions
-- fails: catalog | nobody writes to a table directly
GRANT INSERT ON work.issue TO nuanxin_staff;

-- defence: writing one column past the functions
-- fails: catalog | nobody writes to a single column either
GRANT UPDATE (state) ON care.file TO nuanxin_staff;

-- defence: a table for PUBLIC
-- fails: catalog | PUBLIC has no schema, no database, no table, no sequence and no column
GRANT SELECT ON ref.code TO PUBLIC;

-- defence: a schema for PUBLIC
-- fails: catalog | PUBLIC has no schema, no database, no table, no sequence and no column
GRANT USAGE ON SCHEMA care TO PUBLIC;

-- defence: sequences, which count
-- fails: catalog | sequences, which count hidden rows, are nobody's
GRANT SELECT ON SEQUENCE care.file_id_seq TO nuanxin_staff;

-- defence: EXECUTE for PUBLIC
-- fails: catalog | PUBLIC may execute nothing
GRANT EXECUTE ON FUNCTION audit.record(text, text, text, bigint, text, jsonb) TO PUBLIC;

-- defence: a part of other functions
-- fails: catalog | parts of other functions are nobody's to call, but for two that answer of the caller alone
GRANT EXECUTE ON FUNCTION access.set_up_account(text, text, text, text[], date) TO nuanxin_staff;

-- defence: the functions that make logins
-- fails: access | the login functions are closed
GRANT USAGE ON SCHEMA login TO nuanxin_staff;
GRANT EXECUTE ON FUNCTION login.make(text, text, name) TO nuanxin_staff;

-- defence: what anybody on the street may call
-- fails: catalog | anybody on the street reads the published list, and calls nothing else
GRANT EXECUTE ON FUNCTION units.label(bigint, date) TO nuanxin_public;

-- defence: what the owner makes later
-- fails: catalog | what the owner makes is closed until it is granted
ALTER DEFAULT PRIVILEGES FOR ROLE nuanxin_owner GRANT EXECUTE ON FUNCTIONS TO PUBLIC;

-- defence: REVOKE of large objects
-- fails: attacks | no large object
GRANT EXECUTE ON FUNCTION pg_catalog.lo_creat(int) TO PUBLIC;

-- defence: REVOKE of temporary objects
-- fails: attacks | no temporary table
GRANT TEMP ON DATABASE :"DBNAME" TO PUBLIC;

-- defence: nobody makes objects
-- fails: catalog | nobody makes an object in any schema
GRANT CREATE ON SCHEMA public TO nuanxin_staff;

-- Functions, views and tables.
-- defence: the search path of a definer function
-- fails: catalog | every definer function fixes its search path
ALTER FUNCTION care.read_file(bigint) RESET search_path;

-- defence: an empty search path
-- fails: catalog | the search path of every definer function is empty, not merely fixed
ALTER FUNCTION care.read_file(bigint) SET search_path = public;

-- defence: a function that takes its owner's rights
-- fails: matrix | every function with its owner's rights stands in sql/access/definer_functions
ALTER FUNCTION registers.rows_of(text, text, text, int, int) SECURITY DEFINER;

-- defence: a new definer function without a reason
-- fails: matrix | every function with its owner's rights stands in sql/access/definer_functions
SET ROLE nuanxin_owner;
CREATE FUNCTION care.everything() RETURNS SETOF care.note LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT * FROM care.note';
RESET ROLE;

-- defence: a function of another owner
-- fails: catalog | everything in our schemas belongs to the owner that nobody can be
CREATE FUNCTION care.everything() RETURNS SETOF care.note LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT * FROM care.note';

-- defence: a text put into a statement
-- fails: plpgsql_check | no warning that is not accepted, none more often than it is accepted
SET ROLE nuanxin_owner;
CREATE FUNCTION care.count_of(of_table text) RETURNS bigint LANGUAGE plpgsql SET search_path = '' AS $$ DECLARE n bigint; BEGIN EXECUTE 'SELECT count(*) FROM ' || of_table INTO n; RETURN n; END $$;
RESET ROLE;

-- defence: a column that is not there
-- fails: plpgsql_check | no function fails on a line that nobody has reached yet
SELECT public.change_body('care.close_file(bigint,text)', E'\nBEGIN', E'\nBEGIN\n    IF false THEN PERFORM no_such_column FROM care.file; END IF;');

-- defence: a view with its reader's rights
-- fails: catalog | every view has its reader's rights, unless listed
ALTER VIEW reporting.issue SET (security_invoker = false);

-- defence: a copy that row security does not reach
-- fails: catalog | no kind of table that row security does not reach
CREATE MATERIALIZED VIEW care.copy AS SELECT * FROM care.file;

-- defence: a table without an owner of ours
-- fails: catalog | everything in our schemas belongs to the owner that nobody can be
CREATE TABLE care.mine AS SELECT * FROM care.file;

-- defence: a table that the matrix does not know
-- fails: matrix | every table stands in sql/access/tables
SET ROLE nuanxin_owner;
CREATE TABLE care.mine (id bigint PRIMARY KEY);
RESET ROLE;

-- defence: comments
-- fails: catalog | every column has a comment in Chinese and English
COMMENT ON COLUMN care.file.state IS NULL;

-- defence: the index of a foreign key
-- fails: catalog | every foreign key has an index
DROP INDEX care.note_file_id_idx;

-- Triggers, history and the log.
-- defence: history of a table
-- fails: catalog | every table with records keeps history and says who
DROP TRIGGER keep_changed ON care.file;

-- defence: history that is switched off
-- fails: catalog | no trigger is switched off, those of foreign keys included
ALTER TABLE care.file DISABLE TRIGGER keep_changed;

-- defence: history of who
-- fails: history | a version says who made the change
SELECT public.change_body('history.keep_version()', 'me bigint := access.person_id()', 'me bigint := NULL');

-- defence: the log is append-only
-- fails: audit | UPDATE of the log by hand is refused
DROP TRIGGER refuse_change ON audit.event;

-- defence: the history is append-only
-- fails: audit | nor does the owner of the tables
SELECT public.change_body('history.refuse_change()', 'RAISE EXCEPTION', 'RETURN NULL; RAISE EXCEPTION');

-- defence: a confidential read leaves an entry
-- fails: access | the look at the notes is in the log
SELECT public.change_body('care.read_notes(bigint)', 'PERFORM audit.record', 'IF false THEN PERFORM audit.record', ';', '; END IF;');

-- Rules in functions.
-- defence: a role that nobody approved, in access.may(text,text)
-- fails: matrix | no question about rights is answered by a role that ended, that nobody approved, or by a closed account
SELECT public.change_body('access.may(text,text)', 'AND held.approved_at IS NOT NULL', '');

-- defence: a role that ended, in access.may(text,text)
-- fails: matrix | no question about rights is answered by a role that ended, that nobody approved, or by a closed account
SELECT public.change_body('access.may(text,text)', 'AND held.valid @> ref.today()', '');

-- defence: a role that nobody approved, in access.may_all(text,text)
-- fails: matrix | no question about rights is answered by a role that ended, that nobody approved, or by a closed account
SELECT public.change_body('access.may_all(text,text)', 'AND held.approved_at IS NOT NULL', '');

-- defence: a role that ended, in access.may_all(text,text)
-- fails: matrix | no question about rights is answered by a role that ended, that nobody approved, or by a closed account
SELECT public.change_body('access.may_all(text,text)', 'AND held.valid @> ref.today()', '');

-- defence: a role that nobody approved, in access.may_record(text,text,bigint,bigint[],bigint)
-- fails: matrix | no question about rights is answered by a role that ended, that nobody approved, or by a closed account
SELECT public.change_body('access.may_record(text,text,bigint,bigint[],bigint)', 'AND held.approved_at IS NOT NULL', '');

-- defence: a role that ended, in access.may_record(text,text,bigint,bigint[],bigint)
-- fails: matrix | no question about rights is answered by a role that ended, that nobody approved, or by a closed account
SELECT public.change_body('access.may_record(text,text,bigint,bigint[],bigint)', 'AND held.valid @> ref.today()', '');

-- defence: a role that nobody approved, in access.student_ids(text,text)
-- fails: matrix | no question about rights is answered by a role that ended, that nobody approved, or by a closed account
SELECT public.change_body('access.student_ids(text,text)', 'AND held.approved_at IS NOT NULL', '');

-- defence: a role that ended, in access.student_ids(text,text)
-- fails: matrix | no question about rights is answered by a role that ended, that nobody approved, or by a closed account
SELECT public.change_body('access.student_ids(text,text)', 'AND held.valid @> today', '');

-- defence: a role that nobody approved, in access.assignments()
-- fails: matrix | no question about rights is answered by a role that ended, that nobody approved, or by a closed account
SELECT public.change_body('access.assignments()', 'AND role_assignment.approved_at IS NOT NULL', '');

-- defence: a role that ended, in access.assignments()
-- fails: matrix | no question about rights is answered by a role that ended, that nobody approved, or by a closed account
SELECT public.change_body('access.assignments()', 'AND role_assignment.valid @> ref.today()', '');

-- defence: a disabled account
-- fails: access | a disabled account sees nothing at the next statement
SELECT public.change_body('access.person_id()', E'account.login_name = session_user AND account.disabled_at IS NULL', 'account.login_name = session_user');

-- defence: the first password
-- fails: sessions | with the first password one is nobody
SELECT public.change_body('access.person_id()', E'AND NOT account.password_change_due\n              AND account.login_oid', 'AND account.login_oid');

-- defence: a session that lay for half an hour
-- fails: attacks | a token that lay for half an hour is nobody
SELECT public.change_body('access.person_id()', 'AND session.last_used_at > now() - session.idle_allowed', '');

-- defence: a session that expired
-- fails: attacks | a token that expired is nobody
SELECT public.change_body('access.person_id()', 'AND session.expires_at > now()', '');

-- defence: a stolen token on a personal login
-- fails: attacks | a stolen token on a personal login is ignored
SELECT public.change_body('access.person_id()', $$IF session_user = 'nuanxin_web' THEN$$, $$IF length(current_setting('nuanxin.session', true)) = 64 THEN$$);

-- defence: an own child, by functions
-- fails: attacks | nor guardians of the own child by office
SELECT public.change_body('access.may_student(text,text,bigint)', 'IF of_student IN (SELECT access.own_children())', 'IF false');

-- defence: an unknown answer is a refusal
-- fails: attacks | a NULL student is a refusal, not an unknown
SELECT public.change_body('access.may_student(text,text,bigint)', 'RETURN coalesce(', 'RETURN nullif(');

-- defence: nobody approves an own role
-- fails: access | nobody approves an own role
SELECT public.change_body('access.approve_role(bigint)', 'IF EXISTS (SELECT FROM access.role_assignment', 'IF false AND EXISTS (SELECT FROM access.role_assignment');

-- defence: nobody proposes a role for themselves
-- fails: attacks | nobody proposes a role for themselves
SELECT public.change_body('access.propose_role(bigint,text,bigint,text,date)', 'IF for_person = access.person_id() THEN', 'IF false THEN');

-- defence: guessing
-- fails: sessions | after the fifth there is a pause
SELECT public.change_body('auth.count_sign_in(text,text,boolean)', 'wrong_count + 1', 'wrong_count');

-- defence: a session that owes the second factor
-- fails: second_factor | and is nobody's
SELECT public.change_body('access.person_id()', 'AND (NOT session.second_factor_due OR session.second_factor_at IS NOT NULL)', '');

-- defence: a code works once
-- fails: second_factor | no code works twice
SELECT public.change_body('auth.check_second_factor(bigint,text,boolean)', '(against_pending OR step > factor.last_step)', 'true');

-- defence: an own child, by any record
-- fails: aid | nobody applies for an own child by office
SELECT public.change_body('access.may_record(text,text,bigint,bigint[],bigint)', 'IF of_student IS NOT NULL AND of_student IN (SELECT access.own_children())', 'IF false');
SELECT public.change_body('access.may_student(text,text,bigint)', 'IF of_student IN (SELECT access.own_children())', 'IF false');

-- defence: a whole identity number has a purpose
-- fails: access | but not without one
SELECT public.change_body('people.reveal_identifier(bigint,text)', $$coalesce(btrim(purpose), '') = ''$$, 'false');

-- defence: an emergency look is at one student
-- fails: history | of that student only
SELECT public.change_body('access.has_broken_glass(text,bigint)', 'AND look.student_id = of_student', '');

-- defence: an emergency look ends
-- fails: history | and with its hours
SELECT public.change_body('access.has_broken_glass(text,bigint)', 'AND look.ends_at > clock_timestamp()', '');

-- defence: attachments under the rights of their record
-- fails: attachments | who does not, does not
SELECT public.change_body('storage.read_attachment(bigint)', 'of_student := storage.require_owner', 'of_student := NULL; -- ');

-- defence: what is not found is answered as what one may not see
-- fails: attachments | as if it were not there
CREATE OR REPLACE FUNCTION access.not_found() RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$ BEGIN PERFORM access.refuse('directory', 'see'); END $$;

-- defence: the log is not filled by asking
-- fails: history | refusals are written down, thirty a minute
SELECT public.change_body('audit.refused(text,text)', '>= 30', '>= 3000');

-- defence: what is not found does not crowd out refusals
-- fails: history | what is not found does not crowd out what may not be done, nor the other way round
SELECT public.change_body('audit.refused(text,text)', $$AND detail ->> 'sqlstate' = refused.sqlstate$$, '');

-- defence: the matrix
-- fails: matrix | the matrix is what the database holds
INSERT INTO access.permission (record_class, role, verb, row_rule) VALUES ('care_file', 'leader', 'see', 'all');

-- defence: a verifier is no doer
-- fails: lifecycle | a doer does not verify
SELECT public.change_body('work.verify_issue(bigint,text,text)', 'me bigint := access.person_id()', 'me bigint := -1');

-- defence: the step of another person, by the life cycle
-- fails: safety | who does not re-inspect it
UPDATE ref.lifecycle_transition SET not_by = '{}';

-- defence: states change along their life cycle
-- fails: registers | every state is kept to its life cycle
DROP TRIGGER keep_to_lifecycle ON care.mandatory_report;

-- defence: leak check of public words
-- fails: lifecycle | a child's name does not get into public words
SELECT public.change_body('work.require_no_leak(text)', 'IF leaked IS NOT NULL THEN', 'IF false THEN');

-- defence: small counts
-- fails: attacks | the total less the visited does not tell the one or two who were not
CREATE OR REPLACE FUNCTION reporting.suppress(count bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN count;

-- defence: pseudonyms are not made by readers
-- fails: attacks | but cannot make the pseudonym of a child
GRANT EXECUTE ON FUNCTION reporting.pseudonym(text, text, bigint) TO nuanxin_analyst;

-- Roles of the whole server.
-- defence: no role bypasses row security
-- fails: catalog | no role of ours bypasses anything
-- undo: ALTER ROLE nuanxin_staff NOBYPASSRLS
ALTER ROLE nuanxin_staff BYPASSRLS;

-- defence: the owner does not log in
-- fails: catalog | no group logs in
-- undo: ALTER ROLE nuanxin_owner NOLOGIN
ALTER ROLE nuanxin_owner LOGIN;

-- defence: nobody is a member of the owner
-- fails: catalog | nobody is a member of the owner, of the maker of logins or of the web server
-- undo: REVOKE nuanxin_owner FROM nuanxin_web
GRANT nuanxin_owner TO nuanxin_web;

-- defence: the web server is in no further group
-- fails: catalog | our groups are in no groups but these
-- undo: REVOKE nuanxin_auditor FROM nuanxin_web
GRANT nuanxin_auditor TO nuanxin_web;

-- defence: PostgreSQL's own groups
-- fails: catalog | nor in PostgreSQL's own
-- undo: REVOKE pg_read_all_data FROM nuanxin_staff
GRANT pg_read_all_data TO nuanxin_staff;
