#!/usr/bin/env bash
# squawk over every migration. Rules that do not fit stand in .squawk.toml; a new migration that must break one says so where it does it, by a line
# "-- squawk-ignore RULE" under a comment that says why. Migrations that are applied cannot take such a line (their checksum protects them): theirs stand here.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/python-environment.sh
squawk=.venv/bin/squawk
# The linter is there and bites: with the same rules, what loses data is found.
for bad in 'DROP TABLE care.file;' 'ALTER TABLE care.file DROP COLUMN state;' 'ALTER TABLE care.file ALTER COLUMN state TYPE varchar(10);' 'CREATE TABLE ref.mine (at timestamp);' 'ALTER TABLE care.file ADD COLUMN needed text NOT NULL;'; do
    if $squawk --reporter gcc --stdin-filepath bad.sql <<<"$bad" >/dev/null 2>&1; then echo "squawk let pass: $bad" >&2; exit 1; fi
done
.venv/bin/python - "$squawk" <<'P'
import collections, glob, json, re, subprocess, sys

# Migration, rule, how often, why.
accepted = {
    ("20261125T0200_permit_row_rule_led", "ban-drop-constraint"): (1, "a CHECK of words is replaced by one with a word more"),
    ("20261125T0921_create_break_glass", "ban-drop-constraint"): (1, "a CHECK of words is replaced by one with a word more"),
    ("20261125T0940_keep_sign_ins", "ban-drop-function"): (1, "open_session is made anew with parameters; this program is its only caller"),
    ("20261125T0940_keep_sign_ins", "adding-field-with-default"): (1, "sessions are numbered: a few hundred rows, gone within a day"),
    ("20261125T1211_create_party", "ban-drop-constraint"): (1, "a CHECK of words is replaced by one with a word more"),
    ("20261125T1231_create_care", "ban-drop-constraint"): (1, "a CHECK of states gives way to the states of a life cycle"),
    ("20261125T1241_create_aid", "ban-drop-constraint"): (3, "CHECKs of states give way to the states of a life cycle, one exclusion to a finer one"),
}
files = sorted(glob.glob("sql/migrations/*.sql"))
wrong = []
for file in files:
    lines = open(file, encoding="utf-8").read().splitlines()
    for number, line in enumerate(lines):
        if re.search(r"squawk-ignore-file", line):
            wrong.append(f"{file}:{number + 1}: a whole file is not left out")
        elif re.search(r"squawk-ignore", line) and not (number and re.match(r"\s*-- (?!squawk).{20,}", lines[number - 1])):
            wrong.append(f"{file}:{number + 1}: say why, in a comment on the line before")
told = subprocess.run([sys.argv[1], "--reporter", "json", *files], capture_output=True, text=True)
try:
    found = json.loads(told.stdout)
except ValueError:
    sys.exit(f"squawk answered nothing that can be read (status {told.returncode}):\n{told.stdout[:2000]}{told.stderr[:2000]}")
if not files or not accepted:
    sys.exit("no migrations were found")
groups = collections.defaultdict(list)
for one in found:
    groups[re.sub(r".*/|\.sql$", "", one["file"]), one["rule_name"]].append(one)
for key, several in groups.items():
    if len(several) != accepted.get(key, (0,))[0]:
        wrong += [f"{one['file']}:{one['line'] + 1}: {key[1]}: {one['message']} {one.get('help') or ''}" for one in several]
wrong += [f"{name}: {rule} is accepted but does not occur any more" for name, rule in accepted if (name, rule) not in groups]
print("\n".join(wrong) or f"{len(files)} migrations keep the rules; {len(found)} findings are accepted")
sys.exit(1 if wrong else 0)
P
