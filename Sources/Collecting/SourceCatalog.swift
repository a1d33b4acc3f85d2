import Records

/// Every kind of source. A new one is a file and a line in `all`.
public enum SourceCatalog {
    public static let all: [any Collector.Type] = [
        TableCollector.self, TextsCollector.self, SQLCollector.self, ClicksCollector.self,
    ]

    /// Every name that `kind:` takes, rows before pictures.
    public static let names: [String] = all.map { $0.name } + images.map { $0.name }

    /// Sources whose records have bytes of their own; told apart by the protocol, chosen by the same `kind:`.
    public static let images: [any ImageCollector.Type] = [FolderCollector.self, UploadCollector.self]

    public static func imageCollector(for declaration: SourceDeclaration, questions: [Question], in context: ImageContext) throws -> (any ImageCollector)? {
        try images.first { $0.name == declaration.kind }?.init(declaration, questions: questions, in: context)
    }

    public static func collector(for declaration: SourceDeclaration, in context: CollectingContext) throws -> any Collector {
        guard let kind = all.first(where: { $0.name == declaration.kind }) else {
            throw CollectError.unknownKind(declaration.kind, source: declaration.name)
        }
        return try kind.init(declaration, in: context)
    }
}
