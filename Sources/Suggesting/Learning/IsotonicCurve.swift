/// The rising curve nearest to points, for making scores probabilities without assuming a shape.
///
/// Pool adjacent violators (Ayer et al., 1955, doi 10.1214/aoms/1177728423) on the mean of equal scores; between the knots it
/// runs straight, beyond them it stays flat: `IsotonicRegression(out_of_bounds="clip")` of scikit-learn. Wants more data than a
/// sigmoid, some thousand rows. Cost: O(n log n).
public struct IsotonicCurve: Sendable, Hashable, Codable {
    /// Rising; at least one.
    public var scores: [Double]
    /// Not falling, one for each score.
    public var values: [Double]

    public static func fit(_ scores: [Double], _ values: [Double], weights: [Double]? = nil) -> IsotonicCurve {
        let points = joined(scores, values, weights)
        guard !points.isEmpty else { return IsotonicCurve(scores: [0], values: [0]) }
        var blocks: [(value: Double, weight: Double, count: Int)] = []
        for point in points {
            var block = (value: point.value, weight: point.weight, count: 1)
            while let last = blocks.last, last.value >= block.value {
                let weight = last.weight + block.weight
                block = ((last.value * last.weight + block.value * block.weight) / weight, weight, last.count + block.count)
                blocks.removeLast()
            }
            blocks.append(block)
        }
        return knots(points.map(\.score), blocks.flatMap { [Double](repeating: $0.value, count: $0.count) })
    }

    /// Straight between knots, flat beyond them.
    public func value(at score: Double) -> Double {
        guard let first = scores.first, let last = scores.last, score > first else { return values.first ?? 0 }
        guard score < last else { return values.last ?? 0 }
        var (low, high) = (0, scores.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if scores[middle] <= score { low = middle } else { high = middle }
        }
        return values[low] + (values[high] - values[low]) * (score - scores[low]) / (scores[high] - scores[low])
    }

    /// One point for each score that occurs, ascending, with the weighted mean of its values.
    private static func joined(_ scores: [Double], _ values: [Double], _ weights: [Double]?) -> [(score: Double, value: Double, weight: Double)] {
        let order = scores.indices.filter { scores[$0].isFinite }.sorted { (scores[$0], $0) < (scores[$1], $1) }
        var points: [(score: Double, value: Double, weight: Double)] = []
        for row in order {
            let weight = weights?[row] ?? 1
            guard weight > 0 else { continue }
            if let last = points.last, last.score == scores[row] {
                points[points.count - 1].weight = last.weight + weight
                points[points.count - 1].value += (values[row] - last.value) * weight / (last.weight + weight)
            } else {
                points.append((scores[row], values[row], weight))
            }
        }
        return points
    }

    /// Leaves out points that lie inside a level stretch.
    private static func knots(_ scores: [Double], _ values: [Double]) -> IsotonicCurve {
        let kept = scores.indices.filter { place in
            place == 0 || place == scores.count - 1 || values[place] != values[place - 1] || values[place] != values[place + 1]
        }
        return IsotonicCurve(scores: kept.map { scores[$0] }, values: kept.map { values[$0] })
    }
}
