import Foundation
import Kernels
import Media
import Records
import Storage
import Synchronization
import Testing

@testable import Workflows

@Suite("Preparing pictures")
struct PreparePicturesTests {
    /// A picture, the same in other bytes, a near copy, and two that are like nothing else.
    private func gallery(more: String = "") async throws -> Gallery {
        let gallery = try await Gallery(more: more)
        try gallery.draw("a.png", seed: 1)
        try gallery.write(ImageEncoder.encode(Gallery.picture(1), as: .png(effort: 1)), to: "b.png")
        let scene = Gallery.picture(1)
        let brighter = Raster(width: scene.width, height: scene.height, channels: 3, pixels: scene.pixels.map { $0 + 3 })
        try gallery.write(ImageEncoder.encode(brighter, as: .png(effort: 1)), to: "c.png")
        try gallery.draw("d.png", seed: 4)
        try gallery.draw("e.png", seed: 9)
        return gallery
    }

    @discardableResult
    private func prepare(_ gallery: Gallery, _ steps: [String]? = nil) async throws -> JSONObject {
        try await gallery.workflows.perform(try await gallery.workflows.prepare("cells", as: gallery.owner, steps: steps).job).report
    }

    private func groups(_ gallery: Gallery) async throws -> [[String]] {
        try await gallery.workflows.duplicates(of: "cells", as: gallery.owner).groups.map { $0.members.map(\.key) }
    }

    private func findings(_ gallery: Gallery) async throws -> [FindingPage.Row] {
        try await gallery.workflows.findings(of: "cells", as: gallery.owner, limit: 1000).findings
    }

    @Test("without `prepare:` pictures are checked and copies among them grouped")
    func usual() async throws {
        let gallery = try await gallery()
        try await gallery.collect()
        let report = try await prepare(gallery)
        #expect(report.members.map(\.key) == ["image-checks", "near-duplicates"])
        #expect(report["image-checks"]?["seen"] == 5)
        #expect(report["image-checks"]?["unreadable"] == 0)
        #expect(report["near-duplicates"]?["nearGroups"] == 1)
        #expect(try await groups(gallery) == [["a.png", "b.png", "c.png"]])
    }

    @Test("both steps share one decoding, and a second run decodes nothing")
    func oneDecoding() async throws {
        let gallery = try await gallery()
        try await gallery.collect()
        let first = try await prepare(gallery)
        #expect(first["image-checks"]?["decoded"] == 5)
        #expect(first["near-duplicates"]?["decoded"] == 0)
        let again = try await prepare(gallery)
        #expect(again["image-checks"]?["decoded"] == 0)
        try gallery.draw("f.png", seed: 11)
        try await gallery.collect()
        #expect(try await prepare(gallery, ["near-duplicates"])["near-duplicates"]?["decoded"] == 1, "only the new one")
    }

    @Test("the same file twice is decoded once and its group is exact; other bytes of the same pixels are told apart")
    func kinds() async throws {
        let gallery = try await Gallery()
        try gallery.draw("a.png", seed: 1)
        try gallery.draw("twin/a.png", seed: 1)
        try gallery.draw("d.png", seed: 4)
        try gallery.write(ImageEncoder.encode(Gallery.picture(4), as: .png(effort: 1)), to: "e.png")
        try await gallery.collect()
        #expect(try await prepare(gallery)["image-checks"]?["decoded"] == 3)
        let page = try await gallery.workflows.duplicates(of: "cells", as: gallery.owner)
        #expect(page.groups.map(\.kind) == [.exact, .pixels])
        #expect(page.groups.map(\.size) == [2, 2])
        #expect(page.groups[0].members.allSatisfy { $0.blobs["image"]?.width == 96 })
    }

    @Test("groups come a page at a time, with how many there are")
    func pages() async throws {
        let gallery = try await Gallery()
        for seed in [1, 4, 9] {
            try gallery.draw("\(seed)a.png", seed: seed)
            try gallery.draw("\(seed)b.png", seed: seed)
        }
        try await gallery.collect()
        try await prepare(gallery)
        let first = try await gallery.workflows.duplicates(of: "cells", as: gallery.owner, limit: 2)
        let last = try await gallery.workflows.duplicates(of: "cells", as: gallery.owner, limit: 2, after: first.next)
        #expect((first.groups + last.groups).map { $0.members.map(\.key) } == [["1a.png", "1b.png"], ["4a.png", "4b.png"], ["9a.png", "9b.png"]])
        #expect((first.total, last.total) == (3, 3))
        #expect(last.next == nil)
    }

