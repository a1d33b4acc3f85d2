import Records

/// Cuts a CoNLL-U file into sentences, one at a time. A sentence with a bad line is left out whole and is a finding.
struct CoNLLUParser {
    private let lines: LineReader
    private var fault: Finding?

    init(_ source: ByteSource) throws { lines = try LineReader(source) }

    var source: ByteSource { lines.source }

    /// nil at the end.
    mutating func next() throws -> Result<CoNLLUSentence, Finding>? {
        var sentence = CoNLLUSentence()
        var isEmpty = true
        fault = nil
        while let line = try lines.next() {
            if line.bytes.isEmpty, !line.isTooLong {
                if isEmpty { continue }
                return finish(sentence)
            }
            if isEmpty { sentence.line = line.number }
            isEmpty = false
            if fault == nil { read(line, into: &sentence) }
        }
        guard !isEmpty else { return nil }
        return finish(sentence)
    }

    private mutating func finish(_ sentence: CoNLLUSentence) -> Result<CoNLLUSentence, Finding> {
        if fault == nil, sentence.words.isEmpty { fail("no-words", "the sentence of line \(sentence.line) has no words", sentence.line) }
        if fault == nil, let range = sentence.extras.last(where: { $0.words != nil })?.words, range.upperBound >= sentence.words.count {
            fail("range-beyond-end", "a range of the sentence of line \(sentence.line) ends at word \(range.upperBound + 1), and there are \(sentence.words.count)", sentence.line)
        }
        return fault.map(Result.failure) ?? .success(sentence)
    }

    private mutating func fail(_ code: String, _ message: String, _ line: Int, hint: String? = nil) {
        fault = Finding(.error, "conllu.\(code)", message, at: Place(file: source.name, line: line), hint: hint)
    }

    private mutating func read(_ line: LineReader.Line, into sentence: inout CoNLLUSentence) {
        guard !line.isTooLong, UTF8Check.firstFault(in: line.bytes) == nil else {
            return fail("line-unreadable", "line \(line.number) is too long or not UTF-8", line.number)
        }
        let text = String(decoding: line.bytes, as: UTF8.self)
        if text.hasPrefix("#") {
            if sentence.words.isEmpty, sentence.extras.isEmpty { sentence.comments.append(String(text.dropFirst())) } else {
                fail("comment-inside", "line \(line.number) is a comment behind the first word; comments stand before it", line.number)
            }
            return
        }
        let columns = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard columns.count == 10 else {
            return fail("columns", "line \(line.number) has \(columns.count) columns, and 10 separated by tabs belong there", line.number)
        }
        if let empty = columns.firstIndex(of: "") {
            return fail("empty-column", "column \(empty + 1) (`\(CoNLLUSentence.columnNames[empty])`) of line \(line.number) is empty", line.number, hint: "Write `_` where there is nothing")
        }
        add(columns, line.number, to: &sentence)
    }

    private mutating func add(_ columns: [String], _ line: Int, to sentence: inout CoNLLUSentence) {
        let id = columns[0]
        let next = sentence.words.count + 1
        if Self.whole(id) == next { return sentence.words.append(columns) }
        let parts = id.split(separator: "-", omittingEmptySubsequences: false)
        if parts.count == 2, let first = Self.whole(parts[0]), let last = Self.whole(parts[1]), first == next, first <= last, last - first < 10_000 {
            if let before = sentence.extras.last(where: { $0.words != nil })?.words, before.upperBound >= first - 1 {
                return fail("range-overlap", "the range `\(id)` on line \(line) overlaps the one before it", line)
            }
            return sentence.extras.append(.init(after: next - 1, columns: columns, words: first - 1...last - 1))
        }
        let node = id.split(separator: ".", omittingEmptySubsequences: false)
        if node.count == 2, let word = Self.whole(node[0]), Self.whole(node[1]) != nil, word == next - 1 {
            return sentence.extras.append(.init(after: word, columns: columns, words: nil))
        }
        fail("id", "`\(id)` on line \(line) is no id that may stand there: the next word is `\(next)`", line, hint: "Words count from 1; ranges (`1-2`) stand before their words, empty nodes (`8.1`) behind theirs")
    }

    private static func whole(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }), text.utf8.count < 10 else { return nil }
        return Int(text)
    }
}
