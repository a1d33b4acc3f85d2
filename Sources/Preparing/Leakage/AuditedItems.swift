import Kernels

/// A split as an audit sees it: rows, their sides, and what is known of copies.
public struct AuditedItems: Sendable {
    public let table: TableColumns
    /// Of each row a place in `names`; -1 is on no side.
    public let sides: [Int32]
    public let names: [String]
    /// Names of the rows for people; row numbers from 0 where empty.
    public let keys: [String]
    /// Equal for equal texts or files; where empty, rows with equal cells are copies.
    public let contents: [UInt64]
    /// Rows found to be nearly the same.
    public let nearPairs: [(Int, Int)]

    /// - Throws: lists that are not as long as the table, sides and rows that are none.
    public init(
        _ table: TableColumns, sides: [Int?], names: [String], keys: [String] = [], contents: [UInt64] = [], nearPairs: [(Int, Int)] = []
    ) throws(TableError) {
        let rows = table.rowCount
        guard sides.count == rows else { throw .columnLength("sides", sides.count, expected: rows) }
        guard keys.isEmpty || keys.count == rows else { throw .columnLength("keys", keys.count, expected: rows) }
        guard contents.isEmpty || contents.count == rows else { throw .columnLength("contents", contents.count, expected: rows) }
        for (row, side) in sides.enumerated() {
            if let side, !names.indices.contains(side) { throw .noSuchLevel(Int32(clamping: side), column: "sides", row: row) }
        }
        for pair in nearPairs {
            for row in [pair.0, pair.1] where row < 0 || row >= rows { throw .rowOutOfRange(row, rows: rows) }
        }
        (self.table, self.names, self.keys, self.contents, self.nearPairs) = (table, names, keys, contents, nearPairs)
        self.sides = sides.map { Int32($0 ?? -1) }
    }

    func key(_ row: Int) -> String { keys.isEmpty ? "row \(row)" : keys[row] }

    var counts: [Int] {
        var counts = [Int](repeating: 0, count: names.count)
        for side in sides where side >= 0 { counts[Int(side)] += 1 }
        return counts
    }

    /// Equal for rows whose cells are equal in all columns but those left out.
    func rowHashes(leavingOut: Set<String>) -> [UInt64] {
        var hashes = [UInt64](repeating: 0, count: table.rowCount)
        for column in table.columns where !leavingOut.contains(column.name) {
            switch column.cells {
            case .numbers(let numbers):
                for row in hashes.indices { hashes[row] = Hash64.combine(hashes[row], numbers[row].isNaN ? .max : (numbers[row] + 0.0).bitPattern) }
            case .categories(let categories):
                let levels = categories.levels.map { Hash64.of($0) }
                for row in hashes.indices { hashes[row] = Hash64.combine(hashes[row], categories.codes[row] < 0 ? .max : levels[Int(categories.codes[row])]) }
            }
        }
        return hashes
    }
}
