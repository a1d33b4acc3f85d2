/// Rows as 16-bit integers, with a bound on what the rounding can have done: enough to tell most pairs of rows far apart
/// without looking at their numbers, eight products to an instruction.
///
/// The mean row is taken off (distances stay), each row a is scaled to length 32,000 and rounded to q. For two rows,
///
///     |a - b|^2 >= |a|^2 + |b|^2 - (q_a . q_b + slack) t_a t_b,   t = sqrt(2) |a| / 32,000
///
/// where `slack` covers the largest relative rounding of any row: with c = max |a - rounded a| / |a|, Cauchy and Schwarz
/// give 32,000^2 (2c + c^2). No sum of products overflows 32 bits, for the lengths bound it. All lengths are relative to
/// the longest row, and `norms` are lowered by a millionth for the rounding of the single-precision sums above.
///
/// Memory: 2 bytes a number, columns padded to sixteen and rows to four.
struct QuantisedRows: Sendable {
    /// Vectors of eight columns for each row, an even number.
    let stride: Int
    let count: Int
    /// (count padded to four) x stride.
    let values: [SIMD8<Int16>]
    /// |a|^2 lowered as said; infinite for padding. Relative to `scale`.
    let norms: [Float]
    /// t of each row.
    let lengths: [Float]
    let slack: Float
    /// What a squared gap of the rows is multiplied with to be relative to the longest row.
    let scale: Double

    private static let length = 32_000.0

    init<Rows: MatrixRows>(_ features: FeatureRows<Rows>, _ distinct: DistinctRows) throws(NeighbourError) {
        let columns = features.columns
        let (stride, count, padded) = ((columns + 15) / 16 * 2, distinct.count, (distinct.count + 3) / 4 * 4)
        let mean = try Self.mean(features)
        var values = [SIMD8<Int16>](repeating: .zero, count: padded * stride)
        var squares = [Double](repeating: 0, count: count)
        var worst = 0.0
        var row = [Double](repeating: 0, count: columns)
        for group in 0..<count {
            let first = Int(distinct.firsts[group])
            try features.withUnitRows(first..<first + 1) { unit in
                var square = 0.0
                for column in 0..<columns {
                    row[column] = unit[column] - mean[column]
                    square += row[column] * row[column]
                }
                squares[group] = square
                guard square > 0 else { return }
                let factor = Self.length / square.squareRoot()
                var lost = 0.0
                values.withUnsafeMutableBytes { bytes in
                    let out = (bytes.baseAddress! + group &* stride &* 16).assumingMemoryBound(to: Int16.self)
                    for column in 0..<columns {
                        let exact = row[column] * factor
                        let rounded = exact.rounded()
                        out[column] = Int16(rounded)
                        lost += (exact - rounded) * (exact - rounded)
                    }
                }
                worst = max(worst, lost)
            }
        }
        let largest = squares.max() ?? 0
        let scale = largest > 0 ? 1 / largest : 1
        let share = worst.squareRoot() / Self.length
        slack = Float(Self.length * Self.length * (2 * share + share * share)) * 1.001 + 1
        let relative = squares.map { $0 * scale }
        let padding = padded - count
        norms = relative.map { Float($0) * (1 - 2e-6) } + [Float](repeating: .infinity, count: padding)
        lengths = relative.map { Float((2 * $0).squareRoot() / Self.length) } + [Float](repeating: 0, count: padding)
        (self.stride, self.count, self.values, self.scale) = (stride, count, values, scale)
    }

    /// The mean of the weighted rows: any point would do, this one leaves the shortest rows.
    private static func mean<Rows: MatrixRows>(_ features: FeatureRows<Rows>) throws(NeighbourError) -> [Double] {
        var sums = [Double](repeating: 0, count: features.columns)
        let share = 1 / Double(features.count)
        for start in Swift.stride(from: 0, to: features.count, by: 256) {
            try features.withUnitRows(start..<min(start + 256, features.count)) { units in
                var column = 0
                for value in units {
                    sums[column] += value * share
                    column &+= 1
                    if column == features.columns { column = 0 }
                }
            }
        }
        return sums
    }
}
