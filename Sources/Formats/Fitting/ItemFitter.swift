import Records

/// Brings items into what a format can hold, so that its writer only encodes; what that loses is counted and held to the
/// policy under codes that begin with the format's name.
///
/// Answers of a kind that is not held take the nearest form that is (a polygon its box), several questions of a kind are
/// merged where names are not kept, and what has no place at all is left out. What comes out is read back from the
/// format as it is: a law over `FormatCatalog.datasets`.
final class ItemFitter {
    let format: String
    let capacity: FormatCapacity
    private let homes: QuestionHomes
    private(set) var losses: LossLedger

    /// The questions a writer sees.
    var questions: [Question] { homes.kept }

    /// Throws when the format has no place for any of the questions there are.
    init(format: String, capacity: FormatCapacity, layout: DatasetLayout) throws(FormatError) {
        self.format = format
        self.capacity = capacity
        homes = QuestionHomes(layout, capacity)
        losses = LossLedger(format: format, policy: layout.onLoss)
        if homes.kept.isEmpty, !layout.questions.isEmpty { throw Self.refusal(of: layout, capacity, format) }
    }

    private static func refusal(of layout: DatasetLayout, _ capacity: FormatCapacity, _ format: String) -> FormatError {
        let asked = layout.question.map { "question `\($0)`" } ?? "any of the questions (\(layout.questions.map { "`\($0.name)` of kind `\($0.kind.rawValue)`" }.joined(separator: ", ")))"
        let kinds = capacity.kinds.map { "`\($0.rawValue)`" }.joined(separator: ", ")
        return .cannotHold(format: format, what: asked, hint: kinds.isEmpty ? "It holds no answers" : "It holds answers of kind \(kinds); `jsonl` holds every kind")
    }

    /// nil when the item is left out, which is counted.
    func fit(_ item: LabelledItem) throws(LossRefused) -> LabelledItem? {
        if let media = item.media, !capacity.media.contains(media) { return try leaveOut(item, "item-of-other-medium") }
        if capacity.media == [.text], item.text == nil { return try leaveOut(item, "item-without-text") }
        var fitted = item
        try fitSurroundings(&fitted)
        try fitPeople(&fitted)
        fitted.answers = try answers(fitted.answers, of: item)
        return try settleEmpty(fitted)
    }

    private func leaveOut(_ item: LabelledItem, _ what: String) throws(LossRefused) -> LabelledItem? {
        try drop(what, LossExample(item: item.key))
        return nil
    }

    // MARK: Counting

    func drop(_ what: String, _ example: LossExample, count: Int = 1) throws(LossRefused) { try losses.drop("\(format).\(what)", example, count: count) }

    func mayAdapt(_ what: String, _ example: LossExample) throws(LossRefused) -> Bool { try losses.mayAdapt("\(format).\(what)", example) }

    func adapt(_ what: String, _ example: LossExample) throws(LossRefused) { try losses.adapt("\(format).\(what)", example) }

    func round(_ what: String, _ example: LossExample) throws(LossRefused) { try losses.round("\(format).\(what)", example) }

    // MARK: What is around the answers

    private func fitSurroundings(_ item: inout LabelledItem) throws(LossRefused) {
        let example = LossExample(item: item.key)
        if !capacity.holds(.keys) { try drop("key-left-out", example) }
        if !capacity.holds(.splits), item.split != nil {
            try drop("split-left-out", example)
            item.split = nil
        }
        if !capacity.holds(.licences), item.licence != nil {
            try drop("licence-left-out", example)
            item.licence = nil
        }
        if !capacity.holds(FormatCapacity.Extra.fields) {
            let others = item.fields.keys.filter { $0 != "text" || !capacity.media.contains(.text) }
            if !others.isEmpty { try drop("fields-left-out", example, count: others.count) }
            for name in others { item.fields[name] = nil }
        }
        if !capacity.holds(.metadata) {
            let others = item.metadata.keys.filter { $0 != format }
            if !others.isEmpty { try drop("metadata-left-out", example) }
            for name in others { item.metadata[name] = nil }
        }
        if !item.settledBy.isEmpty || !item.revisions.isEmpty {
            try drop("history-left-out", example)
            (item.settledBy, item.revisions) = ([:], [])
        }
    }

    /// Where people are not told apart, the answers that count stand; without any, those of the first person.
    private func fitPeople(_ item: inout LabelledItem) throws(LossRefused) {
        guard !item.annotations.isEmpty else { return }
        guard capacity.holds(.people) else {
            let extra = item.annotations.count - (item.answers.isEmpty ? 1 : 0)
            if item.answers.isEmpty { item.answers = item.annotations[0].answers }
            if extra > 0 { try drop("further-people-left-out", LossExample(item: item.key), count: extra) }
            item.annotations = []
            return
        }
        for place in item.annotations.indices { item.annotations[place].answers = try answers(item.annotations[place].answers, of: item) }
    }

    private func settleEmpty(_ item: LabelledItem) throws(LossRefused) -> LabelledItem? {
        var item = item
        let example = LossExample(item: item.key)
        if !capacity.holds(.emptyAnswers) {
            for (name, answer) in item.answers.sorted(by: { $0.key < $1.key }) where answer == .parts([]) {
                if capacity.holds(.unanswered) { try adapt("empty-as-unanswered", example) }
                item.answers[name] = nil
            }
        }
        guard item.answers.isEmpty, item.annotations.isEmpty, !capacity.holds(.unanswered), !capacity.kinds.isEmpty else { return item }
        guard capacity.holds(.emptyAnswers), let first = homes.kept.first(where: { $0.kind.hasParts }) else { return try leaveOut(item, "item-without-answer") }
        guard try mayAdapt("unanswered-as-empty", example) else { return nil }
        item.answers[first.name] = .parts([])
        return item
    }

    // MARK: Answers

    private func answers(_ given: [String: Answer], of item: LabelledItem) throws(LossRefused) -> [String: Answer] {
        var fitted: [String: Answer] = [:]
        for name in homes.order(given.keys) {
            guard let answer = given[name] else { continue }
            let example = LossExample(item: item.key, question: name)
            guard let home = homes.home(of: name, answer) else { try drop("answer-left-out", example); continue }
            guard let moved = try AnswerFitting(self, home.kind, item, example).fit(answer) else { continue }
            switch (fitted[home.name], moved) {
            case (nil, _): fitted[home.name] = moved
            case (.parts(let before)?, .parts(let more)):
                if !more.isEmpty { try adapt("questions-merged", example) }
                fitted[home.name] = .parts(Self.merged(before, more, name))
            case (.choices(let before)?, .choices(let more)):
                try adapt("questions-merged", example)
                fitted[home.name] = .choices(before + more.filter { !before.contains($0) })
            default: try drop("answer-left-out", example)
            }
        }
        return fitted
    }

    /// Ids stay unique: a part whose id is taken gets its question's name in front.
    private static func merged(_ before: [Part], _ more: [Part], _ question: String) -> [Part] {
        let taken = Set(before.map(\.id))
        return before + more.map { part in
            var part = part
            if taken.contains(part.id) { part.id = "\(question).\(part.id)" }
            return part
        }
    }
}
