/// `00:01.000 --> 00:02.500 align:start`, and the same of SubRip.
struct CueTimes {
    var from: Double
    var to: Double
    /// What stands behind the times.
    var settings: String

    init?(_ line: String) {
        guard let arrow = line.firstRange(of: "-->") else { return nil }
        let before = line[..<arrow.lowerBound].filter { $0 != " " && $0 != "\t" }
        let after = line[arrow.upperBound...].drop { $0 == " " || $0 == "\t" }
        let end = after.prefix { $0 != " " && $0 != "\t" }
        guard let from = ClockText.seconds(before), let to = ClockText.seconds(end) else { return nil }
        (self.from, self.to) = (from, to)
        settings = String(after[end.endIndex...].drop { $0 == " " || $0 == "\t" })
    }
}
