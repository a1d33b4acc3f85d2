import Glibc
import Records

/// The elements directly below the root of an XML file, one after the other: files of any size in the memory of their largest
/// element.
///
/// Where an element ends is found by its tags alone; then `XMLReader` reads it, with everything it refuses. Between the
/// elements may be white space, comments and processing instructions. UTF-8, and ISO-8859-1 where it is declared.
///
///     let stream = try XMLElementStream(source)             // stream.root: name and attributes
///     while let image = try stream.next() { … }
final class XMLElementStream {
    /// The root element, without what is in it.
    private(set) var root = XMLElement(name: "")
    let source: ByteSource
    private let window: ByteWindow
    private let maximumBytes: Int
    private var isLatin = false
    /// Of the window's first byte.
    private var line = 1
    private var column = 1
    /// The root is closed: `<annotations/>`, or its end has been passed.
    private var isClosed = false

    init(_ source: ByteSource, maximumBytes: Int = XMLReader.defaultMaximumBytes) throws {
        self.source = source
        self.maximumBytes = maximumBytes
        window = ByteWindow(source)
        try window.skipByteOrderMark()
        while window.bytes.count < 200, try window.grow() {}
        switch XMLReader.declaredEncoding(Array(window.bytes.prefix(200)))?.lowercased() {
        case nil, "utf-8", "utf8", "us-ascii", "ascii": break
        case "iso-8859-1", "latin1", "latin-1", "iso8859-1": isLatin = true
        case let name?: throw XMLError(reason: .encoding(name), line: 1, column: 1)
        }
        guard let first = try markup(), first.kind != .close else { throw fault(.empty) }
        isClosed = first.kind == .empty
        // The start tag alone, closed by hand so that the reader takes it.
        var tag = Array(window.bytes[..<first.end])
        if !isClosed { tag.insert(UInt8(ascii: "/"), at: tag.count - 1) }
        root = try element(tag[...])
        pass(first.end)
        if isClosed { try finish() }
    }

    /// nil behind the last element.
    func next() throws -> XMLElement? {
        guard !isClosed else { return nil }
        guard let first = try markup() else { throw fault(.truncated(in: "`<\(root.name)>`")) }
        guard first.kind != .close else {
            let name = String(decoding: window.bytes[2..<(first.end - 1)], as: UTF8.self)
            guard XMLElement(name: "", text: name).trimmed == root.name else { throw fault(.mismatched(open: root.name, close: name)) }
            pass(first.end)
            try finish()
            return nil
        }
        let end = first.kind == .empty ? first.end : try self.end(from: first.end)
        guard end <= maximumBytes else { throw fault(.tooLarge(limit: maximumBytes)) }
        let element = try element(window.bytes[..<end])
        pass(end)
        return element
    }

    /// Behind the root there may be nothing but space and comments.
    private func finish() throws {
        isClosed = true
        if try markup() != nil { throw fault(.afterRoot) }
    }

    private func fault(_ reason: XMLError.Reason) -> XMLError { XMLError(reason: reason, line: line, column: column) }

    /// Done with the first bytes of the window.
    private func pass(_ count: Int) {
        for byte in window.bytes[..<count] {
            if byte == 10 { (line, column) = (line + 1, 1) } else { column += 1 }
        }
        window.advance(count)
    }

    private func element(_ bytes: some Collection<UInt8>) throws -> XMLElement {
        let unicode = isLatin ? bytes.flatMap { $0 < 0x80 ? [$0] : [0xC0 | ($0 >> 6), 0x80 | ($0 & 0x3F)] } : Array(bytes)
        return try unicode.withUnsafeBytes { raw in
            if let place = UTF8Check.firstFault(in: raw) {
                let before = raw[..<place]
                let lines = before.count { $0 == 10 }
                let start = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
                throw XMLError(reason: .notUTF8, line: line + lines, column: place - start + (lines == 0 ? column : 1))
            }
            return try XMLTree(raw, line: line, column: column).element(XMLTree.root)
        }
    }

