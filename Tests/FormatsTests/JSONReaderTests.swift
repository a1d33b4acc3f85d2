import Testing
import Records
@testable import Formats

@Suite("JSON lines")
struct JSONLinesTests {
    static func read(_ text: String, maximum: Int = 1 << 20) throws -> (records: [RawRecord], findings: [String]) {
        let reader = try JSONLinesReader(try ByteSource(memory: Array(text.utf8)), maximumLineBytes: maximum)
        var records: [RawRecord] = []
        while let record = try reader.next() { records.append(record) }
        return (records, reader.takeFindings().map { "\($0.code) \($0.place?.line ?? 0)" })
    }

    @Test("each line is an object; blank lines are nothing; bad lines are findings", arguments: [
        ("{\"a\":1}\n{\"a\":2}\n", 2, []),
        ("{\"a\":1}\r\n\n  \n{\"a\":2}", 2, []),
        ("\u{FEFF}{\"a\":1}\n", 1, []),
        ("{\"a\":1}\nnonsense\n{\"a\":2}\n", 2, ["jsonl.line.not-json 2"]),
        ("{\"a\":1}\n[1]\n\"x\"\n", 1, ["jsonl.line.not-an-object 2", "jsonl.line.not-an-object 3"]),
        ("{\"a\":1,\"a\":2}\n{\"a\":3}\n", 1, ["jsonl.line.duplicate-key 1"]),
        ("{\"a\":1}\n{\"a\":", 1, ["jsonl.line.not-json 2"]),
        ("{\"a\":1} {\"a\":2}\n", 0, ["jsonl.line.not-json 1"]),
        ("", 0, []),
    ] as [(String, Int, [String])])
    func lines(_ text: String, _ count: Int, _ findings: [String]) throws {
        let outcome = try Self.read(text)
        #expect(outcome.records.count == count)
        #expect(outcome.findings == findings)
    }

    @Test("nesting beyond the limit and lines beyond theirs are findings")
    func limits() throws {
        let deep = "{\"a\":" + String(repeating: "[", count: 200) + String(repeating: "]", count: 200) + "}"
        #expect(try Self.read(deep + "\n{}").findings == ["jsonl.line.not-json 1"])
        #expect(try Self.read("{\"a\":\"\(String(repeating: "x", count: 3 << 20))\"}\n{}", maximum: 1000).findings == ["jsonl.line.too-long 1"])
    }

    @Test("a file of nothing but faults ends with an error, not with the memory; one that is read on does not")
    func nothingButFaults() throws {
        let bad = String(repeating: "x\n", count: PendingFindings.maximumCount)
        #expect(throws: FormatError.tooManyBadRecords(file: "(memory)", line: PendingFindings.maximumCount, count: PendingFindings.maximumCount)) { try Self.read(bad) }
        let half = String(repeating: "x\n", count: PendingFindings.maximumCount / 2 + 1)
        let reader = try JSONLinesReader(try ByteSource(memory: Array("\(half){}\n\(half){}\n".utf8)))
        var findings = 0
        while try reader.next() != nil { findings += reader.takeFindings().count }
        #expect(findings == PendingFindings.maximumCount + 2)
    }

    @Test("a bad line keeps its number, so the others keep theirs")
    func numbers() throws { #expect(try Self.read("{}\nx\n{}\n").records.map(\.number) == [1, 3]) }

    @Test("reading on from any position gives the rest")
    func resume() throws {
        let bytes = Array("{\"a\":1}\n\nbad\n{\"a\":2}\n{\"a\":3}".utf8)
        let reader = try JSONLinesReader(try ByteSource(memory: bytes))
        var all: [RawRecord] = []
        var places = [reader.position]
        while let record = try reader.next() {
            all.append(record)
            places.append(reader.position)
        }
        for (done, place) in places.enumerated() {
            let later = try JSONLinesReader(try ByteSource(memory: bytes), from: place)
            var rest: [RawRecord] = []
            while let record = try later.next() { rest.append(record) }
            #expect(rest == Array(all[done...]))
        }
    }
}

@Suite("Lists in JSON files")
struct JSONListTests {
    static func read(_ bytes: [UInt8], key: String? = nil, from position: ReadPosition = .start) throws -> (records: [RawRecord], findings: [String], reader: JSONListReader) {
        let reader = try JSONListReader(try ByteSource(memory: bytes, name: "t.json"), key: key, from: position, maximumElementBytes: 1 << 20)
        var records: [RawRecord] = []
        while let record = try reader.next() { records.append(record) }
        return (records, reader.takeFindings().map { "\($0.code) \($0.place?.line ?? 0)" }, reader)
    }

