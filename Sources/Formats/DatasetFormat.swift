import Records

/// One format of labelled datasets: its card, how to tell it, how to read and write it. `FormatCatalog.datasets` lists all.
public struct DatasetFormat: Sendable {
    public typealias Recognise = @Sendable (DatasetInput) -> Recognition?
    public typealias MakeReader = @Sendable (DatasetInput, DatasetReadOptions) throws -> any DatasetReader
    public typealias MakeWriter = @Sendable (DatasetFolder, DatasetLayout) throws -> any DatasetWriter

    public var card: FormatCard
    /// Why files look like this format, from names and first bytes; nil when they do not.
    public var recognise: Recognise
    /// nil: it is only written.
    public var makeReader: MakeReader?
    /// nil: it is only read.
    public var makeWriter: MakeWriter?

    /// Media of the items it holds; nil: any.
    public var media: Set<Media>?
    /// Kinds of question whose answers it holds, as they are or in the nearest form; nil: every kind.
    public var takes: Set<QuestionKind>?

    public struct Recognition: Sendable, Hashable {
        /// 0...1; 1 is beyond doubt.
        public var confidence: Double
        /// "`Annotations/` holds 364 XML files".
        public var reason: String

        public init(confidence: Double, reason: String) {
            self.confidence = confidence
            self.reason = reason
        }
    }

    /// A writer of a format whose card states a capacity gets only what the format can hold (see `ItemFitter`); media and
    /// kinds follow from it.
    public init(
        card: FormatCard, media: Set<Media>? = nil, takes: Set<QuestionKind>? = nil, recognise: @escaping Recognise, reader: MakeReader? = nil,
        writer: MakeWriter? = nil
    ) {
        self.media = card.capacity?.media ?? media
        self.takes = card.capacity.map { capacity in Set(QuestionKind.allCases.filter { QuestionHomes.nearest($0, capacity) != nil }) } ?? takes
        var card = card
        (card.canRead, card.canWrite) = (reader != nil, writer != nil)
        self.card = card
        self.recognise = recognise
        let name = card.name
        makeReader = reader.map { Self.refusingNothing($0, format: name) }
        guard let writer, let capacity = card.capacity else { makeWriter = writer; return }
        makeWriter = { folder, layout in
            let fitter = try ItemFitter(format: name, capacity: capacity, layout: layout)
            var narrowed = layout
            narrowed.questions = fitter.questions
            return try FittedWriter(fitter, writer(folder, narrowed))
        }
    }

    /// A folder without a file is no dataset of nothing, whatever the format.
    private static func refusingNothing(_ reader: @escaping MakeReader, format: String) -> MakeReader {
        { input, options in
            if input.listing.paths.isEmpty { throw ImageFormatError.noFiles(format: format, folder: input.path, expected: "file") }
            return try reader(input, options)
        }
    }
}

/// A writer behind an `ItemFitter`.
final class FittedWriter: DatasetWriter {
    private let fitter: ItemFitter
    private let writer: any DatasetWriter

    init(_ fitter: ItemFitter, _ writer: any DatasetWriter) {
        self.fitter = fitter
        self.writer = writer
    }

    func write(_ item: LabelledItem) throws -> [String: String] {
        guard let fitted = try fitter.fit(item) else { return [:] }
        return try writer.write(fitted)
    }

    func finish() throws { try writer.finish() }

    var losses: LossLedger { fitter.losses.merged(with: writer.losses) }
}
