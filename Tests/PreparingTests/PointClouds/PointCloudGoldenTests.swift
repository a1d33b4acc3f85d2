import Foundation
import Media
import Testing

@testable import Preparing

/// Numbers of `tools/golden/point_clouds.py`: scipy's k-d tree under PCL's definitions, numpy's counts.
@Suite("Point clouds against references")
struct PointCloudGoldenTests {
    struct Case: Sendable, Decodable, CustomTestStringConvertible {
        var testDescription: String { name }
        var name: String
        var voxel: Double
        var points: Int
        var notANumber: Int
        var infinite: Int
        var zeros: Int
        var valid: Int
        var low: [Double]
        var high: [Double]
        var copies: Double
        var cubes: Double
        var perCube: [Double]
        var squares: Double
        var perSquare: [Double]
        var neighbours: Int?
        var mean: Double?
        var deviation: Double?
        var threshold: Double?
        var outliers: Int?
        var radius: Double?
        var lonely: Int?
        var farthest: [Int]?
        var coordinates: [Double]?
    }

    static let golden: [Case] = {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("golden-point-clouds.json")
        guard let bytes = try? Data(contentsOf: path) else { return [] }
        return (try? JSONDecoder().decode([Case].self, from: bytes)) ?? []
    }()

    @Test("the golden file is there") func isThere() { #expect(Self.golden.count == 11) }

    private func bytes(_ one: Case) -> (bytes: [UInt8], name: String)? {
        if let values = one.coordinates {
            return (DrawnClouds.pcd(stride(from: 0, to: values.count, by: 3).map { .init(x: values[$0], y: values[$0 + 1], z: values[$0 + 2]) }), "drawn.pcd")
        }
        let path = SharedFolder.url.appendingPathComponent("data/pointclouds/\(one.name)").path
        guard let data = FileManager.default.contents(atPath: path) else {
            print("SKIPPED (no ../shared): \(one.name)")
            return nil
        }
        return ([UInt8](data), one.name)
    }

    @Test("counts, bounds, copies and densities are numpy's", arguments: golden)
    func counts(one: Case) throws {
        guard let file = bytes(one) else { return }
        var settings = PointCloudCheckSettings()
        settings.voxel = one.voxel
        settings.sample = 100
        let found = try DrawnClouds.measured(file.bytes, named: file.name, settings)
        let ours = [found.points, found.notANumber, found.infinite, found.zeros, found.valid], theirs = [one.points, one.notANumber, one.infinite, one.zeros, one.valid]
        #expect(ours == theirs)
        #expect(found.low == one.low && found.high == one.high)
        #expect(abs(found.copies.share - one.copies) < 1e-12 && !found.copies.isSampled)
        let density = try #require(found.density)
        #expect(density.cubes == one.cubes && density.squares == one.squares && !density.isSampled)
        for (ours, theirs) in zip(density.perCube + density.perSquare, one.perCube + one.perSquare) { #expect(abs(ours - theirs) <= 1e-9 * theirs) }
    }

    @Test("outliers are PCL's, by mean distance and by radius", arguments: golden.filter { $0.outliers != nil })
    func outliers(one: Case) throws {
        guard let file = bytes(one) else { return }
        var settings = PointCloudCheckSettings()
        settings.radius = one.radius
        let found = try #require(try DrawnClouds.measured(file.bytes, named: file.name, settings).outliers)
        #expect(found.looked == one.valid && found.neighbours == one.neighbours && !found.isSampled)
        for (ours, theirs) in [(found.mean, one.mean), (found.deviation, one.deviation), (found.threshold, one.threshold)] {
            let theirs = try #require(theirs)
            #expect(abs(ours - theirs) <= 1e-9 * theirs)
        }
        #expect(found.count == one.outliers)
        #expect(found.lonely == one.lonely)
        #expect(found.farthest == one.farthest)
    }
}
