import Kernels

/// Items that may carry any number of K labels, beside a model's probability of each: N x K, rows need not sum to 1.
///
/// Each class is judged alone, as given or not given (one versus rest), with [1 - p, p] as its two probabilities.
public struct MultiLabelEvidence: Sendable {
    /// The classes of each item, ascending, without repeats.
    public let labels: [[Int32]]
    public let rows: any MatrixRows
    public let threads: Int

    public var count: Int { labels.count }
    public var classCount: Int { rows.columnCount }

    public init(labels: [[Int]], rows: any MatrixRows, threads: Int = 1) throws(LabelEvidenceError) {
        guard rows.columnCount > 0 else { throw .tooFewClasses(0) }
        guard !labels.isEmpty else { throw .noLabels }
        guard rows.rowCount == labels.count else { throw .unequalRows(labels: labels.count, rows: rows.rowCount) }
        for (item, classes) in labels.enumerated() {
            if let wrong = classes.first(where: { $0 < 0 || $0 >= rows.columnCount }) {
                throw .labelOutOfRange(Int32(clamping: wrong), classCount: rows.columnCount, item: item)
            }
        }
        self.labels = labels.map { Set($0).sorted().map { Int32($0) } }
        self.rows = rows
        self.threads = threads
        try check()
    }

    private func check() throws(LabelEvidenceError) {
        let columns = classCount
        let wrong: [(Double, Int, Int)?]
        do throws(MatrixError) {
            wrong = try overBlocks { block, items in
                block.firstIndex { !($0 >= -RowChecks.slack && $0 <= 1 + RowChecks.slack) }.map { (block[$0], items.lowerBound + $0 / columns, $0 % columns) }
            }
        } catch { throw .matrix(error) }
        if let (value, item, place) = wrong.lazy.compactMap(\.self).first { throw .probabilityOutOfRange(value, item: item, class: place) }
    }

    /// Results of `body` for each block of rows, in order.
    func overBlocks<Result: Sendable>(_ body: @Sendable (UnsafeBufferPointer<Double>, Range<Int>) -> Result) throws(MatrixError) -> [Result] {
        try Pieces(count, size: rows.rowsPerBlock).map(threads: threads) { items throws(MatrixError) in
            try rows.withRows(items) { block throws(MatrixError) in body(block, items) }
        }
    }

    /// One class against the rest, for a run of classes: one pass, and N doubles a class.
    func oneVersusRest(_ classes: Range<Int>) throws(LabelEvidenceError) -> [LabelEvidence] {
        let columns = classes.map { _ in ItemColumn<Double>(count, filledWith: 0) }
        let width = classCount
        do throws(MatrixError) {
            _ = try overBlocks { block, items in
                for item in items {
                    for (column, k) in zip(columns, classes) { column.values[item] = block[(item - items.lowerBound) * width + k] }
                }
            }
        } catch { throw .matrix(error) }
        var given = classes.map { _ in [Int32](repeating: 0, count: count) }
        for (item, own) in labels.enumerated() { for k in own where classes.contains(Int(k)) { given[Int(k) - classes.lowerBound][item] = 1 } }
        var evidence: [LabelEvidence] = []
        for (labels, column) in zip(given, columns) { evidence.append(try LabelEvidence(labels: labels, rows: ClassAgainstRest(column), threads: threads)) }
        return evidence
    }
}

/// [1 - p, p] of each item, made a block at a time.
private struct ClassAgainstRest: MatrixRows {
    private let column: ItemColumn<Double>
    let rowCount: Int
    var columnCount: Int { 2 }

    init(_ column: ItemColumn<Double>) {
        self.column = column
        rowCount = column.values.count
    }

    func withRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Double>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        let room = UnsafeMutableBufferPointer<Double>.allocate(capacity: rows.count * 2)
        defer { room.deallocate() }
        for (place, item) in rows.enumerated() {
            room[2 * place] = 1 - column.values[item]
            room[2 * place + 1] = column.values[item]
        }
        return try body(UnsafeBufferPointer(room))
    }

    func withFloatRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        try withRows(rows) { block throws(MatrixError) in
            try block.map(Float.init).withUnsafeBufferPointer { floats throws(MatrixError) in try body(floats) }
        }
    }
}
