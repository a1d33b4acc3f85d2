import Foundation
import Testing

@testable import Media

@Suite("Documents")
struct DocumentTests {
    private func facts(_ bytes: [UInt8], _ name: String = "a.pdf") throws -> DocumentFacts { try DocumentProbe.facts(of: DocumentSource(bytes, named: name)) }

    @Test("a PDF gives pages, version, fonts, and words with their places")
    func pdf() throws {
        let facts = try facts(DocumentFiles.letter)
        #expect(facts.format == .pdf && facts.version == "1.4" && facts.pageCount == 2 && facts.notes.isEmpty)
        #expect(facts.pages == [DocumentFacts.Page(width: 200, height: 100, rotation: 0, images: 0), DocumentFacts.Page(width: 200, height: 100, rotation: 0, images: 0)])
        #expect(facts.fonts == 1 && facts.fontsNotEmbedded == 1)
        let text = try DocumentText.read(DocumentSource(DocumentFiles.letter, named: "a.pdf"))
        #expect(text.pages.map(\.text) == ["Dear reader, all is well here", "Page two: goodbye & <thanks>"])
        let word = try #require(text.pages[0].words.first)
        #expect(word.text == "Dear" && abs(word.left - 20) < 0.1 && word.top < 60 && word.bottom > 60 && word.line == 0)
        #expect(text.pages[0].width == 200 && text.pages[0].height == 100)
    }

    @Test("a page is drawn at the asked size, a page that is not there is refused")
    func drawing() throws {
        let source = try DocumentSource(DocumentFiles.letter, named: "a.pdf")
        let picture = try DocumentPicture.draw(source, page: 2, longestSide: 400)
        #expect(picture.width == 400 && picture.height == 200)
        #expect(picture.pixels.contains { $0 < 100 } && picture.pixels[0] == 255)
        for page in [3, 0, -1] {
            #expect("\(page)") { try DocumentPicture.draw(source, page: page, longestSide: 400) } throws: { ($0 as? DocumentError)?.code == "document.no-such-page" }
        }
    }

    @Test("a page turned by 90 degrees, images, programs, actions and attached files are told")
    func notes() throws {
        let page = try #require(try facts(DocumentFiles.pdf(["0 0 m"], page: "/Rotate 90")).pages.first)
        #expect(page.rotation == 90)
        let script = DocumentFiles.pdf(["0 0 m"], catalog: "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")
        #expect(try facts(script).notes == [.javaScript])
        let launch = DocumentFiles.pdf(["0 0 m"], catalog: "/OpenAction << /S /L#61unch /F (calc.exe) >>")
        #expect(try facts(launch).notes == [.launchAction])
        let attached = DocumentFiles.pdf(
            ["0 0 m"], extra: ["<< /Type /EmbeddedFile /Length 2 >>\nstream\nhi\nendstream", "<< /Type /Filespec /F (a.txt) /UF (a.txt) /EF << /F 6 0 R >> >>"],
            catalog: "/Names << /EmbeddedFiles << /Names [(a.txt) 7 0 R] >> >>")
        #expect(try facts(attached).notes == [.attachments(1)])
        #expect(try facts(Array("junk\n".utf8) + DocumentFiles.letter).notes.contains(.junkBefore(5)))
        #expect(try facts(DocumentFiles.letter, "a.docx").notes == [.otherExtension(found: "docx", format: .pdf)])
    }

    @Test("a PDF that needs a password is told from a broken one")
    func locked() throws {
        for call in [{ _ = try DocumentProbe.facts(of: $0) }, { _ = try DocumentText.read($0) }, { _ = try DocumentPicture.draw($0, page: 1, longestSide: 50) }] as [(DocumentSource) throws -> Void] {
            #expect(throws: DocumentError.encrypted(.pdf)) { try call(DocumentSource(DocumentFiles.locked, named: "a.pdf")) }
        }
    }

    @Test("images are counted by page")
    func images() throws {
        #expect(try facts(DocumentFiles.scan).pages.map(\.images) == [1])
    }

