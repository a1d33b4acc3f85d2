import Foundation
import Kernels
import Testing

@testable import Formats

/// Cuts a file short in place, as another program would.
func truncated(_ path: String, to bytes: Int) -> Bool { truncate(path, bytes) == 0 }

@Suite("Matrices in text files")
struct TextMatrixTests {
    let folder = TemporaryFolder()

    private func all(_ matrix: some MatrixRows) throws -> [Double] {
        try matrix.withRows(0..<matrix.rowCount) { block throws(MatrixError) in Array(block) }
    }

    @Test("commas, tabs, semicolons, headers, quotes, spaces and blank lines", arguments: [
        ("p0,p1\n1,2\n3,4\n", ["p0", "p1"]), ("1\t2\r\n3\t4\r\n", nil), ("a;b\n\n1;2\n\n3;4", ["a", "b"]), ("\"1\", \"2\"\n 3 ,4\n\n", nil), ("\u{FEFF}x,y\n1,2\n3,4.0e0", ["x", "y"]),
    ] as [(String, [String]?)])
    func dialects(text: String, names: [String]?) throws {
        let matrix = try TextMatrix(path: folder.write(text, "m.csv"))
        #expect(try all(matrix) == [1, 2, 3, 4])
        #expect((matrix.rowCount, matrix.columnCount, matrix.columnNames) == (2, 2, names))
    }

    @Test("any block of a long table is the same as the whole", arguments: [0..<1, 63..<65, 64..<128, 100..<300, 299..<300])
    func blocks(rows: Range<Int>) throws {
        let lines = (0..<300).map { "\($0),\(Double($0) / 7),-\($0)e-3" }
        let matrix = try TextMatrix(path: folder.write(lines.joined(separator: "\n"), "long.csv"))
        let expected = rows.flatMap { [Double($0), Double($0) / 7, Double("-\($0)e-3")!] }
        #expect(try matrix.withRows(rows) { (block) throws(MatrixError) in Array(block) } == expected)
        #expect(try matrix.withFloatRows(rows) { (block) throws(MatrixError) in Array(block) } == expected.map(Float.init))
    }

    @Test("a line with more or fewer cells is told when the file is opened")
    func ragged() {
        let path = folder.write("a,b\n1,2\n\n3\n", "ragged.csv")
        #expect(throws: MatrixFileError.ragged("ragged.csv", line: 4, columns: 1, expected: 2)) { try TextMatrix(path: path) }
    }

    @Test("a cell that is no number is told with line and column", arguments: [
        ("a,b\n1,2\n3,x\n", "x", 3, 2), ("a,b\n1,\n", "", 2, 2), ("1,2\nnan,1\n", "nan", 2, 1), ("1,2\n0x1,1\n", "0x1", 2, 1), ("1,2\n1e999,1\n", "1e999", 2, 1),
    ])
    func wrongCell(text: String, cell: String, line: Int, column: Int) throws {
        let matrix = try TextMatrix(path: folder.write(text, "w.csv"))
        #expect(throws: MatrixError.cellNotANumber(cell, file: "w.csv", line: line, column: column)) { try all(matrix) }
    }

    @Test("nothing, or a header only", arguments: ["", "\n\n", "a,b\n"])
    func empty(text: String) {
        let path = folder.write(text, "empty.csv")
        #expect(throws: MatrixFileError.empty("empty.csv")) { try TextMatrix(path: path) }
    }

    @Test("names of columns may hold the delimiter and quotes", arguments: [
        ("\"yes, please\",\"no \"\"thanks\"\"\"\n0.5,0.5\n", ["yes, please", "no \"thanks\""]), (" a , \"b\"\n1,0\n", ["a", "b"]), (",b\n1,0\n", ["", "b"]),
    ])
    func names(text: String, names: [String]) throws {
        #expect(try TextMatrix(path: folder.write(text, "n.csv")).columnNames == names)
    }

    @Test("a first line of 0, 1, 2 may be a header, and is one when that is asked for")
    func numberedHeader() throws {
        let path = folder.write("0,1,2\n0.5,0.25,0.25\n", "h.csv")
        let matrix = try TextMatrix(path: path)
        #expect((matrix.rowCount, matrix.mayHaveNumberedHeader, matrix.columnNames) == (2, true, nil))
        let asked = try TextMatrix(path: path, firstLine: .header)
        #expect((asked.rowCount, asked.mayHaveNumberedHeader, asked.columnNames) == (1, false, ["0", "1", "2"]))
        #expect(try !TextMatrix(path: folder.write("1,0\n0,1\n", "r.csv")).mayHaveNumberedHeader)
    }

    @Test("gaps are numbers only where they are asked for")
    func gaps() throws {
        let path = folder.write("a,b\n1,\nNaN,2\nnull,n/a\n", "g.csv")
        #expect(try all(TextMatrix(path: path, emptyCells: .missing)).map { $0.isNaN ? -1 : $0 } == [1, -1, -1, 2, -1, -1])
        #expect(throws: MatrixError.self) { try all(TextMatrix(path: path)) }
    }

    @Test("a row knows its line, blank lines counted")
    func lines() throws {
        let matrix = try TextMatrix(path: folder.write("a\n\n" + (0..<100).map { "\($0)\n" }.joined(separator: "\n"), "l.csv"))
        #expect([0, 1, 63, 64, 99].map(matrix.line(ofRow:)) == [3, 5, 129, 131, 201])
    }

    @Test("numbers are what the standard library reads")
    func numbers() {
        var random = Seeded(3)
        var texts = ["0", "-0", "1.", ".5", "+3", "9007199254740993", "9007199254740992.5", "123456789012345678901234567890", "1e-400", "4.9e-324", "0.1e23", "1e22", "1e23", "0.000001", "00012.50"]
        for _ in 0..<20_000 {
            let uniform = Double(random.next() >> 11) * 0x1p-53
            texts += ["\(uniform)", "\(uniform * 1e-9)", "\(Float(uniform))", "\(uniform)123", "\(random.next() >> 2)e-\(random.next() % 30)", "0.\(random.next())"]
        }
        for text in texts {
            let value = Array(text.utf8).withUnsafeBufferPointer { DecimalCell.value($0) }
            #expect(value?.bitPattern == Double(text == "1." ? "1" : text == ".5" ? "0.5" : text)?.bitPattern, "\(text)")
        }
        for text in ["", "-", ".", "e5", "1e", "1e+", "1.2.3", "1 2", "--1", "1_0", "inf", "0x10", "1e5x"] {
            #expect(Array(text.utf8).withUnsafeBufferPointer { DecimalCell.value($0) } == nil, "\(text)")
        }
    }
}
