import Records
import Storage
import Testing

@testable import Workflows

@Suite("Keeping one of each group of duplicates")
struct DecideDuplicatesTests {
    private static let song = "the quick brown fox jumps over the lazy dog near the old river bank this morning"

    /// b0, b1 and b2 are nearly the same, the last one the longest; b3 and b4 are copies; b5 is alone.
    private func aviary(more: String = "") async throws -> Aviary {
        let aviary = try await Aviary(more: "prepare: [{step: near-duplicates}]\n" + more)
        try aviary.write([
            ("b0", Self.song, nil), ("b1", Self.song, nil), ("b2", Self.song + " again", nil),
            ("b3", "an owl sat in the ivy by the chapel wall all night long", nil), ("b4", "an owl sat in the ivy by the chapel wall all night long", nil),
            ("b5", "something else entirely was seen by nobody at all in the reeds", nil),
        ])
        try await aviary.collect()
        try await prepare(aviary)
        return aviary
    }

    private func prepare(_ aviary: Aviary, _ steps: [String]? = nil) async throws {
        try await aviary.workflows.perform(try await aviary.workflows.prepare("birds", as: aviary.owner, steps: steps).job)
    }

    private func groups(_ aviary: Aviary, _ standing: DuplicateStanding = .open) async throws -> [DuplicatePage.Group] {
        try await aviary.workflows.duplicates(of: "birds", as: aviary.owner, standing).groups
    }

    private func states(_ aviary: Aviary) async throws -> [String] {
        var states: [String] = []
        for place in 0..<6 {
            let row = try await aviary.row("b\(place)")
            states.append(row.stateReason.map { "\(row.state.rawValue): \($0)" } ?? row.state.rawValue)
        }
        return states
    }

    @discardableResult
    private func all(_ aviary: Aviary, _ word: DuplicateWord) async throws -> JSONObject {
        try await aviary.workflows.perform(try await aviary.workflows.decideAllDuplicates(of: "birds", as: aviary.owner, keep: word).job).report
    }

    @Test("one group, one word: the others are set aside with a reason, their places closed, and all comes back")
    func one() async throws {
        let aviary = try await aviary()
        let group = try #require(try await groups(aviary).first)
        #expect(group.size == 3 && group.members.map(\.key) == ["b0", "b1", "b2"])
        let keeps = [group.keeps["first"], group.keeps["largest"]]
        let (first, longest) = (try await aviary.id("b0"), try await aviary.id("b2"))
        #expect(keeps == [first, longest])
        let decided = try await aviary.workflows.decideDuplicates([group.id], in: "birds", as: aviary.owner, keep: .largest)
        #expect(decided == DuplicatesDecided(groups: 1, setAside: 2, answered: 0, broughtBack: 0))
        #expect(try await states(aviary) == ["rejected: duplicate of b2", "rejected: duplicate of b2", "ready", "ready", "ready", "ready"])
        #expect(try await aviary.slots("b0") == [.closed])
        #expect(try await groups(aviary).map(\.size) == [2])
        #expect(try await groups(aviary, .decided).map(\.size) == [3])
        let back = try await aviary.workflows.decideDuplicates([group.id], in: "birds", as: aviary.owner, keep: .open)
        #expect(back.broughtBack == 2)
        #expect(try await states(aviary) == Array(repeating: "ready", count: 6))
        #expect(try await aviary.slots("b0") == [.open])
        let actions = try await aviary.workflows.auditEntries(as: aviary.owner).map(\.action)
        #expect(actions.prefix(2) == ["duplicates.open", "duplicates.largest"])
    }

