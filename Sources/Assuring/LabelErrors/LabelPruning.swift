import Kernels

/// Picks as many items as `PruneCounts` says, class by class.
///
/// Classes of `minimumPerClass` items or fewer are left alone.
struct LabelPruning {
    let evidence: LabelEvidence
    let counts: PruneCounts
    let minimumPerClass: Int

    /// Per given class: the items least probable to be it.
    func byClass() -> [Bool] {
        var flags = [Bool](repeating: false, count: evidence.count)
        for (given, items) in itemsByLabel().enumerated() where items.count > minimumPerClass {
            let wrong = items.count - counts[given, given]
            mark(&flags, items, count: wrong) { p($0, given) }
        }
        return flags
    }

    /// Per given and other class: the items whose other class leads the given one most.
    func byNoiseRate() -> [Bool] {
        var flags = [Bool](repeating: false, count: evidence.count)
        for (given, items) in itemsByLabel().enumerated() where items.count > minimumPerClass {
            for truth in 0..<evidence.classCount where truth != given && counts[truth, given] > 0 {
                mark(&flags, items, count: counts[truth, given]) { p($0, given) - p($0, truth) }
            }
        }
        return flags
    }

    private func p(_ item: Int32, _ k: Int) -> Double {
        evidence.probabilities[Int(item) * evidence.classCount + k]
    }

    private func itemsByLabel() -> [[Int32]] {
        var items = [[Int32]](repeating: [], count: evidence.classCount)
        for (item, label) in evidence.labels.enumerated() { items[Int(label)].append(Int32(item)) }
        return items
    }

    /// Flags the `count` items of the lowest score, the lower index first among equals.
    private func mark(_ flags: inout [Bool], _ items: [Int32], count: Int, _ score: (Int32) -> Double) {
        guard count > 0 else { return }
        var lowest = TopK(count)
        for item in items { lowest.add(Int(item), -score(item)) }
        for entry in lowest.sorted { flags[entry.index] = true }
    }
}
