import Foundation
@testable import Preparing

/// Numbers that an entity must and must not find, one file for each.
struct PersonalDataVectors: Codable, Sendable {
    var entity: String
    var source: String
    var valid: [String]
    var invalid: [String]

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    static func read(_ name: String) throws -> PersonalDataVectors {
        try JSONDecoder().decode(Self.self, from: Data(contentsOf: folder.appendingPathComponent("vectors/\(name).json")))
    }

    /// What python-stdnum says: a number and its verdict, by entity.
    static func golden() throws -> [String: [GoldenVerdict]] {
        try JSONDecoder().decode([String: [GoldenVerdict]].self, from: Data(contentsOf: folder.appendingPathComponent("golden-personal-data.json")))
    }
}

struct GoldenVerdict: Decodable {
    var number: String
    var isValid: Bool

    init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        number = try list.decode(String.self)
        isValid = try list.decode(Bool.self)
    }
}
