import Records

/// Which labels two people gave to what both of them drew: what is taken for what, once the place is agreed on.
///
/// Parts are matched where they overlap enough, equal labels first, so that two objects drawn on top of each other are not
/// crossed. Parts without label or with several are left out: they are no single row or column.
public struct PartConfusion: Sendable, Hashable {
    /// One pair of annotators and the labels each of them gave.
    public struct Cell: Sendable, Hashable {
        public var first: Int32
        public var second: Int32
        public var firstLabel: String
        public var secondLabel: String
    }

    /// How many matched parts; `first` is the lower annotator of the table.
    public private(set) var counts: [Cell: Int] = [:]

    /// - Parameter iou: overlap from which two parts are the same object.
    public init(_ table: PartTable, iou: Double = 0.5) {
        for item in 0..<Int32(table.itemCount) {
            let drawings = Array(table.drawings(ofItem: item))
            for first in drawings.indices {
                for second in drawings[(first + 1)...] { add(drawings[first], second, iou) }
            }
        }
    }

    private mutating func add(_ first: PartTable.Drawing, _ second: PartTable.Drawing, _ iou: Double) {
        var rounds = MatchingRounds(first, second)
        let same = rounds.take(atLeast: iou) { first.labelSets[$0.first] == second.labelSets[$0.second] }
        for match in same + rounds.take(atLeast: iou, { _ in true }) {
            let (mine, others) = (first.parts[match.first].labels, second.parts[match.second].labels)
            guard mine.count == 1, others.count == 1 else { continue }
            counts[Cell(first: first.annotator, second: second.annotator, firstLabel: mine[0], secondLabel: others[0]), default: 0] += 1
        }
    }
}
