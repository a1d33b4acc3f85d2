import Kernels

/// Which items of a multi-label set have a class too many or one missing.
///
/// Confident learning on each class against the rest; an item is an issue when any of its classes is. Its score pools the
/// scores of all its classes: an exponential moving average from the highest down with alpha 0.8, so that one bad class is
/// enough. Matches cleanlab 2.9 (`multilabel_classification`). Source: Thyagarajan et al. (2023), arXiv:2211.13895.
///
/// Cost: one pass per 2^24 / N classes (at least one class), one pass for scores; 128 MiB of columns at most, or one.
public struct MultiLabelIssues: Sendable {
    public var issues: LabelIssues
    public var pooling: ScorePooling

    public init(issues: LabelIssues = LabelIssues(), pooling: ScorePooling = .movingAverage(alpha: 0.8)) {
        self.issues = issues
        self.pooling = pooling
    }

    /// - Returns: for each class, the items where it looks wrongly given or missing, ascending.
    public func indicesByClass(_ evidence: MultiLabelEvidence) throws(LabelEvidenceError) -> [[Int]] {
        var found: [[Int]] = []
        let atOnce = max(1, min(evidence.classCount, (1 << 24) / evidence.count))
        for start in stride(from: 0, to: evidence.classCount, by: atOnce) {
            for one in try evidence.oneVersusRest(start..<min(start + atOnce, evidence.classCount)) {
                do throws(MatrixError) { found.append(try issues.indices(one)) } catch { throw .matrix(error) }
            }
        }
        return found
    }

    /// - Returns: items with an issue in any class, ascending.
    public func indices(_ evidence: MultiLabelEvidence) throws(LabelEvidenceError) -> [Int] {
        var flags = [Bool](repeating: false, count: evidence.count)
        for items in try indicesByClass(evidence) { for item in items { flags[item] = true } }
        return flags.indices.filter { flags[$0] }
    }

    /// One score per item.
    public func scores(_ evidence: MultiLabelEvidence, by score: any LabelQualityScore = SelfConfidence()) throws(MatrixError) -> [Double] {
        let (width, pooling) = (evidence.classCount, pooling)
        let labels = evidence.labels
        return try evidence.overBlocks { block, items in
            items.map { item in
                let row = block[(item - items.lowerBound) * width..<(item - items.lowerBound + 1) * width]
                return pooling.pooled(Self.scores(row, labels[item], score)) ?? 1
            }
        }.flatMap(\.self)
    }

    /// The score of each class of an item, given or not.
    private static func scores(_ row: Slice<UnsafeBufferPointer<Double>>, _ given: [Int32], _ score: any LabelQualityScore) -> [Double] {
        var next = 0
        return row.enumerated().map { k, p in
            let isGiven = next < given.count && Int(given[next]) == k
            if isGiven { next += 1 }
            return withUnsafePointer(to: (1 - p, p)) { pair in
                pair.withMemoryRebound(to: Double.self, capacity: 2) {
                    score.score(UnsafeBufferPointer(start: $0, count: 2), label: isGiven ? 1 : 0)
                }
            }
        }
    }
}
