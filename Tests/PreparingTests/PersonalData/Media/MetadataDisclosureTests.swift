import Media
import Preparing
import Testing

@Suite("Personal data of metadata")
struct MetadataDisclosureTests {
    private let disclosure = MetadataDisclosure(finder: PersonalDataFinder())

    /// A PNG of nothing but its texts; the pixels are never asked for.
    private func picture(_ texts: [(String, String)]) -> [UInt8] {
        func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) } }
        func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] { number(content.count) + Array(name.utf8) + content + [0, 0, 0, 0] }
        let header = chunk("IHDR", number(1) + number(1) + [8, 0, 0, 0, 0])
        return [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10] + header + texts.flatMap { chunk("tEXt", Array("\($0.0)\0\($0.1)".utf8)) } + chunk("IEND", [])
    }

    @Test("a tag says what its text is, and the text is searched as well", arguments: [
        ("Author", "Ada Lovelace", ["PERSON"]), ("author", "ada@example.org", ["PERSON", "EMAIL_ADDRESS"]), ("Copyright", "Ada Ltd", ["PERSON"]),
        ("Creation Time", "2021-03-04", ["DATE_TIME"]), ("Comment", "the card is 4111 1111 1111 1111", ["FREE_TEXT", "CREDIT_CARD"]), ("Software", "gimp", []),
        ("anything of one's own", "words", ["FREE_TEXT"]),
    ] as [(String, String, [String])])
    func meanings(tag: String, text: String, entities: [String]) throws {
        let found = disclosure.found(in: try ImageMetadata.read(picture([(tag, text)])))
        #expect(found.map(\.entity) == entities)
        #expect(found.allSatisfy { $0.tag == "text \(tag)" })
        for finding in found { #expect((finding.severity == .note) == ["DATE_TIME", "FREE_TEXT"].contains(finding.entity)) }
    }

    @Test("only asked entities are told")
    func asked() throws {
        let only = MetadataDisclosure(finder: PersonalDataFinder(entities: ["PERSON"]), entities: ["PERSON"])
        let texts = [("Author", "ada@example.org"), ("Creation Time", "2021-03-04")]
        #expect(only.found(in: try ImageMetadata.read(picture(texts))).map(\.entity) == ["PERSON"])
    }

    @Test("tags of sounds and videos say what they are, by whichever name a container has for them", arguments: [
        ("artist", "Ada", ["PERSON"]), ("com.apple.quicktime.author", "Ada", ["PERSON"]), ("COMPOSER", "Ada", ["PERSON"]), ("location-eng", "+48.2+16.3/", ["LOCATION"]),
        ("com.apple.quicktime.location.ISO6709", "+48.2+16.3/", ["LOCATION"]), ("title", "a walk", ["FREE_TEXT"]), ("comment", "ada@example.org", ["FREE_TEXT", "EMAIL_ADDRESS"]),
        ("creation_time", "2021-03-04T05:06:07Z", ["DATE_TIME"]), ("serial_number", "4711", ["DEVICE_ID"]), ("encoder", "Lavf59", []), ("handler_name", "VideoHandler", []),
        ("copyright", "Ada Ltd", ["PERSON"]), ("lyrics-XXX", "la la", ["FREE_TEXT"]),
    ] as [(String, String, [String])])
    func media(name: String, value: String, entities: [String]) {
        let found = disclosure.found(in: [MediaTags.Tag(part: "file", name: name, value: value)])
        #expect(found.map(\.entity) == entities)
        #expect(found.allSatisfy { $0.tag == "file \(name)" })
    }

    @Test("a tag that a container has twice is told once")
    func twice() {
        let tags = ["location", "location-eng"].map { MediaTags.Tag(part: "file", name: $0, value: "+48.2+16.3/") }
        #expect(disclosure.found(in: tags).map(\.tag) == ["file location"])
    }

    @Test("the creator of a document is a program, its author a person")
    func properties() throws {
        let properties = [DocumentProperties.Property(name: "Creator", value: "Writer"), .init(name: "Author", value: "Ada"), .init(name: "CreationDate", value: "today")]
        #expect(disclosure.found(in: properties).map(\.entity) == ["PERSON", "DATE_TIME"])
    }
}

@Suite("Personal data of file names")
struct FileNameTextTests {
    private let names = FileNameText(finder: PersonalDataFinder(locales: [.unitedStates]))

    @Test("words are parted by whatever stands between them, and an ending is no domain", arguments: [
        ("invoice_4111111111111111.pdf", ["CREDIT_CARD"]), ("4111-1111-1111-1111.jpg", ["CREDIT_CARD"]), ("4111_1111_1111_1111.jpg", ["CREDIT_CARD"]),
        ("mail_ada@example.org_2.txt", ["EMAIL_ADDRESS"]), ("ada@example.org", ["EMAIL_ADDRESS"]), ("readme.md", []), ("data.zip", []), ("photo.jpg", []), ("", []), (".", []), ("ada.tar.gz", []),
    ] as [(String, [String])])
    func found(name: String, entities: [String]) {
        #expect(names.found(in: name, isFile: true).map(\.entity) == entities)
    }

    @Test("places are those of the name as it stands")
    func places() throws {
        let name = "scan_é_4111_1111_1111_1111.jpg"
        let span = try #require(names.found(in: name, isFile: true).first)
        #expect(String(String.UnicodeScalarView(Array(name.unicodeScalars)[span.range])) == "4111_1111_1111_1111")
    }

    @Test("a telling part gets one name everywhere, by the key alone, and keeps its ending")
    func pseudonyms() throws {
        func made(_ key: UInt8, _ path: String) throws -> String {
            FileNamePseudonym(names: names, key: try #require(PersonalDataKey([UInt8](repeating: key, count: 16)))).renamed(path)
        }
        let path = "4111111111111111/photos/ada@example.org.tar.gz"
        let parts = try made(1, path).split(separator: "/").map(String.init)
        #expect(parts.count == 3)
        #expect(parts[1] == "photos")
        #expect(parts[0].hasPrefix("name-") && parts[0].utf8.count == 21)
        #expect(parts[2].hasPrefix("name-") && parts[2].hasSuffix(".tar.gz"))
        #expect(try made(1, "4111111111111111/x.png") == parts[0] + "/x.png")
        #expect(try made(2, path) != made(1, path))
        #expect(try made(1, "photos/x.png") == "photos/x.png")
    }
}
