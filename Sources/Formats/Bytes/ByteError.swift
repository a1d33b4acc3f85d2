/// Why bytes could not be read or written. Offsets count bytes of the file as stored, before unpacking.
public enum ByteError: Error, Sendable, Hashable {
    case cannotOpen(String, reason: String)
    case cannotRead(String, offset: Int64, reason: String)
    case cannotWrite(String, reason: String)
    case truncated(String, Compression, offset: Int64)
    case corrupt(String, Compression, offset: Int64, reason: String)
    /// Text in another encoding than UTF-8, told by its first bytes.
    case otherEncoding(String, name: String)
    /// More than `limit` bytes after unpacking.
    case tooLarge(String, limit: Int64)
    /// More than `limit` times as large after unpacking.
    case expandsTooMuch(String, limit: Int64)
}
