import Records

/// Whole small files as text, checked to be UTF-8 without NUL bytes.
public enum TextFileReader {
    public static let defaultMaximumBytes = 16 << 20

    /// The text, or the finding that says why there is none. A byte order mark is taken off; line ends stay.
    public static func read(path: String, shownAs name: String, maximumBytes: Int = defaultMaximumBytes) -> Result<String, Finding> {
        let bytes: [UInt8]
        do { bytes = try ByteSource(path: path, shownAs: name).readAll(maximumBytes: maximumBytes) } catch { return .failure(error.finding) }
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        return bytes.withUnsafeBytes { all in
            let body = UnsafeRawBufferPointer(rebasing: all[start...])
            if let place = UTF8Check.firstFault(in: body) {
                return .failure(fault("text.invalid-utf8", "byte \(start + place + 1) is not UTF-8 (0x\(String(body[place], radix: 16)))", all, start + place, name))
            }
            if let place = body.firstIndex(of: 0) {
                return .failure(fault("text.nul", "byte \(start + place + 1) is a NUL byte", all, start + place, name))
            }
            return .success(String(decoding: body, as: UTF8.self))
        }
    }

    private static func fault(_ code: String, _ message: String, _ bytes: UnsafeRawBufferPointer, _ place: Int, _ name: String) -> Finding {
        let line = bytes[..<place].count { $0 == 10 } + 1
        return Finding(.error, code, message, at: Place(file: name, line: line), hint: "Convert the file to UTF-8, for example with `iconv -t UTF-8`")
    }
}
