import Kernels

/// What the rules say together about each item.
public struct RuleConsensus: Sendable, Hashable {
    /// What an item gets whose best classes are equal.
    public enum Tie: Sendable, Hashable {
        /// Nothing: a person or another rule decides.
        case abstain
        case lowestClass
        /// One of the equals, drawn by item, so that it does not depend on the others.
        case drawn(seed: UInt64)
    }

    /// Probabilities closer than this are a tie, as in snorkel.
    public static let tieTolerance = 1e-5

    /// By the catalogue's name.
    public let method: String
    public let classCount: Int
    /// N x K, row-major, rows sum to 1.
    public let probabilities: [Double]
    /// How far each rule is trusted, 0...1; nil where the method weighs none, or the rule never spoke.
    public let weights: [Double?]

    public var itemCount: Int { probabilities.count / classCount }

    /// A class per item; nil for none.
    public func labels(ties: Tie = .abstain) -> [Int?] {
        probabilities.withUnsafeBufferPointer { all in
            (0..<itemCount).map { item in label(UnsafeBufferPointer(rebasing: all[item * classCount..<(item + 1) * classCount]), item, ties) }
        }
    }

    private func label(_ own: UnsafeBufferPointer<Double>, _ item: Int, _ ties: Tie) -> Int? {
        var greatest = -Double.infinity
        var first = 0
        for label in 0..<own.count where own[label] > greatest { greatest = own[label]; first = label }
        var equals = 0
        for label in 0..<own.count where greatest - own[label] < Self.tieTolerance { equals += 1 }
        if equals == 1 { return first }
        let among = (0..<own.count).filter { greatest - own[$0] < Self.tieTolerance }
        switch ties {
        case .abstain: return nil
        case .lowestClass: return among[0]
        case .drawn(let seed):
            var random = SeededRandom.derive(seed, item)
            return among[random.below(among.count)]
        }
    }
}
