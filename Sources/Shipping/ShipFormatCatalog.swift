import Formats
import Records

/// Every format a dataset is shipped in: those of `Formats` that can be written, and which projects each fits.
public enum ShipFormatCatalog {
    public static let all: [ShipFormat] = FormatCatalog.datasets.compactMap(ShipFormat.init)

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
    let format: DatasetFormat
    let makeWriter: DatasetFormat.MakeWriter

    /// nil for a format that is only read.
    init?(_ format: DatasetFormat) {
        guard let makeWriter = format.makeWriter else { return nil }
        self.format = format
        self.makeWriter = makeWriter
    }

    public var card: FormatCard { format.card }

    /// Why a project of this definition cannot be shipped so, in words; nil when it can.
    public func refusal(of definition: TaskDefinition) -> String? {
        if let media = format.media, definition.media != .mixed, !media.contains(definition.media) {
            return "it holds items of medium \(Self.list(media.map(\.rawValue))), and the project's are of medium `\(definition.media.rawValue)`"
        }
        guard let takes = format.takes, held(definition).isEmpty else { return nil }
        return "it holds answers to questions of kind \(Self.list(takes.map(\.rawValue))), and the project asks none"
    }

    /// Questions whose answers make an item labelled in this format; nil: any.
    func answering(_ definition: TaskDefinition) -> Set<String>? {
        format.media == nil || format.takes == nil ? nil : Set(held(definition).map(\.name))
    }

    /// Only pictures: an item without one has no place.
    var needsPicture: Bool { format.media == [.image] }

    private func held(_ definition: TaskDefinition) -> [Question] {
        definition.questions.filter { $0.of == nil && format.takes?.contains($0.kind) != false }
    }

    private static func list(_ names: [String]) -> String { names.sorted().map { "`\($0)`" }.joined(separator: ", ") }
}
