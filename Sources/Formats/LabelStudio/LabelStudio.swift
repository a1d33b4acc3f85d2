import Records

/// Label Studio's JSON: a list of tasks, each with its data, the annotations of several people and predictions, and the
/// labelling configuration beside it that says what the results mean.
///
/// Everything the format says and nothing here does is kept and written back. Facts: https://labelstud.io/guide/task_format,
/// https://labelstud.io/guide/export; offsets of text count code points since 2021 (see `LabelStudioText`).
public enum LabelStudio {
    public static let card = FormatCard(
        name: "label-studio", summary: "Label Studio JSON: tasks with everybody's annotations, and the labelling configuration", extensions: ["json"],
        capacity: FormatCapacity(
            media: [.image, .text, .audio, .video, .series], kinds: kinds + [.relations], questions: .any, trackShapes: [.boxes, .rotatedBoxes],
            extras: [
                .keys, .fileNames, .pictureSizes, .durations, .splits, .fields, .metadata, .licences, .people, .attributes, .notes, .scores, .partIDs, .severalLabels,
                .noLabel, .emptyAnswers, .unanswered, .overlappingSpans, .overlappingSegments, .channels,
            ]),
        loses: [LabelStudioWriter.notDrawn])

    public static let format = DatasetFormat(
        card: card, recognise: { recognise($0) }, reader: { try LabelStudioReader(opening: $0, options: $1) }, writer: { try LabelStudioWriter($0, layout: $1) })

    static let kinds: [QuestionKind] = [
        .boxes, .rotatedBoxes, .ellipses, .polygons, .polylines, .points, .masks, .tracks, .spans, .segments, .transcripts, .choice, .choices, .tree, .rating,
        .number, .date, .text, .texts, .pairwise, .ranking,
    ]

    static let configNames = ["label_config.xml", "config.xml"]

    /// The configuration beside the tasks: by its name, or the only XML file whose root is `<View>`.
    static func config(in input: DatasetInput) -> String? {
        let files = input.files("xml")
        let named = files.filter { configNames.contains(String(ImageFiles.fileName($0))) && isView(input, $0) }
        return named.first ?? files.first { isView(input, $0) }
    }

    private static func isView(_ input: DatasetInput, _ file: String) -> Bool { input.headText(file).holds("<View") }

    /// JSON files that begin as lists of tasks do.
    static func taskFiles(in input: DatasetInput) -> [String] { input.files("json").filter { isTasks(input.headText($0)) } }

    private static func isTasks(_ head: String) -> Bool {
        guard head.first(where: { !$0.isWhitespace }) == "[" else { return false }
        let hasResults = head.holds("\"from_name\"") && head.holds("\"to_name\"")
        return head.holds("\"data\"") && (hasResults || head.holds("\"annotations\"") || head.holds("\"completions\"") || head.holds("\"predictions\""))
            && !head.holds("\"annotation_id\"") && !head.holds("\"images\"") && !head.holds("\"coordinates\"")
    }

    private static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        let files = taskFiles(in: input)
        guard let first = files.first else { return nil }
        let hasResults = input.headText(first).holds("\"from_name\"")
        guard config(in: input) != nil || hasResults else { return .init(confidence: 0.6, reason: "`\(first)` is a list of objects with `data` and `annotations`") }
        return .init(confidence: hasResults ? 0.97 : 0.9, reason: "`\(first)` is a list of tasks with \(hasResults ? "`from_name` in their results" : "a configuration beside it")")
    }
}
