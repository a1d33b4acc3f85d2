import Testing
import Records
@testable import Formats

@Suite("CSV and TSV")
struct CSVReaderTests {
    struct Outcome: Equatable {
        var rows: [[String]]
        var findings: [String]
    }

    static func read(_ text: String, _ dialect: CSVDialect = .csv, _ header: CSVHeader = .firstRow, maximum: Int = 1 << 22) throws -> Outcome {
        try read(Array(text.utf8), dialect, header, maximum: maximum)
    }

    static func read(_ bytes: [UInt8], _ dialect: CSVDialect = .csv, _ header: CSVHeader = .firstRow, maximum: Int = 1 << 22) throws -> Outcome {
        let reader = try CSVReader(try ByteSource(memory: bytes, name: "t.csv"), dialect: dialect, header: header, maximumRowBytes: maximum)
        var rows: [[String]] = []
        while let row = try reader.next() { rows.append(row.fields.members.map { $0.value.string ?? "?" }) }
        return Outcome(rows: rows, findings: reader.takeFindings().map { "\($0.code) \($0.place?.line ?? 0)" })
    }

    @Test("cells are what RFC 4180 says", arguments: [
        ("a,b\n1,2\n", [["1", "2"]]),
        ("a,b\r\n1,2\r\n", [["1", "2"]]),
        ("a,b\n1,2", [["1", "2"]]),
        ("a,b\n1,", [["1", ""]]),
        ("a,b\n,\n", [["", ""]]),
        ("\u{FEFF}a,b\n1,2\n", [["1", "2"]]),
        ("a,b\n\"1\",\"2\"\n", [["1", "2"]]),
        ("a,b\r\n\"1\",\"2\"\r\n", [["1", "2"]]),
        ("a,b\n\"x,y\",2\n", [["x,y", "2"]]),
        ("a,b\n\"x\ny\",2\n", [["x\ny", "2"]]),
        ("a,b\n\"x\r\ny\",2\n", [["x\r\ny", "2"]]),
        ("a,b\n\"say \"\"hi\"\"\",2\n", [["say \"hi\"", "2"]]),
        ("a,b\n\"\"\"\",\"\"\n", [["\"", ""]]),
        ("a,b\n5\" disk,2\n", [["5\" disk", "2"]]),
        ("a,b\n\n1,2\n\n\n3,4\n", [["1", "2"], ["3", "4"]]),
        ("a\n\"\"\nx\n", [[""], ["x"]]),
        ("a,b\n1,\"2\"", [["1", "2"]]),
        ("a,b\n1,\"2\"\r", [["1", "2"]]),
        ("a,b\n Ü ,📦\n", [[" Ü ", "📦"]]),
        ("a,b\n", []),
    ] as [(String, [[String]])])
    func cells(_ text: String, _ rows: [[String]]) throws { #expect(try Self.read(text) == Outcome(rows: rows, findings: [])) }

    @Test("a bad row is a finding with its line, and reading goes on", arguments: [
        ("a,b\n1\n3,4\n", [["3", "4"]], ["csv.row.too-few-columns 2"]),
        ("a,b\n1,2,3\n3,4\n", [["3", "4"]], ["csv.row.too-many-columns 2"]),
        ("a,b\n\"x\"y,2\n3,4\n", [["3", "4"]], ["csv.quote.broken 2"]),
        ("a,b\n\"x,2\n3,4\n", [["3", "4"]], ["csv.quote.unclosed 2"]),
        ("a,b\n3,4\n1,\"x", [["3", "4"]], ["csv.quote.unclosed 3"]),
        ("a,b\n\"x\ny\",2\nz\n3,4\n", [["x\ny", "2"], ["3", "4"]], ["csv.row.too-few-columns 4"]),
        ("a,b\n1,\u{0}\n3,4\n", [["3", "4"]], ["csv.row.nul 2"]),
        ("a,b\n\"x\"\ry,2\n3,4\n", [["3", "4"]], ["csv.quote.broken 2"]),
    ] as [(String, [[String]], [String])])
    func badRows(_ text: String, _ rows: [[String]], _ findings: [String]) throws {
        #expect(try Self.read(text) == Outcome(rows: rows, findings: findings))
    }

    @Test("bytes that are not UTF-8 are a finding", arguments: [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82]] as [[UInt8]])
    func encoding(_ bytes: [UInt8]) throws {
        let outcome = try Self.read(Array("a,b\n1,".utf8) + bytes + Array("\n3,4\n".utf8))
        #expect(outcome == Outcome(rows: [["3", "4"]], findings: ["csv.row.invalid-utf8 2"]))
    }

    @Test("quotes mean nothing in TSV unless asked")
    func tsv() throws {
        #expect(try Self.read("ham\tsay \"hi\nspam\t\"win\" now\n", .tsv, .none).rows == [["ham", "say \"hi"], ["spam", "\"win\" now"]])
        #expect(try Self.read("a\tb\n\"x\ty\"\tz\n", CSVDialect(delimiter: 9)).rows == [["x\ty", "z"]])
    }

