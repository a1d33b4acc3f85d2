import Kernels
import Media
import Testing

@Suite("Image decoder")
struct ImageDecoderTests {
    @Test("gives every pixel of lossless kinds exactly", arguments: [
        Miniatures.png, Miniatures.palettePNG, Miniatures.alphaPNG, Miniatures.keyedPNG, Miniatures.interlacedPNG, Miniatures.deepPNG,
        Miniatures.webp, Miniatures.alphaWebP, Miniatures.animatedWebP, Miniatures.bmp, Miniatures.paletteBMP,
    ])
    func losslessColours(miniature: Miniature) throws {
        #expect(try ImageDecoder.decode(TestPictures.bytes(miniature)).raster == TestPictures.colours)
    }

    @Test("gives gray pictures one channel", arguments: [Miniatures.grayPNG, Miniatures.deepGrayPNG, Miniatures.animatedPNG])
    func losslessGrays(miniature: Miniature) throws {
        #expect(try ImageDecoder.decode(TestPictures.bytes(miniature)).raster == TestPictures.grays)
    }

    @Test("expands one bit per pixel to black and white", arguments: [Miniatures.bilevelPNG, Miniatures.bilevelBMP])
    func bilevel(miniature: Miniature) throws {
        let expected = TestPictures.drawn(12, 8, channels: 1) { x, _ in [x * 20 >= 120 ? 255 : 0] }
        #expect(try ImageDecoder.decode(TestPictures.bytes(miniature)).raster.rgb() == expected.rgb())
    }

    @Test("comes close with lossy kinds", arguments: [
        (Miniatures.jpeg, 8), (Miniatures.progressiveJPEG, 8), (Miniatures.cmykJPEG, 10), (Miniatures.lossyWebP, 60),
    ])
    func lossy(miniature: Miniature, most: Int) throws {
        let difference = TestPictures.difference(try ImageDecoder.decode(TestPictures.bytes(miniature)).raster, TestPictures.colours)
        #expect(try #require(difference) <= most)
    }

    @Test("reads what libvips reads", arguments: [
        (Miniatures.gif, TestPictures.grays, 0), (Miniatures.animatedGIF, TestPictures.grays, 0), (Miniatures.tiff, TestPictures.colours, 0),
        (Miniatures.turnedTIFF, TestPictures.colours, 0), (Miniatures.pagedTIFF, TestPictures.grays, 0),
    ])
    func wide(miniature: Miniature, expected: Raster, most: Int) throws {
        guard TestPictures.hasWideFormats else { return }
        let raster = try ImageDecoder.decode(TestPictures.bytes(miniature)).raster
        #expect(TestPictures.difference(raster.rgb(), expected.rgb()) == most)
    }

    @Test("reads HEIC and AVIF where libvips can", arguments: [Miniatures.heic, Miniatures.avif])
    func heif(miniature: Miniature) throws {
        guard TestPictures.hasWideFormats else { return }
        let raster = try ImageDecoder.decode(TestPictures.bytes(miniature)).raster
        let expected = TestPictures.colours.resized(width: 64, height: 48, .box)
        let error = Double(zip(raster.pixels, expected.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }) / Double(expected.pixels.count)
        #expect((raster.width, raster.height) == (64, 48))
        #expect(error < 12)
    }

    @Test("turns pictures as EXIF says: all eight orientations of one scene look the same", arguments: ImageOrientation.allCases)
    func orientations(orientation: ImageOrientation) throws {
        let scene = TestPictures.photograph(64, 48, seed: 3)
        let stored = try ImageEncoder.encode(scene.turned(orientation.inverse), as: .jpeg(quality: 98))
        let picture = try ImageDecoder.decode(TestPictures.withOrientation(orientation.rawValue, stored))
        #expect(try #require(TestPictures.difference(picture.raster, scene)) <= 12)
        #expect(picture.facts.orientation == orientation)
    }

    @Test("decodes JPEG smaller, never below the side that is asked for", arguments: [(10, 8), (13, 8), (14, 4), (26, 4), (27, 2), (60, 1), (500, 1)])
    func reduction(side: Int, expected: Int) throws {
        let bytes = try ImageEncoder.encode(TestPictures.photograph(160, 104, seed: 2), as: .jpeg(quality: 95))
        let picture = try ImageDecoder.decode(bytes, DecodeOptions(shortestSideAtLeast: side))
        #expect(picture.reduction == expected)
        #expect((picture.raster.width, picture.raster.height) == (160 / expected, 104 / expected))
    }

    @Test("lays transparent parts over the ground that is asked for", arguments: [Miniatures.alphaPNG, Miniatures.alphaWebP])
    func ground(miniature: Miniature) throws {
        let raster = try ImageDecoder.decode(TestPictures.bytes(miniature), DecodeOptions(alpha: .over(255))).raster
        let expected = TestPictures.drawn(12, 8, channels: 3) { x, y in
            [x * 20, y * 30, 100].map { UInt8(($0 * x * 20 + 255 * (255 - x * 20) + 127) / 255) }
        }
        #expect(raster == expected)
    }

    @Test("writes and reads back without loss", arguments: [ImageEncoding.png(effort: 6), .png(effort: 0), .losslessWebP])
    func roundTrip(encoding: ImageEncoding) throws {
        for picture in [TestPictures.colours, TestPictures.photograph(33, 57, seed: 4), TestPictures.grays] {
            #expect(try ImageDecoder.decode(ImageEncoder.encode(picture, as: encoding)).raster.rgb() == picture.rgb())
        }
    }

    @Test("writes lossy formats close to the original", arguments: [ImageEncoding.jpeg(quality: 95), .webp(quality: 95)])
    func lossyRoundTrip(encoding: ImageEncoding) throws {
        let picture = TestPictures.photograph(120, 80, seed: 5)
        let back = try ImageDecoder.decode(ImageEncoder.encode(picture, as: encoding)).raster
        let error = zip(back.pixels, picture.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        #expect(Double(error) / Double(picture.pixels.count) < 4)
    }

    @Test("refuses sides that a format cannot hold")
    func tooLarge() {
        let wide = Raster(width: 70_000, height: 1, channels: 1, pixels: [UInt8](repeating: 0, count: 70_000))
        for encoding in [ImageEncoding.jpeg(quality: 80), .webp(quality: 80), .losslessWebP] {
            guard case .cannotEncode? = TestPictures.failure({ () throws(ImageError) in _ = try ImageEncoder.encode(wide, as: encoding) }) else {
                Issue.record("\(encoding) took it")
                continue
            }
        }
    }

    @Test("makes sizes for showing: the long side fits, the shape stays, small pictures stay small")
    func sizes() throws {
        let bytes = try ImageEncoder.encode(TestPictures.photograph(1000, 600, seed: 6), as: .jpeg(quality: 90))
        let thumbnail = try PictureSize.thumbnail.make(from: bytes)
        #expect((thumbnail.width, thumbnail.height, thumbnail.format) == (256, 154, .jpeg))
        let view = try PictureSize.view.make(from: TestPictures.withOrientation(6, bytes), as: .webp(quality: 80))
        #expect((view.width, view.height, view.format) == (600, 1000, .webp))
        #expect(try ImageProbe.facts(of: view.bytes).width == 600)
        #expect(try PictureSize.thumbnail.make(from: TestPictures.bytes(Miniatures.png)).width == 12)
    }
}
