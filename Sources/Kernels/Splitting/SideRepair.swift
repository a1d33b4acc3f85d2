/// Moves and exchanges units between sides while that brings the counts of labels and members closer to the shares.
///
/// What is made small: the sum over sides and labels of (has - wanted)^2 / (holders of the label), with members as one more
/// label that weighs as much as all others. A unit moves to the side where the sum is least; then units of a side
/// that has too many of a label are exchanged for units of one that has too few. Passes end when nothing improves.
/// Cost: O(entries * sides) a pass for moves, and as much for exchanges, which try a bounded number of partners.
/// Deterministic: units in their order, the first best of equals.
struct SideRepair {
    private let units: LabelledUnits
    private let sideCount: Int
    private(set) var sides: [Int32]
    /// S x (L + 1): has - wanted; members are the last label.
    private var over: [Double]
    private var weights: [Double]
    private static let partners = 24

    init(_ units: LabelledUnits, shares: [Double], sides: [Int32]) {
        (self.units, self.sides, sideCount) = (units, sides, shares.count)
        let members = Double(units.sizes.reduce(0) { $0 + Int($1) })
        let totals = units.totals + [members]
        let present = totals.dropLast().count { $0 > 0 }
        weights = totals.map { $0 > 0 ? 1 / $0 : 0 }
        weights[totals.count - 1] *= Double(max(1, present))
        over = shares.flatMap { share in totals.map { -share * $0 } }
        for unit in 0..<units.count { shift(unit, Int(sides[unit]), by: 1) }
    }

    mutating func run(passes: Int) {
        for _ in 0..<passes {
            let moved = moveAll()
            let exchanged = exchangeAll()
            if !moved && !exchanged { return }
        }
    }

    private var width: Int { units.labelCount + 1 }

    private mutating func shift(_ unit: Int, _ side: Int, by sign: Double) {
        let base = side * width
        for entry in units.range(unit) { over[base + Int(units.labels[entry])] += sign * Double(units.amounts[entry]) }
        over[base + width - 1] += sign * Double(units.sizes[unit])
    }

    /// Change of the sum when the unit comes to (sign 1) or leaves (sign -1) the side.
    private func change(_ unit: Int, _ side: Int, _ sign: Double) -> Double {
        let base = side * width
        var sum = 0.0
        for entry in units.range(unit) {
            let label = Int(units.labels[entry]), amount = sign * Double(units.amounts[entry])
            sum += weights[label] * amount * (2 * over[base + label] + amount)
        }
        let size = sign * Double(units.sizes[unit])
        return sum + weights[width - 1] * size * (2 * over[base + width - 1] + size)
    }

    private mutating func moveAll() -> Bool {
        var hasMoved = false
        for unit in 0..<units.count {
            let from = Int(sides[unit]), leaving = change(unit, from, -1)
            var (best, least) = (from, -1e-9)
            for side in 0..<sideCount where side != from {
                let sum = leaving + change(unit, side, 1)
                if sum < least { (best, least) = (side, sum) }
            }
            if best != from { move(unit, to: best); hasMoved = true }
        }
        return hasMoved
    }

    private mutating func move(_ unit: Int, to side: Int) {
        shift(unit, Int(sides[unit]), by: -1)
        shift(unit, side, by: 1)
        sides[unit] = Int32(side)
    }

    /// Each unit is offered to every other side for the next few units of that side, as they come in a circle.
    private mutating func exchangeAll() -> Bool {
        var hasMoved = false
        var members = (0..<sideCount).map { side in sides.indices.filter { sides[$0] == Int32(side) } }
        var next = [Int](repeating: 0, count: sideCount)
        for unit in 0..<units.count {
            let from = Int(sides[unit]), leaving = change(unit, from, -1)
            // Where leaving is no relief, no exchange is looked for.
            guard leaving < 0 else { continue }
            shift(unit, from, by: -1)
            var found: (partner: Int, side: Int, place: Int)?
            var least = -1e-9
            for side in 0..<sideCount where side != from && !members[side].isEmpty {
                let coming = leaving + change(unit, side, 1)
                shift(unit, side, by: 1)
                for _ in 0..<min(Self.partners, members[side].count) {
                    let place = next[side] % members[side].count
                    next[side] = place + 1
                    let partner = members[side][place]
                    guard Int(sides[partner]) == side else { continue }
                    let sum = coming + change(partner, side, -1) + change(partner, from, 1)
                    if sum < least { (found, least) = ((partner, side, place), sum) }
                }
                shift(unit, side, by: -1)
            }
            shift(unit, from, by: 1)
            if let found {
                move(unit, to: found.side)
                move(found.partner, to: from)
                members[found.side][found.place] = unit
                hasMoved = true
            }
        }
        return hasMoved
    }
}
