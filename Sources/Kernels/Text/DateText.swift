/// Dates and times as people and programs write them, read from bytes without a guess.
///
/// Read are year first (`2026-01-31`, `2026/1/31`, `2026.01.31`), day or month first with four or two digits of year
/// (`31.1.2026`, `01/31/26`), names of months in English (`31 Jan 2026`, `January 31, 2026`, `Sat, 31 Jan 2026`), and behind
/// any of them a time (`T10:00`, ` 10:00:30.25`, `9:05 PM`) with an offset (`Z`, `+02:00`, `+0200`, `UTC`, `GMT`).
/// Which of two numbers is the day is left to the caller: `31/01` says it, `03/04` does not.
///
/// Cost: one pass over at most 64 bytes, no allocation.
public struct DateText: Sendable, Hashable {
    public enum Order: UInt8, Sendable { case yearFirst, dayOrMonthFirst, named }

    public var order: Order
    /// As written; of `.dayOrMonthFirst` the first two may be day and month or month and day.
    public var year: Int
    public var first: Int
    public var second: Int
    /// Digits of the year as written: 2 stand for 1969 to 2068, as POSIX has it.
    public var yearDigits: Int
    public var time: Time?

    public struct Time: Sendable, Hashable {
        public var hour: Int
        public var minute: Int
        public var second: Int
        public var nanosecond: Int
        /// East of Greenwich; nil when none is written.
        public var offsetMinutes: Int?
    }

    /// The day, with the month first or second where both are possible; nil for a day that does not exist.
    public func date(dayFirst: Bool) -> CivilDate? {
        let (month, day) = order == .dayOrMonthFirst && dayFirst ? (second, first) : (first, second)
        return CivilDate(year: year, month: month, day: day)
    }

    /// Neither number says which is the day.
    public var isAmbiguous: Bool { order == .dayOrMonthFirst && first <= 12 && second <= 12 && first != second }

    /// nil for what is no date, and for one that does not exist either way round.
    public static func read(_ text: UnsafeRawBufferPointer) -> DateText? {
        guard let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
        return read(base, text.count)
    }

    public static func read(_ text: UnsafePointer<UInt8>, _ count: Int) -> DateText? {
        guard count >= 6, count <= 64 else { return nil }
        var reader = DateReader(text: text, count: count)
        guard var date = text[0] &- 48 < 10 ? reader.numericDate() : reader.namedDate() else { return nil }
        guard date.date(dayFirst: true) != nil || date.date(dayFirst: false) != nil else { return nil }
        if reader.place < count {
            guard let time = reader.time(), reader.place == count else { return nil }
            date.time = time
        }
        return date
    }
}

/// A place in the bytes of a date.
struct DateReader {
    let text: UnsafePointer<UInt8>
    let count: Int
    var place = 0

    /// The number that begins here; nil when it has more digits, or none.
    mutating func number(most: Int) -> (value: Int, digits: Int)? {
        let start = place
        var value = 0
        while place < count, case let digit = text[place] &- 48, digit < 10 {
            value = value * 10 + Int(digit)
            place += 1
            if place - start > most { return nil }
        }
        return place > start ? (value, place - start) : nil
    }

    mutating func pass(_ byte: UInt8) -> Bool {
        guard place < count, text[place] == byte else { return false }
        place += 1
        return true
    }

    mutating func passSpaces() { while place < count, text[place] == 32 { place += 1 } }

    mutating func numericDate() -> DateText? {
        guard let first = number(most: 4), place < count else { return nil }
        let separator = text[place]
        if first.digits == 4 {
            guard separator == 45 || separator == 46 || separator == 47 else { return nil }
            place += 1
            guard let month = number(most: 2), pass(separator), let day = number(most: 2) else { return nil }
            return DateText(order: .yearFirst, year: first.value, first: month.value, second: day.value, yearDigits: 4)
        }
        guard first.digits <= 2 else { return nil }
        if separator == 32 || separator == 45, place + 1 < count, text[place + 1] | 32 >= 97 { return dayThenName(first.value, separator) }
        guard separator == 45 || separator == 46 || separator == 47 else { return nil }
        place += 1
        guard let second = number(most: 2), pass(separator), let year = fullYear() else { return nil }
        return DateText(order: .dayOrMonthFirst, year: year.value, first: first.value, second: second.value, yearDigits: year.digits)
    }

    /// `31 Jan 2026`, `31-Jan-26`.
    private mutating func dayThenName(_ day: Int, _ separator: UInt8) -> DateText? {
        place += 1
        guard let month = monthName() else { return nil }
        _ = pass(46)
        _ = pass(44)
        guard pass(separator), let year = fullYear() else { return nil }
        return DateText(order: .named, year: year.value, first: month, second: day, yearDigits: year.digits)
    }

