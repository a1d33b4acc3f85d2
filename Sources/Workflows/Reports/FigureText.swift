/// Numbers as a page shows them: the same on every machine and in every language; `-` where there is none.
enum FigureText {
    /// With exactly so many places.
    static func fixed(_ value: Double?, _ places: Int = 4) -> String {
        guard let value, value.isFinite else { return "-" }
        var scale: Int64 = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = (abs(value) * Double(scale)).rounded()
        guard scaled < 9e17 else { return "\(value)" }
        let whole = Int64(scaled)
        let rest = "\(whole % scale)"
        let sign = value < 0 && whole != 0 ? "-" : ""
        return places == 0 ? "\(sign)\(whole)" : "\(sign)\(whole / scale).\(String(repeating: "0", count: places - rest.count))\(rest)"
    }

    /// With at most so many places, without zeros at the end.
    static func trimmed(_ value: Double, _ places: Int) -> String {
        var text = fixed(value, places)
        guard text.contains("."), !text.contains("e") else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// `12,345`.
    static func count(_ value: Int) -> String {
        let digits = Array(String(abs(value)))
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return value < 0 ? "-" + text : text
    }

    /// `97.3 %`.
    static func percent(_ share: Double?) -> String { share.map { "\(fixed($0 * 100, 1)) %" } ?? "-" }

    /// At most so many characters.
    static func short(_ words: String, _ most: Int) -> String { words.count <= most ? words : words.prefix(most - 1) + "…" }
}
