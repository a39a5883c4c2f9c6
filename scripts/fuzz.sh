#!/usr/bin/env bash
# Tries the decoders of the Postgres layer on bytes that libFuzzer makes up, under the address sanitizer.
# Usage: scripts/fuzz.sh SECONDS [libFuzzer's options]. An input that stops the program is kept in .build/fuzzing.
set -euo pipefail
seconds=${1:?usage: scripts/fuzz.sh SECONDS [libFuzzer options]}
shift
cd "$(dirname "$0")/.."
folder=.build/fuzzing
mkdir -p "$folder/corpus"
# One module of the codecs and what they throw. Built with optimizations, as the program is, but with its checks.
swiftc -swift-version 6 -O -g -sanitize=fuzzer,address -parse-as-library -module-name DecoderFuzzing \
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault \
    -enable-upcoming-feature MemberImportVisibility -warnings-as-errors \
    Sources/Postgres/Codecs/*.swift Sources/Postgres/Errors/*.swift \
    Tests/PostgresTests/Codecs/DecoderTrial.swift Tests/Fuzzing/*.swift -o "$folder/decoders"
export NUANXIN_FUZZ_SAMPLES=$folder/samples
mkdir -p "$NUANXIN_FUZZ_SAMPLES"
# The first run writes the samples, for libFuzzer reads its folders before it lets the program begin.
"$folder/decoders" -runs=0 >/dev/null 2>&1
exec "$folder/decoders" -max_total_time="$seconds" -max_len=512 -use_value_profile=1 -timeout=10 \
    -artifact_prefix="$folder/" -print_final_stats=1 "$@" "$folder/corpus" "$NUANXIN_FUZZ_SAMPLES"
