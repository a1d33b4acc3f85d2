import Kernels

/// What one pass over the probabilities leaves of each row: 20 bytes an item, whatever the number of classes.
///
/// Thresholds, most scores, most filters and every count follow from these without the matrix.
struct LabelReading: Sendable {
    /// Probability of the item's own label.
    let given: ItemColumn<Double>
    /// The highest probability among the other classes.
    let rival: ItemColumn<Double>
    /// The class that has it, the lowest on a tie.
    let rivalClass: ItemColumn<Int32>

    init(_ count: Int) {
        given = ItemColumn(count, filledWith: 0)
        rival = ItemColumn(count, filledWith: 0)
        rivalClass = ItemColumn(count, filledWith: 0)
    }

    /// Reads a block whose first row is `first`.
    func read(_ block: UnsafeBufferPointer<Double>, _ labels: UnsafeBufferPointer<Int32>, rows: Range<Int>, classCount: Int) -> RowChecks {
        var checks = RowChecks()
        guard let base = block.baseAddress else { return checks }
        for item in rows {
            let row = base + (item - rows.lowerBound) * classCount
            let label = Int(labels[item])
            let below = RowExtent(row, 0..<label)
            let above = RowExtent(row, label + 1..<classCount)
            let p = row[label]
            checks.take(
                item, sum: below.sum + p + above.sum, lowest: min(below.lowest, above.lowest, p),
                highest: max(below.highest, above.highest, p))
            given.values[item] = p
            let isAbove = above.highest > below.highest
            rival.values[item] = isAbove ? above.highest : below.highest
            rivalClass.values[item] = Int32(isAbove ? above.place(row, label + 1..<classCount) : below.place(row, 0..<label))
        }
        return checks
    }

    /// The most probable class of an item, the lower on a tie, when `slack` is added to the given one.
    @inline(__always)
    func predicted(_ item: Int, label: Int32, favouring slack: Double = 0) -> Int32 {
        let own = given.values[item] + slack
        let other = rival.values[item]
        let place = rivalClass.values[item]
        return own > other || (own == other && label < place) ? label : place
    }
}

/// Whether the rows read are probabilities.
struct RowChecks: Sendable {
    /// The first row with a value outside 0...1 or no number at all.
    var firstWrong: Int?
    var unevenRows = 0
    var firstUneven: (row: Int, sum: Double)?

    /// Values may leave 0...1 by this much, as sums of rounded numbers do.
    static let slack = 1e-6

    @inline(__always)
    mutating func take(_ item: Int, sum: Double, lowest: Double, highest: Double) {
        // A NaN passes both comparisons of an extent, but not its sum.
        if !(sum.isFinite && lowest >= -Self.slack && highest <= 1 + Self.slack) { firstWrong = firstWrong ?? item }
        if !(abs(sum - 1) <= 0.01) {
            unevenRows += 1
            firstUneven = firstUneven ?? (item, sum)
        }
    }
}
