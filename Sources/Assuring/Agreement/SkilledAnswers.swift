import Foundation

/// Votes read as probabilities: somebody of skill s who says class c says c with s, and each other class with (1 - s)/(K - 1).
///
/// From it how sure a settled answer is (consistency) and how spread the answers are (uncertainty), as crowd-kit has them.
/// Consistency multiplies the probabilities of an item's votes and normalises: the posterior of the settled class with equal
/// priors. Uncertainty adds them, normalises and takes the entropy in nats: 0 when all is said by one class, ln K at most.
/// Products are taken as sums of logarithms, so items with hundreds of votes do not underflow (in crowd-kit they become 0).
///
/// Shapes: `skills` one per annotator, 0...1. Cost: O(votes x classes per item); classes nobody gave are counted, not visited.
public struct SkilledAnswers: Sendable {
    public let votes: VoteTable
    public let skills: [Double]
    private let panel: RatingPanel
    /// Skill of a wrong answer.
    private let others: [Double]

    public init(_ votes: VoteTable, skills: [Double]) {
        precondition(skills.count == votes.annotatorCount, "\(skills.count) skills for \(votes.annotatorCount) annotators")
        self.votes = votes
        self.skills = skills
        panel = RatingPanel(votes)
        let wrong = Double(max(votes.classCount - 1, 1))
        others = skills.map { votes.classCount > 1 ? (1 - $0) / wrong : 0 }
    }

    /// Posterior of each item's settled class; nil for items without votes or without a settled class. 0 when no class can
    /// have given the votes: annotators taken as infallible contradict each other.
    public func consistencies(with settled: [Int32]) -> [Double?] {
        votes.allItems.map { item in
            let winner = settled[Int(item)]
            guard winner >= 0, !votes.votes(ofItem: item).isEmpty else { return nil }
            return consistency(item, winner)
        }
    }

    private func consistency(_ item: Int32, _ winner: Int32) -> Double {
        let given = panel.cells(of: item).map { panel.cellClass[$0] }
        let logs = (given.map(Optional.some) + [nil]).map { logProbability(item, $0) }
        let highest = logs.max() ?? -.infinity
        guard highest > -.infinity else { return 0 }
        let unseen = Double(votes.classCount - given.count)
        var all = unseen > 0 ? unseen * exp(logs[given.count] - highest) : 0
        for place in given.indices { all += exp(logs[place] - highest) }
        let own = logs[given.firstIndex(of: winner) ?? given.count]
        return exp(own - highest) / all
    }

    /// Log of the product over the item's votes; nil for a class nobody gave.
    private func logProbability(_ item: Int32, _ label: Int32?) -> Double {
        var sum = 0.0
        for place in votes.votes(ofItem: item) {
            let annotator = Int(votes.annotators[place])
            sum += log(votes.classes[place] == label ? skills[annotator] : others[annotator])
        }
        return sum
    }

    /// Entropy of each item's answers; nil without votes.
    public func uncertaintyOfItems() -> [Double?] {
        votes.allItems.map { item in
            let places = votes.votes(ofItem: item)
            guard !places.isEmpty else { return nil }
            let base = places.reduce(0) { $0 + others[Int(votes.annotators[$1])] }
            let seen = panel.cells(of: item).map { cell in
                places.reduce(base) { sum, place in
                    let annotator = Int(votes.annotators[place])
                    return sum + (votes.classes[place] == panel.cellClass[cell] ? skills[annotator] - others[annotator] : 0)
                }
            }
            return entropy(seen, base)
        }
    }

    /// Entropy of each annotator's answers; nil for those who gave none.
    public func uncertaintyOfAnnotators() -> [Double?] {
        (0..<Int32(votes.annotatorCount)).map { annotator in
            let places = votes.votes(ofAnnotator: annotator)
            guard !places.isEmpty else { return nil }
            let base = Double(places.count) * others[Int(annotator)]
            let gain = skills[Int(annotator)] - others[Int(annotator)]
            var counts: [Double] = []
            var last: Int32 = -1
            for label in places.map({ votes.classes[Int($0)] }).sorted() {
                if label == last { counts[counts.count - 1] += 1 } else { counts.append(1) }
                last = label
            }
            return entropy(counts.map { base + $0 * gain }, base)
        }
    }

    /// - Parameter base: what each class that nobody gave has.
    private func entropy(_ seen: [Double], _ base: Double) -> Double {
        let unseen = Double(votes.classCount - seen.count)
        let all = seen.reduce(unseen * base, +)
        func term(_ part: Double) -> Double { part > 0 ? -part / all * log(part / all) : 0 }
        return max(0, seen.reduce(unseen * term(base)) { $0 + term($1) })
    }
}
