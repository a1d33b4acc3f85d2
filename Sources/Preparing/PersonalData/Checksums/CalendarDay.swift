/// Days that exist: many identifiers hold a date of birth.
enum CalendarDay {
    /// Proleptic Gregorian; years from 1.
    static func exists(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        guard (1...12).contains(month), day >= 1 else { return false }
        return day <= length(year, month)
    }

    /// When the century is not written: a 29 February that exists in 1900 + year or 2000 + year.
    static func existsInSomeCentury(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        exists(1900 + year, month, day) || exists(2000 + year, month, day)
    }

    static func length(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1 March of year 0, and back, by eras of 400 years (Hinnant, "chrono-compatible low-level date algorithms").
    static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400, yearOfEra = shifted % 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    }

    /// Year 0 for days before the count begins.
    static func date(_ number: Int) -> (year: Int, month: Int, day: Int) {
        guard number >= 0 else { return (0, 1, 1) }
        let era = number / 146_097, dayOfEra = number % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}
