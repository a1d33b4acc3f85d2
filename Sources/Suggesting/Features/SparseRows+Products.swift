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

    /// The rows as raw runs, for loops that go over them again and again.
    func withValues<Result>(_ body: (Values) -> Result) -> Result {
        starts.withUnsafeBufferPointer { starts in
            columns.withUnsafeBufferPointer { columns in
                values.withUnsafeBufferPointer { body(Values(starts: starts, columns: columns, values: $0)) }
            }
        }
    }

    struct Values {
        let starts: UnsafeBufferPointer<Int>
        let columns: UnsafeBufferPointer<UInt32>
        let values: UnsafeBufferPointer<Float>

        /// `vector` has at least as many values as there are columns.
        @inline(__always)
        func product(_ row: Int, _ vector: UnsafeMutableBufferPointer<Double>) -> Double {
            var sum = 0.0
            for place in starts[row]..<starts[row + 1] { sum += Double(values[place]) * vector[Int(columns[place])] }
            return sum
        }

        @inline(__always)
        func add(_ row: Int, times factor: Double, to vector: UnsafeMutableBufferPointer<Double>) {
            for place in starts[row]..<starts[row + 1] { vector[Int(columns[place])] += factor * Double(values[place]) }
        }
    }

    /// X v: one value for each row.
    func product(_ vector: [Double]) -> [Double] {
        var vector = vector
        return vector.withUnsafeMutableBufferPointer { vector in
            withValues { values in (0..<count).map { values.product($0, vector) } }
        }
    }

    /// X' v: one value for each column.
    func transposedProduct(_ vector: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: columnCount)
        result.withUnsafeMutableBufferPointer { result in
            withValues { values in
                for row in 0..<count { values.add(row, times: vector[row], to: result) }
            }
        }
        return result
    }

    var columnMeans: [Double] {
        let scale = 1 / Double(Swift.max(1, count))
        return transposedProduct([Double](repeating: scale, count: count))
    }
}
