/// Deals units to sides so that each label, and each pair of labels when pairs are given as labels, lies by the shares.
///
/// The label with the fewest units left is dealt first, each unit to the side that lacks most of it, then of everything:
/// rare labels are placed while there is still a choice. Then `SideRepair` moves and exchanges units while that makes the
/// sides more even.
///
/// Papers: Sechidis, Tsoumakas and Vlahavas (2011), doi 10.1007/978-3-642-23808-6_10; pairs as Szymański and Kajdanowicz
/// (2017), "A network perspective on stratification of multi-label data". Differs: ties are decided by the unit's hash and
/// not by chance; larger units of a label go first; the repair.
/// Cost: O(entries * sides + labels log entries) and the repair's passes. Deterministic in the order of units and hashes.
public struct IterativeStratification: Sendable {
    private let units: LabelledUnits
    private let shares: [Double]
    /// S x L: what each side still lacks of each label; and of members.
    private var lacks: [Double]
    private var lacksMembers: [Double]
    private var sides: [Int32]

    /// The side of each unit, a place in `shares`, which add up to 1.
    public static func sides(_ units: LabelledUnits, shares: [Double], repairs: Int = 10) -> [Int32] {
        var dealing = IterativeStratification(units, shares)
        dealing.deal()
        var repair = SideRepair(units, shares: shares, sides: dealing.sides)
        repair.run(passes: repairs)
        return repair.sides
    }

    private init(_ units: LabelledUnits, _ shares: [Double]) {
        (self.units, self.shares) = (units, shares)
        let totals = units.totals, members = Double(units.sizes.reduce(0) { $0 + Int($1) })
        lacks = shares.flatMap { share in totals.map { share * $0 } }
        lacksMembers = shares.map { $0 * members }
        sides = [Int32](repeating: -1, count: units.count)
    }

    private mutating func deal() {
        let (starts, byLabel) = units.byLabel
        var queue = LeastFirst((0..<units.labelCount).map { starts[$0 + 1] - starts[$0] })
        while let label = queue.next() {
            let own = byLabel[starts[label]..<starts[label + 1]].filter { sides[Int($0)] < 0 }
            for unit in own.sorted(by: { (units.sizes[Int($1)], $0) < (units.sizes[Int($0)], $1) }) {
                place(Int(unit), label)
                for entry in units.range(Int(unit)) { queue.decrease(Int(units.labels[entry])) }
            }
        }
        let unlabelled = sides.indices.filter { sides[$0] < 0 }
        for unit in unlabelled.sorted(by: { (units.sizes[$1], $0) < (units.sizes[$0], $1) }) { place(unit, nil) }
    }

    private mutating func place(_ unit: Int, _ label: Int?) {
        let side = wanting(label, units.hashes[unit])
        sides[unit] = Int32(side)
        lacksMembers[side] -= Double(units.sizes[unit])
        for entry in units.range(unit) { lacks[side * units.labelCount + Int(units.labels[entry])] -= Double(units.amounts[entry]) }
    }

    /// The side that lacks most of the label; of equals the one that lacks most members; of equals by the hash.
    private func wanting(_ label: Int?, _ hash: UInt64) -> Int {
        var (best, most, mostMembers) = ([Int](), -Double.infinity, -Double.infinity)
        for side in shares.indices {
            let lack = label.map { lacks[side * units.labelCount + $0] } ?? 0, members = lacksMembers[side]
            if lack > most + 1e-9 || lack > most - 1e-9 && members > mostMembers + 1e-9 {
                (best, most, mostMembers) = ([side], lack, members)
            } else if lack > most - 1e-9, members > mostMembers - 1e-9 {
                best.append(side)
            }
        }
        return best[Int(truncatingIfNeeded: hash % UInt64(best.count))]
    }
}

/// Labels by how many units they have left, the fewest first, of equals the lower label. A binary heap with old entries
/// passed over.
struct LeastFirst {
    private var left: [Int]
    private var heap: [(left: Int, label: Int)] = []

    init(_ counts: [Int]) {
        left = counts
        for label in counts.indices where counts[label] > 0 { push(label) }
    }

    mutating func decrease(_ label: Int) {
        left[label] -= 1
        if left[label] > 0 { push(label) }
    }

    /// nil when no label has units left.
    mutating func next() -> Int? {
        while let first = heap.first {
            if left[first.label] == first.left { return first.label }
            pop()
        }
        return nil
    }

    private mutating func push(_ label: Int) {
        heap.append((left[label], label))
        var place = heap.count - 1
        while place > 0, heap[place] < heap[(place - 1) / 2] {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func pop() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2] where child < heap.count && heap[child] < heap[least] { least = child }
            if least == place { return }
            heap.swapAt(place, least)
            place = least
        }
    }
}
