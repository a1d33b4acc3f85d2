import Foundation
import Kernels
import Media
import Records
import Testing

@testable import Workflows

@Suite("Collecting pictures")
struct CollectPicturesTests {
    @Test("keeps the bytes as they are, with size and type, and the boxes beside them as imported answers")
    func folder() async throws {
        let gallery = try await Gallery()
        let bytes = try gallery.draw("a.png")
        try gallery.voc("a.png", [("red", [3, 4, 30, 40]), ("white", [0, 0, 10, 10])])
        #expect(try await gallery.collect()["added"] == 1)
        let detail = try await gallery.item("a.png")
        let blob = try #require(detail.item.blobs["image"])
        #expect(blob.sha256 == ContentHash.hex(of: bytes) && blob.size == Int64(bytes.count) && blob.type == "image/png")
        #expect(blob.width == 96 && blob.height == 64 && blob.orientation == 1)
        #expect(try gallery.workflows.store.blobs.read(blob.sha256) == bytes)
        guard case .parts(let parts)? = detail.settled["cells"]?.answer else { throw Finding(.error, "test", "no parts: \(detail.settled)") }
        #expect(parts.map(\.labels) == [["red"], ["white"]])
        #expect(parts.map(\.shape) == [.box([3, 4, 30, 40]), .box([0, 0, 10, 10])])
        #expect(detail.settled["cells"]?.rule == .imported)
    }

    @Test("again changes nothing; a picture drawn anew is the same item with new bytes")
    func incremental() async throws {
        let gallery = try await Gallery()
        try gallery.draw("a.png", seed: 1)
        try gallery.draw("b.png", seed: 2)
        try await gallery.collect()
        let before = try await gallery.item("a.png").item
        #expect(try await gallery.collect()["unchanged"] == 2)
        let bytes = try gallery.draw("a.png", seed: 3)
        let report = try await gallery.collect()
        #expect(report["changed"] == 1 && report["unchanged"] == 1 && report["added"] == 0)
        let after = try await gallery.item("a.png").item
        #expect(after.id == before.id && after.blobs["image"]?.sha256 == ContentHash.hex(of: bytes))
    }

    @Test("what is no picture is rejected with the reason, and let in once it can be read")
    func unreadable() async throws {
        let gallery = try await Gallery()
        try gallery.write(Array("not a picture".utf8), to: "a.png")
        try gallery.write([], to: "b.jpg")
        #expect(try await gallery.collect()["rejected"] == 2)
        let item = try await gallery.item("a.png")
        #expect(item.item.state == .rejected && item.item.stateReason == "image.unknown-format")
        #expect(item.findings.map(\.code) == ["image.unknown-format"])
        try gallery.draw("a.png")
        try await gallery.collect()
        let mended = try await gallery.item("a.png")
        #expect(mended.item.state == .ready && mended.findings.isEmpty)
        let ada = try await gallery.person("ada")
        #expect(try await gallery.workflows.next(in: "cells", as: ada, count: 5).assignments.map(\.item.key) == ["a.png"])
    }

    @Test("a finding of an annotation file hangs on its picture")
    func findingOfPicture() async throws {
        let gallery = try await Gallery()
        try gallery.draw("a.png")
        try gallery.voc("a.png", [("red", [5, 5, 5, 20])])
        try await gallery.collect()
        #expect(try await gallery.item("a.png").findings.map(\.code).contains("voc.box.no-area"))
    }

    @Test("annotators see nothing of what the annotation file said")
    func unseen() async throws {
        let gallery = try await Gallery()
        try gallery.draw("a.png")
        try gallery.voc("a.png", [("red", [5, 5, 5, 20]), ("white", [1, 1, 9, 9])])
        try await gallery.collect()
        #expect(try await gallery.item("a.png").item.metadata["voc"] != nil)
        let ada = try await gallery.person("ada")
        let work = try await gallery.workflows.next(in: "cells", as: ada)
        #expect(work.assignments.first?.item.metadata == [:])
    }

    @Test("pictures without a licence are quarantined")
    func licence() async throws {
        let gallery = try await Gallery(licence: nil)
        try gallery.draw("a.png")
        #expect(try await gallery.collect()["quarantined"] == 1)
        #expect(try await gallery.item("a.png").item.state == .quarantined)
    }

    @Test("a project of pictures refuses a table of rows and says why")
    func otherMedia() async throws {
        let gallery = try await Gallery(sources: "- {name: rows, kind: table, path: rows.csv, licence: CC0-1.0, origin: internal}")
        let error = await #expect(throws: WorkflowError.self) { try await gallery.collect("rows") }
        #expect(error?.code == "source.media")
    }
}

