import Records

/// One answer in the form a kind of question has.
struct AnswerFitting {
    private let fitter: ItemFitter
    private let kind: QuestionKind
    private let item: LabelledItem
    private let example: LossExample

    init(_ fitter: ItemFitter, _ kind: QuestionKind, _ item: LabelledItem, _ example: LossExample) {
        self.fitter = fitter
        self.kind = kind
        self.item = item
        self.example = example
    }

    /// nil when nothing of it can be held, which is counted.
    func fit(_ answer: Answer) throws(LossRefused) -> Answer? {
        if case .parts(let parts) = answer { return try fitParts(parts) }
        if kind.holds(answer) { return answer }
        switch (answer, kind) {
        case (.choice(let label), .choices): return .choices([label])
        case (.choices(let labels), .choice): return try first(labels, "further-labels-left-out").map(Answer.choice)
        case (.paths(let paths), .choices):
            guard try fitter.mayAdapt("paths-as-labels", example) else { return nil }
            return .choices(paths.map { $0.joined(separator: "/") })
        case (.paths(let paths), .choice):
            guard try fitter.mayAdapt("paths-as-labels", example) else { return nil }
            return try first(paths.map { $0.joined(separator: "/") }, "further-labels-left-out").map(Answer.choice)
        case (.rating(let value), .number): return .number(value)
        case (.text(let text), .texts): return .texts([text])
        case (.texts(let texts), .text): return try first(texts, "further-texts-left-out").map(Answer.text)
        default:
            try fitter.drop("answer-left-out", example)
            return nil
        }
    }

    private func first(_ values: [String], _ what: String) throws(LossRefused) -> String? {
        if values.count > 1 { try fitter.drop(what, example, count: values.count - 1) }
        return values.first
    }

    private func fitParts(_ parts: [Part]) throws(LossRefused) -> Answer? {
        var fitted: [Part] = []
        for part in parts {
            let example = LossExample(item: example.item, question: example.question, part: part.id)
            guard let named = try fitNames(part, example) else { continue }
            fitted += try PartFitting(fitter, kind, item, example).fit(named)
        }
        if kind == .masks, fitter.capacity.masksAreFlat { fitted = try MaskFlattening(fitter, example).flattened(fitted, item.size) }
        if kind == .spans, !fitter.capacity.holds(.overlappingSpans) { fitted = try SpanThinning.thinned(fitted, example, fitter) }
        if kind == .segments || kind == .transcripts, !fitter.capacity.holds(.overlappingSegments) { fitted = try SpanThinning.thinnedSegments(fitted, example, fitter) }
        return .parts(fitted)
    }

    /// Labels, attributes, note, score.
    private func fitNames(_ part: Part, _ example: LossExample) throws(LossRefused) -> Part? {
        let capacity = fitter.capacity
        var part = part
        if part.labels.isEmpty, !capacity.holds(.noLabel) {
            try fitter.drop("part-without-label", example)
            return nil
        }
        if part.labels.count > 1, !capacity.holds(.severalLabels) {
            try fitter.drop("further-labels-left-out", example, count: part.labels.count - 1)
            part.labels = [part.labels[0]]
        }
        if !part.attributes.isEmpty, !capacity.holds(.attributes) {
            try fitter.drop("attributes-left-out", example, count: part.attributes.count)
            part.attributes = [:]
        }
        if part.note != nil, !capacity.holds(.notes) {
            try fitter.drop("note-left-out", example)
            part.note = nil
        }
        if part.score != nil, !capacity.holds(.scores) {
            try fitter.drop("score-left-out", example)
            part.score = nil
        }
        if part.of != nil {
            try fitter.drop("hanging-on-left-out", example)
            part.of = nil
        }
        return part
    }
}
