#!/usr/bin/env python3
"""Runs inside scripts/with-test-cluster.sh. --rounds N (100) of each page, after 10 that are not counted."""
import argparse, glob, os, re, subprocess, sys, time

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("--rounds", type=int, default=100)
arguments.add_argument("--keep", action="store_true", help="wait before the cluster is removed")
chosen = arguments.parse_args()

superuser = os.environ["NUANXIN_TEST_DATABASE"]
host = re.search(r"host=(\S+)", superuser).group(1)
name = "nuanxin_scale"
database = superuser.replace("dbname=postgres", f"dbname={name}")
goal = 30.0


def psql(*statements, at=database, script=None, user=None):
    given = [word for statement in statements for word in ("-c", statement)]
    if user:
        at = f"host={host} dbname={name} user={user}"
    run = subprocess.run(["psql", "-qXAt", "-v", "ON_ERROR_STOP=1", at, *given], input=script, capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"{statements or script}\n{run.stderr}")
    return run.stdout.strip()


# What pages ask, as it stands in sql/queries.
queries = {}
for path in glob.glob("sql/queries/*/*.sql"):
    with open(path) as file:
        for part in re.split(r"^-- name: ", file.read(), flags=re.M)[1:]:
            head, body = part.split("\n", 1)
            queries[head.split()[0]] = "\n".join(line for line in body.splitlines() if not line.startswith("--")).strip().rstrip(";")


def literal(value):
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return value if value.startswith("{") else "'" + value.replace("'", "''") + "'"


def query(what, **values):
    def given(match):
        return literal(values[match.group(1)])
    return re.sub(r"(?<!:):([a-z_]+)", given, queries[what])


