/// One labelling rule as it is declared: when it speaks, and what it then says.
///
///     {name: prize, kind: keyword, any: [prize, won], none: [invoice], label: spam}
///
/// A value: nothing is opened, run or learned by it. `LabellingRules` reads it from JSON and says where it is wrong;
/// `RuleProgram` asks it of texts.
public struct LabellingRule: Sendable, Hashable, Codable {
    public var name: String
    /// The field whose text it reads; nil: that of the whole set.
    public var field: String?
    /// What it says when it speaks; nil where what it finds says so itself.
    public var label: String?
    /// Labels it finds, by the label they stand for here.
    public var map: [String: String]
    public var test: Test

    public init(name: String, field: String? = nil, label: String? = nil, map: [String: String] = [:], test: Test) {
        self.name = name
        self.field = field
        self.label = label
        self.map = map
        self.test = test
    }

    public enum Test: Sendable, Hashable, Codable {
        /// Whole words and phrases, whatever their case and writing (`FoldedWords`).
        case keyword(any: [String], all: [String], none: [String])
        /// A pattern of `LinearPattern`: time in proportion to the text, whatever the pattern.
        case regex(pattern: String, ignoresCase: Bool)
        /// Words and phrases with labels of their own, or all with that of the rule; the label of most of those found.
        case dictionary(terms: [Term], file: String?)
        /// A condition, or a computed label, over the fields of the record.
        case expression(String)
        /// At least this like one of these texts: cosine of their hashed n-grams, in (0, 1].
        case examples(texts: [String], similarity: Double)
        /// What a saved model says at this confidence or above; without a file: the project's own.
        case model(file: String?, confidence: Double)
        /// What a program says: JSON lines in, JSON lines out.
        case command([String])
    }

    public struct Term: Sendable, Hashable, Codable {
        public var text: String
        public var label: String?

        public init(_ text: String, label: String? = nil) {
            self.text = text
            self.label = label
        }
    }

    public enum Kind: String, Sendable, Codable, CaseIterable { case keyword, regex, dictionary, expression, examples, model, command }

    public var kind: Kind {
        switch test {
        case .keyword: .keyword
        case .regex: .regex
        case .dictionary: .dictionary
        case .expression: .expression
        case .examples: .examples
        case .model: .model
        case .command: .command
        }
    }

    /// The label this rule stands by for a name it found.
    public func meant(_ found: String) -> String { map[found] ?? found }

    /// Labels it is known to give before it has read anything.
    public var namedLabels: [String] {
        var found = label.map { [$0] } ?? []
        if case .dictionary(let terms, _) = test { found += terms.compactMap(\.label).map(meant) }
        return found + map.sorted { $0.key < $1.key }.map(\.value)
    }
}
