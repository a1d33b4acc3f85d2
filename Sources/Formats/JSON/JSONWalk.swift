import Records

/// Walks through one JSON file of any size, opening objects and lists and taking one value at a time.
///
/// What is not opened is read as a whole (`value`) or passed over (`skip`) in the memory of one value. A file that breaks
/// off or is no JSON throws with line and column; a value that is too long or broken within is a finding in
/// `findings`, and the walk goes on behind it.
///
///     try walk.enter(object: true)
///     while let key = try walk.nextKey() { if key == "items" { … } else { try walk.skip() } }
final class JSONWalk {
    static let maximumValueBytes = 64 << 20

    let file: String
    var findings = FindingLog()
    private let scanner: JSONListScanner
    /// Of what is open: whether it is an object, how many members have been come to, and the keys seen so far.
    private var open: [(isObject: Bool, count: Int, keys: Set<String>)] = []

    init(_ source: ByteSource) throws {
        file = source.name
        scanner = try JSONListScanner(ByteWindow(source))
    }

    var line: Int { scanner.line }
    /// Members or elements come to in what was opened last.
    var count: Int { open.last?.count ?? 0 }

    /// Opens the object or list that stands here; false when something else does.
    func enter(object isObject: Bool) throws -> Bool {
        guard try scanner.peek() == UInt8(ascii: isObject ? "{" : "[") else { return false }
        scanner.take(1)
        open.append((isObject, 0, []))
        return true
    }

    /// Stands in front of the next member's value; nil behind the object, which is closed then.
    func nextKey() throws -> String? {
        guard try comeToNext(closing: UInt8(ascii: "}")) else { return nil }
        let byte = try peek()
        guard byte == UInt8(ascii: "\""), case .value(let length) = try scanner.extent(keeps: true, maximumBytes: 1 << 16),
              case .string(let name)? = try? JSONParser.parse(UnsafeRawBufferPointer(rebasing: scanner.bytes[0..<length])) else { throw broken("found `\(Self.shown(byte))` where a key in double quotes is needed") }
        scanner.take(length)
        let colon = try peek()
        guard colon == UInt8(ascii: ":") else { throw broken("found `\(Self.shown(colon))` where `:` is needed") }
        scanner.take(1)
        _ = try peek()
        guard open[open.count - 1].keys.insert(name).inserted else { throw broken("the key `\(name)` comes twice") }
        return name
    }

    /// Stands in front of the next element; false behind the list, which is closed then.
    func nextElement() throws -> Bool {
        guard try comeToNext(closing: UInt8(ascii: "]")) else { return false }
        let byte = try peek()
        guard byte != UInt8(ascii: ","), byte != UInt8(ascii: "]"), byte != UInt8(ascii: "}") else { throw broken("found `\(Self.shown(byte))` where an element is needed") }
        return true
    }

    /// The value that stands here; nil, with a finding, when it is too long or broken.
    func value(_ what: @autoclosure () -> String, maximumBytes: Int = maximumValueBytes) throws -> JSONValue? {
        _ = try peek()
        let (line, column) = (scanner.line, scanner.column)
        switch try scanner.extent(keeps: true, maximumBytes: maximumBytes) {
        case .truncated: throw truncated()
        case .tooLong: findings.add(Finding(.error, "json.value.too-long", "\(what()) is longer than \(maximumBytes) bytes and left out", at: Place(file: file, line: line)))
        case .value(let length):
            defer { scanner.take(length) }
            do { return try JSONParser.parse(UnsafeRawBufferPointer(rebasing: scanner.bytes[0..<length])) } catch {
                findings.add(Finding(
                    .error, "json.value.broken", "\(what()): \(error.message)",
                    at: Place(file: file, line: line + error.line - 1, column: error.line == 1 ? column + error.column - 1 : error.column), hint: error.hint))
            }
        }
        return nil
    }

    func skip() throws {
        _ = try peek()
        if case .truncated = try scanner.extent(keeps: false, maximumBytes: 0) { throw truncated() }
    }

    /// Sees that nothing follows.
    func finish() throws {
        if let byte = try scanner.peek() { throw broken("found `\(Self.shown(byte))` where the end of the file is needed") }
    }

    private func comeToNext(closing: UInt8) throws -> Bool {
        guard !open.isEmpty else { return false }
        var byte = try peek()
        if open[open.count - 1].count > 0, byte == UInt8(ascii: ",") {
            scanner.take(1)
            byte = try peek()
            if byte == closing { throw broken("found `\(Self.shown(byte))` behind a comma") }
        } else if open[open.count - 1].count > 0, byte != closing {
            throw broken("found `\(Self.shown(byte))` where `,` or `\(Self.shown(closing))` is needed")
        }
        if byte == closing {
            scanner.take(1)
            open.removeLast()
            return false
        }
        open[open.count - 1].count += 1
        return true
    }

    private func peek() throws -> UInt8 {
        guard let byte = try scanner.peek() else { throw truncated() }
        return byte
    }

    private static func shown(_ byte: UInt8) -> String { String(UnicodeScalar(byte)) }

    private func truncated() -> ImageFormatError { broken("the file ends before everything in it is closed") }

    func broken(_ reason: String) -> ImageFormatError { .brokenJSON(file: file, line: scanner.line, column: scanner.column, reason: reason) }
}
