import Records

/// doccano's JSONL: a text per line with spans, spans and relations, labels, or texts, as the project's kind has it.
///
///     {"id": 1, "text": "Ada met Bo", "label": [[0, 3, "PER"]]}                                       sequence labelling
///     {"text": "...", "entities": [{"id", "start_offset", "end_offset", "label"}], "relations": [...]}  with relations
///     {"text": "...", "label": ["sport"]}                                                            classification, sequence to sequence
///     {"text": "...", "entities": [[0, 3, "PER"]], "cats": ["greeting"]}                               intents
public enum Doccano {
    public static let card = FormatCard(
        name: "doccano", summary: "doccano JSONL: texts with spans, relations, labels or texts", extensions: ["jsonl"],
        capacity: FormatCapacity(
            media: [.text], kinds: [.spans, .relations, .choices, .texts], extras: [.keys, .splits, .emptyAnswers, .unanswered, .overlappingSpans]),
        loses: [DoccanoWriter.relationLeftOut])

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try DoccanoReader(reading: $0, options: $1) }, writer: { try DoccanoWriter($0, layout: $1) })

    static func files(_ input: DatasetInput) -> [String] {
        input.files("jsonl", "json", "ndjson").filter { file in
            guard let head = ObjectHead(input, file), head.all("text") || head.all("data") else { return false }
            guard !head.any("_task_hash", "_input_hash", "answer", "spans", "tokens") else { return false }
            return ["label", "labels", "relations", "cats"].contains(where: head.hasList) || head.elements("entities").contains { $0["start_offset"] != nil }
        }
    }

    private static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        files(input).first.map { .init(confidence: 0.85, reason: "the lines of `\($0)` have a `text` with a list under `label`, or doccano's `entities` and `relations`") }
    }
}
