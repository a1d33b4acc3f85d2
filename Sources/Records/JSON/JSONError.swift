/// Why bytes are not JSON, and where. Facts only; the sentences are in `JSONError+Words.swift`.
public struct JSONError: Error, Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
        case empty
        /// What was found (nil at the end of input) where something else was needed.
        case unexpected(UInt8?, expected: String)
        case trailing(UInt8)
        case duplicateKey(String)
        case tooDeep(limit: Int)
        case notUTF8
        case byteOrderMark
        case wideEncoding
        case notANumber(String)
        case number(String)
        case controlCharacter(UInt8)
        case escape(UInt8?)
        case loneSurrogate(UInt16)
        case unterminatedString
    }

    public var reason: Reason
    /// Byte offset from 0.
    public var offset: Int
    /// From 1.
    public var line: Int
    /// From 1, in Unicode scalars.
    public var column: Int

    public init(_ reason: Reason, offset: Int, line: Int, column: Int) {
        self.reason = reason
        self.offset = offset
        self.line = line
        self.column = column
    }

    /// Finds line and column by walking to the place; only ever done once, for a message.
    init(_ reason: Reason, at offset: Int, in bytes: UnsafeRawBufferPointer) {
        var line = 1
        var column = 1
        for byte in bytes[..<min(offset, bytes.count)] {
            if byte == 10 {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.init(reason, offset: offset, line: line, column: column)
    }
}
