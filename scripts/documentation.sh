#!/usr/bin/env bash
# Builds the pages of the Postgres layer into .build/documentation/pages, for a web server at its root.
# Fails on any warning of DocC, a broken link above all, and on a public type that the first page leaves out.
set -euo pipefail
cd "$(dirname "$0")/.."
catalogue=Sources/Postgres/Documentation.docc
folder=.build/documentation
rm -rf "$folder"
mkdir -p "$folder/symbols"

swift build --target Postgres
flags=()
for flag in $(pkg-config --cflags libpq) -fmodule-map-file="$PWD/Sources/CLibpq/module.modulemap"; do
    flags+=(-Xcc "$flag")
done
target=$(swiftc -print-target-info | python3 -c 'import json, sys; print(json.load(sys.stdin)["target"]["unversionedTriple"])')
swift symbolgraph-extract -module-name Postgres -target "$target" -I "$(swift build --show-bin-path)/Modules" \
    "${flags[@]}" -minimum-access-level public -skip-synthesized-members -emit-extension-block-symbols \
    -output-dir "$folder/symbols"

python3 - "$catalogue/Postgres.md" "$folder/symbols/Postgres.symbols.json" <<'P'
import json, re, sys
page, symbols = (open(path, encoding="utf-8").read() for path in sys.argv[1:])
listed = re.findall(r"^- ``(.+)``$", page, re.M)
public = {symbol["pathComponents"][0] for symbol in json.loads(symbols)["symbols"]}
problems = [f"{name} is in no group of {sys.argv[1]}" for name in sorted(public - set(listed))]
problems += [f"{name} is in two groups of {sys.argv[1]}" for name in sorted({n for n in listed if listed.count(n) > 1})]
sys.exit("\n".join(problems) or None)
P

# Parameters that their names explain have no words of their own.
docc convert "$catalogue" --additional-symbol-graph-dir "$folder/symbols" --output-dir "$folder/pages" \
    --fallback-display-name Postgres --fallback-bundle-identifier nuanxin.Postgres \
    --warnings-as-errors --disable-parameters-and-returns-validation
echo "$folder/pages/documentation/postgres/index.html"
