// swift-tools-version: 6.2

import PackageDescription

/// Language settings of every Swift target; `TidyTests` checks the names, because SwiftPM ignores a misspelt one.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
]

let package = Package(
    name: "muster",
    products: [.executable(name: "muster", targets: ["muster"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .target(name: "Chronology"),
        .target(
            name: "Expressions", dependencies: ["Chronology"],
            linkerSettings: [.linkedLibrary("m")]),
        .target(
            name: "Runbooks",
            dependencies: ["Chronology", "Expressions", .product(name: "Yams", package: "Yams")]),
        .target(name: "Diagrams", dependencies: ["Chronology", "Runbooks"]),
        .target(
            name: "Engine",
            dependencies: ["Chronology", "Runbooks"]),
        .target(
            name: "Incidents",
            dependencies: [
                "Chronology", "Engine", "Expressions", "Runbooks",
                .product(name: "OrderedCollections", package: "swift-collections"),
            ]),
        .target(
            name: "Proofs",
            dependencies: [
                "Chronology", "Engine", "Expressions", "Incidents", "Runbooks",
                .product(name: "OrderedCollections", package: "swift-collections"),
            ]),
        .target(
            name: "Rehearsals",
            dependencies: [
                "Chronology", "Engine", "Expressions", "Incidents", "Runbooks",
                .product(name: "OrderedCollections", package: "swift-collections"),
            ]),
        .target(
            name: "Journal",
            dependencies: [
                "Chronology", "Transparency",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "Transparency", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
        .target(
            name: "CCurl",
            cSettings: [
                .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
            ],
            linkerSettings: [.linkedLibrary("dl")]),
        .target(
            name: "CStarters",
            cSettings: [
                .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
            ]),
        .target(
            name: "Notifications",
            dependencies: [
                "CCurl", "Chronology", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(name: "Reports", dependencies: ["Chronology"]),
        .target(name: "Organisation", dependencies: ["Chronology", "Incidents", "Runbooks"]),
        .target(
            name: "Application",
            dependencies: [
                "CStarters", "Chronology", "Engine", "Expressions", "Incidents", "Journal",
                "Notifications", "Organisation", "Reports", "Runbooks", "Transparency",
                .product(name: "OrderedCollections", package: "swift-collections"),
            ]),
        .target(
            name: "Commands",
            dependencies: [
                "Application", "Chronology", "Diagrams", "Engine", "Expressions", "Incidents",
                "Journal", "Notifications", "Organisation", "Proofs", "Rehearsals", "Reports",
                "Runbooks", "Transparency",
                .product(name: "OrderedCollections", package: "swift-collections"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(name: "muster", dependencies: ["Commands"]),
        .executableTarget(
            name: "EngineBench", dependencies: ["Chronology", "Engine", "Runbooks"],
            path: "Benchmarks/EngineBench"),
        .executableTarget(
            name: "ExpressionBench", dependencies: ["Expressions"],
            path: "Benchmarks/ExpressionBench"),
        .testTarget(name: "ChronologyTests", dependencies: ["Chronology"]),
        .testTarget(
            name: "JournalTests",
            dependencies: [
                "Chronology", "Journal", "Transparency",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "IncidentsTests",
            dependencies: [
                "Chronology", "Engine", "Incidents", "Runbooks",
                .product(name: "OrderedCollections", package: "swift-collections"),
            ]),
        .testTarget(
            name: "ApplicationTests",
            dependencies: [
                "Application", "Chronology", "Engine", "Incidents", "Journal", "Notifications",
                "Reports", "Runbooks", "Transparency",
                .product(name: "OrderedCollections", package: "swift-collections"),
            ], exclude: ["Golden"]),
        .testTarget(
            name: "DiagramsTests", dependencies: ["Chronology", "Diagrams", "Runbooks"]),
        .testTarget(
            name: "OrganisationTests",
            dependencies: ["Chronology", "Incidents", "Organisation", "Runbooks"]),
        .testTarget(
            name: "ProofsTests", dependencies: ["Chronology", "Proofs", "Runbooks"]),
        .testTarget(
            name: "RehearsalsTests",
            dependencies: ["Chronology", "Engine", "Incidents", "Rehearsals", "Runbooks"]),
        .testTarget(name: "TidyTests"),
        .testTarget(name: "ProgramTests", dependencies: ["muster"]),
        .testTarget(name: "ExpressionsTests", dependencies: ["Chronology", "Expressions"]),
        .testTarget(
            name: "RunbooksTests", dependencies: ["Chronology", "Expressions", "Runbooks"],
            exclude: ["Golden"]),
        .testTarget(name: "EngineTests", dependencies: ["Chronology", "Engine", "Runbooks"]),
        .testTarget(
            name: "TransparencyTests",
            dependencies: ["Transparency", .product(name: "Crypto", package: "swift-crypto")]),
        .testTarget(
            name: "NotificationsTests", dependencies: ["CCurl", "Chronology", "Notifications"]),
        .testTarget(
            name: "ReportsTests", dependencies: ["Chronology", "Reports"], exclude: ["Golden"]),
    ]
)

// The fuzzers have libFuzzer's main and are built by scripts/fuzz.sh alone.
if Context.environment["MUSTER_FUZZ"] != nil {
    for (name, subject) in [
        ("RunbookFuzz", "Runbooks"), ("ExpressionFuzz", "Expressions"),
        ("PatternFuzz", "Expressions"),
    ] {
        package.targets.append(
            .executableTarget(
                name: name, dependencies: ["Chronology", .byName(name: subject)],
                path: "Fuzz/" + name))
    }
}

for target in package.targets where !["CCurl", "CStarters"].contains(target.name) {
    target.swiftSettings = (target.swiftSettings ?? []) + strict
}