    /// `Jan 31, 2026`, with or without the day of the week before it; `Sat, 31 Jan 2026`.
    mutating func namedDate() -> DateText? {
        if passWeekday() {
            _ = pass(44)
            passSpaces()
            if place < count, text[place] &- 48 < 10 { return numericDate() }
        }
        guard let month = monthName() else { return nil }
        _ = pass(46)
        guard pass(32), let day = number(most: 2) else { return nil }
        _ = pass(44)
        guard pass(32), let year = fullYear() else { return nil }
        return DateText(order: .named, year: year.value, first: month, second: day.value, yearDigits: year.digits)
    }

    private mutating func fullYear() -> (value: Int, digits: Int)? {
        guard let year = number(most: 4), year.digits == 2 || year.digits == 4 else { return nil }
        return year.digits == 4 ? year : (year.value + (year.value >= 69 ? 1900 : 2000), 2)
    }

    /// ` 10:00[:00[.000]] [AM|PM] [offset]`, also behind a `T` or a comma.
    mutating func time() -> DateText.Time? {
        let isT = pass(84) || pass(116)
        if !isT {
            _ = pass(44)
            guard pass(32) else { return nil }
            passSpaces()
        }
        guard let hour = number(most: 2), pass(58), let minute = number(most: 2), minute.digits == 2 else { return nil }
        var time = DateText.Time(hour: hour.value, minute: minute.value, second: 0, nanosecond: 0)
        if pass(58) {
            guard let second = number(most: 2), second.digits == 2 else { return nil }
            time.second = second.value
            if pass(46) || pass(44) {
                guard let fraction = fraction() else { return nil }
                time.nanosecond = fraction
            }
        }
        guard halfDay(&time), time.hour < 24, time.minute < 60, time.second < 60, offset(&time) else { return nil }
        return time
    }

    /// Digits beyond nanoseconds are passed over.
    private mutating func fraction() -> Int? {
        var (value, digits) = (0, 0)
        while place < count, case let digit = text[place] &- 48, digit < 10 {
            if digits < 9 { value = value * 10 + Int(digit) }
            digits += 1
            place += 1
        }
        guard digits > 0 else { return nil }
        for _ in min(digits, 9)..<9 { value *= 10 }
        return value
    }

    private mutating func halfDay(_ time: inout DateText.Time) -> Bool {
        let start = place
        passSpaces()
        guard place + 1 < count, text[place + 1] | 32 == 109, text[place] | 32 == 97 || text[place] | 32 == 112 else {
            place = start
            return true
        }
        guard (1...12).contains(time.hour) else { return false }
        time.hour = time.hour % 12 + (text[place] | 32 == 112 ? 12 : 0)
        place += 2
        return true
    }

    private mutating func offset(_ time: inout DateText.Time) -> Bool {
        guard place < count else { return true }
        passSpaces()
        if pass(90) || pass(122) || passWord("UTC") || passWord("GMT") { time.offsetMinutes = 0 }
        guard place < count, text[place] == 43 || text[place] == 45 else { return place == count }
        let sign = text[place] == 45 ? -1 : 1
        place += 1
        guard let hours = number(most: 4) else { return false }
        var minutes = hours.digits > 2 ? hours.value / 100 * 60 + hours.value % 100 : hours.value * 60
        if hours.digits <= 2, pass(58) {
            guard let rest = number(most: 2), rest.digits == 2, rest.value < 60 else { return false }
            minutes += rest.value
        }
        guard minutes <= 24 * 60 else { return false }
        time.offsetMinutes = sign * minutes
        return true
    }

    private mutating func passWord(_ word: StaticString) -> Bool {
        guard place + word.utf8CodeUnitCount <= count else { return false }
        for letter in 0..<word.utf8CodeUnitCount where text[place + letter] | 32 != word.utf8Start[letter] | 32 { return false }
        place += word.utf8CodeUnitCount
        return true
    }

    private mutating func passWeekday() -> Bool {
        passWord("Monday") || passWord("Tuesday") || passWord("Wednesday") || passWord("Thursday") || passWord("Friday")
            || passWord("Saturday") || passWord("Sunday") || passWord("Mon") || passWord("Tue") || passWord("Wed") || passWord("Thu")
            || passWord("Fri") || passWord("Sat") || passWord("Sun")
    }

    /// 1 to 12.
    private mutating func monthName() -> Int? {
        let long: [StaticString] = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
        ]
        for (place, name) in long.enumerated() where passWord(name) { return place + 1 }
        if passWord("Sept") { return 9 }
        let short: [StaticString] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        for (place, name) in short.enumerated() where passWord(name) { return place + 1 }
        return nil
    }
}
