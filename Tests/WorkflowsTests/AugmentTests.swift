import Records
import Storage
import Testing

@testable import Workflows

@Suite("Augmenting a project")
struct AugmentTests {
    @Test("copies belong to training pictures only, stand beside their parents, and inherit licence and consent")
    func children() async throws {
        let darkroom = try await Darkroom()
        let report = try await darkroom.augment()
        #expect(report["made"] == 4 && report["parents"] == 2)
        #expect(report["skipped"] == ["split-test": 1, "split-validation": 1])
        let children = try await darkroom.children()
        #expect(children.map(\.key) == ["a~1.png", "a~2.png", "b~1.jpg", "b~2.jpg"])
        for child in children {
            let parent = try await darkroom.item(try #require(ChildRecord(child)).parent.key)
            #expect(child.split == "train" && child.state == .ready && child.licence == parent.licence)
            #expect(child.group == parent.group && child.group != nil)
            #expect(child.blobs["image"]?.type == parent.blobs["image"]?.type && child.blobs["image"]?.orientation == 1)
            let slots = try await darkroom.workflows.store.read { try $0.slots.all(of: child.id) }
            #expect(slots.isEmpty)
        }
        let sources = try await darkroom.workflows.store.read { [project = children[0].project] in try $0.sources.all(of: project) }
        #expect(sources.map(\.name) == ["photos", "photos~augmented"])
        #expect(sources[1].licence == sources[0].licence && sources[1].attribution == sources[0].attribution)
    }

    @Test("boxes go where their pixels go")
    func boxesFollow() async throws {
        let darkroom = try await Darkroom()
        try await darkroom.augment()
        for child in try await darkroom.children() {
            let parent = try await darkroom.item(try #require(ChildRecord(child)).parent.key)
            let picture = try #require(Darkroom.pictures.first { $0.key == parent.key })
            let mirrored = picture.boxes.enumerated().map { number, box in
                Part(id: "", labels: [number % 2 == 0 ? "RBC" : "WBC"], shape: .box([Double(picture.width) - box[2], box[1], Double(picture.width) - box[0], box[3]]))
            }
            let counted = try await darkroom.counted(child)
            #expect(counted == Darkroom.words(.parts(mirrored)))
            #expect(child.blobs["image"]?.sha256 != parent.blobs["image"]?.sha256)
        }
    }

    @Test("the same recipe over the same answers makes nothing twice, and nothing of what it made")
    func twice() async throws {
        let darkroom = try await Darkroom()
        try await darkroom.augment()
        let before = try await darkroom.items()
        let report = try await darkroom.augment()
        #expect(report["made"] == 0 && report["remade"] == 0 && report["unchanged"] == 4 && report["withdrawn"] == 0)
        #expect(try await darkroom.items() == before)
    }

    @Test("more copies are added, fewer are withdrawn, another seed makes them anew")
    func otherRecipe() async throws {
        let darkroom = try await Darkroom()
        try await darkroom.augment()
        #expect(try await darkroom.augment(AugmentRequest(copies: 3))["made"] == 2)
        let fewer = try await darkroom.augment(AugmentRequest(copies: 1))
        #expect(fewer["unchanged"] == 2 && fewer["withdrawn"] == 4)
        #expect(try await darkroom.children().count { $0.state == .ready } == 2)
        let anew = try await darkroom.augment(AugmentRequest(copies: 2, seed: 8))
        #expect(anew["remade"] == 4 && anew["made"] == 0)
        #expect(try await darkroom.children().count { $0.state == .ready } == 4)
    }

    @Test("when the answer of a parent changes, its copies are withdrawn by the next commit and made anew by the next run")
    func changedAnswer() async throws {
        let darkroom = try await Darkroom()
        try await darkroom.augment()
        let rita = try await darkroom.workflows.addPerson(as: darkroom.owner, login: "rita", name: nil, password: nil, project: "cells", role: .reviewer)
        let reviewer = Actor(person: rita.id, name: "rita", isOwner: false, roles: [try await darkroom.item("a.png").project: .reviewer])
        let corrected = Annotation(answers: ["cells": .parts([Part(id: "x", labels: ["WBC"], shape: .box([0, 0, 6, 4]))])])
        _ = try await darkroom.workflows.adjudicate(try await darkroom.item("a.png").id, in: "cells", as: reviewer, annotation: corrected)
        let shipped = try await darkroom.ship("coco")
        #expect(shipped.report["withheld"]?.array?.first?["count"] == 2)
        #expect(try await darkroom.item("a~1.png").stateReason == "augmentation: its parent's picture or answers changed")
        let report = try await darkroom.augment()
        #expect(report["remade"] == 2 && report["unchanged"] == 2)
        let counted = try await darkroom.counted(darkroom.item("a~1.png"))
        #expect(counted == ["WBC 54.0 0.0 60.0 4.0"])
    }

    @Test("a parent that moves into a split that judges takes its copies out of the next commit")
    func movedParent() async throws {
        let darkroom = try await Darkroom()
        try await darkroom.augment()
        let parent = try await darkroom.item("b.jpg").id
        try await darkroom.workflows.store.write { try $0.items.setSplit([(item: parent, split: "test")]) }
        let found = try Darkroom.read("coco", try await darkroom.ship("coco").path)
        #expect(found.keys.sorted() == ["a.png", "a~1.png", "a~2.png", "b.jpg", "c.png", "d.png"])
        #expect(found["b.jpg"]?.split == "test")
    }

    @Test("copies ship like any item, under their source's credits, in every format of pictures", arguments: ["coco", "yolo", "voc"])
    func shipped(format: String) async throws {
        let darkroom = try await Darkroom()
        try await darkroom.augment()
        let found = try Darkroom.read(format, try await darkroom.ship(format).path)
        for child in try await darkroom.children() {
            let read = try #require(found[child.key])
            #expect(read.split == "train")
            let counted = try await darkroom.counted(child)
            #expect(read.boxes == counted)
        }
    }

    @Test("nothing is made under a licence that forbids changed copies, or under none", arguments: [("CC-BY-ND-4.0", "licence-forbids-copies"), (nil, nil)] as [(String?, String?)])
    func licences(_ licence: String?, _ reason: String?) async throws {
        let darkroom = try await Darkroom(licence: licence)
        let report = try await darkroom.augment()
        #expect(report["made"] == 0 && report["parents"] == 0)
        if let reason { #expect(report["skipped"]?[reason] == 4) }
        #expect(try await darkroom.children().isEmpty)
    }

    @Test("without a split nothing is made unless asked for")
    func noSplit() async throws {
        var pictures = Darkroom.pictures
        for place in pictures.indices { pictures[place].split = nil }
        let darkroom = try await Darkroom(pictures: pictures)
        let error = await #expect(throws: WorkflowError.self) { try await darkroom.augment() }
        #expect(error?.code == "augment.no-split")
        #expect(try await darkroom.augment(AugmentRequest(withoutSplit: true))["made"] == 8)
    }

    @Test("the recipe's step runs once, and again when an answer changed")
    func recipe() async throws {
        let darkroom = try await Darkroom()
        func states() async throws -> [RecipeStep.State] {
            try await darkroom.workflows.planRecipe(of: "cells", as: darkroom.owner).steps.filter { $0.kind == .augment }.map(\.state)
        }
        #expect(try await states() == [.outOfDate])
        let handlers = RecipeHandlers(perform: { job, _ in try await darkroom.workflows.perform(job.job) }, tell: { _ in })
        _ = try await darkroom.workflows.runRecipe(of: "cells", as: darkroom.owner, handlers)
        #expect(try await states() == [.upToDate])
        #expect(try await darkroom.children().count == 4)
        let item = try await darkroom.item("a.png")
        try await darkroom.workflows.store.write { connection in
            try connection.settled.save([SettledAnswer(item: item.id, question: "cells", answer: .parts([]), rule: .adjudication, reason: "", revisions: [])], in: item.project, at: darkroom.workflows.store.now())
        }
        #expect(try await states() == [.outOfDate])
    }

    @Test("a recipe that is not known, or would copy what judges, is refused with its place", arguments: [
        ("{steps: [turn]}", "`turn` is not an operation"), ("{steps: [{operation: rotate, degrees: 700}]}", "`degrees` of `rotate` is `700`"),
        ("{splits: [test], steps: [flip-horizontal]}", "items of `test` judge models and are never augmented"), ("{copies: 2}", "there are no `steps`"),
    ])
    func badRecipe(_ augment: String, _ message: String) async throws {
        let error = await #expect(throws: WorkflowError.self) { try await Darkroom(augment: augment) }
        #expect(error?.findings.first?.message == message)
        #expect(error?.findings.first?.place?.line == 10)
        #expect((error?.findings.first?.place?.column ?? 0) > 9)
    }

    @Test("a folder is augmented in its own format; what judges goes along and is not copied", arguments: ["coco", "yolo", "voc"])
    func folder(format: String) async throws {
        let darkroom = try await Darkroom()
        let source = try await darkroom.ship(format).path
        let declared = AugmentDeclaration(copies: 1, seed: 7, steps: [["operation": "flip-vertical"]])
        let out = darkroom.folder + "/augmented"
        let (report, findings) = try AugmentFiles.augment(source, to: out, declared)
        #expect(report.format == format && report.pictures == 4 && report.made == 2 && findings.worst != .error)
        // YOLO's own name for that side is `val`.
        #expect(report.skipped == ["split-test": 1, format == "yolo" ? "split-val" : "split-validation": 1])
        let found = try Darkroom.read(format, out)
        #expect(found.keys.sorted() == ["a.png", "a~1.png", "b.jpg", "b~1.jpg", "c.png", "d.png"])
        #expect(found["b~1.jpg"]?.boxes == ["RBC 1.5 4.0 20.0 62.0"])
        #expect(found["b.jpg"]?.boxes == ["RBC 1.5 2.0 20.0 60.0"])
    }
}
