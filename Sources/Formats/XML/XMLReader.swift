/// Reads a small XML file into its tree of elements. For what is refused and why, see `XMLScanner`.
public enum XMLReader {
    public static let defaultMaximumBytes = 64 << 20

    public static func element(_ bytes: [UInt8], maximumBytes: Int = defaultMaximumBytes) throws(XMLError) -> XMLElement {
        try withTree(bytes, maximumBytes: maximumBytes) { $0.element(XMLTree.root) }
    }

    /// The tree is valid only within `body`.
    static func withTree<T>(_ bytes: [UInt8], maximumBytes: Int = defaultMaximumBytes, _ body: (XMLTree) -> T) throws(XMLError) -> T {
        if bytes.count > maximumBytes { throw XMLError(reason: .tooLarge(limit: maximumBytes), line: 1, column: 1) }
        let unicode = try utf8(bytes)
        return try unicode.withUnsafeBytes { raw in Result { () throws(XMLError) in body(try XMLTree(raw)) } }.get()
    }

    /// The bytes as UTF-8 without a byte order mark.
    private static func utf8(_ bytes: [UInt8]) throws(XMLError) -> [UInt8] {
        func fault(_ reason: XMLError.Reason, at offset: Int = 0) -> XMLError {
            XMLError(reason: reason, line: bytes[..<offset].count { $0 == 10 } + 1, column: offset - (bytes[..<offset].lastIndex(of: 10) ?? -1))
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0, 60]) || bytes.starts(with: [60, 0]) { throw fault(.encoding("UTF-16")) }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes
        switch declaredEncoding(body)?.lowercased() {
        case nil, "utf-8", "utf8", "us-ascii", "ascii":
            if let place = body.withUnsafeBytes({ UTF8Check.firstFault(in: $0) }) { throw fault(.notUTF8, at: place + bytes.count - body.count) }
            return body
        case "iso-8859-1", "latin1", "latin-1", "iso8859-1": return body.flatMap { $0 < 0x80 ? [$0] : [0xC0 | ($0 >> 6), 0x80 | ($0 & 0x3F)] }
        case let name?: throw fault(.encoding(name))
        }
    }

    /// What the XML declaration says, if there is one.
    static func declaredEncoding(_ bytes: [UInt8]) -> String? {
        guard bytes.starts(with: Array("<?xml".utf8)), let end = bytes.prefix(200).firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let declaration = String(decoding: bytes[..<end], as: UTF8.self)
        guard let key = declaration.firstRange(of: "encoding") else { return nil }
        let rest = declaration[key.upperBound...].drop { $0 == " " || $0 == "=" }
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        return String(rest.dropFirst().prefix { $0 != quote })
    }
}
