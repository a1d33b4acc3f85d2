import Records
import Testing

@testable import Storage

@Suite("Items")
struct ItemsTests {
    @Test("an item comes back as it went in")
    func roundTrip() async throws {
        let fixture = try Fixture()
        var item = fixture.item("owl", text: "wide “quotes”, \u{1F989} and \n lines")
        var blob = BlobReference(sha256: String(repeating: "a", count: 64), size: 3, type: "image/png")
        blob.width = 640
        item.blobs = ["image": blob]
        item.metadata = ["stain": "dark", "depth": [1, 2.5, nil]]
        item.licence = Licence("CC-BY-4.0")
        item.consent = "form 3"
        item.split = "test"
        item.group = item.id
        item.stateReason = "because"
        let written = item
        try await fixture.store.write { try $0.items.insert([written]) }
        #expect(try await fixture.store.read { try $0.items.find(written.id) } == written)
        #expect(try await fixture.store.read { try $0.items.find(source: written.source, key: "owl") } == written)
        #expect(try await fixture.store.read { try $0.items.ids(source: written.source, keys: ["owl", "bat"]) } == ["owl": written.id])
        var changed = written
        changed.split = nil
        changed.fields = ["text": "new"]
        let next = changed
        try await fixture.store.write { try $0.items.update(next) }
        #expect(try await fixture.store.read { try $0.items.find([next.id]) } == [next])
    }

    @Test("a key is unique within its source; new items are added around those that exist")
    func uniqueKeys() async throws {
        let fixture = try Fixture()
        let (first, twin, other) = (fixture.item("a"), fixture.item("a"), fixture.item("b"))
        try await fixture.store.write { try $0.items.insert([first]) }
        await #expect(throws: StorageError.self) { try await fixture.store.write { try $0.items.insert([other, twin]) } }
        #expect(try await fixture.store.read { try $0.items.count(of: fixture.project) } == 1)
        #expect(try await fixture.store.write { try $0.items.insertNew([twin, other]) } == 1)
    }

    @Test("groups are those of two ready members and more, a page at a time")
    func groups() async throws {
        let fixture = try Fixture()
        let (store, project) = (fixture.store, fixture.project)
        let items = try await fixture.addItems(7)
        let groups = [(0, 0), (1, 1), (2, 0), (3, 3), (4, 3), (5, 3), (6, 1)].map { (item: items[$0.0].id, group: ItemID?.some(items[$0.1].id)) }
        try await store.write { try $0.items.setGroup(groups) }
        func page(after: ItemID? = nil, limit: Int) async throws -> [String] {
            try await store.read { try $0.items.groups(of: project, after: after, limit: limit).map { "\($0.id) \($0.size)" } }
        }
        let expected = [(0, 2), (1, 2), (3, 3)].map { "\(items[$0.0].id) \($0.1)" }
        #expect(try await page(limit: 9) == expected)
        #expect(try await page(limit: 2) == Array(expected.prefix(2)))
        #expect(try await page(after: items[1].id, limit: 2) == Array(expected.suffix(1)))
        try await store.write { try $0.items.setState(.withdrawn, of: [items[6].id]) }
        #expect(try await page(limit: 9) == [expected[0], expected[2]], "one alone is no group")
        #expect(try await store.read { try $0.items.countGroups(of: project) } == 2)
        try await store.write { try $0.items.clearGroups(of: project) }
        #expect(try await store.read { try $0.items.countGroups(of: project) } == 0)
    }

    @Test("pages follow each other without gap or overlap")
    func pages() async throws {
        let fixture = try Fixture()
        let items = try await fixture.addItems(25)
        var seen: [ItemID] = []
        var after: ItemID?
        repeat {
            let last = after
            let page = try await fixture.store.read { try $0.items.page(of: fixture.project, after: last, limit: 10) }
            seen += page.map(\.id)
            after = page.last?.id
        } while after != nil
        #expect(seen == items.map(\.id))
        var collected: [ItemID] = []
        try await fixture.store.forEachBatch(of: fixture.project, size: 7) { collected += $0.map(\.id) }
        #expect(collected == items.map(\.id))
    }

    @Test("filters choose by state, split, group, text and the label that counts")
    func filters() async throws {
        let fixture = try Fixture()
        let (a, b, c) = (fixture.item("a", text: "100% Free"), fixture.item("b", state: .rejected), fixture.item("c_x"))
        let (project, now) = (fixture.project, fixture.clock.now)
        try await fixture.store.write { connection in
            try connection.items.insert([a, b, c])
            try connection.items.setSplit([(a.id, "train"), (c.id, "test")])
            try connection.items.setGroup([(a.id, a.id), (c.id, a.id)])
            let settled = SettledAnswer(item: c.id, question: "spam", answer: .choice("ham"), rule: .single, reason: "one", revisions: [])
            try connection.settled.save([settled], in: project, at: now)
        }
        func keys(_ filter: ItemFilter) async throws -> [String] {
            try await fixture.store.read { try $0.items.page(of: project, filter, limit: 10).map(\.key) }
        }
        #expect(try await keys(.ready) == ["a", "c_x"])
        #expect(try await keys(ItemFilter(split: "test")) == ["c_x"])
        #expect(try await keys(ItemFilter(isUnsplit: true)) == ["b"])
        #expect(try await keys(ItemFilter(group: a.id)) == ["a", "c_x"])
        #expect(try await keys(ItemFilter(text: "100% fr")) == ["a"])
        #expect(try await keys(ItemFilter(text: "c_")) == ["c_x"])
        #expect(try await keys(ItemFilter(text: "1_0")) == [])
        #expect(try await keys(ItemFilter(settledQuestion: "spam", label: "ham")) == ["c_x"])
        #expect(try await keys(ItemFilter(settledQuestion: "spam", label: "spam")) == [])
        #expect(try await keys(ItemFilter(openQuestion: "spam")) == ["a", "b"])
        #expect(try await fixture.store.read { try $0.items.countsByState(of: project) } == [.ready: 2, .rejected: 1])
        #expect(try await fixture.store.read { try $0.items.countsBySplit(of: project) } == ["train": 1, "test": 1])
        #expect(try await fixture.store.read { try $0.projects.counts(of: project).settled } == 1)
    }

    @Test("lists are read along an index", arguments: [
        ItemFilter.all, .ready, ItemFilter(split: "a"), ItemFilter(group: ItemID(raw: 1)),
        ItemFilter(settledQuestion: "q", label: "l"),
    ])
    func plans(filter: ItemFilter) async throws {
        let fixture = try Fixture()
        let plan = try await fixture.store.read { connection in
            let (conditions, arguments) = filter.conditions(connection.dialect)
            return try connection.all(
                "EXPLAIN QUERY PLAN SELECT i.id FROM item i WHERE i.project = ?\(conditions) AND i.id > ? ORDER BY i.id LIMIT 9",
                [1] + arguments + [1]) { $0.text(3) }
        }
        // The few sources of a workspace are looked through once; items never are.
        #expect(!plan.contains { $0.hasPrefix("SCAN") && $0 != "SCAN source" }, "\(plan)")
    }
}
