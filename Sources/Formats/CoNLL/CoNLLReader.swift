import Records

/// Reads tokens and tags sentence by sentence, whatever the scheme of the tags: an item per sentence, its text the tokens with
/// one space between (files of this kind do not say how the text was spaced), its spans from the tags.
///
/// Columns between token and tag become layers: one is `pos`, two are `pos` and `chunk`, more are `column-2`, ...; `_` is
/// nothing. Keys are the sentences' numbers. Which scheme the tags are in is told by all of them; where it cannot be, that is a finding.
final class CoNLLReader: QueuedReader {
    private let flavour: CoNLL.Flavour
    private let files: [SplitFiles.File]
    private let spans: String?
    private let layers: String?
    private var place = 0
    private var number = 0
    private var sentences: CoNLLSentences?
    private var columns: [String] = []

    init(_ input: DatasetInput, options: DatasetReadOptions, flavour: CoNLL.Flavour) throws {
        self.flavour = flavour
        let found = CoNLL.files(input)
        files = SplitFiles(found.isEmpty && input.isFile ? input.listing.paths : found).files
        spans = options.questions.name(.spans)
        layers = options.questions.name(.tokens)
        super.init(input, options: options)
        try survey()
        if files.isEmpty { findings.add(Finding(.error, "\(flavour.name).no-files", "`\(input.path)` holds no file of tokens and tags", at: Place(file: input.path))) }
    }

    /// Labels, scheme and columns of all files, before the first item is given.
    private func survey() throws {
        var labels: [String] = []
        var known: Set<String> = []
        var evidence = TagEvidence()
        var width = 0
        var startsAtOnce = false
        for (number, file) in files.enumerated() {
            var sentences = try CoNLLSentences(try input.source(file.path))
            var isFirst = true
            while let sentence = try sentences.next() {
                if isFirst, number == 0 { startsAtOnce = sentence.documentStart == defaultStart(sentence.between[0].count) }
                isFirst = false
                for tag in sentence.tags {
                    evidence.see(tag)
                    if let label = tag.label, known.insert(label).inserted { labels.append(label) }
                }
                evidence.endSentence()
                width = max(width, sentence.between[0].count)
            }
            if columns.isEmpty, let names = sentences.columnNames, names.count > 2 { columns = Array(names.dropFirst().dropLast()) }
        }
        settle(labels, evidence, width, startsAtOnce)
    }

    private func settle(_ labels: [String], _ evidence: TagEvidence, _ width: Int, _ startsAtOnce: Bool) {
        if columns.count != width { columns = CoNLLColumns.usual(width) }
        if let spans { questions.append(Question(name: spans, kind: .spans, labels: labels.map { LabelDefinition(name: $0) })) }
        if let layers, width > 0 { questions.append(Question(name: layers, kind: .tokens)) }
        var own: JSONObject = [:]
        if let scheme = evidence.scheme, scheme != flavour.scheme { own["scheme"] = .string(scheme.rawValue) }
        if startsAtOnce != flavour.startsDocuments { own["starts_documents"] = .bool(startsAtOnce) }
        if !own.isEmpty { header = [flavour.name: .object(own)] }
        if let doubt = evidence.doubt {
            findings.add(Finding(.note, "\(flavour.name).scheme.unknown", "it cannot be told which scheme the tags are in: \(doubt)", at: Place(file: files.first?.path)))
        }
    }

    private func defaultStart(_ width: Int) -> String { CoNLLColumns.documentStart(width, flavour.separator) }

    override func produce() throws -> [LabelledItem]? {
        while place < files.count {
            if sentences == nil {
                sentences = try CoNLLSentences(try input.source(files[place].path))
                number = 0
            }
            let sentence = try sentences?.next()
            findings.add(sentences?.findings.take() ?? [])
            if let sentence { return [item(sentence)] }
            (sentences, place) = (nil, place + 1)
        }
        return nil
    }

    private func item(_ sentence: CoNLLSentences.Sentence) -> LabelledItem {
        let file = files[place]
        number += 1
        done += 1
        let text = TokenisedText(spaced: sentence.words)
        var item = LabelledItem(key: "\(file.prefix)\(number)", fields: ["text": .string(text.text)], split: file.split)
        item.media = .text
        item.place = Place(file: file.path, line: sentence.line, record: item.key)
        if let spans {
            var found = TagSpans()
            for tag in sentence.tags { found.add(tag) }
            item.answers[spans] = .parts(found.parts(text.tokens))
        }
        var own: JSONObject = [:]
        let width = sentence.between[0].count
        if let layers, width > 0 {
            item.answers[layers] = .tokens((0..<width).map { column in
                TokenLayer(name: column < columns.count ? columns[column] : "column-\(column + 2)", values: sentence.between.map { $0[column] == "_" ? "" : $0[column] })
            })
        } else if Tokeniser.tokens(of: text.text).map(\.text) != sentence.words {
            own["tokens"] = "spaces"
        }
        if let start = sentence.documentStart, number > 1 || start != defaultStart(width) { own["document_start"] = .string(start) }
        if !own.isEmpty { item.metadata[flavour.name] = .object(own) }
        return item
    }
}

/// The columns between token and tag.
enum CoNLLColumns {
    static func usual(_ count: Int) -> [String] {
        switch count {
        case 0: []
        case 1: ["pos"]
        case 2: ["pos", "chunk"]
        default: (0..<count).map { "column-\($0 + 2)" }
        }
    }

    /// `-DOCSTART- -X- -X- O`
    static func documentStart(_ between: Int, _ separator: String) -> String {
        (["-DOCSTART-"] + [String](repeating: "-X-", count: between) + ["O"]).joined(separator: separator)
    }
}
