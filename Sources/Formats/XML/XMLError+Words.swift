import Records

extension XMLError: CustomStringConvertible {
    public var code: String {
        switch reason {
        case .empty: "xml.empty"
        case .truncated: "xml.truncated"
        case .doctype: "xml.doctype"
        case .unknownEntity: "xml.entity"
        case .notUTF8, .encoding: "xml.encoding"
        case .tooDeep, .tooManyElements, .tooLarge: "xml.too-large"
        default: "xml.not-well-formed"
        }
    }

    public var description: String {
        switch reason {
        case .empty: "there is no element"
        case .truncated(let what): "the file ends within \(what)"
        case .unexpected(let byte, let expected): "found \(Self.shown(byte)) where \(expected) is needed"
        case .mismatched(let open, let close): "`<\(open)>` is closed by `</\(close)>`"
        case .afterRoot: "there is a second element behind the first"
        case .textOutsideRoot: "there is text outside of the element"
        case .badName: "a name begins with a character that no name begins with"
        case .duplicateAttribute(let name): "the attribute `\(name)` comes twice"
        case .doctype: "there is a document type (`<!DOCTYPE`), which is never read"
        case .unknownEntity(let name): "`&\(name);` is none of the five entities every file has"
        case .badCharacter(let scalar): "the character U+\(String(scalar, radix: 16, uppercase: true)) may not be in XML"
        case .notUTF8: "there is a byte that is not UTF-8"
        case .encoding(let name): "the encoding is `\(name)`; UTF-8 and ISO-8859-1 are read"
        case .tooDeep(let limit): "elements are nested more than \(limit) deep"
        case .tooManyElements(let limit): "there are more than \(limit) elements"
        case .tooLarge(let limit): "the file has more than \(limit) bytes"
        }
    }

    private var hint: String? {
        switch reason {
        case .truncated, .empty: "The end of the file is missing: fetch it again"
        case .doctype, .unknownEntity: "Take the document type out and write the characters themselves"
        case .notUTF8, .encoding: "Convert the file to UTF-8, for example with `iconv -t UTF-8`"
        default: nil
        }
    }

    public func finding(in file: String) -> Finding {
        Finding(.error, code, "`\(file)` cannot be read as XML: \(description)", at: Place(file: file, line: line, column: column), hint: hint)
    }

    private static func shown(_ byte: UInt8) -> String {
        byte > 32 && byte < 127 ? "`\(Character(UnicodeScalar(byte)))`" : "byte 0x\(String(byte, radix: 16))"
    }
}
