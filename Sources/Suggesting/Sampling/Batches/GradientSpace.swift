import Kernels

/// Last-layer gradients of all rows as pairs of a short and a long factor, never multiplied out.
///
/// Row i is a_i (x) h_i: a_i = p_i with 1 taken off its best class (K numbers, the lower class on a tie), h_i the features.
struct GradientSpace: Sendable {
    let features: PoolFeatures
    let classCount: Int
    /// N x K.
    let residuals: [Double]
    /// Squared lengths.
    let squares: [Double]

    init(_ probabilities: PoolProbabilities, _ features: PoolFeatures) throws(SelectionError) {
        try features.check()
        let classes = probabilities.classCount
        let blocks = try probabilities.blocks { rows, block -> [Double] in
            var own = Array(block)
            for row in 0..<rows.count {
                var best = row * classes
                for place in row * classes..<(row + 1) * classes where own[place] > own[best] { best = place }
                own[best] -= 1
            }
            return own
        }
        let residuals = Array(blocks.joined())
        let columns = features.columnCount
        let lengths = try features.blocks { rows, block -> [Double] in
            rows.map { row in
                let own = UnsafeBufferPointer(rebasing: block[(row - rows.lowerBound) * columns..<(row - rows.lowerBound + 1) * columns])
                return Vector.dot(own, own)
            }
        }
        squares = Array(lengths.joined()).enumerated().map { row, length in
            var sum = 0.0
            for place in row * classes..<(row + 1) * classes { sum += residuals[place] * residuals[place] }
            return sum * length
        }
        self.residuals = residuals
        self.features = features
        classCount = classes
    }

    /// One row's two factors, to compare all others with.
    func factors(_ row: Int) throws(SelectionError) -> (short: [Double], long: [Double]) {
        let long = try PoolProbabilities.read(features.matrix, .features, row..<row + 1) { block throws(SelectionError) in Array(block) }
        return (Array(residuals[row * classCount..<(row + 1) * classCount]), long)
    }
}
