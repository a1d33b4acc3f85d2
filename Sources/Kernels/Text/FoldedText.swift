import Foundation

/// A text as bytes that are the same for writings people take for the same: NFKC, lower-case, UTF-8.
///
/// ASCII (most documents) is folded byte by byte; anything else goes through Foundation once per document. Use `append`
/// to put many texts into one buffer: it grows as arrays do, since a capacity reserved per text would copy it each time.
public enum FoldedText {
    public static func bytes(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        append(text, to: &result)
        return result
    }

    /// Lower-case and NFKC; white space and punctuation stay.
    public static func append(_ text: String, to buffer: inout [UInt8]) {
        var text = text
        let start = buffer.count
        let isASCII = text.withUTF8 { appendASCII($0, to: &buffer) }
        if isASCII { return }
        buffer.removeSubrange(start...)
        buffer.append(contentsOf: text.precomposedStringWithCompatibilityMapping.lowercased().utf8)
    }

    /// Lower-case, NFKC, punctuation out, runs of white space to one space: what two copies still have in common.
    ///
    /// ASCII punctuation is `string.punctuation` of Python (it includes `$ + < = > ^ | ~`); beyond ASCII the Unicode
    /// punctuation categories. Emoji and currency signs stay.
    public static func appendWords(_ text: String, to buffer: inout [UInt8]) {
        var folded: [UInt8] = []
        append(text, to: &folded)
        let start = buffer.count
        let isASCII = folded.withUnsafeBufferPointer { appendASCIIWords($0, to: &buffer, from: start) }
        if !isASCII {
            buffer.removeSubrange(start...)
            appendUnicodeWords(String(decoding: folded, as: UTF8.self), to: &buffer, from: start)
        }
        if buffer.count > start, buffer.last == UInt8(ascii: " ") { buffer.removeLast() }
    }

    /// False as soon as a byte is not ASCII.
    private static func appendASCII(_ bytes: UnsafeBufferPointer<UInt8>, to buffer: inout [UInt8]) -> Bool {
        for byte in bytes {
            if byte >= 0x80 { return false }
            buffer.append(byte &- 65 < 26 ? byte | 32 : byte)
        }
        return true
    }

    private static func appendASCIIWords(
        _ bytes: UnsafeBufferPointer<UInt8>, to buffer: inout [UInt8], from start: Int
    ) -> Bool {
        for byte in bytes {
            if byte >= 0x80 { return false }
            if ByteClass.isAlphanumeric(byte) {
                buffer.append(byte)
            } else {
                appendSpace(to: &buffer, from: start)
            }
        }
        return true
    }

    private static func appendUnicodeWords(_ text: String, to buffer: inout [UInt8], from start: Int) {
        for scalar in text.unicodeScalars {
            if scalar.isASCII ? ByteClass.isAlphanumeric(UInt8(scalar.value)) : !isSeparator(scalar) {
                buffer.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            } else {
                appendSpace(to: &buffer, from: start)
            }
        }
    }

    private static func appendSpace(to buffer: inout [UInt8], from start: Int) {
        if buffer.count > start, buffer.last != UInt8(ascii: " ") { buffer.append(UInt8(ascii: " ")) }
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation, .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format:
            true
        default: false
        }
    }
}
