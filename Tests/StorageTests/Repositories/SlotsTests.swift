import Records
import Synchronization
import Testing

@testable import Storage

@Suite("Slots and leases")
struct SlotsTests {
    private func person(_ fixture: Fixture) -> PersonID { fixture.store.ids.next() }

    @Test("items are served in order, each place to another person")
    func order() async throws {
        let fixture = try Fixture()
        let items = try await fixture.addItems(3)
        #expect(try await fixture.store.ensureSlots(of: fixture.project, overlap: 2) == 6)
        let (ada, bob) = (person(fixture), person(fixture))
        #expect(try await fixture.next(ada).map(\.item) == [items[0].id])
        #expect(try await fixture.next(bob).map(\.item) == [items[0].id])
        #expect(try await fixture.next(ada, count: 10).map(\.item) == [items[1].id, items[2].id])
        #expect(try await fixture.next(ada).isEmpty)
    }

    @Test("making the same slots again adds none")
    func ensureTwice() async throws {
        let fixture = try Fixture()
        try await fixture.addItems(5)
        #expect(try await fixture.store.ensureSlots(of: fixture.project, overlap: 2) == 10)
        #expect(try await fixture.store.ensureSlots(of: fixture.project, overlap: 2) == 0)
        #expect(try await fixture.store.ensureSlots(of: fixture.project, overlap: 3) == 5)
    }

    @Test("what is not ready gets no slot")
    func onlyReady() async throws {
        let fixture = try Fixture()
        try await fixture.store.insertItems([fixture.item("a", state: .quarantined), fixture.item("b"), fixture.item("c", state: .new)])
        #expect(try await fixture.store.ensureSlots(of: fixture.project, overlap: 1) == 1)
    }

    @Test("a lease that has run out goes to somebody else, and its late holder is told")
    func expiry() async throws {
        let fixture = try Fixture()
        let items = try await fixture.addItems(1)
        try await fixture.store.ensureSlots(of: fixture.project, overlap: 1)
        let (ada, bob) = (person(fixture), person(fixture))
        let first = try #require(try await fixture.next(ada).first)
        #expect(try await fixture.next(bob).isEmpty)
        fixture.clock.advance(seconds: 901)
        let second = try #require(try await fixture.next(bob).first)
        #expect(second.item == items[0].id)
        #expect(try await fixture.submit(first) == .notHeld(.expired))
        guard case .submitted(_, 1, items[0].id, false) = try await fixture.submit(second) else {
            Issue.record("the holder could not submit")
            return
        }
    }

    @Test("work handed in late counts as long as nobody else has the place")
    func lateButFree() async throws {
        let fixture = try Fixture()
        try await fixture.addItems(1)
        try await fixture.store.ensureSlots(of: fixture.project, overlap: 1)
        let ada = person(fixture)
        let lease = try #require(try await fixture.next(ada).first)
        fixture.clock.advance(seconds: 2_000)
        let (now, store) = (fixture.clock.now, fixture.store)
        try await store.write(.relaxed) { try $0.assignments.expire(now: now, limit: 10) }
        guard case .submitted = try await fixture.submit(lease) else {
            Issue.record("late work was refused although its place was free")
            return
        }
    }

    @Test("a heartbeat keeps a lease alive")
    func heartbeat() async throws {
        let fixture = try Fixture()
        try await fixture.addItems(1)
        try await fixture.store.ensureSlots(of: fixture.project, overlap: 1)
        let (ada, bob) = (person(fixture), person(fixture))
        let lease = try #require(try await fixture.next(ada).first)
        fixture.clock.advance(seconds: 800)
        let now = fixture.clock.now
        let extended = try await fixture.store.write(.relaxed) {
            try $0.assignments.extend(lease.id, by: ada, now: now, leaseSeconds: 900)
        }
        #expect(extended?.expiresAt == now.adding(seconds: 900))
        fixture.clock.advance(seconds: 800)
        #expect(try await fixture.next(bob).isEmpty)
        let stranger = try await fixture.store.write(.relaxed) {
            try $0.assignments.extend(lease.id, by: bob, now: now, leaseSeconds: 900)
        }
        #expect(stranger == nil)
    }

