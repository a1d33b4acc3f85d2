/// Walks over the markup of XML that is wholly in memory, a file or a piece of one: elements, attributes and text; comments and
/// processing instructions are passed over.
///
/// Safe against hostile files by having less: document types are refused, so no entity can be defined, expanded or
/// fetched; the five predefined entities and character references are all there is. Depth and number of elements are
/// bounded. Cost: one pass. Names and texts are told as places in the bytes, checked, and become strings only when asked for.
struct XMLScanner {
    struct Limits: Sendable, Hashable {
        var depth = 64
        var elements = 2_000_000
    }

    enum Event {
        case start(name: Range<Int>, attributes: [XMLAttribute], line: Int)
        case text(Range<Int>, TextForm)
        case end
    }

    enum TextForm {
        /// The bytes are the text.
        case plain
        /// With references or line ends that stand for other characters.
        case marked
        /// `<![CDATA[..]]>`: only line ends stand for others.
        case verbatim
    }

    let bytes: UnsafeRawBufferPointer
    private let limits: Limits
    private var place = 0
    /// Names of the elements that are open.
    private var open: [Range<Int>] = []
    private var isPastRoot = false
    private var elements = 0
    /// `<a/>` is a start that an end must follow.
    private var owesEnd = false
    private var countedLine: Int
    private var countedPlace = 0
    private let firstLine: Int
    private let firstColumn: Int

    /// `bytes` must be UTF-8 without a byte order mark (see `XMLReader`). `line` and `column` are those of the first byte.
    init(_ bytes: UnsafeRawBufferPointer, limits: Limits = Limits(), line: Int = 1, column: Int = 1) {
        self.bytes = bytes
        self.limits = limits
        (firstLine, firstColumn) = (line, column)
        countedLine = line
    }

