#!/usr/bin/env bash
# Makes a package of the data-access layer and its tests alone, by links into this checkout: for sanitizers and quick builds,
# and to show that the layer needs nothing else of the project.
# Usage: postgres-package.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1
mkdir -p "$folder/Sources" "$folder/Tests"
for target in Sources/CLibpq Sources/Postgres Tests/PostgresTests; do ln -sfn "$PWD/$target" "$folder/$target"; done
# What the targets depend on and how they are built is read from the project's own manifest.
python3 - "$folder" <<'PYTHON'
import json, subprocess, sys
described = json.loads(subprocess.run(["swift", "package", "dump-package"], check=True, capture_output=True, text=True).stdout)
wanted = {"swift-log": "Logging", "swift-metrics": "Metrics", "swift-distributed-tracing": "Tracing"}
packages = []
for dependency in described["dependencies"]:
    one = dependency["sourceControl"][0]
    if one["identity"] in wanted:
        version = one["requirement"]["range"][0]["lowerBound"]
        packages.append(f'.package(url: "{one["location"]["remote"][0]["urlString"]}", from: "{version}")')
products = ", ".join(f'.product(name: "{product}", package: "{package}")' for package, product in wanted.items())
features = ", ".join(f'.enableUpcomingFeature("{name}")' for name in ("ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility"))
excluded = next(target.get("exclude", []) for target in described["targets"] if target["name"] == "PostgresTests")
with open(f"{sys.argv[1]}/Package.swift", "w") as manifest:
    manifest.write(f"""// swift-tools-version: 6.1
import PackageDescription
let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), {features}, .unsafeFlags(["-warnings-as-errors"])]
let package = Package(name: "postgres", platforms: [.macOS(.v15)], dependencies: [{", ".join(packages)}], targets: [
    .systemLibrary(name: "CLibpq", pkgConfig: "libpq"),
    .target(name: "Postgres", dependencies: ["CLibpq", {products}], swiftSettings: strict),
    .testTarget(name: "PostgresTests", dependencies: ["Postgres",
        .product(name: "InMemoryTracing", package: "swift-distributed-tracing"), .product(name: "MetricsTestKit", package: "swift-metrics")], exclude: {json.dumps(excluded)}, swiftSettings: strict),
])
""")
PYTHON
