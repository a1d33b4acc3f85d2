import Records
import Formats

/// How to ship: the format and what goes into it.
public struct ShipmentOptions: Sendable, Hashable {
    /// A name in `ShipFormatCatalog`.
    public var format: String
    public var includesUnlabelled = false
    public var includesSettledBy = false
    public var includesRevisions = false
    public var neutralisesFormulas = false
    public var compression = Compression.none
    /// For formats with room for one question.
    public var question: String?
    /// Columns of table-like formats; those of the first item otherwise.
    public var fieldNames: [String]?

    public init(format: String = "jsonl") { self.format = format }

    /// From the settings of `ship:` in `winnow.yaml`: `unlabelled`, `settled-by`, `revisions`, `neutralise-formulas`,
    /// `compression`, `question`, `fields`.
    public init(_ declaration: ShipDeclaration) throws(ShipError) {
        self.init(format: declaration.format)
        for (name, value) in declaration.settings.members {
            switch name {
            case "unlabelled": includesUnlabelled = try Self.flag(value, name)
            case "settled-by": includesSettledBy = try Self.flag(value, name)
            case "revisions": includesRevisions = try Self.flag(value, name)
            case "neutralise-formulas": neutralisesFormulas = try Self.flag(value, name)
            case "question": question = value.string
            case "fields": fieldNames = value.array?.compactMap(\.string)
            case "compression":
                guard let known = value.string.flatMap(Compression.init(rawValue:)) else {
                    throw .badSetting(name, value.text(), expected: Compression.allCases.map(\.rawValue).joined(separator: ", "))
                }
                compression = known
            default: throw .unknownSetting(name)
            }
        }
    }

    private static func flag(_ value: JSONValue, _ name: String) throws(ShipError) -> Bool {
        guard let flag = value.bool else { throw .badSetting(name, value.text(), expected: "true or false") }
        return flag
    }

    /// The settings as they go into the manifest.
    var json: JSONValue {
        [
            "format": .string(format), "unlabelled": .bool(includesUnlabelled), "settled-by": .bool(includesSettledBy),
            "revisions": .bool(includesRevisions), "neutralise-formulas": .bool(neutralisesFormulas),
            "compression": .string(compression.rawValue), "question": question.map(JSONValue.string) ?? .null,
        ]
    }
}
