/// Every two annotators who met on an item, with their confusion matrix.
///
/// One annotator at a time against all later ones, as a list of meetings sorted by who was met: O(votes x ratings per item)
/// time, and memory for one annotator's meetings, whatever the numbers of annotators and classes.
public enum AnnotatorPairs {
    /// Calls `body` for each pair that has an item in common, lower annotator first, in order.
    ///
    /// - Parameter items: may repeat, and then counts again; nil for all.
    public static func each(
        of votes: VoteTable, items: [Int32]? = nil, _ body: (_ first: Int32, _ second: Int32, _ matrix: ConfusionMatrix) -> Void
    ) {
        let times = multiplicity(of: votes, items: items)
        var meetings = Meetings(votes)
        for first in 0..<Int32(votes.annotatorCount) {
            meetings.gather(first, times)
            meetings.each { second, cells in body(first, second, ConfusionMatrix(classCount: votes.classCount, cells: cells)) }
        }
    }

    private static func multiplicity(of votes: VoteTable, items: [Int32]?) -> [Int] {
        guard let items else { return Array(repeating: 1, count: votes.itemCount) }
        var times = [Int](repeating: 0, count: votes.itemCount)
        for item in items { times[Int(item)] += 1 }
        return times
    }

    /// The table of pairs that a person reads: kappa of each two annotators and what they confuse most.
    ///
    /// - Parameter minimumItems: pairs with fewer items in common are left out.
    public static func table(of votes: VoteTable, minimumItems: Int = 1, kappa: CohenKappa = CohenKappa()) -> [PairAgreement] {
        var rows: [PairAgreement] = []
        each(of: votes) { first, second, matrix in
            let total = matrix.total
            guard total >= minimumItems else { return }
            rows.append(
                PairAgreement(
                    first: first, second: second, items: total, observed: Double(matrix.agreements) / Double(total),
                    kappa: kappa.agreement(of: matrix), mostConfused: matrix.mostConfused))
        }
        return rows
    }
}

/// Two annotators compared on the items both rated.
public struct PairAgreement: Sendable, Hashable {
    public var first: Int32
    public var second: Int32
    public var items: Int
    public var observed: Double
    public var kappa: Agreement
    public var mostConfused: ConfusedPair?
}
