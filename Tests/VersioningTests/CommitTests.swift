import Records
import Testing
import Versioning

private let definition = TaskDefinition(
    project: "p", objective: "o", media: .text, questions: [Question(name: "spam", kind: .choice, labels: [LabelDefinition(name: "ham"), LabelDefinition(name: "spam")])])

private typealias Row = (item: ItemRecord, revisions: [RevisionRecord])

/// Item `n` of a made-up dataset; `salt` changes its text, `label` its answer.
private func row(_ n: Int, salt: String = "", label: String = "ham", minute: Int64 = 0) -> Row {
    let revision = RevisionRecord(
        stage: .label, author: "ada", number: 1, annotation: Annotation(answers: ["spam": .choice(label)]), definitionVersion: 1,
        madeAt: Timestamp(milliseconds: Int64(n) * 1000 + minute * 60_000), activeSeconds: 2.5)
    let item = ItemRecord(
        source: n % 3 == 0 ? "a" : "b", key: "item-\(n)", media: .text, fields: ["text": .string("message \(n) \(salt) é"), "n": .int(Int64(n))],
        metadata: ["weight": .double(Double(n) / 7)], licence: Licence("CC0-1.0"), split: n % 5 == 0 ? "test" : "train",
        group: n % 10 == 0 ? ItemName(source: "a", key: "item-0") : nil,
        answers: ["spam": SettledRecord(answer: .choice(label), rule: .single, reason: "one annotator", revisions: [revision.contentHash])])
    return (item, [revision])
}

private func commit(_ rows: [Row], to store: MemoryStore, parent: String? = nil, time: Int64 = 1) async throws -> CommitReader {
    var writer = CommitWriter(store: store)
    for row in rows.sorted(by: { $0.item.recordKey < $1.item.recordKey }) { try await writer.add(row.item, revisions: row.revisions) }
    let (hash, _) = try await writer.finish(definition: definition, parent: parent, message: "m", author: "ada", time: Timestamp(milliseconds: time))
    return try await CommitReader(hash, in: store)
}

private func changes(_ a: CommitReader, _ b: CommitReader) async throws -> (changes: [CommitDiff.Change], pagesRead: Int) {
    var iterator = CommitDiff(from: a, to: b).makeAsyncIterator()
    var found: [CommitDiff.Change] = []
    while let change = try await iterator.next() { found.append(change) }
    return (found, iterator.pagesRead)
}

@Suite("Commit")
struct CommitTests {
    @Test("what is written is read back", arguments: [0, 1, 2, 127, 3000])
    func roundTrip(count: Int) async throws {
        let rows = (0..<count).map { row($0) }
        let store = MemoryStore()
        let reader = try await commit(rows, to: store)
        let sorted = rows.sorted { $0.item.recordKey < $1.item.recordKey }
        var items: [ItemRecord] = []
        for try await item in reader.items { items.append(item) }
        #expect(items == sorted.map(\.item))
        var revisions: [RevisionRecord] = []
        for try await (_, revision) in reader.revisions { revisions.append(revision) }
        #expect(revisions == sorted.flatMap(\.revisions))
        #expect(try await reader.definition() == definition)
        #expect(reader.commit.counts == .init(items: count, answers: count, revisions: count))
        #expect(await CommitCheck.verify(reader.hash, in: store).isEmpty)
    }

    @Test("the same content has the same tree, whatever the order, the hour and the message")
    func sameContent() async throws {
        let rows = (0..<2000).map { row($0) }
        let a = try await commit(rows, to: MemoryStore())
        let b = try await commit((0..<2000).reversed().map { row($0, minute: 90) }, to: MemoryStore(), parent: a.hash, time: 99)
        #expect(a.commit.tree == b.commit.tree)
        #expect(a.hash != b.hash)
        #expect(a.commit.times != b.commit.times)
        let c = try await commit((0..<2000).map { row($0, label: $0 == 7 ? "spam" : "ham") }, to: MemoryStore())
        #expect(a.commit.tree != c.commit.tree)
    }

