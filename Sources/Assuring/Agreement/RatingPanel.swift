/// How often each item got each class: a vote table as the panel coefficients see it.
///
/// Cells with a count above 0 only, by item and then class: O(votes) memory whatever the number of classes.
public struct RatingPanel: Sendable {
    public let votes: VoteTable
    /// Cells of item i are `cellStart[i] ..< cellStart[i + 1]`.
    let cellStart: [Int32]
    let cellClass: [Int32]
    let cellCount: [Double]
    /// Ratings of each item.
    let ratings: [Double]

    var classCount: Int { votes.classCount }

    public init(_ votes: VoteTable) {
        self.votes = votes
        var starts = [Int32](repeating: 0, count: votes.itemCount + 1)
        var classes = [Int32](repeating: 0, count: votes.count)
        var filled = 0
        let counts = [Double](unsafeUninitializedCapacity: votes.count) { counts, initialised in
            classes.withUnsafeMutableBufferPointer { classes in
                votes.classes.withUnsafeBufferPointer { given in
                    for item in 0..<votes.itemCount {
                        let first = filled
                        for place in Int(votes.itemStart[item])..<Int(votes.itemStart[item + 1]) {
                            filled = Self.insert(given[place], from: first, filled, classes, counts)
                        }
                        starts[item + 1] = Int32(filled)
                    }
                }
            }
            initialised = filled
        }
        classes.removeLast(classes.count - filled)
        cellStart = starts
        cellClass = classes
        cellCount = counts
        ratings = (0..<votes.itemCount).map { Double(votes.itemStart[$0 + 1] - votes.itemStart[$0]) }
    }

    /// Counts one more of `label` among the cells `first..<end`, which stay sorted: an item has a handful of cells, and sums
    /// must not depend on the order of annotators. Returns the new end.
    @inline(__always)
    private static func insert(
        _ label: Int32, from first: Int, _ end: Int, _ classes: UnsafeMutableBufferPointer<Int32>, _ counts: UnsafeMutableBufferPointer<Double>
    ) -> Int {
        var hole = end
        while hole > first, classes[hole - 1] > label { hole -= 1 }
        if hole > first, classes[hole - 1] == label {
            counts[hole - 1] += 1
            return end
        }
        for place in stride(from: end, to: hole, by: -1) {
            classes[place] = classes[place - 1]
            counts[place] = counts[place - 1]
        }
        classes[hole] = label
        counts[hole] = 1
        return end + 1
    }

    func cells(of item: Int32) -> Range<Int> {
        Int(cellStart[Int(item)])..<Int(cellStart[Int(item) + 1])
    }

    /// sum_k r_ik values_k.
    func sum(of item: Int32, _ values: [Double]) -> Double {
        var sum = 0.0
        for cell in cells(of: item) { sum += cellCount[cell] * values[Int(cellClass[cell])] }
        return sum
    }
}
