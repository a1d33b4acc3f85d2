import Kernels

/// How a text is cut into the words that get tags.
public enum TokenCut: String, Sendable, Hashable, Codable {
    /// At white space: for texts that are tokens joined by spaces.
    case spaces
    /// Words, and every other scalar that is no white space by itself (`WordCuts`).
    case words

    /// The words of a text with where they are, in Unicode scalars.
    public func tokens(of text: String) -> TokenRow {
        var text = text
        return text.withUTF8 { bytes in
            var row = TokenRow()
            switch self {
            case .spaces: spaces(bytes, &row)
            case .words:
                var cuts = WordCuts()
                cuts.cut(bytes)
                for word in 0..<cuts.count { row.add(bytes, Int(cuts.starts[word]), Int(cuts.ends[word])) }
            }
            return row
        }
    }

    private func spaces(_ bytes: UnsafeBufferPointer<UInt8>, _ row: inout TokenRow) {
        var (place, start) = (0, -1)
        while place < bytes.count {
            let (value, length) = ScalarReader.read(bytes, place)
            if ScalarClass.of(value).contains(.space) {
                if start >= 0 { row.add(bytes, start, place) }
                start = -1
            } else if start < 0 {
                start = place
            }
            place += length
        }
        if start >= 0 { row.add(bytes, start, place) }
    }
}

/// Words of one text in order.
public struct TokenRow: Sendable, Hashable {
    public private(set) var words: [String] = []
    /// Offsets in Unicode scalars, ends exclusive.
    public private(set) var starts: [Int] = []
    public private(set) var ends: [Int] = []
    private var bytePlace = 0
    private var scalarPlace = 0

    public var count: Int { words.count }

    /// Words come in order.
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
        scalarPlace += ScalarReader.count(UnsafeBufferPointer(rebasing: bytes[bytePlace..<start]))
        starts.append(scalarPlace)
        scalarPlace += ScalarReader.count(UnsafeBufferPointer(rebasing: bytes[start..<end]))
        ends.append(scalarPlace)
        bytePlace = end
        words.append(String(decoding: bytes[start..<end], as: UTF8.self))
    }
}

/// A labelled stretch of a text: scalar offsets, end exclusive.
public struct TextSpan: Sendable, Hashable, Codable {
    public var start: Int
    public var end: Int
    public var label: String
    /// Probability that exactly this stretch has this label; nil for what people marked.
    public var confidence: Double?

    public init(start: Int, end: Int, label: String, confidence: Double? = nil) {
        self.start = start
        self.end = end
        self.label = label
        self.confidence = confidence
    }
}

/// Tags of words: 0 is outside, 2 k + 1 begins entity type k, 2 k + 2 goes on with it (IOB2).
struct EntityTags: Sendable, Hashable {
    let labels: [String]

    var count: Int { 2 * labels.count + 1 }

    static func isInside(_ tag: Int) -> Bool { tag > 0 && tag % 2 == 0 }

    /// Whether `tag` may stand behind `previous`; nil is the beginning of the text.
    static func mayFollow(_ tag: Int, _ previous: Int?) -> Bool {
        guard isInside(tag) else { return true }
        return previous == tag || previous == tag - 1
    }

    /// Tags of the words that spans cover; returns also spans that do not end at words' ends, or overlap an earlier one, and
    /// are therefore taken as the words they touch, or left out.
    func tags(of spans: [TextSpan], in row: TokenRow) -> (tags: [Int], adjusted: Int, dropped: Int) {
        var tags = [Int](repeating: 0, count: row.count)
        var (adjusted, dropped) = (0, 0)
        for span in spans.sorted(by: { ($0.start, $1.end, $0.label) < ($1.start, $0.end, $1.label) }) {
            let touched = (0..<row.count).filter { row.ends[$0] > span.start && row.starts[$0] < span.end }
            guard let kind = labels.firstIndex(of: span.label), let first = touched.first, let last = touched.last, touched.allSatisfy({ tags[$0] == 0 }) else {
                dropped += 1
                continue
            }
            if row.starts[first] != span.start || row.ends[last] != span.end { adjusted += 1 }
            for word in touched { tags[word] = word == first ? 2 * kind + 1 : 2 * kind + 2 }
        }
        return (tags, adjusted, dropped)
    }

    /// Stretches of words that tags mark: first word, last word, type.
    static func stretches(_ tags: [Int]) -> [(first: Int, last: Int, kind: Int)] {
        var found: [(first: Int, last: Int, kind: Int)] = []
        for (word, tag) in tags.enumerated() where tag > 0 {
            if tag % 2 == 1 { found.append((word, word, (tag - 1) / 2)) } else if let last = found.last, last.last == word - 1 { found[found.count - 1].last = word }
        }
        return found
    }
}
