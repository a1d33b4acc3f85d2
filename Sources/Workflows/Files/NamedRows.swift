import Records

/// A few columns of a file as texts, row by row, with the line each stands on: for answers that are not classes.
struct NamedRows {
    struct Column {
        var name: String
        /// What to name another column with.
        var option: String
        /// A file may do without it.
        var isOptional = false
    }

    struct Row {
        /// In the order of the columns; nil where missing or empty.
        var cells: [String?]
        var line: Int
    }

    let file: RecordFile
    let columns: [Column]

    init(_ path: String, _ columns: [Column]) throws {
        file = try RecordFile(path)
        self.columns = columns
    }

    /// - Throws: wrong use when no row has one of the columns that are due.
    func each(_ findings: inout FileFindings, watch: ReadWatch? = nil, _ body: (Row, inout FileFindings) throws -> Void) throws {
        var found = columns.map(\.isOptional)
        try file.forEach(fields: columns.map(\.name), &findings, watch: watch) { row, findings in
            var cells: [String?] = []
            cells.reserveCapacity(columns.count)
            for place in columns.indices {
                let cell = row.withField(place) { bytes in bytes.map { String(decoding: $0, as: UTF8.self) } }
                if cell != nil { found[place] = true }
                cells.append(cell?.isEmpty == true ? nil : cell)
            }
            try body(Row(cells: cells, line: row.line), &findings)
        }
        for (place, column) in columns.enumerated() where !found[place] && !file.fields.isEmpty {
            throw file.unknownField(column.name, option: column.option)
        }
    }

    /// Of a row that lacks one of these.
    func missing(_ names: [String], _ line: Int) -> Finding {
        let words = names.map { "`\($0)`" }.joined(separator: " or no ")
        return Finding(.error, "votes.columns", "the row has no \(words)", at: Place(file: file.name, line: line), hint: "name the columns with " + columns.map { "`\($0.option)`" }.joined(separator: ", "))
    }

    func nothing(_ what: String, _ findings: FileFindings) -> WorkflowError {
        WorkflowError(.unprocessable, "votes.none", "`\(file.name)` holds no \(what)", hint: "columns are " + columns.map { "`\($0.name)`" }.joined(separator: ", "), findings: findings.kept)
    }
}