    @Test("the hash of a known commit never changes")
    func frozen() async throws {
        let reader = try await commit((0..<300).map { row($0) }, to: MemoryStore())
        #expect(reader.commit.tree == "6fe269fa3655e2507a1cf0ebe02eb41c1f70bbe4a43662b5a0f8bd3cf3e3bd3b")
    }

    @Test("one change rewrites few pages", arguments: ["change", "insert", "remove"])
    func fewPages(kind: String) async throws {
        let store = MemoryStore()
        var rows = (0..<20_000).map { row($0) }
        _ = try await commit(rows, to: store)
        let before = store.hashes
        switch kind {
        case "change": rows[777] = row(777, salt: "edited")
        case "insert": rows.append(row(20_001))
        default: rows.remove(at: 777)
        }
        _ = try await commit(rows, to: store)
        // Items, revisions and times: a leaf and the pages above it each; a border may come or go. Tree and commit.
        #expect(store.hashes.subtracting(before).count <= 3 * 4 + 2)
        #expect(before.count > 400)
    }

    @Test("records must come in order")
    func order() async throws {
        var writer = CommitWriter(store: MemoryStore())
        try await writer.add(row(1).item)
        await #expect(throws: VersionError.outOfOrder(RecordKey("a", "item-0"), after: RecordKey("b", "item-1"))) { try await writer.add(row(0).item) }
        var again = CommitWriter(store: MemoryStore())
        try await again.add(row(1).item)
        await #expect(throws: VersionError.self) { try await again.add(row(1).item) }
    }

    @Test("names are compared by bytes, so two spellings of one letter are two items")
    func bytes() async throws {
        let composed = ItemRecord(source: "s", key: "é", media: .text)
        let decomposed = ItemRecord(source: "s", key: "e\u{301}", media: .text)
        let reader = try await commit([(composed, []), (decomposed, [])], to: MemoryStore())
        #expect(reader.commit.counts.items == 2)
        #expect(RecordKey("ab", "c") != RecordKey("a", "bc"))
    }

    @Test("row ids inside answers are not content")
    func rowIDs() {
        func record(_ id: String) -> RevisionRecord {
            let part = Part(id: "1", labels: ["a"], shape: .point([1, 2]), origin: .suggestion(id))
            return RevisionRecord(stage: .label, author: "ada", number: 1, annotation: Annotation(answers: ["q": .parts([part])]), definitionVersion: 1, madeAt: Timestamp(milliseconds: 1))
        }
        #expect(record("0001").contentHash == record("0002").contentHash)
    }

    @Test("the log goes back to the first commit")
    func log() async throws {
        let store = MemoryStore()
        let first = try await commit([row(1)], to: store)
        let second = try await commit([row(1), row(2)], to: store, parent: first.hash, time: 2)
        let log = try await CommitReader.log(from: second.hash, in: store)
        #expect(log.map(\.hash) == [second.hash, first.hash])
    }
}

