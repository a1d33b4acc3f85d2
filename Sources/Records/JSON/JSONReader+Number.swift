#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Numbers: integers that fit become `Int64`; decimals become the nearest `Double` if its shortest form has the
/// same decimal value as the text; all others stay text, so nothing is rounded silently.
extension JSONReader {
    /// What one pass over the digits finds: value = mantissa * 10^exponent unless digits were too many.
    private struct Digits {
        var mantissa: UInt64 = 0
        /// Significant digits, leading zeros not counted.
        var count = 0
        var exponent = 0
        var isInteger = true
        /// No digit other than zero behind the nineteenth.
        var restIsZero = true

        /// Without trailing zeros, so that equal numbers are equal here. Digits behind the nineteenth do not count.
        var stripped: Stripped {
            guard mantissa != 0 else { return Stripped(mantissa: 0, exponent: 0) }
            var result = Stripped(mantissa: mantissa, exponent: exponent + max(0, count - 19))
            while result.mantissa % 10 == 0 {
                result.mantissa /= 10
                result.exponent += 1
            }
            return result
        }
    }

    private struct Stripped: Equatable {
        var mantissa: UInt64
        var exponent: Int
    }

    mutating func number() throws(JSONError) -> JSONValue {
        let start = place
        let isNegative = peek() == UInt8(ascii: "-")
        let digits = try scan()
        if digits.isInteger, let value = Self.integer(digits, isNegative) { return .int(value) }
        if digits.count <= 15, let value = Self.exact(digits) { return .double(isNegative ? -value : value) }
        return decimal(digits, from: start)
    }

    private mutating func scan() throws(JSONError) -> Digits {
        let start = place
        if peek() == UInt8(ascii: "-") { place += 1 }
        var digits = Digits()
        try integerDigits(&digits, from: start)
        try fraction(&digits, from: start)
        try exponent(&digits, from: start)
        return digits
    }

    /// The digits of a number that stands alone.
    private mutating func digits() -> Digits? { try? scan() }

    private mutating func integerDigits(_ digits: inout Digits, from start: Int) throws(JSONError) {
        let first = place
        take(&digits, isFraction: false)
        guard place > first else { throw malformed(from: start) }
        if bytes[first] == UInt8(ascii: "0"), place > first + 1 { throw malformed(from: start) }
    }

    private mutating func fraction(_ digits: inout Digits, from start: Int) throws(JSONError) {
        guard peek() == UInt8(ascii: ".") else { return }
        place += 1
        digits.isInteger = false
        let first = place
        take(&digits, isFraction: true)
        guard place > first else { throw malformed(from: start) }
    }

    @inline(__always)
    private mutating func take(_ digits: inout Digits, isFraction: Bool) {
        while place < bytes.count {
            let digit = bytes[place] &- 48
            guard digit < 10 else { return }
            place += 1
            if isFraction { digits.exponent -= 1 }
            if digits.count > 0 || digit != 0 { digits.count += 1 }
            if digits.count <= 19 {
                digits.mantissa = digits.mantissa &* 10 &+ UInt64(digit)
            } else if digit != 0 {
                digits.restIsZero = false
            }
        }
    }

    private mutating func exponent(_ digits: inout Digits, from start: Int) throws(JSONError) {
        guard peek() | 32 == UInt8(ascii: "e") else { return }
        place += 1
        digits.isInteger = false
        let isNegative = peek() == UInt8(ascii: "-")
        if isNegative || peek() == UInt8(ascii: "+") { place += 1 }
        let first = place
        var value = 0
        while place < bytes.count, bytes[place] &- 48 < 10 {
            value = min(value * 10 + Int(bytes[place] - 48), 1_000_000)
            place += 1
        }
        guard place > first else { throw malformed(from: start) }
        digits.exponent += isNegative ? -value : value
    }

    /// nil when it does not fit, and for `-0`, whose sign an integer cannot keep.
    private static func integer(_ digits: Digits, _ isNegative: Bool) -> Int64? {
        guard digits.count <= 19 else { return nil }
        if !isNegative { return Int64(exactly: digits.mantissa) }
        if digits.mantissa == UInt64(Int64.max) + 1 { return Int64.min }
        return digits.mantissa == 0 ? nil : Int64(exactly: digits.mantissa).map { -$0 }
    }

    /// Clinger's fast case: both factors are exact doubles, so one rounding gives the nearest double.
    private static func exact(_ digits: Digits) -> Double? {
        guard digits.mantissa <= 1 << 53, (-22...22).contains(digits.exponent) else { return nil }
        let value = Double(digits.mantissa)
        return digits.exponent < 0 ? value / powersOfTen[-digits.exponent] : value * powersOfTen[digits.exponent]
    }

    /// The nearest double if it stands for the same decimal number; else the text itself.
    private func decimal(_ digits: Digits, from start: Int) -> JSONValue {
        let number = UnsafeRawBufferPointer(rebasing: bytes[start..<place])
        let value = withUnsafeTemporaryAllocation(byteCount: number.count + 1, alignment: 1) { buffer in
            buffer.copyMemory(from: number)
            buffer[number.count] = 0
            return buffer.withMemoryRebound(to: CChar.self) { text in text.baseAddress.map { strtod($0, nil) } ?? .nan }
        }
        guard value.isFinite, Self.means(value, digits, number) else { return .literal(String(decoding: number, as: UTF8.self)) }
        return .double(value)
    }

    /// Whether the shortest form of `value` is the number that was read, so `1.50e1` is 15.0.
    private static func means(_ value: Double, _ digits: Digits, _ number: UnsafeRawBufferPointer) -> Bool {
        var shortest = value.description
        return shortest.withUTF8 { text in
            var reader = JSONReader(UnsafeRawBufferPointer(text))
            guard let ours = reader.digits() else { return false }
            let isSame = ours.stripped == digits.stripped
            return digits.count <= 19 ? isSame : isSame && digits.restIsZero
        }
    }

    private func malformed(from start: Int) -> JSONError {
        let rest = bytes[start...].prefix { ($0 >= 43 && $0 <= 57 && $0 != 44) || ($0 | 32 >= 97 && $0 | 32 <= 122) }.prefix(40)
        let text = String(decoding: rest, as: UTF8.self)
        if ["-Infinity", "-inf", "-nan", "-NaN"].contains(text) { return failure(.notANumber(text), at: start) }
        return failure(.number(text), at: start)
    }
}

/// 10^0 ... 10^22: all exact as doubles.
private let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]
