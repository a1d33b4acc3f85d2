import Foundation
import Kernels
import Media
import Records
import Testing
@testable import Preparing

/// Pictures drawn for one check each.
private enum Drawn {
    static func picture(_ width: Int, _ height: Int, _ colour: (Int, Int) -> [UInt8]) -> DecodedImage {
        let pixels = (0..<width * height).flatMap { colour($0 % width, $0 / width) }
        return decoded(Raster(width: width, height: height, channels: pixels.count / width / height, pixels: pixels))
    }

    /// Through a file, because facts come from headers only.
    static func decoded(_ raster: Raster) -> DecodedImage {
        do { return try ImageDecoder.decode(ImageEncoder.encode(raster, as: .png(effort: 1))) } catch { preconditionFailure("\(error)") }
    }

    static func scene(_ width: Int = 120, _ height: Int = 90, seed: UInt64 = 1) -> DecodedImage {
        var random = SeededRandom(seed: seed)
        let spots = (0..<9).map { _ in (random.below(width), random.below(height), random.below(200), random.below(200), random.below(200)) }
        return picture(width, height) { x, y in
            let near = spots.min { hypot(Double($0.0 - x), Double($0.1 - y)) < hypot(Double($1.0 - x), Double($1.1 - y)) } ?? spots[0]
            return [near.2, near.3, near.4].map { UInt8($0 + (x * 7 + y * 13) % 50) }
        }
    }
}

@Suite("Image checks")
struct ImageChecksTests {
    private func codes(_ picture: DecodedImage) -> [String] {
        let image = CheckedImage(id: ItemID(raw: 1), key: "one", reading: .measured(ImageChecks.measure(picture)))
        return ImageChecks.report([image]).findings.map(\.code)
    }

    @Test("a usual picture is left alone")
    func usual() { #expect(codes(Drawn.scene()).isEmpty) }

    @Test("dark, light, strips, empty, gray and blurred pictures are named")
    func each() {
        let scene = Drawn.scene().raster
        func mapped(_ change: (UInt8) -> UInt8) -> DecodedImage {
            Drawn.decoded(Raster(width: scene.width, height: scene.height, channels: 3, pixels: scene.pixels.map(change)))
        }
        #expect(codes(mapped { $0 / 5 }).contains("image.dark"))
        #expect(codes(mapped { 248 + $0 / 40 }).contains("image.light"))
        #expect(codes(Drawn.scene(300, 90)).contains("image.odd-aspect"))
        #expect(codes(Drawn.picture(50, 50) { _, _ in [200, 10, 10] }).contains("image.low-information"))
        #expect(codes(Drawn.decoded(scene.gray())) == ["image.grayscale"])
        #expect(codes(Drawn.decoded(scene.gray().rgb())) == ["image.grayscale"])
        let smooth = Drawn.picture(640, 640) { x, y in [UInt8(x / 3), UInt8(y / 3), 90] }
        #expect(codes(smooth).contains("image.blurry"))
    }

    @Test("scores are cleanvision's formulas on known numbers")
    func formulas() throws {
        var measured = ImageChecks.measure(Drawn.scene())
        let spread = try #require(SizeSpread([100, 100], spread: 3))
        measured.edgeDeviation = 20
        measured.histogramDeviation = 10
        #expect(abs(BlurryImage().score(measured, spread) - (1 - exp(-0.2))) < 1e-12, "histogram below 0.18 does not count")
        measured.histogramDeviation = 30
        #expect(abs(BlurryImage().score(measured, spread) - (2 - exp(-0.2) - exp(-0.3))) < 1e-12)
        measured.entropy = 2.5
        #expect(LowInformationImage().score(measured, spread) == 0.25)
        measured.brightness5 = 0.97
        #expect(abs(LightImage().score(measured, spread) - 0.03) < 1e-12)
    }

    @Test("odd sizes lie three interquartile ranges outside; in a set of one size every other is odd", arguments: [
        ([10.0, 11, 12, 13, 14], 40.0, true), ([10, 11, 12, 13, 14], 19, false), ([10, 10, 10, 10, 10], 10.5, true), ([10, 10, 10, 10, 10], 10, false),
    ])
    func sizes(sizes: [Double], size: Double, isOdd: Bool) throws {
        let spread = try #require(SizeSpread(sizes, spread: 3))
        #expect((spread.score(size) < OddSizeImage().threshold(ImageCheckSettings(), spread)) == isOdd)
    }

    @Test("an unreadable picture is an error with its reason, and does not disturb the others")
    func unreadable() {
        let images = [
            CheckedImage(id: ItemID(raw: 2), key: "bad", reading: .unreadable(.truncated(.jpeg, at: 17))),
            CheckedImage(id: ItemID(raw: 1), key: "good", reading: .measured(ImageChecks.measure(Drawn.scene()))),
        ]
        let report = ImageChecks.report(images)
        #expect(report.findings.map(\.code) == ["image.truncated"])
        #expect(report.findings[0].severity == .error)
        #expect(report.findings[0].place?.record == "bad")
        #expect((report.seen, report.unreadable) == (2, 1))
        #expect(ImageChecks.report(images.reversed()) == report)
        #expect(ImageChecks.report([]).findings.isEmpty)
    }

    @Test("how a picture is stored is noted")
    func storage() {
        var measured = ImageChecks.measure(Drawn.scene())
        measured.facts.colour = .cmyk
        measured.facts.bitDepth = 16
        measured.facts.hasAlpha = true
        measured.facts.isAnimated = true
        measured.facts.orientation = .turnedRight
        measured.facts.notes = [.brokenExif("it has 2 bytes")]
        let report = ImageChecks.report([CheckedImage(id: ItemID(raw: 1), key: "one", reading: .measured(measured))])
        #expect(report.findings.map(\.code) == ["image.exif", "image.cmyk", "image.deep", "image.alpha", "image.animated", "image.turned"])
        #expect(report.findings.allSatisfy { $0.severity == .note })
    }

    @Test("a picture of one pixel, one row, one column is measured", arguments: [(1, 1), (1, 500), (500, 1), (2, 2)])
    func tiny(width: Int, height: Int) {
        let measured = ImageChecks.measure(Drawn.picture(width, height) { x, y in [UInt8(x % 256), UInt8(y % 256), 3] })
        #expect([measured.entropy, measured.edgeDeviation, measured.histogramDeviation, measured.laplacianVariance].allSatisfy { $0.isFinite })
    }

    @Test("settings are read by name and refused when unknown")
    func settings() throws {
        #expect(try ImageCheckSettings(["dark": .double(0.2)]).dark == 0.2)
        #expect(ImageChecksStep().check(["drak": .double(0.2)], of: .image).count == 1)
    }
}

@Suite("Near-duplicate images")
struct ImageDuplicatesTests {
    private func groups(_ pictures: [(Int64, String?, DecodedImage)], _ settings: ImageDuplicateSettings = ImageDuplicateSettings()) -> [ImageDuplicateGroup] {
        var finder = ImageDuplicates(settings)
        for (id, bytes, picture) in pictures { finder.add(ItemID(raw: id), bytesHash: bytes, ImageChecks.measure(picture)) }
        return finder.result().groups
    }

