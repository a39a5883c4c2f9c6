#!/usr/bin/env bash
# Brings the sample school up as the README does, and walks one journey through it in a real browser.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p ci-output
scripts/python-environment.sh
data=$(mktemp -d /tmp/nuanxin-browser.XXXXXX)
chmod 711 "$data"
port=$((20000 + RANDOM % 20000))
.build/debug/nuanxin up --data "$data/data" --sample --port "$port" >ci-output/up.out 2>ci-output/up.err &
server=$!
stop() {
    kill -INT "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    rm -rf "$data"
}
trap stop EXIT
for _ in $(seq 1 180); do
    curl -fsS "http://127.0.0.1:$port/health" >/dev/null 2>&1 && break
    kill -0 "$server" 2>/dev/null || { cat ci-output/up.err; exit 1; }
    sleep 1
done
# `up` prints one sign-in a line: login name, password, name, roles.
sign_ins=$(awk '/^[a-z][a-z0-9.]+ +[a-z0-9-]+ / { print $1 "\t" $2 }' ci-output/up.out)
[ -n "$sign_ins" ] || { echo "no sign-ins were printed"; cat ci-output/up.out ci-output/up.err; exit 1; }
NUANXIN_URL="http://127.0.0.1:$port" NUANXIN_SIGN_INS="$sign_ins" .venv/bin/python Tests/Browser/journey.py ci-output/screenshots
