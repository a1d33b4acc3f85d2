/// Times as subtitles have them: `00:01:02.500` in WebVTT, where the hours may be left out, `00:01:02,500` in SRT.
enum ClockText {
    /// nil when the text is no such time. Either decimal sign is taken, and fractions of any length.
    static func seconds(_ text: some StringProtocol) -> Double? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, let last = parts.last else { return nil }
        let halves = last.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard halves.count <= 2, let seconds = whole(halves[0]), seconds < 60 else { return nil }
        let heads = parts.dropLast().map(whole)
        guard let minutes = heads.last ?? nil, heads.count == 1 || minutes < 60, let hours = heads.count == 2 ? heads[0] : 0 else { return nil }
        let fraction = halves.count == 2 ? String(halves[1]) : "0"
        guard whole(fraction.prefix(15)) != nil else { return nil }
        return Double("\(hours * 3600 + minutes * 60 + seconds).\(fraction.prefix(15))")
    }

    private static func whole(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.count <= 15, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
        return Int(text)
    }

    /// To the millisecond.
    static func text(_ seconds: Double, decimalSign: String) -> String {
        let all = milliseconds(seconds)
        func padded(_ number: Int, _ count: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, count - digits.count)) + digits
        }
        return "\(padded(all / 3_600_000, 2)):\(padded(all / 60_000 % 60, 2)):\(padded(all / 1000 % 60, 2))\(decimalSign)\(padded(all % 1000, 3))"
    }

    static func milliseconds(_ seconds: Double) -> Int { Int(exactly: (max(0, seconds) * 1000).rounded()) ?? Int(Int32.max) }
}
