/// Reads what a document is: format, pages, fonts, images, damage, and things to beware of.
///
///     let facts = try DocumentProbe.facts(of: DocumentSource(path: "/data/invoice.pdf"))
///     print(facts.pageCount, facts.pages[0].width, facts.notes)
///
/// A PDF is judged twice: by its own bytes (`PDFBytes`), and by poppler in child processes. What poppler can mend is read
/// and carries a note; what it cannot is a `DocumentError`. Nothing in a document is ever run or fetched.
/// Cost: the file in memory once, and four child processes of some ten milliseconds for a PDF.
public enum DocumentProbe {
    public static func facts(
        of source: DocumentSource, limits: DocumentLimits = DocumentLimits()
    ) throws(DocumentError) -> DocumentFacts {
        let format = try self.format(of: source)
        let bytes = try source.all(limits)
        var facts = DocumentFacts(format, bytes: bytes.count)
        if let found = DocumentFormat.fileExtension(source.name), !format.extensions.contains(found), format != .text {
            facts.notes.append(.otherExtension(found: found, format: format))
        }
        switch format {
        case .pdf: try addPDF(bytes, PDFTools(source: source, limits: limits), &facts)
        case .docx: _ = try WordDocument.text(bytes, limits)
        case .html, .markdown, .text:
            let replaced = PlainText.decode(bytes).replaced
            if replaced > 0 { facts.notes.append(.replacedBytes(replaced)) }
        }
        return facts
    }

    static func format(of source: DocumentSource) throws(DocumentError) -> DocumentFormat {
        let head = try source.bytes(at: 0, count: 4096)
        guard !head.isEmpty else { throw .empty }
        guard let format = DocumentFormat.sniff(head, named: source.name) else { throw .unknownFormat(head: Array(head.prefix(8))) }
        return format
    }

    private static func addPDF(_ bytes: [UInt8], _ tools: PDFTools, _ facts: inout DocumentFacts) throws(DocumentError) {
        guard let own = PDFBytes(bytes, tools.limits) else { throw .unknownFormat(head: Array(bytes.prefix(8))) }
        let found: PDFTools.Information
        do { found = try tools.information() } catch {
            // The end missing is the better reason of the two.
            if case .damaged = error, !own.hasEnd { throw .truncated(.pdf, at: bytes.count) }
            throw error
        }
        facts.version = found.version.isEmpty ? own.version : found.version
        facts.pageCount = found.pageCount
        facts.pages = found.pages
        facts.isEncrypted = found.isEncrypted || own.isEncrypted
        facts.isLinearised = own.isLinearised
        facts.attachments = try tools.attachments()
        (facts.fonts, facts.fontsNotEmbedded, facts.fontsWithoutCharacters) = try tools.fonts(pages: found.pages.count)
        for (page, count) in try tools.images(pages: found.pages.count).enumerated() { facts.pages[page].images = count }
        facts.notes += notes(own, found, facts.attachments, bytes.count)
    }

    private static func notes(_ own: PDFBytes, _ found: PDFTools.Information, _ attachments: Int, _ count: Int) -> [DocumentNote] {
        var notes: [DocumentNote] = []
        if own.start > 0 { notes.append(.junkBefore(own.start)) }
        if !own.hasEnd { notes.append(.truncated(at: count)) }
        else if let broken = own.brokenIndex { notes.append(.damaged(broken.text, at: broken.at)) }
        else if !own.hasTrailer { notes.append(.damaged("it has no trailer", at: count)) }
        else if case let (text?, place) = PDFTools.complaint(found.complaint) { notes.append(.damaged(text, at: place)) }
        if own.hasJavaScript || found.hasJavaScript { notes.append(.javaScript) }
        if own.hasLaunchAction { notes.append(.launchAction) }
        if attachments > 0 { notes.append(.attachments(attachments)) }
        return notes
    }
}
