import Records

/// The formats a labelled dataset can be written in, each with how to make its writer. The cards are those of
/// `FormatCatalog`; a new one is a folder, a card there and a line here.
public struct DatasetFormat: Sendable {
    public var card: FormatCard
    /// Kinds of question of which one is held; nil when every question of any kind is.
    public var kinds: Set<QuestionKind>?
    public var makeWriter: @Sendable (DatasetFolder, DatasetLayout) throws -> any DatasetWriter

    public static let all: [DatasetFormat] = [
        of("jsonl") { try JSONLinesDatasetWriter($0, layout: $1) },
        of("csv") { try CSVDatasetWriter($0, layout: $1) },
        of("folders", [.choice]) { try FoldersWriter($0, layout: $1) },
        of("conll", [.spans]) { try CoNLLWriter($0, layout: $1) },
    ]

    public static func named(_ name: String) -> DatasetFormat? { all.first { $0.card.name == name } }

    private static func of(
        _ name: String, _ kinds: Set<QuestionKind>? = nil, _ make: @escaping @Sendable (DatasetFolder, DatasetLayout) throws -> any DatasetWriter
    ) -> DatasetFormat {
        guard let card = FormatCatalog.records.first(where: { $0.name == name }) else { preconditionFailure("`\(name)` has no card in FormatCatalog") }
        return DatasetFormat(card: card, kinds: kinds, makeWriter: make)
    }
}
