#!/usr/bin/env bash
# What history and audit cost: the same insert and update on a bare table and on one with history.keep and audit.record.
# Bare and kept take turns (pgbench, ROUNDS times SECONDS each), so that whatever else the machine does meets both; medians.
# Needs a migrated database with a login of a person: NUANXIN_TEST_DATABASE names the cluster, as scripts/with-test-cluster.sh starts it:
#   scripts/with-test-cluster.sh Benchmarks/access/history-cost.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${ROUNDS:-5} seconds=${SECONDS_EACH:-4} limit=${LIMIT:-2}
name=nuanxin_history_cost
program=${NUANXIN_PROGRAM:-.build/release/nuanxin}
[ -x "$program" ] || program=.build/debug/nuanxin
pgbench=${NUANXIN_PGBIN:-$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)}/pgbench
database="${NUANXIN_TEST_DATABASE/dbname=postgres/dbname=$name}"
psql -qX "$NUANXIN_TEST_DATABASE" -c "DROP DATABASE IF EXISTS $name" -c "CREATE DATABASE $name" 2>/dev/null
"$program" db migrate --database "$database" >/dev/null 2>&1
work=$(mktemp -d)
trap '[ $? -le 1 ] || cat "$work/errors" >&2; psql -qX "$database" -c "DROP OWNED BY \"cost.writer\"" -c "DROP ROLE \"cost.writer\"" >/dev/null 2>&1; rm -rf "$work"; psql -qX "$NUANXIN_TEST_DATABASE" -c "DROP DATABASE IF EXISTS $name WITH (FORCE)" >/dev/null 2>&1 || true' EXIT
psql -qX -v ON_ERROR_STOP=1 "$database" >/dev/null <<'SQL'
-- As of a task of an issue: a few columns, a key, a foreign key, a check and an index. Written through a definer function, as everything is.
SET ROLE nuanxin_owner;
CREATE TABLE work.cost_bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, unit_id bigint REFERENCES units.unit, title text NOT NULL CHECK (btrim(title) <> ''),
    body text, state text NOT NULL DEFAULT 'open', due date, number int NOT NULL DEFAULT 0);
CREATE INDEX cost_bare_state_idx ON work.cost_bare (state, due);
CREATE TABLE work.cost_kept (LIKE work.cost_bare INCLUDING ALL, FOREIGN KEY (unit_id) REFERENCES units.unit);
CALL history.keep('work.cost_kept');
INSERT INTO work.cost_bare (title, body, due) SELECT 'title ' || n, repeat('暖心', 40), current_date FROM generate_series(1, 20000) AS n;
INSERT INTO work.cost_kept (title, body, due) SELECT title, body, due FROM work.cost_bare;
-- The permission check is not history's cost: both have it.
CREATE FUNCTION work.cost_insert(kept boolean) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
    made bigint;
BEGIN
    PERFORM access.require('issue', 'create');
    IF kept THEN
        INSERT INTO work.cost_kept (title, body, due) VALUES ('title', repeat('暖心', 40), current_date) RETURNING id INTO made;
        PERFORM audit.record('write', 'issue', made::text, NULL, NULL, NULL);
    ELSE
        INSERT INTO work.cost_bare (title, body, due) VALUES ('title', repeat('暖心', 40), current_date) RETURNING id INTO made;
    END IF;
END $$;
CREATE FUNCTION work.cost_update(kept boolean, of_row bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
    PERFORM access.require('issue', 'create');
    IF kept THEN
        UPDATE work.cost_kept SET number = number + 1 WHERE id = of_row;
        PERFORM audit.record('write', 'issue', of_row::text, NULL, NULL, NULL);
    ELSE
        UPDATE work.cost_bare SET number = number + 1 WHERE id = of_row;
    END IF;
END $$;
GRANT EXECUTE ON FUNCTION work.cost_insert(boolean), work.cost_update(boolean, bigint) TO nuanxin_staff;
RESET ROLE;
SELECT access.set_up_account('cost', 'cost.writer', 'SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA==$c3RvcmVkc3RvcmVkc3RvcmVkc3RvcmVkc3RvcmVkMTI=:c2VydmVyc2VydmVyc2VydmVyc2VydmVyc2VydmVyMTI=',
                             ARRAY['party_office'], current_date + 30);
VACUUM ANALYZE;
SQL
# One statement a transaction, as the program sends them.
for kept in false true; do
    echo "SELECT work.cost_insert($kept);" >"$work/insert-$kept.sql"
    printf '\\set row random(1, 20000)\nSELECT work.cost_update(%s, :row);\n' "$kept" >"$work/update-$kept.sql"
done
milliseconds() {
    "$pgbench" -n -M prepared -c 1 -T "$seconds" -f "$work/$1.sql" "$person" 2>"$work/errors" | sed -nE 's/^latency average = ([0-9.]+) ms.*/\1/p'
}
# As the person, with a password of this run: whoever is not the superuser signs in with one.
psql -qX "$database" -c "ALTER ROLE \"cost.writer\" PASSWORD 'cost of history'"
export PGPASSWORD='cost of history'
person="${database/user=nuanxin_superuser/user=cost.writer}"
failed=0
for statement in insert update; do
    : >"$work/$statement-false.out"; : >"$work/$statement-true.out"
    for ((round = 0; round < rounds; round++)); do
        for kept in false true; do milliseconds "$statement-$kept" >>"$work/$statement-$kept.out"; done
    done
    median() { sort -n "$work/$statement-$1.out" | awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'; }
    bare=$(median false) with=$(median true)
    ratio=$(awk -v a="$bare" -v b="$with" 'BEGIN { printf "%.2f", b / a }')
    echo "history and audit, $statement: bare $bare ms, kept $with ms, ratio $ratio (limit $limit)"
    awk -v r="$ratio" -v l="$limit" 'BEGIN { exit !(r > l) }' && failed=1
done
exit $failed
