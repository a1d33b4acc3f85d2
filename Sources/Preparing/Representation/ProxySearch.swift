import Kernels
import Records

/// Columns that stand for a sensitive one: what a model learns from them it learns from that.
///
/// Measure: mutual information over the mean of both entropies, less what chance gives, which is what shuffling one of
/// them leaves on average (adjusted mutual information; Vinh, Epps and Bailey, 2010). The probability is that of as much
/// information after shuffling: (1 + rounds with as much) / (1 + rounds); tables are drawn by `RandomTables`, which is the same
/// thing. Numbers are cut into ten bins of about equally many; missing is a value of its own; of more than 4,096
/// categories the rarest are one.
/// Cost: O(rows) a column, and O(cells) a round, whatever the number of rows.
public struct ProxySearch: Sendable {
    /// A column with at least this adjusted information, by more than chance, is a proxy.
    public let leastInformation: Double
    public let significance: Double
    public let rounds: Int
    public let seed: UInt64

    public init(leastInformation: Double = 0.1, significance: Double = 0.05, rounds: Int = 199, seed: UInt64 = 0) {
        (self.leastInformation, self.significance, self.rounds, self.seed) = (leastInformation, significance, max(19, rounds), seed)
    }

    /// - Parameters:
    ///   - sensitive: the column's name; it is looked at because it is named.
    ///   - others: columns that may stand for it; all others where nil.
    public func report(_ table: TableColumns, sensitive: String, others: [String]? = nil, threads: Int = 1) throws(TableError) -> ProxyReport {
        guard let column = table.column(sensitive) else { throw .noSuchColumn(sensitive) }
        let named = others ?? table.names.filter { $0 != sensitive }
        var looked: [TableColumn] = []
        for name in named {
            guard let other = table.column(name) else { throw .noSuchColumn(name) }
            looked.append(other)
        }
        let own = ColumnCodes(column, bins: 4)
        let columns = looked
        let found = Pieces(columns.count, size: 1).map(threads: threads) { range in range.map { proxy(columns[$0], own) } }.flatMap { $0 }
        return ProxyReport(
            sensitive: sensitive, rows: own.codes.count { $0 >= 0 }, missing: column.cells.missingCount,
            columns: found.sorted { ($1.adjusted, $0.name) < ($0.adjusted, $1.name) })
    }

    private func proxy(_ column: TableColumn, _ sensitive: ColumnCodes) -> ProxyReport.Column {
        let codes = ColumnCodes(column).withMissing
        let table = ContingencyTable(codes.codes, sensitive.codes, rowCount: codes.names.count, columnCount: sensitive.names.count)
        let information = table.mutualInformation, entropy = (table.rowEntropy + table.columnEntropy) / 2
        let random = RandomTables(rowTotals: table.rowTotals, columnTotals: table.columnTotals)
            .mutualInformation(rounds: rounds, seed: Hash64.of(column.name, seed: seed))
        let usual = Moments.mean(random) ?? 0
        // A hair of slack, so that a table drawn again is not called less by rounding.
        let probability = Double(1 + random.count { $0 >= information - 1e-12 }) / Double(1 + rounds)
        let adjusted = entropy - usual > 1e-12 ? max(0, (information - usual) / (entropy - usual)) : 0
        return ProxyReport.Column(
            name: column.name, normalized: table.normalizedMutualInformation, adjusted: adjusted, probability: probability,
            pooledLevels: codes.pooledLevels, isProxy: adjusted >= leastInformation && probability < significance)
    }
}

/// Which columns tell of a sensitive one, the most telling first.
public struct ProxyReport: Sendable, Hashable, Codable {
    public struct Column: Sendable, Hashable, Codable {
        public var name: String
        /// Mutual information over the mean of both entropies, 0...1.
        public var normalized: Double
        /// The same less what chance gives.
        public var adjusted: Double
        /// Of as much information by chance.
        public var probability: Double
        /// Rare categories counted as one.
        public var pooledLevels: Int
        public var isProxy: Bool
    }

    public var sensitive: String
    /// With a value of the sensitive column; the others were not looked at.
    public var rows: Int
    public var missing: Int
    public var columns: [Column]

    public var findings: [Finding] {
        columns.filter(\.isProxy).map { column in
            Finding(
                .warning, "bias.proxy", "`\(column.name)` tells of `\(sensitive)`: adjusted mutual information \(Figure.rounded(column.adjusted, 3))",
                at: Place(record: column.name), hint: "leaving out `\(sensitive)` does not hide it from a model that sees `\(column.name)`")
        }
    }

    /// A few lines for people.
    public var words: [String] {
        ["`\(sensitive)`: \(columns.count { $0.isProxy }) of \(columns.count) columns stand for it in \(rows) rows"] + findings.map(\.message)
            + (missing > 0 ? ["\(missing) rows without `\(sensitive)` were not looked at"] : [])
    }
}
