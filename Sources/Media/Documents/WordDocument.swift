/// The text of a DOCX (ECMA-376): body, then headers, footers and notes. Layout, fields and tracked changes are not looked at.
enum WordDocument {
    static func text(_ bytes: [UInt8], _ limits: DocumentLimits) throws(DocumentError) -> String {
        if bytes.starts(with: OfficeContainer.signature) { throw olderOrEncrypted(bytes) }
        let container = try OfficeContainer(bytes, limits)
        guard let body = try container.part("word/document.xml") else {
            throw .unsupported(.docx, "it is a zip file without `word/document.xml`")
        }
        guard ByteSearch.first("<!DOCTYPE", in: body[..<min(body.count, 4096)]) == nil else { throw .unsupported(.docx, "its text declares a document type") }
        var text = MarkupText.ofWord(body), left = limits.maximumUnpackedBytes - body.count
        for name in container.names where isExtra(name) {
            guard left > 0, let part = try container.part(name) else { throw .unpacksTooFar(.docx, limit: limits.maximumUnpackedBytes) }
            left -= part.count
            text += MarkupText.ofWord(part)
        }
        return text
    }

    private static func isExtra(_ name: String) -> Bool {
        ["word/header", "word/footer", "word/footnotes", "word/endnotes"].contains { name.hasPrefix($0) } && name.hasSuffix(".xml")
    }

    /// An encrypted DOCX is an OLE file with a stream of this name, in UTF-16.
    private static func olderOrEncrypted(_ bytes: [UInt8]) -> DocumentError {
        let name = ByteSearch.first("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", in: bytes[...])
        return name == nil ? .unsupported(.docx, "it is a file of Word before 2007") : .encrypted(.docx)
    }
}
