/// The best pairing when few pairs are possible at all, such as boxes that overlap.
///
/// Maximises the total weight of the taken pairs; nobody has to be paired. Ten thousand boxes against ten thousand, each
/// meeting a handful, is a matrix of 10^8 cells of which 99.9 % are nothing: this looks at the rest only.
///
/// Shapes: `pairs` by (row, column), each pair once, weights finite and above 0.
/// Cost: one Dijkstra search per row that ends as soon as a way pays; O(rows * pairs * log) at worst, close to
/// O(pairs * log) for boxes on a picture, where searches stay local.
/// Deterministic: of equal ways the one to the lower column is taken; "unpaired" comes after all columns.
public struct SparseAssignment: Sendable {
    public struct Pair: Sendable, Hashable {
        public var row: Int32
        public var column: Int32
        public var weight: Double
        public init(row: Int32, column: Int32, weight: Double) {
            self.row = row
            self.column = column
            self.weight = weight
        }
    }

    /// The column of each row, -1 for a row that stays alone.
    public static func greatest(_ pairs: [Pair], rows: Int, columns: Int) -> [Int32] {
        var search = SparseSearch(pairs, rows: rows, columns: columns)
        for row in 0..<rows { search.augment(from: row) }
        return search.columnOfRow.map { $0 < columns ? $0 : -1 }
    }
}

/// Every row has a column of its own beside the real ones, "alone", of cost 0: so each search ends well.
private struct SparseSearch {
    let columns: Int
    let start: [Int32]
    let target: [Int32]
    let weight: [Double]
    var rowPrice: [Double]
    var columnPrice: [Double]
    var columnOfRow: [Int32]
    var rowOfColumn: [Int32]
    var distance: [Double]
    var before: [Int32]
    var isFinal: [Bool]
    /// Columns the search under way has touched, so that clearing costs no more than searching.
    var touched: [Int32] = []
    var heap = NearestColumns()

    init(_ pairs: [SparseAssignment.Pair], rows: Int, columns: Int) {
        let sorted = pairs.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
        precondition(sorted.allSatisfy { $0.weight > 0 && $0.weight.isFinite && $0.row >= 0 && $0.row < rows && $0.column >= 0 && $0.column < columns })
        var start = [Int32](repeating: 0, count: rows + 1)
        for pair in sorted { start[Int(pair.row) + 1] += 1 }
        for row in 0..<rows { start[row + 1] += start[row] }
        self.columns = columns
        self.start = start
        target = sorted.map(\.column)
        weight = sorted.map(\.weight)
        // Costs are minus the weights, so the price that makes a row's reduced costs non-negative is minus its best.
        var prices = [Double](repeating: 0, count: rows)
        for pair in sorted { prices[Int(pair.row)] = min(prices[Int(pair.row)], -pair.weight) }
        rowPrice = prices
        columnPrice = Array(repeating: 0, count: columns + rows)
        columnOfRow = Array(repeating: -1, count: rows)
        rowOfColumn = Array(repeating: -1, count: columns + rows)
        distance = Array(repeating: .infinity, count: columns + rows)
        before = Array(repeating: -1, count: columns + rows)
        isFinal = Array(repeating: false, count: columns + rows)
    }

    mutating func augment(from first: Int) {
        let end = shortestPath(from: first)
        reprice(first, length: distance[end])
        var column = end
        while true {
            let row = Int(before[column])
            rowOfColumn[column] = Int32(row)
            let next = columnOfRow[row]
            columnOfRow[row] = Int32(column)
            if row == first { break }
            column = Int(next)
        }
        for column in touched.map(Int.init) {
            distance[column] = .infinity
            isFinal[column] = false
        }
        touched.removeAll(keepingCapacity: true)
        heap.clear()
    }

    private mutating func shortestPath(from first: Int) -> Int {
        var row = first
        var length = 0.0
        while true {
            for place in Int(start[row])..<Int(start[row + 1]) {
                offer(Int(target[place]), through: row, length - weight[place] - rowPrice[row], atLeast: length)
            }
            offer(columns + row, through: row, length - rowPrice[row], atLeast: length)
            var column = heap.pop()
            while isFinal[column] { column = heap.pop() }
            isFinal[column] = true
            length = distance[column]
            if rowOfColumn[column] < 0 { return column }
            row = Int(rowOfColumn[column])
        }
    }

    /// Rounding may make a reduced cost a hair below 0; a path never gets shorter by going on.
    private mutating func offer(_ column: Int, through row: Int, _ length: Double, atLeast: Double) {
        let length = max(length - columnPrice[column], atLeast)
        guard !isFinal[column], length < distance[column] else { return }
        if distance[column] == .infinity { touched.append(Int32(column)) }
        distance[column] = length
        before[column] = Int32(row)
        heap.push(column, at: length)
    }

    private mutating func reprice(_ first: Int, length: Double) {
        rowPrice[first] += length
        for column in touched.map(Int.init) where isFinal[column] {
            let gain = length - distance[column]
            if rowOfColumn[column] >= 0 { rowPrice[Int(rowOfColumn[column])] += gain }
            columnPrice[column] -= gain
        }
    }
}

/// A binary heap of columns by (distance, column). A column may be in it more than once; its nearest entry comes first.
private struct NearestColumns {
    private var entries: [(distance: Double, column: Int32)] = []

    mutating func clear() { entries.removeAll(keepingCapacity: true) }

    mutating func push(_ column: Int, at distance: Double) {
        entries.append((distance, Int32(column)))
        var place = entries.count - 1
        while place > 0, entries[place] < entries[(place - 1) / 2] {
            entries.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func pop() -> Int {
        let top = entries[0]
        let last = entries.removeLast()
        guard !entries.isEmpty else { return Int(top.column) }
        entries[0] = last
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2] where child < entries.count && entries[child] < entries[least] { least = child }
            if least == place { return Int(top.column) }
            entries.swapAt(place, least)
            place = least
        }
    }
}
