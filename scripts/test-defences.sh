#!/usr/bin/env bash
# Takes each defence of sql/tests/defences/mutations.sql away, in a database of its own, and shows that the test named beside it fails then. A mutation that
# no test notices fails this. Not part of `make test`: it proves the tests, not the program. Words after the command choose defences by a part of their name.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -z "${NUANXIN_TEST_DATABASE:-}" ]; then exec scripts/with-test-cluster.sh scripts/test-defences.sh "$@"; fi
template=nuanxin_defended
database="${NUANXIN_TEST_DATABASE/dbname=postgres/dbname=$template}"
psql -qX "$NUANXIN_TEST_DATABASE" -c "CREATE DATABASE $template"
${NUANXIN_PROGRAM:-.build/debug/nuanxin} db migrate --database "$database" >/dev/null 2>&1
psql -qX -v ON_ERROR_STOP=1 "$database" -c 'CREATE EXTENSION pgtap SCHEMA public' -c 'GRANT USAGE ON SCHEMA public TO PUBLIC' -f - <<'S'
-- Puts other words into the body of a function; fails where the words are not there, for then nothing was taken away. With four words more: the same again
-- for the first place after that of the first pair.
CREATE FUNCTION public.change_body(of_function text, old_words text, new_words text, then_old text DEFAULT NULL, then_new text DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    definition text := pg_get_functiondef(of_function::regprocedure);
    place int := strpos(definition, old_words);
    head text := left(definition, place - 1);
    tail text := substr(definition, place + length(old_words));
BEGIN
    IF place = 0 OR (then_old IS NOT NULL AND strpos(tail, then_old) = 0) THEN
        RAISE EXCEPTION '% has no such words: %', of_function, coalesce(then_old, old_words);
    END IF;
    IF then_old IS NOT NULL THEN
        tail := overlay(tail PLACING then_new FROM strpos(tail, then_old) FOR length(then_old));
    END IF;
    EXECUTE head || new_words || tail;
END $$;
S
exec python3 - "$template" "$@" <<'P'
import os, re, subprocess, sys, time

template, chosen = sys.argv[1], sys.argv[2:]
server = os.environ["NUANXIN_TEST_DATABASE"]
sections = []
for part in re.split(r"^-- defence: ", open("sql/tests/defences/mutations.sql", encoding="utf-8").read(), flags=re.M)[1:]:
    lines = part.splitlines()
    given = dict(re.findall(r"^-- (fails|undo): (.*)$", part, flags=re.M))
    if "fails" not in given:
        sys.exit(f"no test is named beside: {lines[0]}")
    file, test = given["fails"].split(" | ", 1)
    sections.append((lines[0], file, test, given.get("undo"), "\n".join(line for line in lines[1:] if not line.startswith("--"))))


def psql(database, *options, text=None):
    return subprocess.run(["psql", "-qXAt", server.replace("dbname=postgres", f"dbname={database}"), *options], input=text, capture_output=True, text=True)


def outcomes(database, file):
    """Each test of a file by its name: whether it passed. Tests of one name: whether all did."""
    told = psql(database, "-f", f"sql/tests/{file}.sql")
    found = {}
    for state, name in re.findall(r"^(ok|not ok) \d+ - (.*)$", told.stdout, flags=re.M):
        found[name] = found.get(name, True) and state == "ok"
    return found, told.stderr


def fresh(name):
    made = psql("postgres", "-c", f"DROP DATABASE IF EXISTS {name}", "-c", f"CREATE DATABASE {name} TEMPLATE {template}", "-c", f"REVOKE ALL ON DATABASE {name} FROM PUBLIC",
                "-c", f"GRANT CONNECT ON DATABASE {name} TO nuanxin_staff, nuanxin_analyst, nuanxin_auditor, nuanxin_public")
    if made.returncode or "ERROR" in made.stderr:
        sys.exit(made.stderr)


began, failed = time.time(), 0
sound = {}
for file in sorted({section[1] for section in sections}):
    fresh("nuanxin_mutant")
    sound[file], errors = outcomes("nuanxin_mutant", file)
    bad = [name for name, passed in sound[file].items() if not passed]
    if bad or not sound[file]:
        sys.exit(f"with every defence in place {file} fails: {bad} {errors}")
for words, file, test, undo, sql in sections:
    if chosen and not any(word in words for word in chosen):
        continue
    if test not in sound[file]:
        print(f"not ok - {words}: {file} has no test '{test}'")
        failed += 1
        continue
    fresh("nuanxin_mutant")
    try:
        done = psql("nuanxin_mutant", "-v", "ON_ERROR_STOP=1", "-f", "-", text=sql)
        if done.returncode:
            problem = f"could not be taken away: {done.stderr.strip()}"
        else:
            found, errors = outcomes("nuanxin_mutant", file)
            others = [name for name, passed in found.items() if not passed and name != test]
            problem = None if found.get(test) is False else f"SURVIVED: '{test}' of {file} {'passed' if test in found else 'was not reached'}; failed instead: {others[:4]} {errors.strip()[:300]}"
    finally:
        if undo and psql("postgres", "-v", "ON_ERROR_STOP=1", "-c", undo).returncode:
            sys.exit(f"could not be undone: {undo}")
    print(f"not ok - {words}: {problem}" if problem else f"ok - {words}: {file}: {test}", flush=True)
    failed += problem is not None
tried = [section for section in sections if not chosen or any(word in section[0] for word in chosen)]
if not tried:
    sys.exit("no such defence")
print(f"{len(tried) - failed} passed, {failed} failed: {len(tried)} defences taken away, {time.time() - began:.0f} s")
sys.exit(1 if failed else 0)
P
