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
    }

    mutating func number() throws(JSONError) -> JSONValue {
        let start = place
        let isNegative = peek() == UInt8(ascii: "-")
        if isNegative { place += 1 }
        var digits = Digits()
        try integerDigits(&digits, from: start)
        try fraction(&digits, from: start)
        try exponent(&digits, from: start)
        if digits.isInteger, let value = Self.integer(digits, isNegative) { return .int(value) }
        if digits.count <= 15, let value = Self.exact(digits) { return .double(isNegative ? -value : value) }
        return decimal(from: start)
    }

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
            if digits.count <= 19 { digits.mantissa = digits.mantissa &* 10 &+ UInt64(digit) }
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

    private func decimal(from start: Int) -> JSONValue {
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        let value = strtod(text, nil)
        guard value.isFinite, Self.decimal(value.description) == Self.decimal(text) else { return .literal(text) }
        return .double(value)
    }

    /// Significant digits and power of ten of a number as written, so `1.50e1` equals `15.0`.
    private static func decimal(_ text: String) -> Decimal {
        var digits: [UInt8] = []
        var exponent = 0
        var isFraction = false
        var power = 0
        for (place, byte) in text.utf8.enumerated() {
            switch byte {
            case 48...57:
                if byte != 48 || !digits.isEmpty { digits.append(byte) }
                if isFraction { exponent -= 1 }
            case UInt8(ascii: "."): isFraction = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                power = Int(text.utf8.dropFirst(place + 1).first == UInt8(ascii: "+")
                    ? String(decoding: text.utf8.dropFirst(place + 2), as: UTF8.self)
                    : String(decoding: text.utf8.dropFirst(place + 1), as: UTF8.self)) ?? Int.max / 2
                return Decimal(digits, exponent + power)
            default: break
            }
        }
        return Decimal(digits, exponent)
    }

    private struct Decimal: Equatable {
        var digits: [UInt8]
        var exponent: Int

        init(_ digits: [UInt8], _ exponent: Int) {
            let zeros = digits.reversed().prefix { $0 == 48 }.count
            self.digits = digits.dropLast(zeros)
            self.exponent = self.digits.isEmpty ? 0 : exponent + zeros
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