    @Test("a released item comes again, a skipped one does not, and others get both")
    func releaseAndSkip() async throws {
        let fixture = try Fixture()
        let items = try await fixture.addItems(2)
        try await fixture.store.ensureSlots(of: fixture.project, overlap: 1)
        let (ada, bob, now) = (person(fixture), person(fixture), fixture.clock.now)
        let leases = try await fixture.next(ada, count: 2)
        #expect(leases.count == 2)
        let done = try await fixture.store.write { connection in
            [
                try connection.assignments.skip(leases[0].id, by: ada, reason: "blurred", now: now),
                try connection.assignments.release(leases[1].id, by: ada, now: now),
                try connection.assignments.release(leases[1].id, by: ada, now: now),
            ]
        }
        #expect(done == [true, true, false])
        #expect(try await fixture.next(ada, count: 2).map(\.item) == [items[1].id])
        #expect(try await fixture.next(bob, count: 2).map(\.item) == [items[0].id])
    }

    @Test("a draft follows its writer to the next hold on the item")
    func draftFollows() async throws {
        let fixture = try Fixture()
        try await fixture.addItems(1)
        try await fixture.store.ensureSlots(of: fixture.project, overlap: 1)
        let (ada, bob, now) = (person(fixture), person(fixture), fixture.clock.now)
        let first = try #require(try await fixture.next(ada).first)
        let draft = Draft(assignment: first.id, counter: 0, annotation: Annotation(note: "half"), activeSeconds: 9, savedAt: now)
        try await fixture.store.write { try $0.drafts.save(draft) }
        fixture.clock.advance(seconds: 1_000)
        let others = try #require(try await fixture.next(bob).first)
        #expect(try await fixture.store.read { try $0.drafts.find(others.id) } == nil)
        try await fixture.store.write { try $0.assignments.release(others.id, by: bob, now: now) }
        let second = try #require(try await fixture.next(ada).first)
        #expect(try await fixture.store.read { try $0.drafts.find(second.id)?.annotation.note } == "half")
    }

    @Test("an item passed over because it was held comes again when the hold ends")
    func passedOver() async throws {
        let fixture = try Fixture()
        let items = try await fixture.addItems(3)
        try await fixture.store.ensureSlots(of: fixture.project, overlap: 2)
        let ada = person(fixture)
        // Ada passes the second place of each item; her position stands behind them all.
        let leases = try await fixture.next(ada, count: 3)
        #expect(try await fixture.next(ada).isEmpty)
        let now = fixture.clock.now
        _ = try await fixture.store.write { try $0.assignments.release(leases[1].id, by: ada, now: now) }
        #expect(try await fixture.next(ada).map(\.item) == [items[1].id])
    }

    @Test("a ranking is served first and a new one replaces it")
    func prioritise() async throws {
        let fixture = try Fixture()
        let items = try await fixture.addItems(6).map(\.id)
        try await fixture.store.ensureSlots(of: fixture.project, overlap: 1)
        let (ada, project) = (person(fixture), fixture.project)
        #expect(try await fixture.next(ada).map(\.item) == [items[0]])
        try await fixture.store.write { try $0.slots.prioritise([items[4], items[2]], band: -1, of: project, stage: .label) }
        #expect(try await fixture.next(ada).map(\.item) == [items[4]])
        try await fixture.store.write { try $0.slots.prioritise([items[5]], band: -1, of: project, stage: .label) }
        try await fixture.store.write { try $0.slots.prioritise([items[1]], band: 1, of: project, stage: .label) }
        #expect(try await fixture.next(ada, count: 9).map(\.item) == [items[5], items[2], items[3], items[1]])
    }

    @Test("closed slots are not served")
    func close() async throws {
        let fixture = try Fixture()
        let items = try await fixture.addItems(2)
        try await fixture.store.ensureSlots(of: fixture.project, overlap: 2)
        let closed = try await fixture.store.write { try $0.slots.close([items[0].id], stage: .label) }
        #expect(closed == 2)
        #expect(try await fixture.next(person(fixture), count: 5).map(\.item) == [items[1].id])
    }

    @Test("a submission sent twice with one key is answered twice and written once")
    func idempotent() async throws {
        let fixture = try Fixture()
        let items = try await fixture.addItems(1)
        try await fixture.store.ensureSlots(of: fixture.project, overlap: 1)
        let lease = try #require(try await fixture.next(person(fixture)).first)
        let first = try await fixture.submit(lease, key: "k")
        let second = try await fixture.submit(lease, label: "spam", key: "k")
        guard case .submitted(let one, 1, _, false) = first, case .submitted(let two, 1, _, true) = second else {
            Issue.record("unexpected \(first), \(second)")
            return
        }
        #expect(one == two)
        let revisions = try await fixture.store.read { try $0.revisions.all(of: items[0].id) }
        #expect(revisions.map(\.annotation.answers["spam"]) == [.choice("ham")])
        #expect(try await fixture.submit(lease, key: "other") == .notHeld(.submitted))
    }

