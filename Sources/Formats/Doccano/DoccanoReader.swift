import Records

/// Reads doccano's lines. What a list of words under `label` is, labels or texts, the file does not say: texts if they are
/// long and hardly one comes twice, if `cats` stand beside them, or if the project asks for texts alone.
final class DoccanoReader: ObjectLinesReader {
    private static let known: Set<String> = ["id", "text", "data", "label", "labels", "entities", "relations", "cats"]
    private var words: Set<String> = []
    private var wordCount = 0
    private var letterCount = 0
    private var hasTexts = false
    private var hasCats = false

    init(reading input: DatasetInput, options: DatasetReadOptions) throws { try super.init(input, options: options, files: Doccano.files(input)) }

    override var formatName: String { "doccano" }

    override func settle(_ found: [Question]) -> [Question] {
        let asked = options.questions
        let asksTextsAlone = asked.name(.texts) != nil && asked.name(.choices) == nil && asked.name(.choice) == nil
        hasTexts = hasTexts || asksTextsAlone || (wordCount > 4 && words.count * 2 > wordCount && letterCount > 20 * wordCount)
        words = []
        let questions = super.settle(found)
        guard hasTexts, let texts = asked.name(.texts) else { return questions }
        let labels = [asked.name(.choices), asked.name(.choice)].compactMap(\.self)
        return questions.filter { $0.name != texts && (hasCats || !labels.contains($0.name)) } + [Question(name: texts, kind: .texts)]
    }

    override func item(_ object: JSONObject, key: String, at place: Place) -> LabelledItem? {
        guard let text = (object["text"] ?? object["data"])?.string else { return fail("doccano.no-text", "line \(place.line ?? 0) has no `text`", place) }
        var item = LabelledItem(key: key, fields: ["text": .string(text)])
        item.media = .text
        let length = text.unicodeScalars.count
        let cats = object["cats"]?.array
        if let list = object["label"]?.array ?? object["labels"]?.array {
            if list.contains(where: { $0.array != nil }) { spans(list, &item, length, place) } else { labels(list, isBesideCats: cats != nil, &item) }
        }
        if let entities = object["entities"]?.array { spans(entities, &item, length, place) }
        if let cats, object["label"] == nil || !cats.isEmpty {
            hasCats = true
            label(&item, cats.compactMap(\.string))
        }
        if let relations = object["relations"]?.array { self.relations(relations, &item, place) }
        keepOthers(object, except: Self.known, in: &item, under: "doccano")
        return item
    }

    /// An empty list does not say of what: of spans, where other lines have spans.
    private func labels(_ list: [JSONValue], isBesideCats: Bool, _ item: inout LabelledItem) {
        let words = list.compactMap(\.string)
        if isSurveying {
            wordCount += words.count
            letterCount += words.reduce(0) { $0 + $1.utf8.count }
            if self.words.count < 100_000 { self.words.formUnion(words) }
            hasTexts = hasTexts || isBesideCats
            if !words.isEmpty { label(&item, words) }
        } else if words.isEmpty, let spans = questions.first(where: { $0.kind == .spans }) {
            item.answers[spans.name] = .parts([])
        } else if hasTexts, let name = options.questions.name(.texts) {
            item.answers[name] = .texts(words)
        } else {
            label(&item, words)
        }
    }

    private func spans(_ list: [JSONValue], _ item: inout LabelledItem, _ length: Int, _ place: Place) {
        guard let question = options.questions.name(.spans) else { return }
        var parts: [Part] = []
        for (number, span) in list.enumerated() {
            let values = SpanValues(span, "start_offset", "end_offset")
            guard let range = TextOffset.range(values.start, values.end, length: length), let label = values.label?.string else {
                findings.add(Finding(
                    .error, "doccano.span", "span \(number + 1) of line \(place.line ?? 0) lies outside the text, or has no label", at: place,
                    hint: "Offsets count Unicode code points of a text of \(length)"))
                continue
            }
            let id = TextOffset.whole(span["id"]).map(String.init) ?? "s\(number + 1)"
            parts.append(Part(id: id, labels: [label], shape: .ranges([range]), origin: .imported))
        }
        item.answers[question] = .parts(parts)
    }

    private func relations(_ list: [JSONValue], _ item: inout LabelledItem, _ place: Place) {
        guard let question = options.questions.name(.relations) else { return }
        item.answers[question] = .relations(list.enumerated().compactMap { number, relation in
            guard let from = TextOffset.whole(relation["from_id"]), let to = TextOffset.whole(relation["to_id"]) else {
                findings.add(Finding(.error, "doccano.relation", "relation \(number + 1) of line \(place.line ?? 0) has no whole `from_id` and `to_id`", at: place))
                return nil
            }
            return Relation(from: String(from), to: String(to), labels: relation["type"]?.string.map { [$0] } ?? [])
        })
    }
}
