/// Decimal numbers straight from bytes, without a string in between: `-12.5`, `98.32000000000001`.
///
/// What is read is the nearest double, ties to even, as `Double(String)` gives it. Anything unusual (an exponent, a plus, a
/// leading zero, more than 19 digits or 18 decimals) is nil and goes the long way, so this changes how fast a number is read
/// and nothing else. Cost: a multiplication a digit and one division.
enum DecimalNumber {
    /// The number that is all there is.
    static func whole(_ bytes: UnsafeRawBufferPointer) -> Double? {
        var place = 0
        guard let value = read(bytes, at: &place), place == bytes.count else { return nil }
        return value
    }

    /// The number that begins at `place`, which then is behind it. Where it is nil, `place` means nothing.
    static func read(_ bytes: UnsafeRawBufferPointer, at place: inout Int) -> Double? {
        let isNegative = place < bytes.count && bytes[place] == UInt8(ascii: "-")
        if isNegative { place += 1 }
        let start = place
        var digits: UInt64 = 0
        take(bytes, &place, &digits)
        let wholes = place - start
        guard wholes > 0, wholes == 1 || bytes[start] != UInt8(ascii: "0") else { return nil }
        var decimals = 0
        if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
            place += 1
            let point = place
            take(bytes, &place, &digits)
            decimals = place - point
            guard decimals > 0 else { return nil }
        }
        guard wholes + decimals <= 19, decimals <= 18, place == bytes.count || bytes[place] | 32 != UInt8(ascii: "e") else { return nil }
        let value = quotient(digits, decimals)
        return isNegative ? -value : value
    }

    /// Wraps around beyond 19 digits, which is then refused.
    @inline(__always)
    private static func take(_ bytes: UnsafeRawBufferPointer, _ place: inout Int, _ digits: inout UInt64) {
        while place < bytes.count, case let digit = bytes[place] &- 48, digit < 10 {
            digits = digits &* 10 &+ UInt64(digit)
            place += 1
        }
    }

    private static func quotient(_ digits: UInt64, _ decimals: Int) -> Double {
        if decimals == 0 { return Double(digits) }
        // Both sides are exact, so the division rounds once.
        if digits <= 1 << 53 { return Double(digits) / Double(powers[decimals]) }
        // Both shifted to 64 bits; the quotient has 63 or 64, so what remains can only break a tie.
        let up = digits.leadingZeroBitCount, down = powers[decimals].leadingZeroBitCount
        let dividend = digits << UInt64(up), divisor = powers[decimals] << UInt64(down)
        let (quotient, remainder) = divisor.dividingFullWidth((dividend >> 1, dividend << 63))
        return Double(quotient | (remainder == 0 ? 0 : 1)) * Double(sign: .plus, exponent: down - up - 63, significand: 1)
    }

    private static let powers: [UInt64] = (0...18).map { (0..<$0).reduce(1) { power, _ in power * 10 } }
}
