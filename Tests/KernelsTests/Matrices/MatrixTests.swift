import Testing

@testable import Kernels

@Suite("Matrices")
struct MatrixTests {
    let values: [Double] = (0..<12).map { Double($0) / 4 }

    @Test("a block is its rows, in either precision", arguments: [0..<4, 1..<3, 2..<2])
    func blocks(rows: Range<Int>) throws {
        let expected = Array(values[rows.lowerBound * 3..<rows.upperBound * 3])
        for matrix in [Matrix(values, rowCount: 4, columnCount: 3), FloatMatrix(values.map(Float.init), rowCount: 4, columnCount: 3)] as [any MatrixRows] {
            #expect(try matrix.withRows(rows) { (block) throws(MatrixError) in Array(block) } == expected)
            #expect(try matrix.withFloatRows(rows) { (block) throws(MatrixError) in Array(block) } == expected.map(Float.init))
        }
    }

    @Test("a block has a row at least, and stays small")
    func blockSize() {
        #expect(Matrix([], rowCount: 0, columnCount: 0).rowsPerBlock == 32768)
        #expect(Matrix([Double](repeating: 0, count: 100_000), rowCount: 1, columnCount: 100_000).rowsPerBlock == 1)
    }

    @Test("errors say where", arguments: [
        (MatrixError.notANumber("x", row: 2, column: 1), "row 2, column 1 holds `x`, which is no number"),
        (.cellNotANumber("", file: "p.csv", line: 7, column: 2), "line 7, column 2 of `p.csv` is empty where a number is due"),
        (.notFinite(.nan, row: 0, column: 4), "row 0, column 4 is not a number (NaN)"),
        (.rowTooShort(row: 3, columns: 1, expected: 2), "row 3 has 1 number where 2 are due"),
    ])
    func words(error: MatrixError, expected: String) { #expect(error.description == expected) }
}
