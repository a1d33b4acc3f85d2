import Foundation
import Testing
import Records
@testable import Formats

@Suite("WebDataset")
struct WebDatasetTests {
    static func tar(_ entries: [(String, String)]) throws -> [UInt8] {
        let sink = ByteSink(memory: "t.tar")
        var writer = TarWriter(sink)
        for (name, text) in entries { try writer.add(name, Array(text.utf8)) }
        try writer.finish()
        try sink.finish()
        return sink.contents
    }

    static func read(_ files: [String: [UInt8]]) throws -> (items: [LabelledItem], findings: [Finding], reader: WebDatasetReader) {
        let folder = TemporaryFolder()
        for (name, bytes) in files { _ = folder.write(bytes, name) }
        let reader = try WebDatasetReader(DatasetInput(folder.path), options: DatasetReadOptions())
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings(), reader)
    }

    @Test("names are split at the first dot of the file's name", arguments: [("a/b.seg.png", "a/b", "seg.png"), ("a.b/c.JPG", "a.b/c", "jpg"), ("000001.cls", "000001", "cls")])
    func sampleNames(_ path: String, _ key: String, _ member: String) {
        #expect(SampleName(path)?.key == key && SampleName(path)?.member == member)
        #expect(SampleName("folder.x/none") == nil && SampleName(".hidden") == nil)
    }

    @Test("samples of others: JSON becomes fields, `.txt` the text, `.cls` a choice, other members files")
    func foreign() throws {
        let train = try Self.tar([("s/1.jpg", "JPG1"), ("s/1.json", "{\"w\":3}"), ("s/1.cls", "1\n"), ("s/1.seg.png", "PNG"), ("s/2.txt", "hello"), ("s/3.wav", "RIFF")])
        let read = try Self.read(["train-000000.tar": train, "classes.txt": Array("cat\ndog\n".utf8)])
        #expect(read.items.map(\.key) == ["s/1.jpg", "s/2", "s/3"] && read.items.map(\.split) == ["train", "train", "train"] && read.findings.isEmpty)
        #expect(read.items.map(\.media) == [.image, .text, .audio])
        #expect(read.items[0].fields == ["w": 3] && read.items[0].answers == ["class": .choice("dog")] && read.items[1].text == "hello")
        #expect(read.items[0].files.keys.sorted() == ["image", "seg.png"])
        let path = try #require(read.items[0].picturePath)
        #expect(FileManager.default.contents(atPath: "\(read.reader.filesFolder)/\(path)") == Data("JPG1".utf8))
        #expect(read.reader.questions.map(\.name) == ["class"] && read.reader.questions[0].labelNames == ["dog"])
    }

    @Test("`info.json` of ours settles what shards of items without files are", arguments: [("{\"format\":\"winnow-webdataset\",\"questions\":[]}\n", true), ("{\"format\":\"else\"}", false), ("", false)])
    func told(_ info: String, _ isSure: Bool) throws {
        let folder = TemporaryFolder()
        _ = folder.write(try Self.tar([("clip_mp4.json", "{\"width\":3}")]), "train-000000.tar")
        _ = folder.write(info, "info.json")
        #expect((WebDataset.recognise(try DatasetInput(folder.path))?.confidence ?? 0 > 0.9) == isSure)
    }

    @Test("one shard of items without files is known by what an item of ours has", arguments: [("{\"key\":\"clip.mp4\",\"answers\":{}}", true), ("{\"width\":3}", false)])
    func single(_ json: String, _ isSure: Bool) throws {
        let folder = TemporaryFolder()
        let path = folder.write(try Self.tar([("a.json", json), ("b.json", json)]), "train-000000.tar")
        #expect((WebDataset.recognise(try DatasetInput(path))?.confidence ?? 0 > 0.9) == isSure)
    }

    @Test("a bad sample is a finding, and the others are read")
    func bad() throws {
        let shard = try Self.tar([("1.json", "{"), ("2.json", "{\"key\":\"x\",\"answers\":{\"q\":{\"zz\":1}}}"), ("README", "?"), ("3.txt", "ok"), ("3.json", "{}")])
        let read = try Self.read(["000000.tar": shard, "000001.tar": Array(shard[..<700])])
        #expect(read.items.map(\.key) == ["3"] && read.items[0].split == nil)
        #expect(read.findings.map(\.code) == ["json.syntax", "dataset.bad-answer", "webdataset.no-sample", "archive.truncated"])
    }

    @Test("names of any length go into a tar and come back", arguments: [5, 99, 100, 101, 150, 250, 300])
    func longNames(_ length: Int) throws {
        let folder = TemporaryFolder()
        let name = String(repeating: "d", count: min(length / 2, 90)) + "/" + String(repeating: "n", count: length)
        let path = folder.write(try Self.tar([(String(name.prefix(250)), "x"), ("b.txt", "")]), "t.tar")
        let archive = try Archive.open(path)
        #expect(try archive.next() == ArchiveEntry(name: String(name.prefix(250)), bytes: 1))
        #expect(try archive.next() == ArchiveEntry(name: "b.txt", bytes: 0))
        #expect(try archive.next() == nil && archive.takeFindings().isEmpty)
    }
}