    @Test("what is wrong with a picture is a finding of its item, replaced when the step runs again")
    func findingsOfItems() async throws {
        let gallery = try await gallery(more: "prepare: [{step: image-checks}]")
        let dark = Gallery.picture(3)
        try gallery.write(ImageEncoder.encode(Raster(width: 96, height: 64, channels: 3, pixels: dark.pixels.map { $0 / 8 }), as: .png(effort: 1)), to: "night.png")
        try await gallery.collect()
        for _ in 0..<2 {
            let report = try await prepare(gallery)
            #expect(report["image-checks"]?["image.dark"] == 1)
            let rows = try await findings(gallery).filter { $0.code == "image.dark" }
            #expect(rows.map(\.key) == ["night.png"])
            #expect(rows.first?.blobs?["image"]?.type == "image/png")
            let night = try await gallery.item("night.png").item.id
            #expect(rows.first?.item == night)
        }
        try await gallery.change(more: "prepare: [{step: image-checks, dark: 0.01}]")
        #expect(try await prepare(gallery)["image-checks"]?["image.dark"] == nil)
        #expect(try await findings(gallery).allSatisfy { $0.code != "image.dark" }, "what a run before had found is gone")
    }

    @Test("a picture cut short is an error with its item, the others are looked at, and collecting's findings stay")
    func unreadable() async throws {
        let gallery = try await gallery()
        let whole = try ImageEncoder.encode(Gallery.picture(5), as: .jpeg(quality: 90))
        try gallery.write(Array(whole.prefix(whole.count / 2)), to: "cut.jpg")
        try gallery.write(Array("hello".utf8), to: "no.png")
        try await gallery.collect()
        let collected = try await findings(gallery).map(\.id)
        #expect(!collected.isEmpty, "a file that is no picture is set aside by collecting")
        for _ in 0..<2 {
            let report = try await prepare(gallery)
            #expect(report["image-checks"]?["unreadable"] == 1)
            #expect(report["near-duplicates"]?["unreadable"] == 1)
            let rows = try await findings(gallery).filter { !collected.contains($0.id) && $0.severity == .error }
            #expect(rows.map(\.key) == ["cut.jpg"])
            #expect(rows.first?.place?.record == "cut.jpg")
            let now = try await Set(findings(gallery).map(\.id))
            #expect(now.isSuperset(of: collected))
        }
        #expect(try await groups(gallery) == [["a.png", "b.png", "c.png"]])
    }

    @Test("a picture whose bytes are gone is a finding, not the end")
    func missingBytes() async throws {
        let gallery = try await gallery()
        try await gallery.collect()
        let store = gallery.workflows.store
        var item = try await gallery.item("d.png").item
        item.blobs["image"]?.sha256 = String(repeating: "0", count: 64)
        let broken = item
        try await store.write { try $0.items.update(broken) }
        #expect(try await prepare(gallery)["image-checks"]?["image.bytes"] == 1)
    }

    @Test("near-duplicates run again with another radius clears what is no group any more")
    func regrouped() async throws {
        let gallery = try await gallery(more: "prepare: [{step: near-duplicates, radius: 16, gradient-radius: 64}]")
        try await gallery.collect()
        try await prepare(gallery)
        #expect(try await !groups(gallery).isEmpty)
        let store = gallery.workflows.store
        let gone = try await gallery.item("a.png").item.id
        try await store.write { try $0.items.setState(.withdrawn, of: [gone]) }
        try await gallery.change(more: "prepare: [{step: near-duplicates, radius: 0, gradient-radius: 0}]")
        try await prepare(gallery)
        let groups = try await groups(gallery)
        #expect(groups.allSatisfy { !$0.contains("a.png") && $0.count > 1 })
        #expect(try await gallery.item("d.png").item.group == nil)
    }

