/// Scalars as UTF-8, for loops that make text byte by byte.
public enum ScalarWriter {
    /// What is no scalar (a surrogate, or above U+10FFFF) becomes U+FFFD.
    @inlinable
    public static func append(_ value: UInt32, to text: inout [UInt8]) {
        let scalar = value > 0x10_FFFF || value & 0xFFFF_F800 == 0xD800 ? 0xFFFD : value
        if scalar < 0x80 { return text.append(UInt8(scalar)) }
        if scalar < 0x800 {
            text.append(0xC0 | UInt8(scalar >> 6))
        } else if scalar < 0x1_0000 {
            text.append(0xE0 | UInt8(scalar >> 12))
            text.append(0x80 | UInt8(scalar >> 6 & 0x3F))
        } else {
            text.append(0xF0 | UInt8(scalar >> 18))
            text.append(0x80 | UInt8(scalar >> 12 & 0x3F))
            text.append(0x80 | UInt8(scalar >> 6 & 0x3F))
        }
        text.append(0x80 | UInt8(scalar & 0x3F))
    }
}
