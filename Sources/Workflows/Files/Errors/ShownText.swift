/// A cell of somebody's file inside a message: short, on one line, without control characters a terminal would obey.
enum ShownText {
    static func of(_ text: some StringProtocol, limit: Int = 80) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(limit) {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            shown.append(isControl ? "\u{FFFD}" : scalar)
        }
        return String(shown) + (text.unicodeScalars.dropFirst(limit).isEmpty ? "" : "…")
    }
}
