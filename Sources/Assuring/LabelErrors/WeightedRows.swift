import Kernels

/// The weighted mean of several models' probabilities, made a block at a time.
public struct WeightedRows: MatrixRows {
    public let members: [any MatrixRows]
    /// One for each member.
    public let weights: [Double]

    public var rowCount: Int { members.first?.rowCount ?? 0 }
    public var columnCount: Int { members.first?.columnCount ?? 0 }

    /// - Precondition: one weight for each member, and all members of one size.
    public init(members: [any MatrixRows], weights: [Double]) {
        precondition(members.count == weights.count && members.allSatisfy { $0.rowCount == members[0].rowCount && $0.columnCount == members[0].columnCount })
        (self.members, self.weights) = (members, weights)
    }

    public func withRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Double>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        let room = UnsafeMutableBufferPointer<Double>.allocate(capacity: rows.count * columnCount)
        defer { room.deallocate() }
        room.initialize(repeating: 0)
        for (member, weight) in zip(members, weights) {
            try member.withRows(rows) { block throws(MatrixError) in
                for place in block.indices { room[place] += weight * block[place] }
            }
        }
        return try body(UnsafeBufferPointer(room))
    }

    public func withFloatRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        try withRows(rows) { block throws(MatrixError) in
            try block.map(Float.init).withUnsafeBufferPointer { floats throws(MatrixError) in try body(floats) }
        }
    }
}
