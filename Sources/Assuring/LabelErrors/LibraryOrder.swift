/// Orders that cleanlab leaves to its sort, for comparison with it; what we show ourselves breaks ties by class.
package enum LibraryOrder {
    /// Every pair of classes, confused or not, by falling share of the joint, equal shares as pandas' sort leaves them: it
    /// sorts the list turned round and turns the order round again.
    package static func overlaps(_ joint: ConfidentJoint) -> [LabelHealth.Overlap] {
        let (classes, table) = (joint.classCount, joint.calibrated)
        let total = Double(max(table.reduce(0, +), 1))
        var pairs: [LabelHealth.Overlap] = []
        for first in 0..<classes {
            for second in first + 1..<classes {
                let (there, back) = (table[first * classes + second], table[second * classes + first])
                // Each cell over the whole before the sum: equal counts may differ in the last bit, and do in the library.
                pairs.append(LabelHealth.Overlap(first: first, second: second, items: there + back, share: Double(there) / total + Double(back) / total))
            }
        }
        pairs.reverse()
        return QuickSortOrder.ascending(pairs.map(\.share)).reversed().map { pairs[$0] }
    }
}
