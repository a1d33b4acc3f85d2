/// One way of learning from labelled rows: what it reads, what it answers, and how.
public struct ModelMethod: Sendable, Hashable {
    public enum Answer: String, Sendable, Hashable, Codable {
        /// One of several labels; any number of them; a number; labelled stretches of a text.
        case label, labels, number, entities
    }

    public enum Input: String, Sendable, Hashable, Codable {
        case text, numbers
    }

    public let name: String
    public let summary: String
    public let input: Input
    public let answer: Answer
    public let usualCalibration: ScoreCalibration.Method
    /// Of the logistic and the margin models C, of ridge 1 / alpha: how closely training rows are fitted.
    public let usualCloseness: Double
    let encoder: FeatureEncoder.Kind?
    let learner: Learner?

    enum Learner: Sendable, Hashable { case softmax, margins, oneVersusRest, ridge }

    func learner(closeness: Double, labelWeights: LogisticRegression.LabelWeights) -> LinearLearner? {
        switch learner {
        case .softmax: .softmax(LogisticRegression(c: closeness, labelWeights: labelWeights, tolerance: 1e-4, solver: .dual))
        case .margins: .margins(LinearSVM(c: closeness, labelWeights: labelWeights, tolerance: 0.01, maximumPasses: 100))
        case .oneVersusRest: .oneVersusRest(LogisticRegression(c: closeness, labelWeights: labelWeights, tolerance: 1e-4))
        case .ridge: .ridge(RidgeRegression(alpha: 1 / closeness))
        case nil: nil
        }
    }
}
