/// Two annotators side by side: how often the first said one class where the second said another.
///
/// K x K counts, row-major, rows the first annotator. Only items both rated.
public struct ConfusionMatrix: Sendable, Hashable {
    public let classCount: Int
    public private(set) var counts: [Int]

    public init(classCount: Int, counts: [Int]) {
        precondition(counts.count == classCount * classCount, "\(counts.count) counts for \(classCount) classes")
        self.classCount = classCount
        self.counts = counts
    }

    /// - Parameter items: may repeat.
    public init(_ votes: VoteTable, _ first: Int32, _ second: Int32, items: [Int32]? = nil) {
        var counts = [Int](repeating: 0, count: votes.classCount * votes.classCount)
        for item in items ?? votes.allItems {
            guard let row = votes.answer(of: first, on: item), let column = votes.answer(of: second, on: item) else { continue }
            counts[Int(row) * votes.classCount + Int(column)] += 1
        }
        self.init(classCount: votes.classCount, counts: counts)
    }

    public subscript(row: Int, column: Int) -> Int { counts[row * classCount + column] }
    public var total: Int { counts.reduce(0, +) }
    public var agreements: Int { (0..<classCount).reduce(0) { $0 + self[$1, $1] } }
    public var rowTotals: [Int] { (0..<classCount).map { row in (0..<classCount).reduce(0) { $0 + self[row, $1] } } }
    public var columnTotals: [Int] { (0..<classCount).map { column in (0..<classCount).reduce(0) { $0 + self[$1, column] } } }

    /// The two classes taken for each other most often, in either direction; the lower classes on a tie.
    public var mostConfused: ConfusedPair? {
        var best: ConfusedPair?
        for low in 0..<classCount {
            for high in low + 1..<max(classCount, low + 1) {
                let count = self[low, high] + self[high, low]
                if count > (best?.count ?? 0) { best = ConfusedPair(first: Int32(low), second: Int32(high), count: count) }
            }
        }
        return best
    }

    /// Every pair of annotators on every item, each pair once: what the whole group confuses. Symmetric apart from the
    /// diagonal's share; a cell (c, k) with c < k holds all confusions of the two.
    public static func pooled(_ votes: VoteTable) -> ConfusionMatrix {
        let panel = RatingPanel(votes)
        var counts = [Int](repeating: 0, count: votes.classCount * votes.classCount)
        for item in votes.allItems {
            let cells = panel.cells(of: item)
            for cell in cells {
                let row = Int(panel.cellClass[cell])
                let count = Int(panel.cellCount[cell])
                counts[row * votes.classCount + row] += count * (count - 1) / 2
                for other in cell + 1..<max(cells.upperBound, cell + 1) {
                    counts[row * votes.classCount + Int(panel.cellClass[other])] += count * Int(panel.cellCount[other])
                }
            }
        }
        return ConfusionMatrix(classCount: votes.classCount, counts: counts)
    }
}

/// Two classes that were given to the same items, and how often.
public struct ConfusedPair: Sendable, Hashable {
    public var first: Int32
    public var second: Int32
    public var count: Int
    public init(first: Int32, second: Int32, count: Int) {
        self.first = first
        self.second = second
        self.count = count
    }
}

extension VoteTable {
    /// What one annotator said about one item: a binary search in the item's votes.
    public func answer(of annotator: Int32, on item: Int32) -> Int32? {
        var range = votes(ofItem: item)
        while let first = range.first {
            let middle = first + range.count / 2
            if annotators[middle] == annotator { return classes[middle] }
            range = annotators[middle] < annotator ? middle + 1..<range.upperBound : first..<middle
        }
        return nil
    }
}
