import Kernels

/// Offsets that come again every year: a POSIX `TZ` string such as `CET-1CEST,M3.5.0,M10.5.0/3`.
struct YearlyZoneRule: Sendable, Hashable {
    /// A day of each year and the second of local time on it.
    private struct Change: Sendable, Hashable {
        enum Day: Sendable, Hashable {
            /// Week 1 to 5 (the last) and day of the week from 0 for Sunday.
            case week(month: Int, week: Int, weekday: Int)
            /// 1 to 365, the 29th of February never counted.
            case julian(Int)
            /// 0 to 365, leap days counted.
            case ordinal(Int)
        }

        var day: Day
        var second: Int

        func local(in year: Int) -> Int {
            guard let start = CivilDate(year: year, month: 1, day: 1)?.dayNumber else { return 0 }
            switch day {
            case .julian(let number): return (start + number - 1 + (CivilDate.isLeap(year) && number > 59 ? 1 : 0)) * 86_400 + second
            case .ordinal(let number): return (start + number) * 86_400 + second
            case .week(let month, let week, let weekday):
                guard let first = CivilDate(year: year, month: month, day: 1) else { return 0 }
                var day = 1 + (weekday - first.weekday % 7 + 7) % 7 + (week - 1) * 7
                while day > CivilDate.days(inMonth: month, of: year) { day -= 7 }
                return (first.dayNumber + day - 1) * 86_400 + second
            }
        }
    }

    private var standard = 0
    private var summer: Int?
    private var start: Change?
    private var end: Change?

    /// nil for what cannot be read.
    init?(_ text: [UInt8]) {
        var reader = RuleText(text: text)
        guard reader.passName(), let west = reader.time() else { return nil }
        standard = -west
        if reader.isAtEnd { return }
        guard reader.passName() else { return nil }
        summer = standard + 3600
        if !reader.peek(44) {
            guard let west = reader.time() else { return nil }
            summer = -west
        }
        guard let start = Self.change(&reader), let end = Self.change(&reader), reader.isAtEnd else { return nil }
        (self.start, self.end) = (start, end)
    }

    func offset(atUTC seconds: Int) -> Int {
        guard let summer, let start, let end else { return standard }
        let day = seconds >= 0 ? seconds / 86_400 : -((86_399 - seconds) / 86_400)
        let year = CivilDate(dayNumber: (seconds + standard) >= 0 ? (seconds + standard) / 86_400 : day).year
        let from = start.local(in: year) - standard, to = end.local(in: year) - summer
        let isSummer = from < to ? seconds >= from && seconds < to : !(seconds >= to && seconds < from)
        return isSummer ? summer : standard
    }

    private static func change(_ reader: inout RuleText) -> Change? {
        guard reader.pass(44) else { return nil }
        let day: Change.Day
        if reader.pass(77) {
            guard let month = reader.number(), reader.pass(46), let week = reader.number(), reader.pass(46), let weekday = reader.number(),
                (1...12).contains(month), (1...5).contains(week), (0...6).contains(weekday) else { return nil }
            day = .week(month: month, week: week, weekday: weekday)
        } else if reader.pass(74) {
            guard let number = reader.number(), (1...365).contains(number) else { return nil }
            day = .julian(number)
        } else {
            guard let number = reader.number(), number <= 365 else { return nil }
            day = .ordinal(number)
        }
        guard reader.pass(47) else { return Change(day: day, second: 7200) }
        return reader.time().map { Change(day: day, second: $0) }
    }
}

/// A place in a rule.
private struct RuleText {
    let text: [UInt8]
    var place = 0

    var isAtEnd: Bool { place == text.count }

    func peek(_ byte: UInt8) -> Bool { place < text.count && text[place] == byte }

    mutating func pass(_ byte: UInt8) -> Bool {
        guard peek(byte) else { return false }
        place += 1
        return true
    }

    /// Letters, or anything between `<` and `>`.
    mutating func passName() -> Bool {
        let start = place
        if pass(60) {
            while place < text.count, text[place] != 62 { place += 1 }
            return pass(62)
        }
        while place < text.count, (text[place] | 32) &- 97 < 26 { place += 1 }
        return place > start
    }

    mutating func number() -> Int? {
        let start = place
        var value = 0
        while place < text.count, text[place] &- 48 < 10, place - start < 4 {
            value = value * 10 + Int(text[place] - 48)
            place += 1
        }
        return place > start ? value : nil
    }

    /// `[+-]h[:mm[:ss]]` in seconds.
    mutating func time() -> Int? {
        let sign = pass(45) ? -1 : 1
        if sign == 1 { _ = pass(43) }
        guard let hours = number(), hours <= 167 else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] where pass(58) {
            guard let value = number(), value < 60 else { return nil }
            seconds += value * unit
        }
        return sign * seconds
    }
}
