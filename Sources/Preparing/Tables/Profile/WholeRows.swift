import Kernels

/// What a profile knows of whole rows, not of columns: how many came before, and the first and last of them.
///
/// A value of its own so that it can be brought up to date beside the columns: a row is known by the hashes of its cells,
/// which are there once every column has gone through it, so it is seen one step later.
struct WholeRows: Sendable {
    private(set) var duplicates = 0
    private(set) var first: [[String?]] = []
    private(set) var last: [[String?]] = []
    private let shown: Int
    private var seen: HashSet64
    /// Column by column; 0 is a cell that is missing.
    private var pending: [UInt64] = []
    private var columns: [UInt64] = []

    /// - Parameters:
    ///   - bound: different rows that are remembered; beyond it copies are no longer told.
    ///   - shown: rows that are kept from either end.
    init(bound: Int, shown: Int) { (seen, self.shown) = (HashSet64(bound: bound), shown) }

    /// Copies may have been missed.
    var isFull: Bool { seen.isFull }

    mutating func see(_ hash: UInt64) {
        if !seen.insert(hash) { duplicates += 1 }
    }

    /// Rows to be seen next, by the hashes of their cells, and the hashes of the columns' names.
    mutating func take(_ hashes: [UInt64], columns names: [UInt64]) { (pending, columns) = (hashes, names) }

    mutating func seePending() {
        guard !columns.isEmpty else { return }
        let rowCount = pending.count / columns.count
        var rows = [UInt64](repeating: 0, count: rowCount)
        for (column, name) in columns.enumerated() {
            for row in 0..<rowCount {
                let value = pending[column * rowCount + row]
                if value != 0 { rows[row] &+= Hash64.combine(name, value) }
            }
        }
        for row in rows { see(row) }
        (pending, columns) = ([], [])
    }

    /// Cells column by column.
    mutating func show(_ cells: UnsafeBufferPointer<CellBytes>, _ rowCount: Int, _ columnCount: Int) {
        func row(_ row: Int) -> [String?] {
            (0..<columnCount).map { column in
                let cell = cells[column * rowCount + row]
                guard let start = cell.start, cell.count > 0 else { return nil }
                return Self.cut(String(decoding: UnsafeRawBufferPointer(start: start, count: min(cell.count, 400)), as: UTF8.self))
            }
        }
        let head = min(rowCount, max(0, shown - first.count))
        let tail = max(head, rowCount - shown)
        keep((0..<head).map(row) + (tail..<rowCount).map(row))
    }

    mutating func keep(_ rows: [[String?]]) {
        for row in rows where first.count < shown { first.append(row) }
        last += rows
        if last.count > shown { last.removeFirst(last.count - shown) }
    }

    static func cut(_ text: String) -> String { String(String.UnicodeScalarView(text.unicodeScalars.prefix(80))) }
}
