import Testing
import Records
import Formats
@testable import Collecting

extension SourceDeclaration {
    static func sample(_ kind: String, _ settings: JSONObject, known: [String: String] = [:]) -> SourceDeclaration {
        SourceDeclaration(name: "sample", kind: kind, licence: Licence("CC0-1.0"), known: known, settings: settings)
    }
}

struct Collected {
    var records: [CollectedRecord] = []
    var findings: [Finding] = []
    var cursors: [CollectCursor] = []
    var sizes: [Int] = []

    init(_ declaration: SourceDeclaration, in context: CollectingContext, from cursor: CollectCursor? = nil, batchSize: Int = 1000) throws {
        try SourceCatalog.collector(for: declaration, in: context).collect(from: cursor, batchSize: batchSize) { batch in
            records += batch.records
            findings += batch.findings
            cursors.append(batch.cursor)
            sizes.append(batch.records.count)
        }
    }

    var codes: [String] { findings.map(\.code) }
}

@Suite("Tables as sources")
struct TableCollectorTests {
    let folder = TemporaryFolder()
    var context: CollectingContext { CollectingContext(folder: folder.path) }

    @Test("columns by number need no header, by name do", arguments: [
        ("t.tsv", "ham\thi\nspam\twin\n", ["label": 0, "text": 1]),
        ("t.csv", "label,text\nham,hi\nspam,win\n", ["label": "label", "text": "text"]),
        ("t.csv", "l,t,x\nham,hi,1\nspam,win,2\n", ["label": "l", "text": "t"]),
        ("t.jsonl", "{\"l\":\"ham\",\"t\":{\"body\":\"hi\"}}\n{\"l\":\"spam\",\"t\":{\"body\":\"win\"}}\n", ["label": "l", "text": "t.body"]),
        ("t.json", "{\"rows\":[{\"l\":\"ham\",\"t\":\"hi\"},{\"l\":\"spam\",\"t\":\"win\"}]}", ["label": "l", "text": "t"]),
    ] as [(String, String, JSONObject)])
    func mapping(_ name: String, _ text: String, _ columns: JSONObject) throws {
        _ = folder.write(text, name)
        let collected = try Collected(.sample("table", ["path": .string(name), "columns": .object(columns)], known: ["spam": "label"]), in: context)
        #expect(collected.records.map(\.fields) == [["text": "hi"], ["text": "win"]])
        #expect(collected.records.map(\.known) == [["spam": "ham"], ["spam": "spam"]])
        #expect(collected.records.map(\.key) == ["1", "2"])
        #expect(collected.records[0].place.file == name)
    }

    @Test("columns that are not mapped are named in a note")
    func leftOut() throws {
        _ = folder.write("a,b,c\n1,2,3\n", "t.csv")
        let collected = try Collected(.sample("table", ["path": "t.csv", "columns": ["text": "b"]]), in: context)
        #expect(collected.codes == ["table.columns-left-out"])
        #expect(collected.findings[0].message.hasSuffix("`a`, `c`"))
    }

    @Test("keys name records; missing and repeated ones are findings with the line")
    func keys() throws {
        _ = folder.write("id,text\na,1\nb,2\na,3\n,4\n", "t.csv")
        let collected = try Collected(.sample("table", ["path": "t.csv", "key": "id"]), in: context)
        #expect(collected.records.map(\.key) == ["a", "b"])
        #expect(collected.records[0].fields == ["id": "a", "text": "1"])
        #expect(collected.findings.map { "\($0.code) \($0.place?.line ?? 0)" } == ["source.duplicate-key 4", "source.no-key 5"])
    }

