import Kernels
import Records

/// Given labels and a model's probabilities for the same items, checked once: what label-error detection reads.
///
/// N items, K classes; `rows` is N x K, each value in 0...1, in memory or in a file larger than it. The probabilities must
/// come from a model that did not train on the item it judges (out of fold), or errors look right to it.
///
/// Making one is the first pass over the matrix: it checks every value and keeps 20 bytes an item. `ConfidentJoint` is the
/// second; two filters of `LabelIssues` need a third. No pass copies more than a block, and results are the same bits on
/// any number of threads.
public struct LabelEvidence: Sendable {
    public let labels: [Int32]
    /// The probabilities, a block at a time.
    public let rows: any MatrixRows
    public let classCount: Int
    /// Rows that do not sum to 1 within 0.01: counted, not mended.
    public let findings: [Finding]
    /// How many items carry each label.
    public let labelCounts: [Int]
    /// How many threads passes may use.
    public let threads: Int
    let reading: LabelReading

    public var count: Int { labels.count }

    /// - Parameter rows: one row per label, one column per class.
    public init(labels: [Int32], rows: any MatrixRows, threads: Int = 1) throws(LabelEvidenceError) {
        let classCount = rows.columnCount
        guard classCount > 1 else { throw .tooFewClasses(classCount) }
        guard !labels.isEmpty else { throw .noLabels }
        guard rows.rowCount == labels.count else { throw .unequalRows(labels: labels.count, rows: rows.rowCount) }
        if let item = labels.firstIndex(where: { $0 < 0 || Int($0) >= classCount }) {
            throw .labelOutOfRange(labels[item], classCount: classCount, item: item)
        }
        let (reading, checks) = try Self.read(labels, rows, threads)
        if let item = checks.lazy.compactMap(\.firstWrong).first { throw Self.wrongCell(rows, item) }
        self.init(labels, rows, reading, threads, Self.uneven(checks))
    }

    /// Probabilities in memory, row-major.
    public init(labels: [Int32], probabilities: [Double], classCount: Int) throws(LabelEvidenceError) {
        guard classCount > 1 else { throw .tooFewClasses(classCount) }
        guard !labels.isEmpty else { throw .noLabels }
        guard probabilities.count == labels.count * classCount else {
            throw .unequalLengths(labels: labels.count, probabilities: probabilities.count, classCount: classCount)
        }
        try self.init(labels: labels, rows: Matrix(probabilities, rowCount: labels.count, columnCount: classCount))
    }

    /// Rows that follow from checked ones.
    init(trusted rows: any MatrixRows, of other: LabelEvidence) throws(LabelEvidenceError) {
        let (reading, _) = try Self.read(other.labels, rows, other.threads)
        self.init(other.labels, rows, reading, other.threads, other.findings)
    }

    private init(_ labels: [Int32], _ rows: any MatrixRows, _ reading: LabelReading, _ threads: Int, _ findings: [Finding]) {
        self.labels = labels
        self.rows = rows
        self.reading = reading
        self.threads = threads
        self.findings = findings
        classCount = rows.columnCount
        var counts = [Int](repeating: 0, count: rows.columnCount)
        for label in labels { counts[Int(label)] += 1 }
        labelCounts = counts
    }
}

extension LabelEvidence {
    /// Calls `body` with each block of rows, the labels of all items and the items of the block; results in order.
    func overBlocks<Result: Sendable>(
        _ body: @Sendable (UnsafeBufferPointer<Double>, UnsafeBufferPointer<Int32>, Range<Int>) -> Result
    ) throws(MatrixError) -> [Result] {
        try Self.overBlocks(labels, rows, threads, body)
    }

    private static func overBlocks<Result: Sendable>(
        _ labels: [Int32], _ rows: any MatrixRows, _ threads: Int,
        _ body: @Sendable (UnsafeBufferPointer<Double>, UnsafeBufferPointer<Int32>, Range<Int>) -> Result
    ) throws(MatrixError) -> [Result] {
        try Pieces(labels.count, size: rows.rowsPerBlock).map(threads: threads) { items throws(MatrixError) in
            try rows.withRows(items) { block throws(MatrixError) in
                labels.withUnsafeBufferPointer { labels in body(block, labels, items) }
            }
        }
    }

    private static func read(_ labels: [Int32], _ rows: any MatrixRows, _ threads: Int) throws(LabelEvidenceError) -> (LabelReading, [RowChecks]) {
        let reading = LabelReading(labels.count)
        let classCount = rows.columnCount
        do throws(MatrixError) {
            return (reading, try overBlocks(labels, rows, threads) { block, labels, items in
                reading.read(block, labels, rows: items, classCount: classCount)
            })
        } catch {
            throw .matrix(error)
        }
    }

    private static func uneven(_ checks: [RowChecks]) -> [Finding] {
        guard let first = checks.lazy.compactMap(\.firstUneven).first else { return [] }
        return [.unevenProbabilities(rows: checks.reduce(0) { $0 + $1.unevenRows }, first: first.row, sum: first.sum)]
    }

    private static func wrongCell(_ rows: any MatrixRows, _ item: Int) -> LabelEvidenceError {
        let slack = RowChecks.slack
        do throws(MatrixError) {
            return try rows.withRows(item..<item + 1) { row throws(MatrixError) in
                let place = row.firstIndex { !($0 >= -slack && $0 <= 1 + slack) } ?? 0
                return .probabilityOutOfRange(row[place], item: item, class: place)
            }
        } catch {
            return .matrix(error)
        }
    }
}
