/// A date as somebody wrote it: which digits are its day, month and year, so that another date can be written the same way.
struct WrittenDate {
    private enum Part { case text(String), day(Int), month(Int), year(Int), monthName(String) }

    private var parts: [Part]
    private(set) var year: Int
    private(set) var month: Int
    private(set) var day: Int

    static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ]

    /// nil when day, month or year is missing or the day does not exist. `03/04/2020` is read by `dayFirst` unless only
    /// one order exists; two digits of a year are 1970 to 2069.
    init?(_ text: String, dayFirst: Bool) {
        var numbers: [(place: Int, value: Int, width: Int)] = [], named: Int?
        parts = []
        for run in Self.runs(text) {
            if let first = run.utf8.first, first &- 48 < 10, let value = Int(run) {
                if numbers.count < 3 { numbers.append((parts.count, value, run.utf8.count)) }
            } else if named == nil, run.utf8.count >= 3, let month = Self.month(run) {
                named = month
                parts.append(.monthName(run))
                continue
            }
            parts.append(.text(run))
        }
        guard let order = Self.order(numbers.map { ($0.value, $0.width) }, named: named != nil, dayFirst) else { return nil }
        let values = order.map { numbers[$0] }
        (day, month, year) = (values[0].value, named ?? values[1].value, Self.fullYear(values[values.count - 1].value, values[values.count - 1].width))
        guard CalendarDay.exists(year, month, day) else { return nil }
        parts[values[0].place] = .day(values[0].width)
        if named == nil { parts[values[1].place] = .month(values[1].width) }
        parts[values[values.count - 1].place] = .year(values[values.count - 1].width)
    }

    /// Runs of digits, of letters and of all else.
    private static func runs(_ text: String) -> [String] {
        var runs: [String] = [], last = -1
        for scalar in text.unicodeScalars {
            let kind = scalar.value &- 48 < 10 ? 0 : (scalar.value | 32) &- 97 < 26 ? 1 : 2
            if kind == last { runs[runs.count - 1].unicodeScalars.append(scalar) } else { runs.append(String(scalar)) }
            last = kind
        }
        return runs
    }

    private static func month(_ name: String) -> Int? {
        let small = name.lowercased()
        return months.firstIndex { $0 == small || $0.prefix(3) == small || small == "sept" && $0 == "september" }.map { $0 + 1 }
    }

    /// Places of day, month (unless named) and year among the numbers.
    private static func order(_ numbers: [(value: Int, width: Int)], named: Bool, _ dayFirst: Bool) -> [Int]? {
        if named { return numbers.count >= 2 && numbers[1].width == 4 ? [0, 1] : nil }
        guard numbers.count == 3 else { return nil }
        if numbers[0].width == 4 { return [2, 1, 0] }
        guard numbers[2].width == 4 || numbers[2].width == 2 else { return nil }
        if numbers[0].value > 12 { return [0, 1, 2] }
        if numbers[1].value > 12 { return [1, 0, 2] }
        return dayFirst ? [0, 1, 2] : [1, 0, 2]
    }

    private static func fullYear(_ value: Int, _ width: Int) -> Int { width > 2 ? value : value < 70 ? 2000 + value : 1900 + value }

    /// The same writing with another date.
    func writing(_ year: Int, _ month: Int, _ day: Int) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .day(let width): Self.padded(day, width)
            case .month(let width): Self.padded(month, width)
            case .year(let width): Self.padded(width == 2 ? year % 100 : year, width)
            case .monthName(let name): Self.name(month, like: name)
            }
        }.joined()
    }

    private static func padded(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    private static func name(_ month: Int, like model: String) -> String {
        let full = months[month - 1], isShort = model.utf8.count <= 4 && !months.contains(model.lowercased())
        let name = isShort ? String(full.prefix(3)) : full
        if model == model.uppercased() { return name.uppercased() }
        return model.first?.isUppercase == true ? name.prefix(1).uppercased() + name.dropFirst() : name
    }
}
