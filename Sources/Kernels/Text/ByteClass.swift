/// What a byte of UTF-8 text is, by comparison instead of by Unicode tables: for hot loops.
public enum ByteClass {
    /// Space, tab, line feed, vertical tab, form feed, carriage return.
    @inlinable @inline(__always)
    public static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte &- 9 < 5 }

    /// a-z, A-Z, 0-9.
    @inlinable @inline(__always)
    public static func isAlphanumeric(_ byte: UInt8) -> Bool { (byte | 32) &- 97 < 26 || byte &- 48 < 10 }

    /// Letters, digits, underscore and every byte of a scalar beyond ASCII.
    @inlinable @inline(__always)
    public static func isWord(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == 95 || byte >= 0x80 }

    /// The first byte of a scalar, as opposed to a continuation.
    @inlinable @inline(__always)
    public static func isScalarStart(_ byte: UInt8) -> Bool { byte & 0xC0 != 0x80 }
}
