import Foundation
import Kernels

/// How unusual a number and its error are together: an outlier score over label and residual.
///
/// Both are put to mean 0 and deviation 1, the residual then taken `residualScale` times; an item's distance is the mean of
/// the distances to its nearest `neighbourShare` of all items, itself among them; the score is exp(-distance / median of the
/// distances). Free of the label's unit, unlike the residual score. Matches cleanlab 2.9 (`regression.rank`, "outre").
/// Source: Zhou et al. (2023), arXiv:2305.16583.
///
/// Half of all items are neighbours by default, so a tree or grid would spare nothing: every pair is looked at, O(n^2) time
/// in blocks, O(n) memory, exact; 20,000 items take a second or two. A smaller share is no quicker.
public struct Outre: Sendable {
    public var residualScale: Double
    public var neighbourShare: Double
    public var threads: Int

    public init(residualScale: Double = 5, neighbourShare: Double = 0.5, threads: Int = 1) {
        self.residualScale = residualScale
        self.neighbourShare = neighbourShare
        self.threads = threads
    }

    public func scores(labels: [Double], predictions: [Double]) throws(LabelEvidenceError) -> [Double] {
        try RegressionQuality.check(labels, predictions)
        let x = Self.standardised(labels)
        let y = Self.standardised(zip(labels, predictions).map { $1 - $0 }).map { $0 * residualScale }
        let neighbours = min(max(Int((neighbourShare * Double(labels.count)).rounded(.up)), 1), labels.count)
        let distances = Pieces(labels.count, size: 64).map(threads: threads) { items in
            Self.meanDistances(items, x, y, neighbours)
        }.flatMap(\.self)
        let scale = max(Percentile.at(0.5, ofSorted: distances.sorted()) ?? 0, 100 * Double.ulpOfOne)
        // What is only rounding away from all its neighbours is no outlier.
        let tolerance = (100 * Double.ulpOfOne).squareRoot()
        return distances.map { $0 < tolerance ? 1 : exp(-$0 / max(scale, 1e-6)) }
    }

    private static func standardised(_ values: [Double]) -> [Double] {
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        let deviation = variance.squareRoot() + 1e-100
        return values.map { ($0 - mean) / deviation }
    }

    private static func meanDistances(_ items: Range<Int>, _ x: [Double], _ y: [Double], _ neighbours: Int) -> [Double] {
        var squares = [Double](repeating: 0, count: x.count)
        return items.map { item in
            let (x0, y0) = (x[item], y[item])
            return squares.withUnsafeMutableBufferPointer { squares in
                x.withUnsafeBufferPointer { x in
                    y.withUnsafeBufferPointer { y in
                        for other in 0..<squares.count {
                            let (dx, dy) = (x[other] - x0, y[other] - y0)
                            squares[other] = dx * dx + dy * dy
                        }
                    }
                }
                NearestPart.bringForward(neighbours, in: squares)
                var sum = 0.0
                for place in 0..<neighbours { sum += squares[place].squareRoot() }
                return sum / Double(neighbours)
            }
        }
    }
}

/// Selection without sorting.
enum NearestPart {
    /// Puts the `count` lowest first, in no order (Hoare's selection with the median of three). O(n) on average.
    static func bringForward(_ count: Int, in values: UnsafeMutableBufferPointer<Double>) {
        var (low, high) = (0, values.count - 1)
        while low < high {
            let middle = low + (high - low) / 2
            if values[middle] < values[low] { values.swapAt(middle, low) }
            if values[high] < values[low] { values.swapAt(high, low) }
            if values[high] < values[middle] { values.swapAt(high, middle) }
            let pivot = values[middle]
            var (up, down) = (low, high)
            while up <= down {
                while values[up] < pivot { up += 1 }
                while pivot < values[down] { down -= 1 }
                if up <= down {
                    values.swapAt(up, down)
                    up += 1
                    down -= 1
                }
            }
            if count - 1 <= down { high = down } else if count - 1 >= up { low = up } else { return }
        }
    }
}