psql(f"CREATE DATABASE {name}", at=superuser)
subprocess.run([".build/debug/nuanxin", "db", "migrate", "--database", database], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
began = time.monotonic()
for setting in ("shared_buffers = '1GB'", "max_wal_size = '8GB'", "wal_level = minimal", "max_wal_senders = 0", "session_preload_libraries = 'auto_explain'",
                f"auto_explain.log_min_duration = {int(goal)}", "auto_explain.log_nested_statements = on", "auto_explain.log_analyze = off"):
    psql("LOAD 'auto_explain'", f"ALTER SYSTEM SET {setting}", at=superuser)
with open(f"{host}/cluster/pg_hba.conf", "w") as rules:
    rules.write("local all all trust\n")
programs = os.environ.get("NUANXIN_PGBIN") or sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
identity = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.getuid() == 0 else []
subprocess.run([*identity, f"{programs}/pg_ctl", "-D", f"{host}/cluster", "-l", f"{host}/log", "-w", "-m", "fast", "restart"], check=True, stdout=subprocess.DEVNULL)
subprocess.run(["psql", "-qX", "-v", "ON_ERROR_STOP=1", database, "-f", "Benchmarks/scale/school.sql"], check=True)
made = time.monotonic() - began
loaded_at = os.path.getsize(f"{host}/log")
size = psql("SELECT pg_size_pretty(pg_database_size(current_database()))")
counted = dict(line.split("|") for line in psql("""SELECT relid::regclass, n_live_tup FROM pg_stat_user_tables WHERE n_live_tup > 20000""").splitlines())
total = sum(int(counted[table]) for table in ("care.contact_log", "care.family_call", "field.visit", "history.version"))
key = dict(line.split("|") for line in psql("SELECT name, id FROM bench_key WHERE name LIKE 'bench-%' OR name LIKE 'class0' OR name LIKE 'grade%'").splitlines())
label = psql(f"SELECT units.label({key['class0']})")
own_class = psql(f"SELECT array_agg(student_id) FROM people.class_placement WHERE class_id = {key['class0']}")
everybody = psql("SELECT array_agg(id) FROM bench_student WHERE n % 977 = 0")
files = psql("SELECT array_agg(file.id) FROM care.file JOIN bench_student ON bench_student.id = file.student_id WHERE bench_student.n % 775 = 0")

me = query("whoami")
student_page = [me] + [query(part, student_id="{one}") for part in ("student_profile", "student_guardians", "student_care_files", "student_left_behind", "student_health", "student_aid")] \
    + [query("staff_list"), query("visit_list", student_id="{one}", only_mine=False, after=None, most=30)]
file_page = [me] + [query(part, file_id="{one}") for part in ("care_file_head", "care_file_concerns", "care_file_notes", "care_file_contacts")]
overdue = query("care_file_list", only_open=True, only_mine=False, only_due=True, in_class=None, after=None, most=50)


def register(of, filters="{}"):
    return f"SELECT registers.page('{of}', '{filters}', 0, 50)::text"


pages = [
    ("a student's page", "bench-affairs", student_page, everybody),
    ("a student's page", "bench-homeroom", student_page, own_class),
    ("a care file's page", "bench-affairs", file_page, files),
    ("a class's list", "bench-homeroom", [me, query("class_students", class_id=int(key["class0"]))], own_class),
    ("a class's list, by search", "bench-affairs", [me, query("search_people", term=label, most=100)], own_class),
    ("a name, by search", "bench-affairs", [me, query("search_people", term="王伟子", most=100)], own_class),
    ("initials, by search", "bench-affairs", [me, query("search_people", term="wwz", most=100)], own_class),
    ("care files", "bench-affairs", [me, query("care_file_list", only_open=True, only_mine=False, only_due=False, in_class=None, after=None, most=50)], own_class),
    ("overdue contacts", "bench-affairs", [me, overdue], own_class),
    ("overdue contacts", "bench-homeroom", [me, overdue], own_class),
    ("left-behind students of the term", "bench-affairs", [me, query("left_behind_list", semester=None, in_class=None, after=None, most=50)], own_class),
    ("left-behind students of a class", "bench-homeroom", [me, query("left_behind_list", semester=None, in_class=label, after=None, most=50)], own_class),
    ("visits, newest first", "bench-affairs", [me, query("visit_list", student_id=None, only_mine=False, after=None, most=50)], own_class),
    ("visits, newest first", "bench-homeroom", [me, query("visit_list", student_id=None, only_mine=False, after=None, most=50)], own_class),
    ("overdue tasks", "bench-party", [me, query("task_list", only_mine=False, only_open=True, only_overdue=True, most=50)], own_class),
    ("home page", "bench-homeroom", [me, query("home_counts"), query("task_list", only_mine=True, only_open=True, only_overdue=False, most=50),
                                     query("care_file_list", only_open=True, only_mine=True, only_due=True, in_class=None, after=None, most=50)], own_class),
    ("home page", "bench-party", [me, query("home_counts"), query("task_list", only_mine=True, only_open=True, only_overdue=False, most=50)], own_class),
    ("register of family calls", "bench-affairs", [me, register("family_call")], own_class),
    ("register of family calls", "bench-homeroom", [me, register("family_call")], own_class),
    ("register of enrolments, a class", "bench-registrar", [me, register("enrolment", '{"in_class": "%s"}' % label)], own_class),
    ("register of enrolments", "bench-registrar", [me, register("enrolment")], own_class),
    ("register of care files", "bench-affairs", [me, register("care_file")], own_class),
    ("register of left-behind records", "bench-affairs", [me, register("left_behind_record")], own_class),
    ("register of determinations", "bench-aid", [me, register("determination")], own_class),
    ("register of candidates", "bench-aid", [me, register("candidate")], own_class),
    ("register of issues", "bench-party", [me, register("issue")], own_class),
    ("reminders", "bench-party", [me, register("reminder")], own_class),
]
psql("CREATE TABLE public.bench_taken (page int, round int, milliseconds float8)", "GRANT INSERT ON public.bench_taken TO PUBLIC", "GRANT USAGE ON SCHEMA public TO PUBLIC")


def scans():
    return {line.split("|")[0]: int(line.split("|")[1]) for line in psql("SELECT relid::regclass, seq_scan FROM pg_stat_user_tables WHERE n_live_tup > 20000").splitlines()}


def timed(number, user, statements, of):
    """Each round in a transaction of its own, in one session: warm, as a pooled connection is."""
    block = "\n".join(f"    FOR answer IN EXECUTE replace($q${one}$q$, '{{one}}', subject::text) LOOP END LOOP;" for one in statements)
    script = f"SET timezone = 'Asia/Shanghai';\nSET nuanxin.language = 'zh';\n" + "".join(f"""DO $do$
DECLARE
    subject bigint := ('{of}'::bigint[])[1 + {turn} % cardinality('{of}'::bigint[])];
    answer record;
    began timestamptz := clock_timestamp();
BEGIN
{block}
    INSERT INTO public.bench_taken VALUES ({number}, {turn - 10}, extract(epoch FROM clock_timestamp() - began) * 1000);
END $do$;
""" for turn in range(chosen.rounds + 10))
    psql(script=script, user=user)


# What the candidates' page shows is matched first; that is a figure of its own.
semester = psql("SELECT ref.semester_on(ref.today())")
began = time.monotonic()
matched = psql(f"SELECT aid.match('{semester}')", user="bench-aid")
matching = time.monotonic() - began
psql("VACUUM ANALYZE aid.candidate")
lines = ["<!-- scale: begin -->", "## A very large school", "",
         f"Written by `make bench-scale`: {int(counted['people.student']):,} students in 2,001 classes, {total:,} contacts, family calls, visits and versions of five years ({size}, made in {made:.0f} s). "
         f"A page is all its statements, planned anew each time, as the person on a login of their own; {chosen.rounds} rounds, warm, the time inside the database; searched for on two cores.", "",
         "| page | as | median | p95 | goal | large tables read whole |", "| - | - | - | - | - | - |"]
slow = []
for number, (what, user, statements, of) in enumerate(pages):
    before = scans()
    timed(number, user, statements, of)
    after = scans()
    whole = sorted(table for table in after if after[table] - before.get(table, 0) >= chosen.rounds)
    median, high = (float(part) for part in psql(f"SELECT percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY milliseconds) FROM bench_taken WHERE page = {number} AND round >= 0").strip("{}").split(","))
    lines.append(f"| {what} | {user.removeprefix('bench-')} | {median:.1f} ms | {high:.1f} ms | < {goal:.0f} ms | {', '.join(whole) or 'none'} |")
    print(lines[-1], flush=True)
    if high >= goal:
        slow.append((what, user))
year = int(psql("SELECT opening_year()")) + 1
began = time.monotonic()
steps = psql(f"SELECT count(*) FROM people.open_school_year({year}, true)", user="bench-registrar")
turning = time.monotonic() - began
lines += ["", "| what | time | goal |", "| - | - | - |",
          f"| `aid match`: {int(matched):,} found among {int(counted['people.student']):,} students | {matching:.1f} s | < 5 s |",
          f"| the turn of the school year, dry run ({steps} steps) | {turning:.1f} s | < 60 s |", "<!-- scale: end -->", ""]
print("\n".join(lines[-5:]))
page = "docs/reference/performance.md"
with open(page) as file:
    text = file.read()
section = "\n".join(lines)
pattern = re.compile(r"<!-- scale: begin -->.*<!-- scale: end -->\n", re.S)
text = pattern.sub(lambda _: section, text) if pattern.search(text) else text.rstrip("\n") + "\n\n" + section
with open(page, "w") as file:
    file.write(text)
if slow:
    print("\nPlans of statements that took longer than the goal:\n")
    with open(f"{host}/log") as log:
        log.seek(loaded_at)
        told = re.findall(r"duration: .*?plan:\n.*?(?=^\d{4}-\d\d-\d\d )", log.read(), flags=re.S | re.M)
    seen = set()
    for plan in told:
        statement = re.search(r"Query Text: (.{0,120})", plan)
        if statement and statement.group(1) not in seen and not any(word in plan for word in ("open_school_year", "turn_of_year", "aid.match", "pg_stat_user_tables", "bench_taken")):
            seen.add(statement.group(1))
            print(plan[:4000])
if chosen.keep:
    input(f"{database}\nEnter removes it. ")
