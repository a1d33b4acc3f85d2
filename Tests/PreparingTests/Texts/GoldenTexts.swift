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

    var quality: Quality

    static let shared: GoldenTexts = {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("golden-texts.json")
        return try! JSONDecoder().decode(GoldenTexts.self, from: Data(contentsOf: url))
    }()
}
