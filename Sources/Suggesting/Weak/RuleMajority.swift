import Kernels

/// The class most rules give: every rule counts the same.
///
/// The classes with the most votes share the probability; an item without votes has equal shares of all K. As snorkel's
/// `MajorityLabelVoter`. Hard to beat when many rules speak on each item and are about as good; `LabelModel` otherwise.
/// Cost: O(V + N K).
public struct RuleMajority: RuleModel {
    public static let name = "rule-majority"
    public static let summary = "The class most rules give, each counting the same: the baseline"

    public init() {}

    public func settle(_ votes: RuleVotes, threads: Int = 1) throws(WeakError) -> RuleConsensus {
        guard votes.itemCount > 0 else { throw .noItems }
        let k = votes.classCount
        let blocks = Pieces(votes.itemCount, size: 1 << 15).map(threads: threads) { items -> [Double] in
            var result = [Double](repeating: 0, count: items.count * k)
            result.withUnsafeMutableBufferPointer { result in
                for item in items {
                    Self.share(votes, item, UnsafeMutableBufferPointer(rebasing: result[(item - items.lowerBound) * k..<(item - items.lowerBound + 1) * k]))
                }
            }
            return result
        }
        return RuleConsensus(method: name, classCount: k, probabilities: Array(blocks.joined()), weights: Array(repeating: nil, count: votes.ruleCount))
    }

    private static func share(_ votes: RuleVotes, _ item: Int, _ result: UnsafeMutableBufferPointer<Double>) {
        for place in votes.starts[item]..<votes.starts[item + 1] { result[Int(votes.columns[place]) % result.count] += 1 }
        var greatest = 0.0
        for count in result where count > greatest { greatest = count }
        var equals = 0.0
        for count in result where count == greatest { equals += 1 }
        for label in 0..<result.count { result[label] = result[label] == greatest ? 1 / equals : 0 }
    }
}
