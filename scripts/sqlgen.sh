#!/usr/bin/env bash
# sqlgen on a scratch database of the test cluster.
set -euo pipefail
cd "$(dirname "$0")/.."
.build/debug/sqlgen "$1" --server "$NUANXIN_TEST_DATABASE"
