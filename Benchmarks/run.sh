#!/usr/bin/env bash
# Takes the figures of docs/reference/performance.md on this machine, with the release build, and writes that page.
set -euo pipefail
cd "$(dirname "$0")/.."
program=.build/release/nuanxin
if [ ! -x .venv/bin/python ]; then python3 -m venv .venv; fi
.venv/bin/pip install --quiet --disable-pip-version-check 'openpyxl>=3.1,<4'
work=$(mktemp -d /tmp/nuanxin-bench.XXXXXX)
chmod 711 "$work"
port=$((20000 + RANDOM % 20000))
server=
stop() {
    [ -z "$server" ] || { kill -INT "$server" 2>/dev/null; wait "$server" 2>/dev/null; } || true
    "$program" db stop --data "$work/data" >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap stop EXIT
milliseconds() { date +%s%3N; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

.venv/bin/python Benchmarks/make_roster.py "$work/roster.xlsx" 3000
roster_times=() roster_memory=()
for round in 1 2 3; do
    rm -rf "$work/data"
    "$program" db init --data "$work/data" >/dev/null
    "$program" db start --data "$work/data" >/dev/null
    "$program" db migrate --data "$work/data" >/dev/null 2>&1
    "$program" db first-accounts --data "$work/data" --json >"$work/accounts.json"
    password=$(python3 -c 'import json,sys; print(next(a["password"] for a in json.load(open(sys.argv[1])) if "clerk" in json.dumps(a)))' "$work/accounts.json")
    login=$(python3 -c 'import json,sys; print(next(a.get("login_name", a.get("login")) for a in json.load(open(sys.argv[1])) if "clerk" in json.dumps(a)))' "$work/accounts.json")
    start=$(milliseconds)
    PGPASSWORD=$password python3 - "$program" "$work" "$login" <<'PY' >"$work/memory"
import resource, subprocess, sys
program, work, login = sys.argv[1:]
subprocess.run([program, "import", f"{work}/roster.xlsx", "--data", f"{work}/data", "--user", login, "--json"], check=True,
               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
PY
    roster_times+=($(($(milliseconds) - start)))
    roster_memory+=("$(cat "$work/memory")")
    [ "$round" = 3 ] || "$program" db stop --data "$work/data" >/dev/null
done
"$program" db stop --data "$work/data" >/dev/null

# The sample school, for pages.
"$program" up --data "$work/school" --sample --port "$port" >"$work/up.out" 2>"$work/up.err" &
server=$!
for _ in $(seq 1 120); do curl -fsS "http://127.0.0.1:$port/health" >/dev/null 2>&1 && break; sleep 0.5; done
password=$(awk '$1 == "partyoffice" { print $2 }' "$work/up.out")
page=$(.venv/bin/python Benchmarks/page_times.py "http://127.0.0.1:$port" partyoffice "$password" /issues 500)
kill -INT "$server"; wait "$server" || true
ready=()
for _ in 1 2 3 4 5; do
    "$program" db start --data "$work/school" >/dev/null
    start=$(milliseconds)
    "$program" serve --data "$work/school" --port "$port" >/dev/null 2>&1 &
    server=$!
    until curl -fsS "http://127.0.0.1:$port/health" >/dev/null 2>&1; do sleep 0.02; done
    ready+=($(($(milliseconds) - start)))
    kill -INT "$server"; wait "$server" || true
    "$program" db stop --data "$work/school" >/dev/null
done
server=
read -r p50 p95 p99 <<<"$page"
# What make bench-data-access has written there stays.
# The sections that other targets write stay as they are.
kept=$(sed -n '/<!-- [a-z-]*: begin -->/,/<!-- [a-z-]*: end -->/{p;/: end -->/s/.*//p}' docs/reference/performance.md)
{
    echo "# Performance"
    echo
    echo "Written by \`make bench\` on $(nproc) cores, $(awk '/MemTotal/ { printf "%d GiB", $2 / 1048576 }' /proc/meminfo), PostgreSQL $("$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)/postgres" --version | awk '{ print $3 }'), release build."
    echo
    echo "| what | figure | goal |"
    echo "|-|-|-|"
    echo "| roster of 3,000 students, file to committed (median of 3) | $(printf '%s\n' "${roster_times[@]}" | median) ms | < 5,000 ms |"
    echo "| memory of that import, highest of 3 | $(printf '%s\n' "${roster_memory[@]}" | sort -n | tail -n 1) MB | < 200 MB |"
    echo "| signed-in list page (\`/issues\`), one round trip for its data: p50 / p95 / p99 of 500 | $p50 / $p95 / $p99 ms | p50 < 10 ms |"
    echo "| \`nuanxin serve\` on an existing cluster, until it answers (median of 5) | $(printf '%s\n' "${ready[@]}" | median) ms | < 3,000 ms |"
    [ -z "$kept" ] || printf '\n%s\n' "$kept"
} >docs/reference/performance.md
cat docs/reference/performance.md
