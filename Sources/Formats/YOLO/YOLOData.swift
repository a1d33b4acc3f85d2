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
        guard text.utf8.count <= Self.maximumBytes else { throw .badDataFile(file: file, line: 1, reason: "it has more than \(Self.maximumBytes) bytes") }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(Self.withoutComment)
        var place = 0
        while place < lines.count {
            let line = lines[place]
            place += 1
            if line.allSatisfy(\.isWhitespace) || line.hasPrefix("---") || line.hasPrefix("%") { continue }
            guard let first = line.first, !first.isWhitespace, let (key, rest) = Self.member(line) else {
                throw .badDataFile(file: file, line: place, reason: "`\(line.prefix(60))` is not a member such as `train: images/train`")
            }
            if rest.hasPrefix("&") || rest.hasPrefix("*") { throw .badDataFile(file: file, line: place, reason: "anchors and aliases are not read") }
            guard !keys.contains(key) else { throw .badDataFile(file: file, line: place, reason: "`\(key)` comes twice") }
            keys.append(key)
            let from = place
            try take(key, rest, lines, &place, file)
            for number in from...max(from, place) where !rest.hasPrefix("[") && !rest.hasPrefix("{") && number <= lines.count && Self.hasOpenQuote(lines[number - 1]) && !isPassedOver(key) {
                throw .badDataFile(file: file, line: number, reason: "a quote is not closed")
            }
        }
    }

    /// Members whose text is of no concern here.
    private func isPassedOver(_ key: String) -> Bool { ["download", "roboflow"].contains(key) }

    /// Whether a quoted scalar begins on the line and does not end there. Lists in brackets go over several lines, and have been checked.
    private static func hasOpenQuote(_ line: Substring) -> Bool {
        let value = trimmed(member(line.drop(while: \.isWhitespace))?.1 ?? trimmed(line).drop { $0 == "-" || $0 == " " })
        guard let quote = value.first, quote == "\"" || quote == "'" else { return false }
        return value.count < 2 || value.last != quote
    }

    private mutating func take(_ key: String, _ rest: Substring, _ lines: [Substring], _ place: inout Int, _ file: String) throws(ImageFormatError) {
        if rest.isEmpty || rest.hasPrefix("|") || rest.hasPrefix(">") {
            block(key, isText: !rest.isEmpty, lines, &place)
        } else if rest.hasPrefix("[") || rest.hasPrefix("{") {
            let start = place
            var flow = String(rest)
            while !Self.isBalanced(flow) {
                guard place < lines.count else { throw .badDataFile(file: file, line: start, reason: "the bracket of `\(key)` is not closed") }
                flow += " " + lines[place]
                place += 1
            }
            self.flow(key, flow)
        } else {
            lists[key] = [Self.scalar(rest)]
        }
    }

    /// `- a` lines, or `0: a` lines; text blocks are passed over.
    private mutating func block(_ key: String, isText: Bool, _ lines: [Substring], _ place: inout Int) {
        while place < lines.count {
            let line = lines[place]
            let body = line.drop(while: \.isWhitespace)
            if !body.isEmpty, body.startIndex == line.startIndex, isText || !body.hasPrefix("- ") { return }
            place += 1
            if isText || body.isEmpty { continue }
            if body.hasPrefix("- ") {
                lists[key, default: []].append(Self.scalar(body.dropFirst(2)))
            } else if let (name, value) = Self.member(body) {
                maps[key, default: [:]][name] = Self.scalar(value)
            }
        }
    }

    private mutating func flow(_ key: String, _ flow: String) {
        let pieces = Self.pieces(flow.dropFirst())
        if flow.hasPrefix("[") {
            lists[key] = pieces.map(Self.scalar)
        } else {
            for piece in pieces { if let (name, value) = Self.member(piece) { maps[key, default: [:]][name] = Self.scalar(value) } }
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

    /// Cuts a comment off: a `#` at the start or behind a space, outside quotes.
    private static func withoutComment(_ line: Substring) -> Substring {
        var quote: Character?
        var before: Character = " "
        for place in line.indices {
            let character = line[place]
            if let open = quote { if character == open, before != "\\" { quote = nil } }
            else if (character == "\"" || character == "'"), !before.isLetter, !before.isNumber { quote = character }
            else if character == "#", before.isWhitespace { return line[..<place] }
            before = character
        }
        return line
    }

    /// `key: value`, split at the first colon outside quotes that a space or the end follows.
    private static func member(_ line: Substring) -> (String, Substring)? {
        var quote: Character?
        var place = line.startIndex
        while place < line.endIndex {
            let character = line[place]
            let next = line.index(after: place)
            if let open = quote { if character == open { quote = nil } }
            else if place == line.startIndex, character == "\"" || character == "'" { quote = character }
            else if character == ":", next == line.endIndex || line[next].isWhitespace { return (scalar(line[..<place]), trimmed(line[next...])) }
            place = next
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    private static func scalar(_ text: Substring) -> String {
        let text = trimmed(text)
        if text.count >= 2, text.first == "'", text.last == "'" { return String(text.dropFirst().dropLast()).split(separator: "''", omittingEmptySubsequences: false).joined(separator: "'") }
        if text.count >= 2, text.first == "\"", text.last == "\"" {
            if case .string(let value)? = try? JSONParser.parse(String(text)) { return value }
            return String(text.dropFirst().dropLast())
        }
        return String(text)
    }

    private static func isBalanced(_ flow: String) -> Bool {
        var depth = 0
        var quote: Character?
        for character in flow {
            if let open = quote { if character == open { quote = nil } }
            else if character == "\"" || character == "'" { quote = character }
            else if character == "[" || character == "{" { depth += 1 }
            else if character == "]" || character == "}" { depth -= 1; if depth == 0 { return true } }
        }
        return false
    }

    /// What commas separate, up to the closing bracket.
    private static func pieces(_ flow: Substring) -> [Substring] {
        var pieces: [Substring] = []
        var start = flow.startIndex
        var depth = 0
        var quote: Character?
        for place in flow.indices {
            let character = flow[place]
            if let open = quote { if character == open { quote = nil } }
            else if character == "\"" || character == "'" { quote = character }
            else if character == "[" || character == "{" { depth += 1 }
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
