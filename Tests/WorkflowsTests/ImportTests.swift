import Formats
import Foundation
import Records
import Storage
import Testing

@testable import Workflows

@Suite("Imports of labelled datasets")
struct ImportTests {
    /// Lines of our own form: key, text and label.
    static func write(_ lines: [(key: String, text: String, label: String?)], to path: String) throws {
        let text = lines.map { line -> String in
            var object: JSONObject = ["key": .string(line.key), "fields": ["text": .string(line.text)]]
            if let label = line.label { object["answers"] = ["species": ["choice": .string(label)]] }
            return JSONValue.object(object).text() + "\n"
        }
        try text.joined().write(toFile: path, atomically: true, encoding: .utf8)
    }

    @discardableResult
    static func bring(_ path: String, into aviary: Aviary, _ change: (inout ImportRequest) -> Void = { _ in }) async throws -> JSONObject {
        var request = ImportRequest()
        (request.format, request.source) = ("jsonl", "theirs")
        change(&request)
        let job = try await aviary.workflows.importDataset(into: "birds", as: aviary.owner, path: path, request).job
        return try await aviary.workflows.perform(job).report
    }

    static func counts(_ report: JSONObject) -> [String: Int64] {
        Dictionary(report.members.compactMap { key, value in value.int.flatMap { $0 > 0 && key != "findings" ? (key, $0) : nil } }) { first, _ in first }
    }

    static func codes(_ aviary: Aviary) async throws -> [String] {
        try await aviary.workflows.findings(of: "birds", as: aviary.owner, limit: 1000).findings.map(\.code).sorted()
    }

    @Test("give items of the project answers by their key, and change nothing when they are given again")
    func twice() async throws {
        let aviary = try await Aviary()
        try await aviary.items(3)
        let path = aviary.folder + "/theirs.jsonl"
        try Self.write([("b0", "sighting 0", "owl"), ("b1", "sighting 1", "hawk"), ("b2", "sighting 2", nil)], to: path)
        #expect(try await Self.counts(Self.bring(path, into: aviary)) == ["read": 3, "byKey": 3, "answered": 2, "unchanged": 1])
        #expect(try await aviary.settled("b0") == "imported owl")
        #expect(try await aviary.settled("b2") == "open")
        #expect(try await Self.counts(Self.bring(path, into: aviary)) == ["read": 3, "byKey": 3, "unchanged": 3])
        let item = try await aviary.id("b0")
        let revisions = try await aviary.workflows.store.read { try $0.revisions.all(of: item) }
        #expect(revisions.count == 1)
    }

    @Test("people's answers count before imported ones, whichever came first")
    func peopleFirst() async throws {
        let aviary = try await Aviary()
        try await aviary.items(2)
        let ada = try await aviary.person("ada")
        try await aviary.submit("b0", "hawk", as: ada)
        let path = aviary.folder + "/theirs.jsonl"
        try Self.write([("b0", "sighting 0", "owl"), ("b1", "sighting 1", "owl")], to: path)
        try await Self.bring(path, into: aviary)
        #expect(try await aviary.settled("b0") == "single hawk")
        try await aviary.submit("b1", "hawk", as: ada)
        #expect(try await aviary.settled("b1") == "single hawk")
    }

    @Test("another answer that was imported before is replaced, or stays", arguments: [
        (ImportConflict.replace, "imported hawk", "replaced"), (.keep, "imported owl", "kept"),
    ])
    func conflict(onConflict: ImportConflict, settled: String, count: String) async throws {
        let aviary = try await Aviary()
        try aviary.write([("b0", "one", "owl")])
        try await aviary.collect()
        let path = aviary.folder + "/theirs.jsonl"
        try Self.write([("b0", "one", "hawk")], to: path)
        let report = try await Self.bring(path, into: aviary) { $0.onConflict = onConflict }
        #expect(report[count] == 1)
        #expect(try await aviary.settled("b0") == settled)
    }

