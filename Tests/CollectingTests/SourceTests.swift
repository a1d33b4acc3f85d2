import Foundation
import Testing
import Records
import Formats
@testable import Collecting

@Suite("Catalogue of sources")
struct SourceCatalogTests {
    @Test("names are unique, every kind says what it is and which settings it takes")
    func cards() {
        #expect(Set(SourceCatalog.all.map { $0.name }).count == SourceCatalog.all.count)
        for kind in SourceCatalog.all {
            #expect(!kind.summary.isEmpty && !kind.summary.hasSuffix("."))
            #expect(kind.settings.contains { $0.name == "path" && $0.isRequired })
        }
    }

    @Test("an unknown kind is refused with the kinds there are")
    func unknown() {
        #expect(throws: CollectError.unknownKind("carrier-pigeon", source: "sample")) {
            try SourceCatalog.collector(for: .sample("carrier-pigeon", [:]), in: CollectingContext(folder: "."))
        }
    }
}

@Suite("Licence gate")
struct LicenceGateTests {
    @Test("a source without a licence is quarantined, one with a licence is let through")
    func gate() {
        var declaration = SourceDeclaration(name: "found", kind: "table")
        let closed = LicenceGate.verdict(for: declaration)
        #expect(closed.state == .quarantined)
        #expect(closed.findings.map(\.code) == ["source.no-licence"])
        #expect(closed.findings[0].hint?.contains("licence:") == true)
        declaration.licence = Licence("MIT")
        #expect(LicenceGate.verdict(for: declaration) == LicenceGate.Verdict(state: .new, stateReason: nil, findings: []))
        #expect(Licence("  ") == nil)
    }
}

@Suite("Text sources")
struct TextsCollectorTests {
    @Test("one record per file, with the folder as a label when asked")
    func files() throws {
        let folder = TemporaryFolder()
        _ = folder.write("hello\n", "t/ham/1.txt")
        _ = folder.write("win", "t/spam/2.txt")
        _ = folder.write([0xFF], "t/spam/3.txt")
        _ = folder.write("x", "t/spam/4.png")
        let collected = try Collected(.sample("texts", ["path": "t"], known: ["spam": "folder"]), in: CollectingContext(folder: folder.path))
        #expect(collected.records.map(\.key) == ["ham/1.txt", "spam/2.txt"])
        #expect(collected.records.map(\.fields) == [["text": "hello\n"], ["text": "win"]])
        #expect(collected.records.map(\.known) == [["spam": "ham"], ["spam": "spam"]])
        #expect(collected.codes == ["texts.files-left-out", "text.invalid-utf8"])
    }

    @Test("one record per line of a file")
    func lines() throws {
        let folder = TemporaryFolder()
        _ = folder.write("one\n\ntwo\n", "t.txt")
        let collected = try Collected(.sample("texts", ["path": "t.txt"]), in: CollectingContext(folder: folder.path))
        #expect(collected.records.map(\.key) == ["1", "3"])
        #expect(collected.records.map(\.fields) == [["text": "one"], ["text": "two"]])
    }
}

@Suite("Click logs (P02)")
struct ClicksTests {
    @Test("dwell above 30 is relevant, unclicked among the first three is not, all else says nothing", arguments: [
        (true, 1, 30, nil), (true, 1, 30.1, .relevant), (true, 9, 31, .relevant), (true, 1, 0, nil), (true, 4, 29.9, nil),
        (false, 1, 0, .notRelevant), (false, 3, 0, .notRelevant), (false, 4, 0, nil), (false, 3, 99, .notRelevant), (false, 4, 99, nil),
    ] as [(Bool, Int64, Double, ClickLabel?)])
    func rule(_ clicked: Bool, _ position: Int64, _ dwell: Double, _ label: ClickLabel?) {
        #expect(ClickLabel(clicked: clicked, position: position, dwellSeconds: dwell) == label)
    }

    @Test("the worked example gives the worked answer, byte by byte")
    func worked() throws {
        guard let input = SharedData.path("parity-worked/clicks.jsonl"), let output = SharedData.path("parity-worked/clicks.expected.jsonl") else { return }
        let collected = try Collected(.sample("clicks", ["path": .string(input)]), in: CollectingContext(folder: ""))
        let lines = collected.records.map { JSONValue.object($0.fields).text() + "\n" }.joined()
        #expect(try lines == String(contentsOfFile: output, encoding: .utf8))
        #expect(collected.findings.isEmpty)
    }

