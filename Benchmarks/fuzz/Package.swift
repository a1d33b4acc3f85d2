// swift-tools-version:6.1
import PackageDescription

// The lower half of the house, built a second time with libFuzzer's eyes in it (`Benchmarks/fuzz/run` passes
// `--sanitize fuzzer`). `Sources` is a link to the real ones. The lines that begin with
// `module` are those of the main manifest, which a test asks for.

let settings: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny")]

func module(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [.package(url: "https://github.com/jpsim/Yams", from: "6.2.0")],
    targets: [
        .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd"),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto"),
        .systemLibrary(name: "CJPEG", pkgConfig: "libturbojpeg"),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng"),
        .systemLibrary(name: "CWebP", pkgConfig: "libwebpdemux"),
        module("Records", ["CCrypto", yams]),
        module("Kernels"),
        .target(name: "CImageLibraries", dependencies: ["CPNG"]),
        .target(name: "CChildProcess"),
        .target(name: "CSoundFile"),
        module("Media", ["Records", "Kernels", "CJPEG", "CWebP", "CImageLibraries", "CSoundFile", "CChildProcess"], exclude: ["README.md"]),
        module("Formats", ["Records", "Kernels", "Media", "CZlib", "CZstd"]),
        .executableTarget(
            name: "fuzz", dependencies: ["Records", "Kernels", "Media", "Formats"], path: "Harness",
            // libFuzzer has the `main`.
            swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]),
    ],
    swiftLanguageModes: [.v6]
)