    @Test("the same key with other content is another item: added under a licence, left out without one")
    func otherContent() async throws {
        let aviary = try await Aviary()
        try await aviary.items(1)
        let path = aviary.folder + "/theirs.jsonl"
        try Self.write([("b0", "something else", "owl"), ("b9", "new", "hawk")], to: path)
        let error = await #expect(throws: WorkflowError.self) { try await Self.bring(path, into: aviary) }
        #expect(error?.code == "import.nothing" && error?.hint?.contains("--licence") == true)
        #expect(try await Self.codes(aviary) == ["import.no-licence", "import.no-licence"])
        let report = try await Self.bring(path, into: aviary) { $0.licence = "CC0-1.0" }
        #expect(Self.counts(report) == ["read": 2, "added": 2])
        #expect(try await Self.codes(aviary).contains("import.other-content"))
        #expect(try await Self.counts(Self.bring(path, into: aviary)) == ["read": 2, "byKey": 2, "unchanged": 2])
        try Self.write([("b9", "changed", "hawk")], to: path)
        #expect(try await Self.counts(Self.bring(path, into: aviary)) == ["read": 1, "leftOut": 1])
        #expect(try await Self.codes(aviary) == ["import.content-changed"])
    }

    @Test("an answer that nobody may give is a finding with its place, and the item is kept without it")
    func unknownLabel() async throws {
        let aviary = try await Aviary()
        try await aviary.items(1)
        let path = aviary.folder + "/theirs.jsonl"
        try Self.write([("b0", "sighting 0", "penguin")], to: path)
        #expect(try await Self.counts(Self.bring(path, into: aviary)) == ["read": 1, "byKey": 1, "unchanged": 1])
        let findings = try await aviary.workflows.findings(of: "birds", as: aviary.owner, limit: 10).findings
        #expect(findings.count == 1 && findings[0].message.contains("penguin") && findings[0].place?.record == "b0" && findings[0].place?.file != nil)
    }

