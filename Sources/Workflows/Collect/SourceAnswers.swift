import Records

/// What a source of pictures says itself, held to the definition.
///
/// A part of a label that nobody may give is left out and counted, and so is an answer that breaks a rule: annotators
/// could not have given it, and a shipment must not hold it. The picture and the rest of its answers are kept. Where
/// every part was left out the question counts as not answered, since "nothing is there" was never said.
struct SourceAnswers {
    private(set) var kept: [String: Answer] = [:]
    private(set) var findings: [Finding] = []

    init(_ answers: [String: Answer], heldTo definition: TaskDefinition, at place: Place) {
        for (name, answer) in answers.sorted(by: { $0.key < $1.key }) {
            guard let question = definition.question(named: name), let answer = known(answer, of: question, place) else { continue }
            let broken = AnnotationCheck.check(Annotation(answers: [name: answer]), against: definition, item: nil)
                .filter { $0.severity == .error && !$0.code.hasSuffix(".missing") }
            if broken.isEmpty { kept[name] = answer }
            findings += broken.map { finding in
                Finding(.warning, finding.code, finding.message + "; the item is kept without this answer", at: place, hint: finding.hint)
            }
        }
    }

    /// Without parts of labels that the definition does not have; nil when nothing is left.
    private mutating func known(_ answer: Answer, of question: Question, _ place: Place) -> Answer? {
        guard case .parts(let parts) = answer, !parts.isEmpty else { return answer }
        let labels = Set(question.labelNames)
        var unknown: [String: Int] = [:]
        let kept = parts.filter { part in
            let strange = part.labels.filter { !labels.contains($0) }
            for label in strange { unknown[label, default: 0] += 1 }
            return strange.isEmpty
        }
        for (label, count) in unknown.sorted(by: { $0.key < $1.key }) {
            findings.append(Finding(
                .warning, "source.unknown-label", "`\(label.prefix(80))` is no label of `\(question.name)`; \(count) of its parts are left out", at: place,
                hint: "add the label to the definition"))
        }
        return kept.isEmpty ? nil : .parts(kept)
    }
}
