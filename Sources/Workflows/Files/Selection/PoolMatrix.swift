import Formats
import Foundation
import Kernels
import Records

/// A file of numbers of a pool: .npy mapped, CSV and TSV parsed a block at a time. What it is, its first bytes say.
struct PoolMatrix {
    /// As it was given, for messages.
    let name: String
    let rows: any MatrixRows
    private let text: TextMatrix?

    init(_ path: String) throws {
        name = path
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        let start = try handle.read(upToCount: 6) ?? Data()
        try handle.close()
        if start.elementsEqual([0x93] + Array("NUMPY".utf8)) || path.hasSuffix(".npy") || path.hasSuffix(".npz") {
            rows = try NpyMatrix(path: path)
            text = nil
        } else {
            let matrix = try TextMatrix(path: path)
            rows = matrix
            text = matrix
        }
    }

    /// The same numbers where any row is found at once: text is parsed once, into single precision.
    func kept() throws -> any MatrixRows {
        guard let text else { return rows }
        var values: [Float] = []
        values.reserveCapacity(text.rowCount * text.columnCount)
        for start in stride(from: 0, to: text.rowCount, by: text.rowsPerBlock) {
            values += try text.withFloatRows(start..<min(start + text.rowsPerBlock, text.rowCount)) { Array($0) }
        }
        return FloatMatrix(values, rowCount: text.rowCount, columnCount: text.columnCount)
    }

    /// With the line, of text.
    func place(ofRow row: Int) -> Place { Place(file: name, line: text == nil ? nil : line(ofRow: row)) }

    /// The line on which a row stands: blank lines are no rows, and a header is none.
    private func line(ofRow row: Int) -> Int? {
        guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: name), options: .mappedIfSafe) else { return nil }
        var left = row + (text?.columnNames == nil ? 0 : 1)
        for (number, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() where !line.isEmpty && line != Data([13]) {
            if left == 0 { return number + 1 }
            left -= 1
        }
        return nil
    }
}
