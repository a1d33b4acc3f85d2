import Kernels

/// Labels that a model, or failing that the neighbours, contradict: confident learning with its defaults.
///
/// With probabilities it is `LabelIssues` as it stands; without, a row's probabilities are the shares of the classes among
/// its neighbours, which leave the row's own label out. Score: probability of the given label. Score of the whole:
/// 1 - estimated share of errors. Matches cleanlab 2.9 with probabilities; there, neighbours for this check are always
/// Euclidean and taken again from the features, here they are those of the graph.
public struct LabelCheck: DatasetIssueCheck {
    public static let name = "label"
    public static let summary = "Labels that the model's probabilities, or else the neighbours' labels, contradict"
    public static let needs: [Set<DatasetNeed>] = [[.labels, .probabilities], [.labels, .neighbours]]

    public init() {}

    public func report(_ evidence: DatasetEvidence) throws(DatasetIssueUnavailable) -> DatasetIssueReport {
        guard let labels = evidence.labels else { throw unavailable(evidence) }
        guard evidence.classCount > 1 else { throw .oneClass }
        let judged = if let given = evidence.labelEvidence { given } else { try neighbours(labels, evidence) }
        return try reading {
            var isIssue = [Bool](repeating: false, count: judged.count)
            for row in try LabelIssues().indices(judged) { isIssue[row] = true }
            return DatasetIssueReport(
                check: Self.name, isIssue: isIssue, scores: try SelfConfidence().scores(judged), score: try LabelHealth(judged).score)
        }
    }

    private func neighbours(_ labels: [Int32], _ evidence: DatasetEvidence) throws(DatasetIssueUnavailable) -> LabelEvidence {
        let graph = try neighbourGraph(evidence, nil)
        var shares = [Double](repeating: 0, count: labels.count * evidence.classCount)
        for row in labels.indices {
            for neighbour in graph.neighbours(of: row) {
                shares[row * evidence.classCount + Int(labels[Int(neighbour)])] += 1 / Double(graph.neighbourCount)
            }
        }
        do {
            return try LabelEvidence(labels: labels, probabilities: shares, classCount: evidence.classCount)
        } catch {
            throw .labels(error)
        }
    }
}
