import Records
import Testing

@testable import Workflows

@Suite("What several people drew, settled")
struct FusedConsensusTests {
    @Test("two drawings of one cell become the box between them, with its support and overlap")
    func fused() async throws {
        let aviary = try await Slide.open(1)
        try await aviary.draw("c0", ["ada": ["WBC 50 50 70 70", "RBC 0 0 10 10"]])
        #expect(try await aviary.cells("c0") == nil, "one of two annotators is not a consensus")
        try await aviary.draw("c0", ["bob": ["RBC 0 0 10 8", "WBC 50 50 70 70"]])
        let settled = try #require(try await aviary.cells("c0"))
        #expect(settled.rule == .consensus && settled.boxes == ["RBC 0 0 10 9", "WBC 50 50 70 70"] && settled.parts.map(\.id) == ["f1", "f2"])
        #expect(settled.reason == "fused from 2 people, support 1.00, mean IoU 0.90" && settled.posterior == 1)
    }

    @Test("an object that one of two drew is left open; drawing nothing is a vote", arguments: [
        (["ada": ["RBC 0 0 10 10"], "bob": []], nil), (["ada": ["RBC 0 0 10 10"], "bob": ["WBC 0 0 10 10"]], nil),
        (["ada": [], "bob": []], "2 people found nothing"),
    ] as [([String: [String]], String?)])
    func disputed(drawings: [String: [String]], reason: String?) async throws {
        let aviary = try await Slide.open(1)
        try await aviary.draw("c0", drawings)
        #expect(try await aviary.cells("c0")?.reason == reason)
        #expect(try await aviary.cells("c0")?.parts.isEmpty ?? true)
    }

    @Test("two of three settle an object; what one of three drew keeps the item open, unless it is dismissed")
    func three() async throws {
        let drawings = ["ada": ["RBC 0 0 10 10"], "bob": ["RBC 0 0 10 10"], "cem": ["RBC 0 0 10 10", "WBC 40 40 50 50"]]
        let strict = try await Slide.open(2, labelling: "{overlap: 3}")
        try await strict.draw("c0", drawings)
        try await strict.draw("c1", ["ada": ["RBC 0 0 10 10"], "bob": ["RBC 0 0 10 10"], "cem": []])
        #expect(try await strict.cells("c0") == nil)
        #expect(try await strict.cells("c1")?.reason == "fused from 3 people, support 0.66, mean IoU 1.00")
        let lenient = try await Slide.open(1, labelling: "{overlap: 3}", consensus: "{method: fuse, dismissal: 0.34}")
        try await lenient.draw("c0", drawings)
        let settled = try #require(try await lenient.cells("c0"))
        #expect(settled.boxes == ["RBC 0 0 10 10"] && settled.reason == "fused from 3 people, support 1.00, mean IoU 1.00, 1 outvoted")
    }

    @Test("one annotator's drawing counts as it was given, with its ids and origins")
    func single() async throws {
        let aviary = try await Slide.open(1, labelling: "{overlap: 1}")
        var annotation = Slide.annotation(["RBC 0 0 10 10"])
        annotation.answers["cells"] = .parts([Part(id: "mine", labels: ["RBC"], shape: .box([0, 0, 10, 10]), note: "cut", origin: .corrected("s1"))])
        try await aviary.submit("c0", annotation, as: try await aviary.person("ada"))
        let settled = try #require(try await aviary.cells("c0"))
        #expect(settled.rule == .single && settled.reason == "one annotator" && settled.answer == annotation.answers["cells"])
    }

    @Test("who does not know is no drawing: the other's counts as it is")
    func unknown() async throws {
        let aviary = try await Slide.open(1)
        try await aviary.draw("c0", ["ada": ["RBC 0 0 10 10"]])
        try await aviary.submit("c0", Annotation(unknown: ["cells"]), as: try await aviary.person("bob"))
        let settled = try #require(try await aviary.cells("c0"))
        #expect(settled.reason == "drawn by one person" && settled.parts.map(\.id) == ["p0"])
    }