    @Test("objects of a list, or of a list under a key", arguments: [
        ("[]", nil, 0, []),
        (" [ ] \n", nil, 0, []),
        ("[{\"a\":1},{\"a\":2}]", nil, 2, []),
        ("[\n{\"a\":\"]},[\"},\n{\"a\":\"\\\"]\"}\n]\n", nil, 2, []),
        ("{\"data\":[{\"a\":1}]}", nil, 1, []),
        ("{\"v\":1,\"data\":[{\"a\":1}],\"more\":{\"x\":[2]}}", nil, 1, ["json.members-left-out 0", "json.members-left-out 0"]),
        ("{\"other\":[1,2],\"data\":[{\"a\":1}]}", "data", 1, ["json.members-left-out 0"]),
        ("[{\"a\":1},2,{\"a\":3}]", nil, 2, ["json.element.not-an-object 1"]),
        ("[{\"a\":1},\n{\"a\":1,\"a\":2},\n{\"a\":3}]", nil, 2, ["json.element.duplicate-key 2"]),
        ("[{\"a\":1},\n{\"a\" 2},\n{\"a\":3}]", nil, 2, ["json.element.not-json 2"]),
        ("[{\"a\":1},\n{\"a\":2}", nil, 2, ["json.truncated 2"]),
        ("[{\"a\":1},\n{\"a\":", nil, 1, ["json.truncated 2"]),
        ("[{\"a\":1} {\"a\":2}]", nil, 1, ["json.broken 1"]),
        ("[{\"a\":1},]", nil, 1, ["json.broken 1"]),
        ("[{\"a\":1}] x", nil, 1, ["json.broken 1"]),
        ("{\"data\":[{\"a\":1}]", nil, 1, ["json.truncated 1"]),
        ("\u{FEFF}[{\"a\":1}]", nil, 1, []),
    ] as [(String, String?, Int, [String])])
    func lists(_ text: String, _ key: String?, _ count: Int, _ findings: [String]) throws {
        let outcome = try Self.read(Array(text.utf8), key: key)
        #expect(outcome.records.count == count)
        #expect(outcome.findings == findings)
    }

    @Test("what holds no list is refused with the keys it has", arguments: ["", "7", "\"x\"", "{}", "{\"a\":1}", "nonsense"])
    func noList(_ text: String) { #expect(throws: FormatError.notAList(file: "t.json")) { try Self.read(Array(text.utf8)) } }

    @Test("a missing key is refused with the keys there are")
    func noKey() {
        #expect(throws: FormatError.noSuchKey("rows", file: "t.json", known: ["a", "b"])) { try Self.read(Array("{\"a\":[1],\"b\":2}".utf8), key: "rows") }
    }

    @Test("an element beyond the limit is passed over")
    func tooLong() throws {
        let outcome = try Self.read(Array("[{\"a\":1},{\"b\":\"\(String(repeating: "x", count: 4 << 20))\"},{\"c\":3}]".utf8))
        #expect(outcome.records.map(\.number) == [1, 3])
        #expect(outcome.findings == ["json.element.too-long 1"])
    }

    @Test("elements across the borders of the window are whole, and reading on gives the rest")
    func bordersAndResume() throws {
        let sink = ByteSink(memory: "t.json")
        let writer = JSONListWriter(sink)
        let objects = (0..<30_000).map { number -> JSONObject in ["id": .int(Int64(number)), "text": .string(String(repeating: "]},\"\\ ", count: number % 30))] }
        for object in objects { try writer.write(object) }
        try writer.finish()
        #expect(sink.contents.count > 3 << 20)
        #expect(try Self.read(sink.contents).records.map(\.fields) == objects)
        let later = try Self.read(sink.contents, from: ReadPosition(offset: 0, line: 0, record: 29_000))
        #expect(later.records.map(\.fields) == Array(objects[29_000...]))
        #expect(later.records.first?.number == 29_001)
    }

    @Test("every cut of a file is reported with a place and never a crash")
    func cuts() throws {
        let bytes = Array("{\"v\":1,\"data\":[{\"a\":\"x\\\"y\"},{\"b\":[1,{}]},{\"c\":null}],\"end\":true}".utf8)
        let whole = try Self.read(bytes).records
        for length in 0..<bytes.count {
            do {
                let outcome = try Self.read(Array(bytes[..<length]))
                #expect(outcome.findings.contains { $0.hasPrefix("json.truncated") || $0.hasPrefix("json.broken") })
                #expect(outcome.records == Array(whole.prefix(outcome.records.count)))
            } catch is FormatError {}
        }
    }
}

@Suite("Text files")
struct TextFileTests {
    @Test("texts are checked and keep their line ends")
    func read() {
        let folder = TemporaryFolder()
        func outcome(_ bytes: [UInt8]) -> Result<String, Finding> { TextFileReader.read(path: folder.write(bytes, "a.txt"), shownAs: "a.txt", maximumBytes: 1000) }
        #expect(outcome(Array("\u{FEFF}a\r\nb".utf8)) == .success("a\r\nb"))
        #expect(outcome([0x61, 10, 0xFF]).code == "text.invalid-utf8 2")
        #expect(outcome([0x61, 0]).code == "text.nul 1")
        #expect(outcome([UInt8](repeating: 0x61, count: 2000)).code == "file.too-large 0")
    }

    @Test("folders are listed in the order of their bytes, links and hidden files left out")
    func listing() throws {
        let folder = TemporaryFolder()
        for name in ["b.txt", "a/z.txt", "a/B.txt", ".hidden", "a.txt"] { _ = folder.write("x", name) }
        let listing = try FolderListing(folder.path)
        #expect(listing.paths == ["a.txt", "a/B.txt", "a/z.txt", "b.txt"])
        #expect(throws: FormatError.self) { try FolderListing(folder.path + "/none") }
    }
}

extension Result where Success == String, Failure == Finding {
    var code: String {
        switch self {
        case .success: ""
        case .failure(let finding): "\(finding.code) \(finding.place?.line ?? 0)"
        }
    }
}
