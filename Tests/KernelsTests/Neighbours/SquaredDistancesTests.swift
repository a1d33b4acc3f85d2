import Testing

@testable import Kernels

@Suite("Squared distances of blocks of rows")
struct SquaredDistancesTests {
    static func rows(_ count: Int, _ columns: Int, seed: UInt64) -> [Float] {
        var random = SeededRandom(seed: seed)
        return (0..<count * columns).map { _ in Float(random.uniform() * 2 - 1) }
    }

    @Test("a pair gives the same bits in a block of any shape", arguments: [(1, 1, 1), (2, 4, 8), (3, 5, 7), (5, 9, 33), (4, 8, 384)])
    func sameBits(leftCount: Int, rightCount: Int, columns: Int) {
        let (left, right) = (Self.rows(leftCount, columns, seed: 1), Self.rows(rightCount, columns, seed: 2))
        var products = [Float](repeating: .nan, count: leftCount * rightCount)
        SquaredDistances.dots(left, leftCount, right, rightCount, columns: columns, into: &products)
        var gaps = [Float](repeating: .nan, count: rightCount)
        for i in 0..<leftCount {
            left.withUnsafeBufferPointer { left in
                right.withUnsafeBufferPointer { right in
                    let a = left.baseAddress! + i * columns
                    SquaredDistances.from(a, to: right.baseAddress!, count: rightCount, columns: columns, into: &gaps)
                    for j in 0..<rightCount {
                        let b = right.baseAddress! + j * columns
                        #expect(products[i * rightCount + j] == SquaredDistances.dot(a, b, columns: columns))
                        #expect(gaps[j] == SquaredDistances.from(a, to: b, columns: columns))
                        let plain = (0..<columns).reduce(0.0) { $0 + Double(a[$1]) * Double(b[$1]) }
                        #expect(abs(Double(products[i * rightCount + j]) - plain) < 1e-4)
                    }
                }
            }
        }
    }

    @Test("distances from norms and products are those of the differences")
    func between() {
        let (left, right) = (Self.rows(5, 20, seed: 3), Self.rows(6, 20, seed: 4))
        var (leftNorms, rightNorms) = ([Float](repeating: 0, count: 5), [Float](repeating: 0, count: 6))
        SquaredDistances.squaredNorms(left, count: 5, columns: 20, into: &leftNorms)
        SquaredDistances.squaredNorms(right, count: 6, columns: 20, into: &rightNorms)
        var distances = [Float](repeating: .nan, count: 30)
        SquaredDistances.between(left, 5, norms: leftNorms, right, 6, norms: rightNorms, columns: 20, into: &distances)
        for i in 0..<5 {
            for j in 0..<6 {
                let plain = (0..<20).reduce(0.0) { sum, k in
                    let gap = Double(left[i * 20 + k]) - Double(right[j * 20 + k])
                    return sum + gap * gap
                }
                #expect(abs(Double(distances[i * 6 + j]) - plain) < 1e-4)
            }
        }
    }
}