    @Test("many packed streams that lead nowhere end at the limit")
    func bombs() {
        var limits = DocumentLimits()
        limits.maximumUnpackedBytes = 1 << 20
        // Each begins a block of 60,000 stored bytes that another begins in.
        let one = Array("/ObjStm stream\n".utf8) + [0x78, 0x01, 0] + DocumentFiles.number(60_000, 2) + DocumentFiles.number(60_000 ^ 0xFFFF, 2)
        let file = Array("%PDF-1.5\n".utf8) + [[UInt8]](repeating: one, count: 20_000).flatMap { $0 }
        #expect(PDFBytes(file, limits)?.hasEnd == false)
    }

    @Test("titles cannot pass for our lines of pdfinfo")
    func spoofed() {
        let found = PDFTools.information(Array("Title: x\nPages:  900\nPage 1 rot: 90\nPages:           1\nEncrypted:       no\nPage    1 size:  10 x 20 pts\nPage    1 rot:   0\nPDF version: 1.7\n".utf8))
        #expect(found.pageCount == 1 && found.pages == [DocumentFacts.Page(width: 10, height: 20, rotation: 0, images: 0)] && found.version == "1.7")
    }

    @Test("a PDF cut off anywhere is refused or noted with a place, unless only its last line break is gone")
    func truncations() throws {
        let whole = DocumentFiles.pdf([DocumentFiles.shown("short")])
        // Child processes for each: a step that meets all parts of the file.
        for length in stride(from: 1, to: whole.count - 1, by: 23) {
            do {
                let facts = try facts(Array(whole.prefix(length)))
                #expect(facts.format == .pdf ? facts.notes.contains(.truncated(at: length)) : length < 5, "\(length) of \(whole.count)")
            } catch let error as DocumentError {
                #expect([.truncated(.pdf, at: length), .unknownFormat(head: Array(whole.prefix(min(8, length))))].contains(error), "\(length): \(error)")
            }
        }
    }