    @Test("a run settles as submitting does, and says how each person compares")
    func run() async throws {
        let aviary = try await Slide.open(3)
        try await aviary.draw("c0", ["ada": ["RBC 0 0 10 10"], "bob": ["RBC 0 0 10 10"]])
        try await aviary.draw("c1", ["ada": ["RBC 0 0 10 10"], "bob": []])
        try await aviary.draw("c2", ["ada": ["RBC 0 0 10 10"]])
        let before = try await aviary.cells("c0")
        let report = try await aviary.workflows.runConsensus("birds", as: aviary.owner)
        #expect(report.method == "fuse" && report.question == "cells" && report.settled == 1 && report.open == 2 && report.waiting == 1)
        #expect(report.objects == .init(settled: 2, open: 1, dismissed: 0))
        #expect(report.annotators.map(\.login) == ["ada", "bob"] && report.annotators.map(\.votes) == [3, 2])
        #expect(report.annotators[0].drawing?.parts == 3 && report.annotators[0].drawing?.recall == 1)
        #expect(try await aviary.cells("c0") == before && before != nil)
        #expect(try await aviary.cells("c1") == nil)
        let lenient = Slide.definition(consensus: "{bar: 0.5}")
        _ = try await aviary.workflows.applyDefinition(as: aviary.owner, project: "birds", yaml: lenient, expectedVersion: nil)
        #expect(try await aviary.workflows.runConsensus("birds", as: aviary.owner, method: "fuse:mean").settled == 2)
        #expect(try await aviary.cells("c1")?.reason == "fused from 2 people, support 0.50")
    }

    @Test("a recipe's step is out of date once a box has moved, and not before")
    func fingerprint() async throws {
        let aviary = try await Slide.open(1)
        let project = try await aviary.workflows.project("birds", as: aviary.owner, needs: .manageProject)
        let question = try #require(project.definition.question(named: "cells"))
        func print() async throws -> String? {
            try await RecipeInputs(workflows: aviary.workflows, project: project, folder: aviary.folder).consensus(question)
        }
        #expect(try await print() == nil)
        try await aviary.draw("c0", ["ada": ["RBC 0 0 10 10"], "bob": []])
        let first = try await print()
        _ = try await aviary.workflows.runConsensus("birds", as: aviary.owner)
        #expect(try await print() == first && first != nil)
        _ = try await aviary.workflows.correct(try await aviary.id("c0"), in: "birds", as: try await aviary.person("ada"), annotation: Slide.annotation(["RBC 0 0 10 11"]))
        #expect(try await print() != first)
    }

    @Test("a method of votes is refused for boxes, and settings that make no sense when they are written")
    func refusals() async throws {
        let aviary = try await Slide.open(1)
        #expect(await aviary.code { _ = try await aviary.workflows.runConsensus("birds", as: aviary.owner) } == "consensus.no-votes")
        #expect(await aviary.code { _ = try await aviary.workflows.runConsensus("birds", as: aviary.owner, method: "majority") } == "method.unfit")
        #expect(await aviary.code { _ = try await aviary.workflows.runConsensus("birds", as: aviary.owner, method: "fuse:best") } == "method.unknown")
        let birds = try await Aviary()
        #expect(await birds.code { _ = try await birds.workflows.runConsensus("birds", as: birds.owner, method: "fuse") } == "method.unfit")
        for consensus in ["{method: majority}", "{iou: 2}", "{ioo: 0.5}"] {
            let yaml = Slide.definition(consensus: consensus)
            let code = await aviary.code { _ = try await aviary.workflows.applyDefinition(as: aviary.owner, project: "birds", yaml: yaml, expectedVersion: nil) }
            #expect(code == "definition.refused", "\(consensus)")
        }
    }

    @Test("with a range of annotators a third is asked where two differ on an object, not where their boxes are a pixel apart")
    func range() async throws {
        let aviary = try await Slide.open(2, labelling: "{overlap: {from: 2, to: 3, settle: 0.9}}")
        try await aviary.draw("c0", ["ada": ["RBC 0 0 10 10"], "bob": ["RBC 0 0 10 9"]])
        try await aviary.draw("c1", ["ada": ["RBC 0 0 10 10"], "bob": []])
        #expect(try await aviary.slots("c0").filter { $0 == .open }.isEmpty)
        #expect(try await aviary.slots("c1").filter { $0 == .open }.count == 1)
    }

    @Test("review of a sample: a single drawing waits for its reviewer, in a run too")
    func review() async throws {
        let aviary = try await Slide.open(1, labelling: "{overlap: 1, review: {share: 1}}")
        try await aviary.draw("c0", ["ada": ["RBC 0 0 10 10"]])
        #expect(try await aviary.workflows.runConsensus("birds", as: aviary.owner).settled == 0)
        let rita = try await aviary.person("rita", .reviewer)
        let waiting = try await aviary.workflows.reviews(of: "birds", as: rita).reviews
        _ = try await aviary.workflows.judge(try #require(waiting.first).revision, in: "birds", as: rita, outcome: .accept)
        #expect(try await aviary.cells("c0")?.reason == "one annotator, accepted in review")
        #expect(try await aviary.workflows.runConsensus("birds", as: aviary.owner).settled == 1)
    }
}
