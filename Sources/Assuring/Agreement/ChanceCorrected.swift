import Kernels

/// What chance alone would give, from the shares of the classes.
///
/// `expected` is pe; `sensitivity` holds c with pe_i = sum_k (r_ik / r_i) c_k, the part of pe that item i moves.
struct ChanceAgreement {
    var expected: Double
    var sensitivity: [Double]
}

/// (pa - pe) / (1 - pe) over panels of any size with ratings missing anywhere, with a linearised standard error.
///
/// pa averages over items with two ratings or more; shares of classes over all rated items, each item counting the same.
/// Variance: Gwet (2008), doi 10.1348/000711006X126600: coefficient per item minus what the item moves in pe.
/// Cost: O(votes x classes per item). Items nobody rated do not count.
struct ChanceCorrected {
    let measure: String
    let panel: RatingPanel
    let items: [Int32]
    let weights: AgreementWeights

    func agreement(chance: (_ shares: [Double]) -> ChanceAgreement) -> Agreement {
        let sums = sums()
        guard sums.pairable > 0 else { return .undefined(measure, .nothingRatedTwice) }
        let observed = sums.agreement / sums.pairable
        let chance = chance(sums.shares.map { $0 / sums.rated })
        let free = 1 - chance.expected
        guard free > 1e-12 else { return .undefined(measure, .noVariation, items: Int(sums.pairable), observed: observed) }
        let value = (observed - chance.expected) / free
        let error = standardError(value: value, chance: chance, rated: sums.rated, pairable: sums.pairable)
        return Agreement(
            measure: measure, value: value, observed: observed, expected: chance.expected, standardError: error,
            interval: Agreement.Interval(value, error: error, items: Int(sums.rated)), items: Int(sums.pairable))
    }

    private struct Sums {
        var rated = 0.0
        var pairable = 0.0
        var agreement = 0.0
        var shares: [Double]
    }

    private func sums() -> Sums {
        var sums = Sums(shares: Array(repeating: 0, count: panel.classCount))
        for item in items {
            let ratings = panel.ratings[Int(item)]
            guard ratings > 0 else { continue }
            sums.rated += 1
            for cell in panel.cells(of: item) {
                sums.shares[Int(panel.cellClass[cell])] += panel.cellCount[cell] / ratings
            }
            guard ratings > 1 else { continue }
            sums.pairable += 1
            sums.agreement += panel.agreeingPairs(of: item, weights) / (ratings * (ratings - 1))
        }
        return sums
    }

    private func standardError(value: Double, chance: ChanceAgreement, rated: Double, pairable: Double) -> Double? {
        guard rated > 1 else { return nil }
        let free = 1 - chance.expected
        var squares = 0.0
        for item in items {
            let ratings = panel.ratings[Int(item)]
            guard ratings > 0 else { continue }
            var own = 0.0
            if ratings > 1 {
                let agreement = panel.agreeingPairs(of: item, weights) / (ratings * (ratings - 1))
                own = rated / pairable * (agreement - chance.expected) / free
            }
            let moved = panel.sum(of: item, chance.sensitivity) / ratings - chance.expected
            let deviation = own - 2 * (1 - value) * moved / free - value
            squares += deviation * deviation
        }
        return (squares / (rated * (rated - 1))).squareRoot()
    }
}

extension Agreement.Interval {
    /// 95 % by Student's t with n - 1 degrees of freedom; the upper end does not pass 1.
    init?(_ value: Double, error: Double?, items: Int) {
        guard let error, items > 1 else { return nil }
        let reach = StudentT(freedom: Double(items - 1)).quantile(0.975) * error
        self.init(low: value - reach, high: min(1, value + reach))
    }
}
