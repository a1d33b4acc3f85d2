/// Whether an annotation is an answer to what was asked: run on submit, import and restore, before anything is stored.
///
/// Errors mean the annotation cannot be taken; warnings (a box a little outside the picture, a span through the middle
/// of a character) are worth a look. With `item` nil, what depends on the item's size or text is not looked at.
/// Cost: linear in the annotation, plus one walk over the item's text when there are spans.
public enum AnnotationCheck {
    ///
    /// - Parameter isPartial: required questions may be left out: a decision about one of several.
    public static func check(_ annotation: Annotation, against definition: TaskDefinition, item: Item?, isPartial: Bool = false) -> [Finding] {
        var list = AnnotationFindings(item: item?.key)
        names(annotation, definition, &list)
        let partIDs = partIdentifiers(annotation)
        let extent = ItemExtent(item)
        for question in definition.questions {
            presence(of: question, in: annotation, isPartial, &list)
            guard let answer = annotation.answers[question.name] else { continue }
            guard question.kind.holds(answer) else {
                list.error("kind", "`\(question.name)` is a `\(question.kind.rawValue)` question; the answer has another shape")
                continue
            }
            var checker = AnswerCheck(question: question, extent: extent, partIDs: partIDs, list: list)
            checker.check(answer, item: item)
            list = checker.list
        }
        return list.findings
    }

    /// Answers to questions that nobody asked.
    private static func names(_ annotation: Annotation, _ definition: TaskDefinition, _ list: inout AnnotationFindings) {
        let known = definition.questions.map(\.name)
        for name in Set(annotation.answers.keys).union(annotation.unknown).sorted() where !known.contains(name) {
            list.error("question", "there is no question `\(name)`", hint: NearestName.hint(name, among: known))
        }
    }

    private static func presence(of question: Question, in annotation: Annotation, _ isPartial: Bool, _ list: inout AnnotationFindings) {
        let isAnswered = annotation.answers[question.name] != nil
        let isUnknown = annotation.unknown.contains(question.name)
        if isUnknown, !question.allowsUnknown { list.error("unknown", "`\(question.name)` cannot be answered with \"I don't know\"") }
        if isUnknown, isAnswered { list.error("unknown", "`\(question.name)` has an answer and \"I don't know\" at once") }
        if !isPartial, question.isRequired, question.of == nil, !isAnswered, !isUnknown {
            list.error("missing", "`\(question.name)` is required and has no answer")
        }
    }

    /// Question -> ids of its parts.
    private static func partIdentifiers(_ annotation: Annotation) -> [String: Set<String>] {
        annotation.answers.compactMapValues { answer in
            if case .parts(let parts) = answer { Set(parts.map(\.id)) } else { nil }
        }
    }
}

/// What is known of the item that bounds an answer.
struct ItemExtent {
    /// Unicode scalars of the text, and at which of them a character as people see it begins.
    private(set) var textLength: Int?
    private(set) var characterStarts: Set<Int> = []
    private(set) var width: Double?
    private(set) var height: Double?
    private(set) var seconds: Double?

    init(_ item: Item?) {
        guard let item else { return }
        if let text = item.text {
            var offset = 0
            for character in text {
                characterStarts.insert(offset)
                offset += character.unicodeScalars.count
            }
            characterStarts.insert(offset)
            textLength = offset
        }
        let blob = item.blobs[item.media.rawValue] ?? (item.blobs.count == 1 ? item.blobs.first?.value : nil)
        width = blob?.width.map(Double.init)
        height = blob?.height.map(Double.init)
        seconds = blob?.durationSeconds
    }
}

/// Findings about one item's annotation.
struct AnnotationFindings {
    let item: String?
    private(set) var findings: [Finding] = []

    init(item: String?) { self.item = item }

    mutating func error(_ code: String, _ message: String, hint: String? = nil) { add(.error, code, message, hint) }
    mutating func warning(_ code: String, _ message: String, hint: String? = nil) { add(.warning, code, message, hint) }

    private mutating func add(_ severity: Finding.Severity, _ code: String, _ message: String, _ hint: String?) {
        findings.append(Finding(severity, "annotation.\(code)", message, at: item.map { Place(record: $0) }, hint: hint))
    }
}
