import Records

/// Rounds along time: each learns from all that came before a stretch and is judged on that stretch.
///
/// The items are cut by time into k + 1 stretches of equal size; the first only teaches. As scikit-learn's `TimeSeriesSplit`,
/// except that items of equal time are never parted and that the gap is a length of time and not a number of items.
/// Cost: O(n log n + k n).
public struct ExpandingWindows: Sendable, Hashable {
    public let count: Int
    /// Items less than this before the stretch teach nothing there.
    public let gap: Double
    /// A round learns from at most this length of time before the stretch; nil from everything.
    public let longest: Double?

    public init(count: Int, gap: Double = 0, longest: Double? = nil) throws(Finding) {
        guard (1...1000).contains(count) else { throw Finding(.error, "split.folds", "\(count) windows, not 1 to 1000") }
        guard gap >= 0, gap.isFinite else { throw Finding(.error, "split.gap", "the gap is \(gap), not a length of time") }
        if let longest, !(longest > gap) { throw Finding(.error, "split.window", "the longest window is \(longest), not more than the gap") }
        (self.count, self.gap, self.longest) = (count, gap, longest)
    }

    /// Items without a time are in no round.
    public func rounds(_ items: [TimedItem]) throws(Finding) -> [FoldRound] {
        try Split.checkKeys(items.map(\.key))
        let runs = TimeRuns(items.map(\.time))
        guard runs.ends.count > count else {
            throw Finding(.error, "split.too-few-times", "\(runs.ends.count) different times for \(count + 1) stretches", hint: "ask for fewer windows")
        }
        // As TimeSeriesSplit: what does not divide evenly goes to the first stretch.
        let size = runs.order.count / (count + 1), rest = runs.order.count - size * (count + 1)
        let shares = (0...count).map { Double(size + ($0 == 0 ? rest : 0)) / Double(runs.order.count) }
        let ends = runs.cuts(shares)
        return (1...count).map { round($0, ends, runs) }
    }

    private func round(_ stretch: Int, _ ends: [Int], _ runs: TimeRuns) -> FoldRound {
        let begin = runs.times[ends[stretch - 1]]
        var round = FoldRound(train: [], test: (ends[stretch - 1]..<ends[stretch]).map { runs.order[$0] }.sorted())
        for place in 0..<ends[stretch - 1] {
            let before = begin - runs.times[place]
            if gap > 0 && before < gap || longest.map({ before > $0 }) == true {
                round.leftOut.append(runs.order[place])
            } else {
                round.train.append(runs.order[place])
            }
        }
        round.train.sort()
        round.leftOut.sort()
        return round
    }
}
