/// Rows with gaps, and how far other rows are from them over the columns both have.
///
/// The squared distance of two rows is the sum of (a - b)^2 over the columns where neither has a gap, times the number of
/// columns over the number of those: scikit-learn's nan-euclidean distance. Rows without a shared column have none.
///
/// Held by columns, so that one number of a query passes along a column: a gap is NaN there, and what it gives is
/// thrown out by the maximum with 0 that follows. Rows without gaps are a case like any other.
/// Cost of a query: O(rows * columns); nothing is precomputed but the transposed copy. Numbers are finite or NaN.
public struct GappedRows: Sendable {
    public let rowCount: Int
    public let columnCount: Int
    /// Column-major.
    private let values: [Double]
    /// Rows with a gap, by column; column c has `gaps[starts[c]..<starts[c + 1]]`.
    private let gaps: [Int32]
    private let starts: [Int]

    public init(_ rows: Matrix) {
        (rowCount, columnCount) = (rows.rowCount, rows.columnCount)
        var (values, gaps, starts): ([Double], [Int32], [Int]) = ([], [], [0])
        values.reserveCapacity(rows.values.count)
        for column in 0..<rows.columnCount {
            for row in 0..<rows.rowCount {
                let value = rows.values[row &* rows.columnCount &+ column]
                values.append(value)
                if value.isNaN { gaps.append(Int32(row)) }
            }
            starts.append(gaps.count)
        }
        (self.values, self.gaps, self.starts) = (values, gaps, starts)
    }

    public func hasValue(_ row: Int, _ column: Int) -> Bool { !values[column &* rowCount &+ row].isNaN }
    public func value(_ row: Int, _ column: Int) -> Double { values[column &* rowCount &+ row] }

    /// Room for one query at a time; each thread has its own.
    public struct Room {
        /// Of each row: the sum over shared columns, not yet scaled.
        fileprivate var sums: [Double]
        fileprivate var shared: [Int32]
        /// What a sum is multiplied with, by the number of shared columns.
        fileprivate var scales: [Double]

        public init(for rows: GappedRows) {
            sums = [Double](repeating: 0, count: rows.rowCount)
            shared = [Int32](repeating: 0, count: rows.rowCount)
            scales = (0...rows.columnCount).map { Double(rows.columnCount) / Double($0) }
        }
    }

    /// Measures a query against all rows; `room` then answers `nearest`.
    public func measure(_ query: UnsafeBufferPointer<Double>, _ room: inout Room) {
        let used = (0..<columnCount).filter { !query[$0].isNaN }
        let total = Int32(used.count)
        for row in 0..<rowCount { room.shared[row] = total }
        for column in used {
            for place in starts[column]..<starts[column + 1] { room.shared[Int(gaps[place])] &-= 1 }
        }
        values.withUnsafeBufferPointer { values in
            room.sums.withUnsafeMutableBufferPointer { sums in
                guard let values = values.baseAddress, let sums = sums.baseAddress else { return }
                Self.add(query, used, values, rowCount, to: sums)
            }
        }
    }

    /// Squares of four columns at a time, over blocks of rows that stay in the first cache.
    private static func add(
        _ query: UnsafeBufferPointer<Double>, _ used: [Int], _ values: UnsafePointer<Double>, _ rowCount: Int, to sums: UnsafeMutablePointer<Double>
    ) {
        for start in stride(from: 0, to: rowCount, by: 512) {
            let count = min(512, rowCount - start)
            let block = sums + start
            block.update(repeating: 0, count: count)
            var place = 0
            while place + 4 <= used.count {
                let (c0, c1, c2, c3) = (used[place], used[place + 1], used[place + 2], used[place + 3])
                let (b0, b1) = (values + c0 * rowCount + start, values + c1 * rowCount + start)
                let (b2, b3) = (values + c2 * rowCount + start, values + c3 * rowCount + start)
                let (q0, q1, q2, q3) = (query[c0], query[c1], query[c2], query[c3])
                for row in 0..<count {
                    block[row] += (square(q0 - b0[row]) + square(q1 - b1[row])) + (square(q2 - b2[row]) + square(q3 - b3[row]))
                }
                place += 4
            }
            while place < used.count {
                let (q, b) = (query[used[place]], values + used[place] * rowCount + start)
                for row in 0..<count { block[row] += square(q - b[row]) }
                place += 1
            }
        }
    }

    /// 0 for NaN.
    @inline(__always)
    private static func square(_ gap: Double) -> Double {
        let square = gap * gap
        return square > 0 ? square : 0
    }

    /// A row and its squared distance.
    public struct Near: Sendable, Hashable {
        public var row: Int
        public var squaredGap: Double
    }

    /// The `k` nearest rows of the query just measured, nearest first, equally near by row; fewer where fewer share a column.
    /// - Parameter column: only rows with a value there.
    public func nearest(_ k: Int, having column: Int, _ room: Room) -> [Near] { nearest(k, where: { hasValue($0, column) }, room) }

    /// As above among the rows that pass a test, which is asked of those near enough only.
    public func nearest(_ k: Int, where isMeant: (Int) -> Bool, _ room: Room) -> [Near] {
        var kept: [Near] = []
        kept.reserveCapacity(k)
        // No scale is below 1, so a sum at the limit or above it cannot come in.
        var limit = Double.infinity
        room.sums.withUnsafeBufferPointer { sums in
            for row in 0..<rowCount where sums[row] < limit || kept.count < k {
                let shared = Int(room.shared[row])
                guard shared > 0, isMeant(row) else { continue }
                Self.insert(Near(row: row, squaredGap: sums[row] * room.scales[shared]), &kept, k)
                if kept.count == k { limit = kept[k - 1].squaredGap }
            }
        }
        return kept
    }

    private static func insert(_ near: Near, _ kept: inout [Near], _ k: Int) {
        if kept.count == k {
            guard let last = kept.last, near.squaredGap < last.squaredGap else { return }
            kept.removeLast()
        }
        var place = kept.count
        while place > 0, kept[place - 1].squaredGap > near.squaredGap { place -= 1 }
        kept.insert(near, at: place)
    }
}
