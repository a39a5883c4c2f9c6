#!/usr/bin/env bash
# Draws the life cycles from their tables: docs/reference/lifecycles.md. Usage, within with-test-cluster.sh: lifecycles.sh generate|check
set -euo pipefail
cd "$(dirname "$0")/.."
name=nuanxin_lifecycles
psql -qX "$NUANXIN_TEST_DATABASE" -c "SET client_min_messages = error" -c "DROP DATABASE IF EXISTS $name" -c "CREATE DATABASE $name"
database="${NUANXIN_TEST_DATABASE/dbname=postgres/dbname=$name}"
drawn=$(mktemp)
trap 'rm -f "$drawn"' EXIT
.build/debug/nuanxin db migrate --database "$database" >"$drawn" 2>&1 || { cat "$drawn" >&2; exit 1; }
psql -qXAt "$database" -v ON_ERROR_STOP=1 -f scripts/lifecycles.sql >"$drawn"
if [ "$1" = generate ]; then
    cp "$drawn" docs/reference/lifecycles.md
elif ! diff -u docs/reference/lifecycles.md "$drawn"; then
    echo "docs/reference/lifecycles.md 已过时,请运行 make generate | is stale: run make generate" >&2
    exit 1
fi
