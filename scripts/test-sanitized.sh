#!/usr/bin/env bash
# Builds the data-access layer's tests with a sanitizer and runs them; a report ends the run.
# Usage: test-sanitized.sh thread|address
set -euo pipefail
cd "$(dirname "$0")/.."
sanitizer=$1
folder=.build/sanitized-$sanitizer
scripts/postgres-package.sh "$folder"
# libpq and OpenSSL keep some memory until the process ends, which is no leak.
export TSAN_OPTIONS="halt_on_error=1 suppressions=$PWD/scripts/thread-sanitizer.suppressions" ASAN_OPTIONS="detect_leaks=0"
swift build --package-path "$folder" --build-tests --sanitize "$sanitizer"
# Tests that count threads and descriptors or measure time or memory mean nothing under a sanitizer; the pool's machine is one thread's.
swift test --package-path "$folder" --skip-build --sanitize "$sanitizer" --no-parallel \
    --skip 'FaultTests|PoolStateMachine|MustNotCompile|Documentation|aSlowReaderKeepsTheServerWaiting'
