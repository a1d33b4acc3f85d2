/// Mean, spread, skewness and kurtosis of numbers that come in blocks.
///
/// A block's sums are taken around its own mean and joined to the rest by the formulas of Pébay (2008, Sandia report
/// SAND2008-6212), so numbers far from 0 lose no digits. Blocks of the same cut give the same bits; other cuts differ in the
/// last digits only. Skewness and kurtosis are the unbiased ones of pandas.
public struct CentralMoments: Sendable {
    public private(set) var count = 0
    public private(set) var mean = 0.0
    private var second = 0.0
    private var third = 0.0
    private var fourth = 0.0

    public init() {}

    /// Finite numbers only.
    public mutating func add(_ block: UnsafeBufferPointer<Double>) {
        guard !block.isEmpty else { return }
        var other = CentralMoments()
        other.count = block.count
        let start = block[0]
        var sum = 0.0
        for value in block { sum += value - start }
        other.mean = start + sum / Double(block.count)
        var (s2, s3, s4) = (0.0, 0.0, 0.0)
        for value in block {
            let d = value - other.mean, square = d * d
            s2 += square
            s3 += square * d
            s4 += square * square
        }
        (other.second, other.third, other.fourth) = (s2, s3, s4)
        merge(other)
    }

    public mutating func merge(_ other: CentralMoments) {
        guard other.count > 0 else { return }
        guard count > 0 else { return self = other }
        let a = Double(count), b = Double(other.count), n = a + b
        let d = other.mean - mean, d2 = d * d
        let joined2 = second + other.second + d2 * a * b / n
        let joined3 = third + other.third + d2 * d * a * b * (a - b) / (n * n) + 3 * d * (a * other.second - b * second) / n
        let joined4 = fourth + other.fourth + d2 * d2 * a * b * (a * a - a * b + b * b) / (n * n * n)
            + 6 * d2 * (a * a * other.second + b * b * second) / (n * n) + 4 * d * (a * other.third - b * third) / n
        (count, mean, second, third, fourth) = (count + other.count, mean + d * b / n, joined2, joined3, joined4)
    }

    /// With n - 1; nil for fewer than two numbers, and where it is larger than a number can be.
    public var deviation: Double? {
        guard count > 1 else { return nil }
        let value = (second / Double(count - 1)).squareRoot()
        return value.isFinite ? value : nil
    }

    /// nil for fewer than three numbers, and where there is no spread.
    public var skewness: Double? {
        guard count > 2, second > 0 else { return nil }
        let n = Double(count), m2 = second / n
        let value = (n * (n - 1)).squareRoot() / (n - 2) * (third / n) / (m2 * m2.squareRoot())
        return value.isFinite ? value : nil
    }

    /// In excess of the normal distribution's; nil for fewer than four numbers, and where there is no spread.
    public var kurtosis: Double? {
        guard count > 3, second > 0 else { return nil }
        let n = Double(count)
        let value = n * (n + 1) * (n - 1) * fourth / ((n - 2) * (n - 3) * second * second) - 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3))
        return value.isFinite ? value : nil
    }
}