    @Test("without a header columns are numbered and the first row is a record")
    func noHeader() throws {
        let reader = try CSVReader(try ByteSource(memory: Array("x,y\nz,w\n".utf8)), header: .none)
        #expect(reader.columns == ["0", "1"])
        #expect(try reader.next() == RawRecord(number: 1, line: 1, fields: ["0": "x", "1": "y"]))
        #expect(try reader.next() == RawRecord(number: 2, line: 2, fields: ["0": "z", "1": "w"]))
        #expect(try reader.next() == nil)
    }

    @Test("columns without a name, or with one that is taken, are renamed with a finding")
    func headerNames() throws {
        let reader = try CSVReader(try ByteSource(memory: Array("a,,a\n1,2,3\n".utf8)))
        #expect(reader.columns == ["a", "column_1", "a_2"])
        #expect(reader.takeFindings().map(\.code) == ["csv.header.renamed", "csv.header.renamed"])
    }

    @Test("an empty file has no header, and no rows when none is asked for")
    func empty() throws {
        #expect(throws: FormatError.noHeader(file: "t.csv")) { try Self.read("") }
        #expect(try Self.read("", .csv, .none).rows.isEmpty)
    }

    @Test("a row beyond the limit costs its line only")
    func tooLong() throws {
        let long = String(repeating: "x", count: 3 << 20)
        let outcome = try Self.read("a,b\n1,\(long)\n3,4\n", maximum: 1000)
        #expect(outcome == Outcome(rows: [["3", "4"]], findings: ["csv.row.too-long 2"]))
    }

    @Test("rows across the borders of the window are whole")
    func borders() throws {
        var text = "id,text\n"
        var expected: [[String]] = []
        for number in 0..<40_000 {
            let cell = String(repeating: "line \(number)\n", count: number % 13) + "\"quoted\", end"
            expected.append([String(number), cell])
            text += "\(number),\"\(cell.replacing("\"", with: "\"\""))\"\r\n"
        }
        #expect(text.utf8.count > 3 << 20)
        #expect(try Self.read(text).rows == expected)
    }

    @Test("any rows written are read back", arguments: 1...20)
    func writeRead(_ seed: UInt64) throws {
        var rng = Seeded(seed)
        let alphabet = Array("ab ,\"\n\r;\t=é📦'")
        let columns = Int.random(in: 1...4, using: &rng)
        let rows = (0..<30).map { _ in
            (0..<columns).map { _ in String((0..<Int.random(in: 0...6, using: &rng)).map { _ in alphabet.randomElement(using: &rng) ?? "a" }) }
        }
        let sink = ByteSink(memory: "t.csv")
        let writer = CSVWriter(sink)
        try writer.write((0..<columns).map { "c\($0)" })
        for row in rows { try writer.write(row) }
        try writer.finish()
        #expect(try Self.read(sink.contents) == Outcome(rows: rows, findings: []))
    }

    @Test("cells that spreadsheets would run get an apostrophe only when asked", arguments: ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
    func formulas(_ cell: String) throws {
        for asked in [false, true] {
            let sink = ByteSink(memory: "t.csv")
            let writer = CSVWriter(sink, neutralisesFormulas: asked)
            try writer.write(["c"])
            try writer.write([cell])
            try writer.finish()
            #expect(try Self.read(sink.contents).rows == [[asked ? "'\(cell)" : cell]])
            #expect(writer.neutralised == (asked ? 1 : 0))
        }
    }

    @Test("reading on from any position gives the rest")
    func resume() throws {
        let bytes = Array("a,b\n1,\"x\ny\"\n3\n4,5\n\n6,7\n".utf8)
        for header in [CSVHeader.firstRow, .none] {
            let reader = try CSVReader(try ByteSource(memory: bytes), header: header)
            var all: [RawRecord] = []
            var places = [reader.position]
            while let row = try reader.next() {
                all.append(row)
                places.append(reader.position)
            }
            for (done, place) in places.enumerated() {
                let later = try CSVReader(try ByteSource(memory: bytes), header: header, from: place)
                var rest: [RawRecord] = []
                while let row = try later.next() { rest.append(row) }
                #expect(rest == Array(all[done...]))
            }
        }
    }

    @Test("damaged files never crash the reader")
    func damage() throws {
        let good = Array("a,b,c\n1,\"x, \"\"y\"\"\nz\",3\n4,5,6\r\n\"7\",8,é\n".utf8)
        var rng = Seeded(3)
        for _ in 0..<2000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...4, using: &rng) { bytes[Int.random(in: 0..<bytes.count, using: &rng)] = [0, 10, 13, 34, 44, 65, 0xC3, 0xFF].randomElement(using: &rng) ?? 0 }
            _ = try? Self.read(Array(bytes[..<Int.random(in: 0...bytes.count, using: &rng)]))
        }
    }
}