    @Test("key, known answers and metadata may name columns that the mapping leaves out", arguments: [
        ("t.csv", "id,label,light,body\n7,ham,dark,hello\n8,,dark,bye\n"),
        ("t.jsonl", "{\"id\":\"7\",\"label\":\"ham\",\"light\":\"dark\",\"body\":\"hello\"}\n{\"id\":\"8\",\"light\":\"dark\",\"body\":\"bye\"}\n"),
    ])
    func unmappedNames(_ name: String, _ text: String) throws {
        _ = folder.write(text, name)
        let settings: JSONObject = ["path": .string(name), "columns": ["text": "body"], "key": "id", "metadata": ["light"]]
        let collected = try Collected(.sample("table", settings, known: ["q": "label"]), in: context)
        #expect(collected.records.map(\.key) == ["7", "8"])
        #expect(collected.records.map(\.known) == [["q": "ham"], [:]])
        #expect(collected.records.map(\.fields) == [["text": "hello"], ["text": "bye"]])
        #expect(collected.records.map(\.metadata) == [["light": "dark"], ["light": "dark"]])
    }

    @Test("metadata columns are not content, known columns are nowhere else")
    func metadata() throws {
        _ = folder.write("text,light,label\nx,dark,ham\n", "t.csv")
        let collected = try Collected(.sample("table", ["path": "t.csv", "metadata": ["light"]], known: ["q": "label"]), in: context)
        #expect(collected.records[0].fields == ["text": "x"])
        #expect(collected.records[0].metadata == ["light": "dark"])
        #expect(collected.records[0].known == ["q": "ham"])
    }

    @Test("names that the table does not have are refused with those it has", arguments: [
        ["path": "t.csv", "columns": ["text": "nope"]], ["path": "t.csv", "columns": ["text": 7]], ["path": "t.csv", "key": "nope"], ["path": "t.csv", "metadata": ["nope"]],
    ] as [JSONObject])
    func unknownColumns(_ settings: JSONObject) {
        _ = folder.write("a,b\n1,2\n", "t.csv")
        #expect(throws: FormatError.self) { try Collected(.sample("table", settings), in: context) }
    }

    @Test("settings that cannot be used are refused by name", arguments: [
        ([:], "path"), (["path": "t.csv", "columns": 3], "columns"), (["path": "t.csv", "columns": ["a": -1]], "columns"), (["path": "t.csv", "key": [1]], "key"), (["path": "t.csv", "delimiter": "ab"], "delimiter"),
    ] as [(JSONObject, String)])
    func badSettings(_ settings: JSONObject, _ name: String) {
        _ = folder.write("a,b\n1,2\n", "t.csv")
        do {
            _ = try Collected(.sample("table", settings), in: context)
            Issue.record("nothing was thrown")
        } catch let error as CollectError {
            #expect(error.finding.message.contains("`\(name):`"))
        } catch { Issue.record(error) }
    }

    @Test("bad rows are findings and the rest is collected")
    func badRows() throws {
        _ = folder.write("id,text\n1,a\n2\n3,c\n", "t.csv")
        let collected = try Collected(.sample("table", ["path": "t.csv"]), in: context)
        #expect(collected.records.map(\.key) == ["1", "3"])
        #expect(collected.codes == ["csv.row.too-few-columns"])
        #expect(collected.findings[0].place == Place(file: "t.csv", line: 3, record: "2"))
    }

    @Test("the messages of a real collection all arrive, with the label unseen")
    func messages() throws {
        guard let path = SharedData.path("data/sms-spam/data/sms.tsv") else { return }
        let collected = try Collected(.sample("table", ["path": .string(path), "columns": ["label": 0, "text": 1]], known: ["spam": "label"]), in: context)
        #expect(collected.records.count == 5574)
        #expect(collected.findings.isEmpty)
        #expect(collected.records.count { $0.known["spam"] == "spam" } == 747)
        #expect(collected.records.count { $0.known["spam"] == "ham" } == 4827)
        #expect(collected.records.allSatisfy { $0.fields.keys == ["text"] })
    }

    @Test("a table with quoted line breaks arrives whole")
    func banking() throws {
        guard let path = SharedData.path("data/banking77/banking_data/train.csv") else { return }
        let collected = try Collected(.sample("table", ["path": .string(path)], known: ["intent": "category"]), in: context)
        #expect(collected.records.count == 10_003)
        #expect(collected.findings.isEmpty)
        #expect(Set(collected.records.compactMap { $0.known["intent"] }).count == 77)
    }
}

