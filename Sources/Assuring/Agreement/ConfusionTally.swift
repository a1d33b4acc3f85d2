/// A confusion matrix being counted: dense while K x K is small beside what is counted, else a list that is sorted at the end.
struct ConfusionTally {
    private let classCount: Int
    private var dense: [Int] = []
    private var keys: [(key: Int, count: Int)] = []

    /// - Parameter expected: about how many additions there will be.
    init(classCount: Int, expected: Int = 0) {
        self.classCount = classCount
        if classCount * classCount <= max(expected, 1_024) { dense = Array(repeating: 0, count: classCount * classCount) }
    }

    @inline(__always)
    mutating func add(_ row: Int32, _ column: Int32, _ count: Int) {
        guard count != 0 else { return }
        let key = Int(row) * classCount + Int(column)
        if dense.isEmpty { keys.append((key, count)) } else { dense[key] += count }
    }

    func matrix() -> ConfusionMatrix {
        guard dense.isEmpty else { return ConfusionMatrix(classCount: classCount, counts: dense) }
        return ConfusionMatrix(classCount: classCount, cells: Self.merged(keys, classCount))
    }

    /// Equal keys (row x K + column) added up, in order.
    static func merged(_ keys: [(key: Int, count: Int)], _ classCount: Int) -> [ConfusionMatrix.Cell] {
        var cells: [ConfusionMatrix.Cell] = []
        var last = -1
        for entry in keys.sorted(by: { $0.key < $1.key }) {
            if entry.key == last {
                cells[cells.count - 1].count += entry.count
            } else {
                cells.append(.init(row: Int32(entry.key / classCount), column: Int32(entry.key % classCount), count: entry.count))
                last = entry.key
            }
        }
        return cells
    }
}

/// How often one annotator of a pair gave a class.
struct ClassCount {
    var label: Int32
    var count: Int
}

extension ConfusionMatrix {
    /// Row totals above 0, by class.
    var rowMargin: [ClassCount] {
        var margin: [ClassCount] = []
        for cell in cells {
            if margin.last?.label == cell.row { margin[margin.count - 1].count += cell.count } else { margin.append(.init(label: cell.row, count: cell.count)) }
        }
        return margin
    }

    /// Column totals above 0, by class.
    var columnMargin: [ClassCount] {
        var margin: [ClassCount] = []
        for cell in cells.sorted(by: { $0.column < $1.column }) {
            if margin.last?.label == cell.column { margin[margin.count - 1].count += cell.count } else { margin.append(.init(label: cell.column, count: cell.count)) }
        }
        return margin
    }

    /// Classes either annotator used, with how often the first and the second did.
    var margins: [(label: Int32, row: Int, column: Int)] {
        var merged: [(label: Int32, row: Int, column: Int)] = []
        let (rows, columns) = (rowMargin, columnMargin)
        var (row, column) = (0, 0)
        while row < rows.count || column < columns.count {
            let left = row < rows.count ? rows[row].label : .max
            let right = column < columns.count ? columns[column].label : .max
            merged.append((min(left, right), left <= right ? rows[row].count : 0, right <= left ? columns[column].count : 0))
            if left <= right { row += 1 }
            if right <= left { column += 1 }
        }
        return merged
    }
}
