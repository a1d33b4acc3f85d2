/// Whole numbers as decimal digits, straight into a buffer of UTF-8.
///
/// For writers that put millions of numbers into files: `description` makes a string for each, this makes none.
public enum DecimalDigits {
    /// With a `-` for numbers below zero and no other sign.
    public static func append(_ value: Int64, to bytes: inout [UInt8]) {
        var rest = value.magnitude
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        repeat {
            bytes.append(UInt8(truncatingIfNeeded: rest % 10) + 48)
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }
}
