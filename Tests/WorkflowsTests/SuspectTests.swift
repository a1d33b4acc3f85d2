import Records
import Storage
import Testing

@testable import Workflows

@Suite("A person's word on suspected labels")
struct SuspectTests {
    /// Two items that ada labelled `owl`, and a reviewer.
    private func aviary(labelling: String = "{overlap: 1}") async throws -> (Aviary, rita: Actor) {
        let aviary = try await Aviary(labelling: labelling)
        try await aviary.items(2)
        for key in ["b0", "b1"] { try await aviary.submit(key, "owl", as: try await aviary.person("ada")) }
        return (aviary, try await aviary.person("rita", .reviewer))
    }

    private func suspect(_ aviary: Aviary, _ key: String, _ suggested: String? = "hawk", given: String = "owl") async throws -> Suspect {
        Suspect(id: try await aviary.id(key), given: given, suggested: suggested)
    }

    @Test("accepting settles the item as suggested, keeping as it is; both are decisions that are in the audit chain")
    func decide() async throws {
        let (aviary, rita) = try await aviary()
        let accepted = try await aviary.workflows.judgeSuspects([suspect(aviary, "b0")], in: "birds", as: rita, word: .accept)
        let kept = try await aviary.workflows.judgeSuspects([suspect(aviary, "b1")], in: "birds", as: rita, word: .keep)
        #expect(accepted.judged.count == 1 && kept.judged.count == 1 && accepted.leftOut.isEmpty && kept.question == "species")
        #expect(try await aviary.settled("b0") == "adjudication hawk")
        #expect(try await aviary.settled("b1") == "adjudication owl")
        let actions = try await aviary.workflows.auditEntries(as: aviary.owner).map(\.action)
        #expect(actions.prefix(2) == ["suspect.keep", "suspect.accept"])
        let again = try await aviary.workflows.judgeSuspects([suspect(aviary, "b1")], in: "birds", as: rita, word: .accept)
        #expect(again.judged.isEmpty && again.leftOut.map(\.reason) == ["somebody has decided it"])
    }

    @Test("a decision taken back leaves what people said before, and the places they had")
    func undo() async throws {
        let (aviary, rita) = try await aviary(labelling: "{overlap: 2}")
        try await aviary.submit("b0", "owl", as: try await aviary.person("bob"))
        let accepted = try await aviary.workflows.judgeSuspects([suspect(aviary, "b0")], in: "birds", as: rita, word: .accept)
        let revision = try #require(accepted.judged.first?.revision)
        let sam = try await aviary.person("sam", .reviewer)
        #expect(try await aviary.workflows.undoSuspects(in: "birds", as: sam, revisions: [revision]) == SuspectsUndone(undone: 0, leftOut: 1), "one's own words only")
        #expect(try await aviary.workflows.undoSuspects(in: "birds", as: rita, revisions: [revision]) == SuspectsUndone(undone: 1, leftOut: 0))
        #expect(try await aviary.settled("b0") == "consensus owl")
        #expect(try await aviary.workflows.undoSuspects(in: "birds", as: rita, revisions: [revision]).undone == 0, "once")
        #expect(try await aviary.workflows.judgeSuspects([suspect(aviary, "b0")], in: "birds", as: rita, word: .keep).judged.count == 1, "and decided anew")
    }

    @Test("labelling afresh opens one place, first in the queue, for somebody who has not had the item")
    func relabel() async throws {
        let (aviary, rita) = try await aviary()
        try aviary.write((0..<4).map { (key: "b\($0)", text: "sighting \($0)", label: nil) })
        try await aviary.collect()
        let made = try await aviary.workflows.judgeSuspects([suspect(aviary, "b1")], in: "birds", as: rita, word: .relabel)
        #expect(made.judged.count == 1 && made.judged[0].slot != nil && made.withoutAnnotator == 0, "rita may label")
        #expect(try await aviary.settled("b1") == "single owl", "until the new answer is in, the label counts")
        let (ada, bob) = (try await aviary.person("ada"), try await aviary.person("bob"))
        let offered = try await aviary.workflows.next(in: "birds", as: ada, count: 5).assignments
        #expect(offered.map(\.item.key) == ["b2", "b3"], "not the one who labelled it")
        for work in offered { try await aviary.workflows.release(work.assignment, as: ada) }
        #expect(try await aviary.workflows.next(in: "birds", as: bob).assignments.map(\.item.key) == ["b1"])
        try await aviary.submit("b1", "hawk", as: bob)
        #expect(try await aviary.settled("b1") == "open", "two answers that differ are for a reviewer")
        #expect(try await aviary.workflows.disagreements(of: "birds", as: rita).items.map(\.key) == ["b1"])
    }

