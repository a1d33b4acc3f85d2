import Foundation

/// What `swift package describe --type json` says, as far as these tests ask.
///
/// `swift test` holds the build lock, so the description is written before it: `./test` does that.
struct PackageDescription: Decodable {
    struct Target: Decodable {
        var name: String
        var type: String
        var path: String
        var targetDependencies: [String]?
        var productDependencies: [String]?

        private enum CodingKeys: String, CodingKey {
            case name, type, path, targetDependencies = "target_dependencies", productDependencies = "product_dependencies"
        }
    }

    var targets: [Target]

    static let file = ".build/package.json"

    static func read() throws -> PackageDescription {
        guard Checkout.exists(file) else {
            throw Absent(what: "there is no \(file); run `./test`, or `swift package describe --type json > \(file)` before `swift test`")
        }
        return try JSONDecoder().decode(Self.self, from: Data(Checkout.text(file).utf8))
    }

    struct Absent: Error, CustomStringConvertible {
        var what: String
        var description: String { what }
    }
}

extension PackageDescription {
    /// Targets that ship or serve tests; test targets themselves and C libraries are listed apart.
    var modules: [Target] { targets.filter { $0.type == "library" || $0.type == "executable" } }
}
