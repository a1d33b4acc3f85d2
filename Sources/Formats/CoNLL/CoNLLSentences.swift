import Records

/// Cuts a file of tokens and tags into sentences: a line per token, its first column the token, its last the tag; lines without
/// anything but white space end a sentence.
///
/// Columns are separated by tabs where a line has one, else by spaces. `-DOCSTART-` begins a document. Lines such as
/// `# id = 7` are comments; `# global.columns = form pos ner` names the columns.
struct CoNLLSentences {
    struct Sentence {
        var words: [String] = []
        /// Of each word what stands between token and tag.
        var between: [[String]] = []
        var tags: [CoNLLTag] = []
        /// The `-DOCSTART-` line before it.
        var documentStart: String?
        var line = 0
    }

    private let lines: LineReader
    private let takesBare: Bool
    private var documentStart: String?
    private(set) var columnNames: [String]?
    var findings = FindingLog()

    init(_ source: ByteSource, takesBare: Bool = false) throws {
        lines = try LineReader(source)
        self.takesBare = takesBare
    }

    mutating func next() throws -> Sentence? {
        var sentence = Sentence()
        while let line = try lines.next() {
            if !line.isTooLong, line.bytes.allSatisfy({ $0 == 32 || $0 == 9 }) {
                if !sentence.words.isEmpty { return sentence }
                sentence = Sentence()
            } else {
                read(line, into: &sentence)
            }
        }
        return sentence.words.isEmpty ? nil : sentence
    }

    private mutating func read(_ line: LineReader.Line, into sentence: inout Sentence) {
        guard !line.isTooLong, UTF8Check.firstFault(in: line.bytes) == nil else {
            return add("conll.line.unreadable", "line \(line.number) is too long or not UTF-8", line.number)
        }
        let text = String(decoding: line.bytes, as: UTF8.self)
        if text.hasPrefix("# "), text.holds(" = ") { return readComment(text) }
        let columns = text.holds("\t") ? text.split(separator: "\t", omittingEmptySubsequences: false) : text.split(separator: " ")
        if columns.first == "-DOCSTART-" {
            documentStart = text
            return
        }
        guard let token = columns.first, let tag = columns.last, columns.count > 1, !token.isEmpty else {
            return add("conll.line.one-column", "line \(line.number) has a token and no tag, or a tag and no token", line.number)
        }
        guard let parsed = CoNLLTag(tag, takesBare: takesBare) else {
            return add("conll.tag.unknown", "`\(tag)` on line \(line.number) is not `O`, `B-...`, `I-...`, `L-...`, `U-...`, `E-...` or `S-...`", line.number)
        }
        let between = columns.dropFirst().dropLast().map(String.init)
        if let first = sentence.between.first, first.count != between.count {
            return add("conll.line.columns", "line \(line.number) has \(columns.count) columns, and the lines before it \(first.count + 2)", line.number)
        }
        if sentence.words.isEmpty { (sentence.line, sentence.documentStart, documentStart) = (line.number, documentStart, nil) }
        sentence.words.append(String(token))
        sentence.between.append(between)
        sentence.tags.append(parsed)
    }

    private mutating func readComment(_ text: String) { columnNames = Self.columnNames(text[...]) ?? columnNames }

    /// Of a line such as `# global.columns = form pos ner`.
    static func columnNames(_ line: Substring) -> [String]? {
        let parts = line.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, CoNLLUSentence.trimmed(parts[0].dropFirst()) == "global.columns" else { return nil }
        return parts[1].split(separator: " ").map(String.init)
    }

    private mutating func add(_ code: String, _ message: String, _ line: Int) {
        findings.add(Finding(.error, code, message, at: Place(file: lines.source.name, line: line)))
    }
}
