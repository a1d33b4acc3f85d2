import Records

/// Reads SQuAD article by article; a question without an id, or an answer that is not where it says, is a finding.
final class SQuADReader: QueuedReader {
    private let files: [SplitFiles.File]
    private let spans: String?
    private let texts: String?
    private var place = 0
    private var reader: JSONListReader?
    private var keys = KeyBook()
    static let label = "answer"

    init(reading input: DatasetInput, options: DatasetReadOptions) throws {
        files = SplitFiles(SQuAD.files(input)).files
        spans = options.questions.name(.spans, called: nil)
        texts = options.questions.name(.texts, called: nil)
        super.init(input, options: options)
        if files.isEmpty { throw ImageFormatError.noFiles(format: "squad", folder: input.path, expected: "JSON file of articles and questions") }
        if let spans { questions.append(Question(name: spans, kind: .spans, labels: [LabelDefinition(name: Self.label)])) }
        if let texts { questions.append(Question(name: texts, kind: .texts)) }
    }

    override func produce() throws -> [LabelledItem]? {
        while place < files.count {
            if reader == nil { reader = try JSONListReader(try input.source(files[place].path), key: "data") }
            let record = try reader?.next()
            findings.add(reader?.takeFindings() ?? [])
            if let record { return items(record) }
            (reader, place) = (nil, place + 1)
        }
        return nil
    }

    private func items(_ article: RawRecord) -> [LabelledItem] {
        var items: [LabelledItem] = []
        for paragraph in article.fields["paragraphs"]?.array ?? [] {
            guard let context = paragraph["context"]?.string else {
                findings.add(Finding(.error, "squad.no-context", "a paragraph of article \(article.number) has no `context`", at: Place(file: files[place].path, line: article.line)))
                continue
            }
            let scalars = Array(context.unicodeScalars)
            for (number, question) in (paragraph["qas"]?.array ?? []).enumerated() {
                items += item(question, number, context, scalars, article).map { [$0] } ?? []
            }
        }
        return items
    }

    private func item(_ asked: JSONValue, _ number: Int, _ context: String, _ scalars: [Unicode.Scalar], _ article: RawRecord) -> LabelledItem? {
        let file = files[place]
        done += 1
        let at = Place(file: file.path, line: article.line, record: asked["id"]?.string)
        let name = asked["id"]?.string ?? "\(file.prefix)\(done)"
        guard let key = keys.key(for: name, split: file.split) else {
            findings.add(Finding(.error, "squad.id-twice", "the question `\(name)` has come before; it is left out", at: at))
            return nil
        }
        var item = LabelledItem(key: key, fields: ["text": .string(context), "question": asked["question"] ?? ""], split: file.split)
        item.media = .text
        item.place = at
        let answers = asked["answers"]?.array ?? []
        if let spans, asked["answers"] != nil { item.answers[spans] = .parts(parts(answers, scalars, at)) }
        if let texts, asked["answers"] != nil { item.answers[texts] = .texts(Self.unique(answers.compactMap { $0["text"]?.string })) }
        if let title = article.fields["title"] { item.metadata["title"] = title }
        var own: JSONObject = [:]
        for (key, value) in asked.object?.members ?? [] where !["id", "question", "answers"].contains(key) { own[key] = value }
        if !own.isEmpty { item.metadata["squad"] = .object(own) }
        return item
    }

    /// Each place once: several people's answers are often the same.
    private func parts(_ answers: [JSONValue], _ scalars: [Unicode.Scalar], _ at: Place) -> [Part] {
        var ranges: [[Int]] = []
        for answer in answers {
            guard let text = answer["text"]?.string, let start = TextOffset.whole(answer["answer_start"]), start >= 0 else {
                findings.add(Finding(.error, "squad.answer", "an answer has no `text` and `answer_start`", at: at))
                continue
            }
            let sought = Array(text.unicodeScalars)
            guard !sought.isEmpty, start <= scalars.count, sought.count <= scalars.count - start, scalars[start..<start + sought.count].elementsEqual(sought) else {
                findings.add(Finding(
                    .error, "squad.answer-elsewhere", "the answer `\(text.prefix(40))` does not stand at character \(start) of its paragraph", at: at,
                    hint: "`answer_start` counts Unicode code points from 0"))
                continue
            }
            let range = [start, start + sought.count]
            if !ranges.contains(range) { ranges.append(range) }
        }
        return ranges.enumerated().map { Part(id: "s\($0 + 1)", labels: [Self.label], shape: .ranges([$1]), origin: .imported) }
    }

    private static func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }
}