@Suite("Resuming")
struct ResumeTests {
    static func source(_ name: String, _ folder: TemporaryFolder) throws -> SourceDeclaration {
        switch name {
        case "csv": _ = folder.write("id,text\n" + (0..<50).map { $0 % 7 == 3 ? "bad\n" : "\($0),\"text\n\($0)\"\n" }.joined(), "t.csv")
        case "csv without header": _ = folder.write((0..<50).map { "\($0),text\n" }.joined(), "t.csv")
        case "jsonl": _ = folder.write((0..<50).map { $0 % 7 == 3 ? "bad\n" : "{\"text\":\"\($0)\"}\n" }.joined(), "t.jsonl")
        case "json": _ = folder.write("[" + (0..<50).map { "{\"text\":\"\($0)\"}" }.joined(separator: ",\n") + "]", "t.json")
        case "gzip":
            let sink = try ByteSink(path: "\(folder.path)/t.jsonl.gz")
            for number in 0..<50 { try sink.write("{\"text\":\"\(number)\"}\n") }
            try sink.finish()
        case "texts": for number in 0..<20 { _ = folder.write("text \(number)", "texts/\(number % 3)/\(number).txt") }
        case "lines": for number in 0..<4 { _ = folder.write((0..<9).map { "line \(number) \($0)\n" }.joined(), "texts/\(number).txt") }
        default: _ = folder.write((0..<50).map { "{\"query\":\"q\($0)\",\"results\":[{\"doc_id\":\"d\",\"position\":1,\"clicked\":false,\"dwell_time\":0}]}\n" }.joined(), "t.jsonl")
        }
        return switch name {
        case "csv": .sample("table", ["path": "t.csv"])
        case "csv without header": .sample("table", ["path": "t.csv", "columns": ["text": 1]])
        case "jsonl": .sample("table", ["path": "t.jsonl"])
        case "json": .sample("table", ["path": "t.json"])
        case "gzip": .sample("table", ["path": "t.jsonl.gz"])
        case "texts": .sample("texts", ["path": "texts"])
        case "lines": .sample("texts", ["path": "texts", "per": "line"])
        default: .sample("clicks", ["path": "t.jsonl"])
        }
    }

    @Test("collecting from the cursor of any batch gives exactly what follows it", arguments: ["csv", "csv without header", "jsonl", "json", "gzip", "texts", "lines", "clicks"], [1, 7, 1000])
    func resume(_ name: String, _ batchSize: Int) throws {
        let folder = TemporaryFolder()
        let context = CollectingContext(folder: folder.path)
        let declaration = try Self.source(name, folder)
        let whole = try Collected(declaration, in: context, batchSize: batchSize)
        #expect(whole.records.count >= 20)
        #expect(Set(whole.records.map(\.key)).count == whole.records.count)
        var done = 0
        var doneFindings = 0
        for (cursor, size) in zip(whole.cursors, whole.sizes) {
            done += size
            let stored = try #require(CollectCursor(json: cursor.json))
            let rest = try Collected(declaration, in: context, from: stored, batchSize: batchSize)
            #expect(rest.records == Array(whole.records[done...]))
            doneFindings = whole.findings.count - rest.findings.count
            #expect(doneFindings >= 0)
        }
        #expect(doneFindings == whole.findings.count)
    }

    @Test("a file that became shorter than the cursor is refused")
    func shorter() throws {
        let folder = TemporaryFolder()
        _ = folder.write("{\"a\":1}\n", "t.jsonl")
        #expect(throws: FormatError.cursorBeyondEnd(file: "t.jsonl", offset: 100)) {
            try Collected(.sample("table", ["path": "t.jsonl"]), in: CollectingContext(folder: folder.path), from: CollectCursor(offset: 100, line: 9, record: 9))
        }
    }
}
