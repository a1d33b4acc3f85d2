/// Disagreement seen and expected over pairable items, and alpha's linearised standard error from them.
struct AlphaSums {
    /// Per item.
    private var parts: [Double] = []
    let seen: Double
    let expected: Double
    /// N, ratings that have a partner.
    let ratings: Double

    var value: Double? { expected > 0 ? 1 - seen / expected : nil }

    /// - Parameter totals: n_c, ratings of each class.
    init(seen: Double, _ totals: [Double], _ distances: AlphaDistances) {
        self.seen = seen
        ratings = totals.reduce(0, +)
        expected = ratings > 1 ? distances.expected(totals, ratings) / (ratings - 1) : 0
    }

    init(_ panel: RatingPanel, _ items: [Int32], _ distances: AlphaDistances, _ totals: [Double]) {
        let parts = panel.disagreements(items, distances)
        self.init(seen: parts.reduce(0, +), totals, distances)
        self.parts = parts
    }

    /// Gwet's variance, distances turned into weights 1 - d / largest d. Taken without alpha's small-sample term, as irrCAC
    /// does: it moves the value and not its spread.
    func standardError(_ panel: RatingPanel, _ items: [Int32], _ distances: AlphaDistances, _ totals: [Double]) -> Double? {
        let n = Double(items.count)
        guard n > 1 else { return nil }
        let mean = ratings / n
        let shares = totals.map { $0 / ratings }
        let closeness = distances.reach(shares).map { 1 - $0 / distances.largest }
        let chance = zip(shares, closeness).reduce(0) { $0 + $1.0 * $1.1 }
        let free = 1 - chance
        let observed = 1 - seen / distances.largest / mean / n
        let value = (observed - chance) / free
        var squares = 0.0
        for (place, item) in items.enumerated() {
            let ratings = panel.ratings[Int(item)]
            let excess = (ratings - mean) / mean
            let agreement = (ratings - parts[place] / distances.largest) / mean - observed * excess
            let moved = panel.sum(of: item, closeness) / mean - chance * excess
            let deviation = (agreement - chance) / free - 2 * (1 - value) * (moved - chance) / free - value
            squares += deviation * deviation
        }
        return (squares / (n * (n - 1))).squareRoot()
    }
}
