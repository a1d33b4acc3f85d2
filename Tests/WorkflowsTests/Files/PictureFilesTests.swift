import Foundation
import Kernels
import Media
import Preparing
import Records
import Testing

@testable import Workflows

@Suite("Plain folders of pictures")
struct PictureFilesTests {
    /// A folder that goes when the value does.
    private final class Folder {
        let path = NSTemporaryDirectory() + "winnow-pictures-\(UUID().uuidString)"
        deinit { try? FileManager.default.removeItem(atPath: path) }

        func write(_ bytes: [UInt8], to name: String) throws {
            let file = "\(path)/\(name)"
            try FileManager.default.createDirectory(atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(fileURLWithPath: file))
        }

        func draw(_ name: String, seed: Int, as encoding: ImageEncoding = .png(effort: 1)) throws {
            try write(ImageEncoder.encode(Gallery.picture(seed), as: encoding), to: name)
        }
    }

    private func filled() throws -> Folder {
        let folder = Folder()
        try folder.draw("b.png", seed: 1)
        try folder.draw("a/b.png", seed: 1)
        let scene = Gallery.picture(1)
        let brighter = Raster(width: scene.width, height: scene.height, channels: 3, pixels: scene.pixels.map { $0 + 3 })
        try folder.write(ImageEncoder.encode(brighter, as: .png(effort: 1)), to: "c.png")
        try folder.draw("d.png", seed: 4)
        try folder.draw("e.png", seed: 4, as: .png(effort: 9))
        try folder.draw("f.png", seed: 9)
        try folder.write(Array("no picture".utf8), to: "g.png")
        try folder.write(Array("words".utf8), to: "read.me")
        return folder
    }

    @Test("copies are found by file, pixels and look, and told by path")
    func duplicates() async throws {
        let folder = try filled()
        let (result, findings) = try await DuplicateFiles.pictures(folder.path, radius: nil)
        #expect(result.groups.map(\.files) == [["a/b.png", "b.png", "c.png"], ["d.png", "e.png"]])
        #expect(result.groups.map(\.kind) == [.near, .pixels])
        #expect((result.report.seen, result.unreadable) == (6, 1))
        #expect(findings.kept.map(\.code) == ["folder.files-left-out", "image.unknown-format"])
        #expect(findings.kept.last?.place?.file == "g.png")
    }

    @Test("every picture is checked, and an unreadable one is a finding among the others")
    func checks() async throws {
        let folder = try filled()
        var found: [Finding] = []
        let (report, findings) = try await CheckFiles.check(folder.path, field: "text") { found.append($0) }
        #expect((report.of, report.seen, report.unreadable) == ("pictures", 7, 1))
        #expect(found.contains { $0.code == "image.unknown-format" && $0.place?.file == "g.png" })
        #expect(report.counts.map(\.count).reduce(0, +) == found.count)
        #expect(findings.counts.map(\.code) == ["folder.files-left-out"])
    }

    @Test("texts of a file are checked by the same verb, with the line of each")
    func texts() async throws {
        let folder = Folder()
        try folder.write(Array("{\"text\":\"a good text\"}\n{\"text\":\"  \"}\n{\"other\":1}\n".utf8), to: "t.jsonl")
        var found: [Finding] = []
        let (report, findings) = try await CheckFiles.check(folder.path + "/t.jsonl", field: "text") { found.append($0) }
        #expect((report.of, report.seen) == ("texts", 2))
        #expect(found.map(\.code) == ["text.empty"])
        #expect(found.first?.place?.line == 2)
        #expect(findings.kept.map(\.code) == ["checks.no-text"])
    }

    @Test("a folder without pictures, or that is not there, says so")
    func none() async throws {
        let folder = Folder()
        try folder.write([1], to: "read.me")
        await #expect(throws: WorkflowError.self) { try await DuplicateFiles.pictures(folder.path, radius: nil) }
        await #expect(throws: (any Error).self) { try await DuplicateFiles.pictures(folder.path + "/nowhere", radius: nil) }
    }
}