    @Test("policy, a consensus run and a new ranking leave what was asked for alone; a decision closes it")
    func asked() async throws {
        let (aviary, rita) = try await aviary()
        _ = try await aviary.workflows.judgeSuspects([suspect(aviary, "b0"), suspect(aviary, "b1")], in: "birds", as: rita, word: .relabel)
        _ = try await aviary.workflows.judgeSuspects([suspect(aviary, "b0")], in: "birds", as: rita, word: .relabel)
        #expect(try await aviary.slots("b0") == [.done, .open], "asked twice is asked once")
        _ = try await aviary.workflows.runConsensus("birds", as: aviary.owner)
        for labelling in ["{overlap: 2}", "{overlap: 1}"] {
            _ = try await aviary.workflows.applyDefinition(as: aviary.owner, project: "birds", yaml: Aviary.definition(labelling: labelling), expectedVersion: nil)
        }
        #expect(try await aviary.slots("b0").filter { $0 == .open }.count == 1)
        let (id, project) = (try await aviary.id("b1"), try await aviary.project)
        let slot = try await aviary.workflows.store.write { connection in
            try connection.slots.prioritise([id], band: -1, of: project, stage: .label)
            return try connection.slots.all(of: id).first { $0.state == .open }
        }
        #expect(slot?.isAsked == true)
        _ = try await aviary.workflows.judgeSuspects([suspect(aviary, "b1")], in: "birds", as: rita, word: .keep)
        #expect(try await aviary.slots("b1").allSatisfy { $0 != .open })
    }

    @Test("a place nobody has taken is taken back, one that somebody holds stays")
    func undoRelabel() async throws {
        let (aviary, rita) = try await aviary()
        func ask() async throws -> SlotID {
            try #require(try await aviary.workflows.judgeSuspects([suspect(aviary, "b0")], in: "birds", as: rita, word: .relabel).judged.first?.slot)
        }
        #expect(try await aviary.workflows.undoSuspects(in: "birds", as: rita, slots: [try await ask()]).undone == 1)
        #expect(try await aviary.slots("b0") == [.done, .closed])
        let slot = try await ask()
        _ = try await aviary.take("b0", as: try await aviary.person("bob"))
        #expect(try await aviary.workflows.undoSuspects(in: "birds", as: rita, slots: [slot]) == SuspectsUndone(undone: 0, leftOut: 1))
        #expect(try await aviary.slots("b0") == [.done, .leased])
    }

    @Test("what has changed since, is foreign or makes no sense is left out with its reason")
    func leftOut() async throws {
        let (aviary, rita) = try await aviary()
        let suspects = [
            try await suspect(aviary, "b0", given: "hawk"), try await suspect(aviary, "b1", "eagle"), try await suspect(aviary, "b1", nil),
            Suspect(id: ItemID(raw: 77), given: "owl", suggested: "hawk"),
        ]
        let judged = try await aviary.workflows.judgeSuspects(suspects, in: "birds", as: rita, word: .accept)
        #expect(judged.judged.isEmpty)
        #expect(judged.leftOut.map(\.reason) == [
            "`owl` counts by now, not `hawk`", "`eagle` is no label of `species`", "nothing is suggested for it", "there is no such item here",
        ])
        #expect(await aviary.code { _ = try await aviary.workflows.judgeSuspects([], in: "birds", as: rita, word: .keep) } == "suspects.count")
        #expect(await aviary.code { _ = try await aviary.workflows.undoSuspects(in: "birds", as: rita) } == "suspects.count")
    }

    @Test("it is said when everybody who labels has had the item already")
    func nobodyLeft() async throws {
        let aviary = try await Aviary()
        try await aviary.items(1)
        try await aviary.submit("b0", "owl", as: try await aviary.person("ada"))
        let made = try await aviary.workflows.judgeSuspects([suspect(aviary, "b0")], in: "birds", as: aviary.owner, word: .relabel)
        #expect(made.judged.count == 1 && made.withoutAnnotator == 1)
    }
}
