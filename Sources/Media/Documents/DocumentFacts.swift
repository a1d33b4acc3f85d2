/// What a document is, before its text: format, pages, fonts, images, and what can go wrong with it.
public struct DocumentFacts: Sendable, Hashable, Codable {
    public struct Page: Sendable, Hashable, Codable {
        /// In points of 1/72 inch, as stored; `rotation` (0, 90, 180, 270) is how it is turned to be read.
        public var width: Double
        public var height: Double
        public var rotation: Int
        public var images: Int
    }

    public var format: DocumentFormat
    public var bytes: Int
    /// "1.7"; empty where the format has none.
    public var version = ""
    /// Of the whole document; formats without pages have one.
    public var pageCount = 1
    /// The first pages, up to the limit; empty for formats without pages.
    public var pages: [Page] = []
    public var fonts = 0
    public var fontsNotEmbedded = 0
    /// Fonts whose glyphs nothing maps to characters: their text may come out as rubbish.
    public var fontsWithoutCharacters = 0
    public var attachments = 0
    public var isEncrypted = false
    /// Laid out so that the first page shows before the rest has come.
    public var isLinearised = false
    public var notes: [DocumentNote] = []

    init(_ format: DocumentFormat, bytes: Int) { (self.format, self.bytes) = (format, bytes) }
}

/// Something about a readable document that people should know.
public enum DocumentNote: Sendable, Hashable, Codable {
    /// The name ends in another format's extension.
    case otherExtension(found: String, format: DocumentFormat)
    /// It opens, and its end is missing.
    case truncated(at: Int)
    /// It opens because the reader mended it.
    case damaged(String, at: Int?)
    /// Bytes before its header.
    case junkBefore(Int)
    /// Programs within it.
    case javaScript
    /// It asks to start a program or open a file when it is opened or clicked on.
    case launchAction
    case attachments(Int)
    /// Bytes that are no text in the encoding, replaced.
    case replacedBytes(Int)
}
