// swift-tools-version:6.1
import PackageDescription

// Four layers, arrows only downward; the table in docs/tour.md says what each target holds, and a test compares
// that table with this manifest.

let settings: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny")]

func module(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

/// Tests run the product as it ships, optimised; they themselves are compiled quickly instead, which saves minutes of every
/// clean build.
let testSettings: [SwiftSetting] = settings + [.unsafeFlags(["-Onone"])]

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies, exclude: exclude, swiftSettings: testSettings)
}

/// A C library of the system, found by pkg-config.
func system(_ name: String, pkgConfig: String, apt package: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

// MARK: System libraries
var targets: [Target] = [
    system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    system("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev"),
    system("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
    system("CJPEG", pkgConfig: "libturbojpeg", apt: "libturbojpeg0-dev"),
    system("CPNG", pkgConfig: "libpng", apt: "libpng-dev"),
    system("CWebP", pkgConfig: "libwebpdemux", apt: "libwebp-dev"),
]

// MARK: Foundations: nouns, numbers, files, storage
targets += [
    module("Records", ["CCrypto", yams]),
    module("Kernels"),
    // C; libpng jumps over frames on an error, so it is called there; libvips is opened at run time, not linked.
    .target(name: "CImageLibraries", dependencies: ["CPNG"]),
    // C, because what runs between `vfork` and `exec` must not allocate; ffmpeg is started with it.
    .target(name: "CChildProcess"),
    // The headers of libsndfile; the library is opened at run time, not linked.
    .target(name: "CSoundFile"),
    module("Media", ["Records", "Kernels", "CJPEG", "CWebP", "CImageLibraries", "CSoundFile", "CChildProcess"], exclude: ["README.md"]),
    module("Formats", ["Records", "Kernels", "Media", "CZlib", "CZstd"]),
    // C around libcurl, which is opened at run time, not linked.
    .target(name: "CFetch"),
    module("Fetching", ["CFetch"]),
    module("Storage", ["Records", grdb, .product(name: "GRDBSQLite", package: "GRDB.swift")], exclude: ["README.md", "schema.sql"]),
]

// MARK: Stages: pure; they never import each other
targets += [
    module("Collecting", ["Records", "Formats"]),
    module("Preparing", ["Records", "Kernels", "Media"]),
    module("Labeling", ["Records"]),
    module("Suggesting", ["Records", "Kernels", "Fetching"]),
    module("Assuring", ["Records", "Kernels"], exclude: ["README.md"]),
    module("Augmenting", ["Records", "Kernels"], exclude: ["README.md"]),
    module("Versioning", ["Records"]),
    module("Shipping", ["Records", "Formats"]),
]

// MARK: Use cases and the two skins over them
targets += [
    module("Workflows", [
        "Records", "Kernels", "Media", "Formats", "Fetching", "Storage", "Collecting", "Preparing", "Labeling", "Suggesting", "Assuring", "Augmenting", "Versioning", "Shipping", "CCrypto",
    ]),
    .target(name: "WebBundle"),
    module("Server", [
        "Records", "Workflows", "WebBundle", "CZlib",
        .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"), .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
    ], exclude: ["README.md"]),
    module("Commands", ["Records", "Workflows", "Server", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .executableTarget(name: "winnow", dependencies: ["Commands"], swiftSettings: settings),
]

// MARK: Tests and benchmarks
targets += [
    tests("Records"),
    tests("Kernels"),
    tests("Media", ["Records", "Kernels"]),
    tests("Formats", ["Records", "Media"]),
    tests("Fetching"),
    tests("Storage", ["Records", grdb]),
    tests("Collecting", ["Records", "Formats"]),
    // Golden values are read beside their tests, not bundled.
    tests("Preparing", ["Records", "Kernels", "Media"], exclude: ["Audio/golden-audio.json", "Drift/golden-drift.json", "Images/golden-images.json", "PersonalData/Names/golden-names.json", "PersonalData/golden-personal-data.json", "PersonalData/vectors", "PointClouds/golden-point-clouds.json",
        "Representation/golden-bias.json", "Splits/golden-splits.json", "Tables/Profile/golden-profile.json", "Tables/Uniform/golden-uniform.json", "Tables/golden-tables.json", "Texts/golden-texts.json",
    ]),
    tests("Augmenting", ["Records", "Kernels"]),
    tests("Labeling", ["Records"]),
    tests("Suggesting", ["Records", "Kernels"]),
    tests("Assuring", ["Records", "Kernels"]),
    tests("Versioning", ["Records"]),
    tests("Shipping", ["Records", "Formats"]),
    tests("Workflows", ["Records", "Kernels", "Media", "Formats", "Storage", "Versioning"]),
    tests("Server", [
        "Records", "Workflows", .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"), .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
    ]),
    .testTarget(name: "RepositoryTests", dependencies: ["Commands"], swiftSettings: testSettings),
    .executableTarget(name: "bench", dependencies: ["Records", "Storage", "Workflows"], path: "Benchmarks/bench", swiftSettings: settings),
    .executableTarget(name: "images", dependencies: ["Records", "Kernels", "Media", "Preparing"], path: "Benchmarks/images", swiftSettings: settings),
    .executableTarget(name: "media", dependencies: ["Kernels", "Media", "Preparing"], path: "Benchmarks/media", swiftSettings: settings),
    .executableTarget(name: "personal", dependencies: ["Kernels", "Preparing"], path: "Benchmarks/personal", swiftSettings: settings),
    .executableTarget(name: "preparation", dependencies: ["Records", "Kernels", "Media", "Formats", "Preparing"], path: "Benchmarks/preparation", swiftSettings: settings),
    .executableTarget(name: "tables", dependencies: ["Kernels", "Preparing"], path: "Benchmarks/tables", swiftSettings: settings),
    .executableTarget(name: "texts", dependencies: ["Records", "Kernels", "Preparing", "Workflows"], path: "Benchmarks/texts", swiftSettings: settings),
    // The lower half of the house only, so that a change to a method is measured within a minute.
    .executableTarget(name: "parity", dependencies: ["Records", "Kernels", "Formats", "Assuring", "Suggesting"], path: "Benchmarks/parity", swiftSettings: settings),
    .executableTarget(name: "quality", dependencies: ["Records", "Kernels", "Formats", "Assuring", "Suggesting"], path: "Benchmarks/quality", swiftSettings: settings),
]

let package = Package(
    name: "winnow",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "winnow", targets: ["winnow"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: targets,
    swiftLanguageModes: [.v6]
)
