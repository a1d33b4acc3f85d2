import Assuring
import Kernels
import Records

/// Cases of what the nearest neighbours tell.
let neighbourCases = [
    ParityCase("datalab", files: ["features.csv", "labels.csv", "pred_probs.csv"], run: datalab),
    ParityCase("outlier_ood", files: ["features.csv", "labels.csv", "pred_probs.csv"], run: outliers),
]

private func matrix(_ rows: [[Double]]) -> Matrix {
    Matrix(rows.flatMap { $0 }, rowCount: rows.count, columnCount: rows.first?.count ?? 0)
}

private func evidence(_ folder: CaseFolder) throws -> DatasetEvidence {
    try DatasetEvidence(
        features: matrix(folder.numbers("features.csv")), probabilities: matrix(folder.numbers("pred_probs.csv")),
        labels: folder.numbers("labels.csv").map { Int32($0[0]) })
}

private func datalab(_ folder: CaseFolder) throws -> JSONObject {
    let evidence = try evidence(folder)
    guard let graph = evidence.graph, let labels = evidence.labels else { throw CaseError("there is no graph") }
    var groups = UnderperformingGroupCheck()
    groups.comparison = .runningRatio
    let checks: [(String, any DatasetIssueCheck)] = [
        ("label", LabelCheck()), ("outlier", OutlierCheck()), ("near_duplicate", NearDuplicateCheck()), ("non_iid", OrderCheck()),
        ("class_imbalance", ClassImbalanceCheck()), ("underperforming_group", groups), ("null", MissingValueCheck()),
        ("data_valuation", DataValueCheck()),
    ]
    var (values, summary): (JSONObject, JSONObject) = ([:], [:])
    for (name, check) in checks {
        let report = try check.report(evidence)
        values[name] = .object(["is_issue": .integers(report.isIssue.indices.filter { report.isIssue[$0] }), "score": .numbers(report.scores)])
        summary[name] = .object(["score": .double(report.score), "num_issues": .int(Int64(report.issueCount))])
        if case .sets(let sets) = report.details { values["near_duplicate_sets"] = .array(sets.map { .integers($0) }) }
        if case .pValue(let p) = report.details { values["_non_iid_p_value"] = .double(p) }
    }
    values["summary"] = .object(summary)
    values["knn_indices"] = .array((0..<graph.rowCount).map { .integers(graph.neighbours(of: $0)) })
    values["knn_distances"] = .table(graph.distances, columns: graph.neighbourCount)
    for k in [10, 5] {
        values["knn_shapley_k\(k)"] = .numbers(NeighbourValue(neighbours: k).values(graph, labels: labels).map { 0.5 * ($0 + 1) })
    }
    return values
}

private func outliers(_ folder: CaseFolder) throws -> JSONObject {
    let evidence = try evidence(folder)
    func scores(_ kind: UncertaintyScore.Kind, isAdjusted: Bool = false) throws -> JSONValue {
        .numbers(try UncertaintyScore(kind, isAdjusted: isAdjusted).scores(evidence))
    }
    return [
        "knn_features": .numbers(try OutlierCheck().report(evidence).scores),
        "pred_entropy_adjusted": try scores(.entropy, isAdjusted: true),
        "pred_entropy": try scores(.entropy),
        "pred_least_confidence_adjusted": try scores(.leastConfidence, isAdjusted: true),
        "pred_least_confidence": try scores(.leastConfidence),
        "pred_gen": try scores(.generalisedEntropy),
    ]
}
