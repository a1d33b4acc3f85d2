import Foundation
import Records
import Testing
@testable import Formats

@Suite("KITTI")
struct KITTITests {
    private func read(_ name: String, _ text: String, at path: String) throws -> (items: [LabelledItem], findings: [Finding]) {
        let folder = TemporaryFolder()
        _ = folder.write(text, path)
        let make = try #require(FormatCatalog.dataset(named: name)?.makeReader)
        let reader = try make(DatasetInput(folder.path), DatasetReadOptions(needsFiles: false))
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings())
    }

    private func parts(_ item: LabelledItem?, _ question: String) -> [Part] {
        if case .parts(let parts)? = item?.answers[question] { parts } else { [] }
    }

    private let car = "Car 0.00 1 -1.60 40.00 30.00 80.00 60.00 1.50 1.80 4.20 2.00 1.60 20.00 -1.50"

    @Test("a row is a box on the picture and a cuboid in the camera's frame")
    func both() throws {
        let read = try read("kitti", car + "\nDontCare -1 -1 -10 1 2 3 4 -1 -1 -1 -1000 -1000 -1000 -10\n", at: "training/label_2/000001.txt")
        #expect(read.findings.isEmpty, "\(read.findings)")
        let item = try #require(read.items.first)
        #expect(item.key == "000001" && item.split == "train")
        #expect(parts(item, "boxes").map(\.shape) == [.box([40, 30, 80, 60]), .box([1, 2, 3, 4])])
        #expect(parts(item, "boxes").map(\.labels) == [["Car"], ["DontCare"]])
        guard case .cuboid3D(let centre, let size, let quaternion)? = parts(item, "cuboids-3d").first?.shape else { Issue.record("no cuboid"); return }
        #expect(size == [4.2, 1.5, 1.8])
        #expect((centre[0] - 2).magnitude < 1e-12 && (centre[1] - 0.85).magnitude < 1e-12 && centre[2] == 20)
        #expect((quaternion[0] - cos(-0.75)).magnitude < 1e-12 && (quaternion[2] - sin(-0.75)).magnitude < 1e-12 && quaternion[1] == 0 && quaternion[3] == 0)
        #expect(item.metadata["kitti"]?["parts"] == ["r1": ["truncated": .double(0), "occluded": .double(1), "alpha": -1.6]])
    }

    @Test("what is written is what was read, and without cuboids too")
    func again() throws {
        let item = try #require(try read("kitti", car + "\nVan -1 -1 -10 1 2 3 4 -1 -1 -1 -1000 -1000 -1000 -10 0.75\n", at: "label_2/a.txt").items.first)
        let outer = TemporaryFolder()
        let folder = try DatasetFolder("\(outer.path)/out")
        let writer = KITTIWriter(folder, layout: DatasetLayout(questions: []))
        try writer.write(item)
        try writer.finish()
        try folder.finish()
        let rows = outer.text("out/label_2/a.txt").split(separator: "\n").map { $0.split(separator: " ") }
        #expect(rows[1].joined(separator: " ") == "Van -1 -1 -10 1 2 3 4 -1 -1 -1 -1000 -1000 -1000 -10 0.75")
        for (ours, theirs) in zip(rows[0].dropFirst(), car.split(separator: " ").dropFirst()) { #expect(((Double(ours) ?? .nan) - (Double(theirs) ?? 0)).magnitude < 1e-12) }
    }

    @Test("a bad row is a finding with its place", arguments: [
        ("Car 0 0 0 1 2 3 4", "kitti.row.columns"), ("Car 0 0 x 1 2 3 4 1 1 1 1 1 1 1", "kitti.row.not-a-number"), ("Car 0 0 0 9 2 3 4 -1 -1 -1 -1000 -1000 -1000 -10", "kitti.row.no-area"),
    ])
    func bad(_ row: String, _ code: String) throws {
        let read = try read("kitti", car + "\n" + row, at: "label_2/a.txt")
        #expect(read.findings.map(\.code) == [code])
        #expect(read.findings.first?.place == Place(file: "label_2/a.txt", line: 2, record: "a"))
    }

    @Test("tracking: a track per number, outside where it has no row")
    func tracking() throws {
        let rest = "0 0 -10 1 2 11 12 -1 -1 -1 -1000 -1000 -1000 -10"
        let read = try read("kitti-tracking", "0 2 Car \(rest)\n1 2 Car \(rest)\n4 2 Car \(rest)\n0 -1 DontCare \(rest)\n1 2 Car \(rest)\n", at: "training/label_02/0003.txt")
        #expect(read.findings.map(\.code) == ["kitti.row.twice"])
        let box = Shape.box([1, 2, 11, 12])
        let frames = [(0, false), (1, false), (2, true), (4, false), (5, true)].map { TrackFrame(frame: $0.0, shape: box, isOutside: $0.1) }
        #expect(parts(read.items.first, "tracks").map(\.shape) == [.track(frames), .track([TrackFrame(frame: 0, shape: box), TrackFrame(frame: 1, shape: box, isOutside: true)])])
        #expect(parts(read.items.first, "tracks").map(\.id) == ["t2", "d4"])
    }
}
