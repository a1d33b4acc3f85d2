import Records

/// Reads tokens and tags: one token per line, first column the token, last column the tag, columns separated by
/// spaces or a tab; an empty line ends a sentence; `-DOCSTART-` lines and lines that start with `# ` followed by a key are
/// passed over. Tags may be BIO (IOB2), IOB1 or BIOES.
///
/// The text of an item is its tokens joined by single spaces. Keys are the sentence's number in the file.
public final class CoNLLReader {
    private let lines: LineReader
    private let question: String
    private var findings: [Finding] = []
    private var number = 0

    public init(_ source: ByteSource, question: String) throws {
        lines = try LineReader(source)
        self.question = question
    }

    public func takeFindings() -> [Finding] {
        defer { findings.removeAll() }
        return findings
    }

    public func next() throws -> LabelledItem? {
        var sentence = Sentence()
        while let line = try lines.next() {
            if line.bytes.allSatisfy({ $0 == 32 || $0 == 9 }) {
                if let item = item(sentence) { return item }
                sentence = Sentence()
            } else {
                read(line, into: &sentence)
            }
        }
        return item(sentence)
    }

    private func read(_ line: LineReader.Line, into sentence: inout Sentence) {
        guard !line.isTooLong, UTF8Check.firstFault(in: line.bytes) == nil else {
            return add("conll.line.unreadable", "line \(line.number) is too long or not UTF-8", line.number)
        }
        let columns = String(decoding: line.bytes, as: UTF8.self).split { $0 == " " || $0 == "\t" }
        guard let token = columns.first, let tag = columns.last, columns.count > 1 else {
            return add("conll.line.one-column", "line \(line.number) has a token and no tag", line.number)
        }
        if token == "-DOCSTART-" { return }
        guard let parsed = CoNLLTag(tag) else {
            return add("conll.tag.unknown", "`\(tag)` on line \(line.number) is not `O`, `B-...`, `I-...`, `E-...` or `S-...`", line.number)
        }
        sentence.add(token, parsed)
    }

    private func item(_ sentence: Sentence) -> LabelledItem? {
        guard !sentence.text.isEmpty else { return nil }
        number += 1
        return LabelledItem(key: String(number), fields: ["text": .string(sentence.text)], answers: [question: .parts(sentence.parts)])
    }

    private func add(_ code: String, _ message: String, _ line: Int) {
        findings.append(Finding(.error, code, message, at: Place(file: lines.source.name, line: line)))
    }

    private struct Sentence {
        var text = ""
        var parts: [Part] = []
        private var length = 0
        private var openLabel: String?

        mutating func add(_ token: Substring, _ tag: CoNLLTag) {
            if !text.isEmpty {
                text += " "
                length += 1
            }
            let start = length
            text += token
            length += token.unicodeScalars.count
            guard let label = tag.label else { openLabel = nil; return }
            if !tag.begins, openLabel == label, let last = parts.indices.last, case .ranges(let ranges) = parts[last].shape {
                parts[last].shape = .ranges([[ranges[0][0], length]])
            } else {
                parts.append(Part(id: "s\(parts.count + 1)", labels: [label], shape: .ranges([[start, length]]), origin: .imported))
            }
            openLabel = tag.ends ? nil : label
        }
    }
}

/// One tag: whether a span begins or ends with it, and its label; no label outside spans.
struct CoNLLTag {
    var label: String?
    var begins = false
    var ends = false

    init?(_ text: Substring) {
        if text == "O" { return }
        guard text.count > 2, text.dropFirst().first == "-", let first = text.first else { return nil }
        label = String(text.dropFirst(2))
        switch first {
        case "B": begins = true
        case "I": break
        case "E", "L": ends = true
        case "S", "U": (begins, ends) = (true, true)
        default: return nil
        }
    }
}