    @Test("groups and measurements do not depend on how many pictures are decoded at a time", arguments: [1, 2, 7])
    func threads(width: Int) async throws {
        let gallery = try await gallery()
        try await gallery.collect()
        let project = try #require(try await gallery.workflows.projectID("cells"))
        let pictures = MeasuredPictures(gallery.workflows.store, of: project, width: width)
        #expect(try await pictures.measure(progress(gallery, items: 5)) == 5)
        var measured: [String: ImageMeasured] = [:]
        try await pictures.forEachBatch { batch in
            for picture in batch {
                guard case .measured(let measurements) = picture.reading else { continue }
                measured[picture.item.key] = ImageMeasured(pixels: measurements.pixelHash, entropy: measurements.entropy)
            }
        }
        for (key, seed) in [("a.png", 1), ("d.png", 4)] {
            let bytes = try ImageEncoder.encode(Gallery.picture(seed), as: .png(effort: 0))
            guard case .measured(let alone) = PictureReading.of(bytes) else {
                Issue.record("`\(key)` is unreadable")
                continue
            }
            #expect(measured[key] == ImageMeasured(pixels: alone.pixelHash, entropy: alone.entropy), "kept numbers are those that were measured")
        }
    }

    private struct ImageMeasured: Equatable { var pixels: String; var entropy: Double }

    /// Of a job that is running.
    private func progress(_ gallery: Gallery, items: Int, watch: @escaping @Sendable (Int64, Int64?) -> Void = { _, _ in }) async throws -> StepProgress {
        let (workflows, store) = (gallery.workflows, gallery.workflows.store)
        let job = try await workflows.prepare("cells", as: gallery.owner).job
        try await store.write { _ = try $0.jobs.claim(job, worker: Worker.this.name, now: store.now()) }
        let progress = JobProgress(job: job, slug: "cells", store: store, events: workflows.events, watch: watch)
        return StepProgress(job: progress, step: 0, steps: 1, items: items)
    }

    @Test("cancelled between two pictures it stops there, and what was measured is not measured again")
    func cancelled() async throws {
        let gallery = try await Gallery()
        for seed in 0..<70 { try gallery.draw("\(seed).png", seed: seed, width: 40, height: 30) }
        try await gallery.collect()
        let project = try #require(try await gallery.workflows.projectID("cells"))
        let store = gallery.workflows.store
        let stopping = try await progress(gallery, items: 70) { done, _ in
            if done == 66 { withUnsafeCurrentTask { $0?.cancel() } }
        }
        let result = await Task { try await MeasuredPictures(store, of: project).measure(stopping) }.result
        #expect(throws: CancellationError.self) { try result.get() }
        #expect(try await MeasuredPictures(store, of: project).measure(progress(gallery, items: 70)) == 6, "the first batch was kept")
    }

    @Test("progress counts items of all steps and ends where it should")
    func progressOfSteps() async throws {
        let gallery = try await gallery()
        try await gallery.collect()
        let seen = Mutex<[(Int64, Int64?)]>([])
        try await gallery.workflows.perform(try await gallery.workflows.prepare("cells", as: gallery.owner).job) { done, total in seen.withLock { $0.append((done, total)) } }
        let reports = seen.withLock { $0 }
        #expect(reports.allSatisfy { $0.1 == 10 })
        #expect(reports.map(\.0) == reports.map(\.0).sorted())
        #expect(reports.last?.0 == 10)
    }

    @Test("texts are not checked in a project of pictures, and a setting of texts is refused with the known ones", arguments: [
        ("[{step: text-checks}]", "`image-checks`"), ("[{step: near-duplicates, threshold: 0.9}]", "`radius`"), ("[{step: image-checks, drak: 1}]", "`dark`"),
    ])
    func refused(prepare: String, hint: String) async throws {
        let gallery = try await Gallery(more: "prepare: \(prepare)")
        do {
            _ = try await gallery.workflows.prepare("cells", as: gallery.owner)
            Issue.record("accepted")
        } catch let error as WorkflowError {
            #expect(error.hint?.contains(hint) == true, "\(error)")
        }
    }
}

@Suite("Splitting pictures")
struct SplitPicturesTests {
    private func prepare(_ gallery: Gallery) async throws -> JSONObject {
        try await gallery.workflows.perform(try await gallery.workflows.prepare("cells", as: gallery.owner).job).report
    }

