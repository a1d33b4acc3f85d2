/// Crockford's base 32 for non-negative 63-bit integers: 13 characters, sorted like the numbers, no I L O U.
enum Base32 {
    private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    static func encode(_ value: Int64) -> String {
        let bits = UInt64(bitPattern: value)
        return String(unsafeUninitializedCapacity: 13) { buffer in
            for place in 0..<13 {
                buffer[place] = digits[Int((bits >> UInt64(60 - 5 * place)) & 31)]
            }
            return 13
        }
    }

    /// nil unless the text is 13 digits of a non-negative 63-bit number.
    static func decode(_ text: some StringProtocol) -> Int64? {
        var value: UInt64 = 0
        var count = 0
        for byte in text.utf8 {
            guard count < 13, let digit = digits.firstIndex(of: byte | ((65...90).contains(byte) ? 32 : 0)) else { return nil }
            if count == 0, digit > 7 { return nil }
            value = value << 5 | UInt64(digit)
            count += 1
        }
        return count == 13 ? Int64(bitPattern: value) : nil
    }
}
