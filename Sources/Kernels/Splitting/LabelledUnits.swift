/// What is to be dealt to sides: single things or groups that stay whole, each with how many of its members hold each label.
///
/// Shapes: unit u holds `labels[starts[u] ..< starts[u + 1]]`, each once, with the number of members in `amounts`.
public struct LabelledUnits: Sendable {
    public private(set) var starts: [Int32] = [0]
    public private(set) var labels: [Int32] = []
    public private(set) var amounts: [Int32] = []
    /// Members of each unit.
    public private(set) var sizes: [Int32] = []
    /// Decides ties; of the unit's own name, so that its place does not matter.
    public private(set) var hashes: [UInt64] = []
    public let labelCount: Int

    public init(labelCount: Int) { self.labelCount = labelCount }

    public var count: Int { sizes.count }

    /// - Parameter held: labels below `labelCount`, each once, with how many members hold it.
    public mutating func add(_ held: [(label: Int32, amount: Int32)], size: Int, hash: UInt64) {
        for (label, amount) in held {
            labels.append(label)
            amounts.append(amount)
        }
        starts.append(Int32(labels.count))
        sizes.append(Int32(size))
        hashes.append(hash)
    }

    func range(_ unit: Int) -> Range<Int> { Int(starts[unit])..<Int(starts[unit + 1]) }

    /// Members that hold each label.
    var totals: [Double] {
        var totals = [Double](repeating: 0, count: labelCount)
        for place in labels.indices { totals[Int(labels[place])] += Double(amounts[place]) }
        return totals
    }

    /// Units of each label, in order: label l has `units[starts[l] ..< starts[l + 1]]`.
    var byLabel: (starts: [Int], units: [Int32]) {
        var starts = [Int](repeating: 0, count: labelCount + 1)
        for label in labels { starts[Int(label) + 1] += 1 }
        for place in 1..<starts.count { starts[place] += starts[place - 1] }
        var next = starts, units = [Int32](repeating: 0, count: labels.count)
        for unit in 0..<count {
            for place in range(unit) {
                units[next[Int(labels[place])]] = Int32(unit)
                next[Int(labels[place])] += 1
            }
        }
        return (starts, units)
    }
}
