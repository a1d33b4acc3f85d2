import Foundation
import Kernels
import Testing

private func waves(_ width: Int, _ height: Int, seed: UInt64) -> Raster {
    var random = SeededRandom(seed: seed)
    let parts = (0..<5).map { _ in (random.uniform() * 9, random.uniform() * 9, random.uniform() * 6) }
    let pixels = (0..<width * height).map { place -> UInt8 in
        let x = Double(place % width) / Double(width), y = Double(place / width) / Double(height)
        return UInt8(min(255, max(0, 128 + 40 * parts.reduce(0.0) { $0 + sin($1.0 * x + $1.1 * y + $1.2) })))
    }
    return Raster(width: width, height: height, channels: 1, pixels: pixels)
}

@Suite("Perceptual hash")
struct PerceptualHashTests {
    @Test("changes little under scaling, brightness and noise, and much between pictures")
    func stability() {
        var random = SeededRandom(seed: 5)
        for seed in UInt64(1)...12 {
            let picture = waves(200, 160, seed: seed), hash = PerceptualHashes(picture).frequencies
            let noisy = Raster(width: 200, height: 160, channels: 1, pixels: picture.pixels.map { UInt8(clamping: Int($0) + random.below(9) - 4) })
            let brighter = Raster(width: 200, height: 160, channels: 1, pixels: picture.pixels.map { UInt8(Double($0) * 0.8 + 20) })
            for copy in [picture.resized(width: 90, height: 70, .lanczos), noisy, brighter, picture.rgb()] {
                #expect(hash.distance(to: PerceptualHashes(copy).frequencies) <= 4)
            }
            #expect(hash.distance(to: PerceptualHashes(waves(200, 160, seed: seed + 100)).frequencies) > 8)
        }
    }

    @Test("a picture of one colour has nothing to hash")
    func flat() {
        #expect(PerceptualHashes(Raster(width: 40, height: 30, channels: 1, pixels: [UInt8](repeating: 90, count: 1200))).isFlat)
        #expect(PerceptualHashes(waves(40, 30, seed: 1)).isFlat == false)
    }

    @Test("is written as 16 digits and read back", arguments: [0, 1, 0xF00D, UInt64.max])
    func digits(bits: UInt64) throws {
        let hash = PerceptualHash(bits: bits)
        #expect(hash.hexadecimal.utf8.count == 16)
        #expect(PerceptualHash(hexadecimal: hash.hexadecimal) == hash)
        #expect(try JSONDecoder().decode(PerceptualHash.self, from: JSONEncoder().encode(hash)) == hash)
        #expect(PerceptualHash(hexadecimal: "12") == nil)
        #expect(PerceptualHash(hexadecimal: "zzzzzzzzzzzzzzzz") == nil)
    }

    /// Left to right brighter: every pixel of the 9 x 8 copy is brighter than its left neighbour.
    @Test("gradients say which way it grows brighter")
    func gradients() {
        let ramp = Raster(width: 90, height: 80, channels: 1, pixels: (0..<7200).map { UInt8($0 % 90 * 2) })
        #expect(PerceptualHashes(ramp).gradients.bits == .max)
        #expect(PerceptualHashes(ramp.turned(.mirrored)).gradients.bits == 0)
    }
}

@Suite("Hamming pairs")
struct HammingPairsTests {
    @Test("finds exactly the pairs that comparing all with all finds", arguments: [0, 1, 4, 7, 12])
    func exact(radius: Int) {
        var random = SeededRandom(seed: UInt64(radius))
        var words: Set<UInt64> = []
        for _ in 0..<60 {
            let word = random.next()
            words.insert(word)
            for _ in 0..<5 { words.insert((0..<random.below(14)).reduce(word) { bits, _ in bits ^ (1 << UInt64(random.below(64))) }) }
        }
        let list = words.sorted()
        var found: Set<[Int]> = []
        HammingPairs(radius: radius).forEach(in: list) { found.insert([$0, $1]) }
        var expected: Set<[Int]> = []
        for left in list.indices {
            for right in list.indices where left < right && (list[left] ^ list[right]).nonzeroBitCount <= radius { expected.insert([left, right]) }
        }
        #expect(found == expected)
    }
}

