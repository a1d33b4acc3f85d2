import Kernels
import Records
import Suggesting

/// Cases of what to label next.
let activeCases: [ParityCase] = [
    ParityCase("active_uncertainty", files: ["pred_probs.csv"]) { folder in
        let pool = SelectionPool(probabilities: try folder.matrix("pred_probs.csv"))
        var values = JSONObject()
        let methods: [(String, any ScoringMethod)] = [
            ("least_confidence", UncertaintyScores(LeastConfidence())), ("margin", UncertaintyScores(SmallestMargin())), ("entropy", UncertaintyScores(GreatestEntropy())),
        ]
        for (key, method) in methods {
            values[key] = .numbers(try method.scores(of: pool))
            values["top20_\(key)"] = .integers(try method.select(20, from: pool, seed: 0).rows)
        }
        return values
    },
    ParityCase("active_committee", files: ["probs.json"]) { folder in
        let pool = SelectionPool(committee: try folder.matrices("probs.json"))
        let methods: [(String, any ScoringMethod)] = [
            ("bald", BALD()), ("vote_entropy", VoteEntropy()), ("consensus_entropy", ConsensusEntropy()), ("max_kl_mean", MeanDivergence()),
            ("max_disagreement", GreatestDivergence()),
        ]
        var values = JSONObject()
        for (key, method) in methods { values[key] = .numbers(try method.scores(of: pool)) }
        return values
    },
    ParityCase("active_kcenter", files: ["features.csv", "start.json"]) { folder in
        let start = try folder.json("start.json")
        let pool = SelectionPool(features: try folder.matrix("features.csv"), labelled: try start.rows("labelled"))
        let chosen = try KCenterGreedy().select(try start.count("budget"), from: pool)
        return ["selected": .integers(chosen.rows), "radius": .defined(chosen.radius)]
    },
    ParityCase("active_badge", files: ["features.csv", "pred_probs.csv", "start.json", "uniforms.json"]) { folder in
        let pool = SelectionPool(probabilities: try folder.matrix("pred_probs.csv"), features: try folder.matrix("features.csv"))
        var uniforms = (try folder.json("uniforms.json").array ?? []).compactMap(\.double).makeIterator()
        let chosen = try BADGE().select(try folder.json("start.json").count("budget"), from: pool) { uniforms.next() ?? 0.5 }
        return ["selected": .integers(chosen.rows)]
    },
    ParityCase("active_cal", files: ["features.csv", "pred_probs.csv", "start.json"]) { folder in
        let start = try folder.json("start.json")
        let labelled = try start.rows("labelled")
        let pool = SelectionPool(probabilities: try folder.matrix("pred_probs.csv"), features: try folder.matrix("features.csv"), labelled: labelled)
        let scores = try ContrastiveActiveLearning(neighbours: try start.count("k")).scores(of: pool)
        let known = Set(labelled)
        var values = JSONObject()
        for row in 0..<scores.count where !known.contains(row) { values["\(row)"] = .defined(scores[row]) }
        return ["score": .object(values)]
    },
]

extension CaseFolder {
    fileprivate func matrix(_ file: String) throws -> Matrix {
        let rows = try numbers(file)
        return Matrix(rows.flatMap(\.self), rowCount: rows.count, columnCount: rows.first?.count ?? 0)
    }

    /// A list of matrices, each a list of rows.
    fileprivate func matrices(_ file: String) throws -> [Matrix] {
        try (try json(file).array ?? []).map { model in
            let rows = (model.array ?? []).map { ($0.array ?? []).map { $0.double ?? .nan } }
            guard let columns = rows.first?.count, rows.allSatisfy({ $0.count == columns }) else { throw CaseError("`\(file)` holds no matrix") }
            return Matrix(rows.flatMap(\.self), rowCount: rows.count, columnCount: columns)
        }
    }
}

extension JSONValue {
    fileprivate func rows(_ key: String) throws -> [Int] {
        guard let values = self[key]?.array else { throw CaseError("there is no list `\(key)`") }
        return try values.map { value in
            guard let row = value.int else { throw CaseError("`\(key)` holds what is no row") }
            return Int(row)
        }
    }

    fileprivate func count(_ key: String) throws -> Int {
        guard let number = self[key]?.int else { throw CaseError("there is no whole number `\(key)`") }
        return Int(number)
    }
}
