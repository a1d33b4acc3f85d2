import Assuring
import Records

/// Cases of votes beside a model's probabilities.
let crowdlabCases = [
    ParityCase("crowdlab", files: ["labels.csv", "pred_probs.csv", "pred_probs_unlabeled.csv"]) { folder in
        try CrowdlabCase(folder).values()
    }
]

/// The peer packs shares of votes to the left (`VoteShareRule.packed`), so its figures need the same.
private struct CrowdlabCase {
    let votes: VoteTable
    let model: ModelProbabilities
    let ensemble: ModelProbabilities
    let unlabelled: ModelProbabilities

    init(_ folder: CaseFolder) throws {
        let table = try folder.numbers("labels.csv")
        let rows = try folder.numbers("pred_probs.csv")
        let classCount = rows.first?.count ?? 0
        let flat = rows.flatMap { $0 }
        model = try ModelProbabilities(flat, classCount: classCount)
        ensemble = try ModelProbabilities(models: [flat, flat.map { 0.5 * $0 + 1 / (2 * Double(classCount)) }], classCount: classCount)
        unlabelled = try ModelProbabilities(try folder.numbers("pred_probs_unlabeled.csv").flatMap { $0 }, classCount: classCount)
        var (items, annotators, classes): ([Int32], [Int32], [Int32]) = ([], [], [])
        for (item, row) in table.enumerated() {
            for (annotator, label) in row.enumerated() where !label.isNaN {
                items.append(Int32(item))
                annotators.append(Int32(annotator))
                classes.append(Int32(label))
            }
        }
        votes = try VoteTable(
            items: items, annotators: annotators, classes: classes, itemNames: table.indices.map(String.init),
            annotatorNames: (table.first ?? []).indices.map(String.init), classNames: (0..<classCount).map(String.init))
    }

    func values() throws -> JSONObject {
        var values = JSONObject()
        let plain = try scores(.bestQuality, .crowdlab)
        values["majority_vote"] = .integers(plain.majority)
        values["best_temperature"] = .double(Crowdlab(shares: .packed).temperatures(votes, model)[0])
        for (name, labels) in [("best_quality", Crowdlab.Labels.bestQuality), ("majority_vote", .majority)] {
            values["\(name)_crowdlab"] = written(try scores(labels, .crowdlab))
            values["\(name)_crowdlab_calibrated"] = written(try scores(labels, .crowdlab, isCalibrated: true))
            values["\(name)_agreement"] = written(try scores(labels, .agreement))
        }
        let priorities = try Crowdlab(shares: .packed).priorities(of: votes, models: model, unlabelled: unlabelled)
        values["active_labeled"] = .numbers(priorities.labelled)
        values["active_unlabeled"] = .numbers(priorities.unlabelled)
        let together = try Crowdlab(shares: .packed).scores(of: votes, models: ensemble)
        var said = JSONObject()
        said["consensus_label"] = .integers(together.labels)
        said["quality"] = .array(together.quality.map { .defined($0) })
        said["model_weight"] = .numbers(together.modelWeights ?? [])
        values["ensemble"] = .object(said)
        return values
    }

    private func scores(_ labels: Crowdlab.Labels, _ quality: Crowdlab.Quality, isCalibrated: Bool = false) throws -> CrowdlabScores {
        try Crowdlab(labels: labels, quality: quality, isCalibrated: isCalibrated, shares: .packed).scores(of: votes, models: model)
    }

    private func written(_ scores: CrowdlabScores) -> JSONValue {
        var said = JSONObject()
        said["consensus_label"] = .integers(scores.labels)
        said["quality"] = .array(scores.quality.map { .defined($0) })
        said["agreement"] = .array(scores.agreement.map { .defined($0) })
        said["annotator_stats"] = .object(annotators(scores))
        guard let weights = scores.modelWeights else { return .object(said) }
        said["model_weight"] = .double(weights[0])
        said["annotator_weight"] = .array(scores.annotators.map { .defined($0.weight) })
        said["detailed_column_means"] = .array(scores.annotators.map { .defined($0.labelQuality) })
        return .object(said)
    }

    private func annotators(_ scores: CrowdlabScores) -> JSONObject {
        var said = JSONObject()
        for place in scores.annotatorsByQuality {
            let row = scores.annotators[place]
            var figures = JSONObject()
            figures["annotator_quality"] = .defined(row.quality)
            figures["agreement_with_consensus"] = .defined(row.agreement)
            figures["worst_class"] = .defined(row.worstClass.map(Double.init))
            figures["num_examples_labeled"] = .int(Int64(row.votes))
            said[String(place)] = .object(figures)
        }
        return said
    }
}