@Suite("Commit diff")
struct CommitDiffTests {
    @Test("the difference applied to the first commit gives the second", arguments: 0..<12)
    func applied(seed: Int) async throws {
        let store = MemoryStore()
        var state = UInt64(seed) &* 977 &+ 5
        func draw(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let size = [0, 1, 200, 3000][seed % 4]
        var old: [String: Row] = [:]
        for n in 0..<size { old["\(n)"] = row(n) }
        var new = old
        for _ in 0..<[1, 5, 300][seed % 3] {
            let n = draw(size + 50)
            switch draw(3) {
            case 0: new["\(n)"] = nil
            case 1: new["\(n)"] = row(n, salt: "x")
            default: new["\(n)"] = row(n, label: "spam")
            }
        }
        let a = try await commit(Array(old.values), to: store)
        let b = try await commit(Array(new.values), to: store)
        var items: [RecordKey: ItemRecord] = [:]
        for row in old.values { items[row.item.recordKey] = row.item }
        var last: RecordKey?
        for change in try await changes(a, b).changes {
            let key = RecordKey(change.name.source, change.name.key)
            if let last { #expect(last < key) }
            last = key
            switch change {
            case .added(let item):
                #expect(items[key] == nil)
                items[key] = item
            case .removed(let item):
                #expect(items[key] == item)
                items[key] = nil
            case .changed(let change):
                #expect(items[key] == change.before)
                #expect(change.before != change.after)
                items[key] = change.after
            }
        }
        var expected: [RecordKey: ItemRecord] = [:]
        for row in new.values { expected[row.item.recordKey] = row.item }
        #expect(items == expected)
        #expect(try await changes(a, a).changes.isEmpty)
    }

    @Test("only pages that differ are read")
    func bounded() async throws {
        let store = MemoryStore()
        var rows = (0..<20_000).map { row($0) }
        let a = try await commit(rows, to: store)
        rows[4321] = row(4321, label: "spam")
        rows.remove(at: 9)
        rows.append(row(30_000))
        let b = try await commit(rows, to: store)
        let (found, pages) = try await changes(a, b)
        #expect(found.count == 3)
        #expect(pages <= 30, "\(pages)")
        #expect(try await changes(a, a).pagesRead == 0)
    }

    @Test("a change names its questions and whether the item itself changed")
    func questions() async throws {
        let store = MemoryStore()
        let a = try await commit([row(1), row(2)], to: store)
        let b = try await commit([row(1, label: "spam"), row(2, salt: "x")], to: store)
        let found = try await changes(a, b).changes
        guard case .changed(let first) = found[0], case .changed(let second) = found[1] else { return #expect(Bool(false)) }
        #expect(first.questions.map(\.question) == ["spam"])
        #expect(first.questions[0].after?.answer == .choice("spam"))
        #expect(!first.isItemChanged)
        #expect(second.questions.isEmpty)
        #expect(second.isItemChanged)
    }
}

@Suite("Commit check")
struct CommitCheckTests {
    @Test("a flipped byte anywhere is found")
    func flipped() async throws {
        let rows = (0..<400).map { row($0) }
        let whole = MemoryStore()
        let reader = try await commit(rows, to: whole)
        for hash in whole.hashes.sorted() {
            for byte in [0, whole.size(hash) / 2, whole.size(hash) - 1] {
                whole.flip(hash, byte: byte)
                #expect(await CommitCheck.verify(reader.hash, in: whole).map(\.code) == ["version.corrupt"])
                whole.flip(hash, byte: byte)
            }
        }
        #expect(await CommitCheck.verify(reader.hash, in: whole).isEmpty)
    }

    @Test("a missing object is found")
    func missing() async throws {
        let store = MemoryStore()
        let reader = try await commit((0..<400).map { row($0) }, to: store)
        store.remove(reader.tree.items)
        #expect(await CommitCheck.verify(reader.hash, in: store).map(\.code) == ["version.missing"])
    }

    @Test("an answer that rests on an unknown revision is found, and blobs are asked for")
    func dangling() async throws {
        struct Gone: Error {}
        let store = MemoryStore()
        var item = row(1).item
        item.blobs = ["image": BlobReference(sha256: String(repeating: "0", count: 64), size: 1, type: "image/png")]
        let reader = try await commit([(item, [])], to: store)
        let codes = await CommitCheck.verify(reader.hash, in: store, blob: { _ in throw Gone() }).map(\.code)
        #expect(codes == ["version.dangling", "version.missing"])
    }

    @Test("pages stay small")
    func pageSize() async throws {
        let store = MemoryStore()
        let long = String(repeating: "word ", count: 12_000)
        _ = try await commit((0..<200).map { row($0, salt: long) }, to: store)
        #expect(store.largest < 2 << 20)
    }
}
