import Records
import Suggesting

/// Cases of votes of rules.
let weakCases: [ParityCase] = [
    ParityCase("weak_majority", files: ["L.csv"]) { folder in
        let votes = try folder.votes("L.csv")
        return try RuleMajority().settle(votes).answers
    },
    ParityCase("weak_lf_analysis", files: ["L.csv", "Y.csv"]) { folder in
        let gold = try folder.table("Y.csv").column("y").map { Int($0) ?? -1 }
        let votes = try folder.votes("L.csv", classes: (gold.max() ?? 0) + 1)
        let analysis = try RuleAnalysis(votes)
        let accuracy = try RuleAccuracy(votes, gold: gold)
        let rules = analysis.rules
        return [
            "label_coverage": .double(analysis.coverage), "label_overlap": .double(analysis.overlap), "label_conflict": .double(analysis.conflict),
            "lf_polarities": .array(rules.map { .integers($0.polarity) }),
            "lf_coverages": .numbers(rules.map(\.coverage)), "lf_overlaps": .numbers(rules.map(\.overlap)), "lf_conflicts": .numbers(rules.map(\.conflict)),
            // The peer says 0 where a rule never speaks.
            "lf_overlaps_normalized": .numbers(rules.map { $0.normalisedOverlap ?? 0 }),
            "lf_conflicts_normalized": .numbers(rules.map { $0.normalisedConflict ?? 0 }),
            "lf_empirical_accuracies": .numbers(accuracy.accuracies.map { $0 ?? 0 }),
            "lf_empirical_probs": .array(accuracy.probabilities.map { .array($0.map { .array($0.map { .defined($0) }) }) }),
        ]
    },
    ParityCase("weak_label_model", files: ["L.csv", "start.json"]) { folder in
        let start = try folder.json("start.json")
        guard let runs = start["runs"]?.object, let scale = start["init_scale"]?.double else {
            throw CaseError("`start.json` holds no runs and scale")
        }
        var values = JSONObject()
        for (name, settings) in runs.members {
            guard let settings = settings.object else { throw CaseError("the settings of `\(name)` are no object") }
            let model = try LabelModel(settings, scale: scale)
            let votes = try folder.votes("L.csv", classes: model.balance?.count ?? 2)
            let fitted = try model.fit(RuleMoments(votes))
            var result = try fitted.settle(votes).answers
            result["mu"] = .table(fitted.mu, columns: fitted.classCount)
            result["weights"] = .array(fitted.weights.map { .defined($0) })
            values[name] = .object(result)
        }
        return values
    },
]

extension CaseFolder {
    /// As many classes as are given, named, or at least `classes`.
    fileprivate func votes(_ file: String, classes: Int = 2) throws -> RuleVotes {
        let table = try table(file)
        let cells = try table.rows.flatMap { row in
            try row.map { cell in
                guard let label = Int(cell) else { throw CaseError("`\(file)` holds `\(cell)` where a class is due") }
                return label
            }
        }
        return try RuleVotes(table: cells, ruleCount: table.header.count, classCount: max(classes, 2, (cells.max() ?? 0) + 1))
    }
}

extension RuleConsensus {
    /// Under the peer's keys.
    fileprivate var answers: JSONObject {
        ["probs": .table(probabilities, columns: classCount), "predict_abstain": .integers(labels().map { $0 ?? -1 })]
    }
}

extension LabelModel {
    /// The peer's names of settings.
    fileprivate init(_ settings: JSONObject, scale: Double) throws {
        self.init()
        startScale = scale
        for (key, value) in settings.members {
            switch key {
            case "n_epochs": steps = Int(value.int ?? 0)
            case "lr": learningRate = value.double ?? 0
            case "l2": l2 = value.double ?? 0
            case "prec_init": startPrecision = value.double ?? 0
            case "class_balance": balance = (value.array ?? []).compactMap(\.double)
            case "optimizer":
                guard let known = MomentOptimiser(rawValue: value.string ?? "") else { throw CaseError("there is no optimiser `\(value)`") }
                optimiser = known
            default: throw CaseError("there is no setting `\(key)`")
            }
        }
    }
}
