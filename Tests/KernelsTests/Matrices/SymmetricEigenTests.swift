import Testing
@testable import Kernels

@Suite("Symmetric eigenvectors")
struct SymmetricEigenTests {
    @Test("values and vectors make up the matrix again, and vectors are of length one and upright", arguments: [1, 2, 5, 17])
    func composed(n: Int) {
        var random = SeededRandom(seed: UInt64(n))
        var matrix = [Double](repeating: 0, count: n * n)
        for i in 0..<n {
            for j in 0...i {
                let value = random.normal()
                matrix[i * n + j] = value
                matrix[j * n + i] = value
            }
        }
        let eigen = SymmetricEigen(matrix, count: n)
        for i in 0..<n {
            for j in 0..<n {
                let again = (0..<n).reduce(0.0) { $0 + eigen.vectors[i * n + $1] * eigen.values[$1] * eigen.vectors[j * n + $1] }
                let product = (0..<n).reduce(0.0) { $0 + eigen.vectors[$1 * n + i] * eigen.vectors[$1 * n + j] }
                #expect(abs(again - matrix[i * n + j]) < 1e-12 && abs(product - (i == j ? 1 : 0)) < 1e-12)
            }
        }
    }

    @Test("numbers that are none do not make it run for ever")
    func hostile() {
        #expect(SymmetricEigen([.nan, .infinity, .infinity, 1], count: 2).values.count == 2)
        #expect(SymmetricEigen([], count: 0).values.isEmpty)
    }
}

@Suite("Rubin's rules")
struct RubinPoolTests {
    @Test("mean, variances and freedom of three estimates")
    func pooled() throws {
        let pool = try #require(RubinPool(estimates: [1, 2, 3], variances: [0.5, 0.5, 0.8]))
        #expect(pool.estimate == 2 && abs(pool.within - 0.6) < 1e-15 && pool.between == 1)
        #expect(abs(pool.variance - (0.6 + 4.0 / 3)) < 1e-15)
        let ratio = 1 + 0.6 / (4.0 / 3)
        #expect(abs((pool.freedom ?? 0) - 2 * ratio * ratio) < 1e-12)
        #expect(RubinPool(estimates: [1], variances: [1]) == nil && RubinPool(estimates: [1, 1], variances: [1, 1])?.freedom == nil)
    }
}
