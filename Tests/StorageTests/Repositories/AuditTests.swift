import Records
import Testing

@testable import Storage

@Suite("Audit chain")
struct AuditTests {
    private func chain(_ count: Int) async throws -> Fixture {
        let fixture = try Fixture()
        let now = fixture.clock.now
        for number in 1...count {
            try await fixture.store.write { connection in
                _ = try connection.audit.append(
                    actor: "ada", action: "label", subject: "item \(number)", details: ["b": 1, "a": .int(Int64(number))], at: now)
            }
        }
        return fixture
    }

    @Test("an untouched chain is whole")
    func whole() async throws {
        let fixture = try await chain(5)
        #expect(try await fixture.store.read { try $0.audit.verify() } == nil)
        #expect(try await fixture.store.read { try $0.audit.head()?.number } == 5)
        #expect(try await fixture.store.read { try $0.audit.page(limit: 2).map(\.subject) } == ["item 5", "item 4"])
        #expect(try await fixture.store.read { try $0.audit.page(before: 4, limit: 9).map(\.number) } == [3, 2, 1])
    }

    @Test("any change is found where it was made", arguments: [
        ("UPDATE audit SET actor = 'eve' WHERE number = 3", AuditBreak.changed(number: 3)),
        ("UPDATE audit SET details = '{\"a\":3}' WHERE number = 3", .changed(number: 3)),
        ("UPDATE audit SET at = at + 1 WHERE number = 1", .changed(number: 1)),
        ("UPDATE audit SET subject = 'item', action = 'label 3' WHERE number = 3", .changed(number: 3)),
        ("DELETE FROM audit WHERE number = 2", .missing(number: 2)),
        ("UPDATE audit SET previous = hash WHERE number = 4", .unlinked(number: 4)),
    ])
    func tampering(sql: String, expected: AuditBreak) async throws {
        let fixture = try await chain(5)
        _ = try await fixture.store.write { try $0.execute(sql) }
        #expect(try await fixture.store.read { try $0.audit.verify() } == expected)
    }

    @Test("an entry goes with its transaction")
    func rollsBack() async throws {
        let fixture = try await chain(1)
        let now = fixture.clock.now
        try? await fixture.store.write { connection in
            _ = try connection.audit.append(actor: "ada", action: "ship", subject: "x", at: now)
            throw Refused()
        }
        #expect(try await fixture.store.read { try $0.audit.head()?.number } == 1)
    }

    @Test("fields cannot run into each other")
    func lengths() async throws {
        let (one, two) = (try Fixture(), try Fixture())
        let now = one.clock.now
        let first = try await one.store.write { try $0.audit.append(actor: "a", action: "bc", subject: "", at: now) }
        let second = try await two.store.write { try $0.audit.append(actor: "ab", action: "c", subject: "", at: now) }
        #expect(first.hash != second.hash)
    }
}
