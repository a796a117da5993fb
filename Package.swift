// swift-tools-version: 6.2

import PackageDescription

/// Every target of ours: Swift 6 mode, explicit `any`, imports that say what they expose, no warnings.
var strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

// Under the thread sanitizer, a mutex that it can see takes the standard library's place, from another module.
if Context.environment["NEXUS_THREAD_SANITIZER"] != nil {
    strict.append(.define("NEXUS_THREAD_SANITIZER"))
} else {
    strict.append(.enableUpcomingFeature("MemberImportVisibility"))
}

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let tracing: Target.Dependency = .product(name: "Tracing", package: "swift-distributed-tracing")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")

let package = Package(
    name: "nexus-audit",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "NexusAudit", targets: ["NexusAudit", "FileBackend"]),
        .library(name: "SearchIndex", targets: ["SearchIndex", "AuditQuery"]),
        .library(name: "MerkleLog", targets: ["MerkleLog"]),
        .library(name: "Redaction", targets: ["Redaction"]),
        .library(name: "RedactionPolicyFile", targets: ["RedactionPolicyFile"]),
        .library(name: "RedactionLogging", targets: ["RedactionLogging"]),
        .library(name: "NexusTesting", targets: ["NexusTesting"]),
        .executable(name: "nexus", targets: ["nexus"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // The pure core: no I/O, no clock.
        .target(name: "MerkleLog", dependencies: [crypto], swiftSettings: strict),
        .target(name: "AuditEvents", swiftSettings: strict),
        .target(name: "AuditQuery", dependencies: ["AuditEvents"], swiftSettings: strict),
        .target(name: "Redaction", dependencies: ["AuditEvents", crypto], swiftSettings: strict),
        // Policies as people write them: apart, so that redaction alone needs no YAML.
        .target(
            name: "RedactionPolicyFile", dependencies: ["Redaction", yams], swiftSettings: strict),

        // Redaction for any application's log lines.
        .target(
            name: "RedactionLogging", dependencies: ["Redaction", "AuditEvents", logging], swiftSettings: strict),

        // The engine and what feeds it.
        .target(
            name: "NexusAudit",
            dependencies: ["MerkleLog", "AuditEvents", "AuditQuery", "Redaction", crypto, logging, metrics, tracing],
            swiftSettings: strict),
        .target(name: "AuditIngest", dependencies: ["NexusAudit", "AuditEvents", crypto], swiftSettings: strict),

        // Where logs live.
        .systemLibrary(name: "CNexusSystem"),
        .target(
            name: "FileBackend",
            dependencies: [
                "CNexusSystem", "NexusAudit", "AuditEvents", "MerkleLog", crypto, logging, metrics,
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),

        // What is asked of them.
        .target(
            name: "SearchIndex",
            dependencies: [
                "NexusAudit", "AuditQuery", "AuditEvents", "MerkleLog", grdb, logging, metrics,
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),

        // What people run.
        .executableTarget(
            name: "nexus",
            dependencies: [
                "NexusAudit", "AuditEvents", "AuditQuery", "MerkleLog", "Redaction", "RedactionPolicyFile", "AuditIngest",
                "FileBackend", "SearchIndex", logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "NexusAudit", "FileBackend", "SearchIndex", "AuditQuery", "Redaction", "AuditEvents", "MerkleLog", crypto, grdb,
                logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ],
            swiftSettings: strict),
        .target(name: "Maybes", dependencies: ["NexusAudit", "AuditEvents", logging, grdb], swiftSettings: strict),

        // What tests share.
        .target(
            name: "NexusTesting",
            dependencies: ["NexusAudit", "AuditEvents", "MerkleLog", "Redaction", crypto, logging, metrics],
            swiftSettings: strict),

        .testTarget(name: "MerkleLogTests", dependencies: ["MerkleLog", crypto], swiftSettings: strict),
        .testTarget(
            name: "AuditEventsTests", dependencies: ["AuditEvents"], resources: [.copy("Vectors")], swiftSettings: strict),
        .target(
            name: "QueryTesting", dependencies: ["AuditQuery", "AuditEvents"], path: "Tests/QueryTesting",
            swiftSettings: strict),
        .testTarget(
            name: "AuditQueryTests", dependencies: ["AuditQuery", "AuditEvents", "QueryTesting"], swiftSettings: strict),
        .testTarget(
            name: "RedactionTests", dependencies: ["Redaction", "AuditEvents", crypto], resources: [.copy("Vectors")],
            swiftSettings: strict),
        .testTarget(
            name: "RedactionPolicyFileTests", dependencies: ["RedactionPolicyFile", "Redaction", "AuditEvents", yams],
            swiftSettings: strict),
        .testTarget(
            name: "RedactionLoggingTests", dependencies: ["RedactionLogging", "Redaction", "AuditEvents", logging],
            swiftSettings: strict),
        .testTarget(
            name: "NexusAuditTests",
            dependencies: [
                "NexusAudit", "NexusTesting", "FileBackend", "AuditEvents", "AuditQuery", "Redaction", "MerkleLog", crypto,
                logging, metrics, tracing, .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "crash-child",
            dependencies: ["FileBackend", "SearchIndex", "NexusAudit", "AuditEvents", "MerkleLog", logging],
            path: "Tests/CrashChild", swiftSettings: strict),
        .testTarget(
            name: "FileBackendTests",
            dependencies: ["crash-child", "FileBackend", "NexusAudit", "NexusTesting", "AuditEvents", "MerkleLog", crypto],
            swiftSettings: strict),
        .testTarget(
            name: "SearchIndexTests",
            dependencies: [
                "crash-child", "SearchIndex", "NexusAudit", "NexusTesting", "FileBackend", "AuditIngest", "AuditQuery",
                "QueryTesting", "AuditEvents", "MerkleLog", grdb, logging,
            ],
            swiftSettings: strict),
        .testTarget(
            name: "AuditIngestTests", dependencies: ["AuditIngest", "NexusAudit", "AuditEvents"], swiftSettings: strict),
        .testTarget(
            name: "MaybesTests",
            dependencies: ["Maybes", "NexusAudit", "NexusTesting", "FileBackend", "AuditEvents", "MerkleLog", "Redaction", grdb],
            swiftSettings: strict),
        .testTarget(
            name: "CommandLineTests", dependencies: ["nexus", "Benchmarks", "AuditEvents", "MerkleLog"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)

// Arbitrary bytes, with libFuzzer's own `main`: for Scripts/fuzz-redaction alone.
if Context.environment["NEXUS_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz-redaction", dependencies: ["Redaction", "AuditEvents"], path: "Fuzzing",
            exclude: ["redaction.dict"], swiftSettings: strict))
}
