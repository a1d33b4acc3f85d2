import Records

/// spaCy's training data as lines: `{"text", "entities": [[start, end, "L"]], "cats": {...}, "spans": {"sc": [...]}}`, and the
/// tuples of older versions, `["text", {"entities": [...]}]`.
///
/// Offsets are Unicode scalars, end exclusive. Entities never overlap; where they would, spans go to the group `sc`, as
/// spaCy's own span categoriser has it.
public enum SpaCyLines {
    public static let card = FormatCard(
        name: "spacy-jsonl", summary: "spaCy training data: a text with entities, spans and categories per line", extensions: ["jsonl"],
        capacity: FormatCapacity(
            media: [.text], kinds: [.spans, .choices], extras: [.keys, .splits, .emptyAnswers, .unanswered, .overlappingSpans]))

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try SpaCyLinesReader(reading: $0, options: $1) }, writer: { try SpaCyLinesWriter($0, layout: $1) })

    static func files(_ input: DatasetInput) -> [String] {
        input.files("jsonl", "ndjson", "json").filter { file in
            if input.headText(file).hasPrefix("[\""), input.headText(file).prefix(4000).holds(", {\"") { return true }
            guard let head = ObjectHead(input, file), head.all("text"), !head.any("label", "relations", "_task_hash", "_input_hash", "answer", "tokens"), !head.hasList("cats") else { return false }
            let hasEntities = head.hasList("entities") && head.elements("entities").allSatisfy { ($0.array?.count ?? 0) >= 3 || $0["start"] != nil }
            return hasEntities || head.hasObject("cats") || head.hasObject("spans")
        }
    }

    private static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        files(input).first.map { .init(confidence: 0.9, reason: "the lines of `\($0)` have a text and spaCy's `entities`, `spans` or `cats`") }
    }
}
