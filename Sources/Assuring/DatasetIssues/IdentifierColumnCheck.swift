import Kernels

/// Columns that number the rows: a model learns the order of the data from them.
///
/// A column of whole numbers, each once, that is a run of consecutive values in any order. No row is at fault: scores are
/// 1, the score of the whole 0 when there is such a column, and details name it. Differs from cleanlab 2.9, which takes
/// repeated values too and so reports every column of flags (0 and 1) or of classes; `allowsRepeats` does as it does.
public struct IdentifierColumnCheck: DatasetIssueCheck {
    public static let name = "identifier-column"
    public static let summary = "Feature columns that only number the rows"
    public static let needs: [Set<DatasetNeed>] = [[.features]]

    public var allowsRepeats = false

    public init() {}

    public func report(_ evidence: DatasetEvidence) throws(DatasetIssueUnavailable) -> DatasetIssueReport {
        guard let features = evidence.features, features.columnCount > 0 else { throw unavailable(evidence) }
        let found: [Int]
        do { found = try columns(features) } catch { throw .unreadable(error) }
        return DatasetIssueReport(
            check: Self.name, isIssue: [Bool](repeating: false, count: evidence.rowCount), scores: [Double](repeating: 1, count: evidence.rowCount),
            score: found.isEmpty ? 1 : 0, details: .columns(found))
    }

    private func columns(_ features: any MatrixRows) throws(MatrixError) -> [Int] {
        let (rows, columns) = (features.rowCount, features.columnCount)
        var possible = Array(0..<columns)
        var (low, high) = ([Double](repeating: .infinity, count: columns), [Double](repeating: -.infinity, count: columns))
        for start in stride(from: 0, to: rows, by: 1024) where !possible.isEmpty {
            let end = min(start + 1024, rows)
            try features.withRows(start..<end) { (values: UnsafeBufferPointer<Double>) throws(MatrixError) in
                possible.removeAll { column in
                    for place in stride(from: column, to: values.count, by: columns) {
                        let value = values[place]
                        guard value == value.rounded(), abs(value) < 0x1p53 else { return true }
                        low[column] = min(low[column], value)
                        high[column] = max(high[column], value)
                    }
                    return false
                }
            }
        }
        possible.removeAll { high[$0] <= low[$0] || high[$0] - low[$0] >= Double(rows) }
        var found: [Int] = []
        for column in possible where try isRun(features, column, from: low[column], length: Int(high[column] - low[column]) + 1) { found.append(column) }
        return found
    }

    private func isRun(_ features: any MatrixRows, _ column: Int, from low: Double, length: Int) throws(MatrixError) -> Bool {
        guard allowsRepeats || length == features.rowCount else { return false }
        var seen = [Bool](repeating: false, count: length)
        for start in stride(from: 0, to: features.rowCount, by: 1024) {
            try features.withRows(start..<min(start + 1024, features.rowCount)) { (values: UnsafeBufferPointer<Double>) throws(MatrixError) in
                for place in stride(from: column, to: values.count, by: features.columnCount) { seen[Int(values[place] - low)] = true }
            }
        }
        return !seen.contains(false)
    }
}
