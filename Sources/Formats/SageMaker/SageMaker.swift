import Records

/// SageMaker Ground Truth's augmented manifests: JSON lines with `source-ref` or `source`, and per labelling job a member
/// named after the job's label attribute, with its type and classes in `<attribute>-metadata`.
///
/// Every attribute is a question of that name. Members that are no job's pass through as fields; what metadata says
/// beyond answers is kept per attribute. Masks are in a PNG beside the manifest, tracks and cuboids in a `SeqLabel.json`. https://docs.aws.amazon.com/sagemaker/latest/dg/sms-data-output.html
public enum SageMaker {
    public static let card = FormatCard(
        name: "sagemaker", summary: "SageMaker Ground Truth augmented manifests: a JSON line per item, a member per labelling job", extensions: ["manifest", "jsonl"],
        capacity: FormatCapacity(
            media: [.image, .text, .video, .pointcloud], kinds: [.boxes, .choice, .choices, .spans, .masks, .tracks, .cuboids3D], questions: .any,
            trackShapes: [.boxes, .cuboids3D],
            extras: [
                .keys, .fileNames, .pictureSizes, .splits, .fields, .metadata, .licences, .scores, .attributes, .emptyAnswers, .unanswered, .overlappingSpans,
            ], masksAreFlat: true),
        loses: [SageMakerWriter.noSize, SageMakerWriter.maskLeftOut])

    public static let format = DatasetFormat(
        card: card, recognise: { recognise($0) }, reader: { try SageMakerReader(opening: $0, options: $1) }, writer: { try SageMakerWriter($0, layout: $1) })

    static let metadata = "-metadata"
    static let reference = "-ref"
    /// What Ground Truth has no place for stands in the line under this name, as any member may.
    static let ours = "winnow"
    /// Of objects of sequences; ours stand there for objects of every kind.
    static let attributes = "label-category-attributes"
    static let background = "BACKGROUND"

    static func files(in input: DatasetInput) -> [String] {
        input.files("manifest", "jsonl", "json").filter { file in
            let line = input.headText(file).prefix { !$0.isNewline }
            return line.holds("\"source-ref\"") || line.holds("\"source\"") && (line.holds("-metadata\"") || Compression.unpackedPath(file).hasSuffix(".manifest"))
        }
    }

    private static func recognise(_ input: DatasetInput) -> DatasetFormat.Recognition? {
        guard let first = files(in: input).first else { return nil }
        return .init(confidence: 0.95, reason: "lines of `\(first)` have `source-ref` or `source` as Ground Truth's manifests do")
    }
}

/// What a labelling job asks, by the `type` in its metadata.
enum SageMakerJob: String, CaseIterable {
    case imageClass = "groundtruth/image-classification"
    case textClass = "groundtruth/text-classification"
    case imageClasses = "groundtruth/image-classification-multilabel"
    case textClasses = "groundtruth/text-classification-multilabel"
    case boxes = "groundtruth/object-detection"
    case pixels = "groundtruth/semantic-segmentation"
    case spans = "groundtruth/text-span"
    case verification = "groundtruth/label-verification"
    case videoBoxes = "groundtruth/video-object-detection"
    case videoTracks = "groundtruth/video-object-tracking"
    case cloudBoxes = "groundtruth/point_cloud_object_detection"
    case cloudTracks = "groundtruth/point_cloud_object_tracking"

    /// Spellings with hyphens and underscores both occur.
    init?(type: String) {
        let plain = type.lowercased().map { $0 == "_" ? "-" : $0 }
        guard let job = Self.allCases.first(where: { $0.rawValue.map { $0 == "_" ? "-" : $0 } == plain }) else { return nil }
        self = job
    }

    var kind: QuestionKind {
        switch self {
        case .imageClass, .textClass, .verification: .choice
        case .imageClasses, .textClasses: .choices
        case .boxes: .boxes
        case .pixels: .masks
        case .spans: .spans
        case .videoBoxes, .videoTracks, .cloudTracks: .tracks
        case .cloudBoxes: .cuboids3D
        }
    }

    var isCloud: Bool { self == .cloudBoxes || self == .cloudTracks }
    /// What a sequence's list is called.
    var list: String { self == .videoBoxes ? "detection-annotations" : "tracking-annotations" }

    static func of(_ kind: QuestionKind, _ media: Media?, _ answer: Answer) -> SageMakerJob? {
        switch kind {
        case .choice: media == .text ? .textClass : .imageClass
        case .choices: media == .text ? .textClasses : .imageClasses
        case .boxes: .boxes
        case .spans: .spans
        case .masks: .pixels
        case .tracks: SageMakerSequence.isOfCuboids(answer, media) ? .cloudTracks : .videoTracks
        case .cuboids3D: .cloudBoxes
        default: nil
        }
    }
}
