import Records

/// Why a whole file could not be read or written; one bad record is a `Finding` instead.
public enum FormatError: Error, Sendable, Hashable {
    case unknownFormat(String, file: String)
    case noSuchColumn(String, file: String, known: [String])
    case noHeader(file: String)
    case badHeader(file: String, reason: String)
    /// One long line, because lines end as they did on old Macintoshes.
    case loneCarriageReturns(file: String)
    case notAList(file: String)
    case noSuchKey(String, file: String, known: [String])
    /// The input is shorter than where an earlier run had come to.
    case cursorBeyondEnd(file: String, offset: Int64)
    /// So many records in a row are bad that the file is hardly what it is taken for.
    case tooManyBadRecords(file: String, line: Int, count: Int)
    case cannotList(folder: String, reason: String)
    /// A writer was asked for what the format cannot express.
    case cannotHold(format: String, what: String, hint: String)
}

extension FormatError: CustomStringConvertible {
    public var finding: Finding {
        switch self {
        case .unknownFormat(let name, let file):
            Finding(.error, "format.unknown", "`\(file)` is in no format that can be read here (`\(name)`)", at: Place(file: file),
                    hint: "Name one with `format:`: \(FormatCatalog.records.filter(\.canRead).map(\.name).joined(separator: ", "))")
        case .noSuchColumn(let column, let file, let known):
            Finding(.error, "table.no-such-column", "`\(file)` has no column `\(column)`", at: Place(file: file),
                    hint: "Columns are \(known.prefix(20).map { "`\($0)`" }.joined(separator: ", ")); numbers count from 0")
        case .noHeader(let file):
            Finding(.error, "table.no-header", "`\(file)` has no first row to take column names from", at: Place(file: file, line: 1))
        case .badHeader(let file, let reason):
            Finding(.error, "table.bad-header", "the first row of `\(file)` cannot be column names: \(reason)", at: Place(file: file, line: 1),
                    hint: "Set `header: false` and give columns by number if the file has no header")
        case .loneCarriageReturns(let file):
            Finding(.error, "table.line-ends", "the lines of `\(file)` end in carriage returns alone, so it is one long line", at: Place(file: file, line: 1),
                    hint: "Convert it, for example with `tr '\\r' '\\n'`")
        case .notAList(let file):
            Finding(.error, "json.not-a-list", "`\(file)` is neither a list of objects nor an object that holds one", at: Place(file: file),
                    hint: "Files with one object per line are read with `format: jsonl`")
        case .noSuchKey(let key, let file, let known):
            Finding(.error, "json.no-such-key", "`\(file)` has no list under the key `\(key)`", at: Place(file: file),
                    hint: "Keys are \(known.prefix(20).map { "`\($0)`" }.joined(separator: ", "))")
        case .cursorBeyondEnd(let file, let offset):
            Finding(.error, "file.shorter-than-before", "`\(file)` ends before byte \(offset), where the last run had come to", at: Place(file: file),
                    hint: "The file was replaced: collect it again from the start")
        case .tooManyBadRecords(let file, let line, let count):
            Finding(.error, "file.too-many-bad-records", "\(count) records of `\(file)` up to line \(line) cannot be read", at: Place(file: file, line: line),
                    hint: "Look whether `format:`, `delimiter:` and `header:` fit the file")
        case .cannotList(let folder, let reason):
            Finding(.error, "folder.cannot-list", "folder `\(folder)` cannot be listed: \(reason)", at: Place(file: folder))
        case .cannotHold(let format, let what, let hint):
            Finding(.error, "format.cannot-hold", "format `\(format)` cannot hold \(what)", hint: hint)
        }
    }

    public var description: String { finding.message }
}
