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
        var starts: [Int32] = [0]
        var classes: [Int32] = []
        var counts: [Double] = []
        var tally = [Double](repeating: 0, count: votes.classCount)
        starts.reserveCapacity(votes.itemCount + 1)
        classes.reserveCapacity(votes.count)
        counts.reserveCapacity(votes.count)
        for item in 0..<Int32(votes.itemCount) {
            let places = votes.votes(ofItem: item)
            for place in places { tally[Int(votes.classes[place])] += 1 }
            let first = classes.count
            for place in places where tally[Int(votes.classes[place])] > 0 {
                classes.append(votes.classes[place])
                counts.append(tally[Int(votes.classes[place])])
                tally[Int(votes.classes[place])] = 0
            }
            Self.sortCells(&classes, &counts, from: first)
            starts.append(Int32(classes.count))
        }
        cellStart = starts
        cellClass = classes
        cellCount = counts
        ratings = (0..<votes.itemCount).map { Double(votes.itemStart[$0 + 1] - votes.itemStart[$0]) }
    }

    /// Insertion sort by class: an item has a handful of cells, and sums must not depend on the order of annotators.
    private static func sortCells(_ classes: inout [Int32], _ counts: inout [Double], from first: Int) {
        for place in stride(from: first + 1, to: classes.count, by: 1) {
            var hole = place
            while hole > first, classes[hole - 1] > classes[hole] {
                classes.swapAt(hole - 1, hole)
                counts.swapAt(hole - 1, hole)
                hole -= 1
            }
        }
    }

    func cells(of item: Int32) -> Range<Int> {
        Int(cellStart[Int(item)])..<Int(cellStart[Int(item) + 1])
    }

    /// sum_k r_ik ((W r_i)_k - 1): pairs of ratings that agree, each pair twice.
    func agreeingPairs(of item: Int32, _ weights: AgreementWeights) -> Double {
        let cells = cells(of: item)
        var sum = 0.0
        for cell in cells {
            var weighted = 0.0
            for other in cells {
                weighted += weights[Int(cellClass[cell]), Int(cellClass[other])] * cellCount[other]
            }
            sum += cellCount[cell] * (weighted - 1)
        }
        return sum
    }

    /// sum_k r_ik values_k.
    func sum(of item: Int32, _ values: [Double]) -> Double {
        var sum = 0.0
        for cell in cells(of: item) { sum += cellCount[cell] * values[Int(cellClass[cell])] }
        return sum
    }
}
