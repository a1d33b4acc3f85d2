import Suggesting

/// What each criterion says of the rounds of labelling so far.
public struct StoppingReport: Codable, Sendable, Hashable {
    public struct Criterion: Codable, Sendable, Hashable {
        public enum Verdict: String, Codable, Sendable, Hashable, CaseIterable {
            case enough
            case goOn = "go-on"
            case tooEarly = "too-early"
        }

        public var name: String
        public var summary: String
        public var verdict: Verdict
        /// nil while it is too early to say.
        public var value: Double?
        public var line: Double?
        /// Rounds of which what the criterion reads is known, and how many it takes; set while it is too early.
        public var rounds: Int?
        public var needed: Int?
        public var words: String
    }

    /// What is known of each round, oldest first.
    public struct Round: Codable, Sendable, Hashable {
        public var labelled: Int?
        public var uncertainty: Double?
        public var expectedError: Double?
        public var validation: Double?
    }

    public var rounds: [Round]
    public var criteria: [Criterion]
    public var isEnough: Bool
}

extension StoppingReport {
    /// - Parameters:
    ///   - knowsLabels: whether the rounds say how many labels there were.
    ///   - planned: left out, nothing is said of the budget.
    init(_ rounds: [LabellingRound], knowsLabels: Bool, planned: Int?) {
        let asked: [any StoppingCriterion] = StoppingCatalog.all.compactMap { criterion -> (any StoppingCriterion)? in
            guard criterion is LabelBudget else { return criterion }
            guard knowsLabels, let planned else { return nil }
            return LabelBudget(labels: planned)
        }
        self.rounds = rounds.map {
            Round(labelled: knowsLabels ? $0.labelled : nil, uncertainty: $0.uncertainty, expectedError: $0.expectedError, validation: $0.validation)
        }
        criteria = asked.map { Criterion($0, $0.verdict(rounds)) }
        isEnough = criteria.contains { $0.verdict == .enough }
    }
}

extension StoppingReport.Criterion {
    fileprivate init(_ criterion: any StoppingCriterion, _ verdict: StoppingVerdict) {
        switch verdict {
        case .goOn(let value, let line): self.init(name: criterion.name, summary: criterion.summary, verdict: .goOn, value: value, line: line, words: "go on")
        case .stop(let value, let line): self.init(name: criterion.name, summary: criterion.summary, verdict: .enough, value: value, line: line, words: "enough")
        case .tooEarly(let rounds, let needed):
            self.init(
                name: criterion.name, summary: criterion.summary, verdict: .tooEarly, rounds: rounds, needed: needed,
                words: "too early: \(rounds) of \(needed) rounds")
        }
    }
}
