import Foundation
import Kernels

/// A batch of items that would each move the model, in different directions.
///
/// An item's gradient of the last layer, under the label the model thinks best, is (p - onehot) (x) features. Rows are
/// drawn as k-means++ draws its centres: the first has the largest gradient, each next is drawn with probability
/// proportional to its squared distance from the nearest so far. Paper: Ash, Zhang, Krishnamurthy, Langford and Agarwal
/// (2020), arXiv:1906.03671.
///
/// Differs from it: the gradients, K D numbers a row, are never built, for their inner products are products of inner
/// products: (a (x) h) . (b (x) g) = (a . b)(h . g). Rows in flight are centres from the start, and then the first pick is
/// drawn like the others. Labelled rows are left out, as in the paper.
///
/// Cost: budget * N * (D + K) at most, in double; rows that a new centre cannot be nearest to are not measured. Memory:
/// 20 bytes a row. A draw goes over the rows in order: the first whose running sum exceeds uniform * total.
public struct BADGE: SelectionMethod {
    public static let name = "badge"
    public static let summary = "Draws items that would move the model most, in different directions: uncertainty and spread in one"
    public static let needs: [SelectionNeed] = [.probabilities, .features]

    public init() {}

    public func select(_ budget: Int, from pool: SelectionPool, seed: UInt64) throws(SelectionError) -> Selection {
        var random = SeededRandom.derive(seed, Self.name)
        return try select(budget, from: pool) { random.uniform() }
    }

    /// The same with the draws given, one in [0, 1) for each pick but the first.
    public func select(_ budget: Int, from pool: SelectionPool, uniform: () -> Double) throws(SelectionError) -> Selection {
        try pool.check(name, needs)
        guard let probabilities = pool.probabilities, let features = pool.features else { throw .missing(.features, method: name) }
        let space = try GradientSpace(
            PoolProbabilities(probabilities, threads: pool.threads), PoolFeatures(features, threads: pool.threads))
        var spread = GradientSpread(space, open: pool.open)
        for row in Array(Set(pool.inFlight)).sorted() { try spread.add(row) }
        var choices: [Selection.Choice] = []
        while choices.count < budget {
            guard let next = spread.hasCentres ? spread.drawn(uniform) : spread.longest else { break }
            choices.append(Selection.Choice(row: next.row, score: next.squared.squareRoot()))
            try spread.add(next.row)
        }
        return Selection(choices, asked: budget)
    }
}
