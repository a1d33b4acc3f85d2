/// Dates and times of day, in digits or with the name of a month.
extension PersonalDataScan {
    mutating func numericDate(_ start: Int, _ end: Int) {
        guard isFreeBefore(start) else { return }
        if byte(end) == UInt8(ascii: ":") { return timeOfDay(start) }
        guard let sign = dateSign(end), let first = number(start, digits: 4), let second = number(end + 1, digits: 2) else { return }
        guard byte(second.end) == sign, let third = number(second.end + 1, digits: 4) else { return shortDate(start, first, sign, end) }
        let lengths = (end - start, third.end - second.end - 1)
        guard var found = isYearFirst(first.value, second.value, third.value, lengths) ? 0.6 : dayFirst(first.value, second.value, lengths) else { return }
        if sign == UInt8(ascii: "."), lengths.1 == 2, end - start == 1 { found = 0.1 }
        var close = third.end
        if lengths.0 == 4, let time = timeEnd(close) { (found, close) = (0.8, time) }
        guard isFreeAfter(close) else { return }
        hits.append(PersonalDataHit(start: start, end: close, entity: date, score: found))
    }

    private func dateSign(_ place: Int) -> UInt8? {
        let sign = byte(place)
        return sign == UInt8(ascii: "-") || sign == UInt8(ascii: "/") || sign == UInt8(ascii: ".") ? sign : nil
    }

    private func isYearFirst(_ year: Int, _ month: Int, _ day: Int, _ lengths: (Int, Int)) -> Bool {
        lengths.0 == 4 && lengths.1 <= 2 && (1...12).contains(month) && (1...31).contains(day) && (1000...2999).contains(year)
    }

    /// Day and month in either order, then two or four digits of a year.
    private func dayFirst(_ first: Int, _ second: Int, _ lengths: (Int, Int)) -> Double? {
        guard lengths.0 <= 2, lengths.1 == 2 || lengths.1 == 4 else { return nil }
        let fits = (1...12).contains(first) && (1...31).contains(second) || (1...31).contains(first) && (1...12).contains(second)
        return fits ? 0.6 : nil
    }

    /// `03/2020` and `03/14`: as often a fraction, so they need a word of context.
    private mutating func shortDate(_ start: Int, _ first: (value: Int, end: Int), _ sign: UInt8, _ end: Int) {
        guard sign == UInt8(ascii: "/"), (1...31).contains(first.value), let second = number(end + 1, digits: 4), isFreeAfter(second.end) else { return }
        let digits = second.end - end - 1
        let isMonthOfYear = digits == 4 && first.value <= 12 && (1900...2099).contains(second.value)
        let isDay = digits <= 2 && (1...31).contains(second.value) && min(first.value, second.value) <= 12
        guard isMonthOfYear || isDay else { return }
        hits.append(PersonalDataHit(start: start, end: second.end, entity: date, score: isMonthOfYear ? 0.2 : 0.1))
    }

    /// `T14:30:00Z` or ` 14:30`, behind a date.
    private func timeEnd(_ start: Int) -> Int? {
        guard byte(start) == UInt8(ascii: "T") || byte(start) == UInt8(ascii: " "), let clock = clockEnd(start + 1) else { return nil }
        var end = clock
        if byte(end) == UInt8(ascii: "."), let fraction = number(end + 1, digits: 9) { end = fraction.end }
        if byte(end) == UInt8(ascii: "Z") { return end + 1 }
        let isZone = byte(end) == UInt8(ascii: "+") || byte(end) == UInt8(ascii: "-")
        if isZone, let zone = clockEnd(end + 1) { return zone }
        return end
    }

    /// `14:30` or `14:30:05`.
    private func clockEnd(_ start: Int) -> Int? {
        guard let hour = number(start, digits: 2), hour.value <= 24, byte(hour.end) == UInt8(ascii: ":") else { return nil }
        guard let minute = number(hour.end + 1, digits: 2), minute.value < 60, minute.end - hour.end == 3 else { return nil }
        guard byte(minute.end) == UInt8(ascii: ":"), let second = number(minute.end + 1, digits: 2), second.value <= 60 else { return minute.end }
        return second.end
    }

    private mutating func timeOfDay(_ start: Int) {
        guard var end = clockEnd(start) else { return }
        var score = 0.3
        let letter = byte(end) == UInt8(ascii: " ") ? end + 1 : end
        let isHalf = byte(letter) | 32 == UInt8(ascii: "a") || byte(letter) | 32 == UInt8(ascii: "p")
        if isHalf, byte(letter + 1) | 32 == UInt8(ascii: "m"), !isWord(letter + 2) { (score, end) = (0.6, letter + 2) }
        guard isFreeAfter(end) else { return }
        hits.append(PersonalDataHit(start: start, end: end, entity: date, score: score))
    }