    @Test("what would be done is foreseen, and is what is done")
    func foreseen() async throws {
        let aviary = try await aviary()
        try await aviary.submit("b1", "owl", as: try await aviary.person("ada"))
        try await aviary.submit("b4", "hawk", as: try await aviary.person("ada"))
        let foresight = try await aviary.workflows.foreseeDuplicates(of: "birds", as: aviary.owner)
        #expect(foresight.groups == 2 && foresight.isAside == 0)
        #expect(foresight.effects.map { [$0.setAside, $0.answered] } == [[3, 2], [3, 2], [3, 0]])
        let report = try await all(aviary, .answered)
        #expect(report["groups"] == 2 && report["setAside"] == 3 && report["answered"] == 0)
        #expect(try await states(aviary) == ["rejected: duplicate of b1", "ready", "rejected: duplicate of b1", "rejected: duplicate of b4", "ready", "ready"])
        #expect(try await aviary.workflows.foreseeDuplicates(of: "birds", as: aviary.owner).groups == 0)
    }

    @Test("answers of what is set aside stay, and count again when it is brought back")
    func answersStay() async throws {
        let aviary = try await aviary()
        try await aviary.submit("b4", "hawk", as: try await aviary.person("ada"))
        #expect(try await all(aviary, .first)["answered"] == 1)
        #expect(try await aviary.settled("b4") == "single hawk")
        #expect(try await all(aviary, .open)["broughtBack"] == 3)
        #expect(try await states(aviary) == Array(repeating: "ready", count: 6))
        #expect(try await aviary.settled("b4") == "single hawk")
        #expect(try await aviary.row("b4").answers == 1)
    }

    @Test("preparing again keeps what is set aside in its group; splits leave it out, and what comes back joins its group's split")
    func splits() async throws {
        let aviary = try await aviary(more: "splits: {train: 0.5, test: 0.5, seed: 3}")
        try await all(aviary, .first)
        try await prepare(aviary)
        #expect(try await groups(aviary).isEmpty)
        #expect(try await groups(aviary, .decided).map(\.size) == [3, 2])
        let split = try await aviary.row("b0").split
        #expect(split != nil)
        try await all(aviary, .open)
        #expect(try await aviary.row("b1").split == split)
        #expect(try await aviary.row("b2").split == split)
    }

    @Test("keeping all settles a group until a new copy comes, and never sets aside what was kept")
    func keepAll() async throws {
        let aviary = try await aviary()
        try await all(aviary, .all)
        #expect(try await groups(aviary).isEmpty)
        #expect(try await states(aviary)[0] == "ready: kept beside its duplicates")
        #expect(try await aviary.slots("b0") == [.open])
        try aviary.write([
            ("b0", Self.song, nil), ("b1", Self.song, nil), ("b2", Self.song + " again", nil), ("b9", Self.song, nil),
        ])
        try await aviary.collect()
        try await prepare(aviary)
        #expect(try await groups(aviary).map(\.size) == [4])
        #expect(try await all(aviary, .largest)["setAside"] == 1)
        #expect(try await aviary.row("b9").stateReason == "duplicate of b2")
        #expect(try await states(aviary).prefix(3).allSatisfy { $0 == "ready: kept beside its duplicates" })
    }

    @Test("what is set aside and becomes another text is let in again")
    func changed() async throws {
        let aviary = try await aviary()
        try await all(aviary, .first)
        try aviary.write([("b4", "no longer the same sentence by any means", nil)])
        try await aviary.collect()
        #expect(try await states(aviary)[4] == "ready")
        #expect(try await aviary.slots("b4").contains(.open))
    }

    @Test("only who manages the project decides, and only groups that are there")
    func refused() async throws {
        let aviary = try await aviary()
        let group = try #require(try await groups(aviary).first).id
        let rita = try await aviary.person("rita", .reviewer)
        #expect(await aviary.code { _ = try await aviary.workflows.decideDuplicates([group], in: "birds", as: rita, keep: .first) } != nil)
        let alone = try await aviary.id("b5")
        #expect(await aviary.code { _ = try await aviary.workflows.decideDuplicates([alone], in: "birds", as: aviary.owner, keep: .first) } == "duplicates.unknown")
        #expect(await aviary.code { _ = try await aviary.workflows.decideDuplicates([], in: "birds", as: aviary.owner, keep: .first) } == "duplicates.count")
    }
}
