import Kernels
import Media
import Testing

@Suite("Metadata removal")
struct MetadataRemovalTests {
    private static let exif = Array("Exif\0\0".utf8) + DrawnMetadata.exif(DrawnMetadata.telling)

    @Test("a JPEG loses everything but what draws it, keeps its turn, and not a pixel changes")
    func jpeg() throws {
        let segments = [
            DrawnMetadata.jpegSegment(0xE1, Self.exif), DrawnMetadata.jpegSegment(0xED, DrawnMetadata.photoshop([(80, "Ada")])), DrawnMetadata.jpegSegment(0xFE, Array("by Ada".utf8)),
            DrawnMetadata.jpegSegment(0xE2, Array("MPF\0".utf8) + [1, 2]), DrawnMetadata.jpegSegment(0xE7, [1, 2, 3]), DrawnMetadata.jpegSegment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1, 7]),
        ]
        let picture = DrawnMetadata.jpeg(TestPictures.bytes(Miniatures.jpeg), with: segments, behind: TestPictures.bytes(Miniatures.grayJPEG))
        let clean = try MetadataRemoval.cleaned(picture)
        let metadata = try ImageMetadata.read(clean.bytes)
        #expect(metadata.entries == [.init(.exif, "Orientation", "6")])
        #expect(metadata.position == nil)
        #expect(try ImageDecoder.decode(clean.bytes).raster == ImageDecoder.decode(picture).raster)
        #expect(clean.removed.map(\.name).sorted() == ["APP7", "EXIF", "IPTC", "bytes behind the picture", "comment", "list of further pictures"].sorted())
        let kept = Array("ICC_PROFILE".utf8)
        #expect(clean.bytes.indices.contains { clean.bytes[$0...].starts(with: kept) })
        #expect(try MetadataRemoval.cleaned(clean.bytes).bytes == clean.bytes)
    }

    @Test("a progressive JPEG with a comment between its scans is cleaned too")
    func betweenScans() throws {
        let picture = TestPictures.bytes(Miniatures.progressiveJPEG)
        let scan = try #require(picture.indices.dropLast().last { picture[$0] == 0xFF && picture[$0 + 1] == 0xDA })
        let spoiled = Array(picture[..<scan]) + DrawnMetadata.jpegSegment(0xFE, Array("by Ada".utf8)) + Array(picture[scan...])
        #expect(try ImageMetadata.read(spoiled).entries.map(\.value) == ["by Ada"])
        let clean = try MetadataRemoval.cleaned(spoiled)
        let removed = try #require(clean.removed.first)
        #expect((removed.name, removed.count, removed.bytes, clean.removed.count) == ("comment", 1, 10, 1))
        #expect(clean.bytes == picture)
    }

    @Test("a PNG loses texts, times, EXIF and what it does not say it needs")
    func png() throws {
        let plain = TestPictures.bytes(Miniatures.png)
        let picture = DrawnMetadata.png(plain, with: [
            ("eXIf", DrawnMetadata.exif(DrawnMetadata.telling)), ("tEXt", Array("Author\0Ada".utf8)), ("tIME", [7, 0xE5, 3, 4, 5, 6, 7]), ("prVt", [1, 2, 3]), ("gAMA", [0, 0, 0xB1, 0x8F]),
        ])
        let clean = try MetadataRemoval.cleaned(picture)
        #expect(try ImageMetadata.read(clean.bytes).entries.map(\.name) == ["Orientation"])
        #expect(try ImageDecoder.decode(clean.bytes).raster == ImageDecoder.decode(picture).raster)
        #expect(clean.removed.map(\.name) == ["eXIf", "tEXt", "tIME", "prVt"])
    }

    @Test("a PNG that needs a chunk of its maker's is refused")
    func privateChunk() {
        let picture = DrawnMetadata.png(TestPictures.bytes(Miniatures.png), with: [("PRVT", [1])])
        #expect(throws: ImageError.self) { try MetadataRemoval.cleaned(picture) }
    }

    @Test("a WebP loses EXIF and XMP, its flags and size are put right")
    func webp() throws {
        let picture = DrawnMetadata.webp(
            TestPictures.bytes(Miniatures.webp), width: 12, height: 8, flags: 0x0C, with: [("EXIF", DrawnMetadata.exif([(0x013B, .text("Ada"))])), ("XMP ", Array("<x dc:a='b'/>".utf8))])
        let clean = try MetadataRemoval.cleaned(picture)
        #expect(clean.bytes[20] & 0x0C == 0)
        #expect(Int(clean.bytes[4]) | Int(clean.bytes[5]) << 8 == clean.bytes.count - 8)
        #expect(try ImageMetadata.read(clean.bytes).entries.isEmpty)
        #expect(try ImageDecoder.decode(clean.bytes).raster == ImageDecoder.decode(picture).raster)
    }

    @Test("files without metadata stay as they are, byte by byte", arguments: [Miniatures.png, Miniatures.webp, Miniatures.animatedPNG, Miniatures.animatedWebP])
    func untouched(miniature: Miniature) throws {
        let bytes = TestPictures.bytes(miniature)
        let clean = try MetadataRemoval.cleaned(bytes)
        #expect(clean.removed.isEmpty)
        #expect(clean.bytes == bytes)
    }

    @Test("formats in which metadata is woven, and files cut short, are refused", arguments: [Miniatures.gif, Miniatures.tiff, Miniatures.bmp, Miniatures.heic])
    func refused(miniature: Miniature) {
        #expect(throws: ImageError.self) { try MetadataRemoval.cleaned(TestPictures.bytes(miniature)) }
        let picture = TestPictures.bytes(Miniatures.jpeg)
        #expect(throws: ImageError.truncated(.jpeg, at: picture.count - 2)) { try MetadataRemoval.cleaned(Array(picture.dropLast(2))) }
    }

    @Test("rectangles are rounded outward, cut at the border, and cover nothing else")
    func covering() throws {
        let picture = TestPictures.photograph(40, 30, seed: 3)
        let found = try #require(PixelBox.within(picture, x: 9.5, y: -3, width: 10.2, height: 9))
        #expect((found.box.left, found.box.top, found.box.width, found.box.height) == (9, 0, 11, 6))
        #expect(found.isClipped)
        #expect(PixelBox.within(picture, x: 40, y: 0, width: 5, height: 5) == nil)
        #expect(PixelBox.within(picture, x: .nan, y: 0, width: 5, height: 5) == nil)
        let covered = picture.pixelated(found.box, cell: 4)
        for y in 0..<30 {
            for x in 0..<40 {
                let isInside = (9..<20).contains(x) && (0..<6).contains(y)
                if isInside { #expect(covered.pixel(x, y) == covered.pixel(9 + (x - 9) / 4 * 4, y / 4 * 4)) } else { #expect(covered.pixel(x, y) == picture.pixel(x, y)) }
            }
        }
        #expect(picture.filled(found.box).cut(found.box).pixels.allSatisfy { $0 == 0 })
        #expect(picture.filled(found.box).pasting(picture.cut(found.box), at: found.box) == picture)
    }
}
