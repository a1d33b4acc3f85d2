import Formats
import Records

/// One dataset format as the skins show it: its card with what follows from the catalogue.
public struct FormatView: Codable, Sendable, Hashable {
    public var name: String
    public var summary: String
    public var extensions: [String]
    public var canRead: Bool
    public var canWrite: Bool
    /// Of the items it holds; empty: any.
    public var media: [String]
    /// Kinds of question it holds, as they are or in the nearest form; empty: every kind.
    public var kinds: [String]
    /// What else it holds beside answers, and digits behind the point; nil where the writer itself says what it loses.
    public var extras: [String]?
    public var decimals: Int?
    public var holds: [String]
    public var loses: [String]
}

/// What files look like, and why.
public struct FormatGuess: Codable, Sendable, Hashable {
    public var name: String
    public var confidence: Double
    public var reason: String
}

public enum FormatViews {
    /// Every format of labelled datasets, then the ways tables and texts come in as items.
    public static let all: [FormatView] = FormatCatalog.all.map { card in
        let format = FormatCatalog.dataset(named: card.name)
        return FormatView(
            name: card.name, summary: card.summary, extensions: card.extensions, canRead: card.canRead, canWrite: card.canWrite,
            media: format?.media?.map(\.rawValue).sorted() ?? [], kinds: QuestionKind.allCases.filter { format?.takes?.contains($0) == true }.map(\.rawValue),
            extras: card.capacity.map { capacity in FormatCapacity.Extra.allCases.filter(capacity.extras.contains).map { "\($0)" } }, decimals: card.capacity?.decimals,
            holds: card.holds, loses: card.loses)
    }

    /// Likeliest first.
    public static func guesses(_ path: String) throws -> [FormatGuess] {
        try ShipmentHands.worded {
            FormatCatalog.candidates(for: try DatasetInput(path)).filter { $0.format.makeReader != nil }
                .map { FormatGuess(name: $0.format.card.name, confidence: $0.recognition.confidence, reason: $0.recognition.reason) }
        }
    }
}