    @Test("own bytes of a PDF: every truncation misses its end, no changed byte is a trap")
    func ownBytes() throws {
        let whole = DocumentFiles.letter, limits = DocumentLimits()
        #expect(PDFBytes(whole, limits)?.hasEnd == true && PDFBytes(whole, limits)?.brokenIndex == nil && PDFBytes(whole, limits)?.hasTrailer == true)
        for length in 5..<whole.count - 1 { #expect(PDFBytes(Array(whole.prefix(length)), limits)?.hasEnd == false, "\(length)") }
        for place in whole.indices {
            for value: UInt8 in [0, 0x2F, 0x39, 0xFF] {
                var bytes = whole
                bytes[place] = value
                _ = PDFBytes(bytes, limits)
            }
        }
        var moved = String(decoding: whole, as: UTF8.self)
        moved.replace("startxref\n", with: "startxref\n9")
        #expect(PDFBytes(Array(moved.utf8), limits)?.brokenIndex != nil)
    }

    @Test("names within packed objects are seen")
    func packedNames() {
        // "<< /S /Launch >>" as a stored DEFLATE block behind zlib's two bytes.
        let inside = Array("<< /S /Launch >>".utf8)
        let stream = [0x78, 0x01, 1] + DocumentFiles.number(inside.count, 2) + DocumentFiles.number(inside.count ^ 0xFFFF, 2) + inside
        let file = Array("%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length \(stream.count) >>\nstream\n".utf8) + stream + Array("\nendstream\n%%EOF".utf8)
        #expect(PDFBytes(file, DocumentLimits())?.hasLaunchAction == true)
    }

    @Test("zeros, rubbish, nothing, a folder and a missing file are refused in words", arguments: [
        ([UInt8](repeating: 0, count: 5000), "document.unknown-format"), ([], "document.empty"), ((0..<3000).map { UInt8(truncatingIfNeeded: $0 &* $0 &+ 7) }, "document.unknown-format"),
        (Array("%PDF-1.4 and nothing".utf8), "document.truncated"), ([0x50, 0x4B, 3, 4, 0, 0], "document.truncated"), (OfficeContainer.signature + [1, 2, 3], "document.unsupported"),
        (OfficeContainer.signature + Array("EncryptedPackage".utf8).flatMap { [$0, 0] }, "document.encrypted"),
    ] as [([UInt8], String)])
    func rubbish(bytes: [UInt8], code: String) throws {
        let error = #expect(throws: DocumentError.self) { try facts(bytes, "a.bin") }
        #expect(error?.code == code)
        #expect(error?.description.isEmpty == false)
    }

    @Test("folders and missing files are refused")
    func paths() {
        #expect(throws: DocumentError.cannotOpen("tmp", code: 0)) { try DocumentSource(path: "/tmp") }
        #expect(throws: DocumentError.cannotOpen("none", code: ENOENT)) { try DocumentSource(path: "/tmp/none") }
        #expect(throws: DocumentError.cannotOpen("null", code: 0)) { try DocumentSource(path: "/dev/null") }
    }

    @Test("ten sparse gigabytes are refused by their size", arguments: ["a.pdf", "a.txt", "a.docx"])
    func sparse(name: String) throws {
        let path = NSTemporaryDirectory() + "winnow-sparse-\(UUID().uuidString)"
        #expect(FileManager.default.createFile(atPath: path, contents: Data("%PDF-1.4\n".utf8)))
        defer { unlink(path) }
        #expect(truncate(path, 10 << 30) == 0)
        let source = try DocumentSource(path: path, named: name)
        #expect(throws: DocumentError.tooManyBytes(10 << 30, limit: 128 << 20)) { try DocumentProbe.facts(of: source) }
        #expect(throws: DocumentError.tooManyBytes(10 << 30, limit: 128 << 20)) { try DocumentText.read(source) }
        #expect(throws: DocumentError.tooManyBytes(10 << 30, limit: 128 << 20)) { try DocumentPicture.draw(source, page: 1, longestSide: 100) }
    }

    @Test("cancelling stops the programs")
    func cancelled() async throws {
        let source = try DocumentSource(DocumentFiles.letter, named: "a.pdf")
        let task = Task.detached { () -> DocumentError? in
            while !Task.isCancelled { await Task.yield() }
            do {
                _ = try DocumentProbe.facts(of: source)
                return nil
            } catch {
                return error as? DocumentError
            }
        }
        task.cancel()
        #expect(await task.value == .tool(.cancelled))
    }
}

@Suite("Documents of text")
struct TextDocumentTests {
    private func text(_ bytes: [UInt8], _ name: String) throws -> String { try DocumentText.read(DocumentSource(bytes, named: name)).pages.map(\.text).joined() }

    @Test("text, Markdown and HTML are told apart and read", arguments: [
        ("a.txt", "plain words", "plain words", DocumentFormat.text), ("a.md", "# Head\nwords", "# Head\nwords", .markdown), ("noname", "<!doctype html><p>Hi</p>", "\nHi\n", .html),
        ("a.html", "<style>p{}</style><p>A &lt;b&gt; &#65;</p><script>if (1<2) x</script><!-- <p>no</p> -->end", "\nA <b> A\nend", .html), ("a.html", "a<p", "a\n", .html), ("a.html", "a<script>b", "a", .html),
    ])
    func plain(name: String, content: String, expected: String, format: DocumentFormat) throws {
        let source = try DocumentSource(Array(content.utf8), named: name), read = try DocumentText.read(source)
        #expect(read.format == format)
        #expect(read.pages.map(\.text) == [expected])
        #expect(try DocumentProbe.facts(of: source).notes.isEmpty)
    }

