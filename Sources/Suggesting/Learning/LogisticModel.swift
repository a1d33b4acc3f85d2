import Kernels

/// A fitted linear model: weights, intercepts, and how the fit ended.
public struct LogisticModel: Sendable, Hashable {
    /// How the optimiser stopped.
    public struct Fit: Sendable, Hashable, Codable {
        public var stop: LBFGS.Stop
        public var iterations: Int
        /// Mean cross-entropy with penalty.
        public var loss: Double
        public var gradientNorm: Double
    }

    public let columnCount: Int
    public let labelCount: Int
    /// Labels that occurred in training; the others have probability 0.
    public let present: [Int]
    /// D x M, row-major; M is 1 for two present labels (the score of the second).
    public private(set) var weights: [Double]
    public private(set) var intercepts: [Double]
    public let fit: Fit

    init(columnCount: Int, labelCount: Int, present: [Int], parameters: [Double], fit: Fit) {
        let vectors = present.count == 2 ? 1 : present.count
        self.columnCount = columnCount
        self.labelCount = labelCount
        self.present = present
        weights = Array(parameters.prefix(columnCount * vectors))
        intercepts = Array(parameters.suffix(vectors))
        self.fit = fit
    }

    public var vectors: Int { present.count == 2 ? 1 : present.count }

    /// N x K, row-major, rows sum to 1.
    public func probabilities(_ rows: SparseRows) -> [Double] {
        var result = [Double](repeating: 0, count: rows.count * labelCount)
        result.withUnsafeMutableBufferPointer { result in
            for row in 0..<rows.count {
                predict(rows, row, into: UnsafeMutableBufferPointer(rebasing: result[row * labelCount..<(row + 1) * labelCount]))
            }
        }
        return result
    }

    private func predict(_ rows: SparseRows, _ row: Int, into result: UnsafeMutableBufferPointer<Double>) {
        let vectors = vectors
        withUnsafeTemporaryAllocation(of: Double.self, capacity: vectors) { scores in
            for vector in 0..<vectors { scores[vector] = intercepts[vector] }
            for place in rows.starts[row]..<rows.starts[row + 1] {
                let value = Double(rows.values[place]), first = Int(rows.columns[place]) * vectors
                for vector in 0..<vectors { scores[vector] += value * weights[first + vector] }
            }
            if vectors == 1 {
                let second = Softmax.sigmoid(scores[0])
                result[present[0]] = Softmax.sigmoid(-scores[0])
                result[present[1]] = second
            } else {
                Softmax.apply(scores)
                for vector in 0..<vectors { result[present[vector]] = scores[vector] }
            }
        }
    }

    /// The same model in single precision, as it is saved: what is read back predicts the same to the last bit.
    func roundedToFloat() -> LogisticModel {
        var copy = self
        copy.weights = weights.map { Double(Float($0)) }
        copy.intercepts = intercepts.map { Double(Float($0)) }
        return copy
    }
}
