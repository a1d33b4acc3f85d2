import Records

/// One item with the answers that count, as a dataset file has it.
public struct LabelledItem: Sendable, Hashable {
    public var key: String
    public var fields: JSONObject
    public var metadata: JSONObject
    /// Question -> answer.
    public var answers: [String: Answer]
    /// Question -> rule that made its answer count; empty unless asked for.
    public var settledBy: [String: String]
    public var split: String?
    public var licence: String?
    /// Name of the source.
    public var source: String?
    /// The revisions behind the answers as JSON; empty unless asked for.
    public var revisions: [JSONValue]

    public init(
        key: String, fields: JSONObject, metadata: JSONObject = [:], answers: [String: Answer] = [:], settledBy: [String: String] = [:],
        split: String? = nil, licence: String? = nil, source: String? = nil, revisions: [JSONValue] = []
    ) {
        self.key = key
        self.fields = fields
        self.metadata = metadata
        self.answers = answers
        self.settledBy = settledBy
        self.split = split
        self.licence = licence
        self.source = source
        self.revisions = revisions
    }

    public var text: String? { fields["text"]?.string }
}

extension Answer {
    /// The answer's JSON shape; the most frequent kinds without the detour over an encoder.
    var json: JSONValue {
        switch self {
        case .choice(let label): ["choice": .string(label)]
        case .choices(let labels): ["choices": .array(labels.map(JSONValue.string))]
        default: (try? JSONValue(encoding: self)) ?? .null
        }
    }
}
