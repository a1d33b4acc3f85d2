/// The elements of an XML file as they lie in its bytes: names and texts become strings only when they are asked for.
///
/// For folders of many small files, of whose elements most are only compared with a word or read as a number. Elements are
/// numbered in the order of their start tags; the root is 0. Valid as long as the bytes are. Memory: 32 bytes an element and
/// 16 a piece of text.
struct XMLTree {
    typealias Element = Int32
    static let root: Element = 0

    fileprivate struct Node {
        var name: Range<Int32>
        var line: Int32
        /// Behind all that is in it.
        var end: Element = 0
        var attributes: Range<Int32>
        /// Text in it, that of elements in it included.
        var pieces: Range<Int32>
    }

    /// Text between two tags.
    private struct Piece {
        var range: Range<Int32>
        var form: XMLScanner.TextForm
        var owner: Element
    }

    private let scanner: XMLScanner
    private var nodes: [Node] = []
    private var pieces: [Piece] = []
    private var attributes: [XMLAttribute] = []

    /// `bytes` must be UTF-8 without a byte order mark; `line` and `column` are those of the first byte.
    init(_ bytes: UnsafeRawBufferPointer, line: Int = 1, column: Int = 1) throws(XMLError) {
        guard bytes.count < Int32.max else { throw XMLError(reason: .tooLarge(limit: Int(Int32.max)), line: line, column: column) }
        var scanner = XMLScanner(bytes, line: line, column: column)
        self.scanner = scanner
        // As in files of one short element a line; others grow.
        nodes.reserveCapacity(min(bytes.count / 32, 1 << 10))
        pieces.reserveCapacity(min(bytes.count / 16, 1 << 11))
        // Elements that are open, the innermost last.
        var open: [Element] = []
        while let event = try scanner.next() {
            switch event {
            case .start(let name, let attributes, let line):
                open.append(Element(nodes.count))
                begin(name, attributes, line)
            case .text(let range, let form):
                if let owner = open.last { pieces.append(Piece(range: Self.small(range), form: form, owner: owner)) }
            case .end:
                if let element = open.popLast() { end(element) }
            }
        }
    }

    private static func small(_ range: Range<Int>) -> Range<Int32> { Int32(truncatingIfNeeded: range.lowerBound)..<Int32(truncatingIfNeeded: range.upperBound) }
    private static func large(_ range: Range<Int32>) -> Range<Int> { Int(range.lowerBound)..<Int(range.upperBound) }

    private mutating func begin(_ name: Range<Int>, _ own: [XMLAttribute], _ line: Int) {
        let first = Int32(attributes.count), piece = Int32(pieces.count)
        if !own.isEmpty { attributes += own }
        nodes.append(Node(name: Self.small(name), line: Int32(truncatingIfNeeded: line), attributes: first..<Int32(attributes.count), pieces: piece..<piece))
    }

    private mutating func end(_ element: Element) {
        nodes[Int(element)].end = Element(nodes.count)
        nodes[Int(element)].pieces = nodes[Int(element)].pieces.lowerBound..<Int32(pieces.count)
    }

    // MARK: Looking around

    struct Children: Sequence, IteratorProtocol {
        fileprivate let nodes: [Node]
        fileprivate var place: Element
        fileprivate let end: Element

        mutating func next() -> Element? {
            guard place < end else { return nil }
            defer { place = nodes[Int(place)].end }
            return place
        }
    }

    /// In the order of the file: the first stands right behind the start of its parent, each behind the end of the one before.
    func children(of element: Element) -> Children { Children(nodes: nodes, place: element + 1, end: nodes[Int(element)].end) }
    func hasChildren(_ element: Element) -> Bool { nodes[Int(element)].end > element + 1 }
    func child(_ name: StaticString, of element: Element) -> Element? { children(of: element).first { isNamed($0, name) } }
    func attributes(of element: Element) -> ArraySlice<XMLAttribute> { attributes[Self.large(nodes[Int(element)].attributes)] }
    func name(of element: Element) -> String { scanner.string(Self.large(nodes[Int(element)].name)) }
    func line(of element: Element) -> Int { Int(nodes[Int(element)].line) }

    func isNamed(_ element: Element, _ name: StaticString) -> Bool { Self.equals(UnsafeRawBufferPointer(rebasing: scanner.bytes[Self.large(nodes[Int(element)].name)]), name) }

    /// The bytes of the text without white space at both ends; nil where the text is not one piece of them.
    private func plain(_ element: Element) -> UnsafeRawBufferPointer? {
        let node = nodes[Int(element)]
        guard let first = node.pieces.first else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        guard node.pieces.count == 1, case let piece = pieces[Int(first)], piece.owner == element, piece.form == .plain else { return nil }
        var (start, end) = (Int(piece.range.lowerBound), Int(piece.range.upperBound))
        while start < end, XMLScanner.isSpace(scanner.bytes[end - 1]) { end -= 1 }
        while start < end, XMLScanner.isSpace(scanner.bytes[start]) { start += 1 }
        return UnsafeRawBufferPointer(rebasing: scanner.bytes[start..<end])
    }

    /// The text directly in an element, pieces joined, with white space as it stands.
    func text(of element: Element) -> String {
        pieces[Self.large(nodes[Int(element)].pieces)].lazy.filter { $0.owner == element }.reduce(into: "") { $0 += scanner.text(Self.large($1.range), $1.form) }
    }

    /// The text without white space at both ends.
    func trimmed(_ element: Element) -> String {
        plain(element).map { String(decoding: $0, as: UTF8.self) } ?? XMLElement(name: "", text: text(of: element)).trimmed
    }

    /// Whether that is all the text there is, space around it aside.
    func says(_ element: Element, _ text: StaticString) -> Bool { plain(element).map { Self.equals($0, text) } ?? (trimmed(element) == "\(text)") }

    /// The text as a decimal number.
    func number(_ element: Element) -> Double? { plain(element).flatMap(DecimalNumber.whole) ?? DecimalText.number(trimmed(element)) }

    /// The element with all below it.
    func element(_ element: Element) -> XMLElement {
        XMLElement(name: name(of: element), attributes: Array(attributes(of: element)), children: children(of: element).map(self.element), text: text(of: element), line: line(of: element))
    }

    private static func equals(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        guard bytes.count == text.utf8CodeUnitCount else { return false }
        for place in 0..<bytes.count where bytes[place] != text.utf8Start[place] { return false }
        return true
    }
}
