/// Numbers of Parquet as what they mean: dates and times in ISO 8601, decimals and large unsigned numbers as digits.
enum ScalarMeaning {
    static func value(_ number: Int64, _ leaf: ParquetLeaf) -> ParquetValue {
        switch leaf.meaning {
        case .plain, .text, .json: return .int(number)
        case .unsigned(let bits):
            if bits < 64 { return .int(number & ((1 << Int64(max(1, min(bits, 63)))) - 1)) }
            return number < 0 ? .digits(String(UInt64(bitPattern: number))) : .int(number)
        case .date: return date(number).map { .text($0) } ?? .int(number)
        case .time(let perSecond): return .text(clock(number, perSecond))
        case .timestamp(let perSecond, let isUTC):
            let (seconds, rest) = floored(number, perSecond)
            let (day, ofDay) = floored(seconds, 86400)
            guard let date = date(day) else { return .int(number) }
            let (parts, overflow) = ofDay.multipliedReportingOverflow(by: perSecond)
            return overflow ? .int(number) : .text("\(date)T\(clock(parts + rest, perSecond))\(isUTC ? "Z" : "")")
        case .decimal(let scale): return .digits(decimal(number, scale))
        }
    }

    private static func floored(_ number: Int64, _ by: Int64) -> (quotient: Int64, rest: Int64) {
        let (quotient, rest) = number.quotientAndRemainder(dividingBy: by)
        return rest < 0 ? (quotient - 1, rest + by) : (quotient, rest)
    }

    /// Days since 1970, for the years 0001 to 9999. Hinnant's civil_from_days: https://howardhinnant.github.io/date_algorithms.html
    private static func date(_ days: Int64) -> String? {
        guard (-719_162...2_932_896).contains(days) else { return nil }
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return "\(padded(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// `hh:mm:ss` and the fraction without its last zeros.
    private static func clock(_ parts: Int64, _ perSecond: Int64) -> String {
        let (seconds, rest) = floored(parts, perSecond)
        let whole = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
        guard rest > 0 else { return whole }
        var fraction = padded(rest, perSecond == 1000 ? 3 : perSecond == 1_000_000 ? 6 : 9)
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(whole).\(fraction)"
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }

    private static func decimal(_ number: Int64, _ scale: Int) -> String {
        guard (1...38).contains(scale) else { return String(number) }
        let digits = String(number.magnitude)
        let filled = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count)) + digits
        return "\(number < 0 ? "-" : "")\(filled.dropLast(scale)).\(filled.suffix(scale))"
    }
}
