import Foundation
import Testing
import Records
@testable import Formats

@Suite("Parquet")
struct ParquetTests {
    static func file(_ columns: [ParquetColumn], _ rows: [[ParquetValue]], compression: Compression = .none, rowsPerGroup: Int = 10_000, metadata: [(key: String, value: String)] = []) throws -> [UInt8] {
        let sink = ByteSink(memory: "test.parquet")
        let writer = ParquetWriter(sink, columns: columns, compression: compression, rowsPerGroup: rowsPerGroup)
        for row in rows { try writer.write(row) }
        try writer.finish(metadata: metadata)
        try sink.finish()
        return sink.contents
    }

    static func rows(_ bytes: [UInt8], columns: [String]? = nil) throws -> [[ParquetValue]] {
        let reader = try ParquetFile(memory: bytes).reader(columns: columns)
        var rows: [[ParquetValue]] = []
        while let row = try reader.next() { rows.append(row) }
        return rows
    }

    static let mixed: [ParquetColumn] = [
        ParquetColumn("key", .text, isOptional: false), ParquetColumn("flag", .boolean), ParquetColumn("small", .int32), ParquetColumn("large", .int64),
        ParquetColumn("share", .double), ParquetColumn("json", .json), ParquetColumn("tags", listOf: .text),
        ParquetColumn("image", .group([ParquetColumn("bytes", .bytes), ParquetColumn("path", .text)])),
        ParquetColumn("boxes", .list(ParquetColumn("element", .list(ParquetColumn("element", .double))))),
    ]

    static func mixedRows(_ count: Int, seed: UInt64 = 1) -> [[ParquetValue]] {
        var random = Seeded(seed)
        func maybe(_ value: @autoclosure () -> ParquetValue) -> ParquetValue { Int.random(in: 0..<4, using: &random) == 0 ? .null : value() }
        return (0..<count).map { number in
            [
                .text("k\(number)"), maybe(.bool(Bool.random(using: &random))), maybe(.int(Int64(number % 7))), maybe(.int(Int64.random(in: .min ... .max, using: &random))),
                maybe(.double(Double.random(in: -1...1, using: &random))), maybe(.text("{\"a\":\(number % 3)}")),
                maybe(.list((0..<Int.random(in: 0..<4, using: &random)).map { _ in maybe(.text(["x", "yy", "ž"][Int.random(in: 0..<3, using: &random)])) })),
                maybe(.group([maybe(.bytes([0, UInt8(number & 255), 255])), maybe(.text("p/\(number).jpg"))])),
                maybe(.list((0..<Int.random(in: 0..<3, using: &random)).map { _ in maybe(.list((0..<Int.random(in: 0..<5, using: &random)).map { .double(Double($0)) })) })),
            ]
        }
    }

    @Test("rows come back as they were, in every packing and over several row groups", arguments: [Compression.none, .gzip, .zstd], [1, 7, 10_000])
    func roundTrip(_ compression: Compression, _ perGroup: Int) throws {
        let rows = Self.mixedRows(perGroup == 1 ? 20 : 300)
        let bytes = try Self.file(Self.mixed, rows, compression: compression, rowsPerGroup: perGroup)
        #expect(try Self.rows(bytes) == rows)
        #expect(try Self.file(Self.mixed, rows, compression: compression, rowsPerGroup: perGroup) == bytes)
    }

    @Test("columns, rows and free texts are told without reading a row")
    func footer() throws {
        let file = try ParquetFile(memory: Self.file(Self.mixed, Self.mixedRows(3), metadata: [("huggingface", "{}"), ("empty", "")]))
        #expect(file.rows == 3 && file.columns == Self.mixed && file.createdBy == "winnow")
        #expect(file.metadata("huggingface") == "{}" && file.metadata("empty") == "" && file.metadata("other") == nil)
    }

