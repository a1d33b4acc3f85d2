/// The picture formats we know, told apart by their first bytes and never by their name.
public enum ImageFormat: String, Sendable, Hashable, Codable, CaseIterable {
    case jpeg, png, webp, gif, tiff, bmp, heic, avif

    /// Lower case, without the dot; the first is the one to write.
    public var extensions: [String] {
        switch self {
        case .jpeg: ["jpg", "jpeg", "jpe", "jfif"]
        case .png: ["png", "apng"]
        case .webp: ["webp"]
        case .gif: ["gif"]
        case .tiff: ["tif", "tiff"]
        case .bmp: ["bmp", "dib"]
        case .heic: ["heic", "heif", "hif"]
        case .avif: ["avif", "heif"]
        }
    }

    public var mediaType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .webp: "image/webp"
        case .gif: "image/gif"
        case .tiff: "image/tiff"
        case .bmp: "image/bmp"
        case .heic: "image/heic"
        case .avif: "image/avif"
        }
    }

    /// As people write it.
    public var title: String {
        switch self {
        case .webp: "WebP"
        default: rawValue.uppercased()
        }
    }

    /// Browsers draw it without our help.
    public var isDrawnByBrowsers: Bool { self != .tiff && self != .heic }

    /// The format whose signature the bytes open with. Sixteen bytes are enough.
    public static func sniff(_ bytes: UnsafeRawBufferPointer) -> ImageFormat? {
        let head = HeaderBytes(bytes)
        if head.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
        if head.matches("RIFF", at: 0), head.matches("WEBP", at: 8) { return .webp }
        if head.matches("GIF87a", at: 0) || head.matches("GIF89a", at: 0) { return .gif }
        if head.starts(with: [0x49, 0x49, 0x2A, 0]) || head.starts(with: [0x4D, 0x4D, 0, 0x2A]) { return .tiff }
        if head.starts(with: [0x49, 0x49, 0x2B, 0]) || head.starts(with: [0x4D, 0x4D, 0, 0x2B]) { return .tiff }
        if head.matches("ftyp", at: 4) { return HEIFHeader.format(of: head) }
        // Two letters alone would take any text that begins with them.
        if head.matches("BM", at: 0), let size = head.little32(14), [12, 40, 52, 56, 64, 108, 124].contains(size) { return .bmp }
        return nil
    }
}
