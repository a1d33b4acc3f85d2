/// The part of a region inside an upright window, as proper polygons.
///
/// One border after the other: each ring of a piece falls into chains that lie on the right side, the places where chains
/// end are ordered along the border, and neighbours are joined two by two (the inside of the piece lies between the
/// first and the second, the third and the fourth ...). A comb cut across its teeth becomes one polygon per tooth, and a
/// hole that reaches the border opens into the outer ring, where cutting rings one by one would leave seams along it.
extension Region {
    public func clipped(to window: Box) -> Region {
        guard let bounds else { return Region([]) }
        if bounds.x0 >= window.x0, bounds.y0 >= window.y0, bounds.x1 <= window.x1, bounds.y1 <= window.y1 { return self }
        let borders: [Border] = [
            Border(axis: 0, at: window.x0, keepsAbove: true), Border(axis: 0, at: window.x1, keepsAbove: false),
            Border(axis: 1, at: window.y0, keepsAbove: true), Border(axis: 1, at: window.y1, keepsAbove: false),
        ]
        var pieces = self.pieces
        for border in borders { pieces = pieces.flatMap(border.cut) }
        return Region(pieces)
    }
}

/// A half plane: x (axis 0) or y (axis 1) not below, or not above, a value.
private struct Border {
    let axis: Int
    let at: Double
    let keepsAbove: Bool

    private func isIn(_ value: Double) -> Bool { keepsAbove ? value >= at : value <= at }

    /// A stretch of a ring on the right side, from one meeting with the border to the next.
    private struct Chain {
        var points: [Double]
    }

    func cut(_ piece: Region.Piece) -> [Region.Piece] {
        var chains: [Chain] = []
        var wholeHoles: [[Double]] = []
        var whole: [Double]?
        for (number, ring) in ([piece.outer] + piece.holes).enumerated() where ring.count >= 6 {
            if let cut = self.chains(of: ring) {
                chains += cut
            } else if isIn(ring[axis]) {
                if number == 0 { whole = ring } else { wholeHoles.append(ring) }
            }
        }
        var outers = joined(chains).filter { ConvexRing.area($0) > 0 }
        if let whole { outers.insert(whole, at: 0) }
        if outers.count == 1 { return [Region.Piece(outer: outers[0], holes: wholeHoles)] }
        return outers.map { outer in
            Region.Piece(outer: outer, holes: wholeHoles.filter { Region.ring(outer, holds: $0[0], $0[1]) })
        }
    }

    /// nil when the ring does not meet the border.
    private func chains(of ring: [Double]) -> [Chain]? {
        let count = ring.count / 2
        func value(_ place: Int) -> Double { ring[2 * (place % count) + axis] }
        guard let start = (0..<count).first(where: { !isIn(value($0)) && isIn(value($0 + 1)) }) else { return nil }
        var chains: [Chain] = []
        for step in 0..<count {
            let (here, next) = ((start + step) % count, (start + step + 1) % count)
            let isIn = (self.isIn(value(here)), self.isIn(value(next)))
            if isIn.0 != isIn.1 {
                let meeting = meeting(ring, here, next)
                if isIn.1 { chains.append(Chain(points: meeting)) } else { chains[chains.count - 1].points += meeting }
            }
            if isIn.1 { chains[chains.count - 1].points += [ring[2 * next], ring[2 * next + 1]] }
        }
        return chains
    }

    private func meeting(_ ring: [Double], _ here: Int, _ next: Int) -> [Double] {
        let (a, b) = (ring[2 * here + axis], ring[2 * next + axis])
        let share = (at - a) / (b - a)
        let other = 1 - axis
        let across = ring[2 * here + other] + (ring[2 * next + other] - ring[2 * here + other]) * share
        return axis == 0 ? [at, across] : [across, at]
    }

    /// Joins ends of chains along the border two by two and follows them round.
    private func joined(_ chains: [Chain]) -> [[Double]] {
        // End 2 k is where chain k begins, 2 k + 1 where it stops.
        let other = 1 - axis
        let place = chains.flatMap { [$0.points[other], $0.points[$0.points.count - 2 + other]] }
        let order = place.indices.sorted { place[$0] != place[$1] ? place[$0] < place[$1] : $0 < $1 }
        var partner = [Int](repeating: 0, count: place.count)
        for pair in stride(from: 0, to: order.count - 1, by: 2) {
            partner[order[pair]] = order[pair + 1]
            partner[order[pair + 1]] = order[pair]
        }
        var isDone = [Bool](repeating: false, count: chains.count)
        var rings: [[Double]] = []
        for first in chains.indices where !isDone[first] {
            var ring: [Double] = []
            var end = 2 * first
            repeat {
                isDone[end / 2] = true
                ring += end % 2 == 0 ? chains[end / 2].points : Self.reversed(chains[end / 2].points)
                end = partner[end ^ 1]
            } while end != 2 * first && !isDone[end / 2]
            rings.append(Self.withoutRepeats(ring))
        }
        return rings
    }

    private static func reversed(_ points: [Double]) -> [Double] {
        stride(from: points.count - 2, through: 0, by: -2).flatMap { [points[$0], points[$0 + 1]] }
    }

    /// A corner on the border is met and visited: once is enough.
    private static func withoutRepeats(_ ring: [Double]) -> [Double] {
        var kept: [Double] = []
        for place in stride(from: 0, to: ring.count, by: 2) {
            if kept.count >= 2, kept[kept.count - 2] == ring[place], kept[kept.count - 1] == ring[place + 1] { continue }
            kept += [ring[place], ring[place + 1]]
        }
        while kept.count > 2, kept[0] == kept[kept.count - 2], kept[1] == kept[kept.count - 1] { kept.removeLast(2) }
        return kept
    }
}