@Suite("Uploads")
struct UploadTests {
    @Test("ask for source and licence first, keep files by their paths, and become items when collected")
    func upload() async throws {
        let gallery = try await Gallery()
        let workflows = gallery.workflows
        let bytes = try ImageEncoder.encode(Gallery.picture(4), as: .png(effort: 1))
        await #expect(throws: WorkflowError.self) { try await send(bytes, as: "x.png", of: "phones", gallery) }
        let begun = try await workflows.beginUpload(to: "cells", as: gallery.owner, source: "phones", licence: "CC-BY-4.0", attribution: "Ada")
        #expect(begun.version == 2)
        #expect(try await workflows.beginUpload(to: "cells", as: gallery.owner, source: "phones", licence: "CC-BY-4.0", attribution: "Ada") == begun)
        let kept = try await send(bytes, as: "monday/x.png", of: "phones", gallery)
        #expect(kept == ReceivedFile(path: "monday/x.png", size: Int64(bytes.count), sha256: ContentHash.hex(of: bytes)))
        #expect(try await gallery.collect("phones")["added"] == 1)
        let detail = try await gallery.item("monday/x.png")
        #expect(detail.source.licence == Licence("CC-BY-4.0") && detail.source.attribution == "Ada")
    }

    @Test("refuse names that leave the folder, and other words about a source that is there", arguments: ["../x.png", "/etc/x.png", "a/../../x.png", "", "a\u{0}b.png"])
    func names(_ path: String) async throws {
        let gallery = try await Gallery()
        _ = try await gallery.workflows.beginUpload(to: "cells", as: gallery.owner, source: "phones", licence: "CC0-1.0")
        let error = await #expect(throws: WorkflowError.self) { try await send([1, 2, 3], as: path, of: "phones", gallery) }
        #expect(error?.code == "upload.path")
        let other = await #expect(throws: WorkflowError.self) {
            try await gallery.workflows.beginUpload(to: "cells", as: gallery.owner, source: "phones", licence: "MIT")
        }
        #expect(other?.code == "upload.source")
    }

    @Test("leave nothing of a file that breaks off")
    func brokenOff() async throws {
        struct Lost: Error {}
        let gallery = try await Gallery()
        _ = try await gallery.workflows.beginUpload(to: "cells", as: gallery.owner, source: "phones", licence: "CC0-1.0")
        let pieces = AsyncThrowingStream<[UInt8], any Error> { continuation in
            continuation.yield([1, 2, 3])
            continuation.finish(throwing: Lost())
        }
        await #expect(throws: Lost.self) {
            try await gallery.workflows.receive(pieces, path: "x.png", of: "phones", in: "cells", as: gallery.owner)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: gallery.incoming + "/cells/phones").isEmpty)
    }

    @discardableResult
    private func send(_ bytes: [UInt8], as path: String, of source: String, _ gallery: Gallery) async throws -> ReceivedFile {
        let pieces = AsyncThrowingStream<[UInt8], any Error> { continuation in
            continuation.yield(bytes)
            continuation.finish()
        }
        return try await gallery.workflows.receive(pieces, path: path, of: source, in: "cells", as: gallery.owner)
    }
}

@Suite("Pictures in the sizes they are shown in")
struct ShownPictureTests {
    @Test("are made once, upright, and never larger than the original")
    func sizes() async throws {
        let gallery = try await Gallery()
        try gallery.draw("large.png", width: 3000, height: 1200)
        try gallery.draw("small.png", seed: 2)
        try await gallery.collect()
        let large = try await gallery.item("large.png").item, small = try await gallery.item("small.png").item
        for (size, width) in [(ShownSize.thumb, 256), (.view, 2048), (.full, 3000)] {
            let shown = try await gallery.workflows.picture("image", of: large.id, as: gallery.owner, size: size)
            #expect(try ImageProbe.facts(of: bytes(shown)).width == width, "\(size)")
        }
        let first = try await gallery.workflows.picture("image", of: large.id, as: gallery.owner, size: .thumb)
        let kept = try await gallery.workflows.store.read { try $0.renditions.find(large.blobs["image"]?.sha256 ?? "", size: "thumb") }
        #expect(kept == first.blob)
        #expect(try await gallery.workflows.picture("image", of: small.id, as: gallery.owner, size: .thumb).blob == small.blobs["image"])
    }

    @Test("are shown to an annotator who holds the item or held it, and to no other")
    func permission() async throws {
        let gallery = try await Gallery()
        try gallery.draw("a.png")
        try await gallery.collect()
        let ada = try await gallery.person("ada"), bob = try await gallery.person("bob")
        let work = try await gallery.workflows.next(in: "cells", as: ada)
        let item = try #require(work.assignments.first?.item)
        #expect(item.blobs["image"]?.width == 96)
        _ = try await gallery.workflows.picture("image", of: item.id, as: ada, size: .view)
        await #expect(throws: WorkflowError.self) { try await gallery.workflows.picture("image", of: item.id, as: bob, size: .view) }
    }

    @Test("say what is wrong with a picture that cannot be decoded")
    func damaged() async throws {
        let gallery = try await Gallery()
        let whole = try ImageEncoder.encode(Gallery.picture(1, width: 1000, height: 700), as: .png(effort: 1))
        try gallery.write(Array(whole.prefix(whole.count / 3)), to: "a.png")
        try await gallery.collect()
        let item = try await gallery.item("a.png").item
        let error = await #expect(throws: WorkflowError.self) { try await gallery.workflows.picture("image", of: item.id, as: gallery.owner, size: .thumb) }
        #expect(error?.code.hasPrefix("image.") == true)
    }

    private func bytes(_ shown: ShownBlob) throws -> [UInt8] {
        switch shown.bytes {
        case .memory(let bytes): bytes
        case .file(let path): Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        }
    }
}
