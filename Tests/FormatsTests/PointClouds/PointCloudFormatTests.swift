import Foundation
import Records
import Testing
@testable import Formats

@Suite("Point clouds as datasets")
struct PointCloudFormatTests {
    private static func little(_ values: [Float]) -> [UInt8] { values.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) } }
    private static func numbers(_ values: [UInt32]) -> [UInt8] { values.flatMap { withUnsafeBytes(of: $0.littleEndian, Array.init) } }

    private func read(_ folder: TemporaryFolder, _ name: String) throws -> (items: [LabelledItem], findings: [Finding]) {
        let format = try #require(FormatCatalog.dataset(named: name))
        let make = try #require(format.makeReader)
        let reader = try make(DatasetInput(folder.path), DatasetReadOptions())
        var items: [LabelledItem] = []
        while let item = try reader.next() { items.append(item) }
        return (items, reader.takeFindings())
    }

    private static let cloud = "VERSION .7\nFIELDS x y z label\nSIZE 4 4 4 4\nTYPE F F F U\nCOUNT 1 1 1 1\nWIDTH 4\nHEIGHT 1\nPOINTS 4\nDATA ascii\n0 1 2 3\nnan nan nan 3\n-4 5 6 3\n1 1 1 9\n"

    @Test("a PCD is an item with numbers, bounds and classes by point; a point without a place keeps its number")
    func pcd() throws {
        let folder = TemporaryFolder()
        _ = folder.write(Array(Self.cloud.utf8), "scans/a.pcd")
        let (items, findings) = try read(folder, "pcd")
        #expect(findings.isEmpty)
        let item = try #require(items.first)
        #expect(item.key == "scans/a.pcd" && item.media == .pointcloud && item.files["points"]?.path == "scans/a.pcd")
        #expect(item.answers == ["point-labels": .pointLabels([LabelRun(label: "3", count: 3), LabelRun(label: "9", count: 1)])])
        #expect(item.metadata["pcd"]?["points"]?.int == 4)
        #expect(item.metadata["pcd"]?["bounds"]?.array?.compactMap(\.double) == [-4, 1, 1, 1, 5, 6])
        #expect(item.metadata["pcd"]?["without_place"]?.int == 1)
    }

    @Test("a column `class` that is no whole number is no class")
    func noClass() throws {
        let folder = TemporaryFolder()
        _ = folder.write(Array("ply\nformat ascii 1.0\nelement vertex 2\nproperty float x\nproperty float y\nproperty float z\nproperty float class\nend_header\n0 0 0 1\n1 1 1 0.5\n".utf8), "a.ply")
        let (items, findings) = try read(folder, "ply")
        #expect(items.count == 1 && items[0].answers.isEmpty && findings.isEmpty)
    }

    @Test("SemanticKITTI's labels are the low 16 bits; instances are told, labels of another count left out")
    func labels() throws {
        let folder = TemporaryFolder()
        let points = Self.little([1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0])
        for name in ["000000", "000001", "000002"] { _ = folder.write(points, "sequences/00/velodyne/\(name).bin") }
        _ = folder.write(Self.numbers([10, 10 | 7 << 16, 40]), "sequences/00/labels/000000.label")
        _ = folder.write(Self.numbers([10, 10]), "sequences/00/labels/000001.label")
        let (items, findings) = try read(folder, "kitti-bin")
        #expect(items.map { $0.answers["point-labels"] } == [.pointLabels([LabelRun(label: "car", count: 2), LabelRun(label: "road", count: 1)]), nil, nil])
        #expect(findings.map(\.code) == ["points.instances-left-out", "points.labels.other-count"])
        #expect(FormatCatalog.candidates(for: try DatasetInput(folder.path)).first?.format.card.name == "kitti-bin")
    }

    @Test("a broken file is a finding with its place, and the others are read")
    func broken() throws {
        let folder = TemporaryFolder()
        _ = folder.write(Array(Self.cloud.utf8.dropLast(9)), "a.pcd")
        _ = folder.write(Array(Self.cloud.utf8), "b.pcd")
        let (items, findings) = try read(folder, "pcd")
        #expect(items.map(\.key) == ["b.pcd"])
        #expect(findings.map(\.code) == ["points.truncated"] && findings[0].place?.file == "a.pcd" && findings[0].hint != nil)
    }

    private static let files: [(path: String, bytes: [UInt8], name: String?)] = [
        ("a.pcd", Array(cloud.utf8), "pcd"), ("a.ply", Array("ply\nformat ascii 1.0\n".utf8), "ply"), ("a.las", Array("LASF".utf8), "las"),
        ("velodyne/1.bin", little([1, 2, 3, 4]), "kitti-bin"), ("n.pcd.bin", little([1, 2, 3, 4, 5]), "kitti-bin"),
        ("a.pcd", Array("hello".utf8), nil), ("weights.bin", little([1, 2, 3, 4]), nil),
    ]

    @Test("each is recognised by what it begins with, and bytes of another kind are not", arguments: files.indices)
    func recognition(index: Int) throws {
        let folder = TemporaryFolder()
        _ = folder.write(Self.files[index].bytes, Self.files[index].path)
        #expect(FormatCatalog.candidates(for: try DatasetInput(folder.path)).first?.format.card.name == Self.files[index].name)
    }
}
