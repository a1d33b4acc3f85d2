/// A day of the Gregorian calendar, taken back before 1582 as ISO 8601 does, with a year 0.
///
/// Day numbers by Hinnant's rules (https://howardhinnant.github.io/date_algorithms.html): shifts of the year to March, no
/// tables. Years from -32767 to 32767; nothing overflows there.
public struct CivilDate: Sendable, Hashable {
    public var year: Int
    public var month: Int
    public var day: Int

    /// nil for a day that does not exist, such as the 30th of February.
    public init?(year: Int, month: Int, day: Int) {
        guard (-32767...32767).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year) else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// - Parameter dayNumber: days since 1970-01-01; clamped to the years above.
    public init(dayNumber: Int) {
        let days = min(max(dayNumber, -12_687_794), 11_248_737) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shifted + 2) / 5 + 1
        month = shifted < 10 ? shifted + 3 : shifted - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01.
    public var dayNumber: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// 1 for Monday to 7 for Sunday, as ISO 8601 counts.
    public var weekday: Int {
        let place = (dayNumber + 3) % 7
        return (place < 0 ? place + 7 : place) + 1
    }

    /// 1 for the first of January.
    public var dayOfYear: Int { dayNumber - (CivilDate(year: year, month: 1, day: 1)?.dayNumber ?? 0) + 1 }

    public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    public static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
