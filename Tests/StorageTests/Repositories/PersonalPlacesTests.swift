import Records
import Testing

@testable import Storage

@Suite("Places that tell who somebody is")
struct PersonalPlacesTests {
    static func place(_ store: Store, _ item: ItemID, _ range: Range<Int>, _ entity: String = "EMAIL_ADDRESS", digest: String) -> PersonalPlace {
        PersonalPlace(
            id: store.ids.next(), item: item, field: "text", range: range, entity: entity, locale: "global", score: 0.75, isChecked: true, context: "mail", digest: digest)
    }

    @Test("keep what was said of a value when the item is looked at again, wherever the value then stands")
    func decisionsOutliveRuns() async throws {
        let fixture = try Fixture()
        let store = fixture.store
        defer { withExtendedLifetime(fixture) {} }
        let (project, items) = (fixture.project, try await fixture.addItems(2).map(\.id))
        let first = Self.place(store, items[0], 3..<9, digest: "a"), other = Self.place(store, items[1], 0..<6, digest: "b")
        try await store.write { try $0.personalPlaces.replace([first, other], of: items, in: project) }
        let said = try await store.write { try $0.personalPlaces.decide([first.id], of: project, .harmless, alike: false, by: "ada", at: Timestamp(milliseconds: 7)) }
        #expect(said == 1)
        let moved = Self.place(store, items[0], 30..<36, digest: "a"), new = Self.place(store, items[0], 50..<52, digest: "c")
        try await store.write { try $0.personalPlaces.replace([moved, new], of: [items[0]], in: project) }
        let found = try await store.read { try $0.personalPlaces.all(of: items) }
        #expect(found.map(\.range) == [30..<36, 50..<52, 0..<6])
        #expect(found.map(\.standing) == [.harmless, .open, .open])
        #expect(found[0].decidedBy == "ada" && found[0].decidedAt == Timestamp(milliseconds: 7))
        #expect(found[0].context == "mail" && found[0].isChecked && found[0].score == 0.75)
        #expect(try await store.read { try $0.personalPlaces.harmless(of: items) } == [items[0]: [moved.value]])
    }

    @Test("are decided one by one, or all that have the same value in the project; a word is taken back")
    func deciding() async throws {
        let fixture = try Fixture()
        let store = fixture.store
        defer { withExtendedLifetime(fixture) {} }
        let (project, items) = (fixture.project, try await fixture.addItems(3).map(\.id))
        let places = items.map { Self.place(store, $0, 0..<4, digest: "same") } + [Self.place(store, items[0], 9..<12, "URL", digest: "same")]
        try await store.write { try $0.personalPlaces.replace(places, of: items, in: project) }
        func decide(_ standing: PersonalPlace.Standing, alike: Bool) async throws -> Int {
            try await store.write { try $0.personalPlaces.decide([places[0].id], of: project, standing, alike: alike, by: "ada", at: Timestamp(milliseconds: 1)) }
        }
        #expect(try await decide(.personal, alike: true) == 3)
        let counts = try await store.read { try $0.personalPlaces.counts(of: project) }
        #expect(counts == [.init(entity: "EMAIL_ADDRESS", standing: .personal, count: 3), .init(entity: "URL", standing: .open, count: 1)])
        #expect(try await decide(.open, alike: false) == 1)
        func page(_ filter: PersonalPlaceFilter, after: PersonalPlaceID? = nil, limit: Int = 10) async throws -> [PersonalPlaceID] {
            try await store.read { try $0.personalPlaces.page(of: project, filter, after: after, limit: limit).map(\.id) }
        }
        #expect(try await page(PersonalPlaceFilter(standing: .open)) == [places[0].id, places[3].id])
        #expect(try await page(PersonalPlaceFilter(entity: "EMAIL_ADDRESS", standing: .personal), after: places[1].id) == [places[2].id])
        #expect(try await page(PersonalPlaceFilter(), limit: 2) == [places[0].id, places[1].id])
        let foreign = try await store.write { try $0.personalPlaces.decide([places[0].id], of: ProjectID(raw: 5), .personal, alike: true, by: "eve", at: Timestamp(milliseconds: 2)) }
        #expect(foreign == 0)
    }
}
