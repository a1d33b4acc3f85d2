import Records
import Testing

@testable import Workflows

@Suite("Which answer counts in a project")
struct SettlingOrderTests {
    @Test("each rule is beaten by the next: import, policy, consensus, review, adjudication")
    func order() async throws {
        let aviary = try await Aviary(labelling: "{overlap: 2}")
        try aviary.write([(key: "b0", text: "hoots at night", label: "owl")])
        try await aviary.collect()
        #expect(try await aviary.settled("b0") == "imported owl")

        try await aviary.suggest("b0", "hawk", score: 0.97)
        #expect(try await aviary.workflows.acceptSuggestions(in: "birds", as: aviary.owner, above: 0.95).accepted == 1)
        #expect(try await aviary.settled("b0") == "policy hawk")

        let revision = try #require(try await aviary.submit("b0", "owl", as: try await aviary.person("ada")))
        #expect(try await aviary.settled("b0") == "policy hawk", "one of two annotators is not a consensus")
        try await aviary.submit("b0", "owl", as: try await aviary.person("bob"))
        #expect(try await aviary.settled("b0") == "consensus owl")

        let rita = try await aviary.person("rita", .reviewer)
        _ = try await aviary.workflows.judge(revision, in: "birds", as: rita, outcome: .fix, annotation: Aviary.annotation("hawk"))
        #expect(try await aviary.settled("b0") == "review hawk")

        _ = try await aviary.workflows.adjudicate(try await aviary.id("b0"), in: "birds", as: rita, annotation: Aviary.annotation("owl"))
        #expect(try await aviary.settled("b0") == "adjudication owl")
    }

    @Test("a consensus run says how many items wait for more people; asking fewer settles them")
    func waiting() async throws {
        let aviary = try await Aviary(labelling: "{overlap: 2}")
        try aviary.write([(key: "b0", text: "hoots at night", label: "owl"), (key: "b1", text: "soars by day", label: "owl")])
        try await aviary.collect()
        let (ada, bob) = (try await aviary.person("ada"), try await aviary.person("bob"))
        for (key, label, person) in [("b0", "owl", ada), ("b1", "hawk", ada), ("b0", "owl", bob)] { try await aviary.submit(key, label, as: person) }
        let report = try await aviary.workflows.runConsensus("birds", as: aviary.owner)
        #expect(report.settled == 1 && report.open == 1 && report.waiting == 1)
        #expect(try await aviary.settled("b1") == "imported owl")

        _ = try await aviary.workflows.applyDefinition(
            as: aviary.owner, project: "birds", yaml: Aviary.definition(labelling: "{overlap: 1}"), expectedVersion: nil)
        let again = try await aviary.workflows.runConsensus("birds", as: aviary.owner)
        #expect(again.settled == 2 && again.open == 0 && again.waiting == 0)
        #expect(try await aviary.settled("b1") == "single hawk")
    }

    @Test("with one annotator the submitted answer counts; once returned it does not, until it is done again")
    func single() async throws {
        let aviary = try await Aviary()
        try await aviary.items(1)
        let (ada, rita) = (try await aviary.person("ada"), try await aviary.person("rita", .reviewer))
        let revision = try #require(try await aviary.submit("b0", "owl", as: ada))
        #expect(try await aviary.settled("b0") == "single owl")
        _ = try await aviary.workflows.judge(revision, in: "birds", as: rita, outcome: .return, note: "look at the beak")
        #expect(try await aviary.settled("b0") == "open")
        #expect(try await aviary.workflows.myWork(as: ada).projects[0].returned.map(\.note) == ["look at the beak"])
        _ = try await aviary.workflows.correct(try await aviary.id("b0"), in: "birds", as: ada, annotation: Aviary.annotation("hawk"))
        #expect(try await aviary.settled("b0") == "single hawk")
        #expect(try await aviary.workflows.myWork(as: ada).projects[0].returned.isEmpty)
    }

    @Test("who does not know settles nothing, and nothing of lower rank is taken instead")
    func unknown() async throws {
        let aviary = try await Aviary()
        try aviary.write([(key: "b0", text: "too far away", label: "owl")])
        try await aviary.collect()
        try await aviary.submit("b0", "?", as: try await aviary.person("ada"))
        #expect(try await aviary.settled("b0") == "open")
    }

