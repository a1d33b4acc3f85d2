import Foundation
import Testing

/// What other libraries said of texts, made by `tools/golden/texts.py`.
struct GoldenTexts: Decodable {
    struct Quality: Decodable {
        struct Document: Decodable, Sendable, CustomTestStringConvertible {
            var text: String
            var values: [String: Double]
            var c4: String
            var words: Int
            var testDescription: String { String(text.prefix(30)) }
        }

        struct RealSet: Decodable {
            var documents: Int
            var dropped: [String: Int]
        }

        var documents: [Document]
        var sets: [String: RealSet]
    }

    /// What ftfy makes of a text.
    struct Damaged: Decodable, Sendable, CustomTestStringConvertible {
        var text: String
        var fixed: String
        /// What it was before it was damaged, where that is known.
        var truth: String?
        var testDescription: String { String(text.prefix(30)) }
    }

    struct Encoded: Decodable, Sendable, CustomTestStringConvertible {
        var encoding: String
        var language: String
        var bytes: String
        var text: String
        var testDescription: String { "\(language) in \(encoding)" }
        /// From hexadecimal digits.
        var data: [UInt8] { stride(from: 0, to: bytes.utf8.count, by: 2).map { UInt8(bytes.dropFirst($0).prefix(2), radix: 16)! } }
    }

    /// What jusText keeps of pages.
    struct Boilerplate: Decodable {
        struct Page: Decodable, Sendable, CustomTestStringConvertible {
            struct Block: Decodable, Sendable, Equatable {
                var text: String
                var kept: Bool
            }

            var name: String
            var page: String
            var blocks: [Block]
            var testDescription: String { name }
        }

        var functionWords: [String]
        var pages: [Page]
    }

    var boilerplate: Boilerplate
    var quality: Quality
    var mojibake: [Damaged]
    var encoded: [Encoded]

    static let shared: GoldenTexts = {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("golden-texts.json")
        return try! JSONDecoder().decode(GoldenTexts.self, from: Data(contentsOf: url))
    }()
}
