import Kernels

/// The mean row, and the row nearest to it: where a batch starts when nothing is labelled yet.
enum RowMean {
    /// In double precision; pieces are added in order, so the bits do not depend on threads.
    static func of(_ features: PoolFeatures) throws(SelectionError) -> [Double] {
        let columns = features.columnCount
        let sums = try features.blocks { _, block -> [Double] in
            var sum = [Double](repeating: 0, count: columns)
            sum.withUnsafeMutableBufferPointer { sum in
                var place = 0
                while place < block.count {
                    for column in 0..<columns { sum[column] += block[place + column] }
                    place += columns
                }
            }
            return sum
        }
        var mean = [Double](repeating: 0, count: columns)
        for sum in sums { for column in 0..<columns { mean[column] += sum[column] } }
        return mean.map { $0 / Double(max(features.rowCount, 1)) }
    }

    /// The lower row on a tie; nil when none is open.
    static func nearest(_ features: PoolFeatures, open: [Bool]) throws(SelectionError) -> (row: Int, distance: Double)? {
        let mean = try of(features).map(Float.init)
        let columns = features.columnCount
        let best = try features.floatBlocks { rows, block -> (Int, Float)? in
            guard let block = block.baseAddress else { return nil }
            return mean.withUnsafeBufferPointer { mean in
                guard let mean = mean.baseAddress else { return nil }
                var best: (Int, Float)?
                for row in rows where open[row] {
                    let squared = SquaredDistances.from(mean, to: block + (row - rows.lowerBound) * columns, columns: columns)
                    if squared < best?.1 ?? .infinity { best = (row, squared) }
                }
                return best
            }
        }
        var nearest: (Int, Float)?
        for case let found? in best where found.1 < nearest?.1 ?? .infinity { nearest = found }
        return nearest.map { ($0.0, Double($0.1).squareRoot()) }
    }
}
