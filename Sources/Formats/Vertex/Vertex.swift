import Records

/// Vertex AI's import files, JSON lines: one picture, text or video per line, named by its address in Cloud Storage.
///
/// Boxes, polygons and lines are shares of width and height; masks are a PNG of colours beside the lines. A label of a whole
/// video is a segment from 0 to `Infinity`; a moment is a segment without length. The size is not stated; ours is written as a resource label of the line
/// (`winnow-size: 200x100`), which Vertex keeps and passes over. One import takes one kind of annotation: a dataset with
/// several questions is several imports of the same file. https://cloud.google.com/vertex-ai/docs/training-overview
public enum Vertex {
    public static let card = FormatCard(
        name: "vertex", summary: "Vertex AI import files: JSON lines of pictures, texts and videos in Cloud Storage", extensions: ["jsonl"],
        capacity: FormatCapacity(
            media: [.image, .text, .video], kinds: [.boxes, .polygons, .polylines, .masks, .choice, .choices, .spans, .rating, .segments, .tracks], trackShapes: [.boxes],
            extras: [.fileNames, .pictureSizes, .splits, .emptyAnswers, .unanswered, .overlappingSpans, .overlappingSegments], masksAreFlat: true),
        loses: [VertexWriter.noSize, VertexWriter.splitRenamed, VertexWriter.rateAssumed, VertexWriter.maskLeftOut])

    public static let format = DatasetFormat(
        card: card, recognise: { recognise($0) }, reader: { try VertexReader(opening: $0, options: $1) }, writer: { try VertexWriter($0, layout: $1) })

    static let addresses: [(member: String, role: String, media: Media)] = [
        ("imageGcsUri", "image", .image), ("videoGcsUri", "video", .video), ("textGcsUri", "text", .text),
    ]
    static let labels = "dataItemResourceLabels"
    static let use = "aiplatform.googleapis.com/ml_use"
    static let size = "winnow-size"
    static let split = "winnow-split"
    static let rate = "winnow-rate"
    static let tracks = "winnow-tracks"
    static let everyFrame = "every-frame"
    /// A label of a whole video is one of several otherwise.
    static let single = "winnow-single"
    static let forever = "Infinity"
    /// Vertex's word -> ours.
    static let splits = ["training": "train", "validation": "validation", "test": "test"]

    static func files(in input: DatasetInput) -> [String] {
        input.files("jsonl", "json", "ndjson").filter { file in
            let line = input.headText(file).prefix { !$0.isNewline }
            return ["\"imageGcsUri\"", "\"textContent\"", "\"textGcsUri\"", "\"videoGcsUri\""].contains { line.holds($0) }
        }
    }

    private static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let first = files(in: input).first else { return nil }
        return .init(confidence: 0.95, reason: "lines of `\(first)` name their items as Vertex AI does")
    }
}
