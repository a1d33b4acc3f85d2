import Kernels

extension AgreementMeasure {
    /// The value with an interval from resampled items, all ratings of an item staying together.
    ///
    /// Needs no formula for the variance and no assumption about it; costs `bootstrap.rounds` evaluations. Rounds without
    /// variation have no value: they are skipped and counted in `skipped`. Equal bits whatever the number of threads.
    ///
    /// - Parameter corrected: the bias-corrected interval instead of plain percentiles; the jackknife costs up to 500
    ///   evaluations more. Falls back to percentiles where it does not exist.
    public func bootstrapped(
        of votes: VoteTable, _ bootstrap: Bootstrap, threads: Int = 1, corrected: Bool = false
    ) -> (agreement: Agreement, bootstrap: Bootstrap.Interval?) {
        let panel = RatingPanel(votes)
        let rated = votes.allItems.filter { !votes.votes(ofItem: $0).isEmpty }
        var result = agreement(of: panel, items: rated)
        guard result.value != nil else { return (result, nil) }
        let value = resampling(panel)
        let statistic: @Sendable ([Int32]) -> Double? = { drawn in value(drawn.map { rated[Int($0)] }) }
        let interval = (corrected ? bootstrap.biasCorrected(units: rated.count, threads: threads, of: statistic) : nil)
            ?? bootstrap.interval(units: rated.count, threads: threads, of: statistic)
        if let interval {
            result.interval = Agreement.Interval(low: interval.low, high: interval.high)
            result.standardError = interval.standardError
            result.pValue = nil
        }
        return (result, interval)
    }
}
