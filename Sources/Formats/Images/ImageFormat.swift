import Records

/// The formats that hold pictures with shapes: how to recognise, read and write each. The cards are those of
/// `FormatCatalog`; a new one is a folder, a card there and a line here.
public struct ImageFormat: Sendable {
    public var card: FormatCard
    /// Kinds of question whose shapes can be written, as they are or in the nearest form.
    public var takes: Set<QuestionKind>
    /// Why a folder's files look like this format; nil when they do not.
    public var recognise: @Sendable (FolderListing) -> Recognition?
    public var makeReader: @Sendable (_ path: String, ImageReadOptions) throws -> any ImageDatasetReader
    public var makeWriter: @Sendable (DatasetFolder, ImageLayout) throws -> any ImageDatasetWriter

    public struct Recognition: Sendable, Hashable {
        /// 0...1; 1 is beyond doubt.
        public var confidence: Double
        /// "`Annotations/` holds 364 XML files".
        public var reason: String
    }

    public static let all: [ImageFormat] = [
        ImageFormat(card: PascalVOC.card, takes: bounded, recognise: PascalVOC.recognise, makeReader: { try VOCReader($0, options: $1) }, makeWriter: { VOCWriter($0, layout: $1) }),
        ImageFormat(card: COCO.card, takes: bounded.subtracting([.polylines]), recognise: COCO.recognise, makeReader: { try COCOReader($0, options: $1) }, makeWriter: { try COCOWriter($0, layout: $1) }),
        ImageFormat(card: YOLO.detect, takes: bounded, recognise: YOLO.recognise, makeReader: { try YOLOReader($0, options: $1) }, makeWriter: { YOLOWriter($0, layout: $1, task: .detect) }),
        ImageFormat(card: YOLO.segment, takes: [.boxes, .rotatedBoxes, .polygons, .masks], recognise: { _ in nil }, makeReader: { try YOLOReader($0, options: $1) }, makeWriter: { YOLOWriter($0, layout: $1, task: .segment) }),
    ]

    /// Members of `LabelledImage.metadata` in which readers keep what their files said beyond answers, shapes left out
    /// among them: whoever must not see the answers must not see these.
    public static let metadataMembers: Set<String> = ["coco", "voc", "yolo"]

    /// Kinds whose shapes have a box around them.
    private static let bounded: Set<QuestionKind> = [.boxes, .rotatedBoxes, .ellipses, .polygons, .polylines, .skeletons, .masks, .cuboids]

    public static func named(_ name: String) -> ImageFormat? { all.first { $0.card.name == name } }

    /// Every format a folder looks like, the likeliest first. One in front of the others by a clear margin may be
    /// taken; otherwise ask.
    public static func candidates(for listing: FolderListing) -> [(format: ImageFormat, recognition: Recognition)] {
        all.compactMap { format in format.recognise(listing).map { (format, $0) } }
            .enumerated().sorted { ($1.element.1.confidence, $0.offset) < ($0.element.1.confidence, $1.offset) }.map { ($0.element.0, $0.element.1) }
    }
}
