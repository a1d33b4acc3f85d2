/// Probabilities for every row from a model that has not seen it: what label-error detection and calibration need.
///
/// The rows are cut into k stratified folds; each fold is predicted by a model of the others. Nothing of a held-out row
/// enters its model, the term weights included. Deterministic by seed.
public struct OutOfFold: Sendable {
    public var folds: Int
    public var seed: UInt64
    public var regression: LogisticRegression

    public init(folds: Int = 5, seed: UInt64 = 0, regression: LogisticRegression = LogisticRegression()) {
        self.folds = folds
        self.seed = seed
        self.regression = regression
    }

    /// N x K, row-major, from features that need no fitting. `groups`: rows that must stay in one fold.
    public func probabilities(
        _ rows: SparseRows, labels: [Int], labelCount: Int, groups: [Int]? = nil
    ) throws(SuggestingError) -> [Double] {
        try run(labels: labels, labelCount: labelCount, groups: groups) { training, held throws(SuggestingError) in
            let model = try regression.fit(rows.rows(training), labels: training.map { labels[$0] }, labelCount: labelCount)
            return model.probabilities(rows.rows(held))
        }
    }

    /// N x K, row-major, from hashed texts; term weights are learned within each fold.
    public func probabilities(
        hashed: SparseRows, labels: [Int], labelCount: Int, groups: [Int]? = nil
    ) throws(SuggestingError) -> [Double] {
        try run(labels: labels, labelCount: labelCount, groups: groups) { training, held throws(SuggestingError) in
            let terms = TermWeights.fit(hashed, rows: training)
            let model = try regression.fit(
                terms.apply(to: hashed, rows: training), labels: training.map { labels[$0] }, labelCount: labelCount)
            return model.probabilities(terms.apply(to: hashed, rows: held))
        }
    }

    private func run(
        labels: [Int], labelCount: Int, groups: [Int]?,
        _ predict: (_ training: [Int], _ held: [Int]) throws(SuggestingError) -> [Double]
    ) throws(SuggestingError) -> [Double] {
        guard folds >= 2, labels.count >= folds else { throw .tooFewRows(labels.count, folds: folds) }
        let cut = StratifiedFolds(labels: labels, count: folds, seed: seed, groups: groups)
        var result = [Double](repeating: 0, count: labels.count * labelCount)
        for fold in 0..<folds {
            let held = cut.heldOut(in: fold)
            if held.isEmpty { continue }
            let probabilities = try predict(cut.training(for: fold), held)
            for (place, row) in held.enumerated() {
                for label in 0..<labelCount { result[row * labelCount + label] = probabilities[place * labelCount + label] }
            }
        }
        return result
    }
}
