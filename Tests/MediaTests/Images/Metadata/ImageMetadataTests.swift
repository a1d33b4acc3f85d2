import Media
import Testing

@Suite("Image metadata")
struct ImageMetadataTests {
    private static let jpeg = TestPictures.bytes(Miniatures.jpeg)
    private static let exifPrefix: [UInt8] = Array("Exif\0\0".utf8)

    private func values(_ bytes: [UInt8]) throws -> [String: String] {
        let entries = try ImageMetadata.read(bytes).entries
        return Dictionary(entries.map { ("\($0.block.title) \($0.name)", $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    @Test("EXIF of a JPEG tells position, people, devices, dates and words in either byte order", arguments: [false, true])
    func exif(isBig: Bool) throws {
        let picture = DrawnMetadata.jpeg(Self.jpeg, with: [DrawnMetadata.jpegSegment(0xE1, Self.exifPrefix + DrawnMetadata.exif(DrawnMetadata.telling, isBig: isBig))])
        let metadata = try ImageMetadata.read(picture)
        let position = try #require(metadata.position)
        #expect(abs(position.latitude - 51.478) < 1e-9)
        #expect(abs(position.longitude + 0.001) < 1e-9)
        let values = try values(picture)
        #expect(values["EXIF Artist"] == "Ada Lovelace")
        #expect(values["EXIF UserComment"] == "for Charles")
        #expect(values["EXIF BodySerialNumber"] == "SN-4711")
        #expect(values["EXIF DateTimeOriginal"] == "2021:03:04 05:06:07")
        #expect(metadata.notes.isEmpty)
    }

    @Test("XMP is read from elements, lists and attributes, and its position where EXIF has none")
    func xmp() throws {
        let packet = """
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description photoshop:City="Berlin" exif:GPSLatitude="52,31.2N" exif:GPSLongitude="13,24.6E">
            <dc:creator><rdf:Seq><rdf:li>Ada &amp; Charles</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>
            """
        let picture = DrawnMetadata.jpeg(Self.jpeg, with: [DrawnMetadata.jpegSegment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + Array(packet.utf8))])
        let found = try values(picture)
        #expect(found["XMP dc:creator"] == "Ada & Charles")
        #expect(found["XMP photoshop:City"] == "Berlin")
        let position = try #require(try ImageMetadata.read(picture).position)
        #expect(abs(position.latitude - 52.52) < 1e-9)
        #expect(abs(position.longitude - 13.41) < 1e-9)
    }

    @Test("IPTC and comments of a JPEG are read")
    func iptc() throws {
        let segments = [DrawnMetadata.jpegSegment(0xED, DrawnMetadata.photoshop([(80, "Ada Lovelace"), (90, "London")])), DrawnMetadata.jpegSegment(0xFE, Array("by Ada".utf8))]
        let found = try values(DrawnMetadata.jpeg(Self.jpeg, with: segments))
        #expect(found["IPTC By-line"] == "Ada Lovelace")
        #expect(found["IPTC City"] == "London")
        #expect(found["comment Comment"] == "by Ada")
    }

    @Test("PNG tells by EXIF, texts and the raw profiles of ImageMagick")
    func png() throws {
        let exif = DrawnMetadata.exif(DrawnMetadata.telling)
        let digits = (Self.exifPrefix + exif).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let raw = Array("Raw profile type exif\0\nexif\n    \(exif.count + 6)\n\(digits)\n".utf8)
        let texts: [(String, [UInt8])] = [
            ("tEXt", Array("Author\0Ada".utf8)), ("iTXt", Array("Comment\0\0\0de\0Bemerkung\0für Charles".utf8)), ("tIME", [7, 0xE5, 3, 4, 5, 6, 7]),
        ]
        let found = try values(DrawnMetadata.png(TestPictures.bytes(Miniatures.png), with: texts + [("tEXt", raw)]))
        #expect(found["text Author"] == "Ada")
        #expect(found["text Comment"] == "für Charles")
        #expect(found["text tIME"] == "2021-03-04 05:06:07")
        #expect(found["EXIF Artist"] == "Ada Lovelace")
        let direct = try ImageMetadata.read(DrawnMetadata.png(TestPictures.bytes(Miniatures.png), with: [("eXIf", exif)]))
        #expect(direct.position != nil)
    }

    @Test("WebP and TIFF tell by EXIF")
    func others() throws {
        let exif = DrawnMetadata.exif(DrawnMetadata.telling)
        let webp = DrawnMetadata.webp(TestPictures.bytes(Miniatures.webp), width: 12, height: 8, flags: 0x08, with: [("EXIF", exif)])
        #expect(try ImageMetadata.read(webp).position != nil)
        #expect(try values(exif)["EXIF Artist"] == "Ada Lovelace")
    }

    @Test("directories that lead back to themselves end", arguments: [false, true])
    func cycles(isFile: Bool) throws {
        // The next directory of the only one is itself, and so is the camera's.
        var exif = DrawnMetadata.exif([(0x8769, .directory([])), (0x013B, .text("Ada"))])
        exif.replaceSubrange(18..<22, with: [8, 0, 0, 0])
        exif.replaceSubrange(34..<38, with: [8, 0, 0, 0])
        let bytes = isFile ? exif : DrawnMetadata.jpeg(Self.jpeg, with: [DrawnMetadata.jpegSegment(0xE1, Self.exifPrefix + exif)])
        #expect(try ImageMetadata.read(bytes).entries.map(\.value) == ["Ada"])
    }

    @Test("a count of four thousand million and values outside are no values")
    func outside() throws {
        var exif = DrawnMetadata.exif([(0x013B, .text("Ada Lovelace"))])
        exif.replaceSubrange(14..<18, with: [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(try ImageMetadata.read(exif).entries.map(\.value) == ["Ada Lovelace"])
        exif.replaceSubrange(18..<22, with: [0xFF, 0xFF, 0xFF, 0x7F])
        #expect(try ImageMetadata.read(exif).entries.isEmpty)
    }

    @Test("texts beyond the limits are told, not held")
    func limits() throws {
        var limits = MetadataLimits()
        (limits.maximumEntries, limits.maximumValueBytes) = (3, 4)
        let chunks = (0..<10).map { _ in ("tEXt", Array("Author\0Ada Lovelace".utf8)) }
        let metadata = try ImageMetadata.read(DrawnMetadata.png(TestPictures.bytes(Miniatures.png), with: chunks), limits: limits)
        #expect(metadata.entries.map(\.value) == ["Ada", "Ada", "Ada"])
        #expect(metadata.notes == [.tooMuch("more than 3 entries")])
    }

    /// Files that hold every kind of block: JPEG, TIFF, PNG, WebP.
    static let full: [[UInt8]] = {
        let exif = DrawnMetadata.exif(DrawnMetadata.telling)
        let xmp = Array("<x><rdf:Description dc:creator='Ada' exif:GPSLatitude=\"1,2N\"><dc:title>a</dc:title></rdf:Description></x>".utf8)
        let segments = [
            DrawnMetadata.jpegSegment(0xE1, exifPrefix + exif), DrawnMetadata.jpegSegment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + xmp),
            DrawnMetadata.jpegSegment(0xED, DrawnMetadata.photoshop([(80, "Ada")])), DrawnMetadata.jpegSegment(0xFE, [65]),
        ]
        let packed: [UInt8] = Array("Title\0".utf8) + [0, 0x78, 0x9C, 0x4B, 0x4C, 0x49, 0x04, 0x00, 0x02, 0x49, 0x01, 0x27]
        return [
            DrawnMetadata.jpeg(jpeg, with: segments), exif,
            DrawnMetadata.png(TestPictures.bytes(Miniatures.png), with: [("eXIf", exif), ("zTXt", packed), ("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0".utf8) + xmp)]),
            DrawnMetadata.webp(TestPictures.bytes(Miniatures.webp), width: 12, height: 8, flags: 0x0C, with: [("EXIF", exif), ("XMP ", xmp)]),
        ]
    }()

    @Test("any truncation and any byte changed ends in metadata or an error, in reading and in taking out", arguments: 0..<4)
    func hostile(file: Int) {
        let whole = Self.full[file]
        func tryBoth(_ bytes: [UInt8]) {
            _ = try? ImageMetadata.read(bytes)
            guard let cleaned = try? MetadataRemoval.cleaned(bytes) else { return }
            let left = (try? ImageMetadata.read(cleaned.bytes))?.entries.filter { $0.name != "Orientation" }
            #expect(left?.isEmpty == true)
        }
        for length in 0..<whole.count { tryBoth(Array(whole.prefix(length))) }
        for place in whole.indices {
            for flip in [0x01, 0x80, 0xFF] as [UInt8] {
                var changed = whole
                changed[place] ^= flip
                tryBoth(changed)
            }
        }
    }
}
