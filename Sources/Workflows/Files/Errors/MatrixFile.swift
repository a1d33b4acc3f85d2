import Formats
import Kernels
import Records

/// A file of numbers as a matrix that is never held: .npy mapped, CSV and TSV parsed a block at a time.
///
/// What a pipe, a packed file or JSON lines hold is kept on disk once. What a file is, its first bytes say.
struct MatrixFile {
    /// As it was given, for messages.
    let name: String
    let rows: any MatrixRows
    /// Names of the columns, where the file has them.
    let columnNames: [String]?
    /// Lengths of an .npy file of any shape.
    let shape: [Int]?
    private let plain: PlainFile
    private let text: TextMatrix?
    private let emptyCells: TextMatrix.EmptyCells

    init(_ path: String, emptyCells: TextMatrix.EmptyCells = .refused, _ findings: inout FileFindings, _ watch: ReadWatch? = nil) throws {
        let plain = try PlainFile(path)
        let start = try plain.start(4096)
        if start.starts(with: [0x93] + Array("NUMPY".utf8)) || plain.ending == "npy" || plain.ending == "npz" {
            let matrix = try NpyMatrix(path: plain.path, shownAs: plain.name)
            self.init(plain, matrix, names: nil, emptyCells, shape: matrix.shape)
        } else if let first = start.first(where: { $0 > 32 && $0 < 0xBB }), first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            let (matrix, names) = try Self.records(plain, &findings, watch)
            self.init(plain, matrix, names: names, emptyCells)
        } else {
            let matrix = try TextMatrix(path: plain.path, shownAs: plain.name, emptyCells: emptyCells)
            self.init(plain, matrix, names: matrix.columnNames, emptyCells, text: matrix)
        }
    }

    private init(_ plain: PlainFile, _ rows: any MatrixRows, names: [String]?, _ emptyCells: TextMatrix.EmptyCells, shape: [Int]? = nil, text: TextMatrix? = nil) {
        (self.plain, name, self.rows, columnNames) = (plain, plain.name, rows, names)
        (self.emptyCells, self.shape, self.text) = (emptyCells, shape, text)
    }

    /// The first line is 0, 1, 2 ..., taken for a row so far.
    var mayHaveNumberedHeader: Bool { text?.mayHaveNumberedHeader ?? false }

    /// The same file, its first line taken for names.
    func withHeader() throws -> MatrixFile {
        let matrix = try TextMatrix(path: plain.path, shownAs: name, firstLine: .header, emptyCells: emptyCells)
        return MatrixFile(plain, matrix, names: matrix.columnNames, emptyCells, text: matrix)
    }

    /// Where a row is: `line 12 of `p.csv``, or `row 10 of `p.npy``, counted from 0.
    func words(ofRow row: Int) -> String { text.map { "line \($0.line(ofRow: row)) of `\(name)` (row \(row))" } ?? "row \(row) of `\(name)`" }

    func place(ofRow row: Int) -> Place { Place(file: name, line: text?.line(ofRow: row), record: "\(row)") }

    /// The same numbers where any row is found at once: text is parsed once and kept on disk.
    func kept() throws -> any MatrixRows {
        guard let text else { return rows }
        let kept = try KeptMatrix(columnCount: text.columnCount)
        for start in stride(from: 0, to: text.rowCount, by: text.rowsPerBlock) {
            let block = try text.withRows(start..<min(start + text.rowsPerBlock, text.rowCount)) { Array($0) }
            try block.withUnsafeBufferPointer { try kept.add($0) }
        }
        return try kept.matrix(named: name)
    }

    /// Records of numbers, all with the fields of the first.
    private static func records(_ plain: PlainFile, _ findings: inout FileFindings, _ watch: ReadWatch?) throws -> (NpyMatrix, [String]) {
        let file = try RecordFile(plain)
        var kept: KeptMatrix?
        try file.forEach(&findings, watch: watch) { record, _ in
            let row = record.fields.members.compactMap { RecordFile.number($0.value) }
            guard row.count == record.fields.count, row.count == file.fields.count else {
                throw WorkflowError(.unprocessable, "matrix.record", "line \(record.line) of `\(file.name)` is not a row of \(file.fields.count) numbers", hint: "every record has the fields of the first, each a number")
            }
            let matrix = try kept ?? KeptMatrix(columnCount: row.count)
            kept = matrix
            try row.withUnsafeBufferPointer { try matrix.add($0) }
        }
        guard let kept else { throw MatrixFileError.empty(plain.name) }
        return (try kept.matrix(named: plain.name), file.fields)
    }
}
