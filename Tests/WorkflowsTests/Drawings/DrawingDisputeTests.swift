import Records
import Testing

@testable import Workflows

@Suite("What people drew differently, and who decides it")
struct DrawingDisputeTests {
    @Test("items come most disputed first, with every vote and what exactly differs")
    func rows() async throws {
        let aviary = try await DrawingAgreementTests.slides()
        let page = try await aviary.workflows.disagreements(of: "birds", as: try await aviary.person("rita", .reviewer), question: "cells")
        #expect(page.items.map(\.key) == ["c1", "c0"] && page.items.map(\.score) == [1, 0.5] && page.total == 2 && page.next == nil)
        let label = try #require(page.items[0].differences?.first)
        #expect(label.kind == .label && label.iou == 1 && label.bounds == [0, 0, 10, 10] && label.absent.isEmpty)
        #expect(label.marks.map(\.login) == ["ada", "bob"] && label.marks.map(\.part.labels) == [["RBC"], ["WBC"]])
        let missed = try #require(page.items[1].differences)
        #expect(missed.count == 1 && missed[0].kind == .missed && missed[0].iou == nil && missed[0].absent == ["bob"] && missed[0].marks[0].part.id == "p1")
        #expect(page.items[1].votes.map { $0.answer == nil } == [false, false])
    }

    @Test("the same label nearby is another place, and two of three who have it are missed by the third")
    func kinds() async throws {
        let aviary = try await Slide.open(2, labelling: "{overlap: 3}")
        try await aviary.draw("c0", ["ada": ["RBC 0 0 10 10"], "bob": ["RBC 0 7 10 17"], "cem": ["RBC 0 0 10 10"]])
        try await aviary.draw("c1", ["ada": ["RBC 0 0 10 10"], "bob": [], "cem": []])
        let page = try await aviary.workflows.disagreements(of: "birds", as: try await aviary.person("rita", .reviewer))
        #expect(page.items.map(\.key) == ["c0", "c1"])
        #expect(page.items.map { $0.differences?.map(\.kind) } == [[.place], [.extra]])
    }

    @Test("a page at a time, also while decisions are made; pictures and reviews bring their blobs")
    func pages() async throws {
        let aviary = try await Slide.open(3)
        for key in ["c0", "c1", "c2"] { try await aviary.draw(key, ["ada": ["RBC 0 0 10 10"], "bob": []]) }
        var item = try await aviary.workflows.item(try await aviary.id("c0"), of: "birds", as: aviary.owner).item
        item.blobs["image"] = BlobReference(sha256: String(repeating: "a", count: 64), size: 3, type: "image/png")
        let pictured = item
        try await aviary.workflows.store.write { try $0.items.update(pictured) }
        let rita = try await aviary.person("rita", .reviewer)
        let first = try await aviary.workflows.disagreements(of: "birds", as: rita, limit: 2)
        #expect(first.items.map(\.key) == ["c0", "c1"] && first.total == 3 && first.next == first.items[1].id)
        #expect(first.items[0].blobs == pictured.blobs && first.items[1].blobs.isEmpty)
        _ = try await aviary.workflows.adjudicate(first.items[1].id, in: "birds", as: rita, annotation: Slide.annotation([]))
        let second = try await aviary.workflows.disagreements(of: "birds", as: rita, limit: 2, after: first.next)
        #expect(second.items.map(\.key) == ["c2"] && second.total == 2 && second.next == nil)
    }

    @Test("a decision settles the question with the origins of its parts and leaves the queue")
    func adjudicate() async throws {
        let aviary = try await DrawingAgreementTests.slides()
        let rita = try await aviary.person("rita", .reviewer)
        let parts = [Part(id: "a", labels: ["RBC"], shape: .box([0, 0, 10, 9])), Part(id: "b", labels: ["WBC"], shape: .box([20, 20, 30, 30]), origin: .corrected("s1"))]
        let made = try await aviary.workflows.adjudicate(
            try await aviary.id("c0"), in: "birds", as: rita, annotation: Annotation(answers: ["cells": .parts(parts)]), note: "both are there")
        #expect(made.settled["cells"]?.rule == .adjudication && made.settled["cells"]?.parts == parts)
        #expect(try await aviary.workflows.disagreements(of: "birds", as: rita).items.map(\.key) == ["c1"])
        #expect(try await aviary.workflows.runConsensus("birds", as: aviary.owner).settled == 2)
        #expect(try await aviary.cells("c0")?.parts == parts)
    }

    @Test("deciding one question leaves the others to be decided, and stands when they are")
    func twoQuestions() async throws {
        let aviary = try await Slide.open(1, focus: true)
        try await aviary.draw("c0", ["ada": ["RBC 0 0 10 10"], "bob": []], focus: ["ada": "sharp", "bob": "soft"])
        let rita = try await aviary.person("rita", .reviewer)
        let id = try await aviary.id("c0")
        func open(_ question: String) async throws -> Int { try await aviary.workflows.disagreements(of: "birds", as: rita, question: question).total }
        #expect(try await open("cells") == 1)
        #expect(try await open("focus") == 1)

        _ = try await aviary.workflows.adjudicate(id, in: "birds", as: rita, annotation: Slide.annotation(["RBC 0 0 10 10"]))
        #expect(try await open("cells") == 0)
        #expect(try await open("focus") == 1, "nobody has decided whether it is sharp")
        #expect(try await aviary.row("c0").settled["focus"] == nil)

        _ = try await aviary.workflows.adjudicate(id, in: "birds", as: rita, annotation: Annotation(answers: ["focus": .choice("soft")]))
        #expect(try await open("focus") == 0)
        #expect(try await open("cells") == 0, "the first decision stands")
        let settled = try await aviary.row("c0").settled
        #expect(settled["cells"]?.boxes == ["RBC 0 0 10 10"] && settled["cells"]?.rule == .adjudication)
        #expect(settled["focus"]?.answer == .choice("soft") && settled["focus"]?.rule == .adjudication)

        _ = try await aviary.workflows.adjudicate(id, in: "birds", as: rita, annotation: Annotation(unknown: ["cells"]))
        #expect(try await aviary.row("c0").settled["cells"] == nil)
        #expect(await aviary.code { _ = try await aviary.workflows.adjudicate(id, in: "birds", as: rita, annotation: Annotation(note: "?")) } == "adjudicate.empty")
    }

    @Test("places stay open while a question is undecided, and close once all are")
    func places() async throws {
        let aviary = try await Slide.open(1, labelling: "{overlap: 3}", focus: true)
        try await aviary.draw("c0", ["ada": ["RBC 0 0 10 10"], "bob": []], focus: ["ada": "sharp", "bob": "soft"])
        let rita = try await aviary.person("rita", .reviewer)
        let id = try await aviary.id("c0")
        _ = try await aviary.workflows.adjudicate(id, in: "birds", as: rita, annotation: Slide.annotation([]))
        #expect(try await aviary.slots("c0").contains(.open))
        _ = try await aviary.workflows.adjudicate(id, in: "birds", as: rita, annotation: Annotation(answers: ["focus": .choice("soft")]))
        #expect(try await !aviary.slots("c0").contains(.open))
    }
}
