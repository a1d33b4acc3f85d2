/// The text of markup, tags taken away: enough to know whether there is text and how much. Not a parser of HTML: it builds
/// no tree, follows no rules of nesting, and never fails.
///
/// One walk over the bytes, memory of the text.
enum MarkupText {
    /// Contents of `script`, `style` and comments go; block elements break lines.
    static func ofHTML(_ text: String) -> String {
        var scanner = MarkupScanner(Array(text.utf8))
        var out: [UInt8] = []
        while let piece = scanner.next() {
            switch piece {
            case .text(let range): MarkupScanner.append(scanner.bytes[range], to: &out)
            case .tag(let tag):
                if tag.name == "script", !tag.isClosing { scanner.pass("</script") }
                if tag.name == "style", !tag.isClosing { scanner.pass("</style") }
                if blocks.contains(tag.name), out.last != 10 { out.append(10) }
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static let blocks: Set<String> = [
        "p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "title", "pre", "blockquote", "td", "th",
    ]

    /// Of `word/document.xml`: the runs of text, a line for a paragraph.
    static func ofWord(_ bytes: [UInt8]) -> String {
        var scanner = MarkupScanner(bytes)
        var out: [UInt8] = [], isText = false
        while let piece = scanner.next() {
            switch piece {
            case .text(let range): if isText { MarkupScanner.append(scanner.bytes[range], to: &out) }
            case .tag(let tag):
                switch tag.name {
                case "w:t": isText = !tag.isClosing && !tag.isEmpty
                case "w:tab": out.append(9)
                case "w:br", "w:cr": out.append(10)
                case "w:p": if tag.isClosing { out.append(10) }
                default: break
                }
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

/// Cuts bytes of markup into tags and what stands between them.
struct MarkupScanner {
    struct Tag {
        /// Lower case.
        var name: String
        var isClosing: Bool
        /// `<br/>`
        var isEmpty: Bool
        /// From after the name to before the end.
        var rest: Range<Int>
    }

    enum Piece {
        case text(Range<Int>)
        case tag(Tag)
    }

    let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Piece? {
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "<") {
                if let tag = tag() { return .tag(tag) }
                continue
            }
            let start = place
            place = bytes[place...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
            return .text(start..<place)
        }
        return nil
    }

    /// Goes on at the next one of these words, in any case of letters: within programs a `<` begins no tag.
    mutating func pass(_ word: StaticString) {
        word.withUTF8Buffer { word in
            while place < bytes.count, !(bytes.count - place >= word.count && word.indices.allSatisfy { bytes[place + $0] | 32 == word[$0] | 32 }) { place += 1 }
        }
    }

    /// nil for comments and declarations, which are passed over.
    private mutating func tag() -> Tag? {
        if ByteSearch.first("<!--", in: bytes[place..<min(bytes.count, place + 4)]) != nil {
            place = ByteSearch.first("-->", in: bytes[(place + 4)...]).map { $0 + 3 } ?? bytes.count
            return nil
        }
        let end = bytes[place...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count
        defer { place = min(bytes.count, end + 1) }
        var start = place + 1
        let isClosing = start < end && bytes[start] == UInt8(ascii: "/")
        if isClosing { start += 1 }
        let nameEnd = bytes[min(start, end)..<end].firstIndex { $0 <= 32 || $0 == UInt8(ascii: "/") } ?? end
        guard start < nameEnd, nameEnd - start < 64 else { return nil }
        return Tag(
            name: String(decoding: bytes[start..<nameEnd], as: UTF8.self).lowercased(), isClosing: isClosing, isEmpty: end > place && bytes[end - 1] == UInt8(ascii: "/"),
            rest: nameEnd..<end)
    }

    /// The number of an attribute `name="12.5"`.
    func number(_ name: StaticString, of tag: Tag) -> Double? {
        guard let found = ByteSearch.first(name, in: bytes[tag.rest]) else { return nil }
        let value = bytes[(found + name.utf8CodeUnitCount)..<tag.rest.upperBound].drop { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "\"") }
        return Double(String(decoding: value.prefix(32).prefix { $0 == 45 || $0 == 46 || (48...57).contains($0) }, as: UTF8.self))
    }

    /// Adds text, character references replaced.
    static func append(_ text: ArraySlice<UInt8>, to out: inout [UInt8]) {
        var place = text.startIndex
        while place < text.endIndex {
            if text[place] == UInt8(ascii: "&"), let end = text[place..<min(text.endIndex, place + 12)].firstIndex(of: UInt8(ascii: ";")),
                let scalar = reference(String(decoding: text[(place + 1)..<end], as: UTF8.self)) {
                out += Array(String(scalar).utf8)
                place = end + 1
            } else {
                out.append(text[place])
                place += 1
            }
        }
    }

    private static func reference(_ name: String) -> Character? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        case "nbsp": return "\u{A0}"
        default:
            guard name.hasPrefix("#") else { return nil }
            let digits = name.dropFirst()
            let value = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return value.flatMap(Unicode.Scalar.init).map { Character($0) }
        }
    }
}
