/// What a document says of itself beside its text: who wrote it, who changed it last, its title and company.
///
///     for property in try DocumentProperties.read(source) { print(property.name, property.value) }
///
/// Of a PDF what `pdfinfo` prints, of a DOCX its two parts of properties (ECMA-376 part 2, 11) and the authors of its
/// comments and changes; other formats have none. At most `mostValues`, each cut to a kilobyte.
public enum DocumentProperties {
    public struct Property: Sendable, Hashable {
        /// `Author`, `LastModifiedBy`, `Title`: one name for both formats.
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    public static let mostValues = 200
    private static let mostBytes = 1024

    public static func read(_ source: DocumentSource, limits: DocumentLimits = DocumentLimits()) throws(DocumentError) -> [Property] {
        switch try DocumentProbe.format(of: source) {
        case .pdf:
            let tools = PDFTools(source: source, limits: limits)
            return ofPDF(try tools.run("pdfinfo", ["-enc", "UTF-8", ChildProcess.inputPath]).output)
        case .docx: return try ofWord(OfficeContainer(try source.all(limits), limits))
        case .html, .markdown, .text: return []
        }
    }

    private static let namesOfPDF: Set<String> = ["Title", "Subject", "Keywords", "Author", "Creator", "Producer", "CreationDate", "ModDate"]

    /// `Author:          Ada Lovelace`
    static func ofPDF(_ output: [UInt8]) -> [Property] {
        var found: [Property] = []
        for line in output.split(separator: UInt8(ascii: "\n")) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), case let name = String(decoding: line[..<colon], as: UTF8.self), namesOfPDF.contains(name) else { continue }
            add(name, line[(colon + 1)...], &found)
        }
        return found
    }

    private static let namesOfWord: [String: String] = [
        "dc:title": "Title", "dc:subject": "Subject", "dc:creator": "Author", "dc:description": "Description", "cp:keywords": "Keywords", "cp:lastmodifiedby": "LastModifiedBy",
        "dcterms:created": "CreationDate", "dcterms:modified": "ModDate", "company": "Company", "manager": "Manager",
    ]

    private static func ofWord(_ container: OfficeContainer) throws(DocumentError) -> [Property] {
        var found: [Property] = []
        for name in ["docProps/core.xml", "docProps/app.xml"] {
            guard let part = try container.part(name) else { continue }
            var scanner = MarkupScanner(part), open: String?
            while let piece = scanner.next() {
                switch piece {
                case .tag(let tag): open = tag.isClosing ? nil : namesOfWord[tag.name]
                case .text(let range):
                    guard let open else { continue }
                    var text: [UInt8] = []
                    MarkupScanner.append(scanner.bytes[range], to: &text)
                    add(open, text[...], &found)
                }
            }
        }
        for name in ["word/document.xml", "word/comments.xml"] { if let part = try container.part(name) { addAuthors(part, &found) } }
        return found
    }

    /// `w:author="Ada Lovelace"` of comments and of tracked changes, each name once.
    private static func addAuthors(_ part: [UInt8], _ found: inout [Property]) {
        var place = part.startIndex, seen: Set<String> = []
        while found.count < mostValues, let next = ByteSearch.first("w:author=\"", in: part[place...]) {
            let start = next + 10, end = part[start..<min(part.count, start + mostBytes)].firstIndex(of: UInt8(ascii: "\"")) ?? start
            var text: [UInt8] = []
            MarkupScanner.append(part[start..<end], to: &text)
            if seen.insert(String(decoding: text, as: UTF8.self)).inserted { add("CommentAuthor", text[...], &found) }
            place = start
        }
    }

    private static func add(_ name: String, _ value: ArraySlice<UInt8>, _ found: inout [Property]) {
        let text = MetadataText.decode(value.prefix(mostBytes))
        guard found.count < mostValues, !text.isEmpty else { return }
        found.append(Property(name: name, value: text))
    }
}
