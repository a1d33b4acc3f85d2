import Foundation
import Records
import Testing

@testable import Workflows

@Suite("Exports of the present state")
struct ExportTests {
    struct Exported {
        var path: String
        var report: JSONObject
        var files: [String]
    }

    static func export(_ darkroom: Darkroom, _ format: String = "coco", _ filter: ShipmentFilter = ShipmentFilter(), _ settings: JSONObject = [:], to path: String? = nil) async throws -> Exported {
        let path = path ?? darkroom.folder + "/export-\(UUID().uuidString)"
        let job = try await darkroom.workflows.export("cells", as: darkroom.owner, format: format, to: path, filter, settings: settings).job
        let report = try await darkroom.workflows.perform(job).report
        return Exported(path: path, report: report, files: try files(path))
    }

    static func files(_ path: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder) && !isFolder.boolValue
        }.sorted()
    }

    @Test("hold the bytes that a shipment of the same state holds, without card, credits, manifest and checksums", arguments: ["coco", "yolo", "voc", "jsonl"])
    func sameBytes(format: String) async throws {
        let darkroom = try await Darkroom()
        let exported = try await Self.export(darkroom, format)
        let shipped = try await darkroom.ship(format, ["unlabelled": true])
        let beside = ["CREDITS.md", "README.md", "checksums.sha256", "manifest.json"]
        #expect(try Self.files(shipped.path).filter { !beside.contains($0) } == exported.files)
        for file in exported.files { #expect(FileManager.default.contentsEqual(atPath: "\(exported.path)/\(file)", andPath: "\(shipped.path)/\(file)"), "\(file)") }
        #expect(exported.report["shipped"] == 4)
    }

    @Test("hold one split, several, or only labelled items, and count what was left out", arguments: [
        (ShipmentFilter(splits: ["train"]), ["a.png", "b.jpg"], ["ship.item.other-split": 2]),
        (ShipmentFilter(splits: ["validation", "test"]), ["c.png", "d.png"], ["ship.item.other-split": 2]),
        (ShipmentFilter(onlyLabelled: true), ["a.png", "b.jpg", "c.png"], ["ship.item.unlabelled": 1]),
        (ShipmentFilter(), ["a.png", "b.jpg", "c.png", "d.png"], [:]),
    ])
    func filtered(filter: ShipmentFilter, keys: [String], left: [String: Int64]) async throws {
        let darkroom = try await Darkroom()
        // Nobody looked at `d.png`.
        let item = try await darkroom.item("d.png")
        try await darkroom.workflows.store.write { try $0.settled.remove([item.id], question: "cells") }
        for report in [try await Self.export(darkroom, "coco", filter).report, try await Self.shipped(darkroom, filter)] {
            #expect(report["shipped"]?.int == Int64(keys.count))
            let withheld = report["withheld"]?.array ?? []
            #expect(Dictionary(withheld.map { ($0["name"]?.string ?? "", $0["count"]?.int ?? 0) }) { first, _ in first } == left)
        }
        let exported = try await Self.export(darkroom, "coco", filter)
        #expect(try Darkroom.read("coco", exported.path).keys.sorted() == keys)
    }

    private static func shipped(_ darkroom: Darkroom, _ filter: ShipmentFilter) async throws -> JSONObject {
        _ = try await darkroom.workflows.commit("cells", as: darkroom.owner, message: "now")
        let settings: JSONObject = filter.onlyLabelled ? [:] : ["unlabelled": true]
        let job = try await darkroom.workflows.ship(
            "cells", as: darkroom.owner, format: "coco", to: darkroom.folder + "/ship-\(UUID().uuidString)", filter, settings: settings).job
        return try await darkroom.workflows.perform(job).report
    }

    @Test("have no gates: items without a licence go, withdrawn ones stay")
    func noGates() async throws {
        let darkroom = try await Darkroom(licence: nil)
        let withdrawn = try await darkroom.item("a.png")
        try await darkroom.workflows.store.write { try $0.items.setState(.withdrawn, reason: "asked for", of: [withdrawn.id]) }
        let exported = try await Self.export(darkroom)
        #expect(exported.report["shipped"] == 3)
        #expect(exported.report["withheld"]?[0]?["name"] == "ship.item.withdrawn")
    }

    @Test("refuse what cannot be asked for", arguments: [
        ("conll", ShipmentFilter(), [:], "ship.format-does-not-fit"),
        ("coco", ShipmentFilter(question: "colour"), [:], "question.unknown"),
        ("coco", ShipmentFilter(onlyLabelled: true), ["unlabelled": true], "ship.unknown-setting"),
        ("coco", ShipmentFilter(), ["colour": "red"], "ship.unknown-setting"),
        ("coco", ShipmentFilter(splits: ["holdout"]), [:], "ship.nothing-to-ship"),
    ] as [(String, ShipmentFilter, JSONObject, String)])
    func refused(format: String, filter: ShipmentFilter, settings: JSONObject, code: String) async throws {
        let darkroom = try await Darkroom()
        let error = await #expect(throws: WorkflowError.self) { try await Self.export(darkroom, format, filter, settings) }
        #expect(error?.code == code)
    }

    @Test("are taken up again after their process was killed: while they wrote, and once they stood in their place", arguments: [false, true])
    func takenUp(wasPlaced: Bool) async throws {
        let darkroom = try await Darkroom()
        let path = darkroom.folder + "/again"
        let whole = try await Self.export(darkroom)
        let job = try await darkroom.workflows.export("cells", as: darkroom.owner, format: "coco", to: path).job
        if wasPlaced {
            // The folder stands in its place, and the process dies before it can say that the job is done.
            let (workflows, store) = (darkroom.workflows, darkroom.workflows.store)
            let claimed = try #require(try await store.write { try $0.jobs.claim(job, worker: "gone", now: store.now()) })
            _ = try await ExportJob.run(claimed, in: workflows, JobProgress(job: job, slug: "cells", store: store, events: workflows.events) { _, _ in })
            try await store.write { try $0.jobs.requeue { $0 == "gone" } }
        } else {
            try FileManager.default.createDirectory(atPath: "\(path).partial-\(job)/train", withIntermediateDirectories: true)
            try "half".write(toFile: "\(path).partial-\(job)/left-over.json", atomically: true, encoding: .utf8)
        }
        #expect(try await darkroom.workflows.perform(job).report["shipped"] == 4)
        #expect(try Self.files(path) == whole.files)
        for file in whole.files { #expect(FileManager.default.contentsEqual(atPath: "\(whole.path)/\(file)", andPath: "\(path)/\(file)"), "\(file)") }
        let beside = try FileManager.default.contentsOfDirectory(atPath: darkroom.folder).filter { $0.contains(".partial-") || $0.contains(".old-") }
        #expect(beside.isEmpty)
    }

    @Test("leave nothing when they are cancelled after their process was killed")
    func cancelled() async throws {
        let darkroom = try await Darkroom()
        let path = darkroom.folder + "/never"
        let job = try await darkroom.workflows.export("cells", as: darkroom.owner, format: "coco", to: path).job
        try FileManager.default.createDirectory(atPath: "\(path).partial-\(job)/train", withIntermediateDirectories: true)
        try await darkroom.workflows.cancelJob(job, as: darkroom.owner)
        #expect(try FileManager.default.contentsOfDirectory(atPath: darkroom.folder).filter { $0.hasPrefix("never") } == [])
    }

    @Test("go below the workspace where no folder is named, and are fetched from there; nothing else is")
    func fetched() async throws {
        let darkroom = try await Darkroom()
        let (workflows, owner) = (darkroom.workflows, darkroom.owner)
        let manager = Actor(person: try await workflows.addPerson(as: owner, login: "mia", name: nil, password: nil, project: "cells", role: .manager).id, name: "mia", isOwner: false,
                            roles: [try await workflows.projectID("cells")!: .manager])
        await #expect(throws: WorkflowError.self) { try await workflows.export("cells", as: manager, format: "coco", to: "/tmp/elsewhere") }
        let job = try await workflows.export("cells", as: manager, format: "coco").job
        await #expect(throws: WorkflowError.self) { try await workflows.exportedFiles(job, of: "cells", as: manager) }
        try await workflows.perform(job)
        let files = try await workflows.exportedFiles(job, of: "cells", as: manager).files
        #expect(files.count == 7 && files.allSatisfy { $0.size > 0 }, "\(files)")
        for file in files { #expect(FileManager.default.fileExists(atPath: try await workflows.exportedFile(job, file.name, of: "cells", as: manager))) }
        for name in ["../../winnow.sqlite", "/etc/passwd", "train", "none.json", ""] {
            await #expect(throws: WorkflowError.self, "\(name)") { try await workflows.exportedFile(job, name, of: "cells", as: manager) }
        }
    }
}