    // MARK: Where markup ends

    private struct Markup {
        enum Kind { case open, empty, close, other }
        var kind: Kind
        /// Offset in the window behind it.
        var end: Int
    }

    /// Goes to the next tag, which then begins the window; nil at the end of the input.
    private func markup() throws -> Markup? {
        while true {
            let space = window.bytes.prefix { $0 == 32 || (9...13).contains($0) }.count
            pass(space)
            guard let byte = window.bytes.first else {
                if try window.grow() { continue }
                return nil
            }
            guard byte == UInt8(ascii: "<") else { throw fault(isClosed || root.name.isEmpty ? .textOutsideRoot : .unexpected(byte, expected: "an element")) }
            guard let found = try markup(at: 0) else { throw fault(.truncated(in: "a tag")) }
            guard found.kind == .other else { return found }
            pass(found.end)
        }
    }

    /// The end of the element that is open in front of `start`; the rest of the input when it is never closed.
    private func end(from start: Int) throws -> Int {
        var (place, depth) = (start, 1)
        while depth > 0 {
            guard let tag = try find("<", from: place), let found = try markup(at: tag) else { return window.bytes.count }
            if found.kind == .open { depth += 1 } else if found.kind == .close { depth -= 1 }
            place = found.end
        }
        return place
    }

    /// What begins with the `<` at this place; nil when the input ends within.
    private func markup(at place: Int) throws -> Markup? {
        while window.bytes.count < place + 9, try window.grow() {}
        func starts(_ text: String) -> Bool { window.bytes.dropFirst(place).starts(with: text.utf8) }
        if starts("<!--") { return try find("-->", from: place + 4).map { Markup(kind: .other, end: $0 + 3) } }
        if starts("<![CDATA[") { return try find("]]>", from: place + 9).map { Markup(kind: .other, end: $0 + 3) } }
        if starts("<?") { return try find("?>", from: place + 2).map { Markup(kind: .other, end: $0 + 2) } }
        if starts("<!") { throw fault(.doctype) }
        if starts("</") { return try find(">", from: place + 2).map { Markup(kind: .close, end: $0 + 1) } }
        guard let end = try tagEnd(from: place + 1) else { return nil }
        return Markup(kind: window.bytes[end - 1] == UInt8(ascii: "/") ? .empty : .open, end: end + 1)
    }

    /// The `>` that is not within quotes.
    private func tagEnd(from start: Int) throws -> Int? {
        var (place, quote) = (start, UInt8(0))
        while true {
            let bytes = window.bytes
            while place < bytes.count {
                let byte = bytes[place]
                if quote != 0 { if byte == quote { quote = 0 } } else if byte == UInt8(ascii: ">") { return place } else if byte == 34 || byte == 39 { quote = byte }
                place += 1
            }
            guard try more() else { return nil }
        }
    }

    private func find(_ text: StaticString, from start: Int) throws -> Int? {
        var place = start
        while true {
            let bytes = window.bytes
            while let found = Self.find(text.utf8Start[0], in: bytes, from: place), found + text.utf8CodeUnitCount <= bytes.count {
                if let base = bytes.baseAddress, memcmp(base + found, text.utf8Start, text.utf8CodeUnitCount) == 0 { return found }
                place = found + 1
            }
            place = max(place, bytes.count - text.utf8CodeUnitCount + 1)
            guard try more() else { return nil }
        }
    }

    private static func find(_ byte: UInt8, in bytes: UnsafeRawBufferPointer, from place: Int) -> Int? {
        guard place < bytes.count, let base = bytes.baseAddress else { return nil }
        return memchr(base + place, Int32(byte), bytes.count - place).map { UnsafeRawPointer($0) - base }
    }

    private func more() throws -> Bool {
        if window.bytes.count > maximumBytes { throw fault(.tooLarge(limit: maximumBytes)) }
        return try window.grow()
    }
}
