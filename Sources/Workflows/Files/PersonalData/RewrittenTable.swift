import Formats
import Records

/// A table that is written anew in the format it has, packed as it was: CSV and TSV with the columns in their order, JSON
/// lines, or one JSON list.
final class RewrittenTable {
    let input: RecordFile
    private let path: String
    private let sink: ByteSink
    private let rows: CSVWriter?
    private let isList: Bool
    private var columns: [String] = []
    private var isBegun = false

    /// - Parameter path: by whose ending the format is told; the file itself lies elsewhere under any name.
    init(_ file: String, named path: String, to target: String) throws {
        input = try RecordFile(file)
        self.path = path
        sink = try ByteSink(path: target, compression: Compression(path: path), durability: .later)
        rows = input.isTable ? CSVWriter(sink, delimiter: input.delimiter) : nil
        isList = FormatCatalog.card(forPath: path)?.name == "json"
    }

    func add(_ fields: JSONObject) throws {
        // Only what stands at the top of a record is looked at.
        if let nested = fields.members.first(where: { $0.value.object != nil || $0.value.array != nil }) {
            throw Finding(.warning, "redact.nested", "`\(nested.key)` holds a list or an object, in which nobody looks", at: Place(file: path), hint: "lay the records out flat")
        }
        if let rows {
            if !isBegun { try begin(input.firstFields(), rows) }
            return try rows.write(columns.map { RecordFile.text(fields[$0]) ?? "" })
        }
        if isList { try sink.write(Array((isBegun ? ",\n" : "[\n").utf8)) }
        isBegun = true
        try sink.write(Array((JSONValue.object(fields).text(sorted: false) + (isList ? "" : "\n")).utf8))
    }

    private func begin(_ columns: [String], _ rows: CSVWriter) throws {
        isBegun = true
        self.columns = columns
        try rows.write(columns)
    }

    func finish() throws {
        if let rows, !isBegun { try begin(input.firstFields(), rows) }
        if isList { try sink.write(Array((isBegun ? "\n]\n" : "[]\n").utf8)) }
        try sink.finish()
    }
}
