import Testing

@testable import Kernels

func isNear(_ left: Double, _ right: Double, _ tolerance: Double = 1e-9) -> Bool { abs(left - right) <= tolerance * max(1, abs(right)) }

@Suite("Boxes")
struct BoxTests {
    @Test("overlap of two boxes", arguments: [
        (Box(0, 0, 10, 10), Box(0, 0, 10, 10), 1.0),
        (Box(0, 0, 10, 10), Box(5, 0, 15, 10), 1.0 / 3),
        (Box(0, 0, 10, 10), Box(10, 0, 20, 10), 0),  // touch only
        (Box(0, 0, 10, 10), Box(2, 2, 4, 4), 0.04),
        (Box(0, 0, 0, 10), Box(0, 0, 10, 10), 0),  // without area
    ] as [(Box, Box, Double)])
    func iou(first: Box, second: Box, expected: Double) {
        #expect(isNear(first.iou(with: second), expected) && isNear(second.iou(with: first), expected))
        #expect(isNear(Overlap.dice(ofIoU: first.iou(with: second)), 2 * expected / (1 + expected)))
    }

    @Test("a sweep finds the pairs that trying all finds", arguments: 1...10 as ClosedRange<UInt64>)
    func pairs(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        func boxes(_ count: Int) -> [Box] {
            (0..<count).map { _ in
                let (x, y) = (Double(random.below(40)), Double(random.below(40)))
                return Box(x, y, x + Double(random.below(12)), y + Double(random.below(12)))
            }
        }
        let (first, second) = (boxes(50), boxes(40))
        let all = first.indices.flatMap { a in
            second.indices.filter { first[a].sharedArea(with: second[$0]) > 0 }.map { BoxPairs.Pair(Int32(a), Int32($0)) }
        }
        #expect(BoxPairs.overlapping(first, second) == all)
    }
}

/// Areas named "shapely" are those of shapely 2.2 (GEOS).
@Suite("Regions")
struct RegionTests {
    static let dented = Region([.init(outer: [0, 0, 10, 1, 9, 9, 5, 4, 1, 8], holes: [[3, 2, 5, 2, 4, 3.5]])])
    static let holed = Region([.init(outer: [4, -1, 12, 3, 6, 7, 2, 5], holes: [[6, 2, 8, 3, 7, 4]])])
    static let twoSquares = Region([.init(outer: Box(0, 0, 4, 4).ring), .init(outer: Box(2, 2, 6, 6).ring)])
    static let comb = Region(ring: [0, 0, 10, 0, 10, 10, 8, 10, 8, 2, 6, 2, 6, 10, 4, 10, 4, 2, 2, 2, 2, 10, 0, 10])

    @Test("areas with dents and holes, as shapely")
    func areas() {
        #expect(isNear(Self.dented.area, 52.5) && isNear(Self.holed.area, 40.5))
        #expect(isNear(Self.dented.sharedArea(with: Self.holed), 28.194539029433017))
        #expect(isNear(Self.dented.iou(with: Self.holed), 28.194539029433017 / 64.80546097056698))
    }

    @Test("pieces that overlap count once, as shapely's union")
    func pieces() {
        #expect(isNear(Self.twoSquares.area, 28) && isNear(Self.twoSquares.sharedArea(with: Self.dented), 21.325))
    }

    @Test("a ring that crosses itself covers by the even-odd rule and says so")
    func bowTie() {
        let tie = Region(ring: [0, 0, 4, 4, 4, 0, 0, 4])
        #expect(isNear(tie.area, 8) && tie.crossesItself && !Self.comb.crossesItself && !Self.dented.crossesItself)
        #expect(isNear(tie.sharedArea(with: Region(ring: Box(0, 0, 2, 4).ring)), 4))
    }

    @Test("turning sense, first corner and repeated corners do not matter")
    func orientation() {
        let reversed = Region(ring: stride(from: 22, through: 0, by: -2).flatMap { [Self.comb.pieces[0].outer[$0], Self.comb.pieces[0].outer[$0 + 1]] })
        #expect(isNear(Self.comb.area, reversed.area) && isNear(Self.comb.iou(with: reversed), 1))
    }

    @Test("shared borders, equal regions and touching corners are no trouble")
    func degenerate() {
        #expect(isNear(Self.dented.iou(with: Self.dented), 1))
        #expect(Region(ring: Box(0, 0, 4, 4).ring).sharedArea(with: Region(ring: Box(4, 0, 8, 4).ring)) == 0)
        #expect(Region([]).iou(with: Self.comb) == 0 && Region(ring: [0, 0, 1, 1]).area == 0)
    }

    @Test("rotated boxes, as shapely; as regions they overlap the same")
    func rotated() {
        let (first, second) = (RotatedBox(x: 10, y: 10, width: 8, height: 4, degrees: 30), RotatedBox(x: 11, y: 9, width: 6, height: 5, degrees: -20))
        #expect(isNear(first.sharedArea(with: second), 18.827344286891858) && isNear(first.iou(with: second), 0.43609418915537024))
        #expect(isNear(Region(ring: first.ring).sharedArea(with: Region(ring: second.ring)), 18.827344286891858))
        #expect(isNear(first.iou(with: RotatedBox(x: 10, y: 10, width: 4, height: 8, degrees: 120)), 1))
        #expect(isNear(ConvexRing.area(first.ellipseRing()), .pi * 8))
    }

