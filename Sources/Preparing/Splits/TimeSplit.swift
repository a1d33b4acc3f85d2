import Records

/// One thing that happened at a time.
public struct TimedItem: Sendable, Hashable {
    public var key: String
    /// In any unit that grows, such as seconds since 1970; nil is unknown.
    public var time: Double?

    public init(key: String, time: Double?) {
        self.key = key
        self.time = time
    }
}

/// Cuts items by time: the first share is the oldest, the last the newest, so that nothing is learnt from what came later.
///
/// Items of equal time are on one side, so a share is met up to the size of such a run. Where a `gap` is asked for, items
/// less than it before the next side begins are left out of theirs: what they tell, such as a mean over a week, may reach
/// beyond the cut. Items without a time are left out. Both are counted.
/// Cost: O(n log n). Depends on times only, neither on a seed nor on the order of arrival.
public struct TimeSplit: Sendable, Hashable {
    /// Oldest first.
    public let shares: [SplitShare]
    /// In the unit of the times; 0 leaves nothing out.
    public let gap: Double

    public init(shares: [SplitShare], gap: Double = 0) throws(Finding) {
        try Split.check(shares)
        guard gap >= 0, gap.isFinite else { throw Finding(.error, "split.gap", "the gap is \(gap), not a length of time") }
        (self.shares, self.gap) = (shares, gap)
    }

    public func assign(_ items: [TimedItem]) throws(Finding) -> TimeSplitResult {
        try Split.checkKeys(items.map(\.key))
        let runs = TimeRuns(items.map(\.time))
        guard runs.ends.count >= shares.count else {
            throw Finding(.error, "split.too-few-times", "\(runs.ends.count) different times for \(shares.count) sides", hint: "ask for fewer sides")
        }
        let ends = runs.cuts(shares.map(\.share))
        let begins = ends.dropLast().map { runs.times[$0] }
        return TimeSplitResult(shares: shares, gap: gap, runs: runs, ends: ends, begins: begins, itemCount: items.count)
    }
}

/// Items in the order of their times, equal ones together.
struct TimeRuns {
    /// Places of the items that have a time, and those times, ascending.
    let order: [Int]
    let times: [Double]
    /// Where each run of equal times ends in `order`.
    let ends: [Int]

    init(_ times: [Double?]) {
        let known = times.enumerated().compactMap { place, time in time.flatMap { $0.isFinite ? ($0, place) : nil } }.sorted { $0 < $1 }
        order = known.map(\.1)
        let sorted = known.map(\.0)
        self.times = sorted
        ends = sorted.indices.filter { $0 + 1 == sorted.count || sorted[$0 + 1] != sorted[$0] }.map { $0 + 1 }
    }

    /// Where each side ends in `order`: the run nearest to its share, and at least one run for each side.
    func cuts(_ shares: [Double]) -> [Int] {
        var cuts: [Int] = [], sum = 0.0, run = -1
        for (side, share) in shares.enumerated() {
            sum += share
            let wanted = sum * Double(order.count), last = ends.count - (shares.count - side)
            run += 1
            while run < last, abs(Double(ends[run + 1]) - wanted) <= abs(Double(ends[run]) - wanted) { run += 1 }
            cuts.append(side + 1 == shares.count ? order.count : ends[run])
            if side + 1 == shares.count { run = ends.count - 1 }
        }
        return cuts
    }
}
