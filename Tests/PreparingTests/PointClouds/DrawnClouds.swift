import Foundation
import Kernels
import Media
import Records

@testable import Preparing

/// Clouds written by hand: KITTI's floats, or text of a PCD.
enum DrawnClouds {
    struct Point {
        var x: Double
        var y: Double
        var z: Double
    }

    /// Full precision: numbers come back as they were.
    static func pcd(_ points: [Point], extra: (name: String, values: [Double])? = nil) -> [UInt8] {
        let more = extra.map { " \($0.name)" } ?? "", one = extra == nil ? "" : " 1", eight = extra == nil ? "" : " 8", f = extra == nil ? "" : " F"
        var text = "VERSION 0.7\nFIELDS x y z\(more)\nSIZE 8 8 8\(eight)\nTYPE F F F\(f)\nCOUNT 1 1 1\(one)\nWIDTH \(points.count)\nHEIGHT 1\nPOINTS \(points.count)\nDATA ascii\n"
        for (place, point) in points.enumerated() {
            text += "\(point.x) \(point.y) \(point.z)" + (extra.map { " \($0.values[place])" } ?? "") + "\n"
        }
        return Array(text.utf8)
    }

    static func floats(_ points: [Point], intensity: (Int) -> Float = { Float($0 % 7) }) -> [UInt8] {
        points.indices.flatMap { place in
            [Float(points[place].x), Float(points[place].y), Float(points[place].z), intensity(place)].flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) }
        }
    }

    /// A street: ground, two walls, a few cars.
    static func street(_ count: Int, seed: UInt64) -> [Point] {
        var random = SeededRandom(seed: seed)
        let cars = (0..<6).map { _ in (random.uniform() * 60 - 30, random.uniform() * 10 - 5) }
        let wall = 8 + random.uniform() * 4, height = 4 + random.uniform() * 8
        return (0..<count).map { _ in
            let along = random.uniform() * 80 - 40
            switch random.below(10) {
            case 0..<5: return Point(x: along, y: (random.uniform() * 2 - 1) * wall, z: 0.02 * random.uniform() - 1.7)
            case 5..<7: return Point(x: along, y: random.below(2) == 0 ? wall : -wall, z: random.uniform() * height - 1.7)
            default:
                let car = cars[random.below(6)]
                return Point(x: car.0 + random.uniform() * 4, y: car.1 + random.uniform() * 1.8, z: random.uniform() * 1.5 - 1.6)
            }
        }
    }

    /// Houses of any size anywhere on a slope, seen from outside.
    static func town(_ count: Int, seed: UInt64) -> [Point] {
        var random = SeededRandom(seed: seed)
        func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * random.uniform() }
        let slope = (between(-0.1, 0.1), between(-0.1, 0.1), between(-3, 3))
        let houses = (0..<40).map { _ in (x: between(-40, 30), y: between(-40, 30), width: between(2, 12), depth: between(2, 12), height: between(2, 15)) }
        return (0..<count).map { _ in
            let x = between(-40, 40), y = between(-40, 40), ground = { (x: Double, y: Double) in slope.0 * x + slope.1 * y + slope.2 }
            if random.below(3) == 0 { return Point(x: x, y: y, z: ground(x, y)) }
            let house = houses[random.below(40)], along = random.uniform(), up = random.uniform() * house.height, foot = ground(house.x, house.y)
            switch random.below(4) {
            case 0: return Point(x: house.x + along * house.width, y: house.y, z: foot + up)
            case 1: return Point(x: house.x + along * house.width, y: house.y + house.depth, z: foot + up)
            case 2: return Point(x: house.x, y: house.y + along * house.depth, z: foot + up)
            default: return Point(x: house.x + house.width, y: house.y + along * house.depth, z: foot + up)
            }
        }
    }

    static func read(_ bytes: [UInt8], named name: String = "a.pcd", _ settings: PointCloudCheckSettings = PointCloudCheckSettings()) throws -> CheckedPointCloud.Reading {
        guard let format = PointCloudFormat.sniff(Array(bytes.prefix(4096)), named: name) else { return .unreadable(.unknownFormat, declared: nil, points: 0) }
        var place = 0
        return try PointCloudChecks.read(format: format, fileBytes: bytes.count, settings) { room in
            let count = min(room.count, bytes.count - place)
            room.copyBytes(from: bytes[place..<place + count])
            place += count
            return count
        }
    }

    static func measured(_ bytes: [UInt8], named name: String = "a.pcd", _ settings: PointCloudCheckSettings = PointCloudCheckSettings()) throws -> PointCloudMeasurements {
        switch try read(bytes, named: name, settings) {
        case .measured(let measurements): return measurements
        case .unreadable(let error, _, _): throw error
        }
    }
}
