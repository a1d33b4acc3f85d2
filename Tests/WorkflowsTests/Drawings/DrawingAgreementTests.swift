import Assuring
import Records
import Testing

@testable import Workflows

/// Three slides worked out by hand. c0: a red cell drawn twice with an overlap of 80 / 100, and a white one that only Ada
/// has; c1: one place, two labels; c2: both found nothing.
@Suite("How far people agree on what they drew")
struct DrawingAgreementTests {
    static func slides() async throws -> Aviary {
        let aviary = try await Slide.open(3)
        try await aviary.draw("c0", ["ada": ["RBC 0 0 10 10", "WBC 20 20 30 30"], "bob": ["RBC 0 0 10 8"]])
        try await aviary.draw("c1", ["ada": ["RBC 0 0 10 10"], "bob": ["WBC 0 0 10 10"]])
        try await aviary.draw("c2", ["ada": [], "bob": []])
        return aviary
    }

    private static func near(_ value: Double?, _ expected: Double) -> Bool { value.map { abs($0 - expected) < 1e-12 } ?? false }

    @Test("one of five parts is matched twice: F1 is 2/5, and 0.28 over the ten overlaps")
    func figures() async throws {
        let aviary = try await Self.slides()
        let report = try await aviary.workflows.agreement(of: "birds", as: aviary.owner)
        #expect(report.question == "cells" && report.measure == "iou-f1" && report.items == 3 && report.band == "needs-work")
        #expect(Self.near(report.value, 0.4))
        let overlap = try #require(report.overlap)
        #expect(Self.near(overlap.f1, 0.4) && Self.near(overlap.f1At75, 0.4) && overlap.f1At90 == 0 && Self.near(overlap.f1Mean, 0.28))
        #expect(Self.near(overlap.meanIoU, 0.8 / 3) && Self.near(overlap.matchedIoU, 0.8))
        #expect(report.leftOut == 0 && report.differences == DifferenceCounts(missed: 1, extra: 0, label: 1, place: 0))
        #expect(report.warning?.contains("1 object that some did not draw, 1 object with different labels") == true)
        #expect(report.warning?.contains("what tells `RBC` from `WBC`") == true)
    }

    @Test("by label, by pair and by person")
    func tables() async throws {
        let aviary = try await Self.slides()
        let report = try await aviary.workflows.agreement(of: "birds", as: aviary.owner, question: "cells", measure: "mean-iou")
        let labels = try #require(report.labels)
        #expect(labels.map(\.label) == ["RBC", "WBC"] && labels.map(\.parts) == [3, 2])
        #expect(Self.near(labels[0].overlap.f1, 2.0 / 3) && labels[1].overlap.f1 == 0)
        #expect(Self.near(labels[0].value, 0.4) && labels[1].value == 0)
        #expect(report.pairs.count == 1 && report.pairs[0].a == "ada" && report.pairs[0].b == "bob" && report.pairs[0].items == 3)
        #expect(Self.near(report.pairs[0].value, 0.8 / 3) && report.pairs[0].mostConfused == ["RBC", "WBC"])
        let people = try #require(report.people)
        #expect(people.map(\.login) == ["ada", "bob"] && people.map(\.parts) == [3, 2] && people.map(\.shared) == [3, 3])
        #expect(people.allSatisfy { Self.near($0.value, 0.8 / 3) && Self.near($0.overlap.f1, 0.4) })
    }

    @Test("the pilot's bar counts where it names the measure", arguments: [
        ("{measure: iou-f1, bar: 0.3}", nil), ("{measure: iou-f1, bar: 0.9}", "below 0.9"), ("{measure: mean-iou, bar: 0.3}", "below 0.6"),
    ] as [(String, String?)])
    func pilot(pilot: String, words: String?) async throws {
        let aviary = try await Self.slides()
        let yaml = Slide.definition(labelling: "{overlap: 2, pilot: \(pilot)}")
        _ = try await aviary.workflows.applyDefinition(as: aviary.owner, project: "birds", yaml: yaml, expectedVersion: nil)
        let warning = try await aviary.workflows.agreement(of: "birds", as: aviary.owner).warning
        #expect(words.map { warning?.contains($0) == true } ?? (warning == nil))
    }

    @Test("what nobody can say is absent, with a reason")
    func undefined() async throws {
        let aviary = try await Slide.open(1)
        try await aviary.draw("c0", ["ada": ["RBC 0 0 10 10"]])
        let report = try await aviary.workflows.agreement(of: "birds", as: aviary.owner)
        #expect(report.value == nil && report.reason == "no item was drawn by two people" && report.items == 0 && report.pairs.isEmpty && report.warning == nil)
        #expect(report.people?.map(\.reason) == ["nobody else drew the same items"])
        #expect(report.labels?.map(\.parts) == [1, 0] && report.labels?.allSatisfy { $0.value == nil && $0.reason != nil } == true)
        #expect(report.overlap == OverlapView())
    }

