import Kernels

/// The blocks of text of a page: what lies between two tags that break lines.
struct PageBlocks {
    struct Block {
        var text: [UInt8] = []
        /// Scalars that lie in links.
        var linkScalars = 0
        var isHeading = false
        var isInSelect = false
        /// Of the page's bytes, tags inside included.
        var start = 0
        var end = 0
    }

    /// Tags that begin and end a block.
    private static let breaking: Set<String> = [
        "body", "blockquote", "caption", "center", "col", "colgroup", "dd", "div", "dl", "dt", "fieldset", "form", "legend", "optgroup", "option",
        "p", "pre", "table", "td", "textarea", "tfoot", "th", "thead", "tr", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6",
        "article", "section", "header", "footer", "nav", "aside", "main", "figure", "figcaption", "hr", "title",
    ]
    private static let headings: Set<String> = ["h1", "h2", "h3", "h4", "h5", "h6"]

    private(set) var blocks: [Block] = []
    private var current = Block()
    private var headingDepth = 0
    private var selectDepth = 0
    private var isInLink = false
    /// Two line breaks in a row break the block as well.
    private var isAfterBreak = false

    init(_ page: UnsafeBufferPointer<UInt8>) {
        var scanner = TagScanner(page)
        while let piece = scanner.next() {
            switch piece {
            case .start(let name, _): start(name)
            case .end(let name, _): end(name)
            case .text(let range): text(UnsafeBufferPointer(rebasing: page[range]), range)
            }
        }
        close()
    }

    private mutating func start(_ name: String) {
        if Self.breaking.contains(name) || name == "br" && isAfterBreak { close() }
        isAfterBreak = name == "br" && !isAfterBreak
        if name == "br", !current.text.isEmpty { current.text.append(32) }
        if name == "a" { isInLink = true }
        if name == "select" { selectDepth += 1 }
        if Self.headings.contains(name) { headingDepth += 1 }
        mark()
    }

    private mutating func end(_ name: String) {
        if Self.breaking.contains(name) { close() }
        if name == "a" { isInLink = false }
        if name == "select" { selectDepth = max(0, selectDepth - 1) }
        if Self.headings.contains(name) { headingDepth = max(0, headingDepth - 1) }
        mark()
    }

    /// What a block is said to lie in is what it begins in.
    private mutating func mark() {
        guard current.text.isEmpty else { return }
        (current.isHeading, current.isInSelect) = (headingDepth > 0, selectDepth > 0)
    }

    private mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        var decoded: [UInt8] = []
        CharacterReference.decode(bytes, to: &decoded)
        let spaced = Self.singleSpaced(decoded)
        guard spaced.contains(where: { $0 != 32 }) else {
            if !current.text.isEmpty, !spaced.isEmpty { current.text.append(32) }
            return
        }
        if current.text.isEmpty { current.start = range.lowerBound }
        current.end = range.upperBound
        current.text += spaced
        if isInLink { current.linkScalars += spaced.withUnsafeBufferPointer { ScalarReader.count($0) } }
        isAfterBreak = false
    }

    private mutating func close() {
        isAfterBreak = false
        current.text = Self.singleSpaced(current.text)
        if current.text.first == 32 { current.text.removeFirst() }
        if current.text.last == 32 { current.text.removeLast() }
        if !current.text.isEmpty { blocks.append(current) }
        current = Block()
        mark()
    }

    /// Runs of white space as one space.
    private static func singleSpaced(_ text: [UInt8]) -> [UInt8] {
        var spaced: [UInt8] = []
        spaced.reserveCapacity(text.count)
        text.withUnsafeBufferPointer { text in
            var place = 0
            while place < text.count {
                let (value, length) = ScalarReader.read(text, place)
                if ScalarClass.of(value).contains(.space) {
                    if spaced.last != 32 { spaced.append(32) }
                } else {
                    spaced.append(contentsOf: text[place..<place + length])
                }
                place += length
            }
        }
        return spaced
    }
}
