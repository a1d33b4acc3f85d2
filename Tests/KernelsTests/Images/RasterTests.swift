import Kernels
import Testing

/// A picture whose pixels are all different as long as there are fewer than 256.
private func numbered(_ width: Int, _ height: Int, channels: Int = 1) -> Raster {
    Raster(width: width, height: height, channels: channels, pixels: (0..<width * height * channels).map { UInt8(truncatingIfNeeded: $0) })
}

private func random(_ width: Int, _ height: Int, channels: Int, seed: UInt64) -> Raster {
    var random = SeededRandom(seed: seed)
    return Raster(width: width, height: height, channels: channels, pixels: (0..<width * height * channels).map { _ in UInt8(random.below(256)) })
}

@Suite("Image orientation")
struct ImageOrientationTests {
    @Test("turns as the EXIF drawings show", arguments: [
        (ImageOrientation.upright, "012345"), (.mirrored, "210543"), (.turnedHalf, "543210"), (.flipped, "345012"),
        (.transposed, "031425"), (.turnedRight, "304152"), (.transversed, "524130"), (.turnedLeft, "251403"),
    ])
    func drawings(orientation: ImageOrientation, expected: String) {
        let turned = numbered(3, 2).turned(orientation)
        #expect(turned.pixels.map(String.init).joined() == expected)
        #expect((turned.width, turned.height) == (orientation.swapsSides ? (2, 3) : (3, 2)))
    }

    @Test("is undone by its inverse", arguments: ImageOrientation.allCases, [1, 3, 4])
    func inverse(orientation: ImageOrientation, channels: Int) {
        let picture = random(70, 131, channels: channels, seed: 1)
        #expect(picture.turned(orientation).turned(orientation.inverse) == picture)
    }

    @Test("two turns are again one of the eight", arguments: ImageOrientation.allCases)
    func closed(first: ImageOrientation) {
        let picture = numbered(4, 3)
        for second in ImageOrientation.allCases {
            let both = picture.turned(first).turned(second)
            #expect(ImageOrientation.allCases.count { picture.turned($0) == both } == 1)
        }
    }

    @Test("moves points with their pixels", arguments: ImageOrientation.allCases)
    func points(orientation: ImageOrientation) {
        let picture = numbered(5, 4), turned = picture.turned(orientation)
        for y in 0..<4 {
            for x in 0..<5 {
                let centre = orientation.upright(x: Double(x) + 0.5, y: Double(y) + 0.5, width: 5, height: 4)
                #expect(turned.pixel(Int(centre.x), Int(centre.y)).first == picture.pixel(x, y).first)
            }
        }
    }
}

@Suite("Resampler")
struct ResamplerTests {
    static let sizes = [(1, 1), (7, 5), (40, 3), (64, 64), (131, 17), (200, 300)]

    @Test("keeps a constant picture constant", arguments: ResamplingFilter.allCases)
    func constants(filter: ResamplingFilter) {
        for (width, height) in Self.sizes {
            for value in [UInt8(0), 1, 127, 254, 255] {
                let flat = Raster(width: 64, height: 48, channels: 3, pixels: [UInt8](repeating: value, count: 64 * 48 * 3))
                let resized = flat.resized(width: width, height: height, filter)
                #expect(resized.pixels.allSatisfy { $0 == value }, "\(filter) \(width) x \(height) of \(value)")
            }
        }
    }

    @Test("keeps the mean when whole blocks are averaged", arguments: [2, 4, 8, 16])
    func mean(factor: Int) {
        let picture = random(64, 48, channels: 1, seed: UInt64(factor))
        let small = picture.resized(width: 64 / factor, height: 48 / factor, .box)
        func mean(_ raster: Raster) -> Double { Double(raster.pixels.reduce(0) { $0 + Int($1) }) / Double(raster.pixels.count) }
        #expect(abs(mean(picture) - mean(small)) < 0.6)
    }

    /// Ten obvious lines: weights in floating point, rounded to bytes after each direction.
    private func reference(_ picture: Raster, _ width: Int, _ filter: ResamplingFilter) -> [UInt8] {
        let scale = Double(picture.width) / Double(width), stretch = max(1, scale), support = filter.support * stretch
        return (0..<picture.height).flatMap { y in
            (0..<width).map { x -> UInt8 in
                let centre = (Double(x) + 0.5) * scale
                let taps = max(0, Int(centre - support + 0.5))..<min(picture.width, Int(centre + support + 0.5))
                let weights = taps.map { filter.weight(at: (Double($0) + 0.5 - centre) / stretch) }
                let sum = zip(taps, weights).reduce(0.0) { $0 + Double(picture.pixels[y * picture.width + $1.0]) * $1.1 }
                return UInt8(min(255, max(0, (sum / weights.reduce(0, +)).rounded())))
            }
        }
    }

    @Test("equals the obvious implementation within a rounding", arguments: ResamplingFilter.allCases, [1, 5, 32, 90, 200])
    func reference(filter: ResamplingFilter, width: Int) {
        let picture = random(90, 7, channels: 1, seed: 9)
        let found = picture.resized(width: width, height: 7, filter).pixels, expected = reference(picture, width, filter)
        #expect(zip(found, expected).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
        // Exact halves may fall to either side.
        #expect(zip(found, expected).count { $0 != $1 } <= found.count / 50 + 2)
    }

    @Test("treats channels alike, and rows like columns of the turned picture", arguments: ResamplingFilter.allCases)
    func symmetry(filter: ResamplingFilter) {
        let picture = random(50, 40, channels: 3, seed: 2)
        let whole = picture.resized(width: 13, height: 21, filter)
        for channel in 0..<3 { #expect(whole.plane(channel) == picture.plane(channel).resized(width: 13, height: 21, filter)) }
        let rows = picture.resized(width: 13, height: 40, filter), columns = picture.turned(.transposed).resized(width: 40, height: 13, filter)
        #expect(rows.turned(.transposed) == columns)
    }

    @Test("fits into a square with the shape kept", arguments: [
        (1000, 600, 256, 256, 154), (600, 1000, 256, 154, 256), (256, 100, 256, 256, 100), (10, 4000, 256, 1, 256), (3, 2, 9, 3, 2),
    ])
    func fits(width: Int, height: Int, side: Int, expectedWidth: Int, expectedHeight: Int) {
        #expect(Raster.fit(width, height, longestSide: side) == (expectedWidth, expectedHeight))
    }
}

@Suite("Raster channels")
struct RasterChannelsTests {
    @Test("gray is the rounded luma of BT.601", arguments: [
        ([0, 0, 0], 0), ([255, 255, 255], 255), ([255, 0, 0], 76), ([0, 255, 0], 150), ([0, 0, 255], 29), ([10, 20, 30], 18),
    ] as [([UInt8], UInt8)])
    func luma(colour: [UInt8], expected: UInt8) {
        #expect(Raster(width: 1, height: 1, channels: 3, pixels: colour).gray().pixels == [expected])
    }

    @Test("alpha is laid over a ground, or dropped", arguments: [
        ([10, 20, 30, 255], 200, [10, 20, 30]), ([10, 20, 30, 0], 200, [200, 200, 200]), ([0, 100, 255, 128], 255, [127, 177, 255]), ([50, 0], 9, [9]),
    ] as [([UInt8], UInt8, [UInt8])])
    func flattening(pixel: [UInt8], ground: UInt8, expected: [UInt8]) {
        let raster = Raster(width: 1, height: 1, channels: pixel.count, pixels: pixel)
        #expect(raster.flattened(over: ground).pixels == expected)
        #expect(raster.withoutAlpha().pixels == Array(pixel.dropLast()))
    }
}
