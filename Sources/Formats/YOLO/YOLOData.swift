import Records

/// What `data.yaml` says: where pictures are, how classes are called. The little YAML such files use is read here: plain
/// members, lists and maps of one level, in blocks or in brackets. Anchors and everything deeper are refused or passed over.
struct YOLOData: Sendable, Hashable {
    /// Member -> its scalars, in order; maps as pairs.
    private var lists: [String: [String]] = [:]
    private var maps: [String: [String: String]] = [:]
    private var keys: [String] = []

    static let maximumBytes = 1 << 20

    init() {}

    /// darknet's `obj.data`: `train = data/train.txt`, a member per line.
    init(darknet text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            let sides = line.split(separator: "=", maxSplits: 1).map(Self.trimmed)
            guard sides.count == 2, ["train", "valid", "val", "test"].contains(sides[0]), lists[String(sides[0])] == nil else { continue }
            keys.append(String(sides[0]))
            lists[String(sides[0])] = [String(sides[1])]
        }
    }

    init(_ text: String, file: String) throws(ImageFormatError) {
        do throws(Fault) { try read(text) } catch { throw .badDataFile(file: file, line: error.line, reason: error.reason) }
    }

    private struct Fault: Error {
        var line: Int
        var reason: String
    }

    private mutating func read(_ text: String) throws(Fault) {
        guard text.utf8.count <= Self.maximumBytes else { throw Fault(line: 1, reason: "it has more than \(Self.maximumBytes) bytes") }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(Self.withoutComment)
        var place = 0
        while place < lines.count {
            let line = lines[place]
            place += 1
            if line.allSatisfy(\.isWhitespace) || line.hasPrefix("---") || line.hasPrefix("%") { continue }
            guard let first = line.first, !first.isWhitespace, let (key, rest) = try Self.member(line, place) else {
                throw Fault(line: place, reason: "`\(line.prefix(60))` is not a member such as `train: images/train`")
            }
            if rest.hasPrefix("&") || rest.hasPrefix("*") { throw Fault(line: place, reason: "anchors and aliases are not read") }
            guard !keys.contains(key) else { throw Fault(line: place, reason: "`\(key)` comes twice") }
            keys.append(key)
            try take(key, rest, lines, &place)
        }
    }

    /// Members whose text is of no concern here.
    private static let passedOver: Set<String> = ["download", "roboflow"]

    private mutating func take(_ key: String, _ rest: Substring, _ lines: [Substring], _ place: inout Int) throws(Fault) {
        let isText = Self.passedOver.contains(key) || rest.hasPrefix("|") || rest.hasPrefix(">")
        if rest.isEmpty || isText {
            try block(key, isText: isText, lines, &place)
        } else if rest.hasPrefix("[") || rest.hasPrefix("{") {
            let start = place
            var flow = String(rest)
            while !Self.isBalanced(flow) {
                guard place < lines.count else { throw Fault(line: start, reason: "the bracket of `\(key)` is not closed") }
                flow += " " + lines[place]
                place += 1
            }
            try self.flow(key, flow, start)
        } else {
            lists[key] = [try Self.scalar(rest, place)]
        }
    }

    /// `- a` lines, or `0: a` lines; text blocks are passed over.
    private mutating func block(_ key: String, isText: Bool, _ lines: [Substring], _ place: inout Int) throws(Fault) {
        while place < lines.count {
            let line = lines[place]
            let body = line.drop(while: \.isWhitespace)
            if !body.isEmpty, body.startIndex == line.startIndex, isText || !body.hasPrefix("- ") { return }
            place += 1
            if isText || body.isEmpty { continue }
            if body.hasPrefix("- ") {
                lists[key, default: []].append(try Self.scalar(body.dropFirst(2), place))
            } else if let (name, value) = try Self.member(body, place) {
                maps[key, default: [:]][name] = try Self.scalar(value, place)
            }
        }
    }

    private mutating func flow(_ key: String, _ flow: String, _ line: Int) throws(Fault) {
        if flow.hasPrefix("[") { lists[key] = [] }
        for piece in Self.pieces(flow.dropFirst()) {
            if flow.hasPrefix("[") {
                lists[key]?.append(try Self.scalar(piece, line))
            } else if let (name, value) = try Self.member(piece, line) {
                maps[key, default: [:]][name] = try Self.scalar(value, line)
            }
        }
    }

    // MARK: What is asked of it

    /// The first scalar of a member.
    func text(_ key: String) -> String? { lists[key]?.first }

    /// Names by class number; gaps are nil. More than 100,000 are not taken.
    var names: [String?] {
        if let list = lists["names"], !(list.count == 1 && list[0].isEmpty) { return list }
        let numbered = (maps["names"] ?? [:]).compactMap { key, name in Int(key).map { ($0, name) } }.filter { (0..<100_000).contains($0.0) }
        guard let last = numbered.map(\.0).max() else { return [] }
        var names = [String?](repeating: nil, count: last + 1)
        for (number, name) in numbered { names[number] = name }
        return names
    }

    /// Members that may name pictures, `train`, `val` and `test` first.
    var places: [(name: String, paths: [String])] {
        let settings: Set<String> = ["names", "nc", "path", "download", "kpt_shape", "flip_idx", "channels", "roboflow"]
        let usual = ["train", "val", "valid", "validation", "test"]
        let rest = keys.filter { !settings.contains($0) && !usual.contains($0) }
        return (usual + rest).compactMap { key in lists[key].map { (key, $0.filter { !$0.isEmpty && $0 != "null" && $0 != "~" }) } }.filter { !$0.1.isEmpty }
    }

    /// Which joint each becomes when a picture is mirrored.
    var flips: [Int] { lists["flip_idx"]?.compactMap { Int($0) } ?? [] }

    /// Joints per object and numbers per joint.
    var jointShape: (count: Int, numbers: Int)? {
        guard let shape = lists["kpt_shape"]?.compactMap({ Int($0) }), shape.count == 2, (1...1000).contains(shape[0]), (2...3).contains(shape[1]) else { return nil }
        return (shape[0], shape[1])
    }

    // MARK: Pieces of YAML

    /// What stands in quotes, character by character. A quote opens where no letter or digit stands before it, and a backslash
    /// keeps a double one open.
    private struct Quotes {
        private var quote: Character?
        private var isEscaped = false
        private(set) var before: Character = " "
        var isOpen: Bool { quote != nil }

        /// Whether the next character is in quotes, or one of them.
        mutating func hold(_ character: Character) -> Bool {
            defer { before = character }
            guard let open = quote else {
                guard character == "\"" || character == "'", !before.isLetter, !before.isNumber else { return false }
                quote = character
                return true
            }
            if isEscaped { isEscaped = false } else if character == "\\", open == "\"" { isEscaped = true } else if character == open { quote = nil }
            return true
        }
    }

    /// Cuts a comment off: a `#` at the start or behind a space, outside quotes.
    private static func withoutComment(_ line: Substring) -> Substring {
        var quotes = Quotes()
        for place in line.indices {
            let isComment = line[place] == "#" && quotes.before.isWhitespace
            if !quotes.hold(line[place]), isComment { return line[..<place] }
        }
        return line
    }

    /// `key: value`, split at the first colon outside quotes that a space or the end follows.
    private static func member(_ line: Substring, _ number: Int) throws(Fault) -> (String, Substring)? {
        var quotes = Quotes()
        var place = line.startIndex
        while place < line.endIndex {
            let next = line.index(after: place)
            if !quotes.hold(line[place]), line[place] == ":", next == line.endIndex || line[next].isWhitespace { return (try scalar(line[..<place], number), trimmed(line[next...])) }
            place = next
        }
        if quotes.isOpen { throw Fault(line: number, reason: "a quote is not closed") }
        return nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    /// A quote that opens must close at the end.
    private static func scalar(_ text: Substring, _ line: Int) throws(Fault) -> String {
        let text = trimmed(text)
        guard let quote = text.first, quote == "'" || quote == "\"" else { return String(text) }
        guard text.count >= 2, text.last == quote else { throw Fault(line: line, reason: "a quote is not closed") }
        let inner = String(text.dropFirst().dropLast())
        if quote == "'" { return inner.split(separator: "''", omittingEmptySubsequences: false).joined(separator: "'") }
        if case .string(let value)? = try? JSONParser.parse(String(text)) { return value }
        return inner
    }

    private static func isBalanced(_ flow: String) -> Bool {
        var depth = 0
        var quotes = Quotes()
        for character in flow {
            if quotes.hold(character) { continue }
            if character == "[" || character == "{" { depth += 1 }
            else if character == "]" || character == "}" { depth -= 1; if depth == 0 { return true } }
        }
        return false
    }

    /// What commas separate, up to the closing bracket.
    private static func pieces(_ flow: Substring) -> [Substring] {
        var pieces: [Substring] = []
        var start = flow.startIndex
        var depth = 0
        var quotes = Quotes()
        for place in flow.indices {
            let character = flow[place]
            if quotes.hold(character) { continue }
            if character == "[" || character == "{" { depth += 1 }
            else if character == "]" || character == "}" || (character == "," && depth == 0) {
                if character != ",", depth > 0 { depth -= 1; continue }
                if !flow[start..<place].allSatisfy(\.isWhitespace) { pieces.append(flow[start..<place]) }
                if character != "," { return pieces }
                start = flow.index(after: place)
            }
        }
        return pieces
    }
}