    @Test("sessions and results that lack something are findings, the others count")
    func faults() throws {
        let folder = TemporaryFolder()
        _ = folder.write("""
            {"results":[]}
            {"query":"q","results":[{"doc_id":"a","position":0,"clicked":false,"dwell_time":0},{"doc_id":"b","position":1,"clicked":true},{"doc_id":7,"position":2,"clicked":false}]}
            {"query":"q","results":[{"doc_id":"a","position":1,"clicked":false},{"doc_id":"a","position":2,"clicked":false}]}
            """, "c.jsonl")
        let collected = try Collected(.sample("clicks", ["path": "c.jsonl"], known: ["relevance": "label"]), in: CollectingContext(folder: folder.path))
        #expect(collected.records.map(\.key) == ["2/7", "3/a"])
        #expect(collected.records.map(\.known) == [["relevance": "not_relevant"], ["relevance": "not_relevant"]])
        #expect(collected.records[0].fields == ["query": "q", "document": "7"])
        #expect(collected.codes == ["clicks.session.incomplete", "clicks.result.incomplete", "clicks.result.incomplete", "source.duplicate-key"])
    }
}

/// Rows as a database would give them to the query it was asked.
private struct GivenRows: ForeignRows {
    var columns: [String]
    var rows: [[JSONValue]]
    func forEachRow(_ sql: String, _ body: ([String], [JSONValue]) throws -> Void) throws {
        for row in rows { try body(columns, row) }
    }
}

@Suite("SQL sources and the ticket recipe (P01)")
struct SQLCollectorTests {
    static let tickets = ["ticket_id", "ticket_text", "agent_assigned_category", "final_category"]

    static func collect(_ settings: JSONObject, _ columns: [String], _ rows: [[JSONValue]], known: [String: String] = [:]) throws -> Collected {
        let context = CollectingContext(folder: "", openForeign: { _ in GivenRows(columns: columns, rows: rows) })
        return try Collected(.sample("sql", settings, known: known), in: context)
    }

    @Test("the query selects the final category, asks for resolved tickets after the day, strictly, in a fixed order")
    func query() {
        #expect(TicketRecipe().query == """
            SELECT "ticket_id", "ticket_text", "agent_assigned_category", "final_category" FROM "support_tickets" \
            WHERE "agent_assigned_category" IS NOT NULL AND "resolution_status" = 'resolved' AND "created_at" > '2024-01-01' ORDER BY "ticket_id"
            """)
    }

    @Test("names and values cannot leave their quotes")
    func quoting() {
        let query = TicketRecipe(["table": "a\"; DROP TABLE b; --", "after": "x' OR '1'='1"]).query
        #expect(query.contains("FROM \"a\"\"; DROP TABLE b; --\""))
        #expect(query.contains("> 'x'' OR ''1''=''1'"))
    }

    @Test("only tickets whose category did not change are kept, and the others are counted")
    func filter() throws {
        let collected = try Self.collect(["path": "t.db", "recipe": "tickets"], Self.tickets, [
            [1, "Card was charged twice", "billing", "billing"], [2, "App closes", "bug", "account"], [11, "No final", "delivery", nil], [9, "", "bug", "bug"],
        ])
        #expect(collected.records.map(\.key) == ["1", "9"])
        let expected: [JSONObject] = [
            ["ticket_text": "Card was charged twice", "agent_assigned_category": "billing"], ["ticket_text": "", "agent_assigned_category": "bug"],
        ]
        #expect(collected.records.map(\.fields) == expected)
        #expect(collected.records[0].fields.keys == ["ticket_text", "agent_assigned_category"])
        #expect(collected.codes == ["tickets.category-changed"])
        #expect(collected.findings[0].message.hasPrefix("2 "))
    }

    @Test("any query's columns are mapped, and values keep their kind")
    func rows() throws {
        let collected = try Self.collect(["path": "t.db", "query": "SELECT 1", "columns": ["text": "body", "n": 2]], ["id", "body", "n"], [[1, "x", 2.5], [2, "y", nil]])
        let expected: [JSONObject] = [["text": "x", "n": 2.5], ["text": "y", "n": nil]]
        #expect(collected.records.map(\.fields) == expected)
    }

    @Test("what cannot be used is refused", arguments: [
        ["path": "t.db"], ["query": "SELECT 1"], ["path": "t.db", "recipe": "soup"],
    ] as [JSONObject])
    func refusals(_ settings: JSONObject) { #expect(throws: CollectError.self) { try Self.collect(settings, [], []) } }

    @Test("two columns of one name are refused, and so is a place without a database door")
    func more() {
        #expect(throws: CollectError.self) { try Self.collect(["path": "t.db", "query": "q"], ["a", "a"], [[1, 2]]) }
        #expect(throws: CollectError.noForeignDoor(source: "sample")) {
            try Collected(.sample("sql", ["path": "t.db", "query": "q"]), in: CollectingContext(folder: ""))
        }
    }
}
