/// Two annotators side by side: how often the first said one class where the second said another.
///
/// Rows are the first annotator's classes. Only items both rated. Cells above 0 only, so a pair with ten items in common
/// takes ten cells however many classes there are; `counts` is the dense form, made on demand.
public struct ConfusionMatrix: Sendable, Hashable {
    public struct Cell: Sendable, Hashable {
        public var row: Int32
        public var column: Int32
        public var count: Int
    }

    public let classCount: Int
    /// Those above 0, by (row, column).
    public let cells: [Cell]

    /// - Parameter counts: K x K, row-major.
    public init(classCount: Int, counts: [Int]) {
        precondition(counts.count == classCount * classCount, "\(counts.count) counts for \(classCount) classes")
        self.classCount = classCount
        cells = counts.indices.filter { counts[$0] != 0 }.map {
            Cell(row: Int32($0 / classCount), column: Int32($0 % classCount), count: counts[$0])
        }
    }

    /// - Parameter items: may repeat.
    public init(_ votes: VoteTable, _ first: Int32, _ second: Int32, items: [Int32]? = nil) {
        var tally = ConfusionTally(classCount: votes.classCount)
        for item in items ?? votes.allItems {
            guard let row = votes.answer(of: first, on: item), let column = votes.answer(of: second, on: item) else { continue }
            tally.add(row, column, 1)
        }
        self = tally.matrix()
    }

    init(classCount: Int, cells: [Cell]) {
        self.classCount = classCount
        self.cells = cells
    }

    public subscript(row: Int, column: Int) -> Int {
        var (low, high) = (0, cells.count)
        while low < high {
            let middle = (low + high) / 2
            if (Int(cells[middle].row), Int(cells[middle].column)) < (row, column) { low = middle + 1 } else { high = middle }
        }
        return low < cells.count && cells[low].row == row && cells[low].column == column ? cells[low].count : 0
    }

    /// K x K, row-major.
    public var counts: [Int] {
        var counts = [Int](repeating: 0, count: classCount * classCount)
        for cell in cells { counts[Int(cell.row) * classCount + Int(cell.column)] = cell.count }
        return counts
    }

    public var total: Int { cells.reduce(0) { $0 + $1.count } }
    public var agreements: Int { cells.reduce(0) { $0 + ($1.row == $1.column ? $1.count : 0) } }
    public var rowTotals: [Int] { dense(rowMargin) }
    public var columnTotals: [Int] { dense(columnMargin) }

    /// The two classes taken for each other most often, in either direction; the lower classes on a tie.
    public var mostConfused: ConfusedPair? {
        var tally = ConfusionTally(classCount: classCount)
        for cell in cells where cell.row != cell.column { tally.add(min(cell.row, cell.column), max(cell.row, cell.column), cell.count) }
        var best: ConfusedPair?
        for cell in tally.matrix().cells where cell.count > best?.count ?? 0 {
            best = ConfusedPair(first: cell.row, second: cell.column, count: cell.count)
        }
        return best
    }

    private func dense(_ margin: [ClassCount]) -> [Int] {
        var totals = [Int](repeating: 0, count: classCount)
        for entry in margin { totals[Int(entry.label)] = entry.count }
        return totals
    }

    /// Every pair of annotators on every item, each pair once: what the whole group confuses. Symmetric apart from the
    /// diagonal's share; a cell (c, k) with c < k holds all confusions of the two.
    public static func pooled(_ votes: VoteTable) -> ConfusionMatrix {
        let panel = RatingPanel(votes)
        var tally = ConfusionTally(classCount: votes.classCount, expected: panel.cellClass.count)
        for item in votes.allItems {
            let cells = panel.cells(of: item)
            for cell in cells {
                let count = Int(panel.cellCount[cell])
                tally.add(panel.cellClass[cell], panel.cellClass[cell], count * (count - 1) / 2)
                for other in cell + 1..<max(cells.upperBound, cell + 1) {
                    tally.add(panel.cellClass[cell], panel.cellClass[other], count * Int(panel.cellCount[other]))
                }
            }
        }
        return tally.matrix()
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
