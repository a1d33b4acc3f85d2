import Formats
import Records

/// One column of a small file: a list of one value a line, with or without a header, or the column of a table that bears
/// one of the names asked for. Held in memory.
struct NamedColumn {
    let name: String
    /// The first line of a list, which may be a value as well as a header.
    private(set) var head: String?
    private(set) var cells: [(text: String, line: Int)] = []

    init(_ path: String, names: [String], option: String, _ findings: inout FileFindings) throws {
        name = path == "-" ? "(standard input)" : path
        if path.hasSuffix(".npy") {
            cells = try NpyLabels.read(path: path).enumerated().map { ("\($1)", $0) }
            return
        }
        let lines = try path == "-" ? [] : Self.lines(path)
        if path == "-" || lines.first.map(Self.isOfRecords) ?? false {
            cells = try Self.column(of: try RecordFile(path), names, option, &findings)
        } else if let first = lines.first {
            let isHeader = names.contains(first.text)
            head = isHeader ? nil : first.text
            cells = Array(lines.dropFirst())
        }
    }

    /// A table of several columns, or JSON.
    private static func isOfRecords(_ line: (text: String, line: Int)) -> Bool {
        line.text.contains { ",;\t".contains($0) } || line.text.hasPrefix("{") || line.text.hasPrefix("[")
    }

    private static func lines(_ path: String) throws -> [(text: String, line: Int)] {
        let source = try ByteSource(path: path)
        var bytes = try source.readAll(maximumBytes: 1 << 30)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        var found: [(text: String, line: Int)] = []
        for (number, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
            let text = unquoted(String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self))
            if !text.isEmpty { found.append((text, number + 1)) }
        }
        return found
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        return String(text.dropFirst().dropLast()).replacing("\"\"", with: "\"")
    }

    private static func column(
        of file: RecordFile, _ names: [String], _ option: String, _ findings: inout FileFindings
    ) throws -> [(text: String, line: Int)] {
        var cells: [(text: String, line: Int)] = []
        try file.forEach(&findings) { record, _ in
            guard let column = names.first(where: file.fields.contains) ?? (file.fields.count == 1 ? file.fields[0] : nil) else {
                throw WorkflowError(
                    .badInput, "field.unknown", "`\(file.name)` has no column \(names.map { "`\($0)`" }.joined(separator: " or "))",
                    hint: "`\(option)` is a list of one value a line, or a table with such a column")
            }
            cells.append((RecordFile.text(record.fields[column]) ?? "", record.line))
        }
        // A row left out would shift all behind it.
        guard findings.worst != .error else {
            throw WorkflowError(.unprocessable, "selection.bad-rows", "rows of `\(file.name)` cannot be read", hint: "mend them: every row counts", findings: findings.kept)
        }
        return cells
    }
}
