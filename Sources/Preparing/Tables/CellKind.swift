import Foundation
import Kernels

/// What one value looks like.
enum CellKind: Int, CaseIterable, Sendable {
    case boolean, integer, number, nested, integerText, numberText, dateText, text

    /// Kind, number if it is one, and length in scalars. Texts such as `007` and `+44` stay texts: they are names.
    static func guess(_ text: UnsafeBufferPointer<UInt8>) -> (CellKind, Double?, Int) {
        if isDate(text) { return (.dateText, nil, text.count) }
        if let (number, isWhole) = number(text) { return (isWhole ? .integerText : .numberText, number, text.count) }
        return (.text, nil, scalarCount(text))
    }

    /// Decimal notation with optional minus, fraction and exponent; no leading zeros, at most 40 bytes.
    private static func number(_ text: UnsafeBufferPointer<UInt8>) -> (Double, isWhole: Bool)? {
        guard text.count <= 40 else { return nil }
        var place = text.first == UInt8(ascii: "-") ? 1 : 0
        let start = place
        func digits() -> Int {
            let first = place
            while place < text.count, text[place] &- 48 < 10 { place += 1 }
            return place - first
        }
        let whole = digits()
        guard whole > 0, !(whole > 1 && text[start] == 48) else { return nil }
        var isWhole = true
        if place < text.count, text[place] == UInt8(ascii: ".") {
            place += 1
            isWhole = false
            if digits() == 0 { return nil }
        }
        if place < text.count, text[place] | 32 == UInt8(ascii: "e") {
            place += 1
            isWhole = false
            if place < text.count, text[place] == UInt8(ascii: "+") || text[place] == UInt8(ascii: "-") { place += 1 }
            if digits() == 0 { return nil }
        }
        guard place == text.count else { return nil }
        return Double(String(decoding: text, as: UTF8.self)).map { ($0, isWhole && whole <= 18) }
    }

    /// `2026-01-31`, alone or followed by `T` or a space and a time.
    private static func isDate(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count >= 10, text.count <= 35, text[4] == 45, text[7] == 45 else { return false }
        for place in [0, 1, 2, 3, 5, 6, 8, 9] where text[place] &- 48 >= 10 { return false }
        let month = Int(text[5] - 48) * 10 + Int(text[6] - 48), day = Int(text[8] - 48) * 10 + Int(text[9] - 48)
        guard (1...12).contains(month), (1...31).contains(day) else { return false }
        guard text.count > 10 else { return true }
        guard text.count >= 16, text[10] == UInt8(ascii: "T") || text[10] == 32, text[13] == UInt8(ascii: ":") else { return false }
        return [11, 12, 14, 15].allSatisfy { text[$0] &- 48 < 10 }
    }
}
