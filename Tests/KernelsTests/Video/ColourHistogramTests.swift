import Testing
@testable import Kernels

@Suite("Colour histograms")
struct ColourHistogramTests {
    private func plain(_ colour: [UInt8], _ side: Int = 8) -> Raster {
        Raster(width: side, height: side, channels: colour.count, pixels: (0..<side * side).flatMap { _ in colour })
    }

    @Test("each colour falls into its bins", arguments: [
        ([255, 0, 0] as [UInt8], 0, 15, 15), ([0, 255, 0], 5, 15, 15), ([0, 0, 255], 10, 15, 15), ([255, 0, 1], 15, 15, 15), ([128, 128, 64], 2, 7, 8),
        ([200, 200, 200], nil, 0, 12), ([0, 0, 0], nil, 0, 0), ([31, 0, 0], nil, 0, 1), ([32, 0, 0], 0, 15, 2),
    ] as [([UInt8], Int?, Int, Int)])
    func bins(colour: [UInt8], hue: Int?, saturation: Int, value: Int) {
        let shares = ColourHistogram(plain(colour)).shares
        let full = shares.indices.filter { shares[$0] == 1 }
        #expect(full == (hue.map { [$0] } ?? []) + [16 + saturation, 32 + value])
    }

    @Test("a spread differs by nothing from itself, wholly from one without a common bin, and alike both ways")
    func difference() {
        let red = ColourHistogram(plain([255, 0, 0])), gray = ColourHistogram(plain([100, 100, 100])), blue = ColourHistogram(plain([0, 0, 120]))
        #expect(red.difference(from: red) == 0)
        #expect(abs(red.difference(from: blue) - 2.0 / 3) < 1e-6)
        #expect(red.difference(from: gray) == gray.difference(from: red))
        // Hue of red has no partner: half of what two hues would give.
        #expect(abs(red.difference(from: gray) - (0.5 + 1 + 1) / 3) < 1e-6)
        #expect(ColourHistogram(plain([7])).shares[32] == 1)
    }

    @Test("mean difference and share of dark pixels are those of the definition")
    func frames() {
        let a = Raster(width: 2, height: 1, channels: 1, pixels: [0, 255]), b = Raster(width: 2, height: 1, channels: 1, pixels: [51, 204])
        #expect(abs(a.meanDifference(from: b) - 0.2) < 1e-12)
        #expect(a.meanDifference(from: plain([1, 2, 3])) == 1)
        #expect(a.share(below: 1) == 0.5 && b.share(below: 51) == 0 && b.share(below: 255) == 1)
        let large = Raster(width: 300, height: 300, channels: 3, pixels: [UInt8](repeating: 255, count: 270_000))
        #expect(large.meanDifference(from: Raster(width: 300, height: 300, channels: 3, pixels: [UInt8](repeating: 0, count: 270_000))) == 1)
    }
}
