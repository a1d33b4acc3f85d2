import Testing
import Records
import Formats
@testable import Shipping

/// Builders with defaults for all that a test does not care about.
enum Sample {
    static let project = ProjectID(raw: 1)
    static func source(_ number: Int64, _ name: String, _ licence: String?, attribution: String? = nil) -> Source {
        Source(id: SourceID(raw: number), project: project, name: name, kind: "table", licence: licence.flatMap { Licence($0) }, attribution: attribution)
    }

    static let questions = [
        Question(name: "spam", kind: .choice, prompt: "Is it spam?", labels: [LabelDefinition(name: "ham"), LabelDefinition(name: "spam", about: "unwanted")]),
        Question(name: "names", kind: .spans, labels: [LabelDefinition(name: "PER")], isRequired: false),
    ]

    static func definition(use: TaskDefinition.Use = .commercial) -> TaskDefinition {
        TaskDefinition(project: "sms", objective: "Find <b>unwanted</b> messages | fast", purpose: "Filtering", metric: .init(name: "F1", target: 0.9), use: use, media: .text, questions: questions)
    }

    static let sources = [source(1, "own", "CC0-1.0"), source(2, "web", "CC-BY-4.0", attribution: "A. Author, \"Set\""), source(3, "lost", nil), source(4, "nc", "CC-BY-NC-4.0")]

    static func facts(use: TaskDefinition.Use = .commercial) -> ShipmentFacts {
        ShipmentFacts(definition: definition(use: use), commit: "abc123", sources: sources, collection: ["5 rows of `t.csv`"], agreement: ["alpha 0.82"], program: "winnow 0.1.0")
    }

    static func item(_ number: Int64, _ text: String, source: Int64 = 1, split: String? = "train", state: ItemState = .ready, label: String? = "ham") -> ShippedItem {
        let item = Item(
            id: ItemID(raw: number), project: project, source: SourceID(raw: source), run: RunID(raw: 1), key: "k\(number)", media: .text,
            fields: ["text": .string(text)], split: split, state: state)
        let settled = label.map { [SettledAnswer(item: item.id, question: "spam", answer: .choice($0), rule: .consensus, reason: "2 of 2", revisions: [], posterior: 0.75)] }
        return ShippedItem(item: item, settled: settled ?? [])
    }

    static let items = [item(1, "hello"), item(2, "win, \"now\"", source: 2, split: "test", label: "spam"), item(3, "=1+1", split: "validation")]
}

@Suite("Shipments")
struct ShipmentTests {
    static func ship(_ items: [ShippedItem], _ options: ShipmentOptions = ShipmentOptions(), facts: ShipmentFacts = Sample.facts()) throws -> (folder: TemporaryFolder, report: ShipmentReport) {
        let folder = TemporaryFolder()
        let writer = try ShipmentWriter(to: "\(folder.path)/out", facts: facts, options: options)
        for item in items { try writer.write(item) }
        return (folder, try writer.finish())
    }

    static func withSpans(_ items: [ShippedItem]) -> [ShippedItem] {
        items.map { shipped in
            var shipped = shipped
            shipped.settled.append(SettledAnswer(item: shipped.item.id, question: "names", answer: .parts([]), rule: .single, reason: "", revisions: []))
            return shipped
        }
    }

    @Test("the same commit gives the same bytes in every format", arguments: ShipFormatCatalog.fitting(Sample.definition()), Compression.allCases)
    func sameBytes(_ format: String, _ compression: Compression) throws {
        var options = ShipmentOptions(format: format)
        options.compression = compression
        options.includesSettledBy = true
        let first = try Self.ship(Self.withSpans(Sample.items), options)
        let second = try Self.ship(Self.withSpans(Sample.items), options)
        #expect(first.report == second.report)
        #expect(first.folder.files == second.folder.files)
        for file in first.folder.files { #expect(first.folder.bytes(file) == second.folder.bytes(file), "\(file)") }
        for name in ["README.md", "CREDITS.md", "manifest.json", "checksums.sha256"] { #expect(first.folder.files.contains("out/\(name)")) }
    }

    @Test("every file but the list of checksums is in it, with the right one", arguments: ShipFormatCatalog.fitting(Sample.definition()))
    func checksums(_ format: String) throws {
        let folder = try Self.ship(Self.withSpans(Sample.items), ShipmentOptions(format: format)).folder
        let lines = folder.text("out/checksums.sha256").split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1).map(String.init) }
        let listed: [String] = lines.map { String($0[1].dropFirst()) }
        let present: [String] = folder.files.map { String($0.dropFirst(4)) }
        #expect(listed.sorted() == present.filter { $0 != "checksums.sha256" }.sorted())
        for line in lines {
            #expect(ContentHash.hex(of: folder.bytes("out/\(line[1].dropFirst())") ?? []) == line[0])
        }
    }

