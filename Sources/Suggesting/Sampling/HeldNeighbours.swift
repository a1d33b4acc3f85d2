import Kernels

/// For every row of a pool, its nearest labelled or in-flight rows.
///
/// Distances in double: neighbours at nearly one distance are told apart. Ties go to the lower row; a row is not its own
/// neighbour. Cost: O(N * held * D) time, O(N * count) memory.
struct HeldNeighbours: Sendable {
    private let count: Int
    /// N x count places in `held`, -1 where there are fewer.
    private let places: [Int32]

    init(_ features: PoolFeatures, held: [Int], count: Int) throws(SelectionError) {
        self.count = count
        let columns = features.columnCount
        var centres: [Double] = []
        for row in held { centres += try PoolProbabilities.read(features.matrix, .features, row..<row + 1) { block throws(SelectionError) in Array(block) } }
        let fixed = centres
        let blocks = try features.blocks(size: 64) { rows, block -> [Int32] in
            var result: [Int32] = []
            result.reserveCapacity(rows.count * count)
            fixed.withUnsafeBufferPointer { centres in
                for row in rows {
                    let own = UnsafeBufferPointer(rebasing: block[(row - rows.lowerBound) * columns..<(row - rows.lowerBound + 1) * columns])
                    var best = TopK(count)
                    for place in 0..<held.count where held[place] != row {
                        best.add(place, -Self.squared(own, centres, place * columns))
                    }
                    let found = best.sorted.map { Int32($0.index) }
                    result += found + Array(repeating: -1, count: count - found.count)
                }
            }
            return result
        }
        places = Array(blocks.joined())
    }

    /// Places in `held`, nearest first.
    func of(_ row: Int) -> [Int] { places[row * count..<(row + 1) * count].filter { $0 >= 0 }.map(Int.init) }

    private static func squared(_ left: UnsafeBufferPointer<Double>, _ right: UnsafeBufferPointer<Double>, _ start: Int) -> Double {
        guard let a = UnsafeRawPointer(left.baseAddress), let b = right.baseAddress.map({ UnsafeRawPointer($0 + start) }) else { return 0 }
        var lanes = SIMD8<Double>(repeating: 0)
        let whole = left.count & ~7
        for place in stride(from: 0, to: whole, by: 8) {
            let difference = a.loadUnaligned(fromByteOffset: place * 8, as: SIMD8<Double>.self) - b.loadUnaligned(fromByteOffset: place * 8, as: SIMD8<Double>.self)
            lanes += difference * difference
        }
        var sum = lanes.sum()
        for place in whole..<left.count { sum += (left[place] - right[start + place]) * (left[place] - right[start + place]) }
        return sum
    }
}
