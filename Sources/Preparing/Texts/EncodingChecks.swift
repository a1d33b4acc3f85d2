import Kernels
import Records

/// Checks for texts that were damaged on their way: wrong encoding, control characters, undecoded markup.

public struct ControlCharacters: TextCheck {
    public static let name = "control-characters"
    public static let summary = "Invisible control characters other than tab and line ends"
    public init() {}

    public func finding(_ text: UnsafeBufferPointer<UInt8>, _ settings: TextCheckSettings) -> Finding? {
        var count = 0, first: UInt32 = 0
        for place in 0..<text.count {
            let code = Self.code(text, place)
            guard let code else { continue }
            if count == 0 { first = code }
            count += 1
        }
        guard count > 0 else { return nil }
        let digits = String(first, radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return Finding(.warning, "text.control-characters", "text holds \(count) control characters, the first U+\(padded)")
    }

    /// C0 without tab, line feed and return; delete; C1, which is two bytes in UTF-8.
    private static func code(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> UInt32? {
        let byte = text[place]
        if byte < 32, byte != 9, byte != 10, byte != 13 { return UInt32(byte) }
        if byte == 127 { return 127 }
        if byte == 0xC2, place + 1 < text.count, text[place + 1] < 0xA0 { return UInt32(text[place + 1]) }
        return nil
    }
}

public struct ReplacementCharacters: TextCheck {
    public static let name = "replacement-characters"
    public static let summary = "U+FFFD, the mark of bytes that could not be decoded"
    public init() {}

    public func finding(_ text: UnsafeBufferPointer<UInt8>, _ settings: TextCheckSettings) -> Finding? {
        var count = 0
        for place in 0..<max(0, text.count - 2) where text[place] == 0xEF && text[place + 1] == 0xBF && text[place + 2] == 0xBD {
            count += 1
        }
        guard count > 0 else { return nil }
        return Finding(.warning, "text.replacement-characters", "text holds \(count) replacement characters (U+FFFD)",
            hint: "read the source again in its own encoding")
    }
}

public struct Mojibake: TextCheck {
    public static let name = "mojibake"
    public static let summary = "UTF-8 once read as Latin-1 or Windows-1252, such as `Ã©` for `é`"
    public init() {}

    /// U+00C2 or U+00C3 followed by U+0080-U+00BF, or `â€`: byte patterns C3 82|83 C2 80-BF and C3 A2 E2 82 AC.
    public func finding(_ text: UnsafeBufferPointer<UInt8>, _ settings: TextCheckSettings) -> Finding? {
        var count = 0
        for place in 0..<max(0, text.count - 3) where text[place] == 0xC3 {
            let isLatin = (text[place + 1] == 0x82 || text[place + 1] == 0x83) && text[place + 2] == 0xC2
            let isQuote = text[place + 1] == 0xA2 && text[place + 2] == 0xE2 && text[place + 3] == 0x82
            if isLatin || isQuote { count += 1 }
        }
        guard count > 0 else { return nil }
        return Finding(.warning, "text.mojibake", "text looks decoded twice in \(count) places", hint: "read the source again as UTF-8")
    }
}

public struct MarkupEntities: TextCheck {
    public static let name = "markup"
    public static let summary = "Undecoded markup: entities such as `&lt;` and `&#39;`"
    public init() {}

    public func finding(_ text: UnsafeBufferPointer<UInt8>, _ settings: TextCheckSettings) -> Finding? {
        var count = 0
        for place in 0..<text.count where text[place] == UInt8(ascii: "&") && isEntity(text, place + 1) { count += 1 }
        guard count > 0 else { return nil }
        return Finding(.note, "text.markup", "text holds \(count) undecoded entities such as `&lt;`", hint: "decode entities when collecting")
    }

    /// `#` or a letter, then 1-9 letters and digits, then `;`.
    private func isEntity(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
        var place = start
        if place < text.count, text[place] == UInt8(ascii: "#") { place += 1 }
        let first = place
        while place < text.count, place - first < 10, ByteClass.isAlphanumeric(text[place]) { place += 1 }
        return place - first >= 2 && place < text.count && text[place] == UInt8(ascii: ";")
    }
}