@Suite("Pixel statistics")
struct PixelStatisticsTests {
    private func picture(_ count: Int, channels: Int, seed: UInt64, most: Int = 256) -> Raster {
        var random = SeededRandom(seed: seed)
        return Raster(width: count, height: 1, channels: channels, pixels: (0..<count * channels).map { _ in UInt8(random.below(most)) })
    }

    @Test("percentiles equal those of all brightnesses sorted", arguments: [1, 2, 3, 10, 101, 5000], [2, 40, 256])
    func percentiles(count: Int, most: Int) {
        for channels in [1, 3, 4] {
            let raster = picture(count, channels: channels, seed: UInt64(count), most: most)
            let values = (0..<count).map { place -> Double in
                let at = place * channels, colours = channels == 1 ? [0, 0, 0] : [0, 1, 2]
                let c = colours.map { Double(raster.pixels[at + $0]) }
                return (0.241 * c[0] * c[0] + 0.691 * c[1] * c[1] + 0.068 * c[2] * c[2]).squareRoot() / 255
            }.sorted()
            let asked = [0.0, 5, 50, 99, 100], found = PixelStatistics(raster, percentiles: asked).percentiles
            for (percent, value) in zip(asked, found) {
                #expect(abs(value - (Percentile.at(percent / 100, ofSorted: values) ?? .nan)) < 1e-9)
            }
        }
    }

    @Test("entropy counts bits: one value none, two equal shares one")
    func entropy() {
        func entropy(_ pixels: [UInt8]) -> Double { PixelStatistics(Raster(width: pixels.count, height: 1, channels: 1, pixels: pixels), percentiles: []).entropy }
        #expect(entropy([7, 7, 7]) == 0)
        #expect(abs(entropy([7, 9]) - 1) < 1e-12)
        #expect(abs(entropy([1, 2, 3, 4]) - 2) < 1e-12)
    }

    @Test("knows gray content stored in colour")
    func gray() {
        #expect(PixelStatistics(picture(50, channels: 1, seed: 1).rgb(), percentiles: []).isGray)
        #expect(PixelStatistics(picture(50, channels: 3, seed: 1), percentiles: []).isGray == false)
    }
}

@Suite("Edges")
struct EdgesTests {
    @Test("a flat picture has none; a border keeps its own value")
    func flat() {
        let flat = Raster(width: 5, height: 4, channels: 1, pixels: [UInt8](repeating: 100, count: 20))
        // 6 inner pixels become 0, 14 outer ones stay 100.
        #expect(abs(Edges.deviation(flat) - (0.7 * 0.3 * 10_000).squareRoot()) < 1e-9)
        #expect(Edges.laplacianVariance(flat) == 0)
        #expect(Edges.laplacianVariance(Raster(width: 2, height: 9, channels: 1, pixels: [UInt8](repeating: 3, count: 18))) == 0)
    }

    @Test("fall when the picture is blurred")
    func blurred() {
        let sharp = waves(128, 128, seed: 3), blurred = sharp.resized(width: 16, height: 16, .box).resized(width: 128, height: 128, .cubic)
        #expect(Edges.laplacianVariance(blurred) < Edges.laplacianVariance(sharp))
    }

    @Test("the Laplacian's variance is that of the obvious sum, also for rows above a thousand pixels")
    func reference() {
        var random = SeededRandom(seed: 8)
        let gray = Raster(width: 2500, height: 4, channels: 1, pixels: (0..<10_000).map { _ in UInt8(random.below(256)) })
        var values: [Double] = []
        for y in 1..<3 {
            for x in 1..<2499 {
                func at(_ x: Int, _ y: Int) -> Double { Double(gray.pixels[y * 2500 + x]) }
                values.append(at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4 * at(x, y))
            }
        }
        let deviation = Moments.standardDeviation(values, freedom: 0) ?? .nan
        #expect(abs(Edges.laplacianVariance(gray) / (deviation * deviation) - 1) < 1e-9)
    }
}