    @Test("a reader of some columns gives those alone, in the order asked for")
    func projection() throws {
        let rows = Self.mixedRows(50)
        let bytes = try Self.file(Self.mixed, rows)
        #expect(try Self.rows(bytes, columns: ["boxes", "key"]) == rows.map { [$0[8], $0[0]] })
        #expect(throws: ParquetError.noSuchColumn("(memory)", column: "none")) { try Self.rows(bytes, columns: ["none"]) }
    }

    @Test("an empty file has columns and no rows")
    func empty() throws {
        let bytes = try Self.file(Self.mixed, [])
        #expect(try Self.rows(bytes).isEmpty)
        #expect(try ParquetFile(memory: bytes).columns.count == 9)
    }

    @Test("texts that repeat are written once")
    func dictionary() throws {
        let rows: [[ParquetValue]] = (0..<5000).map { [.text("a rather long label number \($0 % 5)")] }
        let bytes = try Self.file([ParquetColumn("label", .text)], rows)
        #expect(bytes.count < 4000)
        #expect(try Self.rows(bytes) == rows)
        let distinct: [[ParquetValue]] = (0..<60_000).map { [.text("a rather long text of its own, number \($0)")] }
        #expect(try Self.rows(Self.file([ParquetColumn("text", .text)], distinct)) == distinct)
    }

    @Test("a value of another kind than its column's is refused with row and column")
    func misfit() throws {
        #expect(throws: ParquetError.misfit("test.parquet", column: "b", row: 1)) {
            try Self.file([ParquetColumn("a", .text), ParquetColumn("b", .int64)], [[.text("x"), .int(1)], [.text("x"), .text("1")]])
        }
        #expect(throws: ParquetError.misfit("test.parquet", column: "a", row: 0)) { try Self.file([ParquetColumn("a", .text, isOptional: false)], [[.null]]) }
    }

    @Test("a file cut off anywhere is refused")
    func truncated() throws {
        let bytes = try Self.file(Self.mixed, Self.mixedRows(20), rowsPerGroup: 5)
        for end in 0..<bytes.count { #expect(throws: ParquetError.self) { try Self.rows(Array(bytes[..<end])) } }
    }

    @Test("damage anywhere is refused or read, never a crash", arguments: [Compression.none, .zstd])
    func damaged(_ compression: Compression) throws {
        let bytes = try Self.file(Self.mixed, Self.mixedRows(12), compression: compression, rowsPerGroup: 6)
        var random = Seeded(7)
        for place in bytes.indices {
            var copy = bytes
            copy[place] = UInt8.random(in: 0...255, using: &random)
            do { _ = try Self.rows(copy) } catch let error as ParquetError { #expect(!error.description.isEmpty) }
        }
        for _ in 0..<2000 {
            var copy = bytes
            for _ in 0..<Int.random(in: 1..<6, using: &random) { copy[Int.random(in: 0..<copy.count, using: &random)] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0 }
            _ = try? Self.rows(copy)
        }
    }
}

@Suite("Thrift")
struct ThriftTests {
    /// A structure with one field; the length says 3 and there are fewer bytes behind it, as many as the length itself takes.
    @Test("a length is held against the bytes behind it, not against those it takes itself", arguments: [
        ("text", [0x18, 3, 97, 98]), ("text of a long length", [0x18, 0x83, 0x80, 0, 97]), ("list", [0x19, 0xF3, 3, 1, 2]), ("map", [0x1B, 3, 0x33, 1]),
    ] as [(String, [UInt8])])
    func lengths(_ kind: String, _ bytes: [UInt8]) {
        var skipping = ThriftReader(bytes, at: 0, file: "f", what: "the value")
        #expect(throws: ParquetError.truncated("f", offset: Int64(bytes.count), what: "the value")) { try skipping.skip(.structure) }
        var reader = ThriftReader(bytes, at: 0, file: "f", what: "the value")
        #expect(throws: ParquetError.truncated("f", offset: Int64(bytes.count), what: "the value")) {
            var last = 0
            guard let field = try reader.field(after: &last) else { return }
            switch field.kind {
            case .binary: _ = try reader.text(field)
            case .list: _ = try reader.list(field)
            default: try reader.skip(field.kind)
            }
        }
    }
}

