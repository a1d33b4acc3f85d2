/// Count, mean and variance of some values, as sums that can be added and taken apart.
public struct ValueSums: Sendable, Hashable {
    public var count: Int
    public var sum: Double
    public var squares: Double

    public init(count: Int = 0, sum: Double = 0, squares: Double = 0) {
        self.count = count
        self.sum = sum
        self.squares = squares
    }

    public mutating func add(_ value: Double) {
        count += 1
        sum += value
        squares += value * value
    }

    /// Of what is in `all` and not in this.
    public func rest(of all: ValueSums) -> ValueSums {
        ValueSums(count: all.count - count, sum: all.sum - sum, squares: all.squares - squares)
    }

    public var mean: Double { count == 0 ? .nan : sum / Double(count) }
    /// With n - 1; 0 where rounding would make it less.
    public var variance: Double {
        count < 2 ? .nan : max(0, (squares - sum * sum / Double(count)) / Double(count - 1))
    }
}

/// Do two samples have the same mean, whatever their variances?
///
/// Paper: Welch (1947), doi 10.1093/biomet/34.1-2.28; degrees of freedom by Satterthwaite (1946).
public struct WelchTest: Sendable, Hashable {
    public let t: Double
    public let freedom: Double

    /// nil where a sample has fewer than two values, or neither varies.
    public init?(_ first: ValueSums, _ second: ValueSums) {
        guard first.count > 1, second.count > 1 else { return nil }
        let a = first.variance / Double(first.count), b = second.variance / Double(second.count)
        guard a + b > 0, (a + b).isFinite else { return nil }
        t = (first.mean - second.mean) / (a + b).squareRoot()
        freedom = (a + b) * (a + b) / (a * a / Double(first.count - 1) + b * b / Double(second.count - 1))
    }

    public var twoSided: Double { StudentT(freedom: freedom).twoSided(t) }
    /// P(T >= t): small where the first mean is the larger one.
    public var upper: Double { t > 0 ? twoSided / 2 : 1 - twoSided / 2 }
}
