/// The share of a list below a number, and back: the list's own distribution as a line through its quantiles.
///
/// Between quantiles the line is straight; where many values are equal it stands upright, and their share is the middle of
/// the step. `quantiles` ascend and are as many as the evenly spaced shares 0...1 they belong to.
public struct QuantileCurve: Sendable, Hashable, Codable {
    public let quantiles: [Double]

    /// At most `count` quantiles of a list that is sorted and not empty.
    public init(ofSorted sorted: [Double], count: Int) {
        precondition(!sorted.isEmpty && count > 0)
        let count = min(count, sorted.count)
        quantiles = (0..<count).map { Percentile.at(Self.share($0, of: count), ofSorted: sorted) ?? 0 }
    }

    private static func share(_ place: Int, of count: Int) -> Double { count > 1 ? Double(place) / Double(count - 1) : 0 }

    /// 0 at the least quantile and below it, 1 at the greatest and above.
    public func share(below x: Double) -> Double {
        guard let first = quantiles.first, let last = quantiles.last, x > first else { return 0 }
        if x >= last { return 1 }
        let (low, high) = (place { $0 < x }, place { $0 <= x })
        if low == high { return between(x, low - 1) }
        // The step of equal quantiles, seen from both sides: its middle.
        return (Self.share(low, of: quantiles.count) + Self.share(high - 1, of: quantiles.count)) / 2
    }

    /// The number that share of the list lies below; `share` outside 0...1 gives the ends.
    public func value(at share: Double) -> Double { Percentile.at(share, ofSorted: quantiles) ?? 0 }

    /// How many quantiles from the start pass a test that holds up to some place.
    private func place(where test: (Double) -> Bool) -> Int {
        var (low, high) = (0, quantiles.count)
        while low < high {
            let middle = (low + high) / 2
            if test(quantiles[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func between(_ x: Double, _ place: Int) -> Double {
        let (low, high) = (Self.share(place, of: quantiles.count), Self.share(place + 1, of: quantiles.count))
        return low + (high - low) * ((x - quantiles[place]) / (quantiles[place + 1] - quantiles[place]))
    }
}
