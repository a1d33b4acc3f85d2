import Records

/// Datasaur's IOB table: a token per line, behind a tab its tag, or nothing; blank lines end a sentence. A tag without a
/// sign (`YEAR`) is a label of the one token, or of all that follow with the same.
enum DatasaurTable {
    /// Tokens with a tag and tokens without any beside each other: without the second kind it is a plain BIO file.
    static func isTable(_ head: String) -> Bool {
        var (tagged, bare) = (0, 0)
        let lines = head.split(separator: "\n", omittingEmptySubsequences: false).dropLast(head.utf8.count >= DatasetInput.headBytes ? 1 : 0).prefix(2000)
        for whole in lines {
            let line = whole.hasSuffix("\r") ? whole.dropLast() : whole
            if line.allSatisfy({ $0 == " " || $0 == "\t" }) { continue }
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count < 3, let token = columns.first, !token.contains(" ") else { return false }
            guard columns.count == 2, !columns[1].isEmpty else { bare += 1; continue }
            if columns[1].hasPrefix("B-") || columns[1].hasPrefix("I-") { tagged += 1 } else if columns[1].contains(" ") { return false }
        }
        return tagged > 0 && bare > 0
    }

    struct Sentence {
        var words: [String] = []
        var spans = TagSpans()
        var line = 0
    }

    /// The next sentence; lines that cannot be read are told.
    static func next(_ lines: LineReader, _ tell: (_ line: Int, _ what: String) -> Void) throws -> Sentence? {
        var sentence = Sentence()
        while let line = try lines.next() {
            guard !line.isTooLong, UTF8Check.firstFault(in: line.bytes) == nil else { tell(line.number, "is too long or not UTF-8"); continue }
            let text = String(decoding: line.bytes, as: UTF8.self)
            if text.allSatisfy({ $0 == " " || $0 == "\t" || $0 == "\r" }) {
                if !sentence.words.isEmpty { return sentence }
                continue
            }
            let columns = text.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count < 3, let token = columns.first, !token.isEmpty else { tell(line.number, "has \(columns.count) columns; a token and a tag are expected"); continue }
            if sentence.words.isEmpty { sentence.line = line.number }
            sentence.words.append(String(token))
            let tag = columns.count == 2 ? columns[1] : ""
            sentence.spans.add(tag.isEmpty || tag == "O" || tag == "_" ? CoNLLTag() : CoNLLTag(tag, takesBare: true) ?? CoNLLTag())
        }
        return sentence.words.isEmpty ? nil : sentence
    }
}
