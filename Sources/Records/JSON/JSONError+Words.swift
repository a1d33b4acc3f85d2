/// What a person reads about broken JSON.
extension JSONError: CustomStringConvertible {
    /// One sentence without a full stop, without the place.
    public var message: String {
        switch reason {
        case .empty: "there is no JSON value, only white space"
        case .unexpected(let found, let expected): "found \(Self.shown(found)) where \(expected) is needed"
        case .trailing(let byte): "found \(Self.shown(byte)) after the end of the value"
        case .duplicateKey(let key): "the key `\(key)` comes twice in one object"
        case .tooDeep(let limit): "values are nested deeper than \(limit) levels"
        case .notUTF8: "the bytes are not UTF-8"
        case .byteOrderMark: "the text starts with a byte order mark"
        case .wideEncoding: "the text looks like UTF-16 or UTF-32"
        case .notANumber(let word): "`\(word)` is not a JSON number"
        case .number(let text): "`\(text)` is not written as a JSON number"
        case .controlCharacter(let byte): "a string holds the control character \(Self.hexadecimal(UInt16(byte), 2)) unescaped"
        case .escape(let byte): "a backslash is followed by \(Self.shown(byte))"
        case .loneSurrogate(let unit): "`\\u\(Self.digits(unit, 4))` is half of a surrogate pair"
        case .unterminatedString: "a string has no closing quote"
        }
    }

    /// What to do about it, where that can be said.
    public var hint: String? {
        switch reason {
        case .byteOrderMark: "save the file as UTF-8 without byte order mark"
        case .wideEncoding, .notUTF8: "convert the file to UTF-8, for example with `iconv -t UTF-8`"
        case .notANumber: "JSON has no NaN or infinity: write `null` or leave the key out"
        case .number(let text) where text.hasPrefix("+"): "leave out the plus sign"
        case .trailing: "for one value per line, read the file as JSON lines"
        case .controlCharacter(let byte): "write it as `\\u\(Self.digits(UInt16(byte), 4))`"
        case .unexpected(let byte, _) where byte == UInt8(ascii: "'"): "strings stand in double quotes"
        default: nil
        }
    }

    public var description: String { "\(line):\(column): \(message)" }

    /// The same fact as a finding in a file.
    public func finding(file: String? = nil, record: String? = nil) -> Finding {
        Finding(.error, "json.syntax", message, at: Place(file: file, line: line, column: column, record: record), hint: hint)
    }

    private static func shown(_ byte: UInt8?) -> String {
        guard let byte else { return "the end of the text" }
        return (33...126).contains(byte) ? "`\(Character(UnicodeScalar(byte)))`" : "byte \(hexadecimal(UInt16(byte), 2))"
    }

    private static func hexadecimal(_ value: UInt16, _ width: Int) -> String { "0x" + digits(value, width) }

    private static func digits(_ value: UInt16, _ width: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}