    /// nil behind the root element.
    mutating func next() throws(XMLError) -> Event? {
        if owesEnd { return close() }
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "<") else {
                if let event = try textEvent() { return event }
                continue
            }
            switch place + 1 < bytes.count ? bytes[place + 1] : 0 {
            case UInt8(ascii: "/"): return try endTag()
            case UInt8(ascii: "!"), UInt8(ascii: "?"):
                if let event = try aside() { return event }
            default: return try startTag()
            }
        }
        if let name = open.last { throw failure(.truncated(in: "`<\(string(name))>`")) }
        if !isPastRoot { throw failure(.empty) }
        return nil
    }

    /// What is no tag: only CDATA says anything.
    private mutating func aside() throws(XMLError) -> Event? {
        if starts("<!--") { try passOver("<!--", "-->", "a comment") }
        else if starts("<![CDATA[") { return try cdata() }
        else if starts("<?") { try passOver("<?", "?>", "a processing instruction") }
        else { throw failure(.doctype) }
        return nil
    }

    func failure(_ reason: XMLError.Reason) -> XMLError { failure(reason, at: place) }

    private func failure(_ reason: XMLError.Reason, at offset: Int) -> XMLError {
        var line = firstLine, start = 1 - firstColumn
        for before in 0..<min(offset, bytes.count) where bytes[before] == 10 {
            line += 1
            start = before + 1
        }
        return XMLError(reason: reason, line: line, column: offset - start + 1)
    }

    /// Line of the current place; counted forward once.
    private mutating func line() -> Int {
        for before in countedPlace..<place where bytes[before] == 10 { countedLine += 1 }
        countedPlace = place
        return countedLine
    }

    private func starts(_ text: StaticString) -> Bool {
        guard place + text.utf8CodeUnitCount <= bytes.count else { return false }
        for offset in 0..<text.utf8CodeUnitCount where bytes[place + offset] != text.utf8Start[offset] { return false }
        return true
    }

    // MARK: Between tags

    private mutating func passOver(_ opening: StaticString, _ ending: StaticString, _ what: String) throws(XMLError) {
        let start = place
        place += opening.utf8CodeUnitCount
        while place < bytes.count, !starts(ending) { place += 1 }
        guard place < bytes.count else { throw failure(.truncated(in: what), at: start) }
        place += ending.utf8CodeUnitCount
    }

    private mutating func textEvent() throws(XMLError) -> Event? {
        let start = place
        var isPlain = true
        while place < bytes.count, case let byte = bytes[place], byte != UInt8(ascii: "<") {
            if byte < 32 ? byte != 10 && byte != 9 : byte == UInt8(ascii: "&") || byte == 0xEF { isPlain = false }
            place += 1
        }
        guard open.isEmpty else {
            if !isPlain { _ = try text(start..<place) }
            return .text(start..<place, isPlain ? .plain : .marked)
        }
        for offset in start..<place where !Self.isSpace(bytes[offset]) { throw failure(.textOutsideRoot, at: offset) }
        return nil
    }

    private mutating func cdata() throws(XMLError) -> Event? {
        guard !open.isEmpty else { throw failure(.textOutsideRoot) }
        let start = place + 9
        try passOver("<![CDATA[", "]]>", "a CDATA section")
        _ = try plain(start..<(place - 3))
        return .text(start..<(place - 3), .verbatim)
    }

    // MARK: Tags

    private mutating func startTag() throws(XMLError) -> Event {
        let line = line()
        let start = place
        if open.isEmpty, isPastRoot { throw failure(.afterRoot) }
        elements += 1
        if elements > limits.elements { throw failure(.tooManyElements(limit: limits.elements)) }
        if open.count >= limits.depth { throw failure(.tooDeep(limit: limits.depth)) }
        place += 1
        let name = try name()
        var attributes: [XMLAttribute] = []
        while true {
            let hadSpace = skipSpace()
            guard place < bytes.count else { throw failure(.truncated(in: "`<\(string(name))`"), at: start) }
            if bytes[place] == UInt8(ascii: ">") { place += 1; break }
            if starts("/>") { place += 2; owesEnd = true; break }
            guard hadSpace else { throw failure(.unexpected(bytes[place], expected: "a space, `>` or `/>`")) }
            let attribute = try attribute(of: name)
            if attributes.contains(where: { $0.name == attribute.name }) { throw failure(.duplicateAttribute(attribute.name)) }
            attributes.append(attribute)
        }
        open.append(name)
        return .start(name: name, attributes: attributes, line: line)
    }

    private mutating func attribute(of element: Range<Int>) throws(XMLError) -> XMLAttribute {
        let name = string(try name())
        skipSpace()
        try take(UInt8(ascii: "="), "`=`")
        skipSpace()
        guard place < bytes.count else { throw failure(.truncated(in: "`<\(string(element))`")) }
        let quote = bytes[place]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { throw failure(.unexpected(quote, expected: "a quote")) }
        place += 1
        let start = place
        while place < bytes.count, bytes[place] != quote {
            if bytes[place] == UInt8(ascii: "<") { throw failure(.unexpected(bytes[place], expected: "the end of the value")) }
            place += 1
        }
        guard place < bytes.count else { throw failure(.truncated(in: "the value of `\(name)`"), at: start) }
        let value = try text(start..<place)
        place += 1
        return XMLAttribute(name: name, value: value)
    }

    private mutating func endTag() throws(XMLError) -> Event {
        let start = place
        place += 2
        let name = try name()
        skipSpace()
        try take(UInt8(ascii: ">"), "`>`")
        guard let opened = open.last else { throw failure(.unexpected(UInt8(ascii: "/"), expected: "an element"), at: start) }
        guard isSame(opened, name) else { throw failure(.mismatched(open: string(opened), close: string(name)), at: start) }
        return close()
    }

    private func isSame(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
        guard first.count == second.count else { return false }
        for offset in 0..<first.count where bytes[first.lowerBound + offset] != bytes[second.lowerBound + offset] { return false }
        return true
    }

    private mutating func close() -> Event {
        owesEnd = false
        open.removeLast()
        if open.isEmpty { isPastRoot = true }
        return .end
    }

    private mutating func take(_ byte: UInt8, _ expected: String) throws(XMLError) {
        guard place < bytes.count else { throw failure(.truncated(in: "a tag")) }
        guard bytes[place] == byte else { throw failure(.unexpected(bytes[place], expected: expected)) }
        place += 1
    }

    @discardableResult
    private mutating func skipSpace() -> Bool {
        let start = place
        while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
        return place > start
    }

    private mutating func name() throws(XMLError) -> Range<Int> {
        let start = place
        while place < bytes.count, Self.isNameByte(bytes[place]) { place += 1 }
        guard place > start else {
            throw place < bytes.count ? failure(.unexpected(bytes[place], expected: "a name")) : failure(.truncated(in: "a tag"))
        }
        let first = bytes[start]
        if first == 45 || first == 46 || (first >= 48 && first <= 57) { throw failure(.badName, at: start) }
        return start..<place
    }

    /// Bytes that are their own text.
    func string(_ range: Range<Int>) -> String { String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self) }

    @inline(__always) static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 10 || byte == 13 || byte == 9 }

    @inline(__always) private static func isNameByte(_ byte: UInt8) -> Bool {
        (byte | 32 >= 97 && byte | 32 <= 122) || (byte >= 48 && byte <= 58) || byte == 95 || byte == 45 || byte == 46 || byte >= 0x80
    }

    // MARK: Text

    /// What a text event stands for.
    func text(_ range: Range<Int>, _ form: TextForm) -> String {
        // Both were read once, when the event was told, and can be read again.
        switch form {
        case .plain: string(range)
        case .marked: (try? text(range)) ?? string(range)
        case .verbatim: (try? plain(range)) ?? string(range)
        }
    }

    /// Text without references, checked for characters XML does not have; line ends become `\n`.
    private func plain(_ range: Range<Int>) throws(XMLError) -> String {
        var needsCare = false
        for offset in range where bytes[offset] < 32 || bytes[offset] == 0xEF {
            switch bytes[offset] {
            case 10, 9: break
            case 13: needsCare = true
            case 0xEF where offset + 2 < range.upperBound && bytes[offset + 1] == 0xBF && bytes[offset + 2] >= 0xBE:
                throw failure(.badCharacter(0xFFC0 | UInt32(bytes[offset + 2] & 0x3F)), at: offset)
            case 0xEF: break
            default: throw failure(.badCharacter(UInt32(bytes[offset])), at: offset)
            }
        }
        let text = string(range)
        guard needsCare else { return text }
        var unified = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in text.unicodeScalars {
            if scalar == "\r" { unified.append("\n") } else if scalar != "\n" || !wasReturn { unified.append(scalar) }
            wasReturn = scalar == "\r"
        }
        return String(unified)
    }

    private func text(_ range: Range<Int>) throws(XMLError) -> String {
        guard let first = bytes[range].firstIndex(of: UInt8(ascii: "&")) else { return try plain(range) }
        var result = try plain(range.lowerBound..<first)
        var offset = first
        while offset < range.upperBound {
            guard bytes[offset] == UInt8(ascii: "&") else {
                let end = bytes[offset..<range.upperBound].firstIndex(of: UInt8(ascii: "&")) ?? range.upperBound
                result += try plain(offset..<end)
                offset = end
                continue
            }
            guard let end = bytes[offset..<min(range.upperBound, offset + 40)].firstIndex(of: UInt8(ascii: ";")) else {
                throw failure(.unexpected(UInt8(ascii: "&"), expected: "`&amp;`"), at: offset)
            }
            let name = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[(offset + 1)..<end]), as: UTF8.self)
            result.unicodeScalars.append(try scalar(named: name, at: offset))
            offset = end + 1
        }
        return result
    }

    private func scalar(named name: String, at offset: Int) throws(XMLError) -> UnicodeScalar {
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "apos": return "'"
        case "quot": return "\""
        default: break
        }
        guard name.hasPrefix("#") else { throw failure(.unknownEntity(name), at: offset) }
        let digits = name.dropFirst()
        let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let number else { throw failure(.unknownEntity(name), at: offset) }
        let isAllowed = number == 9 || number == 10 || number == 13 || (number >= 32 && number != 0xFFFE && number != 0xFFFF)
        guard isAllowed, let scalar = UnicodeScalar(number) else { throw failure(.badCharacter(number), at: offset) }
        return scalar
    }
}
