/// Decimal numbers straight from bytes: `-12.5`, `98.32000000000001`, `3e-4`.
///
/// What is read is the nearest double, ties to even. Leading zeros, a plus, and more than 40 bytes are no number: `007` and
/// `+44` are names. Cost: a multiplication a digit and one division; only long digits with an exponent take a detour.
public enum DecimalText {
    public struct Reading: Sendable {
        public var value: Double
        /// Digits only, at most 18.
        public var isWhole: Bool
    }

    public static func read(_ text: UnsafeRawBufferPointer) -> Reading? {
        guard let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
        return read(base, text.count)
    }

    public static func read(_ text: UnsafePointer<UInt8>, _ count: Int) -> Reading? {
        guard count > 0, count <= 40 else { return nil }
        let isNegative = text[0] == UInt8(ascii: "-")
        var place = isNegative ? 1 : 0
        let start = place
        var digits: UInt64 = 0
        take(text, count, &place, &digits)
        let wholes = place - start
        guard wholes > 0, wholes == 1 || text[start] != UInt8(ascii: "0") else { return nil }
        if place == count, wholes <= 18 { return Reading(value: isNegative ? -Double(digits) : Double(digits), isWhole: true) }
        var decimals = 0
        if place < count, text[place] == UInt8(ascii: ".") {
            place += 1
            let point = place
            take(text, count, &place, &digits)
            decimals = place - point
            guard decimals > 0 else { return nil }
        }
        let end = place
        guard passExponent(text, count, &place), place == count else { return nil }
        let value: Double
        if wholes + decimals <= 19, decimals <= 18, end == count {
            value = quotient(digits, decimals)
        } else {
            value = slow(text, count).magnitude
        }
        return Reading(value: isNegative ? -value : value, isWhole: false)
    }

    /// Wraps around beyond 19 digits, which are then read the slow way.
    @inline(__always)
    private static func take(_ text: UnsafePointer<UInt8>, _ count: Int, _ place: inout Int, _ digits: inout UInt64) {
        while place < count, case let digit = text[place] &- 48, digit < 10 {
            digits = digits &* 10 &+ UInt64(digit)
            place += 1
        }
    }

    /// False when there is one and it is broken.
    private static func passExponent(_ text: UnsafePointer<UInt8>, _ count: Int, _ place: inout Int) -> Bool {
        guard place < count, text[place] | 32 == UInt8(ascii: "e") else { return true }
        place += 1
        if place < count, text[place] == UInt8(ascii: "+") || text[place] == UInt8(ascii: "-") { place += 1 }
        let start = place
        var digits: UInt64 = 0
        take(text, count, &place, &digits)
        return place > start
    }

    private static func slow(_ text: UnsafePointer<UInt8>, _ count: Int) -> Double {
        Double(String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)) ?? .nan
    }

    private static func quotient(_ digits: UInt64, _ decimals: Int) -> Double {
        if decimals == 0 { return Double(digits) }
        // Both sides are exact, so the division rounds once.
        if digits <= 1 << 53 { return Double(digits) / Double(power(decimals)) }
        // Both shifted to 64 bits; the quotient has 63 or 64, so what remains can only break a tie.
        let power = power(decimals)
        let up = digits.leadingZeroBitCount, down = power.leadingZeroBitCount
        let dividend = digits << UInt64(up), divisor = power << UInt64(down)
        let (quotient, remainder) = divisor.dividingFullWidth((dividend >> 1, dividend << 63))
        return Double(quotient | (remainder == 0 ? 0 : 1)) * Double(sign: .plus, exponent: down - up - 63, significand: 1)
    }

    @inline(__always)
    private static func power(_ decimals: Int) -> UInt64 {
        var power: UInt64 = 1
        for _ in 0..<decimals { power &*= 10 }
        return power
    }
}
