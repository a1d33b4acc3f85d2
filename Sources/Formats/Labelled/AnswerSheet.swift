import Records

/// The answers of one item while it is read: each goes under the question that asks for its kind, and what nobody asks for
/// is counted.
struct AnswerSheet {
    private(set) var answers: [String: Answer] = [:]
    private(set) var notWanted: [QuestionKind: Int] = [:]
    /// What parts say that no answer holds, by the parts' ids.
    private(set) var extras = JSONObject()
    private let names: QuestionNames

    init(_ names: QuestionNames) { self.names = names }

    /// A part with a shape of this kind; false when no question asks for it.
    @discardableResult
    mutating func add(_ part: Part, _ kind: QuestionKind, called name: String? = nil, extras rest: JSONObject = [:]) -> Bool {
        guard let question = names.name(kind, called: name) else {
            notWanted[kind, default: 0] += 1
            return false
        }
        if case .parts(let parts)? = answers[question] { answers[question] = .parts(parts + [part]) } else { answers[question] = .parts([part]) }
        if !rest.isEmpty { extras[part.id] = .object(rest) }
        return true
    }

    @discardableResult
    mutating func set(_ answer: Answer, _ kind: QuestionKind, called name: String? = nil) -> Bool {
        guard let question = names.name(kind, called: name) else {
            notWanted[kind, default: 0] += 1
            return false
        }
        answers[question] = answer
        return true
    }

    /// "Looked, and there is nothing", unless there is something.
    mutating func looked(for kind: QuestionKind) {
        if let question = names.name(kind), answers[question] == nil { answers[question] = .parts([]) }
    }

    /// What the item says beyond answers, under the format's name; `own` comes first.
    func metadata(_ format: String, own: JSONObject = [:]) -> JSONObject {
        var all = own
        if !extras.isEmpty { all["parts"] = .object(extras) }
        return all.isEmpty ? [:] : [format: .object(all)]
    }
}

extension [Question] {
    /// In the order of these kinds, those of one kind as they stand: what a writer's output must not depend on.
    func ordered(by kinds: [QuestionKind]) -> [Question] {
        kinds.flatMap { kind in filter { $0.kind == kind } } + filter { !kinds.contains($0.kind) }
    }
}

extension QuestionNames {
    /// No project has said what it asks for: everything is kept under the source's own names.
    var takesEverything: Bool { name(.boxes, called: "\u{0}") == "\u{0}" }
}

extension DatasetReadOptions {
    /// What a source says of a part beyond its label, as an attribute's value: everything plain when no project has said
    /// what it asks for, else what a known attribute allows. nil: it stays in the metadata.
    func attribute(_ name: String, _ value: JSONValue) -> JSONValue? {
        if let definition = attributes.first(where: { $0.name == name }) {
            return definition.allows(value) ? value : AttributeText.value(AttributeText.text(value), of: definition)
        }
        guard questions.takesEverything else { return nil }
        switch value {
        case .bool, .int, .double, .string: return value
        default: return nil
        }
    }
}
