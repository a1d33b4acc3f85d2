import Foundation

/// The items annotators differ on, most disputed first: the queue of whoever decides.
///
/// Items whose votes are all equal, or that have one vote, are not in it. Equal scores are ordered by item, so the queue
/// is the same each time it is made.
public enum Disagreement {
    /// How disputed an item is, 0 (all agree) to 1.
    public enum Score: String, Sendable, CaseIterable {
        /// Entropy of the vote shares over ln K: looks at all answers.
        case entropy
        /// One minus the lead of the first class over the second: looks at the close race only.
        case margin
    }

    public struct Vote: Sendable, Hashable {
        public var annotator: Int32
        public var label: Int32
    }

    public struct DisputedItem: Sendable, Hashable {
        public var item: Int32
        public var score: Double
        /// By annotator.
        public var votes: [Vote]
        /// Most votes first, the lower class on a tie.
        public var classes: [Int32]
    }

    /// - Parameter limit: the most disputed only.
    public static func queue(of votes: VoteTable, by score: Score = .entropy, limit: Int? = nil) -> [DisputedItem] {
        let panel = RatingPanel(votes)
        var ranked: [(item: Int32, score: Double)] = []
        for item in votes.allItems where panel.cells(of: item).count > 1 {
            ranked.append((item, value(score, panel, item)))
        }
        // Scores of equal vote patterns may differ in the last bit: compare what is left after rounding.
        func key(_ score: Double) -> Double { (score * 1e12).rounded() }
        ranked.sort { key($0.score) != key($1.score) ? $0.score > $1.score : $0.item < $1.item }
        return ranked.prefix(limit ?? ranked.count).map { disputed(panel, $0.item, $0.score) }
    }

    private static func value(_ score: Score, _ panel: RatingPanel, _ item: Int32) -> Double {
        let shares = panel.cells(of: item).map { panel.cellCount[$0] / panel.ratings[Int(item)] }
        switch score {
        case .entropy:
            return -shares.reduce(0) { $0 + $1 * log($1) } / log(Double(panel.classCount))
        case .margin:
            let sorted = shares.sorted(by: >)
            return 1 - (sorted[0] - sorted[1])
        }
    }

    private static func disputed(_ panel: RatingPanel, _ item: Int32, _ score: Double) -> DisputedItem {
        let votes = panel.votes
        let cells = panel.cells(of: item).sorted {
            panel.cellCount[$0] != panel.cellCount[$1] ? panel.cellCount[$0] > panel.cellCount[$1] : $0 < $1
        }
        return DisputedItem(
            item: item, score: score,
            votes: votes.votes(ofItem: item).map { Vote(annotator: votes.annotators[$0], label: votes.classes[$0]) },
            classes: cells.map { panel.cellClass[$0] })
    }
}
