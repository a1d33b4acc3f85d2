import Records

/// The text of a small file: UTF-8, or UTF-16 with a byte order mark, as Praat and Windows write it.
enum TimedText {
    static let maximumBytes = 64 << 20

    static func decode(_ bytes: [UInt8], file: String) throws(Finding) -> String {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return try wide(bytes, file: file) }
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let fault = bytes.withUnsafeBytes { raw in
            let body = UnsafeRawBufferPointer(rebasing: raw[start...])
            return UTF8Check.firstFault(in: body) ?? body.firstIndex(of: 0)
        }
        guard let fault else { return String(decoding: bytes[start...], as: UTF8.self) }
        throw self.fault(atByte: start + fault, file: file, line: bytes[..<(start + fault)].count { $0 == 10 } + 1)
    }

    /// Bytes from 0, lines from 1.
    static func fault(atByte byte: Int, file: String, line: Int) -> Finding {
        Finding(.error, "text.invalid-utf8", "byte \(byte + 1) of `\(file)` is not UTF-8 text", at: Place(file: file, line: line),
                hint: "Convert the file to UTF-8, for example with `iconv -t UTF-8`")
    }

    private static func wide(_ bytes: [UInt8], file: String) throws(Finding) -> String {
        let isBig = bytes[0] == 0xFE
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for place in stride(from: 2, to: bytes.count - 1, by: 2) {
            let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
            units.append(isBig ? first << 8 | second : second << 8 | first)
        }
        guard bytes.count % 2 == 0, let text = String(validating: units, as: UTF16.self) else {
            throw Finding(.error, "text.invalid-utf16", "`\(file)` begins as UTF-16 and is cut off or broken within a character", at: Place(file: file, line: units.count { $0 == 10 } + 1),
                          hint: "Fetch or export the file again")
        }
        return text
    }

    /// Lines without their ends (`\n`, `\r\n` or `\r`), and whether the last one had an end.
    static func lines(_ text: String) -> (lines: [String], isClosed: Bool) {
        var lines: [String] = []
        var current: [UInt8] = []
        var wasReturn = false
        for byte in text.utf8 {
            defer { wasReturn = byte == 13 }
            if byte == 10, wasReturn { continue }
            if byte == 10 || byte == 13 {
                lines.append(String(decoding: current, as: UTF8.self))
                current.removeAll(keepingCapacity: true)
            } else { current.append(byte) }
        }
        let isClosed = current.isEmpty
        if !isClosed { lines.append(String(decoding: current, as: UTF8.self)) }
        return (lines, isClosed)
    }

    /// A last line without an end may be whole or cut off: nobody can tell, so it is said.
    static func unclosed(_ format: String, _ file: String, line: Int) -> Finding {
        Finding(.warning, "\(format).last-line", "the last line of `\(file)` has no end, so it may be cut off", at: Place(file: file, line: line),
                hint: "Look whether the end of the file is missing; if not, end the line")
    }
}
