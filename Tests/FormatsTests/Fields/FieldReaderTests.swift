import Foundation
import Kernels
import Records
import Testing
@testable import Formats

@Suite("A few fields of every record")
struct FieldReaderTests {
    private static let fields = ["item", "label", "absent", "n"]

    private static let tables = [
        "item,label,n\na,spam,1\nb,ham,2\n",
        "item,n,label\n\"a,b\",1,\"say \"\"yes\"\"\"\n,,\n",
        "item,label,n\na,spam\nb,ham,2,3\n\"c\"x,ham,2\nd,\"two\nlines\",3\n",
        "item,label,n\r\na,Grüße,1\r\n\r\nb,last,2",
        "item,item,label,n\na,b,c,d\n",
        "item,label,n\na,\u{0},1\nb,c,2\n",
    ]

    private static let lines = [
        #"{"item":"a","label":"spam","n":3}"# + "\n" + #" { "n" : -12 , "item" : "b" , "label" : null } "# + "\n",
        #"{"item":"a\nb","label":"\u00e9","n":1.50}"# + "\n" + #"{"item":1e3,"label":[1,2],"n":{"x":true}}"#,
        #"{"item":"a","item":"b"}"# + "\n" + #"{"item":"c","label":true,"n":-0}"# + "\n" + #"{"item":"d","n":00}"#,
        #"{"item":"a",}"# + "\n" + #"{"item":"a" "label":"b"}"# + "\n\n" + #"["item"]"# + "\n" + #"{"item":"z","n":12345678901234567890}"#,
        #"{"item":"a"} x"# + "\n" + "{\"item\":\"tab\there\"}" + "\n" + #"{}"# + "\n" + #"{"item":nul}"# + "\n" + #"{"item":-}"# + "\n" + #"{"item":"ok","n":7.}"#,
    ]

    @Test("of a table are what its records have, and so is what is wrong with it", arguments: tables)
    func table(_ text: String) throws {
        let folder = TemporaryFolder()
        let path = folder.write(Array(text.utf8), "t.csv")
        try Self.compare(try CSVReader(ByteSource(path: path)), try CSVFields(ByteSource(path: path), fields: Self.fields))
    }

    @Test("of JSON lines are what their records have, and so is what is wrong with them", arguments: lines)
    func jsonLines(_ text: String) throws {
        let folder = TemporaryFolder()
        let path = folder.write(Array(text.utf8), "t.jsonl")
        try Self.compare(try JSONLinesReader(ByteSource(path: path)), try JSONLinesFields(ByteSource(path: path), fields: Self.fields))
    }

    @Test("of lines with a byte changed anywhere are still those of their records")
    func damaged() throws {
        let whole = Array((#"{"item":"a","label":"spam","n":3}"# + "\n" + #"{"n":-1,"item":"b\\","label":null}"# + "\n").utf8)
        let odd = Array("{}[]\":,\\-0n \n\u{1}xe.é".utf8)
        var random = SeededRandom(seed: 5)
        let folder = TemporaryFolder()
        for round in 0..<400 {
            var bytes = whole
            bytes[random.below(bytes.count)] = odd[random.below(odd.count)]
            let path = folder.write(bytes, "\(round).jsonl")
            try Self.compare(try JSONLinesReader(ByteSource(path: path)), try JSONLinesFields(ByteSource(path: path), fields: Self.fields))
        }
    }

    @Test("of a table with a byte changed anywhere are still those of its records, row by row and in stretches")
    func damagedTable() throws {
        let whole = Array(("item,label,n\r\n" + (0..<8).map { "i\($0),\($0 % 3 == 0 ? "\"a, \"\"b\"\"\"" : "Grün"),\($0)\n" }.joined()).utf8)
        let odd = Array("\",\n\r\t\u{0}a0é".utf8) + [0xFF]
        var random = SeededRandom(seed: 6)
        let folder = TemporaryFolder()
        for round in 0..<400 {
            var bytes = whole
            for _ in 0...random.below(2) { bytes[16 + random.below(bytes.count - 16)] = odd[random.below(odd.count)] }
            let path = folder.write(bytes, "\(round).csv")
            try Self.compare(try CSVReader(ByteSource(path: path)), try CSVFields(ByteSource(path: path), fields: Self.fields))
            try Self.compareStretches(try CSVReader(ByteSource(path: path)), try CSVFields(ByteSource(path: path), fields: Self.fields))
        }
    }

    @Test("of a table of more rows than a stretch and more bytes than a window are all there, in order")
    func long() throws {
        let text = "item,label,n\n" + (0..<90_000).map { "item \($0),\(String(repeating: "x", count: $0 % 40)),\($0)\n" }.joined() + "last,without,end"
        let folder = TemporaryFolder()
        let path = folder.write(Array(text.utf8), "long.csv")
        try Self.compareStretches(try CSVReader(ByteSource(path: path)), try CSVFields(ByteSource(path: path), fields: Self.fields))
        let (lines, stretches) = (folder.write(Array(#"{"item":"a"}"#.utf8), "a.jsonl"), FieldRows(fieldCount: 1))
        let reader = try JSONLinesFields(ByteSource(path: lines), fields: ["item"])
        #expect(try reader.next(stretches))
        #expect(stretches.bytes(0, 0).map { String(decoding: $0, as: UTF8.self) } == "a")
        #expect(try !reader.next(stretches))
    }

    @Test("stretch by stretch, rows stay as they are while the next are read", arguments: [true, false])
    func ahead(readsFirst: Bool) throws {
        let folder = TemporaryFolder()
        let text = "item,label,n\n" + (0..<60_000).map { "item \($0),\($0 % 7000 == 0 ? "\"a, quoted\"" : "plain"),\($0)\n" }.joined()
        let path = folder.write(text, "ahead.csv")
        let (records, fields) = (try CSVReader(ByteSource(path: path)), try CSVFields(ByteSource(path: path), fields: Self.fields))
        try fields.forEachStretch(fieldCount: Self.fields.count) { rows, readOn in
            if readsFirst { readOn() }
            for row in 0..<rows.count {
                let record = try #require(try records.next())
                let isSame = rows.line + row == record.line && Self.fields.enumerated().allSatisfy { place, name in
                    rows.bytes(row, place).map { String(decoding: $0, as: UTF8.self) } == record.fields[name]?.string
                }
                if !isSame { Issue.record("row \(record.number) is another") }
            }
        }
        #expect(try records.next() == nil)
    }

    private static func compareStretches(_ records: any RecordReader, _ fields: any FieldReader) throws {
        let rows = FieldRows(fieldCount: Self.fields.count)
        while try fields.next(rows) {
            for row in 0..<rows.count {
                let record = try #require(try records.next())
                #expect(rows.line + row == record.line)
                for (place, name) in Self.fields.enumerated() {
                    #expect(rows.bytes(row, place).map { String(decoding: $0, as: UTF8.self) } == record.fields[name]?.string)
                }
            }
        }
        #expect(try records.next() == nil)
        #expect(fields.takeFindings() == records.takeFindings())
    }

    private static func compare(_ records: any RecordReader, _ fields: any FieldReader) throws {
        while let record = try records.next() {
            #expect(try fields.next())
            #expect(fields.line == record.line)
            for (place, name) in Self.fields.enumerated() {
                let value = record.fields[name].flatMap { $0.isNull ? nil : $0.string ?? $0.text(sorted: false) }
                #expect(fields.withField(place) { bytes in bytes.map { String(decoding: $0, as: UTF8.self) } } == value)
            }
        }
        #expect(try !fields.next())
        #expect(fields.takeFindings() == records.takeFindings())
    }
}
