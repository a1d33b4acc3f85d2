import Kernels

/// Which suggestions count without a person, by what people found right: per label the lowest confidence above which the
/// model is right as often as asked for, with a bound that holds.
///
/// Rows that people answered are parted by the label the model gives them. Of a label with n such rows the rows above its
/// m-th confidence are looked at, for m = n, n / 2, n / 4 and so on: how many lists there are is settled by n alone.
/// Given the confidence at its end, a list is an even draw of all that lies above, so the exact binomial bound of its share of
/// right rows holds; J lists are each judged at a J-th of the risk, so that having looked at all of them costs nothing. The
/// longest list that passes gives the threshold. Nothing is assumed of the confidences, not even that higher ones are right
/// more often; the rows have to be drawn from what is to be accepted, evenly and before the model saw them.
///
/// Papers: Geifman and El-Yaniv (2017), arXiv 1705.08500 (selection with guaranteed risk); Angelopoulos, Bates, Candès, Jordan
/// and Lei (2021), arXiv 2110.01052 (learn, then test); Clopper and Pearson (1934), doi 10.1093/biomet/26.4.404.
/// Cost: O(N log N).
public struct CalibratedAcceptance: Sendable, Hashable, Codable {
    /// What the confidence is spoken of.
    public enum Scope: String, Sendable, Codable, CaseIterable {
        /// Each label's statement fails with the stated risk.
        case eachLabel = "each-label"
        /// All labels' statements hold together: each gets its part of the risk.
        case allLabels = "all-labels"
    }

    /// The share of accepted suggestions that is to be right.
    public let target: Double
    /// How sure that is, 0...1.
    public let confidence: Double
    public let scope: Scope
    /// By name of the label.
    public private(set) var rules: [LabelAcceptance]

    /// The probability with which one label's statement may be wrong.
    var risk: Double { (1 - confidence) / (scope == .eachLabel ? 1 : Double(max(1, rules.count))) }

    /// - Parameter rows: in any order.
    /// - Throws: of a target or confidence that is not between 0 and 1, and of a confidence of a row that is no probability.
    public static func fit(_ rows: [JudgedSuggestion], target: Double, confidence: Double, scope: Scope = .eachLabel) throws(AcceptanceError) -> CalibratedAcceptance {
        guard target > 0, target < 1 else { throw .badSetting("the target accuracy", target) }
        guard confidence > 0, confidence < 1 else { throw .badSetting("the confidence", confidence) }
        guard !rows.isEmpty else { throw .noRows }
        for (place, row) in rows.enumerated() where !(0...1).contains(row.confidence) { throw .badConfidence(row.confidence, row: place) }
        let byLabel = Dictionary(grouping: rows, by: \.label).sorted { $0.key < $1.key }
        let risk = (1 - confidence) / (scope == .eachLabel ? 1 : Double(byLabel.count))
        let rules = byLabel.map { LabelAcceptance.fit($0.key, $0.value, target: target, risk: risk) }
        return CalibratedAcceptance(target: target, confidence: confidence, scope: scope, rules: rules)
    }

    /// From N x K probabilities, row-major, and the labels people gave, by place in `names`.
    public static func fit(
        _ probabilities: [Double], labels: [Int], names: [String], target: Double, confidence: Double, scope: Scope = .eachLabel
    ) throws(AcceptanceError) -> CalibratedAcceptance {
        guard probabilities.count == labels.count * names.count else { throw .rowCountsDiffer(probabilities.count, labels: labels.count, classes: names.count) }
        let rows = labels.enumerated().map { row, label in
            let best = TextModel.best(probabilities, row: row, labelCount: names.count)
            return JudgedSuggestion(label: names[best], confidence: probabilities[row * names.count + best], isRight: best == label)
        }
        return try fit(rows, target: target, confidence: confidence, scope: scope)
    }

    public func rule(of label: String) -> LabelAcceptance? { rules.first { $0.label == label } }

    /// A label that nobody judged, or whose threshold could not be found, is reviewed; so is a confidence that is no number.
    public func decide(label: String, confidence: Double) -> AcceptancePolicy.Decision {
        guard let threshold = rule(of: label)?.threshold, confidence > threshold else { return .review(suggested: label) }
        return .accept(label: label)
    }

    /// The same without these labels: what they accepted has to go back to people.
    public func withdrawing(_ labels: Set<String>) -> CalibratedAcceptance {
        var left = self
        for place in left.rules.indices where labels.contains(left.rules[place].label) { left.rules[place].withdraw() }
        return left
    }
}

/// A suggestion a person has answered: what the model said, how sure it was, and whether it was right.
public struct JudgedSuggestion: Sendable, Hashable, Codable {
    public var label: String
    public var confidence: Double
    public var isRight: Bool

    public init(label: String, confidence: Double, isRight: Bool) {
        (self.label, self.confidence, self.isRight) = (label, confidence, isRight)
    }
}
