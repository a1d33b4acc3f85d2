import Foundation
import Media
import Records
import Testing

@testable import Preparing

@Suite("Document checks")
struct DocumentChecksTests {
    /// Pages of A4 with this much text.
    private func document(_ pages: [(characters: Int, images: Int)], _ change: (inout DocumentMeasurements) -> Void = { _ in }) throws -> DocumentMeasurements {
        var facts = try DocumentProbe.facts(of: DocumentSource(Array("x".utf8), named: "x.txt"))
        facts.format = .pdf
        facts.pageCount = pages.count
        var document = DocumentMeasurements(facts: facts, pages: pages.map { page in
            var text = TextMeasurements()
            text.characters = page.characters
            return .init(width: 595, height: 842, rotation: 0, images: page.images, text: text, drawing: nil)
        })
        change(&document)
        return document
    }

    private func codes(_ document: DocumentMeasurements, _ settings: DocumentCheckSettings = DocumentCheckSettings()) -> [String] {
        DocumentChecks.findings(document, key: "one", settings).map(\.code)
    }

    @Test("pages of text are left alone")
    func usual() throws { #expect(codes(try document([(500, 0), (900, 2)])).isEmpty) }

    @Test("each check sees what it is for")
    func each() throws {
        #expect(codes(try document([(9, 1), (500, 0)])) == ["document.no-text-layer"])
        #expect(codes(try document([(10, 1)])).isEmpty)
        #expect(codes(try document([(0, 0)]) { $0.pages[0].drawing = .drawn }) == ["document.no-text-layer"])
        #expect(codes(try document([(0, 0)]) { $0.pages[0].drawing = .blank }) == ["document.empty-pages"])
        #expect(codes(try document([(0, 0), (50, 0)])) == ["document.empty-pages"])
        #expect(codes(try document([(100, 0)]) { $0.pages[0].text.damaged = 3 }) == ["document.damaged-text"])
        #expect(codes(try document([(100, 0)]) { $0.pages[0].text.damaged = 2 }).isEmpty)
        #expect(codes(try document([(100, 0)]) { $0.facts.fontsWithoutCharacters = 1 }) == ["document.unmapped-fonts"])
        #expect(codes(try document([(100, 0), (100, 0)]) { $0.pages[1].width = 612 }) == ["document.mixed-page-sizes"])
        #expect(codes(try document([(100, 0), (100, 0)]) { ($0.pages[1].width, $0.pages[1].height) = (842, 594) }).isEmpty, "the same paper on its side")
        #expect(codes(try document([(100, 0), (100, 0)]) { ($0.pages[1].width, $0.pages[1].height) = (1e300, .infinity) }).isEmpty)
        #expect(codes(try document([(100, 0)]) { $0.pages[0].rotation = 270 }) == ["document.turned-pages"])
        #expect(codes(try document([(100, 0)]) { $0.facts.bytes = 1 << 30 }) == ["document.too-large"])
        #expect(codes(try document([(100, 0)]) { $0.facts.isEncrypted = true }) == ["document.restricted"])
        #expect(codes(try document([(100, 0)]) { $0.facts.pageCount = 2001 }) == ["document.too-many-pages"])
        var few = DocumentCheckSettings()
        few.maximumPages = 1
        #expect(codes(try document([(100, 0), (100, 0)]), few) == ["document.too-many-pages"])
    }

    @Test("every entry of the catalogue has a name of its own and says what it saw")
    func catalogue() {
        #expect(Set(DocumentCheckCatalog.all.map(\.name)).count == DocumentCheckCatalog.all.count)
        #expect(NoTextLayer().listed([1, 2, 3, 4, 5, 6, 9]) == "pages 1, 2, 3, 4, 5 and 2 more")
        #expect(NoTextLayer().listed([7]) == "page 7")
    }

    @Test("characters that are none are counted, white space is not")
    func characters() {
        let measured = TextMeasurements("a b\n\u{E000}\u{FFFD}\u{1}\u{A0}\u{F0001}é")
        #expect(measured.characters == 7 && measured.damaged == 4)
    }

    @Test("unreadable documents are errors with their reason, in a report that does not depend on order")
    func report() throws {
        let documents = [
            CheckedDocument(id: ItemID(raw: 2), key: "bad", reading: .unreadable(.truncated(.pdf, at: 17))),
            CheckedDocument(id: ItemID(raw: 1), key: "good", reading: .measured(try document([(500, 0)]))),
            CheckedDocument(id: ItemID(raw: 3), key: "scan", reading: .measured(try document([(0, 1)]))),
        ]
        let report = DocumentChecks.report(documents)
        #expect(report.findings.map(\.code) == ["document.truncated", "document.no-text-layer"])
        #expect(report.findings.map { $0.place?.record } == ["bad", "scan"])
        #expect((report.seen, report.unreadable, report.pages) == (3, 1, 2))
        #expect(DocumentChecks.report(documents.reversed()) == report)
        #expect(DocumentChecks.report([]).findings.isEmpty)
    }

    @Test("settings are read by name and refused when unknown")
    func settings() throws {
        #expect(try DocumentCheckSettings(["least-characters": .int(3)]).leastCharacters == 3)
        #expect(throws: Finding.self) { try DocumentCheckSettings(["least": .int(3)]) }
        #expect(throws: Finding.self) { try DocumentCheckSettings(["damaged-share": .double(1.5)]) }
    }

    @Test("a text without words is told")
    func noText() throws {
        let measured = try DocumentChecks.measure(DocumentSource(Array("  \n".utf8), named: "a.txt"))
        #expect(codes(measured) == ["document.no-text"])
    }
}

/// Pages that hold neither text nor images are drawn to see what they are.
@Suite("Drawn pages")
struct DrawnPagesTests {
    @Test("an empty page, and one of drawn lines", arguments: [("0 0 m", DocumentMeasurements.Page.Drawing.blank, "document.empty-pages"), ("20 20 90 40 re f", .drawn, "document.no-text-layer")])
    func drawn(content: String, drawing: DocumentMeasurements.Page.Drawing, code: String) throws {
        let bytes = Array(
            "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R>> endobj\n4 0 obj <</Length \(content.utf8.count)>>\nstream\n\(content)\nendstream endobj\ntrailer <</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
                .utf8)
        let measured = try DocumentChecks.measure(DocumentSource(bytes, named: "a.pdf"))
        #expect(measured.pages.map(\.drawing) == [drawing])
        // Its index is missing, and that is told, too.
        #expect(DocumentChecks.findings(measured, key: "one").map(\.code) == ["document.damaged", code])
        var settings = DocumentCheckSettings()
        settings.drawnPages = 0
        #expect(try DocumentChecks.measure(DocumentSource(bytes, named: "a.pdf"), settings).pages.map(\.drawing) == [nil])
    }
}

/// Invoices of a public test set: real producers, scans among them.
@Suite("Document checks on invoices")
struct RealDocumentsTests {
    static let files: [URL] = {
        let folder = SharedFolder.url.appendingPathComponent("data/invoices/tests")
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return all.filter { $0.pathExtension == "pdf" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
    }()

    @Test("every invoice is read: pages, words within the page, no damage")
    func invoices() throws {
        if Self.files.isEmpty { print("SKIPPED (no ../shared): invoices") }
        for file in Self.files {
            let source = try DocumentSource(path: file.path)
            let measured = try DocumentChecks.measure(source)
            #expect(measured.pages.count == measured.facts.pageCount && measured.facts.pageCount > 0)
            let text = try DocumentText.read(source)
            for page in text.pages { #expect(page.words.allSatisfy { $0.right >= $0.left && $0.left > -page.width && $0.right < 2 * page.width }) }
            let codes = DocumentChecks.findings(measured, key: "one").map { $0.code.dropFirst(9) }
            print("\(file.lastPathComponent): \(measured.pages.count) pages, \(measured.characters) characters, \(codes.joined(separator: " "))")
            #expect(!codes.contains("truncated") && !codes.contains("damaged"))
            #expect(measured.characters > 100 || codes.contains("no-text-layer"))
        }
    }

    @Test("words that the expected answers name are found in the text")
    func words() throws {
        var (found, seen) = (0, 0)
        for file in Self.files {
            guard let answers = FileManager.default.contents(atPath: file.deletingPathExtension().path + ".json") else { continue }
            guard let list = try? JSONSerialization.jsonObject(with: answers) as? [[String: Any]], let number = list.first?["invoice_number"] as? String else { continue }
            let text = try DocumentText.read(DocumentSource(path: file.path)).pages.map(\.text).joined(separator: "\n")
            seen += 1
            // Some of these are scans: their answers came from OCR.
            if text.contains(number) { found += 1 } else { print("\(file.lastPathComponent): `\(number)` is not in its \(text.count) characters") }
        }
        print("invoice numbers found in the text: \(found) of \(seen)")
        #expect(found * 3 >= seen * 2)
    }

    /// Half cut off, a quarter with a hole of zeros over the index, a quarter with rubbish for a header, against the whole ones.
    @Test("spoiled invoices are told from whole ones")
    func spoiled() throws {
        guard !Self.files.isEmpty else { return }
        var (hits, misses, falseAlarms) = (0, 0, 0)
        func isFlagged(_ bytes: [UInt8]) throws -> Bool {
            do throws(DocumentError) {
                let facts = try DocumentProbe.facts(of: DocumentSource(bytes, named: "a.pdf"))
                return facts.notes.contains { if case .truncated = $0 { true } else if case .damaged = $0 { true } else { false } }
            } catch { return true }
        }
        for (place, file) in Self.files.enumerated() {
            let whole = [UInt8](try Data(contentsOf: file))
            if try isFlagged(whole) { falseAlarms += 1 }
            var zeroed = whole, header = whole
            for at in max(0, whole.count - 400)..<whole.count { zeroed[at] = 0 }
            for at in 0..<min(1100, whole.count) { header[at] = UInt8(truncatingIfNeeded: at &* 31 &+ place) }
            for bytes in [Array(whole.prefix(whole.count / 2)), Array(whole.prefix(whole.count - 100)), Array(whole.prefix(300)), zeroed, header] {
                if try isFlagged(bytes) { hits += 1 } else { misses += 1 }
            }
        }
        print("spoiled documents: recall \(Double(hits) / Double(hits + misses)), precision \(Double(hits) / Double(max(1, hits + falseAlarms))) of \(hits + misses) spoiled and \(Self.files.count) whole")
        #expect(misses == 0 && falseAlarms == 0)
    }
}
