/// Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations.
///
/// Slow and exact: each rotation sets one pair of entries to zero, sweep after sweep, until what is left is rounding; small
/// eigenvalues keep their digits. Cost: some 8 sweeps of 4 n^3 steps; for a few hundred columns at most.
/// Method: Golub & Van Loan, Matrix Computations, 8.5.
public struct SymmetricEigen: Sendable {
    public let count: Int
    public private(set) var values: [Double]
    /// n x n; column j belongs to `values[j]`.
    public private(set) var vectors: [Double]

    /// - Parameter matrix: n x n, row-major; only finite numbers give anything sensible.
    public init(_ matrix: [Double], count n: Int) {
        precondition(matrix.count == n * n)
        count = n
        var a = matrix
        values = []
        vectors = [Double](repeating: 0, count: n * n)
        for place in 0..<n { vectors[place * n + place] = 1 }
        for _ in 0..<60 {
            let (diagonal, rest) = Self.squares(a, n)
            if !(rest > diagonal * 1e-32) { break }
            for p in 0..<n { for q in p + 1..<max(n, p + 1) { Self.rotate(&a, &vectors, n, p, q) } }
        }
        values = (0..<n).map { a[$0 * n + $0] }
    }

    private static func squares(_ a: [Double], _ n: Int) -> (diagonal: Double, rest: Double) {
        var (diagonal, rest) = (0.0, 0.0)
        for row in 0..<n {
            diagonal += a[row * n + row] * a[row * n + row]
            for column in 0..<row { rest += a[row * n + column] * a[row * n + column] }
        }
        return (diagonal, rest)
    }

    /// Sets a[p, q] to zero.
    private static func rotate(_ a: inout [Double], _ vectors: inout [Double], _ n: Int, _ p: Int, _ q: Int) {
        let corner = a[p * n + q]
        guard corner != 0 else { return }
        let slope = (a[q * n + q] - a[p * n + p]) / (2 * corner)
        let tangent = (slope >= 0 ? 1 : -1) / (abs(slope) + (slope * slope + 1).squareRoot())
        let cosine = 1 / (tangent * tangent + 1).squareRoot()
        let sine = tangent * cosine
        for row in 0..<n { turn(&a, row * n + p, row * n + q, cosine, sine) }
        for column in 0..<n { turn(&a, p * n + column, q * n + column, cosine, sine) }
        for row in 0..<n { turn(&vectors, row * n + p, row * n + q, cosine, sine) }
    }

    @inline(__always)
    private static func turn(_ a: inout [Double], _ i: Int, _ j: Int, _ cosine: Double, _ sine: Double) {
        (a[i], a[j]) = (cosine * a[i] - sine * a[j], sine * a[i] + cosine * a[j])
    }
}
