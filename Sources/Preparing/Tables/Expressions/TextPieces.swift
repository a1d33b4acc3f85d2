import Kernels

/// Trimming, replacing and cutting texts by their bytes.
enum TextPieces {
    /// Without white space at both ends.
    static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }), let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(String.UnicodeScalarView(scalars[first...last]))
    }

    /// Every occurrence from the left; an empty `from` changes nothing. Stops growing soon after `most` bytes.
    static func replaced(_ text: String, _ from: String, _ to: String, most: Int) -> String {
        let (bytes, from, to) = (Array(text.utf8), Array(from.utf8), Array(to.utf8))
        guard !from.isEmpty else { return text }
        var result: [UInt8] = []
        var start = 0
        while result.count <= most, let place = place(of: from, in: bytes, from: start) {
            result += bytes[start..<place] + to
            start = place + from.count
        }
        return String(decoding: result + bytes[start...], as: UTF8.self)
    }

    /// Part `number`, from 1; nil when there are fewer, the whole text for an empty separator.
    static func part(_ text: String, _ separator: String, _ number: Int) -> String? {
        let (bytes, separator) = (Array(text.utf8), Array(separator.utf8))
        guard !separator.isEmpty else { return number == 1 ? text : nil }
        var start = 0
        for _ in 1..<max(1, number) {
            guard let place = place(of: separator, in: bytes, from: start) else { return nil }
            start = place + separator.count
        }
        let end = place(of: separator, in: bytes, from: start) ?? bytes.count
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// The first place from `start`; texts of cells are short, so each is tried.
    static func place(of needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard needle.count <= bytes.count - start else { return nil }
        return (start...bytes.count - needle.count).first { place in bytes[place..<place + needle.count].elementsEqual(needle) }
    }
}
