import Foundation
import Records
import Storage
import Testing

@testable import Workflows

/// The machine's clock is set forward and back while people work: a battery died, a time server was wrong, somebody typed
/// the wrong year. Nothing acknowledged may be lost, no place held by two, and no item held for ever.
@Suite("A clock that jumps")
struct JumpingClockTests {
    private static let year: Int64 = 365 * 86_400

    @Test("a lease of before a jump back ends within one lease of after it")
    func leaseFromTheFuture() async throws {
        let aviary = try await Aviary()
        try await aviary.items(1)
        let (ada, ben) = (try await aviary.person("ada"), try await aviary.person("ben"))
        let held = try #require(try await aviary.take("b0", as: ada))
        aviary.clock.advance(seconds: -Self.year)
        #expect(try await aviary.take("b0", as: ben) == nil, "whoever works is not robbed by the jump alone")
        _ = try await aviary.workflows.saveDraft(held, as: ada, DraftRequest(counter: 0, annotation: Aviary.annotation("owl"), activeSeconds: 1))
        aviary.clock.advance(seconds: 901)
        #expect(try await aviary.take("b0", as: ben) != nil, "the lease ran out, and the item is to be had again")
    }

    @Test("after a jump forward the holder can still hand in what nobody else has taken")
    func leaseFromThePast() async throws {
        let aviary = try await Aviary()
        try await aviary.items(1)
        let ada = try await aviary.person("ada")
        let held = try #require(try await aviary.take("b0", as: ada))
        aviary.clock.advance(seconds: Self.year)
        _ = try await aviary.workflows.submit(held, as: ada, SubmitRequest(annotation: Aviary.annotation("owl"), activeSeconds: 1, idempotencyKey: "late"))
        #expect(try await aviary.settled("b0").hasSuffix(" owl"))
    }

    @Test("ids never repeat and never go back while a process lives")
    func ids() async throws {
        let aviary = try await Aviary()
        var last: Int64 = 0
        for jump in [0, Self.year, -Self.year, -2 * Self.year, 1, 60 * Self.year] {
            aviary.clock.advance(seconds: jump)
            let id: ItemID = aviary.workflows.store.ids.next()
            #expect(id.raw > last)
            last = id.raw
        }
    }

    @Test("people work through a hundred jumps: each item is answered as often as asked, by different people, and all is kept", arguments: [1, 2, 3])
    func history(seed: UInt64) async throws {
        let aviary = try await Aviary(labelling: "{overlap: 2}")
        try await aviary.items(12)
        var chance = SeededChance(seed: seed)
        var people: [Actor] = []
        for login in ["ada", "ben", "cyn"] { people.append(try await aviary.person(login)) }
        var acknowledged: Set<RevisionID> = []
        for _ in 0..<100 {
            let person = people[Int.random(in: 0..<3, using: &chance)]
            let jump = [0, 1, 899, 901, 86_400, -86_400, Self.year, -Self.year].randomElement(using: &chance)!
            for work in try await aviary.workflows.next(in: "birds", as: person, count: 1, resume: true).assignments {
                aviary.clock.advance(seconds: jump)
                let label = Bool.random(using: &chance) ? "owl" : "hawk"
                let request = SubmitRequest(annotation: Aviary.annotation(label), activeSeconds: 1, idempotencyKey: "\(work.assignment)")
                do { acknowledged.insert(try await aviary.workflows.submit(work.assignment, as: person, request).revision) } catch let error as WorkflowError {
                    #expect(error.code == "assignment.not-held", "\(error)")
                }
            }
        }
        // Whatever the jumps left leased is to be had again after one lease.
        for person in people {
            aviary.clock.advance(seconds: 901)
            while let work = try await aviary.workflows.next(in: "birds", as: person, count: 1, resume: true).assignments.first {
                let request = SubmitRequest(annotation: Aviary.annotation("owl"), activeSeconds: 1, idempotencyKey: "\(work.assignment)")
                acknowledged.insert(try await aviary.workflows.submit(work.assignment, as: person, request).revision)
            }
        }
        for key in (0..<12).map({ "b\($0)" }) {
            let id = try await aviary.id(key)
            let authors = try await aviary.workflows.store.read { try $0.revisions.all(of: id).compactMap(\.author) }
            #expect(authors.count == 2 && Set(authors).count == 2, "\(key)")
        }
        #expect(acknowledged.count == 24)
        #expect(try await aviary.workflows.verifyWorkspace(as: aviary.owner).findings.isEmpty)
    }

    @Test("a session that began before a jump back is still one, and after its time it is none")
    func sessions() async throws {
        let aviary = try await Aviary()
        _ = try await aviary.workflows.addPerson(as: aviary.owner, login: "ada", name: nil, password: "correct horse battery", project: "birds", role: .annotator)
        let secret = try await aviary.workflows.signIn(login: "ada", password: "correct horse battery").secret
        aviary.clock.advance(seconds: -Self.year)
        #expect(try await aviary.workflows.authenticate(session: secret)?.name == "ada")
        aviary.clock.advance(seconds: 2 * Self.year)
        #expect(try await aviary.workflows.authenticate(session: secret) == nil)
    }
}
