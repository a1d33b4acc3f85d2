import Assuring
import Records
import Storage
import Suggesting

/// Answers that are likely wrong: confident learning over out-of-fold probabilities of the built-in model.

public struct LabelErrorReport: Codable, Sendable, Hashable {
    public struct Row: Codable, Sendable, Hashable {
        public var id: ItemID
        public var key: String
        public var given: String
        public var suggested: String
        /// Quality of the given label in 0...1; low is bad.
        public var score: Double
        public var preview: String
        /// Somebody is to label the item afresh, and has not done so yet.
        public var isAsked: Bool?
    }

    public var question: String
    public var filter: String
    public var scoring: String
    /// Answers that were looked at.
    public var checked: Int
    public var count: Int
    public var share: Double
    /// Suspected too, but somebody has decided them; they are neither counted nor listed.
    public var decided: Int
    /// Worst first.
    public var items: [Row]
    /// 1 - share of estimated errors.
    public var health: Double?
}

extension Workflows {
    /// `limit` bounds the rows given back; the count is of all.
    public func labelErrors(
        in slug: String, as actor: Actor, question name: String? = nil, filter: String? = nil, score: String? = nil, seed: UInt64 = 0, limit: Int = 1000
    ) async throws -> LabelErrorReport {
        let project = try await project(slug, as: actor, needs: .manageProject)
        let question = try Self.learnable(name, of: project)
        let chosenFilter = try Self.filter(filter)
        let chosenScore = try Self.score(score)
        let set = try await trainingSet(question, of: project.id, rules: Set(SettledAnswer.Rule.allCases))
        guard set.items.count >= 20, Set(set.labels).count >= 2 else {
            throw WorkflowError(.badInput, "errors.too-little", "label errors need at least 20 settled answers of two labels; there are \(set.items.count)", hint: "label or import more first")
        }
        let probabilities = try TextClassifier().outOfFold(set.texts, labels: set.labels, labelNames: question.labelNames, seed: seed, groups: set.groups)
        let evidence = try LabelEvidence(labels: set.labels.map { Int32($0) }, probabilities: probabilities, classCount: question.labelNames.count)
        let suspected = try LabelIssues(filter: chosenFilter).ranked(evidence, by: chosenScore)
        let decided = try await store.read { connection in try Self.decided(question, in: project.id, connection) }
        let ranked = suspected.filter { !decided.contains(set.items[$0]) }
        let scores = try chosenScore.scores(evidence)
        let shown = Array(ranked.prefix(limit))
        let ids = shown.map { set.items[$0] }
        let (keys, asked) = try await store.read { connection in
            (Dictionary(uniqueKeysWithValues: try connection.items.find(ids).map { ($0.id, $0.key) }), try connection.slots.asked(of: ids, stage: .label))
        }
        return try LabelErrorReport(
            question: question.name, filter: chosenFilter.name, scoring: chosenScore.name, checked: set.items.count, count: ranked.count,
            share: Double(ranked.count) / Double(set.items.count), decided: suspected.count - ranked.count,
            items: shown.map { row in
                let guess = TextModel.best(probabilities, row: row, labelCount: question.labelNames.count)
                return LabelErrorReport.Row(
                    id: set.items[row], key: keys[set.items[row]] ?? "", given: question.labelNames[set.labels[row]], suggested: question.labelNames[guess],
                    score: scores[row], preview: preview(of: ["text": .string(set.texts[row])]), isAsked: asked.contains(set.items[row]) ? true : nil)
            },
            health: LabelHealth(evidence).score)
    }

    static func filter(_ name: String?) throws -> LabelIssueFilter {
        guard let name else { return .pruneByNoiseRate }
        guard let filter = LabelIssueCatalog.named(name) else { throw WorkflowError.unknown("filter", name) }
        return filter
    }

    static func score(_ name: String?) throws -> any LabelQualityScore {
        guard let name else { return SelfConfidence() }
        guard let score = LabelQualityCatalog.named(name) else { throw WorkflowError.unknown("score", name) }
        return score
    }
}