    @Test("nobody reviews their own work, and not an answer that was changed meanwhile")
    func reviewers() async throws {
        let aviary = try await Aviary()
        try await aviary.items(1)
        let (rita, sam) = (try await aviary.person("rita", .reviewer), try await aviary.person("sam", .reviewer))
        let revision = try #require(try await aviary.submit("b0", "owl", as: rita))
        #expect(await aviary.code { _ = try await aviary.workflows.judge(revision, in: "birds", as: rita, outcome: .accept) } == "review.own")
        _ = try await aviary.workflows.correct(try await aviary.id("b0"), in: "birds", as: rita, annotation: Aviary.annotation("hawk"))
        #expect(await aviary.code { _ = try await aviary.workflows.judge(revision, in: "birds", as: sam, outcome: .accept) } == "review.outdated")
        #expect(await aviary.code { _ = try await aviary.workflows.judge(RevisionID(raw: 3), in: "birds", as: sam, outcome: .accept) } == "revision.unknown")
    }

    @Test("a disagreement is open, listed, and gone from the list once adjudicated")
    func disagreement() async throws {
        let aviary = try await Aviary(labelling: "{overlap: 2}")
        try await aviary.items(2)
        let (ada, bob, rita) = (try await aviary.person("ada"), try await aviary.person("bob"), try await aviary.person("rita", .reviewer))
        for key in ["b0", "b1"] {
            try await aviary.submit(key, "owl", as: ada)
            try await aviary.submit(key, key == "b0" ? "hawk" : "owl", as: bob)
        }
        #expect(try await aviary.settled("b0") == "open")
        let page = try await aviary.workflows.disagreements(of: "birds", as: rita)
        #expect(page.items.map(\.key) == ["b0"])
        #expect(page.items[0].votes.map(\.login).sorted() == ["ada", "bob"])
        _ = try await aviary.workflows.adjudicate(page.items[0].id, in: "birds", as: rita, annotation: Aviary.annotation("owl"))
        #expect(try await aviary.workflows.disagreements(of: "birds", as: rita).total == 0)
    }

    @Test("the queue of disagreements is read a page at a time, also while it is being worked off")
    func pages() async throws {
        let aviary = try await Aviary(labelling: "{overlap: 2}")
        try await aviary.items(3)
        let rita = try await aviary.person("rita", .reviewer)
        for (login, label) in [("ada", "owl"), ("bob", "hawk")] {
            for key in ["b0", "b1", "b2"] { try await aviary.submit(key, label, as: try await aviary.person(login)) }
        }
        let first = try await aviary.workflows.disagreements(of: "birds", as: rita, limit: 2)
        #expect(first.items.count == 2 && first.next == first.items[1].id && first.total == 3)
        _ = try await aviary.workflows.adjudicate(first.items[1].id, in: "birds", as: rita, annotation: Aviary.annotation("owl"))
        let second = try await aviary.workflows.disagreements(of: "birds", as: rita, limit: 2, after: first.next)
        #expect(second.items.count == 1 && second.next == nil && second.total == 2)
        #expect(!first.items.map(\.id).contains(second.items[0].id))
    }

    @Test("the overview counts what people taught apart, and items are found by whether anything counts")
    func counts() async throws {
        let aviary = try await Aviary()
        try aviary.write([(key: "b0", text: "a", label: "owl"), (key: "b1", text: "b", label: nil), (key: "b2", text: "c", label: nil)])
        try await aviary.collect()
        try await aviary.submit("b1", "hawk", as: try await aviary.person("ada"))
        let counts = try await aviary.workflows.overview(of: "birds", as: aviary.owner).counts
        #expect(counts.items == 3 && counts.settled == 2 && counts.taught == 1)
        func keys(_ isSettled: Bool) async throws -> [String] {
            try await aviary.workflows.items(of: "birds", as: aviary.owner, ItemQuery(isSettled: isSettled)).items.map(\.key)
        }
        #expect(try await keys(true) == ["b0", "b1"])
        #expect(try await keys(false) == ["b2"])
        #expect(try await aviary.workflows.items(of: "birds", as: aviary.owner, ItemQuery(isSettled: true)).total == counts.settled)
    }
}
