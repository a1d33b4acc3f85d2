import Records
import Testing

@testable import Storage

@Suite("What a restored commit puts aside")
struct WithdrawingTests {
    private func revision(_ fixture: Fixture, _ item: ItemID, number: Int = 1) -> Revision {
        Revision(
            id: fixture.store.ids.next(), item: item, stage: .label, author: PersonID(raw: 1), number: number, origin: .person,
            annotation: Annotation(answers: ["spam": .choice("ham")]), definitionVersion: 1, madeAt: fixture.clock.now)
    }

    @Test("a withdrawn revision is in no reading of what is in force, is in the person's history, and counts again when taken up")
    func revisions() async throws {
        let fixture = try Fixture()
        let item = ItemID(raw: 10)
        let (first, second) = (revision(fixture, item), revision(fixture, item, number: 2))
        let (store, project, now) = (fixture.store, fixture.project, fixture.clock.now)
        try await store.write { try $0.revisions.insert([first, second], in: project) }
        try await store.write { try $0.revisions.withdraw([second.id], at: now) }
        #expect(try await store.read { try $0.revisions.all(of: item).map(\.id) } == [first.id])
        #expect(try await store.read { try $0.revisions.current(of: item, stage: .label).map(\.id) } == [first.id], "the one before counts")
        #expect(try await store.read { try $0.revisions.current(of: [item], stage: .label)[item]?.map(\.id) } == [first.id])
        #expect(try await store.read { try $0.revisions.all(of: item, isWithdrawnToo: true).map(\.id) } == [first.id, second.id])
        #expect(try await store.read { try $0.revisions.withdrawals(of: item) } == [second.id: now])
        #expect(try await store.read { try $0.revisions.nextNumber(item: item, stage: .label, author: PersonID(raw: 1)) } == 3)
        #expect(try await store.read { try $0.revisions.history(of: PersonID(raw: 1), limit: 9).count } == 2)
        try await store.write { try $0.revisions.withdraw([first.id], at: now) }
        #expect(try await store.read { try $0.revisions.items(of: project, stage: .label) } == [])
        try await store.write { try $0.revisions.reinstate([first.id, second.id]) }
        #expect(try await store.read { try $0.revisions.all(of: [item])[item]?.count } == 2)
    }

    @Test("verdicts are those of a time: later ones withdrawn, ones withdrawn only since in force again")
    func verdicts() async throws {
        let fixture = try Fixture()
        let (store, clock, item) = (fixture.store, fixture.clock, ItemID(raw: 10))
        let reviewer = Person(id: store.ids.next(), login: "rita", name: "Rita", isOwner: false)
        let answer = revision(fixture, item)
        try await store.write { [project = fixture.project] connection in
            try connection.people.insert(reviewer, at: clock.now)
            try connection.revisions.insert(answer, in: project)
        }
        func judge(_ outcome: Verdict.Outcome) async throws -> VerdictID {
            clock.advance(seconds: 10)
            let verdict = Verdict(id: store.ids.next(), revision: answer.id, reviewer: reviewer.id, outcome: outcome, madeAt: clock.now)
            try await store.write { try $0.verdicts.insert(verdict) }
            return verdict.id
        }
        func inForce() async throws -> [VerdictID] { try await store.read { try $0.verdicts.all(of: item).map(\.id) } }
        func rewind(to time: Timestamp) async throws {
            clock.advance(seconds: 10)
            try await store.write { try $0.verdicts.rewind(item, to: time, now: clock.now) }
        }
        let start = clock.now
        let accepted = try await judge(.accept)
        let between = clock.now
        let returned = try await judge(.return)
        let end = clock.now
        #expect(try await store.read { try $0.verdicts.returned(to: PersonID(raw: 1)).count } == 1)
        try await rewind(to: start)
        #expect(try await inForce() == [])
        #expect(try await store.read { try $0.verdicts.returned(to: PersonID(raw: 1)).isEmpty })
        try await rewind(to: between)
        #expect(try await inForce() == [accepted])
        try await rewind(to: end)
        #expect(try await inForce() == [accepted, returned])
    }

    @Test("an item left out is in no page of a commit, until it is taken in again")
    func items() async throws {
        let fixture = try Fixture()
        let items = try await fixture.addItems(2)
        let (store, source, project) = (fixture.store, fixture.source, fixture.project)
        let said = revision(fixture, items[0].id)
        try await store.write { [clock = fixture.clock] connection in
            try connection.revisions.insert(said, in: project)
            try connection.items.setLeftOut([items[0].id], at: clock.now)
            #expect(try connection.revisions.withdrawOfLeftOut(in: project, at: clock.now) == 1)
        }
        #expect(try await store.read { try $0.items.page(ofSource: source, afterKey: nil, limit: 9).map(\.id) } == [items[1].id])
        try await store.write { try $0.items.setLeftOut([items[0].id], at: nil) }
        #expect(try await store.read { try $0.items.page(ofSource: source, afterKey: nil, limit: 9).count } == 2)
    }

    @Test("a dead worker's job is queued again with its cursor; others' are not")
    func jobs() async throws {
        let fixture = try Fixture()
        let (store, now) = (fixture.store, fixture.clock.now)
        let jobs = (0..<2).map { Job(id: store.ids.next(), project: fixture.project, kind: "collect", settings: ["n": .int(Int64($0))], createdAt: now, updatedAt: now) }
        try await store.write { connection in
            for (number, job) in jobs.enumerated() {
                try connection.jobs.insert(job)
                _ = try connection.jobs.claim(job.id, worker: "worker \(number)", now: now)
                _ = try connection.jobs.advance(job.id, done: 5, cursor: ["at": 5], now: now)
            }
        }
        #expect(try await store.write { try $0.jobs.requeue { $0 == "worker 1" } } == 1)
        #expect(try await store.write { try $0.jobs.claim(jobs[0].id, worker: "w", now: now) } == nil)
        #expect(try await store.write { try $0.jobs.claim(jobs[1].id, worker: "w", now: now)?.cursor } == ["at": 5])
        #expect(try await store.read { try $0.jobs.page(of: fixture.project, kind: "ship").isEmpty })
        #expect(try await store.read { try $0.jobs.page(of: fixture.project, kind: "collect", limit: 1).map(\.id) } == [jobs[1].id])
    }
}
