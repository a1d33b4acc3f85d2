/// Rules that label without a person: `weak:` of `winnow.yaml`, or a file of rules of its own.
///
///     weak: {question: spam, rules: [{name: prize, kind: keyword, any: [prize, won], label: spam}]}
///
/// What a rule may be belongs to the stage `Suggesting`; rules are kept as JSON.
public struct WeakDeclaration: Sendable, Hashable, Codable {
    /// The question they answer; nil: the first choice.
    public var question: String?
    /// The field whose text they read; nil: the item's text.
    public var field: String?
    /// In a file of rules: every label there is, in order; empty: those the rules name.
    public var labels: [String]
    /// How their votes become one answer; nil: the usual way.
    public var method: String?
    /// The shares of the labels: `uniform`, `estimated`, or a mapping.
    public var balance: JSONValue?
    /// So many items of strongest conflict are asked of people first.
    public var queue: Int
    /// Each with `name`, `kind` and its settings.
    public var rules: [JSONObject]

    public init(
        question: String? = nil, field: String? = nil, labels: [String] = [], method: String? = nil, balance: JSONValue? = nil, queue: Int = 0,
        rules: [JSONObject] = []
    ) {
        self.question = question
        self.field = field
        self.labels = labels
        self.method = method
        self.balance = balance
        self.queue = queue
        self.rules = rules
    }

    private enum Key: String, CodingKey { case question, field, labels, method, balance, queue, rules }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            question: try container.decodeIfPresent(String.self, forKey: .question), field: try container.decodeIfPresent(String.self, forKey: .field),
            labels: try container.decodeIfPresent([String].self, forKey: .labels) ?? [],
            method: try container.decodeIfPresent(String.self, forKey: .method),
            balance: try container.decodeIfPresent(JSONValue.self, forKey: .balance),
            queue: try container.decodeIfPresent(Int.self, forKey: .queue) ?? 0,
            rules: try container.decodeIfPresent([JSONObject].self, forKey: .rules) ?? [])
    }
}