    @Test("marks of encodings are taken, bytes that are no text are counted")
    func encodings() throws {
        #expect(try text([0xEF, 0xBB, 0xBF, 0x61], "a.txt") == "a")
        #expect(try text([0xFF, 0xFE, 0x61, 0, 0x3A, 0x26], "a.txt") == "a\u{263A}")
        #expect(try text([0xFE, 0xFF, 0, 0x61], "a.txt") == "a")
        #expect(PlainText.decode([0x61, 0xFF, 0x62]).replaced == 1)
        #expect(PlainText.decode(Array("a\u{FFFD}".utf8)).replaced == 0)
        #expect(PlainText.decode([0xFF, 0xFE, 0x61]).replaced == 1)
    }

    @Test("a DOCX gives its paragraphs, then footers")
    func word() throws {
        #expect(try text(DocumentFiles.docx, "a.docx") == "Dear\t reader & friend\nSecond \u{263A}\nfoot\n")
        #expect(throws: DocumentError.unsupported(.docx, "it is a zip file without `word/document.xml`")) { try text(DocumentFiles.zip([("a", [1], nil)]), "a.docx") }
        let declared = DocumentFiles.zip([("word/document.xml", Array("<!DOCTYPE x [<!ENTITY a \"b\">]><w:t>&a;</w:t>".utf8), nil)])
        #expect(throws: DocumentError.self) { try text(declared, "a.docx") }
    }

    @Test("a DOCX cut off anywhere, or with a changed byte, is refused or read, and never a trap")
    func damage() throws {
        let whole = DocumentFiles.docx
        for length in 4..<whole.count {
            let error = #expect(throws: DocumentError.self) { try WordDocument.text(Array(whole.prefix(length)), DocumentLimits()) }
            #expect(error == .truncated(.docx, at: length), "\(length) of \(whole.count)")
        }
        for place in whole.indices {
            for value: UInt8 in [0, 0xFF, whole[place] ^ 1] {
                var bytes = whole
                bytes[place] = value
                _ = try? WordDocument.text(bytes, DocumentLimits())
            }
        }
    }

    @Test("a part that unpacks without end is refused at the limit")
    func bomb() {
        var limits = DocumentLimits()
        limits.maximumUnpackedBytes = 1 << 20
        // Stored blocks of 60,000 zeros, twenty of them.
        let block = [UInt8(0)] + DocumentFiles.number(60_000, 2) + DocumentFiles.number(60_000 ^ 0xFFFF, 2) + [UInt8](repeating: 0, count: 60_000)
        let packed: [UInt8] = [[UInt8]](repeating: block, count: 20).flatMap { $0 } + [1, 0, 0, 0xFF, 0xFF]
        let file = DocumentFiles.zip([("word/document.xml", [], packed)])
        #expect(throws: DocumentError.unpacksTooFar(.docx, limit: 1 << 20)) { try WordDocument.text(file, limits) }
    }
}

/// What poppler prints is as hostile as what it reads.
@Suite("Printed by poppler")
struct PopplerOutputTests {
    static let boxes = Array(
        "<html><head><title>a</title></head><body><doc><page width=\"200.5\" height=\"100\"><flow><block><line xMin=\"1\"><word xMin=\"1.5\" yMin=\"-2\" xMax=\"3\" yMax=\"4\">a&amp;b</word><word xMin=\"5\">c</word></line><line><word>d&#x263A;</word></line></block></flow></page><page width=\"1\" height=\"2\"></page></doc>"
            .utf8)

    @Test("boxes, references and lines are read")
    func read() {
        let pages = PDFText.pages(Self.boxes)
        #expect(pages.map(\.text) == ["a&b c\nd\u{263A}", ""])
        #expect(pages[0].words[0] == DocumentText.Word(text: "a&b", left: 1.5, top: -2, right: 3, bottom: 4, line: 0))
        #expect(pages[0].words.map(\.line) == [0, 0, 1] && pages[0].width == 200.5 && pages[1].height == 2)
        #expect(PDFText.plainPages(Array("a\u{C}b\u{C}".utf8)).map(\.text) == ["a", "b"])
    }

