#!/usr/bin/env python3
"""Runs inside scripts/with-test-cluster.sh. --rounds N (5), --seconds S (1) a program in a round."""
import argparse, os, re, statistics, subprocess, tempfile

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("--rounds", type=int, default=5)
arguments.add_argument("--seconds", type=int, default=1)
chosen = arguments.parse_args()

superuser = os.environ["NUANXIN_TEST_DATABASE"]
host = re.search(r"host=(\S+)", superuser).group(1)
name = "nuanxin_bench"
database = superuser.replace("dbname=postgres", f"dbname={name}")


def psql(*statements, at=database):
    given = [word for statement in statements for word in ("-c", statement)]
    return subprocess.run(["psql", "-qXAt", "-v", "ON_ERROR_STOP=1", at, *given], check=True, capture_output=True, text=True).stdout.strip()


psql(f"CREATE DATABASE {name}", at=superuser)
subprocess.run([".build/debug/nuanxin", "db", "migrate", "--database", database], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
subprocess.run(["psql", "-qX", "-v", "ON_ERROR_STOP=1", database, "-f", "Benchmarks/access/school.sql"], check=True, stdout=subprocess.DEVNULL)
# The cluster is private and in a closed folder: everybody may come, but who signs in does it with a password.
with open(f"{host}/cluster/pg_hba.conf", "w") as rules:
    rules.write("local all bench-signer scram-sha-256\nlocal all all trust\n")
psql("SELECT pg_reload_conf()", at=superuser)

key = dict(line.split("|") for line in psql("SELECT name, id FROM bench_key").splitlines())
reach = f"""(SELECT placement.student_id FROM access.role_assignment AS held JOIN people.class_placement AS placement ON placement.class_id = held.unit_id
    WHERE held.person_id = {key['bench-homeroom']} AND held.approved_at IS NOT NULL AND held.valid @> current_date AND placement.valid @> current_date)"""
one = psql(f"SELECT id FROM care.file WHERE student_id IN {reach} LIMIT 1")
row = f"SELECT id, state, opened_on FROM care.file WHERE id = {one}"
page = "SELECT id, state, next_review_on FROM care.file{} ORDER BY opened_on DESC, id LIMIT 50"
total = "SELECT visited_on, count(*) FROM field.visit{} GROUP BY visited_on"
scripts = tempfile.mkdtemp()


def script(text):
    handle, path = tempfile.mkstemp(dir=scripts)
    with os.fdopen(handle, "w") as file:
        file.write(text + "\n")
    return path


def latency(user, path, *options, environment=None):
    """Microseconds."""
    told = subprocess.run(["pgbench", "-n", "-M", "prepared", "-T", str(chosen.seconds), "-h", host, "-U", user, *options, "-f", path, name],
                          check=True, capture_output=True, text=True, env={**os.environ, **(environment or {})}).stdout
    return float(re.search(r"latency average = ([0-9.]+) ms", told).group(1)) * 1000


serial = {"PGOPTIONS": "-c max_parallel_workers_per_gather=0"}
# What, who, under row security, and as the superuser with the condition by hand.
cases = [
    ("one row, a homeroom teacher", "bench-homeroom", row, f"{row} AND student_id IN {reach}", {}),
    ("one row, an office that sees all", "bench-affairs", row, row, {}),
    ("a list of 50, a homeroom teacher", "bench-homeroom", page.format(""), page.format(f" WHERE student_id IN {reach}"), {}),
    ("a list of 50, an office that sees all", "bench-affairs", page.format(""), page.format(""), {}),
    ("an aggregate over 200,000, a homeroom teacher", "bench-homeroom", total.format(""), total.format(f" WHERE student_id IN {reach}"), serial),
    ("an aggregate over 200,000, an office that sees all", "bench-affairs", total.format(""), total.format(""), serial),
]
prepared = [(what, user, script(secured), script(by_hand), environment) for what, user, secured, by_hand, environment in cases]
writes = [("insert", script("SELECT bench.insert_bare()"), script("SELECT bench.insert_kept()")),
          ("update", script("\\set which random(1, 10000)\nSELECT bench.update_bare(:which)"), script("\\set which random(1, 10000)\nSELECT bench.update_kept(:which)"))]
nothing = script("SELECT 1")
found, trips = {}, []
for _ in range(chosen.rounds):
    trips.append(latency("nuanxin_superuser", nothing))
    for what, user, secured, by_hand, environment in prepared:
        found.setdefault(what, []).append((latency(user, secured, environment=environment), latency("nuanxin_superuser", by_hand, environment=environment)))
    for what, bare, kept in writes:
        found.setdefault(what, []).append((latency("nuanxin_superuser", kept), latency("nuanxin_superuser", bare)))

# Sign-ins and requests, among 20 accounts and among 20,000.
psql("SELECT bench_hire('bench-signer', 'teacher')", "ALTER ROLE \"bench-signer\" PASSWORD 'A good one'")
sign_in = script("SELECT auth.open_session()")
signing = {"PGPASSWORD": "A good one"}


def scoped():
    token = subprocess.run(["psql", "-qXAt", "-h", host, "-U", "bench-homeroom", "-d", name, "-c", "SELECT auth.open_session()"],
                           check=True, capture_output=True, text=True).stdout.strip()
    return script(f"\\startpipeline\nSELECT auth.begin_request('{token}', 'zh');\n{row};\n\\endpipeline")


def both():
    request = scoped()
    return ([latency("bench-signer", sign_in, "-C", environment=signing) for _ in range(chosen.rounds)],
            [latency("nuanxin_web", request) for _ in range(chosen.rounds)])


few = both()
psql("SELECT count(bench_hire('bench-many' || n, 'teacher')) FROM generate_series(1, 19979) AS n", "ANALYZE")
many = both()

lines = ["<!-- access: begin -->", "## Row security, history and the log", "",
         f"Written by `make bench-access`: pgbench, prepared statements, one connection, {chosen.rounds} interleaved rounds of {chosen.seconds} s, medians. "
         f"A bare round trip (`SELECT 1`) takes {statistics.median(trips):.0f} µs here. The condition by hand knows the person's key and joins the same tables. "
         "Aggregates without parallel workers on either side: PostgreSQL 15 makes no parallel plan under a policy that asks a function once a statement.", "",
         "| what | under row security | condition by hand | ratio | goal |", "| - | - | - | - | - |"]
def ratio(pairs):
    return statistics.median(mine / other for mine, other in pairs)
for what, *_ in cases:
    pairs = found[what]
    lines.append(f"| {what} | {statistics.median(p[0] for p in pairs):,.0f} µs | {statistics.median(p[1] for p in pairs):,.0f} µs | {ratio(pairs):.2f} | ≤ 1.5 |")
lines += ["", "| what | with history and log | bare | ratio | goal |", "| - | - | - | - | - |"]
for what, *_ in writes:
    pairs = found[what]
    lines.append(f"| {what} | {statistics.median(p[0] for p in pairs):,.0f} µs | {statistics.median(p[1] for p in pairs):,.0f} µs | {ratio(pairs):.2f} | ≤ 2 |")
lines += ["", "| what | 20 accounts | 20,000 accounts | goal |", "| - | - | - | - |",
          f"| sign-in: connection, password, session | {statistics.median(few[0]) / 1000:.1f} ms | {statistics.median(many[0]) / 1000:.1f} ms | < 50 ms |",
          f"| request: token and statement in one round trip | {statistics.median(few[1]):,.0f} µs | {statistics.median(many[1]):,.0f} µs | no slower |",
          "<!-- access: end -->", ""]
section = "\n".join(lines)
page = "docs/reference/performance.md"
with open(page) as file:
    text = file.read()
pattern = re.compile(r"<!-- access: begin -->.*<!-- access: end -->\n", re.S)
text = pattern.sub(lambda _: section, text) if pattern.search(text) else text.rstrip("\n") + "\n\n" + section
with open(page, "w") as file:
    file.write(text)
print(section)
