import Records

/// `object_answers` and `classification_answers` of a label row, by hash.
struct EncordAnswers {
    private let objects: JSONObject
    private let classifications: JSONObject

    init(_ row: JSONObject) {
        objects = row["object_answers"]?.object ?? [:]
        classifications = row["classification_answers"]?.object ?? [:]
    }

    /// A name with the options chosen or the text given.
    enum Value {
        case chosen([String])
        case text(String)
    }

    func ofObject(_ hash: String) -> [(name: String, value: Value)] { Self.values(objects[hash]) }
    func ofClassification(_ hash: String) -> [(name: String, value: Value)] { Self.values(classifications[hash]) }

    private static func values(_ value: JSONValue?) -> [(name: String, value: Value)] {
        (value?["classifications"]?.array ?? []).compactMap { answer in
            guard let name = answer["name"]?.string ?? answer["value"]?.string else { return nil }
            switch answer["answers"] {
            case .string(let text)?: return (name, .text(text))
            case .array(let list)?: return (name, .chosen(list.compactMap { $0["name"]?.string ?? $0["value"]?.string ?? $0.string }))
            case let number? where number.double != nil: return (name, .text(AttributeText.text(number)))
            default: return nil
            }
        }
    }
}
