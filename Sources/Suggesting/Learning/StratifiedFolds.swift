import Kernels

/// Which of k folds each row is held out in, every label spread evenly.
///
/// Rows of a label are shuffled by the seed and dealt out in turn; the next label goes on where the last one stopped,
/// so fold sizes differ by at most one. Rows of one group stay in one fold when groups are given: groups are shuffled
/// and each goes to the fold that has the fewest rows of the group's labels so far.
public struct StratifiedFolds: Sendable {
    public let count: Int
    /// Fold of each row.
    public let folds: [Int]

    public init(labels: [Int], count: Int, seed: UInt64, groups: [Int]? = nil) {
        self.count = count
        folds = groups.map { Self.dealGroups(labels, $0, count, seed) } ?? Self.deal(labels, count, seed)
    }

    public func heldOut(in fold: Int) -> [Int] { folds.indices.filter { folds[$0] == fold } }
    public func training(for fold: Int) -> [Int] { folds.indices.filter { folds[$0] != fold } }

    private static func deal(_ labels: [Int], _ count: Int, _ seed: UInt64) -> [Int] {
        var rows: [Int: [Int]] = [:]
        for (row, label) in labels.enumerated() { rows[label, default: []].append(row) }
        var result = [Int](repeating: 0, count: labels.count)
        var next = 0
        for label in rows.keys.sorted() {
            var random = SeededRandom.derive(seed, "fold-\(label)")
            var own = rows[label] ?? []
            random.shuffle(&own)
            for row in own {
                result[row] = next
                next = (next + 1) % count
            }
        }
        return result
    }

    private static func dealGroups(_ labels: [Int], _ groups: [Int], _ count: Int, _ seed: UInt64) -> [Int] {
        var members: [Int: [Int]] = [:]
        for (row, group) in groups.enumerated() { members[group, default: []].append(row) }
        var order = members.keys.sorted()
        var random = SeededRandom.derive(seed, "fold-groups")
        random.shuffle(&order)
        order = order.enumerated().sorted {
            let left = members[$0.element]?.count ?? 0, right = members[$1.element]?.count ?? 0
            return left == right ? $0.offset < $1.offset : left > right
        }.map(\.element)
        let labelCount = (labels.max() ?? 0) + 1
        var filled = [Int](repeating: 0, count: count * labelCount)
        var sizes = [Int](repeating: 0, count: count)
        var result = [Int](repeating: 0, count: labels.count)
        for group in order {
            let rows = members[group] ?? []
            func load(_ fold: Int) -> (Int, Int) { (rows.reduce(0) { $0 + filled[fold * labelCount + labels[$1]] }, sizes[fold]) }
            let fold = (0..<count).min { load($0) < load($1) } ?? 0
            for row in rows {
                result[row] = fold
                filled[fold * labelCount + labels[row]] += 1
            }
            sizes[fold] += rows.count
        }
        return result
    }
}
