#!/usr/bin/env bash
# What row security, history and the log cost, and what 20,000 accounts do to a sign-in; writes that section of
# docs/reference/performance.md. A private cluster, pgbench, interleaved rounds, medians.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec scripts/with-test-cluster.sh python3 Benchmarks/access/measure.py "$@"
