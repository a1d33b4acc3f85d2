import Kernels

/// Given numbers as rows: each column less its mean, divided by its spread, so that no unit outweighs another.
///
/// A column whose values are all the same has spread 1; a value more than a million spreads away counts as a million. Values
/// are finite: whoever reads them refuses others. Shapes: N x D, row-major.
public struct NumberColumns: Sendable, Hashable, Codable {
    public var names: [String]
    public var means: [Double]
    public var spreads: [Double]

    public static func fit(_ values: [Double], names: [String]) -> NumberColumns {
        let count = values.count / max(1, names.count)
        var means = [Double](repeating: 0, count: names.count), spreads = means
        for (place, value) in values.enumerated() { means[place % names.count] += value / Double(count) }
        for (place, value) in values.enumerated() {
            let difference = value - means[place % names.count]
            spreads[place % names.count] += difference * difference / Double(count)
        }
        return NumberColumns(names: names, means: means, spreads: spreads.map { $0 > 0 && $0.isFinite ? $0.squareRoot() : 1 })
    }

    public func rows(_ values: [Double]) -> SparseRows {
        let scaled = values.enumerated().map { place, value in
            Float(max(-1e6, min(1e6, (value - means[place % names.count]) / spreads[place % names.count])))
        }
        return SparseRows(dense: scaled, columnCount: names.count)
    }
}
