/// The words of a document by page, each with its place where the format has places.
///
///     let text = try DocumentText.read(DocumentSource(path: "/data/invoice.pdf"))
///     for word in text.pages[0].words { print(word.text, word.left, word.top) }
///
/// A PDF's text is what its producer stored, not what a reader would see: a scan has none. Words come in reading order as
/// poppler sees it. Other formats give one page without places.
public struct DocumentText: Sendable, Hashable, Codable {
    /// In points of 1/72 inch from the page's upper left corner, upright.
    public struct Word: Sendable, Hashable, Codable {
        public var text: String
        public var left: Double
        public var top: Double
        public var right: Double
        public var bottom: Double
        /// Counted from 0 within the page; words of one line have one number.
        public var line: Int
    }

    public struct Page: Sendable, Hashable, Codable {
        /// Upright.
        public var width: Double
        public var height: Double
        /// Empty where the format has no places, or places could not be read.
        public var words: [Word]
        /// Words apart by spaces, lines by line feeds.
        public var text: String
    }

    public var format: DocumentFormat
    /// The first pages, up to the limit.
    public var pages: [Page]

    public static func read(
        _ source: DocumentSource, limits: DocumentLimits = DocumentLimits()
    ) throws(DocumentError) -> DocumentText {
        let format = try DocumentProbe.format(of: source)
        func whole(_ text: String) -> DocumentText { DocumentText(format: format, pages: [Page(width: 0, height: 0, words: [], text: text)]) }
        switch format {
        case .pdf: return DocumentText(format: .pdf, pages: try PDFText.pages(PDFTools(source: source, limits: limits)))
        case .docx: return whole(try WordDocument.text(try source.all(limits), limits))
        case .html: return whole(MarkupText.ofHTML(PlainText.decode(try source.all(limits)).text))
        case .markdown, .text: return whole(PlainText.decode(try source.all(limits)).text)
        }
    }
}
