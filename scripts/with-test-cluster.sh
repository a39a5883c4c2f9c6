#!/usr/bin/env bash
# Starts a private PostgreSQL cluster for tests, runs a command with its connection string in NUANXIN_TEST_DATABASE, and removes it.
# Its superuser needs no password because its socket lies in a folder that nobody else may enter.
set -euo pipefail
programs=${NUANXIN_PGBIN:-$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)}
folder=$(mktemp -d /tmp/nuanxin-test.XXXXXX)
if [ "$(id -u)" = 0 ]; then
    chown postgres: "$folder"
    as=(setpriv --reuid=postgres --regid=postgres --init-groups)
else
    as=()
fi
stop() {
    "${as[@]}" "$programs/pg_ctl" -D "$folder/cluster" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
"${as[@]}" "$programs/initdb" -D "$folder/cluster" -U nuanxin_superuser --auth-local=trust --auth-host=reject \
    -E UTF8 --lc-collate=C --lc-ctype=C.UTF-8 --no-sync >/dev/null
# Whoever is not the superuser signs in with a password, as everywhere.
printf '%s\n' 'local all nuanxin_superuser trust' 'local all all scram-sha-256' | "${as[@]}" tee "$folder/cluster/pg_hba.conf" >/dev/null
"${as[@]}" "$programs/pg_ctl" -D "$folder/cluster" -l "$folder/log" -w \
    -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c full_page_writes=off -c timezone=Asia/Shanghai -c max_connections=200" start >/dev/null
export NUANXIN_TEST_DATABASE="host=$folder user=nuanxin_superuser dbname=postgres"
"$@"