    @Test("are refused before any work", arguments: [
        ("question", "question.unknown"), ("format", "format.unknown"), ("path", "file.missing"), ("origin", "import.setting"),
    ])
    func refused(what: String, code: String) async throws {
        let aviary = try await Aviary()
        var request = ImportRequest()
        switch what {
        case "question": request.questions = ["colour"]
        case "format": request.format = "colour"
        case "origin": request.origin = "somewhere"
        default: break
        }
        let error = await #expect(throws: WorkflowError.self) {
            try await aviary.workflows.importDataset(into: "birds", as: aviary.owner, path: what == "path" ? "/nowhere" : aviary.folder, request)
        }
        #expect(error?.code == code)
    }

    @Test("a dataset whose questions the project does not ask is refused with both")
    func noQuestion() async throws {
        let aviary = try await Aviary()
        try "EU\tB-ORG\nrejects\tO\n\n".write(toFile: aviary.folder + "/a.conll", atomically: true, encoding: .utf8)
        let error = await #expect(throws: WorkflowError.self) { try await Self.bring(aviary.folder + "/a.conll", into: aviary) { $0.format = "conll" } }
        #expect(error?.code == "import.no-question")
        #expect(error?.message.contains("`spans`") == true && error?.message.contains("`species` (choice)") == true)
    }

    @Test("pictures are recognised by the bytes of their file where the key differs, each once")
    func byContent() async throws {
        let darkroom = try await Darkroom()
        let (workflows, owner) = (darkroom.workflows, darkroom.owner)
        let path = darkroom.folder + "/elsewhere"
        let folder = try DatasetFolder(path)
        let makeWriter = try #require(FormatCatalog.dataset(named: "coco")?.makeWriter)
        let writer = try makeWriter(folder, DatasetLayout(questions: [Darkroom.boxes]))
        let original = try await darkroom.item("a.png")
        let blob = try #require(original.blobs["image"])
        let bytes = try workflows.store.blobs.read(blob.sha256)
        for name in ["renamed.png", "twin.png"] {
            let part = Part(id: "p", labels: ["WBC"], shape: .box([1, 2, 3, 4]), origin: .imported)
            let places = try writer.write(LabelledItem(picture: name, size: PixelSize(width: 60, height: 40), answers: ["cells": .parts([part])]))
            let place = try #require(places["image"])
            try folder.write(bytes, to: place)
        }
        try writer.finish()
        try folder.finish()
        var request = ImportRequest()
        (request.source, request.licence) = ("theirs", "MIT")
        let first = try await workflows.importDataset(into: "cells", as: owner, path: path, request).job
        #expect(Self.counts(try await workflows.perform(first).report) == ["read": 2, "byContent": 1, "added": 1, "answered": 1, "replaced": 1])
        #expect(try await darkroom.counted(original) == ["WBC 1.0 2.0 3.0 4.0"])
        let second = try await workflows.importDataset(into: "cells", as: owner, path: path, request).job
        #expect(Self.counts(try await workflows.perform(second).report) == ["read": 2, "byContent": 1, "byKey": 1, "unchanged": 2])
        #expect(try await darkroom.items().count == 5)
    }

    @Test("a job that was killed between two batches goes on behind what it had stored, and doubles nothing")
    func killed() async throws {
        let aviary = try await Aviary()
        let path = aviary.folder + "/theirs.jsonl"
        try Self.write((0..<600).map { (key: "t\($0)", text: "text \($0)", label: $0 % 2 == 0 ? "owl" : "penguin") }, to: path)
        var request = ImportRequest()
        (request.format, request.source, request.licence) = ("jsonl", "theirs", "CC0-1.0")
        let id = try await aviary.workflows.importDataset(into: "birds", as: aviary.owner, path: path, request).job
        let store = aviary.workflows.store
        // The first batch is stored by a process that then dies: it is stopped by cancelling, and the row says it was left running.
        let job = try #require(try await store.write { try $0.jobs.claim(id, worker: "gone", now: store.now()) })
        let work = try await ImportWork(job, aviary.workflows)
        try await work.begin()
        let progress = JobProgress(job: id, slug: "birds", store: store, events: aviary.workflows.events) { _, _ in }
        let reader = try ImportReader(work)
        await #expect(throws: CancellationError.self) {
            try await BlockingStream.run({ give in
                try reader.read(from: 0) { batch in
                    if batch.record > 256 { throw CancellationError() }
                    try give(batch)
                }
            }, { try await work.store($0, progress) })
        }
        #expect(try await aviary.workflows.items(of: "birds", as: aviary.owner, ItemQuery(limit: 1000)).items.count == 256)
        try await store.write { try $0.jobs.requeue { $0 == "gone" } }
        let report = try await aviary.workflows.perform(id).report
        #expect(Self.counts(report) == ["read": 600, "added": 600])
        #expect(report["findings"] == 300)
        #expect(try await aviary.workflows.items(of: "birds", as: aviary.owner, ItemQuery(limit: 1000)).items.count == 600)
        #expect(try await Self.codes(aviary).count == 300)
    }

    @Test("over HTTP only files that were sent are read")
    func uploads() async throws {
        let aviary = try await Aviary()
        try await aviary.items(1)
        let manager = try await aviary.person("mia", .manager)
        var request = ImportRequest()
        request.source = "sent"
        let outside = await #expect(throws: WorkflowError.self) { try await aviary.workflows.importDataset(into: "birds", as: manager, path: "/etc", request) }
        #expect(outside?.kind == .forbidden)
        let early = await #expect(throws: WorkflowError.self) { try await aviary.workflows.importDataset(into: "birds", as: manager, request) }
        #expect(early?.code == "upload.unknown")
        _ = try await aviary.workflows.beginUpload(to: "birds", as: manager, source: "sent", licence: "MIT")
        try Self.write([("b0", "sighting 0", "owl"), ("n", "new", "hawk")], to: aviary.folder + "/lines.jsonl")
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: aviary.folder + "/lines.jsonl")))
        let pieces = AsyncStream { continuation in
            continuation.yield(bytes)
            continuation.finish()
        }
        _ = try await aviary.workflows.receive(pieces, path: "lines.jsonl", of: "sent", in: "birds", as: manager)
        let job = try await aviary.workflows.importDataset(into: "birds", as: manager, request).job
        #expect(try await Self.counts(aviary.workflows.perform(job).report) == ["read": 2, "byKey": 1, "answered": 1, "added": 1])
        #expect(try await aviary.settled("n") == "imported hawk")
        let annotator = try await aviary.person("ada")
        await #expect(throws: WorkflowError.self) { try await aviary.workflows.importDataset(into: "birds", as: annotator, request) }
    }
}
