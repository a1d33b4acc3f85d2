import Records

/// What a chat model is asked to decide about each text: one question of a task definition, in words.
public struct ChatTask: Sendable, Hashable {
    public struct Label: Sendable, Hashable {
        public var name: String
        public var about: String?
        public init(_ name: String, about: String? = nil) { self.name = name; self.about = about }
    }

    public var objective: String
    public var guidelines: String
    public var prompt: String
    public var labels: [Label]
    /// Any number of labels may hold, also none.
    public var allowsSeveral: Bool

    public init(objective: String, guidelines: String = "", prompt: String = "", labels: [Label], allowsSeveral: Bool = false) {
        self.objective = objective
        self.guidelines = guidelines
        self.prompt = prompt
        self.labels = labels
        self.allowsSeveral = allowsSeveral
    }

    /// - Throws: where the question is of a kind that is not answered by choosing labels, or names none.
    public init(_ definition: TaskDefinition, question: Question) throws(ChatError) {
        guard question.kind == .choice || question.kind == .choices else { throw .otherKind(question: question.name, kind: question.kind.rawValue) }
        guard question.labels.count > 1 else { throw .tooFewLabels(question.labels.count) }
        self.init(
            objective: definition.objective, guidelines: definition.guidelines, prompt: question.prompt,
            labels: question.labels.map { Label($0.name, about: $0.about) }, allowsSeveral: question.kind == .choices)
    }

    func has(_ name: String) -> Bool { labels.contains { $0.name == name } }
}

/// A text that people have answered, shown to the model as an example.
public struct ChatExample: Sendable, Hashable {
    public var text: String
    public var labels: [String]
    public init(text: String, labels: [String]) { self.text = text; self.labels = labels }
}
