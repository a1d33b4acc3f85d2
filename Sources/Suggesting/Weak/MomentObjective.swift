/// The gradient of a label model's misfit to the moments: see `LabelModel`.
///
/// Shapes: mu is d x K, row-major. Sums in index order. Cost: O(d^2 K) a gradient.
struct MomentObjective {
    private let columns: Int
    private let classes: Int
    private let shares: [Double]
    private let balance: [Double]
    private let start: [Double]
    private let l2: Double
    /// Pairs of rules whose moments say nothing of mu: a rule with itself, and those that depend on each other; M x M flags.
    private let isSkipped: [Bool]

    init(_ moments: RuleMoments, balance: [Double], start: [Double], l2: Double, apart pairs: [RulePair] = []) {
        columns = moments.columnCount
        classes = moments.classCount
        shares = moments.shares
        self.balance = balance
        self.start = start
        self.l2 = l2
        var isSkipped = [Bool](repeating: false, count: moments.ruleCount * moments.ruleCount)
        for rule in 0..<moments.ruleCount { isSkipped[rule * moments.ruleCount + rule] = true }
        for pair in pairs {
            isSkipped[pair.first * moments.ruleCount + pair.second] = true
            isSkipped[pair.second * moments.ruleCount + pair.first] = true
        }
        self.isSkipped = isSkipped
    }

    /// -4 (O - mu P mu')off-block mu P + 2 (mu p - diag O) p' + 2 l2^2 (mu - mu0) + l2 mu.
    func gradient(_ mu: [Double]) -> [Double] {
        let (d, k) = (columns, classes)
        var weighted = mu
        for place in weighted.indices { weighted[place] *= balance[place % k] }
        var result = [Double](repeating: 0, count: d * k)
        result.withUnsafeMutableBufferPointer { result in
            mu.withUnsafeBufferPointer { mu in
                weighted.withUnsafeBufferPointer { weighted in
                    shares.withUnsafeBufferPointer { shares in
                        for a in 0..<d { offBlock(a, mu, weighted, shares, result) }
                    }
                }
            }
        }
        for a in 0..<d {
            var sum = 0.0
            for label in 0..<k { sum += weighted[a * k + label] }
            let miss = 2 * (sum - shares[a * d + a])
            for label in 0..<k {
                let place = a * k + label
                result[place] += miss * balance[label] + 2 * l2 * l2 * (mu[place] - start[place]) + l2 * mu[place]
            }
        }
        return result
    }

    private func offBlock(
        _ a: Int, _ mu: UnsafeBufferPointer<Double>, _ weighted: UnsafeBufferPointer<Double>, _ shares: UnsafeBufferPointer<Double>,
        _ result: UnsafeMutableBufferPointer<Double>
    ) {
        let (d, k) = (columns, classes)
        let row = a / k * (d / k)
        for rule in 0..<d / k where !isSkipped[row + rule] {
            for b in rule * k..<(rule + 1) * k {
                var product = 0.0
                for label in 0..<k { product += mu[a * k + label] * weighted[b * k + label] }
                let miss = -4 * (shares[a * d + b] - product)
                for label in 0..<k { result[a * k + label] += miss * weighted[b * k + label] }
            }
        }
    }
}
