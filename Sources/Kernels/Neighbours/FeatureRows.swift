/// A matrix of features under a metric, checked once: every number finite, every row with its weight.
///
/// The distance of rows a and b is made of the sum over the columns of (a w_a - b w_b)^2, where the weight w is 1 for the
/// Euclidean metric and one over the row's length for cosine (0 for a row of zeros). `unit` rows below are rows times
/// their weight. All in double precision, sums in a fixed order.
struct FeatureRows<Rows: MatrixRows>: Sendable {
    let rows: Rows
    let metric: NeighbourMetric
    let columns: Int
    /// One for each row.
    let weights: [Double]

    var count: Int { weights.count }

    init(_ rows: Rows, metric: NeighbourMetric) throws(NeighbourError) {
        self.rows = rows
        self.metric = metric
        columns = rows.columnCount
        var weights = [Double](repeating: 1, count: rows.rowCount)
        for start in stride(from: 0, to: rows.rowCount, by: 256) {
            let range = start..<min(start + 256, rows.rowCount)
            let columns = rows.columnCount
            let problem: NeighbourError? = try Self.reading { () throws(MatrixError) in
                try rows.withRows(range) { (values: UnsafeBufferPointer<Double>) throws(MatrixError) -> NeighbourError? in
                    guard let base = values.baseAddress else { return nil }
                    for row in range {
                        let at = base + (row - range.lowerBound) * columns
                        let squares = Self.squares(at, columns)
                        guard squares.isFinite else { return Self.problem(at, columns, row: row) }
                        if metric == .cosine { weights[row] = squares > 0 ? 1 / squares.squareRoot() : 0 }
                    }
                    return nil
                }
            }
            if let problem { throw problem }
        }
        self.weights = weights
    }

    /// Squared distance of the weighted rows, exactly 0 for equal ones.
    func squaredGap(_ i: Int, _ j: Int) throws(NeighbourError) -> Double {
        let (wi, wj) = (weights[i], weights[j])
        return try Self.reading { () throws(MatrixError) in
            try rows.withRows(i..<i + 1) { (a: UnsafeBufferPointer<Double>) throws(MatrixError) -> Double in
                try rows.withRows(j..<j + 1) { (b: UnsafeBufferPointer<Double>) throws(MatrixError) -> Double in
                    guard let a = a.baseAddress, let b = b.baseAddress else { return 0 }
                    return Self.gap(a, wi, b, wj, columns)
                }
            }
        }
    }

    /// The metric's distance of that.
    func distance(ofSquaredGap gap: Double) -> Double { metric == .euclidean ? gap.squareRoot() : gap / 2 }

    /// The weighted rows of a range, row-major.
    func withUnitRows(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Double>) -> Void) throws(NeighbourError) {
        try Self.reading { () throws(MatrixError) in
            try rows.withRows(range) { (values: UnsafeBufferPointer<Double>) throws(MatrixError) in
                guard metric == .cosine else { return body(values) }
                var units = [Double](repeating: 0, count: values.count)
                units.withUnsafeMutableBufferPointer { units in
                    for row in 0..<range.count {
                        let weight = weights[range.lowerBound + row]
                        for place in row &* columns..<(row &+ 1) &* columns { units[place] = values[place] * weight }
                    }
                }
                units.withUnsafeBufferPointer { body($0) }
            }
        }
    }

    private static func reading<Result>(_ body: () throws(MatrixError) -> Result) throws(NeighbourError) -> Result {
        do { return try body() } catch { throw .unreadable(error) }
    }

    private static func problem(_ row: UnsafePointer<Double>, _ columns: Int, row index: Int) -> NeighbourError {
        for column in 0..<columns where !row[column].isFinite { return .notFinite(row[column], row: index, column: column) }
        return .tooLarge(row: index)
    }

    private static func squares(_ row: UnsafePointer<Double>, _ columns: Int) -> Double {
        var sum = 0.0
        for column in 0..<columns { sum += row[column] * row[column] }
        return sum
    }

    /// Of two rows times their weights.
    static func gap(_ a: UnsafePointer<Double>, _ wa: Double, _ b: UnsafePointer<Double>, _ wb: Double, _ columns: Int) -> Double {
        let (rawA, rawB) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
        let (vectorA, vectorB) = (SIMD4<Double>(repeating: wa), SIMD4<Double>(repeating: wb))
        var sums = SIMD4<Double>.zero
        var column = 0
        while column &+ 4 <= columns {
            let x = rawA.loadUnaligned(fromByteOffset: column &* 8, as: SIMD4<Double>.self) * vectorA
            let gap = x - rawB.loadUnaligned(fromByteOffset: column &* 8, as: SIMD4<Double>.self) * vectorB
            sums += gap * gap
            column &+= 4
        }
        var sum = (sums[0] + sums[1]) + (sums[2] + sums[3])
        while column < columns {
            let gap = a[column] * wa - b[column] * wb
            sum += gap * gap
            column &+= 1
        }
        return sum
    }
}
