import Kernels

/// Which name on one side is which on the other, so that they speak together for as long as can be (Hungarian assignment).
enum SpeakerMapping {
    /// By label of the first side, the place in the second's; -1 for one that never speaks with anybody left.
    static func best(_ timeline: Timeline) -> [Int32] {
        let columns = timeline.secondLabels.count
        let pairs = timeline.shared.enumerated().compactMap { place, seconds in
            seconds > 0 ? SparseAssignment.Pair(row: Int32(place / columns), column: Int32(place % columns), weight: seconds) : nil
        }
        return SparseAssignment.greatest(pairs, rows: timeline.firstLabels.count, columns: columns)
    }

    /// Equal names are the same.
    static func byName(_ timeline: Timeline) -> [Int32] {
        timeline.firstLabels.map { name in timeline.secondLabels.firstIndex(of: name).map { Int32($0) } ?? -1 }
    }
}
