import Kernels

/// One set of points from several people's.
///
/// A point is labelled when at least half of the weight labelled it (a tie counts as labelled), and visible when at least half
/// of those did so as visible. It stands at the weighted median of the labelled placings, coordinate by coordinate, or at
/// their weighted mean. A placing whose similarity to the fused point is below `outlierBar` is reported as an outlier: at
/// 0.1 that is more than about four times as far off as people's placings spread.
struct KeypointFusion {
    let similarity: KeypointSimilarity
    var usesMean = false
    var outlierBar = 0.1

    struct Fused {
        /// x, y, visibility each.
        var points: [Double]
        var details: [FusedPoint]
        /// (member, point), by point.
        var outliers: [(member: Int, point: Int, distance: Double)]
    }

    /// - Parameter members: x, y, visibility each.
    func fused(_ members: [[Double]], weights: [Double], area: Double) -> Fused {
        var result = Fused(points: [], details: [], outliers: [])
        for place in 0..<similarity.pointCount { add(place, members, weights, area, to: &result) }
        return result
    }

    private func add(_ place: Int, _ members: [[Double]], _ weights: [Double], _ area: Double, to result: inout Fused) {
        let labelled = members.indices.filter { members[$0][3 * place + 2] > 0 }
        let all = Self.sum(weights)
        let held = Self.sum(labelled.map { weights[$0] })
        let support = all > 0 ? held / all : 0
        guard support >= 0.5 - 1e-9, held > 0 else {
            result.points += [0, 0, 0]
            result.details.append(FusedPoint(support: support, visibleShare: nil, meanSimilarity: nil))
            return
        }
        let own = labelled.map { weights[$0] }
        let x = middle(labelled.map { members[$0][3 * place] }, own)
        let y = middle(labelled.map { members[$0][3 * place + 1] }, own)
        let visible = Self.sum(labelled.filter { members[$0][3 * place + 2] > 1 }.map { weights[$0] }) / held
        result.points += [x, y, visible >= 0.5 - 1e-9 ? 2 : 1]
        var near: [Double] = []
        for (member, weight) in zip(labelled, own) {
            let (dx, dy) = (members[member][3 * place] - x, members[member][3 * place + 1] - y)
            let value = similarity.ofPoint(place, dx: dx, dy: dy, area: area)
            near.append(weight * value)
            if value < outlierBar { result.outliers.append((member, place, (dx * dx + dy * dy).squareRoot())) }
        }
        result.details.append(FusedPoint(support: support, visibleShare: visible, meanSimilarity: min(Self.sum(near) / held, 1)))
    }

    private func middle(_ values: [Double], _ weights: [Double]) -> Double {
        usesMean ? PartFusion.mean(values, weights) : PartFusion.median(values, weights)
    }

    /// In ascending order, so that the order of annotators does not touch the last bit.
    private static func sum(_ values: [Double]) -> Double { values.sorted().reduce(0, +) }
}

/// How sure a fused point is.
public struct FusedPoint: Sendable, Hashable {
    /// Weight of those who labelled it over the weight of all.
    public var support: Double
    /// Of those, the share that said it is visible; nil where the point is not labelled.
    public var visibleShare: Double?
    /// Mean similarity of the placings to the fused one; nil where the point is not labelled.
    public var meanSimilarity: Double?
}
