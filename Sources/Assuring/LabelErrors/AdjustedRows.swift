import Kernels

/// Probabilities with each class's own mean confidence taken off, shifted above 0 and scaled to sum to 1, made a block at
/// a time.
struct AdjustedRows: MatrixRows {
    let rows: any MatrixRows
    /// What is added to each class.
    let shifts: [Double]

    var rowCount: Int { rows.rowCount }
    var columnCount: Int { rows.columnCount }

    func withRows<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Double>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        try rows.withRows(range) { block throws(MatrixError) in
            let room = UnsafeMutableBufferPointer<Double>.allocate(capacity: block.count)
            defer { room.deallocate() }
            for start in stride(from: 0, to: block.count, by: shifts.count) {
                var sum = 0.0
                for k in shifts.indices {
                    room[start + k] = block[start + k] + shifts[k]
                    sum += room[start + k]
                }
                for k in shifts.indices { room[start + k] /= sum }
            }
            return try body(UnsafeBufferPointer(room))
        }
    }

    func withFloatRows<Result>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        try withRows(range) { block throws(MatrixError) in
            try block.map(Float.init).withUnsafeBufferPointer { floats throws(MatrixError) in try body(floats) }
        }
    }
}

extension LabelEvidence {
    /// The same labels with adjusted probabilities: a class the model is always unsure of is no longer suspicious for that.
    /// A pass over the matrix; the adjusted rows are never held.
    public func adjusted() throws(LabelEvidenceError) -> LabelEvidence {
        let thresholds = ConfidentJoint.thresholds(self)
        let shift = thresholds.max() ?? 0
        return try LabelEvidence(trusted: AdjustedRows(rows: rows, shifts: thresholds.map { shift - $0 }), of: self)
    }
}
