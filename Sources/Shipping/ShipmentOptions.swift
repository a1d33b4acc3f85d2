import Records
import Formats

/// What a shipment does with places that may tell who somebody is: nothing is written, blocks are, or they are as they stand.
public enum PersonalDataPolicy: String, Sendable, Hashable, CaseIterable { case refuse, mask, keep }

/// How to ship: the format and what goes into it.
public struct ShipmentOptions: Sendable, Hashable {
    /// A name in `ShipFormatCatalog`.
    public var format: String
    public var includesUnlabelled = false
    /// Only items of these splits; empty: of all, and those without one.
    public var splits: [String] = []
    public var includesSettledBy = false
    public var includesRevisions = false
    public var neutralisesFormulas = false
    public var compression = Compression.none
    /// For formats with room for one question.
    public var question: String?
    /// Columns of table-like formats; those of the first item otherwise.
    public var fieldNames: [String]?

    /// What happens when the format cannot hold something.
    public var onLoss = LossPolicy.adapt
    /// What happens to places that may tell who somebody is, where the project looks for them.
    public var personalData = PersonalDataPolicy.refuse
    /// The least coordinate of Pascal VOC.
    public var vocBase = VOCBase.zero
    /// Digits behind the point in YOLO rows; nil writes numbers in full.
    public var decimals: Int?

    public init(format: String = "jsonl") { self.format = format }

    public static let settingNames = [
        "unlabelled", "splits", "settled-by", "revisions", "neutralise-formulas", "compression", "question", "fields", "on-loss", "voc-base", "decimals", "personal-data",
    ]

    /// From the settings of `ship:` in `winnow.yaml`, named as in `settingNames`.
    public init(_ declaration: ShipDeclaration) throws(ShipError) {
        self.init(format: declaration.format)
        for (name, value) in declaration.settings.members {
            switch name {
            case "unlabelled": includesUnlabelled = try Self.flag(value, name)
            case "splits": splits = try Self.names(value, name)
            case "settled-by": includesSettledBy = try Self.flag(value, name)
            case "revisions": includesRevisions = try Self.flag(value, name)
            case "neutralise-formulas": neutralisesFormulas = try Self.flag(value, name)
            case "question": question = value.string
            case "fields": fieldNames = value.array?.compactMap(\.string)
            case "compression": compression = try Self.word(value, name)
            case "personal-data": personalData = try Self.word(value, name)
            case "on-loss": onLoss = try Self.word(value, name)
            case "voc-base":
                guard let base = value.int.flatMap({ VOCBase(rawValue: Int($0)) }) else { throw .badSetting(name, value.text(), expected: "0 or 1") }
                vocBase = base
            case "decimals":
                guard let digits = value.int, (0...15).contains(digits) else { throw .badSetting(name, value.text(), expected: "a whole number from 0 to 15") }
                decimals = Int(digits)
            default: throw .unknownSetting(name)
            }
        }
    }

    private static func flag(_ value: JSONValue, _ name: String) throws(ShipError) -> Bool {
        guard let flag = value.bool else { throw .badSetting(name, value.text(), expected: "true or false") }
        return flag
    }

    private static func names(_ value: JSONValue, _ name: String) throws(ShipError) -> [String] {
        let names = value.array?.compactMap(\.string) ?? value.string.map { [$0] } ?? []
        guard !names.isEmpty, names.count == value.array?.count ?? 1 else { throw .badSetting(name, value.text(), expected: "names of splits") }
        return names
    }

    private static func word<Word: RawRepresentable & CaseIterable>(_ value: JSONValue, _ name: String) throws(ShipError) -> Word where Word.RawValue == String {
        guard let word = value.string.flatMap(Word.init(rawValue:)) else {
            throw .badSetting(name, value.text(), expected: Word.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))
        }
        return word
    }

    /// The settings as they go into the manifest.
    var json: JSONValue {
        var object: JSONObject = [
            "format": .string(format), "unlabelled": .bool(includesUnlabelled), "settled-by": .bool(includesSettledBy),
            "revisions": .bool(includesRevisions), "neutralise-formulas": .bool(neutralisesFormulas),
            "compression": .string(compression.rawValue), "question": question.map(JSONValue.string) ?? .null,
            "on-loss": .string(onLoss.rawValue), "voc-base": .int(Int64(vocBase.rawValue)), "decimals": decimals.map { .int(Int64($0)) } ?? .null,
        ]
        if personalData != .refuse { object["personal-data"] = .string(personalData.rawValue) }
        if !splits.isEmpty { object["splits"] = .array(splits.map(JSONValue.string)) }
        return .object(object)
    }
}
