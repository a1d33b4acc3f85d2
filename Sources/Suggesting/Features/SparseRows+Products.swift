/// Products of sparse rows with dense vectors. Sums run in the order of the columns, so results repeat exactly.
extension SparseRows {
    /// Squared length of each row.
    var squares: [Double] {
        (0..<count).map { row in
            var sum = 0.0
            for place in starts[row]..<starts[row + 1] { sum += Double(values[place]) * Double(values[place]) }
            return sum
        }
    }

    /// `vector` has at least as many values as there are columns.
    @inline(__always)
    func product(_ row: Int, _ vector: [Double]) -> Double {
        var sum = 0.0
        for place in starts[row]..<starts[row + 1] { sum += Double(values[place]) * vector[Int(columns[place])] }
        return sum
    }

    @inline(__always)
    func add(_ row: Int, times factor: Double, to vector: inout [Double]) {
        for place in starts[row]..<starts[row + 1] { vector[Int(columns[place])] += factor * Double(values[place]) }
    }

    /// X' v: one value for each column.
    func transposedProduct(_ vector: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: columnCount)
        for row in 0..<count { add(row, times: vector[row], to: &result) }
        return result
    }

    var columnMeans: [Double] {
        let scale = 1 / Double(Swift.max(1, count))
        return transposedProduct([Double](repeating: scale, count: count))
    }
}
