#!/usr/bin/env bash
# 100,000 students, five years, ten million contacts, visits, calls and versions: what pages ask of the database, the matching of aid, the turn of the
# school year. Writes that section of docs/reference/performance.md. A private cluster; about 6 GB of disk while it runs.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec scripts/with-test-cluster.sh python3 Benchmarks/scale/measure.py "$@"
