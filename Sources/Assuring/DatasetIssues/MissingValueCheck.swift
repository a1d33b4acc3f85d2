import Kernels

/// Rows with gaps.
///
/// Score: share of the row's features that are not NaN; an issue where all are missing. Score of the whole: mean. Details:
/// columns with a gap anywhere. Matches cleanlab 2.9.
public struct MissingValueCheck: DatasetIssueCheck {
    public static let name = "missing-value"
    public static let summary = "Rows without a single feature; scores tell how many a row has"
    public static let needs: [Set<DatasetNeed>] = [[.features]]

    public init() {}

    public func report(_ evidence: DatasetEvidence) throws(DatasetIssueUnavailable) -> DatasetIssueReport {
        guard let features = evidence.features, features.columnCount > 0 else { throw unavailable(evidence) }
        let columns = features.columnCount
        var present = [Int](repeating: 0, count: evidence.rowCount)
        var hasGap = [Bool](repeating: false, count: columns)
        do {
            for start in stride(from: 0, to: evidence.rowCount, by: 1024) {
                let rows = start..<min(start + 1024, evidence.rowCount)
                try features.withRows(rows) { (values: UnsafeBufferPointer<Double>) throws(MatrixError) in
                    for row in rows {
                        for column in 0..<columns {
                            if values[(row - start) * columns + column].isNaN { hasGap[column] = true } else { present[row] += 1 }
                        }
                    }
                }
            }
        } catch { throw .unreadable(error) }
        return DatasetIssueReport(
            check: Self.name, isIssue: present.map { $0 == 0 }, scores: present.map { Double($0) / Double(columns) },
            details: .columns(hasGap.indices.filter { hasGap[$0] }))
    }
}
