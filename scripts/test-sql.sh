#!/usr/bin/env bash
# pgTAP: migrates a fresh database and runs every file of sql/tests in it.
set -euo pipefail
cd "$(dirname "$0")/.."
name=nuanxin_pgtap
psql -qX "$NUANXIN_TEST_DATABASE" -c "DROP DATABASE IF EXISTS $name" -c "CREATE DATABASE $name"
database="${NUANXIN_TEST_DATABASE/dbname=postgres/dbname=$name}"
.build/debug/nuanxin db migrate --database "$database"
# Twice, for a migration must be safe to run again.
.build/debug/nuanxin db migrate --database "$database"
psql -qX "$database" -c 'CREATE EXTENSION pgtap SCHEMA public' -c 'GRANT USAGE ON SCHEMA public TO PUBLIC'
host=$(sed -E 's/.*host=([^ ]+).*/\1/' <<<"$NUANXIN_TEST_DATABASE")
PGHOST=$host PGUSER=nuanxin_superuser pg_prove --dbname "$name" sql/tests/*.sql