    /// `12 March 2020`, `March 12, 2020`, `12-Mar-2020`, `March 2020`, from the name.
    mutating func monthName(_ start: Int, _ end: Int) {
        guard MonthNames.isMonth(bytes, start, end) else { return }
        let left = dayBefore(start)
        var close = end, hasDay = left != nil, hasYear = false
        var next = skip(end)
        if !hasDay, let day = number(next, digits: 2), (1...31).contains(day.value) {
            let last = ordinalEnd(day.end)
            if !isWord(last), byte(last) != UInt8(ascii: ":") { (close, hasDay, next) = (last, true, skip(last)) }
        }
        if let year = number(next, digits: 4), year.end - next == 4, (1000...2999).contains(year.value), !isWord(year.end) { (close, hasYear) = (year.end, true) }
        if !hasYear, let year = shortYear(close, hasDay) { (close, hasYear) = (year, true) }
        let isVerb = kind(start) & CharacterClass.small != 0 && !hasYear && MonthNames.isAlsoWord(bytes, start, end)
        guard hasDay || hasYear, !isVerb, !isWord((left ?? start) - 1) else { return }
        hits.append(PersonalDataHit(start: left ?? start, end: close, entity: date, score: 0.6))
    }

    /// Past `. `, `, `, a space or hyphen.
    private func skip(_ end: Int) -> Int {
        var place = end
        if byte(place) == UInt8(ascii: ".") || byte(place) == UInt8(ascii: ",") { place += 1 }
        if byte(place) == UInt8(ascii: " ") || byte(place) == UInt8(ascii: "-") || byte(place) == UInt8(ascii: "/") { place += 1 }
        return place
    }

    /// Two digits behind a hyphen or slash: `01-Feb-02`.
    private func shortYear(_ end: Int, _ hasDay: Bool) -> Int? {
        guard hasDay, byte(end) == UInt8(ascii: "-") || byte(end) == UInt8(ascii: "/"), byte(end) == byte(end - 4) else { return nil }
        guard let year = number(end + 1, digits: 2), year.end - end == 3, isFreeAfter(year.end) else { return nil }
        return year.end
    }

    private func ordinalEnd(_ end: Int) -> Int {
        let pair = (byte(end) | 32, byte(end + 1) | 32)
        let isOrdinal = pair == (115, 116) || pair == (110, 100) || pair == (114, 100) || pair == (116, 104)
        return isOrdinal && !isWord(end + 2) ? end + 2 : end
    }

    /// Where the day before a month begins: `12 `, `12th `, `12th of `, `12. `, `12-`.
    private func dayBefore(_ start: Int) -> Int? {
        var place = start
        if byte(place - 1) == UInt8(ascii: " "), byte(place - 2) == UInt8(ascii: "f"), byte(place - 3) == UInt8(ascii: "o"), byte(place - 4) == UInt8(ascii: " ") { place -= 3 }
        let sign = byte(place - 1)
        guard sign == UInt8(ascii: " ") || sign == UInt8(ascii: "-") || sign == UInt8(ascii: "/") else { return nil }
        place -= 1
        if byte(place - 1) == UInt8(ascii: ".") { place -= 1 }
        if !isDigit(place - 1), place >= 3, ordinalEnd(place - 2) == place { place -= 2 }
        var first = place
        while isDigit(first - 1), place - first < 3 { first -= 1 }
        guard first < place, let day = number(first, digits: 2), (1...31).contains(day.value), isFreeBefore(first) else { return nil }
        return first
    }
}

/// Names of the twelve months in English, whole or of three letters.
///
/// Every word of a text is asked, so the first three letters are compared as one number before anything else.
enum MonthNames {
    static func isMonth(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        let first = UInt32(bytes[start] | 32) << 16 | UInt32(bytes[start + 1] | 32) << 8 | UInt32(bytes[start + 2] | 32)
        guard let rest = rest(first) else { return false }
        let length = end - start - 3
        if length == 0 || length == 1 && first == 0x73_6570 && bytes[start + 3] | 32 == UInt8(ascii: "t") { return true }
        guard length == rest.utf8CodeUnitCount else { return false }
        return (0..<length).allSatisfy { bytes[start + 3 + $0] | 32 == rest.utf8Start[$0] }
    }

    /// What follows the first three letters of a month, which are ASCII in one number.
    private static func rest(_ first: UInt32) -> StaticString? {
        switch first {
        case 0x6A_616E: "uary"
        case 0x66_6562: "ruary"
        case 0x6D_6172: "ch"
        case 0x61_7072: "il"
        case 0x6D_6179: ""
        case 0x6A_756E: "e"
        case 0x6A_756C: "y"
        case 0x61_7567: "ust"
        case 0x73_6570: "tember"
        case 0x6F_6374: "ober"
        case 0x6E_6F76: "ember"
        case 0x64_6563: "ember"
        default: nil
        }
    }

    /// `may` and `march` are verbs, `mar` is a verb too.
    static func isAlsoWord(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        bytes[start] | 32 == UInt8(ascii: "m")
    }
}
