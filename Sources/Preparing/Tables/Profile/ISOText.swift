import Kernels

/// Days and times as ISO 8601 writes them.
enum ISOText {
    static func date(_ day: CivilDate) -> String {
        let year = digits(day.year.magnitude, 4)
        return "\(day.year < 0 ? "-" : "")\(year)-\(digits(UInt(day.month), 2))-\(digits(UInt(day.day), 2))"
    }

    /// To the second, without a zone; the day alone at midnight.
    static func dateTime(_ seconds: Double) -> String {
        guard seconds.isFinite, abs(seconds) < 1e12 else { return "-" }
        let whole = Int(seconds.rounded(.down))
        let day = whole >= 0 ? whole / 86_400 : -((86_399 - whole) / 86_400)
        let rest = whole - day * 86_400
        return rest == 0 ? date(CivilDate(dayNumber: day)) : "\(date(CivilDate(dayNumber: day)))T\(time(rest))"
    }

    static func time(_ seconds: Int) -> String {
        "\(digits(UInt(seconds / 3600), 2)):\(digits(UInt(seconds / 60 % 60), 2)):\(digits(UInt(seconds % 60), 2))"
    }

    static func digits(_ value: UInt, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
