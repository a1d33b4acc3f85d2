/// How far one annotator agrees with the others, and what the group's agreement would be without them.
///
/// `observed` averages over the items they share with somebody the share of the others who said the same. `kappa` takes off
/// what their own and the others' habits give, (o - e) / (1 - e) with e = sum_k a_k b_k, a_k their share of class k on those
/// items and b_k the mean share of it among the others: agreement of one rater with a group, after Vanbelle and Albert (2009),
/// Statistica Neerlandica 63, 82-100. `alphaWithout` is nominal alpha of all other votes: much above the group's alpha for
/// somebody who reads the guidelines otherwise.
public struct AnnotatorAgreement: Sendable, Hashable {
    public var annotator: Int32
    public var votes: Int
    /// Items somebody else rated too.
    public var shared: Int
    /// Annotators met on them.
    public var others: Int
    /// nil when nothing is shared.
    public var observed: Double?
    /// nil exactly when `undefined` says why.
    public var kappa: Double?
    public var undefined: AgreementUndefined?
    public var alphaWithout: Double?

    /// One row per annotator, in the table's order; O(votes x ratings per item) time, O(votes + annotators + K) memory.
    public static func table(of votes: VoteTable) -> [AnnotatorAgreement] {
        let panel = RatingPanel(votes)
        var scratch = AnnotatorScratch(votes)
        let leaving = AlphaWithout(panel)
        return (0..<Int32(votes.annotatorCount)).map { annotator in
            var row = scratch.row(annotator, panel)
            row.alphaWithout = leaving.alpha(annotator, panel, &scratch.classSums)
            return row
        }
    }
}

/// Sums of one annotator after another; arrays are left as they were found.
private struct AnnotatorScratch {
    let votes: VoteTable
    var classSums: [Double]
    private var met: [Int32]

    init(_ votes: VoteTable) {
        self.votes = votes
        classSums = Array(repeating: 0, count: votes.classCount)
        met = Array(repeating: -1, count: votes.annotatorCount)
    }

    mutating func row(_ annotator: Int32, _ panel: RatingPanel) -> AnnotatorAgreement {
        let places = votes.votes(ofAnnotator: annotator)
        var row = AnnotatorAgreement(annotator: annotator, votes: places.count, shared: 0, others: 0)
        var agreement = 0.0
        for place in places {
            let item = votes.items[Int(place)]
            let partners = panel.ratings[Int(item)] - 1
            guard partners > 0 else { continue }
            row.shared += 1
            for cell in panel.cells(of: item) {
                let isOwn = panel.cellClass[cell] == votes.classes[Int(place)]
                let others = (panel.cellCount[cell] - (isOwn ? 1 : 0)) / partners
                classSums[Int(panel.cellClass[cell])] += others
                if isOwn { agreement += others }
            }
            for other in votes.votes(ofItem: item) where met[Int(votes.annotators[other])] != annotator && votes.annotators[other] != annotator {
                met[Int(votes.annotators[other])] = annotator
                row.others += 1
            }
        }
        correct(&row, agreement, places, panel)
        return row
    }

    private mutating func correct(_ row: inout AnnotatorAgreement, _ agreement: Double, _ places: ArraySlice<Int32>, _ panel: RatingPanel) {
        guard row.shared > 0 else { row.undefined = .nothingRatedTwice; return }
        let shared = Double(row.shared)
        // sum_k a_k b_k, a's ratings one by one.
        var expected = 0.0
        for place in places where panel.ratings[Int(votes.items[Int(place)])] > 1 { expected += classSums[Int(votes.classes[Int(place)])] }
        for place in places { for cell in panel.cells(of: votes.items[Int(place)]) { classSums[Int(panel.cellClass[cell])] = 0 } }
        let (observed, chance) = (agreement / shared, expected / (shared * shared))
        row.observed = observed
        if 1 - chance > 1e-12 { row.kappa = (observed - chance) / (1 - chance) } else { row.undefined = .noVariation }
    }
}

/// Nominal alpha with one annotator's votes taken out: the sums of all, less what changes on their items.
private struct AlphaWithout {
    private let votes: VoteTable
    private var seen = 0.0
    private var totals: [Double]
    private var ratings = 0.0
    /// sum of squared totals: whole numbers, so exact.
    private var squares = 0.0

    init(_ panel: RatingPanel) {
        votes = panel.votes
        let items = votes.allItems.filter { panel.ratings[Int($0)] > 1 }
        totals = panel.classSums(items) { _ in 1 }
        ratings = totals.reduce(0, +)
        squares = totals.reduce(0) { $0 + $1 * $1 }
        for item in items { seen += Self.apart(panel, item, less: -1) }
    }

    /// - Parameter change: zeros, one per class; zeros again afterwards.
    func alpha(_ annotator: Int32, _ panel: RatingPanel, _ change: inout [Double]) -> Double? {
        var (seen, ratings, squares) = (seen, ratings, squares)
        func take(_ count: Double, _ label: Int32) {
            let before = totals[Int(label)] - change[Int(label)]
            squares += count * (count - 2 * before)
            change[Int(label)] += count
            ratings -= count
        }
        for place in votes.votes(ofAnnotator: annotator) {
            let (item, label) = (votes.items[Int(place)], votes.classes[Int(place)])
            guard panel.ratings[Int(item)] > 1 else { continue }
            seen += Self.apart(panel, item, less: label) - Self.apart(panel, item, less: -1)
            if panel.ratings[Int(item)] > 2 {
                take(1, label)
            } else {
                // The one rating left has no partner any more.
                for cell in panel.cells(of: item) { take(panel.cellCount[cell], panel.cellClass[cell]) }
            }
        }
        for place in votes.votes(ofAnnotator: annotator) { for cell in panel.cells(of: votes.items[Int(place)]) { change[Int(panel.cellClass[cell])] = 0 } }
        let expected = ratings > 1 ? (ratings * ratings - squares) / (ratings - 1) : 0
        return expected > 0 ? 1 - seen / expected : nil
    }

    /// (r^2 - sum_c r_c^2) / (r - 1) of an item, a rating of class `less` taken out; 0 without pairs.
    private static func apart(_ panel: RatingPanel, _ item: Int32, less label: Int32) -> Double {
        let ratings = panel.ratings[Int(item)] - (label < 0 ? 0 : 1)
        guard ratings > 1 else { return 0 }
        var squares = 0.0
        for cell in panel.cells(of: item) {
            let count = panel.cellCount[cell] - (panel.cellClass[cell] == label ? 1 : 0)
            squares += count * count
        }
        return (ratings * ratings - squares) / (ratings - 1)
    }
}
