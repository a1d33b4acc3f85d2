/// Dates and times as crowd services write them, only to tell how long something took: `2/19/2015 06:23:55`,
/// `2015-02-19 06:23:55 UTC`, `2015-02-19T06:23:55Z`, `Thu Feb 19 06:23:55 PST 2015`. Zones are not looked at.
enum ClockDate {
    /// Seconds since some day; nil when it is no such text.
    static func seconds(_ text: String) -> Double? {
        let parts = text.split { " T/-,".contains($0) }.map(String.init)
        guard let clock = parts.first(where: { $0.contains(":") }) else { return nil }
        let times = clock.split(separator: ":").compactMap { Int($0.prefix { $0.isASCII && $0.isNumber }) }
        guard times.count >= 2, times.allSatisfy({ $0 < 100 }) else { return nil }
        var numbers = parts.compactMap { Int($0) }.filter { $0 < 10_000 && $0 >= 0 }
        if let month = parts.lazy.compactMap({ months.firstIndex(of: String($0.prefix(3)).lowercased()) }).first { numbers.insert(month + 1, at: 0) }
        guard numbers.count >= 3 else { return nil }
        let (year, month, day) = numbers[0] > 31 ? (numbers[0], numbers[1], numbers[2]) : (numbers[2], numbers[0], numbers[1])
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        return Double(days(year, month, day)) * 86_400 + Double(times[0] * 3600 + times[1] * 60 + (times.count > 2 ? times[2] : 0))
    }

    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// Days by the Gregorian calendar, counted from a March.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let (y, m) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        return y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day
    }
}
