import Kernels
import Media
import Testing

@Suite("Image probe")
struct ImageProbeTests {
    @Test("tells format, size, colour and depth of every kind from its header", arguments: [
        (Miniatures.jpeg, ImageFormat.jpeg, ImageFacts.Colour.rgb, 3, 8), (Miniatures.progressiveJPEG, .jpeg, .rgb, 3, 8),
        (Miniatures.grayJPEG, .jpeg, .gray, 1, 8), (Miniatures.cmykJPEG, .jpeg, .cmyk, 4, 8), (Miniatures.png, .png, .rgb, 3, 8),
        (Miniatures.grayPNG, .png, .gray, 1, 8), (Miniatures.palettePNG, .png, .palette, 1, 8), (Miniatures.bilevelPNG, .png, .gray, 1, 1),
        (Miniatures.alphaPNG, .png, .rgb, 4, 8), (Miniatures.deepGrayPNG, .png, .gray, 1, 16), (Miniatures.deepPNG, .png, .rgb, 3, 16),
        (Miniatures.webp, .webp, .rgb, 3, 8), (Miniatures.lossyWebP, .webp, .rgb, 3, 8), (Miniatures.alphaWebP, .webp, .rgb, 4, 8),
        (Miniatures.gif, .gif, .palette, 1, 8), (Miniatures.tiff, .tiff, .rgb, 3, 8), (Miniatures.bmp, .bmp, .rgb, 3, 8),
        (Miniatures.paletteBMP, .bmp, .palette, 1, 8),
    ])
    func kinds(miniature: Miniature, format: ImageFormat, colour: ImageFacts.Colour, channels: Int, depth: Int) throws {
        let facts = try ImageProbe.facts(of: TestPictures.bytes(miniature))
        #expect(facts.format == format)
        #expect((facts.width, facts.height) == (12, 8))
        #expect(facts.colour == colour)
        #expect(facts.channels == channels)
        #expect(facts.bitDepth == depth)
        #expect(facts.notes.isEmpty)
    }

    @Test("tells alpha, frames and interlacing")
    func extras() throws {
        func facts(_ miniature: Miniature) throws -> ImageFacts { try ImageProbe.facts(of: TestPictures.bytes(miniature)) }
        #expect(try facts(Miniatures.alphaPNG).hasAlpha)
        #expect(try facts(Miniatures.keyedPNG).hasAlpha)
        #expect(try facts(Miniatures.alphaWebP).hasAlpha)
        #expect(try facts(Miniatures.png).hasAlpha == false)
        #expect(try facts(Miniatures.interlacedPNG).isInterlaced)
        #expect(try facts(Miniatures.progressiveJPEG).isInterlaced)
        for animation in [Miniatures.animatedPNG, Miniatures.animatedGIF] { #expect(try facts(animation).frames == 3) }
        #expect(try facts(Miniatures.animatedWebP).frames == 2)
        #expect(try facts(Miniatures.animatedWebP).isAnimated)
        #expect(try facts(Miniatures.pagedTIFF).frames == 3)
        #expect(try facts(Miniatures.pagedTIFF).isAnimated == false)
        let heic = try facts(Miniatures.heic), avif = try facts(Miniatures.avif)
        #expect((heic.format, heic.width, heic.height) == (.heic, 64, 48))
        #expect((avif.format, avif.width, avif.height) == (.avif, 64, 48))
    }

    @Test("reads EXIF orientation and swaps the upright sides", arguments: 1...8)
    func orientation(value: Int) throws {
        let facts = try ImageProbe.facts(of: TestPictures.withOrientation(value, TestPictures.bytes(Miniatures.jpeg)))
        #expect(facts.orientation.rawValue == value)
        #expect((facts.width, facts.height) == (12, 8))
        #expect((facts.uprightWidth, facts.uprightHeight) == (value < 5 ? (12, 8) : (8, 12)))
    }

    @Test("takes a picture with broken EXIF as upright and says what is broken", arguments: [
        ([0x4D, 0x4D], "2 bytes"), ([0x41, 0x41, 0, 0x2A, 0, 0, 0, 8], "byte order"), ([0x4D, 0x4D, 0, 0x2A, 0xFF, 0xFF, 0xFF, 0xFF], "outside"),
        ([0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 9], "entry 1 of 9"), ([0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 9, 0, 0, 0], "orientation 9"),
        ([0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 2, 0, 1, 0, 0, 0, 6, 0, 0, 0], "no short number"),
    ] as [([UInt8], String)])
    func brokenExif(tiff: [UInt8], said: String) throws {
        let facts = try ImageProbe.facts(of: TestPictures.withSegment(Array("Exif".utf8) + [0, 0] + tiff, TestPictures.bytes(Miniatures.jpeg)))
        #expect(facts.orientation == .upright)
        guard case .brokenExif(let what)? = facts.notes.first else { Issue.record("no note"); return }
        #expect(what.contains(said))
    }

    @Test("notes a name with another format's extension", arguments: [
        ("owl.png", "png"), ("a.b/owl.PNG", "png"), ("owl.txt", "txt"), ("owl.jpg", nil), ("OWL.JPEG", nil), ("owl", nil), (".png", nil), ("owl.", nil),
    ])
    func extensions(name: String, expected: String?) throws {
        let facts = try ImageProbe.facts(of: TestPictures.bytes(Miniatures.jpeg), named: name)
        #expect(facts.notes == (expected.map { [.otherExtension(found: $0, format: .jpeg)] } ?? []))
    }

    @Test("needs only the beginning of a file, and says when the header goes on")
    func beginning() throws {
        let photograph = try ImageEncoder.encode(TestPictures.photograph(300, 200, seed: 1), as: .jpeg(quality: 90))
        let facts = try ImageProbe.facts(ofBeginning: Array(photograph.prefix(700)), fileBytes: photograph.count)
        #expect((facts.width, facts.height) == (300, 200))
        let long = TestPictures.withSegment([UInt8](repeating: 7, count: 5000), photograph)
        let error = TestPictures.failure { () throws(ImageError) in _ = try ImageProbe.facts(ofBeginning: Array(long.prefix(700)), fileBytes: long.count) }
        #expect(error == .headerContinues(.jpeg, after: 700))
    }

    @Test("refuses sizes, frames and files above the limits before decoding")
    func limits() throws {
        var limits = ImageLimits()
        limits.maximumPixels = 95
        #expect(refusal(Miniatures.png, limits) == .tooManyPixels(width: 12, height: 8, limit: 95, sideLimit: 65_500))
        limits = ImageLimits()
        limits.maximumSide = 11
        #expect(refusal(Miniatures.jpeg, limits) == .tooManyPixels(width: 12, height: 8, limit: 120_000_000, sideLimit: 11))
        limits = ImageLimits()
        limits.maximumFrames = 2
        #expect(refusal(Miniatures.animatedPNG, limits) == .tooManyFrames(3, limit: 2))
        #expect(refusal(Miniatures.animatedGIF, limits) == .tooManyFrames(3, limit: 2))
        limits.maximumBytes = 10
        let count = TestPictures.bytes(Miniatures.gif).count
        #expect(refusal(Miniatures.gif, limits) == .tooManyBytes(count, limit: 10))
    }

    private func refusal(_ miniature: Miniature, _ limits: ImageLimits) -> ImageError? {
        TestPictures.failure { () throws(ImageError) in _ = try ImageDecoder.decode(TestPictures.bytes(miniature), limits: limits) }
    }
}
