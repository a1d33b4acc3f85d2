/// Stop when labels no longer change how often the model expects to be wrong.
///
/// The greatest change of the expected error, mean of 1 - max p over the pool, between successive rounds of the last
/// `window` changes is below `threshold`. After the expected-error criterion of Zhu, Wang and Hovy (2008), COLING,
/// 1129-1136, whose line is on the error itself and has to be guessed for every task; a change of 0.002 has not.
public struct ExpectedErrorChange: StoppingCriterion {
    public static let name = "expected-error-change"
    public static let summary = "The error the model expects of itself no longer changes over three rounds"
    public var threshold: Double
    public var window: Int

    public init(threshold: Double = 0.002, window: Int = 3) {
        self.threshold = threshold
        self.window = max(window, 1)
    }

    public func verdict(_ rounds: [LabellingRound]) -> StoppingVerdict {
        let known = rounds.compactMap(\.expectedError)
        let changes = zip(known, known.dropFirst()).suffix(window).map { abs($1 - $0) }
        guard changes.count == window, let greatest = changes.max() else { return .tooEarly(rounds: known.count, needed: window + 1) }
        return greatest < threshold ? .stop(value: greatest, threshold: threshold) : .goOn(value: greatest, threshold: threshold)
    }
}
