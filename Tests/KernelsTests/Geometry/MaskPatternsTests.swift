import Testing

@testable import Kernels

@Suite("Pixels by who has them")
struct MaskPatternsTests {
    static func masks(_ seed: UInt64, count: Int) -> [RunMask] {
        (0..<count).map { RunMaskTests.random(seed * 100 + UInt64($0), width: 5 + $0 % 9, height: 4 + $0 % 11, share: 0.5) }
    }

    @Test("counts and pixels are those of counting pixel by pixel", arguments: 1...8 as ClosedRange<UInt64>, [1, 3, 70])
    func counted(seed: UInt64, count: Int) {
        let masks = Self.masks(seed, count: count)
        let patterns = MaskPatterns(masks)
        let pixels = masks.map { RunMaskTests.pixels($0) }
        var holders: [[Int]: Set<Int>] = [:]
        for (mask, set) in pixels.enumerated() { for pixel in set { holders[pixel, default: []].insert(mask) } }
        let byPattern = (0..<patterns.count).map { pattern in Set((0..<count).filter { patterns.has($0, in: pattern) }) }
        #expect(byPattern[0].isEmpty && Set(byPattern).count == patterns.count && patterns.covered == holders.count)
        for (pattern, holding) in byPattern.enumerated().dropFirst() {
            #expect(patterns.pixels[pattern] == holders.values.count { $0 == holding })
            let mask = patterns.mask(keeping: (0..<patterns.count).map { $0 == pattern })
            #expect(RunMaskTests.pixels(mask) == Set(holders.filter { $0.value == holding }.keys))
        }
        #expect(patterns.pixels.reduce(0, +) == patterns.window.area)
        let shared = patterns.sharedPixels
        for first in 0..<count { for second in 0..<count { #expect(shared[first * count + second] == pixels[first].intersection(pixels[second]).count) } }
        #expect(RunMaskTests.pixels(RunMask.union(masks)) == Set(holders.keys))
    }

    @Test("what lies beyond the window is cut off, what lies around the masks counts as nobody's")
    func window() {
        let mask = RunMask(x: 2, y: 3, width: 4, height: 4, rows: Array(repeating: 1, count: 16))
        let patterns = MaskPatterns([mask], window: MaskWindow(x: 0, y: 0, width: 4, height: 5))
        #expect(patterns.pixels == [16, 4])
        let kept = patterns.mask(keeping: [false, true])
        #expect(kept.width == 4 && kept.height == 5 && RunMaskTests.pixels(kept) == [[2, 3], [2, 4], [3, 3], [3, 4]])
        #expect(patterns.mask(keeping: [true, false]).area == 16)
    }

    @Test("no masks, and masks without a pixel")
    func empty() {
        #expect(MaskPatterns([]).pixels == [0] && MaskPatterns([]).window.area == 0)
        let none = RunMask(width: 3, height: 2, rows: Array(repeating: 0, count: 6))
        #expect(MaskPatterns([none, none]).pixels == [6] && RunMask.union([]).area == 0)
    }

    @Test("a picture of a hundred million pixels costs no more than its runs")
    func huge() throws {
        let mask = try #require(RunMask(width: 10_000, height: 10_000, runs: [30_000_000, 40_000_000, 30_000_000]))
        let other = try #require(RunMask(width: 10_000, height: 10_000, runs: [50_000_000, 40_000_000, 10_000_000]))
        let patterns = MaskPatterns([mask, other])
        #expect(patterns.pixels.sorted() == [20_000_000, 20_000_000, 20_000_000, 40_000_000])
        #expect(RunMask.voted([mask, other], weights: [1, 1], least: 2)?.area == 20_000_000)
    }
}

@Suite("Similarity of points")
struct KeypointSimilarityTests {
    @Test("by the formula: one standard deviation away is exp(-1/2)")
    func formula() throws {
        let similarity = try #require(KeypointSimilarity(sigmas: [0.05, 0.1]))
        // Spread of the first point: 2 * 0.05 * sqrt(400) = 2 pixels.
        #expect(isNear(similarity.ofPoint(0, dx: 2, dy: 0, area: 400), 0.6065306597126334))
        #expect(isNear(try #require(similarity.oks(reference: [0, 0, 9, 9], visibility: [2, 1], answer: [2, 0, 9, 9], area: 400)), (0.6065306597126334 + 1) / 2))
        #expect(similarity.oks(reference: [0, 0, 9, 9], visibility: [0, 1], answer: [50, 0, 9, 9], area: 400) == 1)
        #expect(similarity.oks(reference: [0, 0, 9, 9], visibility: [0, 0], answer: [0, 0, 9, 9], area: 400) == nil)
    }

    @Test("between equals, a point only one labelled counts nothing")
    func equals() throws {
        let similarity = try #require(KeypointSimilarity(sigma: 0.1, points: 2))
        #expect(similarity.agreement([1, 1, 2, 5, 5, 2], [1, 1, 1, 0, 0, 0], area: 100) == 0.5)
        #expect(similarity.agreement([1, 1, 0, 5, 5, 0], [1, 1, 0, 0, 0, 0], area: 100) == nil)
    }

    @Test("no area is the limit, not a division by nothing")
    func noArea() throws {
        let similarity = try #require(KeypointSimilarity(sigma: 0.1, points: 1))
        #expect(similarity.ofPoint(0, dx: 0, dy: 0, area: 0) == 1 && similarity.ofPoint(0, dx: 1e-9, dy: 0, area: 0) == 0)
    }

    @Test("sigmas are numbers above 0", arguments: [[], [0], [-1], [.nan], [.infinity]])
    func sigmas(values: [Double]) { #expect(KeypointSimilarity(sigmas: values) == nil) }
}
