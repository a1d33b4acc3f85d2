import Kernels
import Records

/// Checks for odd writing: worth a look, seldom wrong.

public struct RepeatedCharacters: TextCheck {
    public static let name = "repeated-characters"
    public static let summary = "The same character at least `repeated` times in a row"
    public init() {}

    /// Bytes stand for characters: a scalar beyond ASCII repeats as a pattern and is not seen.
    public func finding(_ text: UnsafeBufferPointer<UInt8>, _ settings: TextCheckSettings) -> Finding? {
        var longest = 0, run = 0, last: UInt8 = 0, of: UInt8 = 0
        for byte in text {
            run = byte == last && byte < 0x80 ? run + 1 : 1
            last = byte
            if run > longest { (longest, of) = (run, byte) }
        }
        guard longest >= settings.repeated else { return nil }
        let shown = ByteClass.isSpace(of) ? "white space" : "`\(Character(Unicode.Scalar(of)))`"
        return Finding(.note, "text.repeated-characters", "\(shown) comes \(longest) times in a row")
    }
}

public struct CapitalsOnly: TextCheck {
    public static let name = "capitals"
    public static let summary = "At least `capitals` letters and none of them small"
    public init() {}

    public func finding(_ text: UnsafeBufferPointer<UInt8>, _ settings: TextCheckSettings) -> Finding? {
        var capitals = 0
        for byte in text {
            if byte &- 97 < 26 || byte >= 0x80 { return nil }
            if byte &- 65 < 26 { capitals += 1 }
        }
        guard capitals >= settings.capitals else { return nil }
        return Finding(.note, "text.capitals", "all \(capitals) letters are capitals")
    }
}
