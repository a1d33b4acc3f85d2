import Foundation

/// How strongly the rules contradict each other on an item: what people should look at first.
///
/// For each class the weights of the rules that give it are summed; the conflict is the second greatest sum. Two good rules
/// against two good ones count more than one weak voice against many, and an item on which all agree counts 0. The weight of
/// a rule is ln(a / (1 - a)) of its learnt accuracy a, in odds over chance and never below 0; 1 where none is learnt.
/// Cost: O(votes of the item + K).
public struct RuleConflict: Sendable {
    private let weights: [Double]
    private let classCount: Int

    public init(weights: [Double?], classCount: Int, exponents: [Double]? = nil) {
        self.classCount = classCount
        self.weights = weights.enumerated().map { rule, accuracy in
            guard let accuracy else { return exponents?[rule] ?? 1 }
            let a = min(max(accuracy, 0.01), 0.99), others = Double(max(classCount - 1, 1))
            return max(log(a / (1 - a) * others), 0) * (exponents?[rule] ?? 1)
        }
    }

    public func strength(_ votes: RuleVotes, _ item: Int) -> Double {
        let own = votes.starts[item]..<votes.starts[item + 1]
        guard own.count > 1 else { return 0 }
        var (best, second) = (0.0, 0.0)
        for label in Set(own.map { Int(votes.columns[$0]) % classCount }).sorted() {
            var sum = 0.0
            for place in own where Int(votes.columns[place]) % classCount == label { sum += weights[Int(votes.columns[place]) / classCount] }
            if sum > best { (best, second) = (sum, best) } else { second = max(second, sum) }
        }
        return second
    }
}
