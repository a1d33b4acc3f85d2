import Foundation

/// A day by its number since 1970-01-01 as `YYYY-MM-DD`, by the civil-from-days rule of the Gregorian calendar.
enum CalendarDay {
    static func text(_ number: Int) -> String {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * month + 2) / 5 + 1
        let shown = month < 10 ? month + 3 : month - 9
        return String(format: "%04d-%02d-%02d", year + era * 400 + (shown <= 2 ? 1 : 0), shown, day)
    }
}
