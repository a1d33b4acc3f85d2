/// Ranks candidates by their distances in double precision, and finds those nobody proposed.
///
/// Groups of equal rows are meant throughout. Equally near ones come by group.
struct ExactRanking<Rows: MatrixRows>: Sendable {
    let features: FeatureRows<Rows>
    let distinct: DistinctRows
    let quantised: QuantisedRows
    /// How many are wanted for each.
    let width: Int

    struct Ranked: Sendable {
        var squaredGap: Double
        var group: Int32
        static func precedes(_ a: Ranked, _ b: Ranked) -> Bool { (a.squaredGap, a.group) < (b.squaredGap, b.group) }
    }

    /// The `width` nearest among candidates.
    func nearest(to group: Int, among candidates: some Sequence<Int32>) throws(NeighbourError) -> [Ranked] {
        var ranked: [Ranked] = []
        for other in candidates { ranked.append(Ranked(squaredGap: try squaredGap(group, Int(other)), group: other)) }
        ranked.sort(by: Ranked.precedes)
        return Array(ranked.prefix(width))
    }

    /// The `width` nearest of all: every other whose bound does not rule it out is measured.
    ///
    /// - Parameter known: `width` of them, the nearer the better: they set the limit.
    func nearest(to group: Int, knowing known: [Ranked]) throws(NeighbourError) -> [Ranked] {
        guard let farthest = known.last else { return [] }
        let possible = possible(for: group, within: farthest.squaredGap)
        return try nearest(to: group, among: possible)
    }

    /// The metric's distances.
    func distances(_ ranked: [Ranked]) -> [Double] { ranked.map { features.distance(ofSquaredGap: $0.squaredGap) } }

    private func squaredGap(_ group: Int, _ other: Int) throws(NeighbourError) -> Double {
        try features.squaredGap(Int(distinct.firsts[group]), Int(distinct.firsts[other]))
    }

    /// Others whose squared gap may be `limit` or less.
    private func possible(for group: Int, within limit: Double) -> [Int32] {
        var possible: [Int32] = []
        let allowed = Float((limit * quantised.scale - Double(quantised.norms[group])).nextUp).nextUp
        let (stride, slack, length) = (quantised.stride, quantised.slack, quantised.lengths[group])
        quantised.values.withUnsafeBufferPointer { values in
            quantised.norms.withUnsafeBufferPointer { norms in
                quantised.lengths.withUnsafeBufferPointer { lengths in
                    guard let values = values.baseAddress else { return }
                    for start in Swift.stride(from: 0, to: quantised.count, by: 4) {
                        let b = values + start &* stride
                        let products = QuantisedProducts.oneByFour(
                            values + group &* stride, b, b + stride, b + 2 &* stride, b + 3 &* stride, stride)
                        for lane in 0..<4 {
                            let other = start &+ lane
                            let bound = norms[other] - (products[lane] + slack) * (lengths[other] * length)
                            if bound <= allowed, other != group, other < quantised.count { possible.append(Int32(other)) }
                        }
                    }
                }
            }
        }
        return possible
    }
}