    @Test("a measure of votes is refused for boxes, and one of shapes for choices, with those that fit")
    func unfit() async throws {
        let slides = try await Slide.open(1), birds = try await Aviary()
        for (aviary, measure, fitting) in [(slides, "krippendorff-alpha", "`mean-iou`"), (birds, "iou-f1:0.75", "`cohen-kappa`")] {
            let error = await #expect(throws: WorkflowError.self) { _ = try await aviary.workflows.agreement(of: "birds", as: aviary.owner, measure: measure) }
            #expect(error?.code == "measure.unfit" && error?.kind == .badInput && error?.hint?.contains(fitting) == true)
        }
        #expect(await slides.code { _ = try await slides.workflows.agreement(of: "birds", as: slides.owner, measure: "guess") } == "measure.unknown")
        #expect(try await slides.workflows.agreement(of: "birds", as: slides.owner, measure: "iou-f1:0.5:0.95").measure == "iou-f1:0.5:0.95")
    }

    @Test("the overview has the same figures, settled parts by label with their quotas, and labels that are confused")
    func overview() async throws {
        let aviary = try await Self.slides()
        let rita = try await aviary.person("rita", .reviewer)
        let decided = Slide.annotation(["RBC 0 0 10 9", "WBC 20 20 30 30", "RBC 40 40 50 50"])
        _ = try await aviary.workflows.adjudicate(try await aviary.id("c0"), in: "birds", as: rita, annotation: decided)
        let overview = try await aviary.workflows.overview(of: "birds", as: aviary.owner)
        #expect(overview.agreement?.measure == "iou-f1" && Self.near(overview.agreement?.value, 0.4) && Self.near(overview.agreement?.overlap?.f1, 0.4))
        #expect(overview.labels == [.init(question: "cells", label: "RBC", count: 2, quota: 10), .init(question: "cells", label: "WBC", count: 1, quota: nil)])
        #expect(overview.confusion == .init(labels: ["RBC", "WBC"], counts: [[1, 1], [0, 0]]))
        #expect(overview.kappa.count == 1 && overview.counts.disagreements == 1 && overview.counts.settled == 2)
        #expect(overview.people.filter { $0.login != "rita" }.allSatisfy { Self.near($0.agreement, 0.4) })
        let found = try await aviary.workflows.items(of: "birds", as: aviary.owner, ItemQuery(label: "cells:WBC"))
        #expect(found.items.map(\.key) == ["c0"] && found.total == 1)
    }

    @Test("the dataset card says it too")
    func card() async throws {
        let aviary = try await Self.slides()
        let definition = try await aviary.workflows.project("birds", as: aviary.owner, needs: .readProject).definition
        let facts = try await ShipFacts(try await aviary.project, store: aviary.workflows.store).facts(definition: definition, commit: "abc")
        #expect(facts.agreement == [
            "cells: F1 0.400 at an overlap (IoU) of 0.5, 0.280 averaged over 0.5 to 0.95, mean IoU 0.267, on 3 items with two or more answers",
        ])
    }

    @Test("read in batches, figures are those of all drawings at once", arguments: [1, 2, 5, 100])
    func batches(size: Int) throws {
        var chance = SeededChance(seed: 7)
        let people = (1...3).map { PersonID(raw: $0) }
        let items = (0..<23).map { ItemID(raw: Int64($0 + 1)) }
        let given = items.flatMap { item in
            people.shuffled(using: &chance).prefix(2).map { person in
                let boxes = (0..<Int.random(in: 0...3, using: &chance)).map { place in
                    "\(Bool.random(using: &chance) ? "RBC" : "WBC") \(place * 20) 0 \(place * 20 + Int.random(in: 5...15, using: &chance)) 10"
                }
                return (item, PartTable.Given(item: item.description, annotator: person.description, parts: Slide.parts(boxes)))
            }
        }
        let question = Question(name: "cells", kind: .boxes, labels: ["RBC", "WBC"].map { LabelDefinition(name: $0) })
        var survey = DrawingSurvey(question, iou: 0.5)
        for start in stride(from: 0, to: items.count, by: size) {
            let piece = Array(items[start..<min(start + size, items.count)])
            survey.add(DrawingBatch(given.filter { piece.contains($0.0) }.map(\.1), items: piece, labels: question.labelNames))
        }
        let table = PartTable(given.map(\.1), labels: question.labelNames)
        let whole = PartTallies(table)
        #expect(survey.items == whole.comparedItems && survey.overall.f1(at: 0.5) == whole.overall.f1(at: 0.5))
        #expect(survey.people.values.map(\.parts).reduce(0, +) == table.drawings.map(\.parts.count).reduce(0, +))
        #expect(survey.pairs.count == whole.pairs.count && survey.labels["RBC"]?.count == whole.byLabel[0].parts)
        #expect(DisputedItem.ranked(survey.disputed).map(\.item) == table.disputed().map { items[Int($0.item)] })
        #expect(survey.confusion.values.flatMap(\.values).reduce(0, +) == PartConfusion(table).counts.values.reduce(0, +))
    }
}
