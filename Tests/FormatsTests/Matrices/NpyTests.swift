import Kernels
import Testing

@testable import Formats

@Suite("Matrices in .npy files")
struct NpyTests {
    let folder = TemporaryFolder()

    static func npy(_ header: String, _ body: [UInt8] = [], version: [UInt8] = [1, 0]) -> [UInt8] {
        let length = UInt16(header.utf8.count + 1)
        return [0x93] + Array("NUMPY".utf8) + version + [UInt8(length & 255), UInt8(length >> 8)] + Array(header.utf8) + [10] + body
    }

    static func bytes<Value>(_ values: [Value]) -> [UInt8] { values.withUnsafeBytes { Array($0) } }

    static func header(_ descr: String, _ shape: String, fortran: String = "False") -> String {
        "{'descr': '\(descr)', 'fortran_order': \(fortran), 'shape': \(shape), }"
    }

    private func all(_ matrix: some MatrixRows) throws -> [Double] {
        try matrix.withRows(0..<matrix.rowCount) { block throws(MatrixError) in Array(block) }
    }

    @Test("float64, float32 and float16 give the same numbers, wherever they lie", arguments: 0..<8)
    func elements(padding: Int) throws {
        let values = [0.5, -1, 0.25, 65504, 0, 0.000060975551605224609375]
        let pad = String(repeating: " ", count: padding)
        let files: [[UInt8]] = [
            Self.npy(Self.header("<f8", "(3, 2)") + pad, Self.bytes(values)), Self.npy(Self.header("<f4", "(3, 2)") + pad, Self.bytes(values.map(Float.init))),
            Self.npy(Self.header("<f2", "(3, 2)") + pad, Self.bytes([0x3800, 0xBC00, 0x3400, 0x7BFF, 0x0000, 0x03FF] as [UInt16])),
        ]
        for (place, file) in files.enumerated() {
            let matrix = try NpyMatrix(path: folder.write(file, "\(place).npy"))
            #expect((matrix.rowCount, matrix.columnCount) == (3, 2))
            #expect(try all(matrix) == values)
            #expect(try matrix.withRows(1..<2) { (block) throws(MatrixError) in Array(block) } == [0.25, 65504])
            #expect(try matrix.withFloatRows(1..<3) { (block) throws(MatrixError) in Array(block) } == values[2...].map(Float.init))
        }
    }