@Suite("Run lengths and Snappy")
struct ParquetPiecesTests {
    @Test("run lengths and packed bits come back", arguments: [1, 2, 3, 5, 8, 12, 17, 32])
    func runs(_ width: Int) {
        var random = Seeded(UInt64(width))
        for length in [0, 1, 7, 8, 9, 15, 16, 17, 100, 1000] {
            var values: [UInt32] = []
            while values.count < length {
                let value = UInt32.random(in: 0...(width == 32 ? .max : (1 << UInt32(width)) - 1), using: &random)
                values += repeatElement(value, count: Int.random(in: 1...(Bool.random(using: &random) ? 2 : 30), using: &random))
            }
            values = Array(values.prefix(length))
            let bytes = RunLengthWriter.encode(values[...], width: width)
            var reader = RunLengthReader(bytes, 0..<bytes.count, width: width)
            #expect((0..<length).map { _ in reader.next() } == values.map { Int($0) })
        }
    }

    // The standard's example: 0 to 7 in three bits are 88 C6 FA (Encodings.md).
    @Test("bits are packed as in the standard's example")
    func example() {
        #expect(RunLengthWriter.encode([0, 1, 2, 3, 4, 5, 6, 7], width: 3) == [0x03, 0x88, 0xC6, 0xFA])
    }

    @Test("a run of two billion costs nothing")
    func longRun() {
        var reader = RunLengthReader([0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 1], 0..<6, width: 1)
        #expect((0..<1000).allSatisfy { _ in reader.next() == 1 })
    }

    @Test("snappy: bytes as they are, copies, and copies that run into themselves")
    func snappy() throws {
        #expect(try Snappy.unpack([5, 16, 104, 101, 108, 108, 111], expected: 5) == Array("hello".utf8))
        #expect(try Snappy.unpack([10, 0, 97, 0x15, 1], expected: 10) == Array("aaaaaaaaaa".utf8))
        #expect(try Snappy.unpack([0], expected: 0) == [])
    }

    @Test("snappy refuses what does not add up", arguments: [
        ([], 5), ([5], 5), ([5, 16, 104], 5), ([5, 0x15, 1], 5), ([4, 0, 97, 0x01, 9], 4), ([255, 255, 255, 255, 15], 4_294_967_295), ([2, 0, 97, 0x15, 1], 2), ([255, 255, 255, 255, 255, 1], 1),
    ])
    func badSnappy(_ bytes: [UInt8], _ expected: Int) { #expect(throws: Snappy.Fault.self) { try Snappy.unpack(bytes[...], expected: expected) } }

    @Test("dates, times and decimals", arguments: [
        (Int64(0), ParquetLeaf.Meaning.date, ParquetValue.text("1970-01-01")), (-1, .date, .text("1969-12-31")), (11_016, .date, .text("2000-02-29")), (.max, .date, .int(.max)),
        (1_700_000_000_123, .timestamp(perSecond: 1000, isUTC: true), .text("2023-11-14T22:13:20.123Z")), (-1, .timestamp(perSecond: 1_000_000, isUTC: false), .text("1969-12-31T23:59:59.999999")),
        (3_600_000, .time(perSecond: 1000), .text("01:00:00")), (-5, .decimal(scale: 2), .digits("-0.05")), (12345, .decimal(scale: 2), .digits("123.45")), (.min, .decimal(scale: 0), .digits("-9223372036854775808")),
        (-1, .unsigned(bits: 64), .digits("18446744073709551615")), (-1, .unsigned(bits: 32), .int(4_294_967_295)), (-1, .unsigned(bits: 8), .int(255)), (.min, .timestamp(perSecond: 1, isUTC: true), .int(.min)),
    ])
    func meanings(_ number: Int64, _ meaning: ParquetLeaf.Meaning, _ expected: ParquetValue) {
        #expect(ScalarMeaning.value(number, ParquetLeaf(.int64, meaning)) == expected)
    }
}
