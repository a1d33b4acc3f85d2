/// Bytes of a text file to a string: UTF-8 (with or without its mark), or UTF-16 with its mark.
enum PlainText {
    /// - Returns: the text, and how many characters were put in for bytes that are none.
    static func decode(_ bytes: [UInt8]) -> (text: String, replaced: Int) {
        if bytes.starts(with: [0xFF, 0xFE]) { return wide(bytes, low: 0) }
        if bytes.starts(with: [0xFE, 0xFF]) { return wide(bytes, low: 1) }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        let text = String(decoding: body, as: UTF8.self)
        // U+FFFD in UTF-8; those that stood there already are not ours.
        return (text, max(0, count(text.utf8) - count(body)))
    }

    private static func count(_ bytes: some Sequence<UInt8>) -> Int {
        var (seen, state) = (0, 0)
        for byte in bytes {
            state = byte == 0xEF ? 1 : state == 1 && byte == 0xBF ? 2 : state == 2 && byte == 0xBD ? 3 : 0
            if state == 3 { seen += 1 }
        }
        return seen
    }

    private static func wide(_ bytes: [UInt8], low: Int) -> (text: String, replaced: Int) {
        let units = stride(from: 2, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + 1 - low]) << 8 }
        let text = String(decoding: units, as: UTF16.self)
        return (text, max(0, text.unicodeScalars.count { $0.value == 0xFFFD } - units.count { $0 == 0xFFFD }) + bytes.count % 2)
    }
}