    private func splits(_ gallery: Gallery) async throws -> [String: String?] {
        Dictionary(uniqueKeysWithValues: try await gallery.workflows.items(of: "cells", as: gallery.owner, ItemQuery(limit: 1000)).items.map { ($0.key, $0.split) })
    }

    @Test("copies stay on one side, and a boxes question stratifies by the labels that occur")
    func stratified() async throws {
        let gallery = try await Gallery(more: "splits: {train: 0.5, test: 0.5, stratify: cells, seed: 3}")
        let kinds: [[(label: String, box: [Int])]] = [
            [("red", [1, 1, 9, 9]), ("red", [20, 20, 30, 30])], [("white", [1, 1, 9, 9]), ("red", [2, 2, 30, 30])], [("white", [1, 1, 9, 9])],
        ]
        for seed in 0..<12 {
            try gallery.draw("p\(seed).png", seed: seed)
            try gallery.voc("p\(seed).png", kinds[seed % 3])
        }
        try gallery.draw("twin.png", seed: 0)
        try gallery.voc("twin.png", kinds[0])
        try await gallery.collect()
        let report = try await prepare(gallery)
        let strata = try #require(report["split"]?["sides"]?.array?.first?["strata"]?.object).members.map(\.key).sorted()
        #expect(strata == ["red", "red + white", "white"])
        let sides = try await splits(gallery)
        #expect(sides["twin.png"] == sides["p0.png"])
        for kind in [1, 2] {
            let members = (0..<12).filter { $0 % 3 == kind }.map { sides["p\($0).png"] ?? nil }
            #expect(members.count { $0 == "train" } == 2, "a stratum without groups is halved exactly")
        }
    }

    @Test("the stratum of parts is the labels that occur, each once and in order", arguments: [
        ([["white"], ["red"], ["red"]], "red + white"), ([["red", "white"]], "red + white"), ([], "nothing"),
    ] as [([[String]], String)])
    func stratum(labels: [[String]], stratum: String) {
        let parts = labels.enumerated().map { Part(id: "p\($0)", labels: $1, shape: .box([0, 0, 9, 9])) }
        #expect(Answer.parts(parts).stratum == stratum)
        #expect(Answer.choice("owl").stratum == "owl")
    }

    @Test("nothing to stratify by is said")
    func noAnswers() async throws {
        let gallery = try await Gallery(more: "splits: {train: 0.5, test: 0.5, stratify: cells, seed: 3}")
        for seed in 0..<4 { try gallery.draw("p\(seed).png", seed: seed) }
        try await gallery.collect()
        _ = try await prepare(gallery)
        let codes = try await gallery.workflows.findings(of: "cells", as: gallery.owner).findings.map(\.code)
        #expect(codes.contains("split.stratify-nothing"))
    }

    @Test("splits that the source gave stay without `splits:`, and are replaced, audibly, with it")
    func given() async throws {
        let gallery = try await Gallery()
        for seed in 0..<6 { try gallery.draw("p\(seed).png", seed: seed) }
        try await gallery.collect()
        let (store, project) = (gallery.workflows.store, try #require(try await gallery.workflows.projectID("cells")))
        try await store.write { connection in
            let ids = try connection.items.ids(of: project)
            try connection.items.setSplit(ids.enumerated().map { (item: $1, split: String?.some($0 < 2 ? "val" : "train")) })
        }
        _ = try await prepare(gallery)
        #expect(try await splits(gallery).values.compactMap { $0 }.sorted() == ["train", "train", "train", "train", "val", "val"])
        try await gallery.change(more: "splits: {train: 0.5, test: 0.5, seed: 1}")
        func given() async throws -> Int {
            try await gallery.workflows.findings(of: "cells", as: gallery.owner).findings.count { $0.code == "split.given-replaced" }
        }
        _ = try await prepare(gallery)
        #expect(try await given() == 1)
        #expect(try await Set(splits(gallery).values.compactMap { $0 }) == ["train", "test"])
        _ = try await prepare(gallery)
        #expect(try await given() == 0, "the draw of before is nobody's gift")
    }
}
