#!/usr/bin/env bash
# Measures the data-access layer beside C over libpq and its peers; writes that section of docs/reference/performance.md.
# Usage: run.sh [--quick] [--only CASE,…] [--programs PROGRAM,…] [--pin CPU,…] …; --help tells the rest.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec python3 Benchmarks/data-access/runner.py "$@"
