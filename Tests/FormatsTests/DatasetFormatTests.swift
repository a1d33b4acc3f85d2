import Testing
import Records
@testable import Formats

/// Laws over every format that holds answers.
@Suite("Dataset formats")
struct DatasetFormatTests {
    static let names = ["jsonl", "csv", "folders", "conll"]
    static let questions = [
        Question(name: "topic", kind: .choice, labels: [LabelDefinition(name: "ham"), LabelDefinition(name: "spam")]),
        Question(name: "tags", kind: .choices, labels: [LabelDefinition(name: "a|b"), LabelDefinition(name: "c\\d")]),
        Question(name: "stars", kind: .rating),
        Question(name: "names", kind: .spans, labels: [LabelDefinition(name: "PER"), LabelDefinition(name: "LOC")]),
    ]

    static func span(_ id: String, _ label: String, _ start: Int, _ end: Int) -> Part { Part(id: id, labels: [label], shape: .ranges([[start, end]]), origin: .imported) }

    static let items = [
        LabelledItem(key: "1", fields: ["text": "Ada met Bob in Paris", "note": "a,\"b\"\nc"],
                     answers: ["topic": .choice("ham"), "tags": .choices(["a|b", "c\\d"]), "stars": .rating(4), "names": .parts([span("s1", "PER", 0, 3), span("s2", "PER", 8, 11), span("s3", "LOC", 15, 20)])],
                     split: "train", licence: "CC0-1.0", source: "own"),
        LabelledItem(key: "2", fields: ["text": "=win now", "note": ""], answers: ["topic": .choice("spam"), "tags": .choices([]), "stars": .rating(2.5), "names": .parts([])], split: "test", licence: "CC0-1.0", source: "own"),
        LabelledItem(key: "1/../3", fields: ["text": "Ünïcode 📦 town", "note": "x"], answers: ["topic": .choice("ham"), "names": .parts([span("s1", "LOC", 0, 7)])], split: "train", licence: "CC0-1.0", source: "own"),
    ]

    static let asked = DatasetReadOptions(questions: QuestionNames(questions))

    /// Without the place, which tells where an item was read.
    static func placeless(_ item: LabelledItem?) -> LabelledItem? {
        var item = item
        item?.place = nil
        return item
    }

    static func all(_ reader: any DatasetReader) throws -> [LabelledItem] {
        var read: [LabelledItem] = []
        while let item = try placeless(reader.next()) { read.append(item) }
        return read
    }

    static func write(_ format: DatasetFormat, _ items: [LabelledItem], compression: Compression = .none, settledBy: Bool = false) throws -> (folder: TemporaryFolder, losses: LossReport) {
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let make = try #require(format.makeWriter)
        let writer = try make(folder, DatasetLayout(questions: questions, compression: compression, settledBy: settledBy))
        for item in items { try writer.write(item) }
        try writer.finish()
        try folder.finish()
        return (outer, writer.losses.report)
    }

