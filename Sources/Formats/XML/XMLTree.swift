/// The elements of an XML file as they lie in its bytes: names and texts become strings only when they are asked for.
///
/// For folders of many small files, of whose elements most are only compared with a word or read as a number. Elements are
/// numbered in the order of their start tags; the root is 0. Valid as long as the bytes are. Memory: some 40 bytes an element
/// and 24 a piece of text.
struct XMLTree {
    typealias Element = Int32
    static let root: Element = 0

    private struct Node {
        var name: Range<Int32>
        var line: Int32
        var attributes: [XMLAttribute]
        var firstChild: Element = -1
        var lastChild: Element = -1
        var next: Element = -1
        var firstPiece: Int32 = -1
        var lastPiece: Int32 = -1
    }

    /// Text between two tags.
    private struct Piece {
        var range: Range<Int32>
        var form: XMLScanner.TextForm
        var next: Int32 = -1
    }

    private let scanner: XMLScanner
    private var nodes: [Node] = []
    private var pieces: [Piece] = []

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
            case .start(let name, let attributes, let line): open.append(add(Node(name: Self.small(name), line: Int32(truncatingIfNeeded: line), attributes: attributes), to: open.last))
            case .text(let range, let form):
                if let owner = open.last { add(Piece(range: Self.small(range), form: form), to: owner) }
            case .end: open.removeLast()
            }
        }
    }

    private static func small(_ range: Range<Int>) -> Range<Int32> { Int32(range.lowerBound)..<Int32(range.upperBound) }
    private static func large(_ range: Range<Int32>) -> Range<Int> { Int(range.lowerBound)..<Int(range.upperBound) }

    private mutating func add(_ node: Node, to parent: Element?) -> Element {
        let element = Element(nodes.count)
        nodes.append(node)
        guard let parent = parent.map(Int.init) else { return element }
        if nodes[parent].firstChild < 0 { nodes[parent].firstChild = element } else { nodes[Int(nodes[parent].lastChild)].next = element }
        nodes[parent].lastChild = element
        return element
    }

    private mutating func add(_ piece: Piece, to owner: Element) {
        let place = Int32(pieces.count), owner = Int(owner)
        pieces.append(piece)
        if nodes[owner].firstPiece < 0 { nodes[owner].firstPiece = place } else { pieces[Int(nodes[owner].lastPiece)].next = place }
        nodes[owner].lastPiece = place
    }

    // MARK: Looking around

    struct Children: Sequence, IteratorProtocol {
        fileprivate let tree: XMLTree
        fileprivate var place: XMLTree.Element

        mutating func next() -> XMLTree.Element? {
            guard place >= 0 else { return nil }
            defer { place = tree.nodes[Int(place)].next }
            return place
        }
    }

    func children(of element: Element) -> Children { Children(tree: self, place: nodes[Int(element)].firstChild) }
    func hasChildren(_ element: Element) -> Bool { nodes[Int(element)].firstChild >= 0 }
    func child(_ name: StaticString, of element: Element) -> Element? { children(of: element).first { isNamed($0, name) } }
    func attributes(of element: Element) -> [XMLAttribute] { nodes[Int(element)].attributes }
    func name(of element: Element) -> String { scanner.string(Self.large(nodes[Int(element)].name)) }
    func line(of element: Element) -> Int { Int(nodes[Int(element)].line) }

    func isNamed(_ element: Element, _ name: StaticString) -> Bool { Self.equals(UnsafeRawBufferPointer(rebasing: scanner.bytes[Self.large(nodes[Int(element)].name)]), name) }

    /// The bytes of the text without white space at both ends; nil where the text is not one piece of them.
    private func plain(_ element: Element) -> UnsafeRawBufferPointer? {
        let place = Int(nodes[Int(element)].firstPiece)
        guard place >= 0 else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        guard pieces[place].next < 0, pieces[place].form == .plain else { return nil }
        var range = Self.large(pieces[place].range)
        while let last = range.last, XMLScanner.isSpace(scanner.bytes[last]) { range.removeLast() }
        while let first = range.first, XMLScanner.isSpace(scanner.bytes[first]) { range.removeFirst() }
        return UnsafeRawBufferPointer(rebasing: scanner.bytes[range])
    }

    /// The text directly in an element, pieces joined, with white space as it stands.
    func text(of element: Element) -> String {
        var text = "", place = Int(nodes[Int(element)].firstPiece)
        while place >= 0 {
            text += scanner.text(Self.large(pieces[place].range), pieces[place].form)
            place = Int(pieces[place].next)
        }
        return text
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
        XMLElement(name: name(of: element), attributes: attributes(of: element), children: children(of: element).map(self.element), text: text(of: element), line: line(of: element))
    }

    private static func equals(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        guard bytes.count == text.utf8CodeUnitCount else { return false }
        for place in 0..<bytes.count where bytes[place] != text.utf8Start[place] { return false }
        return true
    }
}
