import Foundation

/// A number that only its digits hold exactly, on its way through a foreign encoder.
struct JSONNumberText {
    /// 38 digits at most; refused beyond, because rounding would be silent.
    let decimal: Decimal

    init(_ digits: String, path: [any CodingKey]) throws {
        guard let decimal = Decimal(string: digits, locale: nil), digits.utf8.count(where: { $0 >= 48 && $0 <= 57 }) <= 38 else {
            let context = EncodingError.Context(codingPath: path, debugDescription: "`\(digits)` has too many digits for this encoder")
            throw EncodingError.invalidValue(digits, context)
        }
        self.decimal = decimal
    }
}
