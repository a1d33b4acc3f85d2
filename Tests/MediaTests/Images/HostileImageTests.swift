import Foundation
import Kernels
import Media
import Testing

/// Bytes from anywhere: a picture or a typed error, never a crash, never memory that the file alone decides about.
@Suite("Hostile images")
struct HostileImageTests {
    static let all = [
        Miniatures.jpeg, Miniatures.progressiveJPEG, Miniatures.grayJPEG, Miniatures.cmykJPEG, Miniatures.png, Miniatures.palettePNG,
        Miniatures.interlacedPNG, Miniatures.deepPNG, Miniatures.animatedPNG, Miniatures.webp, Miniatures.lossyWebP, Miniatures.alphaWebP,
        Miniatures.animatedWebP, Miniatures.gif, Miniatures.animatedGIF, Miniatures.tiff, Miniatures.turnedTIFF, Miniatures.bmp,
        Miniatures.paletteBMP, Miniatures.heic, Miniatures.avif,
    ]

    private func outcome(_ bytes: [UInt8], _ options: DecodeOptions = DecodeOptions()) -> Result<DecodedImage, ImageError> {
        do throws(ImageError) { return .success(try ImageDecoder.decode(bytes, options)) } catch { return .failure(error) }
    }

    @Test("a file cut off anywhere is refused, or decodes because only trailing bytes are missing", arguments: all)
    func truncations(miniature: Miniature) throws {
        let whole = TestPictures.bytes(miniature)
        for length in 0..<whole.count {
            guard case .success(let picture) = outcome(Array(whole.prefix(length))) else { continue }
            let isIndexOrTail = [.gif, .tiff, .heic, .avif].contains(picture.facts.format)
            #expect(isIndexOrTail, "\(picture.facts.format) of \(whole.count) bytes decoded from \(length)")
        }
    }

    @Test("a JPEG without its end is truncated, and can be had with a note")
    func truncatedJPEG() throws {
        let whole = try ImageEncoder.encode(TestPictures.photograph(300, 200, seed: 1), as: .jpeg(quality: 90))
        let half = Array(whole.prefix(whole.count / 2))
        #expect(outcome(half) == .failure(.truncated(.jpeg, at: half.count)))
        let kept = try outcome(half, DecodeOptions(keepsTruncated: true)).get()
        #expect(kept.raster.height == 200)
        #expect(kept.facts.notes == [.truncated(at: half.count)])
        let zeroed = half + [UInt8](repeating: 0, count: whole.count - half.count)
        #expect(outcome(zeroed) == .failure(.truncated(.jpeg, at: zeroed.count)))
    }

    @Test("files that are no pictures are named by what they begin with")
    func noPictures() {
        #expect(outcome([]) == .failure(.empty))
        #expect(outcome([UInt8](repeating: 0, count: 4096)) == .failure(.notAnImage(head: [UInt8](repeating: 0, count: 8))))
        #expect(outcome(Array("<svg onload=alert(1)>".utf8)) == .failure(.notAnImage(head: Array("<svg onl".utf8))))
        #expect(outcome(Array("BMW is a brand of cars".utf8)) == .failure(.notAnImage(head: Array("BMW is a".utf8))))
        #expect(outcome([0xFF]) == .failure(.notAnImage(head: [0xFF])))
        #expect(ImageError.notAnImage(head: [0, 0]).description.contains("zeros"))
    }

    @Test("30,000 x 30,000 pixels are refused from the header alone", arguments: [
        (Miniatures.png, 16), (Miniatures.gif, -1), (Miniatures.bmp, -2), (Miniatures.jpeg, -3),
    ])
    func bombs(miniature: Miniature, place: Int) throws {
        var bytes = TestPictures.bytes(miniature)
        let side: [UInt8] = [0x75, 0x30]
        switch place {
        case -1: bytes.replaceSubrange(6..<10, with: [0x30, 0x75, 0x30, 0x75])
        case -2: for at in [18, 22] { bytes.replaceSubrange(at..<at + 2, with: [0x30, 0x75]) }
        case -3:
            let frame = try #require(bytes.indices.dropLast().first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
            bytes.replaceSubrange(frame + 5..<frame + 9, with: side + side)
        default: for at in [place + 2, place + 6] { bytes.replaceSubrange(at..<at + 2, with: side) }
        }
        #expect(outcome(bytes) == .failure(.tooManyPixels(width: 30_000, height: 30_000, limit: 120_000_000, sideLimit: 65_500)))
    }

    @Test("any byte changed, and random tails, end in a picture or an error", arguments: all)
    func mutations(miniature: Miniature) {
        let whole = TestPictures.bytes(miniature)
        var random = SeededRandom(seed: UInt64(whole.count))
        var limits = ImageLimits()
        limits.maximumPixels = 1_000_000
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0...random.below(3) { bytes[Int(random.below(bytes.count))] = UInt8(truncatingIfNeeded: random.next()) }
            if random.below(4) == 0 { bytes = Array(bytes.prefix(Int(random.below(bytes.count)))) + (0..<20).map { _ in UInt8(truncatingIfNeeded: random.next()) } }
            do throws(ImageError) {
                let picture = try ImageDecoder.decode(bytes, limits: limits)
                #expect(picture.raster.pixelCount <= limits.maximumPixels)
            } catch {
                #expect(!error.description.isEmpty)
                #expect(error.code.hasPrefix("image."))
            }
        }
    }

    @Test("a size of nothing is damage", arguments: [Miniatures.png, Miniatures.gif, Miniatures.bmp])
    func nothing(miniature: Miniature) {
        var bytes = TestPictures.bytes(miniature)
        switch ImageFormat.sniff(UnsafeRawBufferPointer(start: nil, count: 0)) {
        case nil: break
        default: Issue.record("nothing is no picture")
        }
        let at = miniature == Miniatures.png ? 16..<20 : miniature == Miniatures.gif ? 6..<8 : 18..<22
        bytes.replaceSubrange(at, with: [UInt8](repeating: 0, count: at.count))
        guard case .failure(.damaged) = outcome(bytes) else { Issue.record("\(outcome(bytes))"); return }
    }

    @Test("the wrong extension is a note, not an obstacle")
    func wrongExtension() throws {
        let picture = try ImageDecoder.decode(TestPictures.bytes(Miniatures.png), named: "photo.jpg")
        #expect(picture.facts.notes == [.otherExtension(found: "jpg", format: .png)])
        #expect(picture.facts.notes[0].finding().code == "image.extension")
    }

    @Test("stray bytes between segments are noted and passed over")
    func strayBytes() throws {
        let bytes = TestPictures.bytes(Miniatures.jpeg)
        let tables = try #require(bytes.indices.dropLast().first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC4 })
        let spoilt = Array(bytes[..<tables]) + [0x12, 0x34] + Array(bytes[tables...])
        let picture = try ImageDecoder.decode(spoilt)
        guard case .damaged? = picture.facts.notes.first else { Issue.record("no note"); return }
        #expect(picture.raster.width == 12)
    }
}
