import Records

/// Which suggestions count without a person: those strictly above the threshold; the rest are shown and reviewed.
public struct AcceptancePolicy: Sendable, Hashable, Codable {
    public enum Decision: Sendable, Hashable {
        /// Source `auto`.
        case accept(label: String)
        /// Source `needs_review`; the label stays a suggestion.
        case review(suggested: String)
    }

    public var threshold: Double

    public init(threshold: Double = 0.95) { self.threshold = threshold }

    /// A confidence that is not a number is reviewed.
    public func decide(label: String, confidence: Double) -> Decision {
        confidence > threshold ? .accept(label: label) : .review(suggested: label)
    }

    /// What the policy would have got wrong on rows whose labels are known, from probabilities of models that have not
    /// seen them: the estimate of the error among accepted suggestions.
    public func expectation(_ probabilities: [Double], labels: [Int], labelCount: Int) -> Expectation {
        var result = Expectation(rows: labels.count, accepted: 0, wrong: 0)
        for (row, label) in labels.enumerated() {
            let best = TextModel.best(probabilities, row: row, labelCount: labelCount)
            guard probabilities[row * labelCount + best] > threshold else { continue }
            result.accepted += 1
            if best != label { result.wrong += 1 }
        }
        return result
    }

    public struct Expectation: Sendable, Hashable, Codable {
        public var rows: Int
        public var accepted: Int
        public var wrong: Int
        public var errorRate: Double? { accepted == 0 ? nil : Double(wrong) / Double(accepted) }
    }
}

extension AcceptancePolicy.Decision {
    public var source: String {
        switch self {
        case .accept: "auto"
        case .review: "needs_review"
        }
    }

    /// As a line of a predictions file: `label`, `suggested_label` if reviewed, `source`, after what `item` holds.
    public func row(of item: JSONObject) -> JSONObject {
        var row = item
        switch self {
        case .accept(let label):
            row["label"] = .string(label)
        case .review(let suggested):
            row["label"] = .null
            row["suggested_label"] = .string(suggested)
        }
        row["source"] = .string(source)
        return row
    }
}
