/// Strings: plain runs are taken as they stand, escapes are resolved, UTF-8 is checked by the standard library.
extension JSONReader {
    mutating func string() throws(JSONError) -> String {
        let start = place + 1
        let end = plainRun(from: start)
        guard end < bytes.count else { throw failure(.unterminatedString, at: place) }
        guard bytes[end] == UInt8(ascii: "\"") else { return try escapedString(from: start, plainUntil: end) }
        place = end + 1
        return try text(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), at: start)
    }

    /// The first place from `start` on with a quote, a backslash or a control character; eight bytes at a time.
    @inline(__always)
    private func plainRun(from start: Int) -> Int {
        var cursor = start
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        while cursor + 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: cursor, as: UInt64.self))
            let quote = word ^ (ones &* 0x22)
            let slash = word ^ (ones &* 0x5C)
            let zeros = ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | ((word &- ones &* 0x20) & ~word)
            let hit = zeros & highs
            if hit != 0 { return cursor + hit.trailingZeroBitCount / 8 }
            cursor += 8
        }
        while cursor < bytes.count, bytes[cursor] != 0x22, bytes[cursor] != 0x5C, bytes[cursor] >= 0x20 { cursor += 1 }
        return cursor
    }

    @inline(__always)
    private func text(_ raw: UnsafeRawBufferPointer, at start: Int) throws(JSONError) -> String {
        guard let text = String(validating: raw.assumingMemoryBound(to: UInt8.self), as: UTF8.self) else {
            throw failure(.notUTF8, at: start + Self.validPrefix(of: raw))
        }
        return text
    }

    /// How many bytes at the front are UTF-8; walked only for the message.
    private static func validPrefix(of raw: UnsafeRawBufferPointer) -> Int {
        var decoder = UTF8()
        var bytes = raw.makeIterator()
        var count = 0
        while case .scalarValue(let scalar) = decoder.decode(&bytes) { count += UTF8.width(scalar) }
        return count
    }

    private mutating func escapedString(from start: Int, plainUntil first: Int) throws(JSONError) -> String {
        var out = [UInt8](bytes[start..<first])
        var cursor = first
        while true {
            guard cursor < bytes.count else { throw failure(.unterminatedString, at: start - 1) }
            switch bytes[cursor] {
            case UInt8(ascii: "\""):
                place = cursor + 1
                return try out.withUnsafeBytes { raw in Result { () throws(JSONError) in try text(raw, at: start) } }.get()
            case UInt8(ascii: "\\"):
                cursor = try escape(at: cursor, into: &out)
            case let byte where byte < 0x20:
                throw failure(.controlCharacter(byte), at: cursor)
            default:
                let end = plainRun(from: cursor)
                out.append(contentsOf: bytes[cursor..<end])
                cursor = end
            }
        }
    }

    /// Resolves the escape whose backslash is at `start`; returns the place behind it.
    private func escape(at start: Int, into out: inout [UInt8]) throws(JSONError) -> Int {
        let letter = start + 1 < bytes.count ? bytes[start + 1] : nil
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(letter ?? 0)
        case UInt8(ascii: "n"): out.append(10)
        case UInt8(ascii: "t"): out.append(9)
        case UInt8(ascii: "r"): out.append(13)
        case UInt8(ascii: "b"): out.append(8)
        case UInt8(ascii: "f"): out.append(12)
        case UInt8(ascii: "u"): return try unicodeEscape(at: start, into: &out)
        default: throw failure(.escape(letter), at: start)
        }
        return start + 2
    }

    private func unicodeEscape(at start: Int, into out: inout [UInt8]) throws(JSONError) -> Int {
        let unit = try codeUnit(at: start)
        if let scalar = Unicode.Scalar(unit) {
            out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            return start + 6
        }
        guard UTF16.isLeadSurrogate(unit), start + 7 < bytes.count, bytes[start + 6] == UInt8(ascii: "\\"),
            bytes[start + 7] == UInt8(ascii: "u")
        else { throw failure(.loneSurrogate(unit), at: start) }
        let trail = try codeUnit(at: start + 6)
        guard UTF16.isTrailSurrogate(trail) else { throw failure(.loneSurrogate(unit), at: start) }
        let value = 0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(trail & 0x3FF))
        if let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) { out.append(contentsOf: encoded) }
        return start + 12
    }

    /// The four hexadecimal digits behind `\u`.
    private func codeUnit(at start: Int) throws(JSONError) -> UInt16 {
        var value: UInt16 = 0
        for place in start + 2..<start + 6 {
            guard place < bytes.count, let digit = Self.hexadecimal(bytes[place]) else {
                throw failure(.unexpected(place < bytes.count ? bytes[place] : nil, expected: "a hexadecimal digit"), at: place)
            }
            value = value << 4 | digit
        }
        return value
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt16? {
        switch byte {
        case 48...57: UInt16(byte) - 48
        case 65...70: UInt16(byte) - 55
        case 97...102: UInt16(byte) - 87
        default: nil
        }
    }
}
