import Kernels

/// Moments, quantiles and histogram of a stream of numbers.
///
/// Mean and variance by Welford's update; quantiles from the numbers themselves up to a bound, then from a sketch.
struct NumberScan: Sendable {
    private let bound: Int
    private var count = 0
    private var minimum = Double.infinity
    private var maximum = -Double.infinity
    private var mean = 0.0
    private var squares = 0.0
    private var kept: [Double] = []
    private var sketch: QuantileSketch?

    init(bound: Int) { self.bound = bound }

    /// Numbers that are not finite are left out.
    mutating func add(_ value: Double) {
        guard value.isFinite else { return }
        count += 1
        minimum = min(minimum, value)
        maximum = max(maximum, value)
        let before = value - mean
        mean += before / Double(count)
        squares += before * (value - mean)
        if sketch != nil {
            sketch?.add(value)
        } else if kept.count < bound {
            kept.append(value)
        } else {
            startSketch(with: value)
        }
    }

    private mutating func startSketch(with value: Double) {
        var sketch = QuantileSketch()
        for number in kept { sketch.add(number) }
        sketch.add(value)
        self.sketch = sketch
        kept = []
    }

    func report(bins: Int) -> ColumnReport.Numbers? {
        guard count > 0 else { return nil }
        let sorted = kept.sorted()
        let quantiles = ColumnReport.quantileShares.map { share in
            sketch?.quantile(share) ?? Self.quantile(sorted, share)
        }
        return ColumnReport.Numbers(
            count: count, minimum: minimum, maximum: maximum, mean: mean,
            deviation: count > 1 ? (squares / Double(count - 1)).squareRoot() : 0, quantiles: quantiles,
            quantilesAreExact: sketch == nil, histogram: histogram(sorted, bins))
    }

    /// Linear between ranks (numpy's default, type 7).
    private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        let rank = share * Double(sorted.count - 1)
        let low = Int(rank.rounded(.down)), high = min(sorted.count - 1, low + 1)
        return sorted[low] + (sorted[high] - sorted[low]) * (rank - Double(low))
    }

    private func histogram(_ sorted: [Double], _ bins: Int) -> [ColumnReport.Bin] {
        guard maximum > minimum else { return [ColumnReport.Bin(from: minimum, to: maximum, count: count)] }
        let width = (maximum - minimum) / Double(bins)
        var below = 0, place = 0
        return (0..<bins).map { bin in
            let from = minimum + Double(bin) * width
            let to = bin == bins - 1 ? maximum : minimum + Double(bin + 1) * width
            let upTo: Int
            if bin == bins - 1 {
                upTo = count
            } else if let sketch {
                upTo = min(count, max(below, sketch.count(below: to)))
            } else {
                while place < sorted.count, sorted[place] < to { place += 1 }
                upTo = place
            }
            defer { below = upTo }
            return ColumnReport.Bin(from: from, to: to, count: upTo - below)
        }
    }
}
