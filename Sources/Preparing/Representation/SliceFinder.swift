import Kernels

/// Slices of the data, by one value or by two, on which a loss is clearly larger than elsewhere.
///
/// The loss is any number a row: 1 for a wrong answer and 0 for a right one, the share of annotators who disagree, a model's
/// loss. A slice is reported where the effect is at least `leastEffect` and Welch's test, one-sided and adjusted after
/// Benjamini and Hochberg over all slices tested, is below `significance`. Effect: sqrt(2) times the difference of means over the
/// root of the sum of variances. Where one value of a pair explains the pair, only the value is reported; where the pair
/// explains the value (what is left of the value is no slice any more), only the pair. Last, slices are taken by falling t, and
/// one that is no slice any more without the rows of those before it is counted as overlapping and not listed.
///
/// Paper: Chung, Kraska, Polyzotis, Tae and Whang (2019), "Slice Finder", doi 10.1109/ICDE.2019.00139. Differs: all pairs are
/// tested, since a pair can be bad where neither value is; false discoveries by Benjamini-Hochberg.
/// Numbers are cut into quarters, or keep up to twenty values; missing is a value; of more than 64 the rarest are one.
/// Cost: O(rows * pairs of columns); memory 1 byte a row and column. Deterministic whatever the threads.
public struct SliceFinder: Sendable {
    public let leastEffect: Double
    public let significance: Double
    /// Smaller slices are not tested. At least 10, so that no slice shows a few people.
    public let leastRows: Int
    /// Report at most so many, the largest effects first.
    public let mostSlices: Int
    static let mostLevels = 64

    public init(leastEffect: Double = 0.4, significance: Double = 0.05, leastRows: Int = 30, mostSlices: Int = 100) {
        (self.leastEffect, self.significance) = (leastEffect, significance)
        (self.leastRows, self.mostSlices) = (max(10, leastRows), max(1, mostSlices))
    }

    /// - Parameters:
    ///   - loss: one a row; NaN is not known. Infinite ones are refused.
    ///   - columns: all where nil.
    public func report(_ table: TableColumns, loss: [Double], columns: [String]? = nil, threads: Int = 1) throws(TableError) -> SliceReport {
        try TableColumn("loss", .numbers(loss)).check(rowCount: table.rowCount)
        var looked: [TableColumn] = []
        for name in columns ?? table.names {
            guard let column = table.column(name) else { throw .noSuchColumn(name) }
            looked.append(column)
        }
        let chosen = looked
        let sliced = Pieces(chosen.count, size: 1).map(threads: threads) { range in range.map { SlicedColumn(chosen[$0]) } }.flatMap { $0 }
        let sums = SliceSums(sliced, loss)
        guard sums.all.count > 0 else { return SliceReport(rows: 0, unknown: loss.count, mean: nil, tested: 0, tooSmall: 0, overlapping: 0, leftOut: 0, slices: []) }
        let places = sliced.indices.map { [$0] } + sliced.indices.flatMap { first in ((first + 1)..<max(sliced.count, first + 1)).map { [first, $0] } }
        let counted = Pieces(places.count, size: 1).map(threads: threads) { range in range.map { sums.cells(places[$0]) } }.flatMap { $0 }
        return judged(counted.flatMap { $0 }, sliced, sums)
    }

    private func judged(_ cells: [SliceCell], _ columns: [SlicedColumn], _ sums: SliceSums) -> SliceReport {
        let large = cells.filter { $0.sums.count >= leastRows && sums.all.count - $0.sums.count >= leastRows }
        let tests = large.map { WelchTest($0.sums, $0.sums.rest(of: sums.all)) }
        let tested = large.indices.filter { tests[$0] != nil }
        let probabilities = tested.map { tests[$0]?.upper ?? 1 }
        let adjusted = FalseDiscoveries.adjusted(probabilities)
        var found: [FoundSlice] = []
        for (place, at) in tested.enumerated() where adjusted[place] < significance {
            let effect = Self.effect(large[at].sums, large[at].sums.rest(of: sums.all))
            if effect >= leastEffect { found.append(FoundSlice(cell: large[at], effect: effect, t: tests[at]?.t ?? 0, probability: probabilities[place], adjusted: adjusted[place])) }
        }
        let left = explained(found, sums.all).sorted { ($1.t, $0.cell.order) < ($0.t, $1.cell.order) }
        let (kept, looked) = apart(left, sums)
        return SliceReport(
            rows: sums.all.count, unknown: sums.unknown, mean: sums.mean + sums.all.mean, tested: tested.count, tooSmall: cells.count - large.count,
            overlapping: found.count - left.count + looked - kept.count, leftOut: left.count - looked,
            slices: kept.sorted { ($1.effect, $0.cell.order) < ($0.effect, $1.cell.order) }.map { SliceReport.Slice($0, columns, sums) })
    }

    /// Slices that stay slices without the rows of those before them; and how many were looked at, at most four times as many
    /// as are listed.
    private func apart(_ found: [FoundSlice], _ sums: SliceSums) -> (kept: [FoundSlice], looked: Int) {
        var free = FreeRows(sums), kept: [FoundSlice] = [], looked = 0
        for slice in found.prefix(4 * mostSlices) where kept.count < mostSlices {
            looked += 1
            let own = free.sums(of: slice.cell), rest = own.rest(of: free.all)
            guard own.count >= leastRows, rest.count > 1, Self.effect(own, rest) >= leastEffect else { continue }
            kept.append(slice)
            free.take(slice.cell, own)
        }
        return (kept, looked)
    }

    /// See the type: values and pairs do not both tell the same.
    private func explained(_ found: [FoundSlice], _ all: ValueSums) -> [FoundSlice] {
        let singles = found.filter { $0.cell.columns.count == 1 }, pairs = found.filter { $0.cell.columns.count == 2 }
        var byPair = Set<Int>(), kept: [FoundSlice] = []
        for pair in pairs {
            let parents = singles.indices.filter { pair.cell.isWithin(singles[$0].cell) }
            let explainedParents = parents.filter { parent in
                let left = pair.cell.sums.rest(of: singles[parent].cell.sums)
                return left.count < leastRows || Self.effect(left, singles[parent].cell.sums.rest(of: all)) < leastEffect
            }
            byPair.formUnion(explainedParents)
            if explainedParents.count == parents.count { kept.append(pair) }
        }
        return singles.indices.filter { !byPair.contains($0) }.map { singles[$0] } + kept
    }

    static func effect(_ slice: ValueSums, _ rest: ValueSums) -> Double {
        let spread = (slice.variance + rest.variance).squareRoot()
        return spread > 0 ? 2.0.squareRoot() * (slice.mean - rest.mean) / spread : 0
    }
}
