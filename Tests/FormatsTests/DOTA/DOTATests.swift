import Records
import Testing
@testable import Formats

@Suite("DOTA")
struct DOTATests {
    private func read(_ text: String, options: DatasetReadOptions = DatasetReadOptions(needsFiles: false)) throws -> (items: [LabelledItem], findings: [Finding]) {
        let folder = TemporaryFolder()
        _ = folder.write(text, "train/labelTxt/P0001.txt")
        let reader = try DOTAReader(try DatasetInput(folder.path), options)
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings())
    }

    @Test("corners become rotated boxes", arguments: [
        ("40 30 80 30 80 60 40 60 mug 0", [60.0, 45, 40, 30, 0]),
        ("80.0\t30 80 60 40 60 40 30 mug 1", [60, 45, 30, 40, 90]),
        ("0 0 10 10 5 15 -5 5 small-vehicle 0", [2.5, 7.5, 14.142135624, 7.071067812, 45]),
        ("0 0 10 0 10 10 0 11 plane 0", [5, 5.5, 10, 11, 0]),
    ])
    func boxes(_ row: String, _ box: [Double]) throws {
        let read = try read(row)
        #expect(read.findings.isEmpty)
        guard case .parts(let parts)? = read.items[0].answers["rotated-boxes"] else { Issue.record("no boxes"); return }
        #expect(parts.map(\.shape) == [Shape.rotated(box)])
        #expect(read.items[0].split == "train" && read.items[0].key == "P0001")
    }

    @Test("what is no rectangle, difficulties and the lines in front come back byte for byte")
    func kept() throws {
        let text = "imagesource:GoogleEarth\ngsd:0.146343590398\n2753 2408 2861 2385 2888 2468 2805 2502 plane 0\n40 30 80 30 80 60 40 60 storage-tank 1\n"
        let item = try #require(try read(text).items.first)
        #expect(item.metadata["dota"]?["parts"]?["r3"]?["corners"] != nil && item.metadata["dota"]?["parts"]?["r4"] == ["difficulty": "1"])
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let writer = DOTAWriter(folder, layout: DatasetLayout(questions: []))
        #expect(try writer.write(item) == ["image": "train/images/P0001.png"])
        try writer.finish()
        try folder.finish()
        #expect(outer.text("out/train/labelTxt/P0001.txt") == text)
    }

    @Test("rows of shares, and rows beside a data.yaml, are YOLO's", arguments: [
        ("labels/test/small.txt", "0 0.09 0.19 0.9 0.19 0.9 0.95 0.09 0.95\n", false), ("labels/test/small.txt", "15 0.09 0.19 0.9 0.19 0.9 0.95 0.09 1\n", false),
        ("a.txt", "40 30 80 30 80 60 40 60 mug 0\n", true), ("a.txt", "0 0 1 0 1 1 0 1 7 0\n", true), ("data/labelTxt/a.txt", "40 30 80 30 80 60 40 60 mug 0\n", true),
    ])
    func shares(_ path: String, _ row: String, _ isOurs: Bool) throws {
        let folder = TemporaryFolder()
        _ = folder.write(row, path)
        #expect((DOTA.recognise(try DatasetInput(folder.path)) != nil) == isOurs)
        _ = folder.write("names: [mug]\n", "data.yaml")
        #expect((DOTA.recognise(try DatasetInput(folder.path)) != nil) == path.contains("labelTxt"))
    }

    @Test("a label_names.json that is cut or empty is told", arguments: ["", "{\"tea_cup\":\"tea", "[]", "{\"tea_cup\":7}"], ["dota", "kitti", "kitti-tracking"])
    func labelNames(_ text: String, _ format: String) throws {
        let folder = TemporaryFolder()
        _ = folder.write(text, "label_names.json")
        _ = folder.write("40 30 80 30 80 60 40 60 tea_cup 0\n", "labelTxt/a.txt")
        let rest = "0 0 -10 1 2 11 12 -1 -1 -1 -1000 -1000 -1000 -10\n"
        _ = folder.write("tea_cup \(rest)", "label_2/a.txt")
        _ = folder.write("0 1 tea_cup \(rest)", "label_02/a.txt")
        let make = try #require(FormatCatalog.dataset(named: format)?.makeReader)
        let reader = try make(DatasetInput(folder.path), DatasetReadOptions(needsFiles: false))
        while try reader.next() != nil {}
        let findings = reader.takeFindings().filter { $0.code == "\(format).label-names" }
        #expect(findings.count == 1 && findings.first?.place?.file == "label_names.json" && findings.first?.severity == .error, "\(findings)")
    }

    @Test("a bad row is a finding with its place and stays in the metadata", arguments: [
        ("1 2 3 4 5 6 7 8", "dota.row.columns"), ("1 2 3 x 5 6 7 8 a 0", "dota.row.not-a-number"), ("1 2 1 2 1 2 1 2 a 0", "dota.box.no-area"), ("0 0 1 nan 1 1 0 1 a 0", "dota.row.not-a-number"),
        ("0 0 1e300 0 1 1 0 1 a 0", "dota.box.no-area"),
    ])
    func bad(_ row: String, _ code: String) throws {
        let read = try read("40 30 80 30 80 60 40 60 mug 0\n\n\(row)\n")
        #expect(read.findings.map(\.code) == [code])
        #expect(read.findings[0].place == Place(file: "train/labelTxt/P0001.txt", line: 3, record: "P0001"))
        #expect(read.items[0].metadata["dota"]?["left_out"] == [.string(row)])
    }
}
