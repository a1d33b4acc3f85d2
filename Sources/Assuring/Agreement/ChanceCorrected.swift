import Kernels

/// What chance alone would give: pe, and the part of it that each item moves.
struct ChanceAgreement {
    var expected: Double
    var pull: Pull

    /// pe_i - pe of an item.
    enum Pull {
        /// sum_k (r_ik / r_i) c_k - pe for these c.
        case shares([Double])
        /// By the annotators who rated it.
        case annotators(AnnotatorShares)
        /// Chance does not look at the ratings.
        case none
    }
}

/// A coefficient that compares agreement seen with what the shares of the classes give: (pa - pe) / (1 - pe).
protocol ChanceCorrectedMeasure: AgreementMeasure {
    /// The parts for one table; throws why it has none.
    func corrected(_ panel: RatingPanel) throws(AgreementUndefined) -> ChanceCorrected
}

extension ChanceCorrectedMeasure {
    public func agreement(of panel: RatingPanel, items: [Int32]) -> Agreement {
        do { return try corrected(panel).agreement(items) } catch { return .undefined(fullName, error) }
    }

    public func resampling(_ panel: RatingPanel) -> @Sendable ([Int32]) -> Double? {
        guard let corrected = try? corrected(panel) else { return { _ in nil } }
        let shares = panel.agreeingShares(panel.votes.allItems, corrected.weights)
        return { corrected.value($0, shares) }
    }
}

/// (pa - pe) / (1 - pe) over panels of any size with ratings missing anywhere, with a linearised standard error.
///
/// pa averages over items with two ratings or more; shares of classes over all rated items, each item counting the same.
/// Variance: Gwet (2008), doi 10.1348/000711006X126600: coefficient per item minus twice what the item moves in pe; a t
/// interval and p value with n - 1 degrees of freedom, n the rated items, as irrCAC has them.
/// Cost: O(votes x classes per item). Items nobody rated do not count.
struct ChanceCorrected: Sendable {
    let measure: String
    let panel: RatingPanel
    let weights: AgreementWeights
    let chance: @Sendable (_ shares: [Double], _ items: [Int32]) -> ChanceAgreement

    func agreement(_ items: [Int32]) -> Agreement {
        let items = items.filter { panel.ratings[Int($0)] > 0 }
        let shares = panel.agreeingShares(items, weights)
        let pairable = pairable(items)
        guard pairable > 0 else { return .undefined(measure, .nothingRatedTwice) }
        let observed = shares.reduce(0, +) / pairable
        let chance = chance(classShares(items), items)
        let free = 1 - chance.expected
        guard free > 1e-12 else { return .undefined(measure, .noVariation, items: Int(pairable), observed: observed) }
        let value = (observed - chance.expected) / free
        var result = Agreement(measure: measure, value: value, observed: observed, expected: chance.expected, items: Int(pairable))
        result.judge(standardError(items, shares, value, chance, pairable), items: items.count)
        return result
    }

    /// The value alone, the agreeing share of every item of the table being known.
    func value(_ items: [Int32], _ shares: [Double]) -> Double? {
        let items = items.filter { panel.ratings[Int($0)] > 0 }
        let pairable = pairable(items)
        guard pairable > 0 else { return nil }
        let observed = items.reduce(0) { $0 + shares[Int($1)] } / pairable
        let expected = chance(classShares(items), items).expected
        return 1 - expected > 1e-12 ? (observed - expected) / (1 - expected) : nil
    }

    private func pairable(_ items: [Int32]) -> Double {
        items.reduce(0) { $0 + (panel.ratings[Int($1)] > 1 ? 1 : 0) }
    }

    private func classShares(_ items: [Int32]) -> [Double] {
        var sums = panel.classSums(items) { 1 / $0 }
        for place in sums.indices { sums[place] /= Double(items.count) }
        return sums
    }

    private func standardError(
        _ items: [Int32], _ shares: [Double], _ value: Double, _ chance: ChanceAgreement, _ pairable: Double
    ) -> Double? {
        let rated = Double(items.count)
        guard rated > 1 else { return nil }
        let free = 1 - chance.expected
        var squares = 0.0
        for (place, item) in items.enumerated() {
            let ratings = panel.ratings[Int(item)]
            let own = ratings > 1 ? rated / pairable * (shares[place] - chance.expected) / free : 0
            let deviation = own - 2 * (1 - value) * moved(item, ratings, chance) / free - value
            squares += deviation * deviation
        }
        return (squares / (rated * (rated - 1))).squareRoot()
    }

    private func moved(_ item: Int32, _ ratings: Double, _ chance: ChanceAgreement) -> Double {
        switch chance.pull {
        case .shares(let sensitivity): panel.sum(of: item, sensitivity) / ratings - chance.expected
        case .annotators(let shares): shares.moved(item)
        case .none: 0
        }
    }
}

extension Agreement {
    /// Standard error, 95 % interval and p value by Student's t with `items` - 1 degrees of freedom.
    mutating func judge(_ error: Double?, items: Int) {
        guard let value, let error, items > 1 else { return }
        let student = StudentT(freedom: Double(items - 1))
        let reach = student.quantile(0.975) * error
        standardError = error
        interval = Interval(low: value - reach, high: min(1, value + reach))
        pValue = error > 0 ? student.twoSided(value / error) : (value == 0 ? 1 : 0)
    }
}
