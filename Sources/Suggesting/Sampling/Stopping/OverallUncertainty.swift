/// Stop when the pool has nothing left to ask: its mean uncertainty is below a line.
///
/// Zhu, Wang and Hovy (2008), COLING, 1129-1136. Uncertainty is entropy over ln K, in 0...1; default line 0.05.
/// A model that is surely wrong stops too early here: read it beside `stable-predictions`.
public struct OverallUncertainty: StoppingCriterion {
    public static let name = "overall-uncertainty"
    public static let summary = "The pool's mean uncertainty is below a line: the model has little left to ask"
    public var threshold: Double

    public init(threshold: Double = 0.05) { self.threshold = threshold }

    public func verdict(_ rounds: [LabellingRound]) -> StoppingVerdict {
        guard let value = rounds.last?.uncertainty else { return .tooEarly(rounds: 0, needed: 1) }
        return value < threshold ? .stop(value: value, threshold: threshold) : .goOn(value: value, threshold: threshold)
    }
}
