/// Scores of every row by a model that has not seen it.
struct HeldOutScores: Sendable {
    let cut: StratifiedFolds
    /// N x M, row-major.
    let scores: [Double]
    let outputCount: Int

    /// - Parameter parts: scores of each fold's rows; nil where folds came to different numbers of outputs.
    init?(_ cut: StratifiedFolds, _ parts: [[Double]], outputCount: Int) {
        var scores = [Double](repeating: 0, count: cut.folds.count * outputCount)
        for (fold, part) in parts.enumerated() {
            let rows = cut.heldOut(in: fold)
            guard part.count == rows.count * outputCount else { return nil }
            for (place, row) in rows.enumerated() {
                for output in 0..<outputCount { scores[row * outputCount + output] = part[place * outputCount + output] }
            }
        }
        self.cut = cut
        self.scores = scores
        self.outputCount = outputCount
    }

    /// Learned from all rows: what the kept model is calibrated by.
    func calibration(_ method: ScoreCalibration.Method, _ targets: ModelTargets) -> ScoreCalibration {
        ScoreCalibration.fit(method, scores: scores, truths: targets.truths(outputCount: outputCount), outputCount: outputCount, isExclusive: targets.isExclusive)
    }

    /// N x K, each fold calibrated by what the others say, so that measuring them does not flatter the calibration.
    func calibrated(_ method: ScoreCalibration.Method, _ targets: ModelTargets) -> [Double] {
        let labelCount = ScoreCalibration.labelCount(outputCount, isExclusive: targets.isExclusive)
        var result = [Double](repeating: 0, count: cut.folds.count * labelCount)
        for fold in 0..<cut.count {
            let others = cut.training(for: fold), own = cut.heldOut(in: fold)
            let calibration = ScoreCalibration.fit(
                method, scores: scores(of: others), truths: targets.rows(others).truths(outputCount: outputCount), outputCount: outputCount,
                isExclusive: targets.isExclusive)
            let probabilities = calibration.probabilities(scores(of: own), outputCount: outputCount, isExclusive: targets.isExclusive)
            for (place, row) in own.enumerated() {
                for label in 0..<labelCount { result[row * labelCount + label] = probabilities[place * labelCount + label] }
            }
        }
        return result
    }

    /// N x K, as the models give them.
    func plain(_ targets: ModelTargets) -> [Double] {
        ScoreCalibration.none.probabilities(scores, outputCount: outputCount, isExclusive: targets.isExclusive)
    }

    private func scores(of rows: [Int]) -> [Double] { rows.flatMap { scores[$0 * outputCount..<($0 + 1) * outputCount] } }
}
