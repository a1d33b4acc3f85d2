/// Stop when successive models say the same: Cohen's kappa of their predictions on a fixed set.
///
/// The mean over the last `window` pairs of rounds lies above `threshold`. Bloodgood and Vijay-Shanker (2009),
/// arXiv:1409.5165: 0.99 and 3. Two models that give one and the same class to everything agree wholly, and count as 1.
public struct StablePredictions: StoppingCriterion {
    public static let name = "stable-predictions"
    public static let summary = "Successive models agree on a fixed set: kappa above 0.99 over three rounds"
    public var threshold: Double
    public var window: Int

    public init(threshold: Double = 0.99, window: Int = 3) {
        self.threshold = threshold
        self.window = max(window, 1)
    }

    public func verdict(_ rounds: [LabellingRound]) -> StoppingVerdict {
        let known = rounds.compactMap(\.predictions)
        let pairs = zip(known, known.dropFirst()).suffix(window)
        guard pairs.count == window else { return .tooEarly(rounds: known.count, needed: window + 1) }
        let mean = pairs.reduce(0.0) { $0 + Self.kappa($1.0, $1.1) } / Double(window)
        return mean > threshold ? .stop(value: mean, threshold: threshold) : .goOn(value: mean, threshold: threshold)
    }

    /// (po - pe) / (1 - pe). Items past the end of the shorter list are left out; 0 of no items.
    static func kappa(_ left: [Int], _ right: [Int]) -> Double {
        let count = min(left.count, right.count)
        guard count > 0 else { return 0 }
        var (lefts, rights): ([Int: Int], [Int: Int]) = ([:], [:])
        var agreed = 0
        for place in 0..<count {
            lefts[left[place], default: 0] += 1
            rights[right[place], default: 0] += 1
            if left[place] == right[place] { agreed += 1 }
        }
        let byChance = lefts.reduce(0) { $0 + $1.value * (rights[$1.key] ?? 0) }
        if byChance == count * count { return 1 }
        let expected = Double(byChance) / Double(count * count)
        return (Double(agreed) / Double(count) - expected) / (1 - expected)
    }
}
