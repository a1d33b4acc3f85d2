/// What a picture file says besides its pixels: where and when it was taken, with what, by whom, and what people wrote.
///
///     let metadata = try ImageMetadata.read(bytes)
///     print(metadata.position, metadata.entries.map(\.name))
///
/// Read are EXIF, XMP, IPTC and comments of JPEG; EXIF, XMP and texts of PNG, ImageMagick's raw profiles included; EXIF and
/// XMP of WebP; the directories of TIFF. What a value means for a person is not judged here.
///
/// Whatever the bytes, the answer is what could be read, with a note for what could not; only bytes that are no picture of
/// these formats are an `ImageError`. Directories that turn back on themselves are read once, values are cut, and
/// everything is counted against `MetadataLimits`.
/// Cost: one walk over the file's pieces; memory for the values.
///
/// Standards: CIPA DC-008 (EXIF 2.32), ISO 16684-1 (XMP), IPTC IIM 4.2, PNG third edition 11.3, RFC 9649, TIFF 6.0.
public struct ImageMetadata: Sendable, Hashable {
    public struct Entry: Sendable, Hashable {
        public var block: MetadataBlock
        /// As its standard names it: `GPSLatitude`, `dc:creator`, `By-line`, the keyword of a PNG text.
        public var name: String
        public var value: String

        public init(_ block: MetadataBlock, _ name: String, _ value: String) {
            self.block = block
            self.name = name
            self.value = value
        }
    }

    /// Degrees, north and east positive.
    public struct Position: Sendable, Hashable {
        public var latitude: Double
        public var longitude: Double
    }

    public let format: ImageFormat
    /// In the order of the file.
    public internal(set) var entries: [Entry] = []
    /// Of EXIF, or of XMP where EXIF has none.
    public internal(set) var position: Position?
    public internal(set) var notes: [MetadataNote] = []

    init(_ format: ImageFormat) { self.format = format }

    /// - Throws: for what is no JPEG, PNG, WebP or TIFF; damage within one is a note.
    public static func read(_ bytes: [UInt8], limits: MetadataLimits = MetadataLimits()) throws(ImageError) -> ImageMetadata {
        try bytes.checked { raw throws(ImageError) in
            guard !raw.isEmpty else { throw .empty }
            guard let format = ImageFormat.sniff(raw) else { throw .notAnImage(head: Array(raw.prefix(8))) }
            var reader = MetadataReader(format, limits)
            switch format {
            case .jpeg: reader.readJPEG(FilePieces.ofJPEG(raw))
            case .png: reader.readPNG(FilePieces.ofPNG(raw))
            case .webp: reader.readWebP(FilePieces.ofWebP(raw))
            case .tiff: reader.readExif(HeaderBytes(raw), isFile: true)
            case .gif, .bmp, .heic, .avif: throw .unsupported(format, "its metadata")
            }
            return reader.finished()
        }
    }
}

/// The parts of a file that hold metadata, named as people know them.
public enum MetadataBlock: String, Sendable, Hashable, CaseIterable {
    case exif, xmp, iptc, text, comment

    public var title: String {
        switch self {
        case .exif, .xmp, .iptc: rawValue.uppercased()
        case .text, .comment: rawValue
        }
    }
}

/// What of the metadata was not read, or is there beside the values.
public enum MetadataNote: Sendable, Hashable {
    /// Where reading a block ended, and why.
    case broken(MetadataBlock, String)
    /// The file itself breaks off or is damaged; what stands behind was not seen.
    case fileBroken(ImageError)
    /// A maker's own block that nobody but the maker reads.
    case unread(String, bytes: Int)
    /// A small copy of the picture, perhaps as it was before it was cropped.
    case preview(bytes: Int)
    /// There was more than the limits allow.
    case tooMuch(String)
}

/// How much metadata is looked at; a picture may carry more, which is told.
public struct MetadataLimits: Sendable, Hashable {
    public var maximumEntries = 4_096
    public var maximumDirectories = 64
    /// Of one value, before it becomes text.
    public var maximumValueBytes = 16 << 10
    /// Of all packed texts and XMP packets of one picture together.
    public var maximumTextBytes = 8 << 20

    public init() {}
}
