/// Stop when the validation measure has stopped rising: the best of the last `window` rounds is less than `gain` above the
/// best before them.
public struct Plateau: StoppingCriterion {
    public static let name = "plateau"
    public static let summary = "Three rounds without a better validation measure"
    public var gain: Double
    public var window: Int

    public init(gain: Double = 0.002, window: Int = 3) {
        self.gain = gain
        self.window = max(window, 1)
    }

    public func verdict(_ rounds: [LabellingRound]) -> StoppingVerdict {
        let known = rounds.compactMap(\.validation)
        guard let best = known.dropLast(window).max(), let recent = known.suffix(window).max() else {
            return .tooEarly(rounds: known.count, needed: window + 1)
        }
        return recent - best < gain ? .stop(value: recent - best, threshold: gain) : .goOn(value: recent - best, threshold: gain)
    }
}
