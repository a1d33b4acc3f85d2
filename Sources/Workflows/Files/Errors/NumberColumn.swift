import Formats
import Kernels
import Records

/// One number a row: a column of a table or of JSON lines, by default the last, or a .npy file of one column.
struct NumberColumn {
    let name: String
    private(set) var values: [Double] = []
    /// nil for a .npy file.
    private var file: RecordFile?

    init(_ path: String, column: String?, _ findings: inout FileFindings, _ watch: ReadWatch?) throws {
        let plain = try PlainFile(path)
        name = plain.name
        if plain.ending == "npy" {
            try readArray(plain)
        } else {
            let file = try RecordFile(plain)
            self.file = file
            try readRecords(file, column, &findings, watch)
        }
        guard !values.isEmpty else { throw WorkflowError(.unprocessable, "errors.no-labels", "`\(name)` holds no numbers", hint: "one number a row, under a header") }
    }

    private mutating func readArray(_ plain: PlainFile) throws {
        let matrix = try NpyMatrix(path: plain.path, shownAs: name)
        guard matrix.columnCount == 1 else { throw MatrixFileError.notOneColumn(name, columns: matrix.columnCount) }
        values = try matrix.withRows(0..<matrix.rowCount) { Array($0) }
        if let row = values.firstIndex(where: { !$0.isFinite }) { throw unfit("row \(row)", values[row].isNaN ? "NaN" : "an infinite number") }
    }

    private mutating func readRecords(_ file: RecordFile, _ column: String?, _ findings: inout FileFindings, _ watch: ReadWatch?) throws {
        let fields = try file.firstFields()
        guard let column = column ?? fields.last else { return }
        guard fields.contains(column) else { throw WorkflowError.unknownColumn(column, of: name, known: fields, option: "--label") }
        try file.forEach(fields: [column], &findings, watch: watch) { row, _ in
            let text = row.withField(0) { $0.map { String(decoding: $0, as: UTF8.self) } } ?? ""
            guard let number = Double(text), number.isFinite else { throw unfit("line \(row.line)", text.isEmpty ? "nothing" : "`\(ShownText.of(text))`") }
            values.append(number)
        }
        guard findings.worst != .error else {
            throw WorkflowError(.unprocessable, "errors.bad-rows", "rows of `\(name)` that cannot be read would put numbers beside the wrong predictions", hint: "mend them, or take out the same rows of both files", findings: findings.kept)
        }
    }

    /// The text of another column in some rows.
    func texts(ofColumn column: String, inRows rows: Set<Int>) throws -> [Int: String] {
        guard let file else { throw WorkflowError(.badInput, "field.unknown", "`\(name)` is a .npy file and has no column `\(ShownText.of(column))`", hint: "give the labels as a table") }
        return try file.texts(ofColumn: column, inRows: rows, option: "--id")
    }

    private func unfit(_ place: String, _ what: String) -> WorkflowError {
        WorkflowError(.unprocessable, "errors.number", "\(place) of `\(name)` has \(what) where a finite number is due", hint: "leave rows without a number out of both files")
    }
}
