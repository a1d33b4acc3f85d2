import Testing

@testable import Kernels

@Suite("Masks as runs")
struct RunMaskTests {
    static func random(_ seed: UInt64, width: Int = 13, height: Int = 9, share: Double = 0.4) -> RunMask {
        var random = SeededRandom(seed: seed)
        let (x, y) = (random.below(8), random.below(8))
        return RunMask(x: x, y: y, width: width, height: height, rows: (0..<width * height).map { _ in random.uniform() < share ? 1 : 0 })
    }

    /// Pixels of the picture, the slow way.
    static func pixels(_ mask: RunMask) -> Set<[Int]> {
        var set = Set<[Int]>()
        var place = 0
        for (number, run) in mask.runs.enumerated() {
            for pixel in place..<place + run where number % 2 == 1 { set.insert([mask.x + pixel / mask.height, mask.y + pixel % mask.height]) }
            place += run
        }
        return set
    }

    @Test("columns first, background first")
    func drawn() {
        // . # #
        // # # .
        let mask = RunMask(width: 3, height: 2, rows: [0, 1, 1, 1, 1, 0])
        #expect(mask.runs == [1, 4, 1] && mask.area == 4 && mask.rows == [0, 1, 1, 1, 1, 0])
        #expect(mask.spans == [.init(column: 0, top: 1, bottom: 2), .init(column: 1, top: 0, bottom: 2), .init(column: 2, top: 0, bottom: 1)])
    }

    @Test("runs that do not fill the window are refused", arguments: [[5], [7], [-1, 7], [Int.max, Int.max], []])
    func refused(runs: [Int]) {
        #expect(RunMask(width: 3, height: 2, runs: runs) == nil)
    }

    @Test("packing and unpacking is the identity", arguments: 1...10 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) {
        let mask = Self.random(seed)
        #expect(RunMask(x: mask.x, y: mask.y, width: 13, height: 9, rows: mask.rows) == mask)
        #expect(RunMask(x: mask.x, y: mask.y, width: 13, height: 9, spans: mask.spans) == mask)
        #expect(RunMask(x: mask.x, y: mask.y, width: 13, height: 9, runs: mask.runs) == mask)
        #expect(Self.pixels(mask.trimmed) == Self.pixels(mask))
    }

    @Test("area and overlap are those of the sets of pixels, wherever the windows stand", arguments: 1...20 as ClosedRange<UInt64>)
    func overlap(seed: UInt64) {
        let (a, b) = (Self.random(seed), Self.random(seed + 100, width: 7, height: 15, share: 0.7))
        let (left, right) = (Self.pixels(a), Self.pixels(b))
        #expect(a.area == left.count && a.sharedArea(with: b) == left.intersection(right).count && b.sharedArea(with: a) == a.sharedArea(with: b))
        #expect(isNear(a.iou(with: b), Double(left.intersection(right).count) / Double(left.union(right).count)))
        #expect(a.iou(with: a) == 1)
    }

    @Test("a vote takes the pixels that enough have", arguments: 1...10 as ClosedRange<UInt64>)
    func voted(seed: UInt64) throws {
        let masks = [Self.random(seed), Self.random(seed + 50), Self.random(seed + 90, width: 6, height: 14)]
        let counts = masks.flatMap { Self.pixels($0) }.reduce(into: [[Int]: Int]()) { $0[$1, default: 0] += 1 }
        let majority = try #require(RunMask.voted(masks, weights: [1, 1, 1], least: 1.5))
        #expect(Self.pixels(majority) == Set(counts.filter { $0.value >= 2 }.keys))
        let two = try #require(RunMask.voted(Array(masks[0..<2]), weights: [1, 1], least: 1))
        #expect(Self.pixels(two) == Self.pixels(masks[0]).union(Self.pixels(masks[1])))
    }

    @Test("nothing has no area, no bounds and no overlap")
    func empty() {
        let none = RunMask(width: 4, height: 4, rows: Array(repeating: 0, count: 16))
        #expect(none.area == 0 && none.bounds == nil && none.iou(with: none) == 0 && none.trimmed.width == 0)
        #expect(RunMask.voted([none], weights: [1], least: 0.5) == nil)
    }
}

@Suite("Maps of the plane")
struct AffineTests {
    static let maps: [Affine] = [
        Affine(a: -1, b: 0, c: 0, d: 1, tx: 640, ty: 0), Affine(a: 0, b: -1, c: 1, d: 0, tx: 480, ty: 0), .scale(1.5, 1.5), .scale(2, 0.5),
        .rotation(degrees: 33, about: (320, 240), to: (300, 300)), Affine(a: 1, b: 0.4, c: 0.1, d: 0.9, tx: 3, ty: -8),
    ]

    @Test("there and back is nothing", arguments: maps)
    func inverse(map: Affine) throws {
        let points = [0.0, 0, 640, 480, 12.25, 99.1]
        let back = try #require(map.inverse)
        for (a, b) in zip(back.apply(map.apply(points)), points) { #expect(abs(a - b) < 1e-9) }
        for (a, b) in zip(map.then(back).apply(points), points) { #expect(abs(a - b) < 1e-9) }
    }

    @Test("clockwise on the screen: right goes down")
    func sense() {
        let map = Affine.rotation(degrees: 90, about: (0, 0), to: (0, 0))
        #expect(map.apply([1, 0, 0, 1]) == [0, 1, -1, 0])
    }

    @Test("areas scale by the determinant, whatever the map does to a rectangle or an ellipse", arguments: maps)
    func areas(map: Affine) {
        let box = RotatedBox(x: 100, y: 80, width: 40, height: 12, degrees: 25)
        #expect(isNear(box.mapped(by: map).area, box.area * map.determinant.magnitude, 1e-9))
        let ellipse = box.ellipseMapped(by: map)
        #expect(isNear(ellipse.area, box.area * map.determinant.magnitude, 1e-9))
        let moved = Region(ring: map.apply(box.ellipseRing()))
        #expect(Region(ring: ellipse.ellipseRing()).iou(with: moved) > 0.999)
    }

    @Test("where a map keeps angles, a rectangle's corners go where the map takes them", arguments: [0, 1, 2, 4])
    func corners(number: Int) {
        let (map, box) = (Self.maps[number], RotatedBox(x: 100, y: 80, width: 40, height: 12, degrees: 25))
        #expect(isNear(Region(ring: box.mapped(by: map).ring).iou(with: Region(ring: map.apply(box.ring))), 1))
    }
}
