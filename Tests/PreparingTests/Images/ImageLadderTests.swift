import Foundation
import Kernels
import Media
import Records
import Testing

@testable import Preparing

/// Photographs spoiled step by step: how well the scores tell spoiled from whole, as areas under the curve.
@Suite("Ladders of spoiled pictures")
struct ImageLadderTests {
    static let files: [(name: String, bytes: [UInt8])] = {
        let cells = (0..<12).map { "data/cells-voc/BCCD/JPEGImages/BloodImage_000\($0 < 10 ? "0" : "")\($0).jpg" }
        let others = ["astronaut.png", "camera.png", "chelsea.png", "coffee.png", "motorcycle_left.png", "motorcycle_right.png", "hubble_deep_field.jpg", "rocket.jpg"].map { "data/skimage/\($0)" }
        return (cells + others).compactMap { name in FileManager.default.contents(atPath: SharedFolder.url.appendingPathComponent(name).path).map { (name, [UInt8]($0)) } }
    }()

    static let whole: [Raster] = files.compactMap { try? ImageDecoder.decode($0.bytes).raster }.map { $0.fitted(longestSide: 480, .lanczos) }

    private func measured(_ raster: Raster) throws -> ImageMeasurements {
        ImageChecks.measure(try ImageDecoder.decode(ImageEncoder.encode(raster, as: .png(effort: 1))))
    }

    /// The share of pairs in which the spoiled picture scores lower; ties count half.
    private func area(_ spoiled: [Double], _ whole: [Double]) -> Double {
        var wins = 0.0
        for a in spoiled { for b in whole { wins += a < b ? 1 : a == b ? 0.5 : 0 } }
        return wins / Double(max(1, spoiled.count * whole.count))
    }

    private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

    @Test("blur lowers both scores, step by step")
    func blur() throws {
        guard !Self.whole.isEmpty else { print("SKIPPED (no ../shared): blur ladder"); return }
        let set = try #require(SizeSpread([480, 480], spread: 3)), sharp = try Self.whole.map(measured)
        var lines: [String] = [], last: (small: Double, full: Double) = (0, 0)
        for factor in [2, 4, 8, 16, 32] {
            // To a fraction of its size and back: a blur of about that many pixels.
            let blurred = try Self.whole.map { raster in
                try measured(raster.resized(width: max(2, raster.width / factor), height: max(2, raster.height / factor), .box).resized(width: raster.width, height: raster.height, .cubic))
            }
            last = (area(blurred.map { BlurryImage().score($0, set) }, sharp.map { BlurryImage().score($0, set) }), area(blurred.map(\.laplacianVariance), sharp.map(\.laplacianVariance)))
            lines.append("\(factor) px: score \(rounded(last.small)), Laplacian \(rounded(last.full))")
            for (a, b) in zip(blurred, sharp) { #expect(a.laplacianVariance < b.laplacianVariance) }
        }
        print("blur ladder, AUC of \(Self.whole.count) pictures: \(lines.joined(separator: "; "))")
        #expect(last.small > 0.75 && last.full > 0.99)
    }

    @Test("exposure lowers the scores of dark, light and clipped, step by step")
    func exposure() throws {
        guard !Self.whole.isEmpty else { print("SKIPPED (no ../shared): exposure ladder"); return }
        let set = try #require(SizeSpread([480, 480], spread: 3)), usual = try Self.whole.map(measured)
        var lines: [String] = [], areas: [Double] = []
        for stops in [-4, -3, -2, -1, 1, 2, 3, 4] {
            let spoiled = try Self.whole.map { raster in
                try measured(Raster(width: raster.width, height: raster.height, channels: raster.channels, pixels: raster.pixels.map { UInt8(min(255, Double($0) * exp2(Double(stops)))) }))
            }
            let check: any ImageCheck = stops < 0 ? DarkImage() : LightImage()
            let score = area(spoiled.map { check.score($0, set) }, usual.map { check.score($0, set) })
            let clipped = area(spoiled.map { ClippedImage().score($0, set) }, usual.map { ClippedImage().score($0, set) })
            lines.append("\(stops > 0 ? "+" : "")\(stops): \(check.name) \(rounded(score)), clipped \(rounded(clipped))")
            areas.append(stops < 0 ? score : max(score, clipped))
        }
        print("exposure ladder, AUC of \(Self.whole.count) pictures: \(lines.joined(separator: "; "))")
        #expect(areas[0] > 0.95 && areas[7] > 0.95)
    }

    @Test("corrupt files are told from whole ones")
    func corrupt() throws {
        guard !Self.files.isEmpty else { print("SKIPPED (no ../shared): corrupt pictures"); return }
        func isFlagged(_ bytes: [UInt8], _ name: String) -> Bool {
            do throws(ImageError) {
                return try ImageDecoder.decode(bytes, named: name).facts.notes.contains { if case .damaged = $0 { true } else { false } }
            } catch { return true }
        }
        var (hits, missed, falseAlarms) = (0, [String](), 0)
        for file in Self.files {
            if isFlagged(file.bytes, file.name) { falseAlarms += 1 }
            let count = file.bytes.count
            var zeroed = file.bytes, noise = file.bytes, header = file.bytes
            for place in count / 2..<count / 2 + min(4096, count / 4) { zeroed[place] = 0 }
            for place in count / 3..<count / 3 + 600 { noise[place] = UInt8(truncatingIfNeeded: place &* 131 &+ 7) }
            for place in 0..<16 { header[place] ^= 0x5A }
            for (what, bytes) in [("half", Array(file.bytes.prefix(count / 2))), ("last byte but 40", Array(file.bytes.prefix(count - 40))), ("zeros", zeroed), ("noise", noise), ("header", header), ("nothing", [])] {
                if isFlagged(bytes, file.name) { hits += 1 } else { missed.append("\(file.name.split(separator: "/").last ?? "") \(what)") }
            }
        }
        let all = hits + missed.count
        print("corrupt pictures: recall \(rounded(Double(hits) / Double(all))), precision \(rounded(Double(hits) / Double(max(1, hits + falseAlarms)))) of \(all) spoiled and \(Self.files.count) whole; missed \(missed)")
        #expect(falseAlarms == 0 && Double(hits) >= 0.95 * Double(all))
    }

    @Test("clipped and unsharp pictures are named by their settings")
    func settings() throws {
        let flat = try measured(Raster(width: 40, height: 40, channels: 1, pixels: (0..<1600).map { $0 < 900 ? 255 : UInt8($0 % 200) }))
        let set = try #require(SizeSpread([40, 40], spread: 3))
        var settings = try ImageCheckSettings(["laplacian": .double(100_000), "clipped": .double(0.5)])
        #expect(ClippedImage().finding(flat, set, settings, key: "a")?.message.hasPrefix("56 % of the values are fully light") == true)
        #expect(UnsharpImage().finding(flat, set, settings, key: "a")?.code == "image.unsharp")
        settings = ImageCheckSettings()
        settings.clipped = 0.6
        #expect(ClippedImage().finding(flat, set, settings, key: "a") == nil && UnsharpImage().finding(flat, set, settings, key: "a") == nil)
    }
}
