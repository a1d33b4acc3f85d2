/// Gives units their sides, keeping account of what each side still lacks of each stratum.
///
/// Shapes: S sides, K strata; `lacks` is S x K, row-major.
struct SplitDraw {
    private let shares: [Double]
    private let strataCounts: [Int]
    private var lacks: [Double]
    /// Items of the groups placed so far, by stratum; and by side and stratum.
    private var placed: [Double]
    private var placedOn: [Double]
    private var chosen: [Int] = []

    init(shares: [Double], strataCounts: [Int]) {
        self.shares = shares
        self.strataCounts = strataCounts
        lacks = shares.flatMap { share in strataCounts.map { share * Double($0) } }
        placed = [Double](repeating: 0, count: strataCounts.count)
        placedOn = [Double](repeating: 0, count: shares.count * strataCounts.count)
    }

    mutating func assign(_ units: [SplitUnit]) {
        let groups = units.prefix { $0.items.count > 1 }
        for unit in groups { chosen.append(placeGroup(unit)) }
        placeSingles(units.dropFirst(groups.count))
    }

    /// Takes account of a unit whose side is settled.
    mutating func keep(_ unit: SplitUnit, on side: Int) {
        for part in unit.strata {
            lacks[side * strataCounts.count + part.stratum] -= Double(part.count)
            placed[part.stratum] += Double(part.count)
            placedOn[side * strataCounts.count + part.stratum] += Double(part.count)
        }
    }

    func sides(of count: Int, _ units: [SplitUnit]) -> [Int] {
        var sides = [Int](repeating: 0, count: count)
        for (unit, side) in zip(units, chosen) {
            for item in unit.items { sides[item] = side }
        }
        return sides
    }

    /// The side furthest behind its share of the groups so far, among those with room; if none has room, the side with most.
    /// Dealing by share, not by room, is what gives small sides their part of the groups.
    private mutating func placeGroup(_ unit: SplitUnit) -> Int {
        let size = Double(unit.items.count)
        let room = shares.indices.map { side in strataCounts.indices.reduce(0) { $0 + lacks[side * strataCounts.count + $1] } }
        for part in unit.strata { placed[part.stratum] += Double(part.count) }
        let open = shares.indices.filter { room[$0] >= size }
        var best = shares.indices.max { (room[$0], $1) < (room[$1], $0) } ?? 0
        var greatest = -Double.infinity
        for side in open {
            let behind = unit.strata.reduce(0.0) { sum, part in
                sum + Double(part.count) * (shares[side] * placed[part.stratum] - placedOn[side * strataCounts.count + part.stratum])
            }
            if behind > greatest + 1e-9 {
                greatest = behind
                best = side
            }
        }
        for part in unit.strata {
            lacks[best * strataCounts.count + part.stratum] -= Double(part.count)
            placedOn[best * strataCounts.count + part.stratum] += Double(part.count)
        }
        return best
    }

    /// Per stratum: whole seats first, the rest to the sides that lack most over all strata so far.
    private mutating func placeSingles(_ singles: ArraySlice<SplitUnit>) {
        var owed = [Double](repeating: 0, count: shares.count)
        var first = singles.startIndex
        while first < singles.endIndex {
            let stratum = singles[first].strata[0].stratum
            let count = singles[first...].prefix { $0.strata[0].stratum == stratum }.count
            for (side, seats) in seats(count, stratum, &owed).enumerated() {
                chosen.append(contentsOf: repeatElement(side, count: seats))
            }
            first += count
        }
    }

    private func seats(_ count: Int, _ stratum: Int, _ owed: inout [Double]) -> [Int] {
        let wanted = shares.indices.map { max(0, lacks[$0 * strataCounts.count + stratum]) }
        let sum = wanted.reduce(0, +)
        let quotas = shares.indices.map { Double(count) * (sum > 0 ? wanted[$0] / sum : shares[$0]) }
        var seats = quotas.map { Int(($0 + 1e-9).rounded(.down)) }
        for side in shares.indices { owed[side] += quotas[side] - Double(seats[side]) }
        var open = shares.indices.filter { quotas[$0] - Double(seats[$0]) > 1e-9 }
        for _ in 0..<max(0, count - seats.reduce(0, +)) {
            if open.isEmpty { open = Array(shares.indices) }
            guard let side = open.max(by: { (owed[$0], $1) < (owed[$1], $0) }) else { break }
            seats[side] += 1
            owed[side] -= 1
            open.removeAll { $0 == side }
        }
        return seats
    }
}
