/// A straight-line fit that chooses by itself how much to hold its coefficients back.
///
/// Coefficients have a normal prior of precision `lambda`, the noise one of precision `alpha`; both are raised to what makes
/// the data likeliest, in turn with the coefficients. Features and target are centred; the intercept is not held back.
///
/// Paper: MacKay (1992), Neural Computation 4(3), 415-447, doi 10.1162/neco.1992.4.3.415; updates after Tipping (2001). The
/// same steps as scikit-learn's `BayesianRidge`, on the eigenvectors of the features' products.
/// Cost: O(N p^2) for the products, O(p^3) for the eigenvectors, O(N p) a round.
public struct BayesianRidge: Sendable, Hashable, Codable {
    public let intercept: Double
    public let coefficients: [Double]
    /// Standard deviation of the target around the line.
    public let deviation: Double

    private static let prior = 1e-6, maximumRounds = 300, tolerance = 1e-3

    /// - Parameters:
    ///   - features: p lists of N.
    ///   - random: when given, the line is one draw from what the data leave likely, rather than the likeliest: imputations
    ///     made with several draws then differ by as much as is not known.
    /// - Precondition: N is above 0.
    public static func fit(_ features: [[Double]], _ target: [Double], drawing random: inout SeededRandom?) -> BayesianRidge {
        precondition(!target.isEmpty)
        let count = Double(target.count)
        let means = features.map { Moments.exactSum($0) / count }
        let mean = Moments.exactSum(target) / count
        let x = zip(features, means).map { column, mean in column.map { $0 - mean } }
        let y = target.map { $0 - mean }
        let fit = RidgeFit(x, y)
        var (alpha, lambda) = (1 / (Vector.dot(y, y) / count + 0x1p-52), 1.0)
        var before: [Double]?
        for _ in 0..<maximumRounds {
            let coefficients = fit.coefficients(lambda / alpha)
            let squares = fit.squaredGaps(coefficients)
            let used = fit.eigen.values.reduce(0) { $0 + alpha * max($1, 0) / (lambda + alpha * max($1, 0)) }
            lambda = (used + 2 * prior) / (Vector.dot(coefficients, coefficients) + 2 * prior)
            alpha = (count - used + 2 * prior) / (squares + 2 * prior)
            if let before, zip(before, coefficients).reduce(0, { $0 + abs($1.0 - $1.1) }) < tolerance { break }
            before = coefficients
        }
        var (coefficients, centre) = (fit.coefficients(lambda / alpha), mean)
        if random != nil {
            let shift = fit.draw(alpha, lambda, &random)
            coefficients = zip(coefficients, shift).map { $0 + $1 }
            centre += (random?.normal() ?? 0) / (alpha * count).squareRoot()
        }
        return BayesianRidge(intercept: centre - Vector.dot(means, coefficients), coefficients: coefficients, deviation: (1 / alpha).squareRoot())
    }
}

/// Centred features by their eigenvectors.
private struct RidgeFit {
    let x: [[Double]]
    let y: [Double]
    let eigen: SymmetricEigen
    /// The products of features and target, by eigenvector.
    let projected: [Double]

    init(_ x: [[Double]], _ y: [Double]) {
        (self.x, self.y) = (x, y)
        let p = x.count
        var products = [Double](repeating: 0, count: p * p)
        for i in 0..<p {
            for j in 0...i {
                let product = Vector.dot(x[i], x[j])
                (products[i * p + j], products[j * p + i]) = (product, product)
            }
        }
        let eigen = SymmetricEigen(products, count: p)
        let withTarget = x.map { Vector.dot($0, y) }
        self.eigen = eigen
        projected = (0..<p).map { vector in (0..<p).reduce(0) { $0 + eigen.vectors[$1 * p + vector] * withTarget[$1] } }
    }

    /// Held back by `ratio`, lambda over alpha.
    func coefficients(_ ratio: Double) -> [Double] {
        turned(projected.indices.map { projected[$0] / (max(eigen.values[$0], 0) + ratio) })
    }

    func squaredGaps(_ coefficients: [Double]) -> Double {
        var gaps = y
        for (column, coefficient) in zip(x, coefficients) { Vector.add(-coefficient, column, to: &gaps) }
        return Vector.dot(gaps, gaps)
    }

    /// From the centre of the coefficients, with their covariance.
    func draw(_ alpha: Double, _ lambda: Double, _ random: inout SeededRandom?) -> [Double] {
        turned(eigen.values.map { (random?.normal() ?? 0) / (alpha * max($0, 0) + lambda).squareRoot() })
    }

    private func turned(_ parts: [Double]) -> [Double] {
        let p = x.count
        return (0..<p).map { row in (0..<p).reduce(0) { $0 + eigen.vectors[row * p + $1] * parts[$1] } }
    }
}

extension SeededRandom {
    /// A draw from the standard normal distribution, by its quantile: one number of the stream for each.
    public mutating func normal() -> Double { Normal.score((Double(next() >> 11) + 0.5) * 0x1p-53) }
}
