import Records
import Storage
import Testing
import Versioning

@testable import Workflows

@Suite("Commits and restoring them")
struct RestoreTests {
    private func tree(_ commit: String, _ aviary: Aviary) async throws -> Tree {
        try await CommitReader(commit, in: WorkspaceObjects(aviary.workflows.store.blobs)).tree
    }

    private func commit(_ aviary: Aviary) async throws -> String {
        aviary.clock.tick()
        let made = try await aviary.workflows.commit("birds", as: aviary.owner, message: "a state").commit
        aviary.clock.tick()
        return made
    }

    @Test("a commit again is none; a change makes another; the diff names it")
    func diff() async throws {
        let aviary = try await Aviary()
        try await aviary.items(3)
        let first = try await commit(aviary)
        #expect(try await aviary.workflows.commit("birds", as: aviary.owner, message: "again").isUnchanged)
        try await aviary.submit("b1", "hawk", as: try await aviary.person("ada"))
        let second = try await commit(aviary)
        let diff = try await aviary.workflows.diff("birds", as: aviary.owner)
        #expect(diff.from == first && diff.to == second && diff.changes == 1)
        #expect(diff.changed.map(\.key) == ["b1"] && diff.changed[0].before == nil && diff.changed[0].after == .choice("hawk") && diff.changed[0].afterRule == .single)
    }

    @Test("a diff is read a page at a time, and counts all on each")
    func pages() async throws {
        let aviary = try await Aviary()
        try await aviary.items(5)
        let first = try await commit(aviary)
        let ada = try await aviary.person("ada")
        for number in 0..<5 { try await aviary.submit("b\(number)", "owl", as: ada) }
        let second = try await commit(aviary)
        var (keys, after): ([String], String?) = ([], nil)
        repeat {
            let page = try await aviary.workflows.diff("birds", as: aviary.owner, from: first, to: second, limit: 2, after: after)
            #expect(page.changes == 5 && page.changed.count <= 2)
            keys += page.changed.map(\.key)
            after = page.next
        } while after != nil
        #expect(keys == (0..<5).map { "b\($0)" })
        #expect(await aviary.code { _ = try await aviary.workflows.diff("birds", as: aviary.owner, from: first, after: "x") } == "diff.after")
    }

    @Test("where nothing counted nothing counts again, and what was said since can be read")
    func nothingCounted() async throws {
        let aviary = try await Aviary()
        try await aviary.items(1)
        let before = try await commit(aviary)
        let ada = try await aviary.person("ada")
        try await aviary.submit("b0", "hawk", as: ada)
        let after = try await commit(aviary)
        let report = try await aviary.workflows.restore(before, in: "birds", as: aviary.owner)
        #expect(report.revisions == 1 && report.withdrawn == 0 && report.definition == nil)
        #expect(try await aviary.settled("b0") == "open")
        let revisions = try await aviary.workflows.item(try await aviary.id("b0"), of: "birds", as: aviary.owner).revisions
        #expect(revisions.map(\.origin) == [.person, .restored(commit: before)])
        #expect(revisions.allSatisfy { $0.withdrawnAt != nil })
        #expect(try await tree(commit(aviary), aviary) == tree(before, aviary))
        _ = try await aviary.workflows.restore(after, in: "birds", as: aviary.owner)
        #expect(try await aviary.settled("b0") == "single hawk", "the answer of the later commit counts again")
        #expect(try await tree(commit(aviary), aviary) == tree(after, aviary))
    }

    @Test("items that came since are in no commit any more, and come back with theirs")
    func newItems() async throws {
        let aviary = try await Aviary()
        try await aviary.items(2)
        let small = try await commit(aviary)
        try await aviary.items(4)
        try await aviary.submit("b3", "owl", as: try await aviary.person("ada"))
        let large = try await commit(aviary)
        #expect(try await aviary.workflows.restore(small, in: "birds", as: aviary.owner).withdrawn == 2)
        #expect(try await aviary.row("b3").state == .withdrawn)
        #expect(try await aviary.slots("b2") == [.closed])
        #expect(try await tree(commit(aviary), aviary) == tree(small, aviary))
        _ = try await aviary.workflows.restore(large, in: "birds", as: aviary.owner)
        #expect(try await aviary.row("b3").state == .ready)
        #expect(try await aviary.slots("b2") == [.open])
        #expect(try await aviary.settled("b3") == "single owl")
        #expect(try await tree(commit(aviary), aviary) == tree(large, aviary))
    }

    @Test("the definition is restored as a new version")
    func definition() async throws {
        let aviary = try await Aviary()
        try await aviary.items(1)
        let before = try await commit(aviary)
        _ = try await aviary.workflows.applyDefinition(as: aviary.owner, project: "birds", yaml: Aviary.definition(labelling: "{overlap: 2}", objective: "Other"), expectedVersion: 1)
        _ = try await commit(aviary)
        #expect(try await aviary.workflows.restore(before, in: "birds", as: aviary.owner).definition == 3)
        #expect(try await aviary.workflows.project("birds", as: aviary.owner).definition.objective == "Name the bird")
        #expect(try await aviary.slots("b0").filter { $0 == .open }.count == 1, "places follow the restored policy")
        #expect(try await tree(commit(aviary), aviary) == tree(before, aviary))
    }