    @Test("the schema itself refuses a second holder of a slot and a second slot of an item")
    func schemaRefuses() async throws {
        let fixture = try Fixture()
        try await fixture.addItems(1)
        try await fixture.store.ensureSlots(of: fixture.project, overlap: 2)
        let (ada, bob) = (person(fixture), person(fixture))
        let lease = try #require(try await fixture.next(ada).first)
        var second = lease
        second.id = fixture.store.ids.next()
        second.person = bob
        var twice = lease
        twice.id = fixture.store.ids.next()
        twice.slot = fixture.store.ids.next()
        for wrong in [second, twice] {
            await #expect(throws: StorageError.self) { try await fixture.store.write { try $0.assignments.insert(wrong) } }
        }
    }

    @Test("next walks the index of open slots and looks holds up by item and person")
    func queryPlan() async throws {
        let fixture = try Fixture()
        let plan = try await fixture.store.read { connection in
            try connection.all("""
                EXPLAIN QUERY PLAN SELECT s.priority, s.id, s.item, EXISTS (SELECT 1 FROM assignment a WHERE a.item = s.item
                AND a.stage = s.stage AND a.person = ? AND a.state IN ('leased','submitted','skipped'))
                FROM slot s WHERE s.project = ? AND s.stage = ? AND s.state = 'open' AND (s.priority, s.id) > (?, ?)
                ORDER BY s.priority, s.id
                """, [1, 1, "label", 0, 0]) { $0.text(3) }
        }
        #expect(plan.contains { $0.contains("slot_open (project=? AND stage=? AND (priority,id)>(?,?))") || $0.contains("slot_open (project=? AND stage=? AND priority>?") }, "\(plan)")
        #expect(plan.contains { $0.contains("assignment_of_person") }, "\(plan)")
        #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
    }

    /// Who has submitted which item.
    final class Tally: Sendable {
        private let counts = Mutex<[ItemID: [PersonID]]>([:])
        var people: [ItemID: [PersonID]] { counts.withLock { $0 } }
        func add(_ person: PersonID, to item: ItemID) { counts.withLock { $0[item, default: []].append(person) } }
    }

    /// The law of the queue, with everything that can happen to a lease mixed in by a seeded die.
    @Test("50 annotators at once: no place twice, none lost, each item seen by exactly as many people as asked", arguments: [1, 3])
    func fiftyAnnotators(overlap: Int) async throws {
        let fixture = try Fixture()
        let items = try await fixture.addItems(120)
        try await fixture.store.ensureSlots(of: fixture.project, overlap: overlap)
        let submitted = Tally()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for seed in 0..<50 {
                group.addTask {
                    let person: PersonID = fixture.store.ids.next()
                    var die = UInt64(seed + 1)
                    var idle = 0
                    while idle < 40 {
                        let leases = try await fixture.next(person, count: 1 + seed % 3)
                        idle = leases.isEmpty ? idle + 1 : 0
                        if leases.isEmpty { await Task.yield() }
                        for lease in leases {
                            die = die &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                            let now = fixture.clock.now
                            switch die >> 60 {
                            case 0, 1:
                                _ = try await fixture.store.write { try $0.assignments.release(lease.id, by: person, now: now) }
                            case 2:
                                fixture.clock.advance(seconds: 300)
                            default:
                                if case .submitted(_, _, let item, _) = try await fixture.submit(lease) {
                                    submitted.add(person, to: item)
                                }
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        try await finish(fixture, submitted)
        let all = submitted.people
        for item in items {
            let people = all[item.id] ?? []
            #expect(people.count == overlap && Set(people).count == overlap, "\(item.key): \(people)")
        }
        let open = try await fixture.store.read { try $0.slots.countOpen(of: fixture.project, stage: .label) }
        #expect(open == 0)
    }

    /// Late-comers do what expired after everybody had gone.
    private func finish(_ fixture: Fixture, _ submitted: Tally) async throws {
        fixture.clock.advance(seconds: 10_000)
        var isEmpty = false
        while !isEmpty {
            let person: PersonID = fixture.store.ids.next()
            isEmpty = true
            while let lease = try await fixture.next(person).first {
                isEmpty = false
                if case .submitted(_, _, let item, _) = try await fixture.submit(lease) {
                    submitted.add(person, to: item)
                }
            }
        }
    }
}
