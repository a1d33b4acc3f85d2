/// How right labelling rules are where the label is known.
///
/// `accuracies`: share of a rule's votes on known items that are right; nil without such a vote, where snorkel says 0.
/// `probabilities`: M x (K + 1) x K, P(rule says j - 1 | label is k), j = 0 for silence; nil for a class no known item has.
/// Items of unknown label (-1) count for neither; the peer counts each vote on them as wrong.
/// Cost: O(V + N) time, O(M K K) memory.
public struct RuleAccuracy: Sendable, Hashable, Codable {
    public var accuracies: [Double?]
    /// By rule, then what it says (silence first), then the label.
    public var probabilities: [[[Double?]]]
    /// Items whose label is known.
    public var knownCount: Int

    /// - Parameter gold: a class per item, -1 where it is not known.
    public init(_ votes: RuleVotes, gold: [Int]) throws(WeakError) {
        guard gold.count == votes.itemCount else { throw .goldCountDiffers(gold.count, itemCount: votes.itemCount) }
        let (m, k) = (votes.ruleCount, votes.classCount)
        var counts = [Int](repeating: 0, count: m * k * k)
        var classes = [Int](repeating: 0, count: k)
        for (item, label) in gold.enumerated() where label != -1 {
            guard (0..<k).contains(label) else { throw .goldOutOfRange(label, classCount: k, item: item) }
            classes[label] += 1
            for place in votes.starts[item]..<votes.starts[item + 1] { counts[Int(votes.columns[place]) * k + label] += 1 }
        }
        knownCount = classes.reduce(0, +)
        accuracies = (0..<m).map { rule in
            let own = counts[rule * k * k..<(rule + 1) * k * k]
            let given = own.reduce(0, +)
            let right = (0..<k).reduce(0) { $0 + counts[(rule * k + $1) * k + $1] }
            return given > 0 ? Double(right) / Double(given) : nil
        }
        probabilities = (0..<m).map { rule in
            (0...k).map { said in
                (0..<k).map { label in
                    guard classes[label] > 0 else { return nil }
                    let spoken = (0..<k).reduce(0) { $0 + counts[(rule * k + $1) * k + label] }
                    let count = said == 0 ? classes[label] - spoken : counts[(rule * k + said - 1) * k + label]
                    return Double(count) / Double(classes[label])
                }
            }
        }
    }
}
