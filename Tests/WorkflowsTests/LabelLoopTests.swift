import Records
import Testing

@testable import Workflows

@Suite("The annotator's loop")
struct LabelLoopTests {
    private func submit(_ aviary: Aviary, _ work: WorkAssignment, _ label: String, as actor: Actor, key: String = "k") async throws -> Submitted {
        try await aviary.workflows.submit(work.assignment, as: actor, SubmitRequest(annotation: Aviary.annotation(label), activeSeconds: 3, idempotencyKey: key))
    }

    @Test("two people never hold the same place, and nobody gets an item twice")
    func distinct() async throws {
        let aviary = try await Aviary(labelling: "{overlap: 2}")
        try await aviary.items(3)
        var seen: [String: [String]] = [:]
        for login in ["ada", "bob", "cyn"] {
            let actor = try await aviary.person(login)
            seen[login] = try await aviary.workflows.next(in: "birds", as: actor, count: 10).assignments.map(\.item.key)
        }
        #expect(seen["ada"] == ["b0", "b1", "b2"] && seen["bob"] == ["b0", "b1", "b2"])
        #expect(seen["cyn"] == [])
    }

    @Test("an answer handed in twice is one answer, and the second submit says the same")
    func idempotent() async throws {
        let aviary = try await Aviary()
        try await aviary.items(1)
        let ada = try await aviary.person("ada")
        let work = try #require(try await aviary.workflows.next(in: "birds", as: ada).assignments.first)
        let first = try await submit(aviary, work, "owl", as: ada)
        #expect(try await submit(aviary, work, "owl", as: ada) == first)
        #expect(await aviary.code { _ = try await submit(aviary, work, "hawk", as: ada, key: "another") } == "assignment.submitted")
        #expect(try await aviary.row("b0").answers == 1)
    }

    @Test("an answer that breaks the definition is refused and the item stays in hand")
    func refused() async throws {
        let aviary = try await Aviary()
        try await aviary.items(1)
        let ada = try await aviary.person("ada")
        let work = try #require(try await aviary.workflows.next(in: "birds", as: ada).assignments.first)
        #expect(await aviary.code { _ = try await submit(aviary, work, "cat", as: ada) } == "annotation.refused")
        #expect(try await submit(aviary, work, "owl", as: ada).number == 1)
    }

    @Test("a skip needs a reason, gives the place to others, and is not asked again")
    func skip() async throws {
        let aviary = try await Aviary()
        try await aviary.items(1)
        let (ada, bob) = (try await aviary.person("ada"), try await aviary.person("bob"))
        let work = try #require(try await aviary.workflows.next(in: "birds", as: ada).assignments.first)
        #expect(await aviary.code { try await aviary.workflows.skip(work.assignment, as: ada, reason: "  ") } == "skip.reason")
        try await aviary.workflows.skip(work.assignment, as: ada, reason: "cut off")
        #expect(try await aviary.workflows.next(in: "birds", as: ada).assignments.isEmpty)
        #expect(try await aviary.workflows.next(in: "birds", as: bob).assignments.count == 1)
    }

    @Test("a lease that ran out goes to the next person; a heartbeat keeps it")
    func expiry() async throws {
        let aviary = try await Aviary(labelling: "{overlap: 1, lease: {minutes: 15}}")
        try await aviary.items(1)
        let (ada, bob) = (try await aviary.person("ada"), try await aviary.person("bob"))
        let work = try #require(try await aviary.workflows.next(in: "birds", as: ada).assignments.first)
        aviary.clock.advance(seconds: 800)
        _ = try await aviary.workflows.heartbeat(work.assignment, as: ada)
        aviary.clock.advance(seconds: 800)
        #expect(try await aviary.workflows.next(in: "birds", as: bob).assignments.isEmpty)
        aviary.clock.advance(seconds: 200)
        #expect(try await aviary.workflows.next(in: "birds", as: bob).assignments.count == 1)
        #expect(await aviary.code { _ = try await submit(aviary, work, "owl", as: ada) } == "assignment.expired")
    }

    @Test("a person's own draft comes back, with a new tab and with a new lease")
    func drafts() async throws {
        let aviary = try await Aviary()
        try await aviary.items(1)
        let ada = try await aviary.person("ada")
        let work = try #require(try await aviary.workflows.next(in: "birds", as: ada).assignments.first)
        let request = DraftRequest(counter: 0, annotation: Aviary.annotation("hawk"), activeSeconds: 1)
        #expect(try await aviary.workflows.saveDraft(work.assignment, as: ada, request) == .saved(DraftSaved(counter: 1)))
        guard case .stale(let draft) = try await aviary.workflows.saveDraft(work.assignment, as: ada, request) else {
            Issue.record("a second tab overwrote the first")
            return
        }
        #expect(draft.counter == 1)
        #expect(try await aviary.workflows.next(in: "birds", as: ada, resume: true).assignments.first?.draft?.annotation == Aviary.annotation("hawk"))
        aviary.clock.advance(seconds: 3600)
        #expect(try await aviary.workflows.next(in: "birds", as: ada).assignments.first?.draft?.annotation == Aviary.annotation("hawk"))
    }

    @Test("a correction is a new revision of one's own answer; others' answers cannot be corrected")
    func correct() async throws {
        let aviary = try await Aviary()
        try await aviary.items(1)
        let (ada, bob) = (try await aviary.person("ada"), try await aviary.person("bob"))
        try await aviary.submit("b0", "owl", as: ada)
        let item = try await aviary.id("b0")
        #expect(try await aviary.workflows.correct(item, in: "birds", as: ada, annotation: Aviary.annotation("hawk")).number == 2)
        #expect(try await aviary.settled("b0") == "single hawk")
        #expect(await aviary.code { _ = try await aviary.workflows.correct(item, in: "birds", as: bob, annotation: Aviary.annotation("owl")) } == "correct.none")
        #expect(try await aviary.workflows.item(item, of: "birds", as: aviary.owner).revisions.map(\.number) == [1, 2])
    }

    @Test("somebody else's assignment looks like none")
    func foreign() async throws {
        let aviary = try await Aviary()
        try await aviary.items(1)
        let (ada, bob) = (try await aviary.person("ada"), try await aviary.person("bob"))
        let work = try #require(try await aviary.workflows.next(in: "birds", as: ada).assignments.first)
        #expect(await aviary.code { _ = try await submit(aviary, work, "owl", as: bob) } == "assignment.unknown")
        #expect(await aviary.code { _ = try await aviary.workflows.heartbeat(work.assignment, as: bob) } == "assignment.unknown")
        #expect(await aviary.code { try await aviary.workflows.release(work.assignment, as: bob) } == "assignment.unknown")
    }

    @Test("annotators never see the labels a source brought along")
    func known() async throws {
        let aviary = try await Aviary()
        try aviary.write([(key: "b0", text: "hoots", label: "owl")])
        try await aviary.collect()
        let work = try #require(try await aviary.workflows.next(in: "birds", as: try await aviary.person("ada")).assignments.first)
        #expect(work.item.fields["text"] == "hoots" && work.item.fields["label"] == nil)
    }
}
