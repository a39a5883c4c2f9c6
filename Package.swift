// swift-tools-version: 6.1
import PackageDescription

/// Every target of ours holds to the same rules; the reasons stand in docs/explanation/architecture.md.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    .enableUpcomingFeature("InternalImportsByDefault"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
    .unsafeFlags(["-warnings-as-errors"]),
]

// A target depends only on targets with a lower number; SwiftPM refuses a circle.
let package = Package(
    name: "nuanxin",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "nuanxin", targets: ["nuanxin"]),
        .executable(name: "sqlgen", targets: ["QueryGenerator"]),
        .library(name: "Postgres", targets: ["Postgres"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        // [0]
        .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CSpreadsheet", pkgConfig: "libxml-2.0", providers: [.apt(["libzip-dev", "libxml2-dev", "libxlsxwriter-dev"])]),
        .target(
            name: "SQLFiles", path: "sql", exclude: ["access", "queries", "tests", "queries.lock"], sources: ["SQLFiles.swift"],
            resources: [
                .copy("roles.sql"), .copy("migrations"), .copy("code"), .copy("reporting"), .copy("reports"), .copy("seeds"),
                .copy("samples"),
            ],
            swiftSettings: strict),
        // [1]
        .target(
            name: "Postgres",
            dependencies: [
                "CLibpq", .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Tracing", package: "swift-distributed-tracing"),
            ],
            // Debug builds, and so all tests, watch that nothing is read while it is changed; in a release build that
            // would cost a tenth of what a call takes.
            swiftSettings: strict + [
                .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
            ]),
        .target(name: "Records", swiftSettings: strict),
        .target(
            name: "Spreadsheets", dependencies: ["CSpreadsheet", .product(name: "SwiftCSV", package: "SwiftCSV")],
            swiftSettings: strict),
        // [2]
        .target(name: "Importing", dependencies: ["Records", "Spreadsheets"], swiftSettings: strict),
        .target(name: "RecordsStore", dependencies: ["Postgres", "Records", "SQLFiles"], swiftSettings: strict),
        .target(name: "Migrations", dependencies: ["Postgres", "SQLFiles"], swiftSettings: strict),
        .target(
            name: "EmbeddedDatabase",
            dependencies: ["Postgres", .product(name: "Logging", package: "swift-log")], swiftSettings: strict),
        .target(name: "SampleSchool", dependencies: ["Records", "Spreadsheets"], swiftSettings: strict),
        .executableTarget(
            name: "QueryGenerator",
            dependencies: [
                "Postgres", "Migrations", "EmbeddedDatabase",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        // [3]
        .target(
            name: "AdminServer",
            dependencies: [
                "RecordsStore", "Importing",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            resources: [.copy("Templates"), .copy("Static")],
            swiftSettings: strict),
        // [4]
        .executableTarget(
            name: "nuanxin",
            dependencies: [
                "AdminServer", "EmbeddedDatabase", "Migrations", "SampleSchool",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        // The data-access layer beside C over libpq and its peers: `make bench-data-access`.
        .executableTarget(
            name: "data-access-benchmark",
            dependencies: ["Postgres", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            path: "Benchmarks/data-access/swift", swiftSettings: strict),
        // Tests mirror Sources.
        .target(
            name: "TestSupport", dependencies: ["EmbeddedDatabase", "Migrations", "RecordsStore"], path: "Tests/TestSupport",
            swiftSettings: strict),
        .testTarget(
            name: "PostgresTests",
            dependencies: [
                "Postgres", .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
                .product(name: "MetricsTestKit", package: "swift-metrics"),
            ],
            // Files that the compiler must refuse, which a test sees to.
            exclude: ["MustNotCompile"], swiftSettings: strict),
        .testTarget(name: "RecordsTests", dependencies: ["Records"], swiftSettings: strict),
        .testTarget(name: "SpreadsheetsTests", dependencies: ["Spreadsheets"], swiftSettings: strict),
        .testTarget(name: "ImportingTests", dependencies: ["Importing", "Records", "SampleSchool", "Spreadsheets"], swiftSettings: strict),
        .testTarget(name: "RecordsStoreTests", dependencies: ["RecordsStore", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "AttackTests", dependencies: ["RecordsStore", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "MigrationsTests", dependencies: ["Migrations", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "EmbeddedDatabaseTests", dependencies: ["EmbeddedDatabase", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "QueryGeneratorTests", dependencies: ["QueryGenerator", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "AdminServerTests",
            dependencies: ["AdminServer", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "nuanxinTests", dependencies: ["nuanxin", "TestSupport", "Importing"], exclude: ["Snapshots"], swiftSettings: strict),
    ]
)
