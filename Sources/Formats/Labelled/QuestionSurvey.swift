import Records

/// Which questions the items of a dataset answer, for files that do not say: the kind by the shape of the answers, labels
/// in the order in which they come, the order of questions that of their first answer.
struct QuestionSurvey {
    private(set) var items = 0
    private var order: [String] = []
    private var kinds: [String: QuestionKind] = [:]
    private var labels: [String: [String]] = [:]
    private var known: [String: Set<String>] = [:]

    mutating func add(_ item: LabelledItem) {
        items += 1
        for (name, answer) in item.answers.sorted(by: { $0.key < $1.key }) { add(name, answer) }
        for annotation in item.annotations {
            for (name, answer) in annotation.answers.sorted(by: { $0.key < $1.key }) { add(name, answer) }
        }
    }

    private mutating func add(_ name: String, _ answer: Answer) {
        if known[name] == nil {
            order.append(name)
            known[name] = []
        }
        if kinds[name] == nil { kinds[name] = QuestionKind.of(answer) }
        for label in Self.labels(of: answer) where known[name, default: []].insert(label).inserted { labels[name, default: []].append(label) }
    }

    /// A question with empty answers only is taken for one of boxes.
    var questions: [Question] {
        order.map { name in Question(name: name, kind: kinds[name] ?? .boxes, labels: (labels[name] ?? []).map { LabelDefinition(name: $0) }) }
    }

    static func labels(of answer: Answer) -> [String] {
        switch answer {
        case .choice(let label): [label]
        case .choices(let labels): labels
        case .paths(let paths): paths.compactMap(\.last)
        case .parts(let parts): parts.flatMap(\.labels)
        case .relations(let relations): relations.flatMap(\.labels)
        case .pointLabels(let runs): runs.map(\.label)
        default: []
        }
    }
}

extension QuestionKind {
    /// The kind an answer's shape speaks for; nil for an empty list of parts.
    static func of(_ answer: Answer) -> QuestionKind? {
        guard case .parts(let parts) = answer else { return allCases.first { !$0.hasParts && $0.holds(answer) } }
        guard let shape = parts.first?.shape else { return nil }
        if case .segment(let segment) = shape { return segment.text == nil ? .segments : .transcripts }
        if case .track = shape { return .tracks }
        return allCases.first { $0.hasParts && $0.allows(shape) }
    }
}
