/// Agreement below 0.6, with what most likely causes it and where to begin.
///
/// Facts only; the sentences are in `AgreementWarning+Words.swift`.
public struct AgreementWarning: Sendable, Hashable {
    public enum Cause: String, Sendable, Hashable, CaseIterable {
        case ambiguousCategories = "ambiguous-categories"
        case missingEdgeCases = "missing-edge-cases"
        case training
    }

    public var measure: String
    public var value: Double
    public var items: Int
    /// Names of the two classes given to the same items most often, and how often.
    public var mostConfused: (first: String, second: String, count: Int)? {
        confused.map { ($0.first, $0.second, $0.count) }
    }
    /// Pairs of answers that differ.
    public var disagreements: Int
    /// Where the guidelines speak of the two classes; nil when they do not, which is a gap to fill.
    public var section: GuidelineSection?
    /// The annotator who agrees least with the others, when there are more than two.
    public var leastAgreeing: String?
    /// All three, most pressing first.
    public var causes: [Cause]

    struct Confused: Hashable {
        var first: String
        var second: String
        var count: Int
    }
    var confused: Confused?

    /// - Parameter guidelines: Markdown; see `TaskDefinition.guidelines`.
    /// - Returns: nil when the value is undefined or 0.6 and more.
    public init?(_ agreement: Agreement, votes: VoteTable, guidelines: String = "") {
        guard let value = agreement.value, agreement.band == .needsWork else { return nil }
        let pooled = ConfusionMatrix.pooled(votes)
        measure = agreement.measure
        self.value = value
        items = agreement.items
        disagreements = pooled.total - pooled.agreements
        confused = pooled.mostConfused.map { pair in
            Confused(first: votes.classNames[Int(pair.first)], second: votes.classNames[Int(pair.second)], count: pair.count)
        }
        section = confused.flatMap { GuidelineSection.about([$0.first, $0.second], in: guidelines) }
        leastAgreeing = Self.leastAgreeing(votes)
        causes = section?.mentions == 2 ? [.ambiguousCategories, .missingEdgeCases, .training]
            : [.missingEdgeCases, .ambiguousCategories, .training]
    }

    /// Lowest share of equal answers with the others; the first by name on a tie.
    private static func leastAgreeing(_ votes: VoteTable) -> String? {
        var same = [Int](repeating: 0, count: votes.annotatorCount)
        var all = same
        AnnotatorPairs.each(of: votes) { first, second, matrix in
            for annotator in [Int(first), Int(second)] {
                same[annotator] += matrix.agreements
                all[annotator] += matrix.total
            }
        }
        let compared = all.indices.filter { all[$0] > 0 }
        guard compared.count > 2 else { return nil }
        return compared.min { Double(same[$0]) / Double(all[$0]) < Double(same[$1]) / Double(all[$1]) }
            .map { votes.annotatorNames[$0] }
    }
}