    @Test("groups keep their members, whoever left them since")
    func groups() async throws {
        let aviary = try await Aviary()
        try await aviary.items(4)
        let ids = [try await aviary.id("b0"), try await aviary.id("b1"), try await aviary.id("b2")]
        func group(_ members: [(item: ItemID, group: ItemID?)]) async throws {
            try await aviary.workflows.store.write { try $0.items.setGroup(members) }
        }
        // The group's id is that of a member which is not the first by name.
        try await group(ids.map { (item: $0, group: ids[1]) })
        let before = try await commit(aviary)
        try await group([(item: ids[2], group: nil)])
        _ = try await commit(aviary)
        _ = try await aviary.workflows.restore(before, in: "birds", as: aviary.owner)
        let restored = try await aviary.workflows.items(of: "birds", as: aviary.owner, ItemQuery()).items.map(\.group)
        #expect(Set(restored.prefix(3)).count == 1 && restored[0] != nil && restored[3] == nil)
        #expect(try await tree(commit(aviary), aviary) == tree(before, aviary))
    }

    // MARK: The law

    /// One random act of somebody; acts that are not possible now do nothing.
    private func act(_ aviary: Aviary, _ chance: inout SeededChance, items: inout Int) async throws {
        aviary.clock.tick()
        let key = "b\(Int.random(in: 0..<items, using: &chance))"
        let label = ["owl", "hawk", "?"][Int.random(in: 0..<3, using: &chance)]
        let person = try await aviary.person(["ada", "bob", "cyn"][Int.random(in: 0..<3, using: &chance)])
        let rita = try await aviary.person("rita", .reviewer)
        let workflows = aviary.workflows
        switch Int.random(in: 0..<11, using: &chance) {
        case 0, 1, 2: try await aviary.submit(key, label, as: person)
        case 3: _ = try? await workflows.correct(try await aviary.id(key), in: "birds", as: person, annotation: Aviary.annotation(label))
        case 4: _ = try await workflows.adjudicate(try await aviary.id(key), in: "birds", as: rita, annotation: Aviary.annotation(label))
        case 5:
            let revisions = try await workflows.item(try await aviary.id(key), of: "birds", as: aviary.owner).revisions.filter { $0.stage == .label && $0.withdrawnAt == nil }
            guard let revision = revisions.randomElement(using: &chance) else { return }
            let outcome = Verdict.Outcome.allCases[Int.random(in: 0..<3, using: &chance)]
            _ = try? await workflows.judge(revision.id, in: "birds", as: rita, outcome: outcome, annotation: outcome == .fix ? Aviary.annotation(label) : nil)
        case 6: _ = try? await workflows.runConsensus("birds", as: aviary.owner, method: ["majority", "dawid-skene"][Int.random(in: 0..<2, using: &chance)])
        case 7:
            try await aviary.suggest(key, label == "?" ? "owl" : label, score: 0.99)
            _ = try await workflows.acceptSuggestions(in: "birds", as: aviary.owner)
        case 8:
            items += 1
            try await aviary.items(items)
        case 9: try await aviary.workflows.perform(try await workflows.prepare("birds", as: aviary.owner, steps: ["split"]).job)
        default:
            let overlap = Int.random(in: 1...3, using: &chance)
            _ = try await workflows.applyDefinition(
                as: aviary.owner, project: "birds", yaml: Aviary.definition(labelling: "{overlap: \(overlap)}", more: "splits: {train: 0.5, test: 0.5, seed: \(overlap)}"), expectedVersion: nil)
        }
    }

    @Test("commit, change, restore, commit gives the same tree, whatever was done between", arguments: 1...16 as ClosedRange<UInt64>)
    func law(seed: UInt64) async throws {
        var chance = SeededChance(seed: seed)
        let aviary = try await Aviary(labelling: "{overlap: 2}", more: "splits: {train: 0.5, test: 0.5, seed: 1}")
        var items = 4
        try aviary.write((0..<items).map { (key: "b\($0)", text: "sighting \($0)", label: $0 == 0 ? "owl" : nil) })
        try await aviary.collect()
        var commits: [String] = []
        for round in 0..<4 {
            for _ in 0..<6 { try await act(aviary, &chance, items: &items) }
            commits.append(try await commit(aviary))
            for _ in 0..<4 { try await act(aviary, &chance, items: &items) }
            if Bool.random(using: &chance) { _ = try await commit(aviary) }
            let wanted = try #require(commits.randomElement(using: &chance))
            _ = try await aviary.workflows.restore(wanted, in: "birds", as: aviary.owner)
            let again = try await commit(aviary)
            let (left, right) = (try await tree(again, aviary), try await tree(wanted, aviary))
            #expect(left == right, "seed \(seed), round \(round): definition \(left.definition == right.definition), items \(left.items == right.items), revisions \(left.revisions == right.revisions)")
            #expect(try await aviary.workflows.verifyCommit(again, of: "birds", as: aviary.owner).isEmpty)
        }
    }
}
