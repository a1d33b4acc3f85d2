import Kernels
import Records

/// A number and where it may lie.
public struct Estimate: Sendable, Hashable, Codable {
    public var value: Double
    /// 95 %, of the bootstrap; nil where none was drawn or too few rounds had a value.
    public var interval: ShareInterval?

    /// nil where there is no value.
    init?(_ value: Double?, _ drawn: [Double?]) {
        guard let value else { return nil }
        self.value = value
        interval = Bootstrap.interval(ofValues: drawn.compactMap(\.self), rounds: drawn.count).map { ShareInterval(low: $0.low, high: $0.high) }
    }
}

/// Rates of one group. nil where no row could count.
public struct FairnessRates: Sendable, Hashable, Codable {
    /// Share of the rows the model gives the value.
    public var selection: Estimate?
    /// Of the rows that have the value, those the model gives it.
    public var truePositive: Estimate?
    /// Of the rows that do not, those the model gives it.
    public var falsePositive: Estimate?
    public var accuracy: Estimate?

    init(_ counts: ConfusionCounts, _ drawn: [ConfusionCounts]) {
        selection = Estimate(counts.selection, drawn.map(\.selection))
        truePositive = Estimate(counts.truePositiveRate, drawn.map(\.truePositiveRate))
        falsePositive = Estimate(counts.falsePositiveRate, drawn.map(\.falsePositiveRate))
        accuracy = Estimate(counts.accuracy, drawn.map(\.accuracy))
    }
}

/// Largest less smallest, and smallest over largest rate of the groups. nil with fewer than two groups that have the rate.
public struct FairnessGaps: Sendable, Hashable, Codable {
    public var parityDifference: Estimate?
    public var parityRatio: Estimate?
    /// Of the true positive rates: equal opportunity.
    public var opportunityDifference: Estimate?
    public var opportunityRatio: Estimate?
    /// The worse of true and false positive rates: equalised odds.
    public var oddsDifference: Estimate?
    public var oddsRatio: Estimate?
    public var accuracyDifference: Estimate?
    public var accuracyRatio: Estimate?

    init(_ counts: [Int], _ drawn: [[Int]]) {
        let own = GapValues(counts), rounds = drawn.map(GapValues.init)
        func estimate(_ value: (GapValues) -> Double?) -> Estimate? { Estimate(value(own), rounds.map(value)) }
        parityDifference = estimate { $0.selection?.difference }
        parityRatio = estimate { $0.selection?.ratio }
        opportunityDifference = estimate { $0.truePositive?.difference }
        opportunityRatio = estimate { $0.truePositive?.ratio }
        oddsDifference = estimate { gaps in gaps.truePositive.flatMap { first in gaps.falsePositive.map { max(first.difference, $0.difference) } } }
        oddsRatio = estimate { gaps in
            gaps.truePositive?.ratio.flatMap { first in gaps.falsePositive?.ratio.map { min(first, $0) } }
        }
        accuracyDifference = estimate { $0.accuracy?.difference }
        accuracyRatio = estimate { $0.accuracy?.ratio }
    }
}

/// The gaps of one set of counts.
struct GapValues {
    typealias Gap = (difference: Double, ratio: Double?)
    let selection, truePositive, falsePositive, accuracy: Gap?

    init(_ cells: [Int]) {
        let groups = (0..<cells.count / 4).map { ConfusionCounts(cells, $0) }
        selection = Self.gap(groups.compactMap(\.selection))
        truePositive = Self.gap(groups.compactMap(\.truePositiveRate))
        falsePositive = Self.gap(groups.compactMap(\.falsePositiveRate))
        accuracy = Self.gap(groups.compactMap(\.accuracy))
    }

    private static func gap(_ rates: [Double]) -> Gap? {
        guard rates.count > 1, let least = rates.min(), let most = rates.max() else { return nil }
        return (most - least, most > 0 ? least / most : nil)
    }
}

/// What a model's answers come to by group.
public struct FairnessReport: Sendable, Hashable, Codable {
    public struct Group: Sendable, Hashable, Codable {
        public var values: [String]
        public var count: Int
        public var rates: FairnessRates
    }

    public var columns: [String]
    /// The answer that is looked at.
    public var value: String
    /// With a group, a truth and an answer.
    public var rows: Int
    /// Without a group.
    public var missing: Int
    /// Without a truth or an answer.
    public var unknown: Int
    public var hidden: SmallGroups
    /// Of the groups shown.
    public var overall: FairnessRates
    public var groups: [Group]
    public var gaps: FairnessGaps

    /// Below four fifths by more than chance: the whole interval, or the value where none was drawn.
    public var findings: [Finding] {
        [("selection", gaps.parityRatio, "how often `\(value)` is answered"), ("opportunity", gaps.opportunityRatio, "how often a true `\(value)` is found")]
            .compactMap { code, ratio, what in
                guard let ratio, (ratio.interval?.high ?? ratio.value) < 0.8 else { return nil }
                return Finding(
                    .warning, "bias.\(code)", "\(what) differs by \(Figure.list(columns)): the lowest rate is \(Figure.percent(ratio.value)) of the highest",
                    hint: "look at the labels and the number of examples of the groups apart")
            }
    }

    /// A few lines for people.
    public var words: [String] {
        func told(_ name: String, _ estimate: Estimate?) -> String? {
            estimate.map { estimate in
                name + " " + Figure.rounded(estimate.value, 3)
                    + (estimate.interval.map { " (\(Figure.rounded($0.low, 3)) to \(Figure.rounded($0.high, 3)))" } ?? "")
            }
        }
        let gaps = [told("parity ratio", gaps.parityRatio), told("equal opportunity difference", gaps.opportunityDifference), told("equalised odds difference", gaps.oddsDifference)]
        return ["\(Figure.list(columns)): \(groups.count) groups of \(rows) rows; " + gaps.compactMap(\.self).joined(separator: ", ")]
            + (unknown > 0 ? ["\(unknown) rows without a truth or an answer were left out"] : []) + findings.map(\.message) + hidden.words
    }
}
