import Kernels

/// A number from weighted sums of features.
///
/// Minimises sum_i (y_i - w.x_i - b)^2 + alpha |w|^2, the intercept free: `Ridge` of scikit-learn. Conjugate gradients on the
/// normal equations of the centred rows, which stay sparse: their means are taken off in passing.
///
/// Shapes: N rows, D columns, one output. Cost of an iteration: twice the stored values; some tens of iterations.
public struct RidgeRegression: Sendable, Hashable, Codable {
    public var alpha: Double
    /// Length of the residual, relative to where it began, that counts as solved.
    public var tolerance: Double
    public var maximumIterations: Int

    public init(alpha: Double = 1, tolerance: Double = 1e-8, maximumIterations: Int = 1000) {
        self.alpha = alpha
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
    }

    public func fit(_ rows: SparseRows, numbers: [Double]) throws(SuggestingError) -> LinearModel {
        guard rows.count == numbers.count else { throw .countsDiffer(texts: rows.count, labels: numbers.count) }
        guard rows.count > 1 else { throw .tooFewRows(rows.count, folds: 2) }
        let mean = numbers.reduce(0, +) / Double(numbers.count)
        let means = rows.columnMeans
        let weights = solve(rows, numbers.map { $0 - mean }, means)
        return LinearModel(outputs: [weights + [mean - Vector.dot(weights, means)]], columnCount: rows.columnCount)
    }

    private func solve(_ rows: SparseRows, _ targets: [Double], _ means: [Double]) -> [Double] {
        var weights = [Double](repeating: 0, count: rows.columnCount)
        var residual = rows.transposedProduct(targets)
        var direction = residual
        var length = Vector.dot(residual, residual)
        let goal = length * tolerance * tolerance
        for _ in 0..<maximumIterations where length > goal && length > 0 {
            let image = normal(direction, rows, means)
            let step = length / Vector.dot(direction, image)
            for column in weights.indices {
                weights[column] += step * direction[column]
                residual[column] -= step * image[column]
            }
            let next = Vector.dot(residual, residual)
            for column in direction.indices { direction[column] = residual[column] + next / length * direction[column] }
            length = next
        }
        return weights
    }

    /// (X - 1 m)' (X - 1 m) v + alpha v.
    private func normal(_ vector: [Double], _ rows: SparseRows, _ means: [Double]) -> [Double] {
        let shift = Vector.dot(vector, means)
        let products = rows.product(vector).map { $0 - shift }
        let sum = products.reduce(0, +)
        var result = rows.transposedProduct(products)
        for column in result.indices { result[column] += alpha * vector[column] - sum * means[column] }
        return result
    }
}
