import Kernels

/// A dense symmetric matrix, its lower half in rows: small enough to be factored (n^3 / 3 multiplications, 8 n^2 bytes).
struct SymmetricMatrix {
    let size: Int
    private var values: [Double]

    init(size: Int, fill: Double) {
        self.size = size
        values = Array(repeating: fill, count: size * size)
    }

    /// Row at least column.
    subscript(row: Int, column: Int) -> Double {
        get { values[row * size + column] }
        set { values[row * size + column] = newValue }
    }

    /// Diagonal of the inverse through the Cholesky factor; nil where the matrix is not positive definite.
    func inverseDiagonal() -> [Double]? {
        var factor = values
        // Column c of the factor's inverse lies in row c, so that both are read along rows.
        var inverse = [Double](repeating: 0, count: size * size)
        let isPositive = factor.withUnsafeMutableBufferPointer { factor in
            inverse.withUnsafeMutableBufferPointer { inverse in
                Self.factorise(factor, size) && Self.invert(factor, size, into: inverse)
            }
        }
        guard isPositive else { return nil }
        return (0..<size).map { column in
            let row = Array(inverse[column * size..<(column + 1) * size])
            return Vector.dot(row, row)
        }
    }

    private static func factorise(_ factor: UnsafeMutableBufferPointer<Double>, _ size: Int) -> Bool {
        for row in 0..<size {
            let ours = UnsafeBufferPointer(rebasing: factor[row * size..<(row + 1) * size])
            for column in 0...row {
                let theirs = UnsafeBufferPointer(rebasing: factor[column * size..<column * size + column])
                let rest = factor[row * size + column] - Vector.dot(theirs, UnsafeBufferPointer(rebasing: ours[0..<column]))
                if column < row {
                    factor[row * size + column] = rest / factor[column * size + column]
                } else {
                    guard rest > 0 else { return false }
                    factor[row * size + row] = rest.squareRoot()
                }
            }
        }
        return true
    }

    private static func invert(
        _ factor: UnsafeMutableBufferPointer<Double>, _ size: Int, into inverse: UnsafeMutableBufferPointer<Double>
    ) -> Bool {
        for row in 0..<size {
            let pivot = factor[row * size + row]
            for column in 0..<row {
                let known = UnsafeBufferPointer(rebasing: inverse[column * size + column..<column * size + row])
                let coefficients = UnsafeBufferPointer(rebasing: factor[row * size + column..<row * size + row])
                inverse[column * size + row] = -Vector.dot(coefficients, known) / pivot
            }
            inverse[row * size + row] = 1 / pivot
        }
        return true
    }
}