    private func recoded(_ picture: DecodedImage, _ encoding: ImageEncoding) throws -> DecodedImage {
        try ImageDecoder.decode(ImageEncoder.encode(picture.raster, as: encoding))
    }

    @Test("same bytes, same pixels and the same look are three kinds")
    func kinds() throws {
        let scenes = (0..<6).map { Drawn.scene(160, 120, seed: UInt64($0 + 10)) }
        let found = groups([
            (9, "a", scenes[0]), (3, "a", scenes[0]),
            (4, "b", scenes[1]), (5, "c", scenes[1]),
            (6, "d", scenes[2]), (7, "e", try recoded(scenes[2], .jpeg(quality: 80))),
            (1, "f", scenes[3]), (2, "g", scenes[4]), (8, "h", scenes[5]),
        ])
        #expect(found.map { $0.members.map(\.raw) } == [[3, 9], [4, 5], [6, 7]])
        #expect(found.map(\.kind) == [.bytes, .pixels, .near])
        #expect(found.map(\.spread).prefix(2) == [0, 0])
    }

    @Test("a picture written again, smaller or brighter stays with its original", arguments: [UInt64(1), 2, 3, 4, 5])
    func recoding(seed: UInt64) throws {
        let scene = Drawn.scene(200, 150, seed: seed)
        let smaller = Drawn.decoded(scene.raster.resized(width: 100, height: 75, .lanczos))
        let brighter = Drawn.decoded(Raster(width: 200, height: 150, channels: 3, pixels: scene.raster.pixels.map { UInt8(min(255, Int($0) + 10)) }))
        let found = groups([(1, nil, scene), (2, nil, try recoded(scene, .jpeg(quality: 60))), (3, nil, try recoded(scene, .webp(quality: 70))), (4, nil, smaller), (5, nil, brighter)])
        #expect(found.map { $0.members.count } == [5])
    }

    @Test("flat pictures are copies only when their pixels are")
    func flat() {
        func flat(_ value: UInt8) -> DecodedImage { Drawn.picture(40, 40) { _, _ in [value, value, value] } }
        #expect(groups([(1, nil, flat(0)), (2, nil, flat(255)), (3, nil, flat(0))]).map { $0.members.map(\.raw) } == [[1, 3]])
    }

    @Test("a group of which some bytes or pixels are unknown is only said to be near")
    func unknown() {
        #expect(ImageDuplicateGroup.Kind([("a", "p"), ("a", "p")]) == .bytes)
        #expect(ImageDuplicateGroup.Kind([("a", "p"), (nil, "p")]) == .pixels)
        #expect(ImageDuplicateGroup.Kind([(nil, nil), (nil, nil)]) == .near)
    }

    @Test("gray pixels are the same pixels however they are stored")
    func gray() {
        let gray = Drawn.scene().raster.gray()
        #expect(groups([(1, nil, Drawn.decoded(gray)), (2, nil, Drawn.decoded(gray.rgb()))]).map(\.kind) == [.pixels])
    }

    @Test("groups do not depend on the order of arrival")
    func order() throws {
        let scenes = try (0..<4).flatMap { seed -> [DecodedImage] in
            let scene = Drawn.scene(90, 90, seed: UInt64(seed))
            return [scene, try recoded(scene, .jpeg(quality: 70)), scene]
        }
        let items = scenes.enumerated().map { (Int64($0.offset), String?.none, $0.element) }
        let expected = groups(items)
        var random = SeededRandom(seed: 3)
        for _ in 0..<5 {
            var order = Array(items.indices)
            random.shuffle(&order)
            #expect(groups(order.map { items[$0] }) == expected)
        }
        #expect(expected.count == 4)
    }
}
