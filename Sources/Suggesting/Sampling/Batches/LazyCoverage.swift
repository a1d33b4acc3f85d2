import Kernels

/// The row farthest from a growing set of centres, without measuring all rows against all centres.
///
/// A row's distance to the nearest centre only falls as centres are added, so what it was when last looked at is an upper
/// bound. Rows wait in a heap by that bound; the top one is brought up to date, four centres at a time, until it falls below the
/// next or has seen all centres. A row up to date and still on top is the farthest: no other can be farther, for its bound
/// is not greater, and a lower row of the same bound would be on top instead. So the answer is that of measuring
/// everything, bit for bit, whatever order the work is done in; Minoux (1978), doi 10.1007/BFb0006528, for greedy choice.
///
/// Cost: N distances to the first centre, read once in order; then of each row as many as it takes to fall below the last
/// answer, most often a small part of all N C, and never more than those. The matrix is not streamed once per centre.
/// Memory: 16 bytes a row, and the centres in single precision.
struct LazyCoverage {
    private let features: PoolFeatures
    private let columns: Int
    /// Rows that may be the answer.
    private let open: [Bool]
    /// C x D.
    private var centres: [Float] = []
    private var centreCount: Int32 = 0
    /// By row: squared distance to the nearest of the first `seen` centres.
    private var bound: [Float]
    private var seen: [Int32]
    private var heap: [Int32] = []

    init(_ features: PoolFeatures, open: [Bool]) {
        self.features = features
        self.open = open
        columns = features.columnCount
        bound = Array(repeating: .infinity, count: features.rowCount)
        seen = Array(repeating: 0, count: features.rowCount)
    }

    /// The first centres: every row is measured against one of them.
    mutating func start(_ rows: [Int]) throws(SelectionError) {
        centres = try features.gather(rows)
        centreCount = Int32(rows.count)
        let (columns, first) = (columns, Array(centres.prefix(columns)))
        let blocks = try features.floatBlocks { rows, block in
            first.withUnsafeBufferPointer { first in Self.distances(block, to: first, columns, rows.count) }
        }
        bound = Array(blocks.joined())
        seen = Array(repeating: 1, count: bound.count)
        let closed = Set(rows)
        heap = (0..<Int32(bound.count)).filter { open[Int($0)] && !closed.contains(Int($0)) }
        for place in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(place) }
    }

    /// What `farthest` gave, as one more centre; it is the answer no more.
    mutating func add(_ row: Int) throws(SelectionError) {
        centres.append(contentsOf: try features.gather([row]))
        centreCount += 1
        guard let top = heap.first, Int(top) == row, let last = heap.popLast() else { return }
        if !heap.isEmpty { heap[0] = last; sink(0) }
    }

    /// nil when no row is left.
    mutating func farthest() throws(SelectionError) -> (row: Int, squared: Float)? {
        while let top = heap.first {
            let row = Int(top)
            if seen[row] == centreCount { return (row, bound[row]) }
            try update(row, rival: rival)
            sink(0)
        }
        return nil
    }

    /// The second best row of the heap.
    private var rival: Int32? {
        guard heap.count > 1 else { return nil }
        return heap.count > 2 && isBefore(heap[2], heap[1]) ? heap[2] : heap[1]
    }

    /// Measures a row against the centres it has not seen, for as long as it stays before its rival.
    private mutating func update(_ row: Int, rival: Int32?) throws(SelectionError) {
        let (columns, last, from) = (columns, centreCount, seen[row])
        let floor = rival.map { bound[Int($0)] } ?? -1
        let start = bound[row]
        let outcome = try features.floats(row..<row + 1) { own -> (Float, Int32) in
            centres.withUnsafeBufferPointer { centres in
                var (least, next) = (start, from)
                guard let own = own.baseAddress, let centres = centres.baseAddress else { return (0, last) }
                withUnsafeTemporaryAllocation(of: Float.self, capacity: 4) { four in
                    while next < last, least >= floor, let found = four.baseAddress {
                        let count = min(4, Int(last - next))
                        SquaredDistances.from(own, to: centres + Int(next) * columns, count: count, columns: columns, into: found)
                        for place in 0..<count where found[place] < least { least = found[place] }
                        next += Int32(count)
                    }
                }
                return (least, next)
            }
        }
        (bound[row], seen[row]) = outcome
    }

    private static func distances(_ block: UnsafeBufferPointer<Float>, to centre: UnsafeBufferPointer<Float>, _ columns: Int, _ rows: Int) -> [Float] {
        guard let block = block.baseAddress, let centre = centre.baseAddress else { return Array(repeating: 0, count: rows) }
        return [Float](unsafeUninitializedCapacity: rows) { result, count in
            if let found = result.baseAddress { SquaredDistances.from(centre, to: block, count: rows, columns: columns, into: found) }
            count = rows
        }
    }

    /// Farther first, then the lower row.
    private func isBefore(_ left: Int32, _ right: Int32) -> Bool {
        let (a, b) = (bound[Int(left)], bound[Int(right)])
        return a != b ? a > b : left < right
    }

    private mutating func sink(_ start: Int) {
        var parent = start
        while true {
            var first = parent
            let child = 2 * parent + 1
            if child < heap.count, isBefore(heap[child], heap[first]) { first = child }
            if child + 1 < heap.count, isBefore(heap[child + 1], heap[first]) { first = child + 1 }
            if first == parent { return }
            heap.swapAt(parent, first)
            parent = first
        }
    }
}
