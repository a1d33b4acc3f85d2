/// For each row the `width` others that may be nearest, by a lower bound of their distance; everything turned away had a
/// bound no lower than the last one kept.
struct NearestCandidates: Sendable {
    let width: Int
    /// rows x width, ascending bounds; infinite and -1 where nothing came.
    var bounds: [Float]
    var rows: [Int32]

    init(rowCount: Int, width: Int) {
        self.width = width
        bounds = [Float](repeating: .infinity, count: rowCount * width)
        rows = [Int32](repeating: -1, count: rowCount * width)
    }

    /// What both have seen.
    mutating func merge(_ other: NearestCandidates) {
        let width = width
        bounds.withUnsafeMutableBufferPointer { bounds in
            rows.withUnsafeMutableBufferPointer { rows in
                guard let bounds = bounds.baseAddress, let rows = rows.baseAddress else { return }
                for place in other.rows.indices where other.rows[place] >= 0 {
                    let start = place / width * width
                    Self.insert(other.rows[place], other.bounds[place], bounds + start, rows + start, width)
                }
            }
        }
    }

    /// Puts one in its place if it is nearer than the last.
    @inline(__always)
    static func insert(_ row: Int32, _ bound: Float, _ bounds: UnsafeMutablePointer<Float>, _ rows: UnsafeMutablePointer<Int32>, _ width: Int) {
        guard bound < bounds[width &- 1] else { return }
        var place = width &- 1
        while place > 0, bounds[place &- 1] > bound {
            bounds[place] = bounds[place &- 1]
            rows[place] = rows[place &- 1]
            place &-= 1
        }
        bounds[place] = bound
        rows[place] = row
    }
}
