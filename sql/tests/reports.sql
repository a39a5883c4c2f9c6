-- Every report can be asked by somebody, and is refused in words by everybody else: none fails.
BEGIN;
SELECT plan(2);
SET LOCAL nuanxin.language = 'en';
\ir school/school.sql
SELECT pg_temp.hire(login, role, NULL) FROM (VALUES ('t_safety', 'safety'), ('t_union', 'union'), ('t_head', 'head_counsellor'), ('t_finance', 'finance')) AS staff (login, role);
CREATE TEMP TABLE report (line text, place int GENERATED ALWAYS AS IDENTITY);
\copy report (line) FROM PROGRAM 'for file in sql/reports/*.sql; do printf "%s\037" "$(basename $file .sql)"; grep -v "^--" $file | sed -E "s/([^:]):[a-z_]+/\1NULL/g" | tr "\n" " "; echo; done' (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
CREATE TEMP TABLE outcome AS
SELECT split_part(report.line, E'\x1f', 1) AS name, account.login_name::text AS login,
       pg_temp.as_person(account.login_name::text, 'SELECT count(*) FROM (' || rtrim(split_part(report.line, E'\x1f', 2), '; ') || ') AS answer') AS answer
FROM report CROSS JOIN auth.account WHERE account.login_name LIKE 't\_%';
SELECT is_empty($$SELECT DISTINCT name, answer FROM outcome WHERE answer LIKE 'ERROR%' AND answer NOT IN ('ERROR NX002', 'ERROR 42501', 'ERROR NX003')$$, 'no report fails');
SELECT is_empty($$SELECT name FROM outcome GROUP BY name HAVING bool_and(answer LIKE 'ERROR%')$$, 'somebody may ask each');
SELECT * FROM finish();
ROLLBACK;
