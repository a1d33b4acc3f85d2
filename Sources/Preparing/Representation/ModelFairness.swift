import Kernels

/// How a model's answers treat groups: who is chosen, who is chosen rightly, who wrongly.
///
/// Definitions as fairlearn's `MetricFrame` with differences and ratios between groups; equalised odds and equal opportunity
/// as Hardt, Price and Srebro (2016), arXiv:1610.02413. Intervals: percentile bootstrap of the rows (`RandomCounts`), the same from
/// the same seed. A rate nobody can have, such as the true positives of a group without positives, is nil and not 0.
/// Cost: O(rows + rounds * groups).
public struct ModelFairness: Sendable {
    public let leastShown: Int
    /// 0 draws no intervals.
    public let rounds: Int
    public let seed: UInt64

    public init(leastShown: Int = 10, rounds: Int = 1000, seed: UInt64 = 0) { (self.leastShown, self.rounds, self.seed) = (leastShown, rounds, seed) }

    /// - Parameters: flags of the truth and of the answer being the wanted value, such as `RowFlags.isValue("yes", ...)`.
    public func report(_ groups: CrossedGroups, truth: RowFlags, answer: RowFlags) throws(TableError) -> FairnessReport {
        for flag in [truth, answer] where flag.values.count != groups.codes.count {
            throw .columnLength(flag.name, flag.values.count, expected: groups.codes.count)
        }
        var cells = [Int](repeating: 0, count: groups.values.count * 4), unknown = 0
        for row in groups.codes.indices where groups.codes[row] >= 0 {
            guard truth.values[row] >= 0, answer.values[row] >= 0 else { unknown += 1; continue }
            cells[Int(groups.codes[row]) * 4 + Int(truth.values[row]) * 2 + Int(answer.values[row])] += 1
        }
        let sizes = groups.values.indices.map { cells[$0 * 4..<$0 * 4 + 4].reduce(0, +) }
        let hidden = SmallGroups(sizes, least: leastShown)
        let shown = groups.values.indices.filter { sizes[$0] > 0 && !hidden.isHidden[$0] }
        let counts = shown.flatMap { cells[$0 * 4..<$0 * 4 + 4] }
        let drawn = draws(counts)
        return FairnessReport(
            columns: groups.columns, value: truth.name, rows: sizes.reduce(0, +), missing: groups.missing, unknown: unknown, hidden: hidden,
            overall: FairnessRates(ConfusionCounts(sum: counts), drawn.map { ConfusionCounts(sum: $0) }),
            groups: shown.enumerated().map { place, group in
                FairnessReport.Group(
                    values: groups.values[group], count: sizes[group],
                    rates: FairnessRates(ConfusionCounts(counts, place), drawn.map { ConfusionCounts($0, place) }))
            },
            gaps: FairnessGaps(counts, drawn))
    }

    private func draws(_ counts: [Int]) -> [[Int]] {
        guard rounds > 1, counts.contains(where: { $0 > 0 }) else { return [] }
        let random = RandomCounts(counts)
        return (0..<rounds).map { round in
            var stream = SeededRandom.derive(seed, round)
            return random.draw(&stream)
        }
    }
}

/// Answers against truth, counted.
struct ConfusionCounts {
    var trueNegatives: Int
    var falsePositives: Int
    var falseNegatives: Int
    var truePositives: Int

    /// Of group `place` in cells of four: truth no, answer no; no, yes; yes, no; yes, yes.
    init(_ cells: [Int], _ place: Int) {
        (trueNegatives, falsePositives) = (cells[place * 4], cells[place * 4 + 1])
        (falseNegatives, truePositives) = (cells[place * 4 + 2], cells[place * 4 + 3])
    }

    init(sum cells: [Int]) {
        var sums = [0, 0, 0, 0]
        for place in cells.indices { sums[place % 4] += cells[place] }
        self.init(sums, 0)
    }

    var total: Int { trueNegatives + falsePositives + falseNegatives + truePositives }
    var selection: Double? { Self.share(truePositives + falsePositives, total) }
    var truePositiveRate: Double? { Self.share(truePositives, truePositives + falseNegatives) }
    var falsePositiveRate: Double? { Self.share(falsePositives, falsePositives + trueNegatives) }
    var accuracy: Double? { Self.share(truePositives + trueNegatives, total) }

    private static func share(_ part: Int, _ all: Int) -> Double? { all > 0 ? Double(part) / Double(all) : nil }
}