    @Test("the same items give the same bytes", arguments: names, [Compression.none, .gzip])
    func sameBytes(_ name: String, _ compression: Compression) throws {
        let format = try #require(FormatCatalog.dataset(named: name))
        let first = try Self.write(format, Self.items, compression: compression).folder
        let second = try Self.write(format, Self.items, compression: compression).folder
        #expect(!first.files.isEmpty)
        #expect(first.files == second.files)
        for file in first.files { #expect(first.bytes(file) == second.bytes(file)) }
    }

    @Test("every loss a writer counts is declared in its card", arguments: names)
    func lossesAreDeclared(_ name: String) throws {
        let format = try #require(FormatCatalog.dataset(named: name))
        var items = Self.items
        items[0].metadata = ["light": "dark"]
        items[0].settledBy = ["topic": SettledBy(rule: "consensus"), "names": SettledBy(rule: "single")]
        items[0].revisions = [["stage": "label"]]
        items[1].fields["extra"] = 7
        items[2].answers["names"] = .parts([Self.span("a", "two words", 1, 4), Self.span("b", "LOC", 0, 7), Self.span("c", "LOC", 90, 95)])
        items.append(LabelledItem(key: "bare", fields: [:]))
        let losses = try Self.write(format, items).losses
        #expect(losses.losses.allSatisfy { format.card.loses.contains($0.code) })
        #expect(losses.isEmpty == format.card.loses.isEmpty)
    }

    @Test("JSON lines lose nothing")
    func jsonLines() throws {
        var items = Self.items
        items[0].metadata = ["deep": ["x": [1, 2.5, nil, true]]]
        items[0].settledBy = ["topic": SettledBy(rule: "consensus", reason: "2 of 2", posterior: 0.98)]
        items[0].revisions = [["stage": "label"]]
        let format = try #require(FormatCatalog.dataset(named: "jsonl"))
        let folder = try Self.write(format, items).folder
        for (split, expected) in [("train", [items[0], items[2]]), ("test", [items[1]])] {
            let reader = try JSONLinesDatasetReader(DatasetInput("\(folder.path)/out/\(split).jsonl"))
            let read = try Self.all(reader)
            #expect(read == expected)
            #expect(reader.takeFindings().isEmpty)
        }
    }

    @Test("a table comes back but for the metadata and the kinds of values it declares as lost")
    func csv() throws {
        let format = try #require(FormatCatalog.dataset(named: "csv"))
        let folder = try Self.write(format, Self.items).folder
        let reader = try CSVDatasetReader(DatasetInput("\(folder.path)/out/train.csv"), options: Self.asked)
        #expect(try Self.placeless(reader.next()) == Self.items[0])
        #expect(try Self.placeless(reader.next()) == Self.items[2])
        #expect(try reader.next() == nil)
        let test = try CSVDatasetReader(DatasetInput("\(folder.path)/out/test.csv"), options: Self.asked)
        #expect(try Self.placeless(test.next()) == Self.items[1])
    }

    @Test("a table asked for it says why each answer counts, and reads it back")
    func csvSettledBy() throws {
        var items = Self.items
        items[0].settledBy = ["topic": SettledBy(rule: "consensus", reason: "2 of 2, \"sure\"", posterior: 0.98), "stars": SettledBy(rule: "imported")]
        let folder = try Self.write(try #require(FormatCatalog.dataset(named: "csv")), items, settledBy: true).folder
        let reader = try CSVDatasetReader(DatasetInput("\(folder.path)/out/train.csv"), options: Self.asked)
        #expect(try Self.placeless(reader.next()) == items[0])
        #expect(try Self.placeless(reader.next()) == items[2])
        #expect(try Self.write(try #require(FormatCatalog.dataset(named: "folders")), items, settledBy: true).folder.text("out/index.csv").contains("settled_by,reason\n"))
    }

    @Test("fields whose names are taken get a column of their own")
    func takenNames() throws {
        let item = LabelledItem(key: "1", fields: ["topic": "t", "key": "k", "field.x": "f"], answers: ["topic": .choice("ham")])
        let folder = try Self.write(try #require(FormatCatalog.dataset(named: "csv")), [item]).folder
        #expect(folder.text("out/all.csv").hasPrefix("key,field.topic,field.key,field.field.x,topic,"))
        let reader = try CSVDatasetReader(DatasetInput("\(folder.path)/out/all.csv"), options: Self.asked)
        #expect(try reader.next()?.fields == item.fields)
    }

    @Test("CoNLL written from what was read is the same file")
    func conll() throws {
        let format = try #require(FormatCatalog.dataset(named: "conll"))
        let first = try Self.write(format, Self.items).folder
        let text = first.text("out/train.conll")
        #expect(text == "-DOCSTART- O\n\nAda B-PER\nmet O\nBob B-PER\nin O\nParis B-LOC\n\nÜnïcode B-LOC\n📦 O\ntown O\n\n")
        let reader = try CoNLLReader(DatasetInput("\(first.path)/out/train.conll"), options: Self.asked, flavour: CoNLL.conll)
        var items: [LabelledItem] = []
        while var item = try reader.next() {
            item.split = "train"
            items.append(item)
        }
        #expect(items.first?.answers["names"] == Self.items[0].answers["names"])
        #expect(try Self.write(format, items).folder.text("out/train.conll") == text)
    }

    @Test("folders hold each text once, under names any file system takes")
    func folders() throws {
        let folder = try Self.write(try #require(FormatCatalog.dataset(named: "folders")), Self.items).folder
        #expect(folder.files.contains("out/train/ham/1.txt"))
        #expect(folder.text("out/test/spam/2.txt") == "=win now")
        #expect(folder.files.count == 4)
        #expect(folder.files.allSatisfy { !$0.split(separator: "/").contains("..") && $0.split(separator: "/").count <= 4 })
    }

    @Test("every cut of a file is read without a crash, as a beginning of the whole", arguments: ["jsonl", "csv", "conll"])
    func cuts(_ name: String) throws {
        let folder = try Self.write(try #require(FormatCatalog.dataset(named: name)), Self.items).folder
        let bytes = try #require(folder.bytes("out/train.\(name)"))
        for length in 0..<bytes.count {
            let path = folder.write(Array(bytes[..<length]), "cut.\(name)")
            switch name {
            case "jsonl":
                guard let reader = try? JSONLinesDatasetReader(DatasetInput(path)) else { continue }
                let read = try Self.all(reader)
                #expect(read == Array([Self.items[0], Self.items[2]].prefix(read.count)))
                let isBetweenLines = length == 0 || bytes[length - 1] == 10 || bytes[length] == 10
                #expect(reader.takeFindings().isEmpty == isBetweenLines)
            case "csv":
                guard let reader = try? CSVDatasetReader(DatasetInput(path), options: Self.asked) else { continue }
                while let item = try reader.next() { #expect(["1", "1/../3"].contains(item.key)) }
            default:
                let reader = try CoNLLReader(DatasetInput(path), options: Self.asked, flavour: CoNLL.conll)
                while try reader.next() != nil {}
            }
        }
    }

    @Test("a format without room for the questions says so")
    func noRoom() throws {
        let folder = try DatasetFolder("\(TemporaryFolder().path)/out")
        for name in ["folders", "conll"] {
            let format = try #require(FormatCatalog.dataset(named: name))
            let make = try #require(format.makeWriter)
            #expect(throws: FormatError.self) { _ = try make(folder, DatasetLayout(questions: [Question(name: "n", kind: .number)])) }
        }
    }

    @Test("a folder of somebody else's files is not replaced, our own is")
    func replacing() throws {
        let outer = TemporaryFolder()
        _ = outer.write("mine", "out/precious.txt")
        #expect(throws: ByteError.self) { try DatasetFolder("\(outer.path)/out") }
        let first = try DatasetFolder("\(outer.path)/new")
        try first.write("{}", to: "manifest.json")
        try first.write("old", to: "old.txt")
        try first.finish()
        let second = try DatasetFolder("\(outer.path)/new/")
        try second.write("{}", to: "manifest.json")
        try second.finish()
        #expect(outer.files == ["new/manifest.json", "out/precious.txt"])
        do { try DatasetFolder("\(outer.path)/stopped").write("x", to: "a.txt") }
        #expect(outer.files == ["new/manifest.json", "out/precious.txt"])
    }

    @Test("what a killed attempt left is cleared away by the next of its name, and the folder it was about to replace comes back")
    func killedAttempt() throws {
        let outer = TemporaryFolder()
        _ = outer.write("half", "new.partial-j1/a/b.txt")
        _ = outer.write("{}", "new.old-j1/manifest.json")
        _ = outer.write("half", "new.partial-j2/c.txt")
        #expect(!DatasetFolder.isPlaced("\(outer.path)/new", attempt: "j1"))
        let again = try DatasetFolder("\(outer.path)/new", attempt: "j1")
        #expect(outer.files == ["new.partial-j2/c.txt", "new/manifest.json"])
        try again.write("whole", to: "d.txt")
        #expect(!DatasetFolder.isPlaced("\(outer.path)/new", attempt: "j1"))
        try again.finish()
        #expect(DatasetFolder.isPlaced("\(outer.path)/new/", attempt: "j1"))
        #expect(outer.files == ["new.partial-j2/c.txt", "new/d.txt"])
    }
}

@Suite("Catalogue of formats")
struct FormatCatalogTests {
    @Test("names are unique and every card says what it is")
    func cards() {
        #expect(Set(FormatCatalog.all.map(\.name)).count == FormatCatalog.all.count)
        #expect(FormatCatalog.all.allSatisfy { !$0.summary.isEmpty && !$0.summary.hasSuffix(".") && !$0.holds.isEmpty })
    }

    @Test("the extension finds the format, packing set aside", arguments: [
        ("a.csv", "csv"), ("a.CSV", "csv"), ("b/a.jsonl.gz", "jsonl"), ("a.ndjson.zst", "jsonl"), ("a.tsv", "tsv"), ("a.json", "json"), ("a.txt", "lines"), ("a.conll", "conll"), ("a", nil), ("a.xyz", nil),
    ] as [(String, String?)])
    func extensions(_ path: String, _ name: String?) { #expect(FormatCatalog.card(forPath: path)?.name == name) }
}
