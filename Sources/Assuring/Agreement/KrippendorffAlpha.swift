/// One minus disagreement seen over disagreement expected, for any number of annotators, missing ratings and scales.
///
/// Paper: Krippendorff, Content Analysis (4th edition, 2018), chapter 12. Built from coincidences
/// o_ck = sum over items of r_ic (r_ik - [c = k]) / (r_i - 1), so ratings of items rated once do not count.
/// The ordinal scale is the order of the declared classes; interval and ratio need classes that are numbers.
///
/// Cost: O(cells x classes per item + K^2); no items-by-annotators matrix. The standard error is Gwet's linearisation;
/// the ordinal distance depends on the data itself and has none: use `bootstrapped`.
public struct KrippendorffAlpha: AgreementMeasure {
    public enum Level: String, Sendable, CaseIterable { case nominal, ordinal, interval, ratio }

    public static let name = "krippendorff-alpha"
    public static let summary = "Agreement of any number of annotators with ratings missing; nominal to ratio scales"
    public static let variants = Level.allCases.map(\.rawValue)
    public var level: Level

    public init(level: Level = .nominal) { self.level = level }

    public init?(variant: String?) {
        guard let level = variant.map({ Level(rawValue: $0) }) ?? .nominal else { return nil }
        self.level = level
    }

    public var variant: String? { level == .nominal ? nil : level.rawValue }

    public func agreement(of panel: RatingPanel, items: [Int32]) -> Agreement {
        let coincidences = Coincidences(panel, items: items)
        guard coincidences.items > 0 else { return .undefined(fullName, .nothingRatedTwice) }
        guard let distance = Self.distance(level, coincidences, values: panel.votes.classValues) else {
            return .undefined(fullName, .classesAreNotNumbers)
        }
        let (seen, expected) = coincidences.disagreement(distance)
        guard expected > 0 else { return .undefined(fullName, .noVariation, items: coincidences.items) }
        let value = 1 - seen / expected
        let error = level == .ordinal ? nil : AlphaError(panel: panel, items: items, distance: distance).standardError
        // The same value as a chance-corrected share, distances over the largest: what alpha's error is made of too.
        let chance = 1 - expected * (coincidences.total - 1) / (coincidences.total * coincidences.total) / (distance.matrix.max() ?? 1)
        return Agreement(
            measure: fullName, value: value, observed: chance + value * (1 - chance), expected: chance, standardError: error,
            interval: Agreement.Interval(value, error: error, items: coincidences.items), items: coincidences.items)
    }

    /// K x K squared distances; nil when the level needs numbers and there are none.
    private static func distance(_ level: Level, _ coincidences: Coincidences, values: [Double]?) -> AgreementWeights? {
        let classCount = coincidences.classCount
        switch level {
        case .nominal: return AgreementWeights(classCount) { $0 == $1 ? 0 : 1 }
        case .ordinal: return ordinalDistance(coincidences.totals)
        case .interval:
            return values.map { x in AgreementWeights(classCount) { (x[$0] - x[$1]) * (x[$0] - x[$1]) } }
        case .ratio:
            return values.map { x in
                AgreementWeights(classCount) { row, column in
                    let sum = x[row] + x[column]
                    let share = sum == 0 ? 0 : (x[row] - x[column]) / sum
                    return share * share
                }
            }
        }
    }

    /// (sum of the pairable ratings from one class to the other, the two ends counting half)^2.
    private static func ordinalDistance(_ totals: [Double]) -> AgreementWeights {
        var below = [0.0]
        for total in totals { below.append(below[below.count - 1] + total) }
        return AgreementWeights(totals.count) { row, column in
            let low = min(row, column)
            let high = max(row, column)
            let steps = below[high + 1] - below[low] - (totals[low] + totals[high]) / 2
            return steps * steps
        }
    }
}

/// Pairs of ratings within items: K x K, each item's pairs weighing as many as its ratings.
struct Coincidences {
    let classCount: Int
    private(set) var pairs: [Double]
    /// n_c, the ratings of class c that have a partner.
    private(set) var totals: [Double]
    private(set) var items = 0
    var total: Double { totals.reduce(0, +) }

    init(_ panel: RatingPanel, items: [Int32]) {
        classCount = panel.classCount
        pairs = Array(repeating: 0, count: classCount * classCount)
        totals = Array(repeating: 0, count: classCount)
        for item in items where panel.ratings[Int(item)] > 1 {
            add(panel, item)
            self.items += 1
        }
    }

    private mutating func add(_ panel: RatingPanel, _ item: Int32) {
        let share = 1 / (panel.ratings[Int(item)] - 1)
        let cells = panel.cells(of: item)
        for cell in cells {
            let row = Int(panel.cellClass[cell])
            let count = panel.cellCount[cell]
            totals[row] += count
            for other in cells {
                let partners = panel.cellCount[other] - (cell == other ? 1 : 0)
                pairs[row * classCount + Int(panel.cellClass[other])] += count * partners * share
            }
        }
    }

    func disagreement(_ distance: AgreementWeights) -> (seen: Double, expected: Double) {
        let all = total
        var seen = 0.0
        var expected = 0.0
        for row in 0..<classCount {
            for column in 0..<classCount where column != row {
                seen += pairs[row * classCount + column] * distance[row, column]
                expected += totals[row] * totals[column] / (all - 1) * distance[row, column]
            }
        }
        return (seen, expected)
    }
}

/// Gwet's linearised standard error of alpha, its distances turned into weights 1 - d / largest d.
private struct AlphaError {
    let panel: RatingPanel
    let items: [Int32]
    let weights: AgreementWeights

    init(panel: RatingPanel, items: [Int32], distance: AgreementWeights) {
        self.panel = panel
        self.items = items.filter { panel.ratings[Int($0)] > 1 }
        weights = .closeness(distance.classCount) { distance[$0, $1] }
    }

    /// Taken without alpha's small-sample term, as irrCAC does: it moves the value and not its spread.
    var standardError: Double? {
        let n = Double(items.count)
        guard n > 1 else { return nil }
        let mean = items.reduce(0) { $0 + panel.ratings[Int($1)] } / n
        var shares = [Double](repeating: 0, count: panel.classCount)
        var observed = 0.0
        for item in items {
            for cell in panel.cells(of: item) { shares[Int(panel.cellClass[cell])] += panel.cellCount[cell] / mean / n }
            observed += own(item, mean) / n
        }
        let chance = FleissKappa.chance(shares: shares, weights)
        let free = 1 - chance.expected
        let value = (observed - chance.expected) / free
        var squares = 0.0
        for item in items {
            let excess = (panel.ratings[Int(item)] - mean) / mean
            let agreement = own(item, mean) - observed * excess
            let moved = panel.sum(of: item, chance.sensitivity) / mean - chance.expected * excess
            let deviation = (agreement - chance.expected) / free - 2 * (1 - value) * (moved - chance.expected) / free - value
            squares += deviation * deviation
        }
        return (squares / (n * (n - 1))).squareRoot()
    }

    private func own(_ item: Int32, _ mean: Double) -> Double {
        panel.agreeingPairs(of: item, weights) / (mean * (panel.ratings[Int(item)] - 1))
    }
}
