/// The bias-corrected and accelerated interval (BCa): percentiles moved by how lopsided the statistic is.
///
/// Paper: Efron (1987), doi 10.1080/01621459.1987.10478410. Second-order correct where the percentile interval is first-order;
/// worth its price for few units, or values near the end of their range. Acceleration from a jackknife: each unit left out,
/// or each of at most `jackknifeGroups` equal groups of units, whose acceleration is the same in expectation.
extension Bootstrap {
    static let jackknifeGroups = 500

    /// - Returns: nil when fewer than two rounds have a value, or no interval can be corrected: all rounds on one side of
    ///   the value, or leaving units out leaves it undefined.
    public func biasCorrected(units: Int, threads: Int, of statistic: @Sendable ([Int32]) -> Double?) -> Interval? {
        guard units > 1, rounds > 1, let value = statistic(Array(0..<Int32(units))) else { return nil }
        let sorted = values(units: units, threads: threads, of: statistic).sorted()
        guard let spread = Moments.standardDeviation(sorted), let acceleration = Self.acceleration(units: units, threads: threads, of: statistic)
        else { return nil }
        let below = Double(sorted.count { $0 < value }) + Double(sorted.count { $0 == value }) / 2
        let bias = Normal.quantile(below / Double(sorted.count))
        guard bias.isFinite else { return nil }
        func end(_ share: Double) -> Double? {
            let moved = bias + Normal.quantile(share)
            let slack = 1 - acceleration * moved
            return slack > 0 ? Percentile.at(Normal.cumulative(bias + moved / slack), ofSorted: sorted) : nil
        }
        guard let low = end((1 - coverage) / 2), let high = end((1 + coverage) / 2) else { return nil }
        return Interval(low: low, high: high, standardError: spread, rounds: rounds, skipped: rounds - sorted.count)
    }

    /// A sixth of the skewness of the jackknife's values.
    private static func acceleration(units: Int, threads: Int, of statistic: @Sendable ([Int32]) -> Double?) -> Double? {
        let groups = min(units, jackknifeGroups)
        let values = Pieces(groups, size: 4).map(threads: threads) { groupRange in
            groupRange.map { group in statistic((0..<Int32(units)).filter { Int($0) % groups != group }) }
        }.flatMap(\.self)
        let defined = values.compactMap(\.self)
        guard defined.count == groups, let mean = Moments.mean(defined) else { return nil }
        var (squares, cubes) = (0.0, 0.0)
        for value in defined {
            let deviation = mean - value
            squares += deviation * deviation
            cubes += deviation * deviation * deviation
        }
        return squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
    }
}
