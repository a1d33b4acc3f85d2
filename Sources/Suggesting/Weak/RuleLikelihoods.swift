import Foundation
import Kernels

/// The probability of each class from P(vote | class) of independent rules: softmax(sum of ln mu + ln balance).
///
/// A rule's silence says nothing, as in snorkel's `predict_proba`. The greatest exponent is taken off first, so thousands of
/// rules do not underflow to 0 / 0 as there. Cost: O(V K).
struct RuleLikelihoods {
    let classCount: Int
    /// d x K.
    let logarithms: [Double]
    /// K.
    let logBalance: [Double]

    /// - Parameters:
    ///   - mu: d x K, above 0.
    ///   - exponents: of the likelihood of each rule, M; nil: 1.
    init(mu: [Double], balance: [Double], exponents: [Double]? = nil) {
        let cells = balance.count * balance.count
        classCount = balance.count
        logarithms = mu.enumerated().map { place, share in log(share) * (exponents?[place / cells] ?? 1) }
        logBalance = balance.map { log($0) }
    }

    func probabilities(_ votes: RuleVotes, threads: Int) -> [Double] {
        let k = classCount
        let pieces = Pieces(votes.itemCount, size: 1 << 15)
        let blocks = pieces.map(threads: threads) { items -> [Double] in
            [Double](unsafeUninitializedCapacity: items.count * k) { result, count in
                fill(result, items, votes)
                count = items.count * k
            }
        }
        return blocks.count == 1 ? blocks[0] : Array(blocks.joined())
    }

    private func fill(_ result: UnsafeMutableBufferPointer<Double>, _ items: Range<Int>, _ votes: RuleVotes) {
        let k = classCount
        votes.starts.withUnsafeBufferPointer { starts in
            votes.columns.withUnsafeBufferPointer { columns in
                logarithms.withUnsafeBufferPointer { logarithms in
                    for item in items {
                        let own = UnsafeMutableBufferPointer(rebasing: result[(item - items.lowerBound) * k..<(item - items.lowerBound + 1) * k])
                        for label in 0..<k { own[label] = logBalance[label] }
                        for place in starts[item]..<starts[item + 1] {
                            let first = Int(columns[place]) * k
                            for label in 0..<k { own[label] += logarithms[first + label] }
                        }
                        Softmax.apply(own)
                    }
                }
            }
        }
    }
}
