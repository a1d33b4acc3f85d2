/// How far annotators agree on one class: where the guidelines are clear and where they are not.
///
/// `specific` is the share of agreement on the class: of the other ratings on items with a rating of it, how many say it too,
/// sum r (r_ik - 1) / sum r_ik (r_i - 1) over ratings r_ik of the class (Cicchetti and Feinstein, 1990,
/// doi 10.1016/0895-4356(90)90159-M). `alpha` is Krippendorff's, nominal, of the class against all others; it equals Fleiss's
/// kappa of a category (1971) but for the small-sample term. Both over items rated twice or more.
public struct ClassAgreement: Sendable, Hashable {
    public var label: Int32
    /// Ratings of it on items rated twice or more, and how many such items have one.
    public var ratings: Int
    public var items: Int
    /// nil when nobody gave the class.
    public var specific: Double?
    /// nil exactly when `undefined` says why.
    public var alpha: Double?
    public var undefined: AgreementUndefined?

    /// One row per declared class, in their order; O(cells + K).
    public static func table(of votes: VoteTable) -> [ClassAgreement] {
        let panel = RatingPanel(votes)
        var sums = [ClassSums](repeating: ClassSums(), count: votes.classCount)
        var all = 0.0
        for item in votes.allItems where panel.ratings[Int(item)] > 1 {
            let ratings = panel.ratings[Int(item)]
            all += ratings
            for cell in panel.cells(of: item) { sums[Int(panel.cellClass[cell])].add(panel.cellCount[cell], of: ratings) }
        }
        return sums.enumerated().map { $0.element.row(Int32($0.offset), all) }
    }
}

private struct ClassSums {
    var ratings = 0.0
    var items = 0
    /// Ordered pairs of ratings: both of the class, and the first of it.
    var equal = 0.0
    var possible = 0.0
    /// Ratings of the class times ratings of others, per partner.
    var apart = 0.0

    mutating func add(_ count: Double, of all: Double) {
        ratings += count
        items += 1
        equal += count * (count - 1)
        possible += count * (all - 1)
        apart += 2 * count * (all - count) / (all - 1)
    }

    func row(_ label: Int32, _ all: Double) -> ClassAgreement {
        var row = ClassAgreement(label: label, ratings: Int(ratings), items: items, specific: possible > 0 ? equal / possible : nil)
        let expected = all > 1 ? 2 * ratings * (all - ratings) / (all - 1) : 0
        if expected > 0 {
            row.alpha = 1 - apart / expected
        } else {
            row.undefined = all > 0 ? .noVariation : .nothingRatedTwice
        }
        return row
    }
}
