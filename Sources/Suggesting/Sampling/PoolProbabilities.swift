import Kernels

/// Reads probabilities a block at a time, and refuses what is none, with the place.
///
/// Every number is between 0 and 1 and every row sums to 1 within `tolerance`; the tolerance is wide because files round:
/// three decimals and ten classes may be off by 0.005. Rounded rows are used as they are.
struct PoolProbabilities {
    static let tolerance = 0.01
    /// Rows worked on at a time.
    static let blockRows = 8192

    let matrix: any MatrixRows
    let need: SelectionNeed
    let threads: Int

    init(_ matrix: any MatrixRows, _ need: SelectionNeed = .probabilities, threads: Int) {
        self.matrix = matrix
        self.need = need
        self.threads = threads
    }

    var classCount: Int { matrix.columnCount }

    /// One number per row. `body` has a row's K probabilities, checked.
    func rowNumbers(_ body: @Sendable (UnsafeBufferPointer<Double>) -> Double) throws(SelectionError) -> [Double] {
        let blocks = try blocks { [classCount] (rows, block) -> [Double] in
            [Double](unsafeUninitializedCapacity: rows.count) { result, count in
                for place in 0..<rows.count {
                    result[place] = body(UnsafeBufferPointer(rebasing: block[place * classCount..<(place + 1) * classCount]))
                }
                count = rows.count
            }
        }
        return blocks.count == 1 ? blocks[0] : Array(blocks.joined())
    }

    /// A result per block of rows, in order; the block is checked before `body` sees it.
    func blocks<Result: Sendable>(
        _ body: @Sendable (Range<Int>, UnsafeBufferPointer<Double>) -> Result
    ) throws(SelectionError) -> [Result] {
        let pieces = Pieces(matrix.rowCount, size: Self.blockRows)
        return try pieces.map(threads: threads) { (rows: Range<Int>) throws(SelectionError) -> Result in
            try Self.read(matrix, need, rows) { block throws(SelectionError) in
                try Self.check(block, first: rows.lowerBound, classCount: matrix.columnCount)
                return body(rows, block)
            }
        }
    }

    /// A copy of some rows, checked.
    func checkedRows(_ rows: Range<Int>) throws(SelectionError) -> [Double] {
        try Self.read(matrix, need, rows) { block throws(SelectionError) in
            try Self.check(block, first: rows.lowerBound, classCount: matrix.columnCount)
            return Array(block)
        }
    }

    /// A block of a matrix, with what goes wrong said in a selection's terms.
    static func read<Result>(
        _ matrix: any MatrixRows, _ need: SelectionNeed, _ rows: Range<Int>,
        _ body: (UnsafeBufferPointer<Double>) throws(SelectionError) -> Result
    ) throws(SelectionError) -> Result {
        let outcome: Swift.Result<Result, SelectionError>
        do {
            outcome = try matrix.withRows(rows) { block throws(MatrixError) -> Swift.Result<Result, SelectionError> in
                Swift.Result { () throws(SelectionError) -> Result in try body(block) }
            }
        } catch { throw .unreadable(error, need) }
        return try outcome.get()
    }

    private static func check(_ block: UnsafeBufferPointer<Double>, first: Int, classCount: Int) throws(SelectionError) {
        var start = 0
        while start < block.count {
            var sum = 0.0
            var isProbability = true
            for place in start..<start + classCount {
                let value = block[place]
                sum += value
                if !(value >= 0 && value <= 1) { isProbability = false }
            }
            if !isProbability { throw refusal(block, start, row: first + start / classCount, classCount) }
            if !(abs(sum - 1) <= tolerance) { throw .notNormalised(sum: sum, row: first + start / classCount) }
            start += classCount
        }
    }

    /// Which of a row is no probability. A hair above 1 or below 0 is refused too: it was not rounding of a file that did it.
    private static func refusal(_ block: UnsafeBufferPointer<Double>, _ start: Int, row: Int, _ classCount: Int) -> SelectionError {
        let column = (0..<classCount).first { !(block[start + $0] >= 0 && block[start + $0] <= 1) } ?? 0
        return .probabilityOutOfRange(block[start + column], row: row, column: column)
    }
}
