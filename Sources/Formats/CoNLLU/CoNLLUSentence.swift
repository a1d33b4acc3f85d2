/// One sentence of CoNLL-U as its lines stand: comments, words, and the rows that are no words.
///
/// A word has a whole number as its id, from 1 on. Ranges (`1-2`: what is written as one) and empty nodes (`8.1`)
/// stand between words and are kept as they are.
struct CoNLLUSentence: Equatable {
    static let columnNames = ["id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc"]

    /// A row that is no word.
    struct Extra: Equatable {
        /// How many words stand before it.
        var after: Int
        var columns: [String]
        /// Of a range, its words counted from 0; nil for an empty node.
        var words: ClosedRange<Int>?
    }

    /// Without `#`, as they stand: ` sent_id = 1`.
    var comments: [String] = []
    /// The ten columns of each word.
    var words: [[String]] = []
    var extras: [Extra] = []
    /// Line of the first comment or row.
    var line = 0

    func comment(_ key: String) -> String? {
        for comment in comments {
            guard let equals = comment.firstIndex(of: "="), Self.trimmed(comment[..<equals]) == key else { continue }
            return Self.trimmed(comment[comment.index(after: equals)...])
        }
        return nil
    }

    static func trimmed(_ text: Substring) -> String {
        var rest = text
        while rest.first == " " || rest.first == "\t" { rest.removeFirst() }
        while rest.last == " " || rest.last == "\t" { rest.removeLast() }
        return String(rest)
    }

    /// The text put together from forms and `SpaceAfter=No`, with a space (or what `SpacesAfter` says) between, and where each
    /// word is. Words of a range lie in its form where they are found there, else all of them over the whole of it.
    func reassembled() -> (text: String, places: [Range<Int>]) {
        var text = String.UnicodeScalarView()
        var places: [Range<Int>] = []
        var space = ""
        func append(_ form: String, _ misc: String) -> Range<Int> {
            text.append(contentsOf: space.unicodeScalars)
            let start = text.count
            text.append(contentsOf: form.unicodeScalars)
            space = CoNLLUMisc(misc).has("SpaceAfter", "No") ? "" : " "
            return start..<text.count
        }
        let ranges = extras.filter { $0.words != nil }
        var next = 0
        while places.count < words.count {
            if next < ranges.count, let inside = ranges[next].words, inside.lowerBound <= places.count {
                let form = ranges[next].columns[1]
                let whole = append(form, ranges[next].columns[9])
                places += Self.split(form, whole, words[places.count...min(inside.upperBound, words.count - 1)].map { $0[1] })
                next += 1
            } else {
                places.append(append(words[places.count][1], words[places.count][9]))
            }
        }
        return (String(text), places)
    }

    private static func split(_ form: String, _ whole: Range<Int>, _ words: [String]) -> [Range<Int>] {
        guard let found = TokenisedText(form, words: words), found.tokens.first?.start == 0 else { return words.map { _ in whole } }
        return found.tokens.map { whole.lowerBound + $0.start..<whole.lowerBound + $0.end }
    }
}

/// The last column: `Key=Value` joined by `|`, or `_`.
struct CoNLLUMisc: Equatable {
    private(set) var entries: [Substring]

    init(_ text: String) { entries = text == "_" || text.isEmpty ? [] : text.split(separator: "|", omittingEmptySubsequences: false) }

    var text: String { entries.isEmpty ? "" : entries.joined(separator: "|") }

    func value(_ key: String) -> Substring? { entries.first { $0.hasPrefix("\(key)=") }?.dropFirst(key.count + 1) }

    func has(_ key: String, _ value: String) -> Bool { entries.contains { $0 == "\(key)=\(value)" } }

    mutating func remove(_ key: String) { entries.removeAll { $0.hasPrefix("\(key)=") } }

    /// In the order of keys, where the others are.
    mutating func set(_ key: String, _ value: String) {
        remove(key)
        let place = entries.firstIndex { $0.prefix { $0 != "=" }.lowercased() > key.lowercased() } ?? entries.count
        entries.insert("\(key)=\(value)", at: place)
    }
}
