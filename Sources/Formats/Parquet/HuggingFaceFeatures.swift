import Records

/// The metadata `huggingface`: what columns mean beyond their types. `{"info": {"features": {NAME: FEATURE}}}`, a feature
/// being `{"_type": "ClassLabel", "names": [..]}`, `Image`, `Audio`, `Value` with a `dtype`, or a list of another.
struct HuggingFaceFeatures {
    private let features: JSONObject

    init(_ text: String?) {
        let json = text.flatMap { try? JSONParser.parse($0) }
        features = json?["info"]?["features"]?.object ?? [:]
    }

    func type(_ column: String) -> String? { features[column]?["_type"]?.string }

    /// Names of classes, of the column itself or of its elements.
    func classNames(_ column: String) -> [String]? { Self.names(features[column]) ?? Self.names(Self.element(features[column])) }

    /// Names of classes of a member of a structure, or of a list of structures.
    func classNames(_ column: String, member: String) -> [String]? {
        let feature = features[column]
        // `Sequence` of a structure is a structure of lists, written either way round.
        let inner = feature?[member] ?? Self.element(feature)?[member] ?? feature?["feature"]?[member]
        return Self.names(inner) ?? Self.names(Self.element(inner))
    }

    private static func element(_ feature: JSONValue?) -> JSONValue? { feature?["feature"] ?? feature?[0] }

    private static func names(_ feature: JSONValue?) -> [String]? {
        guard feature?["_type"] == "ClassLabel" else { return nil }
        return feature?["names"]?.array?.map { $0.string ?? $0.text() }
    }

    // MARK: Writing

    static func value(_ dtype: String) -> JSONValue { ["dtype": .string(dtype), "_type": "Value"] }
    static func list(_ feature: JSONValue) -> JSONValue { ["feature": feature, "_type": "Sequence"] }
    static func classes(_ names: [String]) -> JSONValue { ["names": .array(names.map(JSONValue.string)), "_type": "ClassLabel"] }

    static func file(_ role: String) -> JSONValue {
        switch role {
        case "image": ["_type": "Image"]
        case "audio": ["_type": "Audio"]
        default: ["bytes": value("binary"), "path": value("string")]
        }
    }

    static func text(_ features: [(key: String, value: JSONValue)]) -> String {
        JSONValue.object(["info": ["features": .object(JSONObject(features))]]).text()
    }
}
