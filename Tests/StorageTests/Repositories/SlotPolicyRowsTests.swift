import Records
import Testing

@testable import Storage

@Suite("Places opened and closed later")
struct SlotPolicyRowsTests {
    private func states(_ fixture: Fixture, _ item: ItemID) async throws -> [Slot.State] {
        try await fixture.store.read { try $0.slots.all(of: [item], stage: .label)[item]?.map(\.state) ?? [] }
    }

    private func open(_ count: Int, _ fixture: Fixture, _ item: ItemID) async throws {
        let (store, project) = (fixture.store, fixture.project)
        try await store.write { connection in
            let present = try connection.slots.all(of: [item], stage: .label)[item] ?? []
            try connection.slots.open(count, of: item, in: project, stage: .label, present: present, ids: store.ids)
        }
    }

    @Test("closed places are opened first, then new ones follow behind the last")
    func order() async throws {
        let fixture = try Fixture()
        let item = try await fixture.addItems(1)[0].id
        try await open(2, fixture, item)
        try await fixture.store.write { _ = try $0.slots.close([item], stage: .label) }
        #expect(try await states(fixture, item) == [.closed, .closed])
        try await open(1, fixture, item)
        #expect(try await states(fixture, item) == [.open, .closed])
        try await open(2, fixture, item)
        #expect(try await states(fixture, item) == [.open, .open, .open])
    }

    @Test("one that is held is never closed")
    func held() async throws {
        let fixture = try Fixture()
        let item = try await fixture.addItems(1)[0].id
        try await open(2, fixture, item)
        _ = try await fixture.next(fixture.store.ids.next())
        let slots = try await fixture.store.read { try $0.slots.all(of: item).map(\.id) }
        try await fixture.store.write { try $0.slots.close(slots) }
        #expect(try await states(fixture, item) == [.leased, .closed])
    }

    @Test("what is opened is found by those who had passed it, as early as the item's other places")
    func found() async throws {
        let fixture = try Fixture()
        let items = try await fixture.addItems(3).map(\.id)
        try await fixture.store.ensureSlots(of: fixture.project, overlap: 1)
        let (ada, bob): (PersonID, PersonID) = (fixture.store.ids.next(), fixture.store.ids.next())
        _ = try await fixture.next(ada, count: 3)
        #expect(try await fixture.next(bob, count: 3).isEmpty)
        try await open(1, fixture, items[1])
        #expect(try await fixture.next(bob, count: 3).map(\.item) == [items[1]])
    }

    @Test("items with an open place are listed a page at a time")
    func pages() async throws {
        let fixture = try Fixture()
        let items = try await fixture.addItems(3).map(\.id)
        try await fixture.store.ensureSlots(of: fixture.project, stage: .review, overlap: 1)
        let first = try await fixture.store.read { try $0.slots.openItems(of: fixture.project, stage: .review, limit: 2).map { $0 } }
        #expect(first.map(\.item) == Array(items.prefix(2)))
        let last = try #require(first.last?.slot)
        #expect(try await fixture.store.read { try $0.slots.openItems(of: fixture.project, stage: .review, after: last, limit: 2).map(\.item) } == [items[2]])
    }
}
