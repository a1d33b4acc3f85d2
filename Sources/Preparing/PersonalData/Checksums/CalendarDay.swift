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
}
