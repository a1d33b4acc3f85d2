import Foundation
import Testing

@testable import Assuring

/// Against cleanlab 2.9 on the reference cases.
@Suite("Parity of label errors")
struct LabelErrorParityTests {
    static func evidence(_ reference: ParityCase) throws -> LabelEvidence {
        let labels = try SharedData.numbers(reference.file("labels.csv")).values.map { Int32($0) }
        let table = try SharedData.numbers(reference.file("pred_probs.csv"))
        return try LabelEvidence(labels: labels, probabilities: table.values, classCount: table.columns)
    }

    /// Flat to rows.
    static func rows<Value>(_ flat: [Value], _ columns: Int) -> [[Value]] {
        stride(from: 0, to: flat.count, by: columns).map { Array(flat[$0..<$0 + columns]) }
    }

    @Test("confident learning", arguments: ["confident_multi", "confident_binary", "confident_many", "confident_hot"])
    func confident(name: String) throws {
        guard let reference = try ParityCase(name) else { return }
        let evidence = try Self.evidence(reference)
        let joint = ConfidentJoint(evidence)
        compareJoint(reference, evidence, joint)
        reference.compare("num_label_issues_off_diagonal", LabelIssues.estimatedCount(evidence, joint))
        reference.compare("num_label_issues_off_diagonal_calibrated", LabelIssues.calibratedCount(joint))
        for filter in LabelIssueCatalog.all {
            let key = "issues_" + filter.name.replacingOccurrences(of: "-", with: "_")
            reference.compare(key, LabelIssues(filter: filter).indices(evidence))
        }
        for filter in [LabelIssueFilter.pruneByClass, .pruneByNoiseRate, .both] {
            let key = "issues_" + filter.name.replacingOccurrences(of: "-", with: "_") + "_frac_noise_0.5"
            reference.compare(key, LabelIssues(filter: filter, share: 0.5).indices(evidence))
        }
        compareScores(reference, evidence)
        compareHealth(reference, LabelHealth(evidence))
        reference.finish(notInThisIssue: ["ensemble_"])
    }

    private func compareJoint(_ reference: ParityCase, _ evidence: LabelEvidence, _ joint: ConfidentJoint) {
        let classes = evidence.classCount
        let noise = LabelNoise(joint, labelCounts: evidence.labelCounts)
        reference.compare("thresholds", joint.thresholds)
        reference.compare("joint_raw", Self.rows(joint.counts, classes))
        reference.compare("off_diagonal_indices", joint.offDiagonal)
        reference.compare("joint_calibrated", Self.rows(joint.calibrated, classes))
        reference.compare("joint_estimate", Self.rows(noise.joint, classes))
        reference.compare("py", noise.truePriors)
        reference.compare("noise_matrix", Self.rows(noise.noise, classes))
        reference.compare("inverse_noise_matrix", Self.rows(noise.inverseNoise, classes))
    }

    private func compareScores(_ reference: ParityCase, _ evidence: LabelEvidence) {
        for score in LabelQualityCatalog.all {
            let key = score.name.replacingOccurrences(of: "-", with: "_")
            reference.compare("quality_\(key)", score.scores(evidence))
            if reference.keys.contains("quality_\(key)_adjusted") {
                reference.compare("quality_\(key)_adjusted", score.scores(evidence.adjusted()))
            }
            reference.compare("ranked_\(key)", LabelIssues().ranked(evidence, by: score))
        }
    }

    private func compareHealth(_ reference: ParityCase, _ health: LabelHealth) {
        reference.compare("health_score", health.score)
        var quality: [String: Any] = [:]
        for row in health.classes {
            quality["\(row.label)"] = [
                "label_issues": Double(row.wronglyGiven), "inverse": Double(row.missed), "noise": row.noise,
                "inverse_noise": row.inverseNoise, "quality": row.quality,
            ]
        }
        reference.compare("class_quality", quality)
        compareOverlaps(reference, health.overlaps)
    }

    /// The library leaves the order of equally confused pairs open: shares in order, and each pair's own share.
    private func compareOverlaps(_ reference: ParityCase, _ overlaps: [LabelHealth.Overlap]) {
        reference.markCompared("overlapping_top10")
        let expected = reference.expected("overlapping_top10") as? [[Double]] ?? []
        #expect(!expected.isEmpty && expected.count == min(10, overlaps.count))
        for (row, ours) in zip(expected, overlaps) {
            let same = overlaps.first { Double($0.first) == row[0] && Double($0.second) == row[1] }
            #expect(isClose(row[2], ours.share, 1e-6) && isClose(row[2], same?.share, 1e-6))
        }
    }

    @Test("ties, certainties and an absent class")
    func edge() throws {
        guard let reference = try ParityCase("confident_edge") else { return }
        let evidence = try Self.evidence(reference)
        let joint = ConfidentJoint(evidence)
        reference.compare("thresholds", joint.thresholds)
        reference.compare("joint_raw", Self.rows(joint.counts, evidence.classCount))
        reference.compare("joint_calibrated", Self.rows(joint.calibrated, evidence.classCount))
        reference.compare("n_issues_prune_by_noise_rate", LabelIssues(filter: .pruneByNoiseRate).indices(evidence).count)
        reference.compare("issues_confident_learning", LabelIssues(filter: .confidentLearning).indices(evidence))
        reference.finish()
    }
}