    @Test("halves at the edges of their range", arguments: [
        (UInt16(0x0001), Float(0x1p-24)), (0x8001, -0x1p-24), (0x0400, 0x1p-14), (0x3C00, 1), (0x7C00, .infinity), (0xFC00, -.infinity),
    ])
    func halves(bits: UInt16, expected: Float) { #expect(NpyElement.widened(bits) == expected) }

    @Test("a list is one column, more than two lengths are rows of the rest")
    func shapes() throws {
        let body = Self.bytes((0..<24).map(Double.init))
        let list = try NpyMatrix(path: folder.write(Self.npy(Self.header("<f8", "(24,)"), body), "list.npy"))
        #expect((list.rowCount, list.columnCount) == (24, 1))
        let cube = try NpyMatrix(path: folder.write(Self.npy(Self.header("<f8", "(2, 3, 4)"), body), "cube.npy"))
        #expect((cube.rowCount, cube.columnCount, cube.shape) == (2, 12, [2, 3, 4]))
        #expect(try all(cube.asOneColumn) == (0..<24).map(Double.init))
        #expect(cube.asOneColumn.rowCount == 24)
    }

    static let refusals: [([UInt8], String)] = [
        ([UInt8](), "matrix.empty"),
        (Array("PK whatever".utf8), "matrix.not-npy"),
        (npy(header("<f8", "(1, 1)"), [], version: [9, 0]), "matrix.npy-version"),
        (npy(header("<f8", "(1, 1)"), [1, 2, 3]), "matrix.truncated"),
        (npy(header("<f8", "(2, 2)", fortran: "True"), bytes([1.0, 2, 3, 4])), "matrix.fortran-order"),
        (npy(header("<i8", "(1, 1)"), bytes([1])), "matrix.element-type"),
        (npy(header(">f8", "(1, 1)"), bytes([1.0])), "matrix.element-type"),
        (npy(header("<f8", "(0, 3)")), "matrix.empty"),
        (npy(header("<f8", "()"), bytes([1.0])), "matrix.empty"),
        (npy(header("<f8", "(9223372036854775807, 9)")), "matrix.npy-header"),
        (npy(header("<f8", "(2305843009213693951, 1)")), "matrix.npy-header"),
        (npy(header("<f8", "(99999999999999999999, 1)")), "matrix.npy-header"),
        (npy(header("<f8", "(-1, 1)")), "matrix.npy-header"),
        (npy("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }", bytes([1.0])), "matrix.npy-header"),
        (npy("{'descr': '<f8', 'shape': (1,), }", bytes([1.0])), "matrix.npy-header"),
        (npy("{'descr': '<f8', 'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", bytes([1.0])), "matrix.npy-header"),
        (npy("{'descr': '<f8', 'fortran_order': exit(), 'shape': (1,), }", bytes([1.0])), "matrix.npy-header"),
        (npy("{'descr': '<f8"), "matrix.npy-header"),
    ]

    @Test("what is no matrix is refused with what is wrong", arguments: NpyTests.refusals)
    func refused(file: [UInt8], code: String) throws {
        let path = folder.write(file, "wrong.npy")
        let error = #expect(throws: MatrixFileError.self) { try NpyMatrix(path: path) }
        #expect(error?.finding.code == code)
        #expect(error?.description.contains("wrong.npy") == true)
    }

    @Test("every truncation is refused, never a crash")
    func truncations() throws {
        let whole = Self.npy(Self.header("<f4", "(2, 2)"), Self.bytes([1, 2, 3, 4] as [Float]))
        for length in 0..<whole.count {
            let path = folder.write(Array(whole[..<length]), "cut.npy")
            #expect(throws: MatrixFileError.self) { try NpyMatrix(path: path) }
        }
    }

    @Test("a file that is not there, and a folder")
    func absent() {
        #expect(throws: MatrixFileError.self) { try NpyMatrix(path: folder.path + "/none.npy") }
        #expect(throws: MatrixFileError.self) { try NpyMatrix(path: folder.path) }
    }

    @Test("a file that shrinks while it is read is an error")
    func shrunk() throws {
        let path = folder.write(Self.npy(Self.header("<f8", "(2, 1)"), Self.bytes([1.0, 2])), "shrinks.npy")
        let matrix = try NpyMatrix(path: path)
        #expect(try all(matrix) == [1, 2])
        try #require(truncated(path, to: 10))
        #expect(throws: MatrixError.self) { try matrix.withRows(0..<2) { (block) throws(MatrixError) in block[0] } }
    }

    static let widths: [(String, [UInt8], [Int32])] = [
        ("|u1", bytes([0, 255] as [UInt8]), [0, 255]), ("|i1", bytes([-1, 5] as [Int8]), [-1, 5]), ("<i2", bytes([-2, 300] as [Int16]), [-2, 300]),
        ("<u4", bytes([7, 70000] as [UInt32]), [7, 70000]), ("<i8", bytes([-3, 9] as [Int64]), [-3, 9]),
    ]

    @Test("labels of every width", arguments: NpyTests.widths)
    func labels(descr: String, body: [UInt8], expected: [Int32]) throws {
        #expect(try NpyLabels.read(path: folder.write(Self.npy(Self.header(descr, "(2,)"), body), "labels.npy")) == expected)
    }

    @Test("labels of any shape, in the order of the file")
    func shaped() throws {
        let path = folder.write(Self.npy(Self.header("|u1", "(1, 2, 3)"), [0, 1, 2, 3, 4, 5]), "masks.npy")
        let (labels, shape) = try NpyLabels.readAll(path: path)
        #expect(labels == [0, 1, 2, 3, 4, 5] && shape == [1, 2, 3])
    }

    @Test("labels that are none")
    func noLabels() {
        let large = folder.write(Self.npy(Self.header("<i8", "(1,)"), Self.bytes([Int64(1) << 40])), "large.npy")
        #expect(throws: MatrixFileError.notALabel("large.npy", value: "1099511627776", row: 0)) { try NpyLabels.read(path: large) }
        let wide = folder.write(Self.npy(Self.header("|u1", "(2, 2)"), [1, 2, 3, 4]), "wide.npy")
        #expect(throws: MatrixFileError.notOneColumn("wide.npy", columns: 2)) { try NpyLabels.read(path: wide) }
    }
}
