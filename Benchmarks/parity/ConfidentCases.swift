import Assuring
import Kernels
import Records

/// Cases of labels that a model contradicts.
let confidentCases: [ParityCase] = ["confident_binary", "confident_multi", "confident_hot", "confident_many"].map {
    ParityCase($0, files: ["labels.csv", "pred_probs.csv", "pred_probs_2.csv"], run: ConfidentCase.run)
} + [
    ParityCase("confident_edge", files: ["labels.csv", "pred_probs.csv"], run: ConfidentCase.edge),
    ParityCase("confident_multilabel", files: ["labels.json", "pred_probs.csv"], run: ConfidentVariants.multiLabel),
    ParityCase("confident_tokens", files: ["input.json"], run: ConfidentVariants.tokens),
    ParityCase("confident_segmentation", files: ["input.json"], run: ConfidentVariants.segmentation),
    ParityCase("confident_boxes", files: ["input.json"], run: ConfidentVariants.boxes),
    ParityCase("confident_regression", files: ["values.csv"], run: ConfidentVariants.regression),
]

/// One label per item.
enum ConfidentCase {
    @Sendable static func run(_ folder: CaseFolder) throws -> JSONObject {
        let first = try evidence(folder, "pred_probs.csv")
        let joint = try ConfidentJoint(first)
        var values = try jointValues(first, joint)
        try addIssues(to: &values, first, joint)
        try addScores(to: &values, first)
        try addEnsembles(to: &values, [first, try evidence(folder, "pred_probs_2.csv")])
        addHealth(to: &values, first, joint)
        return values
    }

    @Sendable static func edge(_ folder: CaseFolder) throws -> JSONObject {
        let evidence = try evidence(folder, "pred_probs.csv")
        let joint = try ConfidentJoint(evidence)
        return [
            "thresholds": .numbers(joint.thresholds),
            "joint_raw": rows(joint.counts, evidence.classCount),
            "joint_calibrated": rows(joint.calibrated, evidence.classCount),
            "n_issues_prune_by_noise_rate": .int(Int64(try LabelIssues().indices(evidence, joint).count)),
            "issues_confident_learning": .integers(try LabelIssues(filter: .confidentLearning).indices(evidence, joint)),
        ]
    }

    static func matrix(_ folder: CaseFolder, _ file: String) throws -> Matrix {
        let rows = try folder.numbers(file)
        return Matrix(rows.flatMap(\.self), rowCount: rows.count, columnCount: rows.first?.count ?? 0)
    }

    static func rows(_ counts: [Int], _ columns: Int) -> JSONValue { .table(counts.map(Double.init), columns: columns) }

    private static func evidence(_ folder: CaseFolder, _ file: String) throws -> LabelEvidence {
        let labels = try folder.numbers("labels.csv").map { Int32($0[0]) }
        return try LabelEvidence(labels: labels, rows: try matrix(folder, file))
    }

    private static func jointValues(_ evidence: LabelEvidence, _ joint: ConfidentJoint) throws -> JSONObject {
        let classes = evidence.classCount
        let noise = try LabelNoise(joint, labelCounts: evidence.labelCounts)
        return [
            "thresholds": .numbers(joint.thresholds),
            "joint_raw": rows(joint.counts, classes),
            "off_diagonal_indices": .integers(joint.offDiagonal),
            "joint_calibrated": rows(joint.calibrated, classes),
            "joint_estimate": .table(noise.joint, columns: classes),
            "py": .numbers(noise.truePriors),
            "noise_matrix": .table(noise.noise, columns: classes),
            "inverse_noise_matrix": .table(noise.inverseNoise, columns: classes),
            "num_label_issues_off_diagonal": .int(Int64(LabelIssues.estimatedCount(evidence, joint))),
            "num_label_issues_off_diagonal_calibrated": .int(Int64(LabelIssues.calibratedCount(joint))),
        ]
    }

    private static func addIssues(to values: inout JSONObject, _ evidence: LabelEvidence, _ joint: ConfidentJoint) throws {
        for filter in LabelIssueCatalog.all {
            values["issues_" + key(filter.name)] = .integers(try LabelIssues(filter: filter).indices(evidence, joint))
        }
        for filter in [LabelIssueFilter.pruneByNoiseRate, .pruneByClass, .both] {
            values["issues_\(key(filter.name))_frac_noise_0.5"] = .integers(try LabelIssues(filter: filter, share: 0.5).indices(evidence, joint))
        }
    }

    private static func addScores(to values: inout JSONObject, _ evidence: LabelEvidence) throws {
        let adjusted = try evidence.adjusted()
        for score in LabelQualityCatalog.all {
            let key = key(score.name)
            values["quality_\(key)"] = .numbers(try score.scores(evidence))
            values["ranked_\(key)"] = .integers(try LabelIssues().ranked(evidence, by: score))
            if !(score is ConfidenceWeightedEntropy) { values["quality_\(key)_adjusted"] = .numbers(try score.scores(adjusted)) }
        }
    }

    private static func addEnsembles(to values: inout JSONObject, _ members: [LabelEvidence]) throws {
        values["ensemble_accuracy"] = .numbers(try LabelEnsemble(.accuracy).scores(members))
        values["ensemble_uniform"] = .numbers(try LabelEnsemble(.uniform).scores(members))
        values["ensemble_log_loss_search"] = .numbers(try LabelEnsemble(.logLossSearch).scores(members))
    }

    private static func addHealth(to values: inout JSONObject, _ evidence: LabelEvidence, _ joint: ConfidentJoint) {
        let health = LabelHealth(evidence, joint)
        values["health_score"] = .double(health.score)
        var quality = JSONObject()
        for row in health.classes {
            quality["\(row.label)"] = .object([
                "label_issues": .int(Int64(row.wronglyGiven)), "inverse": .int(Int64(row.missed)), "noise": .double(row.noise),
                "inverse_noise": .double(row.inverseNoise), "quality": .double(row.quality),
            ])
        }
        values["class_quality"] = .object(quality)
        values["overlapping_top10"] = .array(LibraryOrder.overlaps(joint).prefix(10).map {
            .array([.int(Int64($0.first)), .int(Int64($0.second)), .double($0.share)])
        })
    }

    private static func key(_ name: String) -> String { String(name.map { $0 == "-" ? "_" : $0 }) }
}
