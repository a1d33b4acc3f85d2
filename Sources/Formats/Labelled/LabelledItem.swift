import Records

/// One item with the answers that count, as a dataset file has it.
public struct LabelledItem: Sendable, Hashable {
    public var key: String
    public var fields: JSONObject
    public var metadata: JSONObject
    /// Question -> answer.
    public var answers: [String: Answer]
    /// Question -> why its answer counts; empty unless asked for.
    public var settledBy: [String: SettledBy]
    public var split: String?
    public var licence: String?
    /// Name of the source.
    public var source: String?
    /// Role (`image`) -> the file that goes with the item.
    public var files: [String: LabelledFile] = [:]
    /// The revisions behind the answers as JSON; empty unless asked for.
    public var revisions: [JSONValue]

    public init(
        key: String, fields: JSONObject, metadata: JSONObject = [:], answers: [String: Answer] = [:], settledBy: [String: SettledBy] = [:],
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

/// Which rule made an answer count, in words, and how sure it is.
public struct SettledBy: Sendable, Hashable {
    public var rule: String
    public var reason: String
    public var posterior: Double?

    public init(rule: String, reason: String = "", posterior: Double? = nil) {
        self.rule = rule
        self.reason = reason
        self.posterior = posterior
    }

    var json: JSONValue {
        var object: JSONObject = ["rule": .string(rule)]
        if !reason.isEmpty { object["reason"] = .string(reason) }
        object["posterior"] = posterior.map(JSONValue.double)
        return .object(object)
    }

    init?(json: JSONValue) {
        guard let rule = json["rule"]?.string else { return nil }
        self.init(rule: rule, reason: json["reason"]?.string ?? "", posterior: json["posterior"]?.double)
    }
}

/// A file of an item in a written dataset: where it is, and what it is.
public struct LabelledFile: Sendable, Hashable {
    /// Relative to the dataset's folder.
    public var path: String
    /// Media type such as `image/png`.
    public var type: String?
    public var width: Int?
    public var height: Int?

    public init(path: String, type: String? = nil, width: Int? = nil, height: Int? = nil) {
        self.path = path
        self.type = type
        self.width = width
        self.height = height
    }

    var json: JSONValue {
        var object: JSONObject = ["path": .string(path)]
        object["type"] = type.map(JSONValue.string)
        object["width"] = width.map { .int(Int64($0)) }
        object["height"] = height.map { .int(Int64($0)) }
        return .object(object)
    }

    init?(json: JSONValue) {
        guard let path = json["path"]?.string else { return nil }
        self.init(path: path, type: json["type"]?.string, width: json["width"]?.int.map(Int.init), height: json["height"]?.int.map(Int.init))
    }
}
