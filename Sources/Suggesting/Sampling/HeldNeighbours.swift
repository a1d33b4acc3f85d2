import Kernels

/// For every row of a pool, its nearest labelled or in-flight rows.
///
/// Measured in single precision first; whatever could be among the nearest, given what rounding does to rows of that
/// length, is measured again in double, so that neighbours at nearly one distance are told apart. Ties go to the lower row;
/// a row is not its own neighbour. Cost: O(N * held * D) time, O(N * count) memory and the held rows twice.
struct HeldNeighbours: Sendable {
    private let count: Int
    /// N x count places in `held`, -1 where there are fewer.
    private let places: [Int32]

    init(_ features: PoolFeatures, held: [Int], count: Int) throws(SelectionError) {
        let near = try HeldRows(features, held)
        let columns = features.columnCount
        let blocks = try features.blocks(size: 64) { rows, block -> [Int32] in
            rows.flatMap { row in
                let start = (row - rows.lowerBound) * columns
                let found = near.nearest(UnsafeBufferPointer(rebasing: block[start..<start + columns]), row: row, count: count)
                return found + Array(repeating: -1, count: count - found.count)
            }
        }
        self.count = count
        places = Array(blocks.joined())
    }

    /// Places in `held`, nearest first.
    func of(_ row: Int) -> [Int] { places[row * count..<(row + 1) * count].filter { $0 >= 0 }.map(Int.init) }
}

/// The rows to be near to, in both precisions.
private struct HeldRows: Sendable {
    let held: [Int]
    let columns: Int
    private var doubles: [Double] = []
    private let floats: [Float]
    /// The greatest length of any.
    private var length: Float = 0

    init(_ features: PoolFeatures, _ held: [Int]) throws(SelectionError) {
        self.held = held
        columns = features.columnCount
        for row in held { doubles += try PoolProbabilities.read(features.matrix, .features, row..<row + 1) { block throws(SelectionError) in Array(block) } }
        floats = doubles.map { Float($0) }
        floats.withUnsafeBufferPointer { floats in
            guard let base = floats.baseAddress else { return }
            for place in held.indices { length = max(length, SquaredDistances.squaredNorm(base + place * columns, columns: columns).squareRoot()) }
        }
    }

    func nearest(_ own: UnsafeBufferPointer<Double>, row: Int, count: Int) -> [Int32] {
        let size = Vector.dot(own, own).squareRoot() + Double(length)
        // Beyond what single precision can square, every row is measured in double.
        let squares = size < 1e18 ? squares(own.map { Float($0) }) : [Float](repeating: 0, count: held.count)
        var rough = TopK(count)
        for place in held.indices where held[place] != row { rough.add(place, -Double(squares[place])) }
        // Each number of a row is off by 6e-8 of itself at most, a sum of squares by 1e-5.
        let slack = 4e-7 * size
        let farthest = (-(rough.sorted.last?.score ?? 0)).squareRoot() * 1.0001 + slack
        var best = TopK(count)
        doubles.withUnsafeBufferPointer { doubles in
            for place in held.indices where held[place] != row && Double(squares[place]) <= farthest * farthest {
                best.add(place, -squared(own, doubles, place * columns))
            }
        }
        return best.sorted.map { Int32($0.index) }
    }

    private func squares(_ own: [Float]) -> [Float] {
        [Float](unsafeUninitializedCapacity: held.count) { result, count in
            own.withUnsafeBufferPointer { own in
                floats.withUnsafeBufferPointer { floats in
                    guard let own = own.baseAddress, let floats = floats.baseAddress, let found = result.baseAddress else { return }
                    SquaredDistances.from(own, to: floats, count: held.count, columns: columns, into: found)
                }
            }
            count = held.count
        }
    }

    private func squared(_ left: UnsafeBufferPointer<Double>, _ right: UnsafeBufferPointer<Double>, _ start: Int) -> Double {
        var sum = 0.0
        for place in 0..<left.count {
            let difference = left[place] - right[start + place]
            sum += difference * difference
        }
        return sum
    }
}
