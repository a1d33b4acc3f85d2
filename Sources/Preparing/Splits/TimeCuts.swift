import Records

/// Cuts items at given times: a side begins at its time and ends where the next begins.
///
/// As `TimeSplit`, with sides as large as what happened in their time instead of shares: the way to hold a split still while
/// newer items come in, since none of them moves an older one. The gap is measured from the cut itself.
/// Cost: O(n log n).
public struct TimeCuts: Sendable, Hashable {
    public struct Cut: Sendable, Hashable {
        public var name: String
        /// When the side begins, in the unit of the items' times.
        public var time: Double
        public init(name: String, time: Double) { (self.name, self.time) = (name, time) }
    }

    /// The side of all that comes before the first cut.
    public let first: String
    public let cuts: [Cut]
    public let gap: Double

    /// Refuses cuts that do not ascend, sides of one name, and a gap that is no length of time.
    public init(first: String, cuts: [Cut], gap: Double = 0) throws(Finding) {
        guard !cuts.isEmpty else { throw Finding(.error, "split.no-shares", "no time to cut at") }
        guard gap >= 0, gap.isFinite else { throw Finding(.error, "split.gap", "the gap is \(gap), not a length of time") }
        for (cut, next) in zip(cuts, cuts.dropFirst()) where !(cut.time < next.time) {
            throw Finding(.error, "split.cuts", "`\(next.name)` does not begin later than `\(cut.name)`", hint: "name the sides in the order of their times")
        }
        guard Set([first] + cuts.map(\.name)).count == cuts.count + 1 else {
            throw Finding(.error, "split.name-twice", "two sides have one name: \(([first] + cuts.map(\.name)).joined(separator: ", "))")
        }
        (self.first, self.cuts, self.gap) = (first, cuts, gap)
    }

    public func assign(_ items: [TimedItem]) throws(Finding) -> TimeSplitResult {
        try Split.checkKeys(items.map(\.key))
        let runs = TimeRuns(items.map(\.time))
        let ends = cuts.map { cut in runs.firstPlace(from: cut.time) } + [runs.order.count]
        let all = Double(max(1, runs.order.count))
        let sizes = ends.indices.map { ends[$0] - ($0 == 0 ? 0 : ends[$0 - 1]) }
        let shares = zip([first] + cuts.map(\.name), sizes).map { SplitShare(name: $0, share: Double($1) / all) }
        return TimeSplitResult(shares: shares, gap: gap, runs: runs, ends: ends, begins: cuts.map(\.time), itemCount: items.count)
    }
}

extension TimeRuns {
    /// Of the first item at `time` or later.
    func firstPlace(from time: Double) -> Int {
        var (low, high) = (0, times.count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
