import Kernels

/// How the bytes of a text are to be read.
public enum TextEncoding: Sendable, Hashable {
    case utf8
    case utf16LittleEndian
    case utf16BigEndian
    case utf32LittleEndian
    case utf32BigEndian
    case singleByte(SingleByteEncoding)

    /// The name IANA registered.
    public var name: String {
        switch self {
        case .utf8: "utf-8"
        case .utf16LittleEndian: "utf-16le"
        case .utf16BigEndian: "utf-16be"
        case .utf32LittleEndian: "utf-32le"
        case .utf32BigEndian: "utf-32be"
        case .singleByte(let encoding): encoding.rawValue
        }
    }
}

/// The text that bytes hold, how they were read, and what could not be.
public struct DecodedText: Sendable, Hashable {
    public var text: String
    public var encoding: TextEncoding
    public var hadByteOrderMark: Bool
    /// Units that stand for nothing in the encoding, now U+FFFD.
    public var unreadable: Int
    /// Lines that are UTF-8 in a file that is not, or the other way round; 0 when all lines agree.
    public var otherLines: Int
}

extension DecodedText {
    /// Reads bytes as what they are likeliest to be: by their mark, their zeros, their validity as UTF-8, their letters.
    ///
    /// A file that is UTF-8 in some lines and of one byte a character in others, as logs joined from several machines are,
    /// is read line by line.
    public init(_ bytes: UnsafeBufferPointer<UInt8>) {
        let guess = EncodingGuess(bytes)
        let body = UnsafeBufferPointer(rebasing: bytes[guess.markLength...])
        var text: [UInt8] = []
        text.reserveCapacity(body.count)
        (unreadable, otherLines) = (0, 0)
        switch guess.encoding {
        case .utf8: (unreadable, otherLines) = Self.lines(body, to: &text)
        case .utf16LittleEndian: unreadable = WideText.utf16(body, isBigEndian: false, to: &text)
        case .utf16BigEndian: unreadable = WideText.utf16(body, isBigEndian: true, to: &text)
        case .utf32LittleEndian: unreadable = WideText.utf32(body, isBigEndian: false, to: &text)
        case .utf32BigEndian: unreadable = WideText.utf32(body, isBigEndian: true, to: &text)
        case .singleByte(let encoding): (unreadable, otherLines) = Self.lines(body, encoding, to: &text)
        }
        encoding = guess.encoding
        hadByteOrderMark = guess.markLength > 0
        self.text = String(decoding: text, as: UTF8.self)
    }

    public init(_ bytes: [UInt8]) { self = bytes.withUnsafeBufferPointer { DecodedText($0) } }

    /// Valid lines as they are; the others as `encoding`.
    private static func lines(_ bytes: UnsafeBufferPointer<UInt8>, _ encoding: SingleByteEncoding = .windows1252, to text: inout [UInt8]) -> (Int, Int) {
        var unreadable = 0, valid = 0, other = 0, start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
            let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
            switch EncodingGuess.utf8(line) {
            case .ascii: text.append(contentsOf: line)
            case .valid:
                valid += 1
                text.append(contentsOf: line)
            case .invalid:
                other += 1
                unreadable += encoding.decode(line, to: &text)
            }
            start = end
        }
        return (unreadable, min(valid, other))
    }
}
