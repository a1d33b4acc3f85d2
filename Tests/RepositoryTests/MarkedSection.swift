import Foundation

/// The text between `<!-- generated: NAME -->` (or `<!-- table: NAME -->`) and `<!-- end: NAME -->` of a document.
enum MarkedSection {
    struct Missing: Error, CustomStringConvertible {
        var description: String
    }

    static func of(_ file: String, _ name: String) throws -> String {
        let text = try Checkout.text(file)
        for start in ["<!-- generated: \(name) -->", "<!-- table: \(name) -->"] {
            if let opened = text.range(of: start), let closed = text.range(of: "<!-- end: \(name) -->", range: opened.upperBound..<text.endIndex) {
                return text[opened.upperBound..<closed.lowerBound].trimmingCharacters(in: .whitespacesAndNewlines)
            }
        }
        throw Missing(description: "\(file) has no section `\(name)` between its markers")
    }
}
