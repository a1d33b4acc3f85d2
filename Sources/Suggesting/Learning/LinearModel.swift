import Kernels

/// Weighted sums of features, one for each output: what every linear learner comes to, and what is saved of it.
///
/// Shapes: D columns, M outputs; weights D x M, row-major: the M weights of a column lie together, so that one stored value
/// meets them in one go. Single precision, as it is saved: what is read back predicts the same to the last bit.
public struct LinearModel: Sendable, Hashable {
    public let columnCount: Int
    public let outputCount: Int
    public let weights: [Float]
    public let intercepts: [Float]

    init(columnCount: Int, outputCount: Int, weights: [Float], intercepts: [Float]) {
        precondition(weights.count == columnCount * outputCount && intercepts.count == outputCount, "\(weights.count) weights")
        self.columnCount = columnCount
        self.outputCount = outputCount
        self.weights = weights
        self.intercepts = intercepts
    }

    /// Columns of outputs put side by side, each with its intercept last.
    init(outputs: [[Double]], columnCount: Int) {
        var weights = [Float](repeating: 0, count: columnCount * outputs.count)
        for (output, parameters) in outputs.enumerated() {
            for column in 0..<columnCount { weights[column * outputs.count + output] = Float(parameters[column]) }
        }
        self.init(columnCount: columnCount, outputCount: outputs.count, weights: weights, intercepts: outputs.map { Float($0[columnCount]) })
    }

    /// So low that its probability is 0, and still a number that can be kept.
    static let unseen: Float = -1e30

    /// Scores whose softmax is the model's probabilities: K outputs, or one for two labels. A label that was never seen
    /// scores `unseen`.
    init(_ logistic: LogisticModel) {
        let isWhole = logistic.present.count == logistic.labelCount
        guard !isWhole else {
            self.init(
                columnCount: logistic.columnCount, outputCount: logistic.vectors, weights: logistic.weights.map { Float($0) },
                intercepts: logistic.intercepts.map { Float($0) })
            return
        }
        let (count, vectors) = (logistic.labelCount, logistic.vectors)
        var weights = [Float](repeating: 0, count: logistic.columnCount * count)
        var intercepts = [Float](repeating: Self.unseen, count: count)
        if vectors == 1 { intercepts[logistic.present[0]] = 0 }
        for (vector, label) in logistic.present.suffix(vectors).enumerated() {
            intercepts[label] = Float(logistic.intercepts[vector])
            for column in 0..<logistic.columnCount { weights[column * count + label] = Float(logistic.weights[column * vectors + vector]) }
        }
        self.init(columnCount: logistic.columnCount, outputCount: count, weights: weights, intercepts: intercepts)
    }

    var isFinite: Bool { weights.allSatisfy(\.isFinite) && intercepts.allSatisfy(\.isFinite) }

    /// N x M, row-major. Cost: stored values times M.
    public func scores(_ rows: SparseRows) -> [Double] {
        var result = [Double](repeating: 0, count: rows.count * outputCount)
        var sums = [Float](repeating: 0, count: outputCount)
        weights.withUnsafeBufferPointer { weights in
            sums.withUnsafeMutableBufferPointer { sums in
                for row in 0..<rows.count {
                    for output in 0..<outputCount { sums[output] = intercepts[output] }
                    for place in rows.starts[row]..<rows.starts[row + 1] {
                        FloatLanes.add(rows.values[place], weights, Int(rows.columns[place]) * outputCount, to: sums)
                    }
                    for output in 0..<outputCount { result[row * outputCount + output] = Double(sums[output]) }
                }
            }
        }
        return result
    }
}

/// Short runs of floats, eight at a time.
enum FloatLanes {
    /// target[i] += factor * source[first + i]; both are in bounds.
    @inline(__always)
    static func add(_ factor: Float, _ source: UnsafeBufferPointer<Float>, _ first: Int, to target: UnsafeMutableBufferPointer<Float>) {
        add(factor, source.baseAddress.map { $0 + first }, to: target.baseAddress, target.count)
    }

    @inline(__always)
    static func add(_ factor: Float, _ source: UnsafePointer<Float>?, to target: UnsafeMutablePointer<Float>?, _ count: Int) {
        guard let source, let target else { return }
        let from = UnsafeRawPointer(source), to = UnsafeMutableRawPointer(target)
        let whole = count & ~7
        var place = 0
        while place < whole {
            let sum = to.loadUnaligned(fromByteOffset: place * 4, as: SIMD8<Float>.self)
                + factor * from.loadUnaligned(fromByteOffset: place * 4, as: SIMD8<Float>.self)
            to.storeBytes(of: sum, toByteOffset: place * 4, as: SIMD8<Float>.self)
            place += 8
        }
        while place < count {
            target[place] += factor * source[place]
            place += 1
        }
    }
}
