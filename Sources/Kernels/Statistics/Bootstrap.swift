/// Percentile bootstrap: how far a statistic would move had other items been drawn.
///
/// Draws n of n units with replacement, `rounds` times. Round r has a stream of its own derived from the seed, so the
/// interval is the same whatever computes the rounds. A round on which the statistic is undefined is skipped and counted.
/// Type 7 percentiles. Paper: Efron (1979), doi 10.1214/aos/1176344552. `Bootstrap+BiasCorrected.swift` has the interval
/// that follows a lopsided statistic.
public struct Bootstrap: Sendable {
    public var rounds: Int
    /// Share of the rounds inside the interval.
    public var coverage: Double
    public var seed: UInt64

    public init(rounds: Int = 1000, coverage: Double = 0.95, seed: UInt64) {
        self.rounds = rounds
        self.coverage = coverage
        self.seed = seed
    }

    public struct Interval: Sendable, Hashable {
        public var low: Double
        public var high: Double
        /// Spread of the rounds' values (n - 1 in the divisor).
        public var standardError: Double
        public var rounds: Int
        /// Rounds that had no value.
        public var skipped: Int
    }

    /// - Parameter statistic: gets the drawn units (indices may repeat); the array is reused between rounds.
    /// - Returns: nil when fewer than two rounds have a value.
    public func interval(units: Int, of statistic: ([Int32]) -> Double?) -> Interval? {
        guard units > 0, rounds > 1 else { return nil }
        var drawn = [Int32](repeating: 0, count: units)
        var values: [Double] = []
        values.reserveCapacity(rounds)
        for round in 0..<rounds {
            var random = SeededRandom.derive(seed, round)
            for place in 0..<units { drawn[place] = Int32(random.below(units)) }
            if let value = statistic(drawn) { values.append(value) }
        }
        return Self.interval(ofValues: values, coverage: coverage, rounds: rounds)
    }

    /// The same interval, rounds shared among threads: equal bits whatever their number.
    ///
    /// - Parameter statistic: gets the drawn units (indices may repeat), from several threads at once.
    public func interval(units: Int, threads: Int, of statistic: @Sendable ([Int32]) -> Double?) -> Interval? {
        guard units > 0, rounds > 1 else { return nil }
        return Self.interval(ofValues: values(units: units, threads: threads, of: statistic), coverage: coverage, rounds: rounds)
    }

    /// The statistic of each round that has one, in order of the rounds.
    func values(units: Int, threads: Int, of statistic: @Sendable ([Int32]) -> Double?) -> [Double] {
        Pieces(rounds, size: 4).map(threads: threads) { rounds in
            var drawn = [Int32](repeating: 0, count: units)
            return rounds.compactMap { round in
                var random = SeededRandom.derive(seed, round)
                for place in 0..<units { drawn[place] = Int32(random.below(units)) }
                return statistic(drawn)
            }
        }.flatMap(\.self)
    }

    /// The interval of values somebody else drew. `rounds` counts the undefined ones too.
    public static func interval(ofValues values: [Double], coverage: Double = 0.95, rounds: Int? = nil) -> Interval? {
        let sorted = values.sorted()
        let tail = (1 - coverage) / 2
        guard let low = Percentile.at(tail, ofSorted: sorted), let high = Percentile.at(1 - tail, ofSorted: sorted),
            let spread = Moments.standardDeviation(values)
        else { return nil }
        let rounds = rounds ?? values.count
        return Interval(low: low, high: high, standardError: spread, rounds: rounds, skipped: rounds - values.count)
    }
}
