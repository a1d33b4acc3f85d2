import Records

/// Reads spaCy's training lines. Spans may be `[start, end, label]` or `{"start", "end", "label"}`; groups of spans become
/// questions by their names, `entities` and `sc` the one called after its kind.
final class SpaCyLinesReader: ObjectLinesReader {
    private static let known: Set<String> = ["id", "text", "entities", "spans", "cats"]
    /// Labels of the whole text, those nobody chose among them.
    private var categories: [String] = []

    init(reading input: DatasetInput, options: DatasetReadOptions) throws { try super.init(input, options: options, files: SpaCyLines.files(input)) }

    override var formatName: String { "spacy-jsonl" }
    override var takesLists: Bool { true }

    override func settle(_ found: [Question]) -> [Question] {
        super.settle(found).map { question in
            var question = question
            if question.kind == .choices || question.kind == .choice { question.labels = categories.map { LabelDefinition(name: $0) } }
            return question
        }
    }

    override func object(_ list: [JSONValue]) -> JSONObject? {
        guard let text = list.first, text.string != nil else { return nil }
        var object = list.count > 1 ? list[1].object ?? [:] : [:]
        object["text"] = text
        return object
    }

    override func item(_ object: JSONObject, key: String, at place: Place) -> LabelledItem? {
        guard let text = object["text"]?.string else { return fail("spacy-jsonl.no-text", "line \(place.line ?? 0) has no `text`", place) }
        var item = LabelledItem(key: key, fields: ["text": .string(text)])
        item.media = .text
        let length = text.unicodeScalars.count
        if let entities = object["entities"]?.array { spans(entities, nil, &item, length, place) }
        for (group, spans) in object["spans"]?.object?.members ?? [] { self.spans(spans.array ?? [], group == "sc" ? nil : group, &item, length, place) }
        if let flat = object["spans"]?.array { spans(flat, nil, &item, length, place) }
        if let cats = object["cats"]?.object { categories(cats, &item) }
        keepOthers(object, except: Self.known, in: &item, under: "spacy-jsonl")
        return item
    }

    private func spans(_ list: [JSONValue], _ name: String?, _ item: inout LabelledItem, _ length: Int, _ place: Place) {
        guard let question = options.questions.name(.spans, called: name) else { return }
        var parts: [Part] = []
        if case .parts(let before)? = item.answers[question] { parts = before }
        for (number, span) in list.enumerated() {
            let values = SpanValues(span, "start", "end")
            guard let range = TextOffset.range(values.start, values.end, length: length) else {
                findings.add(Finding(
                    .error, "spacy-jsonl.span", "span \(number + 1) of line \(place.line ?? 0) lies outside the text or has no whole offsets", at: place,
                    hint: "Offsets count Unicode code points of a text of \(length)"))
                continue
            }
            parts.append(Part(id: "s\(parts.count + 1)", labels: values.label?.string.map { [$0] } ?? [], shape: .ranges([range]), origin: .imported))
        }
        item.answers[question] = .parts(parts)
    }

    /// Those of at least one half are the answer; numbers that are not 0 or 1 are kept as well.
    private func categories(_ cats: JSONObject, _ item: inout LabelledItem) {
        if isSurveying { for label in cats.keys where !categories.contains(label) { categories.append(label) } }
        let scores = cats.members.map { (label: $0.key, score: $0.value.double ?? ($0.value.bool == true ? 1 : 0)) }
        label(&item, scores.filter { $0.score >= 0.5 }.map(\.label))
        if scores.contains(where: { $0.score != 0 && $0.score != 1 }) { item.metadata["spacy-jsonl"] = ["cats": .object(cats)] }
    }
}