    @Test("cut off or changed anywhere it gives pages, never a trap")
    func changed() {
        for length in 0...Self.boxes.count { #expect(PDFText.pages(Array(Self.boxes.prefix(length))).count <= 2) }
        for place in Self.boxes.indices {
            for value: UInt8 in [0, 0x22, 0x26, 0x3B, 0x3C, 0x3E, 0xFF] {
                var bytes = Self.boxes
                bytes[place] = value
                _ = PDFText.pages(bytes)
                _ = MarkupText.ofHTML(String(decoding: bytes, as: UTF8.self))
                _ = MarkupText.ofWord(bytes)
                _ = PDFTools.information(bytes)
            }
        }
    }

    @Test("numbers beyond all measure are taken or left, never a trap", arguments: [
        "Pages: 99999999999999999999\n", "Pages: -5\n", "Page 9223372036854775807 rot: 9223372036854775807\nPages: 3\n", "Page 0 size: 1 x 2 pts\nPages: 1\n",
        "Page 1 size: inf x nan pts\nPage 1 rot: -9223372036854775808\nPages: 9223372036854775807\n", ":::\n", "",
    ])
    func numbers(text: String) {
        let found = PDFTools.information(Array(text.utf8))
        #expect(found.pageCount >= 0 && found.pages.count <= 3)
    }

    @Test("the first error and its byte are told", arguments: [
        ("Syntax Warning: x\nSyntax Error (812): Illegal character\nSyntax Error: later\n", "Illegal character", 812), ("Syntax Error: Couldn't find trailer dictionary", "Couldn't find trailer dictionary", nil),
        ("all is well", nil, nil), ("Error (99999999999999999999): x", "x", nil), ("Error (", nil, nil),
    ] as [(String, String?, Int?)])
    func complaints(text: String, words: String?, place: Int?) {
        let found = PDFTools.complaint(text)
        #expect(found.text == words && found.place == place)
    }
}

@Suite("Inflate")
struct InflateTests {
    /// Packed by zlib's `deflate` of "hello hello hello hello\n" (fixed codes) and of a text with its own codes.
    static let fixed: [UInt8] = [203, 72, 205, 201, 201, 87, 200, 64, 39, 185, 0]

    @Test("unpacks stored and fixed blocks")
    func simple() throws {
        #expect(try Inflate.unpack(Self.fixed[...], limit: 100).bytes == Array("hello hello hello hello\n".utf8))
        #expect(try Inflate.unpack([1, 3, 0, 0xFC, 0xFF, 7, 8, 9][...], limit: 3).bytes == [7, 8, 9])
        #expect(throws: Inflate.Failure.tooLarge(limit: 10)) { try Inflate.unpack(Self.fixed[...], limit: 10) }
    }

    @Test("what gzip packed comes out again", arguments: [10, 1000, 100_000])
    func dynamic(count: Int) throws {
        var state: UInt32 = 7
        let plain = (0..<count).map { _ -> UInt8 in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(97 + (state >> 24) % 7 * (state >> 30))
        }
        let source = try DocumentSource(plain, named: "plain")
        let gzip = try ChildProcess("gzip", ["-c", ChildProcess.inputPath], input: source.descriptor, tools: MediaTools(), limits: ProcessLimits())
        let packed = try gzip.wholeOutput()
        // Ten bytes of header without a name, eight of trailer; some write the name.
        let start = packed[3] & 8 == 0 ? 10 : 11 + (packed[10...].firstIndex(of: 0) ?? 10) - 10
        #expect(try Inflate.unpack(packed[start...], limit: count).bytes == plain)
        for length in stride(from: start, to: packed.count - 9, by: max(1, packed.count / 200)) {
            #expect(throws: Inflate.Failure.self) { try Inflate.unpack(packed[start..<length], limit: count) }
        }
    }

    @Test("any bytes give bytes or a failure")
    func rubbish() {
        var state: UInt32 = 1
        for _ in 0..<3000 {
            let bytes = (0..<60).map { _ -> UInt8 in
                state = state &* 1_664_525 &+ 1_013_904_223
                return UInt8(state >> 24)
            }
            _ = try? Inflate.unpack(bytes[...], limit: 10_000)
        }
    }
}
