import Foundation
import Testing
import Records
import Formats
@testable import Collecting

@Suite("Images as a source")
struct FolderCollectorTests {
    static let probe: SizeProbe = { _ in PixelSize(width: 100, height: 50) }
    static let cells = Question(name: "cells", kind: .boxes, labels: [LabelDefinition(name: "RBC")])
    static let xml = "<annotation><filename>a.jpg</filename><size><width>100</width><height>50</height><depth>3</depth></size><object><name>RBC</name><bndbox><xmin>0</xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></object></annotation>"

    static func collect(_ folder: TemporaryFolder, _ settings: JSONObject, known: [String: String] = [:], from cursor: CollectCursor? = nil, batchSize: Int = 2) throws -> [CollectedImageBatch] {
        let declaration = SourceDeclaration(name: "photos", kind: "folder", known: known, settings: settings)
        let context = ImageContext(folder: folder.path, scratch: "\(folder.path)/scratch-\(UUID().uuidString)", probe: probe)
        try FileManager.default.createDirectory(atPath: context.scratch, withIntermediateDirectories: true)
        let collector = try #require(try SourceCatalog.imageCollector(for: declaration, questions: [cells], in: context))
        var batches: [CollectedImageBatch] = []
        try collector.collect(from: cursor, batchSize: batchSize) { batches.append($0) }
        return batches
    }

    @Test("a folder of pictures: sorted, first folder as a label, other files told, batches that can be taken up again")
    func plain() throws {
        let folder = TemporaryFolder()
        for name in ["pics/cat/2.jpg", "pics/cat/1.PNG", "pics/dog/1.jpg", "pics/readme.txt"] { _ = folder.write("x", name) }
        let batches = try Self.collect(folder, ["path": "pics"], known: ["animal": "folder"])
        let images = batches.flatMap(\.images)
        #expect(images.map(\.key) == ["cat/1.PNG", "cat/2.jpg", "dog/1.jpg"])
        #expect(images.map { $0.answers["animal"] } == [.choice("cat"), .choice("cat"), .choice("dog")])
        #expect(images.allSatisfy { FileManager.default.fileExists(atPath: $0.path ?? "") && $0.size == PixelSize(width: 100, height: 50) && $0.metadata.isEmpty })
        #expect(batches.flatMap(\.findings).map(\.code) == ["images.files-left-out"])
        #expect(try Self.collect(folder, ["path": "pics"], from: batches[0].cursor).flatMap(\.images).map(\.key) == ["dog/1.jpg"])
    }

    @Test("VOC is found out, and its boxes are answers of origin import under the project's question")
    func voc() throws {
        let folder = TemporaryFolder()
        _ = folder.write(Self.xml, "set/Annotations/a.xml")
        _ = folder.write("x", "set/JPEGImages/a.jpg")
        let image = try #require(try Self.collect(folder, ["path": "set"]).flatMap(\.images).first)
        #expect(image.answers == ["cells": .parts([Part(id: "o1", labels: ["RBC"], shape: .box([0, 1, 9, 9]), origin: .imported)])])
        #expect(image.path == "\(folder.path)/set/JPEGImages/a.jpg")
    }

    @Test("what a format says of a picture can be a known answer, by its path; it is nowhere else")
    func knownByPath() throws {
        let folder = TemporaryFolder()
        let image = #"{"id":1,"file_name":"a.jpg","width":9,"height":9,"focus":"soft","lamp":"low"}"#
        _ = folder.write(#"{"images":[\#(image)],"annotations":[],"categories":[]}"#, "set/boxes.json")
        _ = folder.write("x", "set/a.jpg")
        let known = try #require(try Self.collect(folder, ["path": "set"], known: ["focus": "coco.image.focus"]).flatMap(\.images).first)
        #expect(known.answers["focus"] == .choice("soft"))
        #expect(known.metadata == ["coco": ["image": ["lamp": "low"]]])
    }

    @Test("two formats in one folder are a question, not a guess")
    func ambiguous() throws {
        let folder = TemporaryFolder()
        _ = folder.write(Self.xml, "set/Annotations/a.xml")
        _ = folder.write("x", "set/JPEGImages/a.jpg")
        _ = folder.write("{\"images\":[],\"annotations\":[]}", "set/coco.json")
        #expect(throws: CollectError.self) { try Self.collect(folder, ["path": "set"]) }
        #expect(try Self.collect(folder, ["path": "set", "format": "voc"]).flatMap(\.images).count == 1)
    }

    @Test("settings that cannot be used are told", arguments: [[:], ["path": "x", "format": "jpeg"], ["path": "x", "voc-base": 2]] as [JSONObject])
    func settings(_ settings: JSONObject) { #expect(throws: CollectError.self) { try Self.collect(TemporaryFolder(), settings) } }

    @Test("a tar of pictures is unpacked; a link in it is a finding")
    func archive() throws {
        let folder = TemporaryFolder()
        _ = folder.write("x", "in/cat/1.jpg")
        symlink("/etc/passwd", "\(folder.path)/in/cat/2.jpg")
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/bin/tar")
        tar.arguments = ["-czf", "\(folder.path)/pics.tgz", "-C", "\(folder.path)/in", "."]
        try tar.run()
        tar.waitUntilExit()
        let batches = try Self.collect(folder, ["path": "pics.tgz"])
        #expect(batches.flatMap(\.images).map(\.key) == ["cat/1.jpg"])
        #expect(batches.flatMap(\.findings).map(\.code) == ["archive.entry.link"])
    }
}