    @Test("the exact area is that of a fine raster", arguments: 1...20 as ClosedRange<UInt64>)
    func againstRaster(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        func ring(_ corners: Int) -> [Double] { (0..<2 * corners).map { _ in random.uniform() * 200 } }
        // Rings with random corners cross themselves all over.
        let first = Region([.init(outer: ring(7), holes: [ring(4)]), .init(outer: ring(3))])
        let second = Region([.init(outer: ring(6), holes: [ring(3), ring(5)])])
        let (a, b) = (first.mask(x: 0, y: 0, width: 200, height: 200), second.mask(x: 0, y: 0, width: 200, height: 200))
        #expect(abs(first.area - Double(a.area)) < 250 && abs(second.area - Double(b.area)) < 250)
        #expect(abs(first.sharedArea(with: second) - Double(a.sharedArea(with: b))) < 250)
    }

    @Test("a pixel belongs when its centre is inside", arguments: 1...10 as ClosedRange<UInt64>)
    func centres(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let region = Region([
            .init(outer: (0..<12).map { _ in random.uniform() * 30 }, holes: [(0..<8).map { _ in random.uniform() * 30 }]),
            .init(outer: (0..<6).map { _ in random.uniform() * 30 }),
        ])
        let rows = region.mask(x: -2, y: 3, width: 30, height: 25).rows
        for row in 0..<25 {
            for column in 0..<30 {
                #expect((rows[row * 30 + column] == 1) == region.holds(Double(column - 2) + 0.5, Double(row + 3) + 0.5))
            }
        }
    }

    @Test("regions that share an edge share no pixel and leave none out")
    func tiling() {
        let left = Region(ring: [0, 0, 7.5, 0, 3.5, 10, 0, 10]), right = Region(ring: [7.5, 0, 12, 0, 12, 10, 3.5, 10])
        let (a, b) = (left.mask(x: 0, y: 0, width: 12, height: 10), right.mask(x: 0, y: 0, width: 12, height: 10))
        #expect(a.sharedArea(with: b) == 0 && a.area + b.area == 120)
    }
}

@Suite("Cutting regions and lines")
struct ClippingTests {
    @Test("a comb cut across its teeth is one polygon per tooth, as shapely")
    func comb() {
        let cut = RegionTests.comb.clipped(to: Box(-1, 5, 11, 20))
        #expect(cut.pieces.count == 3 && isNear(cut.area, 30))
        #expect(cut.pieces.map { ConvexRing.area($0.outer) } == [10, 10, 10])
    }

    @Test("a hole that reaches the border opens, one inside stays")
    func holes() {
        let plate = Region([.init(outer: Box(0, 0, 10, 10).ring, holes: [Box(4, 4, 6, 6).ring, Box(8, 1, 9, 2).ring])])
        let cut = plate.clipped(to: Box(0, 0, 10, 5))
        #expect(cut.pieces.count == 1 && cut.pieces[0].holes.count == 1 && isNear(cut.area, 50 - 2 - 1))
        let halves = plate.clipped(to: Box(4.5, 0, 5.5, 10))
        #expect(halves.pieces.count == 2 && isNear(halves.area, 8))
    }

    @Test("a star cut anywhere keeps its area", arguments: 1...20 as ClosedRange<UInt64>)
    func stars(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        func star(_ from: Double, _ to: Double) -> [Double] {
            (0..<12).flatMap { place -> [Double] in
                let radius = from + (to - from) * random.uniform()
                let (sine, cosine) = Angle.sineCosine(Double(place) * 30 + 7)
                return [50 + radius * cosine, 50 + radius * sine]
            }
        }
        let region = Region([.init(outer: star(25, 50), holes: [star(5, 20)])])
        let window = Box(random.uniform() * 50, random.uniform() * 50, 50 + random.uniform() * 50, 50 + random.uniform() * 50)
        let cut = region.clipped(to: window)
        #expect(isNear(cut.area, region.sharedArea(with: Region(ring: window.ring))))
        #expect(cut.pieces.allSatisfy { piece in piece.outer.indices.allSatisfy { $0 % 2 == 0 ? (window.x0 - 1e-9...window.x1 + 1e-9).contains(piece.outer[$0]) : (window.y0 - 1e-9...window.y1 + 1e-9).contains(piece.outer[$0]) } })
    }

    @Test("inside is untouched, outside is nothing, corners on the border do no harm")
    func simple() {
        #expect(RegionTests.comb.clipped(to: Box(0, 0, 10, 10)) == RegionTests.comb)
        #expect(RegionTests.comb.clipped(to: Box(20, 0, 30, 10)).pieces.isEmpty)
        #expect(isNear(RegionTests.comb.clipped(to: Box(0, 0, 10, 2)).area, 20))
        #expect(isNear(RegionTests.comb.clipped(to: Box(0, 2, 10, 10)).area, 48))
        #expect(isNear(Region(ring: [0, 5, 5, 0, 10, 5, 5, 10]).clipped(to: Box(5, 0, 10, 10)).area, 25))
    }

    @Test("lines fall into the stretches inside", arguments: [
        ([-5.0, 5, 15, 5], [[0.0, 5, 10, 5]]),
        ([1, 1, 9, 1], [[1, 1, 9, 1]]),
        ([2, 5, 15, 5, 15, 8, 2, 8], [[2, 5, 10, 5], [10, 8, 2, 8]]),
        ([-5, -5, -1, 20], []),
        ([-5, 5, 5, -5], []),  // meets a corner only
        ([1, 1, 5, 5, 9, 1], [[1, 1, 5, 5, 9, 1]]),
    ] as [([Double], [[Double]])])
    func lines(line: [Double], expected: [[Double]]) {
        #expect(Polyline.pieces(of: line, in: Box(0, 0, 10, 10)) == expected)
    }
}
