import Formats
import Records

/// Every format a dataset is shipped in: files of records, which hold any answer, and folders of pictures, which
/// hold what is drawn on them. Derived from the two catalogues of `Formats`.
public enum ShipFormatCatalog {
    public static let all: [ShipFormat] = DatasetFormat.all.map { ShipFormat(.records($0)) } + ImageFormat.all.map { ShipFormat(.pictures($0)) }

    public static func named(_ name: String) -> ShipFormat? { all.first { $0.card.name == name } }

    /// The format of that name, if it fits the project.
    public static func checked(_ name: String, for definition: TaskDefinition) throws(ShipError) -> ShipFormat {
        guard let format = named(name) else { throw .unknownFormat(name) }
        if let reason = format.refusal(of: definition) { throw .doesNotFit(name, reason: reason, fitting: fitting(definition)) }
        return format
    }

    /// Names of the formats that can hold a project's answers.
    public static func fitting(_ definition: TaskDefinition) -> [String] { all.filter { $0.refusal(of: definition) == nil }.map(\.card.name) }
}

/// One format of shipments, and which projects it fits.
public struct ShipFormat: Sendable {
    enum Kind: Sendable {
        case records(DatasetFormat)
        case pictures(ImageFormat)
    }

    let kind: Kind

    init(_ kind: Kind) { self.kind = kind }

    public var card: FormatCard {
        switch kind {
        case .records(let format): format.card
        case .pictures(let format): format.card
        }
    }

    /// Why a project of this definition cannot be shipped so, in words; nil when it can.
    public func refusal(of definition: TaskDefinition) -> String? {
        switch kind {
        case .records(let format):
            guard let kinds = format.kinds, !definition.questions.contains(where: { kinds.contains($0.kind) && $0.of == nil }) else { return nil }
            return "it holds the answers to one question of kind \(Self.list(kinds)), and the project asks none"
        case .pictures(let format):
            guard definition.media == .image || definition.media == .mixed else { return "it holds pictures, and the project's items are of medium \(definition.media.rawValue)" }
            return drawn(definition).isEmpty ? "it holds what is drawn on pictures (\(Self.list(format.takes))), and the project asks for none of it" : nil
        }
    }

    /// Questions whose answers make an item labelled in this format; nil: any.
    func answering(_ definition: TaskDefinition) -> Set<String>? {
        if case .pictures = kind { Set(drawn(definition).map(\.name)) } else { nil }
    }

    private func drawn(_ definition: TaskDefinition) -> [Question] {
        guard case .pictures(let format) = kind else { return [] }
        return definition.questions.filter { format.takes.contains($0.kind) && $0.of == nil }
    }

    private static func list(_ kinds: Set<QuestionKind>) -> String { kinds.map { "`\($0.rawValue)`" }.sorted().joined(separator: ", ") }
}
