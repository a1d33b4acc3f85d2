/// A decimal number in bytes, to the nearest double: what `Double(String)` gives, without making a string.
///
/// Digits up to 2^53 with at most 22 places are one exact division (Clinger, 1990, doi 10.1145/93542.93557). Up to 19 digits
/// the quotient is taken in 128 bits, with the remainder telling halves apart: every bit that rounding needs is there.
/// Whatever is left, rare in a table of probabilities, goes to the standard library. No hexadecimal, no `nan`, no `inf`.
enum DecimalCell {
    static func value(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        var place = 0
        let end = bytes.count
        let isNegative = place < end && bytes[place] == 45
        if place < end, bytes[place] == 45 || bytes[place] == 43 { place += 1 }
        var digits: UInt64 = 0
        var digitCount = 0
        var exponent = 0
        var isLong = false
        var hasDigit = false
        var isFraction = false
        while place < end {
            let byte = bytes[place]
            if byte == 46, !isFraction {
                isFraction = true
            } else if byte >= 48, byte <= 57 {
                hasDigit = true
                if digitCount < 19 {
                    digits = digits &* 10 &+ UInt64(byte &- 48)
                    if digits > 0 { digitCount += 1 }
                    if isFraction { exponent -= 1 }
                } else {
                    isLong = true
                }
            } else {
                break
            }
            place += 1
        }
        guard hasDigit else { return nil }
        if place < end {
            guard bytes[place] | 32 == 101, let power = power(bytes, from: place + 1) else { return nil }
            exponent += power
        }
        if isLong { return slow(bytes) }
        guard let value = nearest(digits, exponent) ?? slow(bytes).map({ $0.magnitude }), value.isFinite else { return nil }
        return isNegative ? -value : value
    }

    private static func power(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var place = start
        let isNegative = place < bytes.count && bytes[place] == 45
        if place < bytes.count, bytes[place] == 45 || bytes[place] == 43 { place += 1 }
        guard place < bytes.count else { return nil }
        var power = 0
        while place < bytes.count {
            guard bytes[place] >= 48, bytes[place] <= 57 else { return nil }
            power = min(power * 10 + Int(bytes[place] - 48), 100_000)
            place += 1
        }
        return isNegative ? -power : power
    }

    private static func slow(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
        return value
    }

    private static let powers: [Double] = (0...22).map { (0..<$0).reduce(1.0) { product, _ in product * 10 } }
    private static let widePowers: [UInt128] = (0...27).map { (0..<$0).reduce(UInt128(1)) { product, _ in product * 10 } }

    /// digits x 10^exponent; nil where it takes more than is done here.
    private static func nearest(_ digits: UInt64, _ exponent: Int) -> Double? {
        if digits == 0 { return 0 }
        if digits <= 1 << 53, exponent >= -22, exponent <= 22 {
            return exponent < 0 ? Double(digits) / powers[-exponent] : Double(digits) * powers[exponent]
        }
        guard exponent < 0, exponent >= -27 else { return nil }
        let shift = 64 + digits.leadingZeroBitCount
        let (quotient, remainder) = (UInt128(digits) << UInt128(shift)).quotientAndRemainder(dividingBy: widePowers[-exponent])
        let surplus = 128 - quotient.leadingZeroBitCount - 53
        guard surplus >= 2 else { return nil }
        var significand = UInt64(truncatingIfNeeded: quotient >> UInt128(surplus))
        let rest = quotient & ((UInt128(1) << UInt128(surplus)) - 1)
        let half = UInt128(1) << UInt128(surplus - 1)
        if rest > half || (rest == half && (remainder > 0 || significand & 1 == 1)) { significand += 1 }
        return Double(sign: .plus, exponent: surplus - shift, significand: Double(significand))
    }
}
