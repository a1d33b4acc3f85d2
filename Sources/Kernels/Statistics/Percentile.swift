/// Percentiles by linear interpolation between the two nearest values (type 7 of Hyndman and Fan, numpy's default).
public enum Percentile {
    /// - Parameters:
    ///   - share: 0...1, so 0.025 is the 2.5th percentile.
    ///   - sorted: ascending, without NaN.
    /// - Returns: nil when there is nothing to take a percentile of.
    public static func at(_ share: Double, ofSorted sorted: [Double]) -> Double? {
        guard let last = sorted.indices.last else { return nil }
        let place = min(max(share, 0), 1) * Double(last)
        let below = Int(place)
        let above = min(below + 1, last)
        return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
    }
}

/// Sum, mean and spread of a plain list.
public enum Moments {
    /// The sum with its rounding errors carried along (Neumaier, 1974): parts of a whole add up to the whole.
    public static func exactSum(_ values: [Double]) -> Double {
        var sum = 0.0
        var lost = 0.0
        for value in values {
            let next = sum + value
            lost += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
            sum = next
        }
        return sum + lost
    }

    public static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// Divides by n - `freedom`: 1 for an estimate from a sample, 0 for the list itself.
    public static func standardDeviation(_ values: [Double], freedom: Int = 1) -> Double? {
        guard values.count > freedom, let mean = mean(values) else { return nil }
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(values.count - freedom)).squareRoot()
    }
}
