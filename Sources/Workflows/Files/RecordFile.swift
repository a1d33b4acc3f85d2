import Formats
import Records

/// A plain file of records for the tools that need no workspace: CSV, TSV, JSON lines or JSON, packed or not, `-` for
/// standard input (read as JSON lines).
enum RecordFile {
    /// Calls `body` with every good record; bad ones come back as findings with file and line.
    static func forEach(_ path: String, _ body: (RawRecord) throws -> Void) throws -> [Finding] {
        let reader = try open(path)
        var findings: [Finding] = []
        while let record = try reader.next() {
            findings += reader.takeFindings()
            try body(record)
        }
        return findings + reader.takeFindings()
    }

    static func open(_ path: String) throws -> any RecordReader {
        do {
            let source = try ByteSource(path: path)
            switch path == "-" ? "jsonl" : FormatCatalog.card(forPath: path)?.name {
            case "csv": return try CSVReader(source)
            case "tsv": return try CSVReader(source, dialect: CSVDialect(delimiter: UInt8(ascii: "\t"), quote: nil))
            case "json": return try JSONListReader(source)
            case "jsonl": return try JSONLinesReader(source)
            default:
                throw WorkflowError(.badInput, "file.format", "`\(path)` is no table this reads", hint: "files end in .csv, .tsv, .jsonl or .json, also with .gz or .zst")
            }
        } catch let error as ByteError {
            throw WorkflowError(.notFound, "file.unreadable", "\(error)", hint: "check the path and its permissions")
        }
    }

    /// The text of a field, whatever JSON kind it has; nil when it is missing or null.
    static func text(_ value: JSONValue?) -> String? {
        guard let value, !value.isNull else { return nil }
        return value.string ?? value.text(sorted: false)
    }

    static func number(_ value: JSONValue?) -> Double? {
        value?.double ?? value?.string.flatMap { Double($0) }
    }
}
