import Kernels

extension AgreementMeasure {
    /// The value with an interval from resampled items, all ratings of an item staying together.
    ///
    /// Needs no formula for the variance and no assumption about it; costs `bootstrap.rounds` evaluations. Rounds without
    /// variation have no value: they are skipped and counted in `skipped`.
    public func bootstrapped(of votes: VoteTable, _ bootstrap: Bootstrap) -> (agreement: Agreement, bootstrap: Bootstrap.Interval?) {
        let panel = RatingPanel(votes)
        let rated = votes.allItems.filter { !votes.votes(ofItem: $0).isEmpty }
        var result = agreement(of: panel, items: rated)
        guard result.value != nil else { return (result, nil) }
        var items = rated
        let interval = bootstrap.interval(units: rated.count) { drawn in
            for place in drawn.indices { items[place] = rated[Int(drawn[place])] }
            return self.agreement(of: panel, items: items).value
        }
        if let interval {
            result.interval = Agreement.Interval(low: interval.low, high: interval.high)
            result.standardError = interval.standardError
        }
        return (result, interval)
    }
}
