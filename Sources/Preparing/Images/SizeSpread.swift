import Kernels

/// Which sizes are usual in a set of pictures: the quartiles of sqrt(width x height), stretched by some interquartile ranges.
///
/// A score of 1 is the middle of the usual range and 0.5 its ends. When all but a few have one size the range is a point;
/// then the score is the distance relative to that size, and anything below 1 is odd.
public struct SizeSpread: Sendable, Hashable, Codable {
    public var least: Double
    public var most: Double

    /// nil for an empty set.
    public init?(_ sizes: [Double], spread: Double) {
        let sorted = sizes.sorted()
        guard let lower = Percentile.at(0.25, ofSorted: sorted), let upper = Percentile.at(0.75, ofSorted: sorted) else { return nil }
        least = lower - spread * (upper - lower)
        most = upper + spread * (upper - lower)
    }

    public static func size(width: Int, height: Int) -> Double {
        Double(width).squareRoot() * Double(height).squareRoot()
    }

    public func score(_ size: Double) -> Double {
        let middle = (least + most) / 2
        return 1 - min(1, abs(size - middle) / (isPoint ? middle : most - least))
    }

    public var isPoint: Bool { most <= least }
}
