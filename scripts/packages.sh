#!/usr/bin/env bash
# Installs the Debian packages that are missing, when it may; says what to install when it may not.
# Usage: packages.sh build|test
set -euo pipefail
wanted=(libpq-dev libzip-dev libxml2-dev libxlsxwriter-dev pkg-config postgresql-15 postgresql-client-15)
[ "${1:-build}" = test ] && wanted+=(openssl pgbouncer postgresql-15-pgtap postgresql-15-plpgsql-check libtap-parser-sourcehandler-pgtap-perl chromium chromium-driver fonts-noto-cjk python3 python3-venv)
missing=()
for package in "${wanted[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" = 0 ]; then become=(); elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then become=(sudo); else
        echo "缺少软件包,请先安装 | Please install first: apt-get install ${missing[*]}" >&2
        exit 69
    fi
    echo "安装 | installing: ${missing[*]}" >&2
    # Debian's postgresql package would start a cluster of its own; ours is private, so it need not.
    "${become[@]}" mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' | "${become[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
    "${become[@]}" apt-get update -qq
    "${become[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
fi
command -v swift >/dev/null || { echo "找不到 swift:请安装 Swift 6.1 以上 | Swift 6.1 or later is needed" >&2; exit 69; }
