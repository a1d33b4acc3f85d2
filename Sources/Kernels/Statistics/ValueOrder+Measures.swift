/// What one walk along the ascending values tells of the classes or sides of their rows.
extension ValueOrder {
    /// Area under the ROC curve of the values for each class against the rest, ties counted half: 0.5 tells nothing, 0 and 1
    /// everything. nil where the class or the rest has no row. `classes`: by row, below 0 left out.
    public func areas(of classes: [Int32], classCount: Int) -> [Double?] {
        var rankSums = [Double](repeating: 0, count: classCount)
        var counts = [Int](repeating: 0, count: classCount)
        var run = [Int](repeating: 0, count: classCount)
        var before = 0
        forEachRun(classes, &run) { run, size in
            let rank = Double(2 * before + size + 1) / 2
            for place in run.indices where run[place] > 0 {
                rankSums[place] += rank * Double(run[place])
                counts[place] += run[place]
            }
            before += size
        }
        let all = counts.reduce(0, +)
        return counts.indices.map { place in
            let own = Double(counts[place]), rest = Double(all - counts[place])
            return own > 0 && rest > 0 ? (rankSums[place] - own * (own + 1) / 2) / (own * rest) : nil
        }
    }

    /// The Kolmogorov-Smirnov distance of each class from class `reference`; nil where one of both has no row.
    public func distances(from reference: Int, of classes: [Int32], classCount: Int) -> [Double?] {
        var totals = [Int](repeating: 0, count: classCount)
        var run = [Int](repeating: 0, count: classCount)
        forEachRun(classes, &run) { run, _ in for place in run.indices { totals[place] += run[place] } }
        var seen = [Int](repeating: 0, count: classCount)
        var largest = [Double](repeating: 0, count: classCount)
        forEachRun(classes, &run) { run, _ in
            for place in run.indices { seen[place] += run[place] }
            let share = Double(seen[reference]) / Double(max(1, totals[reference]))
            for place in run.indices where totals[place] > 0 {
                largest[place] = max(largest[place], abs(Double(seen[place]) / Double(totals[place]) - share))
            }
        }
        return totals.indices.map { totals[$0] > 0 && totals[reference] > 0 ? largest[$0] : nil }
    }

    /// Calls `body` for each run of equal values with the counts of the classes in it and how many there are.
    private func forEachRun(_ classes: [Int32], _ run: inout [Int], _ body: ([Int], Int) -> Void) {
        var place = 0
        while place < count {
            let value = values[place]
            var size = 0
            for at in run.indices { run[at] = 0 }
            while place < count, values[place] == value {
                let own = Int(classes[Int(rows[place])])
                if own >= 0 { run[own] += 1; size += 1 }
                place += 1
            }
            if size > 0 { body(run, size) }
        }
    }

    /// Ranks of the rows, 1 for the smallest, equal values sharing the mean; NaN for missing rows. `rowCount` of the column.
    public func ranks(rowCount: Int) -> [Double] {
        var ranks = [Double](repeating: .nan, count: rowCount)
        var first = 0
        for end in runEnds {
            for place in first..<end { ranks[Int(rows[place])] = Double(first + end + 1) / 2 }
            first = end
        }
        return ranks
    }

    /// Rows cut into at most `bins` bins of about equally many, equal values together; -1 for missing rows.
    public func bins(_ bins: Int, rowCount: Int) -> ValueBins {
        precondition(bins > 0, "\(bins) bins")
        var codes = [Int32](repeating: -1, count: rowCount)
        var ranges: [ClosedRange<Double>] = []
        var first = 0
        let ends = runEnds
        for (place, end) in ends.enumerated() {
            let wanted = Double(count) * Double(ranges.count + 1) / Double(bins)
            // The next run would lie further beyond the cut than this one lies before it.
            let next = place + 1 < ends.count ? ends[place + 1] : count
            let isCut = Double(end) >= wanted || Double(next) - wanted > wanted - Double(end)
            guard isCut && ranges.count + 1 < bins || end == count else { continue }
            for at in first..<end { codes[Int(rows[at])] = Int32(ranges.count) }
            ranges.append(values[first]...values[end - 1])
            first = end
        }
        return ValueBins(codes: codes, ranges: ranges)
    }
}

/// A column of numbers as codes of bins.
public struct ValueBins: Sendable, Hashable {
    /// One a row; -1 for missing.
    public let codes: [Int32]
    /// Least and largest value in each bin, ascending.
    public let ranges: [ClosedRange<Double>]
}
