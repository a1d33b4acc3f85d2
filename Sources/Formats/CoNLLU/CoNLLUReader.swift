import Records

/// Reads CoNLL-U sentence by sentence: an item per sentence, called by its `sent_id`.
///
/// The text is that of `# text`; where the words do not make it up, the words count and it is a finding.
final class CoNLLUReader: QueuedReader {
    private let files: [SplitFiles.File]
    private let layers: String?
    private var spans: String?
    private var place = 0
    private var number = 0
    private var parser: CoNLLUParser?
    private var keys = KeyBook()

    init(reading input: DatasetInput, options: DatasetReadOptions) throws {
        files = SplitFiles(CoNLLU.files(input)).files
        layers = options.questions.name(.tokens)
        super.init(input, options: options)
        if let layers { questions.append(Question(name: layers, kind: .tokens)) }
        let labels = try nerLabels()
        spans = labels == nil ? nil : options.questions.name(.spans)
        if let spans, let labels { questions.append(Question(name: spans, kind: .spans, labels: labels.map { LabelDefinition(name: $0) })) }
        if files.isEmpty { findings.add(Finding(.error, "conllu.no-files", "`\(input.path)` holds no CoNLL-U file", at: Place(file: input.path))) }
    }

    /// Labels of entities in the order in which they come; nil when no word says anything of entities.
    private func nerLabels() throws -> [String]? {
        var labels: [String]?
        var known: Set<String> = []
        for file in files {
            let lines = try LineReader(try input.source(file.path))
            while let line = try lines.next() {
                guard let tag = Self.nerTag(line.bytes) else { continue }
                labels = labels ?? []
                if let label = CoNLLTag(tag[...], takesBare: true)?.label, known.insert(label).inserted { labels?.append(label) }
            }
        }
        return labels
    }

    /// What the last column says under `NER`.
    private static func nerTag(_ line: UnsafeRawBufferPointer) -> String? {
        guard line.first != UInt8(ascii: "#"), let tab = line.lastIndex(of: 9) else { return nil }
        return CoNLLUMisc(String(decoding: line[(tab + 1)...], as: UTF8.self)).value(CoNLLU.ner).map(String.init)
    }

    override func produce() throws -> [LabelledItem]? {
        while place < files.count {
            if parser == nil {
                parser = try CoNLLUParser(try input.source(files[place].path))
                number = 0
            }
            switch try parser?.next() {
            case .success(let sentence)?: return item(sentence).map { [$0] } ?? []
            case .failure(let finding)?:
                findings.add(finding)
                number += 1
                return []
            case nil: (parser, place) = (nil, place + 1)
            }
        }
        return nil
    }

    private func item(_ sentence: CoNLLUSentence) -> LabelledItem? {
        let file = files[place]
        number += 1
        done += 1
        let id = sentence.comment("sent_id")
        let whereIs = Place(file: file.path, line: sentence.line, record: id ?? String(number))
        guard let key = keys.key(for: id ?? "\(file.prefix)\(number)", split: file.split) else {
            findings.add(Finding(.error, "conllu.sent-id-twice", "the sentence `\(id ?? "")` on line \(sentence.line) has come before; it is left out", at: whereIs))
            return nil
        }
        let (text, places) = sentence.reassembled()
        let declared = sentence.comment("text")
        if let declared, declared != text {
            findings.add(Finding(.warning, "conllu.text-differs", "`# text` of the sentence of line \(sentence.line) is not what its words make up; the words count", at: whereIs, hint: "The words make up `\(text.prefix(60))`"))
        }
        var item = LabelledItem(key: key, fields: ["text": .string(text)], split: file.split)
        item.media = .text
        item.place = whereIs
        if let layers { item.answers[layers] = .tokens(tokenLayers(sentence)) }
        if let spans, sentence.words.contains(where: { CoNLLUMisc($0[9]).value(CoNLLU.ner) != nil }) { item.answers[spans] = .parts(parts(sentence, places)) }
        let own = CoNLLUOwn.kept(sentence, id: id, key: key, text: declared == text ? text : nil, words: places, readsSpans: spans != nil, readsLayers: layers != nil)
        if !own.isEmpty { item.metadata["conllu"] = .object(own) }
        return item
    }

    private func tokenLayers(_ sentence: CoNLLUSentence) -> [TokenLayer] {
        CoNLLU.layerNames.enumerated().map { column, name in
            TokenLayer(name: name, values: sentence.words.map { CoNLLUOwn.value($0, column + 1, readsSpans: spans != nil) })
        }
    }

    private func parts(_ sentence: CoNLLUSentence, _ places: [Range<Int>]) -> [Part] {
        var found = TagSpans()
        for word in sentence.words { found.add(CoNLLUMisc(word[9]).value(CoNLLU.ner).flatMap { CoNLLTag($0, takesBare: true) } ?? CoNLLTag()) }
        return found.parts(places.map { Tokeniser.Token(start: $0.lowerBound, end: $0.upperBound, text: "") })
    }
}
