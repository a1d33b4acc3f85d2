import Records

/// Label Studio's JSON_MIN: one flat object per annotation, with the task's data, and under each control's name what it
/// wrote: a choice or a text as a string, regions as a list of their values. Regions have no ids there.
public enum LabelStudioMin {
    public static let card = FormatCard(
        name: "label-studio-min", summary: "Label Studio JSON_MIN: a flat object per annotation, and the labelling configuration", extensions: ["json"],
        capacity: FormatCapacity(
            media: [.image, .text, .audio, .video, .series], kinds: LabelStudio.kinds.filter { $0 != .transcripts }, questions: .any, trackShapes: [.boxes, .rotatedBoxes],
            extras: [.keys, .fields, .severalLabels, .noLabel, .unanswered, .overlappingSpans, .overlappingSegments, .channels]),
        loses: [LabelStudioMinWriter.notDrawn])

    public static let format = DatasetFormat(
        card: card, recognise: { recognise($0) }, reader: { try LabelStudioMinReader(opening: $0, options: $1) }, writer: { try LabelStudioMinWriter($0, layout: $1) })

    /// Members of a row that are about the annotation; those before `id` are data, those between are controls.
    static let about: [(row: String, annotation: String)] = [
        ("annotator", "completed_by"), ("annotation_id", "id"), ("created_at", "created_at"), ("updated_at", "updated_at"), ("lead_time", "lead_time"), ("agreement", "agreement"),
    ]

    static func files(in input: DatasetInput) -> [String] {
        input.files("json").filter { file in
            let head = input.headText(file)
            return head.first { !$0.isWhitespace } == "[" && head.holds("\"annotation_id\"") && head.holds("\"annotator\"")
        }
    }

    private static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        files(in: input).first.map { .init(confidence: 0.95, reason: "`\($0)` is a list of objects with `annotator` and `annotation_id`") }
    }
}
