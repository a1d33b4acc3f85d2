import Records

/// What one person said about an item, where a dataset tells people apart.
public struct LabelledAnnotation: Sendable, Hashable {
    /// The source's name for the person; nil when it has none.
    public var author: String?
    public var answers: [String: Answer]
    /// Time spent, in seconds.
    public var seconds: Double?
    /// As the source writes it.
    public var madeAt: String?
    /// What else the source says of this annotation.
    public var metadata: JSONObject

    public init(author: String? = nil, answers: [String: Answer] = [:], seconds: Double? = nil, madeAt: String? = nil, metadata: JSONObject = [:]) {
        self.author = author
        self.answers = answers
        self.seconds = seconds
        self.madeAt = madeAt
        self.metadata = metadata
    }

    /// Questions in the given order, then by name.
    func json(order: [String]) -> JSONValue {
        let names = order.filter { answers[$0] != nil } + answers.keys.filter { !order.contains($0) }.sorted()
        var object = JSONObject()
        object["author"] = author.map(JSONValue.string)
        object["answers"] = .object(JSONObject(names.map { (key: $0, value: answers[$0]?.json ?? .null) }))
        object["seconds"] = seconds.map(JSONValue.double)
        object["made_at"] = madeAt.map(JSONValue.string)
        if !metadata.isEmpty { object["metadata"] = .object(metadata) }
        return .object(object)
    }

    /// nil when an answer has none of the known shapes.
    init?(json: JSONValue) {
        self.init(author: json["author"]?.string, seconds: json["seconds"]?.double, madeAt: json["made_at"]?.string, metadata: json["metadata"]?.object ?? [:])
        for (question, value) in json["answers"]?.object?.members ?? [] {
            guard let answer = try? value.decode(Answer.self) else { return nil }
            answers[question] = answer
        }
    }
}
