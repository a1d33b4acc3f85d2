/// The documents we read.
public enum DocumentFormat: String, Sendable, Hashable, Codable, CaseIterable {
    case pdf, docx, html, markdown, text

    public var title: String {
        switch self {
        case .pdf: "PDF"
        case .docx: "DOCX"
        case .html: "HTML"
        case .markdown: "Markdown"
        case .text: "text"
        }
    }

    /// Lower case, without the dot; the first is the one to write.
    public var extensions: [String] {
        switch self {
        case .pdf: ["pdf"]
        case .docx: ["docx", "docm", "dotx"]
        case .html: ["html", "htm", "xhtml"]
        case .markdown: ["md", "markdown"]
        case .text: ["txt", "text", "log"]
        }
    }

    static func fileExtension(_ name: String) -> String? {
        let last = name.split(separator: "/").last ?? ""
        guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return nil }
        let found = last[last.index(after: dot)...].lowercased()
        return found.isEmpty ? nil : found
    }

    /// By the first kilobytes; the name decides only between kinds of plain text. nil for bytes that are no text.
    ///
    /// A zip file is a DOCX here; whether it holds one shows when it is opened.
    public static func sniff(_ head: [UInt8], named name: String) -> DocumentFormat? {
        if PDFBytes.headerPlace(head) != nil { return .pdf }
        if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: OfficeContainer.signature) { return .docx }
        guard looksLikeText(head) else { return nil }
        let found = fileExtension(name) ?? ""
        if let named = [DocumentFormat.html, .markdown].first(where: { $0.extensions.contains(found) }) { return named }
        let start = String(decoding: head.prefix(512), as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }.prefix(15).lowercased()
        return start.hasPrefix("<!doctype html") || start.hasPrefix("<html") ? .html : .text
    }

    /// No zeros outside UTF-16, and few control characters.
    private static func looksLikeText(_ head: [UInt8]) -> Bool {
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return true }
        let controls = head.count { $0 < 9 || ($0 > 13 && $0 < 32 && $0 != 27) }
        return !head.contains(0) && controls * 20 <= head.count
    }
}
