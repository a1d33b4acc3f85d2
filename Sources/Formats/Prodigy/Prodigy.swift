import Records

/// Prodigy's JSONL: what one annotator did with one example per line, examples of several annotators one after another.
///
/// Texts have spans (with or without the tokens they are of), relations, options of which some are accepted, or one label that is
/// accepted or rejected: `prodigy`. Pictures (`prodigy-image`) have boxes and polygons in pixels, a picture's path or the
/// picture itself, as a data URI. `answer` (accept, reject, ignore), the hashes and all keys
/// nobody knows stay in the metadata and are written back.
public enum Prodigy {
    public static let card = FormatCard(
        name: "prodigy", summary: "Prodigy JSONL of texts: spans, relations and options, answers of each annotator", extensions: ["jsonl"],
        capacity: FormatCapacity(
            media: [.text], kinds: [.spans, .relations, .choices],
            extras: [.keys, .splits, .emptyAnswers, .unanswered, .overlappingSpans, .people]),
        loses: [ProdigyWriter.relationLeftOut])

    public static let format = DatasetFormat(
        card: card, recognise: recognise, reader: { try ProdigyReader(reading: $0, options: $1) }, writer: { try ProdigyWriter($0, layout: $1) })

    public static let pictureCard = FormatCard(
        name: "prodigy-image", summary: "Prodigy JSONL of pictures: boxes, polygons and options, answers of each annotator", extensions: ["jsonl"],
        capacity: FormatCapacity(
            media: [.image], kinds: [.boxes, .polygons, .choices],
            extras: [.keys, .fileNames, .pictureSizes, .splits, .emptyAnswers, .unanswered, .people]))

    public static let pictureFormat = DatasetFormat(
        card: pictureCard, recognise: recognisePictures, reader: { try ProdigyReader(reading: $0, options: $1, named: pictureCard.name) }, writer: { try ProdigyPictureWriter($0, layout: $1) })

    static func files(_ input: DatasetInput) -> [String] {
        input.files("jsonl", "ndjson").filter { file in
            guard let head = ObjectHead(input, file) ?? wideHead(input, file) else { return false }
            let isProdigy = head.any("_task_hash", "_input_hash", "_view_id") || head.objects.contains { ["accept", "reject", "ignore"].contains($0["answer"]?.string) }
            return isProdigy && (head.all("text") || head.all("image") || head.any("html"))
        }
    }

    private static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        files(input).first { !isOfPictures(input, $0) }.map { .init(confidence: 0.96, reason: "the lines of `\($0)` have Prodigy's hashes or `answer`") }
    }

    private static func recognisePictures(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let files = files(input)
        guard let first = files.first, files.allSatisfy({ isOfPictures(input, $0) }) else { return nil }
        return .init(confidence: 0.96, reason: "the lines of `\(first)` show an `image` and have Prodigy's hashes or `answer`")
    }

    private static func isOfPictures(_ input: DatasetInput, _ file: String) -> Bool {
        (ObjectHead(input, file) ?? wideHead(input, file)).map { head in head.objects.allSatisfy { $0["image"]?.string != nil && $0["text"] == nil } } ?? false
    }

    /// A picture within its line is longer than what is looked at: the line without the picture.
    private static func wideHead(_ input: DatasetInput, _ file: String) -> ObjectHead? {
        guard input.headText(file).holds("\"data:image/"), let lines = try? JSONLinesReader(input.source(file)), let record = try? lines.next() else { return nil }
        return ObjectHead(objects: [record.fields])
    }

    static let answers = ["accept", "reject", "ignore"]
    /// Ours: kinds of shapes that were looked for, for pictures where there are none of one kind.
    static let looked = "winnow-looked-for"
    /// Keys that the answers or the item hold.
    static let known: Set<String> = ["id", "text", "image", "width", "height", "spans", "relations", "accept", "tokens", looked]
    /// Keys that belong to one annotator's line.
    static let ofAnnotator: Set<String> = ["answer", "_annotator_id", "_session_id", "_timestamp", "_task_hash", "_view_id"]
}
