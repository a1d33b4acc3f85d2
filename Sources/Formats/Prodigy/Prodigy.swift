import Records

/// Prodigy's JSONL: what one annotator did with one example per line, examples of several annotators one after another.
///
/// Texts have spans (with or without the tokens they are of), relations, options of which some are accepted, or one label that is
/// accepted or rejected; pictures have boxes and polygons in pixels. `answer` (accept, reject, ignore), the hashes and all keys
/// nobody knows stay in the metadata and are written back.
public enum Prodigy {
    public static let card = FormatCard(
        name: "prodigy", summary: "Prodigy JSONL: spans, relations and options of texts, shapes on pictures, answers of each annotator", extensions: ["jsonl"],
        capacity: FormatCapacity(
            media: [.text], kinds: [.spans, .relations, .choices],
            extras: [.keys, .splits, .emptyAnswers, .unanswered, .overlappingSpans, .people]),
        loses: [ProdigyWriter.relationLeftOut])

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try ProdigyReader(reading: $0, options: $1) }, writer: { try ProdigyWriter($0, layout: $1) })

    static func files(_ input: DatasetInput) -> [String] {
        input.files("jsonl", "ndjson").filter { file in
            guard let head = ObjectHead(input, file) else { return false }
            let isProdigy = head.any("_task_hash", "_input_hash", "_view_id") || head.objects.contains { ["accept", "reject", "ignore"].contains($0["answer"]?.string) }
            return isProdigy && (head.all("text") || head.all("image") || head.any("html"))
        }
    }

    private static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        files(input).first.map { .init(confidence: 0.96, reason: "the lines of `\($0)` have Prodigy's hashes or `answer`") }
    }

    static let answers = ["accept", "reject", "ignore"]
    /// Keys that the answers or the item hold.
    static let known: Set<String> = ["id", "text", "image", "width", "height", "spans", "relations", "accept", "tokens"]
    /// Keys that belong to one annotator's line.
    static let ofAnnotator: Set<String> = ["answer", "_annotator_id", "_session_id", "_timestamp", "_task_hash", "_view_id"]
}