    @Test("what may not leave is withheld, counted by reason, and nowhere in the files", arguments: [
        (Sample.item(9, "SECRET", state: .quarantined), ShippingGate.Reason.quarantined),
        (Sample.item(9, "SECRET", state: .withdrawn), .withdrawn),
        (Sample.item(9, "SECRET", state: .rejected), .rejected),
        (Sample.item(9, "SECRET", state: .new), .notLetIn),
        (Sample.item(9, "SECRET", source: 3), .noLicence),
        (Sample.item(9, "SECRET", source: 4), .licenceForbids),
        (Sample.item(9, "SECRET", label: nil), .unlabelled),
    ] as [(ShippedItem, ShippingGate.Reason)])
    func withheld(_ item: ShippedItem, _ reason: ShippingGate.Reason) throws {
        for format in ["jsonl", "csv", "folders"] {
            let outcome = try Self.ship(Sample.items + [item], ShipmentOptions(format: format))
            #expect(outcome.report.withheld.map(\.name) == [reason.rawValue])
            #expect(outcome.report.withheld.map(\.count) == [1])
            #expect(outcome.report.shipped == 3)
            for file in outcome.folder.files { #expect(!outcome.folder.text(file).contains("SECRET") && !outcome.folder.text(file).contains("k9")) }
            #expect(outcome.folder.text("out/README.md").contains("Withheld: 1 items"))
        }
    }

    @Test("items of other splits, and those that do not answer the question asked for, are left out and counted", arguments: [
        (["train"], nil, 1, ["ship.item.other-split"], [2]), (["test", "validation"], nil, 2, ["ship.item.other-split"], [1]),
        ([], "names", 0, ["ship.item.unlabelled"], [3]), (["train"], "spam", 1, ["ship.item.other-split"], [2]), ([], nil, 3, [], []),
    ] as [([String], String?, Int, [String], [Int])])
    func filters(splits: [String], question: String?, shipped: Int, reasons: [String], counts: [Int]) throws {
        var options = ShipmentOptions()
        (options.splits, options.question) = (splits, question)
        guard shipped > 0 else {
            #expect(throws: ShipError.self) { try Self.ship(Sample.items, options) }
            return
        }
        let outcome = try Self.ship(Sample.items, options)
        #expect(outcome.report.shipped == shipped)
        #expect(outcome.report.withheld.map(\.name) == reasons && outcome.report.withheld.map(\.count) == counts)
        #expect(outcome.folder.text("out/manifest.json").contains("\"splits\": [") == !splits.isEmpty)
    }

    @Test("an export asks for no licence and writes the data alone; what is withdrawn or rejected stays")
    func export() throws {
        let folder = TemporaryFolder()
        let writer = try ShipmentWriter(to: "\(folder.path)/out", for: .export, facts: Sample.facts(), options: ShipmentOptions())
        let more = [(ItemState.quarantined, 3), (.new, 4), (.withdrawn, 1), (.rejected, 1)].map { Sample.item(9, "x\($0.0)", source: Int64($0.1), state: $0.0) }
        for item in Sample.items + more { try writer.write(item) }
        let report = try writer.finish()
        #expect(report.shipped == 5 && report.findings.isEmpty)
        #expect(report.withheld.map(\.name) == ["ship.item.rejected", "ship.item.withdrawn"])
        #expect(!folder.files.isEmpty && folder.files.allSatisfy { $0.hasSuffix(".jsonl") }, "\(folder.files)")
    }

    @Test("a research project may ship what forbids commerce; the strict reading is a finding elsewhere")
    func use() throws {
        let items = Sample.items + [Sample.item(4, "x", source: 4)]
        #expect(try Self.ship(items, facts: Sample.facts(use: .research)).report.shipped == 4)
        #expect(try Self.ship(items).report.findings.map(\.code).contains("licence.non-commercial"))
    }

    @Test("unlabelled items go out when asked")
    func unlabelled() throws {
        var options = ShipmentOptions()
        options.includesUnlabelled = true
        let outcome = try Self.ship(Sample.items + [Sample.item(4, "x", label: nil)], options)
        #expect(outcome.report.shipped == 4 && outcome.report.labelled == 3)
        #expect(outcome.folder.text("out/README.md").contains("1 of the items have no answer"))
    }

    @Test("nothing to ship leaves nothing behind")
    func nothing() throws {
        let folder = TemporaryFolder()
        do {
            let writer = try ShipmentWriter(to: "\(folder.path)/out", facts: Sample.facts(), options: ShipmentOptions())
            try writer.write(Sample.item(1, "x", state: .quarantined))
            #expect(throws: ShipError.nothingToShip(withheld: 1)) { try writer.finish() }
        }
        #expect(folder.files.isEmpty)
    }

    @Test("credits name every source that is in the shipment and no other")
    func credits() throws {
        let text = try Self.ship(Sample.items + [Sample.item(4, "x", source: 3)]).folder.text("out/CREDITS.md")
        #expect(text.contains("| own | 2 | CC0-1.0 | - | external |"))
        #expect(text.contains("| web | 1 | CC-BY-4.0 | A. Author, \"Set\" | external |"))
        #expect(!text.contains("lost") && !text.contains("| nc |"))
        #expect(text.contains("https://creativecommons.org/licenses/by/4.0/"))
    }

    @Test("the card has front matter, counts per split and label, and no markup from data")
    func card() throws {
        let text = try Self.ship(Sample.items).folder.text("out/README.md")
        #expect(text.hasPrefix("---\npretty_name: \"sms\"\nlicense: other\nlicense_name: \"CC-BY-4.0 and CC0-1.0\"\n"))
        #expect(text.contains("size_categories:\n- n<1K\n"))
        #expect(text.contains("- text-classification\n- token-classification\n"))
        #expect(text.contains("  - split: \"train\"\n    path: \"train.jsonl\"\n  - split: \"validation\"\n    path: \"validation.jsonl\"\n  - split: \"test\"\n    path: \"test.jsonl\"\n"))
        #expect(text.contains("| label | train | validation | test | about |\n| --- | --- | --- | --- | --- |\n| ham | 1 | 1 | 0 |  |\n| spam | 0 | 0 | 1 | unwanted |\n"))
        #expect(text.contains("Find &lt;b&gt;unwanted&lt;/b&gt; messages \\| fast"))
        #expect(text.contains("Commit: `abc123`"))
        #expect(text.contains("| spam | consensus | 3 |"))
        for heading in ["Content", "Questions and labels", "Sources and licences", "Collection", "Preparation", "How labels were settled", "Agreement", "Known limitations", "Version"] {
            #expect(text.contains("\n## \(heading)\n"))
        }
    }

    @Test("what was shipped is read back with every label equal to the settled one")
    func readBack() throws {
        var options = ShipmentOptions()
        options.includesSettledBy = true
        let folder = try Self.ship(Sample.items, options).folder
        let reader = try JSONLinesDatasetReader(DatasetInput("\(folder.path)/out/test.jsonl"))
        let item = try #require(try reader.next())
        #expect(item.key == "k2" && item.answers == ["spam": .choice("spam")] && item.licence == "CC-BY-4.0" && item.source == "web")
        #expect(item.settledBy == ["spam": SettledBy(rule: "consensus", reason: "2 of 2", posterior: 0.75)])
        let csv = try Self.ship(Sample.items, ShipmentOptions(format: "csv")).folder.text("out/test.csv")
        #expect(csv == "key,text,spam,names,split,licence,source\nk2,\"win, \"\"now\"\"\",spam,,test,CC-BY-4.0,web\n")
    }

    @Test("the manifest is JSON and says what was done")
    func manifest() throws {
        let outcome = try Self.ship(Sample.items)
        let manifest = try JSONParser.parse(outcome.folder.text("out/manifest.json"))
        #expect(manifest["commit"] == "abc123")
        #expect(manifest["splits"] == ["train": 1, "validation": 1, "test": 1])
        #expect(manifest["files"]?.array?.count == outcome.report.files.count - 2)
    }

    @Test("settings of `ship:` are checked by name and value", arguments: [
        (["settled-by": true, "compression": "gzip"], nil), (["settled-by": "yes"], "settled-by"), (["compression": "rar"], "compression"), (["on-loss": "warn"], "on-loss"), (["voc-base": 2], "voc-base"), (["decimals": 16], "decimals"), (["colour": 1], "colour"),
    ] as [(JSONObject, String?)])
    func settings(_ settings: JSONObject, _ wrong: String?) {
        do throws(ShipError) {
            let options = try ShipmentOptions(ShipDeclaration(format: "jsonl", to: "out", settings: settings))
            #expect(wrong == nil && options.includesSettledBy && options.compression == .gzip)
        } catch { #expect(wrong != nil && error.finding.message.contains("`\(wrong ?? "")`")) }
    }

    @Test("an unknown format and an unknown source are refused")
    func unknown() throws {
        #expect(throws: ShipError.unknownFormat("papyrus")) { try Self.ship(Sample.items, ShipmentOptions(format: "papyrus")) }
        #expect(throws: ShipError.unknownSource(item: "k1")) { try Self.ship([Sample.item(1, "x", source: 77)]) }
    }
}
