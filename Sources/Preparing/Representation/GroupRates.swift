import Kernels

/// How often something is true of the rows of each group: labels, gaps, copies, compared between groups.
///
/// Gaps between groups are the demographic parity of the data: largest less smallest rate, and smallest over largest, which
/// the rule of four fifths wants at 0.8 or more (Uniform Guidelines on Employee Selection Procedures, 1978, 29 CFR 1607.4 D).
/// A gap is called one only where equal rates are improbable: chi-square, adjusted for how many rates are looked at.
/// Cost: O(rows) a rate. Groups below `leastShown` rows neither show nor count for a gap.
public struct GroupRates: Sendable {
    public let leastShown: Int
    public let significance: Double
    /// Difference of missing or duplicate rates that is called a gap.
    public let largestDifference: Double

    public init(leastShown: Int = 10, significance: Double = 0.05, largestDifference: Double = 0.1) {
        (self.leastShown, self.significance, self.largestDifference) = (leastShown, significance, largestDifference)
    }

    /// - Throws: flags that are not as long as the table.
    public func report(_ groups: CrossedGroups, _ flags: [RowFlags], threads: Int = 1) throws(TableError) -> GroupRatesReport {
        for flag in flags where flag.values.count != groups.codes.count {
            throw .columnLength(flag.name, flag.values.count, expected: groups.codes.count)
        }
        let hidden = SmallGroups(groups.counts, least: leastShown)
        var rates = Pieces(flags.count, size: 1).map(threads: threads) { range in range.map { rate(groups, flags[$0], hidden) } }.flatMap { $0 }
        let adjusted = FalseDiscoveries.adjusted(rates.map { $0.probability ?? 1 })
        for place in rates.indices where rates[place].probability != nil {
            rates[place].probability = adjusted[place]
            rates[place].isGap = adjusted[place] < significance && isLarge(rates[place])
        }
        return GroupRatesReport(columns: groups.columns, rows: groups.codes.count - groups.missing, missing: groups.missing, hidden: hidden, rates: rates)
    }

    private func isLarge(_ rate: GroupRatesReport.Rate) -> Bool {
        rate.kind == .label ? (rate.ratio ?? 1) < 0.8 : (rate.difference ?? 0) >= largestDifference
    }

    private func rate(_ groups: CrossedGroups, _ flags: RowFlags, _ hidden: SmallGroups) -> GroupRatesReport.Rate {
        var counts = [Int](repeating: 0, count: groups.values.count * 2)
        groups.codes.withUnsafeBufferPointer { codes in
            flags.values.withUnsafeBufferPointer { values in
                for row in codes.indices where codes[row] >= 0 && values[row] >= 0 { counts[Int(codes[row]) * 2 + Int(values[row])] += 1 }
            }
        }
        let wilson = WilsonInterval()
        let shown = groups.values.indices.filter { !hidden.isHidden[$0] }.compactMap { place -> GroupRatesReport.Group? in
            let hits = counts[place * 2 + 1], known = counts[place * 2] + hits
            guard known > 0, let interval = wilson.of(hits, among: known) else { return nil }
            return GroupRatesReport.Group(values: groups.values[place], count: known, hits: hits, rate: Double(hits) / Double(known), interval: interval)
        }
        let all = shown.map(\.rate)
        var rate = GroupRatesReport.Rate(name: flags.name, kind: flags.kind, overall: nil, groups: shown, difference: nil, ratio: nil, probability: nil, isGap: false)
        let total = shown.reduce(0) { $0 + $1.count }
        if total > 0 { rate.overall = Double(shown.reduce(0) { $0 + $1.hits }) / Double(total) }
        if let least = all.min(), let most = all.max(), all.count > 1 {
            (rate.difference, rate.ratio) = (most - least, most > 0 ? least / most : nil)
            let table = ContingencyTable(counts: shown.flatMap { [$0.hits, $0.count - $0.hits] }, rowCount: shown.count, columnCount: 2)
            let (statistic, freedom) = table.chiSquare
            rate.probability = freedom > 0 ? ChiSquare(freedom: Double(freedom)).upper(statistic) : 1
        }
        return rate
    }
}
