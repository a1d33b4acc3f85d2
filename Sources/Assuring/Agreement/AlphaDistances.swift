/// How far each two classes are apart on a scale: what alpha sums up. The nominal scale needs no table.
struct AlphaDistances: Sendable {
    let classCount: Int
    /// K x K, row-major; nil when any two classes are 1 apart.
    let table: [Double]?
    let largest: Double

    private init(_ classCount: Int, _ table: [Double]?) {
        self.classCount = classCount
        self.table = table
        largest = table?.max() ?? 1
    }

    init(_ scheme: AgreementWeights.Scheme, _ panel: RatingPanel) throws(AgreementUndefined) {
        switch scheme {
        case .identity: self.init(panel.classCount, nil)
        case .quadratic, .ratio:
            guard panel.classCount <= AgreementWeights.largestTable else { throw .tooManyClasses }
            guard let x = panel.votes.classValues else { throw .classesAreNotNumbers }
            let distance = scheme == .ratio ? ClassDistances.ratio : ClassDistances.interval
            self.init(panel.classCount, ClassDistances.table(panel.classCount) { distance(x[$0], x[$1]) })
        default:
            let weights = try panel.weights(scheme)
            self.init(panel.classCount, weights.matrix.map { 1 - $0 })
        }
    }

    /// (sum of the pairable ratings from one class to the other, the two ends counting half)^2.
    static func ordinal(_ totals: [Double]) throws(AgreementUndefined) -> AlphaDistances {
        guard totals.count <= AgreementWeights.largestTable else { throw .tooManyClasses }
        var below = [0.0]
        for total in totals { below.append(below[below.count - 1] + total) }
        let table = ClassDistances.table(totals.count) { row, column in
            let (low, high) = (min(row, column), max(row, column))
            let steps = below[high + 1] - below[low] - (totals[low] + totals[high]) / 2
            return steps * steps
        }
        return AlphaDistances(totals.count, table)
    }

    /// sum over c, k of totals_c totals_k d_ck.
    func expected(_ totals: [Double], _ all: Double) -> Double {
        guard let table else { return totals.reduce(0) { $0 + $1 * (all - $1) } }
        var sum = 0.0
        table.withUnsafeBufferPointer { table in
            for row in totals.indices where totals[row] > 0 {
                var reach = 0.0
                for column in totals.indices { reach += totals[column] * table[row * classCount + column] }
                sum += totals[row] * reach
            }
        }
        return sum
    }

    /// sum_k d_ck p_k for each c.
    func reach(_ shares: [Double]) -> [Double] {
        let all = shares.reduce(0, +)
        guard let table else { return shares.map { all - $0 } }
        return shares.indices.map { row in
            var reach = 0.0
            for column in shares.indices { reach += shares[column] * table[row * classCount + column] }
            return reach
        }
    }
}

extension RatingPanel {
    /// Per listed item sum_ck r_c r_k d_ck / (r - 1), its part of the disagreement seen; 0 for items rated less than twice.
    func disagreements(_ items: [Int32], _ distances: AlphaDistances) -> [Double] {
        var sums = crossed(items, distances.table)
        for place in sums.indices {
            let ratings = ratings[Int(items[place])]
            let apart = distances.table == nil ? ratings * ratings - sums[place] : sums[place]
            sums[place] = ratings > 1 ? apart / (ratings - 1) : 0
        }
        return sums
    }
}
